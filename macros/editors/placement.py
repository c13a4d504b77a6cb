"""Where a page must be named besides its own file: the menu, a card, a subject; and a walkthrough, in an advice.

And the pages that files of the trainer name: they must be there.
"""

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from macros.editors.embeddings import Embedding
from macros.editors.page_links import links_of
from macros.editors.page_text import read_page
from macros.pages.article import ARTICLE, Instruction
from macros.pages.subjects import SUBJECTS, Subject
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.loader import PLACES, TASKS, LoadedContent
from sandbox.content.places_reader import PAGE
from sandbox.content.yaml_tree import Block, Series, Text, Value

CARDS = 'class="grid cards"'
"""How the first page begins its cards."""


def check_menu(menu: Value | None, shown: str, pages: Collection[str], docs: str) -> list[ContentError]:
    """The menu names every page once, and no other. ``shown`` is the file in which it stands."""
    errors = ErrorList(shown)
    found: dict[str, int] = {}
    _walk_menu(menu, errors, found, set(pages))
    missing = []
    for page in sorted(set(pages) - found.keys()):
        each = ErrorList(f"{docs}/{page}")
        each.add(1, "page_not_in_menu", name=page)
        missing += each.errors
    return errors.errors + missing


def _walk_menu(value: Value | None, errors: ErrorList, found: dict[str, int], pages: Collection[str]) -> None:
    if isinstance(value, Text):
        if not value.value:
            errors.add(value.line, "menu_entry_empty")
        elif value.value in found:
            errors.add(value.line, "page_twice_in_menu", name=value.value, first=found[value.value])
        elif value.value in pages:
            found[value.value] = value.line
        elif not value.value.startswith(("https://", "http://")):
            errors.add(value.line, "menu_page_missing", name=value.value, among=pages)
    elif isinstance(value, Series):
        if not value.items:
            errors.add(value.line, "menu_entry_empty")
        for item in value.items:
            _walk_menu(item, errors, found, pages)
    elif isinstance(value, Block):
        if len(value.items) != 1:
            errors.add(value.line, "menu_entry_of_two", name=", ".join(value.items))
        for title, inner in value.items.items():
            if not title.strip():
                errors.add(value.lines[title], "menu_title_empty")
            _walk_menu(inner, errors, found, pages)


def check_places(
    docs: Path,
    embeddings: Mapping[str, Embedding],
    subjects: Iterable[Subject] | None,
    instructions: Iterable[Instruction] | None,
) -> list[ContentError]:
    """Pages with a walkthrough that no card or subject leads to, and walkthroughs that no advice names.

    A list that can't be read is None, and nothing is missed in it.
    """
    found: list[ContentError] = []
    home = docs / "index.md"
    first = home.read_text(encoding="utf-8", errors="replace") if home.is_file() else ""
    cards = read_page(first) if CARDS in first else None
    linked = {link.target.partition("#")[0] for link in links_of(cards)} if cards else None
    themed = {page for subject in subjects for page in subject.pages} if subjects is not None else None
    advised = {w.slug for each in instructions for w, _ in each.steps} if instructions is not None else None
    for slug, embedding in embeddings.items():
        page = ErrorList(f"{docs.name}/{embedding.page}")
        if linked is not None and embedding.page not in linked:
            page.add(1, "card_missing", name=embedding.page)
        if themed is not None and embedding.page not in themed:
            page.add(1, "subject_missing", name=embedding.page, file=f"{docs.name}/{SUBJECTS}")
        walkthrough = ErrorList(f"walkthroughs/{slug}.yml")
        if advised is not None and slug not in advised:
            walkthrough.add(1, "advice_missing", name=slug, file=f"{docs.name}/{ARTICLE}")
        found += page.errors + walkthrough.errors
    return found


def check_reread(loaded: LoadedContent, pages: Collection[str]) -> list[ContentError]:
    """The pages that places and harms send to are there."""
    content, found = loaded.content, ErrorList(f"walkthroughs/{PLACES}")
    for place in content.places.values():
        if place.page and place.page not in pages:
            found.add(loaded.lines[PLACES, place.id, PAGE], "unknown_page", name=place.page, among=pages)
    errors = found.errors
    for task in content.tasks.values():
        found = ErrorList(f"walkthroughs/{TASKS}/{task.slug}.yml")
        for harm in task.harms:
            if harm.page and harm.page not in pages:
                line = loaded.lines[TASKS, task.slug, "harms", harm.name, PAGE]
                found.add(line, "unknown_page", name=harm.page, among=pages)
        errors += found.errors
    return errors
