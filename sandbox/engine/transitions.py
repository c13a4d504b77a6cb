"""What a learner can do with a run: pure transitions from run to run."""

import itertools
from collections.abc import Mapping
from datetime import datetime
from typing import Generic

from sandbox.engine import ways_back
from sandbox.engine.action import Action, S, Secrets
from sandbox.engine.example import shown_by
from sandbox.engine.performing import pass_time, perform
from sandbox.engine.run import (
    JUDGE_YOURSELF,
    LESSON_LEFT,
    NO_STEP_BEFORE,
    RUN_TOO_LONG,
    STEP_ALREADY_PASSED,
    STEP_PREPARED,
    TIME_MOVED,
    AnyRun,
    Lesson,
    Run,
)
from sandbox.engine.simulation import Simulation
from sandbox.engine.undo import way_back
from sandbox.engine.walkthrough import Mistake, Step, Walkthrough
from sandbox.frozen import dataclass, replace


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
        offset = self.simulation.timeline.beginning(self.walkthrough.day) - self.now
        return Run(self.walkthrough.slug, self.walkthrough.steps[0].id, state, offset, seed=self.secrets.token())

    def restart(self, run: Run[S]) -> Run[S]:
        """A fresh run with a notice that it was restarted. The one that is given up can be brought back."""
        return ways_back.restarted(run, self.begin(), self.now)

    def start_at(self, run: Run[S], step_id: str) -> Run[S]:
        """A fresh run in which all before a step is done by the examples of the file."""
        if self.walkthrough.step(step_id) is None:
            return run.with_notice(STEP_ALREADY_PASSED)
        fresh = self.restart(run)
        for step in self.walkthrough.steps:
            if fresh.step == step_id:
                break
            if fresh.step == step.id:
                fresh = self.follow_example(fresh, step)
        return fresh.with_notice(STEP_PREPARED)

    def follow_example(self, run: Run[S], step: Step) -> Run[S]:
        """Do the step as its file shows it, after what has come unannounced is judged rightly."""
        run = self.judge_visitor(run)
        run = self._pass_time(run, step.wait)
        given = self.simulation.fill(step.example, run.state, run.clock(self.now))
        return self.submit(run, step.id, step.action, given)

    def judge_visitor(self, run: Run[S]) -> Run[S]:
        """Judge rightly what has come unannounced, if the step is about something else."""
        step, visitors = self.walkthrough.step(run.step), self.simulation.visitors
        if visitors is None or step is None or self.simulation.acting(run.state, step.action) == step.action:
            return run
        given = self.simulation.fill(visitors.right, run.state, run.clock(self.now))
        return self.submit(run, step.id, visitors.action, given)

    def submit(self, run: Run[S], step_id: str, action: str, given: Mapping[str, str]) -> Run[S]:
        """Do an action at the step whose form was sent, if the step offers it or a visitor asks for it."""
        step = self._current(run, step_id)
        if step is None or action not in (*step.offered, self.simulation.acting(run.state, step.action)):
            return run.with_notice(STEP_ALREADY_PASSED)
        after = self._perform(run, step, self.simulation.actions[action], given)
        if run.lesson:
            return self._within(run.lesson, run, after, action, given)
        if after.step == run.step:
            return ways_back.carried(run, after, self.now)
        before = {step.id for step in itertools.takewhile(lambda each: each.id != after.step, self.walkthrough.steps)}
        return ways_back.led_on(run, after, before, self.now)

    def try_mistake(self, run: Run[S], step_id: str, name: str) -> Run[S]:
        """Prepare one of the step's mistakes as its file describes it, so that the last press is left to the learner.

        A lesson that is still open is undone first.
        """
        run = ways_back.outside(run, self.now)
        step = self._current(run, step_id)
        mistake = step.mistake(name) if step else None
        if step is None or mistake is None:
            return run.with_notice(STEP_ALREADY_PASSED)
        if self.simulation.is_full(run.state):
            return run.with_notice(RUN_TOO_LONG)
        ready = self._prepare(replace(run, past=(), former=None), step, mistake)
        before, clock = run.snapshot(self.now), ready.clock(self.now)
        if clock == before.clock:
            ready = replace(ready, notice=None, tried=None)
        else:
            ready = ready.with_notice(TIME_MOVED, passed=self.simulation.timeline.elapsed(before.clock, clock))
        given = self.simulation.fill(mistake.input, ready.state, clock)
        ready = replace(ready, prefill=given)
        way_out = way_back(before, ready.snapshot(self.now))
        return replace(ready, past=run.past, lesson=Lesson(name, way_out))

    def undo(self, run: Run[S]) -> Run[S]:
        """Undo the lesson, or else the restart."""
        return ways_back.undo(run, self.now)

    def step_back(self, run: Run[S], step_id: str, target: str = "") -> Run[S]:
        """Go back to the step before, or to the one that is named. What an older edition has left may not be there."""
        back = ways_back.step_back(run, self.now, step_id, target)
        if not self.simulation.recognises(back.state):
            return replace(run.with_notice(NO_STEP_BEFORE), past=())
        return back

    def show_example(self, run: Run[S], step_id: str) -> Run[S]:
        """Put the step's example into its form; if it needs a message that is still on its way, wait for that first.

        What the learner is to judge is not shown: the notice says where to look. An open lesson is undone first.
        """
        run = ways_back.outside(run, self.now)
        step = self._current(run, step_id)
        if step is None:
            return run.with_notice(STEP_ALREADY_PASSED)
        acting = self.simulation.acting(run.state, step.action)
        if any(field.judged for field in self.simulation.actions[acting].fields):
            return run.with_notice(JUDGE_YOURSELF)
        run = self._pass_time(run, step.wait)
        prefill = self.simulation.fill(step.example, run.state, run.clock(self.now))
        shown = run.with_notice(shown_by(step, self.simulation.actions[step.action]))
        return ways_back.carried(run, replace(shown, prefill=prefill), self.now)

    def wait(self, run: Run[S], until: str) -> Run[S]:
        """Move the run's clock to a named moment. A moment that isn't ahead any more moves nothing."""
        moments = self.simulation.timeline.ahead(run.state, run.clock(self.now))
        return ways_back.carried(run, pass_time(self.simulation, run, moments, until, self.now), self.now)

    def _current(self, run: Run[S], step_id: str) -> Step | None:
        return self.walkthrough.step(step_id) if step_id == run.step else None

    def _perform(self, run: Run[S], step: Step, action: Action[S], given: Mapping[str, str]) -> Run[S]:
        if self.simulation.is_full(run.state):
            return run.with_notice(RUN_TOO_LONG)
        run, outcome = perform(self.simulation, run, action, given, self.now, self.secrets)
        if outcome.name not in step.then:
            return run
        done = self._counts_at(step, action.name, outcome.name)
        return self._move(run, {**run.entered, done.id: run.prefill}, step.then[outcome.name])

    def _prepare(self, run: Run[S], step: Step, mistake: Mistake) -> Run[S]:
        """Do all of a mistake but its last press."""
        if mistake.after and (first := step.mistake(mistake.after)):
            run = self._press(self._prepare(run, step, first), step, first)
        for _ in range(mistake.times - 1):
            run = self._press(self._pass_time(run, mistake.wait), step, mistake)
        return self._pass_time(run, mistake.wait)

    def _pass_time(self, run: Run[S], until: str | None) -> Run[S]:
        return self.wait(run, until) if until else run

    def _press(self, run: Run[S], step: Step, mistake: Mistake) -> Run[S]:
        given = self.simulation.fill(mistake.input, run.state, run.clock(self.now))
        return self._perform(run, step, self.simulation.actions[mistake.action], given)

    def _within(self, lesson: Lesson, run: Run[S], after: Run[S], action: str, given: Mapping[str, str]) -> Run[S]:
        """What an action in a lesson leads to. It ends the lesson if it leads on, unless that is the mistake itself."""
        step = self.walkthrough.step(lesson.before.step) if lesson.before.step == run.step else None
        mistake = step.mistake(lesson.mistake) if step else None
        if step and mistake and action == mistake.action and _gave(after, mistake.gives):
            return ways_back.carried(run, self._made(run, after, step, mistake, given), self.now)
        if after.step == run.step:
            return ways_back.carried(run, after, self.now)
        own = ways_back.outside(run, self.now)
        done = self.submit(own, run.step, action, given)
        return done if done.step != own.step else own.with_notice(LESSON_LEFT)

    def _made(self, run: Run[S], after: Run[S], step: Step, mistake: Mistake, given: Mapping[str, str]) -> Run[S]:
        """The mistake has been made. Its input stays in the form, if it is the file's and not the learner's."""
        fields = self.simulation.actions[mistake.action].fields
        is_the_files = all(given.get(field.name, "") == run.prefill.get(field.name, "") for field in fields)
        tried = (step.id, mistake.name)
        if tried not in run.mistakes_tried:
            after = replace(after, mistakes_tried=(*run.mistakes_tried, tried))
        if is_the_files and after.step == step.id:
            after = replace(after, prefill=run.prefill)
        return replace(after, tried=mistake.name)

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


def _gave(run: AnyRun, outcome: str) -> bool:
    """Whether this outcome left the walkthrough unfinished: no lesson ends with «done»."""
    return run.notice is not None and run.notice.name == outcome and not run.done
