"""What one build has read and made, for all its events; a preview goes on with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from macros.guide import Guide
from macros.pages.content import PageContent
from macros.pages.memo import write_memos
from macros.publish.built_site import describe_site
from macros.search.index import IndexedPage, entry_of, write_index
from macros.show.pages import ShowPages
from sandbox.rendering.addresses import MEMO, SHOW, path_of
from sandbox.web.manifest import write_manifest


@dataclass(frozen=True)
class SiteInMemory:
    """What MkDocs knows of the site at the end of a build."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment

    def pages(self) -> list[Page]:
        """All pages, in the order in which they are built."""
        files = self.files.documentation_pages(inclusion=InclusionLevel.is_in_serve)
        return [file.page for file in files if file.page]


@dataclass
class Build:
    """What one build has read. ``contents`` are by source file, as the docs folder has it.

    ``glossary`` is the file of the glossary there. ``site`` is there when all pages have been read, ``scripts``, the
    hashes of inline scripts, when those that sandbox or site show have been made.
    """

    guide: Guide
    glossary: str
    contents: dict[str, PageContent] = field(default_factory=dict)
    nav: Navigation | None = None
    site: SiteInMemory = field(init=False)
    scripts: tuple[str, ...] = ()
    shows: ShowPages = field(default_factory=ShowPages)

    def write_what_pages_say(self, config: MkDocsConfig) -> None:
        """Write the index of the search, the cards to print and the pages of pictures."""
        site, materials = Path(config.site_dir), self.guide.materials
        write_index(site, self._indexed(), materials.synonyms, materials.urgent, materials.content)
        write_memos(site, self.guide, config)
        self.shows.write(site, self.guide, config, self.site.env)
        for folder, names in ((MEMO, materials.content.walkthroughs), (SHOW, self.shows.made)):
            for path in (site / folder).glob("*.html"):
                if path.stem not in names:  # a preview goes on with the same folder
                    path.unlink()

    def _indexed(self) -> Iterator[IndexedPage]:
        """Chapters and titles of the menu are in the index too, so it is made when all of it is known."""
        for page in self.site.pages():
            if entry := entry_of(page, self.contents[page.file.src_uri].sections):
                yield entry

    def describe(self, config: MkDocsConfig) -> None:
        """Write the manifest for the sandbox, which takes the site for built from then on."""
        path = path_of(self.guide.sandbox)
        contents = {page.file.src_uri: self.contents[page.file.src_uri] for page in self.site.pages()}
        manifest = describe_site(path, contents, self.guide.materials, config.nav or [], self.scripts)
        write_manifest(Path(config.site_dir), manifest)
