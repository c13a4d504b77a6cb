"""The shape of the code that DESIGN.md settled."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.project import ROOT

MODULES = sorted((ROOT / "sandbox").rglob("*.py"))

PACKAGES = {
    "text": "",
    "engine": "",
    "account": "engine text",
    "content": "engine text",
    "storage": "engine",
    "rendering": "content engine text",
    "web": "rendering storage content engine",
    "feedback": "web rendering storage content text settings",
}
"""What a package of the sandbox may import besides itself. The modules beside the packages put them together."""

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


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_it_may(package: str) -> None:
    found = {
        imported.split(".")[1]
        for path in (ROOT / "sandbox" / package).rglob("*.py")
        for imported in imports_of(path)
        if imported.startswith("sandbox.")
    }
    assert found - {package} <= {*PACKAGES[package].split()}


def test_only_the_place_that_puts_the_application_together_names_the_account() -> None:
    outside = [path for path in (*MODULES, *(ROOT / "macros").rglob("*.py")) if "account" not in path.parts]
    naming = {name_of(path) for path in outside if any(name.startswith("sandbox.account") for name in imports_of(path))}
    assert naming == {"sandbox.guide"}


def test_what_a_request_means_is_decided_without_http() -> None:
    """The same module can run elsewhere than in a server."""
    imported = {name.split(".")[0] for name in imports_of(ROOT / "sandbox/web/meaning.py")}
    assert not imported & {"starlette", "uvicorn", "h11", "http", "asyncio", "urllib"}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_sandbox_knows_nothing_of_the_site_builder(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports_of(path)} & {"mkdocs", "macros", "markdown"}


@pytest.mark.parametrize(
    "path",
    [*sorted((ROOT / "sandbox/account").glob("*.py")), *sorted((ROOT / "sandbox/engine").glob("*.py"))],
    ids=name_of,
)
def test_rules_are_pure(path: Path) -> None:
    assert not {name.split(".")[0] for name in imports_of(path)} & IMPURE
    calls = re.findall(r"\b(?:datetime\.now|datetime\.utcnow|time\.time|open|input|print)\(", path.read_text())
    assert calls == [], "time is an argument, and rules do no I/O"


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "macros").rglob("*.py"))], ids=name_of)
def test_python_holds_no_russian_prose(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            if name_of(path) in ("sandbox.account.passwords", "sandbox.text.words"):
                continue  # lists of passwords and of endings are data
            prose = re.search(r"[А-Яа-яЁё]{2,} [А-Яа-яЁё]{2,}", node.value)
            assert prose is None, f"{name_of(path)}:{node.lineno}: {prose}"


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "macros").rglob("*.py"))], ids=name_of)
def test_html_is_never_built_in_python(path: Path) -> None:
    strings = (
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    # patterns that look for HTML in built pages are no HTML
    assert not [text for text in strings if re.search(r"</\w+>|<br", text) and "(?P<" not in text]


@pytest.mark.parametrize("path", [*MODULES, *sorted((ROOT / "macros").rglob("*.py"))], ids=name_of)
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 250


TEMPLATES = [
    path
    for pattern in ("sandbox/**/*.html", "macros/**/*.html", "macros/**/templates/*", "docs/assets/**/*.js")
    for path in sorted(ROOT.glob(pattern))
    if path.is_file() and path.name not in ("stemmer.js", "lexicon.js", "words.js")  # letters of words, as data
]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_and_scripts_hold_no_russian_prose(path: Path) -> None:
    """Every word that a learner reads stands in the editors' files."""
    text = path.read_text(encoding="utf-8")
    spoken = re.sub(r"\{#.*?#\}|/\*.*?\*/|^\s*//.*?$", "", text, flags=re.DOTALL | re.MULTILINE)
    assert re.findall(r"[А-Яа-яЁё]{2,}", spoken) == []


def test_no_test_module_imports_another() -> None:
    modules = (ROOT / "tests").rglob("test_*.py")
    others = {
        f"{path.name} imports {name}"
        for path in modules
        for name in imports_of(path)
        if any(part.startswith("test_") for part in name.split(".")[:-1])
    }
    assert others == set()
