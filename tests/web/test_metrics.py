"""What operators see, of real processes."""

import re
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from sandbox.settings import Settings, SettingsError
from sandbox.storage.breaker import FAILURES
from tests.support.at_once import at_once
from tests.support.processes import free_port, free_ports, is_accepted, look_again
from tests.support.redis_server import RedisServer
from tests.support.sandbox_process import Learner, SandboxProcess, get

LABELS = {"route", "method", "status", "cause", "call", "le", "of"}
"""None of them is about a person."""


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[RedisServer]:
    with RedisServer(tmp_path, free_port()) as server:
        yield server


def numbers(port: int) -> dict[str, float]:
    """Each sample as ``name{label=value}``."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
        text = answer.read().decode()
    found = {}
    for family in text_string_to_metric_families(text):
        for name, labels, value, *_ in family.samples:
            assert labels.keys() <= LABELS
            found[name + "".join(f"{{{key}={each}}}" for key, each in sorted(labels.items()) if key != "le")] = value
    return found


def press_route(status: int) -> str:
    route = "/sandbox/walkthroughs/{slug}/{command:command}"
    return f"sandbox_requests_total{{method=POST}}{{route={route}}}{{status={status}}}"


def test_a_press_is_counted_by_its_route_and_its_time_where_it_was_spent(site: Path, tmp_path: Path) -> None:
    port = free_port()
    sandbox = SandboxProcess(site, f"sqlite:///{tmp_path}/l.sqlite3", METRICS=f"127.0.0.1:{port}")
    with sandbox, Learner(sandbox.port) as learner:
        for _ in range(3):
            assert learner.press() == 200
        assert (get(f"{sandbox.address}/")[0], get(f"{sandbox.address}/sandbox/nowhere")[0]) == (200, 404)
        assert get(f"{sandbox.address}/metrics")[0] == 404, "learners' address shows none of it"
        look_again(lambda: not numbers(port)["sandbox_purged_at_seconds"], "nothing was purged")
        found = numbers(port)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=60) as answer:
            said = answer.read().decode()
    assert found[press_route(200)] == 3
    assert found["sandbox_requests_total{method=GET}{route=site}{status=200}"] == 1
    assert found["sandbox_requests_total{method=GET}{route=none}{status=404}"] == 1
    assert found["sandbox_refusals_total{cause=not_found}"] == 1
    assert 1 <= found["sandbox_rendering_seconds_count"] <= 3, "a view that is the same isn't drawn again"
    assert found["sandbox_store_seconds_count{call=save}"] == 3
    assert found["sandbox_runs_kept"] == 1
    assert found["sandbox_purged_runs_total"] == 0
    assert found["sandbox_purged_at_seconds"] > 0
    assert {found[f"sandbox_breaker_open{{of={each}}}"] for each in ("reading", "writing", "feedback")} == {0}
    assert learner.cookie.partition("=")[2] not in said
    assert not re.search(r"login-mts|register-by-phone|127\.0\.0\.1", said)


def test_a_store_that_fails_is_seen(site: Path, own_redis: RedisServer) -> None:
    port = free_port()
    with SandboxProcess(site, own_redis.url, METRICS=f"127.0.0.1:{port}") as sandbox, Learner(sandbox.port) as learner:
        assert learner.press() == 200
        assert numbers(port)["sandbox_runs_kept"] >= 1
        own_redis.stop()
        for _ in range(FAILURES + 1):
            assert learner.press() == 503
        found = numbers(port)
        assert found["sandbox_refusals_total{cause=unavailable}"] == FAILURES + 1
        assert found[press_route(503)] == FAILURES + 1
        assert found["sandbox_breaker_open{of=reading}"] == 1
        assert "sandbox_runs_kept" not in found, "a number from before would mislead"


def test_each_worker_has_a_port_of_its_own(site: Path, tmp_path: Path) -> None:
    first = free_ports(2)
    sandbox = SandboxProcess(site, f"sqlite:///{tmp_path}/l.sqlite3", 2, METRICS=f"127.0.0.1:{first}")
    with sandbox, Learner(sandbox.port) as learner:
        for _ in range(5):
            assert learner.press() == 200
        look_again(lambda: not all(map(is_accepted, (first, first + 1))), "a worker shows nothing")
        assert sum(numbers(port).get(press_route(200), 0) for port in (first, first + 1)) == 5


def test_without_the_setting_nothing_listens() -> None:
    assert Settings.from_environ({}).metrics is None
    assert Settings.from_environ({"METRICS": "[::1]:9100"}).metrics == ("::1", 9100)


@at_once("value", ["9100", "host", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "http://host:9100"])
def test_a_wrong_address_stops_the_start(value: str) -> None:
    with pytest.raises(SettingsError, match=r"write 127\.0\.0\.1:9100"):
        Settings.from_environ({"METRICS": value})
