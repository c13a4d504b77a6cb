"""Limits of the service in the nginx configuration that we ship: what the sandbox can't see or needn't be asked."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import product
from pathlib import Path

import httpx2
import pytest

from sandbox.content import Content
from sandbox.web.limits import RETRY_AFTER, Limits
from sandbox.web.manifest import MANIFEST
from tests.support import header_score, nginx
from tests.support.application_thread import application
from tests.support.at_once import at_once
from tests.support.forms_over_http import FRAGMENT, OUR_PAGE, REGISTER
from tests.support.http_client import PlainClient
from tests.support.processes import free_port
from tests.support.raw_http import connect, exchange, trickle
from tests.support.script_learners import SCRIPT

POST = (
    f"POST {REGISTER}/open_site HTTP/1.1\r\nHost: [::1]\r\nSec-Fetch-Site: same-origin\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
)
SHIPPED = (nginx.DEPLOY / "limits.conf").read_text(encoding="utf-8")
COOKIES = (f"learner={'a' * 22}", f"a=b; __Host-learner={'-_' * 11}")
TAKEN_FOR_IDS = (*COOKIES, f"learner={'a' * 30}", f"xlearner={'a' * 22}", f"a=learner={'a' * 22}")
"""Cookies in which nginx finds an id, but of no learner."""
ELSEWHERE = ("evil.example", "guide.example.evil.example", "localhost.evil.example", "127.0.0.1.evil.example")
OPEN_SITE = {"step": "open-site", "address": "login.mts.ru"}
IMPATIENT = {"client_header_timeout": "2s"}
REQUESTS = "limit_req_zone $sandbox_client zone=requests:10m"


@pytest.fixture(scope="module")
def address(server: str, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The shipped limits, before the sandbox as it runs for learners."""
    with nginx.limited(tmp_path_factory.mktemp("nginx"), site, server) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[PlainClient]:
    """A client with a connection of its own."""
    with PlainClient(address) as client:
        yield client


@pytest.fixture(scope="module")
def impatient(site: Path, content: Content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same with shorter times."""
    folder = tmp_path_factory.mktemp("impatient")
    limits = Limits(body_seconds=0.3)
    with (
        application(site, folder / "l.sqlite3", content, limits) as sandbox,
        nginx.limited(folder, site, sandbox, IMPATIENT) as address,
    ):
        yield address


@pytest.mark.parametrize("directive", ["client_header_timeout", "client_body_timeout", "send_timeout"])
def test_the_shipped_patience_is_15_seconds(directive: str) -> None:
    assert re.findall(rf"^{directive} (.+);$", SHIPPED, re.MULTILINE) == ["15s"]


@pytest.mark.parametrize(
    ("request_", "status", "says"),
    [
        pytest.param(f"{POST}Content-Length: 16385\r\n\r\n", 413, "Слишком много текста", id="body"),
        pytest.param(
            f"{POST}Transfer-Encoding: chunked\r\n\r\n" + ("1000\r\n" + "x" * 4096 + "\r\n") * 5,
            413,
            "Слишком много текста",
            id="chunked body",
        ),
        pytest.param(f"GET /{'x' * 5000} HTTP/1.1\r\n\r\n", 414, "Слишком много текста", id="address"),
        pytest.param(
            f"GET {REGISTER} HTTP/1.1\r\nHost: [::1]\r\nCookie: a={'x' * 5000}\r\n\r\n",
            400,
            "Слишком много текста",
            id="cookie",
        ),
        pytest.param(
            f"GET {REGISTER} HTTP/1.1\r\nHost: [::1]\r\n" + f"X-A: {'x' * 3900}\r\n" * 5 + "\r\n",
            400,
            "Слишком много текста",
            id="headers together",
        ),
        pytest.param(f"GET {REGISTER} HTTP/1.1\r\n\r\n", 400, "Тренажёр не понял, что вы отправили", id="no host"),
        pytest.param(
            f"{POST}Transfer-Encoding: gzip\r\n\r\n", 501, "Тренажёр не понял, что вы отправили", id="encoding"
        ),
        pytest.param("GET / HTTP/7.0\r\nHost: [::1]\r\n\r\n", 505, "Тренажёр не понял, что вы отправили", id="version"),
        pytest.param("\x00\x01\x02\r\n\r\n", 400, "Тренажёр не понял, что вы отправили", id="no HTTP"),
        pytest.param(
            "GET /../../etc/passwd HTTP/1.1\r\nHost: [::1]\r\n\r\n",
            400,
            "Тренажёр не понял, что вы отправили",
            id="traversal",
        ),
        pytest.param(
            "GET /%00 HTTP/1.1\r\nHost: [::1]\r\n\r\n",
            400,
            "Тренажёр не понял, что вы отправили",
            id="NUL in the address",
        ),
        pytest.param(
            "TRACE / HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n",
            405,
            "По этому адресу страницу не открывают",
            id="TRACE",
        ),
        pytest.param(
            "GET /no-such/ HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n",
            404,
            "Такой страницы нет",
            id="no page",
        ),
    ],
)
def test_what_nginx_refuses_it_refuses_in_russian(address: str, request_: str, status: int, says: str) -> None:
    got, head, text = exchange(address, request_.encode())
    assert (got, says in text) == (status, True), head
    assert "md-header" in text
    assert header_score.score(dict(line.split(": ", 1) for line in head.splitlines()[1:])) >= 130


@at_once("name", [MANIFEST, f"{MANIFEST}.new", f"./{MANIFEST}", f"//{MANIFEST}", f"%2E{MANIFEST[1:]}"])
def test_what_the_build_writes_for_the_sandbox_is_not_served(address: str, site: Path, name: str) -> None:
    assert (site / MANIFEST).is_file()
    status, _, text = exchange(address, f"GET /{name} HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n".encode())
    assert (status, "Такой страницы нет" in text) == (404, True)


@at_once("path", ["/", "/healthz", REGISTER, "/assets/no-such.css", "/problems/broken.html"])
@at_once("host", [*ELSEWHERE, "evil.example:8000", "127.0.0.1@evil.example", "guide", "1.2.3.4.5"])
def test_to_a_name_that_is_not_ours_nothing_is_sent(client: PlainClient, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert "У нашего сайта другой адрес" in answer.text.replace("\u00a0", " ")
    assert "content-security-policy" in answer.headers
    form = client.post(path, headers={"Host": host} | FRAGMENT)
    assert (form.status_code, form.text[:19]) == (421, '<div class="notice ')


@pytest.mark.parametrize(
    "host",
    [
        "192.168.1.5:8000",
        "127.0.0.1",
        "[::1]:8000",
        "[2001:DB8::5]",
        "LocalHost:8000",
        "guide.example",
        "GUIDE.example:443",
    ],
)
def test_an_address_of_the_network_and_our_own_name_are_served(client: PlainClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


def test_the_script_that_sends_forms_gets_a_fragment(client: PlainClient) -> None:
    answer = client.post(f"{REGISTER}/restart", content=b"x" * 20_000, headers={"X-Walkthrough": "fragment"})
    assert answer.status_code == 413
    assert answer.text.startswith('<div class="notice')
    assert answer.headers["cache-control"] == "no-store"


def test_headers_that_trickle_are_cut(impatient: str) -> None:
    status = trickle(impatient, b"GET / HTTP/1.1\r\nX-Slow: ")
    assert status in (0, 408), "nginx closes, with or without a word"


def test_a_long_body_is_refused_before_any_process_hears_of_it(site: Path, tmp_path: Path) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    with nginx.limited(tmp_path, site, nobody, IMPATIENT) as address:
        assert trickle(address, f"{POST}Content-Length: 16385\r\n\r\n".encode()) == 413


def test_a_body_that_trickles_is_cut_behind_nginx_too(impatient: str) -> None:
    assert trickle(impatient, f"{POST}Content-Length: 16000\r\n\r\n".encode()) == 408


def test_one_address_has_at_most_200_requests_under_way(address: str, client: PlainClient) -> None:
    request = f"{POST}Content-Length: 10\r\n\r\n".encode()
    with ExitStack() as held:
        for _ in range(200):
            held.enter_context(connect(address)).sendall(request)
        answer = client.get(REGISTER)
        while answer.status_code == 200:  # nginx may not have read all of them yet
            answer = client.get(REGISTER)
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == str(RETRY_AFTER)
    assert "Слишком много запросов с вашего адреса" in answer.text.replace("\u00a0", " ")


def test_one_address_asks_the_sandbox_at_most_100_times_a_second_after_500(site: Path, tmp_path: Path) -> None:
    # A sandbox that is away makes the quickest answers: 503 for who is let through, 429 for who isn't. A busy machine
    # may ask less than 100 times a second.
    assert f"{REQUESTS} rate=100r/s;" in SHIPPED
    with (
        nginx.limited(tmp_path, site, f"http://127.0.0.1:{free_port()}", {REQUESTS: "rate=1r/s"}) as address,
        PlainClient(address, headers={"X-Walkthrough": "fragment"}) as client,
    ):
        statuses = [client.get(REGISTER).status_code for _ in range(500)]
        while statuses[-1] != 429:
            statuses.append(client.get(REGISTER).status_code)
        page = client.get("/")
    assert set(statuses[:500]) == {503}
    assert page.status_code == 200, "reading is not counted"


def test_one_address_begins_at_most_sixty_times_at_once(site: Path, tmp_path: Path) -> None:
    """Whoever has begun isn't counted, nor who only looks or says whether a page was useful."""
    with (
        nginx.limited(tmp_path, site, f"http://127.0.0.1:{free_port()}") as address,
        PlainClient(address, headers={"X-Walkthrough": "fragment"}) as client,
    ):
        statuses = [client.post(f"{REGISTER}/open_site").status_code for _ in range(60)]
        while statuses[-1] != 429:
            statuses.append(client.post(f"{REGISTER}/open_site").status_code)
        begun = [client.post(f"{REGISTER}/open_site", headers={"Cookie": cookie}) for cookie in COOKIES]
        others = [client.get(REGISTER), client.post("/sandbox/feedback")]
    assert set(statuses[:60]) == {503}
    assert [answer.status_code for answer in (*begun, *others)] == [503] * 4


def test_who_invents_ids_is_counted_too(server: str, site: Path, tmp_path: Path) -> None:
    with (
        nginx.limited(tmp_path, site, server) as address,
        PlainClient(address, headers=SCRIPT) as client,
    ):

        def begin(query: str, cookie: str) -> httpx2.Response:
            return client.post(f"{REGISTER}/open_site{query}", data=OPEN_SITE, headers={"Cookie": cookie})

        for cookie, query in product(TAKEN_FOR_IDS, ("", "?%61new", "?a&anew", "?anew=")):
            answer = begin(query, cookie)
            assert (answer.status_code, "set-cookie" in answer.headers) == (307, False), (cookie, query)
            assert answer.headers["location"] == f"{REGISTER}/open_site?anew"
        answers = [begin("?anew", COOKIES[0]) for _ in range(60)]
        while answers[-1].status_code != 429:
            answers.append(begin("?anew", COOKIES[0]))
        assert begin("", COOKIES[0]).status_code == 307
        ids = {answer.headers["set-cookie"].partition(";")[0] for answer in answers[:60]}
        assert len(ids - set(COOKIES)) == 60
        assert begin("", ids.pop()).status_code == 200, "whoever has begun goes on"


@pytest.mark.parametrize("form", [{}, FRAGMENT], ids=["form", "script"])
def test_a_learner_whose_run_is_gone_begins_anew_with_the_same_form(
    server: str, site: Path, tmp_path: Path, form: dict[str, str]
) -> None:
    """It takes one answer more behind nginx, which a browser follows by itself, and ends at the same."""

    def press(address: str) -> httpx2.Response:
        with PlainClient(address, headers=OUR_PAGE | form, follow_redirects=True) as client:
            client.cookies.set("learner", "a" * 22, "127.0.0.1", "/sandbox")
            return client.post(f"{REGISTER}/open_site", data=OPEN_SITE)

    with nginx.limited(tmp_path, site, server) as address:
        behind, without = press(address), press(server)
    assert behind.history[0].status_code == 307
    assert (behind.status_code, without.status_code) == (200, 200)
    for answer in (behind, without):
        assert 'data-step="choose-method"' in answer.text
    if not form:
        assert behind.url.raw_path == without.url.raw_path


def test_one_address_says_at_most_120_times_at_once_whether_a_page_was_useful(site: Path, tmp_path: Path) -> None:
    with (
        nginx.limited(tmp_path, site, f"http://127.0.0.1:{free_port()}") as address,
        PlainClient(address, headers={"X-Walkthrough": "fragment"}) as client,
    ):
        statuses = [client.post("/sandbox/feedback").status_code for _ in range(120)]
        while statuses[-1] != 429:
            statuses.append(client.post("/sandbox/feedback/reason").status_code)
    assert set(statuses[:120]) == {503}


def test_a_sandbox_that_is_away_is_said_in_russian(site: Path, server: str, tmp_path: Path) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    with nginx.limited(tmp_path, site, nobody) as address, PlainClient(address) as client:
        answer = client.get(REGISTER)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == str(RETRY_AFTER)
    assert "Тренажёр сейчас недоступен" in answer.text.replace("\u00a0", " ")
