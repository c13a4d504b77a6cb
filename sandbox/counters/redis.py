"""Counters on a Redis server, for several workers or machines."""

from datetime import timedelta

from redis import Redis, ResponseError

from sandbox.counters import KEPT_WEEKS, KINDS, Batch, Counter, WeeklyCount
from sandbox.storage import unavailable_after
from sandbox.storage.redis_client import FAILURES

_KEPT = timedelta(weeks=KEPT_WEEKS)
"""How long a week is kept after the last press in it: the server removes it by itself."""

_SAME_BATCH = timedelta(minutes=10)
"""How long a batch is recognised that is added again, since the answer to the first was lost."""

# KEYS: the key of the batch, then the hash of each counter's week.
# ARGV: the two times in seconds, then the field of each counter and by how much it grows.
# Whatever else stands at our keys was left by another program or edition, and is replaced.
_ADD = """
if redis.call('EXISTS', KEYS[1]) == 1 then return end
for number = 2, #KEYS do
    local key, field, by = KEYS[number], ARGV[2 * number - 1], ARGV[2 * number]
    if redis.call('TYPE', key).ok ~= 'hash' then redis.call('DEL', key) end
    local count = redis.call('HGET', key, field)
    if count and not string.match(count, '^-?%d+$') then redis.call('HDEL', key, field) end
    redis.call('HINCRBY', key, field, by)
    redis.call('EXPIRE', key, ARGV[1])
end
redis.call('SET', KEYS[1], '', 'EX', ARGV[2])
"""


class RedisCounters:
    """A `CounterStore` on a server that ``client`` is connected to: a hash for each week.

    All keys begin with the ``tag`` (`sandbox.storage.redis_client.tag_of`).
    """

    def __init__(self, client: Redis, tag: str = "") -> None:
        self._client, self._tag = client, tag

    def add(self, batch: Batch, oldest: str) -> None:
        """Old weeks go by themselves, if nothing is added to them."""
        counts = {key: by for key, by in batch.counts.items() if key[0] >= oldest}
        if not counts:
            return
        keys = [f"{self._tag}counters:batch:{batch.id}"]
        fields: list[str | int] = [int(each.total_seconds()) for each in (_KEPT, _SAME_BATCH)]
        for (week, each), by in counts.items():
            keys.append(self._key(week))
            fields += [f"{each.of} {each.step} {each.kind} {each.name}", by]
        with unavailable_after(*FAILURES):
            self._client.eval(_ADD, len(keys), *keys, *fields)

    def all(self, weeks: tuple[str, ...]) -> list[WeeklyCount]:
        with unavailable_after(*FAILURES), self._client.pipeline(transaction=False) as pipeline:
            for week in weeks:
                pipeline.hgetall(self._key(week))
            answers = pipeline.execute(raise_on_error=False)
            for answer in answers:
                if isinstance(answer, Exception) and not _is_of_another_type(answer):
                    raise answer
        found = []
        for week, answer in zip(weeks, answers, strict=True):
            for field, number in {} if isinstance(answer, Exception) else answer.items():
                found += _read(week, field, number)
        return sorted(found, key=lambda each: (each.week, str(each.counter)))

    def close(self) -> None:
        self._client.close()

    def _key(self, week: str) -> str:
        return f"{self._tag}counters:{week}"


def _is_of_another_type(error: Exception) -> bool:
    return isinstance(error, ResponseError) and str(error).startswith("WRONGTYPE")


def _read(week: str, field: bytes, number: bytes) -> list[WeeklyCount]:
    """A counter; none if another program has written it."""
    try:
        of, step, kind, name = field.decode().split(" ")
        if kind not in KINDS:
            return []
        return [WeeklyCount(week, Counter(of, step, kind, name), int(number))]
    except ValueError:
        return []
