"""Where pages of the trainer lead on to, as templates show it."""

from collections.abc import Mapping
from dataclasses import field

from sandbox.engine.inviting import Visitor
from sandbox.engine.task import Task
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class WalkthroughLink:
    """A link to another walkthrough: its title, and the address of its page."""

    title: str
    address: str


@dataclass(frozen=True)
class Onward:
    """Where the end of a walkthrough leads: to its card, to the next one of so many steps, and to a task like it."""

    memo: str
    next: WalkthroughLink | None
    steps: int
    task: WalkthroughLink | None = None


@dataclass(frozen=True)
class TaskList:
    """All tasks with the addresses of their pages, from the root of the site.

    ``statuses`` say how far the learner has come: «todo», «active» or «solved»; a static page knows none.
    """

    tasks: Mapping[str, Task]
    pages: Mapping[str, str]
    statuses: Mapping[str, str] = field(default_factory=dict)


NO_TASKS = TaskList({}, {})


@dataclass(frozen=True)
class ToldDetour:
    """Something that the shortest way does without, by its action's name: the title of the place, and what was pressed.

    ``page`` is the file of the page to read again; empty if there is none.
    """

    action: str
    place: str
    pressed: tuple[str, ...]
    page: str


@dataclass(frozen=True)
class Telling:
    """How a task has ended: the goals that are still open, and the harms that are there now.

    ``visitors`` are those who came unannounced.
    ``teaches`` are the walkthroughs to go over again, ``next`` is another task. ``root`` leads to the root of the site.
    """

    missing: tuple[str, ...]
    harmed: tuple[str, ...]
    teaches: tuple[WalkthroughLink, ...]
    root: str
    next: Task | None
    next_address: str
    detours: tuple[ToldDetour, ...] = ()
    visitors: tuple[Visitor, ...] = ()
