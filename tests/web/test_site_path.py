"""A site at a path of a host: addresses, redirects and cookies keep it, whether or not the proxy hands it on."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.settings import Settings, SettingsError
from sandbox.web.manifest import read_manifest, write_manifest
from tests.support.forms_over_http import FRAGMENT, OUR_PAGE, REGISTER
from tests.support.guide import SIMULATION
from tests.support.http_client import TestClient

HOST = "https://host.example"
PREFIXES = {"handed on": "/help/guide", "cut off by the proxy": ""}


@pytest.fixture(scope="module")
def folder(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site with the manifest of one that was built for a path."""
    folder = tmp_path_factory.mktemp("path") / "site"
    shutil.copytree(site, folder)
    write_manifest(folder, replace(read_manifest(folder), path="/help/guide"))
    return folder


def start(folder: Path, content: Content, public_url: str) -> TestClient:
    store = f"sqlite:///{folder.parent / 'learners.sqlite3'}"
    settings = Settings.from_environ(
        {"SANDBOX_PUBLIC_URL": public_url, "SITE_DIR": str(folder), "SANDBOX_STORE": store}
    )
    app = create_app(settings, SIMULATION, lambda: content)
    return TestClient(app, follow_redirects=False, headers=OUR_PAGE)


@pytest.fixture(params=["", HOST, f"{HOST}/help/guide", f"{HOST}/help/guide/"])
def client(request: pytest.FixtureRequest, folder: Path, content: Content) -> Iterator[TestClient]:
    """However much of its address the sandbox is told: the path stands in the site."""
    with start(folder, content, request.param) as client:
        yield client


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
def test_forms_and_redirects_keep_the_path(client: TestClient, prefix: str) -> None:
    fragment = client.get(f"{prefix}{REGISTER}", headers=FRAGMENT)
    assert fragment.status_code == 200
    assert 'action="/help/guide/sandbox/walkthroughs/register-by-phone/open_site"' in fragment.text
    assert 'data-address="/help/guide/sandbox/walkthroughs/register-by-phone"' in fragment.text
    assert '="/sandbox/' not in fragment.text
    pressed = client.post(f"{prefix}{REGISTER}/restart")
    assert pressed.headers["location"] == f"/help/guide{REGISTER}?sent#register-by-phone"
    voted = client.post(f"{prefix}/sandbox/feedback", data={"page": "", "useful": "yes"})
    assert voted.headers["location"].startswith("/help/guide/sandbox/feedback?")
    erased = client.post(f"{prefix}/sandbox/progress/erase")
    assert erased.headers["location"] == "/help/guide/sandbox/progress?said=erased"
    assert client.get(f"{prefix}{REGISTER}/").headers["location"] == f"/help/guide{REGISTER}"
    assert client.get(f"{prefix}/sandbox/progress").status_code == 200


@pytest.mark.parametrize("prefix", PREFIXES.values(), ids=PREFIXES)
def test_files_are_found_by_it_too_and_the_manifest_never(client: TestClient, folder: Path, prefix: str) -> None:
    assert client.get(f"{prefix}/security/").status_code == 200
    assert client.get(f"{prefix}/healthz").status_code == 200
    assert client.get(f"{prefix}/security").headers["location"] == "security/"
    assert client.get(f"{prefix}/.guide.json").status_code == 404


def test_the_path_without_its_slash_leads_to_the_first_page(client: TestClient) -> None:
    assert client.get("/help/guide").headers["location"] == "/help/guide/"
    assert client.get("/help/guidelines/").status_code == 404


@pytest.mark.parametrize(
    ("public_url", "cookie"),
    [
        ("", ["learner", "Path=/help/guide/sandbox", "SameSite=Lax"]),
        (HOST, ["__Secure-learner", "Path=/help/guide/sandbox", "SameSite=Lax", "Secure"]),
    ],
)
def test_the_cookie_is_of_the_path_alone(folder: Path, content: Content, public_url: str, cookie: list[str]) -> None:
    with start(folder, content, public_url) as client:
        for command in (f"{REGISTER}/restart", "/sandbox/progress/erase"):
            name, *attributes = client.post(f"/help/guide{command}").headers["set-cookie"].split("; ")
            kept = [each for each in attributes if not each.startswith(("Max-Age", "HttpOnly"))]
            assert [name.partition("=")[0], *kept] == cookie


def test_no_header_of_a_request_changes_the_path(client: TestClient) -> None:
    evil = {
        "X-Forwarded-Prefix": "/evil",
        "X-Forwarded-Path": "/evil",
        "X-Script-Name": "/evil",
        "Forwarded": "path=/evil",
    }
    for address in (REGISTER, f"{REGISTER}/", "/sandbox/progress"):
        answer = client.get(address, headers=evil)
        assert "evil" not in answer.text + str(answer.headers)


def test_a_path_that_the_site_was_not_built_for_stops_the_start(folder: Path, content: Content) -> None:
    with pytest.raises(SettingsError) as error:
        start(folder, content, f"{HOST}/elsewhere")
    assert str(error.value) == (
        "SANDBOX_PUBLIC_URL='https://host.example/elsewhere' is not where the site was built for; "
        "write https://host.example/help/guide, or build it with another SITE_URL"
    )
