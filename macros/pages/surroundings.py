"""What the site adds to the head, the text and the end of a page, once all pages have been read.

The theme leaves places for it, so that it needs nothing of the program that builds the pages.
"""

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context
from jinja2.utils import htmlsafe_json_dumps

from macros.cache import Cache
from macros.claims.page_sources import sources_of
from macros.guide import Guide
from macros.pages import share_picture, structured_data
from macros.pages.menu import menu_places, relative
from macros.pages.site_page import SitePage, SiteSettings
from macros.pages.subjects import related_to
from sandbox.frozen import dataclass
from sandbox.rendering.addresses import path_of
from sandbox.text.russian import date_in_words
from sandbox.text.typography import no_break

MOST_RELATED = 3
"""Links to related pages at the foot of a page."""

PLACE = "<!-- here: {} -->"
"""Where the theme leaves a place for one of its own templates."""

_FILLED = ("shared", "foot", "data")


@dataclass(frozen=True)
class RelatedLink:
    """A link at the foot of a page; ``address`` is relative to the site."""

    address: str
    title: str
    subject: str


@dataclass(frozen=True)
class Picture:
    """A drawn picture of a page: its absolute address, and its size in pixels."""

    address: str
    title: str
    width: int = share_picture.WIDTH
    height: int = share_picture.HEIGHT


def theme_environment(settings: SiteSettings, *, reads_again: bool = False) -> Environment:
    """The theme's own templates, as the builders read them: white space stays, and undefined is empty."""
    theme = Environment(loader=FileSystemLoader(settings.theme), autoescape=True, auto_reload=reads_again)
    theme.filters["url"] = _url
    return theme


@pass_context
def _url(context: Context, address: str) -> str:
    return relative(address, context["page"].address)


class Surroundings:
    """Fills the places of pages. ``pages`` are all of the site by their source files; they may change meanwhile."""

    def __init__(
        self, guide: Callable[[], Guide], settings: SiteSettings, pages: Mapping[str, SitePage], theme: Environment
    ) -> None:
        self._guide, self._settings, self._pages, self._theme = guide, settings, pages, theme

    def complete(self, html: str, page: SitePage) -> str:
        """The page as it is built, with all that belongs to it."""
        picture = picture_of(page, self._settings)
        values = {
            "page": page,
            "site": self._settings,
            "canonical_url": page.canonical(self._settings),
            "wording": self._guide().materials.content.wording,
            "no_break": no_break,
            "date_in_words": date_in_words,
            "sandbox": self._guide().sandbox,
            "picture": picture,
            "sources": self._sources(page),
            "related": self._related(page),
            "things": self._things(page, picture),
        }
        for name in _FILLED:
            before, place, after = html.rpartition(PLACE.format(name))
            if place:
                html = before + self._theme.get_template(f"{name}.html").render(values) + after
        return html

    def complete_template(self, html: str) -> str:
        """A page that isn't in the docs folder."""
        before, place, after = html.rpartition(PLACE.format("sections"))
        if not place:
            return html
        chapters = dict.fromkeys(place.chapters[0] for _, place in menu_places(self._settings.nav) if place.chapters)
        first = [page for chapter in chapters if chapter.first and (page := self._pages.get(chapter.first))]
        sections = self._theme.get_template("sections.html").render(sections=first, path=path_of(self._settings.url))
        return before + sections + after

    def _sources(self, page: SitePage) -> object:
        return sources_of(self._guide().materials.claims.get(f"{self._settings.docs}/{page.source}", ()))

    def _things(self, page: SitePage, picture: Picture) -> str:
        things = structured_data.describe(page, self._settings, self._pages, picture.address)
        as_short_as_may_be = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
        return htmlsafe_json_dumps(things, as_short_as_may_be)

    def _related(self, page: SitePage) -> list[RelatedLink]:
        subjects = self._guide().materials.subjects
        return [
            RelatedLink(other.address or "./", no_break(other.heading), each.subject)
            for each in related_to(page.source, subjects, self._linked_at_the_end(page), MOST_RELATED)
            if (other := self._pages.get(each.page))
        ]

    def _linked_at_the_end(self, page: SitePage) -> set[str]:
        """The source files of the pages under «Что дальше»."""
        links = page.content.next_links
        addresses = {urljoin(f"/{page.address}", link).partition("#")[0].removeprefix("/") for link in links}
        return {other.source for other in self._pages.values() if other.address in addresses}


def picture_of(page: SitePage, settings: SiteSettings) -> Picture:
    return Picture(urljoin(settings.url or "/", _file_of(page)), no_break(page.heading))


def draw_pictures(site: Path, pages: Mapping[str, SitePage], settings: SiteSettings, cache: Cache) -> None:
    """Draw a picture of each page into the built site, unless a build before has drawn the same."""
    shown = set()
    for page in pages.values():
        words = (no_break(page.heading), settings.name, settings.imprint)
        name = share_picture.name_of(*words)
        picture = cache.read("pictures", name)
        if picture is None:
            picture = share_picture.draw(*words)
            cache.write("pictures", name, picture)
        path = site / _file_of(page)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)
        shown.add(name)
    cache.keep_only("pictures", shown)


def _file_of(page: SitePage) -> str:
    return f"assets/share/{page.source.removesuffix('.md').replace('/', '-')}.png"
