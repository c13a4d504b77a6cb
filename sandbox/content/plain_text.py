"""What learners read of a YAML file is shown as it is written: marks of Markdown and HTML would stand in it."""

import re
from collections.abc import Iterator

from sandbox.content.errors import ContentError, ErrorList, error_at
from sandbox.content.yaml_tree import Value, texts_in

_MARKUP = re.compile(
    r"\*\*|__|~~|`|</?[a-z][^<>]*>|\[[^\[\]]*\]\(|(?<![\w*])\*(?=[^\s*])[^*]*[^\s*]\*(?![\w*])", re.IGNORECASE
)


_known: dict[str, tuple[Value, list[ContentError]]] = {}
"""Each file's tree and what was found in it: `parse_file` gives the same tree as long as the file is as it was."""


def check_plain(tree: Value, errors: ErrorList) -> None:
    """Note each text of the tree with such a mark."""
    known = _known.get(errors.path)
    if known is None or known[0] is not tree:
        known = tree, list(_marked(tree, errors.path))
        _known[errors.path] = known
    errors.errors += known[1]


def _marked(tree: Value, path: str) -> Iterator[ContentError]:
    for text in texts_in(tree):
        if found := _MARKUP.search(text.value):
            yield error_at(path, text.line, "markup_in_text", name=found[0])
