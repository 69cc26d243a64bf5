"""Spans that lie in each other, and which of them holds a place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from chengnuo.spans import Span


@dataclass(frozen=True, slots=True)
class Nest:
    """Spans that may lie in each other, and the innermost one at an offset."""

    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    parents: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Nest:
        ordered = tuple(spans)
        parents: list[int] = []
        open_: list[int] = []
        for i, span in enumerate(ordered):
            while open_ and ordered[open_[-1]].end <= span.start:
                open_.pop()
            parents.append(open_[-1] if open_ else -1)
            open_.append(i)
        return cls(ordered, tuple(s.start for s in ordered), tuple(s.end for s in ordered), tuple(parents))

    def begins_in(self, start: int, end: int) -> bool:
        """Whether one of the spans begins between the offsets."""
        i = bisect_left(self.starts, start)
        return i < len(self.starts) and self.starts[i] < end

    def at(self, offset: int) -> int:
        """The number of the innermost span that holds `offset`, -1 where none does."""
        i = bisect_right(self.starts, offset) - 1
        while i >= 0 and self.ends[i] <= offset:
            i = self.parents[i]
        return i
