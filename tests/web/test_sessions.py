"""A learner is a session id in a cookie that no other site can use, with or without a proxy before the sandbox."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sandbox.application import PURGE_EVERY
from sandbox.storage import TIME_TO_LIVE
from sandbox.storage.sqlite import SQLiteStore
from tests.support.forms_over_http import FRAGMENT, REGISTER
from tests.support.origins import GUIDE, PROXIED, SANDBOX, TWO_ORIGINS, Start
from tests.support.processes import look_again

FORM = {"step": "open-site", "address": "login.mts.ru"}


@pytest.mark.parametrize(
    ("environ", "origin", "cookie"),
    [
        ({}, "http://127.0.0.1", "learner=MARK; Max-Age=86400; HttpOnly; Path=/sandbox; SameSite=Lax"),
        (PROXIED, SANDBOX, "__Host-learner=MARK; Max-Age=86400; HttpOnly; Path=/; SameSite=Lax; Secure"),
        (
            TWO_ORIGINS,
            GUIDE,
            "__Host-learner=MARK; Max-Age=86400; HttpOnly; Path=/; SameSite=None; Secure; Partitioned",
        ),
    ],
    ids=["http", "https", "two origins"],
)
def test_the_cookie_is_as_strict_as_the_place_allows(
    start: Start, environ: dict[str, str], origin: str, cookie: str
) -> None:
    answer = start(environ).post(f"{REGISTER}/open_site", data=FORM, headers={"Origin": origin})
    assert answer.status_code == 303
    assert re.sub(r"=[\w-]{22};", "=MARK;", answer.headers["set-cookie"]) == cookie


def test_over_https_a_cookie_without_the_prefix_is_nobodys(start: Start) -> None:
    client = start(PROXIED)
    cookie = client.post(f"{REGISTER}/open_site", data=FORM, headers={"Origin": SANDBOX}).headers["set-cookie"]
    mark = cookie.split(";")[0].removeprefix("__Host-learner=")
    client.cookies.clear()

    def step(cookie: str) -> str:
        return client.get(REGISTER, headers=FRAGMENT | {"Cookie": cookie}).text

    assert 'data-step="choose-method"' in step(f"__Host-learner={mark}")
    assert 'data-step="open-site"' in step(f"learner={mark}")
    for malformed in ("", "x" * 21, "x" * 23, "../../../../../etc/pass"):
        assert 'data-version="0"' in step(f"__Host-learner={malformed}")


@pytest.mark.parametrize(
    ("environ", "ancestors"), [({}, "'none'"), (PROXIED, "'none'"), (TWO_ORIGINS, f"{GUIDE} https://preview.example")]
)
def test_only_a_listed_site_may_frame_the_sandbox(start: Start, environ: dict[str, str], ancestors: str) -> None:
    policy = start(environ).get(REGISTER).headers["content-security-policy"]
    found = policy.split("frame-ancestors ")[1]
    assert set(found.split()) == set(ancestors.split())


def test_forms_name_the_sandboxs_host_if_their_page_is_on_another(start: Start) -> None:
    for environ, prefix in (({}, "/sandbox/"), (PROXIED, "/sandbox/"), (TWO_ORIGINS, f"{SANDBOX}/sandbox/")):
        widget = BeautifulSoup(start(environ).get(REGISTER, headers=FRAGMENT).text, "html.parser").section
        assert widget
        addresses = [str(form["action"]) for form in widget.find_all("form")] + [str(widget["data-address"])]
        assert all(address.startswith(prefix) for address in addresses)


def test_asking_changes_nothing(start: Start, site: Path, tmp_path: Path) -> None:
    client = start({})
    client.post(f"{REGISTER}/open_site", data=FORM, headers={"Sec-Fetch-Site": "same-origin"})
    mark = {"Cookie": f"learner={client.cookies['learner']}"}

    def kept() -> str:
        return client.get(REGISTER, headers=FRAGMENT | mark).text.split("<aside")[0]

    before, files = kept(), {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    pages = ["/" + path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    # not /readyz: it proves by writing that the store can write
    paths = [
        "/healthz",
        "/sandbox/progress",
        "/sandbox/feedback?page=&useful=yes",
        "/sandbox/feedback/reason?page=",
        f"{REGISTER}/details.csv",
        REGISTER,
        f"{REGISTER}?sent",
        f"{REGISTER}?step=open-site&address=x",
        *pages,
    ]
    for method in ("GET", "HEAD", "OPTIONS"):
        for path in [*paths, f"{REGISTER}/restart", f"{REGISTER}/open_site"]:
            answer = client.request(method, path, headers=mark)
            assert "set-cookie" not in answer.headers
            assert path in paths or answer.status_code == 405
    assert kept() == before
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_the_sandbox_removes_by_itself_what_is_a_day_old(start: Start, tmp_path: Path) -> None:
    """Also what would be, before it looks again: nobody needs to come back for that."""
    file, now = tmp_path / "learners.sqlite3", datetime.now(UTC)
    store = SQLiteStore(file)
    nearly = now - TIME_TO_LIVE + timedelta(seconds=PURGE_EVERY)
    first = store.save("A" * 22, "register-by-phone", b"OLD", 0, nearly)
    store.save("A" * 22, "register-by-phone", b"OLD", first, nearly)
    store.save("B" * 22, "register-by-phone", b"NEW", 0, now)
    assert len(store.load_all("A" * 22, now)) == 1, "its time isn't over yet"
    client = start({})
    look_again(lambda: store.load_all("A" * 22, now), "what is a day old is kept")
    assert client.get("/healthz").text == "ok\n"
    assert (len(store.load_all("A" * 22, now)), len(store.load_all("B" * 22, now))) == (0, 1)
