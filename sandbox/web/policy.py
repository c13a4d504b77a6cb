"""The Content-Security-Policy and other headers that restrict browsers: the same on a static host as here."""

from collections.abc import Iterable

_UNUSED_FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
"""Features of browsers that this site never uses."""

_YEAR = 365 * 24 * 3600
"""Seconds. Half a year is the least that the HTTP Observatory accepts."""


def headers(scripts: Iterable[str], *, https: bool, sandbox: str = "", framed_by: Iterable[str] = ()) -> dict[str, str]:
    """The headers.

    ``scripts`` are the hashes of the inline scripts of all pages. ``sandbox`` is the origin that forms are sent to, if
    it isn't the page's own; ``framed_by`` the origins that may put a page into a frame.

    The referrer is the origin alone, and never less: without it a browser calls the origin of a form "null".
    """
    elsewhere = f" {sandbox}" if sandbox else ""
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *scripts]),
        "style-src": "'self'",
        "img-src": "'self' data:",  # the theme's icons stand in its style sheets
        "connect-src": f"'self'{elsewhere}",
        "worker-src": "'self'",  # for reading offline
        "form-action": f"'self'{elsewhere}",
        "base-uri": "'none'",
        "object-src": "'none'",
        "frame-ancestors": " ".join(framed_by) or "'none'",
    }
    found = {
        "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in directives.items()),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED_FEATURES),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if https:
        found["Strict-Transport-Security"] = f"max-age={_YEAR}"
    return found
