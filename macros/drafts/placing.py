"""Where a new page is named besides its own file: the menu, a card of the first page, a subject."""

import re
from collections import Counter
from collections.abc import Mapping
from string import Template

from macros.drafts.insertion import quoted, tree_of, with_item
from macros.drafts.project import Project
from macros.editors.page_links import links_of
from macros.editors.page_text import read_page
from macros.editors.settings_file import SETTINGS_FILE
from macros.pages.subjects import SUBJECTS
from sandbox.content.yaml_tree import Block, Series, Value, texts_in
from sandbox.frozen import dataclass

HOME = "index.md"

_ICON = re.compile(r"^-   :([\w-]+):")


@dataclass(frozen=True)
class Section:
    """A section of the menu: its title, its list as it stands in the file, the pages named in it, and their folder."""

    title: str
    series: Series
    pages: tuple[str, ...]
    folder: str

    def page(self, name: str) -> str:
        """The path of a new page of the section within the docs folder."""
        return f"{self.folder}/{name}.md" if self.folder else f"{name}.md"


@dataclass(frozen=True)
class Card:
    """A card of the first page. ``template`` is the editors' own, with the names of the rest in it."""

    template: str
    title: str
    page: str
    text: str

    def written(self, icon: str) -> str:
        return Template(self.template).substitute(icon=icon, title=self.title, page=self.page, text=self.text)


def sections(project: Project) -> dict[str, Section]:
    """The sections of the menu that pages can be added to. Those of tasks are made from their files."""
    tree = tree_of(project.text(SETTINGS_FILE))
    menu = tree.items.get("nav") if isinstance(tree, Block) else None
    tasks = set(project.guide.materials.task_pages.values())
    found = {}
    for entry in menu.items if isinstance(menu, Series) else ():
        for title, inner in entry.items.items() if isinstance(entry, Block) else ():
            pages = _pages(inner)
            if isinstance(inner, Series) and pages and not tasks & set(pages):
                found[title] = Section(title, inner, tuple(pages), _commonest_folder(pages))
    return found


def _pages(value: Value) -> list[str]:
    return [each.value for each in texts_in(value) if each.value.endswith(".md")]


def _commonest_folder(pages: list[str]) -> str:
    return Counter(page.rpartition("/")[0] for page in pages).most_common(1)[0][0]


def named_in_menu(project: Project, section: Section, title: str, page: str) -> Mapping[str, str]:
    """The settings with the page at the end of the section."""
    return {SETTINGS_FILE: with_item(project.text(SETTINGS_FILE), section.series, f"{quoted(title)}: {page}")}


def with_card(project: Project, section: Section, card: Card, like: str = "") -> Mapping[str, str]:
    """The first page with a card, where most cards lead to the section. It has the icon of the page ``like``'s card."""
    path = f"{project.docs.name}/{HOME}"
    first = project.text(path)
    lines = first.split("\n")
    links = [link for link in links_of(read_page(first)) if not link.is_picture]
    ends = [number for number, line in enumerate(lines) if line.startswith("</")]
    near = [link.line - 1 for link in links if link.target.partition("#")[0] in (like, *section.pages)]
    groups = Counter(next((end for end in ends if end > line), ends[-1]) for line in near)
    end = groups.most_common(1)[0][0] if groups else ends[-1]
    liked = next((link.line - 1 for link in links if link.target == like), end)
    icons = [icon[1] for line in reversed(lines[:end]) if (icon := _ICON.match(line))]
    icon = _ICON.match(lines[liked])
    lines[end:end] = [*card.written(icon[1] if icon else icons[0]).rstrip("\n").split("\n"), ""]
    return {path: "\n".join(lines)}


def with_subject(project: Project, section: Section, page: str, like: str = "") -> Mapping[str, str]:
    """The subjects with the page in the one that has the page ``like``, or the most pages of the section."""
    path = f"{project.docs.name}/{SUBJECTS}"
    text = project.text(path)
    tree = tree_of(text)
    lists = [each.items["pages"] for each in tree.items if isinstance(each, Block)] if isinstance(tree, Series) else []
    best = max(lists, key=lambda each: (like in _pages(each), len(set(section.pages) & set(_pages(each)))))
    return {path: with_item(text, best, page)} if isinstance(best, Series) else {}
