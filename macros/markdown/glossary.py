"""A Markdown extension: the glossary's terms are explained where they first stand on a page.

A term becomes a button that opens its meaning: by touch, by mouse and by keyboard, with no script at all.
A trainer's HTML isn't part of Markdown's tree, so nothing in it is touched.
"""

import posixpath
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from macros.markdown.terms import Glossary, Term
from macros.markdown.typography import rebuild

NAME = "macros.markdown.glossary"
"""Under which mkdocs.yml names the extension."""
NO_TERMS = "terms"
"""Under ``hide`` in a page's front matter: no term is explained on it."""

_PASSED_OVER = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "a", "button", "label", "abbr", "code", "pre", "summary", "dl", "th"),
    "blockquote",  # a quotation
}
_PASSED_OVER_CLASSES = {"cards", "admonition-title"}
"""Where no term is explained: a card is one link, and the rest isn't read as text."""

_CLINGING = ".,:;!?…»)\N{NO-BREAK SPACE}—–"
"""Characters that must stay on the line of the word before them. Beside a button a line would break even there."""


class _Explanations(Treeprocessor):
    """Goes through the texts of a page in their order. ``to_glossary`` is the path of its file from the page's."""

    def __init__(self, md: Markdown, glossary: Glossary, to_glossary: str, close: str) -> None:
        super().__init__(md)
        self._glossary, self._to_glossary, self._close = glossary, to_glossary, close
        self._explained: dict[Term, None] = {}  # in the order of the text

    def run(self, root: Element) -> None:
        self._explain_in(root)
        if self._explained:
            # At the end, so that a reader mode, a search engine and an old browser find complete sentences above them.
            meanings = SubElement(root, "div", {"class": "terms", "data-search-exclude": ""})
            meanings.extend(self._meaning(term) for term in self._explained)

    def _explain_in(self, element: Element) -> None:
        if element.tag in _PASSED_OVER or _PASSED_OVER_CLASSES & set(element.get("class", "").split()):
            return
        rebuild(element, self._append, visit=self._explain_in)

    def _append(self, element: Element, text: str | None) -> str | None:
        """Put a text at the element's end with its new terms as buttons; return what stands before the first."""
        if type(text) is not str:  # None, or an AtomicString, which must stay one
            return text
        match = self._glossary.first(text, self._explained)
        if match is None:
            return text
        self._explained[match.term] = None
        begin = max(text.rfind(space, 0, match.start) for space in " \n") + 1
        after = text[match.end :].lstrip(_CLINGING)
        unbroken = SubElement(element, "span", {"class": "unbroken"})
        unbroken.text = text[begin : match.start]
        attributes = {"type": "button", "class": "term", "popovertarget": _place(match.term)}
        button = SubElement(unbroken, "button", attributes)
        button.text = text[match.start : match.end]
        button.tail = text[match.end : len(text) - len(after)]
        unbroken.tail = self._append(element, after)
        return text[:begin]

    def _meaning(self, term: Term) -> Element:
        meaning = Element("div", {"class": "term__meaning", "id": _place(term), "popover": "auto"})
        paragraph = SubElement(meaning, "p")
        link = SubElement(paragraph, "a", {"href": f"{self._to_glossary}#{term.anchor}"})
        link.text = term.name
        link.tail = f"\N{NO-BREAK SPACE}\N{EM DASH} {_inside_a_sentence(term.meaning)}"
        hide = {"type": "button", "class": "term__close", "popovertarget": _place(term)}
        SubElement(meaning, "button", hide | {"popovertargetaction": "hide"}).text = self._close
        return meaning


def _place(term: Term) -> str:
    return f"term-{term.anchor}"


def _inside_a_sentence(text: str) -> str:
    """The same with a small first letter, unless it begins with an abbreviation."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


class _Anchors(Treeprocessor):
    """Gives each entry of the glossary's own page the anchor that the explanations link to."""

    def __init__(self, md: Markdown, glossary: Glossary) -> None:
        super().__init__(md)
        self._anchors = {term.name: term.anchor for term in glossary.terms}

    def run(self, root: Element) -> None:
        for entry in root.iter("dt"):
            if anchor := self._anchors.get(" ".join("".join(entry.itertext()).split())):
                entry.set("id", anchor)


class GlossaryExtension(Extension):
    """``home`` is the glossary's file and ``page`` the one being read, both within the docs folder.

    Without a ``glossary`` (`macros.plugin` sets it) nothing happens. ``close`` is the label of a button.
    """

    def __init__(
        self, *, glossary: Glossary | None = None, home: str = "", page: str = "", close: str = "", explain: bool = True
    ) -> None:
        super().__init__()
        self._glossary, self._home, self._page = glossary, home, page
        self._close, self._explain = close, explain

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        if self._glossary is None:
            return
        # Below "inline" (20) and "typography" (15), which first make elements of the text.
        if self._page == self._home:
            md.treeprocessors.register(_Anchors(md, self._glossary), "glossary", 12)
        elif self._explain:
            path = posixpath.relpath(self._home, posixpath.dirname(self._page))
            md.treeprocessors.register(_Explanations(md, self._glossary, path, self._close), "glossary", 12)


def makeExtension(**options: Any) -> GlossaryExtension:  # noqa: N802 - the name that Markdown calls
    return GlossaryExtension(**options)
