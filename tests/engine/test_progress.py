"""How far a learner has come, whatever the walkthrough says."""

from dataclasses import replace

import pytest

from sandbox.content import Content
from sandbox.content.rehearsal import PredictableSecrets, play_mistake, runs_at_each_step
from sandbox.engine.progress import MenuSection, Progress, following, progress
from sandbox.engine.run import RUN_NOT_FOUND, AnyRun
from sandbox.engine.walkthrough import DONE, Walkthrough
from tests.support.guide import turn

SECRETS = PredictableSecrets()
FIRST = "open-site"


@pytest.fixture
def walkthrough(content: Content) -> Walkthrough:
    return content.walkthroughs["register-by-phone"]


@pytest.fixture
def fresh(walkthrough: Walkthrough) -> AnyRun:
    return turn(walkthrough, SECRETS).begin()


def seen(found: Progress) -> tuple[str, str | None, int, int]:
    return found.status, found.step.id if found.step else None, found.place, found.mistakes_tried


def test_without_a_run_nothing_is_begun(walkthrough: Walkthrough) -> None:
    assert seen(progress(walkthrough, None)) == ("todo", FIRST, 1, 0)


def test_a_run_in_which_nothing_was_done_is_not_begun(walkthrough: Walkthrough, fresh: AnyRun) -> None:
    for run in (fresh, turn(walkthrough, SECRETS).restart(fresh), fresh.with_notice(RUN_NOT_FOUND)):
        assert seen(progress(walkthrough, run)) == ("todo", FIRST, 1, 0)


def test_a_wrong_answer_at_the_first_step_is_a_beginning(walkthrough: Walkthrough, fresh: AnyRun) -> None:
    run = turn(walkthrough, SECRETS).submit(fresh, FIRST, "open_site", {"address": "?"})
    assert seen(progress(walkthrough, run)) == ("active", FIRST, 1, 0)


def test_the_open_step_is_named_with_its_place_all_the_way(walkthrough: Walkthrough, fresh: AnyRun) -> None:
    run = fresh
    for place, step in enumerate(walkthrough.steps, 1):
        assert seen(progress(walkthrough, run))[1:3] == (step.id, place)
        run = turn(walkthrough, SECRETS).follow_example(run, step)
    assert seen(progress(walkthrough, run)) == ("done", None, len(walkthrough.steps), 0)


def test_each_mistake_counts_once(walkthrough: Walkthrough, fresh: AnyRun) -> None:
    run = fresh
    for name in ("Похожий адрес", "Опечатка в\u00a0адресе", "Похожий адрес"):
        mistake = walkthrough.steps[0].mistake(name)
        assert mistake
        run = play_mistake(turn(walkthrough, SECRETS), run, mistake)
    assert seen(progress(walkthrough, run)) == ("active", FIRST, 1, 2)


def test_where_a_lesson_leads_is_no_progress(content: Content) -> None:
    walkthrough = content.walkthroughs["register-by-social"]
    for step, before, _ in runs_at_each_step(turn(walkthrough, SECRETS)):
        if mistake := step.mistake("Отменить вход"):
            run = play_mistake(turn(walkthrough, SECRETS), before, mistake)
            assert run.step != step.id
            assert progress(walkthrough, run) == replace(progress(walkthrough, before), mistakes_tried=1)
            return
    raise AssertionError("no such mistake")


def test_a_mistake_that_is_only_chosen_is_a_beginning(walkthrough: Walkthrough, fresh: AnyRun) -> None:
    run = turn(walkthrough, SECRETS).try_mistake(fresh, FIRST, "Похожий адрес")
    assert seen(progress(walkthrough, run)) == ("active", FIRST, 1, 0)


def test_a_mistake_that_the_file_no_longer_has_does_not_count(walkthrough: Walkthrough, fresh: AnyRun) -> None:
    tried = ((FIRST, "Похожий адрес"), (FIRST, "Прежняя ошибка"), ("enter-code", "Похожий адрес"))
    run = replace(fresh, step=DONE, mistakes_tried=tried)
    assert progress(walkthrough, run).mistakes_tried == 1


MENU = (MenuSection("Вход", {"a": "a/", "b": "b/"}), MenuSection("Безопасность", {"c": "c/"}))


@pytest.mark.parametrize(
    ("slug", "named", "expected"),
    [("a", None, "b"), ("b", None, "c"), ("c", None, None), ("d", None, None), ("a", "c", "c"), ("c", "a", "a")],
)
def test_the_next_walkthrough_is_the_named_one_or_follows_in_the_menu(
    walkthrough: Walkthrough, slug: str, named: str | None, expected: str | None
) -> None:
    assert following(MENU, replace(walkthrough, slug=slug, next=named)) == expected
