"""Rows across a table of tasks that name who does what stands below: 一、民生保障（牵头单位：甲局）; 甲局（3项）."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from chengnuo.model import Task
from chengnuo.outline.lines import Line, close_up
from chengnuo.outline.lists import Group
from chengnuo.outline.roles import BODY, EDGE, Found, ListWords, bodies_alone, roles_of, stripped
from chengnuo.outline.tables import Grid, RowTask
from chengnuo.outline.words import Words
from chengnuo.parsers.barred import is_category
from chengnuo.spans import Cover, Span

# Names alone are of bodies that do what stands below them where so many rows are such.
FEWEST_NAMED = 2
# A row that names bodies has no more characters.
LONGEST = 200
_START = attrgetter("span.start")


@dataclass(frozen=True, slots=True)
class _Across:
    """A row across a table: its place, that of its words before any list, the rank of its number (the innermost where
    it has none), and the lists in it."""

    span: Span
    name: Span
    rank: int
    lists: tuple[Found, ...]

    @property
    def is_label(self) -> bool:
        """Whether it says nothing but who does the work: 牵头单位：甲局."""
        return bool(self.lists) and not len(self.name)


def with_sections(
    grid: Grid,
    lines: Sequence[Line],
    groups: Sequence[Group],
    text: str,
    words: Words,
    known: ListWords,
    *,
    over: bool,
) -> tuple[Grid, tuple[RowTask, ...]]:
    """The grid without the rows that only name a section and its bodies; these as tasks of all rows below them, up to
    the next such row. A list below the rows that it may be of is left alone, unless one stands `over` the table."""
    if grid.opinions or not any(kind in ("task", "goal") for kind in grid.kinds):
        return grid, ()
    found = _joined([_read(place, groups, text, words) for place in _places(grid, lines, groups, text)])
    if not any(kind in BODY for kind in grid.kinds):
        found = _named(found, text, words, known)
    full = min((row.span.start for row in grid.rows if len(row.cells) > 1), default=grid.span.end)
    listed = [one for one in found if one.lists]
    if not listed or (listed[0].is_label and listed[0].span.start > full and not over):
        return grid, ()
    tasks = tuple(_task(one, found[at + 1 :], grid, text) for at, one in enumerate(found) if one.lists)
    taken = Cover(one.span for one in listed)
    rows = tuple(row for row in grid.rows if len(row.cells) > 1 or not taken.overlaps(row.span))
    return replace(grid, rows=rows), tasks


def over_tables(
    grids: Sequence[Grid], lines: Sequence[Line], groups: Sequence[Group], text: str, words: Words
) -> dict[int, Group]:
    """By the numbers of tables the lists of bodies that stand alone right above them; right below them where the last
    one has a list there and the first has none above it.

    A list below a numbered heading is the heading's.
    """
    alone = [group for group in groups if group.alone]
    places = [group.span for group in alone]
    above: dict[int, Group] = {}
    below: dict[int, Group] = {}
    for at, grid in enumerate(grids):
        i = bisect_left(places, grid.span.start, key=attrgetter("start"))
        near = i and not text[places[i - 1].end : grid.span.start].strip(EDGE + "\n")
        if near and not _is_headed(lines, alone[i - 1], words):
            above[at] = alone[i - 1]
        j = bisect_left(places, grid.span.end, key=attrgetter("start"))
        if j < len(alone) and not text[grid.span.end : places[j].start].strip(EDGE + "\n"):
            below[at] = alone[j]
    return below if 0 not in above and len(grids) - 1 in below else above


def _is_headed(lines: Sequence[Line], group: Group, words: Words) -> bool:
    """Whether the line above a list is a numbered heading."""
    return group.line > 0 and words.numbered.match(lines[group.line - 1].text) is not None


def of_table(group: Group, grid: Grid, text: str) -> RowTask:
    """The whole table as a task of the bodies that a line above or below it names."""
    task = Task(span=group.span, scope=group.span.hull(grid.span), title=close_up(group.span.of(text)), in_table=True)
    return RowTask(task, roles_of(group.lists))


def _places(grid: Grid, lines: Sequence[Line], groups: Sequence[Group], text: str) -> list[Span]:
    """What stands across the table, in text order: cells alone in their row, lines in no row, but for those of a header
    that is repeated."""
    wide = [cell.span for cell in grid.header if cell.columns == len(grid.kinds) and len(cell.span)]
    wide += [row.cells[0][1] for row in grid.rows if len(row.cells) == 1]
    covered = Cover([*(row.span for row in grid.rows), *(cell.span for cell in grid.header)])
    first, last = (bisect_left(lines, at, key=attrgetter("start")) for at in (grid.span.start, grid.span.end))
    names = tuple(close_up(cell.span.of(text)) for cell in grid.header if len(cell.span))
    loose = (line for line in lines[first:last] if not covered.overlaps(line.span))
    wide += [line.span for line in loose if not line.bare.startswith(names)]
    return [
        place
        for place in sorted(set(wide))
        if is_category(place.of(text)) or (len(place) <= LONGEST and _within(groups, place))
    ]


def _within(groups: Sequence[Group], place: Span) -> Sequence[Group]:
    first, last = (bisect_left(groups, at, key=_START) for at in (place.start, place.end))
    return groups[first:last]


def _read(place: Span, groups: Sequence[Group], text: str, words: Words) -> _Across:
    inside = _within(groups, place)
    name = stripped(text, Span(place.start, inside[0].span.start if inside else place.end))
    number = words.numbered.match(place.of(text))
    rank = int(number.lastgroup[1:]) if number and number.lastgroup else len(words.numberings)
    return _Across(place, name, rank, tuple(one for group in inside for one in group.lists))


def _joined(found: Sequence[_Across]) -> list[_Across]:
    """The rows, a label right below the name of a section as one with it."""
    joined: list[_Across] = []
    for one in found:
        above = joined[-1] if joined else None
        if one.is_label and above and not above.lists and one.span.start - above.span.end <= len(EDGE):
            joined[-1] = replace(above, span=above.span.hull(one.span), lists=one.lists)
        else:
            joined.append(one)
    return joined


def _named(found: Sequence[_Across], text: str, words: Words, known: ListWords) -> list[_Across]:
    """The rows, those that are nothing but the names of bodies as lists of these: 一、甲局（3项）."""
    made = [replace(one, lists=tuple(_bodies(one, text, words, known))) if not one.lists else one for one in found]
    told = {one.rank for one in made if one.lists}
    are = [bool(one.lists) for one in made if one.rank in told]
    counted = any(known.labels["counted"].search(text, one.name.start, one.name.end) for one in made if one.lists)
    return made if all(are) and (counted or sum(are) >= FEWEST_NAMED) else list(found)


def _bodies(one: _Across, text: str, words: Words, known: ListWords) -> Iterator[Found]:
    number = words.numbered.match(one.name.of(text))
    place = bodies_alone(text, Span(one.name.start + (number.end() if number else 0), one.name.end), known)
    if place is not None:
        yield Found(place, "lead", "table.section")


def _task(one: _Across, below: Sequence[_Across], grid: Grid, text: str) -> RowTask:
    end = next((other.span.start for other in below if other.rank <= one.rank), grid.span.end)
    place = one.name if len(one.name) else one.span
    task = Task(span=place, scope=Span(one.span.start, end), title=close_up(place.of(text)), in_table=True)
    return RowTask(task, roles_of(one.lists))
