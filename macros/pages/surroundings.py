"""What the site adds to the head and the foot of a page: functions for the theme's templates.

A builder that runs no plugins has none of them, and the templates do without.
"""

import json
import posixpath
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from urllib.parse import urljoin

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from macros.pages import share_picture, structured_data
from macros.pages.content import PageContent
from macros.pages.structured_data import heading_of
from macros.pages.subjects import Subject, related_to
from sandbox.frozen import dataclass
from sandbox.text.typography import no_break

MOST_RELATED = 3
"""Links to related pages at the foot of a page."""


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


def name_pictures(files: Files, config: MkDocsConfig) -> dict[str, Picture]:
    """The picture of each page, by the pages' source files."""
    return {
        page.file.src_uri: Picture(
            posixpath.join(config.site_url or "/", _file_of_picture(page)), no_break(heading_of(page))
        )
        for page in [file.page for file in files.documentation_pages() if file.page]
    }


def add_pictures(files: Files, config: MkDocsConfig) -> None:
    """Draw them and add them to the site's files."""
    for page in [file.page for file in files.documentation_pages() if file.page]:
        drawn = share_picture.draw(no_break(heading_of(page)), config.site_name, config.copyright or "")
        picture = File.generated(config, _file_of_picture(page), content=drawn, inclusion=InclusionLevel.INCLUDED)
        files.append(picture)


def _file_of_picture(page: Page) -> str:
    return f"assets/share/{page.file.src_uri.removesuffix('.md').replace('/', '-')}.png"


def functions_for_templates(
    config: MkDocsConfig,
    files: Files,
    subjects: Iterable[Subject],
    contents: Mapping[str, PageContent],
    pictures: Mapping[str, Picture],
) -> dict[str, Callable[[Page], object]]:
    """The functions that templates call with a page. ``contents`` and ``pictures`` are by the pages' source files."""

    def share_picture_of(page: Page) -> Picture:
        return pictures[page.file.src_uri]

    def structured_data_of(page: Page) -> Markup:
        questions = contents[page.file.src_uri].questions
        things = structured_data.describe(page, config, questions, share_picture_of(page).address)
        as_short_as_may_be = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
        return htmlsafe_json_dumps(things, as_short_as_may_be)

    def related_pages_of(page: Page) -> list[RelatedLink]:
        linked = _linked_at_the_end(page, contents[page.file.src_uri].next_links, files)
        return [
            RelatedLink(file.url, no_break(heading_of(file.page)), each.subject)
            for each in related_to(page.file.src_uri, subjects, linked, MOST_RELATED)
            if (file := files.get_file_from_path(each.page)) and file.page
        ]

    return {
        "share_picture": share_picture_of,
        "structured_data": structured_data_of,
        "related_pages": related_pages_of,
    }


def _linked_at_the_end(page: Page, links: Iterable[str], files: Files) -> set[str]:
    """The source files of the pages under «Что дальше»."""
    addresses = {urljoin(f"/{page.url}", link).partition("#")[0].removeprefix("/") for link in links}
    return {file.src_uri for file in files.documentation_pages() if file.url in addresses}
