"""Enumerations whose numbers jump or stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chengnuo.lint.findings import LintFinding
from chengnuo.messages import say, sentence
from chengnuo.numbers import number_in_words, parse_number
from chengnuo.packs import Pack
from chengnuo.sides import Line, Place, Side


@dataclass(frozen=True, slots=True)
class _Item:
    """One enumerator: its style, its number, the words it was written in, its place, its line."""

    style: str
    number: int
    words: str
    place: Place
    line: int


@dataclass(slots=True)
class _Open:
    """The last enumerator of each style that is still open, in the order in which the styles were opened; `outer` holds
    those of lists inside which a list of the same style began."""

    last: dict[str, _Item] = field(default_factory=dict)
    outer: dict[str, list[_Item]] = field(default_factory=dict)

    def put(self, item: _Item) -> _Item | None:
        """The item that `item` follows; styles inside the one it goes on with are closed."""
        before = self.last.get(item.style)
        if before is not None:
            styles = list(self.last)
            for inner in styles[styles.index(item.style) + 1 :]:
                del self.last[inner]
            before = self._within(before, item)
        self.last[item.style] = item
        return before

    def _within(self, before: _Item, item: _Item) -> _Item:
        """The item before, or that of the outer list which goes on where an inner list of the same style ended."""
        outer = self.outer.setdefault(item.style, [])
        if item.number == 1:
            outer.append(before)
        elif item.number != before.number + 1:
            for at in range(len(outer) - 1, -1, -1):
                if outer[at].number + 1 == item.number:
                    before = outer[at]
                    del outer[at:]
                    break
        return before


def numbering(side: Side, pack: Pack) -> Iterator[LintFinding]:
    """Numbers that are left out or stand twice, each style for itself, within one document of the file."""
    part: int | None = None
    state = _Open()
    lines = [line for line in side.lines if line.kind != "cell"]
    for at, line in enumerate(lines):
        if line.place.part != part:
            state, part = _Open(), line.place.part
        spoken = _Open()
        for item in _items(line, at, pack):
            before = (spoken if item.style == "spoken" else state).put(item)
            if before is not None:
                yield from _judged(before, item, lines, pack)


def _judged(before: _Item, item: _Item, lines: Sequence[Line], pack: Pack) -> Iterator[LintFinding]:
    again = item.line != before.line and item.place.quote == before.place.quote
    if item.number in (before.number + 1, 1) or again:  # a heading again word for word is a table of contents
        return
    if item.number == before.number:
        words, code = say(pack, "lint.numbering-twice", number=item.words), "numbering-twice"
    elif item.number > before.number and _all_inside(before, item, lines, pack):
        return
    else:
        words, code = say(pack, "lint.numbering-gap", before=before.words, after=item.words), "numbering-gap"
    yield LintFinding(code=code, because=sentence(pack, [words]), spans=(before.place, item.place))


def _all_inside(before: _Item, item: _Item, lines: Sequence[Line], pack: Pack) -> bool:
    """Whether the numbers that seem left out stand inside the lines between, where no line begins with them."""
    text = "".join(line.text for line in lines[before.line : item.line + 1])
    form = next(str(style.get("form")) for style in pack.rules("lint", "style") if style.id == item.style)
    arabic = item.words.isdecimal()
    missing = range(before.number + 1, item.number)
    wanted = (form.replace("{n}", str(n) if arabic else number_in_words(n, pack)) for n in missing)
    return all(re.search(one, text) for one in wanted)


def _items(line: Line, at: int, pack: Pack) -> Iterator[_Item]:
    for style in pack.rules("lint", "style"):
        for found in style.pattern.finditer(line.text):
            value = parse_number(found["n"], pack)
            if value is not None and value == int(value):
                yield _Item(style.id, int(value), found["n"], line.place, at)
