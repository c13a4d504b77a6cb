"""``python -m sandbox``: serve the built site and its sandbox."""

import os
import sys

import uvicorn

from sandbox.app import from_environ
from sandbox.content_error import ContentErrors
from sandbox.settings import Settings, SettingsError
from sandbox.site import SiteNotBuiltError
from sandbox.store import StoreUnavailableError

STOP_WITHIN = 8
"""Seconds for answers under way when the process is told to end; those of slow clients are cut then."""


def main() -> int:
    try:
        settings = Settings.from_environ(os.environ)
        app = from_environ()  # with several workers too: mistakes are told once, before they start
    except (SettingsError, ContentErrors) as error:
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
        "sandbox.app:from_environ" if several else app,
        factory=several,
        workers=settings.workers,
        host=settings.host,
        port=settings.port,
        access_log=False,
        http="sandbox.protocol:Protocol",
        server_header=False,
        proxy_headers=False,  # scheme and address come from SANDBOX_PUBLIC_URL alone
        timeout_graceful_shutdown=STOP_WITHIN,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
