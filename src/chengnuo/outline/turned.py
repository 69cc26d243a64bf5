"""Task tables that are turned: the first column names what the rows hold, and each other column is one task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chengnuo.model import Cell
from chengnuo.outline.lines import close_up
from chengnuo.outline.roles import BODY
from chengnuo.outline.words import Words, column_kind
from chengnuo.spans import Span

# A turned table names so many rows, and has so many columns: those of two are forms.
FEWEST_NAMES, FEWEST_COLUMNS = 3, 3


def turned(places: Mapping[Cell, Span], text: str, known: Words) -> dict[Cell, Span]:
    """The places of the cells of a turned table, each cell in the row that it has in a table as they mostly are; empty
    where it is none."""
    kinds: dict[int, set[str]] = {}
    for cell, span in places.items():
        name = close_up(span.of(text))
        if kind := "number" if name in known.table_first else column_kind(name, known) if name in known.columns else "":
            kinds.setdefault(cell.column, set()).add(kind)
    width = max((cell.column + cell.columns for cell in places), default=0)
    if width < FEWEST_COLUMNS or kinds.keys() != {0} or len(kinds[0]) < FEWEST_NAMES:
        return {}
    if kinds[0].isdisjoint(("task", "goal", "state")) or kinds[0].isdisjoint((*BODY, "date")):
        return {}
    return {
        replace(cell, row=cell.column, column=cell.row, rows=cell.columns, columns=cell.rows): span
        for cell, span in places.items()
    }
