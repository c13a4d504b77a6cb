"""Two built sites compared page by page: what readers, learners, search engines and the sandbox take from them."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from bs4 import BeautifulSoup, Tag

_HASH = re.compile(r"\.[0-9a-f]{8}(?=\.)")
_COMPRESSED = (".br", ".gz")
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
_QUOTED = re.compile(r"url\([^)]*\)|\"[^\"]*\"")

FRAME = ".md-skip, .md-header a, .md-header label, .md-header button, .md-tabs a, .md-footer a"
"""What can be pressed around a page."""

Facts = Mapping[str, object]


@dataclass(frozen=True)
class Known:
    """A difference that is known: the pattern of what stands in the other pages, and what stands for it in ours.

    ``within`` is the pattern of the only parts of a page where it is looked for.
    """

    what: str
    theirs: str
    ours: str
    within: str = r"(?s).+"

    def as_ours(self, page: str) -> tuple[str, int]:
        """The page without the difference, and in how many places it was."""
        found = 0

        def replaced(part: re.Match[str]) -> str:
            nonlocal found
            text, times = re.subn(self.theirs, self.ours, part[0])
            found += times
            return text

        return re.sub(self.within, replaced, page), found


def differences(site: Path, other: Path, known: Sequence[Known] = ()) -> Iterator[str]:
    """What differs in the other site, a line each: a page's address and what of it, or the files.

    What is ``known`` is passed over; a line tells of a known one that is nowhere any more.
    """
    files, others = files_of(site), files_of(other)
    yield from (f"no file: {name}" for name in sorted(files - others))
    yield from (f"another file: {name}" for name in sorted(others - files))
    for name, read in DATA.items():
        if read(site / name) != read(other / name):
            yield f"data: {name}"
    yield from (f"without its style: {name}" for name in sorted(styled_in(site) - styled_in(other)))
    seen: Counter[Known] = Counter()
    for path in sorted(site.rglob("*.html")):
        name = str(path.relative_to(site))
        if (other / name).exists():
            theirs = (other / name).read_text(encoding="utf-8")
            for each in known:
                theirs, times = each.as_ours(theirs)
                seen[each] += times
            facts, found = facts_of(path.read_text(encoding="utf-8")), facts_of(theirs)
            yield from (f"{name}: {what}" for what in facts if facts[what] != found[what])
    yield from (f"no difference any more: {each.what}" for each in known if not seen[each])


def files_of(site: Path) -> set[str]:
    """All files by their names, without what stands in them for their content, and without compressed copies."""
    paths = (path for path in site.rglob("*") if path.is_file() and path.suffix not in _COMPRESSED)
    return {_HASH.sub("", str(path.relative_to(site))) for path in paths}


def styled_in(site: Path) -> set[str]:
    """The classes for which the pages' stylesheet has rules."""
    sheets = (path.read_text(encoding="utf-8") for path in site.glob("assets/style.*.css"))
    return {name for sheet in sheets for name in _CLASS.findall(_QUOTED.sub("", sheet))}


def manifest_of(path: Path) -> object:
    """What the build tells the sandbox, but for the hashes of the theme's inline scripts."""
    manifest = json.loads(path.read_text(encoding="utf-8"))
    return {name: value for name, value in manifest.items() if name not in ("scripts", "edition")}


def addresses_of(path: Path) -> list[str]:
    """The addresses in a map of the site, in whatever order."""
    return sorted(str(each.text) for each in ElementTree.parse(path).iter() if each.tag.endswith("}loc"))


DATA = {".guide.json": manifest_of, "sitemap.xml": addresses_of, "assets/search/index.json": Path.read_bytes}
"""Files that say something, and what they say."""


def facts_of(html: str) -> Facts:
    """What a page is, by kinds of facts, in the order in which it says them."""
    page = BeautifulSoup(html, "html.parser")
    article = page.select_one("article") or page
    return {
        "title": [each.get_text() for each in page.select("title")],
        "descriptions": sorted(str(each.attrs) for each in page.select("meta")),
        "data": [each.get_text() for each in page.select("script[type='application/ld+json']")],
        "menu": [(each.get_text(" ", strip=True), each.get("href")) for each in page.select(".md-nav--primary a")],
        "frame": [(each.get("href"), _text(each), each.get("title")) for each in page.select(FRAME)],
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
