"""The file of places → `Place`, checked against what the simulation has and against each other."""

from collections.abc import Collection, Mapping

from sandbox.content.errors import ErrorList
from sandbox.content.reader import IDENTIFIER, Keys, Reader, as_block, as_list, as_text, known_name
from sandbox.content.yaml_tree import Block, Value
from sandbox.engine.place import BESIDE, Cabinet, Place
from sandbox.engine.simulation import AnyLiving, AnySimulation
from sandbox.text.typography import no_break

PLACE = Keys(("id", "title"), ("inside", "shows", "offers", "leads", "page"))

Lines = dict[tuple[str, ...], int]
"""The line of each place, of its page, and of each of its actions and outcomes: (place, action, outcome) → line."""

PAGE = "page"
"""Stands for the page of a place in `Lines`, and for that of a harm."""


class PlacesReader:
    """Reads the file. ``screens`` are the names of the templates that a place may show.

    ``lines`` are kept for what is found later, by playing.
    """

    def __init__(
        self, tree: Value, errors: ErrorList, simulation: AnySimulation, living: AnyLiving, screens: Collection[str]
    ) -> None:
        self._errors, self._simulation, self._living, self._screens = errors, simulation, living, screens
        self.lines: Lines = {}
        self._leads: dict[str, list[tuple[str, int]]] = {}
        items = as_list(tree, errors, "places")
        read = [place for item in items if (place := self._place(item))]
        self.places: Mapping[str, Place] = {place.id: place for place in read}
        self._check_names()
        if not errors.errors:
            self._check_ways(Cabinet("", "", next(iter(self.places)), self.places))

    def _place(self, value: Value) -> Place | None:
        if not isinstance(value, Block):
            self._errors.add(value.line, "not_a_block", name="places")
            return None
        reader = Reader(value, self._errors, "places", required=PLACE.required, optional=PLACE.optional)
        place_id = reader.text("id")
        if place_id and not IDENTIFIER.fullmatch(place_id):
            self._errors.add(reader.line("id"), "bad_place_id", name=place_id)
        if first := self.lines.get((place_id,)):
            self._errors.add(reader.line("id"), "duplicate_place", name=place_id, first=first)
        self.lines.setdefault((place_id,), reader.line("id"))
        leads = self._leads[place_id] = [
            (as_text(item, self._errors, "leads"), item.line) for item in reader.list("leads")
        ]
        return Place(
            id=place_id,
            title=no_break(reader.text("title")),
            inside=self._is_inside(reader),
            shows=self._shows(reader),
            offers=self._offers(reader, place_id),
            leads=tuple(lead for lead, _ in leads),
            page=self._page(reader, place_id),
        )

    def _page(self, reader: Reader, place_id: str) -> str:
        self.lines[place_id, PAGE] = reader.line("page")
        return reader.text("page")

    def _is_inside(self, reader: Reader) -> bool:
        if "inside" in reader.block.items:
            reader.name("inside", ("yes",), "not_yes")
        return reader.text("inside") == "yes"

    def _shows(self, reader: Reader) -> tuple[str, ...]:
        names = [(as_text(item, self._errors, "shows"), item.line) for item in reader.list("shows")]
        for name, line in names:
            known_name(name, line, self._errors, self._screens, "unknown_screen")
        return tuple(name for name, _ in names)

    def _offers(self, reader: Reader, place_id: str) -> dict[str, dict[str, str]]:
        offers: dict[str, dict[str, str]] = {}
        if "offers" not in reader.block.items:
            return offers
        block = as_block(reader.block.items["offers"], self._errors, "offers")
        for action, value in block.items.items():
            line = self.lines[place_id, action] = block.lines[action]
            known_name(action, line, self._errors, self._simulation.actions, "unknown_action")
            if action in self._living.lessons_own:
                self._errors.add(line, "lessons_own_action", name=action)
            then = as_block(value, self._errors, action)
            for outcome, outcome_line in then.lines.items():
                self.lines[place_id, action, outcome] = outcome_line
                if known := self._simulation.actions.get(action):
                    names = known.outcome_names
                    if outcome not in names:
                        self._errors.add(outcome_line, "outcome_of_another", name=outcome, action=action, among=names)
            offers[action] = {outcome: as_text(target, self._errors, outcome) for outcome, target in then.items.items()}
        return offers

    def _check_names(self) -> None:
        """Every place that is named is there."""
        ids = [place_id for place_id in self.places if place_id != BESIDE]
        for leads in self._leads.values():
            for target, line in leads:
                known_name(target, line, self._errors, ids, "unknown_place")
        for place in self.places.values():
            for action, then in place.offers.items():
                for outcome, target in then.items():
                    line = self.lines[place.id, action, outcome]
                    known_name(target, line, self._errors, ids, "unknown_place")
        if self._living.door not in self.places:
            self._errors.add(1, "door_missing", name=self._living.door)

    def _check_ways(self, cabinet: Cabinet) -> None:
        """Every place can be reached from the first one, and left for the door."""
        ahead = {
            place.id: {each.id for each in cabinet.menu(place)}
            | {target for then in cabinet.offered(place).values() for target in then.values()}
            for place in self.places.values()
            if place.id != BESIDE
        }
        reached = _closure(cabinet.at, ahead)
        for place_id in ahead:
            if place_id not in reached:
                self._errors.add(self.lines[place_id,], "unreachable_place", name=place_id)
            own = {target for then in self.places[place_id].offers.values() for target in then.values()}
            left = {each.id for each in cabinet.menu(self.places[place_id])} | own
            if self._living.door not in _closure(place_id, {**ahead, place_id: left}):
                self._errors.add(self.lines[place_id,], "dead_end", name=place_id, door=self._living.door)


def _closure(begin: str, ahead: Mapping[str, Collection[str]]) -> set[str]:
    """All that can be reached."""
    found: set[str] = set()
    open_ = [begin]
    while open_:
        if (each := open_.pop()) not in found:
            found.add(each)
            open_.extend(ahead.get(each, ()))
    return found
