"""The pages of pictures: one for each walkthrough, and one for the solution of each task.

They are in no menu, index or site map. The player (``docs/assets/show.js``) takes its frames from them.
"""

import dataclasses
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path

from jinja2 import Environment

from macros.cache import Cache
from macros.guide import Guide
from macros.pages.menu import address_of
from macros.pages.site_page import SiteSettings
from macros.show.frames import Frame, frames_of_task, frames_of_walkthrough
from sandbox.content.wording import Wording
from sandbox.engine.task import Task
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import dataclass
from sandbox.rendering.addresses import path_of, show_of

STYLE = "assets/styles/show.css"
"""The styles of the pictures and their player, beside the site's: no other page loads them before it plays."""

_FOLDER = "shows"
"""Of the cache."""

_SHEET = re.compile(r'<link rel="stylesheet" href="(assets/[^"]+)">')
"""A style of the site's first page, as it is before it is published."""


@dataclass(frozen=True)
class _Shown:
    """What a page shows: ``page`` is where the trainer stands, from the root of the site."""

    subject: Walkthrough | Task
    page: str
    frames: Callable[[], Iterable[Frame]]


@dataclasses.dataclass
class ShowPages:
    """Writes the pages. In a preview only those are made again whose file or words have changed.

    ``made`` holds what each was made from.
    """

    made: dict[str, tuple[Walkthrough | Task, Wording]] = dataclasses.field(default_factory=dict)

    def forget(self) -> None:
        """Make all of them again the next time."""
        self.made.clear()

    def write(
        self,
        site: Path,
        guide: Guide,
        settings: SiteSettings,
        theme: Environment,
        cache: Cache | None,
        most: int | None = None,
    ) -> bool:
        """Write the pages, or at ``most`` so many of them, into the built site. Returns whether some are left.

        ``theme`` has the templates of the site's other pages. Without a ``cache`` all are made.
        """
        content = guide.materials.content
        stale = {name: each for name, each in _all(guide) if self.made.get(name) != (each.subject, content.wording)}
        if not stale:
            return False
        common = {
            "wording": content.wording,
            "style": STYLE,
            "sheets": _SHEET.findall((site / "index.html").read_text(encoding="utf-8")),
            "colours": theme.get_template("partials/javascripts/palette.html").render(),
            "palette": f"{path_of(settings.url)}/.__palette",
            "icon": settings.icon,
            "site_name": settings.name,
            "imprint": settings.imprint,
            "links": settings.links_at("foot"),
        }
        of_all = cache.name_of(common, content.places, guide.sandbox) if cache else ""
        for name, each in islice(stale.items(), most):
            path = site / show_of(name)
            make = partial(_page, guide, name, each, common)
            page = cache.made(_FOLDER, make, of_all, name, each.page, each.subject) if cache else make()
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(page)
            self.made[name] = each.subject, content.wording
        return most is not None and most < len(stale)


def _page(guide: Guide, name: str, shown: _Shown, common: Mapping[str, object]) -> bytes:
    page = guide.renderer.render(
        "show.html",
        **common,
        name=name,
        subject=shown.subject,
        is_task=isinstance(shown.subject, Task),
        page=f"{shown.page}#{name}",
        root=posixpath.relpath(".", posixpath.dirname(show_of(name))) + "/",
        frames=list(shown.frames()),
    )
    return page.encode()


def _all(guide: Guide) -> Iterator[tuple[str, _Shown]]:
    """All that is shown, by the name of its page: what its runs are kept under."""
    content, materials = guide.materials.content, guide.materials
    for slug, walkthrough in content.walkthroughs.items():
        page = address_of(materials.embeddings[slug].page)
        yield slug, _Shown(walkthrough, page, partial(frames_of_walkthrough, guide, walkthrough))
    for slug, page in materials.task_pages.items():
        task = content.tasks[slug]
        shown = _Shown(task, address_of(page), partial(frames_of_task, guide, task))
        yield content.cabinet_of(task).slug, shown
