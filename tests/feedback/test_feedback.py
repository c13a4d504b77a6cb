"""«Была ли страница полезна?»: answers are counted, comments kept only if they can't hold anybody's data."""

import csv
import io
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.feedback import Comment, DailyCount, FeedbackStore
from sandbox.feedback.__main__ import Total, total, write_csv
from sandbox.feedback.address import open_feedback
from sandbox.feedback.comment import MAX_LENGTH, refusal, tidy
from sandbox.feedback.redis import KEPT, RedisFeedback
from sandbox.feedback.sqlite import SQLiteFeedback
from sandbox.settings import Settings
from sandbox.storage import StoreUnavailableError
from tests.support.guide import SIMULATION
from tests.support.http_client import TestClient
from tests.support.processes import PATIENCE
from tests.support.project import ROOT
from tests.support.redis_server import RedisServer

DAY, NEXT_DAY = date(2026, 5, 1), date(2026, 5, 2)
PAGE = "sign-in/by-password/"
OUR_PAGE = {"Origin": "http://127.0.0.1"}
FRAGMENT = {**OUR_PAGE, "X-Walkthrough": "fragment"}
OpenStore = Callable[[], FeedbackStore]

FEW = 3
"""How many comments the stores of these tests keep."""


# Which comments are kept


@pytest.mark.parametrize(
    "text",
    [
        "Не понял, что делать на шаге 3.",
        "Всё ясно!",
        "Подождал 60 с — пришло",
        "плохо.Ничего не понял",
        "т.е. нет, и т.д.",
    ],
)
def test_plain_words_are_kept(text: str) -> None:
    assert refusal(tidy(text)) is None


@pytest.mark.parametrize(
    "text",
    [
        "8 916 123-45-67",
        "+7(916)1234567",
        "код 4829",
        "4 8 2 9",
        "4-8-2-9-1-3",
        "2200 1234 5678 9010",
        "٤٨٢٩١٣",
        "４８２９",
        "①②③④",
        "4\u200b8\u200b2\u200b9",
    ],
)
def test_nothing_like_a_code_or_a_number_is_kept(text: str) -> None:
    assert refusal(tidy(f"Вот {text} и всё")) == "comment_has_number"


@pytest.mark.parametrize(
    "text",
    [
        "ivan@mail.example",
        "ivan @ mail",
        "ivan＠mail",
        "https://x",
        "www.mts",
        "login.mts.ru",
        "MTS.RU",
        "t.me/ivan",
        "мтс.рф",
    ],
)
def test_no_address_is_kept(text: str) -> None:
    assert refusal(tidy(f"Вот {text} и всё")) == "comment_has_address"


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b\x00\u202e"])
def test_an_empty_comment_is_none(text: str) -> None:
    assert refusal(tidy(text)) == "comment_empty"


def test_a_comment_is_short() -> None:
    assert refusal("я" * MAX_LENGTH) is None
    assert refusal("я" * (MAX_LENGTH + 1)) == "comment_too_long"


def test_a_comment_is_one_line_of_visible_characters() -> None:
    assert tidy("  Не\r\n понял\x1b[31m \u202eшаг\x00 ") == "Не понял[31m шаг"


# What every store promises


@pytest.fixture(scope="module")
def redis_socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A Redis server of the tests' own, without a port and without a file."""
    program = shutil.which("redis-server")
    assert program, "no Redis server: run `make programs`"
    socket = tmp_path_factory.mktemp("redis") / "redis.sock"
    process = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", str(socket), "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for_redis(socket, process)
        yield socket
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for_redis(socket: Path, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            with Redis(unix_socket_path=str(socket)) as client:
                client.ping()
                return
        except RedisConnectionError:
            continue
    raise AssertionError("the Redis server did not come up")


@pytest.fixture(params=["sqlite", "redis"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> OpenStore:
    """Opens the same store again each time, as another worker would."""
    if request.param == "sqlite":
        return lambda: SQLiteFeedback(tmp_path / "feedback.sqlite3", FEW)
    socket = request.getfixturevalue("redis_socket")
    Redis(unix_socket_path=str(socket)).flushall()
    return lambda: RedisFeedback(Redis(unix_socket_path=str(socket)), FEW)


@pytest.fixture
def store(open_store: OpenStore) -> FeedbackStore:
    return open_store()


def test_answers_are_counted_by_page_and_day(store: FeedbackStore) -> None:
    for page, day, useful in [("", DAY, True), (PAGE, DAY, True), (PAGE, DAY, False), (PAGE, DAY, True)]:
        store.count(page, day, useful=useful)
    store.count(PAGE, NEXT_DAY, useful=False)
    assert store.counts() == [DailyCount("", DAY, 1, 0), DailyCount(PAGE, DAY, 2, 1), DailyCount(PAGE, NEXT_DAY, 0, 1)]


def test_parallel_answers_are_all_counted(open_store: OpenStore) -> None:
    open_store()

    def answer() -> None:
        for _ in range(25):
            open_store().count(PAGE, DAY, useful=True)

    threads = [threading.Thread(target=answer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert open_store().counts() == [DailyCount(PAGE, DAY, 100, 0)]


def test_comments_come_newest_first_and_are_seen_by_other_workers(open_store: OpenStore) -> None:
    first, second = Comment(PAGE, DAY, False, "Не понял"), Comment("", NEXT_DAY, True, "«Ёлка» & <b>")
    open_store().add(first)
    open_store().add(second)
    assert open_store().comments() == [second, first]


def test_the_oldest_comments_are_forgotten(store: FeedbackStore) -> None:
    for number in range(FEW + 2):
        store.add(Comment(PAGE, DAY, True, f"{number}"))
    assert [comment.text for comment in store.comments()] == ["4", "3", "2"]


def test_every_key_on_a_server_has_an_end(redis_server: RedisServer) -> None:
    with redis_server.client() as client:
        store = RedisFeedback(client)
        store.count(PAGE, DAY, useful=True)
        store.add(Comment(PAGE, DAY, useful=True, text="Спасибо"))
        keys = client.keys()
        assert len(keys) == 2
        assert all(0 < client.ttl(key) <= KEPT.total_seconds() for key in keys)


def test_a_store_that_fails_is_reported_as_unavailable(tmp_path: Path) -> None:
    (tmp_path / "feedback.sqlite3").mkdir()
    sqlite = SQLiteFeedback(tmp_path / "feedback.sqlite3")
    redis = RedisFeedback(Redis(unix_socket_path=str(tmp_path / "nobody"), retry=Retry(NoBackoff(), 0)))
    stores: list[FeedbackStore] = [sqlite, redis]
    for store in stores:
        attempts: list[Callable[[], object]] = [
            lambda store=store: store.count(PAGE, DAY, useful=True),  # type: ignore[misc]
            lambda store=store: store.add(Comment(PAGE, DAY, True, "Да")),  # type: ignore[misc]
            store.counts,
            store.comments,
        ]
        for attempt in attempts:
            with pytest.raises(StoreUnavailableError):
                attempt()


def damage(path: Path) -> None:
    path.write_bytes(b"what readers said, " * 100)


@pytest.mark.parametrize("opened", [False, True], ids=["before it is opened", "after"])
@pytest.mark.parametrize("harm", [damage, Path.unlink])
def test_a_harmed_file_is_begun_anew_and_what_is_left_of_it_stays(
    tmp_path: Path, harm: Callable[[Path], None], opened: bool
) -> None:
    path = tmp_path / "feedback.sqlite3"
    store = SQLiteFeedback(path)
    store.count(PAGE, DAY, useful=False)
    if not opened:
        del store  # closes its connections
    harm(path)
    store = store if opened else SQLiteFeedback(path)
    store.add(Comment(PAGE, DAY, True, "Да"))
    store.count(PAGE, DAY, useful=True)
    assert store.counts() == [DailyCount(PAGE, DAY, 1, 0)]
    assert store.comments() == [Comment(PAGE, DAY, True, "Да")]
    damaged = path.with_name("feedback.sqlite3.damaged")
    assert harm is not damage or damaged.read_bytes().startswith(b"what readers said")


# Over HTTP


@pytest.fixture
def settings(site: Path, tmp_path: Path) -> Settings:
    return replace(Settings.from_environ({}), site=site, store=f"sqlite:///{tmp_path}/learners.sqlite3")


@pytest.fixture
def client(settings: Settings, content: Content) -> TestClient:
    return TestClient(create_app(settings, SIMULATION, lambda: content), follow_redirects=False)


@pytest.fixture
def kept(client: TestClient, settings: Settings) -> FeedbackStore:
    return open_feedback(settings.store)


def test_feedback_fails_alone_and_heals(
    settings: Settings, content: Content, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    in_the_way = tmp_path / "learners-feedback.sqlite3"
    in_the_way.mkdir()
    client = TestClient(
        create_app(settings, SIMULATION, lambda: content), follow_redirects=False, raise_server_exceptions=False
    )
    assert "learners-feedback.sqlite3 can't be used" in caplog.text
    answer = {"page": PAGE, "useful": "yes"}
    assert client.post("/sandbox/feedback", data=answer, headers=OUR_PAGE).status_code == 503
    form = {"address": "login.mts.ru"}
    mount = "/sandbox/walkthroughs/register-by-phone"
    assert client.post(f"{mount}/open_site", data=form, headers=FRAGMENT).status_code == 200
    assert client.get("/readyz").status_code == 200
    in_the_way.rmdir()
    assert client.post("/sandbox/feedback", data=answer, headers=OUR_PAGE).status_code == 303


def words(html: str) -> str:
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def test_without_a_script_an_answer_leads_to_thanks_in_the_sites_look(client: TestClient, kept: FeedbackStore) -> None:
    response = client.post("/sandbox/feedback", data={"page": PAGE, "useful": "no"}, headers=OUR_PAGE)
    assert response.status_code == 303
    thanks = client.get(response.headers["location"])
    page = BeautifulSoup(thanks.text, "html.parser")
    assert page.h1
    assert "Спасибо" in page.h1.text
    assert page.select_one('form[action="/sandbox/feedback/comment"] textarea[name=comment]')
    assert page.select_one(f'article a[href="/{PAGE}"]'), "the way back to the page"
    assert kept.counts() == [DailyCount(PAGE, datetime.now(UTC).date(), 0, 1)]
    assert client.get(response.headers["location"]).status_code == 200
    assert kept.counts()[0].useless == 1, "to read the thanks again counts nothing"


def test_with_a_script_an_answer_is_a_part_of_the_page(client: TestClient) -> None:
    response = client.post("/sandbox/feedback", data={"page": "", "useful": "yes"}, headers=FRAGMENT)
    assert response.status_code == 200
    assert response.text.strip().startswith('<section class="feedback"')
    assert "<html" not in response.text


def test_no_mark_is_left_in_the_browser_and_nothing_is_indexed(client: TestClient) -> None:
    for path, data in {"": {"useful": "yes"}, "/comment": {"useful": "yes", "comment": "Всё ясно"}}.items():
        response = client.post(f"/sandbox/feedback{path}", data={"page": PAGE, **data}, headers=OUR_PAGE)
        assert response.status_code == 303
        for answer in (response, client.get(response.headers["location"])):
            assert "set-cookie" not in answer.headers
            assert answer.headers["x-robots-tag"] == "noindex"
            assert answer.headers["cache-control"] == "no-store"


def test_a_comment_is_kept_for_the_editors(client: TestClient, kept: FeedbackStore) -> None:
    data = {"page": PAGE, "useful": "no", "comment": " Не понял,\r\nчто на шаге 3 "}
    response = client.post("/sandbox/feedback/comment", data=data, headers=OUR_PAGE)
    assert response.status_code == 303
    assert "замечание сохранено" in words(client.get(response.headers["location"]).text)
    assert kept.comments() == [Comment(PAGE, datetime.now(UTC).date(), False, "Не понял, что на шаге 3")]
    assert kept.counts() == [], "a comment is no second answer"


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("Мой номер 8 916 123-45-67", "Уберите числа"),
        ("Пишите на ivan@mail.example", "Уберите адреса"),
        ("я" * 301, "слишком длинное"),
        ("", "пустое"),
    ],
)
@pytest.mark.parametrize("headers", [OUR_PAGE, FRAGMENT], ids=["page", "fragment"])
def test_a_refused_comment_is_neither_kept_nor_sent_back(
    client: TestClient, kept: FeedbackStore, comment: str, said: str, headers: dict[str, str]
) -> None:
    data = {"page": PAGE, "useful": "no", "comment": comment}
    response = client.post("/sandbox/feedback/comment", data=data, headers=headers)
    assert response.status_code == 422
    assert said in words(response.text)
    assert not comment or comment not in response.text
    assert BeautifulSoup(response.text, "html.parser").select_one("textarea")
    assert kept.comments() == []


@pytest.mark.parametrize("page", ["nowhere/", "../", "trainer.html", "404.html", "sign-in", "https://x/"])
@pytest.mark.parametrize("path", ["", "/comment"])
def test_only_pages_that_there_are_count(client: TestClient, kept: FeedbackStore, page: str, path: str) -> None:
    data = {"page": page, "useful": "yes", "comment": "Всё ясно"}
    response = client.post(f"/sandbox/feedback{path}", data=data, headers=OUR_PAGE)
    assert response.status_code == 404
    assert page not in words(response.text)
    assert (kept.counts(), kept.comments()) == ([], [])
    assert client.get(f"/sandbox/feedback{path}", params={"page": page, "useful": "yes"}).status_code == 404


@pytest.mark.parametrize("path", ["", "/comment"])
def test_other_sites_cannot_answer_for_a_reader(client: TestClient, kept: FeedbackStore, path: str) -> None:
    data = {"page": PAGE, "useful": "yes", "comment": "Всё ясно"}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(f"/sandbox/feedback{path}", data=data, headers=headers).status_code == 403
    assert (kept.counts(), kept.comments()) == ([], [])


@pytest.mark.parametrize("data", [{}, {"page": PAGE}, {"page": PAGE, "useful": "maybe"}])
def test_what_our_pages_cannot_have_sent_is_refused(
    client: TestClient, kept: FeedbackStore, data: dict[str, str]
) -> None:
    assert client.post("/sandbox/feedback", data=data, headers=OUR_PAGE).status_code == 400
    assert kept.counts() == []


# What editors read


def test_days_are_added_up_and_the_least_useful_pages_come_first() -> None:
    counts = [DailyCount("a/", DAY, 5, 1), DailyCount("b/", DAY, 1, 1), DailyCount("b/", NEXT_DAY, 0, 3)]
    assert total(counts) == [Total("b/", 1, 4), Total("a/", 5, 1)]


def test_a_comment_is_no_formula_in_a_spreadsheet() -> None:
    file = io.StringIO()
    write_csv([Comment("a/", DAY, True, '=СУММ(A1), "да"')], ("page", "day", "useful", "comment"), file)
    rows = list(csv.reader(io.StringIO(file.getvalue())))
    assert rows == [["page", "day", "useful", "comment"], ["a/", "2026-05-01", "True", '\'=СУММ(A1), "да"']]


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ([], [f"/{PAGE}  да    0  нет    1", "Не понял & <b>"]),
        (["--csv", "counts"], [f"{PAGE},2026-05-01,0,1"]),
        (["--csv", "comments"], [f"{PAGE},2026-05-01,False,Не понял & <b>"]),
    ],
)
def test_editors_read_it_by_a_command(tmp_path: Path, arguments: list[str], shown: list[str]) -> None:
    path = tmp_path / "learners.sqlite3"
    store = open_feedback(f"sqlite:///{path}")
    store.count(PAGE, DAY, useful=False)
    store.add(Comment(PAGE, DAY, False, "Не понял & <b>"))
    command = [sys.executable, "-m", "sandbox.feedback", *arguments]
    environment = os.environ | {"SANDBOX_STORE": f"sqlite:///{path}", "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    assert [text for text in shown if text not in done.stdout] == []


def test_where_nobody_has_answered_yet_there_is_nothing_to_read(tmp_path: Path) -> None:
    environment = os.environ | {"SANDBOX_STORE": f"sqlite:///{tmp_path}/new/learners.sqlite3"}
    command = [sys.executable, "-m", "sandbox.feedback", "--csv", "counts"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["page,day,useful,useless"]
