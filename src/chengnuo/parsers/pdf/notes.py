"""Footnotes: small print at the foot of a page, under a short rule or called by its mark in the text above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from chengnuo.parsers.pdf.grids import Splitter
from chengnuo.parsers.pdf.sheet import Line, Sheet
from chengnuo.parsers.pdf.words import PageWords

SMALL = 0.93
"""Footnotes are set smaller than the text: Word's defaults are 9 under 10.5 points, official papers have 9 under 16."""
RAISED = 0.85
"""A mark in the text is set smaller than the line that it stands in."""
LOWEST = 0.35
"""Footnotes begin below so much of the page."""
RULE = (0.1, 0.55)
"""The rule over footnotes is so much of the page's width: a quarter in Word, two fifths of the column in TeX."""


def find_notes(sheet: Sheet, lines: Sequence[Line], page: Splitter, known: PageWords) -> None:
    """Put into the sheet where its footnotes begin, which lines are theirs, and where their marks stand in the text."""
    small = _small_print(sheet, lines, known)
    if not small:
        return
    begins = {line.start: found[0].strip() for line in small if (found := known.note.match(line.words))}
    if not begins:
        return
    above = [line for line in lines if line.bottom <= small[0].top + small[0].size / 2]
    marks = {begin: list(_raised(sign, above, page)) for begin, sign in begins.items()}
    rule = _rule(sheet, above, small)
    if rule is None:
        called = next((line for line in small if marks.get(line.start)), None)
        small = [] if called is None else small[small.index(called) :]
    sheet.notes = {line.start: line.start in begins for line in small}
    sheet.marks = sorted({place for line in small for place in marks.get(line.start, ())})


def _small_print(sheet: Sheet, lines: Sequence[Line], known: PageWords) -> list[Line]:
    """The lines at the foot of the page that are smaller than its text, from top to bottom, its number apart."""
    if len(lines) < 2:
        return []
    size = median(line.size for line in lines for _ in range(1 + (line.end - line.start) // 8))
    found: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.top):
        if known.number.match(line.words) and not found:
            continue
        if line.size > SMALL * size or line.top < LOWEST * sheet.height:
            break
        found.append(line)
    return sorted(found, key=lambda line: (round(line.top / max(1.0, line.size)), line.x0))


def _rule(sheet: Sheet, above: Sequence[Line], small: Sequence[Line]) -> float | None:
    """The height of the rule between the text and the small print."""
    low = max((line.top for line in above), default=0.0)
    for x0, top, x1, _ in sheet.horizontal:
        wide = (x1 - x0) / max(1.0, sheet.width)
        if RULE[0] < wide < RULE[1] and low <= top <= small[0].bottom and x0 < small[0].x1:
            return top
    return None


def _raised(sign: str, above: Sequence[Line], page: Splitter) -> Iterator[int]:
    """The places of a note's mark in the text: the same sign, set smaller than the line that it stands in."""
    for line in above:
        for found in re.finditer(re.escape(sign), line.words):
            at = Line(found[0], line.start + found.start(), line.start + found.end(), *line.box)
            signs = page.characters(at)
            if signs and all(c.size < RAISED * line.size for c in signs):
                yield from (c.start for c in signs)
