"""What an action can lead to: the closed set of outcomes.

The words are in ``walkthroughs/wording.yml``; this module holds none.
"""

from collections.abc import Mapping
from types import MappingProxyType

from sandbox.account.outcome import Outcome, OutcomeType, Unit

__all__ = ["OUTCOMES", "Outcome", "OutcomeType", "Unit"]


def _accepted(**values: Unit) -> OutcomeType:
    return OutcomeType(refusal=False, values=MappingProxyType(values))


def _refused(**values: Unit) -> OutcomeType:
    return OutcomeType(refusal=True, values=MappingProxyType(values))


_foreign = OutcomeType(refusal=True, foreign=True)

OUTCOMES: Mapping[str, OutcomeType] = MappingProxyType(
    {
        # the operator's site
        "site_opened": _accepted(),
        "address_unknown": _refused(),
        "address_looks_alike": _refused(),
        "address_of_operator": _refused(),
        "address_in_cyrillic": _refused(),
        "method_chosen": _accepted(),
        "other_method_chosen": _refused(),
        # the phone number
        "number_missing": _refused(),
        "number_has_letters": _refused(),
        "number_has_foreign_digits": _refused(),
        "number_too_short": _refused(),
        "number_too_long": _refused(),
        "number_not_for_training": _foreign,
        "number_of_another_phone": _refused(),
        "number_recognised": _accepted(),
        "number_taken_back": _accepted(),
        # the one-time code
        "code_sent": _accepted(),
        "code_resent": _accepted(),
        "code_requested_too_soon": _refused(retry_in="seconds"),
        "code_requested_too_often": _refused(retry_in="seconds"),
        "message_arrived": _accepted(),
        "message_on_the_way": _refused(arrives_in="seconds"),
        "code_accepted": _accepted(),
        "code_malformed": _refused(),
        "code_on_the_way": _refused(arrives_in="seconds"),
        "code_wrong": _refused(attempts_left="count"),
        "code_attempts_exhausted": _refused(),
        "code_expired": _refused(),
        # the password
        "password_set": _accepted(),
        "password_missing": _refused(),
        "password_too_short": _refused(),
        "password_too_long": _refused(),
        "password_too_common": _refused(),
        "password_equals_number": _refused(),
        "password_has_name": _refused(),
        # signing in
        "signed_in": _accepted(),
        "password_wrong": _refused(attempts_left="count"),
        "sign_in_locked": _refused(retry_in="seconds"),
        # recovery
        "reset_started": _accepted(),
        "reset_link_sent": _accepted(),
        "reset_link_resent": _accepted(),
        "reset_link_requested_too_soon": _refused(retry_in="seconds"),
        "reset_link_requested_too_often": _refused(retry_in="seconds"),
        "reset_link_opened": _accepted(),
        "reset_link_unknown": _refused(),
        "reset_link_expired": _refused(),
        "reset_link_used": _refused(),
        # the profile
        "name_filled": _accepted(),
        "name_missing": _refused(),
        "name_not_for_training": _foreign,
        "email_filled": _accepted(),
        "email_missing": _refused(),
        "email_malformed": _refused(),
        "email_not_for_training": _foreign,
        "security_chosen": _accepted(),
        "security_not_chosen": _refused(),
        "profile_saved": _accepted(),
        "profile_left_unsaved": _refused(),
        # other sites that vouch
        "network_chosen": _accepted(),
        "phone_method_chosen": _refused(),
        "identity_given": _accepted(),
        "identity_not_given": _refused(),
        "number_already_linked": _refused(),
        "identity_linked": _accepted(),
        "gosuslugi_chosen": _accepted(),
        "password_way_chosen": _refused(),
        "gosuslugi_signed_in": _accepted(),
        "gosuslugi_not_confirmed": _refused(),
        "gosuslugi_without_number": _refused(),
        "data_shared": _accepted(),
        "data_not_shared": _refused(),
        # the move to a new number
        "passport_checked": _accepted(),
        "passport_not_shown": _refused(),
        "account_moved": _accepted(),
        "number_moved_away": _refused(),
        "sign_in_updated": _accepted(),
        "sign_in_left_as_it_was": _refused(),
        # changing the password, and the sessions
        "current_password_accepted": _accepted(),
        "password_change_locked": _refused(retry_in="seconds"),
        "password_changed": _accepted(),
        "password_same_as_before": _refused(),
        "other_sessions_ended": _accepted(ended="count"),
        "no_other_sessions": _refused(),
        "only_own_session_left": _accepted(),
        "other_sessions_left": _refused(left="count"),
        # the lost phone
        "support_answered": _accepted(),
        "support_line_unreachable": _refused(),
        "money_stolen": _refused(stolen="kopecks"),
        "day_lost": _refused(),
        "control_word_accepted": _accepted(),
        "control_word_missing": _refused(),
        "control_word_wrong": _foreign,
        "sim_blocked": _accepted(),
        "caller_not_recognised": _refused(),
        "codes_stopped": _accepted(),
        "code_reached_lost_phone": _refused(),
        "sms_not_delivered": _refused(),
        "sim_restored": _accepted(),
        # the balance
        "top_up_started": _accepted(),
        "way_chosen": _accepted(),
        "way_unsafe": _refused(),
        "topped_up": _accepted(added="kopecks", balance="kopecks"),
        "sum_missing": _refused(),
        "sum_malformed": _refused(),
        "sum_looks_like_card": _foreign,
        "top_up_too_small": _refused(least="kopecks"),
        "top_up_too_large": _refused(most="kopecks"),
        "card_lacks_money": _refused(missing="kopecks"),
        "history_read": _accepted(),
        "training_money_added": _accepted(added="kopecks"),
        # the tariff
        "tariffs_opened": _accepted(),
        "tariff_changed": _accepted(charged="kopecks"),
        "tariff_not_chosen": _refused(),
        "tariff_already_yours": _refused(),
        "tariff_changed_recently": _refused(),
        "tariff_too_expensive": _refused(missing="kopecks"),
        "tariff_checked": _accepted(),
        "fee_found": _accepted(),
        "fee_not_charged_yet": _refused(),
        # options
        "options_opened": _accepted(),
        "option_turned_off": _accepted(),
        "other_option_turned_off": _refused(),
        "option_not_on": _refused(),
        "option_not_chosen": _refused(),
        "option_turned_on": _accepted(charged="kopecks"),
        "other_option_turned_on": _refused(),
        "option_already_on": _refused(),
        "option_conflicts": _refused(),
        "option_too_expensive": _refused(missing="kopecks"),
        "options_checked": _accepted(),
        "charges_stopped": _accepted(),
        "charge_day_ahead": _refused(),
        # the call details
        "details_shown": _accepted(found="count"),
        "details_incomplete": _refused(found="count"),
        "nothing_found": _refused(),
        "date_missing": _refused(),
        "date_malformed": _refused(),
        "date_impossible": _refused(),
        "period_backwards": _refused(),
        "period_in_future": _refused(),
        "period_too_long": _refused(),
        "period_too_old": _refused(),
        "period_reopened": _accepted(),
        "unexpected_charge_found": _accepted(charged="kopecks"),
        "charge_was_expected": _refused(),
        "charge_not_chosen": _refused(),
        "download_confirmed": _accepted(),
        # what keeps an SMS away
        "sim_unblocked": _accepted(),
        "cooling_lifted": _accepted(),
        "mailings_allowed": _accepted(),
        "remedy_not_needed": _refused(),
        # fraud
        "nothing_decided": _refused(),
        "link_left_alone": _accepted(),
        "fake_site_opened": _refused(),
        "transfer_not_found": _accepted(),
        "money_sent_to_stranger": _refused(sent="kopecks"),
        "nothing_left_to_send": _refused(),
        "code_kept": _accepted(),
        "code_told": _refused(),
        "caller_hurries": _refused(),
        "call_ended": _accepted(),
        "stranger_came_back": _refused(),
        "rescuer_refused": _accepted(),
        "rescuer_believed": _refused(),
        # autopay
        "autopay_opened": _accepted(),
        "autopay_kind_chosen": _accepted(),
        "autopay_kind_not_chosen": _refused(),
        "threshold_out_of_limits": _refused(least="kopecks", most="kopecks"),
        "autopay_sums_set": _accepted(),
        "autopay_sum_out_of_limits": _refused(least="kopecks", most="kopecks"),
        "monthly_limit_too_small": _refused(least="kopecks"),
        "monthly_limit_too_large": _refused(most="kopecks"),
        "autopay_turned_on": _accepted(),
        "autopay_reopened": _accepted(),
        "autopay_found": _accepted(),
        "autopay_not_fired_yet": _refused(),
        "autopay_refused": _refused(),
        "autopay_did_not_help": _refused(),
        "card_emptied": _refused(),
        "card_replaced": _accepted(),
        "autopay_turned_off": _accepted(),
        "autopay_kept": _accepted(),
    }
)
