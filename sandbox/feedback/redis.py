"""Feedback on a Redis server, for several workers or machines."""

from collections.abc import Iterator
from datetime import date, timedelta

from redis import Redis, ResponseError

from sandbox.feedback import QUOTA, DailyCount, DailyReason
from sandbox.feedback.reasons import ALL
from sandbox.storage import hidden, unavailable_after
from sandbox.storage.redis_client import FAILURES

_COUNTS, _REASONS = "feedback:counts", "feedback:reasons"
"""Hashes: «day page answer» or «day page reason» → how many. Neither a day nor a page's address has a space."""

_COMMENTS = "feedback:comments"
"""What an earlier edition kept: anybody's data could be in it."""

KEPT = timedelta(days=400)
"""How long after the last answer all of them are kept: long enough to be read once a year."""

_SAME_REQUEST = timedelta(minutes=10)
"""How long a request is recognised that is sent again."""

# KEYS: the hash, the comments, and the key of the request if it has one.
# ARGV: the quota, the two times in seconds, the field to count, and all fields that share the quota.
# Whatever else stands at our keys was left by another program or edition, and is replaced.
_ADD = """
if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then redis.call('DEL', KEYS[1]) end
redis.call('DEL', KEYS[2])
if KEYS[3] and redis.call('EXISTS', KEYS[3]) == 1 then return 1 end
local sum = 0
for number = 5, #ARGV do
    local count = redis.call('HGET', KEYS[1], ARGV[number])
    if count and not string.match(count, '^%d+$') then
        redis.call('HDEL', KEYS[1], ARGV[number])
        count = false
    end
    sum = sum + tonumber(count or 0)
end
if sum >= tonumber(ARGV[1]) then return 0 end
if KEYS[3] then redis.call('SET', KEYS[3], '', 'EX', ARGV[3]) end
redis.call('HINCRBY', KEYS[1], ARGV[4], 1)
redis.call('EXPIRE', KEYS[1], ARGV[2])
return 1
"""


class RedisFeedback:
    """A `FeedbackStore` on a server that ``client`` is connected to.

    All keys begin with the ``tag`` (`sandbox.storage.redis_client.tag_of`).
    """

    def __init__(self, client: Redis, quota: int = QUOTA, tag: str = "") -> None:
        self._client, self._quota, self._tag = client, quota, tag

    def count(self, page: str, day: date, *, useful: bool, key: str = "") -> bool:
        answer = "useful" if useful else "useless"
        return self._add(_COUNTS, page, day, answer, ("useful", "useless"), key and hidden(key, f"answer {page}"))

    def give(self, page: str, day: date, reason: str, key: str = "") -> bool:
        return self._add(_REASONS, page, day, reason, ALL, key and hidden(key, f"reason {page}"))

    def _add(self, name: str, page: str, day: date, answer: str, answers: tuple[str, ...], key: str) -> bool:
        fields = [f"{day.isoformat()} {page} {each}" for each in (answer, *answers)]
        times = [int(each.total_seconds()) for each in (KEPT, _SAME_REQUEST)]
        keys = [name, _COMMENTS, *([f"feedback:request:{key}"] if key else [])]
        values = map(str, [self._quota, *times, *fields])
        with unavailable_after(*FAILURES):
            counted = self._client.eval(_ADD, len(keys), *(self._tag + each for each in keys), *values)
        return bool(counted)

    def counts(self) -> list[DailyCount]:
        answers: dict[tuple[str, date], dict[str, int]] = {}
        for page, day, answer, number in self._all(_COUNTS):
            answers.setdefault((page, day), {})[answer] = number
        return [
            DailyCount(page, day, numbers.get("useful", 0), numbers.get("useless", 0))
            for (page, day), numbers in sorted(answers.items())
        ]

    def reasons(self) -> list[DailyReason]:
        return [DailyReason(*each) for each in sorted(self._all(_REASONS))]

    def close(self) -> None:
        self._client.close()

    def _all(self, name: str) -> Iterator[tuple[str, date, str, int]]:
        """Page, day, answer and number of all that are ours."""
        with unavailable_after(*FAILURES):
            try:
                found = self._client.hgetall(self._tag + name)
            except ResponseError as error:
                if not str(error).startswith("WRONGTYPE"):
                    raise
                found = {}
        for key, number in found.items():
            try:
                day, page, answer = _text(key).split(" ")
                yield page, date.fromisoformat(day), answer, int(number)
            except ValueError:  # another program's
                continue


def _text(key: bytes | str) -> str:
    """A client returns bytes or, if it was made so, text."""
    return key.decode() if isinstance(key, bytes) else key
