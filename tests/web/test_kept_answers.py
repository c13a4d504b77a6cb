"""Pages from memory: the same to the byte, and never older than their files."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from sandbox.web.manifest import MANIFEST
from sandbox.web.static import KEPT_BYTES, KeptAnswers
from tests.support.stalled_store import run_apart


class Files:
    """Sends a file of a folder in two pieces, as the library does that reads files, and counts how often it did."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.read = 0

    async def __call__(self, scope: Scope, _receive: Receive, send: Send) -> None:
        self.read += 1
        file = self._folder / f"{scope['path']}index.html".lstrip("/")
        body = file.read_bytes() if file.exists() else b""
        headers = [(b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": 200 if body else 404, "headers": headers})
        await send({"type": "http.response.body", "body": body, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("первая")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/index.html").write_text("другая")
    (tmp_path / MANIFEST).write_text("{}")
    return tmp_path


@pytest.fixture
def files(folder: Path) -> Files:
    return Files(folder)


def ask(
    app: KeptAnswers, path: str = "/", headers: Iterable[tuple[bytes, bytes]] = (), method: str = "GET"
) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """The status, the headers and the body. Another header is added to them meanwhile, as our middleware does."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)
        if "headers" in message:
            message["headers"].append((b"x-added", b""))

    async def receive() -> Message:
        raise AssertionError("a file needs nothing of the request")

    run_apart(app({"type": "http", "method": method, "path": path, "headers": list(headers)}, receive, send))
    assert not sent[-1].get("more_body"), "the answer has an end"
    return sent[0]["status"], sent[0]["headers"], b"".join(each.get("body", b"") for each in sent)


def test_a_page_is_read_once_and_sent_the_same_each_time(folder: Path, files: Files) -> None:
    app = KeptAnswers(files, folder)
    assert len({str(ask(app)) for _ in range(3)}) == 1
    assert files.read == 1


def test_a_page_that_is_written_again_is_read_again(folder: Path, files: Files) -> None:
    app = KeptAnswers(files, folder)
    ask(app)
    (folder / "index.html").write_text("вторая")
    os.utime(folder / "index.html", ns=(1, 1))  # whatever the resolution of the file system's clock
    assert ask(app)[2] == "вторая".encode()


def test_after_a_build_all_is_read_again(folder: Path, files: Files) -> None:
    """A compressed copy may have been read before it was written, and the page doesn't tell that."""
    app = KeptAnswers(files, folder)
    ask(app)
    (folder / f"{MANIFEST}.new").write_text("{ }")
    (folder / f"{MANIFEST}.new").replace(folder / MANIFEST)
    ask(app)
    assert files.read == 2


def test_each_encoding_is_kept_apart(folder: Path, files: Files) -> None:
    app = KeptAnswers(files, folder)
    for encoding in (b"gzip", b"br", b"gzip"):
        ask(app, headers=[(b"accept-encoding", encoding)])
    assert files.read == 2


@pytest.mark.parametrize("name", ["if-none-match", "if-modified-since", "range"])
def test_whoever_asks_for_less_than_a_page_is_asked_about_each_time(folder: Path, files: Files, name: str) -> None:
    app = KeptAnswers(files, folder)
    ask(app)
    for _ in range(2):
        ask(app, headers=[(name.encode(), b"anything")])
    ask(app, method="HEAD")
    assert files.read == 4


def test_what_is_not_there_is_not_kept(folder: Path, files: Files) -> None:
    app = KeptAnswers(files, folder)
    assert [ask(app, "/nowhere/")[0] for _ in range(2)] == [404, 404]
    assert files.read == 2
    assert ask(app, "/\0/")[0] == 404, "nor can every address be looked for"


def test_memory_is_bounded(folder: Path, files: Files) -> None:
    app = KeptAnswers(files, folder, most=len("первая".encode()))
    for path in ("/", "/other/", "/other/", "/"):
        ask(app, path)
    assert files.read == 3
    for number in range(10):
        ask(app, headers=[(b"accept-encoding", b"x" * 300 + b"%d" % number)])
    assert files.read == 13, "what nobody's browser says is not kept"
    assert KEPT_BYTES <= 64 * 1024 * 1024


def test_of_a_page_that_is_written_again_the_last_one_alone_counts(folder: Path, files: Files) -> None:
    app = KeptAnswers(files, folder, most=2 * len("первая".encode()))
    ask(app, "/other/")
    for second in range(5):
        os.utime(folder / "index.html", ns=(second, second))
        ask(app)
    assert files.read == 6
    ask(app, "/other/")
    assert files.read == 6, "there was room for both"
