"""What operators see before learners do: numbers in the Prometheus text format, on an address of their own.

They count; nothing in them says who a learner is, and a label is a name of the code or the template of a route.
"""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from functools import wraps
from threading import Thread
from typing import Any, TypeVar, cast
from wsgiref.simple_server import WSGIServer

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    start_http_server,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.rendering.addresses import SANDBOX
from sandbox.storage import LearnerStore, StoreUnavailableError
from sandbox.storage.breaker import Breaker

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
"""Buckets: a call takes milliseconds, and fails after seconds."""

T = TypeVar("T")
log = logging.getLogger("sandbox")


class Metrics:
    """The numbers of one process."""

    def __init__(self) -> None:
        # A time of birth for each series, which nobody asks for.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._server: WSGIServer | None = None
        self._thread: Thread | None = None
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter("sandbox_requests", "Answers.", ("route", "method", "status"), registry=registry)
        self._refusals = Counter("sandbox_refusals", "Requests refused, by cause.", ("cause",), registry=registry)
        self._store_seconds = Histogram(
            "sandbox_store_seconds", "Time in the store.", ("call",), buckets=_SECONDS, registry=registry
        )
        self._rendering_seconds = Histogram(
            "sandbox_rendering_seconds", "Time in templates, of each view drawn.", buckets=_SECONDS, registry=registry
        )
        self._purged = Counter("sandbox_purged_runs", "Expired runs removed.", registry=registry)
        self._purged_at = Gauge("sandbox_purged_at_seconds", "When the last purge ended.", registry=registry)

    def refused(self, cause: str) -> None:
        """A request was refused; ``cause`` is the name of the problem that its answer explains."""
        self._refusals.labels(cause).inc()

    def purged(self, runs: int) -> None:
        """A purge has ended that removed so many."""
        self._purged.inc(runs)
        self._purged_at.set_to_current_time()

    def timed_store(self, store: LearnerStore) -> LearnerStore:
        """The same store; the time of each call is counted by its name."""
        return cast("LearnerStore", _Timed(store, lambda call, took: self._store_seconds.labels(call).observe(took)))

    def timed_rendering(self, draw: Callable[..., str]) -> Callable[..., str]:
        """The same drawing, its time counted."""
        return _timed(draw, self._rendering_seconds.observe)

    def watch(self, breakers: Mapping[str, Breaker], store: LearnerStore) -> None:
        """Show at each look whether the breakers are open, and how many runs are kept."""
        self._registry.register(_State(breakers, store))

    def serve(self, host: str, ports: range) -> None:
        """Listen on the first of the ports that is free: each worker has one of its own, whichever it is."""
        for port in ports:
            try:
                self._server, self._thread = start_http_server(port, host, self._registry)
            except OSError:
                continue
            log.info("metrics on %s port %d", host, port)
            return
        log.error("no port for metrics is free: %s, %d to %d", host, ports.start, ports.stop - 1)

    def close(self) -> None:
        """Stop listening."""
        if self._server and self._thread:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()

    def count(self, app: ASGIApp) -> ASGIApp:
        """Middleware inside of which routes are found."""

        async def counted(scope: Scope, receive: Receive, send: Send) -> None:
            async def send_and_count(message: Message) -> None:
                if message["type"] == "http.response.start":
                    self._requests.labels(_route(scope), _method(scope), message["status"]).inc()
                await send(message)

            await app(scope, receive, send_and_count if scope["type"] == "http" else send)

        return counted


class _Timed:
    """Anything, with the time of each of its methods."""

    def __init__(self, inner: object, took: Callable[[str, float], None]) -> None:
        self._inner, self._took = inner, took

    def __getattr__(self, name: str) -> Any:
        method = _timed(getattr(self._inner, name), lambda seconds: self._took(name, seconds))
        setattr(self, name, method)
        return method


def _timed(call: Callable[..., T], took: Callable[[float], None]) -> Callable[..., T]:
    @wraps(call)
    def timed(*args: Any, **kwargs: Any) -> T:
        begin = time.perf_counter()
        try:
            return call(*args, **kwargs)
        finally:
            took(time.perf_counter() - begin)

    return timed


class _State(Collector):
    """What is read when somebody looks."""

    def __init__(self, breakers: Mapping[str, Breaker], store: LearnerStore) -> None:
        self._breakers, self._store = breakers, store

    def collect(self) -> Iterator[GaugeMetricFamily]:
        opened = GaugeMetricFamily("sandbox_breaker_open", "1 while calls are refused at once.", labels=("of",))
        for name, breaker in self._breakers.items():
            opened.add_metric((name,), float(breaker.is_open))
        yield opened
        try:
            runs = self._store.count()
        except StoreUnavailableError:
            return  # the breaker tells it; a number from before would mislead
        yield GaugeMetricFamily("sandbox_runs_kept", "Runs in the store; in Redis all keys of its database.", runs)


def _route(scope: Scope) -> str:
    """The route's template; for a file of the site a word for all of them."""
    if route := scope.get("route"):
        return f"{scope.get('root_path', '')}{getattr(route, 'path', '')}"
    return "none" if scope["path"].startswith(SANDBOX) else "site"


def _method(scope: Scope) -> str:
    """A closed list: anything can be sent as a method."""
    return scope["method"] if scope["method"] in ("GET", "HEAD", "POST", "OPTIONS") else "other"
