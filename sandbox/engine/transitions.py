"""What a learner can do with a run: pure transitions from run to run."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic

from sandbox.engine.action import Action, Press, S, Secrets
from sandbox.engine.outcome import OutcomeType
from sandbox.engine.run import (
    CHOICE_SHOWN,
    EVIDENCE_SHOWN,
    EXAMPLE_SHOWN,
    FIELDS_AND_CHOICE_SHOWN,
    JUDGE_YOURSELF,
    LINK_SHOWN,
    NOTHING_TO_WAIT_FOR,
    ONE_FIELD_SHOWN,
    RUN_RESTARTED,
    RUN_TOO_LONG,
    STEP_ALREADY_PASSED,
    TIME_MOVED,
    Run,
)
from sandbox.engine.simulation import Simulation
from sandbox.engine.walkthrough import Mistake, Step, Walkthrough


class ImpossibleOutcomeError(RuntimeError):
    """A rule gave an outcome that its action doesn't declare."""

    def __init__(self, action: str, outcome: str, step: str) -> None:
        super().__init__(f"action {action!r} gave undeclared outcome {outcome!r} at step {step!r}")


@dataclass(frozen=True)
class Turn(Generic[S]):
    """What stays the same while one request is carried out: the walkthrough, and the moment ``now`` in real time.

    A run adds its own offset to ``now`` and gives the rules the result. A form names the step that it was made for:
    if the run is at another step by now (a second click, an old tab), nothing is done and the notice says so.
    """

    simulation: Simulation[S]
    walkthrough: Walkthrough
    now: datetime
    secrets: Secrets

    def begin(self) -> Run[S]:
        """A fresh run."""
        state = self.simulation.starts[self.walkthrough.start](self.secrets)
        begins_at, day = self.simulation.timeline.begins_at, self.walkthrough.day
        if day:
            begins_at = datetime.combine(day, begins_at.timetz())
        offset = begins_at - self.now
        return Run(self.walkthrough.slug, self.walkthrough.steps[0].id, state, offset, seed=self.secrets.token())

    def restart(self) -> Run[S]:
        """A fresh run with a notice that it was restarted."""
        return self.begin().with_notice(RUN_RESTARTED)

    def submit(self, run: Run[S], step_id: str, action: str, given: Mapping[str, str]) -> Run[S]:
        """Do an action at the step whose form was sent, if the step offers it or a visitor asks for it."""
        step = self._current(run, step_id)
        if step is None or action not in (*step.offered, self.simulation.acting(run.state, step.action)):
            return run.with_notice(STEP_ALREADY_PASSED)
        return self._perform(run, step, self.simulation.actions[action], given)

    def try_mistake(self, run: Run[S], step_id: str, name: str) -> Run[S]:
        """Make one of the step's mistakes, as its file describes it."""
        step = self._current(run, step_id)
        mistake = step.mistake(name) if step else None
        if step is None or mistake is None:
            return run.with_notice(STEP_ALREADY_PASSED)
        run = self._make(run, step, mistake)
        tried = (step.id, name)
        if tried not in run.mistakes_tried:
            run = replace(run, mistakes_tried=(*run.mistakes_tried, tried))
        return replace(run, tried=name)

    def show_example(self, run: Run[S], step_id: str) -> Run[S]:
        """Put the step's example into its form; if it needs a message that is still on its way, wait for that first.

        What the learner is to judge is not shown: the notice says where to look.
        """
        step = self._current(run, step_id)
        if step is None:
            return run.with_notice(STEP_ALREADY_PASSED)
        acting = self.simulation.acting(run.state, step.action)
        if any(field.judged for field in self.simulation.actions[acting].fields):
            return run.with_notice(JUDGE_YOURSELF)
        if step.wait:
            run = self.wait(run, step.wait)
        prefill = self.simulation.fill(step.example, run.state, run.clock(self.now))
        return replace(run.with_notice(shown_by(step, self.simulation.actions[step.action])), prefill=prefill)

    def wait(self, run: Run[S], until: str) -> Run[S]:
        """Move the run's clock to a named moment. A moment that isn't ahead any more moves nothing."""
        if self.simulation.is_full(run.state):
            return run.with_notice(RUN_TOO_LONG)
        timeline, clock = self.simulation.timeline, run.clock(self.now)
        moment = timeline.ahead(run.state, clock).get(until)
        if moment is None:
            return run.with_notice(NOTHING_TO_WAIT_FOR)
        state = self.simulation.trim(timeline.settle(run.state, moment))
        run = replace(run, state=state, clock_offset=run.clock_offset + (moment - clock))
        return run.with_notice(TIME_MOVED, passed=timeline.elapsed(clock, moment))

    def _current(self, run: Run[S], step_id: str) -> Step | None:
        return self.walkthrough.step(step_id) if step_id == run.step else None

    def _perform(self, run: Run[S], step: Step, action: Action[S], given: Mapping[str, str]) -> Run[S]:
        if self.simulation.is_full(run.state):
            return run.with_notice(RUN_TOO_LONG)
        settle, clock = self.simulation.timeline.settle, run.clock(self.now)
        known = {field.name: given.get(field.name, "") for field in action.fields}
        result = action.rule(Press(settle(run.state, clock), known, clock, self.secrets))
        outcome = result.outcome
        if outcome.name not in action.outcome_names:
            raise ImpossibleOutcomeError(action.name, outcome.name, step.id)
        run = replace(
            run,
            state=self.simulation.trim(settle(result.state, clock + result.took)),
            clock_offset=run.clock_offset + result.took,
            notice=outcome,
            tried=None,
            prefill=result.kept,
        )
        if outcome.name not in step.then:
            return run
        done = self._counts_at(step, action.name, outcome.name)
        return self._move(run, {**run.entered, done.id: result.kept}, step.then[outcome.name])

    def _make(self, run: Run[S], step: Step, mistake: Mistake) -> Run[S]:
        if mistake.after and (first := step.mistake(mistake.after)):
            run = self._make(run, step, first)
        given: Mapping[str, str] = {}
        for _ in range(mistake.times):
            if mistake.wait:
                run = self.wait(run, mistake.wait)
            given = self.simulation.fill(mistake.input, run.state, run.clock(self.now))
            run = self._perform(run, step, self.simulation.actions[mistake.action], given)
        return replace(run, prefill=given) if run.step == step.id else run

    def _counts_at(self, step: Step, action: str, outcome: str) -> Step:
        """The step that was done: a later one if its own action leads past it, and the current one was not needed."""
        target = step.then[outcome]
        ahead = itertools.dropwhile(lambda each: each is not step, self.walkthrough.steps)
        led_past = list(itertools.takewhile(lambda each: each.id != target, ahead))[1:]
        same = [each for each in led_past if each.action == action and each.then.get(outcome) == target]
        return same[-1] if same else step

    def _move(self, run: Run[S], entered: Mapping[str, Mapping[str, str]], target: str) -> Run[S]:
        """Go to a step. Going back forgets what was entered there and after it."""
        before = itertools.takewhile(lambda step: step.id != target, self.walkthrough.steps)
        kept = {step.id: entered[step.id] for step in before if step.id in entered}
        return replace(run, step=target, entered=kept, prefill={}, state=self._visited(run, target))

    def _visited(self, run: Run[S], target: str) -> S:
        """The state as the step finds it: with what comes unannounced there."""
        step, visitors = self.walkthrough.step(target), self.simulation.visitors
        if step is None or not step.visitors or visitors is None:
            return run.state
        return visitors.come(run.state, step.visitors, run.clock(self.now), self.secrets)


def shown_by(step: Step, action: Action[Any]) -> OutcomeType:
    """The outcome of showing a step's example: what the learner sees now, and what is left to press."""
    kinds = [field.kind for field in action.fields if field.name in step.example]
    if "link" in kinds:
        return LINK_SHOWN
    if "choice" in kinds:
        return CHOICE_SHOWN if len(kinds) == 1 else FIELDS_AND_CHOICE_SHOWN
    if any(field.evidence for field in action.fields if field.name in step.example):
        return EVIDENCE_SHOWN
    return EXAMPLE_SHOWN if len(kinds) > 1 else ONE_FIELD_SHOWN
