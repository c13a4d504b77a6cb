"""The shape of the code that DESIGN.md settled."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "sandbox").rglob("*.py"))

LAYERS = (
    {"sandbox.account"},
    {
        "sandbox.walkthrough",
        "sandbox.placeholders",
        "sandbox.content_error",
        "sandbox.typography",
        "sandbox.russian",
        "sandbox.policy",
    }
    | {"sandbox.spreadsheet"},
    {"sandbox.yaml_source"},
    {"sandbox.reader"},
    {"sandbox.wording"},
    {"sandbox.wording_reader"},
    {"sandbox.loader", "sandbox.engine"},
    {"sandbox.progress", "sandbox.duration", "sandbox.edition"},
    {"sandbox.rehearsal", "sandbox.rendering", "sandbox.store", "sandbox.settings", "sandbox.site"}
    | {"sandbox.call_details_csv"},
    {"sandbox.static", "sandbox.security", "sandbox.practice", "sandbox.forms", "sandbox.limits", "sandbox.middleware"},
    {"sandbox.routes", "sandbox.protocol"},
    {"sandbox.overview", "sandbox.feedback"},
    {"sandbox.app", "sandbox.operations"},
    {"sandbox.__main__", "sandbox.openapi"},
)
"""A module imports from layers before its own, or from its own subject."""

IMPURE = {"yaml", "jinja2", "starlette", "sqlite3", "redis", "os", "random", "secrets", "time", "msgspec", "argon2"}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where a name comes from"
            yield f"{node.module}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def layer_of(module: str) -> int | None:
    for number, names in enumerate(LAYERS):
        if any(module == name or module.startswith(name + ".") for name in names):
            return number
    return None


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_never_point_backwards(path: Path) -> None:
    own = layer_of(name_of(path))
    if path.name == "__init__.py" and path.parent.name == "sandbox":
        return
    assert own is not None, f"{name_of(path)} has no place in LAYERS"
    for imported in imports_of(path):
        theirs = layer_of(imported)
        same_subject = name_of(path).rsplit(".", 1)[0] != "sandbox" and theirs == own
        allowed = theirs is None or theirs < own or same_subject
        assert allowed, f"{name_of(path)} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_sandbox_knows_nothing_of_the_site_builder(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports_of(path)} & {"mkdocs", "macros", "markdown"}


@pytest.mark.parametrize(
    "path", [*sorted((ROOT / "sandbox/account").glob("*.py")), ROOT / "sandbox/engine.py"], ids=name_of
)
def test_rules_are_pure(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports_of(path)} & IMPURE
    calls = re.findall(r"\b(?:datetime\.now|datetime\.utcnow|time\.time|open|input|print)\(", path.read_text())
    assert calls == [], "time is an argument, and rules do no I/O"


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "macros").glob("*.py"))], ids=name_of)
def test_python_holds_no_russian_prose(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            if name_of(path) == "sandbox.account.passwords":
                continue  # a list of passwords is data
            prose = re.search(r"[А-Яа-яЁё]{2,} [А-Яа-яЁё]{2,}", node.value)
            assert prose is None, f"{name_of(path)}:{node.lineno}: {prose}"


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "macros").glob("*.py"))], ids=name_of)
def test_html_is_never_built_in_python(path: Path) -> None:
    strings = (
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    assert not [text for text in strings if re.search(r"</\w+>|<br", text)]


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "macros").glob("*.py"))], ids=name_of)
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250
