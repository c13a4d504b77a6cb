"""Reading ``wording.yml``: every name that the code has must be worded, and no other."""

import dataclasses
from collections.abc import Collection, Iterable, Mapping
from string import Formatter

from sandbox.account.actions import ACTIONS
from sandbox.account.ledger import ENTRY_KINDS
from sandbox.account.messages import MESSAGE_KINDS
from sandbox.account.waits import WAITS
from sandbox.content.errors import ErrorList
from sandbox.content.reader import Reader, as_block
from sandbox.content.wording import (
    COLUMNS,
    FEEDBACK,
    PROBLEMS,
    PROGRESS,
    ActionText,
    FieldText,
    MessageText,
    OutcomeText,
    ProblemText,
    Wording,
)
from sandbox.content.yaml_source import Value
from sandbox.engine.action import Field
from sandbox.engine.walkthrough import OUTCOMES
from sandbox.text.typography import no_break


def read_wording(tree: Value, errors: ErrorList, walkthroughs: Collection[str]) -> Wording:
    """Read the file's tree; every name must be worded, and no other. ``walkthroughs`` are the slugs to send to."""
    top = Reader(tree, errors, "wording", required=[section.name for section in dataclasses.fields(Wording)])
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
                reader.name("walkthrough", walkthroughs, "unknown_walkthrough") or None,
            )
            for name, reader in _section(top, "outcomes", OUTCOMES, ("title", "text"), ("field", "walkthrough"))
        },
        messages={
            name: MessageText(reader.text("sender"), _message(reader, MESSAGE_KINDS[name]))
            for name, reader in _section(top, "messages", MESSAGE_KINDS, ("sender", "text"))
        },
        waits=_labels(top, "waits", WAITS),
        entries=_labels(top, "entries", ENTRY_KINDS),
        columns=_labels(top, "columns", COLUMNS),
        problems=_titled(top, "problems", PROBLEMS),
        progress=_labels(top, "progress", PROGRESS),
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
