"""Task tables: what one is, those that the format itself knows, and the tasks of their rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chengnuo.model import Cell, Document, Role, Table, Task
from chengnuo.outline.lines import close_up
from chengnuo.outline.names import NameWords
from chengnuo.outline.roles import BODY, ListWords, in_cell, roles_of
from chengnuo.outline.shifts import in_place
from chengnuo.outline.turned import turned
from chengnuo.outline.words import Words, column_kind
from chengnuo.quick import quick
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
STOPS = frozenset("。；")
# Columns that name what a row is about.
NAMING = ("task", "goal", "state")
# What the rule of a list ends with whose column is a guess.
UNSURE = ".unsure"
# Columns whose cells may hold for the rows below that fill none.
SPANNING = ("task", "date")


@quick
@dataclass(frozen=True, slots=True)
class Row:
    """One row of a task table: its number and, by column, the places of its lines or cells."""

    number: str
    span: Span
    cells: tuple[tuple[int, Span], ...]

    def column(self, at: int) -> tuple[Span, ...]:
        return tuple(span for column, span in self.cells if column == at)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the kinds of its columns (task, goal, progress, lead, support, date, person, region …)."""

    span: Span
    kinds: tuple[str, ...]
    header: tuple[Cell, ...]
    rows: tuple[Row, ...]
    opinions: bool = False


@quick
@dataclass(frozen=True, slots=True)
class RowTask:
    """The task of one row with its lists of bodies."""

    task: Task
    lists: tuple[tuple[Span, Role, str], ...]


def find_ruled(document: Document, rewrite: Rewrite, known: Words, names: NameWords) -> tuple[Grid, ...]:
    """The document's own tables that have a header of task columns, in places of the clean text."""
    text = rewrite.text
    grids: list[Grid] = []
    for table in document.tables:
        places = {cell: rewrite.to_clean(cell.span) for cell in table.cells}
        if of_tasks := turned(table, places, text, known):
            grids.append(_turned_grid(of_tasks, text, known, names))
            continue
        kinds, header = _ruled_header(table, places, text, known)
        goes_on = bool(grids) and _goes_on(grids[-1], table, places)
        if goes_on and (not kinds or _counts_on(grids[-1], table, places, text)):
            more = _ruled(table, places, text, grids[-1].kinds, range(0), known, names)
            grids[-1] = replace(grids[-1], span=grids[-1].span.hull(more.span), rows=grids[-1].rows + more.rows)
        elif header.start or any(kind in ("task", "goal", *BODY, "date", "region") for kind in kinds):
            grids.append(_ruled(table, places, text, kinds, header, known, names))
        elif (last := _header_over_numbers(table, places, text, known)) is not None:
            width = max(cell.column + cell.columns for cell in table.cells)
            header = range(min(last + 1, header.stop) if kinds else last + 1)
            grids.append(_ruled(table, places, text, ("other",) * width, header, known, names))
    return tuple(grids)


def _turned_grid(places: Mapping[Cell, Span], text: str, known: Words, names: NameWords) -> Grid:
    """The grid of a table that has been turned back; a row of it stands where its goal or its task does, since the
    places of its cells alternate with those of the others."""
    table = Table(span=_hull(places.values()), cells=tuple(places))
    kinds, header = _ruled_header(table, places, text, known)
    grid = _ruled(table, places, text, kinds, header, known, names)
    rows = []
    for row in grid.rows:
        named = _by_kind(grid, row)
        own = named.get("goal") or named.get("task") or [row.span]
        rows.append(replace(row, span=own[0]))
    return replace(grid, rows=tuple(rows))


def first_only(kinds: Sequence[str], names: Sequence[str], known: Words) -> list[str]:
    """The kinds of the columns, a second task column read as one of goals.

    What stands before the numbers of the rows, where tasks stand behind them, sorts the rows; so does a column of
    indicators or projects beside one that is called one of tasks.
    """
    named = list(zip(kinds, names, strict=True))
    if any(kind == "task" and known.parts["of_tasks"].search(name) for kind, name in named):
        kinds = ["other" if kind == "task" and known.parts["of_sorts"].search(name) else kind for kind, name in named]
    number = kinds.index("number") if "number" in kinds else 0
    if "task" in kinds[number:]:
        kinds = [*("other" if kind in NAMING else kind for kind in kinds[:number]), *kinds[number:]]
    first = kinds.index("task") if "task" in kinds else len(kinds)
    return ["goal" if kind == "task" and i > first else kind for i, kind in enumerate(kinds)]


def _goes_on(before: Grid, table: Table, places: Mapping[Cell, Span]) -> bool:
    """Whether the table goes on with the one before it on a new page, without its header."""
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    between = min((span.start for span in places.values()), default=0) - before.span.end
    return width == len(before.kinds) and 0 <= between <= PAGE_BREAK


def _counts_on(before: Grid, table: Table, places: Mapping[Cell, Span], text: str) -> bool:
    """Whether the first row of the table has the number after the last one of the table before it."""
    at = before.kinds.index("number") if "number" in before.kinds else None
    last = before.rows[-1].number.rstrip(".、") if before.rows else ""
    first = next((places[cell].of(text) for cell in table.cells if cell.row == 0 and cell.column == at), "")
    return last.isdecimal() and close_up(first).rstrip(".、") == str(int(last) + 1)


def _ruled_header(table: Table, places: Mapping[Cell, Span], text: str, known: Words) -> tuple[tuple[str, ...], range]:
    """The kinds of the columns and the rows that name them, from the first one on unless they stand below a form.

    The row with most known words of the first three names them, and those below it to which its cells reach down.
    """
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    named = [_kinds_of_row(table, places, text, known, row) for row in range(HEADER_ROWS)]
    row = max(range(HEADER_ROWS), key=lambda at: len(named[at]))
    low = _low_header(table, places, text, known) if len(named[row]) < 2 else 0
    if low:
        row, named = low, [*({} for _ in range(low)), _kinds_of_row(table, places, text, known, low)]
    if len(named[row]) < 2:
        return (), range(0)
    kinds = ["other"] * width
    last = row
    for cell, kind in named[row].items():
        kinds[cell.column : cell.column + cell.columns] = [kind] * cell.columns
        last = max(last, min(cell.row + cell.rows, HEADER_ROWS) - 1)
    if _is_second_line(table, places, text, last + 1, known):
        last += 1
    for below in named[row + 1 : last + 1]:
        for cell, kind in below.items():
            kinds[cell.column : cell.column + cell.columns] = [kind] * cell.columns
    header = range(low, last + 1)
    heads = _heads(table, places, text, header)
    names = [heads.get(column, "") for column in range(width)]
    return tuple(_with_task(first_only(kinds, names, known), heads, known)), header


def _heads(table: Table, places: Mapping[Cell, Span], text: str, header: range) -> dict[int, str]:
    """The words of the header over each column."""
    heads: dict[int, str] = {}
    for cell in table.cells:
        if cell.row in header:
            heads[cell.column] = heads.get(cell.column, "") + close_up(places[cell].of(text))
    return heads


def _low_header(table: Table, places: Mapping[Cell, Span], text: str, known: Words) -> int:
    """The row of a form that names columns for those below it: 一级指标, 二级指标, 指标值; 0 where none does."""
    names: dict[int, list[bool]] = {}
    for cell in table.cells:
        if words := close_up(places[cell].of(text)):
            names.setdefault(cell.row, []).append(words in known.columns)
    low = (row for row, are in sorted(names.items()) if row >= HEADER_ROWS and len(are) >= FEWEST_NAMES and all(are))
    return next(low, 0)


def _is_second_line(table: Table, places: Mapping[Cell, Span], text: str, row: int, known: Words) -> bool:
    """Whether a row only names the columns over which cells of the one above stand: 2027年, 2030年 below 目标."""
    wide = {
        column
        for cell in table.cells
        if cell.row == row - 1 and cell.columns > 1
        for column in range(cell.column, cell.column + cell.columns)
    }
    told = {cell.column: close_up(places[cell].of(text)) for cell in table.cells if cell.row == row}
    named = {column: words for column, words in told.items() if words}
    return bool(named) and named.keys() <= wide and not any(_is_figure(words, known) for words in named.values())


def _with_task(kinds: list[str], heads: Mapping[int, str], known: Words) -> list[str]:
    """The kinds; where bodies stand in a column and no other is of tasks, the first of words that no list knows is."""
    if not any(kind in BODY for kind in kinds) or any(kind in ("task", "goal") for kind in kinds):
        return kinds
    for column, kind in enumerate(kinds):
        if kind == "other" and (head := heads.get(column)) and column_kind(head, known) is None:
            return [*kinds[:column], "task", *kinds[column + 1 :]]
    return kinds


def _header_over_numbers(table: Table, places: Mapping[Cell, Span], text: str, known: Words) -> int | None:
    """The last row of the header of a table with a column of numbers behind the first one."""
    numbers: dict[int, dict[int, bool]] = {}
    for cell in table.cells:
        if cell.column and (words := close_up(places[cell].of(text))):
            numbers.setdefault(cell.column, {})[cell.row] = _is_figure(words, known)
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


def _kinds_of_row(table: Table, places: Mapping[Cell, Span], text: str, known: Words, row: int) -> dict[Cell, str]:
    """The kinds of the columns that the cells of a row name, as far as their words are known."""
    named = {}
    for cell in table.cells:
        if cell.row <= row < cell.row + cell.rows:
            name = close_up(places[cell].of(text))
            if kind := "number" if name in known.table_first else column_kind(name, known):
                named[cell] = kind
    return named


def _ruled(
    table: Table,
    places: Mapping[Cell, Span],
    text: str,
    kinds: tuple[str, ...],
    rows_of_header: range,
    known: Words,
    names: NameWords,
) -> Grid:
    filled = Counter(cell.row for cell in table.cells if len(places[cell]))
    by_row: dict[int, list[tuple[int, Span]]] = {}
    hulls: dict[int, Span] = {}
    header: list[Cell] = []
    words: set[str] = set()
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        span = places[cell]
        if cell.row in rows_of_header:
            header.append(replace(cell, span=span, **_extent(cell, filled.get(cell.row, 0), len(kinds))))
            words.add(close_up(span.of(text)))
            continue
        if span.start == span.end or cell.column >= len(kinds) or cell.row < rows_of_header.start:
            continue
        hulls[cell.row] = hulls.get(cell.row, span).hull(span)
        for row in range(cell.row, cell.row + cell.rows):
            by_row.setdefault(row, []).append((cell.column, span))
    rows = []
    plain = all(cell.rows == cell.columns == 1 for cell in table.cells if cell.row not in rows_of_header)
    for row, found in by_row.items():
        if len(found) > 1 and all(close_up(span.of(text)) in words for _, span in found):
            continue  # the header again, on a new page
        cells = in_place(tuple(found), kinds, text, known, names) if plain else tuple(found)
        number = next((span.of(text) for column, span in cells if kinds[column] == "number"), "")
        rows.append(Row(close_up(number), hulls.get(row, cells[0][1]), cells))
    named = without_dittos(rows, text, known)
    return Grid(rewrite_span(table, places), kinds, tuple(header), named, bool(words & known.opinion))


def _extent(cell: Cell, filled: int, width: int) -> Mapping[str, int]:
    """The columns of a cell of a header: one alone in its row is the title of the whole table, merged or not."""
    alone = filled == 1 and len(cell.span) and width > 2
    return {"column": 0, "columns": width} if alone else {}


def without_dittos(rows: Iterable[Row], text: str, known: Words) -> tuple[Row, ...]:
    """The rows with the cell above in the place of each that only says 同上."""
    last: dict[int, Span] = {}
    made = []
    for row in rows:
        cells = []
        for column, span in row.cells:
            if column not in last or close_up(span.of(text)) not in known.ditto:
                last[column] = span
            cells.append((column, last[column]))
        made.append(replace(row, cells=tuple(cells)))
    return tuple(made)


def rewrite_span(table: Table, places: Mapping[Cell, Span]) -> Span:
    """The place of a table in the clean text: the hull of its cells."""
    return _hull(places.values()) if places else table.span


def _hull(spans: Iterable[Span]) -> Span:
    ordered = sorted(spans)
    return Span(ordered[0].start, max(span.end for span in ordered))


# ---------------------------------------------------------------- what the rows say


def tasks_of(grid: Grid, text: str, known: ListWords) -> Iterator[RowTask]:
    """The task of each row; none for a table of opinions on a draft."""
    if grid.opinions or not any(kind in ("task", "goal") for kind in grid.kinds):
        return
    seen: set[tuple[Span, Span]] = set()
    led = "main" in grid.kinds
    numbered = "number" in grid.kinds
    above: dict[str, list[Span]] = {}
    for row in grid.rows:
        named = _by_kind(grid, row)
        if above.get("task") and not named.get("task") and not row.number:
            # a cell that spans rows is filled in its first one only
            named = {kind: above[kind] for kind in SPANNING if kind in above} | named
        if not (own := named.get("task") or named.get("goal")):
            continue
        if (
            numbered
            and above
            and not row.number
            and _is_told(own, row, text)
            and not any(kind in named for kind in BODY)
        ):
            # what stands below one number is done by the same bodies
            named |= {kind: above[kind] for kind in BODY if kind in above}
        above = named
        span = own[0].hull(own[-1]) if named.get("task") else own[0]
        dates = named.get("date", [])
        task = Task(
            span=span,
            scope=row.span,
            number=row.number,
            title=close_up(span.of(text)),
            deadline=dates[0].hull(dates[-1]) if dates else None,
            goals=tuple(named.get("goal", [])) or (span,),
            progress=(*named.get("state", []), *named.get("progress", [])),
            in_table=True,
        )
        runs = ((kind, place) for kind in BODY for place in _runs(named.get(kind, [])))
        places = [(kind, place) for kind, place in runs if (span, place) not in seen]
        seen.update((span, place) for _, place in places)
        lists = [found for kind, place in places for found in in_cell(text, place, kind, known)]
        if _is_unsure(grid, row):
            lists = [replace(found, rule=found.rule + UNSURE) for found in lists]
        yield RowTask(task, roles_of(lists, led=led))


def _is_unsure(grid: Grid, row: Row) -> bool:
    """Whether the lines of a row that name bodies are more than its columns of bodies, of which two stand side by side:
    which line stands in which is a guess then."""
    columns = [column for column, kind in enumerate(grid.kinds) if kind in BODY]
    lines = [len(row.column(column)) for column in columns]
    beside = any(b == a + 1 for a, b in pairwise(columns))
    return beside and all(lines) and max(lines) > 1


def _is_told(own: Sequence[Span], row: Row, text: str) -> bool:
    """Whether a row says something of its own, rather than what the rows below it are about."""
    return len(row.cells) > 1 or own[-1].of(text)[-1:] in STOPS


def _by_kind(grid: Grid, row: Row) -> dict[str, list[Span]]:
    named: dict[str, list[Span]] = {}
    for column, span in row.cells:
        named.setdefault(grid.kinds[column], []).append(span)
    return named


def _runs(spans: Sequence[Span]) -> list[Span]:
    """The lines of one column as one stretch."""
    return [spans[0].hull(spans[-1])] if spans else []


def as_table(grid: Grid) -> Table:
    """The grid as a plain table of cells, the header in row 0."""
    cells = [replace(cell, row=0, rows=1) for cell in grid.header]
    cells += [
        Cell(span=span, row=r, column=column) for r, row in enumerate(grid.rows, start=1) for column, span in row.cells
    ]
    return Table(span=grid.span, cells=tuple(sorted(cells, key=lambda c: (c.span.start, c.span.end, c.row, c.column))))
