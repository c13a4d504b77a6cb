"""What an action and the clock do to a run, wherever its learner stands."""

from collections.abc import Mapping
from datetime import datetime

from sandbox.engine.action import Action, Press, S, Secrets
from sandbox.engine.outcome import Outcome
from sandbox.engine.run import NOTHING_TO_WAIT_FOR, RUN_TOO_LONG, TIME_MOVED, Run
from sandbox.engine.simulation import Simulation
from sandbox.frozen import replace


class ImpossibleOutcomeError(RuntimeError):
    """A rule gave an outcome that its action doesn't declare."""

    def __init__(self, action: str, outcome: str, step: str) -> None:
        super().__init__(f"action {action!r} gave undeclared outcome {outcome!r} at step {step!r}")


def perform(
    simulation: Simulation[S],
    run: Run[S],
    action: Action[S],
    given: Mapping[str, str],
    now: datetime,
    secrets: Secrets,
) -> tuple[Run[S], Outcome]:
    """The run after an action, at the same step, and what happened, which is its notice.

    Raises `ImpossibleOutcomeError`.
    """
    settle, clock = simulation.timeline.settle, run.clock(now)
    known = {field.name: given.get(field.name, "") for field in action.fields}
    result = action.rule(Press(settle(run.state, clock), known, clock, secrets))
    outcome = result.outcome
    if outcome.name not in action.outcome_names:
        raise ImpossibleOutcomeError(action.name, outcome.name, run.step)
    after = replace(
        run,
        state=simulation.trim(settle(result.state, clock + result.took)),
        clock_offset=run.clock_offset + result.took,
        notice=outcome,
        tried=None,
        prefill=result.kept,
    )
    return after, outcome


def pass_time(
    simulation: Simulation[S], run: Run[S], moments: Mapping[str, datetime], until: str, now: datetime
) -> Run[S]:
    """Move the run's clock to a named one of the moments. One that isn't ahead any more moves nothing."""
    if simulation.is_full(run.state):
        return run.with_notice(RUN_TOO_LONG)
    timeline, clock = simulation.timeline, run.clock(now)
    moment = moments.get(until)
    if moment is None:
        return run.with_notice(NOTHING_TO_WAIT_FOR)
    state = simulation.trim(timeline.settle(run.state, moment))
    run = replace(run, state=state, clock_offset=run.clock_offset + (moment - clock))
    return run.with_notice(TIME_MOVED, passed=timeline.elapsed(clock, moment))
