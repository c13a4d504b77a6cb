"""What one build has read and made, for all its events; a preview goes on with it."""

from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from macros.guide import Guide
from macros.pages.content import PageContent
from macros.pages.memo import write_memos
from macros.publish.built_site import describe_site
from macros.search.index import IndexedPage, write_index
from macros.show.pages import ShowPages
from sandbox.rendering.addresses import path_of
from sandbox.web.manifest import write_manifest


@dataclass(frozen=True)
class SiteInMemory:
    """What MkDocs knows of the site at the end of a build."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment


@dataclass
class Build:
    """What one build has read. ``contents`` and ``indexed`` are by source file, as the docs folder has it.

    ``glossary`` is the file of the glossary there. ``site`` and ``scripts`` are there when the build is done.
    """

    guide: Guide
    glossary: str
    contents: dict[str, PageContent] = field(default_factory=dict)
    indexed: dict[str, IndexedPage] = field(default_factory=dict)
    nav: Navigation | None = None
    site: SiteInMemory = field(init=False)
    scripts: tuple[str, ...] = ()
    shows: ShowPages = field(default_factory=ShowPages)

    def write_what_pages_say(self, config: MkDocsConfig) -> None:
        """Write the index of the search, the cards to print and the pages of pictures."""
        site, materials = Path(config.site_dir), self.guide.materials
        write_index(site, self.indexed.values(), materials.synonyms, materials.urgent, materials.content)
        write_memos(site, self.guide, config)
        self.shows.write(site, self.guide, config, self.site.env)

    def describe(self, config: MkDocsConfig) -> None:
        """Write the manifest for the sandbox, which takes the site for built from then on."""
        path = path_of(self.guide.sandbox)
        manifest = describe_site(path, self.contents, self.guide.materials, config.nav or [], self.scripts)
        write_manifest(Path(config.site_dir), manifest)
