"""The published site in a browser: as it was built, light at the first visit, and there without a connection."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import material
import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from tests.support.browser_steps import at_rest, have_come, taken_over
from tests.support.first_view import MOST_BYTES, files_of_every_page, weight
from tests.support.project import ROOT
from tests.support.sandbox_process import SandboxProcess

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
  const names = Array.from(getComputedStyle(document.body)).filter((name) => !name.startsWith("--"));
  const looks = Array.from(kinds, ([kind, element]) => {
    const looks = [null, "::before", "::after"].map((pseudo) => {
      const style = getComputedStyle(element, pseudo);
      if (pseudo && style.content === "none") return [pseudo]; // there is nothing before or after it
      return names.map((name) => `${name}:${style.getPropertyValue(name)}`);
    });
    return [kind, ...looks.flat()];
  });
  const before = window.looksBefore ?? looks;
  window.looksBefore = looks;
  const rounded = (text) =>
    text?.replace(/\\b0%/g, "0px").replace(/\\d+\\.\\d+/g, (number) => Number(number).toFixed(2));
  const differs = (one, another) => one !== another && rounded(one) !== rounded(another);
  const differing = looks.flatMap((look, place) => {
    const was = before[place] ?? [];
    const found = look.filter((value, number) => differs(value, was[number]));
    return found.length || look.length !== was.length ? [`${look[0]}: ${found.join("; ")}`] : [];
  });
  return { kinds: looks.length, were: before.length, differing };
}"""
"""How each kind of element looks (one of each name and classes within the same parent's), and what has changed since
this was asked before. It is compared where it is: it has tens of megabytes."""


@pytest.mark.parametrize(("width", "scheme", "other"), [(1280, "light", "/deceived/"), (390, "dark", "/practice/")])
def test_everything_looks_as_with_the_whole_stylesheets(
    server: str, browser: Browser, width: int, scheme: str, other: str
) -> None:
    with browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        bypass_csp=True,  # the test puts a style into the page
    ) as context:
        page = context.new_page()
        for address in ("/registration/by-phone/", other):
            page.goto(server + address)
            at_rest(page)
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


@pytest.mark.parametrize(
    ("path", "more"),
    [
        *((path, []) for path in (*PAGES, "/security/fraud/")),
        ("/practice/", ["sandbox/progress"]),  # the learner's own state
        ("/cabinet/", ["assets/places"]),  # many screens in one page
    ],
)
def test_a_first_view_is_light(server: str, site: Path, context: BrowserContext, path: str, more: list[str]) -> None:
    """Everything that it loads, with its size compressed by gzip: five files, and nothing of the theme's own script."""
    asked: list[Request] = []
    page = context.new_page()
    context.on("request", lambda request: asked.append(request))
    # A busy browser may rest for a while before it asks for this.
    with context.expect_event("request", lambda request: request.url.endswith("/service-worker.js")):
        page.goto(server + path)
    taken_over(page)
    have_come(page, "assets/prefetch", *more)
    at_rest(page)
    loaded = [
        request.url.removeprefix(f"{server}/")
        for request in asked
        # The worker itself takes the rest from the browser's own cache.
        if not request.service_worker or request.url.endswith("/service-worker.js")
    ]
    own = {path.lstrip("/"), *(str(each.relative_to(site)) for each in files_of_every_page(site))}
    assert [each.split(".")[0] for each in loaded if each not in own] == more
    assert own <= set(loaded)
    weights = {each: weight(context.request.get(f"{server}/{each}").body()) for each in own}
    assert sum(weights.values()) <= MOST_BYTES, weights


def test_a_reader_asks_the_sandbox_for_nothing_and_a_learner_for_their_step(
    server: str, context: BrowserContext
) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url) if "/sandbox/" in request.url else None)
    page = context.new_page()
    page.goto(f"{server}/registration/by-phone/")
    taken_over(page)
    at_rest(page)
    assert asked == []
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти").click()
    expect(page.locator(".walkthrough")).to_have_attribute("data-step", "choose-method")
    page.goto(f"{server}/registration/by-phone/")
    expect(page.locator(".walkthrough")).to_have_attribute("data-step", "choose-method")


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
    taken_over(page)
    page.wait_for_function("async (url) => Boolean(await caches.match(url))", arg=address)


def test_pages_that_were_read_open_without_a_connection_and_others_are_said_to_be_missing(
    away: SandboxProcess, context: BrowserContext
) -> None:
    page = context.new_page()
    read(page, f"{away.address}/registration/by-phone/")
    read(page, f"{away.address}/security/")
    (listed,) = re.findall(r"SEARCH ?= ?(\[.*?\])", page.request.get(f"{away.address}/service-worker.js").text())
    kept = "async (files) => (await Promise.all(files.map((file) => caches.match(`/${file}`)))).every(Boolean)"
    page.wait_for_function(kept, arg=json.loads(listed))
    away.kill()
    page.goto(f"{away.address}/registration/by-phone/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Как создать")
    assert page.locator(".walkthrough").evaluate("element => getComputedStyle(element).borderTopWidth") != "0px"
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти").click()
    expect(page.get_by_role("alert")).to_contain_text("Нет связи с тренажёром")
    page.get_by_role("textbox", name="Поиск по сайту").fill("паролей")
    expect(page.locator("#search-results [role=status]")).to_contain_text("Наш")

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
    kept = "async (words) => (await (await caches.match(location.href)).text()).includes(words)"
    page.wait_for_function(kept, arg="Совсем новый заголовок")
    away.kill()
    page.goto(f"{away.address}/security/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Совсем новый заголовок")


def test_a_page_that_was_fetched_for_a_press_is_shown_at_that_press_alone(
    away: SandboxProcess, context: BrowserContext, tmp_path: Path
) -> None:
    """For browsers without speculation rules; at the next press the page is as new as ever."""
    page = context.new_page()
    read(page, f"{away.address}/security/")
    title = page.evaluate("async () => (await (await fetch('/sign-in/')).text()).match(/<h1[^>]*>([^<]+)/)[1]")
    path = tmp_path / "site/sign-in/index.html"
    for copy in (path.with_name("index.html.gz"), path.with_name("index.html.br")):
        copy.unlink()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(title, "Совсем новый заголовок"), encoding="utf-8")
    page.goto(f"{away.address}/sign-in/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    page.goto(f"{away.address}/sign-in/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Совсем новый заголовок")


def test_a_full_browser_reads_all_the_same(
    server: str, context: BrowserContext, articles: dict[str, BeautifulSoup]
) -> None:
    """Nothing can be kept for reading offline, and nothing else is lost: no page, no style, no script, no search."""
    page = context.new_page()
    page.goto(server)
    taken_over(page)
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


def test_nothing_of_the_trainer_is_kept(server: str, context: BrowserContext) -> None:
    page = context.new_page()
    read(page, f"{server}/registration/by-phone/")
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти").click()
    expect(page.locator(".walkthrough")).to_have_attribute("data-step", "choose-method")
    read(page, f"{server}/practice/")
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
