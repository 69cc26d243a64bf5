"""Tables whose cells commas part, as spreadsheets save and paste them (RFC 4180): 序号,任务,"甲局,乙局"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chengnuo.packs import Pack
from chengnuo.parsers.heads import heads_of, is_task_header
from chengnuo.spans import Span

# A table has so many columns; so many rows where its header is none of tasks.
FEWEST_COLUMNS, FEWEST_ROWS = 3, 3
_NAME = r'(?:"[^",\n]{0,20}"|[^",，。；\n]{0,20})'
_HEADER = re.compile(rf"^\ufeff?{_NAME}(?:,{_NAME}){{2,30}}[ \t]*\r?$", re.MULTILINE)
_CELL = re.compile(r'[ \t]*+(?:"(?P<quoted>(?:[^"]|""){0,2000}+)"|(?P<plain>[^",\n\r]*+))[ \t]*+(?P<end>,|\r?\n|\r?\Z)')
Row = list[Span]


def comma_rows(text: str, pack: Pack) -> Iterator[tuple[list[Row], Span]]:
    """The tables whose rows have as many cells between commas as their header: the rows as the places of the cells'
    words, and the place of the whole."""
    done = 0
    for header in _HEADER.finditer(text):
        if header.start() < done:
            continue
        rows = list(_rows(text, header.start()))
        done = max(rows[-1][-1].end if rows else 0, header.end())  # each line is looked at once
        if _is_table(text, rows, pack):
            yield rows, Span(header.start(), done)


def _rows(text: str, at: int) -> Iterator[Row]:
    """The rows from `at` on, up to the first that has not as many cells as the one there."""
    width = 0
    while at < len(text):
        row: Row = []
        while cell := _CELL.match(text, at):
            quoted = cell["quoted"] is not None
            row.append(Span(*cell.span("quoted" if quoted else "plain")))
            at = cell.end()
            if cell["end"] != ",":
                break
        width = width or len(row)
        if cell is None or len(row) != width:
            return
        yield row


def _is_table(text: str, rows: Sequence[Row], pack: Pack) -> bool:
    """Whether the rows stand below the header of a table of tasks, or are so many with numbers."""
    if len(rows) < 2 or len(rows[0]) < FEWEST_COLUMNS:
        return False
    if is_task_header([cell.of(text) for cell in rows[0]], heads_of(pack)):
        return True
    numbers = sum(any(cell.of(text)[:1].isdigit() for cell in row) for row in rows[1:])
    return len(rows) > FEWEST_ROWS and numbers == len(rows) - 1 and all(len(cell) for cell in rows[0])
