"""A page as layout sees it: its lines, its ruling lines, its measures.

Coordinates are points from the top left corner of the page as displayed, rotation applied.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
Bend = Callable[[float, float, float, float], Box]


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


@dataclass(slots=True)
class Sheet:
    """A page: its text as pdfium orders it, its lines, its ruling lines, the share of it that images cover, and how
    many runs of text and paths are drawn on it.

    `width` and `height` are those in which its lines run from left to right, `shown` those of the page as displayed.
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
    paths: int = 0
    crowded: bool = False
    shown: tuple[float, float] = (0.0, 0.0)
    downwards: bool = False
    notes: dict[int, bool] = field(default_factory=dict)
    marks: list[int] = field(default_factory=list)
