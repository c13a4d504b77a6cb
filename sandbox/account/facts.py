"""What can be found in the account, as the text that a learner would type, by the names that the tasks use.

An answer is never written twice: it is read from the account, and compared as the field of its kind reads it.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from sandbox.account import evidence
from sandbox.account.call_details import lines, recorded
from sandbox.account.call_records import PAID_LINE
from sandbox.account.ledger import Entry
from sandbox.account.moments import day_of
from sandbox.account.period import parse_day, write_date
from sandbox.account.state import Account
from sandbox.account.sums import write_sum
from sandbox.account.tariffs import next_fee_day
from sandbox.engine.action import Kind
from sandbox.engine.outcome import Outcome, refused
from sandbox.frozen import dataclass
from sandbox.text.invisible import visible


@dataclass(frozen=True)
class Fact:
    """``read`` finds it in an account: the text, empty as long as it can't be found. ``kind`` is that of its field.

    Of a ``choice``, ``choices`` are the answers that are offered, in this order.
    """

    kind: Kind
    read: Callable[[Account], str]
    choices: tuple[str, ...] = ()


ANSWER_MISREAD = refused("answer_misread")
ANSWER_MISSING = refused("answer_missing")

ANSWER_OUTCOMES = (
    ANSWER_MISREAD,
    ANSWER_MISSING,
    *evidence.SUM_OUTCOMES,
    *evidence.DAY_OUTCOMES,
    *evidence.COUNT_OUTCOMES,
)
"""The refusals of `refuse`."""


def refuse(fact: Fact, account: Account, text: str, field: str) -> Outcome | None:
    """Why an answer is not what stands in the account; None if it is. It is read as the field of its kind reads it.

    What can't be found is answered by nothing, not by zero either.
    """
    right = fact.read(account)
    return _refuse(fact, account, text, field, right) or (None if right else ANSWER_MISREAD(field))


def _refuse(fact: Fact, account: Account, text: str, field: str, right: str) -> Outcome | None:
    if fact.kind == "sum":
        return evidence.refuse_sum(text, field, _kopecks(right), ANSWER_MISREAD)
    if fact.kind == "day":
        return evidence.refuse_day(text, field, _day(right, account), ANSWER_MISREAD)
    if fact.kind == "count":
        return evidence.refuse_count(text, field, int(right or 0), ANSWER_MISREAD)
    if fact.choices:
        return None if text == right else (ANSWER_MISREAD if text in fact.choices else ANSWER_MISSING)(field)
    given = "".join(sign for sign in visible(text) if sign not in " -().+\N{NO-BREAK SPACE}")
    if not given:
        return ANSWER_MISSING(field)
    return None if _plain(given) == _plain(right) else ANSWER_MISREAD(field)


def _plain(number: str) -> str:
    """A number with the country's 7 for a leading 8; anything else as it is."""
    return f"7{number[1:]}" if len(number) == 11 and number[0] == "8" and number.isdecimal() else number


def _kopecks(text: str) -> int:
    rubles, _, rest = text.replace(" ", "").partition(",")
    return int(rubles or 0) * 100 + int(rest or 0)


def _day(text: str, account: Account) -> list[date]:
    typed = parse_day(text)
    return [date(typed.year, typed.month, typed.day)] if typed and typed.year and account else []


def balance(account: Account) -> str:
    """How much there is."""
    return write_sum(account.money.balance)


def stranger_since(account: Account) -> str:
    """The day from which the account has been open at a stranger's computer."""
    since = [session.since for session in account.access.sessions if session.kind == "unknown_computer"]
    return write_date(day_of(min(since))) if since else ""


def stolen(account: Account) -> str:
    """How much a stranger has taken out of the account."""
    return write_sum(-sum(entry.amount for entry in _of_kind(account, "sent_to_stranger")))


def next_fee(account: Account) -> str:
    """The day of the next month's fee."""
    day = next_fee_day(account)
    return write_date(day) if day else ""


def paid_number(account: Account) -> str:
    """The number that the paid call went to."""
    return next((line.party for line in account.use.besides if line.party == PAID_LINE), "")


def paid_call_day(account: Account) -> str:
    """The day of the paid call."""
    return next((write_date(day_of(line.at)) for line in account.use.besides if line.party == PAID_LINE), "")


def dearest_number(account: Account) -> str:
    """The number to which the most money went by calls in June."""
    spent: Counter[str] = Counter()
    for line in recorded(account):
        if line.kind == "outgoing_call" and day_of(line.at).month == 6:
            spent[line.party] -= line.amount
    return max(spent, key=lambda party: spent[party], default="")


def rows_of_file(account: Account) -> str:
    """How many lines there are in the file of the details that were asked for."""
    found = lines(account)
    return str(len(found)) if found else ""


_REASONS = {"autopay_refused": "card", "autopay_over_limit": "limit"}
AUTOPAY_REASONS = ("limit", "card", "too_early")
"""Why a payment may not have been made, as far as a learner can tell."""


def why_autopay_failed(account: Account) -> str:
    """Why the autopay's last payment was not made, by the SMS about it: it stays when that is mended."""
    return next((_REASONS[each.kind] for each in reversed(account.messages) if each.kind in _REASONS), "")


def _of_kind(account: Account, kind: str) -> list[Entry]:
    return [entry for entry in account.money.history if entry.kind == kind]


FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        "balance": Fact("sum", balance),
        "stranger_since": Fact("day", stranger_since),
        "stolen": Fact("sum", stolen),
        "next_fee": Fact("day", next_fee),
        "paid_number": Fact("phone", paid_number),
        "paid_call_day": Fact("day", paid_call_day),
        "dearest_number": Fact("phone", dearest_number),
        "rows_of_file": Fact("count", rows_of_file),
        "why_autopay_failed": Fact("choice", why_autopay_failed, AUTOPAY_REASONS),
    }
)
