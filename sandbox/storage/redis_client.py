"""Clients of a Redis server or cluster, every call of which ends in time."""

import threading
from collections.abc import Mapping
from typing import Any, cast

import redis
from redis.backoff import NoBackoff
from redis.cluster import RedisCluster
from redis.exceptions import RedisClusterException
from redis.retry import Retry

TIMEOUT = 2.0
"""Seconds to wait for a connection and for each answer: a page waits 15, and requests of others wait behind."""

TIMEOUT_IN_CLUSTER = 0.5
"""The same for each server of a cluster: while one is silent, a call asks up to seven times before it fails."""

CLUSTER = "+cluster://"
"""What stands in the address of a cluster instead of ``://``; the host is that of any of its servers."""

FAILURES = (redis.RedisError, RedisClusterException)
"""What calls raise: errors of a cluster as a whole are of a class of their own."""


def tag_of(address: str, name: str) -> str:
    """What all keys of the ``name`` begin with: a cluster keeps those of one tag in braces on one server."""
    return f"{{{name}}}:" if CLUSTER in address else ""


def _settings(timeout: float) -> Mapping[str, Any]:
    return {
        "protocol": 2,  # the one that every such server speaks
        "socket_timeout": timeout,
        "socket_connect_timeout": timeout,
        # A save whose answer is lost may have been done: the caller decides whether to try again.
        "retry": Retry(NoBackoff(), 0),
    }


def connect(address: str) -> redis.Redis:
    """A client whose every call ends within seconds. It connects when it is first used."""
    if CLUSTER in address:
        return cast("redis.Redis", _LateCluster(address.replace(CLUSTER, "://")))
    return redis.Redis.from_url(address, **_settings(TIMEOUT))


class _LateCluster:
    """A cluster's client, made when it is first used: the library's asks for all servers as soon as there is one."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._lock = threading.Lock()
        self._client: RedisCluster | None = None

    def __getattr__(self, name: str) -> Any:
        with self._lock:
            if self._client is None:
                self._client = RedisCluster.from_url(self._address, **_settings(TIMEOUT_IN_CLUSTER))
        return getattr(self._client, name)

    def close(self) -> None:
        if self._client:
            self._client.close()


def of_all_servers(client: redis.Redis, section: str) -> list[dict[str, Any]]:
    """What each server that takes writes says of itself."""
    if isinstance(client, _LateCluster):
        found: dict[str, dict[str, Any]] = client.info(section, target_nodes=RedisCluster.PRIMARIES)
        return list(found.values())
    return [client.info(section)]


def number_of_keys(client: redis.Redis) -> int:
    """In the database, or in all servers of the cluster."""
    everywhere = {"target_nodes": RedisCluster.PRIMARIES} if isinstance(client, _LateCluster) else {}
    return int(client.dbsize(**everywhere))
