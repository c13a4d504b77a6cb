"""Accounts as a test wants them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sandbox.account.state import Account


def changed(account: Account, **parts: Any) -> Account:
    """The account with other parts: whole ones, or (in a mapping) some values of one, as ``money={"history": ()}``."""
    whole = {
        name: replace(getattr(account, name), **part) if isinstance(part, Mapping) else part
        for name, part in parts.items()
    }
    return replace(account, **whole)
