"""The fields of a row that do not hang on the words beside its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chengnuo.assemble.clauses import Clause, singles_out
from chengnuo.assemble.deadlines import Governing, is_worded_as_due, nearest
from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.kinds import binding_of, recurrence_of
from chengnuo.assemble.lengths import LENGTH
from chengnuo.assemble.lines import Line
from chengnuo.assemble.moods import NEWS
from chengnuo.assemble.periods import first_day, is_future, is_past, is_year, last_day, whole_years, year_of
from chengnuo.assemble.scenes import Scene
from chengnuo.assemble.sources import cite
from chengnuo.assemble.statuses import FELL, PLAN_PERIOD, status_of, tells_share_of_year
from chengnuo.model import Status, TimeMention

# 今年 is looked for no further before a number.
RELATIVE = 240
# 回顾 and 回首 stand no more characters before the period that they look over.
LOOKED = 3
# A date that is a clause by itself (2025年底前，每年…) ends so many characters before the next.
ALONE = 3
# What opens a sentence stands behind no more characters, what opens a paragraph behind its number, too.
OPENS, OPENS_PARAGRAPH = 3, 8
UNCLEAR = "status-unclear"
_OPEN, _CLOSE = "（", "）"
# How often something is done stands no more characters before how much of it.
RECURS = 120
PAST, PLANNED, FUTURE = "status.past-date", "status.word-of-plan", "status.future-date"
DONE_OF_PLAN = "status.done-of-plan"
# What lies in the past is reported; words of the others reach on to the coordinated clauses of their sentence
# (计划新建…，新增…; 已建成…，培训…).
REACHING = frozenset(
    {PAST, PLANNED, DONE_OF_PLAN, "status.word-of-report", "status.won", "status.count-so-far", "status.of-the-whole"}
)


def fill(scene: Scene, line: Line, draft: Draft, flow: Flow, dates: Sequence[TimeMention]) -> None:
    """Fills deadline, status, binding, recurrence, scope and citation; `dates` are the clause's own."""
    _date(scene, line, draft, flow, dates)
    draft.status, rule, sure = status_of(scene, draft.clause, draft.governing)
    if rule.startswith("mood"):
        draft.status, rule, sure = (
            _shared(scene, draft, flow) or _of_past_period(scene, draft) or (draft.status, rule, sure)
        )
    _untimely(scene, draft)
    draft.rules.append(rule)
    sure = not _is_guessed(scene, draft, rule) and (sure or _is_settled(scene, draft, rule))
    if not sure and not draft.is_doubted(UNCLEAR):
        draft.doubt(UNCLEAR, "no word says whether this is promised or reported")
    words = _words_that_bind(scene, draft)
    draft.binding, flow.striving = binding_of(words, draft.status, flow.striving, scene.lex)
    _recurrence(scene, draft, flow)
    _of_deed_before(scene, draft)
    _period(draft)
    if draft.scope is None and draft.status == "pledged" and draft.quantity is None:
        draft.scope = flow.scope  # an outcome has the region told before it, a number only its own
    if draft.scope and scene.lex.patterns["writer"].fullmatch(draft.scope):
        draft.scope = None
    if draft.subject and draft.scope and draft.scope.endswith(draft.subject):
        draft.scope = None
    cite(scene, draft, flow)


def _is_settled(scene: Scene, draft: Draft, rule: str) -> bool:
    """Whether a number's status is right as a rule though no word alone says so.

    It lies in the past, the news tells it without a date, or a plan, or a word of one, with a date.
    """
    if draft.quantity is None:
        return False
    if draft.status == "pledged" and "indicator.grant" in draft.rules:
        return True
    if rule == "mood.plan" and draft.governing is not None:
        # 2016年，入园率达到80%: of a text without a date and a title the year does not say what it is.
        today = scene.setting(draft.clause.start).today
        return scene.moods.at(draft.clause.start).firm or (
            today is not None and is_future(draft.governing.value, today)
        )
    return rule == PAST or rule == (NEWS.rule if draft.governing is None else PLANNED)


def _is_guessed(scene: Scene, draft: Draft, rule: str) -> bool:
    """Whether only a day that is a guess makes a number of the past, where nothing else says that it is reported."""
    at = draft.clause.start
    if rule != PAST or draft.quantity is None or scene.setting(at).dated or scene.moods.at(at).status != "pledged":
        return False
    return scene.lex.patterns["worded_as_done"].search(draft.clause.of(scene.text)) is None


def _words_that_bind(scene: Scene, draft: Draft) -> str:
    """The words of the clause, or those up to a striving behind the number that was assured: 确保8个、力争10个."""
    text, lex, clause = scene.text, scene.lex, draft.clause
    if draft.value_span is None:
        return clause.of(text)
    strive = lex.strive.search(text, draft.value_span.end, clause.end)
    assured = strive and lex.patterns["assured"].search(text, clause.start, draft.value_span.start)
    return text[clause.start : strive.start()] if strive and assured else clause.of(text)


def _shared(scene: Scene, draft: Draft, flow: Flow) -> tuple[Status, str, bool] | None:
    """The status that a word before the clause gives it too: 其中 of a whole, 计划 or 已 of coordinated clauses.

    What a sentence tells of a time that is past, and what it plans, goes on over a ；.
    """
    last = flow.last
    if last is None:
        row = next((row for row in flow.rows[-1:] if row.clause.sentence == draft.clause.sentence), None)
        return _over_semicolon(scene, draft, row) if row is not None else None
    if singles_out(scene.text, draft.clause, scene.lex):
        return last.status, "status.of-the-whole", not last.is_doubted(UNCLEAR)
    before = next((rule for rule in reversed(last.rules) if rule.startswith("status.")), "")
    together = last.clause.sentence == draft.clause.sentence and last.clause.stop == "，"
    if not together or before not in REACHING:
        return None
    if before == PLANNED and _is_done_of_plan(scene, draft):
        return "achieved", DONE_OF_PLAN, False
    return last.status, before, not last.is_doubted(UNCLEAR)


def _is_done_of_plan(scene: Scene, draft: Draft) -> bool:
    """Whether it tells how much of what the clause before planned is done: 年度计划投资118亿元，完成投资22.37亿元.

    In a plan 完成 is to be done, too.
    """
    start = draft.clause.start
    mood = scene.moods.at(start)
    if mood.firm and mood.status == "pledged":
        return False
    return (
        tells_share_of_year(scene, draft.clause)
        or scene.lex.patterns["done_of_plan"].match(scene.text, start) is not None
    )


def _of_past_period(scene: Scene, draft: Draft) -> tuple[Status, str, bool] | None:
    """A plan period that is over and opened the paragraph says that all in it was done: “十三五”期间，…。…达到98%。"""
    date = draft.governing
    if date is None or date.via != "paragraph" or not _is_over(scene, draft, date):
        return None
    return "achieved", PAST, True


def _is_over(scene: Scene, draft: Draft, date: Governing) -> bool:
    today = scene.setting(draft.clause.start).today
    return today is not None and is_past(date.value, today) and len(whole_years(date.value)) >= PLAN_PERIOD


def _over_semicolon(scene: Scene, draft: Draft, row: Draft) -> tuple[Status, str, bool] | None:
    """The status that the last row before a ；hands on: a time that is past, a plan, and a date that is to come.

    What a review only expects on the way is none: 申报27家，预计年底可认定18家；成交额7.9亿元 goes on to review.
    """
    if PAST in row.rules and draft.governing is None:
        return "achieved", PAST, False
    if PLANNED not in row.rules and FUTURE not in row.rules:
        return None
    mood = scene.moods.at(draft.clause.start)
    reviewed = mood.firm and mood.status == "achieved" and row.clause.start - row.clause.sentence > OPENS
    expected = reviewed and scene.lex.patterns["expected"].match(scene.text, row.clause.start)
    return None if expected else ("pledged", PLANNED, False)


def _date(scene: Scene, line: Line, draft: Draft, flow: Flow, dates: Sequence[TimeMention]) -> None:
    """The date that governs the row: its clause's, its sentence's or list's, its table's, its heading's."""
    at = draft.at
    mine = [date for date in dates if date.span.end <= at or not is_in_bracket(scene.text[at : date.span.start])]
    own = draft.date or _own(scene, mine, at)
    draft.governing = Governing(own.value, own.span, "clause") if own is not None else flow.governing
    if own is None and draft.value_span is not None:
        draft.governing = _of_same(draft, flow) or draft.governing
    if own is None and (_is_term(scene, draft) or scene.lex.patterns["validity"].search(draft.noun)):
        draft.governing = None  # 自2024年1月1日起施行，有效期5年
        return
    if draft.governing is None:
        draft.governing = line.table
        if draft.governing is None and draft.value_span is not None:
            draft.governing = _from_outside(scene, draft, flow)
    elif line.table is not None and draft.status == "pledged" and line.table.value.startswith(draft.governing.value):
        draft.governing = line.table  # 今年 in the row, 10月底 in its column
    elif line.table is not None and not draft.governing.value.startswith(line.table.value):
        reason = "the clause and its table row give two dates"
        draft.doubt("deadline-two-fit", reason, draft.governing.span, (line.table.value,))
    if draft.governing is not None and draft.governing.via == "paragraph" and draft.status == "pledged":
        _doubt_inherited(scene, draft)
    _of_whole_year(scene, draft)
    _without_year(scene, draft)
    other = line.first_target if line.first_target and line.carried is None else None
    if draft.governing and draft.governing.via == "goals" and other and other.value != draft.governing.value:
        draft.doubt("deadline-two-fit", "the goals name several dates", draft.governing.span, (other.value,))


def _own(scene: Scene, dates: Sequence[TimeMention], at: int) -> TimeMention | None:
    """The date of the clause that is of the number at `at`: the last before it, but for a year that only says which
    things a day is set for (2026年5月底前完成2025年度项目8万亩)."""
    own = nearest(dates, at)
    if own is None or not is_year(own.value) or is_worded_as_due(scene.text, own.span, scene.lex):
        return own
    due = (d for d in dates if d.span.end <= own.span.start and is_worded_as_due(scene.text, d.span, scene.lex))
    return next((d for d in due if is_future(d.value, own.value)), own)


def _is_term(scene: Scene, draft: Draft) -> bool:
    """Whether it says how long something runs or holds (周期为1年, 有效期5年), of which no date before is the end."""
    if draft.quantity is None or draft.quantity.rule != LENGTH:
        return False
    if scene.lex.patterns["public_told"].search(draft.left):
        return True
    date = draft.governing
    due = date is not None and is_worded_as_due(scene.text, date.span, scene.lex)
    return not due and scene.lex.patterns["term_told"].search(draft.left) is not None


def _of_whole_year(scene: Scene, draft: Draft) -> None:
    """Gives what is planned for a year the whole of it, though the words before told of its first months."""
    date = draft.governing
    if date is None or date.span.start >= draft.clause.start or is_year(date.value):
        return
    words = scene.text[draft.clause.start : draft.at]
    if scene.lex.patterns["years_plan"].search(words) and year_of(date.value) == year_of(last_day(date.value)):
        draft.governing = replace(date, value=year_of(date.value))


def _without_year(scene: Scene, draft: Draft) -> None:
    """Lets go a date from before a 今年 or 去年 that nothing dates, as the document gives no day."""
    text, clause = scene.text, draft.clause
    if scene.setting(clause.start).dated or draft.recurrence:
        return
    named = scene.lex.patterns["relative_year"].finditer(text, max(clause.sentence, draft.at - RELATIVE), draft.at)
    last = next((word for word in reversed(list(named)) if not scene.times_in(word.start(), word.start() + 1)), None)
    if last is None or (draft.governing is not None and draft.governing.span.start > last.start()):
        return
    draft.governing = None
    draft.settle("deadline-inherited")
    draft.doubt("deadline-missing", "its year is told by a word that only the day of the document would explain")


def is_in_bracket(words: str) -> bool:
    """Whether `words` begin to tell something in a bracket: the date behind them is of its numbers alone."""
    inside = words.rpartition(_OPEN)[2]
    return _OPEN in words and _CLOSE not in inside and inside.strip() != ""


def _of_same(draft: Draft, flow: Flow) -> Governing | None:
    """The date of the row before where this number tells of the same: 增加到2021年的500万公里，增长2.7倍."""
    row = flow.last
    if row is None or row.clause.sentence != draft.clause.sentence or not draft.change:
        return None
    date = row.governing
    if date is None or (flow.governing is not None and not row.clause.span.contains(date.span)):
        return None
    return date if draft.noun.startswith(row.noun) else None


def _from_outside(scene: Scene, draft: Draft, flow: Flow) -> Governing | None:
    """The date that the paragraph, a line of the item, a heading or the title of a year's work sets for numbers.

    A time limit that runs from an event (收到之日起20个工作日内) has no other, a standard of building has none.
    """
    start = draft.clause.start
    length = draft.quantity is not None and draft.quantity.rule == LENGTH
    if length and draft.op == "<=" and not scene.lex.patterns["length_reached"].search(draft.left):
        return None
    if "indicator.by-standard" in draft.rules:
        return None
    if length and draft.op == ">=":  # how long persons have to serve is no matter of one year
        return scene.term_at(start) or scene.heading_date(start)
    paragraph = None if _stands(draft, scene) else _of_paragraph(scene, draft, flow)
    found = scene.heading_date(start)
    told = scene.moods.at(start).status == "achieved"
    if paragraph is not None:
        # Below 上半年工作完成情况 what is told of 今年 is told of its first half.
        part = told and found is not None and not is_year(found.value) and year_of(found.value) == paragraph.value
        return found if part else paragraph
    term = None if told else scene.term_at(start)
    setting = scene.setting(start)
    of_title = setting.title_date if told else setting.planned_date or setting.title_date
    if flow.recurrence or (told and setting.family == "plan") or _stands(draft, scene):
        of_title = None
    outside = term or found or of_title
    before = flow.closed
    if not told or outside is None or before is None:
        return outside
    if is_past(before.value, first_day(outside.value)):
        # Below a heading of 2022: 2017年末，贫困人口为3046万人；贫困发生率为3.1%.
        draft.doubt("deadline-inherited", "its date opens the sentence, before a ；", before.span)
        return before.through("sentence")
    return before.through("sentence") if _is_of_year_within(scene, draft, before, outside) else outside


def _is_of_year_within(scene: Scene, draft: Draft, date: Governing, period: Governing) -> bool:
    """Whether the date that opened the sentence is one of the years counted above, and the words are not of them all:
    below 过去四年, 2006年，生产总值26亿元；财政收入2亿元."""
    years, patterns, clause = whole_years(period.value), scene.lex.patterns, draft.clause
    if not patterns["years_counted"].fullmatch(period.span.of(scene.text)):
        return False
    if whole_years(date.value) or not year_of(date.value).isdigit() or int(year_of(date.value)) not in years:
        return False
    return patterns["of_all_years"].search(scene.text, clause.start, clause.end) is None


def _stands(draft: Draft, scene: Scene) -> bool:
    """Whether it is what is granted or laid down for each case, which holds beyond the date of another sentence."""
    each = scene.lex.patterns["each_alone"].match(draft.noun) is not None and draft.op == "<="
    return each or not {"indicator.grant", "indicator.share-granted"}.isdisjoint(draft.rules)


def _period(draft: Draft) -> None:
    """A plan's period bounds what is done once in it, with a doubt; what recurs has its own."""
    if draft.governing is None or draft.governing.via != "period":
        return
    if draft.recurrence:
        draft.governing = None
        return
    draft.doubt("deadline-inherited", "the time is the plan period that is as long", draft.governing.span)


def _of_deed_before(scene: Scene, draft: Draft) -> None:
    """Lets go the day by which the clause before is due, where this one lays down what recurs:
    8月1日前足额发放到位，短期疗养每年不少于80人次."""
    date = draft.governing
    if date is None or draft.recurrence is None or is_year(date.value) or date.via != "clause":
        return
    deed = draft.clause.start - date.span.end > ALONE
    if deed and is_worded_as_due(scene.text, date.span, scene.lex):
        draft.governing = None
        draft.doubt("deadline-missing", "what recurs may outlast the date before it", date.span, (date.value,))


def _doubt_inherited(scene: Scene, draft: Draft) -> None:
    """A date that opened an earlier sentence may not reach so far."""
    span = draft.governing.span if draft.governing else draft.clause.span
    if span.start < draft.clause.sentence and not scene.lex.patterns["this_year"].match(span.of(scene.text)):
        draft.doubt("deadline-inherited", "the date opens an earlier sentence of the paragraph", span)


def _untimely(scene: Scene, draft: Draft) -> None:
    """A promise is not due before its document's date: a date from elsewhere is let go, one of its own is doubted.

    Nor was done in a time that has not begun what a later clause tells: 预计8月竣工，主体结构已封顶.
    """
    today, governing = scene.setting(draft.clause.start).today, draft.governing
    if today is None or governing is None:
        return
    if is_of_time_to_come(scene, draft, governing):
        draft.governing = None
    if draft.status != "pledged" or not is_past(governing.value, today):
        return
    if governing.span.end <= draft.clause.start and draft.quantity is not None and governing.via != "table":
        draft.governing = None
        return
    draft.doubt(UNCLEAR, "its date lies before its document's")


def is_of_time_to_come(scene: Scene, draft: Draft, governing: Governing) -> bool:
    """Whether the row reports, and the date, which stands before its clause, had not begun on the document's day."""
    setting = scene.setting(draft.clause.start)
    if draft.status != "achieved" or not setting.dated or setting.today is None:
        return False
    elsewhere = governing.span.end <= draft.clause.start and governing.via != "table"
    return elsewhere and first_day(governing.value) > last_day(setting.today)


def _of_paragraph(scene: Scene, draft: Draft, flow: Flow) -> Governing | None:
    """The date that opened earlier words of the paragraph: 今年 for all numbers, 到… for promises that it reaches.

    回顾“十二五” says of what the whole paragraph tells, 五年来 of what is done in it.
    """
    date = flow.paragraph
    if date is None or flow.recurrence is not None:
        return None
    if scene.lex.patterns["this_year"].match(date.span.of(scene.text)):
        return date
    if whole_years(date.value) and _is_looked_over(scene, draft.clause, date):
        return date
    mean = draft.change and scene.lex.patterns["yearly_mean"].search(draft.left)
    if mean and len(whole_years(date.value)) >= PLAN_PERIOD:
        return date.through("sentence")
    status, rule, _ = status_of(scene, draft.clause, None)
    today = scene.setting(draft.clause.start).today
    if status == "pledged":
        if today is not None and is_past(date.value, today):
            return date if rule.startswith("mood") and _is_over(scene, draft, date) else None
        return date if _reaches(scene, draft, flow, date) else None
    return date if rule == FELL and today is not None and is_future(date.value, today) else None


def _is_looked_over(scene: Scene, clause: Clause, date: Governing) -> bool:
    """Whether what is told behind the period is told of all of it: 回顾“十二五”，…, 五年来，…。建成学校5所."""
    text, patterns, start = scene.text, scene.lex.patterns, date.span.start
    if patterns["looked_over"].search(text, max(0, start - LOOKED), start):
        return True
    counted = patterns["years_counted"].fullmatch(date.span.of(text)) is not None
    return counted and patterns["of_all_years"].search(text, clause.start, clause.end) is not None


def _reaches(scene: Scene, draft: Draft, flow: Flow, date: Governing) -> bool:
    """Whether the date of a goal holds for a promise behind its ；, or behind a 。 where it opened the paragraph or the
    section says what is required on the whole; what is only encouraged is of no time."""
    text, patterns, clause = scene.text, scene.lex.patterns, draft.clause
    if date.span.start >= clause.sentence:
        return patterns["encouraged"].match(text, max(flow.segment, clause.sentence)) is None
    if date.span.start - (text.rfind("\n", 0, date.span.start) + 1) <= OPENS_PARAGRAPH:
        return True
    heading = scene.heading_at(clause.start)
    return heading >= 0 and patterns["overall"].search(scene.headings[heading].title) is not None


def _recurrence(scene: Scene, draft: Draft, flow: Flow) -> None:
    """每年 of the clause, or of the one before; a rate, a length and a sum of all years have only their own.

    A part of a whole (其中) recurs as the whole does.
    """
    lex, clause = scene.lex, draft.clause
    own = _told_before(scene, draft)
    told = own or flow.recurrence
    if own is None and flow.last is not None and singles_out(scene.text, clause, lex):
        draft.recurrence = flow.last.recurrence
    elif told is not None:
        inherited = told.span.start < clause.start
        in_all = inherited and lex.patterns["in_all"].search(scene.text, clause.start, clause.end)
        rate = draft.change or (draft.unit == "%" and lex.patterns["rate_end"].search(draft.noun))
        length = draft.quantity is not None and draft.quantity.rule == LENGTH
        once = lex.patterns["paid_once"].search(draft.noun)
        if not (inherited and (rate or length or once or _is_for_each(scene, draft, flow, told))) and not in_all:
            draft.recurrence = recurrence_of(told, scene.text, lex)
    if draft.each_period:
        draft.recurrence = draft.each_period


def _is_for_each(scene: Scene, draft: Draft, flow: Flow, told: TimeMention) -> bool:
    """Whether the recurrence before is of what each gets, and this number is of all: 每人每月400元，惠及1103人."""
    patterns, text = scene.lex.patterns, scene.text
    if not patterns["for_each"].search(text, max(0, told.span.start - RECURS), told.span.start):
        return False
    unit = flow.last.unit if flow.last is not None else None
    return unit != draft.unit or patterns["fund"].search(draft.noun) is not None


def _told_before(scene: Scene, draft: Draft) -> TimeMention | None:
    """The last recurrence of the clause before the number: 每月调度1次、每季度通报1次."""
    if draft.value_span is None:
        return None
    at = draft.value_span.start
    before = reversed(scene.times_in(max(draft.clause.start, at - RECURS), at))
    return next((time for time in before if time.type == "SET" and recurrence_of(time, scene.text, scene.lex)), None)
