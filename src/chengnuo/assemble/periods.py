"""EDTF periods compared, which lies before which, and years in a row as one period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from chengnuo.assemble.lexicon import Lexicon
from chengnuo.model import TimeMention
from chengnuo.spans import Span

_WHOLE_YEARS = re.compile(r"(\d{4})/(\d{4})")
# The last month of a season as EDTF numbers it (21 spring … 24 winter).
_SEASON_END = {"21": "05", "22": "08", "23": "11", "24": "12"}
_SEASON_START = {"21": "03", "22": "06", "23": "09", "24": "12"}


def year_of(value: str) -> str:
    """The year that an EDTF date is of, or with which a period of years begins: its first four characters."""
    return value[:4]


def is_year(value: str) -> bool:
    """Whether an EDTF date is a whole year."""
    return len(value) == 4


def is_day(value: str) -> bool:
    """Whether an EDTF date is a day of the calendar."""
    return len(value) == 10


@lru_cache(maxsize=1024)  # a document speaks of a few periods again and again
def first_day(value: str) -> str:
    """The first day of an EDTF period as a string that compares by time."""
    return _day(value.split("/", maxsplit=1)[0], _SEASON_START, "01", "01")


@lru_cache(maxsize=1024)
def last_day(value: str) -> str:
    """The last day of an EDTF period as a string that compares by time; an open end is the far future."""
    return _day(value.rsplit("/", maxsplit=1)[-1] or "9999", _SEASON_END, "12", "31")


def is_past(value: str, today: str) -> bool:
    """Whether the period ended before the period `today` began."""
    return last_day(value) < first_day(today)


def is_future(value: str, today: str) -> bool:
    """Whether the period ends after the period `today`."""
    return last_day(value) > last_day(today)


def whole_years(value: str) -> range:
    """The years of a period of whole years, both ends included; empty for any other."""
    found = _WHOLE_YEARS.fullmatch(value)
    return range(int(found[1]), int(found[2]) + 1) if found else range(0)


def joined(text: str, times: Sequence[TimeMention], lex: Lexicon) -> list[TimeMention]:
    """The times, with years in a row as the one period that they are: 2020年和2021年补充教师200名."""
    found: list[TimeMention] = []
    for time in times:
        last = found[-1] if found else None
        if last is not None and _follows(text, last, time, lex):
            span = Span(last.span.start, time.span.end)
            found[-1] = replace(last, span=span, value=f"{year_of(last.value)}/{time.value}")
        else:
            found.append(time)
    return found


def _follows(text: str, earlier: TimeMention, later: TimeMention, lex: Lexicon) -> bool:
    """Whether a year is named directly behind the year before it."""
    last = earlier.value[-4:]
    years = last.isdigit() and later.value.isdigit() and is_year(later.value)
    if not years or int(later.value) != int(last) + 1:
        return False
    return lex.patterns["joint"].fullmatch(text, earlier.span.end, later.span.start) is not None


def _day(point: str, seasons: dict[str, str], month: str, day: str) -> str:
    fields = [*point.split("-"), "", ""][:3]
    fields[1] = seasons.get(fields[1], fields[1]) or month
    fields[2] = fields[2] or day
    return "-".join(fields)
