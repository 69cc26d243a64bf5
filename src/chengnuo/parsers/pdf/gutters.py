"""Lines that pdfium has drawn together over the gutter of two columns, parted again."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from chengnuo.parsers.pdf.grids import Splitter
from chengnuo.parsers.pdf.sheet import Line, joined

LEAST_LINES = 6
SHARE = 0.5
"""A page is looked at where this share of its lines, and so many of them, have a blank inside."""
GAP = 1.4
"""A gutter is wider than so many characters."""


def part_columns(lines: list[Line], page: Splitter) -> list[Line]:
    """The lines, those that cross the gutter of a page of two columns as two."""
    spaced = [line for line in lines if " " in line.words]
    if len(spaced) < LEAST_LINES or len(spaced) < SHARE * len(lines):
        return lines
    parts = {id(line): page.split(line) for line in spaced}
    gaps = [(a.x1, b.x0) for line in spaced for a, b in _gaps(parts[id(line)])]
    gutter = _gutter(gaps, len(spaced))
    if gutter is None:
        return lines
    out: list[Line] = []
    for line in lines:
        words = parts.get(id(line), [])
        cut = next((i for i, (a, b) in enumerate(pairwise(words)) if a.x1 <= gutter <= b.x0 and _wide(a, b)), None)
        if cut is None:
            out.append(line)
        else:
            out += [joined(words[: cut + 1], page.text), joined(words[cut + 1 :], page.text)]
    return out


def _gaps(words: Sequence[Line]) -> list[tuple[Line, Line]]:
    return [(a, b) for a, b in pairwise(words) if _wide(a, b)]


def _wide(a: Line, b: Line) -> bool:
    return b.x0 - a.x1 > GAP * max(1.0, a.size)


def _gutter(gaps: Sequence[tuple[float, float]], lines: int) -> float | None:
    """A place that lies in the gaps of most lines; None where there is none."""
    best, most = None, 0
    for left, right in gaps:
        middle = (left + right) / 2
        hits = sum(a <= middle <= b for a, b in gaps)
        if hits > most:
            best, most = middle, hits
    return best if most >= max(LEAST_LINES, 0.8 * lines) else None
