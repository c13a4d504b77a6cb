"""What a learner can do in a cabinet: pure transitions from run to run, as `Turn` has them for a walkthrough."""

from collections.abc import Mapping
from datetime import datetime

from sandbox.engine import ways_back
from sandbox.engine.action import S, Secrets
from sandbox.engine.detour import MOST_DETOURS, Detour, chosen_of, is_of_solution
from sandbox.engine.inviting import Chosen
from sandbox.engine.judgement import Judgement
from sandbox.engine.performing import pass_time, perform
from sandbox.engine.place import Place
from sandbox.engine.run import (
    ANSWER_FOUND,
    LIFE_KEPT,
    LIFE_RECALLED,
    NOTHING_KEPT,
    NOTHING_TO_UNDO,
    PLACE_ALREADY_LEFT,
    PRESS_UNDONE,
    RUN_TOO_LONG,
    TASK_SOLVED,
    TASK_UNSOLVED,
    VISITORS_CAME,
    Run,
)
from sandbox.engine.undo import Snapshot, restored, way_back
from sandbox.frozen import dataclass, replace

MOST_UNDOS = 20
"""How many presses can be taken back."""

MOST_DRAWS = 20
"""How many times visitors are drawn until they are others than in the run before."""


@dataclass(frozen=True)
class CabinetTurn(Judgement[S]):
    """What stays the same while one request is carried out: the places, and the moment ``now`` in real time.

    A run stands where its newest form has led. From there the learner goes on by links, which change nothing: so a form
    names its place, and how many presses there had been when it was shown (`Run.presses`). If there have been others
    since (a second click, an old tab), nothing is done and the notice says so.
    """

    secrets: Secrets

    def begin(self, invited: Chosen | None = None) -> Run[S]:
        """A fresh run. Its seed draws who comes unannounced, unless that is ``invited``."""
        state, seed = self.simulation.starts[self.cabinet.start](self.secrets), self.secrets.token()
        state = self.company.invite(state, seed, invited)
        return Run(self.cabinet.slug, self.cabinet.at, state, self.company.begins_at - self.now, seed=seed)

    def restart(self, run: Run[S]) -> Run[S]:
        """A fresh run, with other visitors, and a notice that it was restarted.

        The one that is given up can be brought back.
        """
        fresh = self.begin()
        for _ in range(MOST_DRAWS):
            if not self.company.is_same(fresh.state, run.state):
                break
            fresh = self.begin()
        fresh, presses = ways_back.restarted(run, fresh, self.now), run.presses + 1
        return replace(fresh, presses=presses, aside=presses, has_kept=run.has_kept)

    def place(self, run: Run[S], asked: str = "") -> Place:
        """Where the learner is: at the place that is asked for, if links lead there, else where the run stands.

        Whoever may not be inside is at the door.
        """
        places = self.cabinet.places
        stands = places[run.step]
        found = places[asked] if asked in places and self.cabinet.leads_to(run.step, asked) else stands
        if found.inside and not self.simulation.life.lets_in(run.state):
            return places[self.simulation.life.door] if stands.inside else stands
        return found

    def menu(self, run: Run[S], place: Place) -> tuple[Place, ...]:
        """The place and those that it has links to. Whoever is inside has no use for the door."""
        is_in, door = self.simulation.life.lets_in(run.state), self.simulation.life.door
        return tuple(
            each
            for each in self.cabinet.menu(place)
            if each is place or (each.id != door if is_in else not each.inside)
        )

    def act(self, run: Run[S], place_id: str, presses: str, action: str, given: Mapping[str, str]) -> Run[S]:
        """Do an action at the place whose form was sent."""
        place = self.place(run, place_id)
        offers = self.cabinet.offered(place)
        if self._is_stale(run, place_id, presses) or action not in offers:
            return self._stale(run)
        if self.simulation.is_full(run.state):
            return run.with_notice(RUN_TOO_LONG)
        after, outcome = perform(self.simulation, run, self.simulation.actions[action], given, self.now, self.secrets)
        if self.company.dealt(after.state) > self.company.dealt(run.state):
            after = replace(after, aside=run.aside + 1)
        target = offers[action].get(outcome.name)
        if target:
            after = replace(after, prefill={})
        detour = None
        if self.cabinet.task and action in place.offers and not self.simulation.outcomes[outcome.name].refusal:
            detour = Detour(place.id, action, chosen_of(self.simulation.actions[action], given))
        return self._pressed(run, after, place_id, target or place_id, detour)

    def wait(self, run: Run[S], place_id: str, presses: str, until: str) -> Run[S]:
        """Move the run's clock to a named moment."""
        if self._is_stale(run, place_id, presses):
            return self._stale(run)
        after = pass_time(self.simulation, run, self.waits(run), until, self.now)
        return self._pressed(run, after, place_id, place_id)

    def waits(self, run: Run[S]) -> Mapping[str, datetime]:
        """The moments that the clock can be moved to."""
        clock = run.clock(self.now)
        moments = {**self.simulation.timeline.ahead(run.state, clock), **self.simulation.life.ahead(run.state, clock)}
        return {name: moments[name] for name in self.simulation.waits if name in moments}

    def insert_code(self, run: Run[S], place_id: str, presses: str) -> Run[S]:
        """Put the code from the newest SMS into the field for it. The press is left to the learner."""
        if self._is_stale(run, place_id, presses):
            return self._stale(run)
        fields = [each for name in self.place(run, place_id).offers for each in self.simulation.actions[name].fields]
        example = {each.name: "{code}" for each in fields if each.kind == "code"}
        given = self.simulation.fill(example, run.state, run.clock(self.now))
        return replace(run, step=place_id, notice=None, prefill=given, presses=run.presses + 1)

    def undo(self, run: Run[S]) -> Run[S]:
        """Take back the newest press that changed anything, the clock included; right after a restart, that."""
        if run.former:
            presses = run.presses + 1
            return replace(ways_back.undo(run, self.now), presses=presses, aside=presses - run.former.task_presses)
        if not run.undos:
            return run.with_notice(NOTHING_TO_UNDO)
        *undos, newest = run.undos
        was = restored(self._moment(run), newest)
        if was.step not in self.cabinet.places or not self.simulation.recognises(was.state):  # of an older edition
            return replace(run.with_notice(NOTHING_TO_UNDO), undos=())
        back = run.restored(was, self.now).with_notice(PRESS_UNDONE)
        return replace(back, presses=run.presses + 1, undos=tuple(undos))

    def answer(self, run: Run[S], place_id: str, presses: str, question_id: str, text: str) -> Run[S]:
        """Answer a question of the task. What isn't right is not kept."""
        task, judging = self.cabinet.task, self.simulation.life.judging
        question = task.question(question_id) if task else None
        if question is None or judging is None or self._is_stale(run, place_id, presses):
            return self._stale(run)
        after = replace(run, step=place_id, presses=run.presses + 1, prefill={}, former=None)
        if refusal := judging.facts[question.fact].refuse(run.state, text):
            return replace(after, notice=refusal)
        found = dict.fromkeys((*run.found, question.id))
        return replace(after.with_notice(ANSWER_FOUND), found=tuple(found))

    def finish(self, run: Run[S], place_id: str = "", presses: str = "") -> Run[S]:
        """Ask whether the task is done: the state tells.

        Those who were to come unannounced come first, and nothing is judged. They may be left alone: the next time it
        is judged. But a second click isn't the next time.
        """
        if run.has_notice(VISITORS_CAME) and presses == f"{run.presses - 1}":
            return run
        brought = self.company.bring(run.state, run.clock(self.now))
        if brought is not None:
            after = replace(run, state=brought, prefill={}, aside=run.aside + 1).with_notice(VISITORS_CAME)
            here = self.place(run, place_id).id
            return self._pressed(run, after, here, here)
        is_solved = self.is_solved(run)
        run = replace(run, solved=run.solved or is_solved, former=None)
        return run.with_notice(TASK_SOLVED if is_solved else TASK_UNSOLVED)

    def keep(self, run: Run[S], place_id: str) -> Run[S]:
        """Say that the run is kept as it is. It can be come back to from now on."""
        return replace(run.with_notice(LIFE_KEPT), step=self.place(run, place_id).id, has_kept=True)

    def recall(self, run: Run[S], kept: Run[S] | None) -> Run[S]:
        """Live on from where ``kept`` was kept, if it was. That can be undone like any press."""
        if kept is None:
            return replace(run.with_notice(NOTHING_KEPT), has_kept=False)
        back = replace(run, state=kept.state, clock_offset=kept.clock_offset, prefill={}, detours=kept.detours)
        return self._pressed(run, back.with_notice(LIFE_RECALLED), run.step, kept.step)

    def _with_detour(self, run: Run[S], after: Run[S], detour: Detour) -> Run[S]:
        """The run after a press, with that press among the detours if it is one.

        What has changed nothing is none, nor what did harm: that is told by itself.
        """
        task, action = self.cabinet.task, self.simulation.actions[detour.action]
        known = {(each.action, *each.chosen.items()) for each in run.detours}
        if (
            task is None
            or after.state == run.state
            or after.harms != run.harms
            or len(run.detours) >= MOST_DETOURS
            or (detour.action, *detour.chosen.items()) in known
            or is_of_solution(task, action, detour.chosen)
        ):
            return after
        return replace(after, detours=(*run.detours, detour))

    def _is_stale(self, run: Run[S], place_id: str, presses: str) -> bool:
        return presses != f"{run.presses}" or self.place(run, place_id).id != place_id

    def _stale(self, run: Run[S]) -> Run[S]:
        return replace(run.with_notice(PLACE_ALREADY_LEFT), step=self.place(run).id)

    def _pressed(self, run: Run[S], after: Run[S], place_id: str, target: str, detour: Detour | None = None) -> Run[S]:
        """The run after a press at a place, where it has led, with the way back from there.

        ``detour`` is what the press was, if it can be one.
        """
        after = replace(after, state=self.simulation.life.fold(after.state, after.clock(self.now)))
        step = self.place(replace(after, step=target)).id
        after = replace(after, step=step, presses=run.presses + 1, former=None)
        if noted := (*run.harms, *self.harmed(after), *self.company.misjudged(after.state)):
            after = replace(after, harms=tuple(dict.fromkeys(noted)))
        if detour:
            after = self._with_detour(run, after, detour)
        if after.state == run.state and after.clock_offset == run.clock_offset:
            return after
        back = way_back(self._moment(replace(run, step=place_id)), self._moment(after))
        return replace(after, undos=(*run.undos, back)[-MOST_UNDOS:])

    def _moment(self, run: Run[S]) -> Snapshot[S]:
        """The run as it is. What stands in a form is not taken back."""
        return replace(run.snapshot(self.now), prefill={})
