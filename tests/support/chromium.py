"""The system's Chromium, with the fonts of the tests."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

FONTS = Path(__file__).with_name("fonts.conf")
LIBERATION = "Liberation Sans"
FONT_FOLDERS = {
    LIBERATION: "liberation",
    "DejaVu Sans": "dejavu",  # wide
    "Noto Sans": "noto",  # tall
    "Roboto": "roboto/unhinted",
}
"""Fonts of phones and computers, and where Debian puts them below ``/usr/share/fonts/truetype``."""

CHROMIUM_FLAGS = [
    "--no-sandbox",  # tests may run as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A process is started in advance for each page that is closed, and each window loads two pages of its own, to be
    # ready for who types into its address bar: five times what an empty page costs. And each document gets a frame of
    # its own, with all that paints it, where the one before could lend its own: a tenth of a journey.
    "--disable-features=SpareRendererForSitePerProcess,WebUIOmniboxPopup,WebUIOmniboxAimPopup,RenderDocument",
    "--renderer-process-limit=1",  # a page that was emptied keeps its process for the next address
    # Room for what scripts throw away soon, and no threads of theirs that compile or tidy up in advance.
    "--js-flags=--min-semi-space-size=32 --single-threaded",
]


WITH_WINDOWS = ("chromium", "chromium-browser", "google-chrome")
WITHOUT_WINDOWS = "chromium-headless-shell"
"""The same engine without a browser around it: a page costs half the processor time, and a context a third."""


def chromium(*names: str) -> str:
    """The first of these programs that is installed."""
    executable = next(filter(None, map(shutil.which, names)), None)
    assert executable, "no Chromium: run `make programs`"
    return executable


def font_config(font: str, folder: Path) -> Path:
    """A file like `fonts.conf` that offers another of `FONT_FOLDERS` alone, written into the folder."""
    text = FONTS.read_text(encoding="utf-8").replace("truetype/liberation", f"truetype/{FONT_FOLDERS[font]}")
    for family in (LIBERATION, "Liberation Serif", "Liberation Mono"):
        text = text.replace(f"<string>{family}<", f"<string>{font}<").replace(f"<family>{family}<", f"<family>{font}<")
    path = folder / "fonts.conf"
    path.write_text(text, encoding="utf-8")
    return path


def launch(playwright: Playwright, fonts: Path = FONTS, *, keeps_pages: bool = False) -> Browser:
    """Start Chromium. It finds the fonts of a configuration and no other.

    ``keeps_pages`` is whether Back brings a page as it was left, as for readers; Playwright lets it be loaded anew.
    """
    environ: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    return playwright.chromium.launch(
        executable_path=chromium(*WITH_WINDOWS) if keeps_pages else chromium(WITHOUT_WINDOWS, *WITH_WINDOWS),
        args=CHROMIUM_FLAGS,
        env=environ,
        ignore_default_args=["--disable-back-forward-cache"] if keeps_pages else None,
    )
