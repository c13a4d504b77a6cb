"""The claims themselves, from the editors' one file: what, how sure, from where, and when that was last checked."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from pathlib import Path

from macros.editors.data_file import read_data
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.reader import Keys, Reader, as_block, read_day
from sandbox.content.yaml_tree import Value
from sandbox.frozen import dataclass

CLAIMS = "_data/claims.yml"
"""The file, in the docs folder."""

KEYS = Keys(("what", "status", "source", "checked"))


class Status(Enum):
    """How sure a claim is, in the word of the file."""

    CONFIRMED = "confirmed"
    ONLY_ARTICLE = "only-article"
    OUR_ADVICE = "our-advice"


@dataclass(frozen=True)
class Claim:
    """``sources`` are named as readers see them; ``checked`` is the day on which they were last compared."""

    name: str
    what: str
    status: Status
    sources: tuple[str, ...]
    checked: date
    line: int


def load_claims(docs: Path) -> dict[str, Claim]:
    """Read the file: name → claim, in its order. Raises `ContentErrors`."""
    return read_data(docs / CLAIMS, _claims)


def _claims(tree: Value | None, errors: ErrorList) -> dict[str, Claim]:
    block = as_block(tree, errors, Path(CLAIMS).stem)
    return {name: _claim(name, value, block.lines[name], errors) for name, value in block.items.items()}


def _claim(name: str, value: Value, line: int, errors: ErrorList) -> Claim:
    reader = Reader(value, errors, name, required=KEYS.required)
    status = reader.name("status", [each.value for each in Status], "unknown_status")
    known = {each.value: each for each in Status}
    sources = tuple(part.strip() for part in reader.text("source").split(";"))
    checked = _day(reader, errors)
    return Claim(name, reader.text("what"), known.get(status, Status.ONLY_ARTICLE), sources, checked, line)


def _day(reader: Reader, errors: ErrorList) -> date:
    text = reader.text("checked")
    day = read_day(text)
    if text and day is None:
        errors.add(reader.line("checked"), "claim_without_day", name=text)
    return day or date.min


def outdated(claims: Iterable[Claim], today: date) -> list[ContentError]:
    """The claims that nobody has checked for more than a year."""
    errors = ErrorList(f"docs/{CLAIMS}")
    for claim in claims:
        if claim.checked < a_year_before(today):
            errors.add(claim.line, "claim_outdated", name=claim.name, checked=claim.checked.isoformat())
    return errors.errors


def a_year_before(day: date) -> date:
    last_year = day.year - 1
    return day.replace(year=last_year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=last_year)
