"""Autopay: the account tops itself up from the training card, below a threshold or on a day of each month.

Setting it up is here; `autopayments` makes the payments.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sandbox.account.autopayments import PAYDAYS, next_payday
from sandbox.account.ledger import THRESHOLD, Autopay
from sandbox.account.money import SUM_OUTCOMES, parse_sum, write_sum
from sandbox.account.outcomes import Outcome
from sandbox.account.state import CARD_BALANCE, Account
from sandbox.engine.action import Action, Field, Result, Secrets

LEAST, MOST = 100_00, 5_000_00
LEAST_THRESHOLD, MOST_THRESHOLD = 100_00, 1_000_00
MOST_IN_A_MONTH = 15_000_00
"""Kopecks. Training values: sources contradict each other about real ones (FACTS.md)."""

KINDS = (THRESHOLD, *PAYDAYS)


def open_autopay(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Go from the balance to the autopay."""
    return Result(account, Outcome("autopay_opened"))


def choose_autopay(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Say when to pay. The threshold counts only if it is the threshold that decides."""
    kind, threshold = given["autopay_kind"], _parse_threshold(given)
    kept = {} if isinstance(threshold, Outcome) else {"threshold": write_sum(threshold)}
    if kind not in KINDS:
        return Result(account, Outcome("autopay_kind_not_chosen"), kept)
    if kind != THRESHOLD:
        threshold, kept = 0, {}
    if isinstance(threshold, Outcome):
        return Result(account, threshold)
    kept["autopay_kind"] = kind
    return Result(replace(account, autopay=Autopay(kind, threshold)), Outcome("autopay_kind_chosen"), kept)


def _parse_threshold(given: Mapping[str, str]) -> int | Outcome:
    threshold = parse_sum(given["threshold"], "threshold")
    if isinstance(threshold, Outcome) or LEAST_THRESHOLD <= threshold <= MOST_THRESHOLD:
        return threshold
    return Outcome("threshold_out_of_limits", ("threshold",), {"least": LEAST_THRESHOLD, "most": MOST_THRESHOLD})


def set_autopay_sums(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Say how much to pay each time, and how much at most in a month."""
    if account.autopay is None:
        return Result(account, Outcome("autopay_kind_not_chosen"))
    amount = _parse_amount(given)
    limit = _parse_limit(given, at_least=0 if isinstance(amount, Outcome) else amount)
    sums = {"autopay_sum": amount, "monthly_limit": limit}
    kept = {name: write_sum(kopecks) for name, kopecks in sums.items() if not isinstance(kopecks, Outcome)}
    if isinstance(amount, Outcome):
        return Result(account, amount, kept)
    if isinstance(limit, Outcome):
        return Result(account, limit, kept)
    account = replace(account, autopay=replace(account.autopay, amount=amount, monthly_limit=limit))
    return Result(account, Outcome("autopay_sums_set"), kept)


def _parse_amount(given: Mapping[str, str]) -> int | Outcome:
    amount = parse_sum(given["autopay_sum"], "autopay_sum")
    if isinstance(amount, Outcome):
        return amount
    if amount < LEAST:
        return Outcome("autopay_sum_too_small", ("autopay_sum",), {"least": LEAST})
    if amount > MOST:
        return Outcome("autopay_sum_too_large", ("autopay_sum",), {"most": MOST})
    return amount


def _parse_limit(given: Mapping[str, str], at_least: int) -> int | Outcome:
    limit = parse_sum(given["monthly_limit"], "monthly_limit")
    if isinstance(limit, Outcome):
        return limit
    if limit < at_least:
        return Outcome("monthly_limit_too_small", ("monthly_limit",), {"least": at_least})
    if limit > MOST_IN_A_MONTH:
        return Outcome("monthly_limit_too_large", ("monthly_limit",), {"most": MOST_IN_A_MONTH})
    return limit


def confirm_autopay(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Turn on what was set up. From now on it pays by itself."""
    autopay = account.autopay
    if autopay is None or not autopay.amount:
        return Result(account, Outcome("autopay_kind_not_chosen"))
    next_at = next_payday(autopay.kind, now) if autopay.kind in PAYDAYS else None
    account = replace(account, autopay=replace(autopay, on=True, since=now, next_at=next_at))
    return Result(account, Outcome("autopay_turned_on"))


def change_autopay(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Go back to the choice. What was turned on goes on until another choice is made."""
    return Result(account, Outcome("autopay_reopened"))


def find_autopay(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Look for a payment in the history: it is there only once the autopay has had a reason, and the card the money.

    One made on former terms is not what is looked for.
    """
    refused = account.autopay is not None and account.autopay.failed == "card"
    since = account.autopay.since if account.autopay else None
    paid = any(entry.kind == "autopay" and (since is None or entry.at >= since) for entry in account.history)
    if paid and not refused:
        return Result(account, Outcome("autopay_found"))
    if account.tariff and account.tariff.unpaid:
        return Result(account, Outcome("autopay_did_not_help"))
    return Result(account, Outcome("autopay_refused" if refused else "autopay_not_fired_yet"))


def spend_card_money(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Spend all that is on the training card on something else."""
    return Result(replace(account, card_balance=0), Outcome("card_emptied"))


def use_other_card(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Pay from another training card, with money on it. A payment that was refused is due again."""
    autopay = account.autopay and replace(account.autopay, failed=None)
    return Result(replace(account, card_balance=CARD_BALANCE, autopay=autopay), Outcome("card_replaced"))


def turn_off_autopay(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Have it pay no more."""
    return Result(replace(account, autopay=None), Outcome("autopay_turned_off"))


def keep_autopay(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Let it go on paying."""
    return Result(account, Outcome("autopay_kept"))


ACTIONS = (
    Action("open_autopay", open_autopay, ("autopay_opened",)),
    Action(
        "choose_autopay",
        choose_autopay,
        ("autopay_kind_chosen", "autopay_kind_not_chosen", "threshold_out_of_limits", *SUM_OUTCOMES),
        (Field("threshold", "sum", required=False), Field("autopay_kind", "choice", KINDS)),
    ),
    Action(
        "set_autopay_sums",
        set_autopay_sums,
        (
            "autopay_sums_set",
            "autopay_kind_not_chosen",
            "autopay_sum_too_small",
            "autopay_sum_too_large",
            "monthly_limit_too_small",
            "monthly_limit_too_large",
            *SUM_OUTCOMES,
        ),
        (Field("autopay_sum", "sum"), Field("monthly_limit", "sum")),
    ),
    Action("confirm_autopay", confirm_autopay, ("autopay_turned_on", "autopay_kind_not_chosen")),
    Action("change_autopay", change_autopay, ("autopay_reopened",)),
    Action(
        "find_autopay",
        find_autopay,
        ("autopay_found", "autopay_not_fired_yet", "autopay_refused", "autopay_did_not_help"),
    ),
    Action("spend_card_money", spend_card_money, ("card_emptied",)),
    Action("use_other_card", use_other_card, ("card_replaced",)),
    Action("turn_off_autopay", turn_off_autopay, ("autopay_turned_off",)),
    Action("keep_autopay", keep_autopay, ("autopay_kept",)),
)
