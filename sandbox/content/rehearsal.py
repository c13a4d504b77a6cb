"""Every walkthrough played through before it is shown: its examples must lead on, its mistakes must fail as said."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import count

from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.loader import CheckedContent
from sandbox.engine import transitions
from sandbox.engine.action import Secrets
from sandbox.engine.placeholders import fill
from sandbox.engine.transitions import Run
from sandbox.engine.walkthrough import Mistake, Step, Walkthrough


class PredictableSecrets:
    """`Secrets` that are the same each time and cost nothing. For rehearsals only."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def code(self) -> str:
        return f"{next(self._numbers) * 7919 % 1_000_000:06}"

    def token(self) -> str:
        return f"token-{next(self._numbers)}"

    def hash_password(self, password: str) -> str:
        return f"hash of {password}"

    known_password_hash = hash_password

    def password_matches(self, password: str, password_hash: str) -> bool:
        return password_hash == self.hash_password(password)


NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""The moment at which rehearsals take place; only the run's own clock moves."""


def runs_at_each_step(walkthrough: Walkthrough, secrets: Secrets) -> Iterator[tuple[Step, Run, Run]]:
    """Follow the examples: each step with the run before it and after it. Stops where an example leads nowhere."""
    run = transitions.begin(walkthrough, NOW, secrets)
    while step := walkthrough.step(run.step):
        before = run
        run = play_example(walkthrough, run, step, secrets)
        yield step, before, run
        if run.step in (step.id, *before.entered):
            return


def play_example(walkthrough: Walkthrough, run: Run, step: Step, secrets: Secrets) -> Run:
    """Do the step as its file shows it."""
    if step.wait:
        run = transitions.wait(run, step.wait, NOW)
    given = fill(step.example, run.account, run.clock(NOW))
    return transitions.submit(walkthrough, run, step.id, step.action, given, NOW, secrets)


def play_mistake(walkthrough: Walkthrough, run: Run, mistake: Mistake, secrets: PredictableSecrets) -> Run:
    """Make a mistake of the step where the run stands."""
    return transitions.try_mistake(walkthrough, run, run.step, mistake.name, NOW, secrets)


def rehearse(content: CheckedContent) -> list[ContentError]:
    """All the examples and mistakes that don't do what their files say."""
    found: list[ContentError] = []
    for slug, walkthrough in content.walkthroughs.items():
        errors = ErrorList(f"walkthroughs/{slug}.yml")
        for step, before, after in runs_at_each_step(walkthrough, PredictableSecrets()):
            if after.step == step.id or after.step in before.entered:
                line = content.lines[slug, step.id]
                kind = "example_came_too_early" if _is_too_early(step.example, after) else "example_leads_nowhere"
                errors.add(line, kind, name=step.id, outcome=_outcome(after))
            for mistake in step.mistakes:
                run = play_mistake(walkthrough, before, mistake, PredictableSecrets())
                if _outcome(run) != mistake.gives:
                    line = content.lines[slug, step.id, mistake.name]
                    kind = "mistake_came_too_early" if _is_too_early(mistake.input, run) else "mistake_gives_other"
                    errors.add(line, kind, name=mistake.name, outcome=_outcome(run), gives=mistake.gives)
        found += errors.errors
    return found


def _is_too_early(given: Mapping[str, str], run: Run) -> bool:
    """Whether a code or a link was to be given that hadn't come yet. It is told so, because the outcome misleads."""
    sent = {name: text for name, text in given.items() if text in ("{code}", "{link}")}
    return bool(sent) and "" in fill(sent, run.account, run.clock(NOW)).values()


def _outcome(run: Run) -> str:
    return run.notice.name if run.notice else ""
