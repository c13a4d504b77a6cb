"""A learner's run through a walkthrough: pure transitions from run to run.

``now`` is real time; a run adds its own offset to it and gives the rules the result.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sandbox.account.actions import ACTIONS
from sandbox.account.fees import settle
from sandbox.account.moments import passed_between
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account, forget_old_messages, is_full
from sandbox.account.waits import waits
from sandbox.engine.action import Action, Press, Secrets
from sandbox.engine.outcome import Outcome
from sandbox.engine.placeholders import fill
from sandbox.engine.walkthrough import DONE, Mistake, Step, Walkthrough

STARTS_AT = datetime(2025, 7, 14, 9, 0, tzinfo=UTC)
"""The training time at which every run begins: noon in Moscow, two days after the article."""


@dataclass(frozen=True)
class Run:
    """One learner's progress through one walkthrough.

    ``step`` is a step's id, or `DONE`. ``notice`` is what has just happened, ``tried`` the mistake that led to it.
    ``prefill`` goes into the open form, ``entered`` (step → field → value) stays with the steps passed:
    training data and the file's own examples alone.
    ``mistakes_tried`` holds pairs of a step's id and a mistake's name.
    ``request`` is the random mark of the request that led here, if it had one.
    """

    walkthrough: str
    step: str
    account: Account
    clock_offset: timedelta
    notice: Outcome | None = None
    tried: str | None = None
    prefill: Mapping[str, str] = field(default_factory=dict)
    entered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mistakes_tried: tuple[tuple[str, str], ...] = ()
    request: str = ""

    @property
    def done(self) -> bool:
        return self.step == DONE

    def passed(self, step: Step) -> bool:
        """Whether the learner has done the step. One that an outcome has led past is not done."""
        return step.id in self.entered

    def clock(self, now: datetime) -> datetime:
        """The time on the training phone."""
        return now + self.clock_offset


class ImpossibleOutcomeError(RuntimeError):
    """A rule gave an outcome that its action doesn't declare."""

    def __init__(self, action: str, outcome: str, step: str) -> None:
        super().__init__(f"action {action!r} gave undeclared outcome {outcome!r} at step {step!r}")


def begin(walkthrough: Walkthrough, now: datetime, secrets: Secrets) -> Run:
    """A fresh run."""
    account = STARTING_POINTS[walkthrough.start](secrets)
    return Run(walkthrough.slug, walkthrough.steps[0].id, account, STARTS_AT - now)


def restart(walkthrough: Walkthrough, now: datetime, secrets: Secrets) -> Run:
    """A fresh run that says so."""
    return say(begin(walkthrough, now, secrets), "run_restarted")


def submit(
    walkthrough: Walkthrough,
    run: Run,
    step_id: str,
    action_name: str,
    given: Mapping[str, str],
    now: datetime,
    secrets: Secrets,
) -> Run:
    """Do an action at the step whose form was sent.

    If the run is at another step by now (a second click, an old tab), or the step doesn't offer the action,
    nothing is done and the notice says so.
    """
    step = _current(walkthrough, run, step_id)
    if step is None or action_name not in (step.action, *step.also):
        return say(run, "step_already_passed")
    return _Turn(walkthrough, now, secrets).perform(run, step, ACTIONS[action_name], given)


def try_mistake(walkthrough: Walkthrough, run: Run, step_id: str, name: str, now: datetime, secrets: Secrets) -> Run:
    """Make one of the step's mistakes, as its file describes it."""
    step = _current(walkthrough, run, step_id)
    mistake = _mistake(step, name) if step else None
    if step is None or mistake is None:
        return say(run, "step_already_passed")
    run = _Turn(walkthrough, now, secrets).make(run, step, mistake)
    tried = (step.id, name)
    if tried not in run.mistakes_tried:
        run = replace(run, mistakes_tried=(*run.mistakes_tried, tried))
    return replace(run, tried=name)


def show_example(walkthrough: Walkthrough, run: Run, step_id: str, now: datetime) -> Run:
    """Put the step's example into its form; if it needs an SMS that is still on its way, wait for that first."""
    step = _current(walkthrough, run, step_id)
    if step is None:
        return say(run, "step_already_passed")
    if step.wait:
        run = wait(run, step.wait, now)
    return replace(say(run, step.shown), prefill=fill(step.example, run.account, run.clock(now)))


def wait(run: Run, until: str, now: datetime) -> Run:
    """Move the run's clock to a named moment. A moment that isn't ahead any more moves nothing."""
    if is_full(run.account):
        return say(run, "run_too_long")
    clock = run.clock(now)
    moment = waits(run.account, clock).get(until)
    if moment is None:
        return say(run, "nothing_to_wait_for")
    account = forget_old_messages(settle(run.account, moment))
    run = replace(run, account=account, clock_offset=run.clock_offset + (moment - clock))
    return say(run, "time_moved", passed=passed_between(clock, moment))


def say(run: Run, outcome: str, **values: int) -> Run:
    """The same run with another notice."""
    return replace(run, notice=Outcome(outcome, values=values), tried=None)


@dataclass(frozen=True)
class _Turn:
    """What stays the same while one request is carried out."""

    walkthrough: Walkthrough
    now: datetime
    secrets: Secrets

    def perform(self, run: Run, step: Step, action: Action[Account], given: Mapping[str, str]) -> Run:
        if is_full(run.account):
            return say(run, "run_too_long")
        known = {field.name: given.get(field.name, "") for field in action.fields}
        clock = run.clock(self.now)
        result = action.rule(Press(settle(run.account, clock), known, clock, self.secrets))
        outcome = result.outcome
        if outcome.name not in action.outcome_names:
            raise ImpossibleOutcomeError(action.name, outcome.name, step.id)
        run = replace(
            run,
            account=forget_old_messages(settle(result.state, clock + result.took)),
            clock_offset=run.clock_offset + result.took,
            notice=outcome,
            tried=None,
            prefill=result.kept,
        )
        if outcome.name not in step.then:
            return run
        done = self._counts_at(step, action.name, outcome.name)
        return self._move(run, {**run.entered, done.id: result.kept}, step.then[outcome.name])

    def make(self, run: Run, step: Step, mistake: Mistake) -> Run:
        if mistake.after and (first := _mistake(step, mistake.after)):
            run = self.make(run, step, first)
        given: Mapping[str, str] = {}
        for _ in range(mistake.times):
            if mistake.wait:
                run = wait(run, mistake.wait, self.now)
            given = fill(mistake.input, run.account, run.clock(self.now))
            run = self.perform(run, step, ACTIONS[mistake.action], given)
        return replace(run, prefill=given) if run.step == step.id else run

    def _counts_at(self, step: Step, action: str, outcome: str) -> Step:
        """The step that was done: a later one if its own deed leads past it, and the current one was not needed."""
        target = step.then[outcome]
        ahead = itertools.dropwhile(lambda each: each is not step, self.walkthrough.steps)
        led_past = list(itertools.takewhile(lambda each: each.id != target, ahead))[1:]
        same = [each for each in led_past if each.action == action and each.then.get(outcome) == target]
        return same[-1] if same else step

    def _move(self, run: Run, entered: Mapping[str, Mapping[str, str]], target: str) -> Run:
        """Go to a step. Going back forgets what was entered there and after it."""
        before = itertools.takewhile(lambda step: step.id != target, self.walkthrough.steps)
        kept = {step.id: entered[step.id] for step in before if step.id in entered}
        return replace(run, step=target, entered=kept, prefill={})


def _current(walkthrough: Walkthrough, run: Run, step_id: str) -> Step | None:
    return walkthrough.step(step_id) if step_id == run.step else None


def _mistake(step: Step, name: str) -> Mistake | None:
    return next((mistake for mistake in step.mistakes if mistake.name == name), None)
