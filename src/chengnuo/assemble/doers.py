"""Who a statement is about: persons that have to do it, a class that its clause singles out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chengnuo.assemble.clauses import singles_out
from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import bare
from chengnuo.assemble.scenes import Scene
from chengnuo.model import TimeMention

# So many characters before a number are read.
LEFT = 160
# A class that 其中 singles out is no longer than this.
LONGEST_CLASS = 12
# Whom a duty of the next clause binds is named in no more than so many.
LONGEST_DOER = 24
SHORTEST = 2


def singled_out(scene: Scene, draft: Draft, flow: Flow) -> None:
    """Sets the subject that the clause's grammar singles out: 其中骨干教师不低于…, 不足100人的学校按100人核定."""
    text, lex = scene.text, scene.lex
    clause = draft.clause
    provided = lex.patterns["provides"].match(draft.noun)
    if provided and draft.subject is None and draft.unit != "%":
        draft.subject, draft.noun = provided["who"], draft.noun[provided.end() :]
        draft.rules.append("subject.provides")
    by_verb = lex.patterns["by_verb"].match(draft.right)
    if by_verb:
        _by_count(scene, draft, by_verb, flow)
    who = flow.previous if "indicator.elided" not in draft.rules else None
    if who is not None and who.sentence == clause.sentence and lex.patterns["must_follow"].match(text, clause.start):
        name = bare(who.of(text), lex).noun if len(who.span) <= LONGEST_DOER else ""
        if name and draft.subject is None and (draft.unit in lex.words["norm_units"] or flow.addressee):
            draft.subject = flow.addressee or name
            draft.rules.append("subject.clause-before")
    if not singles_out(text, clause, lex):
        return
    _part_of_whole(draft, lex)
    if draft.rules and draft.rules[-1] == "indicator.share-whole":
        part = draft.noun.partition(lex.forms["share_of_whole"].format(part="", whole="")[0])[0]
        if 0 < len(part) <= LONGEST_CLASS:
            draft.subject = part


def _part_of_whole(draft: Draft, lex: Lexicon) -> None:
    """Takes the class whose share of the whole before it is told for the subject: 其中护理型床位不低于60%."""
    ratio = lex.forms["ratio"]
    if draft.unit != "%" or draft.right or draft.rules[-1:] != ["indicator.before"] or ratio in draft.left:
        return
    changed = any(lex.patterns[name].search(draft.left) for name in ("rise_share", "fall_share"))
    part = draft.noun.removesuffix(ratio)
    if draft.left.endswith(part) and lex.patterns["stage_of_education"].fullmatch(part):
        return  # 毛入学率达到90%，其中学前教育85%
    if SHORTEST < len(part) <= LONGEST_CLASS and not changed and not lex.patterns["rate_end"].search(part):
        draft.subject, draft.noun = part, part + ratio
        draft.rules.append("subject.part-of-whole")


def _by_count(scene: Scene, draft: Draft, by_verb: re.Match[str], flow: Flow) -> None:
    """不足100人的学校按100人核定经费: the number of persons that the school's money is counted for."""
    text, lex = scene.text, scene.lex
    at = draft.at
    counted = lex.patterns["by_count"].match(text[draft.clause.start : at]) if at - draft.clause.start < LEFT else None
    if counted is None:
        return
    who = bare(counted[1], lex).noun or flow.addressee
    if who:
        draft.subject = who
        unit = lex.forms["person"] if draft.unit in lex.words["own_measures"] else draft.unit
        draft.noun = lex.forms["counted_for"].format(act=draft.right[len(by_verb[1]) :], who=by_verb[1] or unit)
        draft.rules.append("subject.by-count")


def doer_of_norm(scene: Scene, draft: Draft, sets: Sequence[TimeMention]) -> None:
    """Who has to do what recurs: persons are the subject (教师每年培训…), a body is left out (督导室每月督查一次)."""
    text, lex = scene.text, scene.lex
    start, quantity = draft.clause.start, draft.quantity
    rec = next((t for t in sets if quantity and t.span.end <= quantity.span.start), None)
    if rec is None or draft.subject or rec.span.start - start > LEFT or "indicator.by-standard" in draft.rules:
        return
    doer = bare(lex.patterns["per_whom"].sub("", text[start : rec.span.start]), lex)
    name = lex.patterns["doer_each"].sub("", lex.patterns["by_whom"].sub("", doer.noun))
    if not SHORTEST <= len(name) <= LONGEST_CLASS or lex.patterns["each_alone"].fullmatch(name):
        return
    if lex.patterns["for_whom"].match(text, start):
        return
    if not lex.patterns["bodies"].search(name):
        acts = not lex.patterns["act"].search(name) and not lex.making.fullmatch(name)
        alone = lex.patterns["persons"].search(name) and not lex.patterns["each"].match(doer.noun)
        if alone or (draft.right and acts):
            draft.subject = name
            rest = draft.noun.removeprefix(name)
            draft.noun = rest if len(rest) >= SHORTEST else draft.noun  # 学生每天睡眠不少于8小时
            draft.rules.append("subject.doer")
        return
    rest = draft.noun.removeprefix(name)
    if lex.patterns["granting"].fullmatch(rest):
        draft.noun = name + rest + lex.forms["funds"]  # 市财政每年安排500万元: whose money it is tells the rows apart
    elif draft.unit in lex.words["money_units"] and lex.patterns["money_noun"].search(rest):
        draft.noun = name + rest
    elif len(rest) >= SHORTEST:
        draft.noun = rest


def _is_term_of(scene: Scene, term: TimeMention, draft: Draft) -> bool:
    """Whether the number is done in each such term: right behind it, or as hours of training (5年培训不低于360学时)."""
    at = draft.quantity.span.start if draft.quantity else -1
    if term.span.end == at:
        return True
    trained = scene.lex.patterns["trained"].fullmatch(scene.text, term.span.end, at) if term.span.end < at else None
    return trained is not None and draft.unit in scene.lex.words["hours"]


def each_period(scene: Scene, draft: Draft, times: Sequence[TimeMention]) -> None:
    """一天一节, 5年360学时: the period directly before the number is its recurrence."""
    text, lex = scene.text, scene.lex
    if draft.quantity is None:
        return
    at = draft.quantity.span.start
    found = lex.patterns["each_period"].search(text[max(draft.clause.start, at - 4) : at])
    if found:
        draft.each_period = lex.forms["each"].format(period=found[1])
        draft.left = draft.left[: len(draft.left) - len(found[0])]
        return
    before = next((t for t in times if t.type == "DURATION" and _is_term_of(scene, t, draft)), None)
    is_share = draft.unit == "%" and draft.subject is None
    part = lex.patterns["part_of_term"].search(text, draft.clause.start, at) if is_share else None
    if part:
        draft.subject = part[0]  # 前两年100%、后三年50%
        return
    if before is not None and (draft.unit in lex.words["norm_units"] or draft.unit in lex.words["act_units"]):
        draft.each_period = lex.forms["each"].format(period=before.span.of(text))
