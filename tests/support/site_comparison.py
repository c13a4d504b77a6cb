"""Two built sites compared page by page: what readers, learners, search engines and the sandbox take from them."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from bs4 import BeautifulSoup, Tag

_HASH = re.compile(r"\.[0-9a-f]{8}(?=\.)")
_COMPRESSED = (".br", ".gz")

Facts = Mapping[str, object]


def differences(site: Path, other: Path) -> Iterator[str]:
    """What differs in the other site, a line each: a page's address and what of it, or the files."""
    files, others = files_of(site), files_of(other)
    yield from (f"no file: {name}" for name in sorted(files - others))
    yield from (f"another file: {name}" for name in sorted(others - files))
    if data_of(site) != data_of(other):
        yield "data: .guide.json"
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site)
        if (other / name).exists():
            facts, found = (facts_of((folder / name).read_text(encoding="utf-8")) for folder in (site, other))
            yield from (f"{name}: {what}" for what in facts if facts[what] != found[what])


def files_of(site: Path) -> set[str]:
    """All files by their names, without what stands in them for their content, and without compressed copies."""
    paths = (path for path in site.rglob("*") if path.is_file() and path.suffix not in _COMPRESSED)
    return {_HASH.sub("", str(path.relative_to(site))) for path in paths}


def data_of(site: Path) -> object:
    """What the build tells the sandbox, but for the hashes of the theme's inline scripts."""
    manifest = json.loads((site / ".guide.json").read_text(encoding="utf-8"))
    return {name: value for name, value in manifest.items() if name not in ("scripts", "edition")}


def facts_of(html: str) -> Facts:
    """What a page is, by kinds of facts, in the order in which it says them."""
    page = BeautifulSoup(html, "html.parser")
    article = page.select_one("article") or page
    return {
        "title": [each.get_text() for each in page.select("title")],
        "descriptions": sorted(str(each.attrs) for each in page.select("meta")),
        "data": [each.get_text() for each in page.select("script[type='application/ld+json']")],
        "menu": [(each.get_text(" ", strip=True), each.get("href")) for each in page.select(".md-nav--primary a")],
        "headings": [(each.name, each.get("id"), _text(each)) for each in article.select("h1, h2, h3, h4, h5, h6")],
        "ids": [each.get("id") for each in article.select("[id]")],
        "links": [(each.get("href"), _text(each)) for each in article.select("a")],
        "forms": [_form(each) for each in page.select("article form, .md-content form")],
        "attributes": [_data(each) for each in article.select("*") if _data(each)],
        "text": _text(article),
    }


def _text(part: Tag) -> str:
    return " ".join(part.get_text(" ").split())


def _data(part: Tag) -> dict[str, str]:
    return {name: str(value) for name, value in part.attrs.items() if name.startswith("data-")}


def _form(form: Tag) -> object:
    fields = form.select("input, button, select, textarea")
    return dict(form.attrs), [(each.name, dict(each.attrs), _text(each)) for each in fields]
