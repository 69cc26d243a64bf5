"""Target, milestone, amount or norm; the strength of wording; the recurrence."""

from __future__ import annotations

from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.ratios import BY_RATIO
from chengnuo.assemble.served import SERVED
from chengnuo.model import Binding, Kind, Status, TimeMention

# 平均 stands so near before 每年.
AVERAGE = 4


def kind_of(draft: Draft, clause_text: str, lex: Lexicon, standing: str = "") -> Kind:
    """The kind of a row with a number; `standing` says whether its document sets rules that last."""
    patterns = lex.patterns
    if BY_RATIO in draft.rules and draft.status == "pledged" and draft.governing is None:
        return "norm"
    lasting = patterns["lasting" if draft.governing is not None else "lasting_undated"]
    bounded = lasting.search(clause_text) is not None
    if _pays_each(draft, clause_text, lex) or _stands(draft, clause_text, bounded, lex, standing):
        return "norm"
    pure = draft.unit is None and draft.change is None and not _lacks_unit(draft)
    if draft.unit in lex.words["change_units"] or pure:
        lasts = draft.recurrence or bounded or (standing and not patterns["level_end"].search(draft.left[-10:]))
        return "norm" if draft.status == "pledged" and draft.governing is None and lasts else "target"
    if _sets_standard(draft, lex):
        return "norm"
    if draft.change:
        return "target"
    if draft.status == "pledged" and draft.governing is None and draft.op == "<=" and draft.unit in lex.words["terms"]:
        return "norm"
    level = draft.op == "=" and patterns["per_head"].search(draft.noun) is not None
    dated = draft.governing is not None and (level or "indicator.table" in draft.rules)
    lasts = draft.status == "pledged" and draft.unit in lex.words["norm_units"] and not dated
    if "subject.by-count" in draft.rules or lasts:
        return "norm"
    if draft.unit in lex.words["act_units"] and not draft.recurrence and draft.op == "=":
        return "amount"
    if draft.scope and patterns["each"].match(draft.scope):
        if draft.governing is not None and patterns["built_by_each"].search(clause_text):
            return "amount"
        return "norm" if bounded and draft.status == "pledged" and draft.governing is None else "target"
    return _of_amount(draft, clause_text, bounded, lex)


def _stands(draft: Draft, clause_text: str, bounded: bool, lex: Lexicon, standing: str) -> bool:
    """Whether it is a level without a deadline that a law, a bound or the name of a standard makes last."""
    if draft.status != "pledged" or draft.governing is not None or draft.change:
        return False
    if draft.unit in lex.words["money_units"] and lex.patterns["grant_end"].search(draft.noun):
        # Who is entitled gets it again and again; what is paid out in all is an amount.
        return lex.patterns["awarding"].search(clause_text) is not None and not lex.patterns["paying_out"].match(
            draft.noun
        )
    if standing == "law" or (standing == "policy" and bounded):
        return True
    measured = draft.unit in lex.words["standing_units"] or draft.unit in lex.words["norm_units"]
    asked = lex.patterns["age_of"].search(draft.noun) is not None
    return asked or (measured and lex.patterns["standing_noun"].search(draft.noun) is not None)


def _sets_standard(draft: Draft, lex: Lexicon) -> bool:
    """Whether it is the sum of a standard, or its rise: 低保标准提高到每月800元, but not by a date of its own."""
    own_date = draft.status == "pledged" and draft.governing is not None and draft.governing.via == "clause"
    if draft.unit not in lex.words["money_units"] or own_date:
        return False
    return lex.patterns["set_standard"].search(draft.noun) is not None


def _lacks_unit(draft: Draft) -> bool:
    """Whether it counts things and only does not say by which measure: 服务101万客户; 差异系数0.45 has none."""
    return draft.quantity is not None and any(doubt.code == "missing-unit" for doubt in draft.quantity.doubts)


def _pays_each(draft: Draft, clause_text: str, lex: Lexicon) -> bool:
    """Whether it is what is paid for each of those who have a right to it: 每户补助3000元, 每台奖励不超过5万元."""
    if draft.unit not in lex.words["money_units"] or draft.change or not lex.patterns["paid_each"].search(clause_text):
        return False
    granted = any(lex.patterns[name].search(draft.noun) for name in ("grant_end", "paid_standard"))
    return granted or "indicator.grant" in draft.rules


def _of_amount(draft: Draft, clause_text: str, bounded: bool, lex: Lexicon) -> Kind:
    """The kind of a count or a sum that neither is a change nor an act."""
    patterns = lex.patterns
    if SERVED in draft.rules:
        return "norm" if draft.recurrence else "amount"
    if draft.recurrence and not patterns["level"].search(clause_text):
        return "norm" if draft.governing is None or draft.status == "pledged" else "amount"
    if bounded and draft.status == "pledged":
        if _is_done_once(draft, clause_text, lex):
            return "amount"
        return "norm" if draft.governing is None or draft.governing.via in {"heading", "stage", "title"} else "target"
    aimed = draft.status == "pledged" and (
        patterns["aim_end"].search(draft.left[-10:]) or _is_goal_of_table(draft, lex)
    )
    if draft.status == "pledged" and patterns["newly_made"].match(draft.noun):
        return "amount"
    if aimed or patterns["per_head"].search(draft.noun):
        return "target"
    if patterns["flow"].search(draft.noun):
        return "amount"
    if patterns["stock"].search(draft.noun) and not patterns["telling_lead"].match(draft.noun):
        return "target"
    if patterns["level_end"].search(draft.left[-10:]):
        return "target" if draft.status == "pledged" or patterns["held"].search(draft.left[-10:]) else "amount"
    return "amount"


def _is_goal_of_table(draft: Draft, lex: Lexicon) -> bool:
    """Whether a table of indicators gives it as a level of a year, of no place and of nothing that is newly made."""
    dated = "indicator.table" in draft.rules and draft.governing is not None and draft.scope is None
    return dated and not any(
        lex.patterns[name].search(draft.noun) for name in ("telling_first", "deed_first", "deed_last")
    )


def _is_done_once(draft: Draft, clause_text: str, lex: Lexicon) -> bool:
    """Whether a bound counts what is done by its date (举办赛事不少于30场次, 其中女性不少于50名), or with none in all:
    选拔不少于20名优秀青年, but not 每个小区建设不少于1处."""
    if draft.op != ">=" or draft.recurrence:
        return False
    if draft.governing is None:
        counts = draft.unit in lex.words["heads"] | lex.words["general_measures"]
        in_all = counts and not lex.patterns["paid_each"].search(clause_text)
        deeds = (row.left for row in (draft, draft.led) if row is not None)
        return in_all and any(lex.patterns["deed_first"].search(left) for left in deeds)
    if draft.unit in lex.words["act_units"] | lex.words["attendances"]:
        return True
    if lex.patterns["among"].match(clause_text):
        return draft.unit not in lex.words["standing_units"]
    told = any(lex.patterns[name].search(draft.left) for name in ("deed_first", "deed_last"))
    return told or lex.patterns["telling_lead"].match(draft.noun) is not None


def binding_of(clause_text: str, status: Status, striving: bool, lex: Lexicon) -> tuple[Binding | None, bool]:
    """The strength of wording, and whether a word of striving reaches on to the next clauses."""
    if status == "achieved":
        return None, striving
    for rule in lex.binding:
        if rule.may_match(clause_text) and rule.pattern.search(clause_text):
            if rule.get("reach") == "sentence":
                return rule.get("binding"), True
            return rule.get("binding"), striving
    return ("strive" if striving else "must"), striving


def recurrence_of(time: TimeMention, text: str, lex: Lexicon) -> str | None:
    """每年, 每学期 …: the words of a recurrence; 年均, 逐年 and yearly averages of a rate (平均每年递增) are none."""
    if lex.patterns["on_average"].search(text, max(0, time.span.start - AVERAGE), time.span.start):
        return None
    words = lex.patterns["each_one"].sub("", time.span.of(text).replace(" ", ""))
    return words if lex.patterns["each"].match(words) else None
