"""Every task is what its file says, and can be done by what is seen on the way."""

import re
from datetime import UTC, datetime
from typing import Any

from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.content.task_rehearsal import judge, play, rehearse_tasks, task_turn
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.place import BESIDE
from sandbox.engine.task import Task
from sandbox.engine.transitions import Turn
from sandbox.text.russian import day
from tests.support.at_once import at_once
from tests.support.guide import CONTENT, RENDERER, SIMULATION, SOURCE
from tests.support.project import ROOT

TASKS = at_once("task", CONTENT.tasks.values())


SAID = {"why_autopay_failed": "не прошёл: карта отказала"}
"""What says it on the screen, of an answer that is chosen and not typed."""


def test_the_real_tasks_are_right() -> None:
    assert rehearse_tasks(SOURCE, SIMULATION) == []


@TASKS
def test_what_is_asked_for_stands_on_the_screen_where_it_is_answered(task: Task) -> None:
    judging = SIMULATION.life.judging
    assert judging is not None
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(task))
    for question in task.questions:
        place = [press.kind == "answer" and press.name == question.id for press in task.solution].index(True)
        before = task.solution[:place]
        run = play(turn, before).run
        moves = [press.name for press in before if press.kind == "go"]
        here = turn.place(run, moves[-1] if before and before[-1].kind == "go" else run.step)
        html = RENDERER.cabinet(CONTENT.wording, turn, run, here, version=1).replace("\N{NO-BREAK SPACE}", " ")
        fact = judging.facts[question.fact]
        written = [SAID.get(question.fact, fact.value(run.state))]
        if fact.kind == "day":
            written.append(day(datetime.strptime(written[0], "%d.%m.%Y").replace(tzinfo=UTC)))
        assert any(value.replace("\N{NO-BREAK SPACE}", " ") in html for value in written), task.slug


@at_once(
    "begun",
    [
        *(task_turn(SIMULATION, CONTENT.cabinet_of(task)) for task in CONTENT.tasks.values()),
        *(Turn(SIMULATION, each, NOW, PredictableSecrets()) for each in CONTENT.walkthroughs.values()),
    ],
)
def test_nothing_has_happened_after_the_day_on_which_it_begins(begun: Turn[Any] | CabinetTurn[Any]) -> None:
    run = begun.begin()
    account = run.state
    happened = [
        account.sim.idle_since,
        *(entry.at for entry in account.money.history),
        *(session.since for session in account.access.sessions),
        *(each.since for each in (account.services.tariff, *account.services.options) if each),
    ]
    assert [each for each in happened if each and each > run.clock(begun.now)] == []


@TASKS
def test_a_wrong_answer_is_neither_kept_nor_told(task: Task) -> None:
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(task))
    for question in task.questions:
        run = turn.begin()
        after = turn.answer(run, run.step, f"{run.presses}", question.id, "77")
        assert (after.found, after.prefill) == ((), {})
        assert after.notice
        assert SIMULATION.outcomes[after.notice.name].refusal


@TASKS
def test_an_answer_that_is_chosen_is_offered_and_no_other_is_taken(task: Task) -> None:
    judging = SIMULATION.life.judging
    assert judging
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(task))
    for question in task.questions:
        place = [press.kind == "answer" and press.name == question.id for press in task.solution].index(True)
        run, choices = play(turn, task.solution[:place]).run, judging.facts[question.fact].choices
        taken = [
            text
            for text in choices
            if turn.answer(run, run.step, f"{run.presses}", question.id, text).found != run.found
        ]
        assert taken == ([turn.right_answer(run, question.id)] if choices else [])


@TASKS
def test_a_harm_stays_noted_when_it_is_taken_back(task: Task) -> None:
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(task))
    for harm in task.harms:
        run = play(turn, harm.by).run
        assert not turn.is_solved(run)
        assert harm.name in turn.undo(run).harms


@TASKS
def test_judgement_tells_what_is_still_open_and_what_is_done(task: Task) -> None:
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(task))
    begun = judge(turn, turn.begin())
    assert (begun.solved, turn.missing(begun)) == (False, (*task.goals, *(each.id for each in task.questions)))
    solved = judge(turn, play(turn, task.solution).run)
    assert (solved.solved, turn.missing(solved)) == (True, ())


def test_each_place_where_a_detour_can_be_made_has_a_page_to_read_again() -> None:
    without = [each.id for each in CONTENT.places.values() if each.offers and each.id != BESIDE and not each.page]
    assert without == []


def test_every_walkthrough_is_practised_by_a_task() -> None:
    taught = {slug for task in CONTENT.tasks.values() for slug in task.teaches}
    assert set(CONTENT.walkthroughs) - taught == set()


def test_every_task_is_in_the_list_of_them() -> None:
    """The page «Проверь себя» lists them by hand, and says in a few words what each is about."""
    folder = ROOT / "docs/check"
    pages = {path.name for path in folder.glob("*.md")} - {"index.md"}
    listed = re.findall(
        r"^- \[[^]]+\]\(([\w-]+\.md)\) — [а-я].+\.$", (folder / "index.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sorted(listed) == sorted(pages)
