"""Whether an SMS can reach the subscriber's phone."""

from sandbox.account.state import Account


def gets_messages(account: Account) -> bool:
    """A blocked SIM receives nothing."""
    return not account.sim_blocked
