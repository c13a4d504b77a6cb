"""The named states that walkthroughs begin from, and the training subscriber they all share."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from sandbox.account import guests, misfortunes
from sandbox.account.access import Access, Password, Session, Stranger
from sandbox.account.call_records import PAID_LINE, Line, PhoneUse, records
from sandbox.account.fees import begin_subscription, settle
from sandbox.account.ledger import Autopay, Entry, Money, Services, Subscription
from sandbox.account.messages import Message
from sandbox.account.moments import add_month
from sandbox.account.options import OPTIONS
from sandbox.account.sign_in import LOCK
from sandbox.account.state import Account, Person, Sim
from sandbox.account.tariffs import TARIFFS
from sandbox.account.visits import Guest
from sandbox.engine.action import Secrets
from sandbox.frozen import replace

NUMBER = "79070000001"
PERSON = Person(
    last_name="Иванов",
    first_name="Иван",
    middle_name="Иванович",
    email="ivanov@mail.example",  # a domain that is never registered (RFC 2606, section 2)
    control_word="Ромашка",
)
OPENING_BALANCE = 350_00
"""Kopecks."""
OPENED_AT = datetime(2025, 7, 1, 9, 0, tzinfo=UTC)
BEGINS_AT = datetime(2025, 7, 14, 9, 0, tzinfo=UTC)
"""The training time at which every run begins: noon in Moscow, two days after the article."""
TARIFF_SINCE = datetime(2025, 3, 2, 6, 0, tzinfo=UTC)
FEE_PAID_AT = datetime(2025, 7, 2, 6, 0, tzinfo=UTC)
PASSWORD = "Синий-чайник-27"  # noqa: S105 - a published training password, shown to every learner


def _new_subscriber(_: Secrets) -> Account:
    return Account(Sim(NUMBER), PERSON)


def _registered(secrets: Secrets) -> Account:
    return Account(
        Sim(NUMBER),
        PERSON,
        password=Password(secrets.known_password_hash(PASSWORD)),
        money=Money((Entry("opening", OPENING_BALANCE, OPENED_AT),)),
    )


def _signed_in(secrets: Secrets) -> Account:
    """Signed in here long before the run begins."""
    own = Session("this_browser", OPENED_AT + timedelta(days=12, hours=23))
    return replace(_registered(secrets), access=Access(signed_in=True, sessions=(own,), stale=True))


WEAK_PASSWORD = "12345678"  # noqa: S105 - a published training password, weak on purpose


def _weak_password(secrets: Secrets) -> Account:
    """Signed in here with a weak password, and signed in elsewhere too."""
    sessions = (
        Session("this_browser", OPENED_AT + timedelta(days=13)),
        Session("old_phone", OPENED_AT + timedelta(days=1, hours=9, minutes=20)),
        Session("unknown_computer", OPENED_AT + timedelta(days=11, hours=17, minutes=43)),
    )
    return replace(
        _registered(secrets),
        password=Password(secrets.known_password_hash(WEAK_PASSWORD)),
        access=Access(signed_in=True, sessions=sessions, stale=True),
    )


def _phone_lost(secrets: Secrets) -> Account:
    return replace(_registered(secrets), sim=Sim(NUMBER, lost=True, lost_since=BEGINS_AT, used_until=BEGINS_AT))


def _with_tariff(secrets: Secrets) -> Account:
    """Signed in, with a tariff in use that costs more than it need."""
    fee = TARIFFS["large"].fee
    tariff = Subscription("large", fee, since=TARIFF_SINCE, next_fee_at=add_month(FEE_PAID_AT))
    return replace(
        _signed_in(secrets),
        services=Services(tariff),
        money=Money((Entry("opening", 1_300_00, OPENED_AT), Entry("tariff_fee", -fee, FEE_PAID_AT))),
    )


CALLS_SEED = 2025
NUMBER_SINCE = datetime(2025, 6, 1, 7, 0, tzinfo=UTC)
ASKED_AT = datetime(2025, 6, 5, 16, 0, tzinfo=UTC)
UNASKED_AT = datetime(2025, 6, 20, 18, 40, tzinfo=UTC)
TOPPED_UP_AT = datetime(2025, 7, 3, 8, 30, tzinfo=UTC)


def _with_options(secrets: Secrets) -> Account:
    """Signed in, six weeks after the number was bought: a small tariff and three options, one of them unasked."""
    fees = {name: option.fee for name, option in OPTIONS.items()}
    history = (
        Entry("top_up_by_card", 1_000_00, NUMBER_SINCE),
        Entry("tariff_fee", -TARIFFS["small"].fee, NUMBER_SINCE + timedelta(minutes=5)),
        Entry("option_fee", -fees["weekend_data"], ASKED_AT, "weekend_data"),
        Entry("option_fee", -fees["horoscope"], UNASKED_AT, "horoscope"),
    )
    tariff = begin_subscription("small", TARIFFS["small"].fee, history[1].at)
    options = (
        begin_subscription("spam_shield", fees["spam_shield"], NUMBER_SINCE),
        begin_subscription("weekend_data", fees["weekend_data"], ASKED_AT),
        begin_subscription("horoscope", fees["horoscope"], UNASKED_AT),
    )
    account = replace(_signed_in(secrets), services=Services(tariff, options=options), money=Money(history))
    topped_up = settle(account, TOPPED_UP_AT).with_entry(Entry("top_up_by_sbp", 600_00, TOPPED_UP_AT))
    settled = settle(topped_up, OPENED_AT + timedelta(days=13))
    used = (Entry(line.kind, line.amount, line.at) for line in records(CALLS_SEED) if line.amount)
    lines = sorted((*settled.money.history, *used), key=lambda entry: entry.at)
    money = replace(settled.money, history=tuple(lines))
    return replace(settled, money=money, messages=(), use=PhoneUse(CALLS_SEED))


IDLE_SINCE = datetime(2025, 11, 16, 9, 0, tzinfo=UTC)
"""After 10.11.2025, when the cooling period began (press, 19.11.2025); its walkthrough names a later day."""


def _no_sms(secrets: Secrets) -> Account:
    """Three things keep SMS away, one behind the other."""
    sim = Sim(NUMBER, blocked=True, idle_since=IDLE_SINCE, mailings_refused=True)
    return replace(_registered(secrets), sim=sim)


def _locked_out(secrets: Secrets) -> Account:
    """Three wrong passwords were typed just now."""
    account = _registered(secrets)
    return replace(account, password=replace(account.password, locked_until=BEGINS_AT + LOCK))


BROKEN_IN_AT = BEGINS_AT - timedelta(hours=14)


def _breached(secrets: Secrets) -> Account:
    """Signed in here; a stranger got in the evening before and took money. Somebody who promises it back will call."""
    account = _signed_in(secrets)
    taken_at = BROKEN_IN_AT + misfortunes.TAKES
    sessions = (*account.access.sessions, Session("unknown_computer", BROKEN_IN_AT + misfortunes.ENTERS))
    account = replace(
        account,
        password=replace(account.password, breached_hash=account.password.hash),
        access=replace(account.access, sessions=sessions, stranger=Stranger(BROKEN_IN_AT, taken_at)),
    )
    rescuer = Guest(guests.RESCUER, genuine=False, at=BEGINS_AT + timedelta(seconds=45))
    return guests.invite(misfortunes.steal(account, "sent_to_stranger", taken_at), (rescuer,))


AUTOPAY_SINCE = datetime(2025, 6, 20, 12, 0, tzinfo=UTC)
AUTOPAY = Autopay("threshold", threshold=100_00, amount=300_00, monthly_limit=1_000_00, on=True, since=AUTOPAY_SINCE)


def _autopay_on(secrets: Secrets) -> Account:
    """As with a tariff, but with too little for the next month: the autopay is to make up for it."""
    account = _with_tariff(secrets)
    fee = account.money.history[-1]
    return replace(account, money=Money((Entry("opening", 900_00, OPENED_AT), fee), autopay=AUTOPAY))


def _autopay_refused(secrets: Secrets) -> Account:
    """An autopay that ought to have paid yesterday, but the card is empty: an SMS has said so."""
    account = _with_tariff(secrets)
    said = Message("autopay_refused", BEGINS_AT - timedelta(days=1), {"sum": f"{AUTOPAY.amount}"})
    fee = account.money.history[-1]
    history = (Entry("opening", 600_00, OPENED_AT), fee)
    money = Money(history, card_balance=0, autopay=replace(AUTOPAY, failed="card"))
    return replace(account, money=money, messages=(said,))


CALLED_AT = datetime(2025, 7, 8, 15, 12, tzinfo=UTC)
PAID_CALL = Line("outgoing_call", CALLED_AT, amount=-90_00, party=PAID_LINE, volume=6 * 60)
"""Six minutes to a paid number (a training value)."""


def _paid_call(secrets: Secrets) -> Account:
    """As with options, and there was a call to a paid number."""
    account = _with_options(secrets)
    called = Entry(PAID_CALL.kind, PAID_CALL.amount, PAID_CALL.at)
    history = tuple(sorted((*account.money.history, called), key=lambda entry: entry.at))
    money = replace(account.money, history=history)
    return replace(account, money=money, use=replace(account.use, besides=(PAID_CALL,)))


STARTING_POINTS: Mapping[str, Callable[[Secrets], Account]] = MappingProxyType(
    {
        "new-subscriber": _new_subscriber,
        "registered": _registered,
        "signed-in": _signed_in,
        "weak-password": _weak_password,
        "phone-lost": _phone_lost,
        "with-tariff": _with_tariff,
        "no-sms": _no_sms,
        "with-options": _with_options,
        "locked-out": _locked_out,
        "breached": _breached,
        "autopay-on": _autopay_on,
        "autopay-refused": _autopay_refused,
        "paid-call": _paid_call,
    }
)
