"""What digits may stand for in a date, and where lines open with those of a day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from chengnuo.packs import Pack
from chengnuo.repair.numerals import parted, value

__all__ = ["Reading", "month_and_day", "opening_days", "readings"]

# Year, month and day, 0 where it is not told.
Reading = tuple[int, int, int]
# A month and a day.
_Day = tuple[int, int]

# So many lines one after the other that open with a day are a chronicle or a timetable; so many of them have three
# digits, as the numbers of a list seldom do.
_SERIES = 3
_LONG = 2
# News opens with a day that is so many days before the one on which it was put on its page.
_SHOWN = 31
# Plans are for so many years at most (2021—2035); years in two or three digits (民国) are named together that follow
# each other so soon, where their digits may be days.
_LONGEST_PLAN = 30
_SHORT_YEAR = 1000
_SOON = 5
_LAST_DAY = 31
_LAST_MONTH = 12
# Groups of a rule that are no part of its writing.
_NOT_WRITTEN = ("token", "run")


@lru_cache(maxsize=4096)
def readings(
    found: tuple[tuple[str, str | None], ...], write: str, also: str | None
) -> tuple[tuple[str, ...], tuple[Reading, ...]]:
    """The texts that the groups found may stand for, and the dates that these mean (where they are dates).

    `until` is the day that ends a range of days; `also` writes what two digits may mean besides: 11 is 11月 or 1月1日.
    """
    groups = dict(found)
    known = {name: words for name, words in groups.items() if words is not None and name not in _NOT_WRITTEN}
    run = groups.get("run")
    year = value(known.get("y") or "")
    if run is not None and not run.isascii():
        parts = parted(run, year)
        dates = tuple((year, value(month), value(day)) for month, day in parts)
        return tuple(write.format(**known, m=month, d=day) for month, day in parts), dates
    if run is not None:
        until = int(groups.get("until") or _LAST_DAY)
        dates = tuple((year, month, day) for month, day in month_and_day(run, year) if day <= until)
        width = len("01") if len(run) == len("0101") else 0
        writings = [write.format(**known, m=f"{month:0{width}}", d=f"{day:0{width}}") for _, month, day in dates]
        if also and writings and run in ("10", "11", "12"):
            writings.append(also.format(**known, m=run))
        return tuple(writings), dates
    month, day = value(known.get("m") or ""), value(known.get("d") or "")
    later = value(known.get("y2") or "") - year
    if "y2" in known and (
        not 0 < later <= _LONGEST_PLAN if not month else year < _SHORT_YEAR and not 0 <= later <= _SOON
    ):
        return (), ()
    if month and not (month <= _LAST_MONTH and day <= monthrange(year or 2000, month)[1]):
        return (), ()
    writings = [write.format(**known)]
    if also:
        writings += (also.format(**known | {"m": m, "d": d}) for m, d in month_and_day(str(month), year))
    return tuple(writings), ((year, month, day),) if month else ()


def month_and_day(run: str, year: int) -> tuple[_Day, ...]:
    """The months and days that a run of 2 to 4 digits may hold (`416` → 4/16; `111` → 1/11 and 11/1).

    Leading zeros are read only where both have one place for them (`0416`). Without a year February has 29 days.
    """
    if len(run) == 4:
        splits = [(run[:2], run[2:])]
    else:
        splits = [(run[:i], run[i:]) for i in (1, 2) if 0 < len(run) - i <= 2]
        splits = [(m, d) for m, d in splits if not m.startswith("0") and not d.startswith("0")]
    pairs = [(int(m), int(d)) for m, d in splits]
    return tuple((m, d) for m, d in pairs if 1 <= m <= 12 and 1 <= d <= monthrange(year or 2000, m)[1])


def opening_days(text: str, pack: Pack) -> Mapping[int, _Day]:
    """Where lines open with digits that are a day (112，某桥通车; 415 | 报名), and which.

    They are where several lines go through the year so, or where the day is soon before a date in figures, as news have
    one at their head.
    """
    # The pattern begins with the end of the line above, so that a place is that of the line in the text itself.
    rows = [(m.start(), m["run"]) for m in pack.pattern("repair", "dates", "opening_run").finditer(f"\n{text}")]
    days: dict[int, _Day] = {}
    for series in _series(rows):
        numbers = [int(run) for _, run, _ in series]
        if len(series) >= _SERIES and sum(number >= 100 for number in numbers) >= _LONG and not _is_counted(numbers):
            days |= {place: day for place, _, day in series}
    written = [(int(m["m"]), int(m["d"])) for m in pack.pattern("repair", "dates", "written").finditer(text)]
    for place, run in rows:
        near = [day for day in month_and_day(run, 0) if any(_is_soon(day, shown) for shown in written)]
        if place not in days and len(near) == 1:
            days[place] = near[0]
    return days


def _series(rows: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str, _Day]]]:
    """The rows in groups in which no day is before the last one; each with its place, digits and day."""
    series: list[tuple[int, str, _Day]] = []
    for place, run in rows:
        days = sorted(month_and_day(run, 0))
        later = [day for day in days if not series or day >= series[-1][2]]
        if series and not later:
            yield series
            series, later = [], days
        if later:
            series.append((place, run, later[0]))
    yield series


def _is_counted(numbers: Sequence[int]) -> bool:
    """Whether each number is one more than that before, as those of items are."""
    return all(last - first == 1 for first, last in pairwise(numbers))


def _is_soon(day: _Day, shown: _Day) -> bool:
    return 0 <= (shown[0] - day[0]) * 31 + shown[1] - day[1] <= _SHOWN
