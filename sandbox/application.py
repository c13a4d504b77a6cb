"""The application: the sandbox and, beside it, the built site."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.content import Content
from sandbox.counters.access import Access
from sandbox.counters.address import open_counters
from sandbox.counters.routes import StumblesRoutes
from sandbox.counters.tally import WRITE_EVERY, Tally
from sandbox.engine.simulation import AnySimulation
from sandbox.feedback.address import open_feedback
from sandbox.feedback.guarded import GuardedFeedback
from sandbox.feedback.routes import FeedbackRoutes
from sandbox.frozen import replace
from sandbox.random_secrets import RandomSecrets
from sandbox.rendering.addresses import SANDBOX
from sandbox.rendering.renderer import Renderer
from sandbox.settings import Settings, SettingsError
from sandbox.storage import PURGE_BATCH, LearnerStore, StoreUnavailableError
from sandbox.storage.address import open_store
from sandbox.storage.codec import RunCodec
from sandbox.storage.guarded import GuardedStore
from sandbox.storage.practice import Practice
from sandbox.storage.together import GroupedStore
from sandbox.web import policy, prefetch, sessions
from sandbox.web.limits import Gate, Limits
from sandbox.web.meaning import Sandbox
from sandbox.web.middleware import Header, PublicAddress, SafeAnswers
from sandbox.web.newcomers import Newcomers
from sandbox.web.routes import SandboxRoutes
from sandbox.web.site import Site
from sandbox.web.static import StaticSite
from sandbox.web.threads import Threads
from sandbox.worker import end_with_parent

if TYPE_CHECKING:
    from sandbox.metrics import Metrics

PURGE_EVERY = 600
"""Seconds between two removals of expired runs."""

DEFAULT_LIMITS = Limits()

PACKAGES = ("sandbox.feedback", "sandbox.counters")
"""What has templates besides the trainer's."""

log = logging.getLogger("sandbox")


def create_app(
    settings: Settings,
    simulation: AnySimulation,
    content: Callable[[], Content] | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> ASGIApp:
    """Build the application, with the headers and the address that are the same for all its answers.

    In a preview ``content`` returns the editors' files as they are now; otherwise they are those of the built site.
    Raises `SettingsError`, `SiteNotBuiltError`, `StoreUnavailableError`.
    """
    site = Site(settings.site)
    if settings.public_path and settings.public_path != site.path:
        raise SettingsError(
            f"SANDBOX_PUBLIC_URL={settings.public_url + settings.public_path!r} is not where the site was built for; "
            f"write {settings.public_url}{site.path}, or build it with another SITE_URL"
        )
    is_preview = content is not None
    app: ASGIApp = create_service(
        settings, simulation, content or (lambda: site.content), site, limits, reads_again=is_preview
    )
    if settings.allowed_origins:
        app = CORSMiddleware(
            app,
            allow_origins=settings.allowed_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["X-Walkthrough", "Idempotency-Key"],
            allow_credentials=True,
        )

    sandbox = _own_address(settings)

    @lru_cache
    def made(scripts: tuple[str, ...], site_path: str, https: bool, for_sandbox: bool) -> tuple[Header, ...]:
        found = policy.headers(scripts, https=https, sandbox=sandbox, framed_by=settings.allowed_origins)
        found |= sessions.HEADERS if for_sandbox else prefetch.headers(site_path)
        return tuple((name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in found.items())

    def headers(https: bool, path: str) -> tuple[Header, ...]:
        is_sandbox = path.startswith(SANDBOX)
        if not is_sandbox:
            site.look()  # the file may be of a build that has ended since the request came
        return made(site.scripts, site.path, https, is_sandbox)

    safe = SafeAnswers(app, headers)

    async def present(scope: Scope, receive: Receive, send: Send) -> None:
        """Look once for each request; what answers it asks for the site several times."""
        site.look()
        await safe(scope, receive, send)

    return PublicAddress(present, settings.public_url, site.path, settings.host)


def create_service(
    settings: Settings,
    simulation: AnySimulation,
    content: Callable[[], Content],
    site: Site,
    limits: Limits,
    *,
    reads_again: bool = False,
) -> Starlette:
    """All routes, with their limits. It ``reads_again`` templates and content that may change meanwhile."""
    metrics = _metrics(settings)
    opened = open_store(settings.store)
    store = GuardedStore(metrics.timed_store(opened) if metrics else opened)
    threads = Threads(lambda: store.is_silent)
    renderer = Renderer(simulation, _own_address(settings) + site.path, packages=PACKAGES, reads_again=reads_again)
    grouped = GroupedStore(store)
    if metrics:
        renderer.render = metrics.timed_rendering(renderer.render)  # type: ignore[method-assign] # only when asked for
    practice = Practice(simulation, grouped, RandomSecrets(), RunCodec(simulation))
    newcomers = Newcomers(store, settings.newcomers, settings.store_bytes)
    sandbox = Sandbox(simulation, content, practice, sessions.new_learner, newcomers.admit)
    practising = SandboxRoutes(sandbox, renderer, site, settings.allowed_origins, grouped, threads)
    if metrics:
        practising = replace(practising, refused=metrics.refused)
    counters = open_counters(settings.store) if settings.counters else None
    tally = Tally(counters) if counters else None
    if tally:
        practising = replace(practising, count=tally.count)
    answers = GuardedFeedback(open_feedback(settings.store))
    feedback = FeedbackRoutes(
        content, answers, renderer, site, settings.allowed_origins, Threads(lambda: answers.is_silent)
    )

    routes = [*practising.routes(), *feedback.routes()]
    if tally and counters and settings.editors:
        access, waiting = Access(settings.editors), Threads(lambda: False)
        stumbles = StumblesRoutes(sandbox, tally, counters, answers, renderer, site, access, waiting)
        routes += stumbles.routes()

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        end_with_parent()
        if metrics and settings.metrics:
            breakers = {"reading": store.reading, "writing": store.writing, "feedback": answers.breaker}
            metrics.watch(breakers, store)
            host, port = settings.metrics
            metrics.serve(host, range(port, port + settings.workers))
        working = [asyncio.create_task(_purge_regularly(store, metrics.purged if metrics else _not_counted))]
        if tally:
            working.append(asyncio.create_task(_write_regularly(tally)))
        yield
        for each in working:
            each.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await each  # its thread goes on to the end of what it does
        for close in (store.close, answers.close, *([tally.close] if tally else [])):
            await run_in_threadpool(close)
        if metrics:
            await run_in_threadpool(metrics.close)

    service = Starlette(
        routes=routes,
        middleware=[
            *([Middleware(metrics.count)] if metrics else []),
            Middleware(Gate, limits, practising.problem),
        ],
        exception_handlers={
            HTTPException: practising.problem,
            StoreUnavailableError: practising.problem,
            500: practising.problem,
        },
        lifespan=lifespan,
    )
    static = StaticSite(settings.site)

    async def files(scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"]:  # the site's path without its slash
            await RedirectResponse("/")(scope, receive, send)
            return
        if scope["path"].startswith(SANDBOX):
            raise HTTPException(404)  # there are no files below it, whatever the method
        await static(scope, receive, send)

    # No mount: a request whose method a route refuses would go on to the files, and be refused as one for a file.
    service.router.default = files
    return service


def _own_address(settings: Settings) -> str:
    """The origin that forms are sent to, if their pages may be on another; else empty."""
    return settings.public_url if settings.allowed_origins else ""


def _metrics(settings: Settings) -> "Metrics | None":
    if settings.metrics is None:
        return None
    from sandbox.metrics import Metrics  # its client takes time at the start, and few ask for it

    return Metrics()


def _not_counted(_runs: int) -> None:
    """Nobody asked for metrics."""


async def _write_regularly(tally: Tally) -> None:
    while True:
        await asyncio.sleep(WRITE_EVERY)
        await run_in_threadpool(tally.write_if_possible)


async def _purge_regularly(store: LearnerStore, purged: Callable[[int], None]) -> None:
    while True:
        try:
            removed = await _purge(store)
            purged(removed)
            log.info("purged %d expired runs", removed)
        except StoreUnavailableError as error:
            log.warning("could not purge: %s", error)
        await asyncio.sleep(PURGE_EVERY)


async def _purge(store: LearnerStore) -> int:
    """Remove all that has expired, bit by bit: between two bits there is time for those who wait to save."""
    # Also what expires before the next time: nothing is kept longer than the site promises.
    now, total = datetime.now(UTC) + timedelta(seconds=PURGE_EVERY), 0
    while True:
        begin = time.monotonic()
        total += (removed := await run_in_threadpool(store.purge, now))
        if removed < PURGE_BATCH:
            return total
        await asyncio.sleep(2 * (time.monotonic() - begin))
