"""The places of a simulated service: what each shows, what can be done there, and where it leads."""

from collections.abc import Mapping
from functools import cached_property

from sandbox.engine.task import Task
from sandbox.frozen import dataclass

BESIDE = "phone"
"""The place that is none: what it offers can be done at every place, for it lies beside the learner."""

CABINET = "cabinet"
"""The slug under which the free practice is kept."""


@dataclass(frozen=True)
class Place:
    """Where a learner can be.

    ``inside``: only who is signed in can be there. ``shows`` are screens of the simulation. ``offers`` are the actions,
    each with the places that its outcomes lead to; an outcome that isn't named stays. ``leads`` are reached by a link.
    ``page`` is the file of the page that tells how things are done there; empty if none does.
    """

    id: str
    title: str
    inside: bool
    shows: tuple[str, ...]
    offers: Mapping[str, Mapping[str, str]]
    leads: tuple[str, ...]
    page: str = ""


@dataclass(frozen=True)
class Cabinet:
    """All places with the state that a life there begins from; ``at`` is the place where it begins.

    ``slug`` is what its runs are kept under. ``task`` is what is to be done there; None for the free practice.
    """

    slug: str
    start: str
    at: str
    places: Mapping[str, Place]
    task: Task | None = None

    @property
    def beside(self) -> Place | None:
        """What lies beside the learner at every place."""
        return self.places.get(BESIDE)

    def offered(self, place: Place) -> Mapping[str, Mapping[str, str]]:
        """All that can be done at a place, with where it leads."""
        return {**(self.beside.offers if self.beside else {}), **place.offers}

    def menu(self, place: Place) -> tuple[Place, ...]:
        """The place and those that it has links to, in the order of the file. Inside, each leads to every other."""
        if place.id not in self._menus:
            self._menus[place.id] = tuple(
                each
                for each in self.places.values()
                if each.id != BESIDE and (each is place or each.id in place.leads or (each.inside and place.inside))
            )
        return self._menus[place.id]

    @cached_property
    def _menus(self) -> dict[str, tuple[Place, ...]]:
        """What was found by `menu`."""
        return {}

    def leads_to(self, begin: str, target: str) -> bool:
        """Whether links alone lead from one place to another."""
        if begin not in self._linked:
            self._linked[begin] = frozenset(self._links_from(begin))
        return target in self._linked[begin]

    @cached_property
    def _linked(self) -> dict[str, frozenset[str]]:
        """What was found by `leads_to`: each request asks for it."""
        return {}

    def _links_from(self, begin: str) -> set[str]:
        found: set[str] = set()
        ahead = [begin]
        while ahead:
            if (place_id := ahead.pop()) not in found:
                found.add(place_id)
                ahead.extend(each.id for each in self.menu(self.places[place_id]))
        return found
