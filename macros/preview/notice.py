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
        shown = notice()
        if not shown:
            unchanged: Iterable[bytes] = pages(environ, start_response)
            return unchanged
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        answer: Any = pages(environ, lambda status, headers, *_: begun.append((status, headers)))
        try:
            body = b"".join(answer)
        finally:
            getattr(answer, "close", lambda: None)()
        status, headers = begun[0]
        if dict(headers).get("Content-Type", "").startswith("text/html"):
            body = _BODY.sub(lambda found: found[0] + shown.encode(), body, count=1)
            headers = [(name, value) for name, value in headers if name != "Content-Length"]
            headers.append(("Content-Length", str(len(body))))
        start_response(status, headers)
        return [body]

    return application
