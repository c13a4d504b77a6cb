"""The guide at a path of a host that has other sites: https://localhost/guide/, behind the shipped nginx with TLS."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from sandbox.feedback.address import open_feedback
from tests.support import nginx
from tests.support.browser_steps import choose_from_menu, only_with_javascript, taken_over, unfold
from tests.support.guide_commands import HOST, PATH, PATH_SERVES, run, serving
from tests.support.html_tags import tags_of_pages
from tests.support.installed_tree import installed_tree
from tests.support.page_pool import PagePool
from tests.support.processes import free_port, running_server

PAGE = "/guide/registration/by-phone/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, in which the guide's own commands build and serve."""
    return installed_tree(tmp_path_factory.mktemp("path"))


@pytest.fixture(scope="module")
def origin(folder: Path) -> Iterator[str]:
    """The host, on which nothing but /guide/ answers."""
    ports = [free_port() for _ in range(2)]
    address = f"https://localhost:{ports[0]}"
    run(folder, PATH, ours={HOST: address})
    with (
        serving(folder, PATH_SERVES, ports[1], "/readyz", {HOST: address}),
        nginx.site_with_tls(folder, folder / "www", "/guide", ports[0], f"127.0.0.1:{ports[1]}"),
    ):
        yield address


@pytest.fixture(scope="module")
def pool(browser: Browser, origin: str) -> Iterator[PagePool]:
    pool = PagePool(browser, origin)
    yield pool
    pool.close()


@pytest.fixture
def page(pool: PagePool, javascript: bool) -> Iterator[Page]:
    """A page that asks for nothing outside of the path, and whose every request is answered."""
    wrong: list[str] = []

    def look(answer: Response) -> None:
        if answer.status >= 400 or not urlsplit(answer.url).path.startswith("/guide/"):
            wrong.append(answer.url)

    with pool.page(
        ignore_https_errors=True,
        java_script_enabled=javascript,
        service_workers="block",  # a browser refuses one from behind a certificate that it doesn't know
    ) as page:
        page.on("response", look)
        yield page
        page.remove_listener("response", look)
    assert [address for address in wrong if not address.startswith("data:")] == []


@pytest.fixture
def context(page: Page) -> BrowserContext:
    return page.context


def take_a_step(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти", exact=True).click()
    expect(page.locator("section.walkthrough")).to_have_attribute("data-step", "choose-method")


def test_a_learner_practises_and_comes_back(page: Page, context: BrowserContext, origin: str, javascript: bool) -> None:
    take_a_step(page)
    choose_from_menu(page, "По номеру телефона")
    expect(page.locator("section.walkthrough")).to_have_attribute("data-step", "enter-number")
    if javascript:
        expect(page).to_have_url(f"{origin}{PAGE}#enter-number")
    else:
        expect(page).to_have_url(f"{origin}/guide/sandbox/walkthroughs/register-by-phone?sent#register-by-phone")
        expect(page.locator(".md-header")).to_have_css("background-color", "rgb(11, 93, 102)")
        page.get_by_role("link", name="Вернуться к чтению").click()
        expect(page).to_have_url(origin + PAGE)
    (cookie,) = context.cookies(f"{origin}/guide/sandbox/")
    assert (cookie["name"], cookie["path"], cookie["secure"]) == ("__Secure-learner", "/guide/sandbox", True)
    assert context.cookies(origin) == [], "other sites of the host learn nothing"
    page.goto("/guide/sandbox/walkthroughs/register-by-phone")
    expect(page.locator("section.walkthrough")).to_have_attribute("data-step", "enter-number")


@only_with_javascript
def test_a_learner_whose_run_is_gone_begins_anew_by_the_same_press(
    page: Page, context: BrowserContext, origin: str
) -> None:
    take_a_step(page)
    (cookie,) = context.cookies(f"{origin}/guide/sandbox/")
    gone = cookie["value"] = "a" * 22
    context.add_cookies([cookie])  # type: ignore[list-item] # what Playwright gives, it takes
    take_a_step(page)
    values = [cookie["value"] for cookie in context.cookies(f"{origin}/guide/sandbox/")]
    assert (len(values), gone in values) == (1, False)


@only_with_javascript
def test_the_progress_is_seen_and_erased(page: Page, context: BrowserContext, origin: str) -> None:
    """Without JavaScript: tests/browser/test_two_origins.py. Where each form leads is looked at below."""
    take_a_step(page)
    page.goto("/guide/practice/")
    expect(page.locator('[data-walkthrough="register-by-phone"]')).to_have_attribute("data-status", "active")
    unfold(page.get_by_text("Удалить мои данные", exact=True))
    page.get_by_role("button", name="Да, удалить мои данные").click()
    expect(page.get_by_text("Сейчас сайт ничего о вас не хранит")).to_be_visible()
    assert context.cookies(f"{origin}/guide/sandbox/") == []
    page.get_by_role("link", name="Первый вход по номеру телефона", exact=True).first.click()
    expect(page).to_have_url(f"{origin}{PAGE}#register-by-phone")


def test_a_reader_says_whether_the_page_was_useful(page: Page, folder: Path, origin: str, javascript: bool) -> None:
    store = open_feedback(f"sqlite:///{folder / 'var/learners.sqlite3'}")
    before = sum(each.useless for each in store.counts())
    page.goto(PAGE)
    page.get_by_role("button", name="Нет", exact=True).click()
    expect(page.locator(".feedback .notice")).to_be_visible()
    assert page.url.startswith(origin + (PAGE if javascript else "/guide/sandbox/feedback?page="))
    assert sum(each.useless for each in store.counts()) == before + 1


@only_with_javascript
def test_search_leads_to_pages_of_the_guide(page: Page, origin: str) -> None:
    page.goto("/guide/")
    page.get_by_role("textbox", name="Поиск по сайту").fill("забыл пароль")
    page.locator(".search-hit").first.click()
    expect(page).to_have_url(f"{origin}/guide/recovery/forgotten-password/")


def test_what_is_kept_for_reading_offline_is_the_guides_alone(browser: Browser, folder: Path, origin: str) -> None:
    """The same site by http on this machine: there a browser takes a service worker without any certificate."""
    site, store = folder / "www/guide", folder / "offline.sqlite3"
    with (
        browser.new_context() as context,
        running_server(site, free_port(), store) as address,
    ):
        page = context.new_page()
        for path in ("/guide/security/", "/guide/registration/by-phone/"):
            page.goto(address + path)
            taken_over(page)
            scope = page.evaluate("navigator.serviceWorker.getRegistration().then(({ scope }) => scope)")
            assert scope == f"{address}/guide/"
            page.wait_for_function("async () => Boolean(await caches.match(location.href))")
        names = page.evaluate("caches.keys()")
        assert names
        assert all(name.startswith(("/guidepages", "/guideassets-")) for name in names), names
        context.set_offline(True)
        page.goto(f"{address}/guide/security/")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Как защитить")
        page.goto(f"{address}/guide/about/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Нет связи")
        expect(page.get_by_role("link", name="На главную страницу")).to_have_attribute("href", "/guide/")
        expect(page.locator(".md-header")).to_have_css("background-color", "rgb(11, 93, 102)")


def test_a_page_that_is_missing_is_said_by_the_guide_and_by_nobody_beside_it(browser: Browser, origin: str) -> None:
    with browser.new_context(base_url=origin, ignore_https_errors=True) as context:
        for address in ("/guide/no-such/", "/guide/sandbox/no-such", "/guide/.guide.json"):
            missing = context.request.get(address)
            text = missing.text().replace("\u00a0", " ")
            assert (missing.status, 'href="/guide/' in text) == (404, True), address
        folder = context.request.get("/guide/registration", max_redirects=0)
        assert (folder.status, folder.headers["location"]) == (301, "/guide/registration/")
        assert context.request.get("/").status == 404


def test_by_another_name_nothing_is_opened(origin: str) -> None:
    for name, status in (("login-mts.example", 421), ("guide.example", 200)):
        assert httpx2.get(f"{origin}/guide/", headers={"Host": name}, verify=False).status_code == status


def test_no_page_has_a_link_or_a_form_outside_of_the_path(folder: Path, origin: str) -> None:
    for path, tags in tags_of_pages(folder / "www"):
        for tag in tags:
            for name in ("href", "src", "action", "data-address"):
                address = urlsplit(tag.get(name, ""))
                if address.path.startswith("/") and address.netloc in ("", urlsplit(origin).netloc):
                    assert address.path.startswith("/guide/"), f"{path}: {tag.name} {tag}"
