"""What editors see: the counters added up, by the names that pages and trainers show."""

import re
from collections import Counter as Sums
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sandbox.content import Content
from sandbox.counters import Counter, WeeklyCount, week_of
from sandbox.counters.figures import (
    FEW,
    Funnel,
    Leaving,
    Mistake,
    PageFigures,
    Report,
    StepFigures,
    Votes,
    WeekFigures,
)
from sandbox.counters.happening import way_of
from sandbox.engine.place import Cabinet
from sandbox.engine.run import RUN_NOT_FOUND, RUN_TOO_LONG, TASK_UNSOLVED
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import DONE, Walkthrough
from sandbox.feedback import DailyCount
from sandbox.feedback.totals import total, total_reasons
from sandbox.frozen import dataclass
from sandbox.web.site import Site

MOST = 10
"""So many of the most frequent are shown together."""

_PLACEHOLDER = re.compile(r"\{[^}]*\}")
_NOT_THEIRS = (RUN_NOT_FOUND.name, RUN_TOO_LONG.name)
"""Refusals that are no mistake of the learner's."""


@dataclass(frozen=True)
class Reporter:
    """Puts counters into the editors' words. ``trainers`` and ``tasks`` are addresses of pages, by slugs."""

    content: Content
    simulation: AnySimulation
    trainers: Mapping[str, str]
    tasks: Mapping[str, str]
    cabinet: str

    def report(self, counts: Sequence[WeeklyCount], votes: Votes, weeks: Sequence[str], week: str = "") -> Report:
        """The report of one of the ``weeks``, or of all. Counters of names that there are no more are left out."""
        by_week = {each: self._funnels(count for count in counts if count.week == each) for each in weeks}
        chosen = [count for count in counts if week in ("", count.week)]
        begun = [each for each in self._funnels(chosen) if each.begun]
        shown = sorted((each for each in begun if each.begun >= FEW), key=lambda each: -each.left)
        answers = Votes(
            [each for each in votes.counts if week_of(each.day) in ([week] if week else by_week)],
            [each for each in votes.reasons if week_of(each.day) in ([week] if week else by_week)],
        )
        leavings = (Leaving(each.title, each.address, step) for each in shown for step in each.steps if step.left)
        return Report(
            week=week,
            weeks=tuple(_week(each, funnels, votes.counts) for each, funnels in by_week.items()),
            funnels=tuple(each for each in shown if each.steps),
            tasks=tuple(each for each in shown if not each.steps),
            few=tuple(each.title for each in begun if each.begun < FEW),
            leavings=tuple(sorted(leavings, key=lambda each: -each.step.left)[:MOST]),
            mistakes=_most(mistake for each in shown for mistake in each.mistakes),
            pages=tuple(self._pages(answers)),
        )

    def _funnels(self, counts: Iterable[WeeklyCount]) -> list[Funnel]:
        sums: dict[str, Sums[Counter]] = {}
        for each in counts:
            sums.setdefault(each.counter.of, Sums())[each.counter] += each.count
        return [self._funnel(of, sums[of.slug], address) for of, address in self._practised() if of.slug in sums]

    def _practised(self) -> Iterator[tuple[Walkthrough | Cabinet, str]]:
        """All that can be practised, each with the address of its page."""
        content = self.content
        for slug, walkthrough in content.walkthroughs.items():
            yield walkthrough, self.trainers.get(slug, "")
        for slug, task in content.tasks.items():
            yield content.cabinet_of(task), self.tasks.get(slug, "")
        if cabinet := content.cabinet(self.simulation.living):
            yield cabinet, self.cabinet

    def _funnel(self, of: Walkthrough | Cabinet, sums: Mapping[Counter, int], address: str) -> Funnel:
        way = way_of(of)
        # A run that has gone back in another week than it came there may leave less than nothing of this one.
        reached = [max(0, sums.get(Counter(of.slug, step, "reached"), 0)) for step in way]
        # Runs that were begun in the week before are under way in this one.
        reached = [max(reached[place:]) for place in range(len(reached))]
        title, mistakes = self._title(of), tuple(self._mistakes(of, sums, address))
        has_end = way[-1] == DONE
        steps = self._steps(of, reached, mistakes) if isinstance(of, Walkthrough) else ()
        finished = reached[-1] if has_end else 0
        return Funnel(of.slug, title, address, reached[0], finished, steps, mistakes, has_end)

    def _title(self, of: Walkthrough | Cabinet) -> str:
        if isinstance(of, Walkthrough):
            return of.title
        return of.task.title if of.task else self.content.wording.texts["cabinet.title"]

    def _steps(self, of: Walkthrough, reached: list[int], mistakes: tuple[Mistake, ...]) -> tuple[StepFigures, ...]:
        return tuple(
            StepFigures(
                number=place + 1,
                say=step.say,
                reached=reached[place],
                left=reached[place] - reached[place + 1],
                mistakes=sum(each.count for each in mistakes if each.step == step.id),
            )
            for place, step in enumerate(of.steps)
        )

    def _mistakes(self, of: Walkthrough | Cabinet, sums: Mapping[Counter, int], address: str) -> Iterator[Mistake]:
        for counter, count in sums.items():
            if count > 0 and (what := self._what(of, counter)):
                yield Mistake(self._title(of), address, counter.step, self._say(of, counter.step), what, count)

    def _what(self, of: Walkthrough | Cabinet, counter: Counter) -> str:
        """The words for a mistake; empty if it is none, or none any more."""
        if counter.kind == "harm" and isinstance(of, Cabinet) and of.task:
            return next((harm.say for harm in of.task.harms if harm.name == counter.name), "")
        outcome = self.simulation.outcomes.get(counter.name) if counter.kind == "outcome" else None
        if outcome is None or outcome.name in _NOT_THEIRS:
            return ""
        if not outcome.refusal and outcome.name != TASK_UNSOLVED.name:
            return ""
        return _PLACEHOLDER.sub("…", self.content.wording.outcomes[outcome.name].title)

    def _say(self, of: Walkthrough | Cabinet, step: str) -> str:
        if isinstance(of, Cabinet):
            return of.places[step].title if step in of.places else step
        found = of.step(step)
        return found.say if found else step

    def _pages(self, votes: Votes) -> list[PageFigures]:
        """The pages that anybody found useless, the worst first."""
        most: dict[str, str] = {}
        for page, reason, _ in total_reasons(votes.reasons):
            most.setdefault(page, self.content.wording.texts.get(f"feedback.{reason}", reason))
        return [
            PageFigures(each.page, each.useful, each.useless, most.get(each.page, ""))
            for each in total(votes.counts)
            if each.useless
        ]


def reporter_of(content: Content, simulation: AnySimulation, site: Site) -> Reporter:
    """Puts counters into the words of the site's content."""
    return Reporter(content, simulation, site.trainer_pages(), site.tasks(), site.cabinet())


def _most(mistakes: Iterable[Mistake]) -> tuple[Mistake, ...]:
    return tuple(sorted(mistakes, key=lambda each: -each.count)[:MOST])


def _week(week: str, funnels: Iterable[Funnel], votes: Iterable[DailyCount]) -> WeekFigures:
    year, _, number = week.partition("-W")
    shown = list(funnels)
    return WeekFigures(
        week=week,
        begins=date.fromisocalendar(int(year), int(number), 1),
        begun=sum(each.begun for each in shown),
        finished=sum(each.finished for each in shown),
        mistakes=sum(mistake.count for each in shown for mistake in each.mistakes),
        useless=sum(each.useless for each in votes if week_of(each.day) == week),
    )
