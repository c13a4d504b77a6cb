"""Writes the headers that a static host must serve the built site with, in two forms that hosts read.

A host that serves hidden files must leave out the site's manifest (`sandbox.web.manifest`): no header can hide a file.
"""

from collections.abc import Iterable
from pathlib import Path

from sandbox.web import policy


def write_headers(site: Path, scripts: Iterable[str], *, https: bool, sandbox: str) -> None:
    """Write ``_headers`` (Netlify, Cloudflare Pages and others read it) and ``headers.conf`` (for nginx to include).

    ``scripts`` are the hashes of the pages' inline scripts, ``sandbox`` the origin that forms are sent to, if it isn't
    the pages' own.
    """
    headers = policy.headers(scripts, https=https, sandbox=sandbox)
    lines = "".join(f"  {name}: {value}\n" for name, value in headers.items())
    (site / "_headers").write_text(f"/*\n{lines}", encoding="utf-8")
    directives = "".join(f'add_header {name} "{value}" always;\n' for name, value in headers.items())
    (site / "headers.conf").write_text(directives, encoding="utf-8")
