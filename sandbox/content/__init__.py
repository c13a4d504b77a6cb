"""The editors' files: read, checked and played through, with file, line and remedy of every error.

`Content` is defined apart from the readers: a server takes it from the built site, and needs no YAML.
"""

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from sandbox.content.wording import Wording
from sandbox.engine.place import CABINET, Cabinet, Place
from sandbox.engine.simulation import AnyLiving
from sandbox.engine.task import Task
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class Content:
    """All that the editors wrote for the trainer. ``places`` is empty where there is no cabinet."""

    walkthroughs: Mapping[str, Walkthrough]
    wording: Wording
    places: Mapping[str, Place] = field(default_factory=dict)
    tasks: Mapping[str, Task] = field(default_factory=dict)

    def cabinet(self, living: AnyLiving | None) -> Cabinet | None:
        """The cabinet for free practice, if there is one."""
        if living is None or not self.places:
            return None
        return self._kept(Cabinet(CABINET, living.start, next(iter(self.places)), self.places))

    def cabinet_of(self, task: Task) -> Cabinet:
        """The cabinet in which a task is done."""
        return self._kept(Cabinet(f"task-{task.slug}", task.start, task.at, self.places, task))

    def _kept(self, cabinet: Cabinet) -> Cabinet:
        """The same one each time: it knows its links, and what was drawn of it is found again."""
        found = self._cabinets.setdefault(cabinet.slug, cabinet)
        if found.task is cabinet.task and found.start == cabinet.start:
            return found
        return cabinet

    @cached_property
    def _cabinets(self) -> dict[str, Cabinet]:
        return {}
