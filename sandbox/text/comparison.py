"""How typed words are compared with the expected ones."""

from sandbox.text.invisible import visible


def comparable(text: str) -> str:
    """The text in lower case, with е for ё and without what can't be seen: none of it makes another word."""
    return visible(text).casefold().replace("ё", "е")


def same_words(typed: str, expected: str) -> bool:
    """Whether the words are the same; the number of spaces between them doesn't matter."""
    return comparable(typed).split() == comparable(expected).split()
