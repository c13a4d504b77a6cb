"""The search index holds what pages say and what walkthroughs ask for, and nothing of forms."""

import json
from pathlib import Path

import pytest

from macros.pages.content import read_content
from macros.search.index import INDEX, IndexedPage, build_index
from macros.search.sections import Section, plain
from macros.search.synonyms import Synonym
from macros.search.urgent import Urgent
from sandbox.content import Content
from tests.support.at_once import at_once
from tests.support.html_tags import tags_of


def sections_in(html: str) -> list[Section]:
    return read_content(html).sections


def test_a_page_is_cut_at_headings_questions_and_terms() -> None:
    html = """<h1 id="x">Вход<a class="headerlink" href="#x">¶</a></h1><p>Введите <b>номер</b>.</p><p>И&nbsp;пароль.</p>
    <h2 id="help">Не&shy;удачи</h2><details><summary>Где код?</summary><p>В SMS.</p></details><p>Ждите.</p>
    <dl><dt>SIM</dt><dd>Карта.</dd></dl>"""
    assert sections_in(html) == [
        Section("", "Вход", "Введите номер. И пароль."),
        Section("help", "Неудачи", ""),
        Section("help", "Где код?", "В SMS."),
        Section("help", "", "Ждите."),
        Section("help", "SIM", "Карта."),
    ]


def test_the_cells_of_a_table_do_not_run_together() -> None:
    rows = "<tr>\n<td>Час</td>\n<td>60 мин.</td>\n</tr>\n<tr>\n<td>Сутки</td>\n<td>24 ч</td>\n</tr>\n"
    rows += "<tr><td>Год</td><td>Какой?&nbsp;</td></tr>"
    said = "Час — 60 мин. Сутки — 24 ч. Год — Какой? Всё."
    table = f"<table><tbody>\n{rows}</tbody></table>"
    assert sections_in(f"<h1>А</h1>{table}<p>Всё.</p>") == [Section("", "А", said)]


def test_a_question_with_an_address_of_its_own_leads_there() -> None:
    html = """<h1>А</h1><h2 id="help">Б</h2>
    <details id="where"><summary>Где код?</summary><p>В SMS.</p></details><p>Ждите.</p>"""
    assert sections_in(html)[2:] == [Section("where", "Где код?", "В SMS."), Section("help", "", "Ждите.")]


@at_once(
    "html",
    [
        "<div data-search-exclude><h2 id='a'>нет</h2><p>нет</p></div>",
        "<script>нет</script><style>нет</style><template><p>нет</p></template><noscript><p>нет</p></noscript>",
        "<div class='grid cards'><ul><li>нет</li></ul></div>",
        "<h2 id='next'>нет</h2><ul><li><a href='..'>нет</a></li></ul>",
        "<table><thead><tr><th>нет</th></tr></thead></table>",
    ],
)
def test_what_repeats_other_pages_or_is_no_text_is_left_out(html: str) -> None:
    assert sections_in(f"<h1>Да</h1><p>да</p>{html}") == [Section("", "Да", "да")]


def test_a_walkthrough_is_a_place_and_its_form_is_not_read() -> None:
    form = "<section class='walkthrough' data-walkthrough='in'><ol><li>шаг<button>Войти</button></li></ol></section>"
    assert sections_in(f"<h1>А</h1>{form}<p>после</p>") == [
        Section("", "А", ""),
        Section(walkthrough="in"),
        Section("", "", "после"),
    ]


def test_steps_and_mistakes_come_from_the_walkthroughs_file(content: Content) -> None:
    sections = [Section("", "А"), Section(walkthrough="register-by-phone")]
    page = IndexedPage("a/", ["Меню"], "О чём", 1.0, sections)
    index = build_index([page], [Synonym("SMS", ("смс",))], [Urgent("a/", (("код", "пароль"), ("сказал",)))], content)
    assert index["synonyms"] == [["SMS", "смс"]]
    (built,) = index["pages"]
    assert built["names"] == ["Меню", plain(content.walkthroughs["register-by-phone"].title)]
    steps = content.walkthroughs["register-by-phone"].steps
    assert [entry[0] for entry in built["sections"][1:]] == [f"register-by-phone-{step.id}" for step in steps]
    _, title, text, number, mistakes = built["sections"][1]
    assert (title, text, number) == (plain(steps[0].say), plain(steps[0].hint or ""), 1)
    first = steps[0].mistakes[0]
    assert len(mistakes) == len(steps[0].mistakes)
    assert mistakes[0] == plain(f"{first.name}. {content.wording.outcomes[first.gives].title}")


@pytest.fixture(scope="module")
def index(site: Path) -> dict[str, list[dict[str, list[list[str]]]]]:
    loaded: dict[str, list[dict[str, list[list[str]]]]] = json.loads((site / INDEX).read_text(encoding="utf-8"))
    return loaded


def test_everything_that_can_be_found_is_there(site: Path, index: dict[str, list[dict[str, list[list[str]]]]]) -> None:
    missing = []
    for page in index["pages"]:
        tags = tags_of((site / str(page["url"]) / "index.html").read_text(encoding="utf-8"))
        known = {tag["id"] for tag in tags if "id" in tag} | {""}
        missing += [f"{page['url']}#{anchor}" for anchor, *_ in page["sections"] if anchor not in known]
    assert missing == []


def test_pages_of_readers_are_in_the_index_and_the_editors_guide_is_not(
    site: Path, index: dict[str, list[dict[str, list[list[str]]]]]
) -> None:
    built = {path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html")}
    assert built - {str(page["url"]) for page in index["pages"]} == {
        "./",
        "about/editors/",
        "about/load/",
        "about/threats/",
    }


def test_the_themes_own_index_is_not_published(site: Path) -> None:
    assert not (site / "search/search_index.json").exists()


def test_of_the_list_of_walkthroughs_only_their_names_are_found(
    index: dict[str, list[dict[str, list[list[str]]]]],
) -> None:
    (listed,) = (text for page in index["pages"] for _, title, text, *_ in page["sections"] if title == "Вход")
    assert listed == "Вход по номеру и паролю Вход через Госуслуги"
