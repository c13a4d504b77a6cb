"""The published site in a browser: as it was built, light at the first visit, and there without a connection."""

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import material
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests.support.processes import free_port, running_server
from tests.support.project import ROOT, build_site, copy_tree
from tests.support.sandbox_process import SandboxProcess

MOST_REQUESTS = 6
MOST_OF_STOCK = 0.5
"""Of the bytes, compressed by gzip, that the first visit of a page moves if the theme builds it as it comes."""

PAGES = ("/", "/registration/by-phone/", "/features/call-details/", "/about/glossary/")
READ = (*PAGES, "/deceived/", "/practice/", "/security/fraud/", "/about/editors/")


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context() as context:
        yield context


# Nothing is lost


LOOKS = """() => {
  const kinds = new Map();
  for (const element of document.querySelectorAll("body, body *")) {
    const pair = [element.parentElement, element];
    const kind = pair.map(({ localName, classList }) => `${localName}.${classList}`).join(">");
    if (!kinds.has(kind)) kinds.set(kind, element);
  }
  const same = (text) => text.replace(/\\b0%/g, "0px").replace(/\\d+\\.\\d+/g, (number) => Number(number).toFixed(2));
  const looks = Array.from(kinds, ([kind, element]) => {
    const looks = [null, "::before", "::after"].map((pseudo) => {
      const style = getComputedStyle(element, pseudo);
      if (pseudo && style.content === "none") return pseudo; // there is nothing before or after it
      const names = Array.from(style).filter((name) => !name.startsWith("--"));
      return names.map((name) => `${name}:${style[name]}`).join(";");
    });
    return `${kind} ${same(looks.join())}`;
  });
  const before = window.looksBefore ?? looks;
  window.looksBefore = looks;
  const differing = looks.filter((look, place) => look !== before[place]);
  return { kinds: looks.length, were: before.length, differing };
}"""
"""How each kind of element looks (one of each name and classes within the same parent's), and what has changed since
this was asked before. It is compared where it is: it has tens of megabytes."""


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everything_looks_as_with_the_whole_stylesheets(server: str, browser: Browser, width: int, scheme: str) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        bypass_csp=True,  # the test puts a style into the page
    ) as context:
        page = context.new_page()
        for address in ("/registration/by-phone/", "/practice/", "/deceived/"):
            page.goto(server + address)
            page.wait_for_load_state("networkidle")
            expect(page.locator("section.overview[data-version]:not([data-version=live])")).to_have_count(0)
            bundled = page.evaluate(LOOKS)["kinds"]
            page.add_style_tag(content="".join(whole_stylesheets()))
            page.evaluate("document.querySelector('link[rel=stylesheet]').remove()")
            whole = page.evaluate(LOOKS)
            assert bundled > 100
            assert whole == {"kinds": bundled, "were": bundled, "differing": []}, address


def whole_stylesheets() -> Iterator[str]:
    theme = Path(material.__file__).parent / "templates/assets/stylesheets"
    for name in ("main", "palette"):
        (path,) = theme.glob(f"{name}.*.min.css")
        yield path.read_text(encoding="utf-8")
    for name in re.findall(r"- (assets/styles/.*)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")):
        yield (ROOT / "docs" / name).read_text(encoding="utf-8")


# Light


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory, site: Path) -> Iterator[str]:
    """The address of the same pages as the theme builds and searches them by itself."""
    tree, folder, port = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("stock"), free_port()
    copy_tree(tree)
    box = tree / "macros/theme/partials/search.html"
    box.rename(box.with_name("search-box-that-is-not-used.html"))  # its words must still be said somewhere
    for file, ours in (
        ("macros/plugin.py", r"\n        disable_theme_index\(.*"),
        ("macros/plugin.py", r"\n        write_index\(.*"),
        ("macros/plugin.py", r"\n            publish\(.*"),
        ("mkdocs.yml", r"\n  favicon: .*"),
        ("mkdocs.yml", r"\n    - navigation\.(prune|instant\.prefetch)"),
        ("mkdocs.yml", r"\n  - path: assets/(search|offline-notice)\.js\n    type: module"),
    ):
        text, found = re.subn(ours, "", (tree / file).read_text(encoding="utf-8"))
        assert found, ours
        (tree / file).write_text(text, encoding="utf-8")
    build_site(tree, folder, f"http://127.0.0.1:{port}/")
    with running_server(folder, port, tree / "learners.sqlite3") as address:
        yield address


def first_visit(page: Page, address: str, last: str) -> dict[str, int]:
    """Everything that the first visit of a page loads, with its size compressed by gzip.

    A busy browser may rest for a while before it asks for what is named ``last``.
    """
    moved: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if response.request.service_worker and not response.url.endswith("service-worker.js"):
            return  # it takes from the browser's own cache
        moved[response.url] = len(gzip.compress(response.body(), 9, mtime=0))

    page.context.on("response", weigh)
    with page.context.expect_event("response", lambda response: response.url.endswith(last)):
        page.goto(address)
    page.wait_for_load_state("networkidle")
    return moved


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_is_light(server: str, stock: str, browser: Browser, path: str) -> None:
    with browser.new_context() as ours, browser.new_context() as theirs:
        mine = first_visit(ours.new_page(), server + path, "/service-worker.js")
        plain = first_visit(theirs.new_page(), stock + path, "/lunr.ru.min.js")
    assert {urlsplit(url).netloc for url in mine} == {urlsplit(server).netloc}
    assert len(mine) <= MOST_REQUESTS, sorted(mine)
    assert sum(mine.values()) <= MOST_OF_STOCK * sum(plain.values()), (mine, plain)


def test_a_reader_asks_the_sandbox_for_nothing_and_a_learner_for_their_step(
    server: str, context: BrowserContext
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url) if "/sandbox/" in request.url else None)
    page = context.new_page()
    page.goto(f"{server}/registration/by-phone/")
    page.wait_for_load_state("networkidle")
    assert asked == []
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти").click()
    expect(page.locator(".walkthrough")).to_have_attribute("data-step", "choose-method")
    page.goto(f"{server}/registration/by-phone/")
    expect(page.locator(".walkthrough")).to_have_attribute("data-step", "choose-method")


# While it is published anew


def test_a_tab_that_outlives_a_publication_works_and_then_says_that_the_page_is_old(
    away: SandboxProcess, browser: Browser, tmp_path: Path
) -> None:
    """The last build's files stay one build longer. Without them the true cause is said, and a press on it helps."""
    site, tree = tmp_path / "site", copy_tree(tmp_path / "tree")
    alone: dict[str, Any] = {"service_workers": "block"}  # a worker would have kept the files for a reader of two pages
    with browser.new_context(**alone) as one, browser.new_context(**alone) as another:
        page, older = one.new_page(), another.new_page()
        for tab in (page, older):
            tab.goto(f"{away.address}/registration/by-phone/")
        before = set(site.glob("assets/**/*.js*"))
        for script in ("walkthrough.js", "search/box.js"):
            with (tree / "docs/assets" / script).open("a", encoding="utf-8") as file:
                file.write('\ndocument.body.dataset.published = "anew";\n')
        build_site(tree, site, f"{away.address}/")
        new = set(site.glob("assets/**/*.js*")) - before
        assert len(new) == 6, "two scripts and their compressed copies"

        search_for(page, "паролей")
        expect(page.locator("#search-results [role=status]")).to_contain_text("Наш")
        type_the_address(page)
        expect(page.locator(".walkthrough")).to_have_attribute("data-step", "choose-method")

        for path in before:  # as by the next publication
            if path.name.startswith(("script.", "box.")):
                path.unlink()
        search_for(older, "паролей")
        expect(older.locator("#search-results [role=status]")).to_contain_text("Обновите страницу")
        older.keyboard.press("Escape")
        older.route("**/sandbox/**", lambda route: route.fulfill(body="<p>not a trainer</p>", content_type="text/html"))
        type_the_address(older)
        expect(older.get_by_role("alert")).to_contain_text("Сайт обновился")
        older.unroute_all()
        with older.expect_event("load"):
            older.get_by_role("button", name="Обновить страницу").click()
        expect(older.get_by_label("Адрес сайта")).to_have_value("login.mts.ru")
        type_the_address(older)
        expect(older.locator(".walkthrough")).to_have_attribute("data-step", "choose-method")
        search_for(older, "паролей")
        expect(older.locator("#search-results [role=status]")).to_contain_text("Наш")


def type_the_address(page: Page) -> None:
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти", exact=True).click()


def search_for(page: Page, words: str) -> None:
    page.get_by_role("textbox", name="Поиск по сайту").fill(words)


# Without a connection


@pytest.fixture
def away(site: Path, tmp_path: Path) -> Iterator[SandboxProcess]:
    """A sandbox with a site of its own, which may be changed; it may be stopped."""
    shutil.copytree(site, tmp_path / "site")
    with SandboxProcess(tmp_path / "site", f"sqlite:///{tmp_path}/learners.sqlite3") as process:
        yield process


def read(page: Page, address: str) -> None:
    """Open a page and let the worker keep it."""
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("async (url) => Boolean(await caches.match(url))", arg=address)


def test_pages_that_were_read_open_without_a_connection(away: SandboxProcess, context: BrowserContext) -> None:
    page = context.new_page()
    read(page, f"{away.address}/registration/by-phone/")
    read(page, f"{away.address}/security/")
    page.wait_for_function("async () => Boolean(await caches.match(new URL('/assets/search/index.json', location)))")
    away.kill()
    page.goto(f"{away.address}/registration/by-phone/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Как создать")
    assert page.locator(".walkthrough").evaluate("element => getComputedStyle(element).borderTopWidth") != "0px"
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти").click()
    expect(page.get_by_role("alert")).to_contain_text("Нет связи с тренажёром")
    page.get_by_role("textbox", name="Поиск по сайту").fill("паролей")
    expect(page.locator("#search-results [role=status]")).to_contain_text("Наш")


def test_a_page_that_was_not_read_is_said_to_be_missing(away: SandboxProcess, context: BrowserContext) -> None:
    page = context.new_page()
    read(page, f"{away.address}/security/")
    away.kill()
    page.goto(f"{away.address}/about/glossary/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Нет связи")
    expect(page.locator(".md-header")).to_have_css("background-color", "rgb(11, 93, 102)")
    expect(page.locator("main")).to_have_css("max-width", "1220px")
    expect(page.get_by_role("link", name="На главную страницу")).to_be_visible()


def test_a_new_page_is_never_hidden_by_the_kept_one(
    away: SandboxProcess, context: BrowserContext, tmp_path: Path
) -> None:
    page = context.new_page()
    read(page, f"{away.address}/security/")
    path = tmp_path / "site/security/index.html"
    for copy in (path.with_name("index.html.gz"), path.with_name("index.html.br")):
        copy.unlink()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Как защитить личный кабинет", "Совсем новый заголовок"), encoding="utf-8")
    page.goto(f"{away.address}/security/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Совсем новый заголовок")
    away.kill()
    page.goto(f"{away.address}/security/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Совсем новый заголовок")


def test_a_full_browser_reads_all_the_same(
    server: str, context: BrowserContext, articles: dict[str, BeautifulSoup]
) -> None:
    """Nothing can be kept for reading offline, and nothing else is lost: no page, no style, no script, no search."""
    page = context.new_page()
    page.goto(server)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    devtools = context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": server, "quotaSize": 1})
    page.wait_for_function("async () => (await navigator.storage.estimate()).quota === 1")
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    for address in READ:
        answer = page.goto(server + address)
        assert answer
        assert (answer.status, answer.from_service_worker) == (200, True), address
        heading, built = page.get_by_role("heading", level=1), articles[address].select_one("h1")
        assert built
        expect(heading).to_have_text(built.get_text())
    assert faults == []
    kept = page.evaluate("async () => (await caches.match(location.href)) ?? null")
    assert kept is None, "else the browser isn't full"
    expect(page.locator(".md-header")).to_have_css("background-color", "rgb(11, 93, 102)")
    page.get_by_role("textbox", name="Поиск по сайту").fill("паролей")
    expect(page.locator("#search-results [role=status]")).to_contain_text("Наш")
    page.goto(f"{server}/registration/by-phone/")
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти").click()
    expect(page.locator(".walkthrough")).to_have_attribute("data-step", "choose-method")


def test_nothing_of_the_trainer_is_kept(away: SandboxProcess, context: BrowserContext) -> None:
    page = context.new_page()
    read(page, f"{away.address}/registration/by-phone/")
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти").click()
    expect(page.locator(".walkthrough")).to_have_attribute("data-step", "choose-method")
    read(page, f"{away.address}/practice/")
    expect(page.get_by_text("Начать всё заново").first).to_be_visible()
    kept = page.evaluate(
        "caches.keys().then(async (names) => (await Promise.all(names.map(async (name) =>"
        " (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat())"
    )
    assert kept
    assert [url for url in kept if "/sandbox/" in url] == []


def test_the_trainer_says_that_it_needs_the_connection(server: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{server}/registration/by-phone/")
    note = page.get_by_text("Сейчас нет связи")
    expect(note).to_be_hidden()
    context.set_offline(True)
    expect(note).to_be_visible()
    context.set_offline(False)
    expect(note).to_be_hidden()
