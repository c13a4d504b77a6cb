"""A deploy while learners practise: what the newer edition can't show begins anew, and nobody else is thrown out."""

import random
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec
import pytest

from sandbox.account import recognition
from sandbox.account.actions import ACTIONS
from sandbox.account.codes import CODE_WRONG
from sandbox.account.messages import MESSAGE_KINDS
from sandbox.content.rehearsal import NOW, PredictableSecrets, play_mistake, runs_at_each_step
from sandbox.engine.action import Action, Field
from sandbox.engine.outcome import Outcome
from sandbox.engine.run import AnyRun
from sandbox.engine.undo import Snapshot, restored
from sandbox.engine.walkthrough import DONE, Walkthrough
from sandbox.storage.codec import RunCodec
from tests.support.at_once import at_once
from tests.support.guide import CONTENT, RENDERER, SIMULATION, turn, wait
from tests.support.random_learners import press_anything

WALKTHROUGHS = at_once("walkthrough", CONTENT.walkthroughs.values())
SECRETS = PredictableSecrets()
CODEC = RunCodec(SIMULATION)


def some_runs(walkthrough: Walkthrough, learners: int) -> Iterator[AnyRun]:
    """States that learners come to: by examples and mistakes in turn, and by pressing anything."""
    run = turn(walkthrough, SECRETS).begin()
    for _ in walkthrough.steps:
        yield run
        step = walkthrough.step(run.step)
        if step is None:
            break
        for mistake in step.mistakes:
            yield turn(walkthrough, SECRETS).try_mistake(run, step.id, mistake.name)
            yield play_mistake(turn(walkthrough, SECRETS), run, mistake)
        run = turn(walkthrough, SECRETS).follow_example(run, step)
    yield run
    for learner in range(learners):
        chance = random.Random(learner)
        run = turn(walkthrough, SECRETS).begin()
        for _ in range(chance.randrange(20)):
            run = press_anything(walkthrough, run, chance, SECRETS)
        yield run


def use(walkthrough: Walkthrough, run: AnyRun) -> None:
    """Show the run, and press its levers and its buttons."""
    RENDERER.widget(CONTENT.wording, walkthrough, run, NOW, version=1)
    step = walkthrough.step(run.step)
    if step:
        turn(walkthrough, SECRETS).follow_example(run, step)
        wait(run, "next_fee")


@WALKTHROUGHS
def test_every_run_of_this_edition_belongs_to_it(walkthrough: Walkthrough) -> None:
    for run in some_runs(walkthrough, learners=50):
        assert CODEC.decode(CODEC.encode(run), walkthrough) == run


Path = tuple[str, ...]
"""The keys that lead to a value in a document. Items of a list are all at one place."""


def renamed(value: Any, at: Path = ()) -> Iterator[tuple[Path, str, Any]]:
    """The document in all the ways in which one of the names in it is another: with that name and its place."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from ((place, name, {**value, key: other}) for place, name, other in renamed(inner, (*at, key)))
            if re.fullmatch(r"[a-z_]+", key):
                yield at, key, {name if name != key else f"{key}_of_old": inner for name, inner in value.items()}
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            for place, name, other in renamed(inner, at):
                yield place, name, [*value[:number], other, *value[number + 1 :]]
    elif isinstance(value, str) and re.fullmatch(r"[a-z_-]+", value):
        yield at, value, f"{value}_of_old"


@WALKTHROUGHS
def test_whatever_name_is_gone_a_run_that_is_taken_can_be_used(walkthrough: Walkthrough) -> None:
    """Each name is renamed once at each place where any of these runs has it."""
    refused, renamed_before = 0, set()
    for run in some_runs(walkthrough, learners=0):
        for place, name, document in renamed(msgspec.to_builtins(run)):
            if (place, name) in renamed_before:
                continue
            renamed_before.add((place, name))
            other = CODEC.decode(msgspec.json.encode(document), walkthrough)
            if other:
                use(walkthrough, other)
            else:
                refused += 1
    assert refused


def test_an_attribute_that_is_new_is_taken_for_its_default() -> None:
    walkthrough = CONTENT.walkthroughs["check-balance-and-top-up"]
    run = reached(walkthrough.slug, '"kind":"receipt"')
    document = msgspec.to_builtins(run)
    del document["state"]["money"]["autopay"], document["state"]["profile"]["saved"]["email"], document["requests"]
    assert CODEC.decode(msgspec.json.encode(document), walkthrough) == run


def reached(slug: str, holds: str) -> AnyRun:
    """A run of the walkthrough whose document holds a text."""
    for run in some_runs(CONTENT.walkthroughs[slug], learners=200):
        if holds in msgspec.json.encode(run).decode():
            return run
    raise AssertionError(f"no run of {slug} holds {holds}")


NAMES = [
    # the account's table that lost a name, that name, and a run that holds it
    ("MESSAGE_KINDS", "receipt", "check-balance-and-top-up", '"kind":"receipt"'),
    ("KNOWN_ENTRIES", "top_up_by_card", "check-balance-and-top-up", '"kind":"top_up_by_card"'),
    ("KNOWN_SESSIONS", "old_phone", "change-password", '"kind":"old_phone"'),
    ("KNOWN_TOP_UPS", "sbp", "check-balance-and-top-up", '"top_up_way":"sbp"'),
    ("KNOWN_TARIFFS", "large", "change-tariff", '"tariff":{"name":"large"'),
    ("KNOWN_OPTIONS", "horoscope", "turn-options-on-and-off", '"service":"horoscope"'),
    ("KNOWN_OPTIONS", "spam_shield", "turn-options-on-and-off", '"options":[{"name":"spam_shield"'),
    ("KNOWN_AUTOPAYS", "threshold", "set-up-autopay", '"autopay":{"kind":"threshold"'),
    ("KNOWN_DETAILS", "all", "view-call-details", '"what":"all"'),
    ("KNOWN_SITES", "vk", "register-by-social", '"other_site":{"name":"vk"'),
    ("KNOWN_SITES", "vk", "register-by-social", '"identities":["vk"]'),
]


@pytest.mark.parametrize(("table", "name", "slug", "holds"), NAMES, ids=str)
def test_a_run_that_holds_a_name_that_is_gone_does_not_belong(
    monkeypatch: pytest.MonkeyPatch, table: str, name: str, slug: str, holds: str
) -> None:
    run, walkthrough = reached(slug, holds), CONTENT.walkthroughs[slug]
    assert CODEC.belongs(run, walkthrough)
    known = getattr(recognition, table)
    assert name in known
    left = {each: known[each] for each in known if each != name} if hasattr(known, "keys") else set(known) - {name}
    monkeypatch.setattr(recognition, table, left)
    assert not CODEC.belongs(run, walkthrough)


def without(change: Callable[[Action[Any]], Action[Any]]) -> RunCodec:
    """The codec of an edition in which each action is another."""
    return RunCodec(replace(SIMULATION, actions={name: change(action) for name, action in ACTIONS.items()}))


def test_an_outcome_that_is_gone_does_not_belong() -> None:
    run, walkthrough = reached("register-by-phone", '"name":"code_wrong"'), CONTENT.walkthroughs["register-by-phone"]
    assert CODEC.belongs(run, walkthrough)
    newer = without(
        lambda action: replace(action, outcomes=tuple(each for each in action.outcomes if each != CODE_WRONG))
    )
    assert not newer.belongs(run, walkthrough)


def test_a_field_that_is_gone_does_not_belong() -> None:
    run, walkthrough = reached("register-by-phone", '"prefill":{"phone"'), CONTENT.walkthroughs["register-by-phone"]
    assert CODEC.belongs(run, walkthrough)
    newer = without(
        lambda action: replace(action, fields=tuple(each for each in action.fields if each.name != "phone"))
    )
    assert not newer.belongs(run, walkthrough)


def test_a_choice_that_was_made_and_is_gone_does_not_belong() -> None:
    run, walkthrough = reached("register-by-phone", '"method":"phone"'), CONTENT.walkthroughs["register-by-phone"]
    for fields in ((Field("method", "choice", ("vk",)),), ()):
        newer = RunCodec(
            replace(SIMULATION, actions={**ACTIONS, "choose_method": replace(ACTIONS["choose_method"], fields=fields)})
        )
        assert not newer.belongs(run, walkthrough)


def with_notice(run: AnyRun, **values: int) -> AnyRun:
    return replace(run, notice=Outcome("code_wrong", ("code",), values))


def test_an_outcome_must_bring_the_values_that_its_text_may_quote() -> None:
    walkthrough = CONTENT.walkthroughs["register-by-phone"]
    run = turn(walkthrough, SECRETS).begin()
    (name,) = SIMULATION.outcomes["code_wrong"].values
    assert CODEC.belongs(with_notice(run, **{name: 1}), walkthrough)
    for values in ({}, {"of_old": 1}, {name: 1, "of_old": 1}):
        assert not CODEC.belongs(with_notice(run, **values), walkthrough)


def test_a_message_must_bring_what_its_text_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    slug = "check-balance-and-top-up"
    run = reached(slug, '"kind":"receipt"')
    kinds = {**MESSAGE_KINDS, "receipt": ("sum", "balance")}
    monkeypatch.setattr(recognition, "MESSAGE_KINDS", kinds)
    assert not CODEC.belongs(run, CONTENT.walkthroughs[slug])


def test_a_step_or_a_walkthrough_that_is_gone_has_no_runs() -> None:
    walkthrough = CONTENT.walkthroughs["register-by-phone"]
    run = turn(walkthrough, SECRETS).begin()
    assert CODEC.belongs(replace(run, step=DONE), walkthrough)
    assert not CODEC.belongs(replace(run, step="of-old"), walkthrough)
    assert not CODEC.belongs(run, replace(walkthrough, slug="of-old"))


@WALKTHROUGHS
def test_whoever_edits_texts_throws_nobody_out(walkthrough: Walkthrough) -> None:
    """Mistakes are called otherwise, steps say other things, one that was passed is gone: that isn't the learner's."""
    edited = replace(
        walkthrough,
        title="Other",
        finish="Other",
        steps=tuple(
            replace(
                step,
                say="Other",
                hint=None,
                mistakes=tuple(replace(mistake, name=f"other {mistake.name}") for mistake in step.mistakes),
            )
            for step in walkthrough.steps
        ),
    )
    show = partial(RENDERER.widget, CONTENT.wording, version=1)
    for run in some_runs(walkthrough, learners=5):
        assert CODEC.belongs(run, edited)
        show(edited, run, NOW)
        without_first = replace(edited, steps=edited.steps[1:])
        if run.step != walkthrough.steps[0].id:
            assert CODEC.belongs(run, without_first)
            show(without_first, run, NOW)


def without_step(walkthrough: Walkthrough, step_id: str) -> Walkthrough:
    return replace(walkthrough, steps=tuple(step for step in walkthrough.steps if step.id != step_id))


def test_a_step_to_go_back_to_that_is_gone_throws_nobody_out() -> None:
    walkthrough = CONTENT.walkthroughs["register-by-phone"]
    run = next(before for step, before, _ in runs_at_each_step(turn(walkthrough, SECRETS)) if step.id == "enter-code")
    restarted = turn(walkthrough, SECRETS).restart(run)
    shorter = replace(walkthrough, steps=walkthrough.steps[1:])
    kept = CODEC.decode(CODEC.encode(run), shorter)
    assert kept
    assert [was.step for was in kept.past] == [was.step for was in run.past[1:]]
    assert CODEC.decode(CODEC.encode(restarted), walkthrough) == restarted
    begun_anew = CODEC.decode(CODEC.encode(replace(restarted, step="enter-code")), shorter)
    assert begun_anew
    assert begun_anew.former
    assert [was.step for was in begun_anew.former.past] == [was.step for was in run.past[1:]]
    of_old = CODEC.decode(CODEC.encode(replace(restarted, step="enter-number")), without_step(walkthrough, run.step))
    assert of_old
    assert of_old.former is None


@WALKTHROUGHS
def test_what_there_is_to_go_back_to_adds_little(walkthrough: Walkthrough) -> None:
    *_, (_, _, done) = runs_at_each_step(turn(walkthrough, SECRETS))
    assert len(done.past) == len(walkthrough.steps)
    document = CODEC.encode(turn(walkthrough, SECRETS).restart(done))
    assert len(document) < len(CODEC.encode(replace(done, past=()))) + 600 * len(walkthrough.steps)


def as_formerly(run: AnyRun) -> bytes:
    """The document of an edition whose ways back were whole snapshots."""
    was = run.snapshot(NOW)
    past: list[Snapshot[Any]] = []
    lesson = None
    if run.lesson:
        was = restored(was, run.lesson.before)
        lesson = {"mistake": run.lesson.mistake, "before": was}
    for undo in reversed(run.past):
        was = restored(was, undo)
        past.insert(0, was)
    plain = msgspec.json.encode(replace(run, lesson=None, past=(), former=None))
    ways = msgspec.json.encode({"lesson": lesson, "past": past, "former": None})
    return plain + b"\n" + zlib.compress(ways)


@WALKTHROUGHS
def test_runs_of_the_edition_that_kept_whole_snapshots_are_gone_on_with(walkthrough: Walkthrough) -> None:
    for run in some_runs(walkthrough, learners=5):
        kept = CODEC.decode(as_formerly(run), walkthrough)
        assert kept == replace(run, former=None)


def test_a_damaged_way_back_is_a_damaged_run() -> None:
    walkthrough = CONTENT.walkthroughs["register-by-phone"]
    run = next(after for _, _, after in runs_at_each_step(turn(walkthrough, SECRETS)))
    for document in (CODEC.encode(run), as_formerly(run)):
        assert CODEC.decode(document, walkthrough) == run
        assert CODEC.decode(document[:-4], walkthrough) is None
