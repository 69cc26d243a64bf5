"""Headings of all styles of numbering, their levels and scopes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from chengnuo.model import Heading
from chengnuo.outline.lines import Line
from chengnuo.outline.words import Numbering, Words
from chengnuo.quick import quick
from chengnuo.spans import Span

# A heading and its text may share a line; the heading ends at the first full stop, or at a colon or a blank that
# stands this early.
RUN_IN = 25
# A plain heading that stands over all numbered ones.
OVER = Numbering("over", -1, leaf=False, sequence=False)
# Numbers without a mark behind them count as enumerators in a row of this length.
SHORTEST_SEQUENCE = 3
_FIRST_STOP = re.compile("[。；;]")
_RUN_IN = re.compile("[：:]|[ \u3000]")
# A bracket with a label in it (（责任单位：…）) is no part of a heading.
_LABELLED = re.compile("[（(【〔\\[][^（）()。：:]{1,8}[:：】\\]]")
_CLAUSE = re.compile("[，,。；;]")


@quick
@dataclass(frozen=True, slots=True)
class Numbered:
    """A line that begins with an enumerator: its style, the enumerator, the place of its heading."""

    line: Line
    style: Numbering
    number: str
    span: Span
    title: str

    @property
    def alone(self) -> bool:
        """Whether the heading fills its line, a final full stop aside."""
        return self.line.end - self.span.end <= 1


def find_numbered(lines: Sequence[Line], words: Words) -> tuple[Numbered, ...]:
    """The lines of `lines` that begin with an enumerator."""
    found = [one for line in lines if (one := numbered_line(line, words)) is not None]
    doubtful = [one for one in found if one.style.sequence]
    if not doubtful:
        return tuple(found)
    counted, named = ([one for one in doubtful if one.number[0].isdigit() is digit] for digit in (True, False))
    kept = _in_sequence(counted) | _named_alike(named, found)
    return tuple(one for one in found if not one.style.sequence or one.span.start in kept)


def _named_alike(named: Sequence[Numbered], numbered: Sequence[Numbered]) -> frozenset[int]:
    """Where the items begin that are opened by a name (任务名称：…) which opens others too, where no name stands right
    below a number."""
    above = {one.line.index for one in numbered if not one.style.sequence}
    times = Counter(one.number for one in named)
    if any(one.line.index - 1 in above for one in named):
        return frozenset()
    return frozenset(one.span.start for one in named if times[one.number] > 1)


def _in_sequence(numbered: Sequence[Numbered]) -> frozenset[int]:
    """Where those begin that count on from each other, at least three in a row."""
    kept: set[int] = set()
    run: list[Numbered] = []
    for one in numbered:
        if run and int(one.number) != int(run[-1].number) + 1:
            run = []
        run.append(one)
        if len(run) >= SHORTEST_SEQUENCE:
            kept.update(member.span.start for member in run[-SHORTEST_SEQUENCE:])
    return frozenset(kept)


def numbered_line(line: Line, words: Words) -> Numbered | None:
    """The line's enumerator and heading, None where it has none."""
    match = words.numbered.match(line.text)
    if match is None or match.lastgroup is None:
        return None
    style = words.numberings[int(match.lastgroup[1:])]
    rest = line.text[match.end() :]
    if not rest:
        return None
    name = words.task["item_name"].match(rest)
    called = name.end() if name else 0
    size = called + _heading_size(rest[called:])
    span = Span(line.start, line.start + match.end() + size)
    return Numbered(line, style, match.group().strip(), span, rest[:size])


def _heading_size(rest: str) -> int:
    stop = _FIRST_STOP.search(rest)
    size = stop.start() if stop else len(rest.rstrip("：:，,"))
    listed = _LABELLED.search(rest, 1, size)
    size = listed.start() if listed else size
    early = _RUN_IN.search(rest, 2, min(size, RUN_IN))
    if early and not _CLAUSE.search(rest, 0, early.start()) and early.end() < size:
        size = early.start()
    return size


def nest(numbered: Sequence[Numbered], plain: Sequence[Line], over: frozenset[int], end: int) -> tuple[Heading, ...]:
    """The headings of one part that ends at `end`, with levels by nesting and scopes, in text order.

    `over` are the numbers of the plain lines that stand over all numbered ones.
    """
    open_: list[Numbering] = []
    leveled: list[tuple[Span, int, str, str]] = []
    seen: set[str] = set()
    marks: list[tuple[int, Numbered | Line]] = [(n.span.start, n) for n in numbered]
    marks += [(line.start, line) for line in plain]
    for _, mark in sorted(marks, key=lambda pair: pair[0]):
        if isinstance(mark, Line):
            if mark.index in over:
                open_ = [OVER]
                leveled.append((mark.span, len(open_), "", mark.text))
                continue
            level = len([style for style in open_ if not style.leaf]) + 1
            leveled.append((mark.span, level, "", mark.text))
            continue
        _descend(open_, mark.style, first=mark.style.id not in seen)
        seen.add(mark.style.id)
        leveled.append((mark.span, len(open_), mark.number, mark.title))
    return _scoped(leveled, end)


def _descend(open_: list[Numbering], style: Numbering, *, first: bool) -> None:
    """Leave what `style` ends, and enter it. A style that is new to the part nests below what is open."""
    while open_ and open_[-1].leaf and open_[-1].id != style.id:
        open_.pop()
    if any(o.id == style.id for o in open_):
        while open_[-1].id != style.id:
            open_.pop()
        return
    if not first:
        while open_ and open_[-1].rank > style.rank:
            open_.pop()
    open_.append(style)


def _scoped(leveled: Sequence[tuple[Span, int, str, str]], end: int) -> tuple[Heading, ...]:
    """Scopes from the back: a heading governs the text up to the next one of its level or above."""
    stops: list[int] = []  # the next start for each level, from 1
    found: list[Heading] = []
    for span, level, number, title in reversed(leveled):
        nearest = min(stops[:level], default=end)
        found.append(Heading(span=span, scope=Span(span.start, nearest), level=level, number=number, title=title))
        del stops[level:]
        stops += [end] * (level - len(stops))
        stops[level - 1] = span.start
    return tuple(reversed(found))
