"""Task tables flattened to one cell a line: rows by their numbers, cells by what fits the columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from chengnuo.model import Cell
from chengnuo.outline.aligned import Aligned, aligned
from chengnuo.outline.cell_lines import CellLines
from chengnuo.outline.forms import find_form
from chengnuo.outline.lines import Line
from chengnuo.outline.names import NameWords
from chengnuo.outline.regular import find_regular
from chengnuo.outline.roles import BODY
from chengnuo.outline.tables import Grid, Row, first_only, without_dittos
from chengnuo.outline.words import Words, column_kind
from chengnuo.spans import Span

# A header word is broken over so many lines at most (完成 / 时间); header words that no list knows are short.
HEADER_LINES = 3
UNKNOWN_HEADER = 10
# A header names so many columns, so many of which are known.
FEWEST_COLUMNS, MOST_COLUMNS, FEWEST_KNOWN = 3, 14, 2
# So many words behind the last known one of a header may still be its own.
UNKNOWN_LAST = 2
# Names may stand in two lines where there are so many, and the rows do not fill this share of the columns; so many
# lines tell which, and so much better another header must fit.
FEWEST_FOLDED, WELL_FILLED, SEEN, FOLDED = 7, 0.8, 40, 3.0
# A table without numbers of rows has so many rows, and scores so much for each.
FEWEST_ROWS, FAIR = 2, 3.0
# What the first part of a column is, by the kind of that.
PARTS: dict[str, tuple[str, ...]] = {
    "task": ("task", "goal"),
    "goal": ("task", "goal"),
    "progress": ("progress",),
    "lead": (*BODY, "person"),
    "": ("task", "goal", "progress", "date", "person", *BODY),
}
# So many equal rows are no accident: 2 of 8 lines each may be.
FEW_ROWS = 4
# So many tasks that count on, among so many lines, are numbered.
FEWEST_COUNTED, MOST_COUNTED = 3, 400
_COUNTED = re.compile(r"(?P<number>\d{1,3})[.、．](?!\d)")
_PUNCTUATION = re.compile("[，。；：、,;:]")


@dataclass(frozen=True, slots=True)
class _Name:
    """The name of a column with its kind (empty where no list knows it), and the number of the line behind it."""

    kind: str
    words: str
    span: Span
    end: int


@dataclass(frozen=True, slots=True)
class _Found:
    """A table: its header, the numbers of its lines, and where these stand."""

    names: tuple[_Name, ...]
    kinds: tuple[str, ...]
    at: tuple[int, ...]
    aligned: Aligned
    numbered: bool


def find_flat(lines: Sequence[Line], text: str, known: Words, names: NameWords) -> tuple[Grid, ...]:
    """The tables that stand in the lines with one cell a line, in text order."""
    here = CellLines(lines, text, known, names)
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        grid = _of_columns(here, at) or find_form(here, at)
        if grid is None:
            at += 1
            continue
        grids.append(grid)
        while at < len(lines) and lines[at].start < grid.span.end:
            at += 1
    return tuple(grids)


def _of_columns(here: CellLines, at: int) -> Grid | None:
    """The table whose header begins at line `at`: that of equal rows, unless it stops short of the other."""
    regular = find_regular(here, at)
    if regular is not None and len(regular.rows) >= FEW_ROWS:
        return regular
    other = _find(here, at)
    longer = regular is not None and other is not None and len(other.rows) > len(regular.rows) + 1
    return other if longer or regular is None else regular


def _find(here: CellLines, at: int) -> Grid | None:
    """The table whose header begins at line `at`; None where none does."""
    names = tuple(_names(here, at))
    if len(names) < FEWEST_COLUMNS:
        return None
    last = max((i for i, name in enumerate(names) if name.kind), default=-1)
    if last + 1 < FEWEST_COLUMNS or not _is_header(names[: last + 1], here.known):
        return None
    sizes = range(last + 1, min(len(names), last + 1 + UNKNOWN_LAST) + 1)
    found = [table for size in sizes if (table := _table(here, names[:size]))]
    best = max(found, key=lambda table: table.aligned.score, default=None)
    if len(names) >= FEWEST_FOLDED and (best is None or not _is_well_filled(best)):
        best = _of_two_lines(here, [names[:size] for size in sizes], best)
    return _grid(here, best) if best else None


def _is_well_filled(table: _Found) -> bool:
    """Whether the rows fill most columns, so that the header is read right."""
    rows = sum(place is not None and place[1] for place in table.aligned.places)
    filled = {(i, place[0]) for i, place in enumerate(table.aligned.places) if place}
    return len(filled) >= WELL_FILLED * rows * len(table.kinds)


def _of_two_lines(here: CellLines, headers: Sequence[tuple[_Name, ...]], best: _Found | None) -> _Found | None:
    """The table below a header of which the last names stand below others and take their places; `best` if it fits as
    well."""
    flat = _table(here, best.names, most=SEEN) if best else None
    tables = (
        _table(here, folded, end=names[-1].end, most=SEEN)
        for names in headers
        for folded in _folded(names)
        if _is_header(folded, here.known) and _is_in_order(folded)
    )
    top = max((table for table in tables if table), key=lambda table: table.aligned.score, default=None)
    better = FOLDED if best and _is_in_order(best.names) else -FOLDED
    if top is None or (flat and top.aligned.score < flat.aligned.score + better):
        return best
    return _table(here, top.names, end=max(name.end for name in top.names))


def _folded(names: tuple[_Name, ...]) -> Iterator[tuple[_Name, ...]]:
    """The headers that the names may be in two lines: one or two of the first line stand over those of the second."""
    for size in range(FEWEST_COLUMNS, len(names) - 1):
        first, second = names[:size], names[size:]
        if any(name.kind == "number" for name in second):
            continue
        for at in range(1, size):
            if _may_stand_over(first[at], second):
                yield (*first[:at], *second, *first[at + 1 :])
            for cut in range(2, len(second) - 1):
                for other in range(at + 1, size):
                    if _may_stand_over(first[at], second[:cut]) and _may_stand_over(first[other], second[cut:]):
                        yield (*first[:at], *second[:cut], *first[at + 1 : other], *second[cut:], *first[other + 1 :])


def _is_in_order(names: Sequence[_Name]) -> bool:
    """Whether all columns of tasks stand before those of bodies, as they mostly do."""
    bodies = next((at for at, name in enumerate(names) if name.kind in BODY), len(names))
    return not any(name.kind == "task" for name in names[bodies:])


def _may_stand_over(name: _Name, others: Sequence[_Name]) -> bool:
    """Whether the names may be of the parts of what the name above them names."""
    parts = PARTS.get(name.kind, ())
    no_parts = {*BODY, "number", "other"}.difference(parts)
    return others[0].kind in parts and all(other.kind not in no_parts for other in others)


def _names(here: CellLines, at: int) -> Iterator[_Name]:
    """The names of columns from line `at` on, as far as they may be such; nothing where a header cannot begin."""
    if not _may_begin(here, at):
        return
    for _ in range(MOST_COLUMNS):
        name = _name(here, at)
        if name is None:
            return
        while name.end < len(here.lines) and here.known.parts["head_continued"].match(here.lines[name.end].bare):
            name = replace(name, span=name.span.hull(here.lines[name.end].span), end=name.end + 1)
        yield name
        at = name.end


def _may_begin(here: CellLines, at: int) -> bool:
    """Whether a header may begin at line `at`: with a known name, also broken over two lines, or before one."""
    if here.names_column(at):
        return True
    if at + 1 == len(here.lines):
        return False
    broken = here.lines[at].bare + here.lines[at + 1].bare
    return broken in here.known.table_first or (here.names_column(at + 1) and _may_name(here, at))


def _name(here: CellLines, at: int) -> _Name | None:
    """The name of a column at line `at`; None where it can be none."""
    lines, known = here.lines, here.known
    for size in range(min(HEADER_LINES, len(lines) - at), 0, -1):
        words = "".join(line.bare for line in lines[at : at + size])
        kind = "number" if words in known.table_first else known.columns.get(words, "")
        if kind:
            return _Name(kind, words, lines[at].span.hull(lines[at + size - 1].span), at + size)
    if at >= len(lines) or not _may_name(here, at):
        return None
    return _Name(column_kind(lines[at].bare, known) or "", lines[at].bare, lines[at].span, at + 1)


def _may_name(here: CellLines, at: int) -> bool:
    """Whether line `at` may be the name of a column that no list knows."""
    bare = here.lines[at].bare
    if len(bare) > UNKNOWN_HEADER or _PUNCTUATION.search(bare) or here.number(at) is not None:
        return False
    return here.known.caption.search(bare) is None


def _is_header(names: Sequence[_Name], known: Words) -> bool:
    """Whether the names are those of a table of tasks or of opinions."""
    told = sum(name.words in known.columns or name.words in known.table_first for name in names)
    kinds = {name.kind for name in names}
    if told < FEWEST_KNOWN:
        return False
    if "number" in kinds:
        return not kinds.isdisjoint(("task", "goal", *BODY, "date")) or any(n.words in known.opinion for n in names)
    return not kinds.isdisjoint(("task", "goal", "state")) and not kinds.isdisjoint((*BODY, "date"))


def _table(here: CellLines, names: tuple[_Name, ...], *, end: int = 0, most: int | None = None) -> _Found | None:
    """The table below such a header, the lines of which end at `end`; None where nothing of the `most` lines below
    it fits."""
    sorts = first_only([name.kind or "other" for name in names], [name.words for name in names], here.known)
    kinds = tuple(
        "value" if kind == "other" and here.known.column_year.search(name.words) else kind
        for kind, name in zip(sorts, names, strict=True)
    )
    at = tuple(islice(_below(here, names, end or names[-1].end), most))
    numbers = _row_numbers([here.number(i) for i in at]) if "number" in kinds else {}
    cells = ((here.fit(i), _is_across(here, i)) for i in at)  # a table mostly ends long before the lines do
    table = aligned(kinds, cells, numbers, frozenset() if "number" in kinds else _numbered_tasks(here, at))
    if table is None or not _is_table(table, kinds, numbered=bool(numbers)):
        return None
    return _Found(names, kinds, at, table, bool(numbers))


def _below(here: CellLines, names: Sequence[_Name], at: int) -> Iterator[int]:
    """The numbers of the lines below a header that may be of its table, the header repeated on new pages left out."""
    words = [name.words for name in names]
    while at < len(here.lines):
        line = here.lines[at]
        if here.known.parts["annex"].match(line.text) and len(line.text) < UNKNOWN_HEADER:
            return
        if here.names_column(at) or line.bare == words[0]:
            again = _names_at(here, at, len(names))
            if [name.words for name in again] == words:
                at = again[-1].end
                continue
            if sum(bool(name.kind) for name in again) >= FEWEST_COLUMNS and all(name.kind for name in again[:3]):
                return
        yield at
        at += 1


def _names_at(here: CellLines, at: int, size: int) -> list[_Name]:
    """The names of as many columns from line `at` on."""
    names: list[_Name] = []
    while len(names) < size and at < len(here.lines) and (name := _name(here, at)):
        names.append(name)
        at = name.end
    return names


def _is_across(here: CellLines, at: int) -> bool:
    """Whether line `at` may be a row of its own across the table, that names what the next rows are about."""
    return here.is_category(at) and not here.lines[at].text[0].isdigit()


def _row_numbers(numbers: Sequence[int | None]) -> dict[int, bool]:
    """Which of the lines may number the rows, and whether they are sure to: those of the chain that grows most often
    by one, and those of others like it.

    A table may hold only some rows of another one, so numbers may be left out; but where most follow each other, one
    that neither follows nor is followed is a value. One that stands twice, or last, is sure only where all numbers
    are of the chain.
    """
    ahead = _chains(numbers)
    behind = _chains([None if n is None else -n for n in reversed(numbers)])[::-1]
    best = max(ahead, default=0)
    chain = {at: n for at, n in enumerate(numbers) if n is not None and ahead[at] + behind[at] == best + 2}
    told = set(chain.values())
    follow = {n for n in told if n - 1 in told or n + 1 in told}
    lowest = min(told, default=0)
    found = {at: n for at, n in chain.items() if n in follow or n == lowest or 2 * len(follow) < len(told)}
    times = Counter(n for n in numbers if n is not None)
    alone = len(set(found.values())) == sum(times.values())
    return {at: alone or (times[n] == 1 and n + 1 in told and n in follow) for at, n in found.items()}


def _numbered_tasks(here: CellLines, at: Sequence[int]) -> frozenset[int]:
    """Which of the first lines begin with numbers that count on: 1.扩大供给, 2.改造管网; none where few do."""
    found: list[int] = []
    last = None
    for n, i in enumerate(at[:MOST_COUNTED]):
        if (match := _COUNTED.match(here.lines[i].text)) is None:
            continue
        if last is not None and int(match["number"]) != last + 1:
            break
        last = int(match["number"])
        found.append(n)
    return frozenset(found) if len(found) >= FEWEST_COUNTED else frozenset()


def _chains(numbers: Sequence[int | None]) -> list[int]:
    """For each number how much the best chain weighs that ends with it: two for each, three for one that is next."""
    weights: list[int] = []
    best: dict[int, int] = {}  # by its last number the weight of the best chain
    for number in numbers:
        if number is None:
            weights.append(0)
            continue
        lower = max((weight for last, weight in best.items() if last < number - 1), default=0)
        weight = max(lower + 2, best[number - 1] + 3 if number - 1 in best else 0, 2)
        best[number] = max(best.get(number, 0), weight)
        weights.append(weight)
    return weights


def _is_table(table: Aligned, kinds: Sequence[str], *, numbered: bool) -> bool:
    """Whether what was aligned is a table: by the numbers of its rows, or by full rows."""
    rows = sum(place is not None and place[1] for place in table.places)
    filled = {place[0] for place in table.places if place}
    told = {column for column, kind in enumerate(kinds) if kind in (*BODY, "date", "number")}
    if numbered:
        return rows > 0
    return rows >= FEWEST_ROWS and table.score >= FAIR * rows and told <= filled


def _grid(here: CellLines, found: _Found) -> Grid:
    placed = [(at, place) for at, place in zip(found.at, found.aligned.places, strict=False) if place]
    lines = [(place, here.lines[at]) for at, place in placed]
    if "number" in found.kinds and found.numbered:
        number = found.kinds.index("number")
        starts = [n for n, (place, _) in enumerate(lines) if place[1] and place[0] <= number]
    else:
        starts = [n for n, (place, _) in enumerate(lines) if place[1]]
    blocks: list[list[tuple[int, Line]]] = []
    end = _unbroken([line for _, line in lines], starts)
    while end < len(lines) and _fills_next(here, found.kinds, placed[end - 1], placed[end]):
        end += 1
    for (column, opens), line in lines[:end]:
        if opens:
            blocks.append([])
        blocks[-1].append((column, line))
    rows = [_row(block, found.kinds) for block in blocks]
    header = tuple(Cell(span=name.span, row=0, column=column) for column, name in enumerate(found.names))
    opinions = any(name.words in here.known.opinion for name in found.names)
    whole = Span(found.names[0].span.start, max(row.span.end for row in rows))
    return Grid(whole, found.kinds, header, without_dittos(rows, here.text, here.known), opinions)


def _fills_next(
    here: CellLines, kinds: Sequence[str], before: tuple[int, tuple[int, bool]], line: tuple[int, tuple[int, bool]]
) -> bool:
    """Whether a line surely fills a column of dates or bodies behind that of the line before it."""
    (_, (last, _)), (at, (column, opens)) = before, line
    fit = here.fit(at)
    sure = fit.date if kinds[column] == "date" else fit.bodies and kinds[column] in BODY
    return not opens and column > last and sure and here.lines[at].gap <= 1


def _unbroken(lines: Sequence[Line], starts: Sequence[int]) -> int:
    """Where the lines of the table end: the last stretch of those that begin at `starts` has no more lines than the
    tallest before it, and none behind a gap wider than theirs."""
    if len(starts) < FEWEST_ROWS:
        return len(lines)
    last = starts[-1]
    gap = max(line.gap for line in lines[:last])
    tallest = max(end - start for start, end in pairwise(starts))
    end = next((n for n in range(last + 1, len(lines)) if lines[n].gap > gap), len(lines))
    return min(last + tallest, end)


def _row(block: Sequence[tuple[int, Line]], kinds: Sequence[str]) -> Row:
    number = next((line.bare for column, line in block if kinds[column] == "number"), "")
    cells = tuple((column, line.span) for column, line in block)
    return Row(number, block[0][1].span.hull(block[-1][1].span), cells)
