"""Where the links and pictures of pages lead: to a file that is there, and to an anchor on it."""

import posixpath
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from macros.editors.page_markup import BLOCKED_TAGS
from macros.editors.page_structure import anchors_of
from macros.editors.page_text import PageText, paragraphs
from macros.editors.source_files import is_published
from sandbox.content.errors import ErrorList
from sandbox.frozen import dataclass, replace

_LINK = re.compile(
    r"(?P<picture>!?)\[(?P<text>(?:[^\[\]]|\[[^\]]*\])*)\]"
    r"\(\s*<?(?P<target>[^)\s>]*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_REFERENCE = re.compile(r"\[([^\]^][^\]]*)\]\[([^\]]*)\]")
_DEFINITION = re.compile(r"^\s{0,3}\[([^\]^]+)\]:\s*<?(\S+?)>?(?:\s.*)?$")
_BARE = re.compile(r"<((?:https?|mailto|tel):[^>\s]+)>")
_TAG = re.compile(r"<([a-z]+)\b([^>]*)>")
_SOURCE = re.compile(r"\b(href|src|poster|srcset)=(?:\"([^\"]*)\"|'([^']*)')")
_SCHEMES = ("http", "https", "mailto", "tel")
_HOST = re.compile(r"(?:[\w-]+\.)+[\w-]{2,}(?::\d+)?|localhost(?::\d+)?|[\d.]+(?::\d+)?")
_NUMBER = re.compile(r"\+?[0-9]{3,15}")
_MAIL = re.compile(r"[^@/\s]+@[^@/\s]+\.\w+")
_SITE = re.compile(r"www\.|(?:[\w-]+\.)+(?:ru|su|рф|com|org|net|info)(?=[/?#]|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """``target`` as it is written on the line; ``text`` is what readers see, or a picture's description.

    What stands ``in_html`` the site doesn't write anew for the page's address.
    """

    line: int
    target: str
    text: str
    is_picture: bool
    in_html: bool = False


def links_of(page: PageText) -> Iterator[Link]:
    """All links and pictures of a page, by its paragraphs: the words of a link may go on in the next line."""
    for lines in paragraphs(page):
        text, begins = "\n".join(line.text for line in lines), [0]
        for line in lines:
            begins.append(begins[-1] + len(line.text) + 1)
            if definition := _DEFINITION.match(line.text):
                yield Link(line.number, definition[2], definition[1], is_picture=False)
        for place, link in (*_in_markdown(text), *_in_html(text)):
            yield replace(link, line=lines[bisect_right(begins, place) - 1].number)


_Found = tuple[int, Link]
"""A link, and where its target stands in the text."""


def _in_markdown(text: str, begin: int = 0) -> Iterator[_Found]:
    for link in _LINK.finditer(text):
        if link["target"]:
            yield begin + link.start("target"), Link(0, link["target"], link["text"], bool(link["picture"]))
        if not link["picture"]:  # a picture may be the words of a link
            yield from _in_markdown(link["text"], begin + link.start("text"))
    for address in _BARE.finditer(text):
        yield begin + address.start(1), Link(0, address[1], address[1], is_picture=False)


def _in_html(text: str) -> Iterator[_Found]:
    for tag in (tag for tag in _TAG.finditer(text) if tag[1] not in BLOCKED_TAGS):  # `check_markup` tells of those
        for source in _SOURCE.finditer(tag[2]):
            value = source[2] or source[3] or ""
            targets = [each.split()[0] for each in value.split(",") if each] if source[1] == "srcset" else [value]
            for target in targets:
                yield tag.start(), Link(0, target, tag[1], source[1] != "href", in_html=True)


@dataclass(frozen=True)
class _Inside:
    """A link within the site: to a ``path`` as from its page, none for that page itself, and to an ``anchor`` there."""

    link: Link
    path: str
    anchor: str


@dataclass(frozen=True)
class LinkedPage:
    """What a page's text says of where one can go from it, and to it.

    ``is_lost`` is whether its headings can't be seen, because of another mistake that is told.
    """

    links: tuple[_Inside, ...]
    anchors: frozenset[str]
    is_lost: bool
    calls_macros: bool


def check_links(page: PageText, errors: ErrorList) -> LinkedPage:
    """Note what is wrong with the page's links, wherever they lead; `Targets` checks where those within the site do."""
    defined = {found[1].lower() for line in page.lines if (found := _DEFINITION.match(line.text))}
    for line in page.lines:
        for words, name in _REFERENCE.findall(line.text):
            name = name or words
            if name.lower() not in defined:
                errors.add(line.number, "unknown_reference", name=name, among=defined)
    inside = tuple(within for link in links_of(page) if (within := _check_link(link, errors)))
    is_lost = bool(page.open_fence) or any("\N{REPLACEMENT CHARACTER}" in line.raw for line in page.lines)
    return LinkedPage(inside, frozenset(anchors_of(page)), is_lost, calls_macros(page))


def _check_link(link: Link, errors: ErrorList) -> _Inside | None:
    if link.is_picture and not link.text.strip():
        errors.add(link.line, "picture_without_text", name=link.target)
    try:
        parts = urlsplit(link.target)
    except ValueError:
        errors.add(link.line, "bad_address", name=link.target)
        return None
    if link.is_picture and parts.netloc:
        errors.add(link.line, "foreign_picture", name=link.target)
    elif parts.scheme == "data" and link.is_picture:
        pass  # the picture itself
    elif parts.scheme or link.target.startswith("//"):
        if wrong := wrong_address(link.target):
            errors.add(link.line, wrong, name=link.target)
    elif link.target.startswith("/"):
        errors.add(link.line, "absolute_link", name=link.target)
    elif link.in_html and parts.path:
        errors.add(link.line, "address_in_html", name=link.target)
    else:
        return _Inside(link, unquote(parts.path), unquote(parts.fragment))
    return None


class Targets:
    """What the site has to link to. ``more`` are the anchors that a page has beside those of its text.

    They are None if that can't be known; then every place on a page that calls a macro is taken to be there.
    """

    def __init__(
        self,
        pages: Mapping[str, LinkedPage],
        files: Collection[str],
        more: Mapping[str, Collection[str]] | None,
    ) -> None:
        self._pages, self._files, self._known_files = pages, files, frozenset(files)
        self._more, self._is_more_known = more or {}, more is not None

    def linked(self) -> set[str]:
        """Whatever the pages lead to or show, by the paths within the docs folder."""
        return {_target(name, each.path) for name, page in self._pages.items() for each in page.links}

    def check(self, page: str, errors: ErrorList) -> None:
        """Note the links of a page (by its path within the docs folder) that lead nowhere."""
        for each in self._pages[page].links:
            if each.path:
                self._check_inside(page, each.link, each.path, each.anchor, errors)
            else:
                self._check_anchor(page, each.link, each.anchor, errors)

    def _check_inside(self, page: str, link: Link, path: str, anchor: str, errors: ErrorList) -> None:
        target = _target(page, path)
        if target not in self._known_files and (scheme := _missing_scheme(path)):
            errors.add(link.line, "scheme_missing", name=link.target, right=scheme + link.target)
        elif not is_published(target):
            errors.add(link.line, "file_not_published", name=link.target)
        elif link.is_picture or not (path.endswith((".md", "/", ".html")) or "." not in posixpath.basename(path)):
            if target not in self._known_files:
                kind = "no_such_picture" if link.is_picture else "no_such_file"
                errors.add(link.line, kind, name=link.target, among=self._near(page, link.is_picture))
        elif target in self._pages:
            self._check_anchor(target, link, anchor, errors)
        elif path.endswith(".md"):
            errors.add(link.line, "no_such_page", name=link.target, among=self._near(page, pictures=False))
        else:
            errors.add(link.line, "link_to_address", name=link.target, among=self._near(page, pictures=False))

    def _near(self, page: str, pictures: bool) -> list[str]:
        """What could be meant, as it would be written on that page."""
        ends = (".png", ".jpg", ".svg", ".webp", ".gif") if pictures else (".md",)
        here = posixpath.dirname(page)
        return [posixpath.relpath(file, here or ".") for file in self._files if file.endswith(ends)]

    def _check_anchor(self, target: str, link: Link, anchor: str, errors: ErrorList) -> None:
        page, more = self._pages[target], self._more.get(target, ())
        is_unknown = page.is_lost or (page.calls_macros and not self._is_more_known)
        known = not anchor or is_unknown or anchor in page.anchors or anchor in more
        if link.target.endswith("#") or not known:
            errors.add(link.line, "no_such_anchor", name=anchor, page=target, among={*page.anchors, *more})


def _target(page: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def _missing_scheme(path: str) -> str:
    """What an address lacks that was copied without its beginning; an empty text for a path."""
    if _MAIL.fullmatch(path):
        return "mailto:"
    return "https://" if _SITE.match(path) else ""


def calls_macros(page: PageText) -> bool:
    """Whether more stands on the page than its text says."""
    return any("{{" in line.raw for line in page.lines)


def wrong_address(target: str) -> str | None:
    """What is wrong with an address that leads out of the site, as a kind of mistake."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return "bad_address"
    if parts.scheme not in _SCHEMES:
        return "unknown_scheme"
    if parts.scheme == "tel":
        return None if _NUMBER.fullmatch(parts.path) else "bad_telephone"
    if parts.scheme == "mailto":
        return None if _MAIL.fullmatch(parts.path) else "bad_mail"
    return None if _HOST.fullmatch(parts.netloc) else "bad_address"
