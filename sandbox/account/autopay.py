"""Autopay: the account tops itself up from the training card, below a threshold or on a day of each month.

Setting it up is here; `autopayments` makes the payments, `autopay_in_use` is what is done once it is on.
"""

from sandbox.account import evidence
from sandbox.account.autopayments import next_payday
from sandbox.account.ledger import AUTOPAY_KINDS, PAYDAYS, THRESHOLD, Autopay
from sandbox.account.navigation import OTHER_BUTTON_PRESSED, SECTION, press_button
from sandbox.account.state import Account
from sandbox.account.sums import SUM_OUTCOMES, parse_sum, write_sum
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, accepted, refused
from sandbox.frozen import replace

LEAST, MOST = 100_00, 5_000_00
LEAST_THRESHOLD, MOST_THRESHOLD = 100_00, 1_000_00
MOST_IN_A_MONTH = 15_000_00
"""Kopecks. Training values: sources contradict each other about real ones."""

AUTOPAY_OPENED = accepted("autopay_opened")


def open_autopay(press: Press[Account]) -> Result[Account]:
    """Go from the account's first page to the autopay."""
    return press_button(press, SECTION, "autopay", AUTOPAY_OPENED)


AUTOPAY_KIND_CHOSEN = accepted("autopay_kind_chosen")
AUTOPAY_KIND_NOT_CHOSEN = refused("autopay_kind_not_chosen")


def choose_autopay(press: Press[Account]) -> Result[Account]:
    """Choose when to pay. The threshold is used only if it decides when."""
    account = press.state
    kind, threshold = press.given["autopay_kind"], _parse_threshold(press.given["threshold"])
    kept = {} if isinstance(threshold, Outcome) else {"threshold": write_sum(threshold)}
    if kind not in AUTOPAY_KINDS:
        return Result(account, AUTOPAY_KIND_NOT_CHOSEN(), kept)
    if kind != THRESHOLD:
        threshold, kept = 0, {}
    if isinstance(threshold, Outcome):
        return Result(account, threshold)
    kept["autopay_kind"] = kind
    return Result(account.with_autopay(Autopay(kind, threshold)), AUTOPAY_KIND_CHOSEN(), kept)


THRESHOLD_OUT_OF_LIMITS = refused("threshold_out_of_limits", least="kopecks", most="kopecks")


def _parse_threshold(text: str) -> int | Outcome:
    threshold = parse_sum(text, "threshold")
    if isinstance(threshold, Outcome) or LEAST_THRESHOLD <= threshold <= MOST_THRESHOLD:
        return threshold
    return THRESHOLD_OUT_OF_LIMITS("threshold", least=LEAST_THRESHOLD, most=MOST_THRESHOLD)


AUTOPAY_SUMS_SET = accepted("autopay_sums_set")


def set_autopay_sums(press: Press[Account]) -> Result[Account]:
    """Choose how much to pay each time, and how much at most in a month."""
    account, autopay = press.state, press.state.money.autopay
    if autopay is None:
        return Result(account, AUTOPAY_KIND_NOT_CHOSEN())
    amount = _parse_amount(press.given["autopay_sum"])
    limit = _parse_limit(press.given["monthly_limit"], at_least=0 if isinstance(amount, Outcome) else amount)
    sums = {"autopay_sum": amount, "monthly_limit": limit}
    kept = {name: write_sum(kopecks) for name, kopecks in sums.items() if not isinstance(kopecks, Outcome)}
    if isinstance(amount, Outcome):
        return Result(account, amount, kept)
    if isinstance(limit, Outcome):
        return Result(account, limit, kept)
    return Result(account.with_autopay(replace(autopay, amount=amount, monthly_limit=limit)), AUTOPAY_SUMS_SET(), kept)


AUTOPAY_SUM_TOO_SMALL = refused("autopay_sum_too_small", least="kopecks")
AUTOPAY_SUM_TOO_LARGE = refused("autopay_sum_too_large", most="kopecks")


def _parse_amount(text: str) -> int | Outcome:
    amount = parse_sum(text, "autopay_sum")
    if isinstance(amount, Outcome):
        return amount
    if amount < LEAST:
        return AUTOPAY_SUM_TOO_SMALL("autopay_sum", least=LEAST)
    if amount > MOST:
        return AUTOPAY_SUM_TOO_LARGE("autopay_sum", most=MOST)
    return amount


MONTHLY_LIMIT_TOO_SMALL = refused("monthly_limit_too_small", least="kopecks")
MONTHLY_LIMIT_TOO_LARGE = refused("monthly_limit_too_large", most="kopecks")


def _parse_limit(text: str, at_least: int) -> int | Outcome:
    limit = parse_sum(text, "monthly_limit")
    if isinstance(limit, Outcome):
        return limit
    if limit < at_least:
        return MONTHLY_LIMIT_TOO_SMALL("monthly_limit", least=at_least)
    if limit > MOST_IN_A_MONTH:
        return MONTHLY_LIMIT_TOO_LARGE("monthly_limit", most=MOST_IN_A_MONTH)
    return limit


MOST_A_MONTH = Field("most_a_month", "sum", evidence=True)
MOST_A_MONTH_MISREAD = refused("most_a_month_misread")
AUTOPAY_TURNED_ON = accepted("autopay_turned_on")


def agree_to_autopay(press: Press[Account]) -> Result[Account]:
    """Say how much it may take in a month, and turn on what was set up."""
    account, name = press.state, MOST_A_MONTH.name
    autopay = account.money.autopay
    if autopay is None or not autopay.amount:
        return Result(account, AUTOPAY_KIND_NOT_CHOSEN())
    if refusal := evidence.refuse_sum(press.given[name], name, autopay.monthly_limit, MOST_A_MONTH_MISREAD):
        return Result(account, refusal)
    return replace(confirm_autopay(press), kept={name: write_sum(autopay.monthly_limit)})


def confirm_autopay(press: Press[Account]) -> Result[Account]:
    """Turn on what was set up. From now on it pays by itself."""
    autopay, now = press.state.money.autopay, press.now
    if autopay is None or not autopay.amount:
        return Result(press.state, AUTOPAY_KIND_NOT_CHOSEN())
    next_at = next_payday(autopay.kind, now) if autopay.kind in PAYDAYS else None
    on = replace(autopay, on=True, since=now, next_at=next_at)
    return Result(press.state.with_autopay(on), AUTOPAY_TURNED_ON())


AUTOPAY_REOPENED = accepted("autopay_reopened")


def change_autopay(press: Press[Account]) -> Result[Account]:
    """Go back to the choice. The autopay stays on until another choice is made."""
    return Result(press.state, AUTOPAY_REOPENED())


ACTIONS = (
    Action("open_autopay", open_autopay, (AUTOPAY_OPENED, OTHER_BUTTON_PRESSED), (SECTION,)),
    Action(
        "choose_autopay",
        choose_autopay,
        (AUTOPAY_KIND_CHOSEN, AUTOPAY_KIND_NOT_CHOSEN, THRESHOLD_OUT_OF_LIMITS, *SUM_OUTCOMES),
        (Field("threshold", "sum", required=False), Field("autopay_kind", "choice", AUTOPAY_KINDS)),
    ),
    Action(
        "set_autopay_sums",
        set_autopay_sums,
        (
            AUTOPAY_SUMS_SET,
            AUTOPAY_KIND_NOT_CHOSEN,
            AUTOPAY_SUM_TOO_SMALL,
            AUTOPAY_SUM_TOO_LARGE,
            MONTHLY_LIMIT_TOO_SMALL,
            MONTHLY_LIMIT_TOO_LARGE,
            *SUM_OUTCOMES,
        ),
        (Field("autopay_sum", "sum"), Field("monthly_limit", "sum")),
    ),
    Action(
        "agree_to_autopay",
        agree_to_autopay,
        (AUTOPAY_TURNED_ON, AUTOPAY_KIND_NOT_CHOSEN, MOST_A_MONTH_MISREAD, *SUM_OUTCOMES),
        (MOST_A_MONTH,),
    ),
    Action("confirm_autopay", confirm_autopay, (AUTOPAY_TURNED_ON, AUTOPAY_KIND_NOT_CHOSEN)),
    Action("change_autopay", change_autopay, (AUTOPAY_REOPENED,)),
)
