"""The named states that walkthroughs begin from, and the training subscriber they all share."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from sandbox.account.action import Secrets
from sandbox.account.state import Account, Entry, Person

NUMBER = "79070000001"
PERSON = Person(last_name="Иванов", first_name="Иван", middle_name="Иванович")
OPENING_BALANCE = 350_00
"""Kopecks."""
OPENED_AT = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)
PASSWORD = "Синий-чайник-27"  # noqa: S105 - a published training password, shown to every learner


def _new_subscriber(secrets: Secrets) -> Account:
    return Account(NUMBER, PERSON)


def _registered(secrets: Secrets) -> Account:
    return Account(
        NUMBER,
        PERSON,
        number_confirmed=True,
        password_hash=secrets.known_password_hash(PASSWORD),
        history=(Entry("opening", OPENING_BALANCE, OPENED_AT),),
    )


def _signed_in(secrets: Secrets) -> Account:
    return replace(_registered(secrets), signed_in=True)


STARTING_POINTS: Mapping[str, Callable[[Secrets], Account]] = MappingProxyType(
    {
        "new-subscriber": _new_subscriber,
        "registered": _registered,
        "signed-in": _signed_in,
    }
)
