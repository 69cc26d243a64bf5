"""Tables of indicators flattened to a cell a line: the rows are told by what is a name and what a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chengnuo.spans import Span

# A header has no more columns; a name or a value is no longer; a row has no more lines.
MOST_COLUMNS, LONGEST_NAME, LONGEST_ROW = 9, 60, 24
FEWEST_COLUMNS = 3
_LINE = re.compile(r"[^\n]+")
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
    """The lines of one row: its names, with the unit where the header has one, and its values."""

    names: list[Span] = field(default_factory=list)
    values: list[Span] = field(default_factory=list)
    end: int = 0

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


def _bare(text: str, span: Span) -> str:
    return "".join(span.of(text).split())


def _header(text: str, lines: Sequence[Span], at: int, known: Known) -> Head | None:
    """The header that begins with the column of names at line `at`."""
    if not known["name"].match(_bare(text, lines[at])):
        return None
    values: list[Span] = []
    has_unit = has_attribute = False
    end = at + 1
    while end < len(lines) and end - at < MOST_COLUMNS:
        words = _bare(text, lines[end])
        if known["unit"].match(words):
            has_unit = True
        elif known["attribute_head"].match(words):
            has_attribute = True
        elif len(words) <= MOST_COLUMNS + 3 and known["value"].search(words):
            values.append(lines[end])
        else:
            break
        end += 1
    if not values or end - at < FEWEST_COLUMNS:
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
    row = FlatRow()
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
        elif head.has_number and not row.names and words == str(len(rows) + 1):
            pass
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
