"""What one build has read and made, and the step over the built site, whichever program has built it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment

from macros.guide import Guide
from macros.pages.content import PageContent
from macros.pages.memo import write_memos
from macros.pages.menu import MenuPlace, menu_places
from macros.pages.site_page import SitePage, SiteSettings
from macros.pages.surroundings import Surroundings, draw_pictures, theme_environment
from macros.publish.built_site import describe_site, read_page, read_pages, scripts_of
from macros.publish.former_files import bring_back
from macros.publish.hosting import write_headers, write_problem_pages
from macros.publish.site import publish
from macros.search.index import write_index
from macros.show.pages import ShowPages
from sandbox.frozen import replace
from sandbox.rendering.addresses import MEMO, SHOW, origin_of, path_of
from sandbox.web.manifest import write_manifest

if TYPE_CHECKING:
    from macros.preview.memory import SiteInMemory


@dataclass
class Build:
    """What one build has read. ``pages`` are by source file, as the docs folder has it.

    ``glossary`` is the file of the glossary there, ``site`` what MkDocs goes on with in a preview. There nothing is
    bundled or compressed, to be quick.
    """

    guide: Guide
    settings: SiteSettings
    glossary: str
    previewing: bool = False
    pages: dict[str, SitePage] = field(default_factory=dict)
    site: "SiteInMemory" = field(init=False)
    scripts: tuple[str, ...] = ()
    shows: ShowPages = field(default_factory=ShowPages)
    _places: dict[str, MenuPlace] = field(default_factory=dict)

    def add(self, source: str, heading: str, meta: Mapping[str, Any], content: PageContent) -> None:
        """Keep what has been read of a page."""
        self.pages[source] = SitePage(source, heading, meta, self._places.get(source, MenuPlace()), content)

    def arrange(self, settings: SiteSettings, sources: Iterable[str]) -> None:
        """Take in the menu and which pages there are, in their order: a preview goes on with others."""
        self.settings, self._places = settings, dict(menu_places(settings.nav))
        pages = {each: replace(self.pages[each], menu=self._places.get(each, MenuPlace())) for each in sources}
        self.pages.clear()
        self.pages.update(pages)

    def complete(self, html: str, source: str) -> str:
        """A page with all that belongs to it, once all have been read."""
        return self._surroundings.complete(html, self.pages[source])

    def complete_template(self, html: str) -> str:
        """The same for one of the theme's own pages."""
        return self._surroundings.complete_template(html)

    def finish(self, site: Path) -> None:
        """All that is done to a built site with its completed pages, until the sandbox takes it for built."""
        self.write_what_pages_say(site)
        if not self.previewing:
            self._publish(site)
        self.describe(site)

    def _publish(self, site: Path) -> None:
        cache, wording = self.guide.cache, self.guide.materials.content.wording
        draw_pictures(site, self.pages, self.settings, cache)
        pages = read_pages(site, cache)
        self.scripts = scripts_of(pages.values())
        path, secure = path_of(self.settings.url), self.settings.url.startswith("https://")
        write_headers(site, self.scripts, path, https=secure, sandbox=origin_of(self.guide.sandbox))
        publish(site, pages, f"{path}/", self.settings.name, wording, cache)
        bring_back(site)
        cache.keep_recent()
        self.guide.renderer.compile_templates()  # for the sandbox

    def write_what_pages_say(self, site: Path) -> None:
        """Write the pages of problems, the index of the search, the cards to print and the pages of pictures."""
        materials = self.guide.materials
        shell = (site / "trainer.html").read_text(encoding="utf-8")
        self.scripts = scripts_of([read_page(shell)])
        write_problem_pages(site / "problems", shell, materials.content.wording, self.guide.renderer)
        write_index(site, self.pages.values(), materials.synonyms, materials.urgent, materials.content)
        write_memos(site, self.guide, self.settings)
        self.write_shows(site)
        for folder, names in ((MEMO, materials.content.walkthroughs), (SHOW, self.shows.made)):
            for path in (site / folder).glob("*.html"):
                if path.stem not in names:  # a preview goes on with the same folder
                    path.unlink()

    def write_shows(self, site: Path, most: int | None = None) -> bool:
        """Write the pages of pictures, or at ``most`` so many. Returns whether some are left."""
        kept = None if self.previewing else self.guide.cache  # its edition says nothing of templates edited meanwhile
        return self.shows.write(site, self.guide, self.settings, self._theme, kept, most)

    def describe(self, site: Path) -> None:
        """Write the manifest for the sandbox, which takes the site for built from then on."""
        path = path_of(self.guide.sandbox)
        manifest = describe_site(path, self.pages.values(), self.guide.materials, self.settings.nav, self.scripts)
        write_manifest(site, manifest)

    @cached_property
    def _theme(self) -> Environment:
        return theme_environment(self.settings, reads_again=self.previewing)

    @property
    def _surroundings(self) -> Surroundings:
        return Surroundings(lambda: self.guide, self.settings, self.pages, self._theme)
