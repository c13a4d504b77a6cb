"""What the documentation promises is compared with the code, both ways."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from macros.guide import mistakes_of
from sandbox.account.actions import ACTIONS
from sandbox.account.starting_points import PASSWORD, PERSON, STARTING_POINTS
from sandbox.account.waits import WAITS
from tests.support.guide import SIMULATION
from tests.support.project import ROOT, copy_tree

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
SETTINGS = set(re.findall(r'environ\.get\("([A-Z_]+)"', (ROOT / "sandbox/settings.py").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def editors_guide(site: Path) -> BeautifulSoup:
    return BeautifulSoup((site / "about/editors/index.html").read_text(encoding="utf-8"), "html.parser")


def codes(page: BeautifulSoup) -> set[str]:
    return {code.text for code in page.select("article code")}


def test_every_action_and_outcome_is_in_the_editors_guide(editors_guide: BeautifulSoup) -> None:
    expected = set(ACTIONS) | {outcome for action in ACTIONS.values() for outcome in action.outcome_names}
    assert expected - codes(editors_guide) == set()


@pytest.mark.parametrize("names", [STARTING_POINTS, WAITS], ids=["starting points", "waits"])
def test_every_name_an_editor_may_write_is_explained(editors_guide: BeautifulSoup, names: object) -> None:
    assert set(names) - codes(editors_guide) == set()  # type: ignore[call-overload]


def test_every_placeholder_is_explained(editors_guide: BeautifulSoup) -> None:
    assert {f"{{{name}}}" for name in SIMULATION.placeholders} - codes(editors_guide) == set()


@pytest.mark.parametrize("page", ["docs/practice.md", "docs/about/editors.md"])
def test_the_training_data_are_told_to_whoever_needs_them(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for value in (PASSWORD, PERSON.last_name, PERSON.first_name, PERSON.middle_name, PERSON.control_word):
        assert value in text, value


def test_the_readme_documents_exactly_the_settings_there_are() -> None:
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.MULTILINE))
    assert documented == SETTINGS | {"SITE_URL"}


def test_the_readme_names_only_commands_and_files_that_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.MULTILINE)) - targets == set()
    paths = set(re.findall(r"`((?:docs|macros|sandbox|tests|walkthroughs)/[\w/.-]*)`", README))
    rooms = "|".join(path.name for path in (ROOT / "sandbox").iterdir() if path.is_dir())
    paths |= {f"sandbox/{path}" for path in re.findall(rf"`((?:{rooms})/[\w/.-]*)`", README)}
    created = {path for path in paths if "open-the-site" in path}  # by following the README
    assert paths - created
    assert [path for path in paths - created if not (ROOT / path).exists()] == []


PLACES = README.split("## Where things are")[1].split("\n### ")[0]


@pytest.mark.parametrize("root", ["sandbox", "macros"])
def test_every_module_and_package_has_its_place_in_the_readme(root: str) -> None:
    found = [path for path in (ROOT / root).iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    assert len(found) > 10
    names = (path.name + "/" * path.is_dir() for path in found if path.name != "__init__.py")
    assert [name for name in names if f"`{root}/{name}`" not in PLACES] == []


def test_a_file_that_the_readme_names_is_in_the_place_of_its_row() -> None:
    rows = [row for row in PLACES.splitlines() if row.startswith("| `")]
    assert len(rows) > 20
    for row in rows:
        names = re.findall(r"`([\w./-]+)`", row)
        folders = [ROOT / name for name in names if name.endswith("/")]
        bare = [name for name in names if re.fullmatch(r"[\w-]+\.[a-z]+|Containerfile", name)]
        found = [name for name in bare if (ROOT / name).exists() or any([*folder.rglob(name)] for folder in folders)]
        assert found == bare, row


def test_the_readme_lists_the_programs_that_tests_need() -> None:
    script = (ROOT / "tests/install-programs").read_text(encoding="utf-8")
    always = script.split("\nlook() {")[1].split("\n    if ")[0]
    needed = {package for packages in re.findall(r'need\w* "([^"]+)"', always) for package in packages.split()}
    told = README.split("`make test` installs the programs")[1].split("\n\n")[0]
    assert {*re.findall(r"`([\w-]+)`", told)} == needed


def test_the_readme_lists_the_packages_of_npm() -> None:
    direct = json.loads((ROOT / "tests/npm/package.json").read_text(encoding="utf-8"))["dependencies"]
    (told,) = re.findall(r"^Five npm packages .*?\n\n", README, re.MULTILINE | re.DOTALL)
    assert {*re.findall(r"`([\w-]+)`", told)} == set(direct)


def test_the_example_of_a_mistake_is_what_an_editor_reads(tmp_path: Path) -> None:
    (example,) = re.findall(r"^walkthroughs/\S+:\d+: .*«chose_method».*$", README, re.MULTILINE)
    tree = copy_tree(tmp_path)
    file = tree / example.partition(":")[0]
    text = file.read_text(encoding="utf-8")
    assert text.count("action: choose_method\n") == 1
    file.write_text(text.replace("action: choose_method\n", "action: chose_method\n"), encoding="utf-8")
    assert example in [str(each) for each in mistakes_of(tree)]


def test_code_and_documents_cite_only_what_is_in_the_tree() -> None:
    """Or whoever looks for the reason finds none. Tests, examples and former editions have files of their own."""
    missing = []
    for path in written():
        text = path.read_text(encoding="utf-8", errors="replace")  # some examples of mistakes are in another encoding
        here = path.relative_to(ROOT)
        cited = {*re.findall(r"\b[A-Z_]{2,}\.md\b", text)}
        if here.parts[0] not in ("tests", "docs", "CHANGELOG.md", "README.md"):
            cited |= {*re.findall(r"(?<![\w/.{-])(?:sandbox|macros|tests|docs|schema)/[\w./-]+\.[a-z]+\b", text)}
        missing += [f"{here}: {each}" for each in cited if not any((at / each).exists() for at in (ROOT, path.parent))]
        headings = re.findall(r'README\.md`?, "([^"]+)"', text)
        missing += [f"{here}: {each}" for each in headings if f"# {each}\n" not in README]
    assert missing == []


def written() -> Iterator[Path]:
    """Every file of the project that people write."""
    kinds = {".py", ".js", ".mjs", ".css", ".html", ".conf", ".service", ".md", ".toml", ".yml", ""}
    for path in ROOT.iterdir():
        if path.name in ("docs", "macros", "sandbox", "tests", "walkthroughs", ".ci"):
            yield from (each for each in path.rglob("*") if each.is_file() and each.suffix in kinds)
        elif path.is_file() and path.suffix in kinds:
            yield path


def test_every_threat_is_guarded_by_tests_that_exist() -> None:
    page = (ROOT / "docs/about/threats.md").read_text(encoding="utf-8")
    cases = page.split("## Что может случиться")[1].split("\n## ")[0].split("\n### ")[1:]
    named = [re.findall(r"^- `(tests/[\w/]+\.py)::(test_\w+)`$", case, re.MULTILINE) for case in cases]
    assert len(cases) >= 9
    assert [case.splitlines()[0] for case, guards in zip(cases, named, strict=True) if not guards] == []
    missing = [
        f"{path}::{name}"
        for path, name in (guard for guards in named for guard in guards)
        if not re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert missing == []


@pytest.mark.parametrize("path", ["README.md", "docs/about/editors.md"])
def test_the_pages_of_the_examples_are_as_pages_must_be(path: str) -> None:
    """Or whoever follows them meets `tests/build/test_found.py` and `tests/build/test_foot.py`."""
    pages = re.findall(r"```markdown\n(.*?)```", (ROOT / path).read_text(encoding="utf-8"), re.DOTALL)
    walkthroughs = [page for page in pages if "{{ walkthrough(" in page]
    assert walkthroughs
    for page in walkthroughs:
        (description,) = re.findall(r"^ *description: (.+)$", page, re.MULTILINE)
        assert 70 <= len(description) <= 155
        assert re.search(r"\[\^[a-z-]+\]", page)
