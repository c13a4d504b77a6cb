"""What differs from run to run and stays the same within one: drawn from a secret."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

T = TypeVar("T")


class Draws:
    """A row of draws. The same secret always gives the same row."""

    def __init__(self, secret: str) -> None:
        self._left = int.from_bytes(sha256(secret.encode()).digest())

    def one_of(self, items: Sequence[T]) -> T:
        """One of the items, each as likely as the others."""
        self._left, place = divmod(self._left, len(items))
        return items[place]

    def shuffled(self, items: Sequence[T]) -> tuple[T, ...]:
        """The items in an order of which each is as likely as the others."""
        left, drawn = list(items), []
        while left:
            drawn.append(self.one_of(left))
            left.remove(drawn[-1])
        return tuple(drawn)
