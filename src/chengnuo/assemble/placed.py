"""Findings in the order of the text, looked up by where they begin."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from chengnuo.quick import quick
from chengnuo.spans import Span


class HasSpan(Protocol):
    """What has a place in the text."""

    @property
    def span(self) -> Span: ...


Kind = TypeVar("Kind", bound=HasSpan)


@quick
@dataclass(frozen=True, slots=True)
class Placed(Generic[Kind]):
    """Findings in text order, and where each begins."""

    values: tuple[Kind, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, values: Iterable[Kind]) -> Placed[Kind]:
        """`values` in text order."""
        kept = tuple(values)
        return cls(kept, tuple(value.span.start for value in kept))

    def between(self, start: int, end: int) -> tuple[Kind, ...]:
        """Those that begin from `start` on and before `end`."""
        first = bisect_left(self.starts, start)
        if first == len(self.starts) or self.starts[first] >= end:
            return ()
        return self.values[first : bisect_left(self.starts, end, first)]
