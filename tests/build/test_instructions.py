"""Whatever the article tells its reader to do can be practised, and the site says where."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from macros.pages.article import load_instructions
from sandbox.content import Content
from sandbox.content.errors import ContentErrors
from tests.support.article_instructions import TOLD
from tests.support.project import ROOT


@pytest.fixture(scope="module")
def table(site: Path) -> list[list[str]]:
    """The rows of the tables on the page: sentence, steps."""
    page = BeautifulSoup((site / "about/article/index.html").read_text(encoding="utf-8"), "html.parser")
    return [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in page.select("article tbody tr")]


def test_every_sentence_that_tells_to_do_something_is_practised(table: list[list[str]]) -> None:
    assert [row[0].replace("\u00a0", " ") for row in table] == list(TOLD)
    assert all("шаг" in row[1] for row in table)


def test_each_sentence_names_steps_of_its_own_section_first(content: Content) -> None:
    for each in load_instructions(ROOT / "docs/_data/article.yml", content.walkthroughs):
        walkthrough, _ = each.steps[0]
        assert walkthrough.source.split(".")[0] == each.section.split(".")[0] or each.section[0] == "1"


def test_every_walkthrough_practises_something_of_the_article(content: Content) -> None:
    instructions = load_instructions(ROOT / "docs/_data/article.yml", content.walkthroughs)
    named = {walkthrough.slug for each in instructions for walkthrough, _ in each.steps}
    assert named == content.walkthroughs.keys()


def test_a_step_that_is_not_there_is_named_with_its_line(tmp_path: Path, content: Content) -> None:
    path = tmp_path / "docs/_data/article.yml"
    path.parent.mkdir(parents=True)
    path.write_text(
        "- section: '1'\n  sentence: Сделайте\n  steps: [set-up-profile#fill-nam]\n"
        "- section: '1'\n  sentence: Сделайте\n  steps:\n    - set-up-profle#save\n    - set-up-profile\n"
        "- section: '1'\n  sentence: Сделайте\n  steps: save\n",
        encoding="utf-8",
    )
    with pytest.raises(ContentErrors) as raised:
        load_instructions(path, content.walkthroughs)
    errors = raised.value.errors
    assert [(error.path, error.line, error.kind, error.closest) for error in errors] == [
        ("docs/_data/article.yml", 3, "step_of_another", "fill-name"),
        ("docs/_data/article.yml", 7, "unknown_walkthrough", "set-up-profile"),
        ("docs/_data/article.yml", 8, "step_of_another", ""),
        ("docs/_data/article.yml", 11, "not_a_list", ""),
    ]


def test_a_sentence_without_steps_is_a_mistake(tmp_path: Path, content: Content) -> None:
    path = tmp_path / "docs/_data/article.yml"
    path.parent.mkdir(parents=True)
    path.write_text("- section: '1'\n  sentence: Сделайте\n  steps: []\n", encoding="utf-8")
    with pytest.raises(ContentErrors, match=r"article\.yml:3"):
        load_instructions(path, content.walkthroughs)
