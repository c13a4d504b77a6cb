"""A screen made a picture: nothing on it can be pressed or sent, and the press to be made is marked on it."""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.show.presses import ShownPress
from sandbox.frozen import dataclass

PRESSED, TYPED = "data-pressed", "data-typed"
"""The attributes of what is pressed, and of the fields in which something is typed. The player reads them."""

_LEADS = ("href", "action", "method", "form", "data-action", "role", "tabindex", "aria-current")
"""Attributes by which something leads elsewhere, or is read out the moment it appears."""

_FOR_TYPING = ("novalidate", "required", "inputmode", "autocomplete", "spellcheck", "data-search-exclude")
"""Attributes that say nothing of what can't be used."""

_UNWANTED = frozenset((*_LEADS, *_FOR_TYPING))
_WITH_UNWANTED = ", ".join(f"[{name}]" for name in _UNWANTED)

_EMPTY = re.compile(rf' (open|checked|disabled|{PRESSED}|{TYPED})=""')
"""Attributes without a value, as the parser writes them."""


@dataclass(frozen=True)
class Picture:
    """``html`` is what is seen, ``pressed`` the words of what is to be pressed there; empty if it isn't seen."""

    html: str
    pressed: str


def picture_of(html: str, press: ShownPress, number: int = 1) -> Picture:
    """The picture of a screen (HTML) before a press. ``number`` tells its parts from those of others on its page."""
    screen = LexborHTMLParser(html, is_fragment=True)
    pressed = next(_candidates(screen, press), None)
    if pressed is not None:
        _mark(pressed)
    words = " ".join(pressed.text().split()) if pressed is not None else ""
    for unseen in screen.css("input[type=hidden], [hidden]"):
        unseen.decompose()
    for element in screen.css(_WITH_UNWANTED):
        for name in _UNWANTED & element.attributes.keys():
            del element.attrs[name]
    for control in screen.css("button, input"):
        control.attrs["disabled"] = ""
    for landmark in screen.css("aside, nav"):
        landmark.attrs["aria-label"] = f"{landmark.attributes['aria-label']} {number}"
    return Picture(_EMPTY.sub(r" \1", screen.html or ""), words)


def _mark(pressed: LexborNode) -> None:
    """Mark what is pressed, and open all that it is folded into."""
    pressed.attrs[PRESSED] = ""
    above = pressed.parent
    while above is not None:
        if above.tag == "details":
            above.attrs["open"] = ""
        above = above.parent


def _candidates(screen: LexborHTMLParser, press: ShownPress) -> Iterator[LexborNode]:
    """What can be pressed to make the press; a form is filled in."""
    if press.kind == "go":
        yield from _matching(screen.css("a[data-place]"), "data-place", press.name)
    elif press.kind == "wait":
        yield from _matching(screen.css("[data-action=wait] button"), "value", press.name)
    else:
        asked = press.name if press.kind == "answer" else None
        for form in _matching(screen.css("form"), "data-action", "answer" if asked else press.name):
            question = form.css_first("[name=question]")
            if question is None or question.attributes["value"] == asked:
                yield from _filled(form, press)


def _filled(form: LexborNode, press: ShownPress) -> Iterator[LexborNode]:
    """The button of the form with all that is given filled in; none if the form is for something else."""
    button = form.css_first("button[type=submit]")
    typed: list[tuple[LexborNode, str]] = []
    for name, value in press.given.items():
        controls = _matching(form.css("[name]"), "name", name)
        if any(control.attributes.get("type") in ("submit", "hidden", "radio") for control in controls):
            controls = _matching(controls, "value", value)
            button = next((control for control in controls if control.tag == "button"), button)
        typed += [
            (control, value) for control in controls if control.attributes.get("type") not in ("submit", "hidden")
        ]
        if not controls:
            return
    for control, value in typed:
        if control.attributes.get("type") in ("checkbox", "radio"):
            control.attrs["checked"] = ""
        else:
            control.attrs["value"] = value
            control.attrs[TYPED] = ""
    if button is not None:
        yield button


def _matching(nodes: Iterable[LexborNode], name: str, value: str) -> list[LexborNode]:
    return [node for node in nodes if node.attributes.get(name) == value]
