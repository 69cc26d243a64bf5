"""The same part of the year before: 1—9月，收入5亿元，比上年同期增长8%."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from chengnuo import dates
from chengnuo.model import Outline, Part, TimeMention
from chengnuo.spans import Span

_YEAR = re.compile(r"\d{4}")
# The period that a title names stands within so many characters of its document's start.
TITLE = 120
# A sentence may name thousands of times: a period is looked for among the last.
NEAREST = 20


def with_same_periods(
    outline: Outline, times: Sequence[TimeMention], words: Mapping[str, re.Pattern[str]]
) -> list[TimeMention]:
    """The times, with 上年同期 as the part of that year that its sentence or its document's title speaks of."""
    text, found = outline.text, list(times)
    titled = [t for part in outline.parts for t in times if _is_in_title(t, part, text)]
    for i, time in enumerate(found):
        if time.type != "DATE" or not words["last_year"].fullmatch(text, time.span.start, time.span.end):
            continue
        same = words["same_period"].match(text, time.span.end)
        period = _period_of(text, found[max(0, i - NEAREST) : i], titled, time, words) if same else None
        if same and period is not None:
            value = _YEAR.sub(lambda year: str(int(year[0]) - 1), period)
            found[i] = replace(time, span=Span(time.span.start, same.end()), value=value)
    return found


def _period_of(
    text: str,
    before: Sequence[TimeMention],
    titled: Sequence[TimeMention],
    time: TimeMention,
    words: Mapping[str, re.Pattern[str]],
) -> str | None:
    """The part of the year after it that the sentence speaks of, else the title; None where a whole year, or a point up
    to which was counted (截至9月底), stands between."""
    for other in reversed(before):
        if words["sentence_end"].search(text, other.span.end, time.span.start):
            break
        if words["other_time"].search(other.span.of(text)):
            return None
        if _is_part_of_next_year(other, time):
            return other.value
    named = (t for t in reversed(titled) if t.span.start < time.span.start)
    return next((t.value for t in named if _is_part_of_next_year(t, time)), None)


def _is_in_title(time: TimeMention, part: Part, text: str) -> bool:
    return part.span.start <= time.span.start < part.span.start + TITLE and time.span.of(text) in (part.title or "")


def _is_part_of_next_year(period: TimeMention, time: TimeMention) -> bool:
    """Whether it is a part of the year behind that of `time`."""
    years = dates.years_of(period.value) if period.type == "DATE" and "-" in period.value else None
    last = dates.years_of(time.value)
    return years is not None and last is not None and years == (last[0] + 1, last[0] + 1)
