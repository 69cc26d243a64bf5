"""One side of a diff: a document of a file with what it carries, its tasks, its facts and its lines.

A plan and its annexes count together: naming the plan takes in the parts that it carries, and the task lists and
name lists that follow it under the same carrier. What body and annex both say is one fact and one task.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import merge
from typing import Any, Literal

from chengnuo.changes import subject_class
from chengnuo.dates import compare_deadlines
from chengnuo.link import canonical_body
from chengnuo.model import (
    BodyMention,
    Commitment,
    Extraction,
    Op,
    Part,
    Region,
    Role,
    TaskText,
    TimeMention,
    part_at,
)
from chengnuo.packs import Pack
from chengnuo.spans import Span

# Titles of body and annex are one task from this likeness (per cent) when their numbers agree, …
SAME_TITLE = 60
# … and from this one when a number is missing.
SURE_TITLE = 85
# Milestones of one indicator are one statement from this likeness (per cent) of their words.
SAME_MILESTONE = 70
_DIGITS = re.compile(r"\d+")
_MARK = re.compile(r"[.．、)）\s]$")

_Identity = tuple[Op | None, tuple[object, ...]]
"""A bound, and what else makes two pledges one."""
_Over = Callable[[int], int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A quotation with its place in a file."""

    source: str
    part: int
    span: Span
    quote: str


def place_to_wire(place: Place) -> dict[str, Any]:
    """The place as JSON-ready values; `part` is left to those that say of which document they speak."""
    return {"source": place.source, "start": place.span.start, "end": place.span.end, "quote": place.quote}


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A body's role in a task: its name as written, its one name, and where it stands."""

    name: str
    canonical: str
    role: Role
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A task of one side, from body and annex together. `label` is its number and heading (`9.规范办学行为`)."""

    label: str
    number: str
    title: str
    text: str
    place: Place
    deadline: str | None
    charges: tuple[Charge, ...]
    scopes: tuple[Span, ...]
    due: Place | None = None
    """Where the task stands whose deadline it is."""

    @property
    def charged(self) -> Span | None:
        """Where the first list of bodies stands."""
        if not self.charges:
            return None
        first = self.charges[0].span
        for charge in self.charges[1:]:
            if not any(scope.contains(first) and scope.contains(charge.span) for scope in self.scopes):
                break
            first = first.hull(charge.span)
        return first


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What one side promises once, though it may say it several times; `task` is the label it stands under."""

    row: Commitment
    rows: tuple[Commitment, ...]
    task: str
    work: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the clean text and where it stands in the source; `kind` is `text`, `cell` or `bodies` (a list)."""

    text: str
    place: Place
    kind: Literal["text", "cell", "bodies"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Side:
    """One side of a diff; it equals itself alone, so that what is found out about it can be kept."""

    source: str
    title: str
    part: Part | None
    region: Region
    commitments: tuple[Commitment, ...]
    works: tuple[Work, ...]
    lines: tuple[Line, ...]
    headings: tuple[tuple[Span, str], ...]
    """Scope in the source and label of each heading, outer before inner."""


def side_of(extraction: Extraction, part: int | None, pack: Pack) -> Side:
    """The side that is the whole file (`part` None), or the document at `part` (from 0) with what it carries.

    Raises IndexError where the file has no such document.
    """
    if part is not None and not 0 <= part < len(extraction.parts):
        raise IndexError(part)
    chosen = parts_of(extraction.parts, part)
    main = extraction.parts[part if part is not None else min(chosen)] if extraction.parts else None
    region: Region = main.region if main else (None, None, None)
    tasks = [task for task in extraction.tasks if task.part in chosen]
    return Side(
        source=extraction.source,
        title=(main.title if main else None) or extraction.source,
        part=main,
        region=region,
        commitments=tuple(row for row in extraction.commitments if row.part in chosen),
        works=_works(tasks, extraction, region, pack),
        lines=tuple(_lines(extraction, chosen)),
        headings=tuple(_headings(extraction)),
    )


def parts_of(parts: Sequence[Part], part: int | None) -> frozenset[int]:
    """The places of the document and of what it carries, annexes of the same carrier after it included."""
    if part is None:
        return frozenset(range(len(parts))) or frozenset({0})
    chosen = {part}
    for index in range(part + 1, len(parts)):
        one = parts[index]
        beside = parts[part].carrier is not None and one.carrier == parts[part].carrier
        if one.carrier in chosen or (beside and index - 1 in chosen):
            chosen.add(index)
        elif one.carrier is None:
            break
    return frozenset(chosen)


def facts_of(side: Side, rows: Sequence[Commitment], pack: Pack) -> tuple[Fact, ...]:
    """The side's pledges, each once: what body and annex repeat is one fact, with the deadline that one of them has."""
    groups: dict[_Identity, list[Commitment]] = {}
    for row in rows:
        if row.status == "pledged":
            groups.setdefault(_identity(row, pack), []).append(row)
    worded = (like for group in _with_bare(groups) for like in _by_wording(group))
    merged = (cluster for group in worded for cluster in _by_deadline(group))
    facts = (_fact(tuple(group), side) for group in merged)
    return tuple(sorted(facts, key=lambda fact: fact.row.span.start))


def task_at(side: Side, span: Span) -> tuple[int | None, str]:
    """The task that the place stands in and the label of the task, or of the heading over it."""
    tasks, headings = _over(side)
    best = tasks(span.start)
    if best is not None:
        return best, side.works[best].label
    heading = headings(span.start)
    return None, "" if heading is None else side.headings[heading][1]


@lru_cache(maxsize=2)
def _over(side: Side) -> tuple[_Over, _Over]:
    """What gives the number of the smallest task that an offset stands in, and of the last heading that it is under."""
    scopes = [(scope, index) for index, work in enumerate(side.works) for scope in work.scopes]
    scopes.sort(key=lambda one: (-len(one[0]), -one[1]))
    return _layered(scopes), _layered([(scope, index) for index, (scope, _) in enumerate(side.headings)])


def _layered(spans: Sequence[tuple[Span, int]]) -> _Over:
    """What gives the number of the last span that holds an offset; each is laid over those before it."""
    ends = sorted({offset for span, _ in spans for offset in (span.start, span.end)})
    numbers: list[int | None] = [None, *(None for _ in ends)]
    for span, number in spans:
        within = slice(bisect_right(ends, span.start), bisect_right(ends, span.end))
        numbers[within] = [number] * (within.stop - within.start)
    return lambda offset: numbers[bisect_right(ends, offset)]


def line_with(span: Span, side: Side) -> Place | None:
    """The line that holds the span; None where none holds all of it."""
    at = bisect_right(side.lines, span.start, key=lambda line: line.place.span.start) - 1
    place = side.lines[at].place if at >= 0 else None
    return place if place is not None and place.span.contains(span) else None


def label_of(number: str, title: str) -> str:
    """A task's number and heading in one word: `9.规范办学行为`."""
    number, title = number.strip(), " ".join(title.split()).rstrip("。：:")
    if not number or title.startswith(number):
        return title
    return f"{number}.{title}" if number[-1].isdigit() else number + title


def _with_bare(groups: dict[_Identity, list[Commitment]]) -> list[list[Commitment]]:
    """The groups; a bare number, as in the cell of an annex, joins those that have it with a bound."""
    for (op, rest), rows in list(groups.items()):
        home = next((groups[bound, rest] for bound in (">=", "<=") if (bound, rest) in groups), None)
        if op == "=" and home is not None:
            home += rows
            del groups[op, rest]
    return list(groups.values())


def _identity(row: Commitment, pack: Pack) -> _Identity:
    return row.op, (
        row.indicator_id,
        subject_class(row, pack),
        row.value,
        row.unit,
        row.change,
        row.kind == "milestone",
    )


def _by_wording(group: Sequence[Commitment]) -> list[list[Commitment]]:
    """Numbers as they are; milestones of one indicator by what they say, since one plan can have several stages."""
    from rapidfuzz import fuzz

    if group[0].value is not None:
        return [list(group)]
    found: list[list[Commitment]] = []
    for row in group:
        home = next((rows for rows in found if fuzz.ratio(rows[0].indicator, row.indicator) >= SAME_MILESTONE), None)
        if home is None:
            found.append([row])
        else:
            home.append(row)
    return found


def _by_deadline(group: Sequence[Commitment]) -> list[list[Commitment]]:
    """The rows by deadline; those without one join the first that has one."""
    dated: list[list[Commitment]] = []
    bare: list[Commitment] = []
    for row in group:
        if row.deadline is None:
            bare.append(row)
            continue
        home = next((rows for rows in dated if compare_deadlines(rows[0].deadline, row.deadline) == 0), None)
        if home is None:
            dated.append([row])
        else:
            home.append(row)
    if not dated:
        return [bare]
    dated[0] += bare
    return dated


def _fact(rows: tuple[Commitment, ...], side: Side) -> Fact:
    row = rows[0]
    work, label = task_at(side, row.span)
    return Fact(row=row, rows=rows, task=label, work=work)


def _works(tasks: Sequence[TaskText], extraction: Extraction, region: Region, pack: Pack) -> tuple[Work, ...]:
    works: list[Work] = []
    places: dict[int, list[int]] = {}  # by document
    dates = sorted((time for time in extraction.times if time.type == "DATE"), key=_start)
    for task in tasks:
        made = _work(task, extraction, dates, region, pack)
        elsewhere = merge(*(some for part, some in places.items() if part != task.part))
        twin = next((i for i in elsewhere if _same_task(works[i], made)), None)
        if twin is None:
            places.setdefault(task.part, []).append(len(works))
            works.append(made)
        else:
            works[twin] = _joined(works[twin], made)
    return tuple(works)


def _work(task: TaskText, extraction: Extraction, dates: Sequence[TimeMention], region: Region, pack: Pack) -> Work:
    place = Place(source=extraction.source, part=task.part, span=task.span, quote=task.span.of(extraction.text))
    deadline = task.deadline or _stage(task, dates)
    return Work(
        label=label_of(task.number, task.title),
        number=_bare_number(task.number),
        title=task.title,
        text=task.text,
        place=place,
        deadline=deadline,
        charges=tuple(_charge(body, region, pack) for body in task.bodies),
        scopes=(task.scope,),
        due=place if deadline else None,
    )


def _stage(task: TaskText, dates: Sequence[TimeMention]) -> str | None:
    """The date in the heading of a stage: （一）动员阶段（2024年1-6月）."""
    if task.bodies:
        return None
    inside = dates[bisect_left(dates, task.span.start, key=_start) : bisect_left(dates, task.span.end, key=_start)]
    return next((time.value for time in reversed(inside) if task.span.contains(time.span)), None)


def _start(mention: TimeMention) -> int:
    return mention.span.start


def _charge(body: BodyMention, region: Region, pack: Pack) -> Charge:
    return Charge(name=body.name, canonical=canonical_body(body.name, region, pack), role=body.role, span=body.span)


def _same_task(one: Work, other: Work) -> bool:
    """Whether body and annex speak of one task: numbers do not differ, titles are alike."""
    from rapidfuzz import fuzz

    if not one.title or not other.title or (one.number and other.number and one.number != other.number):
        return False
    alike = fuzz.ratio("".join(one.title.split()), "".join(other.title.split()))
    return alike >= (SAME_TITLE if one.number and other.number else SURE_TITLE)


def _joined(one: Work, other: Work) -> Work:
    """Both as one: the longer text, all bodies (牵头 before 配合), the deadline that one of them has."""
    known = {charge.canonical: charge for charge in other.charges}
    charges = [
        known[charge.canonical] if _leads(known.get(charge.canonical)) and not _leads(charge) else charge
        for charge in one.charges
    ]
    seen = {charge.canonical for charge in one.charges}
    charges += [charge for charge in other.charges if charge.canonical not in seen]
    return replace(
        one,
        text=max(one.text, other.text, key=len),
        deadline=one.deadline or other.deadline,
        charges=tuple(charges),
        scopes=(*one.scopes, *other.scopes),
        due=one.due or other.due,
    )


def _leads(charge: Charge | None) -> bool:
    return charge is not None and charge.role == "lead"


def _bare_number(number: str) -> str:
    found = _DIGITS.search(number)
    return found[0] if found else _MARK.sub("", number)


def _lines(extraction: Extraction, chosen: frozenset[int]) -> Iterable[Line]:
    tables = _apart(table.span for table in extraction.outline.tables) if extraction.outline else []
    lists = _apart(one.span for one in extraction.outline.lists) if extraction.outline else []
    for clean, source in extraction.lines:
        part = part_at(extraction.parts, source.start)
        if part in chosen:
            place = Place(source=extraction.source, part=part, span=source, quote=source.of(extraction.text))
            yield Line(text=clean.of(extraction.clean), place=place, kind=_kind(clean, lists, tables))


def _kind(clean: Span, lists: Sequence[Span], tables: Sequence[Span]) -> Literal["text", "cell", "bodies"]:
    """What a line is: a list of bodies (with its label) if one fills a third of it, else a cell or running text."""
    listed = sum(min(one.end, clean.end) - max(one.start, clean.start) for one in _touching(lists, clean))
    if 3 * listed > len(clean):
        return "bodies"
    return "cell" if _touching(tables, clean) else "text"


def _apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in their order, those that overlap as one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if found and found[-1].overlaps(span):
            found[-1] = found[-1].hull(span)
        else:
            found.append(span)
    return found


def _touching(spans: Sequence[Span], span: Span) -> Sequence[Span]:
    """Those of the spans, which are apart, that overlap the span."""
    first = bisect_right(spans, span.start, key=lambda one: one.end)
    return spans[first : bisect_left(spans, span.end, key=lambda one: one.start)]


def _headings(extraction: Extraction) -> Iterable[tuple[Span, str]]:
    """The headings' scopes, as whole lines of the source, with their labels."""
    if extraction.outline is None or not extraction.lines:
        return
    starts = [clean.start for clean, _ in extraction.lines]
    for heading in sorted(extraction.outline.headings, key=lambda h: (h.scope.start, -h.scope.end)):
        first = max(bisect_right(starts, heading.scope.start) - 1, 0)
        last = max(bisect_right(starts, max(heading.scope.end - 1, heading.scope.start)) - 1, 0)
        scope = extraction.lines[first][1].hull(extraction.lines[last][1])
        yield scope, label_of(heading.number, heading.title)
