"""How lines of a page belong together: reading order, running heads and page numbers, paragraphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from chengnuo.parsers.pdf.sheet import Line, Sheet, are_level
from chengnuo.parsers.pdf.words import PageWords

MARGIN = 0.13
"""Running heads and page numbers stand in this share of the page at its top or bottom (GB/T 9704: 37 of 297 mm)."""
REPEATED = 3
"""A line at the same height on so many pages, digits aside, is a running head."""
INDENT = 1.2
"""A line that begins so many characters right of its column begins a paragraph (two are usual)."""
SHORT = 1.8
"""A line that ends so many characters before the right margin ends a paragraph: 避头尾 moves at most one."""
COLUMN_LINES = 4
"""Columns have so many lines each, at least."""
PITCH = 1.65
"""Lines farther apart than so many usual line pitches are of different paragraphs."""
TITLE_GAP = 1.3
"""Lines of a title are set wide: up to so many times their height apart."""
_LATIN = re.compile(r"[!-~]+")


# ---------------------------------------------------------------- running heads, page numbers


def furniture(sheets: Sequence[tuple[Sheet, list[Line]]], known: PageWords) -> list[dict[int, str]]:
    """For each page the kinds of the lines that are no part of the text, by the place where they start."""
    seen: Counter[tuple[str, int]] = Counter()
    candidates: list[list[tuple[Line, str, tuple[str, int]]]] = []
    for sheet, lines in sheets:
        found = []
        for line in _marginal(sheet, lines):
            key = (known.digits.sub("#", "".join(line.words.split())), round(line.top / 6))
            found.append((line, line.words, key))
        seen.update({key for _, _, key in found})
        candidates.append(found)
    kinds: list[dict[int, str]] = []
    for (sheet, _), found in zip(sheets, candidates, strict=True):
        here: dict[int, str] = {}
        for line, words, (sign, height) in found:
            often = sum(seen[sign, height + by] for by in (-1, 0, 1))
            if known.number.match(words):
                here[line.start] = "page-number"
            elif known.is_watermark(words):
                here[line.start] = "footer"
            elif often >= REPEATED:
                here[line.start] = "header" if line.top < sheet.height / 2 else "footer"
        kinds.append(here)
    return kinds


def _marginal(sheet: Sheet, lines: list[Line]) -> Iterable[Line]:
    """The outermost lines in the margins of a page: at most three at the top and three at the bottom."""
    above, below = sheet.height * MARGIN, sheet.height * (1 - MARGIN)
    top = sorted((line for line in lines if line.bottom <= above + line.size), key=lambda line: line.top)[:3]
    low = sorted((line for line in lines if line.top >= below - line.size), key=lambda line: -line.bottom)[:3]
    return (*top, *low)


# ---------------------------------------------------------------- reading order


def in_order(lines: list[Line], width: float) -> list[list[Line]]:
    """The lines as columns in reading order; pdfium's own order where it never goes back up the page."""
    if len(lines) < 2:
        return [lines] if lines else []
    backs = [i for i in range(1, len(lines)) if lines[i].bottom < lines[i - 1].top - lines[i].size]
    if not backs:
        beside = sum(are_level(a, b) and b.x0 > a.x1 + a.size for a, b in pairwise(lines))
        return _by_gutter(lines, width) if beside >= COLUMN_LINES else [_rows(lines)]
    columns = _cut(lines, backs)
    if all(_beside(a, b) for a, b in pairwise(columns)):
        return [_rows(c) for c in columns]
    return _by_gutter(lines, width)


def _rows(lines: list[Line]) -> list[Line]:
    """Parts of one visual line from left to right, where pdfium gives them otherwise."""
    if all(not are_level(a, b) or b.x0 >= a.x0 for a, b in pairwise(lines)):
        return lines
    out: list[Line] = []
    row: list[Line] = []
    for line in lines:
        if row and not are_level(row[-1], line):
            out += sorted(row, key=lambda part: part.x0)
            row = []
        row.append(line)
    return out + sorted(row, key=lambda part: part.x0)


def _cut(lines: list[Line], at: list[int]) -> list[list[Line]]:
    edges = [0, *at, len(lines)]
    return [lines[a:b] for a, b in pairwise(edges)]


def _beside(left: list[Line], right: list[Line]) -> bool:
    """Whether the second run of lines is a column to the right of the first."""
    return len(left) > 1 and len(right) > 1 and min(b.x0 for b in right) > max(a.x1 for a in left) - 2


def _by_gutter(lines: list[Line], width: float) -> list[list[Line]]:
    """Lines by their place: two columns where a gutter parts most of them, else from top to bottom."""
    ordered = sorted(lines, key=lambda line: (line.top, line.x0))
    gutter = _gutter(ordered, width)
    if gutter is None:
        return [_rows(_merged_rows(ordered))]
    columns: list[list[Line]] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in ordered:
        if line.x1 <= gutter + 3:
            left.append(line)
        elif line.x0 >= gutter - 3:
            right.append(line)
        else:
            columns += [c for c in (left, right) if c]
            left, right = [], []
            columns.append([line])
    columns += [c for c in (left, right) if c]
    return [_rows(_merged_rows(c)) for c in columns]


def _gutter(lines: list[Line], width: float) -> float | None:
    """Where a page of two columns parts: a place near the middle that few lines cross, with lines on both sides."""
    best: tuple[int, float] | None = None
    for percent in range(38, 63, 2):
        x = width * percent / 100
        crossing = sum(line.x0 < x - 3 and line.x1 > x + 3 for line in lines)
        left = sum(line.x1 <= x + 3 for line in lines)
        right = len(lines) - left - crossing
        if min(left, right) < COLUMN_LINES or crossing > len(lines) * 0.2 or (best is not None and crossing >= best[0]):
            continue
        if _filled([ln for ln in lines if ln.x1 <= x + 3]) and _filled([ln for ln in lines if ln.x0 >= x - 3]):
            best = (crossing, x)
    return None if best is None else best[1]


def _filled(lines: list[Line]) -> bool:
    """Whether lines begin and end as a column of text does: most at its left edge, and half of them at its right one.

    The cells of a table without rules, and the items of a form, do not.
    """
    size = median(line.size for line in lines)
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    begin = sum(line.x0 < left + 2.6 * size for line in lines)
    end = sum(line.x1 > right - 2 * size for line in lines)
    return begin >= 0.6 * len(lines) and end >= 0.5 * len(lines)


def _merged_rows(lines: list[Line]) -> list[Line]:
    """Lines sorted by height with those of one visual line side by side."""
    out: list[Line] = []
    for line in lines:
        at = len(out)
        while at and out[at - 1].top > line.top and are_level(out[at - 1], line):
            at -= 1
        out.insert(at, line)
    return out


# ---------------------------------------------------------------- paragraphs


@dataclass(frozen=True, slots=True)
class Frame:
    """The measures of a column: where its lines begin and end, how high they are and how far apart."""

    left: float
    right: float
    size: float
    pitch: float


def frame_of(lines: Sequence[Line], usual: Frame | None = None, width: float = 0.0) -> Frame:
    """The measures of a column of lines; `usual` are those of the document, for a page that does not tell."""
    sizes = [line.size for line in lines]
    size = max(1.0, median(sizes)) if sizes else 12.0
    left = _edge([line.x0 for line in lines], size, first=True)
    right = _edge([line.x1 for line in lines], size, first=False)
    steps = [b.top - a.top for a, b in pairwise(lines) if b.top - a.top > size * 0.6]
    pitch = median(steps) if steps else size * 1.5
    if usual is not None and abs(usual.size - size) < 0.3 * size:
        if len(lines) < 8:
            return Frame(min(left, usual.left), max(right, usual.right), size, usual.pitch)
        right = max(right, usual.right)  # a page of short lines alone does not show how wide it is
    if len(lines) < 4 and left < width / 3:
        right = max(right, width - left)  # the margins of a page are about even
    return Frame(left, right, size, pitch)


def _edge(values: list[float], size: float, *, first: bool) -> float:
    """The outermost place where at least two lines begin or end; the outermost of all where there is none."""
    ordered = sorted(values, reverse=not first)
    for a, b in pairwise(ordered):
        if abs(a - b) < size * 0.6:
            return a
    return ordered[0] if ordered else 0.0


class Paragraph:
    """The paragraph that is being read: its first and last lines so far, and the measures of their column."""

    __slots__ = ("count", "first", "frame", "last")

    def __init__(self, line: Line, frame: Frame) -> None:
        self.first = self.last = line
        self.frame = frame
        self.count = 1

    def add(self, line: Line, frame: Frame) -> None:
        self.last, self.frame = line, frame
        self.count += 1

    def goes_on(self, line: Line, frame: Frame, known: PageWords, *, carried: bool) -> bool:
        """Whether `line` continues the paragraph; `carried` where it is the first of another column or page."""
        a, size = self.last, max(1.0, min(self.last.size, line.size))
        if abs(a.size - line.size) > 0.25 * size:
            return False
        if carried:
            indent = line.x0 - frame.left
            hanging = self.count > 1 and self.last.x0 - self.frame.left > INDENT * size
            deep = indent > INDENT * size and not (hanging and abs(indent - self.last.x0 + self.frame.left) < size)
            return not (deep or _is_short(a, line, self.frame, size) or known.begins(line.words))
        if are_level(a, line):
            return True
        if _is_centred(line, frame, size) and (_is_centred(a, frame, size) or _is_wide_title(a, frame)):
            return line.top - a.bottom < TITLE_GAP * size and known.are_one_title(a.words, line.words)
        if line.top - a.top > PITCH * frame.pitch and line.top - a.bottom > 0.8 * size:
            return False
        return not _is_short(a, line, frame, size) and self._fits(line, frame, size, known)

    def _fits(self, line: Line, frame: Frame, size: float, known: PageWords) -> bool:
        """Whether the indent of `line` is that of a line inside the paragraph."""
        first, a = self.first, self.last
        deep = line.x0 - frame.left > INDENT * size
        if known.begins(line.words) and (deep or first.x0 - line.x0 < 0.5 * size):
            # 一、 at the same indent as the paragraph's own number begins the next item.
            return not (known.begins(first.words) or deep)
        if not deep:
            return True
        if self.count > 1:
            return abs(line.x0 - a.x0) < INDENT * size
        hanging = line.x0 - first.x0
        return (hanging > 0.7 * size and known.begins(first.words)) or -3.5 * size < hanging < -0.7 * size


def _is_wide_title(line: Line, frame: Frame) -> bool:
    """Whether a line is set larger than the text and fills the column, as the first line of a long title does."""
    return line.size > 1.15 * frame.size and line.x1 - line.x0 > 0.8 * (frame.right - frame.left)


def _is_short(a: Line, b: Line, frame: Frame, size: float) -> bool:
    """Whether a line ends so far from the margin that the first word of the next one would have fitted."""
    word = _LATIN.match(b.words)
    width = 0.0 if word is None else min(len(word[0]), 30) * size * 0.5
    return a.x1 < frame.right - SHORT * size - width


def _is_centred(line: Line, frame: Frame, size: float) -> bool:
    before, after = line.x0 - frame.left, frame.right - line.x1
    return before > 2.5 * size and abs(before - after) < 1.5 * size


def frames(columns: Iterable[Sequence[Line]]) -> Frame | None:
    """The measures that most columns of a document share; None where no page has enough lines."""
    found = [frame_of(c) for c in columns if len(c) >= 8]
    if not found:
        return None
    groups: dict[int, list[Frame]] = defaultdict(list)
    for frame in found:
        groups[round(frame.left / 6)].append(frame)
    best = max(groups.values(), key=len)
    return Frame(
        median(f.left for f in best),
        median(f.right for f in best),
        median(f.size for f in best),
        median(f.pitch for f in best),
    )
