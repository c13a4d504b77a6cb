"""The store for several machines: Redis, Valkey or any other server of that protocol, alone or as a cluster."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

import redis
from redis.exceptions import NoScriptError

from sandbox.storage import (
    ERASED_FOR,
    NOT_OURS,
    ConflictError,
    ErasedError,
    Save,
    Standing,
    Stored,
    Wanted,
    hidden,
    life,
    unavailable_after,
)
from sandbox.storage.redis_client import FAILURES, connect, number_of_keys, of_all_servers

_NEARLY = 0.8
"""The share of the server's memory from which on it counts as full."""

# A document is kept as "version expires_at document", both numbers decimal, the time in milliseconds.
#
# The server's own TTL removes it when its time is over; it is relative, so that the clocks of the sandbox's
# machines don't matter. `expires_at` hides it then, so that the server's clock doesn't matter.
#
# Whatever else stands at one of our keys was left by another program or edition, and is replaced.
_OURS = re.compile(rb"([1-9][0-9]{0,14}) ([0-9]{1,15}) (.*)", re.DOTALL)
_SAVE = """
if redis.call('EXISTS', KEYS[3]) == 1 then return -1 end
local version = 0
local current = redis.pcall('GET', KEYS[1])
if type(current) == 'string' then
    local saved, expires_at = string.match(current, '^([1-9]%d*) (%d+) ')
    if saved and #saved <= 15 and #expires_at <= 15 and tonumber(expires_at) > tonumber(ARGV[2]) then
        version = tonumber(saved)
    end
end
if version ~= tonumber(ARGV[1]) then return 0 end
version = version + 1
redis.call('SET', KEYS[1], version .. ' ' .. ARGV[3] .. ' ' .. ARGV[6], 'PX', ARGV[4])
if redis.call('TYPE', KEYS[2]).ok ~= 'set' then redis.call('DEL', KEYS[2]) end
redis.call('SADD', KEYS[2], ARGV[5])
if redis.call('PTTL', KEYS[2]) < tonumber(ARGV[4]) then redis.call('PEXPIRE', KEYS[2], ARGV[4]) end
return version
"""
_SAVE_NAME = hashlib.sha1(_SAVE.encode(), usedforsecurity=False).hexdigest()
"""By which a server calls it that has loaded it."""

_DELETE = """
local names = redis.pcall('SMEMBERS', KEYS[1])
for _, walkthrough in ipairs(names) do
    redis.call('DEL', ARGV[1] .. walkthrough)
end
if redis.call('DEL', KEYS[1]) == 1 and KEYS[2] then redis.call('SET', KEYS[2], '', 'PX', ARGV[2]) end
"""


class RedisStore:
    """A `LearnerStore` in a Redis database or cluster, safe in any thread; it reconnects to a server that comes back.

    Each run has a key of its own, so that each expires by itself; a set per learner names the walkthroughs.
    Keys of one learner share a hash tag, so a cluster keeps them together. It is a hash of the session id.
    """

    def __init__(self, url: str) -> None:
        self._redis = connect(url)

    def load(self, learner: str, walkthrough: str, now: datetime) -> Stored | None:
        return self.load_many([Wanted(learner, walkthrough, now)])[0]

    def load_many(self, wanted: Sequence[Wanted]) -> list[Stored | None]:
        """In one pipeline."""
        with unavailable_after(*FAILURES), self._redis.pipeline(transaction=False) as pipeline:
            for each in wanted:
                pipeline.get(_run(each.learner, each.walkthrough))
            values = pipeline.execute(raise_on_error=False)
            return [_loaded(value, each.now) for value, each in zip(values, wanted, strict=True)]

    def load_all(self, learner: str, now: datetime) -> dict[str, Stored]:
        with unavailable_after(*FAILURES):
            try:
                members = cast("set[bytes]", self._redis.smembers(_index(learner)))
            except redis.ResponseError as error:
                _expect_another_type(error)
                return {}
            names = [name.decode(errors="replace") for name in members]
            values = cast(
                "list[bytes | None]", self._redis.mget([_run(learner, name) for name in names]) if names else []
            )
        found = {name: _stored(value, now) for name, value in zip(names, values, strict=True)}
        return {name: stored for name, stored in found.items() if stored}

    def save(self, learner: str, walkthrough: str, document: bytes, expected: int, now: datetime) -> int:
        (version,) = self.save_many([Save(learner, walkthrough, document, expected, now)])
        if isinstance(version, int):
            return version
        raise version

    def save_many(self, saves: Sequence[Save]) -> list[int | ConflictError | ErasedError]:
        """In one pipeline."""
        with unavailable_after(*FAILURES):
            versions = self._run_saves(saves)
            if any(isinstance(version, NoScriptError) for version in versions):  # a server that was started anew
                self._redis.script_load(_SAVE)
                unknown = [place for place, version in enumerate(versions) if isinstance(version, NoScriptError)]
                for place, version in zip(unknown, self._run_saves([saves[each] for each in unknown]), strict=True):
                    versions[place] = version
            return [_saved(version) for version in versions]

    def _run_saves(self, saves: Sequence[Save]) -> list[object]:
        with self._redis.pipeline(transaction=False) as pipeline:
            for each in saves:
                kept = life(each.expected)
                times = (_milliseconds(each.now), _milliseconds(each.now + kept), kept // timedelta(milliseconds=1))
                keys = (_run(each.learner, each.walkthrough), _index(each.learner), _erased(each.learner))
                values = (each.expected, *times, each.walkthrough, each.document)
                # The pipeline of a cluster has no method for it, and that of one server no types.
                pipeline.execute_command("EVALSHA", _SAVE_NAME, len(keys), *keys, *values)  # type: ignore[no-untyped-call]
            return list(pipeline.execute(raise_on_error=False))

    def standing(self, learner: str, now: datetime) -> Standing:  # noqa: ARG002 - the server's clock counts
        with unavailable_after(*FAILURES), self._redis.pipeline(transaction=True) as pipeline:
            pipeline.exists(_erased(learner))
            pipeline.exists(_index(learner))
            erased, known = pipeline.execute()
        return "erased" if erased else "known" if known else "unknown"

    def delete(self, learner: str) -> None:
        with unavailable_after(*FAILURES):
            self._redis.eval(_DELETE, 1, _index(learner), _run(learner, ""))

    def erase(self, learner: str, now: datetime) -> None:  # noqa: ARG002 - the server's clock counts
        with unavailable_after(*FAILURES):
            kept = ERASED_FOR // timedelta(milliseconds=1)
            self._redis.eval(_DELETE, 2, _index(learner), _erased(learner), _run(learner, ""), str(kept))

    def purge(self, now: datetime) -> int:  # noqa: ARG002 - the protocol's
        """Nothing to do: the server removes what has expired."""
        return 0

    def is_filled(self, most: int) -> bool:
        with unavailable_after(*FAILURES):
            servers = of_all_servers(self._redis, "memory")
        nearly = any(each["used_memory"] >= each["maxmemory"] * _NEARLY for each in servers if each["maxmemory"])
        return nearly or sum(each["used_memory"] for each in servers) >= most

    def count(self) -> int:
        """All keys: to count some of them would take the server's time."""
        with unavailable_after(*FAILURES):
            return number_of_keys(self._redis)

    def check(self) -> None:
        """Write: a server that is full, or a replica, can still be read. Of a cluster each server must answer."""
        with unavailable_after(*FAILURES):
            self._redis.set("check", b"", px=1000)
            of_all_servers(self._redis, "memory")

    def close(self) -> None:
        self._redis.close()


def _run(learner: str, walkthrough: str) -> str:
    return f"run:{{{hidden(learner)}}}:{walkthrough}"


def _index(learner: str) -> str:
    return f"runs:{{{hidden(learner)}}}"


def _erased(learner: str) -> str:
    return f"erased:{{{hidden(learner)}}}"


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _stored(value: bytes | None, now: datetime) -> Stored | None:
    if value is None:
        return None
    match = _OURS.fullmatch(value)
    if match is None:
        return NOT_OURS
    version, expires_at, document = match.groups()
    return Stored(document, int(version)) if int(expires_at) > _milliseconds(now) else None


def _loaded(value: object, now: datetime) -> Stored | None:
    """What a pipeline has answered for one document."""
    if isinstance(value, redis.ResponseError):
        _expect_another_type(value)
        return NOT_OURS
    if isinstance(value, Exception):
        raise value
    return _stored(cast("bytes | None", value), now)


def _saved(version: object) -> int | ConflictError | ErasedError:
    """What a pipeline has answered for one save."""
    if isinstance(version, Exception):
        raise version
    if not isinstance(version, int) or version < 0:
        return ErasedError()
    return version or ConflictError()


def _expect_another_type(error: redis.ResponseError) -> None:
    """Raise the error again, unless it says that the key holds another type of value than ours."""
    if not str(error).startswith("WRONGTYPE"):
        raise error
