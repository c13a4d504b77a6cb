"""All actions, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from sandbox.account import codes, money, profile, recovery, registration, sign_in, tariffs
from sandbox.account.action import Action

ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        action.name: action
        for subject in (registration, codes, sign_in, recovery, profile, money, tariffs)
        for action in subject.ACTIONS
    }
)
