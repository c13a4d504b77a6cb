"""Limits of the service in the application itself: size, slowness and number of requests."""

import asyncio
import socket
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from inspect import signature
from pathlib import Path

import httpx2
import pytest
import uvicorn
from starlette.responses import PlainTextResponse
from uvicorn.server import ServerState

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.web.limits import RETRY_AFTER, Limits
from sandbox.web.protocol import Protocol
from tests.support.application_thread import application
from tests.support.forms_over_http import REGISTER
from tests.support.http_client import NO_CERTIFICATES, PlainClient
from tests.support.processes import PATIENCE, look_again
from tests.support.raw_http import connect, exchange, read_answer, trickle
from tests.support.stalled_store import run_apart

OUR_FORM = (
    "Host: [::1]\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded"
)
POST = f"POST {REGISTER}/open_site HTTP/1.1\r\n{OUR_FORM}\r\n"
FRAGMENT = {"X-Walkthrough": "fragment", "Sec-Fetch-Site": "same-origin"}
QUICK = Limits(body_seconds=1, in_flight=1)


class QuickProtocol(Protocol):
    head_seconds = 1


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("limits") / "learners.sqlite3"


@pytest.fixture(scope="module")
def address(site: Path, store: Path, content: Content) -> Iterator[str]:
    """A server that loses its patience sooner than the shipped one."""
    with application(site, store, content, QUICK, QuickProtocol) as address:
        yield address


def test_the_shipped_limits_are_those_that_were_promised() -> None:
    assert signature(create_app).parameters["limits"].default == Limits()
    assert (Limits().body_bytes, Limits().body_seconds, Protocol.head_seconds) == (16 * 1024, 15, 15)


def test_no_part_of_an_answer_waits_until_another_is_acknowledged() -> None:
    """Several workers share a port that is opened without naming TCP, where asyncio leaves the option off."""

    async def connect_and_look() -> int:
        config = uvicorn.Config(PlainTextResponse("ok"), lifespan="off")
        config.load()
        protocol, opened = Protocol(config, ServerState(), {}), asyncio.Event()
        protocol.connection_made = once_done(protocol.connection_made, opened)  # type: ignore[method-assign]
        with socket.socket(socket.AF_INET) as port:
            port.bind(("127.0.0.1", 0))
            async with await asyncio.get_running_loop().create_server(lambda: protocol, sock=port):
                _, writer = await asyncio.open_connection(*port.getsockname())
                await opened.wait()
                connection = protocol.transport.get_extra_info("socket")
                found = connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
                writer.close()
        return int(found)

    assert run_apart(connect_and_look())


def once_done(call: Callable[..., None], done: asyncio.Event) -> Callable[..., None]:
    def told(*given: object) -> None:
        call(*given)
        done.set()

    return told


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"Content-Length: {16 * 1024 + 1}\r\n\r\naddress=" + "x" * (16 * 1024 - 7), id="with its length"),
        pytest.param("Content-Length: 99999999999\r\n\r\n", id="announced"),
        pytest.param("Transfer-Encoding: chunked\r\n\r\n" + ("1000\r\n" + "x" * 4096 + "\r\n") * 5, id="chunked"),
    ],
)
def test_a_body_over_16_kib_is_refused_in_russian(address: str, body: str) -> None:
    status, head, text = exchange(address, f"{POST}{body}".encode())
    assert status == 413
    assert "connection: close" in head
    assert "Слишком много текста" in text


def test_a_body_of_16_kib_is_read(address: str) -> None:
    fields = "&".join(f"field{number}={'x' * 400}" for number in range(20))
    body = fields + "x" * 100 + "&" * (16 * 1024 - len(fields) - 100)
    status, _, _ = exchange(address, f"{POST}Content-Length: {len(body)}\r\n\r\n{body}".encode())
    assert (len(body), status) == (16 * 1024, 400)  # read to its end: too many separators


def test_a_body_that_stops_coming_is_cut_in_russian(address: str) -> None:
    status, head, text = exchange(address, f"{POST}Content-Length: 100\r\n\r\naddress=".encode())
    assert status == 408
    assert "connection: close" in head
    assert "Ответ шёл слишком долго" in text


def test_a_body_that_trickles_is_cut_though_it_never_stops(address: str) -> None:
    assert trickle(address, f"{POST}Content-Length: 16000\r\n\r\n".encode()) == 408


@pytest.mark.parametrize("beginning", ["G", f"GET {REGISTER} HTTP/1.1\r\nHost: [::1]\r\nX-Slow: "])
def test_a_head_that_trickles_is_cut_though_it_never_stops(address: str, beginning: str) -> None:
    assert trickle(address, beginning.encode()) == 0


@pytest.mark.parametrize(("requests", "beginning"), [(0, b""), (0, b"GET / HTTP/1.1\r\n"), (2, b"GET / HTTP/1.1\r\n")])
def test_a_head_that_stops_coming_is_cut_at_any_request(address: str, requests: int, beginning: bytes) -> None:
    with connect(address) as connection:
        for _ in range(requests):
            connection.sendall(b"HEAD /healthz HTTP/1.1\r\nHost: [::1]\r\n\r\n")
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        connection.sendall(beginning)
        assert connection.recv(65536) == b"", "without a word"


def test_over_load_the_sandbox_says_so_in_russian_and_when_to_come_again(address: str, store: Path) -> None:
    statuses = []

    def press(client: httpx2.Client) -> None:
        while True:
            answer = client.post(f"{REGISTER}/restart", headers=FRAGMENT)
            if "retry-after" not in answer.headers:  # else whoever looked just then had the only place
                statuses.append(answer.status_code)
                return

    with (
        PlainClient(address, timeout=PATIENCE) as client,
        PlainClient(address, timeout=PATIENCE) as other_client,
        closing(sqlite3.connect(store, isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")  # the store is busy, and so the request stays inside
        inside = threading.Thread(target=press, args=(other_client,))
        inside.start()
        answers: list[httpx2.Response] = []

        def nobody_is_refused() -> bool:
            answers.append(client.get(REGISTER, headers=FRAGMENT))
            return answers[-1].status_code == 200 and inside.is_alive()

        look_again(nobody_is_refused, "nobody was refused")
        page = client.get(REGISTER)
        file, health = client.get("/404.html"), client.get("/healthz")
        other.execute("COMMIT")
        inside.join()
    for refused in (answers[-1], page):
        assert refused.status_code == 503
        assert refused.headers["retry-after"] == str(RETRY_AFTER)
        assert refused.headers["cache-control"] == "no-store"
        assert "слишком много посетителей" in refused.text.replace("\u00a0", " ")
    assert answers[-1].text.startswith("<div")
    assert "md-header" in page.text
    assert (file.status_code, health.status_code) == (200, 200)
    assert statuses == [200], "whoever was inside is answered"
    assert httpx2.get(f"{address}{REGISTER}", verify=NO_CERTIFICATES).status_code == 200


def test_a_slow_sender_takes_nobodys_place(site: Path, content: Content, tmp_path: Path) -> None:
    limits = Limits(in_flight=1)
    with application(site, tmp_path / "l.sqlite3", content, limits) as address, connect(address) as slow:
        slow.sendall(f"{POST}Content-Length: 23\r\n\r\nstep=open-site".encode())
        assert httpx2.get(f"{address}{REGISTER}", verify=NO_CERTIFICATES).status_code == 200
        slow.sendall(b"&address=")
        assert read_answer(slow)[0] == 303


def test_whoever_hangs_up_leaves_no_trace(address: str, capfd: pytest.CaptureFixture[str]) -> None:
    with connect(address) as connection:
        connection.sendall(f"{POST}Content-Length: 100\r\n\r\naddress=".encode())
    assert httpx2.get(f"{address}{REGISTER}", verify=NO_CERTIFICATES).status_code == 200
    assert capfd.readouterr().err == ""
