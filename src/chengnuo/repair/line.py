"""What a line of text is: how it begins, whether a sentence ends with it, how wide it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from chengnuo.packs import Pack
from chengnuo.remembered import compiled

__all__ = ["OPEN_FOR", "Line", "Signs", "lines_of", "signs_of"]

# A bracket that the next lines close was opened at most so many characters before the end of its line.
OPEN_FOR = 100
# The signs that end a sentence are at most so many.
_END = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The patterns of [lines], compiled."""

    page_number: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    prose: re.Pattern[str]
    stop: re.Pattern[str]
    open_ends: frozenset[str]
    open_start: re.Pattern[str]
    heading_at_end: re.Pattern[str]
    left_open: re.Pattern[str]
    bare_number: re.Pattern[str]
    torn_unit: re.Pattern[str]
    torn_prose: re.Pattern[str]
    torn_date: re.Pattern[str]
    pairs: tuple[tuple[str, str], ...]


@lru_cache(maxsize=8)
def signs_of(pack: Pack) -> Signs:
    """The patterns that the pack has for lines."""

    def pattern(name: str) -> re.Pattern[str]:
        return pack.pattern("repair", "lines", name)

    pairs = tuple((pair[0], pair[1]) for pair in pack.words("repair", "lines", "pairs"))
    openers, closers = (re.escape("".join(side)) for side in zip(*pairs, strict=True))
    return Signs(
        page_number=pattern("page_number"),
        opening=pattern("opening"),
        closing=pattern("closing"),
        prose=pattern("prose"),
        stop=pattern("stop"),
        open_ends=frozenset(pack.text("repair", "lines", "open_ends")),
        open_start=pattern("open_start"),
        heading_at_end=pattern("heading_at_end"),
        left_open=compiled(f"[{openers}][^{closers}]*$"),
        bare_number=pattern("bare_number"),
        torn_unit=pattern("torn_unit"),
        torn_prose=pattern("torn_prose"),
        torn_date=pattern("torn_date"),
        pairs=pairs,
    )


@dataclass(slots=True)
class Line:
    """A line's words without the blanks and marks around them: where they stand, and what they are."""

    start: int
    end: int
    words: str
    onward: int = -1
    opening: int = -1
    left_open: int = -1
    wide: int = -1
    ended: int = -1

    def width(self) -> int:
        """The line's width, a Chinese character counted as two."""
        if self.wide < 0:
            # In UTF-8 a Chinese character has three bytes and a Latin one has one.
            self.wide = (len(self.words) + len(self.words.encode("utf-8", "surrogatepass"))) // 2
        return self.wide

    def goes_on(self, signs: Signs) -> bool:
        """Whether the line begins with what no line begins with."""
        if self.onward < 0:
            self.onward = signs.open_start.match(self.words) is not None
        return bool(self.onward)

    def is_ended(self, signs: Signs) -> bool:
        """Whether a sentence ends with the line."""
        if self.ended < 0:
            self.ended = signs.closing.search(self.words[-_END:]) is not None
        return bool(self.ended)

    def opens(self, signs: Signs) -> bool:
        """Whether the line begins with what opens a paragraph, heading, list item or cell."""
        if self.opening < 0:
            self.opening = signs.opening.match(self.words) is not None
        return bool(self.opening)

    def leaves_open(self, signs: Signs) -> bool:
        """Whether a bracket opened near the end of the line is not closed in it."""
        if self.left_open < 0:
            self.left_open = signs.left_open.search(self.words[-OPEN_FOR:]) is not None
        return bool(self.left_open)


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines of a text that are not empty, and where each begins."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        if line:
            lines.append((at, line))
        at += len(line) + 1
    return lines
