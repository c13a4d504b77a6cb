"""Why an SMS may not reach the subscriber's phone, and what helps."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from sandbox.account.outcomes import Outcome
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Result, Secrets

IDLE = timedelta(hours=72)
COOLING = timedelta(hours=24)
"""A SIM that was idle for 72 hours gets no SMS for 24 hours more (FACTS.md, press of 19.11.2025)."""

REMEDIES: Mapping[str, str] = MappingProxyType(
    {"unblock_sim": "sim_blocked", "lift_cooling": "cooling", "allow_mailings": "mailing_ban"}
)
"""What the support can do → the obstacle that it removes, in the order in which obstacles are found."""


def obstacle(account: Account, now: datetime) -> str | None:
    """What stands in the way of an SMS: the first of the obstacles, since the others show only behind it."""
    if account.sim_blocked:
        return "sim_blocked"
    if account.cooling_until and account.cooling_until > now:
        return "cooling"
    return "mailing_ban" if account.mailings_refused else None


def remove_obstacle(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Ask the support to remove what is in the way."""
    remedy = given["remedy"]
    found = obstacle(account, now)
    if found != REMEDIES.get(remedy, ""):
        return Result(account, Outcome("remedy_not_needed"))
    if found == "sim_blocked":
        idle = account.idle_since is not None and now >= account.idle_since + IDLE
        account = replace(account, sim_blocked=False, idle_since=None, cooling_until=now + COOLING if idle else None)
        return Result(account, Outcome("sim_unblocked"), {"remedy": remedy})
    if found == "cooling":
        return Result(replace(account, cooling_until=None), Outcome("cooling_lifted"), {"remedy": remedy})
    return Result(replace(account, mailings_refused=False), Outcome("mailings_allowed"), {"remedy": remedy})


ACTIONS = (
    Action(
        "remove_obstacle",
        remove_obstacle,
        ("sim_unblocked", "cooling_lifted", "mailings_allowed", "remedy_not_needed"),
        (Field("remedy", "choice", tuple(REMEDIES)),),
    ),
)
