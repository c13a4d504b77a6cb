"""How the account's own things are called: options, lines of the history, messages."""

from collections.abc import Iterator
from datetime import datetime
from string import Formatter

from sandbox.account.call_records import Line
from sandbox.account.ledger import Entry
from sandbox.account.messages import Message
from sandbox.account.options import OFFERED
from sandbox.engine.simulation import Words
from sandbox.text.russian import Money, day
from sandbox.text.typography import no_break


def option_label(words: Words, name: str) -> str:
    """What an option is called, by its name in the code."""
    return words.choice("option" if name in OFFERED else "own_option", name)


def entry_label(words: Words, entry: Entry | Line) -> str:
    """A line of the account's history or of the call details, with the option that it is for."""
    label = words.label("entries", entry.kind)
    return f"{label} «{option_label(words, entry.service)}»" if entry.service else label


def message_parts(words: Words, message: Message) -> Iterator[tuple[str, str]]:
    """An SMS in parts: ("text", …), and for what it quotes ("code", …), ("link", …), ("address", …) or ("value", …)."""
    for literal, name, _, _ in Formatter().parse(words.message_text(message.kind)):
        if literal:
            yield "text", literal
        if name:
            yield _quoted(words, name, message.values[name])


def _quoted(words: Words, name: str, value: str) -> tuple[str, str]:
    match name:
        case "sum":
            return "value", format(Money(int(value)))
        case "day":
            return "value", no_break(day(datetime.fromisoformat(value)))
        case "tariff":
            return "value", words.choice("tariff", value)
        case "option":
            return "value", option_label(words, value)
        case "address":
            return "address", value
    return name, value
