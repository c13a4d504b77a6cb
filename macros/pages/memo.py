"""A walkthrough on a card to print in large type: a page of its own, so that nothing else is printed with it.

It is in no menu, index or site map. It holds no value of the training: its reader writes in their own.
"""

import posixpath
from pathlib import Path

from macros.guide import Guide
from macros.pages.menu import address_of
from macros.pages.site_page import SiteSettings
from macros.pages.sources import section_of
from sandbox.content.wording import Wording
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import dataclass
from sandbox.rendering.addresses import memo_of

STYLE = "assets/styles/memo.css"
"""The card's own styles: no other page loads them."""

_WRITTEN_IN = ("phone", "email", "sum")
"""Kinds of fields whose values a reader may want on paper. Never a password or a code."""


@dataclass(frozen=True)
class MemoLine:
    """A step, and the names of the values that are written in beside it."""

    text: str
    blanks: tuple[str, ...]


def lines_of(walkthrough: Walkthrough, wording: Wording, simulation: AnySimulation) -> tuple[MemoLine, ...]:
    """The steps as the card says them. A value that several steps need is written in at the first."""
    lines: list[MemoLine] = []
    named: set[str] = set()
    for step in walkthrough.steps:
        fields = simulation.actions[step.action].fields
        labels = dict.fromkeys(wording.fields[field.name].label for field in fields if field.kind in _WRITTEN_IN)
        lines.append(MemoLine(step.memo or step.say, tuple(label for label in labels if label not in named)))
        named |= labels.keys()
    return tuple(lines)


def write_memos(site: Path, guide: Guide, settings: SiteSettings) -> None:
    """Write the cards of all walkthroughs into the built site."""
    content, materials = guide.materials.content, guide.materials
    for slug, walkthrough in content.walkthroughs.items():
        path = site / memo_of(slug)
        page = guide.renderer.render(
            "memo.html",
            wording=content.wording,
            walkthrough=walkthrough,
            lines=lines_of(walkthrough, content.wording, guide.simulation),
            section=section_of(walkthrough, materials.instructions),
            page=address_of(materials.embeddings[slug].page),
            root=posixpath.relpath(".", posixpath.dirname(memo_of(slug))) + "/",
            style=STYLE,
            icon=settings.icon,
            imprint=settings.imprint,
            links=settings.links_at("foot"),
        )
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, encoding="utf-8")
