"""How words that people type are compared with the words that are expected."""


def comparable(text: str) -> str:
    """The text without what doesn't make another word: upper case, and ё written for е."""
    return text.casefold().replace("ё", "е")


def same_words(typed: str, expected: str) -> bool:
    """Whether the words are the same, however they are spaced."""
    return comparable(typed).split() == comparable(expected).split()
