"""What a preview goes on with after a whole build."""

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from sandbox.frozen import dataclass


@dataclass(frozen=True)
class SiteInMemory:
    """What MkDocs knows of the site at the end of a build."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Environment
