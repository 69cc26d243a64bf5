"""Tables of tasks set in columns by blanks whose cells go on over lines: their words interleave, and no row is sure."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator

from chengnuo.packs import Pack
from chengnuo.parsers.heads import Heads, heads_of, is_task_header
from chengnuo.spans import Doubt, Span

# The words of a cell begin so near to those of the header above them, full-width characters counted as two.
NEAR = 2
# So many lines of a table go on with cells of the line above.
FEWEST_WRAPPED = 2
_LINE = re.compile(r"[^\n]+")
_GAP = re.compile("[ \u3000]{2,}")
_PIECE = re.compile("[^ \u3000](?:[ \u3000]?[^ \u3000\n])*+")


def wrapped_tables(text: str, pack: Pack) -> Iterator[Doubt]:
    """A doubt for each table in the columns of which cells go on in the next line."""
    known = heads_of(pack)
    done = 0
    for header in _LINE.finditer(text):
        if header.start() < done or not _GAP.search(header[0].strip()):
            continue
        columns = _columns(header[0], known)
        if columns is None:
            continue
        wrapped, done = _below(text, header.end(), columns)
        if wrapped >= FEWEST_WRAPPED:
            reason = "cells of a table in columns go on over several lines"
            yield Doubt(code="table-wrapped", span=Span(header.start(), done), reason=reason)


def _columns(header: str, known: Heads) -> list[int] | None:
    """Where the columns of a table of tasks begin; None where the line names none."""
    pieces = list(_PIECE.finditer(header))
    if not is_task_header(["".join(piece[0].split()) for piece in pieces], known):
        return None
    return [_width(header[: piece.start()]) for piece in pieces]


def _below(text: str, end: int, columns: list[int]) -> tuple[int, int]:
    """How many lines below a header go on with cells above them, and where the last line in its columns ends."""
    wrapped = 0
    for line in _LINE.finditer(text, end):
        starts = [_width(line[0][: piece.start()]) for piece in _PIECE.finditer(line[0])]
        if not starts:
            continue
        if (len(starts) == 1 and starts[0] == 0) or not all(_is_near(start, columns) for start in starts):
            break
        wrapped += starts[0] > columns[0] + NEAR
        end = line.end()
    return wrapped, end


def _is_near(start: int, columns: list[int]) -> bool:
    at = bisect_left(columns, start - NEAR)
    return at < len(columns) and columns[at] <= start + NEAR


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in words)
