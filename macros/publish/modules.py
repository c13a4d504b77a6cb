"""Several JavaScript modules in one file, for fewer requests.

Each becomes a function that returns what the module exports. Only the forms of import and export that can be rewritten
so are allowed; any other stops the build with its place, since it would break every script of the site in a browser.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from macros.publish.javascript import code_of
from sandbox.frozen import dataclass

_KEYWORD = re.compile(r"(?<![\w$#])(?<!(?<!\.)\.)(?:import|export)(?![\w$]|\s*\.\s*meta\b|\s*:)")
_IMPORT = re.compile(r"import\s*\{(?P<names>[^{}]*)\}\s*from\s*(?P<quoted>\"[^\"]*\"|'[^']*')(?!\s*with\b)\s*;?")
_IMPORT_LATER = re.compile(r"import\s*\(\s*(?P<quoted>\"[^\"]*\"|'[^']*')\s*\)")
_EXPORT = re.compile(
    r"export\s+(?=(?:(?:async\s+)?function\s*\*?|class|const)\s+(?P<name>[\w$]+)(?:\s*[=({]|\s+extends\b))"
)


class ModuleError(Exception):
    """A module that can't be joined, as ``path:line: what is wrong; what to write``."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}")


@dataclass(frozen=True)
class Import:
    """One import: the line it stands on, the file it names, and what it takes: name in that file → name in this one."""

    line: int
    path: Path
    names: Mapping[str, str]

    def __str__(self) -> str:
        """The statement that stands for it in the joined script."""
        names = (name if name == own else f"{name}: {own}" for name, own in self.names.items())
        return f"const {{ {', '.join(names)} }} = {_name(self.path)};"


@dataclass(frozen=True)
class Module:
    """What a module imports and exports, and its text as the body of a function."""

    imports: tuple[Import, ...]
    exports: tuple[str, ...]
    body: str


def join(entries: list[Path], later: Mapping[str, str] | None = None) -> str:
    """The modules and all that they import, each once, in the order in which they may run. Exports stay inside.

    ``later`` says which files may be imported by ``import()``: the address as it is written → as it will be.
    Raises `ModuleError`.
    """
    done: dict[Path, Module] = {}
    for entry in entries:
        _add(entry, done, later or {}, ())
    return "\n".join(f"const {_name(path)} = (() => {{\n{module.body}\n}})();" for path, module in done.items())


def join_as_module(entry: Path) -> str:
    """The same for one module, which exports what it did."""
    names = ", ".join(read_module(entry, {}).exports)
    return f"{join([entry])}\nexport const {{ {names} }} = {_name(entry)};\n"


def read_module(path: Path, later: Mapping[str, str]) -> Module:
    """Raises `ModuleError` for a form of import or export that can't be joined, and for an import of no file."""
    text = path.read_text(encoding="utf-8")
    code = code_of(text)
    imports: list[Import] = []
    exports: list[str] = []
    body, end = "", 0
    for keyword in _KEYWORD.finditer(code):
        line = code.count("\n", 0, keyword.start()) + 1
        if match := _IMPORT.match(code, keyword.start()):
            names = [name.split() for name in match["names"].split(",") if name.strip()]
            target = _target(path, line, _quoted(text, match))
            imports.append(Import(line, target, {name[0]: name[-1] for name in names}))
            written = str(imports[-1])
        elif match := _IMPORT_LATER.match(code, keyword.start()):
            address = _quoted(text, match)
            if address not in later:
                raise ModuleError(path, line, f'the build doesn\'t know the file of import("{address}"); {_LATER}')
            written = f'import("{later[address]}")'
        elif match := _EXPORT.match(code, keyword.start()):
            exports.append(match["name"])
            written = ""
        else:
            raise ModuleError(path, line, _REFUSED[keyword[0]])
        body, end = f"{body}{text[end : match.start()]}{written}", match.end()
    return Module(tuple(imports), tuple(exports), f"{body}{text[end:]}\nreturn {{ {', '.join(exports)} }};")


_REFUSED = {
    "import": 'this form of import can\'t be joined; write import { name } from "./file.js";',
    "export": "this form of export can't be joined; write export before a function, a class or a const of one name",
}
_LATER = "import it at the top, or name it where macros/publish/site.py calls join"


def _target(path: Path, line: int, address: str) -> Path:
    target = Path(os.path.normpath(path.parent / address))
    if not address.startswith(("./", "../")) or not target.is_file():
        raise ModuleError(path, line, f'there is no file "{address}"; write its path from this file, as in "./file.js"')
    return target


def _add(path: Path, done: dict[Path, Module], later: Mapping[str, str], importers: tuple[Path, ...]) -> None:
    """Add the module after all that it imports."""
    if path in done:
        return
    module = read_module(path, later)
    for each in module.imports:
        if each.path in (*importers, path):
            raise ModuleError(path, each.line, f"{each.path.name} imports this file too; {_THIRD}")
        _add(each.path, done, later, (*importers, path))
        if missing := each.names.keys() - set(done[each.path].exports):
            known = ", ".join(done[each.path].exports)
            raise ModuleError(path, each.line, f"{each.path.name} has no {min(missing)}; it exports: {known}")
    for other in done:
        if _name(other) == _name(path):
            raise ModuleError(path, 1, f"{other} has the same name; rename one of the two")
    done[path] = module


_THIRD = "move what both use into a third file"


def _quoted(text: str, match: re.Match[str]) -> str:
    return text[match.start("quoted") + 1 : match.end("quoted") - 1]


def _name(path: Path) -> str:
    """The variable that holds what the module exports."""
    return "$" + re.sub(r"\W", "_", path.stem)
