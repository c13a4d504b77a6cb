"""Journeys over HTTP: what rules and words make of what a learner does.

In a browser every step of every walkthrough is gone through by `tests/browser/test_everything_is_seen.py`.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.settings import Settings
from tests.support.guide import SIMULATION
from tests.support.http_client import TestClient
from tests.support.plain_learner import PlainLearner

Begin = Callable[..., PlainLearner]


@pytest.fixture(scope="session")
def sandbox(site: Path, content: Content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = f"sqlite:///{tmp_path_factory.mktemp('journeys')}/learners.sqlite3"
    settings = replace(Settings.from_environ({}), site=site, store=store)
    with TestClient(create_app(settings, SIMULATION, lambda: content)) as client:
        yield client


@pytest.fixture
def begin(sandbox: TestClient) -> Begin:
    """Begins a walkthrough, at a step of it, as who comes for the first time."""

    def begin(slug: str, at: str = "") -> PlainLearner:
        sandbox.cookies.clear()
        return PlainLearner(sandbox, slug, at=at)

    return begin
