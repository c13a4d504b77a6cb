"""``python -m sandbox``: serve the built site and its sandbox."""

import os
import sys

import uvicorn

from sandbox.app import create_app
from sandbox.content_error import ContentErrors
from sandbox.loader import load_content
from sandbox.settings import ROOT, Settings, SettingsError
from sandbox.site import SiteNotBuiltError
from sandbox.store import StoreUnavailableError


def main() -> int:
    try:
        settings = Settings.from_environ(os.environ)
        content = load_content(ROOT / "walkthroughs")
        app = create_app(settings, lambda: content)
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
    # Scheme and address come from SANDBOX_PUBLIC_URL, never from what a proxy or a client adds to a request.
    uvicorn.run(app, host=settings.host, port=settings.port, access_log=False, server_header=False, proxy_headers=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
