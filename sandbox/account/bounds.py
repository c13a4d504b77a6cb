"""How much one account may hold: whoever presses a button for ever fills neither the store nor the screen."""

from dataclasses import replace

from sandbox.account.state import Account

MOST_LINES = 100
"""Lines of the history. No walkthrough needs half of them, whatever is tried in it."""

MOST_MESSAGES = 30
"""SMS. No walkthrough needs half of them."""


def is_full(account: Account) -> bool:
    """Whether nothing more may be done: old lines can't go, for the balance is their sum."""
    return len(account.history) >= MOST_LINES


def forget_old_messages(account: Account) -> Account:
    """The account with its newest messages alone."""
    return replace(account, messages=account.messages[-MOST_MESSAGES:])
