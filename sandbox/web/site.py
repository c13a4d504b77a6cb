"""The built site, as far as the sandbox needs it: the page it fills, which page holds which walkthrough, what runs."""

import re
from html import escape, unescape
from pathlib import Path

from sandbox.engine.progress import Subject
from sandbox.web.policy import inline_scripts

_WIDGET = re.compile(r'<section class="walkthrough"[^>]*data-walkthrough="([a-z0-9-]+)"')

_OVERVIEW = '<section class="overview"'
_SUBJECT = 'data-subject="'
_ITEM = re.compile(r'<li class="overview__item" data-walkthrough="([a-z0-9-]+)"')

TITLE, ADDRESS, WIDGET = "[[title]]", "[[address]]", "<!-- widget -->"
"""What ``macros/theme/trainer.html`` leaves for the sandbox to fill."""


def fill(shell: str, title: str, widget: str, address: str = "") -> str:
    """``macros/theme/trainer.html`` as built, with a title (text), a widget (HTML) and the address to go back to."""
    return shell.replace(TITLE, escape(title)).replace(ADDRESS, address).replace(WIDGET, widget)


class SiteNotBuiltError(Exception):
    """There is no built site in the folder."""


class Site:
    """A folder that MkDocs has built. It is read again whenever it was built again.

    ``scripts`` are the hashes of the inline scripts of all its pages.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._shell_path = folder / "trainer.html"
        self._built_at = -1
        self._shell = ""
        self._addresses: dict[str, str] = {}
        self._overview_address = ""
        self._subjects: tuple[Subject, ...] = ()
        self.scripts: tuple[str, ...] = ()
        self._pages: frozenset[str] = frozenset()
        self._refresh()

    def page(self, title: str, widget: str, walkthrough: str = "", address: str = "") -> str:
        """A whole page in the site's look, with the widget (HTML) and a link to the page it belongs to.

        That page is named by its walkthrough or by its own address.
        """
        self._refresh()
        return fill(self._shell, title, widget, self._addresses.get(walkthrough, address))

    def not_found(self) -> str:
        """The page for an address that isn't of the sandbox and that no file can have."""
        return (self.folder / "404.html").read_text(encoding="utf-8")

    def overview_page(self, title: str, widget: str) -> str:
        """A whole page for the overview of all walkthroughs."""
        self._refresh()
        return fill(self._shell, title, widget, self._overview_address)

    def subjects(self) -> tuple[Subject, ...]:
        """The walkthroughs by subject, as the overview in the built site has them."""
        self._refresh()
        return self._subjects

    def trainers(self) -> dict[str, str]:
        """Where each walkthrough can be practised: slug → address for a link."""
        root = self.root()
        return {slug: f"{root}{address}#{slug}" for slug, address in self._addresses.items()}

    def overview_link(self) -> str:
        """The address of the page with all walkthroughs, for a link."""
        return self.root() + self._overview_address

    def root(self) -> str:
        """The path of the site's first page, as the links of the page to be filled begin."""
        self._refresh()
        return self._shell.split(ADDRESS)[0].rpartition('"')[2]

    def has_page(self, address: str) -> bool:
        """Whether there is such a page to read; ``address`` is relative to the site, the first page's is empty."""
        self._refresh()
        return address in self._pages

    def _refresh(self) -> None:
        try:
            built_at = self._shell_path.stat().st_mtime_ns
            if built_at == self._built_at:
                return
            self._shell = self._shell_path.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise SiteNotBuiltError(str(self.folder)) from error
        self._read_pages()
        self._built_at = built_at

    def _read_pages(self) -> None:
        pages = {path: path.read_text(encoding="utf-8") for path in self.folder.rglob("*.html")}
        self.scripts = tuple(sorted(set().union(*map(inline_scripts, pages.values()))))
        self._addresses, overview, addresses = {}, "", set()
        for path, page in pages.items():
            if path.name != "index.html":
                continue
            address = path.relative_to(self.folder).as_posix().removesuffix("index.html")
            addresses.add(address)
            self._addresses |= dict.fromkeys(_WIDGET.findall(page), address)
            if _OVERVIEW in page:
                self._overview_address, overview = address, page
        self._pages = frozenset(addresses)
        self._subjects = tuple(
            Subject(unescape(part.partition('"')[0]), {slug: self._addresses[slug] for slug in _ITEM.findall(part)})
            for part in overview.split(_SUBJECT)[1:]
        )
