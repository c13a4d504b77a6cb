"""Steps of the walkthroughs that there are, as their files write them: a draft is made of such steps."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from macros.drafts.insertion import tree_of
from sandbox.content.yaml_tree import Block, Series
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import DONE, Step, Walkthrough
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class Pattern:
    """A step with the lines of its file: those of each of its keys, and those of each mistake by its name."""

    walkthrough: Walkthrough
    step: Step
    keys: Mapping[str, tuple[str, ...]]
    mistakes: Mapping[str, tuple[str, ...]]

    def goes_on_by(self, simulation: AnySimulation) -> list[str]:
        """The outcomes of its own action that lead forward."""
        order = [step.id for step in self.walkthrough.steps]
        own = simulation.actions[self.step.action].outcome_names
        return [
            outcome
            for outcome, target in self.step.then.items()
            if outcome in own and (target == DONE or order.index(target) > order.index(self.step.id))
        ]

    def beside(self, simulation: AnySimulation) -> list[str]:
        """Its other actions, but for those that lead somewhere else: there is no such step in a draft."""
        own = simulation.actions[self.step.action].outcome_names
        leading = self.step.then.keys() - set(own)
        return [name for name in self.step.also if not leading & set(simulation.actions[name].outcome_names)]


def patterns(folder: Path, walkthroughs: Mapping[str, Walkthrough], simulation: AnySimulation) -> list[Pattern]:
    """All steps that ask for something, in the order of their files. The files have been checked."""
    found = []
    for slug, walkthrough in walkthroughs.items():
        text = (folder / f"{slug}.yml").read_text(encoding="utf-8")
        lines, tree = text.split("\n"), tree_of(text)
        steps = tree.items["steps"] if isinstance(tree, Block) else None
        begins = [step.line - 1 for step in steps.items] if isinstance(steps, Series) else []
        for step, begin, end in zip(walkthrough.steps, begins, [*begins[1:], len(lines)], strict=True):
            if simulation.actions[step.action].fields:
                keys = _chunks([re.sub("^  - ", "    ", line) for line in lines[begin:end]], 4)
                mistakes = _items(keys.get("mistakes", ())[1:])
                names = [mistake.name for mistake in step.mistakes]
                found.append(Pattern(walkthrough, step, keys, dict(zip(names, mistakes, strict=True))))
    return found


def lines_of(folder: Path, slug: str, key: str) -> tuple[str, ...]:
    """The items of a list of a walkthrough's file as they are written."""
    lines = (folder / f"{slug}.yml").read_text(encoding="utf-8").split("\n")
    return _chunks(lines, 0).get(key, ())[1:]


def _chunks(lines: Iterable[str], indent: int) -> dict[str, tuple[str, ...]]:
    """The lines of each key that stands at the indent."""
    found: dict[str, tuple[str, ...]] = {}
    key = ""
    for line in lines:
        if begins := re.match(rf" {{{indent}}}(\w+):", line):
            key = begins[1]
        if line.strip():
            found[key] = (*found.get(key, ()), line)
    return found


def _items(lines: Iterable[str]) -> list[tuple[str, ...]]:
    items: list[tuple[str, ...]] = []
    for line in lines:
        if line.startswith("      - "):
            items.append(())
        items[-1] = (*items[-1], line)
    return items
