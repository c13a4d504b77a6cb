"""Views that are kept: nobody sees one that isn't what would be drawn for them at that moment."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sandbox.account.simulation import SIMULATION
from sandbox.content.rehearsal import NOW, play_mistake, rehearsal_of, runs_at_each_step
from sandbox.engine.run import AnyRun, Former, Run
from sandbox.engine.undo import Undo
from sandbox.rendering.moment import moment_of_step
from sandbox.rendering.renderer import Renderer
from sandbox.rendering.views import _NOT_SHOWN, KeptViews, compared
from tests.support.at_once import at_once
from tests.support.cabinet import lives
from tests.support.guide import CONTENT
from tests.support.project import ROOT

KEEPING, ANEW = Renderer(SIMULATION), Renderer(SIMULATION, reads_again=True)
WALKTHROUGH = CONTENT.walkthroughs["register-by-phone"]
UNDO = Undo(WALKTHROUGH.steps[0].id, NOW, {}, {})


def moments(run: AnyRun) -> Iterator[datetime]:
    """Now, a little later, and just before and after what is ahead."""
    yield from (NOW, NOW + timedelta(seconds=10))
    for at in [*SIMULATION.timeline.ahead(run.state, run.clock(NOW)).values()][-2:]:
        yield from (at - run.clock_offset + timedelta(seconds=seconds) for seconds in (-1, 1))


@at_once("slug", CONTENT.walkthroughs)
def test_views_of_a_walkthrough_are_what_would_be_drawn_anew(slug: str) -> None:
    walkthrough = CONTENT.walkthroughs[slug]
    turn = rehearsal_of(SIMULATION, walkthrough)
    version = 0
    for step, before, after in runs_at_each_step(turn):
        tried = [play_mistake(turn, before, mistake) for mistake in step.mistakes[:1]]
        for run in (*tried, after):
            for now in moments(run):
                version += 1
                pages = [
                    each.widget(CONTENT.wording, walkthrough, run, now, version=version) for each in (KEEPING, ANEW)
                ]
                assert pages[0] == pages[1]


def test_views_of_the_cabinet_are_what_would_be_drawn_anew() -> None:
    for turn, _, run in lives(6, seed=19):
        for now in moments(run):
            later = replace(turn, now=now)
            for place in later.menu(run, later.place(run)):
                pages = [each.cabinet(CONTENT.wording, later, run, place, version=7) for each in (KEEPING, ANEW)]
                assert pages[0] == pages[1]


def test_a_view_is_drawn_once_for_all_who_see_the_same_with_the_numbers_of_each() -> None:
    drawn: list[dict[str, object]] = []

    def draw(**numbers: object) -> str:
        drawn.append(numbers)
        return f"version {numbers['version']}, presses {numbers['presses']}"

    views = KeptViews()
    assert views(draw, (CONTENT,), b"the same", 3, 11) == b"version 3, presses 11"
    assert views(draw, (CONTENT,), b"the same", 4, 12) == b"version 4, presses 12"
    assert len(drawn) == 1
    assert views(draw, (CONTENT,), b"another", 4, 12) == b"version 4, presses 12"
    assert views(draw, (WALKTHROUGH,), b"the same", 4, 12) == b"version 4, presses 12"
    assert views(draw, (CONTENT,), b"the same", 0, 12) == b"version 0, presses 12", "of a run that isn't stored"
    assert views(draw, (CONTENT,), None, 4, 12) == b"version 4, presses 12"
    assert len(drawn) == 5


@cache
def runs() -> tuple[AnyRun, ...]:
    return tuple(after for _, _, after in runs_at_each_step(rehearsal_of(SIMULATION, WALKTHROUGH)))


CHANGES: dict[str, Any] = {
    "walkthrough": "another",
    "step": WALKTHROUGH.steps[-1].id,
    "state": replace(runs()[0].state, one_time=runs()[-1].state.one_time, messages=()),
    "notice": None,
    "tried": "Настоящий номер",
    "prefill": {"phone": "79070000002"},
    "entered": {},
    "mistakes_tried": (("open-site", "Настоящий номер"),),
    "past": (),
    "former": Former(UNDO, (), (), ""),
    "presses": 1,
    "undos": (UNDO,),
    "found": ("sum",),
    "harms": ("harm",),
    "solved": True,
    "has_kept": True,
}


@at_once("name", [field.name for field in fields(Run)])
def test_learners_who_differ_in_anything_that_is_shown_see_no_common_view(name: str) -> None:
    run = runs()[0]
    changed = replace(run, **{name: CHANGES[name]}) if name in CHANGES else run
    alike = [compared(SIMULATION, moment_of_step(SIMULATION, each, NOW), WALKTHROUGH) for each in (run, changed)]
    if name in CHANGES:
        assert alike[0] != alike[1]
    else:
        assert name in _NOT_SHOWN


@at_once("path", (ROOT / "sandbox").rglob("*.html"))
def test_templates_show_nothing_of_what_is_not_compared(path: Path) -> None:
    """Of some it is compared whether they are there, and of a lesson what `LessonView` tells."""
    names = "|".join(_NOT_SHOWN)
    read = re.findall(rf"run\.({names})\b(?!\.before\.step)", path.read_text(encoding="utf-8"))
    asked = re.findall(r"(?:if|can_go_back=)\s*run\.(past|former|undos)\b", path.read_text(encoding="utf-8"))
    assert read == asked
