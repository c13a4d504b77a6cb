"""Several JavaScript modules in one file, for fewer requests. Only the plain forms of import and export that we use."""

import re
from pathlib import Path

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./([\w-]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def join(entries: list[Path]) -> str:
    """The modules and all that they import, each once, in the order in which they may run. Exports stay inside."""
    done: dict[Path, str] = {}
    for entry in entries:
        _add(entry, done)
    return "\n".join(done.values())


def join_as_module(entry: Path) -> str:
    """The same for one module, which exports what it did."""
    names = ", ".join(_EXPORT.findall(entry.read_text(encoding="utf-8")))
    return f"{join([entry])}\nexport const {{ {names} }} = {_name(entry)};\n"


def _add(path: Path, done: dict[Path, str]) -> None:
    if path in done:
        return
    text = path.read_text(encoding="utf-8")
    for _, name in _IMPORT.findall(text):
        _add(path.with_name(f"{name}.js"), done)
    body = _IMPORT.sub(lambda match: f"const {match[1]} = {_name(path.with_name(match[2]))};", text)
    names = ", ".join(_EXPORT.findall(body))
    done[path] = f"const {_name(path)} = (() => {{\n{_EXPORT.sub('', body)}\nreturn {{ {names} }};\n}})();"


def _name(path: Path) -> str:
    return "$" + path.stem.replace("-", "_")
