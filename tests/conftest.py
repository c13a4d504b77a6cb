"""What tests share: the built site, a running server, a real browser."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from starlette.testclient import TestClient

from sandbox.app import create_app
from sandbox.loader import Content, load_content
from sandbox.settings import Settings
from tests.browsing import DESKTOP
from tests.redis_server import RedisServer

ROOT = Path(__file__).parent.parent
NPM = ROOT / ".venv/npm/node_modules"
"""Where `make test` installs what it takes from npm."""
PATIENCE = 180
"""Seconds after which something is taken for hung, not for slow; none of them is waited for when all is well."""

expect.set_options(timeout=30_000)  # milliseconds; the default gives up on a busy machine

CHROMIUM_FLAGS = [
    "--no-sandbox",  # tests may run as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Workers:
    """Processes that share a port and a store: where they answer, and what they were told of the store."""

    address: str
    store: str


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


def chromium() -> str:
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    executable = next((path for path in found if path), None)
    assert executable, "no Chromium: run `make programs`"
    return executable


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


def build_site(root: Path, folder: Path, site_url: str, *, sandbox_url: str = "") -> subprocess.CompletedProcess[str]:
    """Run the strict build of the tree at ``root``, as editors do."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=root,
        env=_environment(root) | {"SITE_URL": site_url, "SANDBOX_URL": sandbox_url},
        check=True,
        capture_output=True,
        text=True,
    )


@contextlib.contextmanager
def running_server(site: Path, port: int, store: Path | str, **settings: str) -> Iterator[str]:
    """Start the sandbox, with further settings if any, and stop it in the end. A store is a file or an address."""
    address = f"sqlite:///{store}" if isinstance(store, Path) else store
    settings |= {"PORT": str(port), "SITE_DIR": str(site), "SANDBOX_STORE": address}
    command = [sys.executable, "-m", "sandbox"]
    with running(command, ROOT, settings, f"http://127.0.0.1:{port}/healthz"):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def running(command: list[str], root: Path, settings: dict[str, str], answers: str) -> Iterator[None]:
    """Run a server until the block ends. It is up when it answers at the address ``answers``."""
    process = subprocess.Popen(command, cwd=root, env=_environment(root) | settings)
    try:
        wait_until_up(answers, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until there is an answer, as long as the process lives."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
            return
    raise AssertionError(f"{process.args!r} did not come up")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def copy_tree(target: Path) -> Path:
    """A copy of the project that a test may break."""
    for name in ("docs", "walkthroughs", "macros", "sandbox"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def _environment(root: Path) -> dict[str, str]:
    # A copied tree must run its own code, not the installed one.
    return os.environ | {"PYTHONPATH": str(root), "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
