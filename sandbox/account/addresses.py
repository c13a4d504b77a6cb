"""The address of the operator's site, as people type it."""

import re

from sandbox.engine.outcome import OutcomeType, accepted, refused

SITE = "login.mts.ru"
"""The address that the article gives (2.1, step 1)."""

_TYPED = re.compile(r"(?:(?i:https?):/{0,2})?(?P<host>[^/\\?#:@]+)(?::[0-9]*)?(?:[/\\?#].*)?", re.DOTALL)
"""What a browser would take for the host: it ends at a slash of either kind, and a name before ``@`` isn't it."""

_OPERATORS = re.compile(r"(?:[a-z0-9-]+\.)*mts\.ru", re.IGNORECASE | re.ASCII)
_CYRILLIC = re.compile(r"[а-яё0-9.-]+", re.IGNORECASE)
_CYRILLIC_LETTER, _LATIN_LETTER = re.compile(r"[а-яё]", re.IGNORECASE), re.compile(r"[a-z]", re.IGNORECASE)


ADDRESS_OF_OPERATOR = refused("address_of_operator")
ADDRESS_IN_CYRILLIC = refused("address_in_cyrillic")
ADDRESS_LOOKS_ALIKE = refused("address_looks_alike")
ADDRESS_UNKNOWN = refused("address_unknown")
SITE_OPENED = accepted("site_opened")

OUTCOMES = (SITE_OPENED, ADDRESS_OF_OPERATOR, ADDRESS_IN_CYRILLIC, ADDRESS_LOOKS_ALIKE, ADDRESS_UNKNOWN)


def judge_address(text: str) -> OutcomeType:
    """The outcome of typing an address. Only the host counts: its owner decides what the page shows."""
    typed = text.strip()
    match = _TYPED.fullmatch(typed)
    host = match["host"].removesuffix(".") if match else ""
    if host.lower() == SITE:
        return SITE_OPENED
    if _OPERATORS.fullmatch(host):
        return ADDRESS_OF_OPERATOR
    if _CYRILLIC.fullmatch(host) and not host.isascii():
        return ADDRESS_IN_CYRILLIC
    looks_alike = "mts" in typed.lower() or "мтс" in typed.lower() or any(map(_mixes_alphabets, host.split(".")))
    return ADDRESS_LOOKS_ALIKE if looks_alike else ADDRESS_UNKNOWN


def _mixes_alphabets(label: str) -> bool:
    return bool(_CYRILLIC_LETTER.search(label) and _LATIN_LETTER.search(label))
