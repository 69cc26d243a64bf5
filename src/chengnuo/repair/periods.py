"""Which readings of a garbled day fit the period that it begins or ends, and the days of its month that follow it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product

from chengnuo.packs import Pack
from chengnuo.repair.runs import Reading
from chengnuo.spans import Span

__all__ = ["Day", "of_period", "of_series"]

# A day of the text and what it may be.
Day = tuple[Span, Sequence[Reading]]

# What stands between the two days of a period is at most so long (零时起至; 8时30分起到次年), and how long the period
# is (施工期计划78天, 共40天) is told within so many characters of it.
_BETWEEN = 20
_TOLD = 40
# A period of which nothing else is told: one reading of at most so many days, the others of more than so many.
_TWO_MONTHS = 62
_HALF_YEAR = 186
# Holidays on working days fall within a period of some working days: at most so many.
_HOLIDAYS = 7
# Where no year is told it is one of 365 days or of 366.
_ANY_YEARS = (2023, 2024)
_SATURDAY = 5


def of_series(text: str, span: Span, readings: Sequence[Reading], pack: Pack) -> list[Reading]:
    """Those before the next day of the same month (118、10日、12日: 11月8日)."""
    later = pack.pattern("repair", "dates", "later_day").match(text, span.end)
    return [d for d in readings if later and d[2] < int(later["d"])] or list(readings)


def of_period(text: str, span: Span, readings: Sequence[Reading], days: Sequence[Day], pack: Pack) -> list[Reading]:
    """Those with which the period has the length that is told of it, or ends in the next year where it is said to, or
    soon where it would with the others after more than half a year; all where it is no period."""
    for first, last, own in _periods(text, (span, readings), days, pack):
        pairs = [(a, b, _length(a, b, year)) for a, b, year in product(first[1], last[1], _ANY_YEARS)]
        words = text[first[0].end : last[0].start]
        if pack.pattern("repair", "dates", "next_year").search(words):
            pairs = [pair for pair in pairs if pair[1][1:] < pair[0][1:]]
        told = _told(text, first[0].start, last[0].end, pack)
        fitting = [pair for pair in pairs if told and _is_long(pair[0], pair[2], told, pack)]
        if not fitting:
            soon = [pair for pair in pairs if 0 <= pair[2] <= _TWO_MONTHS]
            late = [pair for pair in pairs if not 0 <= pair[2] <= _HALF_YEAR]
            is_told = len({pair[:2] for pair in soon}) == 1 and len(soon) + len(late) == len(pairs)
            fitting = soon if is_told else pairs
        kept = {pair[own] for pair in fitting}
        if 0 < len(kept) < len(readings):
            return [d for d in readings if d in kept]
    return list(readings)


def _periods(text: str, day: Day, days: Sequence[Day], pack: Pack) -> Iterator[tuple[Day, Day, int]]:
    """The periods that the day begins or ends, as their two days, and which of them it is."""
    between = pack.pattern("repair", "dates", "between_days")
    span = day[0]
    after = bisect_left(days, (span.end, 0), key=lambda other: (other[0].start, 0))
    for other in days[after : after + 1]:
        if other[0].start - span.end <= _BETWEEN and between.fullmatch(text, span.end, other[0].start):
            yield day, other, 0
    before = bisect_left(days, (span.start, 0), key=lambda other: (other[0].start, 0))
    for other in days[max(0, before - 1) : before]:
        if 0 <= span.start - other[0].end <= _BETWEEN and between.fullmatch(text, other[0].end, span.start):
            yield other, day, 1


def _length(first: Reading, last: Reading, year: int) -> int:
    """The days from one to the other, which is in the next year where it would come before and its year is not told."""
    start = first[0] or last[0] or year
    end = last[0] or start
    if not (first[0] and last[0]) and last[1:] < first[1:]:
        start, end = (start, end + 1) if not last[0] else (end - 1, end)
    return (_date(end, last) - _date(start, first)).days


def _date(year: int, day: Reading) -> date:
    return date(year, day[1], 1) + timedelta(days=max(day[2], 1) - 1)


def _told(text: str, start: int, end: int, pack: Pack) -> re.Match[str] | None:
    """What tells the length of a period: what follows it, or what stands last before it in the line."""
    pattern = pack.pattern("repair", "dates", "length")
    line = text.find("\n", end, end + _TOLD)
    behind = pattern.search(text, end, line if line >= 0 else end + _TOLD)
    ahead = list(pattern.finditer(text, max(text.rfind("\n", 0, start) + 1, start - _TOLD), start))
    return behind or (ahead[-1] if ahead else None)


def _is_long(first: Reading, days: int, told: re.Match[str], pack: Pack) -> bool:
    """Whether a period of so many days has the length told, both of its ends counted or one."""
    words = told["n"]
    count = int(words) if words.isdecimal() else pack.words("repair", "enumerators", "numerals").index(words) + 1
    if told["work"]:
        if not first[0]:
            return False
        start = _date(first[0], first)
        working = sum((start + timedelta(days=n)).weekday() < _SATURDAY for n in range(min(days, 366) + 1))
        return count <= working <= count + _HOLIDAYS
    if told["months"] or told["years"]:
        months = count * (12 if told["years"] else 1)
        start = _date(first[0] or _ANY_YEARS[0], first)
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        whole = (date(year, month + 1, 1) + timedelta(days=start.day - 1) - start).days
        return whole - 2 <= days <= whole + 1
    return count * (7 if told["weeks"] else 1) - days in (0, 1)
