"""A Redis cluster of the tests' own: three servers, each with a third of the keys, without replicas."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redis.backoff import ConstantBackoff
from redis.exceptions import ClusterDownError, MovedError
from redis.retry import Retry

from tests.support.processes import PATIENCE, free_port
from tests.support.redis_server import RedisServer

SERVERS = 3


@dataclass(frozen=True)
class RedisClusterOfThree:
    """Its servers, and the address by which the sandbox knows it."""

    servers: tuple[RedisServer, ...]

    @property
    def url(self) -> str:
        return self.servers[0].url.replace("redis://", "redis+cluster://").removesuffix("/0")

    def empty(self) -> None:
        for server in self.servers:
            server.empty()

    def kept(self) -> list[list[str]]:
        """The names of what each server keeps."""
        found = []
        for server in self.servers:
            with server.client() as client:
                keys: Any = client.keys()
                found.append(sorted(key.decode() for key in keys))
        return found


@contextmanager
def running_cluster(folder: Path) -> Iterator[RedisClusterOfThree]:
    with ExitStack() as stack:
        servers = []
        for number in range(SERVERS):
            place = folder / f"redis-{number}"
            place.mkdir()
            servers.append(stack.enter_context(RedisServer(place, free_port(), *_options())))
        places = [server.url.removeprefix("redis://").removesuffix("/0") for server in servers]
        command = ["redis-cli", "--cluster", "create", *places, "--cluster-yes"]
        subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
        for server in servers:
            _wait_for_all_slots(server)
        yield RedisClusterOfThree(tuple(servers))


def _options() -> list[str]:
    """Its servers speak to each other on a port of its own, by the machine's address alone."""
    return ["--cluster-enabled", "yes", "--cluster-port", str(free_port()), "--cluster-node-timeout", "5000"]


def _wait_for_all_slots(server: RedisServer) -> None:
    """Each server learns of the others by and by, and refuses all until then."""
    retry = Retry(ConstantBackoff(0.1), PATIENCE * 10, supported_errors=(ClusterDownError,))
    with server.client() as client, suppress(MovedError):  # another server has the key
        retry.call_with_retry(lambda: client.get("anything"), lambda _: None)
