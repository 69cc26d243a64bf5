"""EDTF periods compared: which lies before which."""

from __future__ import annotations

import re
from functools import lru_cache

_WHOLE_YEARS = re.compile(r"(\d{4})/(\d{4})")
# The last month of a season as EDTF numbers it (21 spring … 24 winter).
_SEASON_END = {"21": "05", "22": "08", "23": "11", "24": "12"}
_SEASON_START = {"21": "03", "22": "06", "23": "09", "24": "12"}


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


def _day(point: str, seasons: dict[str, str], month: str, day: str) -> str:
    fields = [*point.split("-"), "", ""][:3]
    fields[1] = seasons.get(fields[1], fields[1]) or month
    fields[2] = fields[2] or day
    return "-".join(fields)
