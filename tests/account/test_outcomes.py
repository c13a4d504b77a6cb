"""The table of outcomes: what is foreign, and what its numbers count."""

from sandbox.account.actions import OUTCOMES
from sandbox.account.waits import WAITS
from sandbox.engine.outcome import OutcomeType
from tests.support.at_once import at_once


@at_once("name", [name for name in OUTCOMES if name.endswith("_not_for_training")])
def test_what_is_not_for_training_must_not_stay_on_the_screen(name: str) -> None:
    assert OUTCOMES[name].foreign


@at_once("outcome", [outcome for outcome in OUTCOMES.values() if outcome.foreign])
def test_what_is_foreign_is_refused(outcome: OutcomeType) -> None:
    assert outcome.refusal


@at_once("outcome", [outcome for outcome in OUTCOMES.values() if outcome.values])
def test_numbers_are_in_the_units_that_their_names_tell(outcome: OutcomeType) -> None:
    for name, unit in outcome.values.items():
        assert unit in ("count", "seconds", "kopecks")
        assert (unit == "seconds") == name.endswith("_in")
        assert unit == "count" or not name.endswith("_left")


WAIT_OF = {
    "on_the_way": "sms",
    "reset_link_requested": "link_resend",
    "too_soon": "resend",
    "too_often": "resend",
    "letter": "sms",
    "locked": "unlock",
}


def test_a_refusal_is_out_of_date_after_the_wait_that_its_words_name() -> None:
    until = {name: outcome.until for name, outcome in OUTCOMES.items() if outcome.until}
    assert set(until.values()) <= set(WAITS)
    assert until == {
        name: next(wait for word, wait in WAIT_OF.items() if word in name)
        for name, outcome in OUTCOMES.items()
        if {"arrives_in", "retry_in"} & outcome.values.keys()
    } | {"password_still_new": "password_reminder"}


def test_calling_a_type_gives_an_outcome_of_it() -> None:
    outcome = OUTCOMES["top_up_too_small"]("sum", least=100_00)
    assert (outcome.name, outcome.fields, outcome.values) == ("top_up_too_small", ("sum",), {"least": 100_00})
    assert outcome.is_a(OUTCOMES["top_up_too_small"])
    assert not outcome.is_a(OUTCOMES["top_up_too_large"])
