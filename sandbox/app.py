"""The application: the sandbox and, beside it, the built site."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from sandbox.feedback.routes import Feedback
from sandbox.feedback.sqlite import SQLiteFeedback
from sandbox.loader import Content
from sandbox.practice import Practice
from sandbox.rendering import Renderer
from sandbox.routes import Sandbox
from sandbox.security import RandomSecrets
from sandbox.settings import Settings
from sandbox.site import Site
from sandbox.store import LearnerStore, StoreUnavailableError
from sandbox.store.sqlite import SQLiteStore

PURGE_EVERY = 600
"""Seconds between two removals of expired runs."""

log = logging.getLogger("sandbox")


def create_app(settings: Settings, content: Callable[[], Content]) -> Starlette:
    """Build the application.

    ``content`` gives the editors' files as they are now: a constant in production, the last good state in a preview.
    """
    store = SQLiteStore(settings.store_path)
    renderer, site = Renderer(), Site(settings.site)
    sandbox = Sandbox(
        content=content,
        practice=Practice(store, RandomSecrets()),
        renderer=renderer,
        site=site,
        allowed_origins=settings.allowed_origins,
    )
    feedback = Feedback(content, SQLiteFeedback(settings.store_path), renderer, site, settings.allowed_origins)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        purging = asyncio.create_task(_purge_regularly(store))
        yield
        purging.cancel()

    return Starlette(
        routes=[*sandbox.routes(), *feedback.routes(), Mount("/", StaticFiles(directory=settings.site, html=True))],
        exception_handlers={
            HTTPException: sandbox.problem,
            StoreUnavailableError: sandbox.problem,
            500: sandbox.problem,
        },
        lifespan=lifespan,
    )


async def _purge_regularly(store: LearnerStore) -> None:
    while True:
        try:
            removed = await run_in_threadpool(store.purge, datetime.now(UTC))
            log.info("purged %d expired runs", removed)
        except StoreUnavailableError as error:
            log.warning("could not purge: %s", error)
        await asyncio.sleep(PURGE_EVERY)
