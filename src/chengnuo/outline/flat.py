"""Task tables flattened to one cell a line: rows by their numbers, cells by what fits the columns."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from chengnuo.model import Cell
from chengnuo.outline.fits import Fit, fit_of
from chengnuo.outline.lines import Line
from chengnuo.outline.names import NameWords, looks_like_names
from chengnuo.outline.regular import find_regular
from chengnuo.outline.tables import BODY, Grid, Row, first_only, without_dittos
from chengnuo.outline.words import Words, column_kind
from chengnuo.spans import Span

# A header word is broken over so many lines at most (完成 / 时间); header words that no list knows are short.
HEADER_LINES = 3
UNKNOWN_HEADER = 10
# The word for a row number (序号) has so few characters.
SHORTEST_HEADER = 3
# Lines that a header may take in all.
LONGEST_HEADER = 40
LONGEST_CATEGORY = 40
# A column of tasks or problems that stands first is hardly ever empty.
EMPTY_TASK = 2.0
NAMING = ("task", "state")
# Columns whose cells show where a row ends.
ENDING = (*BODY, "date")
_PUNCTUATION = re.compile("[，。；：、,;:]")


def find_flat(lines: Sequence[Line], text: str, known: Words, names: NameWords) -> tuple[Grid, ...]:
    """The tables that stand in the lines with one cell a line, in text order."""
    grids: list[Grid] = []
    at = 0
    while at < len(lines):
        grid = find_regular(lines, text, at, known, names)
        if grid is None and len(lines[at].bare) <= SHORTEST_HEADER:
            header = _header(lines, at, known)
            grid = _flat(lines, text, at, header, known, names) if header else None
        if grid is None:
            at += 1
            continue
        grids.append(grid)
        at = _next_line(lines, at, grid.span.end)
    return tuple(grids)


def _next_line(lines: Sequence[Line], at: int, end: int) -> int:
    while at < len(lines) and lines[at].start < end:
        at += 1
    return at


def _header(lines: Sequence[Line], at: int, known: Words) -> tuple[list[tuple[str, str, Span]], int] | None:
    """The columns after 序号 as kind, name and place, and the number of the line behind them."""
    size = 0
    if len(lines[at].bare) > SHORTEST_HEADER:
        return None
    for n in (1, 2):
        if "".join(line.bare for line in lines[at : at + n]) in known.table_first:
            size = n
            break
    if not size:
        return None
    columns = [("number", "", lines[at].span)]
    j = at + size
    while j < len(lines) and j - at < LONGEST_HEADER:
        word = _header_word(lines, j, known)
        if word is None:
            break
        kind, name, n = word
        columns.append((kind, name, lines[j].span.hull(lines[j + n - 1].span)))
        j += n
    columns = [
        ("value" if kind == "other" and known.column_year.search(name) else kind, name, span)
        for (_, name, span), kind in zip(columns, _one_task(columns), strict=True)
    ]
    if len(columns) < 3 or not any(kind in ("task", "goal", *BODY, "date") for kind, _, _ in columns[1:]):
        known_words = {name for _, name, _ in columns} & known.opinion
        if len(columns) < 3 or not known_words:
            return None
    return columns, j


def _one_task(columns: Sequence[tuple[str, str, Span]]) -> list[str]:
    """The kinds, where of several columns of tasks only the first names them and the others say what is done."""
    return first_only([kind for kind, _, _ in columns])


def _header_word(lines: Sequence[Line], at: int, known: Words) -> tuple[str, str, int] | None:
    for n in range(min(HEADER_LINES, len(lines) - at), 0, -1):
        name = "".join(line.bare for line in lines[at : at + n])
        if len(name) <= known.column_longest and name in known.columns:
            return known.columns[name], name, n
    bare = lines[at].bare
    if len(bare) > UNKNOWN_HEADER or known.row.match(bare) or _PUNCTUATION.search(bare):
        return None
    if kind := column_kind(bare, known):
        return kind, bare, 1
    following = lines[at + 1].bare if at + 1 < len(lines) else ""
    if following in known.columns or known.row.match(following):
        return "other", bare, 1
    return None


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a flattened table, the row number's first, and the text and words by which cells are known."""

    kinds: tuple[str, ...]
    text: str
    known: Words
    names: NameWords
    _fits: dict[int, Fit] = field(default_factory=dict, repr=False, compare=False)  # by the numbers of lines

    @property
    def size(self) -> int:
        """The cells of a full row behind its number."""
        return len(self.kinds) - 1

    def fit(self, line: Line) -> Fit:
        """How the line fits columns, looked at once."""
        if line.index not in self._fits:
            self._fits[line.index] = fit_of(line, self.text, self.known, self.names)
        return self._fits[line.index]

    def are_full(self, block: Sequence[Line]) -> bool:
        """Whether a row has a line for each column that fits it: bodies, dates and values where the header has them."""
        if len(block) != self.size:
            return False
        fits = map(self.fit, block)
        return all(_score(kind, fit, first=True) > -1 for kind, fit in zip(self.kinds[1:], fits, strict=True))


def _flat(
    lines: Sequence[Line],
    text: str,
    at: int,
    header: tuple[list[tuple[str, str, Span]], int],
    known: Words,
    names: NameWords,
) -> Grid | None:
    columns, first = header
    table = _Columns(tuple(kind for kind, _, _ in columns), text, known, names)
    blocks = _blocks(lines, first, table)
    if not blocks:
        return None
    blocks[-1] = (blocks[-1][0], _last_block(blocks, table))
    rows = without_dittos((_flat_row(number, block, table) for number, block in blocks), text, known)
    opinions = any(name in known.opinion for _, name, _ in columns)
    cells = tuple(Cell(span=span, row=0, column=i) for i, (_, _, span) in enumerate(columns))
    return Grid(Span(lines[at].start, rows[-1].span.end), table.kinds, cells, rows, opinions)


def _blocks(lines: Sequence[Line], first: int, table: _Columns) -> list[tuple[Line, list[Line]]]:
    """The lines of each row behind its number; a header repeated on a new page is left out.

    A part of a table begins with a later number than 1. Where the next number stands behind a full row, a line of it
    that is the same number is a value; so it is where all rows before were full.
    """
    known, size = table.known, table.size
    blocks: list[tuple[Line, list[Line]]] = []
    opening = known.row.match(lines[first].bare) if first < len(lines) else None
    expected = int(opening["number"]) if opening else 1
    at = first
    while at < len(lines):
        line = lines[at]
        if _is_number(lines, at, expected, known):
            expected += 1
            row = list(lines[at + 1 : at + size + 1])
            before = "value" in table.kinds and blocks and all(len(block) == size for _, block in blocks)
            full = _is_number(lines, at + size + 1, expected, known) or (before and table.are_full(row))
            blocks.append((line, row if full else []))
            at += size if full else 0
        elif _is_category(lines, at, expected, known):
            pass
        elif not blocks or len(blocks[-1][1]) >= known.tallest:
            break
        elif repeated := _header(lines, at, known):
            at = repeated[1]
            continue
        elif known.parts["annex"].match(line.text) and len(line.text) < UNKNOWN_HEADER:
            break
        else:
            blocks[-1][1].append(line)
        at += 1
    return blocks


def _is_number(lines: Sequence[Line], at: int, expected: int, known: Words) -> bool:
    match = known.row.match(lines[at].bare) if at < len(lines) else None
    return match is not None and int(match["number"]) == expected


def _is_category(lines: Sequence[Line], at: int, expected: int, known: Words) -> bool:
    """Whether the line is a row of its own across the table, that names what the next rows are about."""
    if at + 1 >= len(lines) or len(lines[at].bare) > LONGEST_CATEGORY:
        return False
    following = known.row.match(lines[at + 1].bare)
    if following is None or int(following["number"]) != expected or lines[at].text[0].isdigit():
        return False
    return known.numbered.match(lines[at].text) is not None


def _last_block(blocks: list[tuple[Line, list[Line]]], table: _Columns) -> list[Line]:
    """The lines of the last row: all cells of a full one, else up to the last that dates or bodies can fill."""
    earlier = [block for _, block in blocks[:-1]]
    kept = _unbroken(blocks[-1][1], earlier, table)
    cells = kept[: table.size]
    if earlier and all(len(block) == table.size for block in earlier) and table.are_full(cells):
        return cells
    if any(kind in ENDING for kind in table.kinds):
        dates = [i for i, line in enumerate(kept) if table.known.date_cell.match(line.bare)]
        bodies = [i for i, line in enumerate(kept) if looks_like_names(table.text, line.span, table.names)]
        date = next((i for i in dates if not bodies or i > bodies[0]), None)
        if date is not None and _last_of(ENDING, table.kinds) == "date":
            return kept[: date + 1]
        if bodies:
            return kept[: bodies[-1] + 1]
    return kept[: table.size + 1]


def _unbroken(lines: Sequence[Line], earlier: Sequence[Sequence[Line]], table: _Columns) -> list[Line]:
    """The first lines: no more than the tallest of the rows before has, and up to a gap wider than theirs."""
    tallest = max(map(len, earlier), default=2 * len(table.kinds))
    gap = max((line.gap for block in earlier for line in block), default=LONGEST_HEADER)
    kept: list[Line] = []
    for line in lines[: max(tallest, len(table.kinds))]:
        if kept and line.gap > gap:
            break
        kept.append(line)
    return kept


def _last_of(wanted: Collection[str], kinds: Sequence[str]) -> str:
    """The kind of `wanted` whose first column stands last."""
    return max((kind for kind in kinds if kind in wanted), key=kinds.index)


def _flat_row(number: Line, block: Sequence[Line], table: _Columns) -> Row:
    places = range(1, len(table.kinds)) if table.are_full(block) else _placed(block, table)
    cells = tuple((column, line.span) for column, line in zip(places, block, strict=True))
    end = block[-1].end if block else number.end
    return Row(number.bare, Span(number.start, end), ((0, number.span), *cells))


def _placed(block: Sequence[Line], table: _Columns) -> list[int]:
    """The column of each line: columns never go back, and each line stands where it fits best."""
    kinds, last = table.kinds, table.size
    task = next((column for column in range(1, last + 1) if kinds[column] in NAMING), last)
    # best[c] = score and columns of the lines so far, the last of them in column c (None where there are none)
    best: list[tuple[float, tuple[int, ...]] | None] = [(0.0, ()), *([None] * last)]
    for line in block:
        scores = _scores(kinds, table.fit(line))
        new: list[tuple[float, tuple[int, ...]] | None] = [None] * (last + 1)
        left = best[0]  # the best of those whose last line stands further left
        for column in range(1, last + 1):
            first, more = scores[column]
            here = best[column]
            top = None if left is None else (left[0] + first, left[1])
            if top is not None and not top[1] and task < column:
                top = (top[0] - EMPTY_TASK, ())
            if here is not None:
                top = _better(top, (here[0] + more, here[1]))
                left = _better(left, here)
            if top is not None:
                new[column] = (top[0], (*top[1], column))
        best = new
    return list(_best(best))


def _better(
    one: tuple[float, tuple[int, ...]] | None, other: tuple[float, tuple[int, ...]]
) -> tuple[float, tuple[int, ...]]:
    """The higher score; of equal ones that of the columns further left."""
    if one is None or other[0] > one[0] or (other[0] == one[0] and other[1] < one[1]):
        return other
    return one


def _best(ends: Sequence[tuple[float, tuple[int, ...]] | None]) -> tuple[int, ...]:
    """The columns with the highest score; of equal ones those further left."""
    reached = [end for end in ends if end is not None]
    top = max(total for total, _ in reached)
    return min(path for total, path in reached if total == top)


@lru_cache(maxsize=256)
def _scores(kinds: tuple[str, ...], fit: Fit) -> tuple[tuple[float, float], ...]:
    """For each column how well a line fits it: the first line of a column, and a later one."""
    return tuple((_score(kind, fit, first=True), _score(kind, fit, first=False)) for kind in kinds)


def _score(kind: str, fit: Fit, *, first: bool) -> float:
    """The fit with a column of that kind; the first line of a column counts more."""
    bonus = {"task": 1.2, "goal": 0.8, "main": 0.7, "lead": 0.6}.get(kind, 0.2) if first else 0.0
    if kind == "date":
        return bonus + (4 if fit.date else -4)
    if kind in BODY:
        return bonus + (3 if fit.bodies else -3)
    if kind == "value":
        return bonus + (3 if fit.value else -3)
    if kind == "person":
        return bonus + (0.5 if fit.short and not fit.bodies else -1)
    if fit.date or fit.bodies:
        return bonus - (2 if fit.date else 1)
    if kind == "task":
        return bonus + (0.5 if not fit.marked else -0.5 if first else -1)
    if kind == "goal":
        return bonus + (1.5 if fit.marked else 0.4)
    return bonus + 0.1
