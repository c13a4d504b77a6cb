"""Search in a real Chromium: what people type finds the right page first, and nothing is loaded before that."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import snowballstemmer
import yaml
from playwright.sync_api import Error, Page, ViewportSize, expect

from macros.search.index import INDEX
from macros.search.synonyms import SYNONYMS, load_synonyms
from tests.support.browser_steps import PHONE, SMALL, at_rest, connect_again, search
from tests.support.page_pool import PagePool
from tests.support.project import ROOT

QUERIES: dict[str, list[str]] = yaml.safe_load((ROOT / "tests/browser/queries.yml").read_text(encoding="utf-8"))

BEGINNINGS = "дел игра ходи откры нужнн беспокой утренн я".split()
ENDINGS = """
    в вши вшись ив ивши ившись ыв ывши ывшись ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю
    ая яя ою ею емая нный вшая ющие щего ившую ывшее ующем ся сь лась ла на ете йте ли й л н ло но ет ют ны ть ешь нно
    ила ыла ена ейте уйте ите или ыли уй ил ыл ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю а ев ов ье е иями
    ями ами еи ии и ией иям ям ием ам о у ах иях ях ы ь ию ью ия ья я ость ости ост ейш ейше ейший нн
""".split()  # all that the algorithm cuts off, after beginnings of several kinds

MODULES = re.compile(r"/assets/search/(common|engine|lexicon|snippet|stemmer|synonyms|words)\.js$")
FIRST_PAGES = """async (queries) => {
    const { Engine } = await import("/assets/search/engine.js");
    const engine = new Engine(await (await fetch("/assets/search/index.json")).json());
    return queries.map((query) => engine.find(query).pages[0]?.url);
}"""


@pytest.fixture
def page(page_pool: PagePool) -> Iterator[Page]:
    """A page that must not fail."""
    faults: list[str] = []

    def keep_fault(error: Error) -> None:
        faults.append(str(error))

    # A service worker would answer before the test does.
    with page_pool.page(reduced_motion=True) as page:
        page.on("pageerror", keep_fault)
        # The published site has these modules in one file; the tests ask them one by one.
        page.route(MODULES, lambda route: route.fulfill(path=ROOT / "docs" / urlsplit(route.request.url).path[1:]))
        page.goto("/about/")
        yield page
        page.remove_listener("pageerror", keep_fault)
    assert faults == []


def test_what_people_type_finds_the_right_page_first(page: Page) -> None:
    queries = [query for several in QUERIES.values() for query in several]
    assert len(queries) == len(set(queries)) >= 700
    first = dict(zip(queries, page.evaluate(FIRST_PAGES, queries), strict=True))
    expected = {query: address for address, several in QUERIES.items() for query in several}
    assert {query: found for query, found in first.items() if found != expected[query]} == {}


URGENT = {
    "deceived/": """обманули; меня обманули; сказала код; назвал код; продиктовала пароль; украли деньги; взломали;
        взламали кабинет; мошенники сняли деньги; перевела деньги мошенникам; j,vfyekb; чужой вошёл в кабинет;
        нажала на ссылку; поставила программу по просьбе мошенников; выманили код; залезли в мой кабинет""",
    "security/lost-sim/": "украли телефон; потеряла мобильный; стащили симку; отключить симку если украли",
    "security/no-code/": "пропала связь; нет сети; телефон не видит сеть; симка не работает; симка сдохла",
    "": """код; пароль; мошенники; куда делись деньги; звонят и просят код; чужой номер в кабинете; сменить пароль;
        можно ли назвать код; просят продиктовать код; пропали деньги с телефона; зашла с чужого компьютера""",
}
"""What is typed in trouble, and the page that helps at once; under the empty name what is no cry for help."""


def test_whoever_is_in_trouble_sees_first_what_to_do_now(page: Page) -> None:
    script = """async (queries) => {
        const { Engine } = await import("/assets/search/engine.js");
        const engine = new Engine(await (await fetch("/assets/search/index.json")).json());
        const urgent = (query) => engine.find(query).pages.filter((page, at) => page.isUrgent && !at);
        return queries.map((query) => urgent(query)[0]?.url ?? "");
    }"""
    expected = {query.strip(): url for url, queries in URGENT.items() for query in queries.split(";")}
    found = page.evaluate(script, list(expected))
    assert dict(zip(expected, found, strict=True)) == expected
    search(page, "симка сдохла")
    expect(page.locator(".search-hit").first).to_contain_text("Срочно. Пропала связь или не работает SIM-карта")
    search(page, "сказала код")
    first = page.locator(".search-hit").first
    expect(first).to_contain_text("Срочно. Что делать, если вас обманули")
    expect(page.locator(".search-hit__urgent")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page).to_have_url("/deceived/")


def test_good_words_are_not_mended_into_others_and_gibberish_is_never_shown(page: Page) -> None:
    script = """async (queries) => {
        const { Engine } = await import("/assets/search/engine.js");
        const about = "Эти шаги описаны. Если код подошёл, баланс и пароль видны. Код не приходит.";
        const page = { url: "a/", title: "А", names: [], about, boost: 1, sections: [] };
        const engine = new Engine({ pages: [page], synonyms: [], urgent: [] });
        return Object.fromEntries(queries.map((query) => [query, engine.find(query).read]));
    }"""
    expected = {
        "отписаться": None,  # other prefix
        "пароль подешевле": None,  # other root
        "паролль балансы": "пароль балансы",
        "ytghb[jlbn rjl": "не приходит код",
        "iphone ,fkfyc": "баланс",
        "балонсы": "баланс",
        "пароль апесан": "пароль описаны",
    }
    assert page.evaluate(script, list(expected)) == expected


def test_every_synonym_finds_something(page: Page) -> None:
    typed = [words for synonym in load_synonyms(ROOT / "docs" / SYNONYMS) for words in (synonym.word, *synonym.typed)]
    found = page.evaluate(FIRST_PAGES, [f"{words} " for words in typed])
    assert [words for words, address in zip(typed, found, strict=True) if not address] == []


def test_the_stemmer_agrees_with_the_reference_on_every_word_of_the_site(page: Page, site: Path) -> None:
    loaded: Any = json.loads((site / INDEX).read_text(encoding="utf-8"))
    texts = json.dumps(loaded, ensure_ascii=False)
    script = """async (text) => {
        const [{ plainWords }, { stem }] = await Promise.all(
            ["words", "stemmer"].map((name) => import(`/assets/search/${name}.js`)));
        return [...new Set(plainWords(text))].filter((word) => /^[а-я]+$/.test(word)).map((word) => [word, stem(word)]);
    }"""
    more = " ".join(beginning + ending for beginning in BEGINNINGS for ending in ENDINGS)
    stemmed = page.evaluate(script, f"{texts} {more}")
    reference = snowballstemmer.stemmer("russian")
    assert len(stemmed) > 1000
    assert [(word, stem) for word, stem in stemmed if stem != reference.stemWord(word)] == []


def test_nothing_of_search_is_loaded_before_the_box_is_focused(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "search/" in request.url else None)
    page.on("worker", lambda worker: asked.append(worker.url))
    page.goto("/security/")
    at_rest(page)
    assert asked == []
    page.keyboard.press("/")
    search(page, "симку")
    expect(page.get_by_role("status").filter(has_text="Нашлось")).to_be_visible()
    assert any(address.endswith(INDEX) for address in asked)


def test_a_reader_finds_a_step_and_goes_there_by_keyboard(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("gjxne", delay=5)
    expect(page.locator("#search-results")).to_contain_text("Показано по запросу «почту».")
    search(page, "номер в формате")
    hit = page.locator(".search-hit--section").first
    expect(hit).to_contain_text("Шаг 3. Введите номер МТС в формате 79XXXXXXXXX")
    expect(hit.locator(".search-hit__title mark")).to_have_text(["номер", "формате"])
    expect(hit.locator(".search-hit__text mark")).to_have_text(["номер"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(hit).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#register-by-phone-enter-number")).to_be_in_viewport()
    assert page.url.endswith("/registration/by-phone/#register-by-phone-enter-number")
    expect(page.locator(".md-search-result__list")).to_be_hidden()


def test_of_a_step_the_hint_is_shown_or_the_mistake_that_was_found(page: Page) -> None:
    step = page.locator(".search-hit--section", has_text="Назовите кодовое слово")
    search(page, "назовите кодовое слово")
    hint = "Введите слово с учебной карточки и нажмите «Назвать слово». Своё не называйте."
    expect(step.locator(".search-hit__text")).to_have_text(hint)
    search(page, "попросить блокировку без слова")
    expect(step.locator(".search-hit__text")).to_have_text("Ошибка: Попросить блокировку без слова. Вас не узнали.")


@pytest.mark.parametrize("size", [PHONE, SMALL], ids=["phone", "small phone"])
@pytest.mark.parametrize("opened", ["/features/balance/", "/registration/by-phone/"])
def test_on_a_phone_the_chosen_step_is_scrolled_to(page_pool: PagePool, size: ViewportSize, opened: str) -> None:
    with page_pool.page(size, is_mobile=True, has_touch=True) as page:
        page.goto(opened)
        page.evaluate("scrollTo(0, 300)")
        page.locator("header label[for=__search]").first.tap()
        expect(page.get_by_role("textbox", name="Поиск по сайту")).to_be_focused()
        page.mouse.wheel(0, 300)
        search(page, "придумайте пароль для входа")
        assert page.evaluate("scrollY") == 300, "what is behind the box stands still"
        page.locator(".search-hit--section").first.tap()
        chosen = "register-by-phone-set-password"
        page.wait_for_function("id => document.getElementById(id)?.getBoundingClientRect().top < 150", arg=chosen)
        expect(page.locator(f"#{chosen}")).to_be_in_viewport()


def test_pages_are_counted_in_russian_and_escape_closes_what_was_found(page: Page) -> None:
    counted = page.locator("#search-results [role=status]")
    search(page, "холодильник")
    expect(counted).to_have_text("Ничего не нашлось. Попробуйте другие слова.")
    search(page, "биометрия")
    expect(counted).to_have_text("Нашлась 1 страница")
    search(page, "забыли пароль")
    expect(counted).to_have_text(re.compile(r"Нашл(ось [2-4] страницы|ось ([5-9]|1\d|20) страниц|ась 21 страница)"))
    page.keyboard.press("Enter")
    expect(page).to_have_url("/recovery/forgotten-password/")
    page.goto("/about/")
    search(page, "пароль")
    expect(page.locator(".search-hit").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".search-hit").first).to_be_hidden()


def test_a_search_that_could_not_load_says_so_and_tries_again(page: Page) -> None:
    page.context.set_offline(True)
    search(page, "пароль")
    expect(page.locator("#search-results [role=status]")).to_contain_text("Поиск не загрузился")
    connect_again(page)
    page.keyboard.press("Escape")
    page.locator("h1").click()
    page.get_by_role("textbox", name="Поиск по сайту").focus()
    expect(page.locator(".search-hit").first).to_be_visible()


def test_a_search_that_the_site_does_not_send_is_not_blamed_on_the_connection(page: Page) -> None:
    page.route("**/assets/search/box.*", lambda route: route.fulfill(status=500, body="broken"))
    search(page, "пароль")
    expect(page.locator("#search-results [role=status]")).to_contain_text("хотя связь есть")
    page.unroute_all()


def test_without_javascript_there_is_no_dead_search_box(page_pool: PagePool) -> None:
    with page_pool.page(java_script_enabled=False) as page:
        page.goto("/")
        expect(page.get_by_role("textbox", name="Поиск по сайту")).to_be_hidden()
        expect(page.locator("label[for=__search]").first).to_be_hidden()
        page.goto("/404.html")
        expect(page.get_by_text("через поиск")).to_be_hidden()
