"""Which comments are kept: only those that can't hold personal data."""

import re
import unicodedata

MAX_LENGTH = 300
"""Characters: two or three sentences."""

MAX_DIGITS = 3
"""«На шаге 3» is fine; a code has at least four digits, a phone or a card more, however they are spaced."""

_ADDRESS = re.compile(r"@|://|\bwww\.|[a-z0-9-]\.[a-z]{2,}|\w\.рф\b", re.IGNORECASE)
"""An e-mail or a link. Only Latin letters around a dot make an address: «плохо.Ничего» is a typing mistake."""


def tidy(text: str) -> str:
    """One line without control and invisible characters."""
    visible = (" " if char.isspace() else char for char in text)
    return " ".join("".join(char for char in visible if unicodedata.category(char)[0] != "C").split())


def refusal(text: str) -> str | None:
    """Why a tidy comment isn't kept: a name in ``walkthroughs/wording/``. None if it is."""
    plain = unicodedata.normalize("NFKC", text)  # full-width characters, circled digits
    if not text:
        return "comment_empty"
    if len(text) > MAX_LENGTH:
        return "comment_too_long"
    if sum(char.isnumeric() for char in plain) > MAX_DIGITS:
        return "comment_has_number"
    if _ADDRESS.search(plain):
        return "comment_has_address"
    return None
