"""«Была ли страница полезна?»: answers and reasons are counted, and nothing else can be said."""

import csv
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
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
from sandbox.feedback import QUOTA, DailyCount, DailyReason, FeedbackStore
from sandbox.feedback.__main__ import write_csv
from sandbox.feedback.address import open_feedback
from sandbox.feedback.reasons import ALL, REASONS
from sandbox.feedback.redis import KEPT, RedisFeedback
from sandbox.feedback.sqlite import SQLiteFeedback
from sandbox.feedback.totals import Total, total, total_reasons
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

FEW = 100
"""The quota of the stores of these tests."""


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
        process.wait(timeout=PATIENCE)


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


def test_reasons_are_counted_by_page_and_day_and_seen_by_other_workers(open_store: OpenStore) -> None:
    for page, day, reason in [(PAGE, DAY, "stuck"), (PAGE, DAY, "stuck"), ("", NEXT_DAY, "hard_words")]:
        assert open_store().give(page, day, reason)
    assert open_store().reasons() == [
        DailyReason("", NEXT_DAY, "hard_words", 1),
        DailyReason(PAGE, DAY, "stuck", 2),
    ]


def test_a_page_has_a_quota_a_day(store: FeedbackStore) -> None:
    """Further answers are refused, so that nobody's real one goes; other pages, days and the reasons have their own."""
    store.count(PAGE, DAY, useful=False)
    assert [store.count(PAGE, DAY, useful=True) for _ in range(FEW + 1)] == [True] * (FEW - 1) + [False] * 2
    assert store.counts() == [DailyCount(PAGE, DAY, FEW - 1, 1)]
    assert [store.give(PAGE, DAY, ALL[number % 3]) for number in range(FEW + 1)] == [True] * FEW + [False]
    assert store.count(PAGE, NEXT_DAY, useful=True)
    assert store.count("", DAY, useful=True)
    assert store.give("", DAY, "stuck")


def test_what_is_sent_again_is_counted_once(store: FeedbackStore) -> None:
    for key in ("a" * 32, "a" * 32, "b" * 32, ""):
        assert store.count(PAGE, DAY, useful=True, key=key)
        assert store.give(PAGE, DAY, "stuck", key)
    assert store.counts() == [DailyCount(PAGE, DAY, 3, 0)]
    assert store.reasons() == [DailyReason(PAGE, DAY, "stuck", 3)]


def test_a_file_of_an_earlier_edition_loses_its_comments_and_keeps_its_counts(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite3"
    store = SQLiteFeedback(path)
    store.count(PAGE, DAY, useful=True)
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("CREATE TABLE comments (text TEXT); INSERT INTO comments VALUES ('меня зовут Иван')")
    store = SQLiteFeedback(path)
    assert store.counts() == [DailyCount(PAGE, DAY, 1, 0)]
    store.close()
    assert "Иван".encode() not in path.read_bytes()


def test_a_server_loses_the_comments_of_an_earlier_edition(redis_server: RedisServer) -> None:
    with redis_server.client() as client:
        client.lpush("feedback:comments", "меня зовут Иван")
        RedisFeedback(client).count(PAGE, DAY, useful=True)
        assert client.exists("feedback:comments") == 0


def test_what_is_not_ours_on_a_server_is_passed_over_and_replaced(redis_server: RedisServer) -> None:
    with redis_server.client() as client:
        store = RedisFeedback(client)
        for name in ("feedback:counts", "feedback:reasons"):
            client.hset(name, mapping={"hello": "world", "2026-05-01 a/ useful": "many", "x y z": "5"})
        assert (store.counts(), store.reasons()) == ([], [])
        client.hset("feedback:counts", f"{DAY} {PAGE} useful", "many")
        assert store.count(PAGE, DAY, useful=True)
        assert store.counts() == [DailyCount(PAGE, DAY, 1, 0)]
        for name in ("feedback:counts", "feedback:reasons"):
            client.delete(name)
            client.set(name, "somebody else's")
        assert (store.counts(), store.reasons()) == ([], [])
        assert store.count(PAGE, DAY, useful=True)
        assert store.give(PAGE, DAY, "stuck")
        assert (len(store.counts()), len(store.reasons())) == (1, 1)


def test_every_key_on_a_server_has_an_end(redis_server: RedisServer) -> None:
    with redis_server.client() as client:
        store = RedisFeedback(client)
        store.count(PAGE, DAY, useful=True)
        store.give(PAGE, DAY, "stuck", "a" * 32)
        keys = client.keys()
        assert len(keys) == 3
        assert all(0 < client.ttl(key) <= KEPT.total_seconds() for key in keys)


def test_a_store_that_fails_is_reported_as_unavailable(tmp_path: Path) -> None:
    (tmp_path / "feedback.sqlite3").mkdir()
    sqlite = SQLiteFeedback(tmp_path / "feedback.sqlite3")
    redis = RedisFeedback(Redis(unix_socket_path=str(tmp_path / "nobody"), retry=Retry(NoBackoff(), 0)))
    stores: list[FeedbackStore] = [sqlite, redis]
    for store in stores:
        attempts: list[Callable[[], object]] = [
            lambda store=store: store.count(PAGE, DAY, useful=True),  # type: ignore[misc]
            lambda store=store: store.give(PAGE, DAY, "stuck"),  # type: ignore[misc]
            store.counts,
            store.reasons,
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
    store.give(PAGE, DAY, "stuck")
    store.count(PAGE, DAY, useful=True)
    assert store.counts() == [DailyCount(PAGE, DAY, 1, 0)]
    assert store.reasons() == [DailyReason(PAGE, DAY, "stuck", 1)]
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
    offered = [
        str(each["value"]) for each in page.select('form[action="/sandbox/feedback/reason"] button[name=reason]')
    ]
    assert tuple(offered) == REASONS["practising"]
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
    for path, data in {"": {"useful": "yes"}, "/reason": {"reason": "stuck"}}.items():
        response = client.post(f"/sandbox/feedback{path}", data={"page": PAGE, **data}, headers=OUR_PAGE)
        assert response.status_code == 303
        for answer in (response, client.get(response.headers["location"])):
            assert "set-cookie" not in answer.headers
            assert answer.headers["x-robots-tag"] == "noindex"
            assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("page", [PAGE, "security/"], ids=["practising", "reading"])
def test_a_reason_is_counted_for_the_editors(client: TestClient, kept: FeedbackStore, page: str) -> None:
    shown = client.post("/sandbox/feedback", data={"page": page, "useful": "no"}, headers=FRAGMENT)
    offered = BeautifulSoup(shown.text, "html.parser").select("button[name=reason]")
    assert len(offered) == 6
    assert all(button.text.strip() for button in offered)
    reason = str(offered[-1]["value"])
    response = client.post("/sandbox/feedback/reason", data={"page": page, "reason": reason}, headers=OUR_PAGE)
    assert response.status_code == 303
    assert "причина учтена" in words(client.get(response.headers["location"]).text)
    assert kept.reasons() == [DailyReason(page, datetime.now(UTC).date(), reason, 1)]
    assert sum(each.useless for each in kept.counts()) == 1, "a reason is no second answer"


def test_whoever_found_a_page_useful_is_asked_nothing_more(client: TestClient) -> None:
    shown = client.post("/sandbox/feedback", data={"page": PAGE, "useful": "yes"}, headers=FRAGMENT)
    assert not BeautifulSoup(shown.text, "html.parser").select("form")


@pytest.mark.parametrize(
    "reason",
    ["", "меня зовут Иван", "девять один шесть", "ivanov at yandex dot ru", "no_answer", "Stuck", "stuck " * 2],
)
def test_nothing_but_the_reasons_of_the_page_is_taken(client: TestClient, kept: FeedbackStore, reason: str) -> None:
    """So nobody's data can be kept: there is no place where it could be written."""
    data = {"page": PAGE, "reason": reason, "comment": "меня зовут Иван"}
    response = client.post("/sandbox/feedback/reason", data=data, headers=OUR_PAGE)
    assert response.status_code == 400
    assert not reason or reason not in response.text
    assert kept.reasons() == []


def test_a_page_that_has_had_its_quota_says_so(client: TestClient, kept: FeedbackStore) -> None:
    today = datetime.now(UTC).date()
    for _ in range(QUOTA):
        kept.count(PAGE, today, useful=True)
    answer = client.post("/sandbox/feedback", data={"page": PAGE, "useful": "no"}, headers=FRAGMENT)
    assert answer.status_code == 429
    assert "Сегодня ответов уже достаточно" in words(answer.text)
    assert kept.counts() == [DailyCount(PAGE, today, QUOTA, 0)]


def test_a_form_that_is_sent_again_is_counted_once(client: TestClient, kept: FeedbackStore) -> None:
    headers = FRAGMENT | {"Idempotency-Key": "a1" * 16}
    for _ in range(2):
        client.post("/sandbox/feedback", data={"page": PAGE, "useful": "no"}, headers=headers)
        client.post("/sandbox/feedback/reason", data={"page": PAGE, "reason": "stuck"}, headers=headers)
    assert sum(each.useless for each in kept.counts()) == 1
    assert sum(each.count for each in kept.reasons()) == 1


@pytest.mark.parametrize("page", ["nowhere/", "../", "trainer.html", "404.html", "sign-in", "https://x/"])
@pytest.mark.parametrize("path", ["", "/reason"])
def test_only_pages_that_there_are_count(client: TestClient, kept: FeedbackStore, page: str, path: str) -> None:
    data = {"page": page, "useful": "yes", "reason": "too_long"}
    response = client.post(f"/sandbox/feedback{path}", data=data, headers=OUR_PAGE)
    assert response.status_code == 404
    assert page not in words(response.text)
    assert (kept.counts(), kept.reasons()) == ([], [])
    assert client.get(f"/sandbox/feedback{path}", params={"page": page, "useful": "yes"}).status_code == 404


@pytest.mark.parametrize("path", ["", "/reason"])
def test_other_sites_cannot_answer_for_a_reader(client: TestClient, kept: FeedbackStore, path: str) -> None:
    data = {"page": PAGE, "useful": "yes", "reason": "too_long"}
    for headers in ({"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert client.post(f"/sandbox/feedback{path}", data=data, headers=headers).status_code == 403
    assert (kept.counts(), kept.reasons()) == ([], [])


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


def test_the_most_frequent_reasons_come_first() -> None:
    reasons = [
        DailyReason("a/", DAY, "stuck", 1),
        DailyReason("b/", DAY, "stuck", 1),
        DailyReason("b/", NEXT_DAY, "stuck", 2),
    ]
    assert total_reasons(reasons) == [("b/", "stuck", 3), ("a/", "stuck", 1)]


def test_no_cell_of_a_table_is_a_formula() -> None:
    file = io.StringIO()
    write_csv([DailyReason("=a/", DAY, "stuck", 1)], ("page", "day", "reason", "count"), file)
    assert list(csv.reader(io.StringIO(file.getvalue())))[1] == ["'=a/", "2026-05-01", "stuck", "1"]


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        ([], [f"/{PAGE}  да    0  нет    1", f"   1  /{PAGE}  Шаг непонятен"]),
        (["--csv", "counts"], [f"{PAGE},2026-05-01,0,1"]),
        (["--csv", "reasons"], [f"{PAGE},2026-05-01,step_unclear,1"]),
    ],
)
def test_editors_read_it_by_a_command(site: Path, tmp_path: Path, arguments: list[str], shown: list[str]) -> None:
    path = tmp_path / "learners.sqlite3"
    store = open_feedback(f"sqlite:///{path}")
    store.count(PAGE, DAY, useful=False)
    store.give(PAGE, DAY, "step_unclear")
    command = [sys.executable, "-m", "sandbox.feedback", *arguments]
    environment = os.environ | {"SANDBOX_STORE": f"sqlite:///{path}", "PYTHONUTF8": "1", "SITE_DIR": str(site)}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    said = done.stdout.replace("\u00a0", " ")
    assert [text for text in shown if text not in said] == []


def test_where_nobody_has_answered_yet_there_is_nothing_to_read(tmp_path: Path) -> None:
    environment = os.environ | {"SANDBOX_STORE": f"sqlite:///{tmp_path}/new/learners.sqlite3"}
    command = [sys.executable, "-m", "sandbox.feedback", "--csv", "counts"]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    assert done.stdout.splitlines() == ["page,day,useful,useless"]
