"""The system's Chromium, with the fonts of the tests."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

FONTS = Path(__file__).with_name("fonts.conf")

CHROMIUM_FLAGS = [
    "--no-sandbox",  # tests may run as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=SpareRendererForSitePerProcess",  # it starts a process in advance for each page that is closed
]


def chromium() -> str:
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    executable = next((path for path in found if path), None)
    assert executable, "no Chromium: run `make programs`"
    return executable


def launch(playwright: Playwright) -> Browser:
    """Start Chromium. It finds the fonts of `fonts.conf` and no other."""
    environ: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(FONTS)}
    return playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_FLAGS, env=environ)
