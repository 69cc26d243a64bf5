"""Merged cells that a table lost as it was copied to plain text: filled in the first of their rows, empty below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from chengnuo.model import Cell, Table
from chengnuo.packs import Pack
from chengnuo.parsers.heads import DONE, TOLD, heads_of, kind_of
from chengnuo.spans import Doubt

# Columns of bodies and times are merged where so many of them are empty in the same rows, so many, and so many filled.
FEWEST_COLUMNS, FEWEST_EMPTY, FEWEST_FILLED = 2, 2, 2
_MERGED = TOLD | {"person"}


def with_merged(text: str, table: Table, pack: Pack) -> Table:
    """The table, cells of bodies and times reaching down over rows in which all these columns are empty alike."""
    columns = _columns(text, table, pack)
    rows: dict[int, dict[int, Cell]] = defaultdict(dict)
    for cell in table.cells:
        if cell.row:
            rows[cell.row][cell.column] = cell
    filled = {column: tuple(row for row in sorted(rows) if column in rows[row]) for column in sorted(columns)}
    alike = [group for group in _alike(filled).values() if len(group) >= FEWEST_COLUMNS]
    made: dict[Cell, Cell] = {}
    for group in alike:
        starts = filled[group[0]]
        last = max(rows, default=0)
        if len(starts) < FEWEST_FILLED or len(rows) - len(starts) < FEWEST_EMPTY or starts[0] != min(rows):
            continue
        for start, end in zip(starts, (*starts[1:], last + 1), strict=True):
            if all(len(rows[row]) > 1 for row in range(start, end) if row in rows):
                made |= {rows[start][column]: replace(rows[start][column], rows=end - start) for column in group}
    return replace(table, cells=tuple(made.get(cell, cell) for cell in table.cells)) if made else table


def merged_cells(tables: Sequence[Table]) -> Iterator[Doubt]:
    """A doubt for each cell below the header of a typed table that was taken to reach down over empty ones."""
    for table in tables:
        for cell in table.cells:
            if cell.row and cell.rows > 1:
                yield Doubt(
                    code="cell-merged", span=cell.span, reason="the cells below are empty: it may hold for them"
                )


def _columns(text: str, table: Table, pack: Pack) -> list[int]:
    """The columns of bodies and times, where the header names one of what is to be done too."""
    known = heads_of(pack)
    kinds = {cell.column: kind_of(cell.span.of(text), known) for cell in table.cells if cell.row == 0}
    if DONE.isdisjoint(kinds.values()):
        return []
    return [column for column, kind in kinds.items() if kind in _MERGED]


def _alike(filled: Mapping[int, tuple[int, ...]]) -> Mapping[tuple[int, ...], list[int]]:
    """The columns by the rows in which they are filled."""
    groups: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for column, rows in filled.items():
        groups[rows].append(column)
    return groups
