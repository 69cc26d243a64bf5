"""The lines of a clean text: each is one paragraph, heading, list item or table cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from chengnuo.spans import Span

# Markup that converters leave before a line (`- `, `## `, `**`, a bullet) is no part of it.
_MARKS = re.compile(r"(?:[\s#>*|•·▪■◆●\ufeff]|-[ \t])*")
_TAIL = " \t\r\xa0\u3000*|\ufeff"
_START = attrgetter("start")


@dataclass(slots=True, eq=False)  # not frozen, which would make it four times as slow to make
class Line:
    """A line that holds something: its place without blanks and markup, its words, its number from 0."""

    start: int
    end: int
    text: str
    index: int
    gap: int  # line breaks before it
    bare: str  # its words without any blank

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def split_lines(text: str) -> tuple[Line, ...]:
    """All lines of `text` that hold more than blanks and markup."""
    lines: list[Line] = []
    last = start = 0
    for number, raw in enumerate(text.split("\n")):
        if raw:
            at, words = _unmarked(raw)
            if words:
                begin = start + at
                lines.append(Line(begin, begin + len(words), words, len(lines), number - last, close_up(words)))
                last = number
        start += len(raw) + 1
    return tuple(lines)


def _unmarked(raw: str) -> tuple[int, str]:
    """Where the words of a line begin, and the words."""
    if raw[0].isalnum():
        return 0, raw.rstrip(_TAIL)
    marks = _MARKS.match(raw)
    at = marks.end() if marks else 0
    return at, raw[at:].rstrip(_TAIL)


def close_up(words: str) -> str:
    """The words without any blank."""
    pieces = words.split()
    return pieces[0] if len(pieces) == 1 else "".join(pieces)


def lines_with(words: re.Pattern[str], text: str, lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of the lines in which one of the words stands; the whole `text` is looked through once."""
    places = [found.start() for found in words.finditer(text)]
    told = ((line, bisect_left(places, line.start)) for line in lines)
    return frozenset(line.index for line, at in told if at < len(places) and places[at] < line.end)


def lines_within(lines: Sequence[Line], spans: Sequence[Span]) -> frozenset[int]:
    """The numbers of the lines that begin in one of the ordered `spans`."""
    inside: set[int] = set()
    for span in spans:
        first, last = (bisect_left(lines, at, key=_START) for at in (span.start, span.end))
        inside.update(line.index for line in lines[first:last])
    return frozenset(inside)
