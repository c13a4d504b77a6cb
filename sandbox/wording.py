"""The Russian words of fields, buttons, outcomes and SMS, from ``wording.yml``."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from string import Formatter

from sandbox.account.action import Field
from sandbox.account.actions import ACTIONS
from sandbox.account.outcomes import Outcome, Unit
from sandbox.account.state import ENTRY_KINDS, MESSAGE_KINDS, Message
from sandbox.account.waits import WAITS
from sandbox.content_error import ErrorList
from sandbox.reader import Reader, as_block
from sandbox.russian import Count, Money, Seconds, day
from sandbox.typography import no_break
from sandbox.walkthrough import OUTCOMES
from sandbox.yaml_source import Value

PROBLEMS = ("bad_request", "forbidden", "not_found", "method_not_allowed", "too_large", "unavailable", "broken")
"""What can go wrong outside the simulation; each is a page of its own."""

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
    """``title`` and ``text`` stand above the form, ``field`` at the field at fault."""

    title: str
    text: str
    field: str | None


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
    problems: Mapping[str, ProblemText]
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
        return name, value


def read_wording(tree: Value, errors: ErrorList) -> Wording:
    """Read the file's tree; every name must be worded, and no other."""
    sections = ("fields", "actions", "outcomes", "messages", "waits", "entries", "problems", "feedback")
    top = Reader(tree, errors, "wording", required=sections)
    fields = {field.name: field for action in ACTIONS.values() for field in action.fields}
    return Wording(
        fields={
            name: _field(reader, fields[name])
            for name, reader in _section(top, "fields", fields, ("label",), ("hint", "choices"))
        },
        actions={
            name: ActionText(
                no_break(reader.text("screen")), no_break(reader.text("button")), _optional(reader, "intro")
            )
            for name, reader in _section(top, "actions", ACTIONS, ("screen", "button"), ("intro",))
        },
        outcomes={
            name: OutcomeText(
                _template(reader, "title", OUTCOMES[name].values),
                _template(reader, "text", OUTCOMES[name].values),
                _template(reader, "field", OUTCOMES[name].values) or None,
            )
            for name, reader in _section(top, "outcomes", OUTCOMES, ("title", "text"), ("field",))
        },
        messages={
            name: MessageText(reader.text("sender"), _message(reader, MESSAGE_KINDS[name]))
            for name, reader in _section(top, "messages", MESSAGE_KINDS, ("sender", "text"))
        },
        waits=_labels(top, "waits", WAITS),
        entries=_labels(top, "entries", ENTRY_KINDS),
        problems=_titled(top, "problems", PROBLEMS),
        feedback=_titled(top, "feedback", FEEDBACK),
    )


def _section(
    top: Reader, section: str, names: Iterable[str], required: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterable[tuple[str, Reader]]:
    block = as_block(top.block.items.get(section), top.errors, section)
    _compare(top, section, block.lines, names)
    for name, value in block.items.items():
        if name in names:
            yield name, Reader(value, top.errors, name, required=required, optional=optional)


def _titled(top: Reader, section: str, names: Iterable[str]) -> dict[str, ProblemText]:
    return {
        name: ProblemText(no_break(reader.text("title")), no_break(reader.text("text")))
        for name, reader in _section(top, section, names, ("title", "text"))
    }


def _labels(top: Reader, section: str, names: Iterable[str]) -> dict[str, str]:
    labels = top.texts(section)
    _compare(top, section, top.lines(section), names)
    return {name: no_break(label) for name, label in labels.items()}


def _compare(top: Reader, section: str, lines: Mapping[str, int], names: Iterable[str]) -> None:
    for name, line in lines.items():
        if name not in names:
            top.errors.add(line, "unknown_wording", name=name, section=section, among=names)
    for name in names:
        if name not in lines:
            top.errors.add(top.line(section), "unworded", name=name, section=section)


def _field(reader: Reader, field: Field) -> FieldText:
    choices = reader.texts("choices")
    _compare(reader, "choices", reader.lines("choices"), field.choices)
    return FieldText(
        no_break(reader.text("label")),
        _optional(reader, "hint"),
        {value: no_break(choices.get(value, "")) for value in field.choices},
    )


def _optional(reader: Reader, key: str) -> str | None:
    text = reader.optional_text(key)
    return no_break(text) if text else None


def _template(reader: Reader, key: str, values: Mapping[str, str]) -> str:
    """A text that may quote values; a count is followed by the three forms of its noun."""
    text = reader.text(key) if key in reader.block.items else ""
    for name, spec in _placeholders(reader, key, text):
        if name not in values:
            reader.errors.add(reader.line(key), "unknown_value", name=name, among=values)
        elif spec and (values[name] != "count" or spec.count("|") != 2):
            reader.errors.add(reader.line(key), "bad_braces")
    return text


def _message(reader: Reader, values: tuple[str, ...]) -> str:
    text = no_break(reader.text("text"))
    quoted = [name for name, _ in _placeholders(reader, "text", text)]
    for name in quoted:
        if name not in values:
            reader.errors.add(reader.line("text"), "unknown_value", name=name, among=values)
    for name in values:
        if name not in quoted:
            reader.errors.add(reader.line("text"), "missing_value", name=name)
    return text


def _placeholders(reader: Reader, key: str, text: str) -> list[tuple[str, str]]:
    """The names in braces with what follows the colon. Conversions and braces within braces are not for editors."""
    try:
        parsed = [part for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        parsed = [("", None, "{", None)]
    if any(conversion or "{" in (spec or "") for _, _, spec, conversion in parsed):
        reader.errors.add(reader.line(key), "bad_braces")
        return []
    return [(name or "", spec or "") for _, name, spec, _ in parsed]
