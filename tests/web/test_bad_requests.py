"""Requests that no page of ours sends: a clear refusal, and never a fault of the server."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.content import Content
from sandbox.web.limits import Limits
from tests.support import header_score
from tests.support.application_thread import application
from tests.support.at_once import at_once
from tests.support.forms_over_http import REGISTER
from tests.support.raw_http import exchange

MARK = "learner=AAAAAAAAAAAAAAAAAAAAAA"
POST = f"POST {REGISTER}/open_site HTTP/1.1\r\nHost: [::1]\r\nSec-Fetch-Site: same-origin\r\n".encode()


@pytest.fixture(scope="module")
def address(site: Path, content: Content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server without nginx before it, so that nothing is mended on the way."""
    with application(site, tmp_path_factory.mktemp("bad") / "l.sqlite3", content, Limits()) as address:
        yield address


def ask(address: str, line: str, *headers: str, body: bytes = b"") -> tuple[int, str, str]:
    head = "\r\n".join((f"{line} HTTP/1.1", "Host: [::1]", "Connection: close", *headers))
    return exchange(address, head.encode("latin-1") + b"\r\n\r\n" + body)


def send(address: str, body: bytes, *headers: str, to: str = "open_site") -> tuple[int, str, str]:
    form = ("Content-Type: application/x-www-form-urlencoded", "Sec-Fetch-Site: same-origin", "X-Walkthrough: fragment")
    return ask(address, f"POST {REGISTER}/{to}", *form, f"Content-Length: {len(body)}", *headers, body=body)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"address=%FF%FE", id="invalid UTF-8"),
        pytest.param(b"address=\xff\xfe", id="bytes that aren't ASCII"),
        pytest.param("address=адрес".encode(), id="UTF-8 that isn't encoded"),
        pytest.param(b"address=%C0%AF", id="overlong UTF-8"),
        pytest.param(b"address=%ED%A0%80", id="lone surrogate"),
        pytest.param(b"address=%00", id="NUL"),
        pytest.param(b"address=login%00.mts.ru", id="NUL within"),
        pytest.param(b"address=a%0D%0ASet-Cookie:%20a=b", id="line break"),
        pytest.param(b"%00=a", id="NUL in a name"),
        pytest.param(b"address=a&address=b", id="a field twice"),
        pytest.param(b"step=open-site&step=open-site", id="a field twice, the same"),
        pytest.param(b"&" * 21, id="too many fields"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_with_words(address: str, body: bytes) -> None:
    status, _, text = send(address, body)
    assert status == 400
    assert "Тренажёр не понял, что вы отправили" in text


@at_once("digits", [b"9" * 5000, b"%D9%A0" * 2200])
@at_once("field", [b"phone", b"sum", b"code", b"step", b"until"])
def test_a_number_without_end_is_too_much_text(address: str, field: bytes, digits: bytes) -> None:
    status, _, text = send(address, field + b"=" + digits)
    assert status == 413
    assert "Слишком много текста" in text


@at_once(
    "content_type",
    [
        "application/json",
        "multipart/form-data; boundary=x",
        "multipart/form-data",
        "text/plain",
        "application/x-www-form-urlencoded-not",
        "application/xml; charset=utf-16",
        "",
        "\xff",
        ";",
    ],
)
def test_a_body_of_another_type_is_refused_with_words(address: str, content_type: str) -> None:
    head = ("Sec-Fetch-Site: same-origin", f"Content-Type: {content_type}", "Content-Length: 2")
    status, _, text = ask(address, f"POST {REGISTER}/open_site", *head, body=b"{}")
    assert status == 400
    assert "Тренажёр не понял, что вы отправили" in text


@at_once("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "GIT"])
@at_once("path", [REGISTER, f"{REGISTER}/restart", "/", "/registration/by-phone/", "/healthz"])
def test_another_method_is_refused_with_words_and_what_is_allowed(address: str, path: str, method: str) -> None:
    status, head, text = ask(address, f"{method} {path}")
    assert status == 405
    assert re.search(r"^allow: .*(get|post)", head, re.MULTILINE)
    assert "По этому адресу страницу не открывают" in text


@at_once("path", [REGISTER, "/", "/404.html", "/healthz"])
def test_head_is_get_without_a_body(address: str, path: str) -> None:
    status, _, text = ask(address, f"HEAD {path}")
    assert (status, text) == (200, "")


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(b"\x00\x01\x02\r\n\r\n", id="no HTTP"),
        pytest.param(b"NOT HTTP\r\n\r\n", id="no version"),
        pytest.param("GET /п HTTP/1.1\r\nHost: [::1]\r\n\r\n".encode(), id="letters that aren't ASCII"),
        pytest.param(b"GET / HTTP/1.1\r\n\r\n", id="no host"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: [::1]\r\nHost: b\r\n\r\n", id="two hosts"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: [::1]\r\nX: a\x00b\r\n\r\n", id="NUL in a header"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: [::1]\r\nX : a\r\n\r\n", id="space before the colon"),
        pytest.param(b"GET / HTTP/1.1\r\nHost: [::1]\r\nContent-Length: -1\r\n\r\n", id="negative length"),
        pytest.param(
            b"GET / HTTP/1.1\r\nHost: [::1]\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", id="endless length"
        ),
        pytest.param(b"GET / HTTP/1.1\r\nHost: [::1]\r\nX: " + b"x" * 100_000, id="endless header"),
        pytest.param(b"GET /" + b"x" * 100_000, id="endless address"),
        pytest.param(POST + b"Transfer-Encoding: chunked\r\n\r\nnot a number\r\n", id="chunk without a length"),
        pytest.param(POST + b"Transfer-Encoding: gzip\r\n\r\n", id="unknown encoding"),
        pytest.param(POST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", id="two lengths"),
    ],
)
def test_what_is_not_http_is_refused_with_words_and_all_headers(address: str, request_: bytes) -> None:
    status, head, text = exchange(address, request_)
    assert status == 400
    assert "Тренажёр не понял, что вы отправили" in text
    headers = dict(line.split(": ", 1) for line in head.splitlines()[1:])
    assert header_score.score(headers) >= 130
    assert (headers["cache-control"], headers["connection"]) == ("no-store", "close")


def test_the_sandbox_as_it_runs_for_learners_says_so_too(server: str) -> None:
    status, _, text = exchange(server, b"NOT HTTP\r\n\r\n")
    assert (status, "Тренажёр не понял, что вы отправили" in text) == (400, True)


def test_nothing_follows_an_answer_whose_request_was_not_read(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    """The form is refused for its size; what comes after it as its body is no HTTP any more."""
    chunks = (b"1000\r\n" + b"x" * 4096 + b"\r\n") * 5
    status, _, text = exchange(address, POST + b"Transfer-Encoding: chunked\r\n\r\n" + chunks + b"not a number\r\n")
    assert status in (400, 413)
    assert text.count("<html") == 1
    assert capfd.readouterr().err == ""


OUTSIDE = (
    "../../etc/passwd",
    "..%2f..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/%2e%2e/etc/passwd",
    "..%5c..%5cetc%5cpasswd",
    "%252e%252e%252fetc%252fpasswd",
    "..%c0%af..%c0%afetc/passwd",
    "//etc/passwd",
    "%2fetc%2fpasswd",
    "....//....//etc/passwd",
    "assets/../../pyproject.toml",
    "%00",
    "404.html%00.css",
    "..",
    "%2e%2e",
    "x" * 300,
    "a/" * 1000,
    "404.html/more",
    "%FF%FE",
    "%ED%A0%80",
    "~root",
    "C:%5cwindows",
    "%0d%0aSet-Cookie:%20a=b",
    "<script>alert(1)</script>",
)


@at_once("path", OUTSIDE)
def test_an_address_outside_the_site_is_the_sites_own_404(address: str, path: str) -> None:
    status, head, text = ask(address, f"GET /{path}")
    assert status == 404
    assert "Такой страницы нет" in text
    assert "set-cookie" not in head
    assert "<script>alert" not in text
    assert "root:" not in text


@at_once("path", OUTSIDE)
def test_a_walkthrough_of_no_such_name_is_not_found(address: str, path: str) -> None:
    status, head, text = ask(address, f"GET /sandbox/walkthroughs/{path}")
    assert status in (404, 405)  # 405: with a slash in it, it is the address of an action
    assert re.search("Такой (тренировки|страницы) нет|По этому адресу страницу не открывают", text)
    assert "set-cookie" not in head
    assert "<script>alert" not in text


@at_once("path", [path for path in OUTSIDE if "/" not in path])
def test_an_action_of_no_such_name_is_not_found(address: str, path: str) -> None:
    status, head, text = send(address, b"", to=path)
    assert status == 404
    assert "Такой тренировки нет" in text
    assert "set-cookie" not in head


@at_once(
    "cookie",
    [
        "learner=",
        "learner=../../etc/passwd",
        "learner=a\tb",
        f"{MARK}; {MARK}",
        "learner=" + "A" * 4000,
        "learner=" + "А".encode().decode("latin-1") * 22,
        "=;;;=",
        "learner",
        "learner=%0d%0aX-Injected:1",
        'learner="AAAA\\015\\012"',
        "learner=AAAAAAAAAAAAAAAAAAAAA'",
    ],
)
def test_a_cookie_that_we_never_gave_is_as_none(address: str, cookie: str) -> None:
    status, head, text = ask(address, f"GET {REGISTER}", f"Cookie: {cookie}")
    assert status == 200
    assert 'data-version="0"' in text
    status, head, _ = send(address, b"step=open-site&address=", f"Cookie: {cookie}")
    assert status == 200
    assert re.search(r"^set-cookie: learner=[\w-]{22};", head, re.MULTILINE)
    assert "x-injected" not in head


@at_once(
    ("value", "status"),
    [
        ("bytes=0-9", 206),
        ("bytes=-5", 206),
        ("bytes=999999999-", 416),
        ("bytes=9-0", 416),
        ("bytes=" + "9" * 5000 + "-", 200),
        ("bytes=" + ",".join("0-1" for _ in range(2000)), 200),
        ("bytes=a-b", 200),
        ("lines=0-1", 200),
        ("\xff", 200),
        ("", 200),
    ],
)
def test_a_part_of_a_file_is_given_or_refused(address: str, value: str, status: int) -> None:
    assert ask(address, "GET /sitemap.xml", f"Range: {value}")[0] == status


@at_once("header", ["If-Modified-Since", "If-None-Match", "If-Range", "Accept-Encoding", "Host"])
@at_once("value", ["\xff", "99999999999999", "Mon, 99 Foo 99999 99:99:99 GMT", ",,,", "'\"<>", ""])
def test_a_header_that_makes_no_sense_harms_nothing(address: str, header: str, value: str) -> None:
    for path in ("/sitemap.xml", REGISTER, "/no-such"):
        request = f"GET {path} HTTP/1.1\r\nConnection: close\r\n{header}: {value}\r\n"
        request += "" if header == "Host" else "Host: [::1]\r\n"
        status, _, _ = exchange(address, request.encode("latin-1") + b"\r\n")
        assert status < 500


@at_once("query", ["sent=%00", "sent=" + "x" * 4000, "sent&sent", "%FF=%ED%A0%80", "<script>alert(1)"])
def test_a_query_is_not_echoed(address: str, query: str) -> None:
    status, _, text = ask(address, f"GET {REGISTER}?{query}")
    assert status == 200
    assert query not in text
