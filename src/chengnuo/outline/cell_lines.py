"""Lines that may be the cells of a flattened table, each looked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from chengnuo.outline.fits import Fit, fit_of
from chengnuo.outline.lines import Line
from chengnuo.outline.names import NameWords
from chengnuo.outline.words import Words, column_kind

# The name of a column, or a line across the table, is no longer.
LONGEST_NAME, LONGEST_CATEGORY = 18, 40
_STOPS = frozenset("，。；！？,;")


@dataclass(frozen=True, slots=True)
class CellLines:
    """The lines, with the text and the words by which cells are known."""

    lines: Sequence[Line]
    text: str
    known: Words
    names: NameWords
    fits: dict[int, Fit] = field(default_factory=dict)  # by the numbers of lines, looked at once

    def fit(self, at: int) -> Fit:
        """How the line fits columns."""
        if at not in self.fits:
            line = self.lines[at]
            self.fits[at] = fit_of(self.text, line.span, line.bare, self.known, self.names)
        return self.fits[at]

    def names_column(self, at: int) -> bool:
        """Whether line `at` is the name of a column that a list knows."""
        bare = self.lines[at].bare
        return bare in self.known.columns or bare in self.known.table_first

    def number(self, at: int) -> int | None:
        """The number that line `at` is, in digits or in Chinese numerals."""
        match = self.known.row.match(self.lines[at].bare)
        number = self.known.number(match["number"]) if match else None
        return int(number) if number is not None else None

    def kind(self, at: int) -> str | None:
        """The kind of the column that line `at` names."""
        bare = self.lines[at].bare
        return "number" if bare in self.known.table_first else column_kind(bare, self.known)

    def is_year(self, at: int) -> bool:
        """Whether line `at` names a column of a year."""
        return self.known.column_year.search(self.lines[at].bare) is not None

    def may_name(self, at: int) -> bool:
        """Whether line `at` may be the name of a column."""
        if at >= len(self.lines):
            return False
        bare = self.lines[at].bare
        return len(bare) <= LONGEST_NAME and (self.is_year(at) or not bare[0].isdigit()) and _STOPS.isdisjoint(bare)

    def goes_on(self, at: int) -> bool:
        """Whether line `at` goes on with the name of the column above it."""
        return at < len(self.lines) and self.known.parts["head_continued"].match(self.lines[at].bare) is not None

    def sorts(self, at: int, size: int) -> tuple[str, ...]:
        """What each of the lines of a row is."""
        return tuple(self.fit(place).sort for place in range(at, min(at + size, len(self.lines))))

    def is_category(self, at: int) -> bool:
        """Whether line `at` may name what the next rows are about."""
        line = self.lines[at]
        return len(line.bare) <= LONGEST_CATEGORY and self.known.numbered.match(line.text) is not None
