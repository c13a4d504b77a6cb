"""The site on a static host and the sandbox on another, both over https, in a real browser."""

import contextlib
import functools
import threading
from collections.abc import Iterator
from fnmatch import fnmatch
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from sandbox.feedback.address import open_feedback
from tests.support import nginx
from tests.support.browser_steps import choose_from_menu, only_with_javascript, unfold
from tests.support.guide_commands import ELSEWHERE, ELSEWHERE_SERVES, GUIDE, SANDBOX, run, serving
from tests.support.html_tags import tags_of_pages
from tests.support.installed_tree import installed_tree
from tests.support.page_pool import PagePool
from tests.support.processes import free_port

PAGE = "/registration/by-phone/"


class StaticHost(SimpleHTTPRequestHandler):
    """A static host that reads ``_headers``, and says nothing of its own."""

    def end_headers(self) -> None:
        pattern = ""
        for line in (Path(self.directory) / "_headers").read_text(encoding="utf-8").splitlines():
            if not line.startswith(" "):
                pattern = line
            elif fnmatch(self.path, pattern):
                self.send_header(*line.strip().split(": ", 1))
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's name)
        pass


@contextlib.contextmanager
def static_host(site: Path, port: int) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", port), functools.partial(StaticHost, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, in which the guide's own commands build and serve."""
    return installed_tree(tmp_path_factory.mktemp("two"))


@pytest.fixture(scope="module")
def origins(folder: Path) -> Iterator[tuple[str, str]]:
    """The site's origin and the sandbox's. For a browser these two names are different sites."""
    ports = [free_port() for _ in range(4)]
    guide, sandbox = f"https://localhost:{ports[0]}", f"https://127.0.0.1:{ports[1]}"
    addresses = {GUIDE: guide, SANDBOX: sandbox}
    run(folder, ELSEWHERE, ours=addresses)
    with (
        static_host(folder / "site", ports[2]),
        serving(folder, ELSEWHERE_SERVES, ports[3], "/readyz", addresses),
        nginx.ending_tls(folder / "nginx", {ports[0]: ports[2], ports[1]: ports[3]}),
    ):
        yield guide, sandbox


@pytest.fixture(scope="module")
def guide_pool(browser: Browser, origins: tuple[str, str]) -> Iterator[PagePool]:
    pool = PagePool(browser, origins[0])
    yield pool
    pool.close()


@pytest.fixture
def page(guide_pool: PagePool, javascript: bool) -> Iterator[Page]:
    """A page of the guide of which the browser makes no complaint."""
    complaints: list[str] = []

    def keep(message: ConsoleMessage) -> None:
        if message.type == "error":
            complaints.append(message.text)

    with guide_pool.page(
        ignore_https_errors=True,
        java_script_enabled=javascript,
        service_workers="block",  # a browser refuses one from behind a certificate that it doesn't know, and complains
    ) as page:
        page.on("console", keep)
        yield page
        page.remove_listener("console", keep)
    assert complaints == []


@pytest.fixture
def context(page: Page) -> BrowserContext:
    return page.context


def take_two_steps(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти", exact=True).click()
    expect(page.locator("section.walkthrough")).to_have_attribute("data-step", "choose-method")
    choose_from_menu(page, "По номеру телефона")
    expect(page.locator("section.walkthrough")).to_have_attribute("data-step", "enter-number")


def test_the_trainer_works_from_the_static_hosts_page(
    page: Page, context: BrowserContext, origins: tuple[str, str], javascript: bool
) -> None:
    guide, sandbox = origins
    take_two_steps(page)
    if javascript:
        expect(page).to_have_url(f"{guide}{PAGE}#enter-number")
        page.reload()  # the cookie comes back to another site's page
        expect(page.locator("section.walkthrough")).to_have_attribute("data-step", "enter-number")
    else:
        assert page.url.startswith(f"{sandbox}/sandbox/walkthroughs/register-by-phone?sent")
        page.get_by_role("link", name="Вернуться к чтению").click()
        expect(page).to_have_url(guide + PAGE)
    (cookie,) = context.cookies(sandbox)
    assert cookie["name"] == "__Host-learner"
    assert (cookie["httpOnly"], cookie["secure"], cookie["sameSite"]) == (True, True, "None")
    assert cookie.get("partitionKey"), "only pages of one site see this mark"
    assert context.cookies(guide) == []


def test_words_that_send_elsewhere_lead_to_the_guide(page: Page, origins: tuple[str, str]) -> None:
    page.goto(PAGE)
    page.get_by_label("Адрес сайта").fill("login.mts.ru")
    page.get_by_role("button", name="Перейти", exact=True).click()
    choose_from_menu(page, "Через VK")
    page.get_by_role("link", name="Кабинет через VK или Mail.ru").click()
    expect(page).to_have_url(f"{origins[0]}/registration/by-social/#register-by-social")


def test_every_form_and_link_to_the_sandbox_names_its_host(folder: Path, origins: tuple[str, str]) -> None:
    _, sandbox = origins
    named = set()
    for path, tags in tags_of_pages(folder / "site"):
        for tag in tags:
            addresses = [value for value in tag.values() if "/sandbox/" in value]
            assert all(address.startswith(f"{sandbox}/sandbox/") for address in addresses), f"{path}: {addresses}"
            named |= {address.removeprefix(f"{sandbox}/sandbox/").split("/")[0] for address in addresses}
    assert named == {"walkthroughs", "progress", "feedback", "cabinet", "tasks"}


def test_a_reader_says_from_the_static_hosts_page_whether_it_was_useful(
    page: Page, context: BrowserContext, folder: Path, origins: tuple[str, str], javascript: bool
) -> None:
    guide, sandbox = origins
    store = open_feedback(f"sqlite:///{folder / 'var/learners.sqlite3'}")
    given, counted = sum(each.count for each in store.reasons()), sum(each.useless for each in store.counts())
    page.goto(PAGE)
    page.get_by_role("button", name="Нет", exact=True).click()
    page.get_by_role("button", name="Шаг непонятен").click()
    expect(page.get_by_text("причина учтена").first).to_be_visible()
    assert page.url.startswith(guide if javascript else f"{sandbox}/sandbox/feedback")
    if not javascript:
        page.get_by_role("link", name="Вернуться к чтению").click()
    expect(page).to_have_url(guide + PAGE)
    assert sum(each.count for each in store.reasons()) == given + 1
    assert sum(each.useless for each in store.counts()) == counted + 1
    assert context.cookies() == [], "nothing tells who the reader is"


def test_a_learner_sees_the_progress_and_erases_it(
    page: Page, context: BrowserContext, origins: tuple[str, str], javascript: bool
) -> None:
    take_two_steps(page)
    page.goto("/practice/")
    if not javascript:
        page.get_by_role("button", name="Посмотреть ход тренировок").click()
    registration = page.locator('[data-walkthrough="register-by-phone"]')
    expect(registration).to_have_attribute("data-status", "active")
    registration.get_by_role("button", name="Начать заново").click()
    expect(page.locator(".overview .notice")).to_be_visible()
    unfold(page.get_by_text("Удалить мои данные", exact=True))
    page.get_by_role("button", name="Да, удалить мои данные").click()
    expect(page.get_by_text("Сейчас сайт ничего о вас не хранит")).to_be_visible()
    assert context.cookies() == []
    assert page.url.startswith(origins[0] if javascript else origins[1])
    page.get_by_role("link", name="Первый вход по номеру телефона", exact=True).first.click()
    expect(page).to_have_url(f"{origins[0]}{PAGE}#register-by-phone")


def test_a_file_of_the_learners_own_comes_from_the_other_host(page: Page, context: BrowserContext) -> None:
    page.goto("/features/call-details/")
    page.get_by_label("С какого дня").fill("01.06.2025")
    page.get_by_label("По какой день").fill("30.06.2025")
    page.get_by_role("button", name="Всё", exact=True).click()
    page.get_by_role("button", name="Гороскоп дня").click()
    link = page.get_by_role("link", name="Скачать таблицу")
    with page.expect_download() as begun:
        link.click()
    assert begun.value.suggested_filename == "detalizatsiya.csv"
    assert "Гороскоп дня" in begun.value.path().read_text(encoding="utf-8-sig")
    context.clear_cookies()
    link.click()
    expect(page.locator(".screen .notice, .walkthrough .notice").first).to_contain_text("начата заново")


@only_with_javascript
def test_a_page_of_somebody_in_between_is_not_saved_as_the_file(page: Page, origins: tuple[str, str]) -> None:
    page.goto("/features/call-details/")
    page.get_by_label("С какого дня").fill("01.06.2025")
    page.get_by_label("По какой день").fill("30.06.2025")
    page.get_by_role("button", name="Всё", exact=True).click()
    page.get_by_role("button", name="Гороскоп дня").click()
    allowed = {"Access-Control-Allow-Origin": origins[0], "Access-Control-Allow-Credentials": "true"}
    page.route(
        "**/details.csv",
        lambda route: route.fulfill(body="<h1>Wi-Fi</h1>", content_type="text/html", headers=allowed),
        times=1,
    )
    page.get_by_role("link", name="Скачать таблицу").click()
    expect(page.get_by_role("alert")).to_contain_text("Нет связи с тренажёром")
    with page.expect_download() as begun:
        page.get_by_role("button", name="Отправить ещё раз").click()
    assert begun.value.suggested_filename == "detalizatsiya.csv"


def test_a_page_of_a_site_that_is_not_listed_gets_nothing(browser: Browser, origins: tuple[str, str]) -> None:
    guide, sandbox = origins
    context = browser.new_context(ignore_https_errors=True, bypass_csp=True)
    page = context.new_page()
    page.goto(guide.replace("localhost", "another.localhost"))
    outcome = page.evaluate(
        """async (address) => {
            const send = (options) => fetch(address, {method: "POST", credentials: "include", ...options});
            await send({mode: "no-cors"}).catch(() => null);  // as a plain form would: sent, and refused there
            return send({headers: {"X-Walkthrough": "fragment"}}).then(() => "read", () => "unreadable");
        }""",
        f"{sandbox}/sandbox/walkthroughs/register-by-phone/restart",
    )
    assert outcome == "unreadable"
    assert context.cookies(sandbox) == []
    context.close()
