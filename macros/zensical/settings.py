"""``mkdocs.yml`` without MkDocs: what it says, and what Zensical is to read in its place."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from macros.build import Build
from macros.guide import read_guide
from macros.markdown.glossary import NAME as GLOSSARY
from macros.pages.site_page import SiteSettings

_PYTHON = "tag:yaml.org,2002:python/"


class _Loader(yaml.SafeLoader):
    """Reads variables of the environment; names of Python stay with the builder."""


def read(path: Path) -> dict[str, Any]:
    """What the file says, with the defaults that MkDocs would give it."""
    said: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe one
    url = said.get("site_url") or ""
    said["site_url"] = f"{url.rstrip('/')}/" if url else ""
    return said | {"config_file_path": str(path), "docs_dir": str(path.parent / said.get("docs_dir", "docs"))}


def settings_of(said: Mapping[str, Any]) -> SiteSettings:
    root = Path(said["config_file_path"]).parent
    return SiteSettings(
        name=said["site_name"],
        url=said["site_url"],
        imprint=said.get("copyright") or "",
        icon=said["theme"]["favicon"],
        links=said["extra"]["links"],
        nav=said["nav"],
        docs=Path(said["docs_dir"]).name,
        theme=root / said["theme"]["custom_dir"],
    )


def options_of(said: Mapping[str, Any], extension: str) -> dict[str, Any]:
    """The options of an extension of Markdown."""
    return next(dict(each[extension]) for each in said["markdown_extensions"] if extension in each)


def begin(said: Mapping[str, Any]) -> Build:
    """Read the editors' files. Raises `ContentErrors` and `SettingsError`."""
    home = str(options_of(said, GLOSSARY)["home"])
    return Build(read_guide(said, check=False), settings_of(said), home)


def write(source: Path, target: Path, changes: Mapping[str, Any], extensions: Mapping[str, Sequence[Any]]) -> None:
    """Write the settings again with other values at the top, and with others in place of the named ``extensions``.

    What is Python in the others stays as it is written.
    """
    top = {str(key.value): (key, value) for key, value in _compose(source.read_text(encoding="utf-8")).value}
    listed = top["markdown_extensions"][1]
    listed.value = [new for each in listed.value for new in _replaced(each, extensions)]
    top.update({str(key.value): (key, value) for key, value in _node(changes).value})
    tree = yaml.MappingNode("tag:yaml.org,2002:map", list(top.values()))
    target.write_text(yaml.serialize(tree, allow_unicode=True), encoding="utf-8")


def _replaced(node: yaml.Node, extensions: Mapping[str, Sequence[Any]]) -> list[yaml.Node]:
    name = node.value[0][0].value if isinstance(node, yaml.MappingNode) else node.value
    return [_node(each) for each in extensions[name]] if name in extensions else [node]


def _node(values: Mapping[str, Any]) -> Any:
    return _compose(yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False))


def _compose(text: str) -> Any:
    return yaml.compose(text, yaml.SafeLoader)


def _variable(loader: yaml.SafeLoader, node: yaml.Node) -> Any:
    """``!ENV NAME`` or ``!ENV [NAME, default]``."""
    if not isinstance(node, yaml.SequenceNode):
        return os.environ.get(str(node.value))
    *names, default = loader.construct_sequence(node)
    return next((os.environ[name] for name in names if name in os.environ), default)


_Loader.add_constructor("!ENV", _variable)
_Loader.add_multi_constructor(_PYTHON, lambda *_: None)
