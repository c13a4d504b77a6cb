"""Questions in a terminal, or to a file of answers: each answer is checked before the next question is asked."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from sandbox.content.errors import ErrorList

_T = TypeVar("_T")

_SCREEN = 15
"""Options after which the question is out of sight, and so is said again."""


class NoAnswerError(Exception):
    """The answers ended before the questions."""


class Questions:
    """Asks through ``read``, which gets the prompt, and speaks through ``say``."""

    def __init__(self, read: Callable[[str], str], say: Callable[[str], None]) -> None:
        self._read, self._say = read, say

    def ask(
        self, question: str, options: Iterable[str], check: Callable[[str, ErrorList], _T], *, again: str = ""
    ) -> _T:
        """Ask until ``check`` notes nothing wrong of the answer; what it returns. Raises `NoAnswerError`.

        ``again`` is what is said instead of the question below a long list, if that isn't the question itself.
        """
        options = list(options)
        self._say(f"\n{question}")
        for option in options:
            self._say(f"  {option}")
        if len(options) > _SCREEN:
            self._say(again or question)
        while True:
            errors = ErrorList("")
            try:
                answer = self._read("> ").strip()
            except EOFError:
                raise NoAnswerError from None
            result = check(answer, errors)
            if not errors.errors:
                return result
            for error in errors.errors:
                self._say(error.message)
