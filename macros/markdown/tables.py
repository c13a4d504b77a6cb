"""A Markdown extension: a wide table scrolls within the page, and each cell has its column's name in ``data-label``.

On a narrow screen a table becomes a list of its rows, and the names stand beside the cells: see
``docs/assets/styles/table.css``.
"""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor


class _Labels(Treeprocessor):
    def run(self, root: Element) -> None:
        for table in root.iter("table"):
            names = ["".join(cell.itertext()).strip() for cell in table.iterfind("thead/tr/th")]
            for row in table.iterfind("tbody/tr"):
                for cell, name in zip(row, names, strict=False):  # a row in HTML may be shorter
                    if name:
                        cell.set("data-label", name)


class _Frames(Treeprocessor):
    """The two elements in which the theme's styles let a table scroll; its script would put them around it."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for place, table in enumerate(list(parent)):
                if table.tag == "table":
                    parent[place] = frame = Element("div", {"class": "md-typeset__scrollwrap"})
                    SubElement(frame, "div", {"class": "md-typeset__table"}).append(table)
                    frame.tail, table.tail = table.tail, None


class TablesExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        # Below "inline" (20), which first turns *emphasis* and `code` of a heading into elements.
        md.treeprocessors.register(_Labels(md), "table_labels", 16)
        md.treeprocessors.register(_Frames(md), "table_frames", 15)


def makeExtension(**options: Any) -> TablesExtension:  # noqa: N802 - the name that Markdown calls
    return TablesExtension(**options)
