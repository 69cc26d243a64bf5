"""The numbers of tables that no row was made of: whoever reads the file is told, so that nothing is lost in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from chengnuo.extract.columns import head_of
from chengnuo.model import Outline, Table
from chengnuo.packs import Pack
from chengnuo.spans import Cover, Span

# So many numbers in lines of their own are a table's, fewer may be anything; of a known table so many are told of.
FEWEST, FEWEST_IN_TABLE = 4, 2
# A table's numbers stand no more characters from each other: names and long cells are between them.
APART = 200
# A line of a table without borders holds so many numbers.
FEWEST_IN_LINE = 3
# A number with more digits is that of a telephone or an account.
MOST_DIGITS = 8
_LINE = re.compile(r"[^\n]+")
_PIECE = re.compile(r"[^\s|\uff5c]+")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_INTEGER = re.compile(r"\d{1,3}")


def unread_figures(outline: Outline, read: Iterable[Span], pack: Pack) -> Iterator[tuple[Span, int]]:
    """For each table with numbers in cells that none of the places `read` lies over: the first of them, how many."""
    known = pack.patterns("quantities", "cells")
    skipped = (span for table in outline.tables for span in _of_no_values(table, outline.text, known))
    taken = Cover(span for span in chain(read, skipped) if len(span))
    groups: list[list[Span]] = []
    for figure in _figures(outline.text, known):
        if taken.overlaps(figure):
            continue
        if not groups or figure.start - groups[-1][-1].end > APART:
            groups.append([])
        groups[-1].append(figure)
    tables = Cover(table.span for table in outline.tables)
    for group in groups:
        if len(group) >= (FEWEST_IN_TABLE if tables.overlaps(group[0]) else FEWEST):
            yield group[0], len(group)


def _of_no_values(table: Table, text: str, known: Mapping[str, re.Pattern[str]]) -> Iterator[Span]:
    """The cells of columns that hold no values by their header (序号, 得分, 电话)."""
    heads: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row == 0:
            heads.setdefault(cell.column, []).append(cell.span.of(text))
    columns = {column for column, words in heads.items() if known["no_values"].match(head_of(words, known))}
    return (cell.span for cell in table.cells if cell.column in columns)


def _figures(text: str, known: Mapping[str, re.Pattern[str]]) -> Iterator[Span]:
    """The numbers that stand in cells of their own: on lines of their own, or several on a line of short words.

    What counts the rows (1, 2, 3) is none of them.
    """
    row = 0
    for line in _LINE.finditer(text):
        pieces = [Span(m.start(), m.end()) for m in _PIECE.finditer(text, line.start(), line.end())]
        found = [piece for piece in pieces if _is_figure(piece.of(text), known)]
        if not found or (len(pieces) > 1 and (len(found) < FEWEST_IN_LINE or 2 * len(found) < len(pieces))):
            continue
        words = found[0].of(text)
        if found[0] == pieces[0] and _INTEGER.fullmatch(words) and int(words) in {1, row + 1}:
            row = int(words)
            found = found[1:]
        yield from found


def _is_figure(words: str, known: Mapping[str, re.Pattern[str]]) -> bool:
    if known["figure"].fullmatch(words) is None or _YEAR.fullmatch(words):
        return False
    digits = [sign for sign in words if sign.isdigit()]
    return len(digits) <= MOST_DIGITS and not (len(digits) > 1 and digits[0] == "0" and "." not in words)
