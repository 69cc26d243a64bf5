"""Deadlines and values that contradict one another within one document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Literal

from chengnuo.changes import name_of, scope_class, subject_class
from chengnuo.dates import compare_deadlines, latest_day, period
from chengnuo.link import indicator_by_id
from chengnuo.lint.findings import LintFinding, place_of
from chengnuo.messages import say, say_date, say_value, sentence
from chengnuo.model import Commitment
from chengnuo.packs import Pack
from chengnuo.sides import Place, Side, Work, task_at
from chengnuo.spans import Span

# A date further back than this is history that was read as a pledge, not a deadline that was missed.
LONG_PAST = timedelta(days=2 * 366)


def tasks_after_goal(side: Side, rows: Sequence[Commitment], pack: Pack) -> Iterator[LintFinding]:
    """Tasks whose completion date is later than the last goal that the document sets."""
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
    for work, deadline, place in _late(side, rows, goal):
        facts = {"task": work.label, "deadline": say_date(pack, deadline), "goal": say_date(pack, goal.deadline)}
        yield LintFinding(
            code="task-after-goal",
            because=sentence(pack, [say(pack, "lint.task-after-goal", **facts)]),
            spans=(place_of(goal), place),
        )


def _late(side: Side, rows: Sequence[Commitment], goal: Commitment) -> Iterator[tuple[Work, str | None, Place]]:
    """The tasks whose completion column, or else a commitment of theirs, has a date after the goal's."""
    for index, work in enumerate(side.works):
        if work.due is not None:
            if compare_deadlines(work.deadline, goal.deadline) == 1:
                yield work, work.deadline, work.due
            continue
        if not work.charges:
            continue
        own = (row for row in rows if row.status == "pledged" and task_at(side, row.span)[0] == index)
        late = next((row for row in own if compare_deadlines(row.deadline, goal.deadline) == 1), None)
        if late is not None:
            yield work, late.deadline, place_of(late)


def before_issue(side: Side, rows: Sequence[Commitment], pack: Pack) -> Iterator[LintFinding]:
    """Deadlines on or before the day on which the document was written, one finding for a task and a date."""
    grouped: dict[tuple[str, str], list[Commitment]] = {}
    for row in rows:
        issued = _day(row)
        due = latest_day(row.deadline)
        if row.status != "pledged" or row.restated or row.kind == "norm" or issued is None or due is None:
            continue
        if issued - LONG_PAST <= due <= issued:
            grouped.setdefault((task_at(side, row.span)[1], str(row.deadline)), []).append(row)
    for found in grouped.values():
        first = found[0]
        issued_words = say_date(pack, first.document.date if first.document else None)
        words = say(pack, "lint.deadline-before-issue", deadline=say_date(pack, first.deadline), issued=issued_words)
        yield LintFinding(
            code="deadline-before-issue",
            because=sentence(pack, [words]),
            spans=tuple(place_of(row) for row in found),
        )


def two_values(side: Side, rows: Sequence[Commitment], pack: Pack) -> Iterator[LintFinding]:
    """One indicator, one subject and one date with two different numbers, in body and annex or in two lines."""
    cells = [line.place.span for line in side.lines if line.kind == "cell"]
    groups: dict[tuple[object, ...], list[Commitment]] = {}
    for row in rows:
        if row.status == "pledged" and row.value is not None and not row.restated:
            group_key = (row.indicator_id, row.subject or "", row.unit, row.change, scope_class(row.scope, pack))
            groups.setdefault(group_key, []).append(row)
    told: set[tuple[object, ...]] = set()
    for key, group in groups.items():
        for first, second in combinations(group, 2):
            if key not in told and _contradict(first, second, cells, pack):
                told.add(key)
                yield _two("values", first, second, pack)
            elif key not in told and _two_dates(first, second, cells):
                told.add(key)
                yield _two("deadlines", first, second, pack)


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
    return same_date and known and first.kind == second.kind == "target" and first.op == second.op


def _two_dates(first: Commitment, second: Commitment, cells: Sequence[Span]) -> bool:
    """Whether body and annex give one number two dates."""
    apart = first.part != second.part or _in_cell(first, cells) != _in_cell(second, cells)
    dates = compare_deadlines(first.deadline, second.deadline)
    return apart and first.value == second.value and first.op == second.op and dates in (-1, 1)


def _in_cell(row: Commitment, cells: Sequence[Span]) -> bool:
    """Whether the commitment stands in a table; `cells` are in text order."""
    at = bisect_right(cells, row.span.start, key=lambda span: span.start) - 1
    return at >= 0 and row.span.start < cells[at].end


def _two(what: Literal["values", "deadlines"], first: Commitment, second: Commitment, pack: Pack) -> LintFinding:
    said = [say_value(pack, row) if what == "values" else say_date(pack, row.deadline) for row in (first, second)]
    facts = {"indicator": name_of(first, pack), "first": said[0], "second": said[1]}
    return LintFinding(
        code=f"two-{what}",
        because=sentence(pack, [say(pack, f"lint.two-{what}", **facts)]),
        spans=(place_of(first), place_of(second)),
    )


def _day(row: Commitment) -> date | None:
    """The day on which the commitment's document was written; None where only month or year is known."""
    written = period(row.document.date) if row.document else None
    return written.first if written is not None and written.first == written.last else None
