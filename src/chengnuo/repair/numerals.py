"""Months and days in Chinese numerals: what their words mean, and where a run of them may be parted."""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from functools import lru_cache

__all__ = ["parted", "value"]

_TEN = 10
_LAST_MONTH = 12
_LAST_DAY = 31
# Zeros of years that Unicode gives no number: a circle, and letters.
_ZEROS = "\u25cb\u25ef\uff2fOo"
_LONGEST = len("311")


@lru_cache(maxsize=4096)
def value(words: str) -> int:
    """The number of a year in four numerals, or of a month or day in words as these are written; 0 where it is none."""
    if words.isdecimal():
        return int(words)
    numbers = [0 if sign in _ZEROS else int(unicodedata.numeric(sign, -1)) for sign in words]
    if min(numbers, default=-1) < 0:
        return 0
    if len(numbers) == len("2024"):
        return int("".join(map(str, numbers))) if max(numbers) < _TEN else 0
    return _small(numbers)


def _small(numbers: list[int]) -> int:
    """A number below forty: a ten or tens may stand before a unit, and one to three before the ten."""
    if len(numbers) > _LONGEST:
        return 0
    if len(numbers) > 1 and numbers[1] == _TEN and 1 < numbers[0] <= _LAST_DAY // _TEN:
        numbers = [numbers[0] * _TEN, *numbers[2:]]
    first, *rest = numbers
    if not rest:
        return first
    return first + rest[0] if len(rest) == 1 and first % _TEN == 0 and 0 < rest[0] < _TEN and first else 0


@lru_cache(maxsize=4096)
def parted(run: str, year: int) -> tuple[tuple[str, str], ...]:
    """The months and days that a run of numerals may hold, as their words. Without a year February has 29 days."""
    pairs = [(run[:at], run[at:]) for at in range(1, len(run))]
    return tuple((month, day) for month, day in pairs if _is_day(value(month), value(day), year))


def _is_day(month: int, day: int, year: int) -> bool:
    return 1 <= month <= _LAST_MONTH and 1 <= day <= monthrange(year or 2000, month)[1]
