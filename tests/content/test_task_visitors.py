"""Who comes unannounced in tasks: every task can be done whoever comes, and each misjudgement is told kindly."""

import random
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup, Tag

from sandbox.account import guests
from sandbox.content.cabinet_check import Walk
from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.content.task_rehearsal import Stage, act, deal, judge, task_turn
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.inviting import Chosen, Inviting
from sandbox.engine.run import AnyRun
from sandbox.engine.task import Task
from sandbox.rendering.onward import Telling
from tests.support.at_once import at_once
from tests.support.guide import CONTENT, RENDERER, SIMULATION
from tests.support.project import ROOT

VISITED = [task for task in CONTENT.tasks.values() if task.visitors]
TASKS = at_once("task", VISITED)
HOW_MANY = {
    **dict.fromkeys(["first-sign-in", "strange-computer", "locked-out", "weak-password", "paid-call"], 1),
    **dict.fromkeys(["tariff-to-size", "link-that-stays", "no-more-autopay", "new-number"], 1),
    **dict.fromkeys(["three-hundred", "fast-money", "data-for-summer-house", "stranger-inside"], 2),
    "year-of-ivan": 3,
}


def inviting() -> Inviting[Any]:
    judging = SIMULATION.life.judging
    assert judging
    assert judging.inviting
    return judging.inviting


def each_variant(task: Task) -> Iterator[tuple[CabinetTurn[Any], Chosen]]:
    assert task.visitors
    for invited in task.visitors.variants():
        yield task_turn(SIMULATION, CONTENT.cabinet_of(task)), invited


def told(turn: CabinetTurn[Any], run: AnyRun) -> Tag:
    telling = Telling(turn.missing(run), turn.harmed(run), (), "/", None, "", visitors=turn.met(run))
    html = RENDERER.cabinet(CONTENT.wording, turn, run, turn.place(run), version=1, telling=telling)
    return BeautifulSoup(html, "html.parser")


def test_as_many_come_as_the_task_says() -> None:
    assert {task.slug: task.visitors.come for task in VISITED if task.visitors} == HOW_MANY


@TASKS
def test_it_is_solved_when_all_are_left_alone_to_the_end(task: Task) -> None:
    """The build plays it with all of them dealt with as they come."""
    for turn, invited in each_variant(task):
        nearly, solved = Stage(turn).play_solution(task, invited, deals=False)
        assert not judge(turn, nearly.run).solved
        ended = judge(turn, solved.run)
        assert (ended.solved, ended.harms) == (True, ())
        assert len([each for each in turn.met(ended) if each.subject in dict(invited)]) == len(invited)


@TASKS
def test_each_visitor_is_told_with_what_could_have_been_seen(task: Task) -> None:
    for turn, invited in each_variant(task):
        ended = judge(turn, turn.begin(invited), deals=True)
        items = told(turn, ended).select(".told__one")
        assert [item["data-event"] for item in items] == [each.subject for each in turn.met(ended)]
        for item, each in zip(items, turn.met(ended), strict=True):
            assert item["data-well"] == "true"
            assert plain(CONTENT.wording.label("could_be_seen", each.kind)) in plain(item.get_text())
            assert not item.select("a"), "what went well needs no page"


@TASKS
def test_both_misjudgements_are_told_kindly_with_a_page_to_read_again(task: Task) -> None:
    assert task.visitors
    for subject in task.visitors.subjects:
        for genuine in (True, False):
            turn = task_turn(SIMULATION, CONTENT.cabinet_of(task))
            run = misjudge(turn, turn.finish(turn.begin(((subject, genuine),))), subject)
            (item,) = told(turn, run).select(f'.told__one[data-event="{subject}"]')
            assert item["data-well"] == "false"
            assert (item.get("data-harm") is not None) is bool(turn.harmed(run))
            (link,) = item.select("a")
            page = str(link["href"]).strip("/")
            assert (ROOT / "docs" / f"{page}.md").exists()
            text = plain(item.get_text())
            assert ("правда" in text) is genuine
            assert ("обман" in text) is not genuine
            back = turn.undo(run)
            while not all(each.well for each in turn.met(back)):
                back = turn.undo(back)
            (item,) = told(turn, back).select(f'.told__one[data-event="{subject}"]')
            assert "В жизни вернуть так нельзя" in plain(item.get_text()), "taken back, and yet told"


def misjudge(turn: CabinetTurn[Any], run: AnyRun, subject: str) -> AnyRun:
    if not inviting().wrong(run.state, subject):
        run = act(turn, run, inviting().prudent(run.state))
    return act(turn, run, inviting().wrong(run.state, subject))


def plain(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


def trust(turn: CabinetTurn[Any], run: AnyRun) -> AnyRun:
    """Do what the one who waits wants; let those be who want nothing."""
    guest = guests.present(run.state)
    assert guest
    return act(turn, run, (inviting().prudent if guest.genuine else wrong_with(guest.subject))(run.state))


def wrong_with(subject: str) -> Any:
    return lambda state: inviting().wrong(state, subject)


def refuse(turn: CabinetTurn[Any], run: AnyRun) -> AnyRun:
    return act(turn, run, (("block_sender", {}),))


def test_who_always_trusts_and_who_always_refuses_each_fail_about_half() -> None:
    failed, met = {"trust": 0, "refuse": 0}, 0
    for seed in range(200):
        task = VISITED[seed % len(VISITED)]
        assert task.visitors
        for player in (trust, refuse):
            turn = CabinetTurn(SIMULATION, CONTENT.cabinet_of(task), NOW, PredictableSecrets(seed))
            run = turn.finish(turn.begin())
            while guests.present(run.state):
                run = player(turn, run)
                run = run if guests.present(run.state) else turn.finish(run)
            of_task = [each for each in turn.met(run) if each.subject in task.visitors.subjects]
            failed[player.__name__] += sum(not each.well for each in of_task)
            met += len(of_task)
    shares = {name: round(2 * count / met, 3) for name, count in failed.items()}
    print(shares, met)
    assert all(0.4 < share < 0.6 for share in shares.values())


@TASKS
def test_a_task_begun_again_has_other_visitors(task: Task) -> None:
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(task))
    run = turn.begin()
    for _ in range(10):
        again = turn.restart(run)
        assert who(again) != who(run)
        run = again


def who(run: AnyRun) -> set[str]:
    return {each.kind for each in inviting().visitors(run.state)}


def test_nothing_loops_however_calls_wait_for_each_other() -> None:
    """In «Чужой уже внутри» a rescuer calls in any case. Another call comes when that one is over."""
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(CONTENT.tasks["stranger-inside"]))
    run = turn.finish(turn.begin((("call", False), ("code", True))))
    assert ([each.came for each in inviting().visitors(run.state)], ended(run)) == ([True, False, True], False)
    alone = turn.finish(run)
    assert ended(alone), "whoever lets it ring is judged"
    run = deal(turn, run)
    assert all(each.came for each in inviting().visitors(turn.finish(run).state))


def ended(run: AnyRun) -> bool:
    assert run.notice
    return run.notice.name in ("task_solved", "task_unsolved")


def test_a_second_click_is_no_second_question() -> None:
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(CONTENT.tasks["three-hundred"]))
    run = turn.begin()
    came = turn.finish(run, "balance", f"{run.presses}")
    assert (came.step, ended(came)) == ("balance", False)
    assert turn.finish(came, "balance", f"{run.presses}") == came
    assert ended(turn.finish(came, "balance", f"{came.presses}"))


def test_who_has_come_can_be_taken_back_like_a_press() -> None:
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(CONTENT.tasks["three-hundred"]))
    run = turn.begin()
    back = turn.undo(turn.finish(run))
    assert (back.state, turn.met(back)) == (run.state, ())


def test_nobody_comes_to_a_phone_that_is_lost() -> None:
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(CONTENT.tasks["year-of-ivan"]))
    run = act(turn, turn.begin(), (("lose_phone", {}),))
    assert ended(turn.finish(run))
    run = act(turn, turn.finish(turn.begin()), (("lose_phone", {}),))
    assert guests.present(run.state) is None, "nobody can be answered there"


@TASKS
def test_whatever_is_pressed_among_visitors_one_can_go_on(task: Task) -> None:
    walk = Walk(SIMULATION, CONTENT, random.Random(task.slug))
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(task))
    run = turn.begin()
    for press in range(150):
        run = turn.finish(run) if press % 20 == 19 else walk.press(turn, run, walk.anywhere(turn, run))
        money = run.state.money
        assert money.balance == sum(entry.amount for entry in money.history)
        assert turn.menu(run, turn.place(run))
