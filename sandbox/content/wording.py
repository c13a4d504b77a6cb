"""The editors' words of fields, buttons, outcomes, messages and screens."""

from collections.abc import Callable, Mapping

from sandbox.engine.outcome import Outcome, OutcomeType, Unit
from sandbox.frozen import dataclass
from sandbox.text.russian import Count, Money, Seconds
from sandbox.text.typography import no_break

PROBLEMS = (
    "bad_request",
    "forbidden",
    "not_found",
    "method_not_allowed",
    "slow",
    "too_large",
    "misdirected",
    "too_many_requests",
    "overloaded",
    "newcomers_wait",
    "password_needed",
    "too_many_passwords",
    "unavailable",
    "broken",
)
"""What can go wrong outside the simulation; each is a page of its own."""

PROGRESS = ("page", "restarted", "all_restarted", "erased")
"""The heading of the page with the learner's progress, and its notices."""
FEEDBACK = (
    "answer_counted",
    "reason_counted",
    "quota_reached",
    "page_unknown",
)
"""The outcomes of a reader's answer about a page, or of a reason."""

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

    ``walkthrough`` is the slug of the one that the text refers to; a link to its page follows the text.
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
    """All texts, by the names that the code uses.

    ``labels`` are the sections that the simulation declares; ``texts`` are those of the templates.
    """

    fields: Mapping[str, FieldText]
    actions: Mapping[str, ActionText]
    outcomes: Mapping[str, OutcomeText]
    messages: Mapping[str, MessageText]
    waits: Mapping[str, str]
    labels: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, str]
    problems: Mapping[str, ProblemText]
    progress: Mapping[str, str]
    feedback: Mapping[str, ProblemText]

    def outcome(self, outcome: Outcome, kind: OutcomeType) -> OutcomeText:
        """The text of what happened, its numbers filled in by their units."""
        values = {name: _SHOWN_AS[kind.values[name]](value) for name, value in outcome.values.items()}
        text = self.outcomes[outcome.name]
        return OutcomeText(
            no_break(text.title.format(**values)),
            no_break(text.text.format(**values)),
            text.field and no_break(text.field.format(**values)),
            text.walkthrough,
        )

    def text(self, name: str, **values: object) -> str:
        """A template's text. A whole number is a count, which may inflect the words around it."""
        shown = {key: Count(value) if isinstance(value, int) else value for key, value in values.items()}
        return self.texts[name].format(**shown) if shown else self.texts[name]

    def choice(self, field: str, value: str) -> str:
        return self.fields[field].choices[value]

    def label(self, section: str, name: str) -> str:
        return self.labels[section][name]

    def message_text(self, kind: str) -> str:
        return self.messages[kind].text
