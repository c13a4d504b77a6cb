"""Actions in the order in which they were named → steps that lead to the end, played as a build would play them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from macros.drafts.patterns import Pattern
from macros.editors.named_buttons import buttons, missing, where_it_is_read
from sandbox.content.rehearsal import SEEDS, play_mistake, rehearsal_of, runs_at_each_step
from sandbox.content.wording import Wording
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import DONE, Mistake, Step, Walkthrough
from sandbox.frozen import dataclass, replace

MISTAKES = 2
"""Of each step of a draft: editors add what they want."""


@dataclass(frozen=True)
class Drafted:
    """A step of a draft, and the pattern that it was made from."""

    step: Step
    pattern: Pattern


@dataclass(frozen=True)
class NotPossible:
    """What came of the first action that can't be done there: the outcome of its example."""

    action: str
    outcome: str


def chain(
    simulation: AnySimulation, wording: Wording, known: Sequence[Pattern], start: str, actions: Sequence[str]
) -> list[Drafted] | NotPossible:
    """A step for each action; of the patterns for an action the first that works is taken.

    Patterns of the walkthrough from which the step before was taken are tried first.
    """
    drafted: list[Drafted] = []
    for action in actions:
        last = drafted[-1].pattern.walkthrough if drafted else None
        tried = [each for each in known if each.step.action == action]
        tried.sort(key=lambda each: each.walkthrough is not last)
        outcome = ""
        for pattern in tried:
            added = [*drafted, Drafted(_step(simulation, pattern, [each.step.id for each in drafted]), pattern)]
            linked = _linked(added)
            outcome = _end(simulation, walkthrough_of(linked, start))
            if not outcome:
                drafted = linked
                break
        else:
            return NotPossible(action, outcome)
    return _with_mistakes(simulation, wording, drafted, start)


def walkthrough_of(drafted: Iterable[Drafted], start: str) -> Walkthrough:
    """The draft as far as it can be played."""
    drafted = list(drafted)
    return Walkthrough("", "", "", start, "", tuple(each.step for each in drafted), day_of(drafted))


def day_of(drafted: Iterable[Drafted]) -> date | None:
    """The training day, if a pattern needs one: the latest of them."""
    days = [each.pattern.walkthrough.day for each in drafted if each.pattern.walkthrough.day]
    return max(days, default=None)


def _step(simulation: AnySimulation, pattern: Pattern, taken: Sequence[str]) -> Step:
    """Leading nowhere yet, without mistakes and what comes unannounced."""
    step_id, number = pattern.step.id, 1
    while step_id in taken:
        number += 1
        step_id = f"{pattern.step.id}-{number}"
    then = dict.fromkeys(pattern.goes_on_by(simulation), DONE)
    also = tuple(pattern.beside(simulation))
    return replace(pattern.step, id=step_id, then=then, also=also, mistakes=(), visitors=())


def _linked(drafted: Sequence[Drafted]) -> list[Drafted]:
    """Each step leads to the next one."""
    targets = [*(each.step.id for each in drafted[1:]), DONE]
    return [
        replace(each, step=replace(each.step, then=dict.fromkeys(each.step.then, target)))
        for each, target in zip(drafted, targets, strict=True)
    ]


def _end(simulation: AnySimulation, walkthrough: Walkthrough) -> str:
    """The outcome with which the examples stop before the end, in any of the runs; empty if they never do."""
    for seed in SEEDS:
        *_, (_, _, run) = runs_at_each_step(rehearsal_of(simulation, walkthrough, seed))
        if not run.done:
            return run.notice.name if run.notice else "?"
    return ""


def _with_mistakes(
    simulation: AnySimulation, wording: Wording, drafted: Sequence[Drafted], start: str
) -> list[Drafted]:
    """The first mistakes of each pattern that fail here as they fail there, and whose refusal can be followed here."""
    found = list(drafted)
    for place, each in enumerate(drafted):
        kept: list[Mistake] = []
        for mistake in each.pattern.step.mistakes:
            if mistake.action in each.step.offered and mistake.after in (None, *(before.name for before in kept)):
                step = replace(each.step, mistakes=(*kept, mistake))
                tried = [*found[:place], replace(each, step=step), *found[place + 1 :]]
                if _fails(simulation, wording, walkthrough_of(tried, start), step, mistake):
                    kept.append(mistake)
            if len(kept) == MISTAKES:
                break
        found[place] = replace(each, step=replace(each.step, mistakes=tuple(kept)))
    return found


def _fails(simulation: AnySimulation, wording: Wording, walkthrough: Walkthrough, step: Step, mistake: Mistake) -> bool:
    there = buttons(where_it_is_read(walkthrough, step, mistake.gives), simulation, wording)
    if missing(wording.outcomes[mistake.gives].text, there):
        return False
    for seed in SEEDS:
        turn = rehearsal_of(simulation, walkthrough, seed)
        before = next(before for at, before, _ in runs_at_each_step(turn) if at.id == step.id)
        run = play_mistake(rehearsal_of(simulation, walkthrough, seed), before, mistake)
        if run.notice is None or run.notice.name != mistake.gives:
            return False
    return True


def usual_before(known: Iterable[Pattern]) -> Mapping[str, list[str]]:
    """Which actions stand before an action, as far as any do."""
    found: dict[str, list[str]] = {}
    for each in known:
        ids = [step.id for step in each.walkthrough.steps]
        if place := ids.index(each.step.id):
            before = each.walkthrough.steps[place - 1].action
            if before not in found.setdefault(each.step.action, []):
                found[each.step.action].append(before)
    return found
