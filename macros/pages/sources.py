"""The source of a walkthrough: a section of the article, or the editors themselves."""

from collections.abc import Iterable

from macros.pages.article import Instruction
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.loader import LoadedContent
from sandbox.content.wording import Wording
from sandbox.engine.walkthrough import Walkthrough


def sections_by_source(instructions: Iterable[Instruction]) -> dict[str, str]:
    """Source as a walkthrough's file names it → heading: «2.1» → «2.1. …»; a heading without a number names itself."""
    headings = dict.fromkeys(instruction.section for instruction in instructions)
    return {_number(heading) or heading: heading for heading in headings}


def _number(heading: str) -> str:
    number, dot, _ = heading.partition(". ")
    return number if dot and number.replace(".", "").isdigit() else ""


def section_of(walkthrough: Walkthrough, instructions: Iterable[Instruction]) -> str | None:
    """The heading of the article's section that the walkthrough practises; None if it isn't from the article."""
    return sections_by_source(instructions).get(walkthrough.source)


def check_sources(loaded: LoadedContent, instructions: Iterable[Instruction]) -> list[ContentError]:
    """Every walkthrough whose source is neither a section of the article nor the editors' own."""
    known = [*sections_by_source(instructions), own_source(loaded.content.wording)]
    found: list[ContentError] = []
    for slug, walkthrough in loaded.content.walkthroughs.items():
        if walkthrough.source not in known:
            errors = ErrorList(f"walkthroughs/{slug}.yml")
            errors.add(loaded.lines[slug,], "unknown_source", name=walkthrough.source, among=known)
            found += errors.errors
    return found


def own_source(wording: Wording) -> str:
    """The source that a file names if its walkthrough isn't from the article."""
    return wording.text("source.own").replace("\N{NO-BREAK SPACE}", " ")
