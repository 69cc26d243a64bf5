"""Which date holds for the clauses after its own, and when it is let go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.deadlines import Governing, is_worded_as_due, role_of
from chengnuo.assemble.drafts import Flow
from chengnuo.assemble.filling import is_in_bracket
from chengnuo.assemble.kinds import recurrence_of
from chengnuo.assemble.lines import Line
from chengnuo.assemble.periods import is_day, is_year, whole_years, year_of
from chengnuo.assemble.scenes import Scene
from chengnuo.model import TimeMention

# No more characters (在, 今后) stand before a length of time that opens a clause.
PREPOSITION = 2
_ISO_YEARS = re.compile(r"P(\d{1,2})Y")


def roles_of(scene: Scene, clause: Clause, flow: Flow, times: Sequence[TimeMention]) -> list[str]:
    """What each date does in its clause; behind a date the period in a plan's name does nothing.

    截至2009年，“十一五”规划累计投资….
    """
    text, lex = scene.text, scene.lex
    roles: list[str] = [role_of(time, clause, text, lex) if time.type == "DATE" else "" for time in times]
    date = flow.governing
    governed = date is not None and date.via == "clause" and "/" not in date.value
    for at, time in enumerate(times):
        named = whole_years(time.value) and lex.patterns["plan_named"].match(text, time.span.end)
        if named and roles[at] in {"opens", "inside"} and (governed or _by_then(times[:at], roles)):
            roles[at] = "name"
    return roles


def take_dates(
    scene: Scene, line: Line, clause: Clause, flow: Flow, times: Sequence[TimeMention], roles: Sequence[str]
) -> None:
    """Keeps the date that opens the clause, its recurrence and the earlier state of a rise."""
    text, lex = scene.text, scene.lex
    for time, role in zip(times, roles, strict=True):
        if role == "opens":
            among = lex.patterns["among"].match(text, clause.start, time.span.start)
            flow.whole = (flow.whole or flow.governing) if among else None
            flow.governing = Governing(time.value, time.span, "clause")
            flow.fresh, flow.scope, flow.striving, flow.recurrence = True, None, False, None
            _open_paragraph(scene, line, clause, flow, time)
        elif role == "inside" and _dates_plan(scene, clause, time):
            flow.governing = Governing(time.value, time.span, "sentence")
        elif role == "from":
            flow.risen_from = time.value
        elif role == "baseline" and lex.patterns["compared_first"].fullmatch(text, time.span.end, clause.end):
            flow.compared_with = time.value
        elif role == "since" and lex.patterns["to_this_day"].match(text, time.span.end):
            flow.governing = None
        elif role == "since" and lex.patterns["year_after"].match(text, time.span.end):
            flow.governing = flow.paragraph = None
        elif time.type == "DURATION":
            _take_length(scene, clause, flow, time)
        elif time.type == "SET":
            flow.recurrence = time if recurrence_of(time, text, lex) else None
    if any(lex.patterns["joint"].fullmatch(text, one.span.end, two.span.start) for one, two in pairwise(times)):
        flow.paragraph = None  # 到2025年和2030年: no one date holds for the sentences after


def _take_length(scene: Scene, clause: Clause, flow: Flow, time: TimeMention) -> None:
    """Keeps the end of a length of time that runs from the year before it, or the plan period that is as long."""
    end = _end_of_run(scene, flow, time)
    if end is not None:
        flow.governing = end
    elif _runs_with_plan(scene, clause, time):
        period = scene.period_of(time)
        if period is not None or not scene.lex.patterns["adds_up"].match(scene.text, time.span.end):
            flow.governing, flow.paragraph = period, None


def let_go(scene: Scene, clause: Clause, flow: Flow) -> None:
    """Lets go the date of a beginning before what was done since (3月开工，已完成投资…) or will be then (…，建成后将…),
    any before 今后, a month before 目前, and the day on which news was heard."""
    date, text, patterns = flow.governing, scene.text, scene.lex.patterns
    if date is None or date.via not in {"clause", "sentence"}:
        return
    begun = flow.previous is not None and patterns["began"].fullmatch(text, date.span.end, flow.previous.end)
    gone = begun and patterns["since_begun"].match(text, clause.start)
    gone = gone or (not is_year(date.value) and patterns["at_present"].match(text, clause.start))
    gone = gone or (is_day(date.value) and patterns["made_known"].fullmatch(text, date.span.end, clause.raw - 1))
    if not gone and not patterns["from_now_on"].match(text, clause.start):
        return
    flow.governing = None
    if flow.paragraph is not None and flow.paragraph.span == date.span:
        flow.paragraph = None


def is_of_event(scene: Scene, date: Governing) -> bool:
    """Whether a date is the day of an event (1月6日，市长作报告): nothing told behind it is due by it."""
    as_of = scene.lex.patterns["as_of"].search(scene.text, max(0, date.span.start - PREPOSITION - 1), date.span.start)
    days = all(is_day(point) for point in date.value.split("/"))
    return days and as_of is None and not is_worded_as_due(scene.text, date.span, scene.lex)


def is_of_deed(scene: Scene, clause: Clause, date: Governing | None) -> bool:
    """Whether a date below a heading of goals for a year is only a month of it: that of one deed, not of the list."""
    if date is None or is_year(date.value) or not year_of(date.value).isdigit():
        return False
    heading = scene.heading_date(clause.start)
    return heading is not None and heading.value == year_of(date.value)


def _by_then(times: Sequence[TimeMention], roles: Sequence[str]) -> bool:
    """Whether one of the dates opens the clause and is a point of time."""
    return any(role == "opens" and "/" not in time.value for time, role in zip(times, roles, strict=False))


def _end_of_run(scene: Scene, flow: Flow, length: TimeMention) -> Governing | None:
    """The last year of so many that are counted from the one that governs: 自2023年起用三年时间."""
    began, years = flow.governing, _ISO_YEARS.fullmatch(length.value)
    if began is None or years is None or not is_year(began.value):
        return None
    if scene.lex.patterns["runs_from"].fullmatch(scene.text, began.span.end, length.span.start) is None:
        return None
    return Governing(str(int(began.value) + int(years[1]) - 1), began.span.hull(length.span), "period")


def _dates_plan(scene: Scene, clause: Clause, time: TimeMention) -> bool:
    """Whether a date in mid-clause, but not in brackets, says when what it plans is done: 某市2025年计划新建…."""
    text = scene.text
    planned = scene.lex.patterns["dated_plan"].match(text, time.span.end, clause.end) is not None
    return planned and not is_in_bracket(text[clause.start : time.span.start])


def _open_paragraph(scene: Scene, line: Line, clause: Clause, flow: Flow, time: TimeMention) -> None:
    """Keeps the date that opens a clause for the sentences after it, or lets go the one kept before another opened.

    今年 and a plan's period are not let go: the dates in them are of single deeds.
    """
    if flow.governing is None:
        return
    kept = flow.paragraph
    if is_of_event(scene, flow.governing):
        flow.paragraph = None
    elif _is_of_paragraph(scene, line, clause, time) and not is_of_deed(scene, clause, flow.governing):
        flow.paragraph = flow.governing.through("paragraph")
    elif kept and not whole_years(kept.value) and not scene.lex.patterns["this_year"].match(kept.span.of(scene.text)):
        flow.paragraph = None


def _runs_with_plan(scene: Scene, clause: Clause, time: TimeMention) -> bool:
    """Whether a length of time opens the clause like the plan's own period (五年内新建…)."""
    before = scene.text[max(clause.sentence, time.span.start - 6) : time.span.start]
    if time.span.start - clause.start > PREPOSITION or scene.lex.patterns["past_term"].search(before):
        return False
    return scene.lex.patterns["plan_term"].match(scene.text, clause.start, clause.end + 1) is not None


def _is_of_paragraph(scene: Scene, line: Line, clause: Clause, time: TimeMention) -> bool:
    """Whether a date holds for the sentences after its own: it opens the paragraph, or is one of a goal list."""
    if scene.lex.patterns["among"].match(scene.text, clause.start):
        return False
    this_year = is_year(time.value) and scene.lex.patterns["this_year"].match(time.span.of(scene.text))
    if line.in_goals or this_year:
        return True
    patterns, text = scene.lex.patterns, scene.text
    opens = clause.raw == clause.sentence or patterns["attributed"].fullmatch(text, clause.sentence, clause.raw)
    first = not line.drafts
    until = patterns["until"].search(text, max(clause.raw, time.span.start - 2), time.span.start)
    return (bool(opens) and first) or (until is not None and (bool(opens) or first))
