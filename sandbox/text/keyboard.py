"""The keys of a computer's keyboard, with the Latin and the Russian letters on them."""

from types import MappingProxyType

_LATIN = ("`1234567890-=", "qwertyuiop[]\\", "asdfghjkl;'", "zxcvbnm,./")
_LATIN_SHIFT = ("~!@#$%^&*()_+", "QWERTYUIOP{}|", 'ASDFGHJKL:"', "ZXCVBNM<>?")
_RUSSIAN = ("ё1234567890-=", "йцукенгшщзхъ\\", "фывапролджэ", "ячсмитьбю.")
_RUSSIAN_SHIFT = ('Ё!"№;%:?*()_+', "ЙЦУКЕНГШЩЗХЪ/", "ФЫВАПРОЛДЖЭ", "ЯЧСМИТЬБЮ,")

_INDENTS = (-1.0, 0.5, 0.75, 1.25)
"""How far right a row begins, in keys, if «1» stands at nought."""

_KEYS = MappingProxyType(
    {
        sign: (row, _INDENTS[row] + place)
        for layout in (_RUSSIAN_SHIFT, _RUSSIAN, _LATIN_SHIFT, _LATIN)
        for row, signs in enumerate(layout)
        for place, sign in enumerate(signs)
    }
)

_TO_RUSSIAN = {
    latin: russian
    for lower, upper in ((_LATIN, _RUSSIAN), (_LATIN_SHIFT, _RUSSIAN_SHIFT))
    for latin, russian in zip("".join(lower), "".join(upper), strict=True)
    if russian.isalpha()
}
_TO_LATIN = {russian: latin for latin, russian in _TO_RUSSIAN.items()}
_LETTERS = str.maketrans({sign: other for sign, other in _TO_RUSSIAN.items() if sign.isalpha()} | _TO_LATIN)
_LETTERS_AND_SIGNS = str.maketrans(_TO_RUSSIAN)


def other_layout(text: str, *, signs: bool = True) -> str:
    """What the same keys give when the keyboard is switched: «ghbdtn» → «привет», «дщпшт» → «login».

    Some Russian letters stand on the keys of Latin punctuation: «k.,jdm» → «любовь». Without ``signs`` those stay.
    """
    return text.translate(_LETTERS_AND_SIGNS if signs and text.isascii() else _LETTERS)


def key_of(sign: str) -> tuple[int, float] | None:
    """The row of a sign's key, from the top, and its place from the left, in keys; None if no key has it."""
    return _KEYS.get(sign)


def step_between(one: str, other: str) -> tuple[int, int] | None:
    """The direction from a sign's key to the next one's (down, right); None unless they touch or are the same."""
    start, end = _KEYS.get(one), _KEYS.get(other)
    if start is None or end is None:
        return None
    down, right = end[0] - start[0], end[1] - start[1]
    if abs(down) > 1 or abs(right) > 1:
        return None
    return down, (right > 0) - (right < 0)
