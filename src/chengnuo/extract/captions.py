"""What stands above a table: the indicator and the year that its title names, and the unit of its numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chengnuo.model import CellTime
from chengnuo.spans import Span

# So many lines stand above a table that tell of it (its title, the unit, the day) at most, and so long they are.
MOST_LINES, LONGEST_LINE = 3, 60
# A shorter noun names nothing.
SHORTEST_NOUN = 2


@dataclass(frozen=True, slots=True)
class Caption:
    """The words above a table; empty where it says nothing. `span` is the place of the title."""

    span: Span
    noun: str = ""
    unit: str = ""
    year: str | None = None
    time: CellTime = ""


def caption_of(text: str, start: int, known: Mapping[str, re.Pattern[str]]) -> Caption:
    """The caption of the table that begins at `start`."""
    unit = ""
    end = start
    for _ in range(MOST_LINES):
        end = len(text[:end].rstrip())
        begin = text.rfind("\n", 0, end) + 1
        line = text[begin:end]
        if not line or len(line) > LONGEST_LINE or known["caption_stop"].search(line):
            break
        if told := known["unit_line"].search(line):
            unit = unit or told["unit"]
        told = told or known["date_line"].fullmatch(line)
        if told is None or len(line) > len(told[0]) + SHORTEST_NOUN:
            return _titled(line, Span(begin, end), unit, known)
        end = begin
    return Caption(Span(start, start), unit=unit)


def _titled(line: str, span: Span, unit: str, known: Mapping[str, re.Pattern[str]]) -> Caption:
    line = "".join(known["caption_number"].sub("", known["unit_line"].sub("", line)).split())
    year = known["year"].findall(line)
    in_name = known["unit_in_name"].search(line)
    return Caption(
        span=span,
        noun=noun_of(known["caption_place"].sub("", line), known),
        unit=unit or (in_name["unit"] if in_name else ""),
        year=year[-1] if year else None,
        time=time_of(line, known),
    )


def noun_of(words: str, known: Mapping[str, re.Pattern[str]]) -> str:
    """What a title or a header names besides years, units, and the words that say what its numbers are."""
    words = known["unit_in_name"].sub("", words)
    words = known["caption_place"].sub("", known["years_of_table"].sub("", words))
    noun = known["no_noun"].sub("", words)
    if noun and len(noun) < SHORTEST_NOUN <= len(words):
        return words  # 产值: 值 is a part of the word
    return noun if len(noun) >= SHORTEST_NOUN else ""


def time_of(words: str, known: Mapping[str, re.Pattern[str]]) -> CellTime:
    """Whether a title or a header speaks of what was or of what is to be; empty where it does not say."""
    return "past" if known["past"].search(words) else "goal" if known["goal"].search(words) else ""
