"""All actions, by name."""

from collections.abc import Mapping
from types import MappingProxyType

from sandbox.account import codes, linked_identities, profile, recovery, registration, salon, sign_in
from sandbox.account.action import Action

ACTIONS: Mapping[str, Action] = MappingProxyType(
    {
        action.name: action
        for subject in (registration, codes, sign_in, recovery, profile, linked_identities, salon)
        for action in subject.ACTIONS
    }
)
