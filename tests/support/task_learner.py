"""Someone who does a task on its real pages, by the presses that a file or a search gives. How, is up to a `Hand`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sandbox.content import Content
from sandbox.engine.run import AnyRun
from sandbox.engine.task import Task, TaskPress
from sandbox.random_secrets import RandomSecrets
from sandbox.storage.codec import RunCodec
from sandbox.storage.practice import Practice
from sandbox.storage.sqlite import SQLiteStore
from tests.support.guide import SIMULATION


@dataclass(frozen=True)
class Told:
    """What is said in the end."""

    solved: bool
    harms: tuple[str, ...]


class Hand(Protocol):
    """What presses on a page with a task: only what stands there."""

    def follow(self, place: str) -> None:
        """Follow the link to a place."""

    def send(self, action: str, given: Mapping[str, str]) -> None:
        """Fill in the form of an action and press its button."""

    def session(self) -> str | None:
        """The session id that the learner has by now."""

    def told(self) -> Told | None:
        """What is said of the end; None as long as it isn't judged."""


class TaskLearner:
    """Whoever comes unannounced is left alone. What an SMS or a screen says is read in the ``store``."""

    def __init__(self, hand: Hand, store: Path, content: Content, task: Task) -> None:
        self._hand, self._cabinet = hand, content.cabinet_of(task)
        self._practice = Practice(SIMULATION, SQLiteStore(store), RandomSecrets(), RunCodec(SIMULATION))

    def play(self, presses: Iterable[TaskPress]) -> None:
        for press in presses:
            self._make(press)

    def finish(self) -> Told:
        """Ask for judgement until it is given: those who were to come come first."""
        while (told := self._hand.told()) is None:
            self._hand.send("finish", {})
        return told

    def _make(self, press: TaskPress) -> None:
        match press.kind:
            case "go":
                self._hand.follow(press.name)
            case "wait":
                self._hand.send("wait", {"until": press.name})
            case "answer":
                turn = self._practice.cabinet_turn(self._cabinet, datetime.now(UTC))
                answer = turn.right_answer(self._run(), press.name)
                self._hand.send("answer", {"question": press.name, "answer": answer})
            case "act":
                run = self._run()
                self._hand.send(press.name, SIMULATION.fill(press.given, run.state, run.clock(datetime.now(UTC))))

    def _run(self) -> AnyRun:
        return self._practice.current(self._hand.session(), self._cabinet, datetime.now(UTC))[0]
