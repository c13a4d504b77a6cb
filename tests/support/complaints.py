"""What a browser itself says of a page: errors, warnings, and what the page's policy forbids."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import ConsoleMessage, Error, Page


@contextmanager
def complaints_of(page: Page) -> Iterator[list[str]]:
    """All that it complains of until the end, each with the address at which it did."""
    complaints: list[str] = []

    def keep_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"{page.url}: {message.text}")

    def keep_error(error: Error) -> None:
        complaints.append(f"{page.url}: {error}")

    page.on("console", keep_message)
    page.on("pageerror", keep_error)
    yield complaints
    page.remove_listener("console", keep_message)
    page.remove_listener("pageerror", keep_error)
