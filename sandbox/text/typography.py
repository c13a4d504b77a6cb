"""Russian typography of plain text: which spaces mustn't break."""

import re
from functools import lru_cache

NO_BREAK_SPACE = "\u00a0"

_RULES = (
    (re.compile(r" (?=[—–])"), NO_BREAK_SPACE),  # a dash never begins a line
    (re.compile(r"(?<![\w\u0301-])([А-Яа-яЁё]{1,2}) (?=[\w«(])"), rf"\1{NO_BREAK_SPACE}"),  # «в кабинет», «и на сайт»
    (re.compile(r"(?<=\w) (?=(?:же|ли|бы|б|ж)\b)"), NO_BREAK_SPACE),
    (re.compile(r"(?<![^\W\d_])(\d+) (?=[\w₽%])"), rf"\1{NO_BREAK_SPACE}"),  # «5 минут», «1 234», but not «Теле2 и»
    (re.compile(r"(?<=№) (?=\d)"), NO_BREAK_SPACE),
)

_KEPT = 4096
"""So many results are kept: pages repeat their texts. What is HTML already is told apart from other text."""

_UNBROKEN = re.compile(
    r"""( [«(]*
    (?: \+7 \s \d{3} \s \d{3} - \d\d - \d\d  # +7 907 000-00-01
      | [A-Z]{2,4} - [а-яё]+                   # SIM-карта
      | [а-яё]+ - [а-яё]+ - \d+                # Синий-чайник-27
    )
    [.,:;!?»)]* )""",
    re.VERBOSE | re.IGNORECASE,
)


@lru_cache(_KEPT, typed=True)
def unbroken_parts(text: str) -> tuple[str, ...]:
    """The text cut so that every second part is one whose hyphens mustn't end a line.

    A number or password that is copied character by character is misread when it is broken. The character stays a plain
    hyphen, so that search, copying and screen readers work as everywhere.
    """
    return tuple(_UNBROKEN.split(text)) if "-" in text else (str(text),)


@lru_cache(_KEPT, typed=True)
def no_break(text: str) -> str:
    """The same text with no-break spaces where a line mustn't end."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
