"""The values in tables of indicators: 指标, 单位, 2020年, 2025年, 属性."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from chengnuo.extract.captions import Caption, caption_of, noun_of, time_of
from chengnuo.extract.flattened import find_flattened, find_spaced
from chengnuo.extract.quantities import quantities_of_words
from chengnuo.model import Cell, CellTime, CellValue, Change, Outline, Quantity, Table
from chengnuo.packs import Pack
from chengnuo.spans import Span

Key = TypeVar("Key")

# A growth is told in per cent where its header says nothing else.
PER_CENT = "%"
# A cell with more characters says more than a value.
LONGEST_VALUE = 24
# One column that is called like a region may be anything.
FEWEST_REGIONS = 2


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of values: its header, its year, what the header says of it, and the unit that it bears."""

    span: Span
    year: str | None
    time: CellTime
    is_change: bool
    unit: str
    noun: str = ""
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of a table by what they hold; `unit` stands above the table. The names are regions where
    `by_region`, and what is measured is the noun of each column of values. Columns of `prose` say more than that."""

    names: Sequence[int]
    units: Sequence[int]
    values: Mapping[int, _Column]
    unit: str = ""
    by_region: bool = False
    prose: Set[int] = frozenset()


@lru_cache(maxsize=8)
def _patterns(pack: Pack) -> Mapping[str, re.Pattern[str]]:
    return pack.patterns("quantities", "cells")


def find_cells(outline: Outline, pack: Pack) -> tuple[CellValue, ...]:
    """The values of all tables of indicators of the outline, in text order."""
    known = _patterns(pack)
    found = [value for table in outline.tables for value in _of_table(table, outline.text, known, pack)]
    places = [value.row for value in found]
    flattened = _of_flattened(outline.text, known, pack)
    found += [value for value in flattened if not any(value.row.overlaps(place) for place in places)]
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


def _of_table(table: Table, text: str, known: Mapping[str, re.Pattern[str]], pack: Pack) -> Iterator[CellValue]:
    heads: dict[int, list[Cell]] = {}
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row == 0:
            for column in range(cell.column, cell.column + cell.columns):
                heads.setdefault(column, []).append(cell)
        else:
            rows.setdefault(cell.row, []).append(cell)
    words = {column: _words("".join(c.span.of(text) for c in cells)) for column, cells in heads.items()}
    places = {column: cells[-1].span for column, cells in heads.items()}
    caption = caption_of(text, table.span.start, known)
    columns = (
        _project_columns(words, places, caption, known)
        or _indicator_columns(words, places, caption, known)
        or _region_columns(words, places, caption, known)
    )
    if columns is not None:
        read = {*columns.names, *columns.units, *columns.values}
        prose = {cell.column for row in rows.values() for cell in row if len(cell.span) > LONGEST_VALUE} - read
        columns = replace(columns, prose=prose)
        for cells in rows.values():
            yield from _of_row(cells, columns, text, known, pack)


def _project_columns(
    words: Mapping[int, str], places: Mapping[int, Span], caption: Caption, known: Mapping[str, re.Pattern[str]]
) -> _Columns | None:
    """The columns of a table whose rows are projects: the sums of money that the header names."""
    names = [column for column, head in words.items() if known["project_head"].match(head)]
    values = {
        column: _Column(places[column], *_read_header(head, known), noun=noun_of(head, known))
        for column, head in words.items()
        if known["money_head"].search(head)
    }
    return _Columns(names, [], values, unit=caption.unit) if len(names) == 1 and values else None


def _indicator_columns(
    words: Mapping[int, str], places: Mapping[int, Span], caption: Caption, known: Mapping[str, re.Pattern[str]]
) -> _Columns | None:
    """The columns of a table whose rows are indicators: a value for each year, or for each region in one year."""
    names = [column for column, head in words.items() if known["name"].match(head)]
    units = [column for column, head in words.items() if known["unit"].match(head)]
    values = {
        column: _Column(places[column], *_read_header(head, known))
        for column, head in words.items()
        if column not in (*names, *units) and known["value"].search(head)
    }
    if not names:
        return None
    if any(column.year or column.time for column in values.values()):
        return _Columns(names, units, _with_last_year(values), unit=caption.unit)
    regions = {
        column: _Column(places[column], caption.year, caption.time, False, "", scope=head)
        for column, head in words.items()
        if known["region_cell"].match(head)
    }
    if len(regions) < FEWEST_REGIONS or not (caption.year or caption.time):
        return None
    return _Columns(names, units, regions, unit=caption.unit)


def _region_columns(
    words: Mapping[int, str], places: Mapping[int, Span], caption: Caption, known: Mapping[str, re.Pattern[str]]
) -> _Columns | None:
    """The columns of a table whose rows are regions; what is measured stands in the header or above the table."""
    regions = [column for column, head in words.items() if known["region_head"].match(head)]
    values: dict[int, _Column] = {}
    for column, head in words.items():
        if column in regions or known["no_values"].match(head) or known["unit"].match(head):
            continue
        year, time, is_change, unit = _read_header(head, known)
        noun = noun_of(head, known) or caption.noun
        if noun and (year or time or caption.year):
            place = places[column]
            time = time or ("" if year else caption.time)
            values[column] = _Column(place, year or caption.year, time, is_change, unit, noun)
    if len(regions) != 1 or not values:
        return None
    return _Columns(regions, [], values, unit=caption.unit, by_region=True)


def _of_flattened(text: str, known: Mapping[str, re.Pattern[str]], pack: Pack) -> Iterator[CellValue]:
    """The values of tables flattened to a cell, or to a row, a line."""
    for head, rows in chain(find_flattened(text, known), find_spaced(text, known)):
        columns = {span: _Column(span, *_read_header(_words(span.of(text)), known)) for span in head.values}
        if not any(column.year or column.time for column in columns.values()):
            continue
        columns = _with_last_year(columns)
        above = caption_of(text, head.start, known).unit
        years = _years(columns.values())
        for row in rows:
            for own, first, unit, header, value in row.series(head):
                name, subject, told = _named(text, first, own, known)
                given = columns[header].unit or (_words(unit.of(text)) if unit else told) or above
                quantity = _quantity(text, value, given, known, pack)
                if quantity is not None and len(name) > 1:
                    column = columns[header]
                    name, change, baseline = _change_of(name, known)
                    yield CellValue(
                        quantity=quantity,
                        name=name,
                        subject=subject,
                        change=change,
                        baseline=baseline,
                        row=row.place,
                        taken=(row.whole,),
                        year=column.year,
                        header=header,
                        time=column.time,
                        is_change=column.is_change,
                        years=years,
                    )


def _named(text: str, first: Span, own: Span, known: Mapping[str, re.Pattern[str]]) -> tuple[str, str | None, str]:
    """The indicator, the class of it that a part of the row is for (其中：小学), and the unit that its name bears."""
    name, unit = _without_unit(_words(own.of(text)), known)
    whole, shared = _without_unit(_words(first.of(text)), known)
    part = known["part"].sub("", name)
    if own == first or unit:
        return part, None, unit
    return whole, part, shared


def _without_unit(words: str, known: Mapping[str, re.Pattern[str]]) -> tuple[str, str]:
    """A name without its number and without the unit in a bracket at its end, and that unit."""
    name = known["number_of_row"].sub("", words)
    told = known["unit_in_name"].search(name)
    if told:
        return name[: told.start()], told["unit"]
    alone = known["unit_at_end"].search(name)
    return (name[: alone.start()], alone[0]) if alone else (name, "")


def _read_header(head: str, known: Mapping[str, re.Pattern[str]]) -> tuple[str | None, CellTime, bool, str]:
    """The year of a header, whether it is past or a goal, whether it is a growth (in per cent), its unit."""
    year = known["year"].search(head)
    is_change = known["growth"].search(head) is not None
    unit = _without_unit(head, known)[1]
    if known["own_unit"].match(unit) is None:
        unit = PER_CENT if is_change else ""
    return (year["year"] if year else None), time_of(head, known), is_change, unit


def _with_last_year(columns: Mapping[Key, _Column]) -> dict[Key, _Column]:
    """The columns, those of a growth or a sum with the last year of the others: 2020年, 2025年, 年均增速, 累计."""
    last = max((column.year for column in columns.values() if column.year), default=None)
    return {
        key: replace(column, year=last) if column.year is None and (column.is_change or not column.time) else column
        for key, column in columns.items()
    }


def _years(columns: Iterable[_Column]) -> tuple[str, ...]:
    return tuple(sorted({column.year for column in columns if column.year}))


def _of_row(
    cells: list[Cell], columns: _Columns, text: str, known: Mapping[str, re.Pattern[str]], pack: Pack
) -> Iterator[CellValue]:
    by_column = {cell.column: cell.span for cell in cells}
    named = [by_column[column] for column in columns.names if column in by_column]
    if not named:
        return
    name, told = _without_unit(_words(named[-1].of(text)), known)
    name = known["part"].sub("", name)
    given = (_words(by_column[column].of(text)) for column in columns.units if column in by_column)
    unit = next(given, "") or told or columns.unit
    if known["number"].fullmatch(unit) or len(name) < 2:
        return  # a row that lost a cell
    row = cells[0].span.hull(cells[-1].span)
    taken: tuple[Span, ...] = (row,)
    if columns.prose & by_column.keys():
        taken = tuple(span for column, span in by_column.items() if column not in columns.prose)
    for column, head in columns.values.items():
        span = by_column.get(column)
        quantity = _quantity(text, span, head.unit or unit, known, pack) if span is not None else None
        if quantity is not None:
            what, change, baseline = _change_of(head.noun if columns.by_region else name + head.noun, known)
            region = None if known["sum_row"].match(name) else name
            yield CellValue(
                quantity=quantity,
                name=what,
                row=row,
                taken=taken,
                year=head.year,
                header=head.span,
                time=head.time,
                is_change=head.is_change,
                change=change,
                baseline=baseline,
                scope=region if columns.by_region else head.scope,
                years=_years(columns.values.values()),
            )


def _change_of(name: str, known: Mapping[str, re.Pattern[str]]) -> tuple[str, Change | None, str | None]:
    """An indicator without the change that its name tells of, the change, and what it is counted from."""
    told = known["changed_name"].match(name)
    if told is None:
        return name, None, None
    return told["noun"], "decrease" if told["fall"] else "increase", told["year"]


def _quantity(text: str, span: Span, unit: str, known: Mapping[str, re.Pattern[str]], pack: Pack) -> Quantity | None:
    """The quantity of a cell, its number read with the unit of its row."""
    words = span.of(text)
    number = known["number"].fullmatch(words) if len(span) <= LONGEST_VALUE else None
    if number is None:
        return None
    if (first := number.start("digits")) and (lead := _bound_of(words[:first])) != words[:first]:
        words, span = lead + words[first:], Span(span.start + first - len(lead), span.end)
        number = known["number"].fullmatch(words) or number
    own = known["own_unit"].match(number["after"])
    put = "" if own else unit
    before, after = words[: number.end("digits")], number["after"]
    found = quantities_of_words(before + put + after, pack)
    if len(found) != 1 or put[:1].isdigit() or (put and found[0].unit is None):
        put, rest = pack.text("quantities", "cells", "stand_in"), after[own.end() :] if own else after
        unit = own[0] if own else unit
        found = tuple(replace(one, unit=unit or None) for one in quantities_of_words(before + put + rest, pack))
    if len(found) != 1:
        return None
    one = found[0]
    end = one.span.end - (len(put) if one.span.end > number.end("digits") else 0)
    place = Span(span.start + one.span.start, span.start + max(end, number.end("digits")))
    return replace(one, span=place, bound=None, rule="cell." + one.rule, doubts=())


def _bound_of(words: str) -> str:
    """What stands before a number, in one piece: `> = ` as `≥`."""
    return _words(words).replace(">=", "≥").replace("<=", "≤")


def _words(words: str) -> str:
    return "".join(words.split())
