"""Tables without any rule: lines with blanks in the same places, most of whose pieces are numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from chengnuo.parsers.pdf.booktabs import column_of, columns_between, grid_of
from chengnuo.parsers.pdf.grids import Grid, Splitter
from chengnuo.parsers.pdf.sheet import Line, hull

FEWEST_COLUMNS, FEWEST_ROWS = 3, 3
"""A line has so many pieces, and so many such lines follow each other; fewer may be a form or two columns of text."""
MOST_COLUMNS = 12
GAP = 0.9
"""Pieces are parted by a blank of so many characters."""
NUMBERS = 0.25
"""So great a share of the pieces below the first line are numbers."""
LONGEST = 24
"""A piece has no more characters: those of prose have."""
APART = 3.2
"""Lines of a table are no more line heights from each other."""

Level = list[tuple[Line, int]]
"""The words that stand at one height, each with the line it is of."""
_BARE = re.compile(r"[\d.,-]+")


def find_unruled(lines: list[Line], page: Splitter) -> tuple[list[Grid], list[Line]]:
    """The tables that nothing but their blanks shows, and the lines that stand outside them."""
    if sum(" " in line.words or len(line.words) <= LONGEST for line in lines) < FEWEST_ROWS:
        return [], lines
    grids: list[Grid] = []
    taken: set[int] = set()
    rows = list(levels_of(lines, page))
    words = Counter(at for row in rows for _, at in row)
    for stretch in _stretches(rows):
        held = Counter(at for row in stretch for _, at in row)
        grid = _grid([[word for word, _ in row] for row in stretch])
        if grid is not None and all(words[at] == count for at, count in held.items()):
            grids.append(grid)
            taken |= held.keys()
    return grids, [line for line in lines if id(line) not in taken] if taken else lines


def levels_of(lines: Sequence[Line], page: Splitter) -> Iterator[Level]:
    """The words on each level of the page from left to right, each with the line it is of."""
    words = [(word, id(line)) for line in lines for word in (page.split(line) if " " in line.words else [line])]
    row: Level = []
    for word in sorted(words, key=lambda item: (item[0].top + item[0].bottom, item[0].x0)):
        if row and not _level(row[-1][0], word[0]):
            yield sorted(row, key=lambda item: item[0].x0)
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda item: item[0].x0)


def _level(a: Line, b: Line) -> bool:
    return abs((a.top + a.bottom) - (b.top + b.bottom)) < max(a.size, b.size)


def _pieces(row: Sequence[tuple[Line, int]]) -> int:
    """How many pieces blanks part a row into."""
    return 1 + sum(b.x0 - a.x1 > GAP * max(a.size, b.size) for (a, _), (b, _) in pairwise(row))


def _stretches(rows: Sequence[Level]) -> Iterator[list[Level]]:
    """Runs of rows of several pieces near to each other."""
    held: list[Level] = []
    for row in rows:
        near = held and row[0][0].top - held[-1][0][0].bottom < APART * row[0][0].size
        if held and not near:
            yield held
            held = []
        if _pieces(row) >= FEWEST_COLUMNS and all(len(word.words) <= LONGEST for word, _ in row):
            held.append(row)
        elif held:
            yield held
            held = []
    if held:
        yield held


def _grid(rows: Sequence[list[Line]]) -> Grid | None:
    """The rows as a table; None where blanks part no columns, or where they hold few numbers."""
    words = [word for row in rows for word in row]
    if len(rows) < FEWEST_ROWS:
        return None
    box = hull(word.box for word in words)
    edges = columns_between(words, box)
    below = [word for row in rows[1:] for word in row]
    numbers = sum(any(map(str.isdigit, word.words[:2])) for word in below)
    bare = sum(_BARE.fullmatch(word.words) is not None for word in rows[0])
    named = len({column_of(word, edges) for word in rows[0]})
    if not FEWEST_COLUMNS < len(edges) <= MOST_COLUMNS + 1 or named < len(edges) - 2 or 2 * bare > len(rows[0]):
        return None
    if numbers < NUMBERS * len(below) or 2 * median(len(word.words) for word in words) > LONGEST:
        return None
    return grid_of(rows, edges, box)
