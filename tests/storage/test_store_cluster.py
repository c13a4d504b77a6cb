"""A Redis cluster of three real servers: learners are spread over all of them, and each stays on one."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from sandbox.counters import Batch, Counter, WeeklyCount, kept_weeks, week_of
from sandbox.counters.address import open_counters
from sandbox.feedback import DailyCount
from sandbox.feedback.address import open_feedback
from sandbox.storage import LearnerStore, Save, StoreUnavailableError, Wanted
from sandbox.storage.address import open_store
from tests.support.concurrent_updates import NOW
from tests.support.processes import free_port, look_again, running_server
from tests.support.redis_cluster import SERVERS, RedisClusterOfThree, running_cluster
from tests.support.registration_journey import WALKTHROUGH, journey

LEARNERS = [f"learner-{number}" for number in range(30)]
DAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisClusterOfThree]:
    with running_cluster(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture
def cluster(running: RedisClusterOfThree) -> RedisClusterOfThree:
    running.empty()
    return running


@pytest.fixture
def store(cluster: RedisClusterOfThree) -> LearnerStore:
    return open_store(cluster.url)


def tags(keys: list[str]) -> set[str]:
    """What keys have in braces: it decides on the server."""
    return {found[0] for key in keys if (found := re.findall(r"\{(.+)\}", key))}


def test_each_learner_is_on_one_server_and_all_servers_have_some(
    store: LearnerStore, cluster: RedisClusterOfThree
) -> None:
    """Also when all are saved at once, and after each of the servers has forgotten the scripts that it knew."""
    versions = store.save_many([Save(each, "register", b"{}", 0, NOW) for each in LEARNERS])
    assert versions == [1] * len(LEARNERS)
    store.save_many([Save(each, "sign-in", b"{}", 0, NOW) for each in LEARNERS])
    kept = [tags(keys) for keys in cluster.kept()]
    assert len(kept) == SERVERS
    assert all(kept)
    assert sum(map(len, kept)) == len(set.union(*kept)) == len(LEARNERS)
    loaded = store.load_many([Wanted(each, "register", NOW) for each in LEARNERS])
    assert [stored and stored.version for stored in loaded] == [1] * len(LEARNERS)


def test_all_of_a_learner_is_found_and_erased(store: LearnerStore, cluster: RedisClusterOfThree) -> None:
    for learner in LEARNERS[:5]:
        store.save(learner, "register", b"1", 0, NOW)
        store.save(learner, "sign-in", b"2", 0, NOW)
        assert set(store.load_all(learner, NOW)) == {"register", "sign-in"}
        assert store.standing(learner, NOW) == "known"
    store.delete(LEARNERS[0])
    store.erase(LEARNERS[1], NOW)
    assert [store.standing(each, NOW) for each in LEARNERS[:3]] == ["unknown", "erased", "known"]
    assert store.count() == sum(map(len, cluster.kept()))


def test_all_servers_together_are_asked_whether_they_are_filled(store: LearnerStore) -> None:
    store.check()
    assert store.is_filled(1)
    assert not store.is_filled(10**12)


def test_answers_of_readers_are_counted(cluster: RedisClusterOfThree) -> None:
    feedback = open_feedback(cluster.url)
    for key in ("a", "a", "b", ""):
        feedback.count("sign-in/", DAY, useful=True, key=key)
    assert feedback.counts() == [DailyCount("sign-in/", DAY, 3, 0)]


def test_what_learners_stumble_on_is_counted(cluster: RedisClusterOfThree) -> None:
    counters, week, weeks = open_counters(cluster.url), week_of(DAY), kept_weeks(DAY)
    reached, wrong = Counter("a", "first", "reached"), Counter("a", "first", "outcome", "code_wrong")
    for batch in (Batch("1", {(week, reached): 2, (weeks[0], wrong): 1}), Batch("2", {(week, reached): 1})):
        for _ in range(2):  # the answer to the first was lost
            counters.add(batch, weeks[0])
    assert counters.all(weeks) == [WeeklyCount(weeks[0], wrong, 1), WeeklyCount(week, reached, 3)]


def test_learners_practise_in_two_processes_to_the_end(site: Path, cluster: RedisClusterOfThree) -> None:
    port = free_port()
    with running_server(site, port, cluster.url, WORKERS="2"), ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: journey(port), range(6)))
    assert all(len(each) > len(WALKTHROUGH.steps) for each in answers)
    assert sum(len(tags(keys) - {"counters"}) for keys in cluster.kept()) == len(answers)


def test_without_a_server_it_is_away_and_with_it_there_again(store: LearnerStore, cluster: RedisClusterOfThree) -> None:
    """Nobody waits for it longer than for a server alone, and it needn't be there when the sandbox starts."""
    store.save_many([Save(each, "register", b"{}", 0, NOW) for each in LEARNERS])
    late = open_store(cluster.url)
    for server in cluster.servers:
        server.pause()
    for each in (store, late):
        with pytest.raises(StoreUnavailableError):
            each.check()
        with pytest.raises(StoreUnavailableError):
            each.load("learner-0", "register", NOW)
    for server in cluster.servers:
        server.resume()
    for each in (store, late):
        look_again(lambda store=each: not is_well(store), "the cluster did not come back")  # type: ignore[misc]
        loaded = each.load_many([Wanted(name, "register", NOW) for name in LEARNERS])
        assert [stored and stored.version for stored in loaded] == [1] * len(LEARNERS)


def is_well(store: LearnerStore) -> bool:
    """Whether each of its servers can be reached."""
    with suppress(StoreUnavailableError):
        store.load_many([Wanted(name, "register", NOW) for name in LEARNERS])
        store.check()
        return True
    return False
