"""``python -m sandbox``: serve the built site and its sandbox."""

import asyncio
import errno
import os
import sys

import uvicorn

from sandbox.application import from_environ
from sandbox.settings import Settings, SettingsError
from sandbox.storage import StoreUnavailableError
from sandbox.web.site import SiteNotBuiltError

STOP_WITHIN = 8
"""Seconds for answers under way when the process is told to end; those of slow clients are cut then."""


def main() -> int:
    try:
        settings = Settings.from_environ(os.environ)
        app = from_environ()  # with several workers too: mistakes are told once, before they start
        check_address(settings.host, settings.port)
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 2
    except SiteNotBuiltError as error:
        print(f"{error} holds no built site; run `mkdocs build` (or `make serve`) first", file=sys.stderr)
        return 2
    except StoreUnavailableError as error:
        print(f"SANDBOX_STORE: the file can't be opened for writing ({error})", file=sys.stderr)
        return 2
    # The access log would hold addresses of people; what matters is in the application's own.
    several = settings.workers > 1
    uvicorn.run(
        "sandbox.application:from_environ" if several else app,
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


if __name__ == "__main__":
    sys.exit(main())
