"""Every walkthrough played through before it is shown: examples must lead on, mistakes must fail as their file says."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.loader import LoadedContent
from sandbox.engine.run import AnyRun
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.transitions import Turn
from sandbox.engine.walkthrough import Mistake, Step, Walkthrough


class PredictableSecrets:
    """`Secrets` that are the same each time and cost nothing. For rehearsals only.

    ``seed`` gives others, as another run would have. ``tokens`` is how many were asked for.
    """

    def __init__(self, seed: int = 0) -> None:
        self._numbers = count(1 + 1_000 * seed)
        self.tokens = 0

    def code(self) -> str:
        return f"{next(self._numbers) * 7919 % 1_000_000:06}"

    def token(self) -> str:
        self.tokens += 1
        return f"token-{next(self._numbers)}"

    def hash_password(self, password: str) -> str:
        return f"hash of {password}"

    known_password_hash = hash_password

    def password_matches(self, password: str, password_hash: str) -> bool:
        return password_hash == self.hash_password(password)


NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""The moment at which rehearsals take place; only the run's own clock moves."""

AnyTurn = Turn[Any]


SEEDS = range(5)
"""A run's secrets draw what comes unasked: so a walkthrough in which anything is drawn is played with several."""


def rehearsal_of(simulation: AnySimulation, walkthrough: Walkthrough, seed: int = 0) -> AnyTurn:
    """A turn with fresh predictable secrets."""
    return Turn(simulation, walkthrough, NOW, PredictableSecrets(seed))


def runs_at_each_step(turn: AnyTurn) -> Iterator[tuple[Step, AnyRun, AnyRun]]:
    """Follow the examples: each step with the run before it and after it. Stops where an example leads nowhere.

    What comes unannounced at a step is judged before it.
    """
    run = turn.begin()
    while step := turn.walkthrough.step(run.step):
        run = before = turn.judge_visitor(run)
        run = turn.follow_example(run, step)
        yield step, before, run
        if run.step in (step.id, *before.entered):
            return


class NotRestoredError(RuntimeError):
    """Undoing a mistake didn't bring back the run as it was."""


def play_mistake(turn: AnyTurn, run: AnyRun, mistake: Mistake) -> AnyRun:
    """Make a mistake of the step where the run stands: choose it, and press the button that is left to the learner."""
    ready = turn.try_mistake(run, run.step, mistake.name)
    return turn.submit(ready, ready.step, mistake.action, ready.prefill)


def rehearse(loaded: LoadedContent, simulation: AnySimulation) -> list[ContentError]:
    """All the examples and mistakes that don't do what their files say, each once, in whichever run it is found."""
    found: dict[ContentError, None] = {}
    for slug, walkthrough in loaded.content.walkthroughs.items():
        for seed in SEEDS:
            errors, drawn = _rehearse_once(loaded, simulation, slug, walkthrough, seed)
            found |= dict.fromkeys(errors)
            if not drawn:
                break
    return list(found)


def _rehearse_once(
    loaded: LoadedContent, simulation: AnySimulation, slug: str, walkthrough: Walkthrough, seed: int
) -> tuple[list[ContentError], bool]:
    """What is wrong, and whether a rule has asked for anything to draw from: another seed plays the same else."""
    errors, secrets = ErrorList(f"walkthroughs/{slug}.yml"), PredictableSecrets(seed)
    drawn = -1  # the token that each run begins with
    for step, before, after in runs_at_each_step(Turn(simulation, walkthrough, NOW, secrets)):
        if after.step == step.id or after.step in before.entered:
            line = loaded.lines[slug, step.id]
            early = _is_too_early(step.example, after, simulation)
            kind = "example_came_too_early" if early else "example_leads_nowhere"
            errors.add(line, kind, name=step.id, outcome=_outcome(after))
        for mistake in step.mistakes:
            of_mistake = PredictableSecrets(seed)
            turn = Turn(simulation, walkthrough, NOW, of_mistake)
            run = play_mistake(turn, before, mistake)
            drawn += of_mistake.tokens
            if run.lesson and turn.undo(run).snapshot(NOW) != before.snapshot(NOW):
                raise NotRestoredError(f"{slug}: {step.id}: {mistake.name}")
            if _outcome(run) != mistake.gives:
                line = loaded.lines[slug, step.id, mistake.name]
                early = _is_too_early(mistake.input, run, simulation)
                kind = "mistake_came_too_early" if early else "mistake_gives_other"
                errors.add(line, kind, name=mistake.name, outcome=_outcome(run), gives=mistake.gives)
    return errors.errors, drawn + secrets.tokens > 0


def _is_too_early(given: Mapping[str, str], run: AnyRun, simulation: AnySimulation) -> bool:
    """Whether the input needs what the learner can't know yet: an error of its own, since the outcome misleads."""
    sent = {name: text for name, text in given.items() if text[:1] == "{" and text[1:-1] in simulation.placeholders}
    return bool(sent) and "" in simulation.fill(sent, run.state, run.clock(NOW)).values()


def _outcome(run: AnyRun) -> str:
    return run.notice.name if run.notice else ""
