"""What stands in a walkthrough's file for a code or a link, which only a run knows (`walkthrough.PLACEHOLDERS`)."""

from collections.abc import Mapping
from datetime import datetime

from sandbox.account.state import Account


def fill(example: Mapping[str, str], account: Account, clock: datetime) -> dict[str, str]:
    """An example with its placeholders filled in from what the training phone shows."""
    known = _known_to_the_phone(account, clock)
    return {name: known.get(value[1:-1], value) if value[:1] == "{" else value for name, value in example.items()}


def _known_to_the_phone(account: Account, clock: datetime) -> dict[str, str]:
    values: dict[str, str] = {}
    for message in account.inbox(clock):
        values |= message.values
    code = values.get("code", "")
    wrong_code = f"{(int(code) + 1) % 1_000_000:06}" if code else "000000"
    return {"code": code, "wrong_code": wrong_code, "link": values.get("link", "")}
