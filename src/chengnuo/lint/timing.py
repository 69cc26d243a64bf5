"""Deadlines and values that contradict one another within one document."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

from chengnuo.changes import name_of, scope_class, subject_class
from chengnuo.dates import compare_deadlines, latest_day, period
from chengnuo.link import indicator_by_id
from chengnuo.lint.findings import LintFinding, place_of
from chengnuo.messages import listed, say, say_date, say_value, sentence
from chengnuo.model import Commitment, TimeMention
from chengnuo.packs import Pack
from chengnuo.sides import Place, Side, Work, line_with, task_at
from chengnuo.spans import Cover, Span

# A date further back than this is history that was read as a pledge, not a deadline that was missed.
LONG_PAST = timedelta(days=2 * 366)
# A goal of so many characters says what it is of; a shorter one may mean another thing in another place.
LONG_GOAL = 10
_STOP = re.compile(r"[\u3002\uff1b\n]")
_CLAUSE = re.compile(r"[^\uff0c\u3002\uff1b\n]+")


def tasks_after_goal(
    side: Side, rows: Sequence[Commitment], times: Sequence[TimeMention], pack: Pack
) -> Iterator[LintFinding]:
    """Tasks whose completion date is later than the last goal, and than any other date beside the goals."""
    words = pack.words("lint", "goal", "headings")
    goals = [
        row
        for row in rows
        if row.status == "pledged" and not row.restated and row.deadline
        if any(word in task_at(side, row.span)[1] for word in words)
    ]
    if not goals:
        return
    goal = max(goals, key=lambda row: (latest_day(row.deadline) is not None, str(latest_day(row.deadline))))
    last = _last_date(side, [row.span for row in goals], goal.deadline, times)
    late = [] if _is_yearly(side, last) else list(_late(side, rows, last, pack))
    if not late:
        return
    tasks = [say(pack, "lint.task-due", task=work.label, deadline=say_date(pack, due)) for work, due, _ in late]
    facts = {"goal": say_date(pack, goal.deadline), "count": len(tasks), "tasks": listed(pack, tasks)}
    yield LintFinding(
        code="task-after-goal",
        because=sentence(pack, [say(pack, "lint.task-after-goal", **facts)]),
        spans=(_with_date(goal, side), *(place for _, _, place in late)),
    )


def _is_yearly(side: Side, last: str | None) -> bool:
    """Whether the goals are those of the year of a document that is not for this year alone: its tasks go on."""
    written, due = period(side.part.date) if side.part else None, latest_day(last)
    year = due.year if written is not None and due is not None and written.last.year == due.year else None
    return year is not None and str(year) not in (side.title or "")


def _last_date(side: Side, goals: Sequence[Span], deadline: str | None, times: Sequence[TimeMention]) -> str | None:
    """The latest date in the lines of the goals: what is to be done by stages has several."""
    lines = Cover(line.span for goal in goals if (line := line_with(goal, side)) is not None)
    for time in times:
        if time.type == "DATE" and lines.overlaps(time.span):
            deadline = time.value if compare_deadlines(time.value, deadline) == 1 else deadline
    return deadline


def _with_date(row: Commitment, side: Side) -> Place:
    """Where the commitment stands with the words that give its date, where these stand just before it."""
    place, dated = place_of(row), row.deadline_span
    line = line_with(row.span, side)
    if dated is None or line is None or not line.span.contains(dated):
        return place
    span = row.span.hull(dated)
    quote = span.shifted(-line.span.start).of(line.quote)
    return Place(source=row.source, part=row.part, span=span, quote=quote)


def _late(
    side: Side, rows: Sequence[Commitment], last: str | None, pack: Pack
) -> Iterator[tuple[Work, str | None, Place]]:
    """The tasks whose completion column, or else a commitment of theirs, has a date after `last`."""
    stages, tasks = (pack.words("lint", "goal", name) for name in ("stages", "tasks"))
    for index, work in enumerate(side.works):
        if any(word in work.title for word in stages):
            continue
        if work.due is not None:
            if compare_deadlines(work.deadline, last) == 1:
                yield work, work.deadline, work.due
            continue
        if not work.charges and not _is_task(side, work, tasks):
            continue
        own = (row for row in rows if row.status == "pledged" and task_at(side, row.span)[0] == index)
        late = next((row for row in own if compare_deadlines(row.deadline, last) == 1), None)
        if late is not None:
            yield work, late.deadline, place_of(late)


def _is_task(side: Side, work: Work, names: Sequence[str]) -> bool:
    """Whether the work is numbered and stands under a heading over tasks."""
    start = work.place.span.start
    over = (label for scope, label in side.headings if scope.start < start < scope.end)
    return bool(work.number) and any(name in label for label in over for name in names)


def before_issue(
    side: Side, rows: Sequence[Commitment], times: Sequence[TimeMention], pack: Pack
) -> Iterator[LintFinding]:
    """Deadlines on or before the day on which the document was written, one finding for a date."""
    grouped: dict[str, list[Commitment]] = {}
    for bare in rows:
        row = bare if bare.deadline else _opened(bare, side, times, pack)
        issued = _day(row)
        due = latest_day(row.deadline)
        if row.status != "pledged" or row.restated or row.kind == "norm" or issued is None or due is None:
            continue
        if issued - LONG_PAST <= due <= issued and not _told(row, side, pack):
            grouped.setdefault(str(row.deadline), []).append(row)
    for found in grouped.values():
        first = found[0]
        facts = {
            "deadline": say_date(pack, first.deadline),
            "issued": say_date(pack, first.document.date if first.document else None),
            "count": len(found),
            "indicators": listed(pack, dict.fromkeys(name_of(row) for row in found)),
        }
        yield LintFinding(
            code="deadline-before-issue",
            because=sentence(pack, [say(pack, "lint.deadline-before-issue", **facts)]),
            spans=tuple(place_of(row) for row in found),
        )


def asked_before_issue(side: Side, times: Sequence[TimeMention], pack: Pack) -> Iterator[LintFinding]:
    """请于2月底前报送, in a document of March: what is asked for by a day that is past, though it be no commitment."""
    written = period(side.part.date) if side.part else None
    if side.part is None or written is None or written.first != written.last:
        return
    asked, due = pack.pattern("lint", "deadline", "asked"), pack.pattern("lint", "deadline", "due")
    for time in times:
        day = latest_day(time.value)
        line = line_with(time.span, side)
        if line is None or time.type != "DATE" or day is None or not written.first - LONG_PAST <= day <= written.first:
            continue
        at, end = (place - line.span.start for place in (time.span.start, time.span.end))
        if asked.search(line.quote[:at]) and due.search(line.quote[end:]):
            facts = {"deadline": say_date(pack, time.value), "issued": say_date(pack, side.part.date)}
            clause = _CLAUSE.match(line.quote[at:])
            words = clause[0] if clause else time.span.shifted(-line.span.start).of(line.quote)
            place = Place(source=line.source, part=line.part, quote=words,
                          span=Span(time.span.start, time.span.start + len(words)))  # fmt: skip
            because = say(pack, "lint.deadline-before-issue", count=1, indicators=words, **facts)
            yield LintFinding(code="deadline-before-issue", because=sentence(pack, [because]), spans=(place,))


def _opened(row: Commitment, side: Side, times: Sequence[TimeMention], pack: Pack) -> Commitment:
    """The pledge with the date that opens its sentence (到2023年底，…), which it was not given because it is past."""
    line = line_with(row.span, side)
    if line is None or row.status != "pledged":
        return row
    begins = pack.pattern("lint", "deadline", "opens")
    for time in reversed(times):
        if time.type != "DATE" or not line.span.start <= time.span.start < time.span.end <= row.span.start:
            continue
        at, end, start = (place - line.span.start for place in (time.span.start, time.span.end, row.span.start))
        if begins.search(line.quote[:at]) and not _STOP.search(line.quote[end:start]):
            return replace(row, deadline=time.value, deadline_span=time.span)
        return row
    return row


def _told(row: Commitment, side: Side, pack: Pack) -> bool:
    """Whether the date is a day that the text tells of, not one by which something is to be done."""
    if row.deadline_span is None:
        return False
    if pack.pattern("lint", "deadline", "past").search(_worded(row, side)):
        return True
    if len((row.deadline or "").partition("/")[0]) < len("2024-01-01"):
        return False
    end = row.deadline_span.end
    line = line_with(Span(end, end), side)
    due = pack.pattern("lint", "deadline", "due")
    return line is not None and not due.search(line.quote[end - line.span.start :])


def _worded(row: Commitment, side: Side) -> str:
    """The words that give the commitment's date."""
    span = row.deadline_span
    line = line_with(span, side) if span else None
    return span.shifted(-line.span.start).of(line.quote) if span and line else ""


def two_values(side: Side, rows: Sequence[Commitment], pack: Pack) -> Iterator[LintFinding]:
    """One indicator, one subject and one date with two different numbers, in body and annex or in two lines."""
    cells = [line.place.span for line in side.lines if line.kind == "cell"]
    groups: dict[tuple[object, ...], list[Commitment]] = {}
    for row in rows:
        is_level = row.status == "pledged" and row.value is not None and not row.restated
        if is_level and row.indicator and not _is_part(row, side, pack):
            group_key = (row.indicator_id, row.subject or "", row.unit, row.change, scope_class(row.scope, pack))
            groups.setdefault(group_key, []).append(row)
    yield from _goals_twice(side, rows, pack)
    told: set[tuple[object, ...]] = set()
    for key, group in groups.items():
        for first, second in combinations(group, 2):
            if _of_a_part(first, second, side, pack):
                continue
            if key not in told and _contradict(first, second, cells, pack):
                told.add(key)
                yield _two("values", first, second, pack)
            elif key not in told and _two_dates(first, second, cells, pack):
                told.add(key)
                yield _two("deadlines", first, second, pack)


def _is_part(row: Commitment, side: Side, pack: Pack) -> bool:
    """Whether the number is of a part of what stands before it (其中：本科学历比例), which it does not name."""
    line = line_with(Span(row.span.start, row.span.start + 1), side)
    before = line.quote[: row.span.start - line.span.start] if line else ""
    inside = row.quote[: (row.value_span or row.span).start - row.span.start]
    return pack.pattern("lint", "values", "part").search(before + inside) is not None


def _goals_twice(side: Side, rows: Sequence[Commitment], pack: Pack) -> Iterator[LintFinding]:
    """Goals that running text sets twice in the same words, for two dates."""
    goals: dict[tuple[str, str, str | None], Commitment] = {}
    for row in rows:
        plain = row.status == "pledged" and not row.restated and row.value is None and row.recurrence is None
        if not plain or row.deadline is None or len(row.indicator) < LONG_GOAL:
            continue
        key = (row.indicator, subject_class(row, pack), row.scope)
        first = goals.setdefault(key, row)
        apart = compare_deadlines(first.deadline, row.deadline)
        if apart in (-1, 1) and not _of_a_part(first, row, side, pack):
            yield _two("deadlines", first, row, pack)


def _of_a_part(first: Commitment, second: Commitment, side: Side, pack: Pack) -> bool:
    """Whether one of the two stands in a section on a zone or park, which has numbers of its own."""
    one, other = (task_at(side, row.span)[1] for row in (first, second))
    words = pack.words("lint", "values", "parts")
    return one != other and any((word in one) != (word in other) for word in words)


def _contradict(first: Commitment, second: Commitment, cells: Sequence[Span], pack: Pack) -> bool:
    """Whether two numbers of one indicator cannot both hold; stages with dates of their own can."""
    if first.value == second.value or first.span.overlaps(second.span) or first.recurrence != second.recurrence:
        return False
    if subject_class(first, pack) != subject_class(second, pack):
        return False
    same_date = compare_deadlines(first.deadline, second.deadline) == 0
    if first.part != second.part or _in_cell(first, cells) != _in_cell(second, cells):
        return same_date or first.deadline is None or second.deadline is None
    # In one running text two numbers of one measure mostly hold for two conditions, unless a pack knows the measure.
    known = indicator_by_id(first.indicator_id, pack) is not None
    return same_date and known and first.kind == second.kind == "target" and _bounded_alike(first, second)


def _bounded_alike(first: Commitment, second: Commitment) -> bool:
    """Whether both numbers are reached from one side: 达到45% and 48%以上, but no floor beside a ceiling."""
    bounds = {first.op, second.op}
    return len(bounds) == 1 or bounds <= {"=", ">", ">="} or bounds <= {"=", "<", "<="}


def _two_dates(first: Commitment, second: Commitment, cells: Sequence[Span], pack: Pack) -> bool:
    """Whether body and annex give one number two dates, or the running text gives a measure that a pack knows two."""
    if first.value != second.value or first.op != second.op or first.recurrence != second.recurrence:
        return False
    if compare_deadlines(first.deadline, second.deadline) not in (-1, 1):
        return False
    if first.part != second.part or _in_cell(first, cells) != _in_cell(second, cells):
        return True
    known = indicator_by_id(first.indicator_id, pack) is not None and first.kind == second.kind == "target"
    keeps = pack.words("lint", "values", "keeps")
    return known and first.change is None and not any(word in row.quote for row in (first, second) for word in keeps)


def _in_cell(row: Commitment, cells: Sequence[Span]) -> bool:
    """Whether the commitment stands in a table; `cells` are in text order."""
    at = bisect_right(cells, row.span.start, key=lambda span: span.start) - 1
    return at >= 0 and row.span.start < cells[at].end


def _two(what: Literal["values", "deadlines"], first: Commitment, second: Commitment, pack: Pack) -> LintFinding:
    said = [say_value(pack, row) if what == "values" else say_date(pack, row.deadline) for row in (first, second)]
    facts = {"indicator": name_of(first), "first": said[0], "second": said[1]}
    return LintFinding(
        code=f"two-{what}",
        because=sentence(pack, [say(pack, f"lint.two-{what}", **facts)]),
        spans=(place_of(first), place_of(second)),
    )


def _day(row: Commitment) -> date | None:
    """The day on which the commitment's document was written; None where only month or year is known."""
    written = period(row.document.date) if row.document else None
    return written.first if written is not None and written.first == written.last else None
