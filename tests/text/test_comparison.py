"""Words are the same whatever their case, their spaces and the dots of ё."""

from sandbox.text.comparison import comparable, same_words
from tests.support.at_once import at_once


@at_once(
    ("typed", "expected", "same"),
    [
        ("ромашка", "Ромашка", True),
        (" Анна \u00a0 Мария ", "анна мария", True),
        ("АЛЁНА", "алена", True),
        ("", "Ромашка", False),
        ("Ром ашка", "Ромашка", False),
        ("Пома\u0448ка", "Ромашка", False),
    ],
)
def test_words_are_compared_as_people_mean_them(typed: str, expected: str, same: bool) -> None:
    assert same_words(typed, expected) == same


def test_the_comparable_text_keeps_its_spaces() -> None:
    assert comparable(" Ёж ") == " еж "
