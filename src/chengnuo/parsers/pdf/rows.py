"""The visual lines of a page, where pdfium breaks, joins or orders runs of text otherwise than they are seen.

It gives runs in the order in which they are drawn. LibreOffice draws quotation marks of another font after the rest of
their line, and the cells of a row in turns: then pieces of one line stand apart, and words of two lines together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from chengnuo.parsers.pdf.sheet import LEVEL, Line

TOUCHING = 0.35
"""Runs of one height that are closer than so many characters are one line."""
_LATIN = "\u2e7f"


def visual_rows(lines: Sequence[Line], split: Callable[[Line], list[Line]]) -> list[list[Line]] | None:
    """The runs of each visual line from left to right; None where the lines are so already."""
    rows: list[list[Line]] = []
    changed = False
    for line in lines:
        parts = _parts(line, split) if " " in line.words and max(line.words) > _LATIN else [[line]]
        changed |= len(parts) > 1 or len(parts[0]) > 1
        for part in parts:
            if rows and _touch(rows[-1][-1], part[0]):
                rows[-1] += part
                changed = True
            else:
                rows.append(part)
    return rows if changed else None


def _parts(line: Line, split: Callable[[Line], list[Line]]) -> list[list[Line]]:
    """The line, or where its words are of several heights or not in order, its words by height from left to right."""
    words = split(line)
    if all(_level(a, b) and b.x1 >= a.x0 + a.size / 2 for a, b in pairwise(words)):
        return [[line]]
    return [sorted(group, key=lambda word: word.x0) for group in _by_height(words)]


def _by_height(words: Sequence[Line]) -> Iterator[list[Line]]:
    group = [words[0]]
    for a, b in pairwise(words):
        if not _level(a, b):
            yield group
            group = []
        group.append(b)
    yield group


def _level(a: Line, b: Line) -> bool:
    return abs((a.top + a.bottom) - (b.top + b.bottom)) < LEVEL * max(a.size, b.size)


def _touch(a: Line, b: Line) -> bool:
    return abs(b.x0 - a.x1) < TOUCHING * min(a.size, b.size) and _level(a, b)
