"""The shape of the code: which package knows which, and what stands where."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.support.at_once import at_once
from tests.support.project import ROOT

MODULES = sorted((ROOT / "sandbox").rglob("*.py"))
OF_BOTH = [*MODULES, *sorted((ROOT / "macros").rglob("*.py"))]
"""And those of the build."""

PACKAGES = {
    "text": "",
    "engine": "",
    "account": "engine text",
    "content": "engine text",
    "storage": "engine",
    "rendering": "content engine text",
    "web": "rendering storage content engine",
    "feedback": "web rendering storage content text settings",
    "counters": "feedback web rendering storage content engine text settings guide",
    "openapi": "feedback web rendering content engine settings guide application",
}
"""What a package of the sandbox may import besides itself, and besides how values are defined (`frozen`).
The modules beside the packages put them together.
"""

OF_THE_BUILD = {
    "markdown": "claims",
    "editors": "claims pages cache",
    "claims": "editors",
    "language": "editors claims pages",
    "search": "editors pages",
    "pages": "claims editors search guide cache",
    "show": "pages guide cache",
    "publish": "pages search show materials cache",
    "schema": "editors claims pages search guide",
    "drafts": "editors claims pages check guide cache",
    "preview": "editors pages build guide materials",
    "zensical": "editors markdown pages publish build guide page_macros",
}
"""The same for a package of the build, among these. Beside them are the modules ``build``, ``cache``, ``check``,
``guide``, ``materials`` and ``page_macros``.
"""

OTHERS_DATACLASSES = {
    "sandbox.content.errors": "ContentError",
    "sandbox.content.yaml_tree": "Text Series Block",
    "macros.search.sections": "_Place",
}
"""Frozen dataclasses of the standard library: mistakes have an order, and of the others a build makes thousands."""

IMPURE = {"yaml", "jinja2", "starlette", "sqlite3", "redis", "os", "random", "secrets", "time", "msgspec", "argon2"}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def imports_of(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative imports hide where a name comes from"
            yield f"{node.module}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_by(package: str) -> set[str]:
    """What a package imports from beside it."""
    root, name = package.split(".")
    found = {
        imported.split(".")[1]
        for path in (ROOT / root / name).rglob("*.py")
        for imported in imports_of(path)
        if imported.startswith(f"{root}.")
    }
    return found - {name, "frozen"}


@at_once("package", PACKAGES)
def test_a_package_imports_only_what_it_may(package: str) -> None:
    assert imported_by(f"sandbox.{package}") <= {*PACKAGES[package].split()}


@at_once("package", OF_THE_BUILD)
def test_a_package_of_the_build_imports_only_what_it_may(package: str) -> None:
    assert imported_by(f"macros.{package}") <= {*OF_THE_BUILD[package].split()}


@pytest.mark.parametrize(("root", "listed"), [("sandbox", PACKAGES), ("macros", OF_THE_BUILD)])
def test_every_package_has_its_line(root: str, listed: dict[str, str]) -> None:
    assert {path.parent.name for path in (ROOT / root).glob("*/__init__.py")} == {*listed}


def test_values_are_defined_by_ours() -> None:
    """Or they slow down a start (`sandbox.frozen`)."""
    found: dict[str, str] = {}
    for path in OF_BOTH:
        is_theirs = "dataclasses.dataclass" in imports_of(path)
        for node in nodes_of(path) if is_theirs else ():
            if isinstance(node, ast.ClassDef) and any("frozen=True" in ast.unparse(by) for by in node.decorator_list):
                found[name_of(path)] = f"{found.get(name_of(path), '')} {node.name}".strip()
    assert found == OTHERS_DATACLASSES


def test_only_the_place_that_puts_the_application_together_names_the_account() -> None:
    outside = [path for path in (*MODULES, *(ROOT / "macros").rglob("*.py")) if "account" not in path.parts]
    naming = {name_of(path) for path in outside if any(name.startswith("sandbox.account") for name in imports_of(path))}
    assert naming == {"sandbox.guide"}


def test_what_a_request_means_is_decided_without_http() -> None:
    """The same module can run elsewhere than in a server."""
    imported = {name.split(".")[0] for name in imports_of(ROOT / "sandbox/web/meaning.py")}
    assert not imported & {"starlette", "uvicorn", "h11", "http", "asyncio", "urllib"}


def test_the_sandbox_knows_nothing_of_the_site_builder() -> None:
    builders = {"mkdocs", "macros", "markdown"}
    knowing = {name_of(path) for path in MODULES if builders & {name.split(".")[0] for name in imports_of(path)}}
    assert knowing == set()


def test_rules_are_pure() -> None:
    """Time is an argument, and rules do no I/O."""
    rules = [path for package in ("account", "engine") for path in (ROOT / "sandbox" / package).glob("*.py")]
    impure = r"\b(?:datetime\.now|datetime\.utcnow|time\.time|open|input|print)\("
    found = {}
    for path in rules:
        imported = {name.split(".")[0] for name in imports_of(path)} & IMPURE
        if said := [*imported, *re.findall(impure, path.read_text(encoding="utf-8"))]:
            found[name_of(path)] = said
    assert rules
    assert found == {}


def texts_of(path: Path) -> Iterator[tuple[ast.Constant, str]]:
    """The strings of a module, docstrings too, with their nodes."""
    for node in nodes_of(path):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value


def test_python_holds_no_russian_prose() -> None:
    data = {"sandbox.account.passwords", "sandbox.text.words"}  # lists of passwords and of endings
    prose = re.compile(r"[А-Яа-яЁё]{2,} [А-Яа-яЁё]{2,}")
    found = []
    for path in OF_BOTH:
        if name_of(path) in data:
            continue
        docstrings = {id(node.value) for node in nodes_of(path) if isinstance(node, ast.Expr)}
        for node, text in texts_of(path):
            if id(node) not in docstrings and (said := prose.search(text)):
                found.append(f"{name_of(path)}:{node.lineno}: {said[0]}")
    assert found == []


def test_html_is_never_built_in_python() -> None:
    """Patterns that look for HTML in built pages are no HTML."""
    found = [
        f"{name_of(path)}:{node.lineno}: {text}"
        for path in OF_BOTH
        for node, text in texts_of(path)
        if re.search(r"</\w+>|<br", text) and "(?P<" not in text
    ]
    assert found == []


def test_modules_stay_small() -> None:
    lines = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in OF_BOTH}
    assert {name: number for name, number in lines.items() if number > 250} == {}


WORDS_AS_DATA = ("common.js", "lexicon.js", "stemmer.js", "synonyms.js", "words.js")
"""Scripts of the search."""
TEMPLATES = [
    path
    for pattern in ("sandbox/**/*.html", "macros/**/*.html", "macros/**/templates/*", "docs/assets/**/*.js")
    for path in sorted(ROOT.glob(pattern))
    if path.is_file() and path.name not in WORDS_AS_DATA
]


def test_templates_and_scripts_hold_no_russian_prose() -> None:
    """Every word that a learner reads stands in the editors' files."""
    comments = re.compile(r"\{#.*?#\}|/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE)
    found = {}
    for path in TEMPLATES:
        spoken = comments.sub("", path.read_text(encoding="utf-8"))
        if words := re.findall(r"[А-Яа-яЁё]{2,}", spoken):
            found[str(path.relative_to(ROOT))] = words
    assert TEMPLATES
    assert found == {}


def test_no_test_module_imports_another() -> None:
    modules = (ROOT / "tests").rglob("test_*.py")
    others = {
        f"{path.name} imports {name}"
        for path in modules
        for name in imports_of(path)
        if any(part.startswith("test_") for part in name.split(".")[:-1])
    }
    assert others == set()
