"""What editors see: figures that agree with each other, in the learners' own words, and nobody's own work."""

import io
from datetime import date

import pytest

from sandbox.content import Content
from sandbox.counters import Counter, WeeklyCount, kept_weeks, week_of
from sandbox.counters.figures import FEW, Report, Votes
from sandbox.counters.report import Reporter
from sandbox.counters.table import COLUMNS, write_csv
from sandbox.engine.walkthrough import DONE
from sandbox.feedback import DailyCount, DailyReason
from tests.support.guide import CONTENT, RENDERER, SIMULATION

DAY, BEFORE = date(2026, 11, 26), date(2026, 11, 19)
WEEK, LAST_WEEK = week_of(DAY), week_of(BEFORE)
SLUG = "register-by-phone"
WALKTHROUGH = CONTENT.walkthroughs[SLUG]
FIRST, SECOND = WALKTHROUGH.steps[:2]
NO_VOTES = Votes((), ())
WRONG = "address_has_extra_words"


def reached(step: str, count: int, week: str = WEEK, of: str = SLUG) -> WeeklyCount:
    return WeeklyCount(week, Counter(of, step, "reached"), count)


def happened(name: str, count: int, step: str = FIRST.id, week: str = WEEK, of: str = SLUG) -> WeeklyCount:
    return WeeklyCount(week, Counter(of, step, "outcome", name), count)


@pytest.fixture
def reporter(content: Content) -> Reporter:
    tasks = {slug: f"check/{slug}/" for slug in content.tasks}
    return Reporter(content, SIMULATION, {SLUG: "registration/by-phone/"}, tasks, "cabinet/")


def report(reporter: Reporter, counts: list[WeeklyCount], week: str = "", votes: Votes = NO_VOTES) -> Report:
    return reporter.report(counts, votes, kept_weeks(DAY), week)


def test_a_funnel_says_where_runs_end_and_what_went_wrong_there(reporter: Reporter) -> None:
    counts = [reached(FIRST.id, 20), reached(SECOND.id, 15), reached(DONE, 5), happened(WRONG, 7)]
    (funnel,) = report(reporter, counts).funnels
    assert (funnel.begun, funnel.finished, funnel.address) == (20, 5, "registration/by-phone/")
    assert [(step.reached, step.left, step.mistakes) for step in funnel.steps][:2] == [(20, 5, 7), (15, 10, 0)]
    assert sum(step.left for step in funnel.steps) == funnel.begun - funnel.finished
    (mistake,) = report(reporter, counts).mistakes
    assert mistake.count == 7
    assert mistake.what == CONTENT.wording.outcomes[WRONG].title
    leavings = report(reporter, counts).leavings
    assert [each.step.left for each in leavings] == [10, 5]


def test_only_what_a_learner_did_wrong_is_a_mistake(reporter: Reporter) -> None:
    others = ("site_opened", "example_shown", "run_not_found", "step_already_passed", "run_restarted")
    counts = [reached(FIRST.id, 20), *(happened(name, 9) for name in others)]
    assert report(reporter, counts).mistakes == ()


def test_steps_are_never_more_than_those_before_them(reporter: Reporter) -> None:
    """A run of last week goes on in this one, and goes back in it."""
    counts = [reached(FIRST.id, 10), reached(SECOND.id, 12), reached(WALKTHROUGH.steps[2].id, -3), reached(DONE, 6)]
    (funnel,) = report(reporter, counts, WEEK).funnels
    figures = [step.reached for step in funnel.steps]
    assert figures[:2] == [12, 12]
    assert figures == sorted(figures, reverse=True)
    assert all(step.left >= 0 for step in funnel.steps)
    assert funnel.finished == 6


def test_of_what_few_have_begun_only_that_is_told(reporter: Reporter) -> None:
    counts = [reached(FIRST.id, FEW - 1), happened(WRONG, FEW - 1)]
    shown = report(reporter, counts)
    assert (shown.funnels, shown.mistakes, shown.leavings, shown.few) == ((), (), (), (WALKTHROUGH.title,))
    assert len(report(reporter, [*counts, reached(FIRST.id, 1, LAST_WEEK)]).funnels) == 1


def test_a_week_is_that_week_and_all_weeks_are_told_beside_it(reporter: Reporter) -> None:
    counts = [reached(FIRST.id, 20), reached(FIRST.id, 30, LAST_WEEK), reached(DONE, 12, LAST_WEEK)]
    votes = Votes(
        [DailyCount("a/", DAY, 1, 2), DailyCount("a/", BEFORE, 0, 3), DailyCount("b/", DAY, 5, 0)],
        [DailyReason("a/", DAY, "stuck", 1), DailyReason("a/", BEFORE, "too_long", 4)],
    )
    this, everything = (report(reporter, counts, week, votes) for week in (WEEK, ""))
    assert [each.begun for each in (*this.funnels, *everything.funnels)] == [20, 50]
    assert [(each.page, each.useless, each.useful) for each in this.pages] == [("a/", 2, 1)]
    assert [(each.useless, each.reason) for each in everything.pages] == [
        (5, CONTENT.wording.texts["feedback.too_long"])
    ]
    for shown in (this, everything):
        assert [(each.week, each.begun, each.finished, each.useless) for each in shown.weeks[-2:]] == [
            (LAST_WEEK, 30, 12, 3),
            (WEEK, 20, 0, 2),
        ]


def test_tasks_and_the_cabinet_say_how_they_ended(reporter: Reporter, content: Content) -> None:
    task = next(task for task in content.tasks.values() if task.harms)
    of, harm = content.cabinet_of(task).slug, task.harms[0]
    counts = [
        reached(task.at, 9, of=of),
        reached(DONE, 4, of=of),
        WeeklyCount(WEEK, Counter(of, task.at, "harm", harm.name), 2),
        happened("task_unsolved", 3, task.at, of=of),
        reached(next(iter(content.places)), 6, of="cabinet"),
    ]
    found = {each.slug: each for each in report(reporter, counts).tasks}
    assert (found[of].begun, found[of].finished) == (9, 4)
    assert {each.what for each in found[of].mistakes} >= {harm.say}
    assert sum(each.count for each in found[of].mistakes) == 5
    assert (found["cabinet"].begun, found["cabinet"].has_end) == (6, False)


def test_names_that_there_are_no_more_stop_nothing(reporter: Reporter) -> None:
    counts = [
        reached("first", 90, of="gone"),
        reached("gone", 90),
        happened("gone", 90),
        happened(WRONG, 8, "gone"),
        reached(FIRST.id, 9),
    ]
    shown = report(reporter, counts)
    assert [each.begun for each in shown.funnels] == [9]
    assert [each.say for each in shown.mistakes] == ["gone"]


def test_every_mistake_there_is_has_words_without_braces(reporter: Reporter) -> None:
    counts = [reached(FIRST.id, FEW), *(happened(name, 1) for name in SIMULATION.outcomes)]
    (funnel,) = report(reporter, counts).funnels
    assert len(funnel.mistakes) > 50
    assert not [each.what for each in funnel.mistakes if not each.what or "{" in each.what]


def test_the_table_has_each_counter_and_nobodys_own_work() -> None:
    file = io.StringIO()
    counts = [
        reached(FIRST.id, FEW),
        happened(WRONG, 2),
        reached("first", FEW - 1, of="=few"),
        happened(WRONG, 1, of="=few"),
        reached(SECOND.id, -1),
    ]
    write_csv(counts, file)
    rows = [line.split(",") for line in file.getvalue().splitlines()]
    assert rows == [
        [*COLUMNS],
        [WEEK, "'=few", "", "reached", "", f"<{FEW}"],
        [WEEK, SLUG, FIRST.id, "reached", "", f"{FEW}"],
        [WEEK, SLUG, FIRST.id, "outcome", WRONG, "2"],
        [WEEK, SLUG, SECOND.id, "reached", "", "0"],
    ]


@pytest.mark.parametrize("template", ["stumbles.html", "stumbles.txt"])
def test_the_picture_and_its_table_and_the_text_say_the_same(
    reporter: Reporter, content: Content, template: str
) -> None:
    counts = [reached(FIRST.id, 8_765), reached(SECOND.id, 4_321), happened(WRONG, 1_234)]
    shown = RENDERER.render(template, wording=content.wording, report=report(reporter, counts), root="/", few=FEW)
    times = {figure: shown.count(figure) for figure in ("8765", "4321", "1234")}
    assert all(times.values()), times
    if template == "stumbles.html":
        assert times["4321"] >= 2, "in the picture and in the table"
    nothing = report(reporter, [])
    assert RENDERER.render(template, wording=content.wording, report=nothing, root="/", few=FEW)
