"""What tests share: the built site, a running server, a real browser."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from starlette.testclient import TestClient

from sandbox.application import create_app
from sandbox.content.loader import Content, load_content
from sandbox.settings import Settings
from tests.support.browser_steps import DESKTOP
from tests.support.chromium import CHROMIUM_FLAGS, chromium
from tests.support.processes import Workers, free_port, running_server
from tests.support.project import ROOT, build_site
from tests.support.redis_server import RedisServer

expect.set_options(timeout=30_000)  # milliseconds; the default gives up on a busy machine


@pytest.fixture(scope="session")
def content() -> Content:
    """The editors' files as they are."""
    return load_content(ROOT / "walkthroughs")


@pytest.fixture(scope="session")
def port() -> int:
    return free_port()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, port: int) -> Path:
    """The site, built strictly for the address that `server` serves it on."""
    folder = tmp_path_factory.mktemp("site")
    build_site(ROOT, folder, f"http://127.0.0.1:{port}/")
    return folder


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Address → page, for every HTML file."""
    found = {}
    for path in site.rglob("*.html"):
        address = "/" + path.relative_to(site).as_posix().removesuffix("index.html")
        found[address] = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    return found


@pytest.fixture(scope="session")
def articles(pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    """The pages that readers read."""
    others = ("/404.html", "/trainer.html", "/problems/")
    return {address: page for address, page in pages.items() if not address.startswith(others)}


@pytest.fixture(scope="session")
def server(site: Path, port: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``python -m sandbox``, running as it runs for learners."""
    store = tmp_path_factory.mktemp("store") / "learners.sqlite3"
    with running_server(site, port, store) as address:
        yield address


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "learners.sqlite3"


@pytest.fixture
def client(site: Path, store_path: Path, content: Content) -> Iterator[TestClient]:
    """A browser without JavaScript. Errors come as the learner would see them."""
    settings = replace(Settings.from_environ({}), site=site, store=f"sqlite:///{store_path}")
    with TestClient(create_app(settings, lambda: content), raise_server_exceptions=False) as client:
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
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def javascript(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


@pytest.fixture
def context(browser: Browser, server: str, javascript: bool) -> Iterator[BrowserContext]:
    with_site = browser.new_context(
        base_url=server, viewport=DESKTOP, locale="ru-RU", java_script_enabled=javascript, reduced_motion="reduce"
    )
    yield with_site
    with_site.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must neither fail nor ask another origin for anything."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if "127.0.0.1" not in request.url else None)
    yield page
    assert faults == []
