"""Only what depends on an edit is made again: a page that is asked for at once, all others when there is time.

It keeps what MkDocs had in memory at the end of a whole build. What it can't say for certain to be the same as after a
whole build (another setting, a program) it leaves to one.
"""

import shutil
from collections.abc import Iterable
from pathlib import Path

from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.structure.pages import Page

from macros.build import Build
from macros.editors.build_errors import stop_build_on_errors
from macros.guide import Guide, read_guide
from macros.materials import Materials
from macros.pages.menu import address_of
from macros.preview.edit import Edit, edit_of
from macros.preview.menu import Menu, read_menu
from macros.preview.structure import copy_and_remove, documents, gather
from macros.preview.turns import Turns

_MACROS_OF_ALL = ("walkthroughs", "article_instructions", "actions_reference", "cabinet")
"""They show something of every walkthrough or of the whole wording."""


class Incremental:
    """The site as the last whole build left it in ``served``."""

    def __init__(self, build: Build, served: Path, menu: Menu) -> None:
        self.build, self._served, self._menu = build, served, menu
        self._config, self._files, self._nav = build.site.config, build.site.files, build.site.nav
        self._settings, self._docs = Path(self._config.config_file_path), Path(self._config.docs_dir)
        self._turns = Turns()
        self._unread: set[str] = set()
        self._stale: set[str] = set()
        self._rest = self._templates = self._closed = False
        self._config.site_dir = str(served)
        build.site.env.auto_reload = True
        for file in self._files:
            file.dest_dir = str(served)
            file.__dict__.pop("abs_dest_path", None)
        self._name_pages()

    def _name_pages(self) -> None:
        self._pages: dict[str, Page] = {file.src_uri: file.page for file in documents(self._files) if file.page}
        self._by_address = {address_of(name): name for name in self._pages}

    def update(self, changed: Iterable[Path]) -> bool:
        """Take in an edit; False if it needs a whole build. Raises `MistakesError`."""
        edit = edit_of(changed, self._docs, self._settings)
        if edit.unknown or self._closed:
            return False
        with self._turns.in_haste():
            other_files = any(self._is_new_or_gone(name) for name in edit.pages | edit.assets)
            settings = self._settings.read_bytes()
            with stop_build_on_errors(self._settings.parent):
                guide = read_guide(self._config, check=other_files or edit.settings)
            menu = read_menu(settings) if edit.settings else self._menu
            if menu.rest != self._menu.rest:
                return False
            gathers = other_files or menu != self._menu or self.build.glossary in edit.pages
            self._menu, self._config.nav = menu, menu.entries
            self._closed = True  # if it fails, half of it is as it was before
            self._take_in(edit, guide, gathers=gathers)
            self._closed = False
        return True

    def _is_new_or_gone(self, name: str) -> bool:
        return name not in self._files.src_uris or not (self._docs / name).is_file()

    def _take_in(self, edit: Edit, guide: Guide, *, gathers: bool) -> None:
        old, new, seen = self.build.guide.materials, guide.materials, self._seen_elsewhere()
        self.build.guide = guide
        self._config.extra["wording"] = new.content.wording
        if gathers:
            self._gather()
        for name in edit.assets & self._files.src_uris.keys():
            shutil.copyfile(self._docs / name, self._served / name)
        read = {name for name, page in self._pages.items() if name in edit.pages or page.content is None}
        for name in read:
            self._populate(self._pages[name])
        around = gathers or self._seen_elsewhere() != seen
        if around:
            self._config.plugins.on_env(self.build.site.env, config=self._config, files=self._files)
        everything = edit.everything or self.build.glossary in edit.pages or _of_all(old) != _of_all(new)
        concerned = self._pages.keys() if everything else self._showing(edit.walkthroughs, gathers=gathers)
        claiming = {name for name in self._pages if self._claims(old, name) != self._claims(new, name)}
        self._unread |= concerned - read
        self._stale |= self._pages.keys() if around else concerned | read | claiming
        self._templates |= everything or around
        if everything:
            self.build.shows.forget()
        self._rest = True

    def _gather(self) -> None:
        """Take in new files and the menu."""
        former = self._files
        self._files, self._nav = gather(self._config, former)
        copy_and_remove(self._files, former)
        self._name_pages()
        for name in self.build.pages.keys() - self._pages.keys():
            del self.build.pages[name]
        self._unread &= self._pages.keys()
        self._stale &= self._pages.keys()

    def _claims(self, materials: Materials, name: str) -> object:
        return materials.claims.get(f"{self._docs.name}/{name}")

    def _seen_elsewhere(self) -> dict[str, object]:
        """What menus and other pages take from each page."""
        return {name: _seen_of(page) for name, page in self._pages.items()}

    def _showing(self, walkthroughs: set[str], *, gathers: bool) -> set[str]:
        """The pages that show the walkthroughs, or all of them with their places in the menu."""
        if not walkthroughs and not gathers:
            return set()
        embeddings, called = self.build.guide.materials.embeddings, self.build.guide.materials.called
        found = {embeddings[slug].page for slug in walkthroughs & embeddings.keys()}  # others are gone again
        return found.union(*(called.get(macro, ()) for macro in _MACROS_OF_ALL)) & self._pages.keys()

    def _populate(self, page: Page) -> None:
        _populate_page(page, self._config, self._files)
        self._unread.discard(page.file.src_uri)

    def ensure(self, address: str) -> None:
        """Make the page with the address (relative to the site) as it is to be, if it isn't."""
        if self._by_address.get(address) in self._stale:
            with self._turns.in_haste():
                if name := self._by_address.get(address):
                    self._render(name)

    def _render(self, name: str) -> None:
        if self._closed or name not in self._stale:
            return
        page = self._pages[name]
        if name in self._unread:
            self._populate(page)
        _build_page(page, self._config, documents(self._files), self._nav, self.build.site.env)
        self._stale.discard(name)

    def close(self) -> None:
        """Finish, and do nothing more: a whole build begins, and takes over what MkDocs has in memory."""
        with self._turns.in_haste():
            while self._make_next():
                pass
            self._closed = True

    def finish(self) -> None:
        """Make all that is left, so that the site is what a whole build would make. It lets others in between."""
        left = True
        while left:
            with self._turns.when_free():
                left = self._make_next()

    def _make_next(self) -> bool:
        """Make one thing of what is left. Returns whether more is left."""
        if self._closed:
            return False
        if self._stale:
            self._render(min(self._stale))
        elif self._templates:
            for name in self._config.theme.static_templates:
                _build_theme_template(name, self.build.site.env, self._files, self._config, self._nav)
            self._templates = False
        elif self._rest and not self._makes_a_show():
            self.build.write_what_pages_say(self._served)
            self.build.describe(self._served)
            self._rest = False
        return self._rest

    def _makes_a_show(self) -> bool:
        """Make one page of pictures. Returns whether more are left."""
        return self.build.write_shows(self._served, most=1)


def _seen_of(page: Page) -> tuple[object, ...]:
    shown = {key: value for key, value in page.meta.items() if key != "shown_walkthroughs"}
    return page.title, shown, page.toc.items[0].title if page.toc and page.toc.items else ""


def _of_all(materials: Materials) -> tuple[object, ...]:
    """What any page may show of them, or what cards and pictures take from pages."""
    content, embeddings = materials.content, materials.embeddings.values()
    return (
        [(each.page, each.slug) for each in sorted(embeddings, key=lambda each: (each.page, each.line))],
        {slug: each.title for slug, each in content.walkthroughs.items()},
        [(each.section, each.sentence, [(w.slug, s.id) for w, s in each.steps]) for each in materials.instructions],
        (materials.subjects, materials.teasers),
        (content.places, content.tasks, materials.task_pages),
    )
