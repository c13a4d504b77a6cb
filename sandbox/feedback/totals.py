"""Readers' answers added up by page."""

from collections import Counter
from collections.abc import Iterable

from sandbox.feedback import DailyCount, DailyReason
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class Total:
    """All answers about one page."""

    page: str
    useful: int
    useless: int


def total(counts: Iterable[DailyCount]) -> list[Total]:
    """The days added up; the pages that most readers found useless come first."""
    pages: dict[str, Total] = {}
    for each in counts:
        so_far = pages.get(each.page, Total(each.page, 0, 0))
        pages[each.page] = Total(each.page, so_far.useful + each.useful, so_far.useless + each.useless)
    return sorted(pages.values(), key=lambda page: (-page.useless, page.useful, page.page))


def total_reasons(reasons: Iterable[DailyReason]) -> list[tuple[str, str, int]]:
    """Page, reason and how often it was given, the most frequent first."""
    sums: Counter[tuple[str, str]] = Counter()
    for each in reasons:
        sums[each.page, each.reason] += each.count
    return sorted(((*of, count) for of, count in sums.items()), key=lambda each: (-each[2], *each))
