"""The built site as browsers get it: few files, names that change with the content, compressed copies."""

import gzip
import json
import re
from pathlib import Path
from urllib.parse import quote

import brotli
from bs4 import BeautifulSoup
from playwright.sync_api import Browser

from macros.publish.modules import join, join_as_module
from macros.publish.site import COMPRESSED, LEAST_BYTES
from sandbox.web.manifest import MANIFEST
from sandbox.web.static import HASHED


def test_every_page_has_one_stylesheet_and_one_module_of_the_site(pages: dict[str, BeautifulSoup]) -> None:
    assert len(pages) > 20
    for page in pages.values():
        if not page.html:
            continue  # a fragment
        (style,) = page.select("link[rel=stylesheet]")
        (script,) = page.select("script[type=module]")
        for address in (str(style["href"]), str(script["src"])):
            assert re.search(HASHED, "/" + address.removeprefix("../" * address.count("../")).removeprefix("/"))


def test_no_source_of_them_and_no_source_map_is_left(site: Path) -> None:
    assert [path.name for path in site.rglob("*") if path.suffix == ".map"] == []
    assert {path.name.split(".")[0] for path in site.glob("assets/*.*")} == {"style", "script"}
    assert {path.name.split(".")[0] for path in site.glob("assets/search/*")} == {"box", "index"}


def test_whatever_compresses_has_two_compressed_copies(site: Path) -> None:
    served = [path for path in site.rglob("*") if path.name != MANIFEST]
    found = [path for path in served if path.suffix in COMPRESSED and path.stat().st_size >= LEAST_BYTES]
    assert {".html", ".css", ".js", ".json", ".xml"} <= {path.suffix for path in found}
    for path in found:
        content = path.read_bytes()
        assert gzip.decompress(path.with_name(path.name + ".gz").read_bytes()) == content
        assert brotli.decompress(path.with_name(path.name + ".br").read_bytes()) == content


def modules(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return [folder / f"{name}.js" for name in texts]


def run(script: str, browser: Browser) -> list[object]:
    """What a module has pushed to ``said``."""
    page = browser.new_page()
    try:
        page.evaluate("window.said = []")
        page.add_script_tag(content=f"{script}\nwindow.isDone = true;", type="module")
        page.wait_for_function("window.isDone")
        said: list[object] = page.evaluate("window.said")
        return said
    finally:
        page.close()


def test_joined_modules_keep_their_names_to_themselves(tmp_path: Path, browser: Browser) -> None:
    paths = modules(tmp_path, one="const name = 1;\nsaid.push(name);\n", two="const name = 2;\nsaid.push(name);\n")
    assert run(join(paths), browser) == [1, 2]


def test_what_a_module_imports_runs_once_and_before_it(tmp_path: Path, browser: Browser) -> None:
    _, *users = modules(
        tmp_path,
        shared="said.push('shared');\nexport const word = 'да';\nexport function twice(n) {\n  return 2 * n;\n}\n",
        one='import { twice, word } from "./shared.js";\n\nsaid.push(word, twice(2));\n',
        two='import { word } from "./shared.js";\n\nsaid.push(word);\n',
    )
    assert run(join(users), browser) == ["shared", "да", 4, "да"]


def test_a_module_that_is_loaded_later_still_exports(tmp_path: Path, browser: Browser) -> None:
    modules(tmp_path, inner="export const seven = 7;\n")
    (outer,) = modules(
        tmp_path, outer='import { seven } from "./inner.js";\n\nexport function answer() {\n  return seven;\n}\n'
    )
    address = json.dumps(f"data:text/javascript,{quote(join_as_module(outer))}")
    assert run(f"const later = await import({address});\nsaid.push(later.answer());", browser) == [7]
