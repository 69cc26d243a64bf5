"""Paragraphs that a web page ran together: a line is cut where headings begin within it, numbers in sequence."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from chengnuo.outline.lines import Line, close_up
from chengnuo.outline.metadata import whole_number
from chengnuo.outline.words import Words

# A shorter line holds no headings and their text.
SHORTEST_RUN = 60
# A heading right behind another one (一、总体要求（一）指导思想) stands so near to it.
NEAR = 40
# Blanks in front of a heading.
WIDEST_GAP = 12
# One number alone may be a reference; so many that count on are headings.
FEWEST = 2
_BREAKS = "。！？!?；;）)】”"
_MARKS = frozenset("，。；：,;:")


def cut_lines(lines: Sequence[Line], known: Words) -> tuple[Line, ...]:
    """The lines, those that hold numbered headings cut before each, with their numbers counted anew."""
    cuts = {line.index: found for line in lines if _may_hold(line, known) and (found := _cuts(line.text, known))}
    if not cuts:
        return tuple(lines)
    parts = (part for line in lines for part in (_parts(line, cuts[line.index]) if line.index in cuts else (line,)))
    return tuple(Line(p.start, p.end, p.text, index, p.gap, p.bare) for index, p in enumerate(parts))


def _may_hold(line: Line, known: Words) -> bool:
    return len(line.text) >= SHORTEST_RUN and known.second.search(line.text, 1) is not None


def _cuts(words: str, known: Words) -> list[int]:
    """Where numbered headings begin, the one that opens the line included; empty where there is but one."""
    cuts: list[int] = []
    last: dict[str, int] = {}
    for match in known.inner.finditer(words):
        style = match.lastgroup or ""
        number = whole_number(match[style], known)
        if number != last.get(style, 0) + 1 or not _opens(words, match.start(), cuts):
            continue
        last[style] = number
        for inner in known.inner_styles[known.inner_styles.index(style) + 1 :]:
            last.pop(inner, None)
        cuts.append(match.start())
    return cuts if len(cuts) >= FEWEST else []


def _opens(words: str, at: int, cuts: Sequence[int]) -> bool:
    """Whether what begins at `at` stands behind the end of a sentence, at the start, or right behind a heading."""
    before = words[max(0, at - WIDEST_GAP) : at].rstrip()
    if (not before and at < WIDEST_GAP) or (before and before[-1] in _BREAKS):
        return True
    return bool(cuts) and at - cuts[-1] <= NEAR and not _MARKS & set(words[cuts[-1] : at])


def _parts(line: Line, cuts: Sequence[int]) -> Iterator[Line]:
    edges = sorted({0, *cuts, len(line.text)})
    for start, end in itertools.pairwise(edges):
        words = line.text[start:end].rstrip()
        begin = line.start + start
        yield Line(begin, begin + len(words), words, 0, line.gap if start == 0 else 1, close_up(words))
