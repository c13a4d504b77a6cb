"""The way to the right site, and to the method that is practised."""

from datetime import UTC, datetime

from sandbox.account.actions import ACTIONS
from sandbox.account.registration import choose_method
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press
from sandbox.engine.outcome import Outcome
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
NEW = STARTING_POINTS["new-subscriber"](SECRETS)


def test_the_methods_stand_in_the_order_of_the_article() -> None:
    (field,) = ACTIONS["choose_method"].fields
    assert field.choices == ("phone", "vk", "mail_ru")


def test_the_phone_is_the_method_that_is_practised() -> None:
    result = choose_method(Press(NEW, {"method": "phone"}, NOW, SECRETS))
    assert (result.outcome, result.kept) == (Outcome("method_chosen"), {"method": "phone"})


@at_once("method", ["vk", "mail_ru", "", "Phone", "gosuslugi"])
def test_another_method_does_not_lead_on(method: str) -> None:
    result = choose_method(Press(NEW, {"method": method}, NOW, SECRETS))
    assert (result.outcome, result.kept) == (Outcome("other_method_chosen"), {})
