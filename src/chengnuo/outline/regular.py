"""Tables flattened to a cell a line that lost no cell: so many lines a row as the header has, alike in each column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chengnuo.model import Cell
from chengnuo.outline.cell_lines import CellLines
from chengnuo.outline.roles import BODY
from chengnuo.outline.tables import Grid, Row, first_only, without_dittos
from chengnuo.spans import Span

# A table has so many columns and rows.
FEWEST_COLUMNS, MOST_COLUMNS, FEWEST_ROWS = 3, 12, 2
# The name of a column is broken over so many lines at most.
HEAD_LINES = 3
# The names of so many columns are known, or this share of the columns behind the first are of numbers.
KNOWN_COLUMNS, NUMBERS = 2, 0.6
# Of the cells of a row that should be dates, bodies or numbers so many are.
ALIKE = 0.6
_SORTS: dict[str, str] = {"date": "date", "number": "value", **dict.fromkeys(BODY, "bodies")}


@dataclass(frozen=True, slots=True)
class _Shape:
    """A header with the lines of its cells and their kinds, the first lines of its rows, and what each column is of."""

    heads: tuple[range, ...]
    kinds: tuple[str | None, ...]
    sorts: tuple[str, ...]
    rows: tuple[int, ...]
    years: int  # columns of years that hold values

    @property
    def rank(self) -> tuple[int, float, int]:
        """Of several shapes the one whose years hold values is right, then the one with most columns that are alike,
        and of these the smallest."""
        return self.years, sum(map(bool, self.sorts)) / len(self.sorts), len(self.rows)


def find_regular(here: CellLines, at: int) -> Grid | None:
    """The table whose header begins at line `at`; None where the lines are no such table."""
    if not here.names_column(at):
        return None
    heads = tuple(_heads(here, at))
    shapes = (shape for size in range(FEWEST_COLUMNS, len(heads) + 1) for shape in _shapes(here, heads[:size]))
    best = max(shapes, key=lambda shape: shape.rank, default=None)
    return None if best is None or _goes_on(here, best) else _grid(here, best)


def _heads(here: CellLines, at: int) -> Iterator[range]:
    """The lines of each cell that may be one of a header: 2021年, with （基数） below it."""
    for _ in range(MOST_COLUMNS):
        if not here.may_name(at):
            return
        end = at + 1
        while end < at + HEAD_LINES and here.goes_on(end):
            end += 1
        yield range(at, end)
        at = end


def _shapes(here: CellLines, heads: tuple[range, ...]) -> Iterator[_Shape]:
    """The tables that such a header may have, with a line across it before its first row or without."""
    size, first = len(heads), heads[-1].stop
    for start in (first, first + 1) if first < len(here.lines) and here.is_category(first) else (first,):
        if start + size > len(here.lines) or any(map(here.names_column, range(start, start + size))):
            continue
        kinds = tuple(here.kind(head.start) for head in heads)
        sorts = here.sorts(start, size)
        if not _is_told(kinds, sorts):
            continue
        rows = tuple(_rows(here, start, sorts))
        years = sum(sort == "value" and here.is_year(head.start) for head, sort in zip(heads, sorts, strict=True))
        if len(rows) >= FEWEST_ROWS:
            yield _Shape(heads, kinds, sorts, rows, years)


def _is_told(kinds: Sequence[str | None], sorts: Sequence[str]) -> bool:
    """Whether a header is known and what stands below it is of its kinds, or whether it stands over numbers."""
    if any(kind in _SORTS and sort != _SORTS[kind] for kind, sort in zip(kinds, sorts, strict=False)):
        return False
    known = sum(kind is not None for kind in kinds)
    numbers = sum(sort == "value" for sort in sorts[1:])
    over_numbers = known > 0 and numbers >= NUMBERS * (len(sorts) - 1) and (sorts[0] != "value" or kinds[0] == "number")
    return over_numbers or (known >= KNOWN_COLUMNS and any(kind in ("date", *BODY) for kind in kinds))


def _rows(here: CellLines, at: int, sorts: Sequence[str]) -> Iterator[int]:
    """The first lines of the rows whose cells are of the sorts of their columns."""
    size = len(sorts)
    told = [column for column, sort in enumerate(sorts) if sort]

    def alike(start: int) -> float:
        own = here.sorts(start, size)
        return sum(own[i] == sorts[i] for i in told) / len(told) if told and len(own) == size else 0.0

    while at < len(here.lines):
        if here.is_category(at) and alike(at + 1) > alike(at):
            at += 1
        if alike(at) < ALIKE:
            return
        yield at
        at += size


def _goes_on(here: CellLines, shape: _Shape) -> bool:
    """Whether a row with the next number follows, or begins within the last, which lost a cell or has several lines in
    one."""
    if shape.kinds[0] != "number":
        return False
    at = shape.rows[-1]
    last = here.number(at)
    within = [column for column, sort in enumerate(shape.sorts) if column and sort != "value"]
    after = (at + i for i in (*within, len(shape.sorts), len(shape.sorts) + 1))
    return last is not None and any(here.number(i) == last + 1 for i in after if i < len(here.lines))


def _grid(here: CellLines, shape: _Shape) -> Grid:
    lines, size = here.lines, len(shape.kinds)
    numbered = shape.kinds[0] == "number"
    rows = [
        Row(
            lines[i].bare if numbered else "",
            Span(lines[i].start, lines[i + size - 1].end),
            tuple((column, lines[i + column].span) for column in range(size)),
        )
        for i in shape.rows
    ]
    places = [lines[head.start].span.hull(lines[head.stop - 1].span) for head in shape.heads]
    header = tuple(Cell(span=place, row=0, column=column) for column, place in enumerate(places))
    opinions = any(lines[head.start].bare in here.known.opinion for head in shape.heads)
    names = [lines[head.start].bare for head in shape.heads]
    kinds = tuple(first_only([kind or "other" for kind in shape.kinds], names, here.known))
    place = Span(places[0].start, rows[-1].span.end)
    return Grid(place, kinds, header, without_dittos(rows, here.text, here.known), opinions)
