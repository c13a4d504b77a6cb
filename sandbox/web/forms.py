"""Reading a form that was sent."""

import itertools
import re
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

FORM = "application/x-www-form-urlencoded"
MAX_FIELDS = 20
MAX_FIELD = 2000
"""Fields of a form, of which ours have ten at most, and characters of one: no field cuts a paste short, and the longest
SMS has some 1,500 characters.
In Russian letters as a browser encodes them it still is within `Limits.body_bytes`."""

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
"""Characters that no one-line field of a browser sends. A tab can be pasted."""


async def read_form(request: Request) -> dict[str, str]:
    """The form's fields. What our own pages can't have sent is refused: too long, another type, a field twice, or
    with more than a line.
    """
    if request.headers.get("content-type", FORM).split(";")[0].strip().lower() != FORM:
        raise HTTPException(400)
    body = await request.body()
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MAX_FIELDS, errors="strict")
    except ValueError as error:
        raise HTTPException(400) from error
    given = dict(pairs)
    if len(given) != len(pairs):
        raise HTTPException(400)
    texts = list(itertools.chain(*pairs))
    if any(len(text) > MAX_FIELD for text in texts):
        raise HTTPException(413)
    if _CONTROL.search("".join(texts)):
        raise HTTPException(400)
    return given
