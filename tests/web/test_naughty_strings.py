"""Naughty strings in every field of every action: a normal refusal with words, and nothing of them comes back.

Each run gives a field another quarter of them, `make soak` all.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import msgspec
import pytest
from bs4 import BeautifulSoup

from sandbox.account.actions import ACTIONS
from sandbox.application import create_app
from sandbox.content import Content
from sandbox.content.rehearsal import NOW, PredictableSecrets, runs_at_each_step
from sandbox.engine.action import Secrets
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.place import BESIDE
from sandbox.engine.run import PLACE_ALREADY_LEFT, AnyRun
from sandbox.engine.walkthrough import Walkthrough
from sandbox.random_secrets import RandomSecrets
from sandbox.settings import Settings
from sandbox.storage.sqlite import SQLiteStore
from sandbox.web.sessions import COOKIE
from tests.support.cabinet import cabinet_turn
from tests.support.guide import CONTENT, RENDERER, SIMULATION, turn
from tests.support.http_client import TestClient
from tests.support.naughty_strings import MARKUP, NAUGHTY, has_control
from tests.support.random_seed import SEED

ENOUGH = 4
"""Characters of a string that doesn't stand in a page by chance."""


def fields() -> Iterator[tuple[str, str, str, str]]:
    """Each field of each action, with the first walkthrough and step that offer it."""
    seen = set()
    for slug, walkthrough in CONTENT.walkthroughs.items():
        for step in walkthrough.steps:
            for action in (step.action, *step.also):
                for field in ACTIONS[action].fields:
                    if (action, field.name) not in seen:
                        seen.add((action, field.name))
                        yield slug, step.id, action, field.name


FIELDS = list(fields())


def fields_of_places() -> Iterator[tuple[str, str, str]]:
    """Each field that only the cabinet has, with the first place and action that offer it."""
    seen = {(action, name) for _, _, action, name in FIELDS}
    for place in CONTENT.places.values():
        for action in place.offers:
            for field in ACTIONS[action].fields:
                if (action, field.name) not in seen:
                    seen.add((action, field.name))
                    yield place.id, action, field.name


FIELDS_OF_PLACES = list(fields_of_places())
QUESTIONS = [(task.slug, question.id) for task in CONTENT.tasks.values() for question in task.questions]


STRINGS = pytest.mark.parametrize("every", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["some", "every"])


def strings(every: bool, field: str) -> Sequence[str]:
    """What is tried in a field."""
    return NAUGHTY if every else random.Random(f"{SEED} {field}").sample(NAUGHTY, len(NAUGHTY) // 4)


def before(slug: str, step_id: str, secrets: Secrets) -> tuple[Walkthrough, AnyRun]:
    """A learner who has come to the step by the examples."""
    walkthrough = CONTENT.walkthroughs[slug]
    return walkthrough, next(
        run for step, run, _ in runs_at_each_step(turn(walkthrough, secrets)) if step.id == step_id
    )


def echoed(text: str, html: str, baseline: str) -> bool:
    forms = {text.strip(), escape(text.strip())}
    return any(len(form) >= ENOUGH and form in html and form not in baseline for form in forms)


def test_every_field_that_a_learner_can_fill_is_tried() -> None:
    with_fields = {(name, field.name) for name, action in ACTIONS.items() for field in action.fields}
    tried = {(action, name) for *_, action, name in (*FIELDS, *FIELDS_OF_PLACES)}
    assert tried == with_fields


@STRINGS
@pytest.mark.parametrize(("slug", "step", "action", "name"), FIELDS, ids=[f"{each[2]}.{each[3]}" for each in FIELDS])
def test_a_rule_refuses_or_takes_any_string_and_shows_none(
    slug: str, step: str, action: str, name: str, every: bool
) -> None:
    walkthrough, run = before(slug, step, PredictableSecrets())
    example = dict.fromkeys((field.name for field in ACTIONS[action].fields), "") | dict(
        walkthrough.step(step).example  # type: ignore[union-attr]
    )

    pages: dict[bytes, str] = {}

    def answer(text: str) -> str:
        given = SIMULATION.fill(example, run.state, run.clock(NOW)) | {name: text}
        after = turn(walkthrough).submit(run, step, action, given)
        assert after.notice
        assert after.notice.name in SIMULATION.outcomes
        document = msgspec.json.encode(after)  # the page is made of nothing else
        if document not in pages:
            pages[document] = RENDERER.widget(CONTENT.wording, walkthrough, after, NOW, version=1)
        return pages[document]

    baseline = answer("\u2116") + answer(example[name])
    assert [text for text in strings(every, f"{action} {name}") if echoed(text, answer(text), baseline)] == []


@STRINGS
@pytest.mark.parametrize(("place", "action", "name"), FIELDS_OF_PLACES, ids="-".join)
def test_a_place_refuses_or_takes_any_string_and_shows_none(place: str, action: str, name: str, every: bool) -> None:
    inside = CONTENT.places[place].inside
    turn = cabinet_turn("with-options" if inside else "registered", at=next(iter(CONTENT.places)))
    begun = replace(turn.begin(), step=place if place != BESIDE else turn.cabinet.at)
    shown = CabinetPages(turn)

    def answer(text: str) -> str:
        given = dict.fromkeys((field.name for field in ACTIONS[action].fields), "") | {name: text}
        return shown.after(turn.act(begun, begun.step, f"{begun.presses}", action, given))

    baseline = answer("\u2116") + answer("")
    assert [text for text in strings(every, f"{action} {name}") if echoed(text, answer(text), baseline)] == []


@STRINGS
@pytest.mark.parametrize(("slug", "question"), QUESTIONS, ids="-".join)
def test_an_answer_to_a_task_can_be_any_string_and_is_not_shown(slug: str, question: str, every: bool) -> None:
    turn = CabinetTurn(SIMULATION, CONTENT.cabinet_of(CONTENT.tasks[slug]), NOW, PredictableSecrets())
    begun = turn.begin()
    shown = CabinetPages(turn)

    def answer(text: str) -> str:
        return shown.after(turn.answer(begun, begun.step, f"{begun.presses}", question, text))

    baseline = answer("\u2116") + answer("")
    assert [text for text in strings(every, f"{slug} {question}") if echoed(text, answer(text), baseline)] == []


class CabinetPages:
    """The pages of runs in a cabinet; of runs that are the same, one."""

    def __init__(self, turn: CabinetTurn[Any]) -> None:
        self._turn = turn
        self._pages: dict[bytes, str] = {}

    def after(self, run: AnyRun) -> str:
        assert run.notice
        assert run.notice.name in SIMULATION.outcomes
        assert run.notice.name != PLACE_ALREADY_LEFT.name
        document = msgspec.json.encode(run)
        if document not in self._pages:
            place = self._turn.place(run)
            self._pages[document] = RENDERER.cabinet(CONTENT.wording, self._turn, run, place, version=1)
        return self._pages[document]


def test_markup_that_is_shown_is_escaped() -> None:
    """Nothing naughty is kept today. If a rule kept it, the templates would still show it as text."""
    walkthrough, run = before("register-by-phone", "enter-number", PredictableSecrets())
    for text in MARKUP:
        told = replace(run, prefill={"phone": text}, entered={"open-site": {"address": text}})
        html = RENDERER.widget(CONTENT.wording, walkthrough, told, NOW, version=1)
        page = BeautifulSoup(html, "html.parser")
        address, phone = page.select_one(".step__value span"), page.select_one("input[name=phone]")
        assert address
        assert phone
        assert (address.text, phone["value"]) == (text, text)
        assert page.select("script, img, svg, iframe, style, math, base, meta, [onfocus], [onclick]") == []


LEARNER = "A" * 22
OURS = {"Sec-Fetch-Site": "same-origin", "X-Walkthrough": "fragment"}
FIRST = ("register-by-phone", "open-site")
TRIED = [(*FIRST, "open_site", "address")]
"""The way through HTTP is the same for every field."""
TRIED_LONGER = [
    (*FIRST, "open_site", "step"),
    (*FIRST, "try_mistake", "mistake"),
    (*FIRST, "wait", "until"),
    *{ACTIONS[each[2]].field(each[3]).kind: each for each in FIELDS}.values(),  # type: ignore[union-attr]
]
"""One field of each kind."""


@pytest.fixture(scope="module")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("naughty") / "learners.sqlite3"


@pytest.fixture(scope="module")
def client(site: Path, store_path: Path, content: Content) -> Iterator[TestClient]:
    app = create_app(
        replace(Settings.from_environ({}), site=site, store=f"sqlite:///{store_path}"), SIMULATION, lambda: content
    )
    with TestClient(app, raise_server_exceptions=False, cookies={COOKIE: LEARNER}) as client:
        yield client


@STRINGS
@pytest.mark.parametrize(
    ("slug", "step", "action", "name"),
    [*TRIED, *(pytest.param(*field, marks=pytest.mark.soak) for field in TRIED_LONGER)],
)
def test_the_server_answers_any_string_with_words(
    client: TestClient, store_path: Path, slug: str, step: str, action: str, name: str, every: bool
) -> None:
    store = SQLiteStore(store_path)
    walkthrough, run = before(slug, step, RandomSecrets())
    now = datetime.now(UTC)
    document = msgspec.json.encode(replace(run, clock_offset=run.clock_offset + (NOW - now)))
    example = SIMULATION.fill(walkthrough.step(step).example, run.state, run.clock(NOW))  # type: ignore[union-attr]

    def answer(text: str) -> tuple[int, str]:
        kept = store.load(LEARNER, slug, now)  # to write over it is quicker than to forget it
        store.save(LEARNER, slug, document, kept.version if kept else 0, now)
        form = {"step": step, **(example if action in ACTIONS else {}), name: text}
        response = client.post(f"/sandbox/walkthroughs/{slug}/{action}", data=form, headers=OURS)
        return response.status_code, response.text

    baseline = "".join(answer(text)[1] for text in ("\u2116", example.get(name, "")))
    for text in strings(every, f"HTTP {action} {name}"):
        status, html = answer(text)
        assert status == (400 if has_control(text) else 200), repr(text)
        assert not echoed(text, html, baseline), repr(text)
        assert re.search('class="(notice|finish)', html), repr(text)
