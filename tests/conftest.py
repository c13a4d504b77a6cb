"""What tests share: the built site, a running server, a real browser."""

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.server import COLLECT_AFTER
from sandbox.settings import Settings
from tests.support.browser_steps import PHONE
from tests.support.build_once import WORKER, make_once, shared_folder, worker_number
from tests.support.chromium import launch
from tests.support.guide import CONTENT, SIMULATION
from tests.support.http_client import TestClient
from tests.support.page_pool import PagePool
from tests.support.processes import Workers, free_port, running_server
from tests.support.project import ROOT, build_site, compile_modules
from tests.support.random_seed import SEED, VARIABLE
from tests.support.redis_server import RedisServer
from tests.support.sandbox_process import SandboxProcess

expect.set_options(timeout=30_000)  # milliseconds; the default gives up on a busy machine


LONGEST = (
    # While the first process builds the site, the others do what needs none.
    "browser/test_every_page.py",
    "build/test_preview.py",
    "build/test_build.py",
    "account/test_actions.py",
    "browser/test_everything_is_seen.py",
    "web/test_faults.py",  # waits
    "browser/test_journeys.py",
    "build/test_guide_commands.py",
    "browser/test_published.py",
    "web/test_many_machines.py",  # waits
    "build/test_html.py",
    "browser/test_sub_path.py",
    "browser/test_two_origins.py",
    "browser/test_presses.py",  # waits
    "browser/test_search.py",
    "browser/test_overview.py",
    "browser/test_accessible.py",
    "web/test_stalled_store.py",  # waits
    "browser/test_small_screens.py",
    "build/test_drafts.py",
    "storage/test_races.py",  # waits
    "web/test_naughty_strings.py",
    "browser/test_shell.py",
    "storage/test_store_cluster.py",  # waits
    "second_guide/test_second_guide.py",
    "project/test_deploy.py",
    "browser/test_sight.py",
    "browser/test_hearing.py",  # waits
    "web/test_no_real_data.py",
    "engine/test_random_runs.py",
    "browser/test_going_back.py",
    "browser/test_details.py",
    "web/test_plain_forms.py",
    "counters/test_counting.py",
    "browser/test_sms_code.py",
    "browser/test_no_real_data.py",
    "content/test_ways.py",
    "project/test_wheel.py",
)
"""Files that take longest, so that no process is left with one of them in the end. Those that wait for servers, for an
SMS or for a voice as long as they work stand apart: the other processes work meanwhile.
"""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    ranks = {ROOT / "tests" / name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.path, len(ranks)))


def pytest_configure() -> None:
    gc.set_threshold(*COLLECT_AFTER)
    if not WORKER:
        compile_modules()  # before any process is started that imports them


def pytest_collection_finish() -> None:
    """What all tests were collected with stays to the end, and needn't be looked through again and again."""
    gc.freeze()


def pytest_report_header() -> str:
    return f"the random learners and strings of this run: {VARIABLE}={SEED}"


@pytest.fixture(scope="session")
def content() -> Content:
    """The editors' files as they are."""
    return CONTENT


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> int:
    """The port in the site's own address: one for all processes that share the tests."""
    path = make_once(shared_folder(tmp_path_factory) / "port", lambda path: path.write_text(str(free_port())))
    return int(path.read_text())


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, port: int) -> Path:
    """The site, built strictly for ``port`` on this machine, and only read: others read it too."""
    folder = shared_folder(tmp_path_factory) / "site"
    address = f"http://127.0.0.1:{port}/"
    return make_once(folder, lambda folder: build_site(ROOT, folder, address, module="tests.support.counted_build"))


@pytest.fixture(scope="session")
def pages(site: Path, articles: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    """Address → page, for every HTML file."""
    return {each: articles.get(each) or read_page(path) for each, path in addresses_in(site).items()}


@pytest.fixture(scope="session")
def articles(site: Path) -> dict[str, BeautifulSoup]:
    """The pages that readers read."""
    others = ("/404.html", "/trainer.html", "/problems/", "/memo/", "/show/")
    return {each: read_page(path) for each, path in addresses_in(site).items() if not each.startswith(others)}


def addresses_in(site: Path) -> dict[str, Path]:
    paths = site.rglob("*.html")
    return {f"/{path.relative_to(site).as_posix().removesuffix('index.html')}": path for path in paths}


def read_page(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="session")
def server_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file in which the server keeps its learners."""
    return tmp_path_factory.mktemp("store") / "learners.sqlite3"


@pytest.fixture(scope="session")
def server(site: Path, port: int, server_store: Path) -> Iterator[str]:
    """The address of ``python -m sandbox``, running as it runs for learners.

    Each process that shares the tests has one of its own. Their port is that of the site's own address, since the
    theme corrects the host of the addresses in the site map and not the port. So their hosts differ.
    """
    with running_server(site, port, server_store, HOST=f"127.0.0.{worker_number() + 1}") as address:
        yield address


@pytest.fixture
def mortal_sandbox(site: Path, tmp_path: Path) -> Iterator[SandboxProcess]:
    """A sandbox that a test may kill and start again."""
    with SandboxProcess(site, f"sqlite:///{tmp_path}/learners.sqlite3") as process:
        yield process


@pytest.fixture
def mortal_page(browser: Browser, mortal_sandbox: SandboxProcess) -> Iterator[Page]:
    """A page on a phone, of the site that it serves."""
    with browser.new_context(base_url=mortal_sandbox.address, locale="ru-RU", viewport=PHONE) as context:
        yield context.new_page()


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "learners.sqlite3"


@pytest.fixture
def client(site: Path, store_path: Path, content: Content) -> Iterator[TestClient]:
    """A browser without JavaScript. Errors come as the learner would see them."""
    settings = replace(Settings.from_environ({}), site=site, store=f"sqlite:///{store_path}")
    with TestClient(create_app(settings, SIMULATION, lambda: content), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def shared_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A real Redis for tests that do no harm to it."""
    with RedisServer(tmp_path_factory.mktemp("redis"), free_port()) as server:
        yield server


@pytest.fixture
def redis_server(shared_redis: RedisServer) -> RedisServer:
    """The same, empty."""
    shared_redis.empty()
    return shared_redis


@pytest.fixture(scope="module", params=["sqlite", "redis"])
def workers(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    """Two processes, on each kind of store."""
    store = f"sqlite:///{tmp_path_factory.mktemp('workers') / 'learners.sqlite3'}"
    if request.param == "redis":
        store = request.getfixturevalue("shared_redis").url
    with running_server(site, free_port(), store, WORKERS="2") as address:
        yield Workers(address, store)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Browser:
    """The system's Chromium."""
    return launch(playwright)


@pytest.fixture(scope="session")
def page_pool(browser: Browser, server: str) -> Iterator[PagePool]:
    pool = PagePool(browser, server)
    yield pool
    pool.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def page(page_pool: PagePool, javascript: bool) -> Iterator[Page]:
    with page_pool.faultless_page(java_script_enabled=javascript) as page:
        yield page
