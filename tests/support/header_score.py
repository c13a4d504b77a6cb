"""The scoring of MDN's HTTP Observatory, as far as one answer decides it.

The rules are those of ``mdn/mdn-http-observatory`` (``src/grader/charts.js`` for the points, ``src/analyzer/tests``
for what earns them), read in 2026. A score begins at 100; bonuses count from 90 on. Redirection to https
and HSTS belong to a host and not to an answer, and are left out: they take 0 points where https is set up.
"""

from collections.abc import Mapping

_PRIVATE_REFERRER = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_BROAD = {"*", "http:", "https:", "ftp:", "http://*", "https://*"}
_UNSAFE = {"'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "data:", *_BROAD}


def score(headers: Mapping[str, str]) -> int:
    """Points of an answer with these headers (names in lower case)."""
    csp = directives(headers)
    points = [
        _policy(csp),
        5 if headers.get("referrer-policy") in _PRIVATE_REFERRER else -5,
        0 if headers.get("x-content-type-options") == "nosniff" else -5,
        5 if "frame-ancestors" in csp else -20,
        10 if headers.get("cross-origin-resource-policy") in ("same-origin", "same-site") else 0,
        -50 if headers.get("access-control-allow-origin") == "*" else 0,
        _cookie(headers.get("set-cookie", "")),
    ]
    base = 100 + sum(each for each in points if each < 0)
    return base + sum(each for each in points if each > 0) if base >= 90 else base


def directives(headers: Mapping[str, str]) -> dict[str, set[str]]:
    """The Content-Security-Policy, taken apart."""
    parts = (part.split() for part in headers.get("content-security-policy", "").split(";") if part)
    return {name: set(values) for name, *values in parts}


def _policy(csp: Mapping[str, set[str]]) -> int:
    if not csp:
        return -25
    default = csp.get("default-src", {"*"})
    if (csp.get("script-src", default) | csp.get("object-src", default)) & _UNSAFE:
        return -20
    if csp.get("style-src", default) & _UNSAFE:
        return 0
    return 10 if default == {"'none'"} else 5


def _cookie(cookie: str) -> int:
    if not cookie:
        return 0
    attributes = {part.strip().lower() for part in cookie.split(";")}
    if "secure" not in attributes:
        return -20
    return 5 if any(each.startswith("samesite=") for each in attributes) else 0
