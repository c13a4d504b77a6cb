"""A Markdown extension: each question (`??? question`) gets an anchor from its title, so that it can be linked to.

`docs/assets/anchors.js` opens a question that an address leads to. Without it the browser scrolls to the closed one.
"""

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.extensions.toc import unique
from markdown.treeprocessors import Treeprocessor
from pymdownx.slugs import slugify

_slug = slugify(case="lower")


class _Anchors(Treeprocessor):
    def run(self, root: Element) -> None:
        taken = {anchor for element in root.iter() if (anchor := element.get("id"))}
        for question in root.iter("details"):
            summary = question.find("summary")
            if summary is not None and "id" not in question.attrib:
                title = " ".join("".join(summary.itertext()).split())  # no-break spaces would make one word of a slug
                question.set("id", unique(str(_slug(title, "-")), taken))


class QuestionsExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        # After "attr_list" (8), which sets the anchors that editors write, and before "toc" (5), which makes those of
        # other headings different from them, and before MkDocs (5) lists what can be linked to.
        md.treeprocessors.register(_Anchors(md), "questions", 6)


def makeExtension(**options: Any) -> QuestionsExtension:  # noqa: N802 - the name that Markdown calls
    return QuestionsExtension(**options)
