"""Ruled tables of a page: ruling lines → cells, by pdfplumber's own functions, and the lines of text in each cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Protocol

from chengnuo.parsers.pdf.sheet import Box, Line, Sheet, joined

SNAP = 3.0
"""Ruling lines closer than this (points) are one line; pdfplumber's default."""
MOST_CROSSINGS = 200_000
"""Pairs of ruling lines looked at on one page; a task list of 40 rows and 8 columns has some 400."""
OPEN_LINES = 3
"""A table whose sides are open has so many level lines at least: over and under its header, and under its body."""
MOST_CELLS = 3_000


class Splitter(Protocol):
    """A page that can take a line apart."""

    text: str

    def split(self, line: Line) -> list[Line]: ...
    def characters(self, line: Line) -> list[Line]: ...


@dataclass(slots=True)
class GridCell:
    """A cell: its place in the grid, its box, and the lines of text in it."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A ruled table on one page; `edges` are the left sides of its columns, then the right side of the last."""

    box: Box
    cells: list[GridCell]
    edges: tuple[float, ...]
    rows: int

    def row(self, number: int) -> list[GridCell]:
        return [c for c in self.cells if c.row == number]


def find_grids(sheet: Sheet, page: Splitter) -> tuple[list[Grid], list[Line]]:
    """The ruled tables of a page from top to bottom, and the lines that stand outside them."""
    grids = _grids(sheet)
    if not grids:
        return [], sheet.lines
    rest: list[Line] = []
    for line in sheet.lines:
        here = [g for g in grids if _touches(g.box, line)]
        if here:
            rest.extend(_place(line, here, page))
        else:
            rest.append(line)
    filled = [g for g in grids if any(c.lines for c in g.cells)]
    for grid in filled:
        for cell in grid.cells:
            cell.lines = _in_order(cell.lines)
    return filled, rest


def _grids(sheet: Sheet) -> list[Grid]:
    if len(sheet.horizontal) < 2 or len(sheet.vertical) < 2:
        return []
    if len(sheet.horizontal) * len(sheet.vertical) > 40 * MOST_CROSSINGS:
        sheet.crowded = True
        return []
    from pdfplumber.table import cells_to_tables, edges_to_intersections, merge_edges

    edges = [_edge(box, "h") for box in sheet.horizontal] + [_edge(box, "v") for box in sheet.vertical]
    merged = merge_edges(edges, SNAP, SNAP, SNAP, SNAP)
    merged += _open_sides(merged)
    level = sum(e["orientation"] == "h" for e in merged)
    if level * (len(merged) - level) > MOST_CROSSINGS:
        sheet.crowded = True
        return []
    cells = []
    for group in _apart(merged):
        cells += cells_between(edges_to_intersections(group, SNAP, SNAP))
    if not 2 <= len(cells) <= MOST_CELLS:
        sheet.crowded |= len(cells) > MOST_CELLS
        return []
    grids = [_grid(table) for table in cells_to_tables(cells)]
    whole = [g for g in grids if len(g.cells) >= 2 and g.rows >= 1 and len(g.edges) > 2]
    return sorted(whole, key=lambda g: (g.box[1], g.box[0]))


def cells_between(crossings: Mapping[tuple[float, float], Mapping[str, Iterable[dict[str, Any]]]]) -> list[Box]:
    """The smallest rectangles between crossings that edges join: what `intersections_to_cells` of pdfplumber gives.

    That one gathers the edges of two crossings anew each time it asks whether an edge joins them, which takes a tenth
    of the time of a page of forms.
    """
    level, upright = ({p: frozenset(map(_bounds, held[o])) for p, held in crossings.items()} for o in ("h", "v"))
    points = sorted(crossings)
    found: list[Box] = []
    below: dict[float, list[tuple[float, float]]] = {}
    right: dict[float, list[tuple[float, float]]] = {}
    for point in reversed(points):
        x, y = point
        cell = next(
            (
                (x, y, beside[0], under[1])
                for under in reversed(below.get(x, ()))
                if upright[point] & upright[under]
                for beside in reversed(right.get(y, ()))
                if level[point] & level[beside]
                and (corner := (beside[0], under[1])) in crossings
                and upright[corner] & upright[beside]
                and level[corner] & level[under]
            ),
            None,
        )
        if cell is not None:
            found.append(cell)
        below.setdefault(x, []).append(point)
        right.setdefault(y, []).append(point)
    return found[::-1]


def _bounds(edge: Mapping[str, Any]) -> Box:
    return edge["x0"], edge["top"], edge["x1"], edge["bottom"]


def _open_sides(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The outer sides of tables drawn without them: level lines of one extent, and upright ones inside."""
    groups: dict[tuple[int, int], list[dict[str, Any]]] = {}
    upright = [e for e in edges if e["orientation"] == "v"]
    for edge in edges:
        if edge["orientation"] == "h":
            groups.setdefault((round(edge["x0"] / SNAP), round(edge["x1"] / SNAP)), []).append(edge)
    made: list[dict[str, Any]] = []
    for held in groups.values():
        left, right = min(e["x0"] for e in held), max(e["x1"] for e in held)
        top, bottom = min(e["top"] for e in held), max(e["top"] for e in held)
        here = [e["x0"] for e in upright if e["top"] < bottom and e["bottom"] > top]
        if len(held) < OPEN_LINES or not any(left + SNAP < x < right - SNAP for x in here):
            continue
        made += [_edge((x, top, x, bottom), "v") for x in (left, right) if all(abs(x - at) > SNAP for at in here)]
    return made


def _apart(edges: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """The edges in groups that do not touch: cells are looked for among all pairs of crossings of a group."""
    groups: list[tuple[list[float], list[dict[str, Any]]]] = []
    for edge in edges:
        box = [edge["x0"] - SNAP, edge["top"] - SNAP, edge["x1"] + SNAP, edge["bottom"] + SNAP]
        members = [edge]
        rest = []
        for other, held in groups:
            if other[0] <= box[2] and box[0] <= other[2] and other[1] <= box[3] and box[1] <= other[3]:
                box = [min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])]
                members = held + members
            else:
                rest.append((other, held))
        groups = [*rest, (box, members)]
    order = {id(edge): at for at, edge in enumerate(edges)}
    return [sorted(held, key=lambda e: order[id(e)]) for _, held in groups if len(held) >= 4]


def _edge(box: Box, orientation: str) -> dict[str, Any]:
    x0, top, x1, bottom = box
    return {"x0": x0, "top": top, "x1": x1, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
            "orientation": orientation, "object_type": "line"}  # fmt: skip


def _grid(boxes: list[Box]) -> Grid:
    lefts = sorted({b[0] for b in boxes})
    tops = sorted({b[1] for b in boxes})
    right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    cells = []
    for x0, top, x1, low in boxes:
        row, column = tops.index(top), lefts.index(x0)
        rows = bisect_right(tops, low - SNAP) - row
        columns = bisect_right(lefts, x1 - SNAP) - column
        cells.append(GridCell(row, column, max(1, rows), max(1, columns), (x0, top, x1, low)))
    cells.sort(key=lambda c: (c.row, c.column))
    return Grid((lefts[0], tops[0], right, bottom), cells, (*lefts, right), len(tops))


def _touches(box: Box, line: Line) -> bool:
    middle = (line.top + line.bottom) / 2
    return box[1] <= middle <= box[3] and line.x1 > box[0] and line.x0 < box[2]


def _place(line: Line, grids: list[Grid], page: Splitter) -> list[Line]:
    """Put the parts of a line into the cells that they stand in; the parts that stand in none."""
    whole = _cell_of(grids, line)
    if whole is not None:
        whole.lines.append(line)
        return []
    outside: list[Line] = []
    last: tuple[GridCell | None, Line] | None = None
    for part in _parts(line, grids, page):
        cell = _cell_of(grids, part)
        held = outside if cell is None else cell.lines
        if last is not None and last[0] is cell and held and held[-1] is last[1]:
            held[-1] = joined((held[-1], part), page.text)
        else:
            held.append(part)
        last = (cell, held[-1])
    return outside


def _parts(line: Line, grids: list[Grid], page: Splitter) -> list[Line]:
    parts: list[Line] = []
    for word in page.split(line):
        if _cell_of(grids, word) is None and word.end - word.start > 1 and any(_touches(g.box, word) for g in grids):
            parts.extend(page.characters(word))
        else:
            parts.append(word)
    return parts


def _cell_of(grids: list[Grid], line: Line) -> GridCell | None:
    """The cell that holds a line: its middle, and its ends but for half a character that stands over the border."""
    across, down = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    slack = line.size / 2
    for grid in grids:
        if not grid.box[1] <= down <= grid.box[3]:
            continue
        for cell in grid.cells:
            x0, top, x1, bottom = cell.box
            if top > down:  # cells stand in the order of their rows
                break
            if down <= bottom and x0 <= across <= x1 and x0 - slack <= line.x0 and line.x1 <= x1 + slack:
                return cell
    return None


def _in_order(lines: list[Line]) -> list[Line]:
    """The lines of a cell from top to bottom; pdfium's order where that goes downwards already."""
    if all(b.top >= a.top - a.size / 2 for a, b in pairwise(lines)):
        return lines
    return sorted(lines, key=lambda line: (round((line.top + line.bottom) / max(1.0, line.size)), line.x0))
