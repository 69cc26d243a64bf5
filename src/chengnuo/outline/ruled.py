"""Task tables that the format itself knows, by the kinds of columns that their headers name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from chengnuo.model import Cell, Document
from chengnuo.outline.lines import close_up
from chengnuo.outline.names import NameWords
from chengnuo.outline.roles import BODY
from chengnuo.outline.shifts import in_place
from chengnuo.outline.tables import Grid, Row, by_kind, first_only, without_dittos
from chengnuo.outline.turned import turned
from chengnuo.outline.words import Words, column_kind
from chengnuo.spans import Rewrite, Span

# So many characters at most (a page number, blanks) part the halves of a table on two pages.
PAGE_BREAK = 40
# The header of a table is among its first rows; one that stands below a form names so many columns.
HEADER_ROWS, FEWEST_NAMES = 3, 3
# Columns of numbers have so many together, and each such a share of them.
FEWEST_NUMBERS, NUMBERS = 2, 0.6
# What stands for no number; a year alone names a column.
_NONE = re.compile(r"[—–-]{1,2}|/")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A table by its cells and their places in the clean text, with the words by which columns are known."""

    places: Mapping[Cell, Span]
    text: str
    known: Words

    @property
    def span(self) -> Span:
        """From the first cell to the end of the last."""
        return Span(min(span.start for span in self.places.values()), max(span.end for span in self.places.values()))

    @property
    def width(self) -> int:
        """The number of its columns."""
        return max((cell.column + cell.columns for cell in self.places), default=0)

    def words(self, cell: Cell) -> str:
        """What stands in the cell, without blanks."""
        return close_up(self.places[cell].of(self.text))


def find_ruled(document: Document, rewrite: Rewrite, known: Words, names: NameWords) -> tuple[Grid, ...]:
    """The document's own tables that have a header of task columns, in places of the clean text."""
    text = rewrite.text
    grids: list[Grid] = []
    for table in document.tables:
        here = _Ruled({cell: rewrite.to_clean(cell.span) for cell in table.cells}, text, known)
        if of_tasks := turned(here.places, text, known):
            grids.append(_turned_grid(replace(here, places=of_tasks), names))
            continue
        kinds, header = _header(here)
        goes_on = bool(grids) and _goes_on(grids[-1], here)
        if goes_on and (not kinds or _counts_on(grids[-1], here)):
            more = _grid(here, grids[-1].kinds, range(0), names)
            grids[-1] = replace(grids[-1], span=grids[-1].span.hull(more.span), rows=grids[-1].rows + more.rows)
        elif header.start or any(kind in ("task", "goal", *BODY, "date", "region") for kind in kinds):
            grids.append(_grid(here, kinds, header, names))
        elif (last := _header_over_numbers(here)) is not None:
            header = range(min(last + 1, header.stop) if kinds else last + 1)
            grids.append(_grid(here, ("other",) * here.width, header, names))
    return tuple(grids)


def _turned_grid(here: _Ruled, names: NameWords) -> Grid:
    """The grid of a table that has been turned back; a row of it stands where its goal or its task does, since the
    places of its cells alternate with those of the others."""
    grid = _grid(here, *_header(here), names)
    rows = []
    for row in grid.rows:
        named = by_kind(grid, row)
        own = named.get("goal") or named.get("task") or [row.span]
        rows.append(replace(row, span=own[0]))
    return replace(grid, rows=tuple(rows))


def _goes_on(before: Grid, here: _Ruled) -> bool:
    """Whether the table goes on with the one before it on a new page, without its header."""
    return here.width == len(before.kinds) and 0 <= here.span.start - before.span.end <= PAGE_BREAK


def _counts_on(before: Grid, here: _Ruled) -> bool:
    """Whether the first row of the table has the number after the last one of the table before it."""
    at = before.kinds.index("number") if "number" in before.kinds else None
    last = before.rows[-1].number.rstrip(".、") if before.rows else ""
    first = next((here.words(cell) for cell in here.places if cell.row == 0 and cell.column == at), "")
    return last.isdecimal() and first.rstrip(".、") == str(int(last) + 1)


def _header(here: _Ruled) -> tuple[tuple[str, ...], range]:
    """The kinds of the columns and the rows that name them, from the first one on unless they stand below a form.

    The row with most known words of the first three names them, and those below it to which its cells reach down.
    """
    named = [_kinds_of_row(here, row) for row in range(HEADER_ROWS)]
    row = max(range(HEADER_ROWS), key=lambda at: len(named[at]))
    low = _low_header(here) if len(named[row]) < 2 else 0
    if low:
        row, named = low, [*({} for _ in range(low)), _kinds_of_row(here, low)]
    if len(named[row]) < 2:
        return (), range(0)
    kinds = ["other"] * here.width
    last = row
    for cell, kind in named[row].items():
        kinds[cell.column : cell.column + cell.columns] = [kind] * cell.columns
        last = max(last, min(cell.row + cell.rows, HEADER_ROWS) - 1)
    if _is_second_line(here, last + 1):
        last += 1
    for below in named[row + 1 : last + 1]:
        for cell, kind in below.items():
            kinds[cell.column : cell.column + cell.columns] = [kind] * cell.columns
    header = range(low, last + 1)
    heads = _heads(here, header)
    names = [heads.get(column, "") for column in range(here.width)]
    return tuple(_with_task(first_only(kinds, names, here.known), heads, here.known)), header


def _heads(here: _Ruled, header: range) -> dict[int, str]:
    """The words of the header over each column."""
    heads: dict[int, str] = {}
    for cell in here.places:
        if cell.row in header:
            heads[cell.column] = heads.get(cell.column, "") + here.words(cell)
    return heads


def _low_header(here: _Ruled) -> int:
    """The row of a form that names columns for those below it: 一级指标, 二级指标, 指标值; 0 where none does."""
    names: dict[int, list[bool]] = {}
    for cell in here.places:
        if words := here.words(cell):
            names.setdefault(cell.row, []).append(words in here.known.columns)
    low = (row for row, are in sorted(names.items()) if row >= HEADER_ROWS and len(are) >= FEWEST_NAMES and all(are))
    return next(low, 0)


def _is_second_line(here: _Ruled, row: int) -> bool:
    """Whether a row only names the columns over which cells of the one above stand: 2027年, 2030年 below 目标."""
    wide = {
        column
        for cell in here.places
        if cell.row == row - 1 and cell.columns > 1
        for column in range(cell.column, cell.column + cell.columns)
    }
    told = {cell.column: here.words(cell) for cell in here.places if cell.row == row}
    named = {column: words for column, words in told.items() if words}
    return bool(named) and named.keys() <= wide and not any(_is_figure(words, here.known) for words in named.values())


def _with_task(kinds: list[str], heads: Mapping[int, str], known: Words) -> list[str]:
    """The kinds; where bodies stand in a column and no other is of tasks, the first of words that no list knows is."""
    if not any(kind in BODY for kind in kinds) or any(kind in ("task", "goal") for kind in kinds):
        return kinds
    for column, kind in enumerate(kinds):
        if kind == "other" and (head := heads.get(column)) and column_kind(head, known) is None:
            return [*kinds[:column], "task", *kinds[column + 1 :]]
    return kinds


def _header_over_numbers(here: _Ruled) -> int | None:
    """The last row of the header of a table with a column of numbers behind the first one."""
    numbers: dict[int, dict[int, bool]] = {}
    for cell in here.places:
        if cell.column and (words := here.words(cell)):
            numbers.setdefault(cell.column, {})[cell.row] = _is_figure(words, here.known)
    firsts: list[int] = []
    for column in numbers.values():
        first = next((row for row in sorted(column) if column[row]), 0)
        below = [is_number for row, is_number in column.items() if row >= first]
        if 0 < first <= HEADER_ROWS and sum(below) >= NUMBERS * len(below):
            firsts += [first] * sum(below)
    return min(firsts) - 1 if len(firsts) >= FEWEST_NUMBERS else None


def _is_figure(words: str, known: Words) -> bool:
    """Whether a cell is a number, or says that there is none."""
    return not _YEAR.fullmatch(words) and (known.figure.fullmatch(words) or _NONE.fullmatch(words)) is not None


def _kinds_of_row(here: _Ruled, row: int) -> dict[Cell, str]:
    """The kinds of the columns that the cells of a row name, as far as their words are known."""
    named = {}
    for cell in here.places:
        if cell.row <= row < cell.row + cell.rows:
            name = here.words(cell)
            if kind := "number" if name in here.known.table_first else column_kind(name, here.known):
                named[cell] = kind
    return named


def _grid(here: _Ruled, kinds: tuple[str, ...], rows_of_header: range, names: NameWords) -> Grid:
    """The table with the kinds of its columns, the header repeated on new pages left out."""
    places, text, known = here.places, here.text, here.known
    filled = Counter(cell.row for cell, span in places.items() if len(span))
    by_row: dict[int, list[tuple[int, Span]]] = {}
    hulls: dict[int, Span] = {}
    header: list[Cell] = []
    words: set[str] = set()
    for cell in sorted(places, key=lambda c: (c.row, c.column)):
        span = places[cell]
        if cell.row in rows_of_header:
            header.append(replace(cell, span=span, **_extent(cell, filled.get(cell.row, 0), len(kinds))))
            words.add(here.words(cell))
            continue
        if span.start == span.end or cell.column >= len(kinds) or cell.row < rows_of_header.start:
            continue
        hulls[cell.row] = hulls.get(cell.row, span).hull(span)
        for row in range(cell.row, cell.row + cell.rows):
            by_row.setdefault(row, []).append((cell.column, span))
    rows = []
    plain = all(cell.rows == cell.columns == 1 for cell in places if cell.row not in rows_of_header)
    for row, found in by_row.items():
        if len(found) > 1 and all(close_up(span.of(text)) in words for _, span in found):
            continue  # the header again, on a new page
        cells = in_place(tuple(found), kinds, text, known, names) if plain else tuple(found)
        number = next((span.of(text) for column, span in cells if kinds[column] == "number"), "")
        rows.append(Row(close_up(number), hulls.get(row, cells[0][1]), cells))
    named = without_dittos(rows, text, known)
    return Grid(here.span, kinds, tuple(header), named, bool(words & known.opinion))


def _extent(cell: Cell, filled: int, width: int) -> Mapping[str, int]:
    """The columns of a cell of a header: one alone in its row is the title of the whole table, merged or not."""
    alone = filled == 1 and len(cell.span) and width > 2
    return {"column": 0, "columns": width} if alone else {}
