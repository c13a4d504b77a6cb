"""Signs that nobody sees and nobody means to type: they come along when a text is pasted."""

import re
import unicodedata

_NEVER_SEEN = re.compile(r"[\u034f\u115f\u1160\u180b-\u180f\u20e3\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Besides the category Cf (joiners, direction marks, soft hyphens, byte order marks): fillers, selectors of a variant,
and the frame of a digit that was typed as an emoji."""


def visible(text: str) -> str:
    """The text without signs that can't be seen."""
    if text.isascii():  # as most are that are typed: it has none
        return text
    return "".join(sign for sign in _NEVER_SEEN.sub("", text) if unicodedata.category(sign) != "Cf")
