"""How far a learner has come, whatever the walkthrough says."""

from dataclasses import replace

import pytest

from sandbox.content.loader import Content
from sandbox.content.rehearsal import NOW, PredictableSecrets, play_example
from sandbox.engine import transitions
from sandbox.engine.progress import Progress, progress
from sandbox.engine.transitions import Run
from sandbox.engine.walkthrough import DONE, Walkthrough

SECRETS = PredictableSecrets()
FIRST = "open-site"


@pytest.fixture
def walkthrough(content: Content) -> Walkthrough:
    return content.walkthroughs["register-by-phone"]


@pytest.fixture
def fresh(walkthrough: Walkthrough) -> Run:
    return transitions.begin(walkthrough, NOW, SECRETS)


def seen(found: Progress) -> tuple[str, str | None, int, int]:
    return found.status, found.step.id if found.step else None, found.place, found.mistakes_tried


def test_without_a_run_nothing_is_begun(walkthrough: Walkthrough) -> None:
    assert seen(progress(walkthrough, None)) == ("todo", FIRST, 1, 0)


def test_a_run_in_which_nothing_was_done_is_not_begun(walkthrough: Walkthrough, fresh: Run) -> None:
    for run in (fresh, transitions.restart(walkthrough, NOW, SECRETS), transitions.say(fresh, "run_not_found")):
        assert seen(progress(walkthrough, run)) == ("todo", FIRST, 1, 0)


def test_a_wrong_answer_at_the_first_step_is_a_beginning(walkthrough: Walkthrough, fresh: Run) -> None:
    run = transitions.submit(walkthrough, fresh, FIRST, "open_site", {"address": "?"}, NOW, SECRETS)
    assert seen(progress(walkthrough, run)) == ("active", FIRST, 1, 0)


def test_the_open_step_is_named_with_its_place_all_the_way(walkthrough: Walkthrough, fresh: Run) -> None:
    run = fresh
    for place, step in enumerate(walkthrough.steps, 1):
        assert seen(progress(walkthrough, run))[1:3] == (step.id, place)
        run = play_example(walkthrough, run, step, SECRETS)
    assert seen(progress(walkthrough, run)) == ("done", None, len(walkthrough.steps), 0)


def test_each_mistake_counts_once(walkthrough: Walkthrough, fresh: Run) -> None:
    run = fresh
    for name in ("Похожий адрес", "Опечатка в\u00a0адресе", "Похожий адрес"):
        run = transitions.try_mistake(walkthrough, run, FIRST, name, NOW, SECRETS)
    assert seen(progress(walkthrough, run)) == ("active", FIRST, 1, 2)


def test_a_mistake_that_the_file_no_longer_has_does_not_count(walkthrough: Walkthrough, fresh: Run) -> None:
    tried = ((FIRST, "Похожий адрес"), (FIRST, "Прежняя ошибка"), ("enter-code", "Похожий адрес"))
    run = replace(fresh, step=DONE, mistakes_tried=tried)
    assert progress(walkthrough, run).mistakes_tried == 1
