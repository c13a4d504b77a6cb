"""Elements of Markdown's tree, rebuilt around new ones that stand in the middle of a text."""

from collections.abc import Callable
from xml.etree.ElementTree import Element


def rebuild(
    element: Element,
    append: Callable[[Element, str | None], str | None],
    visit: Callable[[Element], None] = lambda _: None,
) -> None:
    """Put the texts and the children of an element into it anew, in their order.

    ``append`` puts a text at the element's end and returns what stands before the first of the new elements.
    ``visit`` sees each child before the text after it is put in.
    """
    children = list(element)
    element[:] = []
    element.text = append(element, element.text)
    for child in children:
        element.append(child)
        visit(child)
        child.tail = append(element, child.tail)
