"""Reading the wording: every name of the code must be worded once, in any of the files, and no other name."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from string import Formatter

from sandbox.content.errors import ErrorList
from sandbox.content.reader import Keys, Reader, as_block
from sandbox.content.wording import (
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
from sandbox.content.yaml_tree import Block, Value
from sandbox.engine.action import Field
from sandbox.engine.simulation import AnySimulation
from sandbox.frozen import dataclass
from sandbox.text.typography import no_break

SECTIONS = ("fields", "actions", "outcomes", "messages", "waits", "texts", "problems", "progress", "feedback")
"""The sections that every wording has; a simulation adds its labels."""

FIELD = Keys(("label",), ("hint", "choices"))
ACTION = Keys(("screen", "button"), ("intro",))
OUTCOME = Keys(("title", "text"), ("field", "walkthrough"))
MESSAGE = Keys(("sender", "text"))
TITLED = Keys(("title", "text"))


@dataclass(frozen=True)
class _Entry:
    """One name with its value in one of the files."""

    value: Value
    line: int
    errors: ErrorList

    def reader(self, name: str, keys: Keys) -> Reader:
        return Reader(self.value, self.errors, name, required=keys.required, optional=keys.optional)


class WordingReader:
    """Reads the trees of all wording files. Every file holds some of the sections, and a section may be in several.

    ``texts`` are the names that templates use, each with its values.
    ``walkthroughs`` are the slugs that an outcome may refer to.
    """

    def __init__(
        self,
        files: Iterable[tuple[ErrorList, Value]],
        simulation: AnySimulation,
        texts: Mapping[str, Collection[str]],
        walkthroughs: Collection[str],
    ) -> None:
        self._simulation, self._texts, self._walkthroughs = simulation, texts, walkthroughs
        self._tops = [
            Reader(tree, errors, "wording", required=(), optional=(*SECTIONS, *simulation.screens.labels))
            for errors, tree in files
        ]

    def read(self) -> Wording:
        """The wording; mistakes are noted in the lists of the files."""
        simulation = self._simulation
        labels = {
            section: self._labels(section, dict.fromkeys(names, ()))
            for section, names in simulation.screens.labels.items()
        }
        return Wording(
            fields={
                name: _field(entry.reader(name, FIELD), simulation.fields[name])
                for name, entry in self._section("fields", simulation.fields)
            },
            actions={
                name: _action(entry.reader(name, ACTION))
                for name, entry in self._section("actions", simulation.actions)
            },
            outcomes={
                name: self._outcome(entry.reader(name, OUTCOME), simulation.outcomes[name].values)
                for name, entry in self._section("outcomes", simulation.outcomes)
            },
            messages={
                name: _message(entry.reader(name, MESSAGE), simulation.screens.messages[name])
                for name, entry in self._section("messages", simulation.screens.messages)
            },
            waits=self._labels("waits", dict.fromkeys(simulation.waits, ())),
            labels=labels,
            texts=self._labels("texts", self._texts),
            problems=self._titled("problems", PROBLEMS),
            progress=self._labels("progress", dict.fromkeys(PROGRESS, ())),
            feedback=self._titled("feedback", FEEDBACK),
        )

    def _section(self, section: str, names: Collection[str]) -> Iterator[tuple[str, _Entry]]:
        """The entries of a section in all files, in the order of the names."""
        found: dict[str, _Entry] = {}
        holders = [top for top in self._tops if section in top.block.items]
        if names and not holders:
            self._tops[0].errors.add(1, "missing_key", name=section)
            return
        for top in holders:
            for name, entry in _entries(top, section):
                if name not in names:
                    entry.errors.add(entry.line, "unknown_wording", name=name, section=section, among=names)
                elif first := found.get(name):
                    place = f"{first.errors.path}:{first.line}"
                    entry.errors.add(entry.line, "duplicate_wording", name=name, first=place)
                else:
                    found[name] = entry
        for name in names:
            if name in found:
                yield name, found[name]
            else:
                top = holders[0]
                top.errors.add(top.line(section), "unworded", name=name, section=section)

    def _titled(self, section: str, names: Collection[str]) -> dict[str, ProblemText]:
        return {name: _problem(entry.reader(name, TITLED)) for name, entry in self._section(section, names)}

    def _labels(self, section: str, names: Mapping[str, Collection[str]]) -> dict[str, str]:
        """A section of plain texts: name → the values that it may quote."""
        found = {}
        for name, entry in self._section(section, names):
            block = Block({name: entry.value}, {name: entry.line}, entry.line)
            reader = Reader(block, entry.errors, section, required=(name,))
            found[name] = no_break(_template(reader, name, dict.fromkeys(names[name], "count")))
        return found

    def _outcome(self, reader: Reader, values: Mapping[str, str]) -> OutcomeText:
        return OutcomeText(
            _template(reader, "title", values),
            _template(reader, "text", values),
            _template(reader, "field", values) or None,
            reader.name("walkthrough", self._walkthroughs, "unknown_walkthrough") or None,
        )


def _entries(top: Reader, section: str) -> Iterator[tuple[str, _Entry]]:
    block = as_block(top.block.items.get(section), top.errors, section)
    for name, value in block.items.items():
        yield name, _Entry(value, block.lines[name], top.errors)


def _action(reader: Reader) -> ActionText:
    return ActionText(no_break(reader.text("screen")), no_break(reader.text("button")), _optional(reader, "intro"))


def _problem(reader: Reader) -> ProblemText:
    return ProblemText(no_break(reader.text("title")), no_break(reader.text("text")))


def _field(reader: Reader, field: Field) -> FieldText:
    choices, lines = reader.texts("choices"), reader.lines("choices")
    for name, line in lines.items():
        if name not in field.choices:
            reader.errors.add(line, "unknown_wording", name=name, section="choices", among=field.choices)
    for name in field.choices:
        if name not in lines:
            reader.errors.add(reader.line("choices"), "unworded", name=name, section="choices")
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
            kind = "unknown_value" if values else "no_values"
            reader.errors.add(reader.line(key), kind, name=name, among=values)
        elif spec and (values[name] != "count" or spec.count("|") != 2):
            reader.errors.add(reader.line(key), "bad_braces")
    return text


def _message(reader: Reader, values: tuple[str, ...]) -> MessageText:
    text = no_break(reader.text("text"))
    quoted = [name for name, _ in _placeholders(reader, "text", text)]
    for name in quoted:
        if name not in values:
            kind = "unknown_value" if values else "no_values"
            reader.errors.add(reader.line("text"), kind, name=name, among=values)
    for name in values:
        if name not in quoted:
            reader.errors.add(reader.line("text"), "missing_value", name=name)
    return MessageText(reader.text("sender"), text)


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
