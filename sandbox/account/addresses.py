"""The address of the operator's site, as people type it."""

import re

SITE = "login.mts.ru"
"""The address that the article gives (2.1, step 1)."""

OUTCOMES = ("address_of_operator", "address_in_cyrillic", "address_looks_alike", "address_unknown")

_TYPED = re.compile(r"(?:https?:/{0,2})?(?P<host>[^/\\?#:@]+)(?::[0-9]*)?(?:[/\\?#].*)?", re.IGNORECASE | re.DOTALL)
"""What a browser would take for the host: it ends at a slash of either kind, and a name before ``@`` isn't it."""

_OPERATORS = re.compile(r"(?:[a-z0-9-]+\.)*mts\.ru", re.IGNORECASE | re.ASCII)
_CYRILLIC = re.compile(r"[а-яё0-9.-]+", re.IGNORECASE)
_CYRILLIC_LETTER, _LATIN_LETTER = re.compile(r"[а-яё]", re.IGNORECASE), re.compile(r"[a-z]", re.IGNORECASE)


def judge_address(text: str) -> str:
    """The outcome of typing an address. Only the host counts: whoever owns it shows the page."""
    typed = text.strip()
    match = _TYPED.fullmatch(typed)
    host = match["host"].removesuffix(".") if match else ""
    if host.lower() == SITE:
        return "site_opened"
    if _OPERATORS.fullmatch(host):
        return "address_of_operator"
    if _CYRILLIC.fullmatch(host) and not host.isascii():
        return "address_in_cyrillic"
    looks_alike = "mts" in typed.lower() or "мтс" in typed.lower() or any(map(_mixes_alphabets, host.split(".")))
    return "address_looks_alike" if looks_alike else "address_unknown"


def _mixes_alphabets(label: str) -> bool:
    return bool(_CYRILLIC_LETTER.search(label) and _LATIN_LETTER.search(label))
