"""All actions, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from sandbox.account import (
    codes,
    delivery,
    lost_sim,
    password_change,
    profile,
    recovery,
    registration,
    sessions,
    sign_in,
)
from sandbox.account.action import Action

ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        action.name: action
        for subject in (registration, codes, sign_in, recovery, profile, password_change, sessions, lost_sim, delivery)
        for action in subject.ACTIONS
    }
)
