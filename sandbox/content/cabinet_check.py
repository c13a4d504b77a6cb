"""The places checked as a whole: no action is forgotten, and whatever is pressed in whatever order, one can go on."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sandbox.content import Content
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.loader import PLACES, LoadedContent
from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.place import CABINET, Cabinet, Place
from sandbox.engine.run import AnyRun
from sandbox.engine.simulation import AnySimulation

PRESSES = 2_000
"""Of the walk of a build. They are the same each time."""

LIFE = 100
"""Presses after which another life begins, from another starting point."""


def forgotten_actions(loaded: LoadedContent, simulation: AnySimulation) -> list[ContentError]:
    """The actions that no place offers although they aren't lessons' own."""
    errors, places = ErrorList(f"walkthroughs/{PLACES}"), loaded.content.places
    if places and simulation.living:
        offered = {action for place in places.values() for action in place.offers}
        if nowhere := sorted(simulation.actions.keys() - offered - simulation.living.lessons_own):
            errors.add(1, "actions_nowhere", name=", ".join(nowhere))
    return errors.errors


def walk_places(loaded: LoadedContent, simulation: AnySimulation) -> list[ContentError]:
    """Press anything for a while. An exception of a rule is not an editor's mistake and passes through."""
    errors = ErrorList(f"walkthroughs/{PLACES}")
    if loaded.content.places and simulation.living:
        chance = random.Random(2025)  # noqa: S311 - the same walk each time
        for place, action, outcome in Walk(simulation, loaded.content, chance).go(PRESSES):
            line = loaded.lines.get((PLACES, place, action, outcome), 1)
            errors.add(line, "leads_inside_without_sign_in", name=outcome, action=action)
    return errors.errors


class Walk:
    """Random lives. ``chance`` draws what is pressed and typed."""

    def __init__(self, simulation: AnySimulation, content: Content, chance: random.Random) -> None:
        self.simulation, self.chance = simulation, chance
        self.places = content.places
        self.typed = typed_texts(content)
        self.secrets = PredictableSecrets()

    def begin(self, start: str) -> tuple[CabinetTurn[Any], AnyRun]:
        cabinet = Cabinet(CABINET, start, next(iter(self.places)), self.places)
        turn = CabinetTurn(self.simulation, cabinet, NOW, self.secrets)
        return turn, turn.begin()

    def go(self, presses: int) -> Iterator[tuple[str, str, str]]:
        """Yields each outcome that leads inside although one isn't signed in: the place, the action, the outcome."""
        starts = list(self.simulation.starts)
        for life in range(presses // LIFE):
            turn, run = self.begin(starts[life % len(starts)])
            for _ in range(LIFE):
                place = self.anywhere(turn, run)
                after = self.press(turn, run, place)
                yield from self._wrongly_inside(turn, place, after)
                run = after

    def press(self, turn: CabinetTurn[Any], run: AnyRun, place: Place) -> AnyRun:
        """Press anything at a place: an action nearly always, else the clock or the way back."""
        actions = list(turn.cabinet.offered(place))
        draw = self.chance.random()
        if draw < 0.08 or not actions:
            return turn.wait(run, place.id, f"{run.presses}", self.chance.choice(list(turn.waits(run))))
        if draw < 0.12:
            return turn.undo(run)
        action = self.chance.choice(actions)
        return turn.act(run, place.id, f"{run.presses}", action, self._filled(run, action))

    def anywhere(self, turn: CabinetTurn[Any], run: AnyRun) -> Place:
        """Where the run stands, or where links lead from there."""
        place = turn.place(run)
        while self.chance.random() < 0.5:
            place = self.chance.choice(turn.menu(run, place))
        return place

    def _filled(self, run: AnyRun, action: str) -> Mapping[str, str]:
        example = {
            field.name: self.chance.choice(field.choices or self.typed.get(field.name) or [""])
            for field in self.simulation.actions[action].fields
        }
        return self.simulation.fill(example, run.state, run.clock(NOW))

    def _wrongly_inside(self, turn: CabinetTurn[Any], place: Place, after: AnyRun) -> Iterator[tuple[str, str, str]]:
        outcome = after.notice.name if after.notice else ""
        for action, then in turn.cabinet.offered(place).items():
            target = then.get(outcome)
            if target and self.places[target].inside and not self.simulation.life.lets_in(after.state):
                yield place.id, action, outcome


def typed_texts(content: Content) -> Mapping[str, Sequence[str]]:
    """What the walkthroughs type into each field, rightly and wrongly."""
    found: dict[str, dict[str, None]] = {}
    for walkthrough in content.walkthroughs.values():
        for step in walkthrough.steps:
            for given in (step.example, *(mistake.input for mistake in step.mistakes)):
                for name, text in given.items():
                    found.setdefault(name, {})[text] = None
    return {name: list(texts) for name, texts in found.items()}
