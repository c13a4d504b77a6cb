"""The account as a place to live in, without a way laid out: what the engine needs to know of it."""

from datetime import datetime, timedelta

from sandbox.account import lost_sim
from sandbox.account.folding import fold
from sandbox.account.judging import JUDGING
from sandbox.account.moments import add_month
from sandbox.account.state import Account
from sandbox.engine.simulation import Living

LESSONS_OWN = frozenset(
    {
        "agree_to_autopay",
        "ask_for_code_again",
        "await_code",
        "change_autopay",
        "change_period",
        "change_tariff",
        "check_charges",
        "check_options",
        "check_sessions",
        "check_tariff",
        "choose_method",
        "choose_network",
        "choose_security",
        "choose_sign_in_way",
        "choose_way",
        "confirm_code",
        "confirm_download",
        "confirm_link",
        "count_sessions",
        "end_autopay",
        "end_chosen_sessions",
        "end_lesson",
        "end_profile",
        "enter_code",
        "enter_new_number",
        "find_autopay",
        "find_charge",
        "find_fee",
        "get_new_sim",
        "judge_message",
        "leave_sign_in",
        "look_no_further",
        "look_what_follows",
        "make_request",
        "open_autopay",
        "open_options",
        "open_reset_link",
        "open_tariffs",
        "read_history",
        "read_message",
        "remove_obstacle",
        "renew_password",
        "repeat_what_is_blocked",
        "restore_option",
        "return_tariff",
        "see_protection",
        "show_details",
        "show_document",
        "skip_download",
        "spend_card_money",
        "start_reset",
        "start_top_up",
        "take_call",
        "turn_off_option",
        "turn_on_option",
        "update_sign_in",
        "wait_a_day",
    }
)
"""Actions that judge, ask for a verdict or know the step that they stand in: only a walkthrough has a use for them."""

WAITS = ("day", "month")


def ahead(account: Account, now: datetime) -> dict[str, datetime]:  # noqa: ARG001 - the calendar is the same for all
    """The same hour tomorrow and in a month."""
    return {"day": now + timedelta(days=1), "month": add_month(now)}


LIVING = Living(
    start="new-subscriber",
    door="welcome",
    lets_in=lambda account: account.access.signed_in,
    drawn=frozenset({"take_tariff", "switch_option_on", "switch_option_off", "give_to_strangers"}),
    lessons_own=LESSONS_OWN,
    pointless=lost_sim.not_to_be_said,
    waits=WAITS,
    ahead=ahead,
    fold=fold,
    judging=JUDGING,
)
