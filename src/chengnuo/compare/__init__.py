"""Many commitments → one table per indicator: who promises what by when, and whether it can be compared.

"Not comparable, because …" is an answer of its own: rows of one indicator stand side by side even where their units,
scopes or kinds of number differ, and the comparison says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from chengnuo.changes import in_figures, is_change, subject_class
from chengnuo.claims import Claims, Wording, claims_of
from chengnuo.compare.obstacles import is_uncertain, notes_on, obstacles_between
from chengnuo.dates import earliest_day, latest_day
from chengnuo.link import (
    character_pairs,
    explain,
    indicator_by_id,
    indicator_name,
    measured,
    same_unit,
    unit_class,
)
from chengnuo.link.indicators import Direction, National
from chengnuo.link.wording import plain_name
from chengnuo.messages import listed, number, say, say_bound, sentence
from chengnuo.model import Commitment, Part
from chengnuo.packs import Pack
from chengnuo.strictness import demand, direction_of, ends
from chengnuo.wire import city_of, commitment_to_wire, value_to_wire

# Plans stand before drafts, and both before what only speaks of them.
STATUS_ORDER = ("final", "draft", "other")
Pivot = Literal["indicator", "city", "deadline"]
Mark = Literal["strictest", "loosest"]
NEAR_NAMES = 5
"""How many like names are offered where nobody has the indicator asked for."""
NEAR = 30.0
"""Names are like from this likeness (per cent) on, if they share two characters in a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to compare; an empty tuple or None lets everything through.

    `cities` and `indicators` match parts of names (六安 finds 六安市裕安区); `since` and `until` bound the last day
    of the deadline (EDTF); `kinds` are kinds of document (答复), `document_statuses` draft, final or other; `least` is
    the number of cities that an indicator must have.
    """

    cities: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    document_statuses: tuple[str, ...] = ()
    least: int = 1


class Row(NamedTuple):
    """A commitment in a comparison: its city, whether it is the strictest or loosest, its gap to the national value."""

    commitment: Commitment
    city: str
    mark: Mark | None = None
    gap: Decimal | None = None
    against: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One indicator over cities. `because` says why the rows are not comparable, or what to mind."""

    indicator_id: str
    indicator: str
    unit: str | None
    rows: tuple[Row, ...]
    comparable: bool
    because: str
    national: tuple[National, ...] = ()

    @property
    def cities(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.city for row in self.rows))


Stated = TypeVar("Stated")


class Group(NamedTuple, Generic[Stated]):
    """An indicator's id and its commitments: all that state its level, or all that state a change of it.

    `apart` is the number of its commitments that are of the other kind, and in a group of their own.
    """

    indicator_id: str
    rows: Sequence[Stated]
    apart: int = 0


def compare(
    commitments: Sequence[Commitment], pack: Pack, *, against_national: bool = False, filters: Filters | None = None
) -> tuple[Comparison, ...]:
    """One comparison for each indicator, those of most cities first, then by name."""
    claims = claims_of(commitments)
    ids = [link.indicator_id for link in explain(claims, pack)]
    groups = (
        Group(group.indicator_id, [commitments[at] for at in group.rows], group.apart)
        for group in grouped(claims, ids, pack, filters=filters)
    )
    return tuple(compared(groups, pack, against_national=against_national))


def grouped(
    claims: Claims, ids: Iterable[str], pack: Pack, *, filters: Filters | None = None
) -> tuple[Group[int], ...]:
    """The numbers of the commitments by indicator (`ids` in their order) and kind of number, those of most cities
    first, then by name.

    A growth of 10% and a level of a billion are never set against each other.
    """
    wanted = filters or Filters()
    changes = [is_change(wording, pack) for wording in claims.wordings]
    groups = defaultdict[tuple[str, bool], list[int]](list)
    for at, (id_, wording) in _selected(claims, ids, wanted, pack):
        groups[id_, changes[wording]].append(at)
    city = [city_of(paper.document) or "" for paper in claims.papers]
    cities = {key: len({city[claims.papered[at]] for at in places}) for key, places in groups.items()}
    order = sorted((key for key in groups if cities[key] >= wanted.least), key=lambda key: (-cities[key], key))
    return tuple(Group(id_, groups[id_, kind], len(groups.get((id_, not kind), ()))) for id_, kind in order)


def compared(
    groups: Iterable[Group[Commitment]], pack: Pack, *, against_national: bool = False
) -> Iterator[Comparison]:
    """The comparison of each group."""
    return (_comparison(group, pack, against_national) for group in groups)


def _cities(rows: Iterable[Commitment], pack: Pack) -> Iterator[str]:
    """The city of each row."""
    nowhere = say(pack, "compare.nowhere")
    return (city_of(row.document) or nowhere for row in rows)


def pivot(comparisons: Iterable[Comparison], by: Pivot) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """The rows of all comparisons under indicator, city or year of the deadline, each heading in order."""
    headings: dict[str, list[Row]] = {}
    for one in comparisons:
        for row in one.rows:
            headings.setdefault(_heading(one, row, by), []).append(row)
    order: Callable[[str], Any] = (lambda key: (key == "", key)) if by == "deadline" else (lambda _: 0)
    return tuple((key, tuple(headings[key])) for key in sorted(headings, key=order))


def remarks(
    claims: Claims,
    comparisons: Sequence[object],
    pack: Pack,
    *,
    filters: Filters | None = None,
) -> tuple[str, ...]:
    """What to say where there is nothing to show: which names are near, which cities there are."""
    if comparisons:
        return ()
    if not len(claims):
        return (sentence(pack, [say(pack, "compare.no-rows")]),)
    wanted = filters or Filters()
    cities = sorted({city_of(document) or "" for _, document in claims.papers} - {""})
    found = [
        say(pack, "compare.unknown-city", city=city, cities=listed(pack, cities))
        for city in wanted.cities
        if not any(city in known for known in cities)
    ]
    found += [_unknown(name, claims, pack) for name in wanted.indicators]
    if not any(found):
        asked = [*wanted.cities, *wanted.indicators, *wanted.units, *wanted.statuses, *wanted.kinds,
                 *wanted.document_statuses, wanted.since or "", wanted.until or "",
                 f"--least {wanted.least}" if wanted.least > 1 else ""]  # fmt: skip
        found = [say(pack, "compare.none", filters=listed(pack, [word for word in asked if word]) or "-")]
    return tuple(sentence(pack, [words]) for words in found if words)


def to_wire(comparisons: Iterable[Comparison]) -> list[dict[str, Any]]:
    """What `chengnuo compare --format json` prints."""
    return [
        {
            "indicator": one.indicator,
            "indicator_id": one.indicator_id,
            "unit": one.unit,
            "rows": [row_to_wire(row, one.indicator_id) for row in one.rows],
            "comparable": one.comparable,
            "because": one.because,
            "national": [_national_to_wire(value) for value in one.national],
        }
        for one in comparisons
    ]


def row_to_wire(row: Row, indicator_id: str) -> dict[str, Any]:
    """A row of the comparison of an indicator."""
    wire = commitment_to_wire(row.commitment)
    wire["indicator_id"] = indicator_id
    wire["city"] = row.city
    wire["mark"] = row.mark
    wire["gap"] = value_to_wire(row.gap)
    wire["against"] = row.against
    return wire


def _national_to_wire(value: National) -> dict[str, Any]:
    return {
        "subject": value.subject,
        "op": value.op,
        "value": value_to_wire(value.value),
        "unit": value.unit,
        "source": value.source,
    }


def _selected(claims: Claims, ids: Iterable[str], wanted: Filters, pack: Pack) -> Iterable[tuple[int, tuple[str, int]]]:
    """Number, indicator and wording of each commitment that is wanted."""
    rows = enumerate(zip(ids, claims.worded, strict=True))
    if wanted == Filters(least=wanted.least):
        return rows
    since, until = earliest_day(wanted.since), latest_day(wanted.until)
    units = [not wanted.units or (wording.unit or "") in wanted.units for wording in claims.wordings]
    papers = [_is_wanted(paper.document, wanted) for paper in claims.papers]
    terms = [
        (not wanted.statuses or term.status in wanted.statuses) and _in_time(term.deadline, since, until)
        for term in claims.terms
    ]
    return (
        (at, (id_, wording))
        for at, (id_, wording) in rows
        if units[wording] and papers[claims.papered[at]] and terms[claims.termed[at]]
        if _any_in(wanted.indicators, _names(id_, claims.wordings[wording], pack))
    )


def _is_wanted(part: Part | None, wanted: Filters) -> bool:
    """Whether the document is of the places, kinds and statuses wanted."""
    return (
        _any_in(wanted.cities, "".join(name or "" for name in part.region) if part else "")
        and _any_in(wanted.kinds, (part.genre or "") if part else "")
        and (not wanted.document_statuses or (part.status if part else "other") in wanted.document_statuses)
    )


def _names(key: str, wording: Wording, pack: Pack) -> str:
    return "\n".join((wording.indicator, key, indicator_name(key, pack)))


def _any_in(words: tuple[str, ...], text: str) -> bool:
    return not words or any(word in text for word in words)


def _in_time(deadline: str | None, since: date | None, until: date | None) -> bool:
    if since is None and until is None:
        return True
    day = latest_day(deadline)
    return day is not None and (since is None or day >= since) and (until is None or day <= until)


def _comparison(group: Group[Commitment], pack: Pack, against_national: bool) -> Comparison:
    key, rows, apart = group
    entry = indicator_by_id(key, pack)
    national = entry.national if entry and against_national else ()
    placed = sorted(zip(_cities(rows, pack), rows, strict=True), key=lambda pair: _order(pair[0], pair[1], pack))
    read = in_figures([row for _, row in placed], pack)
    obstacles = obstacles_between(read, pack)
    if len({city for city, _ in placed}) < 2:  # two cities make a comparison
        obstacles = [say(pack, "compare.only-one", city=placed[0][0]), *obstacles]
    notes = [] if obstacles else notes_on(read, pack)
    name = indicator_name(key, pack)
    if apart and is_change(rows[0], pack):
        notes.append(say(pack, "compare.levels-apart", count=apart))
        name = say(pack, "compare.change-of", indicator=name)
    elif apart:
        notes.append(say(pack, "compare.changes-apart", count=apart))
    marks = {} if obstacles else _marks(read, key, pack)
    made = [Row(commitment=row, city=city, mark=marks.get(at)) for at, (city, row) in enumerate(placed)]
    if national and entry:
        made = [_against(row, one, national, entry.direction, pack) for row, one in zip(made, read, strict=True)]
    elif against_national:
        notes.append(say(pack, "compare.no-national"))
    return Comparison(
        indicator_id=key,
        indicator=name,
        unit=_unit(read),
        rows=tuple(made),
        comparable=not obstacles,
        because=sentence(pack, [*obstacles, *notes]),
        national=national,
    )


def _order(city: str, row: Commitment, pack: Pack) -> tuple[Any, ...]:
    part = row.document
    rank = STATUS_ORDER.index(part.status) if part else len(STATUS_ORDER)
    written = (part.date if part else None) or ""
    return city, subject_class(row, pack), rank, written, _last_day(row.deadline), row.source, row.span.start


@lru_cache(maxsize=4096)
def _last_day(deadline: str | None) -> str:
    """The last day of a deadline as rows are ordered by it, those without one last."""
    return str(latest_day(deadline) or "9999")


def _unit(rows: Sequence[Commitment]) -> str | None:
    """The unit that most rows have."""
    units = [row.unit for row in rows if row.value is not None]
    return max(sorted(set(units), key=str), key=units.count) if units else None


def _marks(rows: Sequence[Commitment], key: str, pack: Pack) -> dict[int, Mark]:
    """The marks of the strictest and the loosest pledges of each subject, where they differ, by their places."""
    classes: dict[str, list[int]] = {}
    for index, one in enumerate(rows):
        if one.status == "pledged" and not is_uncertain(one):
            classes.setdefault(subject_class(one, pack), []).append(index)
    marks: dict[int, Mark] = {}
    for places in classes.values():
        grades = {index: _strictness(rows[index], key, pack) for index in places}
        known = {index: grade for index, grade in grades.items() if grade is not None}
        if len(set(known.values())) > 1:
            top, bottom = max(known.values()), min(known.values())
            marks |= {index: "strictest" for index, grade in known.items() if grade == top}
            marks |= {index: "loosest" for index, grade in known.items() if grade == bottom}
    return marks


def _strictness(row: Commitment, key: str, pack: Pack) -> Decimal | None:
    """What the row demands as one number that grows with strictness; a milestone is graded by its deadline."""
    if row.value is None:
        day = latest_day(row.deadline)
        return None if day is None else Decimal(-day.toordinal())
    way = direction_of(row, pack, key)
    if way == "none":
        return None
    return demand(row, way, pack)


def _against(row: Row, one: Commitment, national: Sequence[National], direction: Direction, pack: Pack) -> Row:
    """The row with the gap of what it says to the national value for its subject (positive: stricter than it)."""
    wanted = next((n for n in national if _applies(n, one, pack)), None)
    if wanted is None or one.value is None or one.change or not same_unit(one.unit, wanted.unit, pack):
        return row
    low, high = ends(measured(one.value, one.unit, pack) or one.value)
    least = ends(measured(wanted.value, wanted.unit, pack) or wanted.value)[0]
    gap = least - high if direction == "lower" else low - least
    words = say_bound(pack, wanted.op, wanted.value, wanted.unit)
    key = "compare.gap-met" if gap == 0 else "compare.gap-above" if gap > 0 else "compare.gap-below"
    facts = {"national": words, "gap": number(abs(gap)) + (unit_class(wanted.unit, pack) or "")}
    return row._replace(gap=gap, against=say(pack, key, **facts))


def _applies(national: National, row: Commitment, pack: Pack) -> bool:
    return (
        national.subject is None
        or national.subject in (row.subject or "")
        or (national.subject == subject_class(row, pack))
    )


def _heading(one: Comparison, row: Row, by: Pivot) -> str:
    if by == "indicator":
        return one.indicator
    if by == "city":
        return row.city
    day = latest_day(row.commitment.deadline)
    return str(day.year) if day else ""


def _unknown(name: str, claims: Claims, pack: Pack) -> str:
    from rapidfuzz import fuzz, process

    names = sorted(
        {one.indicator for one in claims.wordings}
        | {indicator_name(one.indicator_id or "", pack) for one in claims.wordings}
    )
    if any(name in known for known in names):
        return ""
    pairs = character_pairs(plain_name(name, pack))
    like = [one for one in names if pairs & character_pairs(one)]
    found = process.extract(name, like, scorer=fuzz.ratio, limit=NEAR_NAMES, score_cutoff=NEAR)
    if not found:
        return say(pack, "compare.no-indicator", indicator=name)
    return say(pack, "compare.unknown-indicator", indicator=name, near=listed(pack, [near for near, _, _ in found]))
