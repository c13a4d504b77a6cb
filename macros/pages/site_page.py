"""What the site says of itself and of each page, whichever program builds it."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from macros.pages.content import PageContent
from macros.pages.menu import MenuPlace, address_of
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import dataclass

SHOWN = "shown_walkthroughs"
"""The key in a page's ``meta`` of the walkthroughs that its macros have put on it."""


@dataclass(frozen=True)
class SiteSettings:
    """What ``mkdocs.yml`` says of the whole site.

    ``docs`` is the name of the folder of its pages, ``theme`` the folder of the theme's overrides.
    """

    name: str
    url: str
    imprint: str
    icon: str
    links: Sequence[Mapping[str, Any]]
    nav: Sequence[Any]
    docs: str
    theme: Path

    def links_at(self, place: str) -> list[Mapping[str, Any]]:
        return [link for link in self.links if link["at"] == place]


@dataclass(frozen=True)
class SitePage:
    """A page as all others and the theme see it.

    ``source`` is its file in the docs folder, ``heading`` stands on it, ``meta`` is the header of its file, ``menu``
    where it is in the menu.
    """

    source: str
    heading: str
    meta: Mapping[str, Any]
    menu: MenuPlace
    content: PageContent

    @property
    def title(self) -> str:
        """What menus call it."""
        return str(self.menu.title or self.meta.get("title") or self.heading)

    @property
    def address(self) -> str:
        """Relative to the site; empty for the first page."""
        return address_of(self.source)

    @property
    def is_homepage(self) -> bool:
        return not self.address

    @property
    def is_index(self) -> bool:
        return self.source.rpartition("/")[2] == "index.md"

    @property
    def shown(self) -> Sequence[Walkthrough]:
        shown: Sequence[Walkthrough] = self.meta.get(SHOWN, ())
        return shown

    def canonical(self, site: SiteSettings) -> str | None:
        return urljoin(site.url, self.address) if site.url else None
