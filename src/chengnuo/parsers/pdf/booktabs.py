"""Tables with level rules alone (三线表): a rule over the header, one under it, one under the body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from chengnuo.parsers.pdf.grids import SNAP, Grid, GridCell, Splitter
from chengnuo.parsers.pdf.sheet import Box, Line, Sheet

RULES = 3
MOST_COLUMNS = 14
LONGEST = 16
"""Half of the cells have at most so many characters; columns of prose between rules have more."""
GAP = 0.9
"""Columns are parted by a blank of so many characters on all lines."""
TALLEST = 0.85
"""A table takes at most this share of a page; the rules at its head and foot are no table."""


def find_booktabs(sheet: Sheet, lines: list[Line], page: Splitter) -> tuple[list[Grid], list[Line]]:
    """The tables between level rules of one extent, and the lines that stand outside them."""
    grids: list[Grid] = []
    for box, under_header in _frames(sheet):
        inside = [ln for ln in lines if box[1] < (ln.top + ln.bottom) / 2 < box[3] and _within(ln, box)]
        grid = _grid(inside, box, under_header, page) if len(inside) >= RULES else None
        if grid is not None:
            grids.append(grid)
            taken = {id(line) for line in inside}
            lines = [line for line in lines if id(line) not in taken]
    return grids, lines


def _frames(sheet: Sheet) -> Iterator[tuple[Box, float]]:
    """The stretches between three rules or more of one extent with no upright line between, and the second rule."""
    groups: dict[tuple[int, int], list[Box]] = {}
    for box in sheet.horizontal:
        groups.setdefault((round(box[0] / SNAP), round(box[2] / SNAP)), []).append(box)
    for held in groups.values():
        heights = sorted(box[1] for box in held)
        apart = [y for y, before in zip(heights, [-SNAP * 2, *heights], strict=False) if y - before > SNAP]
        x0, x1 = held[0][0], held[0][2]
        if len(apart) < RULES or apart[-1] - apart[0] > TALLEST * sheet.height or x1 - x0 < sheet.width / 4:
            continue
        if not any(v[1] < apart[-1] and v[3] > apart[0] and x0 - SNAP < v[0] < x1 + SNAP for v in sheet.vertical):
            yield (x0, apart[0], x1, apart[-1]), apart[1]


def _within(line: Line, box: Box) -> bool:
    return box[0] - line.size <= line.x0 and line.x1 <= box[2] + line.size


def _grid(lines: Sequence[Line], box: Box, under_header: float, page: Splitter) -> Grid | None:
    words = [word for line in lines for word in (page.split(line) if " " in line.words else [line])]
    edges = columns_between(words, box)
    header = [word for word in words if word.bottom <= under_header + SNAP]
    if not 3 <= len(edges) <= MOST_COLUMNS + 1 or len({column_of(word, edges) for word in header}) < 2:
        return None
    if median(len(word.words) for word in words) > LONGEST:
        return None
    return grid_of(list(_rows(words, edges)), edges, box)


def grid_of(rows: Sequence[Sequence[Line]], edges: Sequence[float], box: Box) -> Grid:
    """The table of the rows, whose words stand in the columns between the edges."""
    cells = []
    for number, row in enumerate(rows):
        top, low = min(w.top for w in row), max(w.bottom for w in row)
        for column, (left, right) in enumerate(pairwise(edges)):
            inside = [w for w in row if column_of(w, edges) == column]
            cells.append(GridCell(number, column, 1, 1, (left, top, right, low), inside))
    return Grid(box, cells, tuple(edges), len(rows))


def columns_between(words: Sequence[Line], box: Box, *, gap: float = GAP) -> list[float]:
    """The left sides of the columns, and the right side of the last: blanks of so many characters that run through all
    lines part them."""
    size = median(word.size for word in words)
    spans: list[list[float]] = []
    for x0, x1 in sorted((word.x0, word.x1) for word in words):
        if spans and x0 < spans[-1][1] + gap * size:
            spans[-1][1] = max(spans[-1][1], x1)
        else:
            spans.append([x0, x1])
    return [box[0], *((a[1] + b[0]) / 2 for a, b in pairwise(spans)), box[2]]


def column_of(word: Line, edges: Sequence[float]) -> int:
    """The column in which the middle of a word stands."""
    middle = (word.x0 + word.x1) / 2
    return max(0, sum(edge <= middle for edge in edges[:-1]) - 1)


def _rows(words: Sequence[Line], edges: Sequence[float]) -> Iterator[list[Line]]:
    """The words by row; a line whose first column is empty goes on with the row before it."""
    rows: list[list[Line]] = []
    for word in sorted(words, key=lambda w: (w.top + w.bottom, w.x0)):
        same = rows and abs((rows[-1][-1].top + rows[-1][-1].bottom) - (word.top + word.bottom)) < word.size
        if same:
            rows[-1].append(word)
        else:
            rows.append([word])
    held: list[Line] = []
    for row in rows:
        if held and all(column_of(word, edges) for word in row):
            held = [*held, *row]
            continue
        if held:
            yield held
        held = row
    if held:
        yield held
