"""Numbers, durations and times as Russian readers expect them."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import Final

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_currency
from babel.units import format_unit

from sandbox.text.typography import NO_BREAK_SPACE

MOSCOW: Final = timezone(timedelta(hours=3))
"""The time zone in which all times are shown. There has been no summer time since 2014."""

_LOCALE: Final = Locale("ru")
_DAY: Final = 24 * 60 * 60
_GIGABYTE: Final = 1024
_KEPT: Final = 4096
"""So many results are kept of what pages show again and again: CLDR's formats are read anew at each use."""


class Count(int):
    """A number that inflects the words around it.

    ``{:попытка|попытки|попыток}`` → «2 попытки».
    ``{:Осталась % попытка|Осталось % попытки|Осталось % попыток}`` → «Осталось 2 попытки».
    """

    def __format__(self, forms: str) -> str:
        number = str(int(self))
        if not forms:
            return number
        form = plural(int(self), forms)
        return form.replace("%", number) if "%" in form else f"{number} {form}"


@lru_cache(_KEPT)
def plural(number: int, forms: str) -> str:
    """The form of a noun for a number; ``forms`` are for 1, 2 and 5, divided by ``|``."""
    one, few, many = forms.split("|")
    return {"one": one, "few": few}.get(_LOCALE.plural_form(number), many)


class Seconds(int):
    """A duration in seconds: «45 с», «2 ч 5 мин», «31 день». Rounded up, so that waiting as long is always enough."""

    def __format__(self, spec: str) -> str:
        rounded = int(self) if self < 60 else -(-int(self) // 60) * 60
        if rounded >= _DAY:
            return format_unit(-(-rounded // _DAY), "duration-day", locale=_LOCALE)
        return measure(rounded, "seconds")


class Money(int):
    """Kopecks as «1 234,50 ₽»."""

    def __format__(self, spec: str) -> str:
        return _rubles(int(self))


@lru_cache(_KEPT)
def _rubles(kopecks: int) -> str:
    text = format_currency(Decimal(kopecks) / 100, "RUB", locale=_LOCALE)
    return text.replace("-", "\N{MINUS SIGN}")


def measure(number: int, unit: str) -> str:
    """Seconds of a call as «1 ч 3 мин 20 с», megabytes as «350 МБ» or «2,4 ГБ»; nothing if there is no unit."""
    if unit == "megabytes":
        large = number >= _GIGABYTE
        size, name = (number / _GIGABYTE, "digital-gigabyte") if large else (number, "digital-megabyte")
        return _unit(size, name)
    minutes, seconds = divmod(number, 60)
    parts = zip((minutes // 60, minutes % 60, seconds), ("hour", "minute", "second"), strict=True)
    units = (_unit(part, f"duration-{name}") for part, name in parts if part)
    return NO_BREAK_SPACE.join(units) if unit == "seconds" else ""


def _unit(number: float, name: str) -> str:
    return format_unit(number, name, "short", format="#,##0.#", locale=_LOCALE).replace(" ", NO_BREAK_SPACE)


def day_and_time(moment: datetime) -> str:
    """Moscow date and time: «12 июля 2025, 00:33»."""
    return _formatted(_minute(moment), "d MMMM y, HH:mm")


def day(moment: datetime) -> str:
    """Moscow date: «12 июля 2025»."""
    return date_in_words(moment.astimezone(MOSCOW).date())


@lru_cache(_KEPT)
def date_in_words(value: date) -> str:
    """A day of the calendar: «12 июля 2025»."""
    return format_date(value, "d MMMM y", locale=_LOCALE)


def calendar_day(day: date) -> str:
    """A date without a time zone: «12 июля 2025»."""
    return date_in_words(day)


def short_day(moment: datetime) -> str:
    """Moscow date for a table: «12.07.2025»."""
    return _formatted(_minute(moment), "dd.MM.y")


def clock_time(moment: datetime) -> str:
    """Moscow time of day: «12:03»."""
    return _formatted(_minute(moment), "HH:mm")


def _minute(moment: datetime) -> datetime:
    """Its Moscow minute: nothing shows more of a moment."""
    return moment.astimezone(MOSCOW).replace(second=0, microsecond=0)


@lru_cache(_KEPT)
def _formatted(moment: datetime, pattern: str) -> str:
    return format_datetime(moment, pattern, locale=_LOCALE)


def phone_number(number: str) -> str:
    """Eleven digits as «+7 907 000-00-01»; a short number stays as it is."""
    if len(number) < 11:
        return number
    return f"+{number[0]} {number[1:4]} {number[4:7]}-{number[7:9]}-{number[9:]}"
