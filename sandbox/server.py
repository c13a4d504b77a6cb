"""Serving an application: the address is checked first, and what keeps it from starting is one line."""

import asyncio
import errno
import gc
import os
import sys
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp

from sandbox.settings import Settings, SettingsError
from sandbox.storage import StoreUnavailableError
from sandbox.web.site import SiteNotBuiltError

COLLECT_AFTER = (20_000, 20, 50)
"""How many new objects Python lets come before it looks for circles among them, and how many such looks before a wider
one. An answer makes some thousand and hardly a circle, and Python's 700 made it look several times an answer."""

STOP_WITHIN = 8
"""Seconds for answers under way when the process is told to end; those of slow clients are cut then."""


def serve(application: Callable[[], ASGIApp]) -> int:
    """Serve what the function builds from the environment, and return the exit status.

    It must be a module's own function: with several workers each process imports it by its name and calls it.
    """
    try:
        settings = Settings.from_environ(os.environ)
        app = application()  # with several workers too: mistakes are told once, before they start
        check_address(settings.host, settings.port)
        _check_metrics(settings)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except SiteNotBuiltError as error:
        print(f"{error} holds no built site; run `mkdocs build` (or `make serve`) first", file=sys.stderr)
        return 2
    except StoreUnavailableError as error:
        print(f"SANDBOX_STORE: the file can't be opened for writing ({error})", file=sys.stderr)
        return 2
    several = settings.workers > 1
    gc.freeze()  # what is there by now stays as long as the process, and needn't be looked at again and again
    gc.enable()
    gc.set_threshold(*COLLECT_AFTER)
    # The access log would hold addresses of people; what matters is in the application's own.
    uvicorn.run(
        f"{application.__module__}:{application.__name__}" if several else app,
        factory=several,
        workers=settings.workers,
        host=settings.host,
        port=settings.port,
        access_log=False,
        http="sandbox.web.protocol:Protocol",
        server_header=False,
        proxy_headers=False,  # scheme and address come from SANDBOX_PUBLIC_URL alone
        timeout_graceful_shutdown=STOP_WITHIN,
    )
    return 0


def check() -> int:
    """Say in one line if an environment's settings are wrong or its address can't be used, and return the exit status.

    It needs no built site, so it can be asked before the build.
    """
    try:
        settings = Settings.from_environ(os.environ)
        check_address(settings.host, settings.port)
        _check_metrics(settings)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _check_metrics(settings: Settings) -> None:
    """A port for each worker must be free. Raises `SettingsError`."""
    if settings.metrics is None:
        return
    host, first = settings.metrics
    for port in range(first, first + settings.workers):
        try:
            asyncio.run(_listen(host, port))
        except (OSError, OverflowError, UnicodeError) as error:
            reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else "no such address"
            raise SettingsError(
                f"METRICS: {host} port {port} can't be used ({reason}); free it, or write another"
            ) from error


def check_address(host: str, port: int) -> None:
    """Listen there for a moment: uvicorn would log several lines instead. Raises `SettingsError`."""
    try:
        asyncio.run(_listen(host, port))
    except (OSError, UnicodeError) as error:  # the latter of a name that no machine could have
        if isinstance(error, OSError) and error.errno in (errno.EADDRINUSE, errno.EACCES):
            reason = os.strerror(error.errno)
            raise SettingsError(f"PORT={port} can't be used ({reason}); free it, or write another") from error
        raise SettingsError(f"HOST={host!r} is no address of this machine; write 127.0.0.1 or 0.0.0.0") from error


async def _listen(host: str, port: int) -> None:
    server = await asyncio.get_running_loop().create_server(asyncio.Protocol, host, port)
    server.close()
    await server.wait_closed()
