"""Tables in plain text: lines whose cells are parted by tabs or bars, or set in columns by blanks."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from chengnuo.model import Cell, Table
from chengnuo.packs import Pack
from chengnuo.parsers.barred import BLANKS, FEWEST_COLUMNS, FEWEST_ROWS, barred_rows, is_category
from chengnuo.parsers.comma import comma_rows
from chengnuo.parsers.heads import TOLD, heads_of, is_task_header, kind_of
from chengnuo.parsers.merged import with_merged
from chengnuo.parsers.stacked import stacked_tables
from chengnuo.parsers.tall import tall_rows
from chengnuo.remembered import compiled
from chengnuo.spans import Doubt, Span

# Blanks alone part the cells where so many lines, one in two of them with a number, have so many of them; fewer
# columns do where each line fills them all.
FEWEST_SET_COLUMNS, FEWEST_SET_ROWS = 4, 3
# A numbered row below the names of columns of tasks lacks so many cells at most.
MOST_LACKED = 2
# So wide a cell may be one of a header that stands over others.
WIDEST_HEADER = 24
# The first cell of a row may stand over so many more columns; this share of the rows ends in a number then.
MOST_SPANNED, NEARLY_ALL = 2, 0.8
# Behind so many blanks a line goes on with a cell of the row above.
WRAPPED = 4
_STOP = compiled("[。；！？]")
_FILLED = compiled(r"\S")
# A cell that a spreadsheet put in quotation marks may have several lines; one of more characters is none.
_CELL = r'(?:"(?:[^"\t]|""){0,2000}+"(?=[\t\n]|\Z)|[^\t\n]*+)'
_TABS = re.compile(rf"^{_CELL}(?:\t{_CELL}){{2,}}$", re.MULTILINE)
_QUOTED = re.compile(r'"[^"]*\n[^"]*"')
_SET = re.compile(
    r"^[ \u3000]*+[^ \u3000\t\n]++(?:(?:[ \u3000]{2,}+| (?! ))[^ \u3000\t\n]++)*+[ \u3000]*+$", re.MULTILINE
)
_WIDE_GAP = compiled("[ \u3000]{2,}")
_HANZI = compiled(r"[\u4e00-\u9fff]")
_SET_WIDE = compiled(r"(?<![^ \u3000\n])[\u4e00-\u9fff][ \u3000]{2,}[\u4e00-\u9fff](?![^ \u3000\n])")
_YEAR_OR_WORDS = compiled(r"(?:19|20)\d{2}(?!\d)|[^\d.<>≤≥＜＞\[〔【(（—–-]")
_WORD = compiled("[^ \u3000\t\n]+")
_WORDS = compiled(r"(?m)^[^\d\n，。；：|]{8,80}$")
_PARTED = compiled("[\t|\uff5c\u2500-\u257f]")
Row = list[Span]
Cells = Callable[[str, int, int], Iterator[Span]]


def tables_of(text: str, pack: Pack) -> tuple[Table, ...]:
    """The tables of `text` in order: lines that follow each other with cells parted alike.

    The span of a table holds its lines from the first sign to the last, with the bars and rules around the cells.
    """
    found: list[Table] = [_table(rows) for rows in _worded(text, pack)]
    if "\t" in text:
        found += [_table(rows) for rows in _runs(text, _TABS, _tabbed) if len(rows) >= FEWEST_ROWS]
    found += [_table(rows, place) for rows, place in _parted(text, pack)]
    found += stacked_tables(text)
    if "  " in text or "\u3000\u3000" in text:
        found += [_table(_in_columns(text, rows)) for rows in _runs(text, _SET, _set_apart) if _is_set(text, rows)]
    found.sort(key=lambda table: table.span.start)
    apart = [table for i, table in enumerate(found) if i == 0 or table.span.start >= found[i - 1].span.end]
    return tuple(with_merged(text, _headed(text, _widened(text, table)), pack) for table in apart)


def _parted(text: str, pack: Pack) -> Iterator[tuple[list[Row], Span]]:
    """The tables whose cells signs part: bars, or commas."""
    yield from tall_rows(text, pack)
    yield from barred_rows(text, pack)
    if "," in text:
        yield from comma_rows(text, pack)


def wrapped_cells(text: str, tables: Sequence[Table]) -> Iterator[Doubt]:
    """A doubt for each cell set in columns by blanks that goes on in the next line, and for what it goes on with.

    Such a line fills a few columns and not the first; the cells above its own do not end a sentence.
    """
    for table in tables:
        if _PARTED.search(text, table.span.start, table.span.end):
            continue
        rows: dict[int, dict[int, Span]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, {})[cell.column] = cell.span
        width = max((len(row) for row in rows.values()), default=0)
        above: dict[int, Span] = {}
        for number, row in sorted(rows.items()):
            few = number > 1 and min(row) > 0 and 2 * len(row) <= width and row.keys() <= above.keys()
            if few and not any(_STOP.match(text, above[column].end - 1) for column in row):
                for span in (*(above[column] for column in row), *row.values()):
                    yield Doubt(code="cell-wrapped", span=span, reason="the cell goes on in the next line")
                above = above | row
            else:
                above = row


def _runs(text: str, line: re.Pattern[str], cells_of: Cells) -> Iterator[list[Row]]:
    """The rows of lines with nothing but blanks between them, each as the places of its cells.

    A line with one cell alone between two rows names what the next ones are about.
    """
    rows: list[Row] = []
    across: Row | None = None
    end = 0
    for match in line.finditer(text):
        cells = list(cells_of(text, match.start(), match.end()))
        filled = [cell for cell in cells if cell.end > cell.start]
        apart = rows and _FILLED.search(text, end, match.start()) is not None
        if len(filled) == 1 and rows and not apart and across is None and is_category(filled[0].of(text)):
            across, end = cells, match.end()
            continue
        if len(filled) < (2 if rows else FEWEST_COLUMNS):
            continue
        if apart:
            yield rows + _indented(text, across)
            rows, across = [], None
        if across is not None:
            rows.append(across)
        rows.append(cells)
        across, end = None, match.end()
    if rows:
        yield rows + _indented(text, across)


def _indented(text: str, across: Row | None) -> list[Row]:
    """The last line of a table as a row, where it holds one cell alone in a later column: a cell goes on in it."""
    first = min((cell.start for cell in across or () if len(cell)), default=0)
    line = text.rfind("\n", 0, first) + 1
    return [across] if across and first - line >= WRAPPED and text[line:first].isspace() else []


def _tabbed(text: str, start: int, end: int) -> Iterator[Span]:
    """The places of the words of each cell; empty cells are empty places."""
    for word in text[start:end].split("\t"):
        inner = word.strip(BLANKS)
        at = start + len(word) - len(word.lstrip(BLANKS)) if inner else start
        quoted = _QUOTED.fullmatch(inner) is not None
        yield Span(at + quoted, at + len(inner) - quoted)
        start += len(word) + 1


def _set_apart(text: str, start: int, end: int) -> Iterator[Span]:
    """The places of words that two blanks or more part; a word set wide (指   标) is one."""
    words: list[Span] = []
    at = start
    for gap in _WIDE_GAP.finditer(text, start, end):
        if gap.start() > at:
            words.append(Span(at, gap.start()))
        at = gap.end()
    if at < end:
        words.append(Span(at, end))
    if _SET_WIDE.search(text, start, end):
        return _drawn_together(words, text)
    return iter(words)


def _drawn_together(words: Sequence[Span], text: str) -> Iterator[Span]:
    """The words, each run of single signs set equally far apart, and further from the words around it, as one."""
    gaps = [math.inf, *(after.start - before.end for before, after in pairwise(words)), math.inf]
    at = 0
    while at < len(words):
        end = at + 1
        while (
            end < len(words)
            and gaps[end] == gaps[at + 1]
            and _is_sign(words[end - 1], text)
            and _is_sign(words[end], text)
        ):
            end += 1
        if end > at + 1 and gaps[at + 1] >= min(gaps[at], gaps[end]):
            end = at + 1
        yield words[at].hull(words[end - 1])
        at = end


def _is_sign(word: Span, text: str) -> bool:
    """Whether it is one Chinese sign."""
    return len(word) == 1 and _HANZI.match(text, word.start) is not None


def _worded(text: str, pack: Pack) -> Iterator[list[Row]]:
    """The rows below a header of task columns (责任单位 任务 完成时限, in any order) whose cells one blank parts.

    What a row has more of is of one of its cells, which blanks may part too.
    """
    known = heads_of(pack)
    done = 0
    for header in _WORDS.finditer(text):
        if header.start() < done:
            continue
        names = _words(text, header.start(), header.end())
        if "\t" in header[0] or not is_task_header([name.of(text) for name in names], known):
            continue
        kinds = [kind_of(name.of(text), known) for name in names]
        rows, at = [names], header.end() + 1
        while at < len(text):
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            words = _words(text, at, end)
            numbered = kinds[0] == "number" and bool(words) and words[0].of(text)[:1].isdigit()
            if len(words) < (max(len(names) - MOST_LACKED, FEWEST_COLUMNS) if numbered else len(names)):
                break
            if kinds[0] == "number" and not numbered:
                break
            rows.append(_drawn_into(text, words, kinds, pack) if len(words) >= len(names) else words)
            at = end + 1
        done = at
        if len(rows) > FEWEST_ROWS:
            yield rows


def _words(text: str, start: int, end: int) -> list[Span]:
    return [Span(*word.span()) for word in _WORD.finditer(text, start, end)]


def _drawn_into(text: str, words: Sequence[Span], kinds: Sequence[str], pack: Pack) -> Row:
    """The words as the cells of a row, what it has more drawn into the one cell that makes the others fit best."""
    more = len(words) - len(kinds)
    ways = [[*words[:at], words[at].hull(words[at + more]), *words[at + more + 1 :]] for at in range(len(kinds))]
    wide = next((at for at, kind in enumerate(kinds) if kind in TOLD and kind != "date"), 0)
    order = sorted(range(len(ways)), key=lambda at: at != wide)
    fits = pack.patterns("parsers", "cells")
    return ways[max(order, key=lambda at: _fit(text, ways[at], kinds, fits))]


def _fit(text: str, cells: Sequence[Span], kinds: Sequence[str], fits: Mapping[str, re.Pattern[str]]) -> int:
    """How many of the cells are like what their columns hold."""
    sorts = ("date" if kind == "date" else "bodies" if kind in TOLD else kind for kind in kinds)
    return sum(
        sort in fits and all(map(fits[sort].search, cell.of(text).split()))
        for cell, sort in zip(cells, sorts, strict=True)
    )


def _is_set(text: str, rows: Sequence[Row]) -> bool:
    """Whether rows set by blanks are a table: wide or full, long, and with numbers in most of its lines."""
    if len(rows) < FEWEST_SET_ROWS:
        return False
    numbers = sum(any(cell.of(text)[:1].isdigit() for cell in row[1:]) for row in rows[1:])
    if len(rows[0]) < FEWEST_SET_COLUMNS:
        return numbers == len(rows) - 1 and len({len(row) for row in rows}) == 1
    return numbers * 2 >= len(rows) - 1


def _in_columns(text: str, rows: Sequence[Row]) -> list[Row]:
    """The rows with each cell in its column: in order where the row is full, else where the full rows have theirs."""
    counts = Counter(len(row) for row in rows)
    width = max((count for count in counts if counts[count] > 1), default=len(rows[0]))
    full = [[_reach(text, cell) for cell in row] for row in rows if len(row) == width]
    columns = [(min(start for start, _ in cells), max(end for _, end in cells)) for cells in zip(*full, strict=True)]
    placed = []
    for row in rows:
        cells = [Span(row[0].start, row[0].start)] * max(width, len(row))
        at = -1
        for number, cell in enumerate(row):
            at = number if len(row) >= width else _nearest(columns, _reach(text, cell), at + 1)
            cells[at] = cell
        placed.append(cells)
    return placed


def _nearest(columns: Sequence[tuple[int, int]], reach: tuple[int, int], first: int) -> int:
    """The column, from `first` on, that lies most over what reaches so far; else the one nearest to it."""
    return max(
        range(min(first, len(columns) - 1), len(columns)),
        key=lambda at: min(columns[at][1], reach[1]) - max(columns[at][0], reach[0]),
    )


def _reach(text: str, cell: Span) -> tuple[int, int]:
    """How far from the left a cell begins and ends, Chinese signs counted as two."""
    line = text.rfind("\n", 0, cell.start) + 1
    start = _width(text[line : cell.start])
    return start, start + _width(cell.of(text))


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)


def _table(rows: Sequence[Row], place: Span | None = None) -> Table:
    cells = tuple(
        Cell(span=span, row=r, column=c)
        for r, row in enumerate(rows)
        for c, span in enumerate(row)
        if span.start < span.end
    )
    spans = [cell.span for cell in cells]
    return Table(span=place or Span(min(s.start for s in spans), max(s.end for s in spans)), cells=cells)


def _widened(text: str, table: Table) -> Table:
    """The table with the first cell of each short row over as many columns as it lacks, if all rows end in numbers."""
    last: dict[int, Cell] = {}
    for cell in table.cells:
        last[cell.row] = max(last.get(cell.row, cell), cell, key=lambda one: one.column)
    widest = max((cell.column for cell in last.values()), default=0)
    lacks = {row: widest - cell.column for row, cell in last.items()}
    numbers = [cell.span.of(text)[:1].isdigit() for row, cell in last.items() if row]
    if not lacks.get(0, 0) > 0 or max(lacks.values()) > MOST_SPANNED or sum(numbers) < NEARLY_ALL * len(numbers):
        return table
    wide = [
        replace(cell, column=cell.column + lacks[cell.row])
        if cell.column
        else replace(cell, columns=1 + lacks[cell.row])
        for cell in table.cells
    ]
    return replace(table, cells=tuple(wide))


def _headed(text: str, table: Table) -> Table:
    """The table with the cells of a header of two lines as wide and as tall as they are meant.

    Text has no merged cells: one of the first line that names several columns is followed by empty ones with words
    below them, one that names its column for both lines has none below it.
    """
    first = {cell.column: cell for cell in table.cells if cell.row == 0}
    second = {cell.column: cell for cell in table.cells if cell.row == 1}
    if 0 in second or not second or not first.keys() - second.keys() or not second.keys() - first.keys():
        return table
    if not all(len(c.span) <= WIDEST_HEADER and _YEAR_OR_WORDS.match(c.span.of(text)) for c in second.values()):
        return table
    made: dict[Cell, Cell] = {}
    for column, cell in first.items():
        end = column + 1
        while end in second and end not in first and column in second:
            end += 1
        made[cell] = replace(cell, columns=end - column, rows=1 if column in second else 2)
    return replace(table, cells=tuple(made.get(cell, cell) for cell in table.cells))
