"""The site's files over HTTP."""

import gzip
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.settings import Settings
from sandbox.web.manifest import MANIFEST
from tests.support.guide import SIMULATION
from tests.support.http_client import TestClient


@pytest.fixture(scope="module")
def site(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy: these tests write to it, and other processes read the one that is for all tests."""
    return shutil.copytree(site, tmp_path_factory.mktemp("static") / "site")


@pytest.fixture(scope="module")
def client(site: Path, content: Content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = tmp_path_factory.mktemp("store") / "learners.sqlite3"
    settings = Settings.from_environ({"SITE_DIR": str(site), "SANDBOX_STORE": f"sqlite:///{store}"})
    with TestClient(create_app(settings, SIMULATION, lambda: content), follow_redirects=False) as client:
        yield client


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
def test_a_page_comes_in_the_encoding_that_the_browser_prefers(client: TestClient, site: Path, encoding: str) -> None:
    answer = client.get("/features/tariff/", headers={"Accept-Encoding": encoding})
    assert answer.headers.get("Content-Encoding", "identity") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.text == (site / "features/tariff/index.html").read_text(encoding="utf-8")


def test_a_compressed_page_is_shorter(client: TestClient, site: Path) -> None:
    answer = client.head("/features/tariff/", headers={"Accept-Encoding": "gzip"})
    page = (site / "features/tariff/index.html").read_bytes()
    assert int(answer.headers["Content-Length"]) == len(gzip.compress(page, 9, mtime=0))


def test_a_page_is_asked_for_again_each_time(client: TestClient) -> None:
    first = client.get("/features/tariff/")
    assert first.headers["Cache-Control"] == "max-age=0, public"
    again = client.get("/features/tariff/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_file_whose_name_changes_with_its_content_is_kept_for_good(client: TestClient, site: Path) -> None:
    names = [path.relative_to(site).as_posix() for path in site.glob("assets/**/*.js")]
    kept = [name for name in names if "immutable" in client.head(f"/{name}").headers["Cache-Control"]]
    assert {name.split("/")[-1].split(".")[0] for name in kept} >= {"script", "box"}
    assert "immutable" not in client.head("/service-worker.js").headers["Cache-Control"]


def test_an_address_without_its_slash_leads_to_the_page(client: TestClient) -> None:
    answer = client.get("/features/tariff")
    assert (answer.status_code, answer.headers["Location"]) == (302, "tariff/")


@pytest.mark.parametrize(
    "address", ["/nowhere/", "/assets/nothing.css", "/features/tariff/index.html/", "/%00", "/..%2f"]
)
def test_what_is_not_there_has_a_page_that_helps(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "Такой страницы нет" in answer.text


def test_no_file_outside_the_site_is_served(client: TestClient, site: Path) -> None:
    outside = site.parent / "secret.txt"
    outside.write_text("secret", encoding="utf-8")
    (site / "link.txt").symlink_to(outside)
    try:
        for address in ("/..%2fsecret.txt", "/%2e%2e/secret.txt", "/link.txt"):
            assert client.get(address).status_code == 404
    finally:
        (site / "link.txt").unlink()


@pytest.mark.parametrize("name", [MANIFEST, f"{MANIFEST}.new", f"{MANIFEST}/", f"./{MANIFEST}", f"%2E{MANIFEST[1:]}"])
def test_what_the_build_writes_for_the_sandbox_is_not_served(client: TestClient, site: Path, name: str) -> None:
    assert (site / MANIFEST).is_file()
    answer = client.get(f"/{name}")
    assert (answer.status_code, "Такой страницы нет" in answer.text) == (404, True)


def test_a_form_sent_to_a_page_is_refused(client: TestClient) -> None:
    answer = client.post("/features/tariff/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_site_that_is_built_again_is_served_as_it_is_now(client: TestClient, site: Path) -> None:
    page = site / "features/tariff/index.html"
    before = page.read_text(encoding="utf-8")
    identity = {"Accept-Encoding": "identity"}
    try:
        page.write_text(before + "<!-- built again -->", encoding="utf-8")
        assert client.get("/features/tariff/", headers=identity).text.endswith("<!-- built again -->")
    finally:
        page.write_text(before, encoding="utf-8")
        os.utime(page)
