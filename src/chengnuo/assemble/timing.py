"""What a careful reader would ask about the time of a row: one that it lacks, has from afar, or left over beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from chengnuo.assemble.deadlines import Governing, is_worded_as_due
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.moods import EXACT, NEWS
from chengnuo.assemble.nests import Nest
from chengnuo.assemble.periods import first_day, is_future, is_past, is_year, last_day, whole_years
from chengnuo.assemble.scenes import Scene
from chengnuo.model import Commitment, Kind, TimeMention
from chengnuo.spans import Doubt, Span

# A length of time in the clauses before (力争三年内，…) is looked for so far back.
BEFORE = 120
# The date of an outcome without a number stands no more characters above it, unless it reaches too far.
FAR = 600
# Up to this month little can be told of the year as done.
FIRST_QUARTER = "03"
# What bounds a level from below or above is often without a time.
BOUNDS = frozenset({">=", "<="})
# The rule of a status that only a comparison with the year before tells.
BY_COMPARISON = "status.compared"
# Below a heading of plans a number without a date is none the less promised.
PLAN_HEADING = "mood.plan-heading"
# A date that holds for a row from outside its table; one from outside its sentence.
ABOVE = frozenset({"heading", "title"})
OUTSIDE = ABOVE | {"stage", "goals", "paragraph"}
# Words by which a state is told as it is now: 已, 目前, 累计.
STANDING = frozenset({"status.as-things-stand", "status.word-of-report", "status.count-so-far", "status.won"})
# Dates that the row or the item itself gives, wherever they stand.
BESIDE = frozenset({"table", "term"})
# So many characters before a date tell whether it is one that is compared with.
COMPARED = 12
# An item is no longer, where a date anywhere in it may be of all its numbers; a line below a paragraph with its time.
ITEM, LINE_BELOW = 600, 60


class Question(NamedTuple):
    """What a reader would ask: the code of the doubt and its reason."""

    code: str
    reason: str


LEFT_OVER = Question("deadline-missing", "a date by which something is due stands in the item, and no row has it")


def of_time(scene: Scene, draft: Draft, kind: Kind) -> Iterator[Question]:
    """The questions about the time of a row, with a number or without."""
    date = draft.governing
    if draft.status == "achieved" and date is not None and _is_not_over(scene, draft, date):
        yield Question("deadline-after-document", "told as done in a time that was not over on the document's date")
    if draft.status == "pledged" and date is not None and date.via in ABOVE and scene.lacks_time(draft.clause.start):
        yield Question("deadline-inherited", "the row has no time that is read, as the rows beside it have")
    if draft.quantity is None:
        if date is not None and draft.span.start - date.span.end > FAR:
            yield Question("deadline-inherited", "its date stands far above")
    elif date is None:
        reason = _time_missing(scene, draft, kind)
        if reason:
            yield Question("deadline-missing", reason)
    else:
        reason = _doubtful_reach(scene, draft, date, kind)
        if reason:
            yield Question("deadline-inherited", reason)
        if kind == "norm" and date.via == "title":
            yield Question("deadline-missing", "the year of the title may hold for it, if it is no rule that lasts")


def _doubtful_reach(scene: Scene, draft: Draft, date: Governing, kind: Kind) -> str | None:
    """Why a date from before the clause may not hold for its number; None where nothing speaks against it."""
    if draft.recurrence and date.via == "clause" and date.span.end < draft.clause.start:
        return "what recurs may outlast the date before it"
    if date.via in OUTSIDE and date.via != "title" and (kind == "norm" or draft.recurrence):
        return "what recurs, or holds as a rule, may outlast the date above it"
    told = draft.status == "achieved" and not draft.change
    if told and date.via == "title" and not STANDING.isdisjoint(draft.rules):
        return "told as things stand on the document's day, but its time is that of the title"
    beside = date.span.end <= draft.clause.start and date.via not in BESIDE and draft.status == "pledged"
    if beside and scene.lex.patterns["told_of_each"].search(scene.text, draft.clause.start, draft.at):
        return "what each is to have may outlast the date before it"
    if date.via in OUTSIDE | {"sentence"} and _is_within_year(date.value):
        return "a month or a day told before another statement may be of that one alone"
    told = draft.status == "achieved" and date.via in ABOVE
    if told and any(_is_its_own(scene, draft, time, date) for time in _told_before(scene, draft)):
        return "its sentence names another time than the heading or the title that it has it from"
    return None


def _is_within_year(value: str) -> bool:
    """Whether it is a month, a season or a day, and neither a period nor a year."""
    return "/" not in value and not is_year(value)


def _told_before(scene: Scene, draft: Draft) -> Iterator[TimeMention]:
    """The dates of the sentence before the number."""
    return (time for time in scene.times_in(draft.clause.sentence, draft.at) if time.type == "DATE")


def _is_its_own(scene: Scene, draft: Draft, time: TimeMention, date: Governing) -> bool:
    """Whether a date is none that something is compared with, and another time than the one that governs."""
    patterns, text = scene.lex.patterns, scene.text
    before = text[max(draft.clause.sentence, time.span.start - COMPARED) : time.span.start]
    compared = patterns["baseline_before"].search(before) or patterns["from_before"].search(before)
    compared = compared or patterns["baseline_after"].match(text[time.span.end : time.span.end + COMPARED])
    last = patterns["last_year_words"].match(time.span.of(text))
    return not compared and not last and time.value != date.value


def _time_missing(scene: Scene, draft: Draft, kind: Kind) -> str | None:
    """Why a reader would look for a date that the row does not have; None where nobody would."""
    setting, lex = scene.setting(draft.clause.start), scene.lex
    if draft.status == "achieved":
        by_place = any(
            (rule.startswith("mood.") and rule != NEWS.rule) or rule == BY_COMPARISON for rule in draft.rules
        )
        told = setting.family == "report" or EXACT.rule in draft.rules
        return "no date says of which time this is told" if by_place and told else None
    if draft.change or kind == "norm" or setting.standing or draft.op in BOUNDS or PLAN_HEADING in draft.rules:
        return None
    words = scene.text[max(draft.clause.sentence, draft.clause.start - BEFORE) : draft.clause.end]
    if lex.patterns["term"].search(words) or lex.patterns["grant_end"].search(draft.noun):
        return None
    return "no date says by when"


def _is_not_over(scene: Scene, draft: Draft, governing: Governing) -> bool:
    """Whether the date lies behind the document's own, or is a whole year that had only begun."""
    setting, value = scene.setting(draft.clause.start), governing.value
    if setting.today is None or not setting.dated or not is_future(value, setting.today):
        return False
    if first_day(value) > last_day(setting.today):
        return True
    whole = scene.lex.patterns["to_the_end"].search(governing.span.of(scene.text)) is not None
    return whole or (is_year(value) and "" < setting.today[5:7] <= FIRST_QUARTER)


def with_dates_left_over(scene: Scene, rows: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """The rows, with a doubt at the promises behind which a due date stands that no row has taken.

    A table, or a line with its time below, that was not read as one leaves such dates: 改造管网5公里。…9月底前完成.
    """
    due = _due_and_free(scene, rows)
    return tuple(_asked(row) if due and _may_have(scene, row, due) else row for row in rows)


def _due_and_free(scene: Scene, rows: Sequence[Commitment]) -> list[Span]:
    """The months and days by which something is due that stand in no row, and are the time of none."""
    taken = {row.deadline_span for row in rows if row.deadline_span is not None}
    found = []
    for time in scene.times.values:
        if time.type != "DATE" or whole_years(time.value) or time.span in taken:
            continue
        today = scene.setting(time.span.start).today
        by_then = scene.lex.patterns["by_then"].search(time.span.of(scene.text))
        if (today is None or not is_past(time.value, today)) and (
            by_then or is_worded_as_due(scene.text, time.span, scene.lex)
        ):
            found.append(time.span)
    told = Nest.of(sorted({row.span for row in rows}))
    return [span for span in found if told.at(span.start) < 0]


def _may_have(scene: Scene, row: Commitment, due: Sequence[Span]) -> bool:
    """Whether a date left over stands behind a promised number in its item, and the row has none of its own line."""
    if row.status != "pledged" or row.value_span is None:
        return False
    line = scene.text.rfind("\n", 0, row.span.start) + 1
    if row.deadline_span is not None and row.deadline_span.end > line:
        return False
    at = bisect_left(due, row.span.end, key=_start)
    return at < len(due) and due[at].start < _end_of_item(scene, row.span)


def _start(span: Span) -> int:
    return span.start


def _end_of_item(scene: Scene, row: Span) -> int:
    """Where the item of a row ends: its heading's text, where that is short, or its line with a short one below."""
    at = scene.heading_at(row.start)
    if at >= 0 and scene.headings[at].scope.end - scene.headings[at].scope.start <= ITEM:
        return scene.headings[at].scope.end
    end = scene.text.find("\n", row.end)
    end = len(scene.text) if end < 0 else end
    below = scene.text.find("\n", end + 1)
    below = len(scene.text) if below < 0 else below
    return below if below - end < LINE_BELOW else end


def _asked(row: Commitment) -> Commitment:
    """The row with the doubt of a date left over, if it has none of that kind."""
    if any(doubt.code == LEFT_OVER.code for doubt in row.doubts):
        return row
    return replace(row, doubts=(*row.doubts, Doubt(code=LEFT_OVER.code, span=row.span, reason=LEFT_OVER.reason)))
