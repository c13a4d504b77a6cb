"""What can be read of ``mkdocs.yml`` whether or not MkDocs can."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from macros.editors.page_links import Link
from sandbox.content.yaml_tree import Block, Series, Text, Value, parse_file, texts_in

SETTINGS_FILE = "mkdocs.yml"


def settings_of(path: Path) -> dict[str, Any]:
    """What `macros.guide.read_guide` needs of MkDocs' configuration, as far as the file can be read."""
    _, tree = parse_file(path, path.name)
    top = tree.items if isinstance(tree, Block) else {}
    extra, docs = top.get("extra"), top.get("docs_dir")
    simulation = extra.items.get("simulation") if isinstance(extra, Block) else None
    return {
        "config_file_path": str(path),
        "docs_dir": str(path.parent / (docs.value if isinstance(docs, Text) and docs.value else "docs")),
        "site_url": "",
        "extra": {"simulation": simulation.value if isinstance(simulation, Text) else ""},
        "mdx_configs": dict(_options(top.get("markdown_extensions"))),
    }


def _options(extensions: Value | None) -> Iterator[tuple[str, dict[str, str]]]:
    """The options of extensions that are plain texts."""
    for each in extensions.items if isinstance(extensions, Series) else ():
        for name, options in each.items.items() if isinstance(each, Block) else ():
            given = options.items.items() if isinstance(options, Block) else ()
            yield name, {key: value.value for key, value in given if isinstance(value, Text)}


def outside_links_of(path: Path) -> list[Link]:
    """The addresses of the settings that lead out of the site: in the menu, and those that stand on every page."""
    _, tree = parse_file(path, path.name)
    top = tree.items if isinstance(tree, Block) else {}
    extra = top.get("extra")
    said = top.get("nav"), extra.items.get("links") if isinstance(extra, Block) else None
    return [
        Link(each.line, each.value, "", is_picture=False)
        for value in said
        if value
        for each in texts_in(value)
        if each.value.startswith(("http://", "https://", "tel:", "mailto:"))
    ]
