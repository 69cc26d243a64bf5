"""The values in tables of indicators: 指标, 单位, 2020年, 2025年, 属性."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import chain

from chengnuo.extract.captions import caption_of
from chengnuo.extract.columns import (
    PER_CENT,
    Column,
    Columns,
    Headers,
    before_goals,
    columns_of,
    head_of,
    read_header,
    with_last_year,
    without_unit,
)
from chengnuo.extract.flattened import FlatRow, Head, find_flattened, find_spaced
from chengnuo.extract.quantities import quantities_of_words
from chengnuo.model import Cell, CellValue, Change, Outline, Quantity, Table
from chengnuo.packs import Pack
from chengnuo.spans import Cover, Span

# In a column of yearly growth the total of all years stands in brackets.
_OPEN = tuple("[〔【［")
# A cell with more characters says more than a value.
LONGEST_VALUE = 24
# Notes below a table are looked at so far.
NOTES = 300
# One with a value for each class has no more.
LONGEST_LIST = 60


@dataclass(frozen=True, slots=True)
class _Page:
    """The text, with what knows the words of its tables."""

    text: str
    known: Mapping[str, re.Pattern[str]]
    pack: Pack

    def words(self, place: Span) -> str:
        """What stands at the place, without blanks."""
        return "".join(place.of(self.text).split())


def find_cells(outline: Outline, pack: Pack) -> tuple[CellValue, ...]:
    """The values of all tables of indicators of the outline, in text order."""
    page = _Page(outline.text, pack.patterns("quantities", "cells"), pack)
    found = [value for table in outline.tables for value in _of_table(page, table)]
    tabled = Cover(value.row for value in found)
    found += [value for value in _of_flattened(page) if not tabled.overlaps(value.row)]
    return tuple(sorted(found, key=lambda value: value.quantity.span))


def with_cells(quantities: Sequence[Quantity], cells: Sequence[CellValue]) -> tuple[Quantity, ...]:
    """The quantities with those of the cells in the place of what was read there without header and unit."""
    if not cells:
        return tuple(quantities)
    taken = [cell.quantity for cell in cells]
    starts = [one.span.start for one in taken]

    def is_free(one: Quantity) -> bool:
        at = bisect_right(starts, one.span.end) - 1
        return at < 0 or not taken[at].span.overlaps(one.span)

    return tuple(sorted([*filter(is_free, quantities), *taken], key=lambda one: one.span))


def _of_table(page: _Page, table: Table) -> Iterator[CellValue]:
    text, known = page.text, page.known
    heads: dict[int, list[Cell]] = {}
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row == 0:
            for column in range(cell.column, cell.column + cell.columns):
                heads.setdefault(column, []).append(cell)
        else:
            rows.setdefault(cell.row, []).append(cell)
    words = {column: head_of([c.span.of(text) for c in cells], known) for column, cells in heads.items()}
    places = {
        column: max((cell.span for cell in cells), key=lambda span: (len(span) > 0, span))
        for column, cells in heads.items()
    }
    caption = caption_of(text, table.span.start, known)
    below: dict[int, list[str]] = {}
    for cell in (cell for row in rows.values() for cell in row):
        below.setdefault(cell.column, []).append(page.words(cell.span))
    headers = Headers(words, places, below, caption, known)
    columns = columns_of(headers)
    if columns is not None:
        read = {*columns.names, *columns.units, *columns.values}
        prose = {cell.column for row in rows.values() for cell in row if len(cell.span) > LONGEST_VALUE} - read
        due = headers.like("due_head")
        columns = replace(columns, values=_of_numbers(columns, below, known), prose=prose, due=due)
        if columns.names_are == "years":
            columns = _up_to_last(columns, below, known)
        above: set[Span] = set()
        columns = _of_base_year(columns, text[table.span.end : table.span.end + NOTES], known)
        title = _title(page, caption.span)
        for cells in rows.values():
            for value in _of_row(page, cells, above, columns):
                yield replace(value, taken=(*value.taken, *title))
            above.update(cell.span for cell in cells)


def _of_base_year(columns: Columns, notes: str, known: Mapping[str, re.Pattern[str]]) -> Columns:
    """The columns, those of the state without a year with the one that a note below the table names."""
    told = known["base_year"].search(notes)
    if told is None:
        return columns
    values = {
        key: replace(value, year=told["year"]) if value.time == "past" and value.year is None else value
        for key, value in columns.values.items()
    }
    return replace(columns, values=values)


def _title(page: _Page, span: Span) -> tuple[Span, ...]:
    """The place of what stands above a table, where it only says what it is of: it holds no number besides years."""
    words = page.known["years_of_table"].sub("", span.of(page.text))
    return (span,) if words and not any(map(str.isdigit, words)) else ()


def _of_numbers(
    columns: Columns, below: Mapping[int, Sequence[str]], known: Mapping[str, re.Pattern[str]]
) -> Mapping[int, Column]:
    """The columns of values; where only the header names what is measured, those whose cells are numbers."""
    if columns.names_are == "indicators":
        return columns.values
    told = {
        column: [
            any(known[sort].fullmatch(words) for sort in ("number", "ratio"))
            for words in below.get(column, ())
            if not known["no_value"].fullmatch(words)
        ]
        for column in columns.values
    }
    return {column: value for column, value in columns.values.items() if 2 * sum(told[column]) > len(told[column])}


def _up_to_last(columns: Columns, below: Mapping[int, Sequence[str]], known: Mapping[str, re.Pattern[str]]) -> Columns:
    """The columns of a table whose rows are years, with the last of them: sums are up to it."""
    years = (known["year"].search(words) for column in columns.names for words in below.get(column, ()))
    last = max((year["year"] for year in years if year), default=None)
    return replace(columns, values={key: replace(value, year=last) for key, value in columns.values.items()})


def _of_flattened(page: _Page) -> Iterator[CellValue]:
    """The values of tables flattened to a cell, or to a row, a line."""
    text, known = page.text, page.known
    for head, rows in chain(find_flattened(text, known), find_spaced(text, known)):
        columns = {span: Column(span, *read_header(page.words(span), known)) for span in head.values}
        if not any(column.year or column.time for column in columns.values()):
            continue
        columns = with_last_year(before_goals(columns, any(_expects(page, row) for row in rows)))
        caption = caption_of(text, head.start, known)
        told = [Span(head.start, head.values[-1].end), *_title(page, caption.span)]
        for row in rows:
            for value in _of_flat_row(page, row, head, columns, caption.unit):
                yield replace(value, taken=(*value.taken, *told))


def _expects(page: _Page, row: FlatRow) -> bool:
    """Whether the row of a flattened table is called binding or expected behind its values."""
    return page.known["expected"].fullmatch(page.words(Span(row.values[-1].end, row.end))) is not None


def _of_flat_row(
    page: _Page, row: FlatRow, head: Head, columns: Mapping[Span, Column], above: str
) -> Iterator[CellValue]:
    """The values of a row of a flattened table; `above` is the unit that stands above it."""
    series = list(row.series(head))
    years = _years(columns.values())
    levels = any(not columns[header].is_change for _, _, _, header, _ in series)
    for own, first, unit, header, value in series:
        name, subject, told = _named(page, first, own)
        name, change, baseline = _change_of(name, page.known)
        given = (page.words(unit) if unit else told) or above
        column = columns[header]
        total = column.is_change and _is_total(page.text, value)
        quantity = _quantity(page, value, _unit_of_total(page, given, change) if total else column.unit or given)
        if quantity is None or len(name) < 2:
            continue
        yield CellValue(
            quantity=quantity,
            name=name,
            subject=subject,
            change=change or _told_change(page, value, quantity) or ("increase" if total and levels else None),
            baseline=baseline,
            row=row.place,
            taken=(row.whole,),
            year=column.year,
            header=header,
            time=column.time,
            is_change=column.is_change and not total,
            years=years,
        )


def _named(page: _Page, first: Span, own: Span) -> tuple[str, str | None, str]:
    """The indicator, the class of it that a part of the row is for (其中：小学), and the unit that its name bears."""
    name, unit = without_unit(page.words(own), page.known)
    whole, shared = without_unit(page.words(first), page.known)
    part = page.known["part"].sub("", name)
    if own == first or unit:
        return part, None, unit
    return whole, part, shared


def _years(columns: Iterable[Column]) -> tuple[str, ...]:
    return tuple(sorted({column.year for column in columns if column.year}))


def _of_row(page: _Page, cells: list[Cell], above: Set[Span], columns: Columns) -> Iterator[CellValue]:
    """The values of a row; the places of its cells that reach down to it from a row `above` are not its own."""
    known = page.known
    by_column = {cell.column: cell.span for cell in cells}
    named = [by_column[column] for column in columns.names if column in by_column]
    if not named and known["sum_row"].match(page.words(cells[0].span)):
        named = [cells[0].span]  # 合计 over the columns up to the first of values
    if not named:
        return
    name, named_unit = without_unit(page.words(named[-1]), known)
    name = known["part"].sub("", name)
    is_sum = known["sum_row"].match(name) is not None
    if is_sum and columns.names_are == "indicators":
        name = columns.whole or ("" if all(head.noun for head in columns.values.values()) else name)
    given = (page.words(by_column[column]) for column in columns.units if column in by_column)
    unit = next(given, "") or named_unit or columns.unit
    if known["number"].fullmatch(unit) or (len(name) < (2 if columns.names_are == "indicators" else 1) and not is_sum):
        return  # a row that lost a cell
    found = []
    for column, head in columns.values.items():
        if (span := by_column.get(column)) is None:
            continue
        told = _change_of(name + head.noun if columns.names_are == "indicators" else head.noun, known)
        total = head.is_change and _is_total(page.text, span)
        own = _unit_of_total(page, unit, told[1]) if total else head.unit or unit
        found += [(column, told, subject, quantity) for subject, quantity in _quantities(page, span, own)]
    places = [cell.span for cell in cells if cell.span not in above] or [cells[0].span]
    row = Span(min(span.start for span in places), max(span.end for span in places))
    read = {column for column, _, _, quantity in found if by_column[column].contains(quantity.span)}
    silent = by_column.keys() - read
    more = {column for column in silent if _says_more(page, by_column[column], columns, column)}
    taken = tuple(span for column, span in by_column.items() if column not in more) if more else (row,)
    levels = any(not columns.values[column].is_change for column, _, _, _ in found)
    each = None if is_sum else name
    own_year = known["year"].search(name) if columns.names_are == "years" else None
    years = _years(columns.values.values())
    due = next((by_column[column] for column in columns.due if column in by_column), None)
    for column, (what, change, baseline), subject, quantity in found:
        head = columns.values[column]
        total = head.is_change and _is_total(page.text, quantity.span)
        yield CellValue(
            quantity=quantity,
            name=what,
            row=row,
            taken=taken,
            year=own_year["year"] if own_year else head.year,
            header=head.span,
            time=head.time,
            is_change=head.is_change and not total,
            change=change
            or _told_change(page, by_column[column], quantity)
            or ("increase" if total and levels else None),
            baseline=baseline,
            subject=each if columns.names_are == "classes" else subject,
            scope=each if columns.names_are == "regions" else head.scope,
            years=years,
            due=due,
        )


def _told_change(page: _Page, cell: Span, quantity: Quantity) -> Change | None:
    """The change that the words of a cell tell of its share: 下降30%以上."""
    words = Span(cell.start, max(cell.start, quantity.span.start)).of(page.text)
    told = page.known["value_change"].search(words) if quantity.is_share else None
    return None if told is None else "decrease" if told["fall"] else "increase"


def _says_more(page: _Page, span: Span, columns: Columns, column: int) -> bool:
    """Whether a cell that gave no value may say something all the same: it is long, or states a number."""
    if column in columns.values:
        return any(map(str.isdigit, span.of(page.text)))
    named = column in (*columns.names, *columns.units)
    stated = not named and page.known["stated"].search(page.text, span.start, span.end)
    return column in columns.prose or bool(stated)


def _is_total(text: str, span: Span) -> bool:
    """Whether a value of a column of yearly growth stands in brackets: it is the total of all years."""
    return text.startswith(_OPEN, span.start) or text.startswith(_OPEN, max(span.start - 1, 0))


def _unit_of_total(page: _Page, unit: str, change: Change | None) -> str:
    """The unit of a total in a row of that unit; what a share grew by in all is counted in points."""
    return page.pack.text("quantities", "cells", "of_points") if unit == PER_CENT and change is None else unit


def _quantities(page: _Page, span: Span, unit: str) -> list[tuple[str | None, Quantity]]:
    """The quantity of a cell, or of each class that the cell names one of: 小学4.2人以上、初中5.3人以上."""
    text, known = page.text, page.known
    whole = _quantity(page, span, unit)
    if whole is not None:
        return [(None, whole)]
    found: list[tuple[str | None, Quantity]] = []
    at, end = span.start, span.end if len(span) <= LONGEST_LIST else span.start
    while at < end:
        told = known["value_of_class"].match(text, at, end)
        piece = known["value_joint"].search(text, told.end(), end) if told else None
        one = _quantity(page, Span(told.end(), piece.start() if piece else end), unit) if told else None
        if told is None or one is None:
            return []
        found.append((told["class"], one))
        at = piece.end() if piece else end
    return found


def _change_of(name: str, known: Mapping[str, re.Pattern[str]]) -> tuple[str, Change | None, str | None]:
    """An indicator without the change that its name tells of, the change, and what it is counted from."""
    told = known["changed_name"].match(name)
    if told is None:
        return name, None, None
    return told["noun"], "decrease" if told["fall"] else "increase", told["year"]


def _quantity(page: _Page, span: Span, unit: str) -> Quantity | None:
    """The quantity of a cell, its number read with the unit of its row."""
    known, pack = page.known, page.pack
    if base := known["value_base"].match(span.of(page.text)):
        span = Span(span.start + base.end(), span.end)
    words = span.of(page.text)
    number = known["number"].fullmatch(words) if len(span) <= LONGEST_VALUE else None
    if number is None and known["ratio"].fullmatch(words):
        lead = pack.text("quantities", "cells", "ratio_lead")
        return next((replace(one, span=span) for one in quantities_of_words(lead + words, pack)), None)
    if number is None or not known["value_lead"].fullmatch(words, 0, number.start("digits")):
        return None
    if (first := number.start("digits")) and (lead := _bound_of(words[:first])) != words[:first]:
        words, span = lead + words[first:], Span(span.start + first - len(lead), span.end)
        number = known["number"].fullmatch(words) or number
    own = known["own_unit"].match(number["after"])
    put = "" if own else unit
    scale = known["scale"].match(number["after"])
    digits = number.end("digits") + (scale.end() if scale and put else 0)
    before, after = words[:digits], words[digits:]
    found = quantities_of_words(before + put + after, pack)
    half_read = put and len(found) == 1 and found[0].span.end < len(before) + len(put)  # 人 of 人/万车
    if len(found) != 1 or put[:1].isdigit() or half_read or (put and found[0].unit is None):
        put, rest = pack.text("quantities", "cells", "stand_in"), after[own.end() :] if own else after
        unit = own[0] if own else unit
        found = tuple(replace(one, unit=unit or None) for one in quantities_of_words(before + put + rest, pack))
    if len(found) != 1:
        return None
    one = found[0]
    end = one.span.end - (len(put) if one.span.end > digits else 0)
    place = Span(span.start + one.span.start, span.start + max(end, digits))
    return replace(one, span=place, bound=None, rule="cell." + one.rule, doubts=())


def _bound_of(words: str) -> str:
    """What stands before a number, in one piece: `> = ` as `≥`."""
    return "".join(words.split()).replace(">=", "≥").replace("<=", "≤")
