"""The hook that finishes a built site. A live preview is left as it was built, so that it stays quick."""

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from macros.publish.site import publish

_previewing: list[bool] = []


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this is a preview (called by MkDocs)."""
    _previewing[:] = [command == "serve"]


def on_post_build(*, config: MkDocsConfig) -> None:
    """Finish the built site (called by MkDocs)."""
    if not any(_previewing):
        publish(Path(config.site_dir), urlsplit(config.site_url or "").path or "/", config.site_name)
