"""All actions and outcomes, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from sandbox.account import (
    admission,
    autopay,
    autopay_in_use,
    call_details,
    calls,
    code_use,
    codes,
    delivery,
    fraud,
    linked_identities,
    lost_sim,
    money,
    option_charges,
    options,
    password_change,
    phone_acts,
    profile,
    recovery,
    registration,
    salon,
    sessions,
    sign_in,
    tariffs,
    visitors,
)
from sandbox.account.state import Account
from sandbox.engine.action import Action
from sandbox.engine.outcome import OutcomeType

SUBJECTS = (
    registration,
    codes,
    sign_in,
    admission,
    recovery,
    profile,
    linked_identities,
    code_use,
    salon,
    password_change,
    sessions,
    lost_sim,
    delivery,
    money,
    tariffs,
    options,
    option_charges,
    fraud,
    calls,
    visitors,
    phone_acts,
    autopay,
    autopay_in_use,
    call_details,
)

ACTIONS: Mapping[str, Action[Account]] = MappingProxyType(
    {action.name: action for subject in SUBJECTS for action in subject.ACTIONS}
)

OUTCOMES: Mapping[str, OutcomeType] = MappingProxyType(
    {outcome.name: outcome for action in ACTIONS.values() for outcome in action.outcomes}
)
"""All that an action can lead to. The words are in ``walkthroughs/wording/``."""
