"""The second MkDocs hook: what surrounds the text of a page, in its head and at its foot.

It gives the theme's templates functions. A builder that knows no hooks leaves them out, and so do the templates.
"""

import json
import posixpath
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer
from jinja2 import Environment
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from macros.editors.told import told_to_editors
from macros.markdown.terms import Glossary
from macros.pages import share_picture, structured_data
from macros.pages.structured_data import heading_of
from macros.pages.subjects import load_subjects, related_to
from sandbox.text.typography import no_break

GLOSSARY = "macros.markdown.glossary"
NO_TERMS = "terms"
"""What a page names under ``hide`` in its front matter if no term is to be explained on it."""


MOST_RELATED = 3


@dataclass(frozen=True)
class Link:
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


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Read the glossary anew for each build."""
    options = config.mdx_configs[GLOSSARY]
    options["glossary"] = Glossary.read(Path(config.docs_dir) / options["home"])
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the Markdown extension, which knows only texts, which page it is about to read."""
    explain = NO_TERMS not in page.meta.get("hide", ())
    config.mdx_configs[GLOSSARY].update(page=page.file.src_uri, explain=explain)
    return markdown


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Draw the pictures and give the templates their functions. All pages have been read by now."""
    with told_to_editors():
        subjects = load_subjects(Path(config.docs_dir))
    pictures: dict[str, Picture] = {}
    for page in [file.page for file in files.documentation_pages() if file.page]:
        title = no_break(heading_of(page))
        name = f"assets/share/{page.file.src_uri.removesuffix('.md').replace('/', '-')}.png"
        drawn = share_picture.draw(title, config.site_name, config.copyright or "")
        files.append(File.generated(config, name, content=drawn, inclusion=InclusionLevel.INCLUDED))
        pictures[page.file.src_uri] = Picture(posixpath.join(config.site_url or "/", name), title)

    def share_picture_of(page: Page) -> Picture:
        return pictures[page.file.src_uri]

    def structured_data_of(page: Page) -> Markup:
        things = structured_data.describe(page, config, share_picture_of(page).address)
        return htmlsafe_json_dumps(things, partial(json.dumps, ensure_ascii=False))  # escapes would triple the bytes

    def related_pages_of(page: Page) -> list[Link]:
        related = related_to(page.file.src_uri, subjects, _linked_at_the_end(page, files), MOST_RELATED)
        return [
            Link(file.url, no_break(heading_of(file.page)), each.subject)
            for each in related
            if (file := files.get_file_from_path(each.page)) and file.page
        ]

    env.globals.update(
        share_picture=share_picture_of, structured_data=structured_data_of, related_pages=related_pages_of
    )
    return env


def _linked_at_the_end(page: Page, files: Files) -> set[str]:
    """The files of the pages under «Что дальше»."""
    end = (page.content or "").partition('id="next"')[2]
    links = BeautifulSoup(end, "html.parser", parse_only=SoupStrainer("a", href=True)).select("a")
    addresses = {urljoin(f"/{page.url}", str(link["href"])).partition("#")[0].removeprefix("/") for link in links}
    return {file.src_uri for file in files.documentation_pages() if file.url in addresses}
