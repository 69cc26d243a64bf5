"""Task tables: the grid that one is, and the tasks of its rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chengnuo.model import Cell, Role, Table, Task
from chengnuo.outline.lines import close_up
from chengnuo.outline.roles import BODY, ListWords, in_cell, roles_of
from chengnuo.outline.words import Words
from chengnuo.quick import quick
from chengnuo.spans import Span

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


def tasks_of(grid: Grid, text: str, known: ListWords) -> Iterator[RowTask]:
    """The task of each row; none for a table of opinions on a draft."""
    if grid.opinions or not any(kind in ("task", "goal") for kind in grid.kinds):
        return
    seen: set[tuple[Span, Span]] = set()
    led = "main" in grid.kinds
    numbered = "number" in grid.kinds
    above: dict[str, list[Span]] = {}
    for row in grid.rows:
        named = by_kind(grid, row)
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


def by_kind(grid: Grid, row: Row) -> dict[str, list[Span]]:
    """The places of a row's cells by the kinds of their columns."""
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
