"""Only what depends on an edit is made again: a page that is asked for at once, all others when there is time.

It keeps what MkDocs had in memory at the end of a whole build. What it can't say for certain to be the same as after a
whole build (a title, a new file, the menu, data of the build) it leaves to one.
"""

import shutil
import threading
from collections.abc import Iterable
from pathlib import Path

from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.structure.files import InclusionLevel
from mkdocs.structure.pages import Page

from macros.build import Build
from macros.editors.build_errors import stop_build_on_errors
from macros.guide import Guide, read_guide
from macros.pages.menu import address_of
from sandbox.content.loader import WORDING

_OF_TEMPLATES = (".html", ".md", ".txt")
_MACROS_OF_ALL = ("walkthroughs(", "article_instructions(", "actions_reference(", "cabinet(")
"""On a page, they show something of every walkthrough or of the whole wording."""


class Incremental:
    """The site as the last whole build left it in ``served``."""

    def __init__(self, build: Build, served: Path) -> None:
        self.build, self._served = build, served
        self._config, self._files = build.site.config, build.site.files
        self._root, self._docs = Path(self._config.config_file_path).parent, Path(self._config.docs_dir)
        self._lock = threading.RLock()
        self._pages: dict[str, Page] = {}
        self._unread: set[str] = set()
        self._stale: set[str] = set()
        self._closed = False
        self._rest = False
        self._templates = False
        self._config.site_dir = str(served)
        build.site.env.auto_reload = True
        for file in self._files:
            file.dest_dir = str(served)
            file.__dict__.pop("abs_dest_path", None)
        for file in self._files.documentation_pages(inclusion=InclusionLevel.is_in_serve):
            if file.page:
                self._pages[file.src_uri] = file.page
        self._by_address = {address_of(name): name for name in self._pages}

    def update(self, changed: Iterable[Path]) -> bool:
        """Take in an edit; False if it needs a whole build. Raises `MistakesError`."""
        pages, walkthroughs, assets = set(), set(), set()
        everything = False
        for path in changed:
            if path.suffix == ".md" and path.is_relative_to(self._docs):
                pages.add(path.relative_to(self._docs).as_posix())
            elif path.parent == self._root / "walkthroughs" and path.suffix == ".yml":
                walkthroughs.add(path.stem)
            elif path.parent == self._root / "walkthroughs" / WORDING and path.suffix == ".yml":
                everything = True
            elif path.is_relative_to(self._docs / "assets"):
                assets.add(path)
            elif path.suffix in _OF_TEMPLATES and not path.is_relative_to(self._docs):
                everything = self._templates = True
            else:
                return False
            if not path.is_file():
                return False
        with self._lock, stop_build_on_errors(self._root):
            guide = read_guide(self._config, check=False)
        if not pages <= self._pages.keys() or not self._is_same_site(guide):
            return False
        with self._lock:
            if any(self._files.get_file_from_path(each.relative_to(self._docs).as_posix()) is None for each in assets):
                return False
            for asset in assets:
                shutil.copyfile(asset, self._served / asset.relative_to(self._docs))
            self.build.guide = guide
            self._config.extra["wording"] = guide.materials.content.wording
            if not all(self._read_again(page) for page in pages):
                return False
            concerned = self._pages.keys() if everything else self._showing(walkthroughs)
            self._unread |= concerned - pages
            self._stale |= concerned | pages
            self._rest = True
        return True

    def _is_same_site(self, guide: Guide) -> bool:
        """Whether all is as it was that the pages have in common."""
        old, new = self.build.guide.materials, guide.materials
        return (
            {slug: each.page for slug, each in old.embeddings.items()}
            == {slug: each.page for slug, each in new.embeddings.items()}
            and (old.subjects, old.synonyms, old.urgent, old.teasers)
            == (new.subjects, new.synonyms, new.urgent, new.teasers)
            and old.content.walkthroughs.keys() == new.content.walkthroughs.keys()
            and (old.task_pages, old.content.tasks) == (new.task_pages, new.content.tasks)
        )

    def _showing(self, walkthroughs: set[str]) -> set[str]:
        """The pages that show the walkthroughs, or all of them."""
        if not walkthroughs:
            return set()
        found = {self.build.guide.materials.embeddings[slug].page for slug in walkthroughs}
        for name in self._pages:
            text = (self._docs / name).read_text(encoding="utf-8")
            if any(macro in text for macro in _MACROS_OF_ALL):
                found.add(name)
        return found

    def _read_again(self, name: str) -> bool:
        """Read a page's Markdown; False if other pages show what has changed of it, or link to what is gone."""
        page = self._pages[name]
        if name == self.build.glossary:
            return False
        before = _seen_elsewhere(page)
        self._populate(page)
        return _seen_elsewhere(page) == before

    def _populate(self, page: Page) -> None:
        _populate_page(page, self._config, self._files)
        self._unread.discard(page.file.src_uri)

    def ensure(self, address: str) -> None:
        """Make the page with the address (relative to the site) as it is to be, if it isn't."""
        name = self._by_address.get(address)
        if name and name in self._stale:
            self._render(name)

    def _render(self, name: str) -> None:
        with self._lock:
            if self._closed or name not in self._stale:
                return
            page = self._pages[name]
            if name in self._unread:
                self._populate(page)
            documents = self._files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
            _build_page(page, self._config, documents, self.build.site.nav, self.build.site.env)
            self._stale.discard(name)

    def close(self) -> None:
        """Finish, and do nothing more: a whole build begins, and takes over what MkDocs has in memory."""
        with self._lock:
            self.finish()
            self._closed = True

    def finish(self) -> None:
        """Make all that is left, so that the site is what a whole build would make. It lets others in between."""
        while name := next(iter(sorted(self._stale)), None):
            self._render(name)
        with self._lock:
            if self._rest and not self._stale:
                if self._templates:
                    self._static_templates()
                    self.build.shows.made.clear()
                self.build.write_what_pages_say(self._served)
                self.build.describe(self._served)
                self._rest = self._templates = False

    def _static_templates(self) -> None:
        site = self.build.site
        for name in self._config.theme.static_templates:
            _build_theme_template(name, site.env, self._files, self._config, site.nav)


def _seen_elsewhere(page: Page) -> tuple[object, ...]:
    """What menus, other pages and the index of the site take from a page."""
    shown = {key: value for key, value in page.meta.items() if key != "shown_walkthroughs"}
    heading = page.toc.items[0].title if page.toc.items else ""
    return page.title, shown, heading, frozenset(page.present_anchor_ids or ())
