"""Tables as extractors of web pages write them: a cell a line, a bar behind each, more bars for cells that miss."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chengnuo.model import Cell, Table
from chengnuo.spans import Span

# A table has so many columns and rows.
FEWEST_COLUMNS, FEWEST_ROWS = 3, 2
# So many of its rows at least are full.
FULL = 0.5
_STACK = re.compile(r"(?:^[^|\n]*+\|[| \t]*+(?:\n|\Z)){6,}", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of a row, and how many it lacks by the bars behind them."""

    cells: list[Span]
    lacks: int = 0


def stacked_tables(text: str) -> Iterator[Table]:
    """The tables of which each cell stands on a line of its own with a bar behind it."""
    if "|\n" not in text:
        return
    for stack in _STACK.finditer(text):
        rows = _rows(text, stack.start(), stack.end())
        width = max((len(row.cells) + row.lacks for row in rows), default=0)
        full = sum(len(row.cells) == width for row in rows)
        if width >= FEWEST_COLUMNS and len(rows) >= FEWEST_ROWS and full >= FULL * (len(rows) - 1):
            end = stack.start() + len(stack[0].rstrip())
            yield Table(span=Span(stack.start(), end), cells=tuple(_placed(rows, width)))


def _rows(text: str, start: int, end: int) -> list[_Row]:
    """The rows of a stack; none where they do not come out even.

    A bar alone opens a row; where none does, a row ends as it is full or with the bars of what it lacks.
    """
    rows: list[_Row] = []
    cells: list[Span] = []
    opened = any(line[0].strip() == "|" for line in _LINE.finditer(text, start, end))
    width = 0
    for line in _LINE.finditer(text, start, end):
        words = line[0]
        cell = words[: words.index("|")].strip()
        bars = words.count("|")
        if cell:
            at = line.start() + words.index(cell)
            cells.append(Span(at, at + len(cell)))
        if bars > 1:
            lacks = bars - 1 if cell else bars
            rows.append(_Row(cells, lacks))
            width = width or len(cells) + lacks
            cells = []
        elif cells and (not cell if opened else len(cells) == width):
            rows.append(_Row(cells))
            cells = []
    if cells:
        rows.append(_Row(cells, max(width - len(cells), 0)))
    widths = {len(row.cells) + row.lacks for row in rows if len(row.cells) > 1}
    return rows if len(widths) == 1 else []


def _placed(rows: Sequence[_Row], width: int) -> Iterator[Cell]:
    """The cells in their columns. Of a row that lacks some nobody knows which, so all stand in the first column;
    but a header whose second line fills all columns except the first stands over it."""
    groups = len(rows[0].cells) - 1
    below = len(rows[1].cells)
    doubled = rows[0].lacks > 0 and groups > 0 and below == width - 1 and below % groups == 0
    for at, row in enumerate(rows):
        for number, cell in enumerate(row.cells):
            if doubled and at == 0:
                reach = below // groups
                column = number and 1 + (number - 1) * reach
                yield Cell(span=cell, row=0, column=column, rows=1 if number else 2, columns=reach if number else 1)
            elif doubled and at == 1:
                yield Cell(span=cell, row=1, column=number + 1)
            else:
                yield Cell(span=cell, row=at, column=number if len(row.cells) == width else 0)
