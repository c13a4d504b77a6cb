"""The Russian words of fields, buttons, outcomes and SMS, from ``wording.yml``."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from string import Formatter

from sandbox.account.call_records import Line
from sandbox.account.ledger import Entry
from sandbox.account.messages import Message
from sandbox.engine.outcome import Outcome, Unit
from sandbox.engine.walkthrough import OUTCOMES
from sandbox.text.russian import Count, Money, Seconds, day
from sandbox.text.typography import no_break

PROBLEMS = (
    "bad_request",
    "forbidden",
    "not_found",
    "method_not_allowed",
    "slow",
    "too_large",
    "too_many_requests",
    "overloaded",
    "unavailable",
    "broken",
)
"""What can go wrong outside the simulation; each is a page of its own."""

PROGRESS = ("page", "restarted", "all_restarted", "erased")
"""The heading of the page with the learner's progress, and what it says of what was done there."""
COLUMNS = ("day", "time", "what", "party", "volume", "sum")
"""The columns of the call details."""
FEEDBACK = (
    "answer_counted",
    "comment_kept",
    "comment_empty",
    "comment_too_long",
    "comment_has_number",
    "comment_has_address",
    "page_unknown",
)
"""What a reader is told who has said whether a page was useful."""

_SHOWN_AS: Mapping[Unit, Callable[[int], Count | Seconds | Money]] = {
    "count": Count,
    "seconds": Seconds,
    "kopecks": Money,
}


@dataclass(frozen=True)
class FieldText:
    """``choices`` are the labels of a choice's values."""

    label: str
    hint: str | None
    choices: Mapping[str, str]


@dataclass(frozen=True)
class ActionText:
    """``screen`` is the title of the training screen, ``intro`` what stands on it above the form."""

    screen: str
    button: str
    intro: str | None


@dataclass(frozen=True)
class OutcomeText:
    """``title`` and ``text`` stand above the form, ``field`` at the field at fault.

    ``walkthrough`` is the slug of the one that the text sends to; a link to its page follows the text.
    """

    title: str
    text: str
    field: str | None
    walkthrough: str | None = None


@dataclass(frozen=True)
class MessageText:
    sender: str
    text: str


@dataclass(frozen=True)
class ProblemText:
    title: str
    text: str


@dataclass(frozen=True)
class Wording:
    """All texts, by the names that the code gives them."""

    fields: Mapping[str, FieldText]
    actions: Mapping[str, ActionText]
    outcomes: Mapping[str, OutcomeText]
    messages: Mapping[str, MessageText]
    waits: Mapping[str, str]
    entries: Mapping[str, str]
    columns: Mapping[str, str]
    problems: Mapping[str, ProblemText]
    progress: Mapping[str, str]
    feedback: Mapping[str, ProblemText]

    def outcome(self, outcome: Outcome) -> OutcomeText:
        """The text of what happened, its numbers filled in."""
        units = OUTCOMES[outcome.name].values
        values = {name: _SHOWN_AS[units[name]](value) for name, value in outcome.values.items()}
        text = self.outcomes[outcome.name]
        return OutcomeText(
            no_break(text.title.format(**values)),
            no_break(text.text.format(**values)),
            text.field and no_break(text.field.format(**values)),
            text.walkthrough,
        )

    def message(self, message: Message) -> Iterable[tuple[str, str]]:
        """An SMS in parts: ("text", …), and ("code", …), ("link", …), ("value", …) for what it quotes."""
        for literal, name, _, _ in Formatter().parse(self.messages[message.kind].text):
            if literal:
                yield "text", literal
            if name:
                yield self._quoted(name, message.values[name])

    def _quoted(self, name: str, value: str) -> tuple[str, str]:
        if name == "sum":
            return "value", format(Money(int(value)))
        if name == "day":
            return "value", no_break(day(datetime.fromisoformat(value)))
        if name == "tariff":
            return "value", self.fields["tariff"].choices[value]
        if name == "option":
            return "value", self.option(value)
        return name, value

    def option(self, name: str) -> str:
        """What an option is called, by its name in the code."""
        return {**self.fields["own_option"].choices, **self.fields["option"].choices}[name]

    def entry(self, entry: Entry | Line) -> str:
        """A line of the account's history or of the call details, with the option that it is for."""
        label = self.entries[entry.kind]
        return f"{label} «{self.option(entry.service)}»" if entry.service else label
