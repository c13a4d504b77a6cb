"""How typed words are compared with the expected ones."""


def comparable(text: str) -> str:
    """The text in lower case and with е for ё: neither makes another word."""
    return text.casefold().replace("ё", "е")


def same_words(typed: str, expected: str) -> bool:
    """Whether the words are the same; the number of spaces between them doesn't matter."""
    return comparable(typed).split() == comparable(expected).split()
