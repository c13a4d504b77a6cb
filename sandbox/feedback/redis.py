"""Feedback on a Redis server, for several workers or machines."""

from datetime import date, timedelta

import msgspec
from redis import Redis, RedisError

from sandbox.feedback import MAX_COMMENTS, Comment, DailyCount
from sandbox.storage import unavailable_after

_COUNTS = "feedback:counts"
"""A hash: «day page answer» → how many. Neither a day nor a page's address has a space."""

_COMMENTS = "feedback:comments"
"""A list of comments in JSON, the newest first."""

KEPT = timedelta(days=400)
"""How long after the last answer all of them are kept: long enough to be read once a year."""


class RedisFeedback:
    """A `FeedbackStore` on a server that ``client`` is connected to."""

    def __init__(self, client: Redis, most_comments: int = MAX_COMMENTS) -> None:
        self._client, self._most_comments = client, most_comments

    def count(self, page: str, day: date, *, useful: bool) -> None:
        with unavailable_after(RedisError), self._client.pipeline(transaction=True) as pipeline:
            pipeline.hincrby(_COUNTS, f"{day.isoformat()} {page} {'useful' if useful else 'useless'}")
            pipeline.expire(_COUNTS, KEPT)
            pipeline.execute()

    def add(self, comment: Comment) -> None:
        with unavailable_after(RedisError), self._client.pipeline(transaction=True) as pipeline:
            pipeline.lpush(_COMMENTS, msgspec.json.encode(comment))
            pipeline.ltrim(_COMMENTS, 0, self._most_comments - 1)
            pipeline.expire(_COMMENTS, KEPT)
            pipeline.execute()

    def counts(self) -> list[DailyCount]:
        with unavailable_after(RedisError):
            found = self._client.hgetall(_COUNTS)
        answers: dict[tuple[str, str], dict[str, int]] = {}
        for key, number in found.items():
            day, page, answer = _text(key).split(" ")
            answers.setdefault((page, day), {})[answer] = int(number)
        return [
            DailyCount(page, date.fromisoformat(day), numbers.get("useful", 0), numbers.get("useless", 0))
            for (page, day), numbers in sorted(answers.items())
        ]

    def comments(self) -> list[Comment]:
        with unavailable_after(RedisError):
            found = self._client.lrange(_COMMENTS, 0, -1)
        return [msgspec.json.decode(document, type=Comment) for document in found]

    def close(self) -> None:
        self._client.close()


def _text(key: bytes | str) -> str:
    """A client returns bytes or, if it was made so, text."""
    return key.decode() if isinstance(key, bytes) else key
