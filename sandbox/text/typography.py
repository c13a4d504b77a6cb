"""Russian typography of plain text: which spaces mustn't break."""

import re

NO_BREAK_SPACE = "\u00a0"

_RULES = (
    (re.compile(r" (?=[—–])"), NO_BREAK_SPACE),  # a dash never begins a line
    (re.compile(r"(?<![\w\u0301-])([А-Яа-яЁё]{1,2}) (?=[\w«(])"), rf"\1{NO_BREAK_SPACE}"),  # «в кабинет», «и на сайт»
    (re.compile(r"(?<=\w) (?=(?:же|ли|бы|б|ж)\b)"), NO_BREAK_SPACE),
    (re.compile(r"(?<![^\W\d_])(\d+) (?=[\w₽%])"), rf"\1{NO_BREAK_SPACE}"),  # «5 минут», «1 234», but not «Теле2 и»
    (re.compile(r"(?<=№) (?=\d)"), NO_BREAK_SPACE),
)

_WHOLE = re.compile(
    r"""( [«(]*
    (?: \+7 \s \d{3} \s \d{3} - \d\d - \d\d  # +7 907 000-00-01
      | [A-Z]{2,4} - [а-яё]+                   # SIM-карта
      | [а-яё]+ - [а-яё]+ - \d+                # Синий-чайник-27
    )
    [.,:;!?»)]* )""",
    re.VERBOSE | re.IGNORECASE,
)


def whole_parts(text: str) -> list[str]:
    """The text cut so that every second part is one whose hyphens mustn't end a line.

    What is copied sign by sign is read wrong when it is torn. The sign stays a plain hyphen: it is found, copied and
    spoken as everywhere.
    """
    return _WHOLE.split(text)


def no_break(text: str) -> str:
    """The same text with no-break spaces where a line mustn't end."""
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
