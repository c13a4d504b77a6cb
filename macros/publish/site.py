"""One stylesheet, one script, a service worker, names that change with the content, compressed copies."""

import gzip
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import brotli
from jinja2 import FileSystemLoader
from markupsafe import Markup
from rjsmin import jsmin

from macros.cache import Cache
from macros.pages.memo import STYLE as MEMO_STYLE
from macros.publish.built_site import BuiltPage
from macros.publish.javascript import strings_of
from macros.publish.modules import join, join_as_module
from macros.publish.stylesheet import bundle, names_in
from macros.search.index import INDEX
from macros.show.pages import STYLE as SHOW_STYLE
from sandbox.content.wording import Wording
from sandbox.rendering.environment import create_environment

HERE = Path(__file__).parent
TEMPLATES = HERE.parent.parent
COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml", ".webmanifest"}
BROTLI = 8
"""The next level takes five times as long, since its tables are freed after each file, and saves a three-hundredth;
the two after it ten times as long for a twentieth.
"""
LEAST_BYTES = 500
"""Smaller files gain nothing from compression."""
_LENGTH = 4
"""Bytes of a length."""

_NAMES, _STYLES, _COMPRESSED = "names", "styles", "compressed"
"""Folders of the cache."""

_SEARCH = "assets/search/box.js"
"""What the search box loads when it is first used, besides its index."""
LATER = (_SEARCH, "assets/hearing.js", "assets/download.js", "assets/places.js", "assets/show.js")
"""Modules that are loaded when they are first needed."""

_OF_THEIR_OWN = (MEMO_STYLE, SHOW_STYLE)
"""Styles that aren't for all pages."""

_THEME_SCRIPTS = "assets/javascripts"
"""The theme's own, which no page loads."""

# Pages are changed as texts: a parser would write other bytes of them differently too.
_STYLE = re.compile(r'<link rel="stylesheet" href="(?P<base>[^"]*?)(?P<path>assets/[^"]+\.css)">')
_MODULE = re.compile(r'<script src="(?P<base>[^"]*?)(?P<path>assets/[^"]+\.js)" type="module"></script>')
_WITH_SPACES = re.compile(r"(<(pre|textarea|script)\b.*?</\2>)", re.DOTALL)
"""What is shown or read with its line breaks."""
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_STRING = re.compile(r"\"[^\".]*\"|'[^'.]*'")
_TAG = re.compile(r"<[^>]*>")
_VALUE = re.compile(r'(?<= )(?!class|id|data-md-color|data-scheme)([\w-]+)="[^"]*"')
"""In a template the tags and the strings of its code may name an element. A string with a dot is a key of wording; of
most attributes only the name counts."""
_FOR_NOBODY = (
    re.compile(r' data-md-(?:scrollfix|component="(?!toc")[^"]*")'),
    re.compile(r' xmlns="[^"]*"(?= viewBox)'),
    re.compile(r'<meta name="generator"[^>]*>'),
    re.compile(r'<div class="md-dialog"[^>]*>\s*(?P<inner><div class="md-dialog__inner md-typeset"></div>)\s*</div>'),
)
"""What the theme's script reads or fills, what a picture within HTML has anyway, and what statistics of programs read.
One by one, as a search for something that begins with a fixed text is twice as fast.
"""
_REMOVED = {"md-dialog", "md-dialog__inner"}
"""The names of elements that go with it."""
_TOGGLE = re.compile(r'(<input class="md-toggle"[^>]*) autocomplete="off"')
"""An attribute that the theme writes outside all blocks of its templates, and HTML doesn't allow."""


def publish(site: Path, pages: Mapping[Path, BuiltPage], base: str, name: str, wording: Wording, cache: Cache) -> None:
    """Rewrite the site's pages to use one stylesheet and one script, and compress what can be.

    ``pages`` are all its HTML files as they are; ``base`` is the path of the site at its address, ``name`` its name.
    """
    home = pages[site / "index.html"].text
    sheets, modules = ([match["path"] for match in kind.finditer(home)] for kind in (_STYLE, _MODULE))
    names = _names(site, pages, cache) - _REMOVED
    style = _write(site, "style", "css", _bundle(_read(site, sheets), names, cache))
    later = {path: _write(site, _name_of(path), "js", jsmin(join_as_module(site / path))) for path in LATER}
    own = {
        path: _write(site, Path(path).stem, "css", _bundle(_read(site, [path]), names, cache)) for path in _OF_THEIR_OWN
    }
    entries = [*(site / part for part in modules), HERE / "register.js"]
    script = _write(
        site, "script", "js", jsmin(join(entries, {_beside(path): _beside(hashed) for path, hashed in later.items()}))
    )
    for path, page in pages.items():
        text = page.text
        for path_of_style, hashed in own.items():
            text = text.replace(path_of_style, hashed)
        if MEMO_STYLE not in page.text:
            text = _use(_MODULE, script, _use(_STYLE, style, _TOGGLE.sub(r"\1", text)))
            for element in _FOR_NOBODY:
                text = element.sub("", text)
        path.write_text(_without_indent(text), encoding="utf-8")
    assets = {"style": style, "script": script, **own, **later}
    _write_service_worker(site, assets, base, name, wording)
    for path in [
        *(site / part for part in (*sheets, *_OF_THEIR_OWN)),
        *site.glob("assets/*.js"),
        *site.glob("assets/search/*.js"),
    ]:
        if path.relative_to(site).as_posix() not in (script, *later.values()):
            path.unlink()
    for path in site.rglob("*.map"):
        path.unlink()
    shutil.rmtree(site / _THEME_SCRIPTS)
    for path in list(site.rglob("*")):
        if path.suffix in COMPRESSED and path.stat().st_size >= LEAST_BYTES:
            compress(path, cache)


def _bundle(sheets: list[str], names: set[str], cache: Cache) -> str:
    return cache.made(_STYLES, lambda: bundle(sheets, names).encode(), sheets, sorted(names)).decode()


def _without_indent(text: str) -> str:
    """The page without indentation and empty lines of templates."""
    parts = _WITH_SPACES.split(text)  # what may change, what may not, and the name of that, again and again
    parts[::3] = map(_without_blanks, parts[::3])
    del parts[2::3]
    return "".join(parts)


def _without_blanks(text: str) -> str:
    """The text without spaces around its line breaks. Those at its two ends stay."""
    first, *rest = text.split("\n")
    if not rest:
        return text
    *between, last = rest
    return "\n".join((first.rstrip(), *filter(None, map(str.strip, between)), last.lstrip()))


def compress(path: Path, cache: Cache) -> None:
    """Write a gzip and a brotli copy beside the file, as old as it is. They depend on its content alone."""
    content, times = path.read_bytes(), path.stat()
    copies = cache.made(_COMPRESSED, lambda: _compressed(content), sha256(content).digest())
    end = int.from_bytes(copies[:_LENGTH]) + _LENGTH
    for suffix, copy in ((".gz", copies[_LENGTH:end]), (".br", copies[end:])):
        beside = path.with_name(path.name + suffix)
        beside.write_bytes(copy)
        os.utime(beside, ns=(times.st_atime_ns, times.st_mtime_ns))


def _compressed(content: bytes) -> bytes:
    """Both copies, one after the other, behind the length of the first."""
    by_gzip = gzip.compress(content, 9, mtime=0)
    by_brotli: bytes = brotli.compress(content, quality=BROTLI)
    return len(by_gzip).to_bytes(_LENGTH) + by_gzip + by_brotli


def _beside(path: str) -> str:
    """The address of an asset as a script in ``assets`` imports it."""
    return path.replace("assets/", "./", 1)


def _name_of(path: str) -> str:
    """«assets/search/box.js» → «search/box», as `_write` takes it."""
    return path.removeprefix("assets/").removesuffix(".js")


def _write(site: Path, name: str, suffix: str, text: str) -> str:
    """Write an asset under a name that changes with its text, and return that."""
    path = f"assets/{name}.{sha256(text.encode()).hexdigest()[:8]}.{suffix}"
    (site / path).write_text(text, encoding="utf-8")
    return path


def _write_service_worker(site: Path, assets: Mapping[str, str], base: str, name: str, wording: Wording) -> None:
    jinja = create_environment(FileSystemLoader(HERE / "templates"))
    offline = jinja.get_template("offline.html").render(
        base=base, style=assets["style"], site_name=name, wording=wording
    )
    version = "-".join(path.split(".")[1] for path in assets.values())
    search = [assets[_SEARCH], INDEX]
    worker = jinja.get_template("service-worker.js").render(
        path=base.rstrip("/"),
        version=version,
        # Russian letters and the signs of HTML are shorter as they are.
        offline=Markup(json.dumps(offline, ensure_ascii=False)),  # noqa: S704 - a script, no page
        search=search,
    )
    (site / "service-worker.js").write_text(jsmin(worker), encoding="utf-8")


def _read(site: Path, parts: list[str]) -> list[str]:
    return [(site / part).read_text(encoding="utf-8") for part in parts]


def _names(site: Path, pages: Mapping[Path, BuiltPage], cache: Cache) -> set[str]:
    """All that can name an element or a class: on the pages, in what the sandbox will render, and in the scripts."""
    scripts = [path.read_text("utf-8") for path in (*site.glob("assets/*.js"), *site.glob("assets/search/*.js"))]
    # The templates are part of the code.
    in_code = cache.made(_NAMES, lambda: "\n".join(names_in(_in_code(scripts))).encode(), sorted(scripts))
    on_pages = frozenset().union(*(page.names for page in pages.values()))  # most are on many pages
    return names_in(on_pages) | {*in_code.decode().split("\n")}


def _in_code(scripts: Iterable[str]) -> Iterator[str]:
    for template in [*TEMPLATES.glob("sandbox/**/*.html"), *TEMPLATES.glob("macros/**/*.html")]:
        text = _COMMENT.sub("", template.read_text(encoding="utf-8"))
        for code in _CODE.findall(text):
            yield from _STRING.findall(code)
        for tag in _TAG.findall(_CODE.sub("", text)):
            yield _VALUE.sub(r"\1", tag)
    for script in scripts:
        yield from strings_of(script)


def _use(element: re.Pattern[str], name: str, page: str) -> str:
    """The page with its first such element naming the new file, and without the others."""
    first = element.search(page)
    if first is None:
        return page
    replaced = first[0].replace(first["path"], name)
    return page[: first.start()] + replaced + element.sub("", page[first.end() :])
