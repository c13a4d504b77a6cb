"""What the documentation promises is compared with the code, both ways."""

import re
import textwrap
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sandbox.account.actions import ACTIONS
from sandbox.account.starting_points import PASSWORD, PERSON, STARTING_POINTS
from sandbox.account.waits import WAITS
from tests.support.guide import SIMULATION
from tests.support.project import ROOT, build_site, copy_tree

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
    created = {path for path in paths if "open-the-site" in path}  # by following the README
    assert paths - created
    assert [path for path in paths - created if not (ROOT / path).exists()] == []


def test_whoever_follows_the_readme_gets_a_working_walkthrough(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path)
    chapter = README.split("## Add a walkthrough")[1].split("\n## ")[0]
    names = re.findall(r"`((?:walkthroughs|docs)/[\w/.-]*open[\w.-]+)`", chapter)
    blocks = re.findall(r"```(?:yaml|markdown)\n(.*?)```", chapter, re.DOTALL)
    assert len(names) == len(blocks) == 2
    for name, block in zip(names, blocks, strict=True):
        (tree / name).write_text(textwrap.dedent(block), encoding="utf-8")
    entry = re.search(r"`(- .+\.md)`", chapter)
    assert entry
    nav = (tree / "mkdocs.yml").read_text(encoding="utf-8")
    neighbour = "      - По номеру телефона: registration/by-phone.md\n"
    assert neighbour in nav
    (tree / "mkdocs.yml").write_text(nav.replace(neighbour, f"{neighbour}      {entry[1]}\n"), encoding="utf-8")
    page, step = "registration/open-the-site.md", "open-the-site#open-site"
    for file, neighbour, addition in (
        ("index.md", "</div>\n", f"-   **[Открыть сайт]({page})**\n\n    Самому.\n\n</div>\n"),
        ("_data/subjects.yml", "  pages:\n", f"  pages:\n    - {page}\n"),
        ("_data/article.yml", "register-by-phone#open-site", f"register-by-phone#open-site, {step}"),
    ):
        text = (tree / "docs" / file).read_text(encoding="utf-8")
        assert neighbour in text
        (tree / "docs" / file).write_text(text.replace(neighbour, addition, 1), encoding="utf-8")
    build_site(tree, tree / "site", "http://127.0.0.1:1/")
    built = (tree / "site/registration/open-the-site/index.html").read_text(encoding="utf-8")
    assert 'data-walkthrough="open-the-site"' in built


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
