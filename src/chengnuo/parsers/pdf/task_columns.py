"""Tables of tasks without upright rules: their header tells them, blanks part the columns, numbers open the rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from chengnuo.parsers.heads import Heads, is_task_header
from chengnuo.parsers.pdf.booktabs import column_of, columns_between, grid_of
from chengnuo.parsers.pdf.grids import Grid, Splitter
from chengnuo.parsers.pdf.sheet import Line, hull
from chengnuo.parsers.pdf.unruled import APART, Level, levels_of

FEWEST_ROWS = 2
EVEN = 0.25
"""Lines are as far apart as others where the blanks between them differ by less than so much of a character."""
PADDING = 5.4
"""The blank on each side of a cell, as in ruled ones."""
NARROW = 0.4
"""Columns whose names are known are parted by a blank of so many characters."""
_NUMBER = re.compile(r"\d{1,3}[.、．]?")


def find_task_columns(lines: list[Line], page: Splitter, known: Heads) -> tuple[list[Grid], list[Line]]:
    """The tables of tasks that only their header and their blanks show, and the lines that stand outside them."""
    if not any("".join(line.words.split()).startswith(tuple(known.first)) for line in lines):
        return [], lines
    levels = list(levels_of(lines, page))
    words = Counter(at for level in levels for _, at in level)
    grids: list[Grid] = []
    taken: set[int] = set()
    end = 0
    for at, level in enumerate(levels):
        names = ["".join(word.words.split()) for word, _ in level]
        if at < end or not known.first.intersection(names) or not is_task_header(names, known):
            continue
        end, edges = _below(levels, at)
        column = next(i for i, name in enumerate(names) if name in known.first)
        rows = _rows([[word for word, _ in one] for one in levels[at + 1 : end]], edges, column)
        held = Counter(place for one in levels[at:end] for _, place in one)
        if len(rows) >= FEWEST_ROWS and all(words[place] == count for place, count in held.items()):
            box = hull(word.box for one in levels[at:end] for word, _ in one)
            grids.append(_narrowed(grid_of([[word for word, _ in level], *rows], edges, box)))
            taken |= held.keys()
    return grids, [line for line in lines if id(line) not in taken] if taken else lines


def _narrowed(grid: Grid) -> Grid:
    """The table with its cells as wide as the widest line of their column, which a line fills that the next goes on
    with."""
    sides: dict[int, tuple[float, float]] = {}
    for cell in grid.cells:
        for line in cell.lines:
            left, right = sides.get(cell.column, (line.x0, line.x1))
            sides[cell.column] = min(left, line.x0), max(right, line.x1)
    for cell in grid.cells:
        if cell.column in sides:
            left, right = sides[cell.column]
            cell.box = left - PADDING, cell.box[1], right + PADDING, cell.box[3]
    return grid


def _below(levels: Sequence[Level], at: int) -> tuple[int, list[float]]:
    """Where the levels end that stand in the columns of the header at `at`, and the edges of these."""
    header = [word for word, _ in levels[at]]
    words = list(header)
    edges = columns_between(words, hull(word.box for word in words), gap=NARROW)
    end = at + 1
    while end < len(levels):
        more = [word for word, _ in levels[end]]
        if more[0].top - max(word.bottom for word, _ in levels[end - 1]) > APART * more[0].size:
            break
        wider = columns_between([*words, *more], hull(word.box for word in (*words, *more)), gap=NARROW)
        if len(wider) != len(header) + 1 or len({column_of(word, wider) for word in header}) < len(header):
            break
        words, edges = [*words, *more], wider
        end += 1
    return end, edges


def _rows(levels: Sequence[list[Line]], edges: Sequence[float], column: int) -> list[list[Line]]:
    """The rows, each with the number that opens it or stands in its middle; none where it is not sure which."""
    numbered = [any(_is_number(word, edges, column) for word in level) for level in levels]
    count = sum(numbered)
    if count < FEWEST_ROWS or len(edges) < 2:
        return []
    gaps = [_gap(above, below) for above, below in pairwise(levels)]
    blocks = _blocks(numbered, gaps, count, levels[0][0].size)
    if not blocks and numbered[0] and not _may_be_centred(numbered):
        starts = [at for at, is_first in enumerate(numbered) if is_first]
        blocks = list(pairwise([*starts, len(levels)]))
    return [[word for level in levels[start:end] for word in level] for start, end in blocks]


def _is_number(word: Line, edges: Sequence[float], column: int) -> bool:
    return column_of(word, edges) == column and _NUMBER.fullmatch(word.words.strip()) is not None


def _gap(above: Sequence[Line], below: Sequence[Line]) -> float:
    return min(word.top for word in below) - max(word.bottom for word in above)


def _blocks(numbered: Sequence[bool], gaps: Sequence[float], count: int, size: float) -> list[tuple[int, int]]:
    """The rows by the wider blanks between them, where each has one number."""
    for least in sorted(set(gaps), reverse=True):
        cuts = [at + 1 for at, gap in enumerate(gaps) if gap > least - EVEN * size]
        blocks = list(pairwise([0, *cuts, len(numbered)]))
        if len(blocks) > count:
            return []
        if len(blocks) == count and all(sum(numbered[start:end]) == 1 for start, end in blocks):
            return blocks
    return []


def _may_be_centred(numbered: Sequence[bool]) -> bool:
    """Whether as many lines may stand above each number as below it, so that which row a line is of is not known."""
    starts = [at for at, is_first in enumerate(numbered) if is_first]
    below = 0
    for first, second in pairwise(starts):
        below = second - first - 1 - below  # of the row before, and so above the number of this one
        if below < 0:
            return False
    return below == len(numbered) - 1 - starts[-1] and len(numbered) > len(starts)
