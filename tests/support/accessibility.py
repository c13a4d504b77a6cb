"""What axe finds on a page."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

Scheme = Literal["light", "dark"]

SHOWN: dict[Scheme, str] = {"light": "default", "dark": "slate"}
"""How the theme calls the schemes."""

_BRING_AXE = f"globalThis.bringAxe = function () {{ {AXE_SCRIPT}\n}};"
"""Compiled once for all pages of a process, while what is evaluated is sent and compiled anew for each."""

_HAS_AXE = "() => { globalThis.bringAxe?.(); delete globalThis.bringAxe; return 'axe' in globalThis; }"

_RUN = """async ([part, options]) => {
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  const { violations } = await axe.run(part, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]));
}"""


_LEAVE_FEW = """(part) => {
  for (const list of document.querySelectorAll(`${part} :is(tbody, dl, ul, ol)`)) {
    while (list.children.length > 8) list.lastElementChild.remove();
  }
}"""

_NOTE_SEEN = """() => {
  const all = document.body.getElementsByTagName("*");
  globalThis.seenWide = new Set([...all].filter((each) => each.checkVisibility({ visibilityProperty: true })));
}"""

_LEAVE_NEW = """(known) => {
  const before = known ? known.split("\\n") : [];
  const kinds = new Map(before.map((kind, number) => [kind, number]));
  const visit = (element, parent) => {
    const { color, backgroundColor } = getComputedStyle(element);
    const hasText = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.data.trim());
    const seen = [seenWide.has(element), element.checkVisibility({ visibilityProperty: true })];
    const looks = [[...element.classList], element.getAttributeNames().sort(), color, backgroundColor, hasText, seen];
    const kind = `${parent} ${element.localName} ${looks.join(" ")}`;
    const isNew = !kinds.has(kind);
    if (isNew) kinds.set(kind, kinds.size);
    const number = kinds.get(kind);
    const unneeded = [...element.children].filter((child) => !visit(child, number));
    const stays = isNew || unneeded.length < element.children.length;
    if (stays) for (const child of unneeded) child.remove();
    return stays || element.matches("[data-scheme]");
  };
  visit(document.body, -1);
  return [...kinds.keys()].slice(before.length).join("\\n");
}"""
"""A kind begins with the number of the parent's kind, so that it stands for the whole line of ancestors."""

_RULES_OF_COLOURS = ("color-contrast", "link-in-text-block")
_COLOURS: dict[Scheme, dict[str, Any]] = {"light": {"runOnly": _RULES_OF_COLOURS}, "dark": {"runOnly": ["cat.color"]}}
"""Rules about colours. The dark scheme keeps to those too that axe applies if it is asked for all that it has."""


def show_scheme(page: Page, scheme: Scheme) -> None:
    """Choose it as by the button in the header, which may be out of sight."""
    body = page.locator("body")
    if body.get_attribute("data-md-color-scheme") != SHOWN[scheme]:
        page.locator(f"button[data-scheme={SHOWN[scheme]}]").evaluate("button => button.click()")
    expect(body).to_have_attribute("data-md-color-scheme", SHOWN[scheme])


def leave_few_entries(page: Page, part: str) -> None:
    """Shorten each list and table in a part of the page: its entries are made by the same template."""
    page.evaluate(_LEAVE_FEW, part)


def accessibility_faults(page: Page, scheme: Scheme = "light", part: str = "html") -> list[str]:
    """What is wrong with the page as it is, or with a part of it (a selector).

    In the dark its colours alone are asked for, since all else is as in the light.
    """
    return _run_axe(page, scheme, part, _COLOURS[scheme] if scheme == "dark" else {})


def faults_beside_colours(page: Page) -> list[str]:
    """What is wrong with the whole page in the light, whatever its colours are."""
    return _run_axe(page, "light", "html", {"rules": {rule: {"enabled": False} for rule in _RULES_OF_COLOURS}})


def colour_faults(page: Page, scheme: Scheme) -> list[str]:
    """What is wrong with the colours of the page as it is."""
    return _run_axe(page, scheme, "html", _COLOURS[scheme])


class NewKinds:
    """Elements of which no like was met before, on this page or another.

    They are alike in the same place, with the same colours in the light, with text or without, and seen on the same
    screens, narrow and wide.

    How an element is coloured follows from its name, classes and attributes and those of all that it stands in; of the
    thirty thousand elements of the site's pages one in twenty-five is unlike all before it.
    """

    def __init__(self) -> None:
        self._known: list[str] = []

    def note_seen(self, page: Page) -> None:
        """What is in sight on a wide screen, on which `leave_alone` isn't called."""
        page.evaluate(_NOTE_SEEN)

    def leave_alone(self, page: Page) -> bool:
        """Take from the page all else, but what they stand in and the buttons for the scheme. Is there any?"""
        new = page.evaluate(_LEAVE_NEW, "\n".join(self._known))
        if new:
            self._known.append(new)
        return bool(new)


@contextmanager
def axe_at_hand(page: Page) -> Iterator[None]:
    """Until the end each document that the page opens has axe for a third of the processor time, if it is asked."""
    with page.add_init_script(_BRING_AXE):
        yield


def _run_axe(page: Page, scheme: Scheme, part: str, options: Mapping[str, Any]) -> list[str]:
    if not page.evaluate(_HAS_AXE):
        page.evaluate(AXE_SCRIPT)
    given = {"resultTypes": ["violations"], "preload": False, **options}
    found: list[tuple[str, str, str]] = page.evaluate(_RUN, [part, given])
    size = page.viewport_size
    return [f"{page.url} ({scheme}, {size}): {rule}: {html}: {summary}" for rule, html, summary in found]
