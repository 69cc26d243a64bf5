"""Tables in plain text: lines whose cells tabs part, as a spreadsheet or a word processor pastes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chengnuo.model import Cell, Table
from chengnuo.spans import Span

# Fewer columns may be a list with its labels, fewer lines a caption.
FEWEST_COLUMNS, FEWEST_ROWS = 3, 2
_ROW = re.compile(r"^[^\t\n]*+(?:\t[^\t\n]*+){2,}$", re.MULTILINE)
_BLANKS = " \u00a0\u3000"


def tables_of(text: str) -> tuple[Table, ...]:
    """The tables of `text` in order: lines that follow each other with cells parted by tabs."""
    if "\t" not in text:
        return ()
    return tuple(_table(rows) for rows in _runs(text) if len(rows) >= FEWEST_ROWS)


def _runs(text: str) -> Iterator[list[list[Span]]]:
    """The rows of lines with nothing but blanks between them, each as the places of its cells."""
    rows: list[list[Span]] = []
    end = 0
    for line in _ROW.finditer(text):
        cells = list(_cells(text, line.start(), line.end()))
        if sum(cell.end > cell.start for cell in cells) < FEWEST_COLUMNS and not rows:
            continue
        if rows and text[end : line.start()].strip():
            yield rows
            rows = []
        rows.append(cells)
        end = line.end()
    yield rows


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    """The places of the words of each cell; empty cells are empty places."""
    for words in text[start:end].split("\t"):
        inner = words.strip(_BLANKS)
        at = start + len(words) - len(words.lstrip(_BLANKS)) if inner else start
        yield Span(at, at + len(inner))
        start += len(words) + 1


def _table(rows: list[list[Span]]) -> Table:
    cells = tuple(
        Cell(span=span, row=r, column=c)
        for r, row in enumerate(rows)
        for c, span in enumerate(row)
        if span.start < span.end
    )
    return Table(span=Span(rows[0][0].start, rows[-1][-1].end), cells=cells)
