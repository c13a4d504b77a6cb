"""What Zensical has built, completed and finished as every built site is."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from selectolax.lexbor import LexborHTMLParser

from macros.build import Build
from macros.pages.content import read_content
from macros.pages.menu import address_of
from macros.pages.surroundings import PLACE
from macros.zensical.extension import as_it_was
from macros.zensical.project import ICON, SHELL
from sandbox.rendering.addresses import origin_of, path_of

_BEFORE_CONTENT = 'id="__skip" tabindex="-1">'
"""The end of what the theme puts before the text of a page."""

_UNUSED = ("search.json", "assets/stylesheets/modern")
"""The index of a search that no page has, and the styles of another variant of the theme."""

_ICON = re.compile(rf'"[^"]*{ICON}"')
_NO_SOURCE = re.compile(r'<div class="md-header__source">\s*(?P<nothing></div>)')
"""The frame of a link to a repository, without one."""
_NOT_FILLED = re.compile(f"{PLACE.format('[a-z]+')}\\s*")
"""Zensical takes its 404 for a page of the site."""
_CANONICAL = re.compile(r'<link rel="canonical"[^>]*>')
_LINK = re.compile(r'(?P<before><a\b[^>]* href=")(?:\.\./|\./\.\.(?="))')
_ASSET = re.compile(r'(?P<before> (?:href|src)=")\.\./')
"""As they stand on a page in a folder of its own."""


def finish(site: Path, build: Build, metas: Mapping[str, Mapping[str, Any]]) -> None:
    """Complete the pages in the folder and finish the site. ``metas`` are the headers of the pages by source file."""
    _put_in_order(site, build)
    pages = {source: site / address_of(source) / "index.html" for source in metas}
    built = {source: _mended(path, build) for source, path in pages.items()}
    for source, html in built.items():
        content = html.partition(_BEFORE_CONTENT)[2].rpartition(PLACE.format("foot"))[0]
        build.add(source, _heading(content), metas[source], read_content(content))
    build.arrange(build.settings, metas)
    for source, html in built.items():
        pages[source].write_text(build.complete(html, source), encoding="utf-8")
    for path in (site / "404.html", site / f"{SHELL}.html"):
        html = _NOT_FILLED.sub("", build.complete_template(_mended(path, build)))
        path.write_text(_at_any_address(html, build) if path.stem == SHELL else html, encoding="utf-8")
    build.finish(site)


def _put_in_order(site: Path, build: Build) -> None:
    """The files of the site by their names, and no others."""
    for name in _UNUSED:
        path = site / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (site / SHELL / "index.html").replace(site / f"{SHELL}.html")
    (site / SHELL).rmdir()
    theme = Environment(loader=FileSystemLoader(build.settings.theme))  # noqa: S701 - no HTML
    robots = theme.get_template("robots.txt").render(config={"site_url": build.settings.url})
    (site / "robots.txt").write_text(robots, encoding="utf-8")


def _mended(path: Path, build: Build) -> str:
    """A page without what Zensical's own theme would need, and with what it takes for something else."""
    html = as_it_was(path.read_text(encoding="utf-8"))
    return _NO_SOURCE.sub("", _ICON.sub(f'"{build.settings.icon}"', html))


def _at_any_address(shell: str, build: Build) -> str:
    """The page that the sandbox fills: it is shown elsewhere, so its links begin at the root of the site.

    If the sandbox has a host of its own, styles and scripts are there too, and the links lead back to the site's.
    """
    root, sandbox = f"{path_of(build.guide.sandbox or build.settings.url)}/", origin_of(build.guide.sandbox)
    shell = _LINK.sub(rf"\g<before>{build.settings.url if sandbox else root}", _CANONICAL.sub("", shell))
    return _ASSET.sub(rf"\g<before>{root}", shell)


def _heading(content: str) -> str:
    """The text of the first heading, without the sign of its link."""
    page = LexborHTMLParser(content, is_fragment=True)
    for sign in page.css(".headerlink"):
        sign.decompose()
    heading = page.css_first("h1")
    return " ".join(heading.text().split()) if heading else ""
