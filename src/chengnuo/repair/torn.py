"""Numbers torn from their sentences: some viewers save what stands in another type as a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from chengnuo.repair.line import Line, Signs

__all__ = ["find_torn"]

# A text with so many numbers on lines of their own that go on in prose has all of them torn from their sentences.
_TORN = 3
_DIGITS = frozenset("0123456789")


def find_torn(lines: Sequence[Line], signs: Signs) -> frozenset[int]:
    """Where the lines begin that are torn from the sentence above them: numbers in a type of their own, which some
    viewers save as lines, and what goes on behind them (投入 / 8059.35 / 万元，…).

    Offsets of the text that `lines` are of. None in a table: its cells are no prose.
    """
    ends = (at for at, line in enumerate(lines) if line.words[:1] in _DIGITS and line.words[-1:] in _DIGITS)
    bare = (at for at in ends if signs.bare_number.match(lines[at].words))
    torn = [at for at in bare if at + 1 < len(lines) and signs.torn_unit.match(lines[at + 1].words)]
    if sum(1 for at in torn if signs.torn_prose.match(lines[at + 1].words)) < _TORN:
        return frozenset()
    first = {lines[at].start for at in torn if not (at and _heads_date(lines[at - 1], lines[at + 1], signs))}
    return frozenset(first | {lines[at + 1].start for at in torn})


def _heads_date(line: Line, unit: Line, signs: Signs) -> bool:
    """Whether a line is the heading of a sentence that begins with the date whose sign is the unit."""
    return line.opens(signs) and not signs.prose.search(line.words) and signs.torn_date.match(unit.words) is not None
