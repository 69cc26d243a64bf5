"""A page as layout sees it: its lines, its ruling lines, its measures.

Coordinates are points from the top left corner of the page as displayed, rotation applied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
Bend = Callable[[float, float, float, float], Box]
LEVEL = 0.8
"""Runs are of one height where the sums of their tops and bottoms differ by less than so much of a character."""


@dataclass(slots=True)
class Line:
    """A run of characters of one visual line: its words, and their places in the page's text."""

    words: str
    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def box(self) -> Box:
        return self.x0, self.top, self.x1, self.bottom


def are_level(a: Line, b: Line) -> bool:
    """Whether two runs stand at one height."""
    return abs((a.top + a.bottom) - (b.top + b.bottom)) < min(a.size, b.size) * LEVEL


def joined(runs: Sequence[Line], text: str) -> Line:
    """Runs that follow each other in the page's text, as one."""
    start, end = runs[0].start, runs[-1].end
    return Line(text[start:end], start, end, *hull(run.box for run in runs))


def hull(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


@dataclass(slots=True)
class Sheet:
    """A page: its text as pdfium orders it, its lines, its ruling lines, the share of it that images cover, and how
    many runs of text and paths are drawn on it; of the runs behind a scan how many pdfium may have left out.

    `width` and `height` are those in which its lines run from left to right, `shown` those of the page as displayed
    (the same, unless they are given).
    `downwards` where lines run from top to bottom, the first at the right: they are laid out as on a page turned.
    `notes` are the places where lines of footnotes start, each with whether a note begins there; `marks` those of the
    signs in the text that call them.
    """

    number: int
    width: float
    height: float
    text: str = ""
    lines: list[Line] = field(default_factory=list)
    horizontal: list[Box] = field(default_factory=list)
    vertical: list[Box] = field(default_factory=list)
    pictured: float = 0.0
    runs: int = 0
    dropped: int = 0
    paths: int = 0
    crowded: bool = False
    shown: tuple[float, float] = (0.0, 0.0)
    downwards: bool = False
    notes: dict[int, bool] = field(default_factory=dict)
    marks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not self.shown[0]:
            self.shown = self.width, self.height
