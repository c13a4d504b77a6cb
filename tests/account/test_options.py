"""Options: paid at once, refused before any money moves, and charged no more once they are off."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import option_charges, options
from sandbox.account.fees import settle
from sandbox.account.ledger import Entry
from sandbox.account.messages import Message
from sandbox.account.moments import add_month
from sandbox.account.options import NEEDED, OFFERED, OPTIONS, UNASKED
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2025, 7, 14, 9, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
START = STARTING_POINTS["with-options"](SECRETS)


def turn_on(name: str, account: Account = START, now: datetime = NOW) -> Result[Account]:
    return options.turn_on_option(Press(account, {"option": name}, now, SECRETS))


def turn_off(name: str, account: Account = START, now: datetime = NOW) -> Result[Account]:
    return options.turn_off_option(Press(account, {"own_option": name}, now, SECRETS))


def check(account: Account, now: datetime) -> Outcome:
    return option_charges.check_charges(Press(account, {"charge_day": "20 июня"}, now, SECRETS)).outcome


def names(account: Account) -> list[str]:
    return [option.name for option in account.services.options]


def test_what_is_turned_on_is_paid_at_once_and_again_a_month_later() -> None:
    result = turn_on("more_data")
    assert result.outcome == Outcome("option_turned_on", values={"charged": 100_00})
    assert result.kept == {"option": "more_data"}
    assert names(result.state) == [*names(START), "more_data"]
    assert result.state.money.history[-1] == Entry("option_fee", -100_00, NOW, "more_data")
    assert result.state.messages == (Message("option_turned_on", NOW, {"option": "more_data", "sum": "10000"}),)
    month_later = settle(turn_off(UNASKED, result.state).state, add_month(NOW))
    assert Entry("option_fee", -100_00, add_month(NOW), "more_data") in month_later.money.history


def test_another_option_than_the_needed_one_is_turned_on_and_said_to_be_another() -> None:
    result = turn_on("ringtone")
    assert result.outcome == Outcome("other_option_turned_on")
    assert "ringtone" in names(result.state)
    assert result.state.money.balance == START.money.balance - 60_00


def test_what_costs_nothing_leaves_no_line_in_the_history() -> None:
    account = turn_off("spam_shield").state
    again = turn_on("spam_shield", account).state
    assert "spam_shield" in names(again)
    assert again.money.history == START.money.history
    assert settle(again, NOW + timedelta(days=5)).money.history == START.money.history


@at_once(
    ("name", "outcome"),
    [
        ("", Outcome("option_not_chosen")),
        ("golden", Outcome("option_not_chosen")),
        (UNASKED, Outcome("option_not_chosen")),
        ("spam_shield", Outcome("option_already_on")),
        ("night_data", Outcome("option_conflicts")),
        ("calls_abroad", Outcome("option_too_expensive", values={"missing": 900_00 - START.money.balance})),
    ],
)
def test_a_refusal_to_turn_on_changes_nothing(name: str, outcome: Outcome) -> None:
    assert turn_on(name) == Result(START, outcome)


def test_the_last_kopeck_is_enough() -> None:
    account = changed(START, money={"history": (Entry("opening", 100_00, NOW),)})
    assert turn_on("more_data", account).state.money.balance == 0


def test_without_the_one_that_hinders_the_other_can_be_turned_on() -> None:
    account = turn_off("weekend_data").state
    account = turn_on("night_data", account).state
    assert "night_data" in names(account)
    assert turn_on("weekend_data", account).outcome == Outcome("option_conflicts")


def test_a_conflict_is_mutual_and_the_needed_option_has_none() -> None:
    for name, option in OPTIONS.items():
        for other in option.conflicts:
            assert name in OPTIONS[other].conflicts
    assert OPTIONS[NEEDED].conflicts == ()


def test_the_unasked_subscription_is_turned_off_without_money_back() -> None:
    result = turn_off(UNASKED)
    assert result.outcome == Outcome("option_turned_off")
    assert UNASKED not in names(result.state)
    assert result.state.money.balance == START.money.balance
    assert result.state.messages == (Message("option_turned_off", NOW, {"option": UNASKED}),)


def test_another_option_than_the_unasked_one_is_off_too_and_can_be_turned_on_again() -> None:
    result = turn_off("weekend_data")
    assert result.outcome == Outcome("other_option_turned_off")
    assert names(result.state) == ["spam_shield", UNASKED]
    assert turn_on("weekend_data", result.state).outcome == Outcome("other_option_turned_on")
    assert "weekend_data" in OFFERED


@pytest.mark.parametrize(
    ("name", "outcome"), [("", "option_not_chosen"), ("golden", "option_not_chosen"), ("more_data", "option_not_on")]
)
def test_a_refusal_to_turn_off_changes_nothing(name: str, outcome: str) -> None:
    assert turn_off(name) == Result(START, Outcome(outcome))


def test_what_is_off_is_charged_no_more_and_the_rest_still_is() -> None:
    october = NOW.replace(month=10)
    rich = changed(START, money={"history": (Entry("opening", 9_000_00, NOW), *START.money.history)})
    kept = settle(rich, october).money.history[len(rich.money.history) :]
    off = settle(turn_off(UNASKED, rich).state, october).money.history[len(rich.money.history) :]
    assert [entry for entry in kept if entry.service != UNASKED] == list(off)
    assert len([entry for entry in kept if entry.service == UNASKED]) == 3


def test_that_the_charges_have_stopped_shows_only_when_the_next_one_would_have_come() -> None:
    due = next(option for option in START.services.options if option.name == UNASKED).next_fee_at
    off = turn_off(UNASKED).state
    assert check(settle(off, due - timedelta(seconds=1)), due - timedelta(seconds=1)) == Outcome("charge_day_ahead")
    assert check(settle(off, due), due) == Outcome("charges_stopped")
    assert check(settle(START, due), due) == Outcome("charge_day_ahead"), "it is still on"


def test_the_day_of_the_last_charge_is_read_in_the_history() -> None:
    due = next(option for option in START.services.options if option.name == UNASKED).next_fee_at
    off = settle(turn_off(UNASKED).state, due)
    right = option_charges.check_charges(Press(off, {"charge_day": "20.06"}, due, SECRETS))
    assert right == Result(off, Outcome("charges_stopped"), {"charge_day": "20.06.2025"})
    wrong = option_charges.check_charges(Press(off, {"charge_day": "20.07"}, due, SECRETS))
    assert wrong == Result(off, Outcome("charge_day_misread", ("charge_day",)))


def test_nothing_was_charged_for_where_there_never_was_a_subscription() -> None:
    registered = STARTING_POINTS["registered"](SECRETS)
    assert check(registered, NOW) == Outcome("charge_day_misread", ("charge_day",))


def open_section(section: str) -> Result[Account]:
    return options.open_options(Press(START, {"section": section}, NOW, SECRETS))


def test_the_list_is_behind_its_own_button() -> None:
    assert open_section("options") == Result(START, Outcome("options_opened"), {"section": "options"})
    for other in ("tariffs", "top_up", "autopay", ""):
        assert open_section(other) == Result(START, Outcome("other_button_pressed"))


def name_new(option: str, account: Account, now: datetime) -> Result[Account]:
    return options.check_options(Press(account, {"new_option": option}, now, SECRETS))


def test_the_new_option_is_named_once_its_sms_has_come() -> None:
    account = turn_on(NEEDED).state
    early = name_new(NEEDED, account, NOW)
    assert early == Result(account, Outcome("message_on_the_way", values={"arrives_in": 5}))
    arrives = account.messages[-1].arrives_at
    assert name_new(NEEDED, account, arrives) == Result(account, Outcome("options_checked"), {"new_option": NEEDED})
    for other in ("weekend_data", UNASKED, "ringtone", ""):
        assert name_new(other, account, arrives) == Result(account, Outcome("new_option_misread"))


def restore(account: Account) -> Result[Account]:
    return options.restore_option(Press(account, {}, NOW, SECRETS))


def test_what_was_turned_off_needlessly_is_named_and_can_be_had_back() -> None:
    assert options.missed(START) == ()
    assert options.missed(turn_off(UNASKED).state) == (), "this one nobody wanted"
    assert restore(START) == Result(START, Outcome("nothing_to_restore"))
    without = turn_off("spam_shield", turn_off("weekend_data").state).state
    assert options.missed(without) == ("spam_shield", "weekend_data")
    free = restore(without)
    assert (free.outcome, options.missed(free.state)) == (Outcome("option_restored"), ("weekend_data",))
    assert free.state.money == without.money
    paid = restore(free.state).state
    assert options.missed(paid) == ()
    assert paid.money.history[-1] == Entry("option_fee", -80_00, NOW, "weekend_data")
    assert (paid.messages[-1].kind, paid.messages[-1].values["option"]) == ("option_turned_on", "weekend_data")


def test_what_does_not_work_beside_it_goes_when_an_option_comes_back() -> None:
    night = turn_on("night_data", turn_off("weekend_data").state).state
    back = restore(night)
    assert back.outcome == Outcome("option_restored")
    assert "night_data" not in back.state.services.option_names


def test_an_option_comes_back_only_if_there_is_money_for_it() -> None:
    poor = changed(turn_off("weekend_data").state, money={"history": (Entry("opening", 79_00, NOW),)})
    assert restore(poor) == Result(poor, Outcome("option_too_expensive", values={"missing": 1_00}))
