"""What the columns of a table of indicators, projects, regions or classes hold, by their headers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from chengnuo.extract.captions import Caption, noun_of, time_of
from chengnuo.model import CellTime
from chengnuo.spans import Span

Key = TypeVar("Key")
NamesAre = Literal["indicators", "regions", "classes", "years"]

# The year 1 of the calendar of the Republic is so many years later.
REPUBLIC = 1911
# A growth is told in per cent where its header says nothing else.
PER_CENT = "%"
# One column that is called like a region may be anything.
FEWEST_REGIONS = 2
# Names of indicators, regions and classes are short.
LONGEST_NAME = 30
# Of two years in a row the first may be what was, where the rows are indicators.
FEWEST_YEARS = 3
# What the cells of a column are that are matched by the pattern so called.
_SORTS: Mapping[NamesAre, str] = {"years": "year_cell", "regions": "region_cell"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: its header, its year, what the header says of it, and the unit that it bears."""

    span: Span
    year: str | None
    time: CellTime
    is_change: bool
    unit: str
    noun: str = ""
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by what they hold; `unit` stands above the table.

    The names are regions or classes where `names_are` says so, and what is measured is the noun of each column of
    values; where they are years, it is for each of them. `whole` is what the title names, which rows of sums are of.
    Columns of `prose` say more than that, those of `due` by when each row is to be done.
    """

    names: Sequence[int]
    units: Sequence[int]
    values: Mapping[int, Column]
    unit: str = ""
    names_are: NamesAre = "indicators"
    whole: str = ""
    prose: Set[int] = frozenset()
    due: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Headers:
    """What tells the columns of a table: the `words` of their headers, which stand at `places`, the `cells` below them,
    the caption above the table, and the patterns that know such words."""

    words: Mapping[int, str]
    places: Mapping[int, Span]
    cells: Mapping[int, Sequence[str]]
    caption: Caption
    known: Mapping[str, re.Pattern[str]]

    def like(self, pattern: str) -> list[int]:
        """The columns whose headers begin as the pattern so called tells."""
        return [column for column, head in self.words.items() if self.known[pattern].match(head)]

    def has_no_values(self, column: int) -> bool:
        """Whether the column holds no values by its header (序号, 电话)."""
        return self.known["no_values"].match(self.words[column]) is not None

    def expects(self) -> bool:
        """Whether rows are called binding or expected, as those of a plan are."""
        return any(self.known["expected"].fullmatch(words) for cells in self.cells.values() for words in cells)

    def column(self, at: int, noun: str) -> Column:
        """The column of values, as its header tells, with what it measures."""
        return Column(self.places[at], *read_header(self.words[at], self.known), noun=noun)


def columns_of(here: Headers) -> Columns | None:
    """The columns of a table by their headers, or by the cells below these; None where none has values."""
    return (
        _project_columns(here)
        or _indicator_columns(here)
        or _columns_of_each(here)
        or _measure_columns(here)
        or _columns_by_cells(here)
    )


def _project_columns(here: Headers) -> Columns | None:
    """The columns of a table whose rows are projects: the sums of money that the header names, and beside them the
    numbers of what it names with a unit (建筑面积（平方米）)."""
    known, names = here.known, here.like("project_head")
    values = {
        at: _of_this_year(here, at, noun_of(head, known))
        for at, head in here.words.items()
        if known["money_head"].search(head)
        or (at not in names and known["unit_in_name"].search(head) and noun_of(head, known) and _holds_values(here, at))
    }
    return Columns(names, [], values, unit=here.caption.unit) if len(names) == 1 and values else None


def _of_this_year(here: Headers, at: int, noun: str) -> Column:
    """The column, of the year and the time that the title tells where its header speaks of the year (年度投资)."""
    column = here.column(at, noun)
    if column.year or not here.known["this_year"].search(here.words[at]):
        return column
    return replace(column, year=here.caption.year, time=column.time or here.caption.time)


def _indicator_columns(here: Headers) -> Columns | None:
    """The columns of a table whose rows are indicators: a value for each year, or for each region in one year."""
    known, caption = here.known, here.caption
    names, tasks, units = here.like("name"), here.like("task_name")[:1], here.like("unit")
    values = {
        at: here.column(at, _share_of(head, known))
        for at, head in here.words.items()
        if at not in (*names, *units) and known["value"].search(head) and not here.has_no_values(at)
    }
    if not names and tasks:
        values = {column: value for column, value in values.items() if value.year}
        names = tasks if values else []
    if not names:
        return None
    counted = any(known["amount_head"].match(without_unit(here.words[at], known)[0]) for at in values)
    if counted or any(column.year or column.time for column in values.values()):
        values = before_goals(_planned(_of_year(values, caption), caption), here.expects())
        return Columns(names, units, with_last_year(values), unit=caption.unit, whole=caption.noun)
    regions = {
        at: Column(here.places[at], caption.year, caption.time, False, "", scope=here.words[at])
        for at in here.like("region_cell")
    }
    if len(regions) < FEWEST_REGIONS or not (caption.year or caption.time):
        return None
    return Columns(names, units, regions, unit=caption.unit)


def _share_of(head: str, known: Mapping[str, re.Pattern[str]]) -> str:
    """The share of the indicator that a column gives: 2023年达标率."""
    noun = noun_of(head, known)
    return noun if known["share_noun"].search(noun) and not known["growth"].search(noun) else ""


def _columns_of_each(here: Headers) -> Columns | None:
    """The columns of a table whose rows are regions or classes; what is measured stands in the header or above."""
    regions = here.like("region_head")
    names = regions or here.like("each_head")
    return _each(here, names, "regions" if regions else "classes") if len(names) == 1 else None


def _each(here: Headers, names: Sequence[int], names_are: NamesAre) -> Columns | None:
    """The columns of a table whose rows are not of indicators; None where no column says what it measures, and when."""
    words, caption, known = here.words, here.caption, here.known
    values: dict[int, Column] = {}
    whole = whole_unit = ""
    for column, head in sorted(words.items()):
        if column in names or here.has_no_values(column) or known["unit"].match(head):
            continue
        year, time, is_change, unit = read_header(head, known)
        time = "goal" if caption.time == "goal" and known["to_complete"].match(head) else time
        noun = caption.noun if known["sum_row"].match(head) else noun_of(head, known) or whole or caption.noun
        part = known["part"].sub("", noun)
        if part == noun and not known["sum_row"].match(head):
            whole, whole_unit = noun, unit
        noun, unit = (noun, unit) if part == noun else (part + whole, unit or whole_unit)
        if noun and (year or time or caption.year or caption.time):
            time = time or ("" if year else caption.time)
            values[column] = Column(here.places[column], year or caption.year, time, is_change, unit, noun)
    if not values:
        return None
    values = _planned(values, caption, fewest=2)
    sums = {column for column in values if known["sum_row"].match(words[column])}
    shared = {value.unit for column, value in values.items() if column not in sums}
    if len(shared) == 1:
        unit = min(shared)
        values |= {column: replace(values[column], unit=values[column].unit or unit) for column in sums}
    last = max((value.year for value in values.values() if value.year), default=None)
    values |= {column: replace(values[column], year=values[column].year or last) for column in sums}
    return Columns(names, [], values, unit=caption.unit, names_are=names_are, whole=caption.noun)


def _columns_by_cells(here: Headers) -> Columns | None:
    """The columns of a table whose cells tell what they are: names in the last one before those of numbers."""
    words, cells, caption, known = here.words, here.cells, here.caption, here.known
    counted = [column for column in sorted(words) if _holds_values(here, column)]
    before = [column for column in sorted(words) if column < min(counted, default=0)]
    named = [column for column in before if not _is_of_numbers_or_units(here, column)]
    if not named or known["other_head"].match(words[named[-1]]):
        return None
    name = named[-1]
    names_are = _sort_of(cells.get(name, ()), known)
    heads = {column: words[column] for column in counted}
    if names_are in {"regions", "years"}:
        return _each(replace(here, words=heads), [name], names_are)
    if noun_of(words[counted[0]], known):
        measured = all(known["counted_head"].search(head) or not noun_of(head, known) for head in heads.values())
        return _each(replace(here, words=heads), [name], "classes") if measured and names_are else None
    values = {column: _of_this_year(here, column, _share_of(head, known)) for column, head in heads.items()}
    if not names_are or not any(value.year or value.time for value in values.values()):
        return None
    values = with_last_year(before_goals(_planned(_of_year(values, caption), caption), here.expects()))
    return Columns([name], here.like("unit"), values, unit=caption.unit, whole=caption.noun)


def _is_of_numbers_or_units(here: Headers, column: int) -> bool:
    """Whether a column before the values names nothing: 单位 is one of names where its cells are regions."""
    unit = here.known["unit"].match(here.words[column]) is not None
    return here.has_no_values(column) or (unit and _sort_of(here.cells.get(column, ()), here.known) != "regions")


def _holds_values(here: Headers, column: int) -> bool:
    """Whether most cells of a column that may hold values are numbers."""
    known, cells = here.known, here.cells.get(column, ())
    told = [known["figure"].fullmatch(words) is not None for words in cells if not known["no_value"].fullmatch(words)]
    return 2 * sum(told) > len(told) and not here.has_no_values(column)


def _sort_of(cells: Sequence[str], known: Mapping[str, re.Pattern[str]]) -> NamesAre | None:
    """What most cells of a column name; None where they say more than names do."""
    names = [words for words in cells if not known["sum_row"].match(words)]
    if not names or 2 * sum(len(words) <= LONGEST_NAME for words in names) <= len(names):
        return None
    for sort, pattern in _SORTS.items():
        if 2 * sum(known[pattern].fullmatch(words) is not None for words in names) > len(names):
            return sort
    return "classes"


def _planned(values: Mapping[int, Column], caption: Caption, *, fewest: int = FEWEST_YEARS) -> dict[int, Column]:
    """The columns, those of years in a row below the title of a plan as goals: 建设计划表, 2025年, 2026年, 2027年."""
    years = sorted({int(value.year) for value in values.values() if value.year})
    in_row = len(years) >= fewest and years[-1] - years[0] == len(years) - 1
    told = any(value.time for value in values.values() if value.year)
    if caption.time != "goal" or not in_row or told:
        return dict(values)
    return {column: replace(value, time="goal") if value.year else value for column, value in values.items()}


def _of_year(values: Mapping[int, Column], caption: Caption) -> dict[int, Column]:
    """The columns, goals with the year that the title names where no header has one."""
    if caption.year is None or any(value.year for value in values.values()):
        return dict(values)
    return {
        column: replace(value, year=caption.year) if value.time == "goal" else value for column, value in values.items()
    }


def _measure_columns(here: Headers) -> Columns | None:
    """The columns of a table of rates or standards, of whatever its rows name first: 税目, 征税对象, 税率."""
    known, places = here.known, here.places
    named = [column for column in sorted(here.words) if not here.has_no_values(column)]
    values = {
        at: here.column(at, noun_of(head, known) or head)
        for at, head in here.words.items()
        if known["measure_head"].search(head) and time_of(head, known) != "past" and not here.has_no_values(at)
        if any(known["number"].fullmatch(cell) for cell in here.cells.get(at, ()))
    }
    names = [column for column in named if places[column] == places[named[0]]]
    if not values or not names or not values.keys().isdisjoint(names):
        return None
    return Columns(names, [], values, unit=here.caption.unit, names_are="classes")


def head_of(words: Sequence[str], known: Mapping[str, re.Pattern[str]]) -> str:
    """The words of a column's header, of which one cell may stand below another, with the unit that one bears last."""
    pieces = [without_unit("".join(one.split()), known) for one in words]
    unit = next((unit for _, unit in reversed(pieces) if unit), "")
    return "".join(name for name, _ in pieces) + (f"（{unit}）" if unit else "")


def without_unit(words: str, known: Mapping[str, re.Pattern[str]]) -> tuple[str, str]:
    """A name without its number and without the unit in a bracket at its end, and that unit."""
    name = known["number_of_row"].sub("", words)
    told = known["unit_in_name"].search(name)
    if told:
        return name[: told.start()], told["unit"]
    alone = known["unit_at_end"].search(name)
    return (name[: alone.start()], alone[0]) if alone else (name, "")


def read_header(head: str, known: Mapping[str, re.Pattern[str]]) -> tuple[str | None, CellTime, bool, str]:
    """The year of a header, whether it is past or a goal, whether it is a growth (in per cent), its unit."""
    is_change = known["growth"].search(head) is not None
    unit = without_unit(head, known)[1]
    if known["own_unit"].match(unit) is None:
        unit = PER_CENT if is_change else ""
    return _year_of(head, known), time_of(head, known), is_change, unit


def _year_of(head: str, known: Mapping[str, re.Pattern[str]]) -> str | None:
    """The year that a header names, that of a calendar counted from the founding of the Republic too (113年)."""
    if year := known["year"].search(head):
        return year["year"]
    counted = known["republic_year"].search(head)
    return str(int(counted["year"]) + REPUBLIC) if counted else None


def before_goals(values: Mapping[Key, Column], expects: bool) -> dict[Key, Column]:
    """The columns, those of years before the first that is called a goal as what was, if no other is called so.

    Where none is called a goal, the last year of a plan, which says what it `expects`, is one.
    """
    goals = [value.year for value in values.values() if value.time == "goal" and value.year]
    if expects and not goals:
        last = max((value.year for value in values.values() if value.year), default=None)
        return {
            key: replace(value, time="goal") if value.year == last and not value.time else value
            for key, value in values.items()
        }
    first = min(goals, default="")
    told = any(value.time == "past" for value in values.values())
    return {
        key: replace(value, time="past") if not value.time and not told and (value.year or first) < first else value
        for key, value in values.items()
    }


def with_last_year(columns: Mapping[Key, Column]) -> dict[Key, Column]:
    """The columns, those of a growth or a sum with the last year of the others: 2020年, 2025年, 年均增速, 累计."""
    last = max((column.year for column in columns.values() if column.year), default=None)
    return {
        key: replace(column, year=last) if column.year is None and (column.is_change or not column.time) else column
        for key, column in columns.items()
    }
