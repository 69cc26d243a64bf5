"""Calendar time as EDTF (ISO 8601-2, levels 0 and 1): which days a value covers, and how two values compare.

A value is a year `2027`, a month `2025-06`, a day `2025-06-26`, a season `2024-23` (21 spring … 24 winter), a
year with unknown digits `199X`, an interval of two of these `2021/2025`, or an interval open at one end
(`../2025`, `2025/..`). Qualifiers (`~`, `?`, `%`) are read over.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

FIRST_ROC_YEAR = 1911
"""Year n of the Republic, in whose years Taiwan counts, is 1911 + n."""

_POINT = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2})(?:-([0-9]{2}))?)?[~?%]?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
"""First and last month of a season in the northern hemisphere; 13 and 14 are in the next year."""


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def contains(self, other: Period) -> bool:
        return self.first <= other.first and other.last <= self.last

    def overlaps(self, other: Period) -> bool:
        return self.first <= other.last and other.first <= self.last


def period(edtf: str | None) -> Period | None:
    """The days that the value covers; None where it is no date (a duration, a word, a 31 June)."""
    return _period(edtf) if edtf else None


def is_valid(edtf: str | None) -> bool:
    """Whether the value is a date of the calendar."""
    return period(edtf) is not None


def earliest_day(edtf: str | None) -> date | None:
    """The first day of the value; None where it is no date."""
    covered = period(edtf)
    return covered.first if covered else None


def latest_day(edtf: str | None) -> date | None:
    """The last day of the value, the day by which a deadline has passed; None where it is no date."""
    covered = period(edtf)
    return covered.last if covered else None


def compare_deadlines(one: str | None, other: str | None) -> int | None:
    """-1 where `one` ends earlier than `other`, 1 where later, 0 where on the same day; None if either is no date."""
    first, second = latest_day(one), latest_day(other)
    if first is None or second is None:
        return None
    return (first > second) - (first < second)


def years_of(edtf: str | None) -> tuple[int, int] | None:
    """The first and the last year that the value touches."""
    covered = period(edtf)
    return (covered.first.year, covered.last.year) if covered else None


def last_point(edtf: str) -> str:
    """The end of an interval, or the value itself."""
    return edtf.rpartition("/")[2]


def day(year: int, month: int | None = None, day_of_month: int | None = None) -> str:
    """The parts as EDTF: `day(2025, 6)` is `2025-06`."""
    words = f"{year:04d}"
    if month is not None:
        words += f"-{month:02d}"
        if day_of_month is not None:
            words += f"-{day_of_month:02d}"
    return words


@lru_cache(maxsize=1 << 12)
def _period(edtf: str) -> Period | None:
    first, slash, last = edtf.partition("/")
    if not slash:
        return _point(first)
    start = Period(date.min, date.min) if first in {"", ".."} else _point(first)
    end = Period(date.max, date.max) if last in {"", ".."} else _point(last)
    if start is None or end is None or start.first > end.last:
        return None
    return Period(start.first, end.last)


def _point(edtf: str) -> Period | None:
    match = _POINT.fullmatch(edtf)
    if not match:
        return None
    words, month, day_of_month = match.groups()
    if "X" in words:
        return None if month else _span_of_years(int(words.replace("X", "0")), int(words.replace("X", "9")))
    year = int(words)
    if year == 0:
        return None
    if month is None:
        return _span_of_years(year, year)
    return _month_or_day(year, int(month), int(day_of_month) if day_of_month else None)


def _span_of_years(first: int, last: int) -> Period | None:
    return Period(date(first, 1, 1), date(last, 12, 31)) if first else None


def _month_or_day(year: int, month: int, day_of_month: int | None) -> Period | None:
    if month in _SEASONS and day_of_month is None:
        start, end = _SEASONS[month]
        year_of_end = year + (end > 12)
        if year_of_end > date.max.year:
            return None
        return Period(date(year, start, 1), _last_of_month(year_of_end, (end - 1) % 12 + 1))
    if not 1 <= month <= 12:
        return None
    last = _last_of_month(year, month)
    if day_of_month is None:
        return Period(date(year, month, 1), last)
    if not 1 <= day_of_month <= last.day:
        return None
    exact = date(year, month, day_of_month)
    return Period(exact, exact)


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
