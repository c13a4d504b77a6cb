"""Who comes unannounced in a task: invited at its beginning, brought before it is judged, told in the end."""

from datetime import datetime
from typing import Generic

from sandbox.engine.action import S
from sandbox.engine.inviting import Chosen, Inviting, Visitor
from sandbox.engine.simulation import Simulation
from sandbox.engine.task import Task
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class Company(Generic[S]):
    """The visitors of one task; none of the free practice."""

    simulation: Simulation[S]
    task: Task | None

    @property
    def begins_at(self) -> datetime:
        """The training time at which a run begins."""
        return self.simulation.timeline.beginning(self.task.day if self.task else None)

    @property
    def inviting(self) -> Inviting[S] | None:
        """How visitors come in tasks; None if nobody does."""
        judging = self.simulation.life.judging
        return judging.inviting if judging and self.task else None

    def invite(self, state: S, seed: str, invited: Chosen | None = None) -> S:
        """The state at the beginning, to which those come whom the seed draws, or those who are ``invited``."""
        if self.inviting is None or self.task is None or self.task.visitors is None:
            return state
        if invited is None:
            return self.inviting.draw(state, self.task.visitors, self.begins_at, seed)
        return self.inviting.invite(state, invited, self.begins_at, seed)

    def is_same(self, state: S, other: S) -> bool:
        """Whether the same visitors are in both states, though others could be."""
        if self.task is None or self.task.visitors is None:
            return False
        return {each.kind for each in self._all(state)} == {each.kind for each in self._all(other)}

    def bring(self, state: S, clock: datetime) -> S | None:
        """The state to which all have come that can come now; None if nobody is left."""
        if self.inviting is None or all(each.came for each in self._all(state)):
            return None
        brought = self.inviting.bring_all(self.simulation.timeline.settle(state, clock), clock)
        return brought if len(self.met(brought)) > len(self.met(state)) else None

    def met(self, state: S) -> tuple[Visitor, ...]:
        """All who have come so far."""
        return tuple(each for each in self._all(state) if each.came)

    def dealt(self, state: S) -> int:
        """How many presses had to do with them."""
        return sum(each.dealt for each in self._all(state))

    def harmed(self, state: S) -> tuple[str, ...]:
        """The kinds of those by whom something was harmed."""
        return tuple(each.kind for each in self._invited(state) if each.harmed)

    def misjudged(self, state: S) -> tuple[str, ...]:
        """The kinds of those who were trusted or refused wrongly."""
        return tuple(each.kind for each in self._invited(state) if not each.well)

    def _all(self, state: S) -> tuple[Visitor, ...]:
        return self.inviting.visitors(state) if self.inviting else ()

    def _invited(self, state: S) -> tuple[Visitor, ...]:
        """Those whom the task invites. Of others, whom its start invites, it has harms of its own."""
        subjects = self.task.visitors.subjects if self.task and self.task.visitors else ()
        return tuple(each for each in self._all(state) if each.subject in subjects) if subjects else ()
