"""What the subscriber's phone was used for: made from a seed, the same for every run."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from itertools import product

from sandbox.frozen import dataclass
from sandbox.text.russian import MOSCOW

FIRST_DAY, LAST_DAY = date(2025, 6, 1), date(2025, 7, 13)
"""From the day that the number was bought to the eve of the day that runs begin."""

MOTHER, WORK, DAUGHTER, FRIEND, CLINIC = (f"790700000{place}" for place in range(11, 16))
ASKING_LINE, HOROSCOPE_LINE, PAID_LINE = "0000", "0001", "0002"
"""Short numbers of no operator."""

RECORD_KINDS = ("outgoing_call", "incoming_call", "outgoing_message", "incoming_message", "internet")
"""The kinds of records of the phone's use. What costs money stands in the history too."""


@dataclass(frozen=True)
class Line:
    """One line of the call details. ``kind`` is one of `ledger.ENTRY_KINDS`.

    ``amount`` is in kopecks, negative for a charge.
    ``party`` is the other number. ``volume`` is in seconds for a call, in megabytes for internet, else 0.
    ``service`` names the option that a fee is for.
    """

    kind: str
    at: datetime
    amount: int = 0
    party: str = ""
    volume: int = 0
    service: str = ""

    @property
    def unit(self) -> str:
        """What ``volume`` counts: seconds, megabytes, or nothing."""
        return {"outgoing_call": "seconds", "incoming_call": "seconds", "internet": "megabytes"}.get(self.kind, "")


@dataclass(frozen=True)
class DetailsRequest:
    """Which call details were asked for: both days, by Moscow, are included. ``what`` is one of `call_details.WHAT`."""

    begin: date
    end: date
    what: str


@dataclass(frozen=True)
class PhoneUse:
    """What the phone was used for, and which details of it are shown.

    ``calls_seed``: `records` makes the records from it; None if the phone has not been used. ``besides`` are further
    records.
    """

    calls_seed: int | None = None
    details: DetailsRequest | None = None
    besides: tuple[Line, ...] = ()


@dataclass(frozen=True)
class _Habit:
    """Something that is done in one hour, by Moscow, of some days of the week (Monday is 0).

    ``chance`` is a percentage. ``price`` is in kopecks: of a begun minute of a call, or of a message.
    """

    kind: str
    party: str
    days: tuple[int, ...]
    hour: int
    chance: int
    volume: tuple[int, int] = (0, 0)
    price: int = 0
    since: date = FIRST_DAY


_WORKDAYS, _WEEKEND, _DAILY = (0, 1, 2, 3, 4), (5, 6), (0, 1, 2, 3, 4, 5, 6)

HABITS = (
    _Habit("outgoing_call", WORK, _WORKDAYS, 9, 45, (40, 240)),
    _Habit("outgoing_call", CLINIC, (1,), 10, 40, (60, 300)),
    _Habit("outgoing_call", ASKING_LINE, (2,), 11, 60, (70, 170), price=12_00),
    _Habit("incoming_call", MOTHER, _WEEKEND, 12, 60, (200, 880)),
    _Habit("incoming_call", FRIEND, _WORKDAYS, 13, 20, (60, 400)),
    _Habit("incoming_call", WORK, _WORKDAYS, 14, 40, (30, 300)),
    _Habit("outgoing_call", DAUGHTER, _WEEKEND, 17, 50, (120, 480)),
    _Habit("outgoing_call", FRIEND, (4,), 18, 70, (120, 540)),
    _Habit("outgoing_call", MOTHER, _DAILY, 19, 45, (120, 480)),
    _Habit("incoming_call", DAUGHTER, _DAILY, 20, 35, (60, 700)),
    _Habit("outgoing_message", DAUGHTER, _DAILY, 8, 18, price=2_50),
    _Habit("outgoing_message", FRIEND, (4, 5), 16, 40, price=2_50),
    _Habit("incoming_message", DAUGHTER, _DAILY, 15, 20),
    _Habit("incoming_message", HOROSCOPE_LINE, _DAILY, 7, 100, since=date(2025, 6, 21)),
    _Habit("internet", "", _DAILY, 7, 85, (5, 45)),
    _Habit("internet", "", _WEEKEND, 16, 70, (40, 120)),
    _Habit("internet", "", _DAILY, 21, 92, (20, 110)),
)
"""A plausible person. A call ends within its hour, and no two calls share an hour, so that they don't overlap."""

_MINUTES = 44
"""Events start in the first 44 minutes of an hour, so that a call of up to 15 ends within it."""


@lru_cache(maxsize=4)
def records(seed: int) -> tuple[Line, ...]:
    """All that the phone was used for, oldest first."""
    days = (FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1))
    made = (line for day, number in product(days, range(len(HABITS))) for line in _done(seed, day, number))
    return tuple(sorted(made, key=lambda line: line.at))


def _done(seed: int, day: date, number: int) -> Iterator[Line]:
    habit = HABITS[number]
    drawn = sha256(f"{seed}/{day}/{number}".encode()).digest()
    chance, minute, second, wide = drawn[0] % 100, drawn[1] % _MINUTES, drawn[2] % 60, int.from_bytes(drawn[3:7])
    if day.weekday() not in habit.days or day < habit.since or chance >= habit.chance:
        return
    least, most = habit.volume
    volume = least + wide % (most - least + 1)
    units = -(-volume // 60) if habit.volume[1] else 1
    yield Line(
        habit.kind,
        datetime.combine(day, time(habit.hour, minute, second), MOSCOW).astimezone(UTC),
        amount=-habit.price * units,
        party=habit.party,
        volume=volume,
    )
