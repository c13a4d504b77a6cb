"""The simulated account of an operator's subscriber, as the engine sees it."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sandbox.account import call_details, calls, details_file, guests, visitors
from sandbox.account.access import SESSION_KINDS
from sandbox.account.actions import ACTIONS
from sandbox.account.autopay_in_use import autopay_days
from sandbox.account.codes import CODE_ON_THE_WAY
from sandbox.account.course import settle
from sandbox.account.facts import AUTOPAY_REASONS
from sandbox.account.ledger import ENTRY_KINDS
from sandbox.account.linked_identities import SITES
from sandbox.account.living import LIVING
from sandbox.account.messages import MESSAGE_KINDS, MESSAGE_ON_THE_WAY, bring_up_to_date, newest_together
from sandbox.account.moments import passed_between
from sandbox.account.numbers import NUMBER_NOT_FOR_TRAINING
from sandbox.account.option_charges import charge_days
from sandbox.account.options import OPTIONS, UNASKED, missed
from sandbox.account.period import write_date
from sandbox.account.profile import EMAIL_NOT_FOR_TRAINING, NAME_NOT_FOR_TRAINING, NAMES
from sandbox.account.recognition import recognises
from sandbox.account.shown_addresses import address_parts
from sandbox.account.starting_points import BEGINS_AT, STARTING_POINTS
from sandbox.account.state import Account, forget_old_messages, is_full
from sandbox.account.sums import SUM_LOOKS_LIKE_CARD, write_sum
from sandbox.account.tariffs import TARIFFS, next_fee_day
from sandbox.account.validity import CODE_ENDS, LINK_ENDS, end_of
from sandbox.account.waits import WAITS, waits
from sandbox.account.words import entry_label, message_parts, option_label
from sandbox.engine.action import Field
from sandbox.engine.outcome import Outcome
from sandbox.engine.simulation import Download, Screens, Simulation, Timeline, Visitors, Words
from sandbox.frozen import replace


def known_to_the_learner(account: Account, clock: datetime) -> Mapping[str, str]:
    """What stands in a walkthrough's file for what only a run knows: a code, a link, and what there is to be found.

    The latter is named like the field that asks for it.
    """
    values: dict[str, str] = {}
    for message in () if account.sim.lost else account.inbox(clock):
        values |= message.values
    code = values.get("code", "")
    wrong_code = f"{(int(code) + 1) % 1_000_000:06}" if code else "000000"
    return {
        "code": code,
        "wrong_code": wrong_code,
        "link": values.get("link", ""),
        "false_link": values.get("false_link", ""),
        "right": visitors.right_answer(account),
        "balance": write_sum(account.money.balance),
        "most_a_month": write_sum(account.money.autopay.monthly_limit) if account.money.autopay else "",
        "next_fee_day": _written([next_fee_day(account)]),
        "autopay_day": _written(autopay_days(account)),
        "charge_day": _written(charge_days(account)),
        "sessions_left": f"{len(account.access.sessions)}",
    }


def choices(account: Account, field: Field) -> tuple[str, ...]:
    """What a field offers now: an SMS may be judged in an order of its own, and a call takes what fits it."""
    visits = account.visits
    if field == calls.FIELD:
        return calls.offered(visits.calls[0] if visits.calls else None)
    if field == visitors.FIELD and visits.waiting:
        return tuple(answer for answer in visits.waiting[0].answers if answer != "check" or not visits.checked)
    return field.choices


def _written(days: Iterable[date | None]) -> str:
    """The first of the days, empty if there is none."""
    return next((write_date(day) for day in days if day), "")


def expected(account: Account, field: str) -> str | None:
    """The only text that a field about the person takes: what the training card says."""
    return str(getattr(account.person, field)) if field in (*NAMES, "email") else None


def restate(said: Outcome, account: Account, now: datetime) -> Outcome:
    early = replace(said, name=MESSAGE_ON_THE_WAY.name) if said.is_a(CODE_ON_THE_WAY) else said
    news = bring_up_to_date(early, account.messages, now)
    return said if news == early else news


def write_details(account: Account, words: Words) -> bytes | None:
    lines = call_details.lines(account)
    return details_file.write_details(lines, words) if lines else None


SIMULATION = Simulation(
    state=Account,
    actions=ACTIONS,
    starts=STARTING_POINTS,
    timeline=Timeline(begins_at=BEGINS_AT, settle=settle, waits=WAITS, ahead=waits, elapsed=passed_between),
    screens=Screens(
        package="sandbox.account",
        beside="parts/phone.html",
        above="parts/needed_sms.html",
        told="parts/told_guests.html",
        names={
            "tariffs": TARIFFS,
            "options": OPTIONS,
            "missed_options": missed,
            "unasked_option": UNASKED,
            "details_lines": call_details.lines,
            "details_totals": call_details.totals,
            "entry_label": entry_label,
            "option_label": option_label,
            "message_parts": message_parts,
            "end_of": end_of,
            "newest_together": newest_together,
            "visitor_kinds": visitors.KINDS,
            "own_site": visitors.SITE,
            "ringing": guests.ringing,
            "newest_guest": guests.newest,
            "guest_kind": lambda guest: guests.side(guest).kind,
            "acts_on_guest": guests.acts,
            "address_parts": address_parts,
        },
        labels={
            "entries": ENTRY_KINDS,
            "columns": details_file.COLUMNS,
            "sites": SITES,
            "session_places": SESSION_KINDS,
            "session_notes": SESSION_KINDS,
            "option_gives": tuple(OPTIONS),
            "code_ends": CODE_ENDS,
            "link_ends": LINK_ENDS,
            "proofs": tuple(visitors.KINDS),
            "callers": tuple(calls.CALLERS),
            "caller_words": tuple(calls.CALLERS),
            "could_be_seen": guests.KINDS,
            "guests": (*guests.SUBJECTS, guests.RESCUER),
            "guest_answers": guests.ANSWERS,
            "answers": AUTOPAY_REASONS,
            "guest_pages": (*guests.SUBJECTS, guests.RESCUER),
        },
        messages=MESSAGE_KINDS,
        choices=choices,
        guarded={
            "phone": NUMBER_NOT_FOR_TRAINING,
            "email": EMAIL_NOT_FOR_TRAINING,
            "name": NAME_NOT_FOR_TRAINING,
            "sum": SUM_LOOKS_LIKE_CARD,
        },
        expected=expected,
        restate=restate,
        counted_down=("sms",),
    ),
    placeholders=(
        "code",
        "wrong_code",
        "link",
        "false_link",
        "right",
        "balance",
        "most_a_month",
        "next_fee_day",
        "autopay_day",
        "charge_day",
        "sessions_left",
    ),
    known=known_to_the_learner,
    recognises=recognises,
    is_full=is_full,
    trim=forget_old_messages,
    visitors=Visitors(
        kinds=visitors.FORGED,
        come=visitors.come,
        waits=lambda account: bool(account.visits.waiting),
        action="judge_message",
        right={visitors.FIELD.name: "{right}"},
    ),
    living=LIVING,
    downloads={
        "details.csv": Download(filename=details_file.FILENAME, media_type=details_file.TYPE, write=write_details)
    },
)
