"""The address of the operator's site, as people type it: slips, and fakes with the place that gives them away."""

import re
from functools import lru_cache
from typing import NamedTuple

from sandbox.engine.outcome import OutcomeType, accepted, refused
from sandbox.text.invisible import visible
from sandbox.text.keyboard import other_layout

SITE = "login.mts.ru"
"""The address that the article gives (2.1, step 1)."""

SITE_OPENED = accepted("site_opened")
ADDRESS_MISSING = refused("address_missing")
ADDRESS_WITHOUT_DOTS = refused("address_without_dots")
ADDRESS_IN_OTHER_LAYOUT = refused("address_in_other_layout")
ADDRESS_IN_CYRILLIC = refused("address_in_cyrillic")
ADDRESS_OF_OPERATOR = refused("address_of_operator")
ADDRESS_UNKNOWN = refused("address_unknown")
ADDRESS_LOOKS_ALIKE = refused("address_looks_alike", place="count")
ADDRESS_HAS_EXTRA_WORDS = refused("address_has_extra_words")
ADDRESS_HAS_ANOTHER_ENDING = refused("address_has_another_ending")
ADDRESS_BEFORE_AT = refused("address_before_at")
ADDRESS_AFTER_SLASH = refused("address_after_slash")

SLIPS = (
    ADDRESS_MISSING,
    ADDRESS_WITHOUT_DOTS,
    ADDRESS_IN_OTHER_LAYOUT,
    ADDRESS_IN_CYRILLIC,
    ADDRESS_OF_OPERATOR,
    ADDRESS_UNKNOWN,
)
FAKES = (
    ADDRESS_LOOKS_ALIKE,
    ADDRESS_HAS_EXTRA_WORDS,
    ADDRESS_HAS_ANOTHER_ENDING,
    ADDRESS_BEFORE_AT,
    ADDRESS_AFTER_SLASH,
)
OUTCOMES = (SITE_OPENED, *SLIPS, *FAKES)


class Judged(NamedTuple):
    """``start`` and ``end`` are the place in ``typed``, the address without ``https://``, that gives a fake away."""

    outcome: OutcomeType
    typed: str = ""
    start: int = 0
    end: int = 0


_AROUND = " \t\r\n\u00a0«»\"'<>()[]"
_SCHEME = re.compile(r"https?\s*:\s*[/\\]{0,2}", re.IGNORECASE)
_AUTHORITY = re.compile(r"[^/\\?#]*")
"""What a browser takes the host from: it ends at a slash of either kind, and a name before ``@`` isn't it."""
_DOTS = re.compile(r"[\s,;·•…_<>.]+")
"""Signs that stand for dots; «>» is a dot with a capital's key held down."""
_PORT = re.compile(r":[0-9]*$")
_OPERATORS = re.compile(r"(?:[a-z0-9-]+\.)*mts\.ru", re.ASCII)
_CYRILLIC = re.compile(r"[а-яё0-9.-]+")
_IN_CYRILLIC = re.compile(r"(?:[а-яё]+\.)*мтс\.(?:ру|рф)")
_SAME_LETTERS = str.maketrans(
    dict(
        zip(
            "1i|j!іӏ0ocсѕ5$z7т9qvuуаеорхмнгкьвип",
            "l l l l l l l o o s s s s s s t t g g v v v a e o p x m h r k b b l n".split(" "),
            strict=True,
        )
    )
)
"""Signs that are taken for one another in a small type, or in the other alphabet: «с» is the Russian letter for «s»."""
_KEPT = 16
"""Of so many addresses it is kept what they lead to: a press asks thrice for its own."""
_SAME_PAIRS = (("rn", "m"), ("nn", "m"), ("vv", "w"), ("cl", "d"))


@lru_cache(_KEPT)
def judge_address(text: str) -> Judged:
    """What typing this address leads to. Only the host counts: its owner decides what the page shows."""
    whole = visible(text).strip(_AROUND).rstrip(",;!")
    typed = _SCHEME.sub("", whole, count=1) if _SCHEME.match(whole) else whole
    if not typed:
        return Judged(ADDRESS_MISSING)
    authority = _AUTHORITY.match(typed)[0]  # type: ignore[index]
    if "@" in authority:
        return _with_name(authority)
    host = _PORT.sub("", authority).lower().removesuffix(".")
    if host == SITE:
        return Judged(SITE_OPENED)
    if _OPERATORS.fullmatch(host):
        return Judged(ADDRESS_OF_OPERATOR)
    return _slip(whole, typed.lower()) or _fake(typed, authority) or Judged(ADDRESS_UNKNOWN)


def _slip(whole: str, typed: str) -> Judged | None:
    """A genuine address that was typed awkwardly: a browser opens nothing, or searches for it."""
    if _is_operators(_dotted(typed)) or (_letters(typed) == _letters(SITE) and ".ru" not in typed):
        return Judged(ADDRESS_WITHOUT_DOTS)
    for signs in (True, False):
        switched = _SCHEME.sub("", other_layout(whole, signs=signs).lower(), count=1)
        if _is_operators(_dotted(switched)) or _IN_CYRILLIC.fullmatch(_dotted(switched.replace("ю", "."))):
            return Judged(ADDRESS_IN_OTHER_LAYOUT)
    host = _dotted(_AUTHORITY.match(typed)[0])  # type: ignore[index]
    return Judged(ADDRESS_IN_CYRILLIC) if _CYRILLIC.fullmatch(host) and not host.isascii() else None


def _dotted(typed: str) -> str:
    return _DOTS.sub(".", typed.strip("/ ")).strip(".")


def _is_operators(host: str) -> bool:
    return _OPERATORS.fullmatch(host) is not None


def _letters(typed: str) -> str:
    return re.sub(r"[^a-z]", "", typed)


def _with_name(authority: str) -> Judged:
    """What stands before ``@`` is a name for signing in, whatever it looks like."""
    if not _resembles(authority):
        return Judged(ADDRESS_UNKNOWN)
    return Judged(ADDRESS_BEFORE_AT, authority, 0, authority.rindex("@") + 1)


def _fake(typed: str, authority: str) -> Judged | None:
    host = _dotted(_PORT.sub("", authority)).lower()
    if not _resembles(host):
        hidden = "." in host and _resembles(typed)
        return Judged(ADDRESS_AFTER_SLASH, typed, len(authority), len(typed)) if hidden else None
    labels = host.split(".")
    foreign = re.search(r"[^\x00-\x7f]+|\bxn--[a-z0-9-]*", host)
    if foreign:
        return Judged(ADDRESS_LOOKS_ALIKE, host, foreign.start(), foreign.end())
    for found in re.finditer(r"[^.-]+", host):
        for genuine in ("mts", "login"):
            if found[0] != genuine and _skeleton(found[0]) == _skeleton(genuine):
                return Judged(ADDRESS_LOOKS_ALIKE, host, *_difference(found, genuine))
    if "mts" not in labels:
        label = next((found for found in re.finditer(r"[^.]+", host) if "mts" in _skeleton(found[0])), None)
        return Judged(ADDRESS_HAS_EXTRA_WORDS, host, label.start(), label.end()) if label else None
    after = ".".join(labels[labels.index("mts") + 1 :])
    ending = after.removeprefix("ru.") if after.startswith("ru.") else after
    return Judged(ADDRESS_HAS_ANOTHER_ENDING, host, len(host) - len(ending), len(host)) if ending else None


def _resembles(text: str) -> bool:
    return "mts" in _skeleton(text.lower())


def _skeleton(text: str) -> str:
    for pair, single in _SAME_PAIRS:
        text = text.replace(pair, single)
    return text.translate(_SAME_LETTERS)


def _difference(found: re.Match[str], genuine: str) -> tuple[int, int]:
    """Where a look-alike differs from the genuine word: one sign, or the whole if it is longer."""
    if len(found[0]) != len(genuine):
        return found.span()
    place = next(place for place, sign in enumerate(found[0]) if sign != genuine[place])
    return found.start() + place, found.start() + place + 1
