"""The built site as browsers get it: few files, names that change with the content, compressed copies."""

import gzip
import re
from pathlib import Path

import brotli
from bs4 import BeautifulSoup

from macros.publish.site import COMPRESSED, LEAST_BYTES
from sandbox.web.manifest import MANIFEST
from sandbox.web.static import HASHED
from tests.support.first_view import MOST_BYTES, files_of_every_page, weight

REFERENCES = {"/about/editors/", "/about/threats/"}
"""What editors and maintainers look something up in, at a desk and again and again. The first is three times as long as
any other page; the second is a table of all threats, each with the name of its test.
"""


def test_every_page_has_one_stylesheet_and_one_module_of_the_site(pages: dict[str, BeautifulSoup]) -> None:
    assert len(pages) > 20
    for path, page in pages.items():
        if not page.html or path.startswith(("/memo/", "/show/")):
            continue  # a fragment, a card to print, or pictures, which need no script
        (style,) = page.select("link[rel=stylesheet]")
        (script,) = page.select("script[type=module]")
        for address in (str(style["href"]), str(script["src"])):
            assert re.search(HASHED, "/" + address.removeprefix("../" * address.count("../")).removeprefix("/"))


def test_no_source_of_them_and_no_source_map_is_left(site: Path) -> None:
    assert [path.name for path in site.rglob("*") if path.suffix == ".map"] == []
    ours = {"style", "script", "memo", "hearing", "download", "places", "show", "prefetch"}
    assert {path.name.split(".")[0] for path in site.glob("assets/*.*")} == ours
    assert {path.name.split(".")[0] for path in site.glob("assets/search/*")} == {"box", "index"}


def test_whatever_compresses_has_two_compressed_copies(site: Path) -> None:
    served = [path for path in site.rglob("*") if path.name != MANIFEST]
    found = [path for path in served if path.suffix in COMPRESSED and path.stat().st_size >= LEAST_BYTES]
    assert {".html", ".css", ".js", ".json", ".xml"} <= {path.suffix for path in found}
    for path in found:
        content = path.read_bytes()
        assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == content
        assert brotli.decompress(path.with_name(path.name + ".br").read_bytes()) == content


def test_the_script_loads_what_the_search_box_needs_by_its_new_name(site: Path) -> None:
    (script,) = site.glob("assets/script.*.js")
    (box,) = site.glob("assets/search/box.*.js")
    assert f'import("./search/{box.name}")' in script.read_text(encoding="utf-8")


def test_the_first_view_of_every_page_is_light(site: Path, articles: dict[str, BeautifulSoup]) -> None:
    """`tests/browser/test_published.py` sees that a browser loads just these files."""
    of_all = sum(weight(path.read_bytes()) for path in files_of_every_page(site))
    weights = {page: of_all + weight((site / page.lstrip("/") / "index.html").read_bytes()) for page in articles}
    assert len(weights) > 20
    assert {page: bytes_ for page, bytes_ in weights.items() if bytes_ > MOST_BYTES and page not in REFERENCES} == {}
