"""The sandbox over HTTP, with and without JavaScript."""

import logging
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from sandbox.content import Content
from sandbox.web.forms import MAX_FIELD
from tests.support.forms_over_http import (
    FRAGMENT,
    MOUNT,
    OUR_PAGE,
    REGISTER,
    code_on_the_phone,
    plain,
    post,
    step_of,
    version_of,
    widget,
)
from tests.support.http_client import TestClient


def register(client: TestClient) -> str:
    post(client, "open_site", "open-site", address="login.mts.ru")
    post(client, "choose_method", "choose-method", method="phone")
    post(client, "request_code", "enter-number", phone="+7 907 000-00-01")
    html = post(client, "wait", "wait-for-sms", until="sms")
    post(client, "read_message", "wait-for-sms", sender="operator")
    post(client, "confirm_code", "enter-code", code=code_on_the_phone(html))
    return post(client, "set_password", "set-password", password="Тёплый-валенок-35")


def test_without_javascript_the_whole_registration_goes_by_plain_forms(client: TestClient) -> None:
    html = register(client)
    assert widget(html).section["data-status"] == "done"  # type: ignore[index]
    assert "Кабинет создан" in html


def test_a_plain_form_is_answered_by_a_redirect_to_a_page_in_the_sites_own_look(client: TestClient) -> None:
    form = {"step": "open-site", "address": "login.mts.ru"}
    response = client.post(f"{REGISTER}/open_site", data=form, headers=OUR_PAGE, follow_redirects=False)
    assert response.status_code == 303
    assert response.headers["location"] == f"{REGISTER}?sent#register-by-phone"
    page = BeautifulSoup(client.get(REGISTER).text, "html.parser")
    assert page.select_one("header.md-header")
    assert page.h1
    assert plain(page.h1.text) == "Первый вход по номеру телефона"
    assert page.select_one('a[href="/registration/by-phone/"]')
    assert page.select_one('meta[name=robots][content="noindex"]')
    assert page.select_one("section.walkthrough")


def test_with_javascript_the_answer_is_the_widget_alone(client: TestClient) -> None:
    form = {"step": "open-site", "address": "login.mts.ru"}
    response = client.post(f"{REGISTER}/open_site", data=form, headers=OUR_PAGE | FRAGMENT)
    assert response.text.startswith("<section")
    assert response.text.rstrip().endswith("</section>")
    assert step_of(response.text) == "choose-method"


def test_the_page_as_built_and_a_fresh_answer_are_the_same_form(client: TestClient, site: Path) -> None:
    baked = widget((site / "registration/by-phone/index.html").read_text(encoding="utf-8"))
    fresh = widget(client.get(REGISTER, headers=FRAGMENT).text)
    assert baked == fresh


def test_a_learner_who_comes_back_finds_the_step(client: TestClient) -> None:
    post(client, "open_site", "open-site", address="login.mts.ru")
    assert step_of(client.get(REGISTER).text) == "choose-method"


def test_another_learner_begins_at_the_beginning(client: TestClient) -> None:
    post(client, "open_site", "open-site", address="login.mts.ru")
    client.cookies.clear()
    assert step_of(client.get(REGISTER).text) == "open-site"


def test_looking_changes_nothing(client: TestClient) -> None:
    post(client, "open_site", "open-site", address="login.mts.ru")
    first, second = (client.get(REGISTER, headers=FRAGMENT) for _ in range(2))
    assert version_of(first.text) == version_of(second.text) == 1
    assert "set-cookie" not in first.headers


def test_a_learner_is_only_a_random_mark_that_scripts_cannot_read(client: TestClient) -> None:
    marks = set()
    for _ in range(2):
        client.cookies.clear()
        form = {"step": "open-site", "address": "login.mts.ru"}
        response = client.post(f"{REGISTER}/open_site", data=form, headers=OUR_PAGE, follow_redirects=False)
        cookie = response.headers["set-cookie"]
        assert re.fullmatch(r"learner=[\w-]{22}; Max-Age=86400; HttpOnly; Path=/sandbox; SameSite=Lax", cookie), cookie
        marks.add(cookie.split(";")[0])
    assert len(marks) == 2


def test_a_refused_field_says_so_to_screen_readers(client: TestClient) -> None:
    post(client, "open_site", "open-site", address="login.mts.ru")
    post(client, "choose_method", "choose-method", method="phone")
    page = widget(post(client, "request_code", "enter-number", phone="123"))
    field = page.select_one("input[name=phone]")
    assert field
    assert field["aria-invalid"] == "true"
    texts = [page.find(id=name) for name in str(field["aria-describedby"]).split()]
    assert "Не хватает цифр" in [plain(text.text) for text in texts if text]
    assert page.select_one("[role=alert]")


REAL = "79161112233"
"""A number that could be somebody's."""


def test_nothing_but_training_data_is_echoed_stored_or_logged(
    client: TestClient, store_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answers = [
        post(client, "open_site", "open-site", address=f"{REAL}.example"),
        post(client, "open_site", "open-site", address="login.mts.ru"),
        post(client, "choose_method", "choose-method", method=REAL),
        post(client, "choose_method", "choose-method", method="phone", extra=REAL),
        post(client, "request_code", "enter-number", phone=REAL),
        post(client, "request_code", "enter-number", phone="79070000001"),
        post(client, "wait", "wait-for-sms", until=REAL),
        post(client, "try_mistake", "wait-for-sms", mistake=REAL),
        post(client, "wait", "wait-for-sms", until="sms"),
        post(client, "read_message", REAL),
    ]
    html = post(client, "read_message", "wait-for-sms", sender="operator")
    answers.append(post(client, "confirm_code", "enter-code", code=REAL))
    answers.append(post(client, "confirm_code", "enter-code", code=REAL[:6]))
    post(client, "confirm_code", "enter-code", code=code_on_the_phone(html))
    answers.append(post(client, "set_password", "set-password", password=REAL * 6))
    answers.append(post(client, "set_password", "set-password", password=f"мой-{REAL}"))
    assert "Кабинет создан" in answers[-1]
    kept = b"".join(path.read_bytes() for path in store_path.parent.iterdir())
    for place in (*answers, kept.decode("utf-8", "replace"), caplog.text):
        assert REAL[:6] not in place


@pytest.mark.parametrize(
    ("method", "path", "status", "says"),
    [
        ("GET", f"{MOUNT}/no-such", 404, "Такой тренировки нет"),
        ("POST", f"{MOUNT}/no-such/restart", 404, "Такой тренировки нет"),
        ("POST", f"{REGISTER}/no_such_action", 404, "Такой тренировки нет"),
        ("POST", f"{REGISTER}/enter_password", 404, "Такой тренировки нет"),
        ("PUT", f"{REGISTER}/restart", 405, "По этому адресу страницу не открывают"),
        ("GET", f"{REGISTER}/restart", 405, "По этому адресу страницу не открывают"),
        ("GET", "/no-such-page/", 404, "Такой страницы нет"),
    ],
)
def test_a_wrong_address_is_answered_in_russian(
    client: TestClient, method: str, path: str, status: int, says: str
) -> None:
    response = client.request(method, path, headers=OUR_PAGE)
    assert response.status_code == status
    assert says in plain(response.text)
    assert BeautifulSoup(response.text, "html.parser").select_one("header.md-header")


@pytest.mark.parametrize("headers", [OUR_PAGE, FRAGMENT], ids=["page", "fragment"])
def test_a_wrong_address_leads_to_all_walkthroughs(client: TestClient, headers: dict[str, str]) -> None:
    problem = BeautifulSoup(client.get(f"{MOUNT}/no-such", headers=headers).text, "html.parser")
    assert [link["href"] for link in problem.select(".notice a")] == ["/practice/"]


@pytest.mark.parametrize("headers", [OUR_PAGE, OUR_PAGE | FRAGMENT], ids=["page", "fragment"])
def test_words_that_send_elsewhere_are_followed_by_a_link(client: TestClient, headers: dict[str, str]) -> None:
    client.post(f"{REGISTER}/open_site", data={"address": "login.mts.ru"}, headers=headers)
    answer = client.post(f"{REGISTER}/choose_method", data={"method": "vk"}, headers=headers)
    link = BeautifulSoup(answer.text, "html.parser").select_one(".notice a")
    assert link
    assert plain(link.text) == "Кабинет через VK или Mail.ru"
    page, _, place = str(link["href"]).partition("#")
    assert page == "/registration/by-social/"
    assert BeautifulSoup(client.get(page).text, "html.parser").find(id=place)


def test_a_field_over_the_limit_is_refused_with_words(client: TestClient) -> None:
    for field in ({"address": "ы" * (MAX_FIELD + 1)}, {"ы" * (MAX_FIELD + 1): ""}):
        response = client.post(f"{REGISTER}/open_site", data=field, headers=OUR_PAGE)
        assert response.status_code == 413
        assert "Слишком много текста" in plain(response.text)
    assert "Адрес набран русскими буквами" in plain(post(client, "open_site", "open-site", address="ы" * MAX_FIELD))


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded", b"step=open-site&address=a&address=b"),
        ("application/x-www-form-urlencoded", b"address=%FF%FE"),
        ("application/x-www-form-urlencoded", b"address=\xff"),
        ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % number for number in range(21))),
        ("application/json", b'{"address": "login.mts.ru"}'),
        ("multipart/form-data; boundary=x", b"--x--"),
    ],
)
def test_what_our_pages_cannot_have_sent_is_refused(client: TestClient, content_type: str, body: bytes) -> None:
    headers = OUR_PAGE | {"Content-Type": content_type}
    response = client.post(f"{REGISTER}/open_site", content=body, headers=headers)
    assert response.status_code == 400
    assert "Тренажёр не понял, что вы отправили" in plain(response.text)


def test_a_store_that_fails_is_said_plainly_and_by_health(client: TestClient, store_path: Path) -> None:
    assert client.get("/readyz").status_code == 200
    post(client, "open_site", "open-site", address="login.mts.ru")
    store_path.rename(store_path.with_name("away"))
    store_path.mkdir()
    response = client.get(REGISTER)
    assert response.status_code == 503
    assert "Тренажёр сейчас недоступен" in response.text
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
    store_path.rmdir()
    store_path.with_name("away").rename(store_path)
    assert client.get("/readyz").status_code == 200
    assert step_of(client.get(REGISTER).text) == "choose-method"


def test_a_run_that_is_gone_is_said_to_be_begun_anew(client: TestClient) -> None:
    html = post(client, "confirm_code", "enter-code", code="123456")
    assert step_of(html) == "open-site"
    assert "Тренировка начата заново" in html


def test_a_form_that_is_sent_again_because_its_answer_was_lost_is_done_once(client: TestClient) -> None:
    def press(mark: str) -> str:
        form = {"step": "open-site", "address": "login-mts.example"}
        headers = OUR_PAGE | FRAGMENT | {"Idempotency-Key": mark}
        return client.post(f"{REGISTER}/open_site", data=form, headers=headers).text

    first = press("01" * 16)
    assert press("01" * 16) == first
    assert version_of(first) == 1
    for number in range(1, 8):
        assert version_of(press(f"{number}" * 32)) == number + 1
    for key in ("01" * 16, *(f"{number}" * 32 for number in range(1, 8))):
        assert version_of(press(key)) == 8, "two tabs, and answers that were lost"
    assert version_of(press("8" * 32)) == 9
    assert version_of(press("01" * 16)) == 10, "eight forms back nobody waits any more"


@pytest.mark.parametrize("mark", ["", "79161112233", "0" * 33, "G" * 32])
def test_a_mark_that_is_not_random_is_neither_used_nor_kept(client: TestClient, store_path: Path, mark: str) -> None:
    for version in (1, 2):
        form = {"step": "open-site", "address": "login-mts.example"}
        headers = OUR_PAGE | FRAGMENT | {"Idempotency-Key": mark}
        assert version_of(client.post(f"{REGISTER}/open_site", data=form, headers=headers).text) == version
    assert not mark or mark.encode() not in b"".join(path.read_bytes() for path in store_path.parent.iterdir())


def test_a_browser_that_keeps_no_cookies_is_told_so(client: TestClient) -> None:
    html = client.get(f"{REGISTER}?sent").text
    assert "браузер не хранит cookie" in plain(html)


def replace_documents(store_path: Path, change: Callable[[bytes], bytes]) -> None:
    """What a deploy does to the runs that are kept, seen from the newer edition."""
    with closing(sqlite3.connect(store_path)) as connection, connection:
        for key, document in connection.execute("SELECT learner, document FROM runs").fetchall():
            connection.execute("UPDATE runs SET document = ? WHERE learner = ?", (change(document), key))


LOST: dict[str, Callable[[bytes], bytes]] = {
    "of another shape": lambda _: b'{"walkthrough": "of another edition"}',
    "truncated": lambda document: document[: len(document) // 2],
    "empty": lambda _: b"",
    "not text": lambda document: b"\xff" + document,
    "not text inside": lambda document: document.replace(b"phone", b"\xff"),
    "of a step that is gone": lambda document: document.replace(b'"enter-number"', b'"of-old"'),
    "of an outcome that is gone": lambda document: document.replace(b'"method_chosen"', b'"outcome_of_old"'),
    "of a choice that is gone": lambda document: document.replace(b'"method":"phone"', b'"method":"pigeon"'),
}


@pytest.fixture(params=LOST)
def lost(request: pytest.FixtureRequest, client: TestClient, store_path: Path) -> None:
    """A learner at the third step, whose run the present edition can't read."""
    post(client, "open_site", "open-site", address="login.mts.ru")
    assert step_of(post(client, "choose_method", "choose-method", method="phone")) == "enter-number"
    replace_documents(store_path, LOST[request.param])


BEGUN_ANEW = "Тренировка начата заново."


@pytest.mark.usefixtures("lost")
def test_a_run_that_cannot_be_read_begins_anew_and_says_so_at_once(client: TestClient) -> None:
    html = client.get(REGISTER, headers=FRAGMENT).text
    assert step_of(html) == "open-site"
    assert BEGUN_ANEW in plain(html)
    assert version_of(html) > 0, "the script takes a state of another version for its page"
    assert client.get("/sandbox/progress").status_code == 200


@pytest.mark.usefixtures("lost")
def test_a_form_of_a_run_that_cannot_be_read_is_told_that_it_begins_anew(client: TestClient) -> None:
    for _ in range(2):
        html = post(client, "request_code", "enter-number", phone="79070000001")
        assert step_of(html) == "open-site"
        assert BEGUN_ANEW in plain(html)
    assert step_of(post(client, "open_site", "open-site", address="login.mts.ru")) == "choose-method"


@pytest.mark.usefixtures("lost")
def test_the_first_step_of_a_run_begun_anew_is_simply_done(client: TestClient) -> None:
    assert step_of(post(client, "open_site", "open-site", address="login.mts.ru")) == "choose-method"


def test_beginning_anew_forgets_the_run(client: TestClient) -> None:
    post(client, "open_site", "open-site", address="login.mts.ru")
    html = post(client, "restart", "choose-method")
    assert step_of(html) == "open-site"
    assert "Начали заново" in html


def test_the_sandbox_is_neither_cached_nor_indexed(client: TestClient) -> None:
    form = {"step": "open-site", "address": "login.mts.ru"}
    for response in (
        client.get(REGISTER),
        client.get(f"{MOUNT}/no-such"),
        client.post(f"{REGISTER}/open_site", data=form, headers=OUR_PAGE, follow_redirects=False),
    ):
        assert response.headers["cache-control"] == "no-store"
        assert response.headers["x-robots-tag"] == "noindex"


def test_every_form_of_every_state_goes_to_an_action_the_server_knows(client: TestClient, content: Content) -> None:
    for slug in content.walkthroughs:
        page = widget(client.get(f"{MOUNT}/{slug}").text)
        forms = page.select("form")
        assert forms
        for form in forms:
            assert form["action"] == f"{MOUNT}/{slug}/{form['data-action']}"
            answer = client.post(str(form["action"]), data={}, headers=OUR_PAGE | FRAGMENT)
            assert answer.status_code == 200


DETAILS = f"{MOUNT}/view-call-details"
JUNE = {"step": "pick-period", "begin": "01.06.2025", "end": "30.06.2025", "details_of": "all"}


def test_the_details_that_were_asked_for_come_as_a_file_of_the_learners_own(client: TestClient) -> None:
    page = client.post(f"{DETAILS}/show_details", data=JUNE, headers=OUR_PAGE).text
    version = version_of(page)
    answer = client.get(f"{DETAILS}/details.csv")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="detalizatsiya.csv"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = answer.text.splitlines()
    assert f"Все строки: {len(rows) - 1}<" in plain(page)
    assert any("Гороскоп дня" in row and row.endswith(";-149,00") for row in rows)
    after = client.get(DETAILS).text
    assert (version_of(after), step_of(after)) == (version, "find-charge"), "to fetch the file changes nothing"


def test_without_details_the_file_leads_back_to_the_walkthrough(client: TestClient) -> None:
    for slug in ("view-call-details", "register-by-phone"):
        answer = client.get(f"{MOUNT}/{slug}/details.csv", follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"{MOUNT}/{slug}?sent#{slug}")
    assert "Тренировка начата заново." in client.get(f"{DETAILS}/details.csv").text
    assert client.get(f"{MOUNT}/nowhere/details.csv").status_code == 404
    assert client.post(f"{DETAILS}/details.csv", headers=OUR_PAGE).status_code == 405
