"""Tables of tasks between bars whose cells go on over several lines: the bars alone tell where a cell ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from chengnuo.packs import Pack
from chengnuo.parsers.barred import is_category
from chengnuo.parsers.heads import heads_of, is_task_header, kind_of
from chengnuo.spans import Span

# A table has so many rows below its header; a row has no more characters, a header no more columns.
FEWEST_ROWS, LONGEST_ROW, MOST_COLUMNS = 2, 3000, 14
_LINE = re.compile(r"^[^\n|\uff5c]*+[|\uff5c][^\n]*+$", re.MULTILINE)
_BAR = re.compile(r"[|\uff5c]")
_WORDS = re.compile(r"\S(?:.*\S)?", re.DOTALL)
_NUMBER = re.compile(r"\d{1,3}[.、．]?")
_NEXT_NUMBER = re.compile(r"\n[ \t]*\d{1,3}[.、．]?[ \t]*[|\uff5c]")
_RULE = re.compile(r"[ \t]*[|\uff5c:+-][|\uff5c:+ \t-]*(?:\n|\Z)")
_GAP = re.compile(r"[ \t]*\n?")
Row = list[Span]


def tall_rows(text: str, pack: Pack) -> Iterator[tuple[list[Row], Span]]:
    """The tables of which some cell has several lines: the rows as the places of their cells, and that of the whole."""
    done = 0
    for line in _LINE.finditer(text):
        if line.start() < done:
            continue
        header = _header(text, line.start(), line.end(), pack)
        if header is None:
            continue
        names, end, opens, closes = header
        rows = list(_rows(text, end, len(names), opens=opens, closes=closes))
        kept = _numbered(text, names, rows, pack)
        if len(kept) >= FEWEST_ROWS and any("\n" in cell.of(text) for row in kept for cell in row):
            place = Span(line.start(), _after_bar(text, kept[-1][-1].end, closes=closes))
            done = place.end
            yield [names, *kept], place


def _header(text: str, start: int, end: int, pack: Pack) -> tuple[Row, int, bool, bool] | None:
    """The names of the columns in the line, or each on a line from this one on; where they end, and whether a bar
    stands before the first cell of a row and behind the last."""
    heads = heads_of(pack)
    bars = [m.start() for m in _BAR.finditer(text, start, end)]
    opens, closes = not text[start : bars[0]].strip(), not text[bars[-1] + 1 : end].strip()
    if len(bars) > 1:
        marks = [*(() if opens else (start - 1,)), *bars, *(() if closes else (end,))]
        names = [_cell(text, a + 1, b) for a, b in pairwise(marks)]
        return (names, end, opens, closes) if is_task_header([n.of(text) for n in names], heads) else None
    if not closes or kind_of(text[start : bars[0]].strip(), heads) != "number":
        return None
    names, at = [], start
    while len(names) <= MOST_COLUMNS and (bar := _BAR.search(text, at)):
        cell = _cell(text, at, bar.start())
        if _NUMBER.fullmatch(cell.of(text)):
            return (names, at, False, True) if is_task_header([n.of(text) for n in names], heads) else None
        names.append(cell)
        at = bar.end()
    return None


def _rows(text: str, at: int, width: int, *, opens: bool, closes: bool) -> Iterator[Row]:
    """The rows from `at` on that have as many cells as the header, the last of which ends its line."""
    while True:
        at = _behind(text, at)
        if rule := _RULE.match(text, at):
            at = rule.end()
            continue
        row, end = _row(text, at, width, opens=opens, closes=closes)
        if row:
            yield row
        else:
            line = text.find("\n", at)
            words = text[at:line].strip() if line >= 0 else ""
            if not words or _BAR.search(words) or not is_category(words):
                return
            end = line
        at = end


def _row(text: str, at: int, width: int, *, opens: bool, closes: bool) -> tuple[Row, int]:
    """The cells of the row that begins at `at`, and where it ends; none where the bars do not come out even."""
    limit = min(len(text), at + LONGEST_ROW)
    need = width - 1 + opens + closes
    bars = []
    for bar in _BAR.finditer(text, at, limit):
        bars.append(bar.start())
        if len(bars) == need:
            break
    if len(bars) < need or (opens and text[at : bars[0]].strip()):
        return [], at
    line = text.find("\n", bars[-1])
    line = len(text) if line < 0 else line
    if closes:
        end = bars[-1] + 1
        if text[end:line].strip():
            return [], at
    else:
        more = _NEXT_NUMBER.search(text, bars[-1], limit)
        end = more.start() if more else line
        if _BAR.search(text, bars[-1] + 1, end):
            return [], at
    marks = [*(() if opens else (at - 1,)), *bars, *(() if closes else (end,))]
    return [_cell(text, a + 1, b) for a, b in pairwise(marks)], end


def _numbered(text: str, names: Row, rows: Sequence[Row], pack: Pack) -> list[Row]:
    """The rows up to the first that has no number where the header has a column of numbers."""
    if kind_of(names[0].of(text), heads_of(pack)) != "number":
        return list(rows)
    first = next((at for at, row in enumerate(rows) if not _NUMBER.fullmatch(row[0].of(text))), len(rows))
    return list(rows[:first])


def _cell(text: str, start: int, end: int) -> Span:
    words = _WORDS.search(text, start, end)
    return Span(*words.span()) if words else Span(start, start)


def _behind(text: str, at: int) -> int:
    """The next place that holds more than blanks and line breaks."""
    while (gap := _GAP.match(text, at)) and gap.end() > at:
        at = gap.end()
    return at


def _after_bar(text: str, at: int, *, closes: bool) -> int:
    bar = _BAR.search(text, at) if closes else None
    return bar.end() if bar else at
