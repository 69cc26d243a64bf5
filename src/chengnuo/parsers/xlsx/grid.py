"""The cells of a sheet by row and column, and the runs of rows that are a table or lines of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chengnuo.parsers.xlsx.shown import Shower, Shown

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


class Grid:
    """What the cells of a sheet show, by row and column from 1, and which of them are merged."""

    __slots__ = ("_covered", "_first", "_goes_on", "_merged", "rows")

    def __init__(self, sheet: Worksheet, shower: Shower) -> None:
        self.rows: dict[int, dict[int, Shown]] = {}
        for cell in cells_of(sheet):
            words = shower.shown(cell) if cell.value is not None else None
            if words is not None:
                self.rows.setdefault(cell.row, {})[cell.column] = words
        self._first = min(map(min, self.rows.values()), default=1)
        self._merged: dict[tuple[int, int], tuple[int, int]] = {}
        self._covered: dict[int, set[int]] = {row: set() for row in self.rows}
        self._goes_on: set[int] = set()
        for merged in sheet.merged_cells.ranges:
            self._merge(*merged.bounds)

    def _merge(self, left: int, top: int, right: int, bottom: int) -> None:
        """Keep in mind which places the merged cell holds, if it shows anything."""
        if left not in self.rows.get(top, {}):
            return
        self._merged[top, left] = (bottom, right)
        self._covered[top].update(range(left + 1, right + 1))
        for row in filter(self.rows.__contains__, range(top + 1, bottom + 1)):
            self._covered[row].update(range(left, right + 1))
            self._goes_on.add(row)

    def __len__(self) -> int:
        return len(self.rows)

    def corner(self, row: int, column: int) -> tuple[int, int]:
        """The last row and column of the cell that begins here."""
        return self._merged.get((row, column), (row, column))

    def covered(self, row: int, column: int) -> bool:
        """Whether a merged cell that begins elsewhere holds this place."""
        return column in self._covered[row]

    def alone(self, row: int) -> bool:
        """Whether one cell is all that the row shows, at its front or over several columns."""
        cells = self.rows[row]
        if len(cells) > 1 or row in self._goes_on:
            return False
        (column,) = cells
        return column == self._first or self.corner(row, column)[1] > column


def address(row: int, column: int) -> str:
    """What the place is called: B3."""
    from openpyxl.utils import get_column_letter

    return f"{get_column_letter(column)}{row}"


def cells_of(sheet: Worksheet) -> list[Any]:
    """The cells that the file names, by rows; openpyxl's own walk makes one for every place up to the farthest."""
    return [cell for _, cell in sorted(sheet._cells.items(), key=lambda item: item[0])]  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that are one table, or lines of their own."""

    grid: Grid
    rows: list[int]
    table: bool

    @property
    def columns(self) -> range:
        """The columns that the rows take up."""
        first = min(min(self.grid.rows[row]) for row in self.rows)
        return range(first, max(self.grid.corner(row, c)[1] for row in self.rows for c in self.grid.rows[row]) + 1)

    def size(self, row: int, column: int) -> tuple[int, int] | None:
        """How many rows and columns of the table the cell at the place has; None where another cell holds it."""
        if self.grid.covered(row, column):
            return None
        bottom, right = self.grid.corner(row, column)
        return bisect_right(self.rows, bottom) - bisect_left(self.rows, row), right - column + 1


def runs(grid: Grid) -> Iterator[Run]:
    """The runs of the sheet's rows in their order.

    A row with one cell belongs to the table if rows of it stand directly above and below; above the first and below the
    last, and behind an empty row where another table follows, it is a line of its own.
    """
    table: list[int] = []
    lines: list[int] = []
    for row in sorted(grid.rows):
        if grid.alone(row):
            lines.append(row)
        elif table and (not lines or row - table[-1] == len(lines) + 1):
            table += [*lines, row]
            lines = []
        else:
            yield from _runs(grid, table, lines)
            table, lines = [row], []
    yield from _runs(grid, table, lines)


def _runs(grid: Grid, table: list[int], lines: list[int]) -> Iterator[Run]:
    if table:
        yield Run(grid, table, table=True)
    if lines:
        yield Run(grid, lines, table=False)
