"""What stands beside a place of a text and speaks for a date there: a column of dates, an organ that signs, a day."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from functools import cached_property

from chengnuo.packs import Pack
from chengnuo.remembered import compiled
from chengnuo.repair.characters import HAN
from chengnuo.repair.line import lines_of
from chengnuo.repair.runs import opening_days

__all__ = ["Beside"]

# How many lines above a cell the heading of its column is looked for (a task table of 22 rows of up to 10 lines),
# and how near other cells with dates must be.
_COLUMN_LINES = 260
_CELLS_NEAR = 60
# Where lines are numbers of so many digits, seven digits alone are more likely a telephone number.
_LONG = 5
_WORDS = compiled(f"[{HAN}]")
# The name of an organ has at most so many characters.
_SIGNATURE = 40
# So many cells near that are dates are a column.
_COLUMN = 2


class Beside:
    """The lines of a text, and which of them are dates, or heads of columns of dates; found when they are asked for."""

    def __init__(self, text: str, pack: Pack) -> None:
        self._text = text
        self._pack = pack

    @cached_property
    def _days(self) -> Mapping[int, tuple[int, int]]:
        return opening_days(self._text, self._pack)

    def opens(self, at: int) -> bool:
        """Whether the line opens with a day of a chronicle, a timetable or news."""
        return self._text.rfind("\n", 0, at) + 1 in self._days

    @cached_property
    def _lines(self) -> list[tuple[int, str]]:
        """The lines with words and where they begin."""
        return lines_of(self._text)

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self._lines]

    @cached_property
    def _heads(self) -> list[int]:
        """The places in `_lines` of headings of columns of dates."""
        return self._lines_with("column")

    @cached_property
    def _cells(self) -> list[int]:
        """The places in `_lines` of cells that are one date."""
        return self._lines_with("cell")

    def _lines_with(self, name: str) -> list[int]:
        """The places in `_lines` of those at whose end the pattern matches, which may begin above them."""
        return [self._place(m.end() - 1) for m in self._pattern(name).finditer(f"\n{self._text}")]

    def is_between_words(self, at: int) -> bool:
        """Whether words stand above and below the line, and no line of the text is a long number and no date."""
        place = self._place(at)
        beside = [line for _, line in (*self._lines[max(0, place - 1) : place], *self._lines[place + 1 : place + 2])]
        return not self._has_numbers and all(_WORDS.search(line) for line in beside)

    @cached_property
    def _has_numbers(self) -> bool:
        """Whether a line is a number of so many digits that do not begin with a year."""
        long = (line for _, line in self._lines if line.isdecimal() and len(line) >= _LONG)
        return any(not self._pattern("begins_with_year").match(line) for line in long)

    def _place(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def is_in_column(self, at: int) -> bool:
        place = self._place(at)
        above = bisect_left(self._heads, place)
        if above and self._heads[above - 1] >= place - _COLUMN_LINES:
            return True
        first = bisect_left(self._cells, place - _CELLS_NEAR)
        return bisect_right(self._cells, place + _CELLS_NEAR) - first >= _COLUMN

    def _is_row(self, place: int) -> bool:
        """Whether the line is the number of a table's row."""
        line = self._lines[place][1] if place < len(self._lines) else ""
        return line.isdecimal() and len(line) < len("100")

    def is_signed(self, at: int) -> bool:
        """Whether an organ's name ends the line above, or stands before in the line, and this is no cell of a row."""
        place = self._place(at)
        start, line = self._lines[place]
        if self._is_row(place + 1) and self.is_in_column(at):
            return False
        before = line[: at - start] or (self._lines[place - 1][1] if place else "")
        return 0 < len(before) <= _SIGNATURE and bool(self._pattern("signature").search(before))

    def is_closed(self, at: int) -> bool:
        """Whether an organ's name is the line above, and what ends a notice (特此通告) the line above that."""
        place = self._place(at)
        return place > 1 and self.is_signed(at) and bool(self._pattern("closing").match(self._lines[place - 2][1]))

    def _pattern(self, name: str) -> re.Pattern[str]:
        return self._pack.pattern("repair", "dates", name)
