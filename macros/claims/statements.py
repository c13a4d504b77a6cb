"""Sentences that say something of the world, by signs that the editors keep in one file, and that have no claim.

It reads line by line, as editors write: a sentence a line. It can't see a statement without a sign («оператор звонит
сам»), the titles of pages and questions, what a page's header says, and whether the claim is the right one.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from macros.claims.marks import MARK, prose_lines, read_text
from macros.editors.data_file import read_data
from macros.editors.source_files import pages_of
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.reader import Keys, Reader, as_text
from sandbox.content.yaml_tree import Value
from sandbox.frozen import dataclass

SIGNS = "_data/signs.yml"
"""The file, in the docs folder."""

_MONTHS = "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
_ALWAYS = re.compile(
    r"(?<!\d)0\d{3}(?!\d)"  # a short number: 0890
    r"|(?<![\d+])(?!\+7 907 000-00)(?:\+7|8)[\s(-]*\d{3}[\s)-]*\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)"  # a long one
    rf"|\b\d{{1,2}}\s(?:{_MONTHS})\b|\b(?:19|20)\d\d(?:[–-]\d{{4}})?\s(?:год|г\.)"  # a date
    r"|\b[a-zа-я0-9-]+\.(?:ru|рф|su|com|org|net)\b",  # an address
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[\d\s.,:]*\d)?(?:\s?[₽%])?")

_LINK_INSIDE = re.compile(r"\[[^\]]*\]\((?!https?:|tel:|mailto:)[^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ATTRIBUTES = re.compile(r"\{[:#.\s][^}]*\}")
_HEADING = re.compile(r"^#+\s.*?(?:\{\s*#([\w-]+)\s*\})?\s*$")
_NOT_A_SENTENCE = re.compile(r"^\s*(?:#|\?\?\?|!!!|<|\{\{|\{%|\*\[|:?-{3}|\|[\s|:-]+\|$)")
_LISTED = re.compile(r"\s*(?:[-*]\s|\d+\.\s)")
_ITEM = re.compile(r"\s*(?:\||[-*]\s|\d+\.\s)")
_NOT_SAID = re.compile(r"\s*(?:(?:input|example|source|same|different):|- [a-z_]+: \{)")
"""In a walkthrough's file: what is typed, and what has its source and its day beside it."""
_KEY = re.compile(r"^\s*(?:- )?[\w.]+:\s")
_MARK = re.compile(MARK)


@dataclass(frozen=True)
class Signs:
    """``always`` ask for a claim everywhere, ``words`` and numbers only where a text isn't about the trainer.

    All are beginnings of words. ``trainer`` are the words of a sentence about it, ``paragraphs`` about it begin a line
    with theirs. Of ``terms`` (pages) only ``always`` counts. ``sections`` of pages ("page.md#anchor"), whole ``pages``
    and ``phrases`` are passed over.
    """

    always: re.Pattern[str]
    words: re.Pattern[str]
    trainer: re.Pattern[str]
    paragraphs: re.Pattern[str]
    terms: frozenset[str]
    sections: frozenset[str]
    pages: frozenset[str]
    phrases: frozenset[str]


KEYS = Keys(("always", "words", "trainer", "paragraphs", "terms", "sections", "pages", "phrases"))


def load_signs(docs: Path) -> Signs:
    """Read the file. Raises `ContentErrors`."""
    return read_data(docs / SIGNS, _signs)


def _signs(tree: Value | None, errors: ErrorList) -> Signs:
    reader = Reader(tree, errors, Path(SIGNS).stem, required=KEYS.required)
    lists = {key: [as_text(item, errors, key) for item in reader.list(key)] for key in KEYS.required}
    return Signs(
        always=_beginnings(lists["always"]),
        words=_beginnings(lists["words"]),
        trainer=_beginnings(lists["trainer"]),
        paragraphs=_beginnings(lists["paragraphs"]),
        terms=frozenset(lists["terms"]),
        sections=frozenset(lists["sections"]),
        pages=frozenset(lists["pages"]),
        phrases=frozenset(lists["phrases"]),
    )


def _beginnings(words: Iterable[str]) -> re.Pattern[str]:
    """What begins like one of the words; one with a dot after it is meant whole."""
    patterns = [rf"{re.escape(word[:-1])}\b" if word.endswith(".") else re.escape(word) for word in words]
    return re.compile(rf"\b(?:{'|'.join(patterns) or '(?!)'})", re.IGNORECASE)


def statements_without_claim(docs: Path, walkthroughs: Path, signs: Signs) -> list[ContentError]:
    """Every line that shows a sign and carries no mark, on pages and in the words of walkthroughs."""
    found: list[ContentError] = []
    for page, path in pages_of(docs).items():
        if page not in signs.pages:
            found += _named(f"{docs.name}/{page}", _on_page(page, read_text(path), signs))
    for path in sorted(walkthroughs.rglob("*.yml")):
        name = f"{walkthroughs.name}/{path.relative_to(walkthroughs).as_posix()}"
        found += _named(name, _in_yaml(read_text(path), signs))
    return found


def _named(path: str, lines: Iterable[tuple[int, str]]) -> list[ContentError]:
    errors = ErrorList(path)
    for number, sign in lines:
        errors.add(number, "claim_missing", name=sign)
    return errors.errors


def _on_page(page: str, markdown: str, signs: Signs) -> Iterator[tuple[int, str]]:
    section = ""
    is_listed = False  # what a paragraph about the trainer introduces
    for paragraph in _paragraphs(prose_lines(markdown)):
        if heading := _HEADING.match(paragraph[0][1]):
            section = heading[1] or ""
        if f"{page}#{section}" in signs.sections or f"#{section}" in signs.sections:
            continue
        is_item = bool(_LISTED.match(paragraph[0][1]))
        about = (is_item and is_listed) or page in signs.terms or _begins(paragraph, signs.paragraphs)
        is_listed = about and (is_item or paragraph[-1][1].endswith(":"))
        for number, line in paragraph:
            if sign := _sign_of(line, signs, is_about_trainer=about or bool(signs.trainer.search(line))):
                yield number, sign


def _begins(paragraph: Iterable[tuple[int, str]], words: re.Pattern[str]) -> bool:
    return any(words.match(line.lstrip(" *:-")) for _, line in paragraph)


def _paragraphs(lines: Iterable[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """Lines that follow each other without an empty one; a row of a table and an item of a list stand alone."""
    paragraph: list[tuple[int, str]] = []
    for number, line in lines:
        if paragraph and (not line.strip() or (_ITEM.match(line) or line.startswith("#"))):
            yield paragraph
            paragraph = []
        if line.strip():
            paragraph.append((number, line))
    if paragraph:
        yield paragraph


def _sign_of(line: str, signs: Signs, *, is_about_trainer: bool) -> str:
    """The sign that asks for a claim, or nothing."""
    if _MARK.search(line) or _NOT_A_SENTENCE.match(line):
        return ""
    text = _ATTRIBUTES.sub("", _LINK.sub(r"\1", _LINK_INSIDE.sub("", line)))
    text = re.sub(r"^\s*(?:\d+\.|[-*:])\s", "", text).strip()
    for phrase in signs.phrases:
        text = text.replace(phrase, "")
    if text.endswith("?"):
        return ""
    found = _ALWAYS.search(text) or signs.always.search(text)
    if not found and not is_about_trainer:
        found = signs.words.search(text) or _NUMBER.search(text)
    return found[0] if found else ""


def _in_yaml(yaml: str, signs: Signs) -> Iterator[tuple[int, str]]:
    """Of the trainer's own words only what `_ALWAYS` and ``always`` show: its numbers are made up."""
    for number, line in enumerate(yaml.splitlines(), 1):
        if line.lstrip().startswith("#") or _NOT_SAID.match(line):
            continue
        text = _KEY.sub("", line).strip("\"' ")
        is_sentence = " " in text and not _MARK.search(line)
        if is_sentence and (sign := _sign_of(text, signs, is_about_trainer=True)):
            yield number, sign
