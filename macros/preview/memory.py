"""What a preview goes on with after a whole build."""

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from sandbox.frozen import dataclass


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
