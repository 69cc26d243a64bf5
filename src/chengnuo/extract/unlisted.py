"""Columns and labels of responsible bodies of which no list was read: whoever reads the file is told."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from chengnuo.model import Outline, Table
from chengnuo.outline.lines import close_up
from chengnuo.outline.roles import BODY, ListWords, force_of, list_words
from chengnuo.outline.words import Words, column_kind, words_of
from chengnuo.packs import Pack
from chengnuo.spans import Cover, Span

# The name of a column has so many characters at least, and so many at most.
SHORTEST, LONGEST = 4, 14
# A label on a line of its own stands so near to its list.
NEAR = 3
_LINE = re.compile(r"[^\n]+")


def unlisted(outline: Outline, pack: Pack) -> Iterator[Span]:
    """The names of columns and the labels of bodies, in places of the clean text, whose bodies are in no list."""
    known = words_of(pack)
    starts = sorted(found.span.start for found in outline.lists)
    for table in outline.tables:
        yield from _of_table(table, outline.text, starts, known)
    tables = Cover(table.span for table in outline.tables)
    yield from _labels(outline, starts, list_words(pack))
    told = pack.pattern("outline", "table", "glued"), pack.pattern("outline", "task", "of_items")
    heading = pack.pattern("outline", "table", "as_heading")
    for place, named in _named(outline.text, starts, known, told):
        if heading.search(named.of(outline.text)):
            continue
        if not tables.overlaps(place):
            yield named


def _named(
    text: str, starts: Sequence[int], known: Words, told: Sequence[re.Pattern[str]]
) -> Iterator[tuple[Span, Span]]:
    """The places of lines that name bodies without a list, and of the names in them."""
    for line in _LINE.finditer(text):
        place = Span(*line.span())
        if SHORTEST <= len(place) <= LONGEST and column_kind(close_up(line[0]), known) in BODY:
            if not _any(starts, place.start, _behind(text, place.end)):
                yield place, place
            continue
        match = next(filter(None, (pattern.search(line[0]) for pattern in told)), None)
        if match and not _any(starts, place.start, place.end):
            yield place, Span(place.start + match.start(), place.start + match.end())


def _labels(outline: Outline, starts: Sequence[int], known: ListWords) -> Iterator[Span]:
    """The labels of bodies that open a cell or a line of a table and have no list behind them."""
    for table in outline.tables:
        for line in _LINE.finditer(outline.text, table.span.start, table.span.end):
            label = known.any_label.match(line[0].lstrip())
            if label and label["mark"] and force_of(label["label"], known) != "skip" and len(line[0]) > label.end():
                place = Span(*line.span())
                if not _any(starts, place.start, place.end):
                    yield place


def run_together(outline: Outline, pack: Pack) -> Iterator[Span]:
    """The tables of tasks whose cells run together, header and rows on one line or a row a line, in places of the clean
    text: which body and which time belong to a row is not known there."""
    glued = pack.pattern("outline", "table", "glued")
    starts = sorted(found.span.start for found in outline.lists)
    tables = Cover(table.span for table in outline.tables)
    end = 0
    for line in _LINE.finditer(outline.text):
        place = Span(*line.span())
        if place.start < end or not glued.search(line[0]) or tables.overlaps(place):
            continue
        end = place.end
        for row in _LINE.finditer(outline.text, place.end):
            if not row[0].strip()[:1].isdigit():
                break
            end = row.end()
        if not _any(starts, place.start, end):
            yield Span(place.start, end)


def _of_table(table: Table, text: str, starts: Sequence[int], known: Words) -> Iterator[Span]:
    """The name of the column of bodies, where most of the rows below it have no list."""
    heads = [cell for cell in table.cells if cell.row == 0]
    if any(close_up(cell.span.of(text)) in known.opinion for cell in heads):
        return
    named = [cell for cell in heads if column_kind(close_up(cell.span.of(text)), known) in BODY]
    columns = {column for cell in named for column in range(cell.column, cell.column + cell.columns)}
    filled = [cell.span for cell in table.cells if cell.row and cell.column in columns and len(cell.span)]
    read = sum(_any(starts, span.start, span.end) for span in filled)
    rows = len({cell.row for cell in table.cells if cell.row})
    if named and rows and (2 * read < len(filled) or not filled):
        yield named[0].span


def _any(starts: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(starts, start)
    return at < len(starts) and starts[at] < end


def _behind(text: str, end: int) -> int:
    """Where the lines end that stand near behind a line."""
    lines = _LINE.finditer(text, end)
    return max((line.end() for line, _ in zip(lines, range(NEAR), strict=False)), default=end)
