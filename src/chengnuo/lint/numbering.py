"""Enumerations whose numbers jump or stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from chengnuo.lint.findings import LintFinding
from chengnuo.messages import say, sentence
from chengnuo.numbers import parse_number
from chengnuo.packs import Pack
from chengnuo.sides import Line, Place, Side


@dataclass(frozen=True, slots=True)
class _Item:
    """One enumerator: its style, its number, the words it was written in, its place."""

    style: str
    number: int
    words: str
    place: Place


@dataclass(slots=True)
class _Open:
    """The last enumerator of each style that is still open, in the order in which the styles were opened."""

    last: dict[str, _Item] = field(default_factory=dict)

    def put(self, item: _Item) -> _Item | None:
        """The item that `item` follows; styles inside the one it goes on with are closed."""
        before = self.last.get(item.style)
        if before is not None:
            styles = list(self.last)
            for inner in styles[styles.index(item.style) + 1 :]:
                del self.last[inner]
        self.last[item.style] = item
        return before


def numbering(side: Side, pack: Pack) -> Iterator[LintFinding]:
    """Numbers that are left out or stand twice, each style for itself, within one document of the file."""
    part: int | None = None
    state = _Open()
    for line in side.lines:
        if line.place.part != part or line.kind == "cell":
            state, part = _Open() if line.place.part != part else state, line.place.part
        if line.kind == "cell":
            continue
        spoken = _Open()
        for item in _items(line, pack):
            before = (spoken if item.style == "spoken" else state).put(item)
            if before is not None:
                yield from _judged(before, item, pack)


def _judged(before: _Item, item: _Item, pack: Pack) -> Iterator[LintFinding]:
    if item.number in (before.number + 1, 1):
        return
    if item.number == before.number:
        words, code = say(pack, "lint.numbering-twice", number=item.words), "numbering-twice"
    else:
        words, code = say(pack, "lint.numbering-gap", before=before.words, after=item.words), "numbering-gap"
    yield LintFinding(code=code, because=sentence(pack, [words]), spans=(before.place, item.place))


def _items(line: Line, pack: Pack) -> Iterator[_Item]:
    for style, pattern in _styles(pack):
        for found in pattern.finditer(line.text):
            value = parse_number(found["n"], pack)
            if value is not None and value == int(value):
                yield _Item(style, int(value), found["n"], line.place)


@lru_cache(maxsize=8)
def _styles(pack: Pack) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((style.id, style.pattern) for style in pack.rules("lint", "style"))
