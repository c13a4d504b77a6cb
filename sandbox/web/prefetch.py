"""Speculation rules: a browser that knows them fetches the page that a link leads to just before it is pressed."""

import hashlib
import json

from sandbox.rendering.addresses import SANDBOX

TYPE = "application/speculationrules+json"
"""The only media type with which browsers take the rules."""
SUFFIX = ".speculationrules"


def rules(path: str) -> str:
    """For the site at this path in its address (``/guide``, or empty): its pages, when a link is about to be pressed.

    What the sandbox answers is never fetched in advance: it would be out of date by the next press.
    """
    where = {"and": [{"href_matches": f"{path}/*"}, {"not": {"href_matches": f"{path}{SANDBOX}*"}}]}
    return json.dumps({"prefetch": [{"where": where, "eagerness": "moderate"}]}, separators=(",", ":"))


def rules_file(path: str) -> str:
    """The file's place within the site; its name changes with its content."""
    return f"assets/prefetch.{hashlib.sha256(rules(path).encode()).hexdigest()[:8]}{SUFFIX}"


def headers(path: str) -> dict[str, str]:
    """What says to a browser that there are rules."""
    return {"Speculation-Rules": f'"{path}/{rules_file(path)}"'}
