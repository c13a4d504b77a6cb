"""How a task stands in a run: the state tells, not a button."""

from datetime import datetime
from typing import Generic

from sandbox.engine.action import S
from sandbox.engine.company import Company
from sandbox.engine.detour import Detour
from sandbox.engine.inviting import Visitor
from sandbox.engine.place import Cabinet
from sandbox.engine.run import Run
from sandbox.engine.simulation import Simulation
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class Judgement(Generic[S]):
    """What is so of a run of the cabinet at the moment ``now`` in real time. Of the free practice nothing is."""

    simulation: Simulation[S]
    cabinet: Cabinet
    now: datetime

    @property
    def company(self) -> Company[S]:
        """Who comes unannounced."""
        return Company(self.simulation, self.cabinet.task)

    def met(self, run: Run[S]) -> tuple[Visitor, ...]:
        """All who have come unannounced so far."""
        return self.company.met(run.state)

    def reached(self, run: Run[S]) -> tuple[str, ...]:
        """The goals of the task that are true now. A question that is answered is one."""
        if self.cabinet.task is None:
            return ()
        goals = (name for name in self.cabinet.task.goals if self._is_true(run, name))
        return (*goals, *run.found)

    def missing(self, run: Run[S]) -> tuple[str, ...]:
        """The goals and questions of the task that are still open."""
        task, reached = self.cabinet.task, self.reached(run)
        if task is None:
            return ()
        wanted = (*task.goals, *(question.id for question in task.questions))
        return tuple(name for name in wanted if name not in reached)

    def harmed(self, run: Run[S]) -> tuple[str, ...]:
        """The harms of the task that are true now, and the kinds of visitors by whom something was harmed."""
        harms = self.cabinet.task.harms if self.cabinet.task else ()
        true = (harm.name for harm in harms if self._is_true(run, harm.name))
        return (*true, *self.company.harmed(run.state))

    def right_answer(self, run: Run[S], question_id: str) -> str:
        """What a learner would type who has found it; empty if there is no such question."""
        task, judging = self.cabinet.task, self.simulation.life.judging
        question = task.question(question_id) if task else None
        return judging.facts[question.fact].value(run.state) if judging and question else ""

    def detours(self, run: Run[S]) -> tuple[Detour, ...]:
        """What the shortest way does without. Whoever was as quick as that has found another way, which is as good."""
        task = self.cabinet.task
        if task is None or (self.is_solved(run) and run.task_presses <= task.presses):
            return ()
        return run.detours

    def is_solved(self, run: Run[S]) -> bool:
        """Whether all goals are reached and no harm is there."""
        return not self.missing(run) and not self.harmed(run)

    def _is_true(self, run: Run[S], name: str) -> bool:
        judging = self.simulation.life.judging
        return judging is not None and judging.truths[name](run.state, run.clock(self.now))
