"""Draws from a secret: the same for the same secret, fair over many."""

from collections import Counter
from itertools import permutations

from sandbox.account.draws import Draws


def test_the_same_secret_gives_the_same_row() -> None:
    rows = {tuple(Draws("secret").shuffled(range(9))) for _ in range(3)}
    assert len(rows) == 1
    assert rows != {Draws("another").shuffled(range(9))}


def test_nothing_is_lost_or_added_by_a_shuffle() -> None:
    assert sorted(Draws("secret").shuffled((3, 1, 1, 2))) == [1, 1, 2, 3]


def test_each_order_comes_about_as_often_as_the_others() -> None:
    seen = Counter(Draws(f"secret {number}").shuffled("abc") for number in range(1_200))
    assert seen.keys() == set(permutations("abc"))
    assert all(140 < often < 260 for often in seen.values()), "1,200 shuffles, six orders"
