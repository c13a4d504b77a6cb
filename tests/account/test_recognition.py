"""What was kept by an earlier edition is read by this one, and what this one doesn't know is not."""

import json
from dataclasses import replace
from typing import Any

import msgspec
import pytest

from sandbox.account.recognition import recognises
from sandbox.account.starting_points import BEGINS_AT, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.account.visits import Guest, Visits
from sandbox.content.rehearsal import PredictableSecrets
from tests.support.at_once import at_once

SECRETS = PredictableSecrets()
OF_LIFE = {
    "Account": ("mishaps",),
    "sim": ("lost_since", "used_until", "renewed_at"),
    "password": ("times_set", "set_at"),
    "one_time": ("number_confirmed",),
    "access": ("stale", "left_at", "stranger"),
    "proofs": ("passport",),
    "use": ("besides",),
    "visits": ("guests", "false_site", "blocked"),
}
"""What an account has had since there is a life in it: part → fields."""


def as_before(account: Account) -> bytes:
    kept: dict[str, Any] = json.loads(msgspec.json.encode(account))
    for part, names in OF_LIFE.items():
        for name in names:
            del (kept if part == "Account" else kept[part])[name]
    return json.dumps(kept).encode()


@pytest.mark.parametrize("start", ["new-subscriber", "registered", "no-sms"])
def test_an_account_from_before_there_was_a_life_in_it_is_read(start: str) -> None:
    account = STARTING_POINTS[start](SECRETS)
    read = msgspec.json.decode(as_before(account), type=Account)
    assert read == account
    assert recognises(read)


@at_once("start", STARTING_POINTS)
def test_every_start_is_recognised_and_survives_the_store(start: str) -> None:
    account = STARTING_POINTS[start](SECRETS)
    assert msgspec.json.decode(msgspec.json.encode(account), type=Account) == account
    assert recognises(account)


@pytest.mark.parametrize(
    "guest", [Guest("unheard-of", genuine=True, at=BEGINS_AT), Guest("call", True, BEGINS_AT, answer="unheard-of")]
)
def test_a_guest_that_is_not_known_any_more_is_not_recognised(guest: Guest) -> None:
    account = STARTING_POINTS["registered"](SECRETS)
    assert not recognises(replace(account, visits=Visits(guests=(guest,))))
