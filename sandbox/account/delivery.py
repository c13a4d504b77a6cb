"""Why an SMS may not reach the subscriber's phone, and what helps."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from sandbox.account.state import Account, Sim
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import accepted, refused
from sandbox.frozen import replace

IDLE = timedelta(hours=72)
COOLING = timedelta(hours=24)
"""A SIM that was idle for 72 hours gets no SMS for 24 hours more (press, 19.11.2025)."""

REMEDIES: Mapping[str, str] = MappingProxyType(
    {"unblock_sim": "sim_blocked", "lift_cooling": "cooling", "allow_mailings": "mailing_ban"}
)
"""What the support can do → the obstacle that it removes, in the order in which obstacles are found."""


def obstacle(sim: Sim, now: datetime) -> str | None:
    """What keeps an SMS from the phone: the first of the obstacles, since it hides the others."""
    if sim.blocked:
        return "sim_blocked"
    if sim.cooling_until and sim.cooling_until > now:
        return "cooling"
    return "mailing_ban" if sim.mailings_refused else None


REMEDY_NOT_NEEDED = refused("remedy_not_needed")
SIM_UNBLOCKED = accepted("sim_unblocked")
COOLING_LIFTED = accepted("cooling_lifted")
MAILINGS_ALLOWED = accepted("mailings_allowed")
REMEDY_OUTCOMES = (SIM_UNBLOCKED, COOLING_LIFTED, MAILINGS_ALLOWED, REMEDY_NOT_NEEDED)


def remove_obstacle(press: Press[Account]) -> Result[Account]:
    """Ask the support to remove an obstacle."""
    account, sim, now = press.state, press.state.sim, press.now
    remedy = press.given["remedy"]
    found = obstacle(sim, now)
    if found != REMEDIES.get(remedy, ""):
        return Result(account, REMEDY_NOT_NEEDED())
    if found == "sim_blocked":
        idle = sim.idle_since is not None and now >= sim.idle_since + IDLE
        sim = replace(sim, blocked=False, idle_since=None, cooling_until=now + COOLING if idle else None)
        return Result(replace(account, sim=sim), SIM_UNBLOCKED(), {"remedy": remedy})
    if found == "cooling":
        sim = replace(sim, cooling_until=None)
        return Result(replace(account, sim=sim), COOLING_LIFTED(), {"remedy": remedy})
    sim = replace(sim, mailings_refused=False)
    return Result(replace(account, sim=sim), MAILINGS_ALLOWED(), {"remedy": remedy})


ACTIONS = (
    Action(
        "remove_obstacle",
        remove_obstacle,
        REMEDY_OUTCOMES,
        (Field("remedy", "choice", tuple(REMEDIES)),),
    ),
)
