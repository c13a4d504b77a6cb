"""Writes the headers that a static host must serve the built site with, in two forms that hosts read.

MkDocs loads this file as a hook. It comes after the pages are written: their inline scripts are hashed.
"""

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from sandbox.settings import sandbox_url
from sandbox.web import policy
from sandbox.web.site import Site


def on_post_build(config: MkDocsConfig) -> None:
    """Write ``_headers`` (Netlify, Cloudflare Pages and others read it) and ``headers.conf`` (for nginx to include)."""
    site = Path(config.site_dir)
    https = str(config.site_url).startswith("https://")
    headers = policy.headers(Site(site).scripts, https=https, sandbox=sandbox_url(os.environ))
    lines = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    (site / "_headers").write_text(f"/*\n{lines}", encoding="utf-8")
    directives = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    (site / "headers.conf").write_text(directives, encoding="utf-8")
