"""Tasks written as forms: the name of each cell on a line of its own, what it holds on the lines below."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from chengnuo.model import Cell
from chengnuo.outline.cell_lines import CellLines
from chengnuo.outline.lines import Line
from chengnuo.outline.names import NameWords, looks_like_names
from chengnuo.outline.roles import BODY
from chengnuo.outline.tables import NAMING, Grid, Row, first_only
from chengnuo.outline.words import Words
from chengnuo.spans import Span

# A form has so many cells, each of so many lines at most.
FEWEST_CELLS, TALLEST = 3, 20


@dataclass(slots=True, eq=False)
class _Cell:
    """A cell with the line of its name and those that it holds."""

    name: Line
    kind: str
    lines: list[Line]


def find_form(here: CellLines, at: int) -> Grid | None:
    """The form, or forms alike that follow each other, whose first name stands at line `at`; None where none does."""
    if not here.names_column(at) or at + 1 == len(here.lines) or here.names_column(at + 1):
        return None
    opening = _cells(here, at, most=1)
    if not _is_form(opening, here.known):
        return None
    cells = _cells(here, at)
    while cells and not _holds(cells[-1], here.text, here.names):
        cells.pop()
    rows = _rows(cells)
    if not rows or not _is_form(rows[0], here.known):
        return None
    first = [cell.name.bare for cell in rows[0]]
    kinds = _kinds(rows[0], here.known)
    header = tuple(Cell(span=cell.name.span, row=0, column=column) for column, cell in enumerate(rows[0]))
    made = [_row(row, first) for row in rows]
    return Grid(Span(here.lines[at].start, made[-1].span.end), tuple(kinds), header, tuple(made))


def _is_form(cells: Sequence[_Cell], known: Words) -> bool:
    """Whether the cells are those of a form: several, of which one names a task and one a body."""
    kinds = _kinds(cells, known)
    return len(kinds) >= FEWEST_CELLS and any(k in NAMING for k in kinds) and any(k in BODY for k in kinds)


def _kinds(cells: Sequence[_Cell], known: Words) -> list[str]:
    return first_only([cell.kind for cell in cells], [cell.name.bare for cell in cells], known)


def _cells(here: CellLines, at: int, *, most: int = sys.maxsize) -> list[_Cell]:
    """The cells of the forms from line `at` on, of so many `most`; the last holds one line, since nothing closes it."""
    cells: list[_Cell] = []
    lines, known, forms = here.lines, here.known, 0
    while at < len(lines) and here.names_column(at):
        bare = lines[at].bare
        forms += not cells or bare == cells[0].name.bare
        if forms > most:
            break
        cell = _Cell(lines[at], "number" if bare in known.table_first else known.columns[bare], [])
        cells.append(cell)
        at += 1
        end = next((i for i in range(at, min(at + TALLEST, len(lines))) if here.names_column(i)), at + 1)
        cell.lines += lines[at:end]
        at = end
    return cells


def _holds(cell: _Cell, text: str, names: NameWords) -> bool:
    """Whether the last cell holds what its name says, as far as that can be told."""
    if not cell.lines:
        return False
    return cell.kind not in BODY or looks_like_names(text, cell.lines[0].span, names)


def _rows(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    """The cells of each form; a name that comes again opens the next one."""
    rows: list[list[_Cell]] = []
    for cell in cells:
        if not rows or cell.name.bare == rows[0][0].name.bare:
            rows.append([])
        rows[-1].append(cell)
    return rows


def _row(cells: Sequence[_Cell], names: Sequence[str]) -> Row:
    """The form as the row of a table; cells that the first one did not have are left out."""
    placed = [
        (names.index(cell.name.bare), line.span) for cell in cells for line in cell.lines if cell.name.bare in names
    ]
    number = next((cell.lines[0].bare for cell in cells if cell.kind == "number" and cell.lines), "")
    spans = [cell.name.span for cell in cells] + [line.span for cell in cells for line in cell.lines]
    return Row(number, Span(min(s.start for s in spans), max(s.end for s in spans)), tuple(placed))
