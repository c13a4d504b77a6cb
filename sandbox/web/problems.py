"""Which problem an error is."""

from starlette.exceptions import HTTPException

from sandbox.storage import StoreUnavailableError
from sandbox.web.limits import ProblemError

_PROBLEMS = {
    400: "bad_request",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    408: "slow",
    413: "too_large",
    421: "misdirected",
    503: "unavailable",
}


def name_of(error: Exception) -> str:
    """Its name in the wording."""
    return error.name if isinstance(error, ProblemError) else _PROBLEMS.get(status_of(error), "broken")


def status_of(error: Exception) -> int:
    """The status of its answer."""
    if isinstance(error, HTTPException):
        return error.status_code
    return 503 if isinstance(error, StoreUnavailableError) else 500
