"""Reading a form that was sent."""

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

FORM = "application/x-www-form-urlencoded"
MAX_BODY = 16 * 1024
MAX_FIELDS = 20
"""Bytes and fields of a form; the longest one that we send has a few hundred bytes and four fields."""


async def read_form(request: Request) -> dict[str, str]:
    """The form's fields. What our own pages can't have sent is refused: too long, another type, a field twice."""
    if request.headers.get("content-type", FORM).split(";")[0].strip().lower() != FORM:
        raise HTTPException(400)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(413)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
    except ValueError as error:
        raise HTTPException(400) from error
    given = dict(pairs)
    if len(given) != len(pairs):
        raise HTTPException(400)
    return given


def wants_fragment(request: Request) -> bool:
    """Whether a script asks, which swaps a part of its page, or a browser, which shows a whole one."""
    return request.headers.get("x-walkthrough") == "fragment"
