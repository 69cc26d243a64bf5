"""How near a garbled day is to others, and which of its readings the days of its sentence speak for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chengnuo.repair.periods import Day
from chengnuo.repair.runs import Reading
from chengnuo.spans import Span

__all__ = ["HALF_YEAR", "TWO_MONTHS", "YEAR", "day_number", "of_sentence", "soon_of"]

# Days are counted in years of twelve months of 31.
YEAR = 372
# Days that belong together, and are told without their year, are of so short a time.
TWO_MONTHS = 62
HALF_YEAR = 186
# Days of one year that follow each other in a sentence are so near to each other.
_SENTENCE = 80


def of_sentence(text: str, span: Span, readings: Sequence[Reading], days: Sequence[Day]) -> list[Reading]:
    """The one within two months of the days beside it in its sentence, where none of them has its year; otherwise
    all."""
    first = max(text.rfind(stop, 0, span.start) for stop in ("\n", "。"))
    last = min((at for stop in ("\n", "。") if (at := text.find(stop, span.end)) >= 0), default=len(text))
    beside = [
        read[0]
        for other, read in days
        if len(read) == 1 and max(first, span.start - _SENTENCE) < other.start < min(last, span.end + _SENTENCE)
    ]
    if readings[0][0] or not beside:
        return list(readings)
    apart = {d: [_around(d, other) for other in beside] for d in readings}
    near = [d for d, between in apart.items() if max(between) <= TWO_MONTHS]
    far = [d for d, between in apart.items() if min(between) > TWO_MONTHS]
    return near if len(near) == 1 and len(near) + len(far) == len(readings) else list(readings)


def soon_of(waits: Mapping[Reading, Sequence[int]]) -> list[Reading]:
    """The one reading with a wait of at most two months, where those of the others are over half a year or none;
    otherwise all, as where a year is not told."""
    near = [d for d, wait in waits.items() if d[0] and any(0 <= days <= TWO_MONTHS for days in wait)]
    far = [d for d, wait in waits.items() if wait and not any(0 <= days <= HALF_YEAR for days in wait)]
    return near if len(near) == 1 and len(near) + len(far) == len(waits) else list(waits)


def day_number(date: Reading) -> int:
    """The number of a day, counted from the year 0."""
    year, month, day = date
    return year * YEAR + month * 31 + day


def _around(one: Reading, other: Reading) -> int:
    """The days between two days of the year, whichever comes first."""
    apart = (day_number((0, *one[1:])) - day_number((0, *other[1:]))) % YEAR
    return min(apart, YEAR - apart)
