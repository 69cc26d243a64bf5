"""Tables in plain text: lines whose cells are parted by tabs or bars, or set in columns by blanks."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator

from chengnuo.model import Cell, Table
from chengnuo.spans import Span

# Fewer columns may be a list with its labels, fewer lines a caption.
FEWEST_COLUMNS, FEWEST_ROWS = 3, 2
# Blanks alone part the cells where so many lines, one in two of them with a number, have so many of them.
FEWEST_SET_COLUMNS, FEWEST_SET_ROWS = 4, 3
# A cell set by hand begins up to so many places left of its column.
SLACK = 2
_TABS = re.compile(r"^[^\t\n]*+(?:\t[^\t\n]*+){2,}$", re.MULTILINE)
_BARS = re.compile(r"^[ \t]*\|[^|\n]*+(?:\|[^|\n]*+){2,}$", re.MULTILINE)
_SET = re.compile(
    r"^[ \u3000]*+[^ \u3000\t\n]++(?:(?:[ \u3000]{2,}+| (?! ))[^ \u3000\t\n]++)*+[ \u3000]*+$", re.MULTILINE
)
_WIDE_GAP = re.compile("[ \u3000]{2,}")
_RULE = re.compile(r"[-:= |+]+")
_BLANKS = " \t\u00a0\u3000"
Cells = Callable[[str, int, int], Iterator[Span]]


def tables_of(text: str) -> tuple[Table, ...]:
    """The tables of `text` in order: lines that follow each other with cells parted alike."""
    found: list[Table] = []
    if "\t" in text:
        found += [_table(rows) for rows in _runs(text, _TABS, _parted("\t")) if len(rows) >= FEWEST_ROWS]
    if "|" in text:
        found += [_table(rows) for rows in _runs(text, _BARS, _parted("|")) if len(rows) >= FEWEST_ROWS]
    if "  " in text or "\u3000\u3000" in text:
        found += [_table(_in_columns(text, rows)) for rows in _runs(text, _SET, _set_apart) if _is_set(text, rows)]
    found.sort(key=lambda table: table.span)
    return tuple(table for i, table in enumerate(found) if i == 0 or table.span.start >= found[i - 1].span.end)


def _runs(text: str, line: re.Pattern[str], cells_of: Cells) -> Iterator[list[list[Span]]]:
    """The rows of lines with nothing but blanks between them, each as the places of its cells."""
    rows: list[list[Span]] = []
    end = 0
    for match in line.finditer(text):
        cells = list(cells_of(text, match.start(), match.end()))
        if not cells and rows:
            end = match.end()
        if len([cell for cell in cells if cell.end > cell.start]) < (2 if rows else FEWEST_COLUMNS):
            continue
        if rows and text[end : match.start()].strip():
            yield rows
            rows = []
        rows.append(cells)
        end = match.end()
    if rows:
        yield rows


def _parted(mark: str) -> Cells:
    def cells(text: str, start: int, end: int) -> Iterator[Span]:
        """The places of the words of each cell; empty cells are empty places."""
        words = text[start:end]
        if mark == "|":
            start += words.index("|") + 1
            words = words.strip(_BLANKS).strip("|")
            if _RULE.fullmatch(words):
                return
        for word in words.split(mark):
            inner = word.strip(_BLANKS)
            at = start + len(word) - len(word.lstrip(_BLANKS)) if inner else start
            yield Span(at, at + len(inner))
            start += len(word) + 1

    return cells


def _set_apart(text: str, start: int, end: int) -> Iterator[Span]:
    """The places of words that two blanks or more part."""
    at = start
    for gap in _WIDE_GAP.finditer(text, start, end):
        if gap.start() > at:
            yield Span(at, gap.start())
        at = gap.end()
    if at < end:
        yield Span(at, end)


def _is_set(text: str, rows: list[list[Span]]) -> bool:
    """Whether rows set by blanks are a table: wide, long, and with numbers in most of its lines."""
    if len(rows) < FEWEST_SET_ROWS or len(rows[0]) < FEWEST_SET_COLUMNS:
        return False
    numbers = sum(any(cell.of(text)[:1].isdigit() for cell in row[1:]) for row in rows[1:])
    return numbers * 2 >= len(rows) - 1


def _in_columns(text: str, rows: list[list[Span]]) -> list[list[Span]]:
    """The rows with each cell in its column: in order where the row is full, else under the header above it."""
    heads = [_place(text, cell) for cell in rows[0]]
    placed = [rows[0]]
    for row in rows[1:]:
        if len(row) == len(heads):
            placed.append(row)
            continue
        cells = [Span(row[0].start, row[0].start)] * len(heads)
        for cell in row:
            cells[max(0, bisect_right(heads, _place(text, cell) + SLACK) - 1)] = cell
        placed.append(cells)
    return placed


def _place(text: str, cell: Span) -> int:
    """How far from the left a cell begins, Chinese signs counted as two."""
    line = text.rfind("\n", 0, cell.start) + 1
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text[line : cell.start])


def _table(rows: list[list[Span]]) -> Table:
    cells = tuple(
        Cell(span=span, row=r, column=c)
        for r, row in enumerate(rows)
        for c, span in enumerate(row)
        if span.start < span.end
    )
    spans = [cell.span for cell in cells]
    return Table(span=Span(min(s.start for s in spans), max(s.end for s in spans)), cells=cells)
