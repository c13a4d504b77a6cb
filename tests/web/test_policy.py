"""Every kind of answer forbids browsers all that the site doesn't need."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from macros.publish.built_site import read_page
from sandbox.application import create_app
from sandbox.content import Content
from sandbox.settings import Settings
from sandbox.storage.practice import Practice
from sandbox.web import policy
from tests.support import header_score
from tests.support.at_once import at_once
from tests.support.forms_over_http import FRAGMENT, OUR_PAGE, REGISTER
from tests.support.guide import SIMULATION
from tests.support.html_tags import tags_of_pages
from tests.support.http_client import TestClient

KINDS = {
    "page": ("GET", "/registration/by-phone/", {}, 200),
    "folder without its slash": ("GET", "/registration", {}, 302),
    "missing page": ("GET", "/no-such/", {}, 404),
    "service worker": ("GET", "/service-worker.js", {}, 200),
    "compressed page": ("GET", "/registration/by-phone/", {"Accept-Encoding": "br"}, 200),
    "picture": ("GET", "/assets/images/favicon.png", {}, 200),
    "index of the search": ("GET", "/assets/search/index.json", {}, 200),
    "sitemap": ("GET", "/sitemap.xml", {}, 200),
    "health": ("GET", "/healthz", {}, 200),
    "readiness": ("GET", "/readyz", {}, 200),
    "trainer as a page": ("GET", REGISTER, {}, 200),
    "trainer as a fragment": ("GET", REGISTER, FRAGMENT, 200),
    "trainer with a slash too many": ("GET", f"{REGISTER}/", {}, 307),
    "only asked whether it is there": ("HEAD", REGISTER, {}, 200),
    "missing trainer": ("GET", "/sandbox/walkthroughs/no-such", {}, 404),
    "overview": ("GET", "/sandbox/progress", {}, 200),
    "erasing": ("POST", "/sandbox/progress/erase", OUR_PAGE, 303),
    "thanks": ("GET", "/sandbox/feedback?page=&useful=yes", {}, 200),
    "answer without a field": ("POST", "/sandbox/feedback", OUR_PAGE, 400),
    "file that isn't there yet": ("GET", f"{REGISTER}/details.csv", {}, 303),
    "too large a form": ("POST", f"{REGISTER}/restart", OUR_PAGE | {"Content-Length": "99999"}, 413),
    "form": ("POST", f"{REGISTER}/restart", OUR_PAGE, 303),
    "form by script": ("POST", f"{REGISTER}/restart", OUR_PAGE | FRAGMENT, 200),
    "form from another site": ("POST", f"{REGISTER}/restart", {}, 403),
    "wrong method": ("PUT", f"{REGISTER}/restart", OUR_PAGE, 405),
    "wrong type": ("POST", f"{REGISTER}/restart", OUR_PAGE | {"Content-Type": "text/plain"}, 400),
}


@pytest.fixture(params=["http", "https"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def client(site: Path, tmp_path: Path, content: Content, scheme: str) -> Iterator[TestClient]:
    """A client of a sandbox that is reached by http, or by https through a proxy that ends TLS."""
    settings = Settings.from_environ({"SANDBOX_PUBLIC_URL": "https://guide.example"} if scheme == "https" else {})
    app = create_app(
        replace(settings, site=site, store=f"sqlite:///{tmp_path}/learners.sqlite3"), SIMULATION, lambda: content
    )
    with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
        yield client


@at_once("kind", KINDS)
def test_every_kind_of_answer_scores_130_in_the_observatory(client: TestClient, kind: str, scheme: str) -> None:
    method, path, headers, status = KINDS[kind]
    client.cookies.clear()
    response = client.request(method, path, headers=headers)
    assert response.status_code == status
    found = dict(response.headers)
    if scheme == "http":
        found.pop("set-cookie", None)  # "Secure" is an item that needs https
    assert header_score.score(found) >= 130
    assert not re.search("unsafe|https?:", found["content-security-policy"])
    assert "camera=()" in found["permissions-policy"]
    assert found["cross-origin-opener-policy"] == "same-origin"
    assert ("strict-transport-security" in found) == (scheme == "https")
    assert "server" not in found
    if path.startswith("/sandbox/"):
        assert found["cache-control"] == "no-store"
        assert found["x-robots-tag"] == "noindex"
        assert "Cookie" in found["vary"]


def test_an_answer_to_a_fault_of_ours_has_the_headers_too(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Practice, "current")
    response = client.get(REGISTER)
    assert response.status_code == 500
    assert header_score.score(dict(response.headers)) >= 130


def test_the_scoring_notices_what_is_wrong() -> None:
    good = policy.headers((), https=True)
    good = {name.lower(): value for name, value in good.items()}
    assert header_score.score(good) == 130
    assert header_score.score(good | {"set-cookie": "__Host-learner=x; Secure; HttpOnly; SameSite=Lax"}) == 135
    for name in ("content-security-policy", "referrer-policy", "cross-origin-resource-policy"):
        assert header_score.score({key: value for key, value in good.items() if key != name}) < 130
    for old, new in (("style-src 'self'", "style-src 'unsafe-inline'"), ("default-src 'none'", "default-src 'self'")):
        worse = good["content-security-policy"].replace(old, new)
        assert header_score.score(good | {"content-security-policy": worse}) < 130


def test_every_inline_script_of_every_page_is_allowed_by_its_hash_and_no_other(site: Path, client: TestClient) -> None:
    allowed = header_score.directives(dict(client.get("/").headers))["script-src"]
    used = set().union(*(read_page(path.read_text(encoding="utf-8")).scripts for path in site.rglob("*.html")))
    assert len(used) == 2, "that of every page, and that of the one which says that there is no connection"
    assert allowed == used | {"'self'"}


def test_no_page_needs_what_the_policy_forbids(site: Path) -> None:
    forbidden = {"style", "base", "object", "embed", "iframe", "frame"}
    for path, tags in tags_of_pages(site):
        for tag in tags:
            assert tag.name not in forbidden, path
            assert not {"style", *(["http-equiv"] if tag.name == "meta" else [])} & tag.keys(), path
            assert [name for name in tag if name.startswith("on")] == [], path


def test_a_static_host_can_serve_the_same_headers(site: Path, client: TestClient) -> None:
    served = client.get("/").headers
    pattern, *lines = (site / "_headers").read_text(encoding="utf-8").splitlines()
    assert pattern == "/*"
    *lines, rules, its_type = lines
    assert client.get(rules).headers["content-type"] == its_type.strip().removeprefix("Content-Type: ")
    written = dict(line.strip().split(": ", 1) for line in lines)
    expected = {name: value for name, value in served.items() if name in {key.lower() for key in written}}
    assert {name.lower(): value for name, value in written.items()} == expected
    assert len(written) == 7
    assert max(map(len, lines)) < 2000, "Cloudflare Pages reads no longer line"
    nginx = (site / "headers.conf").read_text(encoding="utf-8").splitlines()
    quoted = {name: value.replace('"', '\\"') for name, value in written.items()}
    assert nginx == [f'add_header {name} "{value}" always;' for name, value in quoted.items()]


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/registration", "registration/"),
        (f"{REGISTER}/", REGISTER),
    ],
)
def test_no_redirect_names_a_host(client: TestClient, path: str, location: str) -> None:
    evil = {"Host": "203.0.113.5", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    response = client.get(f"http://127.0.0.1{path}", headers=evil)
    assert response.headers["location"] == location


def test_no_page_repeats_the_host_that_a_client_names(client: TestClient) -> None:
    evil = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    for _, path, headers, _ in KINDS.values():
        response = client.get(path, headers=headers | evil)
        assert "evil.example" not in response.text + str(response.headers)
