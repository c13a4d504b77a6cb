"""What a walkthrough practises: a section of the article, or something that the editors have added."""

from collections.abc import Iterable

from macros.pages.instructions import Instruction
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.loader import Source
from sandbox.content.wording import Wording
from sandbox.engine.walkthrough import Walkthrough


def sections_by_source(instructions: Iterable[Instruction]) -> dict[str, str]:
    """What a walkthrough's file may name → the heading: «2.1» for «2.1. …», a heading without a number as it stands."""
    headings = dict.fromkeys(instruction.section for instruction in instructions)
    return {_number(heading) or heading: heading for heading in headings}


def _number(heading: str) -> str:
    number, dot, _ = heading.partition(". ")
    return number if dot and number.replace(".", "").isdigit() else ""


def section_of(walkthrough: Walkthrough, instructions: Iterable[Instruction]) -> str | None:
    """The heading of the article's section that the walkthrough practises; None if it isn't from the article."""
    return sections_by_source(instructions).get(walkthrough.source)


def check_sources(source: Source, instructions: Iterable[Instruction]) -> list[ContentError]:
    """Every walkthrough whose source is neither a section of the article nor the editors' own."""
    known = [*sections_by_source(instructions), own_source(source.content.wording)]
    found: list[ContentError] = []
    for slug, walkthrough in source.content.walkthroughs.items():
        if walkthrough.source not in known:
            errors = ErrorList(f"walkthroughs/{slug}.yml")
            errors.add(source.lines[slug,], "unknown_source", name=walkthrough.source, among=known)
            found += errors.errors
    return found


def own_source(wording: Wording) -> str:
    """What a file writes if its walkthrough isn't from the article."""
    return wording.text("source.own").replace("\N{NO-BREAK SPACE}", " ")
