"""Tables of indicators flattened to a cell a line or to a row a line: what is a name and what a value tells the rows.

Pages and unruled PDF tables lose the borders of their cells so when their text is copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chengnuo.spans import Span

# A header has no more columns; a name or a value is no longer; a row has no more lines.
MOST_COLUMNS, LONGEST_NAME, LONGEST_ROW = 9, 60, 24
FEWEST_COLUMNS = 3
_LINE = re.compile(r"[^\n]+")
_CELL = re.compile(r"\S+")
_FIGURES = re.compile(r"[<>≤≥＜＞]?[\d.,]+[%‰]?")
Known = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a table: where its names begin, the places of its columns of values, whether it has units, numbers,
    attributes and, before the names, a class of indicators."""

    start: int
    values: tuple[Span, ...]
    end: int
    has_unit: bool
    has_number: bool
    has_attribute: bool
    has_class: bool


@dataclass(slots=True)
class FlatRow:
    """The cells of one row: its names, with the unit where the header has one, and its values; the end of the last one,
    and where its line begins if it stands on one."""

    names: list[Span] = field(default_factory=list)
    values: list[Span] = field(default_factory=list)
    end: int = 0
    start: int | None = None

    @property
    def place(self) -> Span:
        """From the first name to the last cell."""
        return Span(self.names[0].start, self.end)

    @property
    def whole(self) -> Span:
        """The place with what stands before it on its line (the number of the row)."""
        return Span(self.names[0].start if self.start is None else self.start, self.end)

    def series(self, head: Head) -> Iterator[tuple[Span, Span, Span | None, Span, Span]]:
        """For each value its own name, the first of the row's, the unit, the header of its column, the value.

        Where a row has several indicators, each column gives the values of all of them one after the other.
        """
        count, left = divmod(len(self.values), len(head.values))
        unit = self.names[-1] if head.has_unit and len(self.names) > 1 else None
        names = self.names[:-1] if unit else self.names
        if left or not count or count > len(names) or (count > 1 and len(names) > count + 1):
            return
        if head.has_class:
            names = names[-count:]
        for i, value in enumerate(self.values):
            yield names[len(names) - count + i % count], names[0], unit, head.values[i // count], value


def find_flattened(text: str, known: Known) -> Iterator[tuple[Head, list[FlatRow]]]:
    """The tables of indicators in the lines of `text`, with a header each."""
    if not known["first"].search(text):
        return
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text) if m[0].strip()]
    at = 0
    while at < len(lines):
        head = _header(text, lines, at, known)
        if head is None:
            at += 1
            continue
        rows, at = _rows(text, lines, head, known)
        if rows:
            yield head, rows


def find_spaced(text: str, known: Known) -> Iterator[tuple[Head, list[FlatRow]]]:
    """The tables of indicators that stand a row a line, blanks between the cells, with a header each.

    Values are counted from the end of the line, so that names may hold blanks.
    """
    end = 0
    for sign in known["spaced"].finditer(text):
        if sign.start() < end:
            continue
        cells = _cells(text, sign.start())
        end = cells[-1].end  # each line is looked at once
        head = _spaced_head(text, cells, known)
        rows = _spaced_rows(text, head, known) if head else []
        if head and rows:
            yield head, rows
            end = rows[-1].end


def _cells(text: str, at: int) -> list[Span]:
    """The stretches between blanks of the line that holds offset `at`."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return [Span(m.start(), m.end()) for m in _CELL.finditer(text, start, end if end >= 0 else len(text))]


def _spaced_head(text: str, cells: Sequence[Span], known: Known) -> Head | None:
    """The header whose cells are those of one line; None where one of them is no column of such a table."""
    words = [_bare(text, cell) for cell in cells]
    name = next((i for i, word in enumerate(words) if known["name"].match(word)), None)
    if name is None or len(cells) > MOST_COLUMNS:
        return None
    units = [i for i, word in enumerate(words) if known["unit"].match(word)]
    values = [i for i, word in enumerate(words) if i > name and i not in units and known["value"].search(word)]
    before = [word for word in words[:name] if not known["number_head"].match(word)]
    if not values or units not in ([], [name + 1]) or values != list(range(values[0], values[-1] + 1)):
        return None
    if values[0] != name + 1 + len(units) or not all(known["class_head"].match(word) for word in before):
        return None
    return Head(
        start=cells[0].start,
        values=tuple(cells[i] for i in values),
        end=cells[-1].end,
        has_unit=bool(units),
        has_number=len(before) < name,
        has_attribute=values[-1] + 1 < len(cells),
        has_class=bool(before),
    )


def _spaced_rows(text: str, head: Head, known: Known) -> list[FlatRow]:
    """The rows on the lines behind a header; lines that name a section, or begin a long name, have no values."""
    rows: list[FlatRow] = []
    begun: list[Span] = []
    for line in _LINE.finditer(text, head.end):
        cells = _cells(text, line.start())
        row = _spaced_row(text, cells, head, known) if cells else None
        if row is not None:
            if begun:
                row.names[0] = begun[1].hull(row.names[0])
                row.start = begun[0].start
                begun = []
            rows.append(row)
        elif len(line[0]) > LONGEST_NAME or known["stops"].search(line[0]):
            break
        elif head.has_number and len(cells) > 1 and _is_number(text, cells[0]):
            begun = cells
    return rows


def _spaced_row(text: str, cells: Sequence[Span], head: Head, known: Known) -> FlatRow | None:
    """The name, unit and values of one line, or None where it has not a value for each column."""
    left = list(cells)
    if head.has_number:
        # a class of indicators may stand before the number of the row
        left = next((left[i + 1 :] for i, cell in enumerate(left[:2]) if _is_number(text, cell)), left)
    if head.has_attribute and left and not _is_value(text, left[-1], known):
        left.pop()
    values, left = left[-len(head.values) :], left[: -len(head.values)]
    if not left or not all(_is_value(text, value, known) for value in values):
        return None
    unit = left.pop() if head.has_unit and len(left) > 1 else None
    if _FIGURES.fullmatch(left[-1].of(text)):
        return None  # more values than columns
    name = left[0].hull(left[-1])
    return FlatRow([name, unit] if unit else [name], values, cells[-1].end, cells[0].start)


def _is_number(text: str, cell: Span) -> bool:
    """Whether the cell is the number of a row."""
    return cell.of(text).rstrip(".．、").isdecimal()


def _is_value(text: str, cell: Span, known: Known) -> bool:
    words = cell.of(text)
    return known["number"].fullmatch(words) is not None or known["no_value"].fullmatch(words) is not None


def _bare(text: str, span: Span) -> str:
    return "".join(span.of(text).split())


def _header(text: str, lines: Sequence[Span], at: int, known: Known) -> Head | None:
    """The header that begins with the column of names at line `at`."""
    if not known["name"].match(_bare(text, lines[at])):
        return None
    values: list[Span] = []
    has_unit = has_attribute = False
    end, continued = at + 1, 0
    while end < len(lines) and end - at - continued < MOST_COLUMNS:
        words = _bare(text, lines[end])
        if known["head_continued"].fullmatch(words) and continued < MOST_COLUMNS:
            continued += 1
            if values and values[-1].end == lines[end - 1].end:
                values[-1] = values[-1].hull(lines[end])
        elif known["unit"].match(words):
            has_unit = True
        elif known["attribute_head"].match(words):
            has_attribute = True
        elif len(words) <= MOST_COLUMNS + 3 and known["value"].search(words):
            values.append(lines[end])
        else:
            break
        end += 1
    if not values or end - at - continued < FEWEST_COLUMNS:
        return None
    if end < len(lines) and known["other_head"].match(_bare(text, lines[end])):
        return None  # a column of words is told from names by nothing
    before, first = (_bare(text, lines[at - back]) if at >= back else "" for back in (1, 2))
    has_class = known["class_head"].match(before) is not None
    has_number = known["number_head"].match(first if has_class else before) is not None
    return Head(lines[at].start, tuple(values), end, has_unit, has_number, has_attribute, has_class)


def _rows(text: str, lines: Sequence[Span], head: Head, known: Known) -> tuple[list[FlatRow], int]:
    """The rows behind a header, and the number of the line after them."""
    rows: list[FlatRow] = []
    row, number = FlatRow(), 0
    at = head.end
    while at < len(lines):
        words = _bare(text, lines[at])
        whole = row.values and len(row.values) % len(head.values) == 0
        if len(words) > LONGEST_NAME or len(row.names) + len(row.values) > LONGEST_ROW:
            break
        if head.has_attribute and known["attribute"].match(words):
            row.end = lines[at].end
            rows.append(row)
            row = FlatRow()
        elif head.has_number and number <= len(rows) and words == str(len(rows) + 1):
            row, number = FlatRow(), len(rows) + 1  # a class of indicators may stand before it
        elif row.names and (known["number"].fullmatch(words) or known["no_value"].fullmatch(words)):
            row.values.append(lines[at])
            row.end = lines[at].end
        elif known["stops"].search(words):
            break
        elif known["section"].match(words) and not row.values:
            row = FlatRow()
        else:
            if whole and not head.has_attribute:
                rows.append(row)
                row = FlatRow()
            row.names.append(lines[at])
        at += 1
    if row.values and not head.has_attribute and len(row.values) % len(head.values) == 0:
        rows.append(row)
    return [row for row in rows if row.names and row.values], max(at, head.end)
