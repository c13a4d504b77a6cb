"""What is wrong, on the page that the editor looks at: file, line, the line itself, and what to write instead."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sandbox.content.errors import ContentError
from sandbox.frozen import dataclass

_BODY = re.compile(rb"<body[^>]*>")


@dataclass(frozen=True)
class ShownMistake:
    """``source`` is the line as it stands in the file, empty if there is none."""

    place: str
    source: str
    text: str


def shown_mistakes(root: Path, errors: Iterable[ContentError]) -> list[ShownMistake]:
    """The mistakes with the lines at which they stand. Their paths begin at the root."""
    return [
        ShownMistake(f"{error.path}:{error.line}", _line(root / error.path, error.line), error.message)
        for error in errors
    ]


def _line(path: Path, number: int) -> str:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return lines[number - 1] if number <= len(lines) else ""


def with_notice(pages: Any, notice: Callable[[], str]) -> Any:
    """The WSGI application ``pages``, with a notice (HTML) at the top of each page while there is one."""

    def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        answer: Any = pages(environ, lambda status, headers, *_: begun.append((status, headers)))
        # Asked for only now: a page may wait for a build, and counts as made by it. What that found must stand on the
        # page, for nothing would bring it there later.
        shown = notice()
        if not (shown and begun and dict(begun[0][1]).get("Content-Type", "").startswith("text/html")):
            for each in begun:
                start_response(*each)
            unchanged: Iterable[bytes] = answer
            return unchanged
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        status, headers = begun[0]
        body = _BODY.sub(lambda found: found[0] + shown.encode(), body, count=1)
        headers = [(name, value) for name, value in headers if name != "Content-Length"]
        start_response(status, [*headers, ("Content-Length", str(len(body)))])
        return [body]

    return application
