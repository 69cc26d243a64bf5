"""The lines of a clean text: each is one paragraph, heading, list item or table cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chengnuo.spans import Span

# Markup that converters leave before a line (`- `, `## `, `**`, a bullet) is no part of it.
_LINE = re.compile(r"[^\n]+")
_MARKS = re.compile(r"(?:[\s#>*•·▪■◆●\ufeff]|-[ \t])*")
_TAIL = " \t\r\xa0\u3000*\ufeff"


@dataclass(frozen=True, slots=True)
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
    last = 0
    for match in _LINE.finditer(text):
        start, stop = match.span()
        begin = _MARKS.match(text, start, stop)
        start = begin.end() if begin else start
        words = text[start:stop].rstrip(_TAIL)
        if words:
            gap = text.count("\n", last, match.start())
            lines.append(Line(start, start + len(words), words, len(lines), gap, close_up(words)))
            last = stop
    return tuple(lines)


def close_up(words: str) -> str:
    """The words without any blank."""
    return "".join(words.split())


def lines_within(lines: Sequence[Line], spans: Sequence[Span]) -> frozenset[int]:
    """The numbers of the lines that begin in one of the ordered `spans`."""
    inside: set[int] = set()
    at = 0
    for line in lines:
        while at < len(spans) and spans[at].end <= line.start:
            at += 1
        if at < len(spans) and spans[at].start <= line.start:
            inside.add(line.index)
    return frozenset(inside)
