"""Who may see the editors' page: who knows the password, or whoever sits at the machine that serves it."""

import base64
import binascii
import hmac
import ipaddress
import time
from collections import deque
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request

from sandbox.settings import LOCAL
from sandbox.web.limits import ProblemError

WRONG_A_MINUTE = 10
"""So many wrong passwords are taken in a minute, from all together: behind a proxy nobody's address is known."""

_ASK = {"WWW-Authenticate": 'Basic realm="editors", charset="UTF-8"'}
_FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip")
"""Headers of a proxy: whoever it speaks for may be anywhere. Ours sends «Via» (``sandbox/deploy/sandbox.conf``)."""


class Access:
    """Lets an editor in. ``allowed`` is the password or `LOCAL`."""

    def __init__(self, allowed: str, now: Callable[[], float] = time.monotonic) -> None:
        self._allowed, self._now = allowed, now
        self._wrong: deque[float] = deque(maxlen=WRONG_A_MINUTE)

    def check(self, request: Request) -> None:
        """Return if whoever asks is an editor. Raises `HTTPException`: 404 elsewhere, 401, 429 after many guesses."""
        if self._allowed == LOCAL:
            if not _is_of_this_machine(request):
                raise HTTPException(404)
            return
        given = _password_of(request)
        if given is None:
            raise ProblemError(401, "password_needed", _ASK)
        if len(self._wrong) == WRONG_A_MINUTE and self._now() - self._wrong[0] < 60:
            raise ProblemError(429, "too_many_passwords", {"Retry-After": "60"})
        if not hmac.compare_digest(given, self._allowed.encode()):
            self._wrong.append(self._now())
            raise ProblemError(401, "password_needed", _ASK)


def _password_of(request: Request) -> bytes | None:
    """The password of HTTP Basic, whatever name stands before it."""
    scheme, _, encoded = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        _, colon, password = base64.b64decode(encoded.strip(), validate=True).partition(b":")
    except (binascii.Error, ValueError):
        return None
    return password if colon else None


def _is_of_this_machine(request: Request) -> bool:
    """Whether a browser on this machine asks, itself and by the machine's own name."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    return _is_loopback(request.client.host if request.client else "") and _is_loopback(request.url.hostname or "")


def _is_loopback(name: str) -> bool:
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
