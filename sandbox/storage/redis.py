"""The store for several machines: Redis, Valkey or any other server of that protocol."""

from datetime import datetime
from typing import cast

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from sandbox.storage import TIME_TO_LIVE, ConflictError, Stored, unavailable_after

TIMEOUT = 2.0
"""Seconds to wait for a connection and for each answer: a page waits 15, and requests of others wait behind."""

_TTL = int(TIME_TO_LIVE.total_seconds() * 1000)

# A document is kept as "version expires_at document", both numbers decimal, the time in milliseconds.
#
# The server's own TTL removes it a day after its last save; it is relative, so that the clocks of the sandbox's
# machines don't matter. `expires_at` hides it after a day, so that the server's clock doesn't matter.
_SAVE = """
local version = 0
local current = redis.call('GET', KEYS[1])
if current then
    local saved, expires_at = string.match(current, '^(%d+) (%d+) ')
    if tonumber(expires_at) > tonumber(ARGV[2]) then version = tonumber(saved) end
end
if version ~= tonumber(ARGV[1]) then return 0 end
version = version + 1
redis.call('SET', KEYS[1], version .. ' ' .. ARGV[3] .. ' ' .. ARGV[6], 'PX', ARGV[4])
redis.call('SADD', KEYS[2], ARGV[5])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return version
"""

_DELETE = """
for _, walkthrough in ipairs(redis.call('SMEMBERS', KEYS[1])) do
    redis.call('DEL', ARGV[1] .. walkthrough)
end
redis.call('DEL', KEYS[1])
"""


def connect(url: str) -> redis.Redis:
    """A client whose every call ends within `TIMEOUT`. It connects when it is first used."""
    return redis.Redis.from_url(
        url,
        protocol=2,  # the one that every such server speaks
        socket_timeout=TIMEOUT,
        socket_connect_timeout=TIMEOUT,
        # A save whose answer is lost may have been done: the caller decides whether to try again.
        retry=Retry(NoBackoff(), 0),
    )


class RedisStore:
    """A `LearnerStore` in a Redis database, safe in any thread; it reconnects to a server that comes back.

    Each run has a key of its own, so that each expires by itself; a set per learner names the walkthroughs.
    Keys of one learner share a hash tag, so a cluster keeps them together.
    """

    def __init__(self, url: str) -> None:
        self._redis = connect(url)
        self._save = self._redis.register_script(_SAVE)
        self._delete = self._redis.register_script(_DELETE)

    def load(self, learner: str, walkthrough: str, now: datetime) -> Stored | None:
        with unavailable_after(redis.RedisError):
            value = self._redis.get(_run(learner, walkthrough))
        return _stored(cast("bytes | None", value), now)

    def load_all(self, learner: str, now: datetime) -> dict[str, Stored]:
        with unavailable_after(redis.RedisError):
            names = [name.decode() for name in cast("set[bytes]", self._redis.smembers(_index(learner)))]
            values = cast(
                "list[bytes | None]", self._redis.mget([_run(learner, name) for name in names]) if names else []
            )
        found = {name: _stored(value, now) for name, value in zip(names, values, strict=True)}
        return {name: stored for name, stored in found.items() if stored}

    def save(self, learner: str, walkthrough: str, document: bytes, expected: int, now: datetime) -> int:
        times = (_milliseconds(now), _milliseconds(now + TIME_TO_LIVE), _TTL)
        with unavailable_after(redis.RedisError):
            version = int(
                self._save(
                    keys=[_run(learner, walkthrough), _index(learner)],
                    args=[expected, *times, walkthrough, document],
                )
            )
        if version == 0:
            raise ConflictError
        return version

    def delete(self, learner: str) -> None:
        with unavailable_after(redis.RedisError):
            self._delete(keys=[_index(learner)], args=[_run(learner, "")])

    def purge(self, now: datetime) -> int:  # noqa: ARG002 - the protocol's
        """Nothing to do: the server removes what has expired."""
        return 0

    def check(self) -> None:
        """Write: a server that is full, or a replica, can still be read."""
        with unavailable_after(redis.RedisError):
            self._redis.set("check", b"", px=1000)


def _run(learner: str, walkthrough: str) -> str:
    return f"run:{{{learner}}}:{walkthrough}"


def _index(learner: str) -> str:
    return f"runs:{{{learner}}}"


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _stored(value: bytes | None, now: datetime) -> Stored | None:
    if value is None:
        return None
    version, expires_at, document = value.split(b" ", 2)
    return Stored(document, int(version)) if int(expires_at) > _milliseconds(now) else None
