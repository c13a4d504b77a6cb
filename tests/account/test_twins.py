"""What judges in a walkthrough and what merely does it in a life share one rule: they do the same to the account."""

from sandbox.account.actions import ACTIONS
from sandbox.account.ledger import Autopay
from sandbox.account.starting_points import BEGINS_AT, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = BEGINS_AT
SECRETS = PredictableSecrets()
START = {name: start(SECRETS) for name, start in STARTING_POINTS.items()}
SET_UP = changed(START["with-tariff"], money={"autopay": Autopay("day_15", amount=300_00, monthly_limit=1_000_00)})
CALLED = changed(START["no-sms"], proofs={"called": True, "control_word": True})
PROVED = changed(START["registered"], proofs={"passport": True})


def act(name: str, account: Account, **given: str) -> Result[Account]:
    known = {field.name: given.get(field.name, "") for field in ACTIONS[name].fields}
    return ACTIONS[name].rule(Press(account, known, NOW, SECRETS))


@at_once(
    ("judging", "twin", "account", "given", "more"),
    [
        ("choose_way", "set_way", START["signed-in"], {"way": "sbp"}, {"own_way": "sbp"}),
        ("change_tariff", "take_tariff", START["with-tariff"], {"tariff": "medium"}, {}),
        ("turn_off_option", "switch_option_off", START["with-options"], {"own_option": "horoscope"}, {}),
        ("turn_off_option", "switch_option_off", START["with-options"], {"own_option": "weekend_data"}, {}),
        ("turn_on_option", "switch_option_on", START["with-options"], {"option": "more_data"}, {}),
        ("turn_on_option", "switch_option_on", START["with-options"], {"option": "ringtone"}, {}),
        ("show_details", "look_at_details", START["with-options"], {"begin": "01.06.2025", "end": "30.06.2025"}, {}),
        ("agree_to_autopay", "confirm_autopay", SET_UP, {"most_a_month": "1000"}, {}),
        ("end_autopay", "turn_off_autopay", SET_UP, {"autopay_end": "turn_off"}, {}),
        ("choose_network", "choose_site", START["new-subscriber"], {"method": "vk"}, {"site": "vk"}),
        ("choose_sign_in_way", "choose_site", START["registered"], {"sign_in_way": "gosuslugi"}, {"site": "gosuslugi"}),
        ("get_new_sim", "restore_sim", changed(PROVED, sim={"lost": True, "blocked": True}), {}, {}),
        ("make_request", "ask_to_move", PROVED, {"request": "move"}, {}),
        ("remove_obstacle", "ask_for_remedy", CALLED, {"remedy": "unblock_sim"}, {}),
    ],
)
def test_twins_do_the_same(
    judging: str, twin: str, account: Account, given: dict[str, str], more: dict[str, str]
) -> None:
    assert act(judging, account, **given).state == act(twin, account, **given, **more).state != account


@at_once(
    ("twin", "account", "given", "outcome"),
    [
        ("take_tariff", START["with-tariff"], {"tariff": "small"}, "tariff_changed"),
        ("take_tariff", START["with-tariff"], {"tariff": "full"}, "tariff_too_expensive"),
        ("switch_option_off", START["with-options"], {"own_option": "weekend_data"}, "option_switched_off"),
        ("switch_option_off", START["with-options"], {"own_option": "ringtone"}, "option_not_on"),
        ("switch_option_on", START["with-options"], {"option": "night_data"}, "option_conflicts"),
        ("switch_option_on", START["with-options"], {"option": "calls_abroad"}, "option_too_expensive"),
        ("look_at_details", START["with-options"], {"begin": "01.06.2025", "end": "02.06.2025"}, "details_shown"),
        ("look_at_details", START["signed-in"], {"begin": "01.06.2025", "end": "02.06.2025"}, "nothing_found"),
        ("confirm_autopay", START["signed-in"], {}, "autopay_kind_not_chosen"),
        ("turn_off_autopay", START["signed-in"], {}, "autopay_not_on"),
        ("set_way", START["signed-in"], {"own_way": "link"}, "way_not_chosen"),
        ("choose_site", START["registered"], {"site": "ok"}, "site_not_chosen"),
        ("restore_sim", START["phone-lost"], {}, "passport_not_shown"),
        ("restore_sim", PROVED, {}, "sim_still_works"),
        ("ask_to_move", START["registered"], {}, "passport_not_shown"),
        ("ask_for_remedy", START["no-sms"], {"remedy": "unblock_sim"}, "caller_not_recognised"),
        ("show_passport", START["phone-lost"], {}, "passport_shown"),
    ],
)
def test_a_twin_says_only_what_happened(twin: str, account: Account, given: dict[str, str], outcome: str) -> None:
    assert act(twin, account, **given).outcome.name == outcome


def test_a_free_option_costs_nothing_and_nothing_is_said_of_a_charge() -> None:
    without = act("switch_option_off", START["with-options"], own_option="spam_shield").state
    result = act("switch_option_on", without, option="spam_shield")
    assert (result.outcome.name, result.outcome.values) == ("free_option_switched_on", {})
    assert result.state.money == without.money


def test_the_details_of_a_life_are_kept_whatever_is_in_them() -> None:
    looked = act("look_at_details", START["with-options"], begin="01.06.2025", end="02.06.2025").state
    assert looked.use.details
    assert act("show_details", START["with-options"], begin="01.06.2025", end="02.06.2025").state.use.details is None


def test_the_protections_are_set_at_once_and_saving_the_profile_keeps_them() -> None:
    account = act("set_security", START["signed-in"], message_on_sign_in="on").state
    assert account.profile.saved.message_on_sign_in
    saved = act("save_profile", act("fill_name", account, last_name="Иванов", first_name="Иван").state).state
    assert (saved.profile.saved.first_name, saved.profile.saved.message_on_sign_in) == ("Иван", True)
    off = act("set_security", saved).state
    assert not off.profile.saved.message_on_sign_in, "none at all may be chosen, too"


def test_leaving_the_profile_loses_the_draft_alone() -> None:
    account = act("set_security", START["signed-in"], code_at_sign_in="on").state
    left = act("leave_profile", act("fill_email", account, email="ivanov@mail.example").state)
    assert (left.outcome.name, left.state.profile.draft) == ("draft_left", account.profile.saved)


def test_saving_a_profile_in_a_life_sends_nothing() -> None:
    assert act("save_profile", START["signed-in"]).state.messages == ()


def test_from_ones_own_phone_the_short_number_answers() -> None:
    assert act("call_support", START["signed-in"], line="short").outcome.name == "support_answered"
    blocked = changed(START["signed-in"], sim={"blocked": True})
    assert act("call_support", blocked, line="short").outcome.name == "support_line_unreachable"


def test_an_account_that_moved_is_closed_here_and_open_where_else_it_was() -> None:
    account = changed(START["weak-password"], proofs={"passport": True})
    moved = act("ask_to_move", account)
    assert (moved.outcome.name, moved.state.access.signed_in) == ("account_moved", False)
    assert [session.own for session in moved.state.access.sessions] == [False, False]
    assert moved.state.sim.former_number == account.sim.number
    assert act("enter_number", moved.state, phone=account.sim.number).outcome.name == "number_moved_away"
    assert act("enter_number", moved.state, phone=moved.state.sim.number).outcome.name == "number_recognised"
