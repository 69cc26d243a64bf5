"""Promised or reported: the status of a statement from its words, its date and the mood around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chengnuo.assemble.clauses import Clause, singles_out
from chengnuo.assemble.deadlines import Governing, is_worded_as_due
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.moods import NEWS, PREFACE, Mood
from chengnuo.assemble.periods import first_day, is_day, is_future, is_past, is_year, last_day, whole_years, year_of
from chengnuo.assemble.scenes import Scene
from chengnuo.assemble.settings import Setting
from chengnuo.model import Status
from chengnuo.quick import quick

# The opening of a sentence is read so far for 截至目前 and the like; a clause so far for words of promise.
OPENING, CLAUSE = 24, 240
# The month in which the last quarter of a year begins.
LAST_QUARTER = "10"
LAST_MONTH = "12"
# A plan period is no shorter, in years.
PLAN_PERIOD = 3
# 由…降到… is reported, but not where something says that it is planned.
FELL = "status.fell-from"
# V了.
PERFECT = "status.perfect"
# What a report's item set as its goal.
GOAL_OF_ITEM = "status.goal-of-item"
# 要, 确保 and the like.
ASKED_FOR = "status.asked-for"
# 截至, before the date up to which was counted.
AS_OF = "status.counted-by"
# A date that governs in these ways dates the statement itself.
NEAR = frozenset({"clause", "sentence", "goals", "period"})


Judgement = tuple[Status, str, bool]
"""A status, the rule that decided, and whether it is sure."""


class _Words:
    """Words of a clause and the rules of status that may match them."""

    def __init__(self, words: str, lex: Lexicon) -> None:
        self.words = words
        self._rules = [(rule.fields["kind"], rule) for rule in lex.status.opened(words)]

    def told(self, kind: str) -> str:
        """The first rule of the kind that the words match; empty where none does."""
        for its, rule in self._rules:
            if its == kind and rule.pattern.search(self.words):
                return rule.id
        return ""


@quick
@dataclass(frozen=True, slots=True)
class _Case:
    """What decides where no word of the clause promises or reports.

    `past` and `near` speak of the date that governs it: it lies before the document, it stands beside the clause.
    `modal` and `state` are the rules that the words match, empty where none does.
    """

    scene: Scene
    clause: Clause
    words: _Words
    mood: Mood
    governing: Governing | None
    past: bool
    near: bool
    modal: str
    state: str

    def is_due(self) -> bool:
        """Whether the date that governs is worded as one by which something will be."""
        return self.governing is not None and is_worded_as_due(self.scene.text, self.governing.span, self.scene.lex)


def status_of(scene: Scene, clause: Clause, governing: Governing | None) -> Judgement:
    """The status, the rule that decided, and whether it is sure."""
    text, lex = scene.text, scene.lex
    mood = scene.moods.at(clause.start)
    words = _Words(text[clause.raw : min(clause.end, clause.raw + CLAUSE)], lex)
    near = governing is not None and governing.via in NEAR
    setting = scene.setting(clause.start)
    today = setting.today
    past = near and governing is not None and today is not None and is_past(governing.value, today)
    past = past and not _still_holds(scene, governing, words, dated=setting.dated)
    due = near and governing is not None and not past and _is_due(scene, governing, today, mood)
    planned = mood.firm and mood.status == "pledged"
    known = today if setting.dated or planned else None  # of a text without a date the day is a guess
    counted = near and governing is not None and _is_counted_by(scene, governing, known)
    in_plan = setting.family == "plan" and mood.status == "pledged" and mood.firm
    reported = words.told("report") or ("" if in_plan or words.told("duty") else words.told("won"))
    promised = _promise_in(words, lex, reported=reported != "")
    if mood.status == "achieved" and lex.patterns["goal_of_item"].match(text, clause.sentence):
        return "pledged", GOAL_OF_ITEM, True
    if reported and (not promised or past or (mood.firm and mood.status == "achieved" and not due)):
        return "achieved", reported, not promised or past
    if counted and not promised:
        return "achieved", AS_OF, True
    if due and not promised and _was_done(scene, clause, governing):
        return "achieved", PERFECT, setting.dated
    loose = not setting.dated or setting.family == "reply"
    if due and not promised and loose and words.told("soft") and not _is_worded(scene, governing):
        # “十二五”期间，先后投资…: without a date the day is a guess; 全年累计建成…, in a reply of March.
        return "achieved", words.told("soft"), False
    ending = _is_ending(governing, today) or (_is_running(governing, today) and not _is_worded(scene, governing))
    reviewed = mood.status == "achieved" and (past or (mood.firm and (not near or ending)))
    estimate = words.told("estimate") if reviewed else ""
    told = reviewed and not promised and not past and not _is_worded(scene, governing)
    if due and not estimate and not told:
        asked = bool(promised or words.told("modal") or words.told("duty"))
        plain = planned or asked or _is_worded(scene, governing)
        guessed = not setting.dated and not asked and _may_be_told(scene, clause, words)
        return "pledged", "status.future-date", not guessed and (plain or not _is_running(governing, today))
    if estimate:
        return "achieved", estimate, False
    if promised and words.told("estimate") and tells_share_of_year(scene, clause):
        return "achieved", "status.compared", False  # 预计到位资金6.6亿元，占年度任务的110%
    if promised and not (past and setting.dated and governing is not None and _is_whole_period(governing.value)):
        # 今年总产值预计超过2万亿元: of a text without a date it may be what the year has brought.
        return "pledged", promised, setting.dated or not words.told("estimate") or words.told("modal") != ""
    opening = _Words(text[clause.sentence : min(clause.sentence + OPENING, clause.end)], lex)
    if not past and (announced := _announced(scene, clause, words)):
        return "pledged", announced, True
    now = "" if _opens_due(scene, clause) else opening.told("now")  # 2027年底前，累计改造…；治理率达到… is to come
    soft = opening.told("as-of") or words.told("stock") if in_plan and not past else words.told("soft") or now
    if soft:
        return "achieved", soft, True
    return _by_mood(_case(scene, clause, words, mood, governing, past=past, near=near))


def _may_be_told(scene: Scene, clause: Clause, words: _Words) -> bool:
    """Whether its number is one of counting, or its paragraph goes on with how things are now.

    到2012年底，新增设施蔬菜4000亩。目前，….
    """
    patterns = scene.lex.patterns
    counted = patterns["counted_form"].search(words.words) is not None
    return counted or patterns["now_behind"].match(scene.text, clause.end) is not None


def _is_worded(scene: Scene, governing: Governing | None) -> bool:
    """Whether the date is worded as one by which something will be."""
    return governing is not None and is_worded_as_due(scene.text, governing.span, scene.lex)


def _is_running(governing: Governing | None, today: str | None) -> bool:
    """Whether it is a part of a year that had begun on the day of the document, or the year whose last month that was:
    what opens it may be done already."""
    if governing is None or today is None or not is_day(today):
        return False
    if is_year(governing.value):
        return governing.value == year_of(today) and today[5:7] == LAST_MONTH
    parted = not whole_years(governing.value) and not is_day(governing.value)
    return parted and first_day(governing.value) <= today <= last_day(governing.value)


def _is_counted_by(scene: Scene, governing: Governing, today: str | None) -> bool:
    """Whether the date says up to when was counted, and is not to come: 截至2018年底，全国公路总里程达到405万公里."""
    start = governing.span.start
    if today is not None and first_day(governing.value) > last_day(today):
        return False
    return scene.lex.patterns["counted_by"].search(scene.text, max(0, start - len(AS_OF)), start) is not None


def _opens_due(scene: Scene, clause: Clause) -> bool:
    """Whether the sentence opens with a date by which something will be."""
    return scene.lex.patterns["opens_due"].match(scene.text, clause.sentence, clause.end) is not None


def _promise_in(words: _Words, lex: Lexicon, *, reported: bool) -> str:
    """The rule of promise that the words match, if they do not report what became of the plan: 计划改造的小区已开工."""
    promised = words.told("promise")
    return "" if reported and promised and lex.patterns["planned_and_done"].search(words.words) else promised


def _announced(scene: Scene, clause: Clause, words: _Words) -> str:
    """What the beginning of its sentence makes of a clause that is still to come: the end of what goes on
    (目前正在施工，年底竣工), or what a document says is to be (《某通知》规定，…); empty where neither.
    """
    text, patterns = scene.text, scene.lex.patterns
    start = max(clause.sentence, clause.start - CLAUSE)
    soon = patterns["ends_soon"].match(text, clause.start, clause.end)
    if soon and patterns["under_way"].search(text, start, clause.start):
        return "status.ends-soon"
    said = not words.told("state") and patterns["said_by_document"].match(text, start, clause.start)
    set_before = patterns["set_before"].match(text, start, clause.start)
    return "status.said-by-document" if said or set_before else ""


def _is_whole_period(value: str) -> bool:
    """Whether it is a period of years: what was planned for one that is over was done in it."""
    return "/" in value


def _is_ending(governing: Governing | None, today: str | None) -> bool:
    """Whether it is a whole year that is not known to have a quarter left.

    What a review expects of such a year is as good as done.
    """
    if governing is None or not is_year(governing.value):
        return False
    if today is None or governing.value != year_of(today):
        return today is None or governing.value < today
    return not "" < today[5:7] < LAST_QUARTER


def _still_holds(scene: Scene, governing: Governing | None, words: _Words, *, dated: bool) -> bool:
    """Whether it holds from the date on: 从2009年起，每年安排…; in a dated document what is paid does."""
    patterns = scene.lex.patterns
    if governing is None or not patterns["since_when"].match(scene.text, governing.span.end):
        return False
    return not dated or (patterns["grant_word"].search(words.words) is not None and not words.told("state"))


def _was_done(scene: Scene, clause: Clause, governing: Governing | None) -> bool:
    """Whether V了 reports of a period that had begun when the document was written.

    In a text without a day it does where it stands behind a date: 到2018年底，99%的乡镇通了客车.
    """
    setting = scene.setting(clause.start)
    today = setting.today if setting.dated else None
    if governing is None or (today is not None and first_day(governing.value) > last_day(today)):
        return False
    start = clause.raw if setting.dated else max(clause.raw, governing.span.end)
    words = _Words(scene.text[start : min(clause.end, clause.raw + CLAUSE)], scene.lex)
    return words.told("state") == PERFECT and not words.told("modal")


def _case(
    scene: Scene, clause: Clause, words: _Words, mood: Mood, governing: Governing | None, *, past: bool, near: bool
) -> _Case:
    modal = words.told("modal")
    state = "" if modal else words.told("state")
    dated = governing is not None and (governing.via == "paragraph" or (mood.planned == "dated" and not past))
    if state == FELL and (dated or mood.planned == "always"):
        state = ""
    return _Case(scene, clause, words, mood, governing, past, near, modal, state)


def _by_mood(case: _Case) -> Judgement:
    """The status where no word of the clause promises or reports: by its date, its state words and its place."""
    for judged in _JUDGES:
        found = judged(case)
        if found:
            return found
    mood = case.mood
    return mood.status, mood.rule, mood.firm and mood.rule != NEWS.rule and not _tells_rule(case)


def _tells_rule(case: _Case) -> bool:
    """Whether a review tells of a rule that lasts: 按每生600元标准给予补助."""
    return case.mood.status == "achieved" and bool(case.scene.lex.patterns["rule_told"].search(case.words.words))


def _long_past(case: _Case) -> Judgement | None:
    if not case.past or (case.mood.firm and case.mood.status != "achieved"):
        return None
    if not (case.mood.firm or case.scene.setting(case.clause.start).dated) and _is_asked_for(case):
        return "pledged", ASKED_FOR, False  # of a text without a date the day is a guess: 2015年要完成投资1.2万亿元
    return "achieved", "status.past-date", True


def _on_a_day(case: _Case) -> Judgement | None:
    """What has a day of its own by which nothing is due happened, if nothing says that this is a plan."""
    dated = case.governing is not None and is_day(case.governing.value)
    dated = dated and not _still_holds(case.scene, case.governing, case.words, dated=True)
    if case.near and not case.modal and dated and not case.mood.firm and not case.is_due():
        return "achieved", "status.on-a-day", False
    return None


def _in_preface(case: _Case) -> Judgement | None:
    """Before the first heading of a plan stands why it is made; what binds there is a rule all the same."""
    if case.mood.rule != PREFACE.rule:
        return None
    in_table = case.governing is not None and case.governing.via == "table" and not case.past
    if in_table and not case.state:
        return "pledged", "status.due-column", True
    if not case.near and not case.state and case.words.told("duty"):
        return "pledged", PREFACE.rule, False
    return "achieved", PREFACE.rule, case.near or case.state != ""


def _past_in_plan(case: _Case) -> Judgement | None:
    """What a date before the document governs was done, unless a plan carries its targets on from there."""
    if not case.past or case.governing is None or case.is_due():
        return None
    setting = case.scene.setting(case.clause.start)
    if setting.family == "plan" and not setting.dated and singles_out(case.scene.text, case.clause, case.scene.lex):
        return "pledged", case.mood.rule, False  # a step on the way: 到2025年新建10所，其中2023年建成3所
    carried = case.governing.span.start < case.clause.start or case.words.told("duty") != ""
    carried = carried and not _is_history(case.governing, setting)
    if setting.family == "plan" and carried and not case.state:
        return "pledged", case.mood.rule, False
    return "achieved", "status.past-date", case.state != "" or case.words.told("done") != ""


def _planned_in_review(case: _Case) -> Judgement | None:
    """A review that gives the size of a project still to be finished, or a bound, promises."""
    if case.mood.status != "achieved" or case.past or case.state:
        return None
    planned = "status.of-a-project" if _is_planned(case.scene, case.clause) else case.words.told("bound")
    return ("pledged", planned, False) if planned else None


def _told(case: _Case) -> Judgement | None:
    """In news, and in a reply without headings, a sentence that plans or urges promises; others tell a state.

    Its words up to the clause decide.
    """
    mood, clause = case.mood, case.clause
    if case.state or (mood.rule != NEWS.rule and (mood.rule != "mood.reply" or mood.firm)):
        return None
    words = _Words(case.scene.text[max(clause.sentence, clause.end - CLAUSE) : clause.end], case.scene.lex)
    if words.told("report") or words.told("soft"):
        return "achieved", mood.rule, False
    kinds = ("bound", "promise") if mood.rule == NEWS.rule else ("promise", "modal", "duty")
    urged = next((rule for kind in kinds if (rule := words.told(kind))), "")
    urged = urged or (ASKED_FOR if mood.rule == NEWS.rule and not case.past and _is_asked_for(case) else "")
    if urged:
        return "pledged", urged, False
    # The size of a project may be that of one to come: 改扩建工程总投资6952万元，增建管网40公里.
    sized = case.scene.lex.patterns["project_size"].search(case.words.words) and not words.told("done")
    return "achieved", "status.of-a-project" if sized else mood.rule, False


def _compared_in_sentence(case: _Case) -> Judgement | None:
    """Where only the kind of document speaks of plans, a sentence that compares with an earlier year reports, and so
    does one that tells how much of a year's task is done.

    2016年，入园率、巩固率分别达到80%、93%，分别比2013年提高13个、3个百分点. 完成投资20亿元，占年度计划的65%.
    """
    if case.mood.status == "achieved" or case.mood.firm or case.is_due():
        return None
    text, patterns = case.scene.text, case.scene.lex.patterns
    rest = patterns["rest_of_sentence"].match(text, case.clause.start)
    compared = tells_share_of_year(case.scene, case.clause)
    if case.near and not case.modal and rest is not None:
        compared = compared or patterns["with_earlier_year"].search(rest[0]) is not None
    promised = case.words.told("promise") or case.words.told("duty")
    return ("achieved", "status.compared", False) if compared and not promised else None


def tells_share_of_year(scene: Scene, clause: Clause) -> bool:
    """Whether the rest of its sentence tells how much of a year's task is done."""
    rest = scene.lex.patterns["rest_of_sentence"].match(scene.text, clause.start)
    return rest is not None and scene.lex.patterns["share_of_year"].search(rest[0]) is not None


def _goes_on_from_report(case: _Case) -> Judgement | None:
    """Where only the kind of document speaks of plans, a sentence that reported what was done goes on to do so."""
    if case.mood.status == "achieved" or case.mood.firm or case.near or case.modal or case.words.told("duty"):
        return None
    before = _Words(
        case.scene.text[max(case.clause.sentence, case.clause.start - CLAUSE) : case.clause.start], case.scene.lex
    )
    granted = case.scene.lex.patterns["grant_word"].search(case.words.words)  # 被认定为示范企业的，给予20万元奖励
    if granted or not before.told("won") or before.told("promise"):
        return None
    return "achieved", case.mood.rule, False


def _is_asked_for(case: _Case) -> bool:
    """Whether the clause says what must be: 要新增1.8万张, 确保."""
    return case.scene.lex.patterns["must_be"].search(case.words.words) is not None


def _in_soft_review(case: _Case) -> Judgement | None:
    """In a text that only by its kind looks back a duty promises; the rest reports, surely where a word says so."""
    if case.mood.status != "achieved" or case.mood.firm:
        return None
    duty = case.words.told("duty")
    if duty and not case.state:
        return "pledged", duty, True
    return "achieved", case.state or case.mood.rule, case.state != "" or (case.mood.turned and not _tells_rule(case))


def _state_in_plan(case: _Case) -> Judgement | None:
    if case.mood.status == "pledged" and case.state and not case.words.told("duty"):
        return "achieved", case.state, case.mood.rule != "mood.plan"
    return None


_JUDGES: tuple[Callable[[_Case], Judgement | None], ...] = (
    _long_past, _on_a_day, _in_preface, _past_in_plan, _planned_in_review,
    _told, _compared_in_sentence, _goes_on_from_report, _in_soft_review, _state_in_plan,
)  # fmt: skip
"""Asked in this order; the first that knows decides."""


def _is_planned(scene: Scene, clause: Clause) -> bool:
    """Whether the clause gives the size of a project that the sentence says is still to be finished."""
    text, patterns = scene.text, scene.lex.patterns
    before = text[max(clause.sentence, clause.end - CLAUSE) : clause.end]
    if patterns["once_built"].search(before):
        return True
    if not patterns["project_size"].search(text, clause.start, clause.end):
        return False
    if patterns["to_be_built"].search(before):
        return True
    rest = patterns["rest_of_sentence"].match(text, clause.end)
    return rest is not None and patterns["still_to_come"].search(rest[0]) is not None


def _is_history(governing: Governing, setting: Setting) -> bool:
    """Whether no plan sets its targets there: a plan period that is over, months that are (1—8月), a year before the
    one that its title names, or before the year before the document's.
    """
    years, today, title = whole_years(governing.value), setting.today, setting.title_date
    if title is not None and is_year(governing.value) and governing.value < year_of(title.value):
        return True
    ended = governing.via != "period" and (len(years) >= PLAN_PERIOD or (not years and "/" in governing.value))
    return today is not None and (ended or int(year_of(last_day(governing.value))) < int(year_of(today)) - 1)


def _is_due(scene: Scene, governing: Governing, today: str | None, mood: Mood) -> bool:
    """Whether the date lies ahead, or is worded as one by which something will be (到…, …前).

    A review may speak of the year that it is written in, but of no later one, nor of a month after its own day.
    """
    if today is not None and is_future(governing.value, today):
        reviewed = mood.firm and mood.status == "achieved"
        by_day = is_day(today) and not is_year(governing.value)
        later = first_day(governing.value) > last_day(today if by_day else year_of(today))
        if not reviewed or (later and scene.setting(governing.span.start).dated):
            return True
    return is_worded_as_due(scene.text, governing.span, scene.lex)
