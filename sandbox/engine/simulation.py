"""The interface between the engine and a simulated service: all that the engine needs of one, as a single value."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import field
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, Protocol

from sandbox.engine.action import Action, Field, Kind, S, Secrets
from sandbox.engine.inviting import Inviting
from sandbox.engine.outcome import Outcome, OutcomeType
from sandbox.engine.run import RUN_OUTCOMES
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import dataclass

_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Words(Protocol):
    """The editors' words, as far as a simulation shows them by itself."""

    def choice(self, field: str, value: str) -> str:
        """The label of a choice's value."""

    def label(self, section: str, name: str) -> str:
        """One of the labels that the simulation declares in `Screens.labels`."""

    def message_text(self, kind: str) -> str:
        """The text of a message with its values in braces."""


@dataclass(frozen=True)
class Timeline(Generic[S]):
    """How time passes in the simulation.

    ``begins_at`` is the training time at which a run begins; a walkthrough or task may name another day.
    ``settle`` returns the state with all that has fallen due by a moment.
    ``waits`` are the names of the moments that a learner may move the clock to, in the order they are offered;
    ``ahead`` returns those that are later than a moment in a state: name → moment. A state is shown alike within a
    minute, as long as the same moments are ahead.
    ``elapsed`` returns the seconds between two moments that a notice shows.
    """

    begins_at: datetime
    settle: Callable[[S, datetime], S]
    waits: tuple[str, ...]
    ahead: Callable[[S, datetime], Mapping[str, datetime]]
    elapsed: Callable[[datetime, datetime], int]

    def beginning(self, day: date | None) -> datetime:
        """The training time at which a run begins on a day; None is the usual one."""
        return datetime.combine(day, self.begins_at.timetz()) if day else self.begins_at


@dataclass(frozen=True)
class Screens(Generic[S]):
    """How a state is shown.

    ``package`` holds the templates in its folder ``screens``: ``ACTION.html`` stands above the form of an action.
    ``beside`` is the template that stands beside the step, with the clock in it; empty for the clock alone.
    ``above`` is the template that stands directly above the step's form, if any.
    ``told`` is the template that tells in the end of a task who came unannounced, if anybody can.
    ``names`` are what the templates may use besides the engine's own names.
    ``labels`` are further sections of the wording, each with the names that must be worded there.
    ``messages`` are the kinds of messages, each with the values that its text must quote.
    ``choices`` are the choices of a field that a state offers, in the order in which they are shown.
    ``guarded`` maps kinds of fields to the outcome with which the page refuses foreign data before it is sent;
    ``expected`` is the only text that such a field takes, or None if there is no such text.
    ``restate`` brings an earlier outcome up to date, whose text may be true no longer.
    ``counted_down`` are the waits whose seconds are shown while they are ahead.
    """

    package: str
    beside: str = ""
    above: str = ""
    told: str = ""
    names: Mapping[str, Any] = field(default_factory=dict)
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    choices: Callable[[S, Field], tuple[str, ...]] = lambda _state, field: field.choices
    guarded: Mapping[Kind, OutcomeType] = field(default_factory=dict)
    expected: Callable[[S, str], str | None] = lambda _state, _field: None
    restate: Callable[[Outcome, S, datetime], Outcome] = lambda outcome, _state, _now: outcome
    counted_down: tuple[str, ...] = ()


@dataclass(frozen=True)
class Visitors(Generic[S]):
    """What comes unannounced in the middle of something else, and is to be judged before that goes on.

    ``kinds`` are the names that a step may invite; ``come`` returns the state in which one of those named is there.
    ``waits`` says whether one waits to be judged. It is judged by ``action``, rightly with the input ``right``.
    """

    kinds: tuple[str, ...]
    come: Callable[[S, tuple[str, ...], datetime, Secrets], S]
    waits: Callable[[S], bool]
    action: str
    right: Mapping[str, str]


@dataclass(frozen=True)
class Fact(Generic[S]):
    """What there is to be found in a state. ``kind`` is that of a field for it, ``value`` returns it as it is typed.

    ``refuse`` says why a text isn't the fact; None if it is. Of what is chosen, not typed, ``choices`` are all that is
    offered; they are worded in the section ``answers`` of `Screens.labels`.
    """

    kind: Kind
    value: Callable[[S], str]
    refuse: Callable[[S, str], Outcome | None]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judging(Generic[S]):
    """What tasks are judged by, by names that their files use.

    ``truths`` say whether something is so in a state at a moment: what is to be reached, and what should not happen.
    ``outcomes`` are all the refusals of ``facts``. ``inviting`` is None where nobody comes unannounced in tasks.
    """

    truths: Mapping[str, Callable[[S, datetime], bool]]
    facts: Mapping[str, Fact[S]]
    outcomes: tuple[OutcomeType, ...] = ()
    inviting: Inviting[S] | None = None


@dataclass(frozen=True)
class Living(Generic[S]):
    """What a life in the simulation needs, where nothing lays out the way (`sandbox.engine.place`).

    ``start`` is the state that the free practice begins from. ``lets_in`` says whether whoever has this state may be
    inside; whoever may not is put at the place ``door``.
    ``drawn`` are the actions whose forms a screen draws itself, in the template ``offers/ACTION.html``.
    ``lessons_own`` are the actions that make sense in a walkthrough alone. ``pointless`` are those of a place that make
    none in this state: their forms aren't shown.
    ``waits`` and ``ahead`` are the clock's further moments, as those of `Timeline`.
    ``fold`` returns a state with what is old made small, so that a life can go on for as long as one likes.
    ``judging`` is None where there are no tasks.
    """

    start: str
    door: str
    lets_in: Callable[[S], bool]
    drawn: frozenset[str] = frozenset()
    lessons_own: frozenset[str] = frozenset()
    pointless: Callable[[S], Collection[str]] = lambda _state: ()
    waits: tuple[str, ...] = ()
    ahead: Callable[[S, datetime], Mapping[str, datetime]] = lambda _state, _now: _NOTHING
    fold: Callable[[S, datetime], S] = lambda state, _now: state
    judging: Judging[S] | None = None


@dataclass(frozen=True)
class Download(Generic[S]):
    """A file made from a state. ``write`` returns its content, or None while there is nothing to write."""

    filename: str
    media_type: str
    write: Callable[[S, Words], bytes | None]


@dataclass(frozen=True)
class Simulation(Generic[S]):
    """One simulated service. Its states are frozen values that the engine never reads.

    ``state`` is their type, from which a stored run is read; ``recognises`` says whether every name in a state that was
    read is still known. ``starts`` are the named states that walkthroughs begin from.
    ``placeholders`` are what an example may write in braces; ``known`` returns their values, empty while unknown.
    ``is_full`` says whether nothing more may be done in a run; ``trim`` drops what a state needn't keep.
    ``downloads`` are offered at an address of that name below the walkthrough's own.
    ``visitors`` is None where nothing ever comes unannounced, ``living`` where there are walkthroughs alone.
    """

    state: type[S]
    actions: Mapping[str, Action[S]]
    starts: Mapping[str, Callable[[Secrets], S]]
    timeline: Timeline[S]
    screens: Screens[S]
    placeholders: tuple[str, ...] = ()
    known: Callable[[S, datetime], Mapping[str, str]] = lambda _state, _now: _NOTHING
    recognises: Callable[[S], bool] = lambda _state: True
    is_full: Callable[[S], bool] = lambda _state: False
    trim: Callable[[S], S] = lambda state: state
    downloads: Mapping[str, Download[S]] = field(default_factory=dict)
    visitors: Visitors[S] | None = None
    living: Living[S] | None = None

    @cached_property
    def outcomes(self) -> Mapping[str, OutcomeType]:
        """All that can happen to a run: the outcomes of actions, and those of practising itself."""
        given = (outcome for action in self.actions.values() for outcome in action.outcomes)
        judged = self.living.judging.outcomes if self.living and self.living.judging else ()
        return MappingProxyType({outcome.name: outcome for outcome in (*given, *judged, *RUN_OUTCOMES)})

    @cached_property
    def fields(self) -> Mapping[str, Field]:
        """Every field of every action, by name."""
        return MappingProxyType({each.name: each for action in self.actions.values() for each in action.fields})

    @property
    def life(self) -> Living[S]:
        """The same as ``living``, where there are places. Raises `LookupError` where there are none."""
        if self.living is None:
            raise LookupError("there are walkthroughs alone")
        return self.living

    @property
    def waits(self) -> tuple[str, ...]:
        """The names of all moments that a learner may move the clock to anywhere."""
        return self.timeline.waits + (self.living.waits if self.living else ())

    def acting(self, state: S, action: str) -> str:
        """The action whose form is open at a step with ``action``: a visitor's, as long as one waits."""
        return self.visitors.action if self.visitors and self.visitors.waits(state) else action

    def takes(self, walkthrough: Walkthrough) -> frozenset[str]:
        """The names of all actions that may be done at some step: the steps' own, and those of what comes to them."""
        of_visitors = {self.visitors.action} if self.visitors and walkthrough.has_visitors else ()
        return walkthrough.offered.union(of_visitors)

    def fill(self, example: Mapping[str, str], state: S, clock: datetime) -> dict[str, str]:
        """An example with its placeholders filled in from what the learner sees."""
        if not any(value[:1] == "{" for value in example.values()):
            return {**example}
        known = self.known(state, clock)
        return {name: known.get(value[1:-1], value) if value[:1] == "{" else value for name, value in example.items()}


AnyJudging = Judging[Any]
AnyLiving = Living[Any]
AnySimulation = Simulation[Any]
