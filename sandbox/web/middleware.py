"""Middleware for every request and every answer."""

import ipaddress
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.web.sessions import SITE_PATH

_HOST = re.compile(r"(?:[^\s\[\]:/?#@\\]*|\[[0-9a-fA-F:.]+\])(?::[0-9]*)?")
MISDIRECTED = "sandbox.misdirected"
"""An extension of the ASGI scope: the request was sent to a name that isn't ours."""

_NAMES_KEPT = 64
"""Of so many different names is known whether they are ours; nearly all requests are sent to one."""

Header = tuple[bytes, bytes]
"""A name in small letters and a value, as they are sent."""


class PublicAddress:
    """Makes a request look as it did to the browser, and marks one that was sent to another's name.

    A name that leads here without our doing is somebody's who wants to use the site as theirs. An address of the
    network is nobody's name, and neither are ``localhost`` and the name to listen on, ``listens``.

    Behind a proxy only the setting knows the scheme and the host of the public address. What a client sends
    (``Host``, ``X-Forwarded-*``) is replaced or ignored, so that no address is made from it.
    ``path`` is that of the site in its address, such as ``/guide``. Inside, all paths are without it, whether the proxy
    hands it on or not; `SafeAnswers` puts it before the addresses of redirects.
    """

    def __init__(self, app: ASGIApp, public_url: str, path: str, listens: str) -> None:
        self._app = app
        self._scheme, self._host = urlsplit(public_url)[:2]
        self._path = path
        self._names = {"", "localhost", listens.lower(), urlsplit(public_url).hostname or ""}
        self._is_ours = lru_cache(_NAMES_KEPT)(self._belongs_to_us)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not self._is_ours(Headers(scope=scope).get("host", "")):
            scope = {**scope, "extensions": {**scope.get("extensions", {}), MISDIRECTED: {}}}
        scope = {**scope, SITE_PATH: self._path, "path": self._within(scope["path"])}
        if self._host:
            others = [(name, value) for name, value in scope["headers"] if name != b"host"]
            headers = [(b"host", self._host.encode("ascii")), *others]
            scope |= {"scheme": self._scheme, "headers": headers}
        await self._app(scope, receive, send)

    def _within(self, path: str) -> str:
        rest = path.removeprefix(self._path)
        return rest if rest[:1] in ("", "/") else path

    def _belongs_to_us(self, host: str) -> bool:
        name = urlsplit(f"//{host}").hostname if _HOST.fullmatch(host) else host
        return (name or "") in self._names or _is_address(name or "")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class SafeAnswers:
    """Adds headers to every answer, errors included, and makes each redirect relative.

    ``headers`` is called for each answer with whether it goes over https, and with the path of the request.
    The framework's own redirects repeat the host that the client sent; all of ours stay on the site.
    """

    def __init__(self, app: ASGIApp, headers: Callable[[bool, str], Sequence[Header]]) -> None:
        self._app = app
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _put(message["headers"], self._headers(scope["scheme"] == "https", scope["path"]))
                if "location" in headers:
                    headers["location"] = _within_the_site(headers["location"], scope.get(SITE_PATH, ""))
            await send(message)

        await self._app(scope, receive, send_safely)


def _put(headers: list[Header], ours: Sequence[Header]) -> None:
    """Add ours, each in the place of one of its name if there is one."""
    places = {name: place for place, (name, _) in enumerate(headers)}
    for header in ours:
        if header[0] in places:
            headers[places[header[0]]] = header
        else:
            headers.append(header)


def _within_the_site(location: str, path: str) -> str:
    """The location below the site's path, without its host. Two slashes at the beginning would name a host again."""
    parts = urlsplit(location)
    if not (parts.scheme or parts.netloc) and parts.path[:1] not in ("/", "\\"):
        return location  # relative to the address of the request
    return parts._replace(scheme="", netloc="", path=f"{path}/" + parts.path.lstrip("/\\")).geturl()
