"""Pages of a browser that one test after another uses."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import Browser, CDPSession, Error, Page, Request, ViewportSize

from tests.support.browser_steps import DESKTOP


class PagePool:
    """Pages that are emptied after a test and given to the next one.

    A new page costs a second of processor time for its process, three times what it takes to load a page of the site.
    Each set of options has one page. A test that needs two at once, the clock of Playwright or an untouched cache
    opens a context of its own.
    """

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._pages: dict[tuple[tuple[str, Any], ...], Page] = {}
        self._sessions: dict[Page, CDPSession] = {}

    @contextmanager
    def page(
        self,
        size: ViewportSize = DESKTOP,
        scheme: Literal["light", "dark"] = "light",
        reduced_motion: bool = False,
        **options: object,
    ) -> Iterator[Page]:
        """A page like that of a browser just installed. ``options`` are those of a context (`Browser.new_context`).

        It has no service worker unless told: to keep for reading offline what is opened takes a sixth of an opening.
        """
        key = tuple(sorted(options.items()))
        page = self._pages.get(key) or self._open(options)
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce" if reduced_motion else "no-preference")
        self._pages.pop(key, None)
        yield page
        try:
            self._empty(page)
            self._pages[key] = page
        except Error:  # what a test has left in disorder is closed
            page.context.close()

    def _open(self, options: Mapping[str, Any]) -> Page:
        given = {"service_workers": "block", **options}
        return self._browser.new_context(base_url=self._address, locale="ru-RU", **given).new_page()

    def _empty(self, page: Page) -> None:
        context = page.context
        for other in context.pages:
            if other != page:
                other.close()
        context.unroute_all(behavior="ignoreErrors")
        page.unroute_all(behavior="ignoreErrors")
        context.set_offline(False)
        page.evaluate("if (location.origin !== 'null') sessionStorage.clear()")
        page.goto("about:blank")
        page.emulate_media(media="null")
        self._session(page).send("Storage.clearDataForOrigin", {"origin": self._address, "storageTypes": "all"})
        context.clear_cookies()

    def _session(self, page: Page) -> CDPSession:
        """To begin one takes longer than what it is asked for."""
        if page not in self._sessions:
            self._sessions[page] = page.context.new_cdp_session(page)
        return self._sessions[page]

    @contextmanager
    def faultless_page(self, *, java_script_enabled: bool) -> Iterator[Page]:
        """A page that must neither fail nor ask another origin for anything."""
        faults: list[str] = []

        def keep_fault(error: Error) -> None:
            faults.append(str(error))

        def keep_foreign(request: Request) -> None:
            if not request.url.startswith(f"{self._address}/"):
                faults.append(request.url)

        with self.page(reduced_motion=True, java_script_enabled=java_script_enabled) as page:
            page.on("pageerror", keep_fault)
            page.on("request", keep_foreign)
            yield page
            page.remove_listener("pageerror", keep_fault)
            page.remove_listener("request", keep_foreign)
        assert faults == []

    def close(self) -> None:
        for page in self._pages.values():
            page.context.close()
