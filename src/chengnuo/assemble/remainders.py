"""Some of a group that the sentence has counted: 16个问题中已整改11个，其余5个正在推进.

What is told of them says which they are: 整改的问题, 正在推进的问题.
"""

from __future__ import annotations

from decimal import Decimal

from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.phrases import bare, told_of
from chengnuo.assemble.scenes import Scene
from chengnuo.model import Value

_STOPS = "，；。"
# What ends a clause that names the group (在150家企业中，) is so long.
ENDING = 2
# The group is counted no more characters before its part.
BEFORE = 120
# What is told of some is told in no more characters.
LONGEST_TOLD = 16
# A group that counts nothing more than its unit says is no name for its parts.
SHORTEST = 2


def some_of_group(scene: Scene, draft: Draft) -> bool:
    """Names a count of some of a group by what is told of those; whether it is one."""
    lex, clause = scene.lex, draft.clause
    if draft.value_span is None or draft.quantity is None or draft.quantity.is_share:
        return False
    if draft.unit is None or draft.unit in lex.words["money_units"]:
        return False
    before = scene.text[max(clause.sentence, clause.start - ENDING) : draft.value_span.start]
    behind = scene.text[draft.value_span.end : clause.end]
    group = _group(scene, draft)
    if not group:
        return False
    lead = lex.patterns["some_lead"].search(before)
    told = _told_behind(scene, draft, behind) if lead else ""
    if not told and not behind:
        deed = lex.patterns["some_done"].search(before)
        told = deed["deed"] if deed else ""
    if told.endswith(lex.forms["etcetera"]):
        return False  # 已改造某大桥等15座
    if told.endswith(group[:SHORTEST]) and len(told) > SHORTEST and told != group:
        told = told[:-SHORTEST]  # 计划整治隐患700处，已完成整治400处
        draft.noun = told + group
        draft.right = ""
        draft.rules.append("indicator.some-of-group")
        return True
    if not SHORTEST <= len(told) <= LONGEST_TOLD or told.endswith(group[-SHORTEST:]):
        return False  # 共有劳动力7400人，已转移劳动力4900人: it says whom itself
    draft.noun = told_of(told, group, lex)
    draft.right = ""
    draft.rules.append("indicator.some-of-group")
    return True


def _group(scene: Scene, draft: Draft) -> str:
    """The noun of the greatest count of the unit before in the sentence; empty where none is greater than this one."""
    text, patterns = scene.text, scene.lex.patterns
    start = max(draft.clause.sentence, draft.at - BEFORE)
    counts = [q for q in scene.quantities_in(start, draft.at) if q.unit == draft.unit and isinstance(q.value, Decimal)]
    most = max(counts, key=lambda count: _size(count.value), default=None)
    if most is None or _size(most.value) <= _size(draft.value):
        return ""
    found = patterns["group_behind"].match(text, most.span.end, draft.at)
    if found is None and text[most.span.end] in _STOPS:
        found = patterns["group_before"].search(text[start : most.span.start])
    return bare(patterns["group_lead"].sub("", found["what"]), scene.lex).noun if found else ""


def _size(value: Value | None) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(0)


def _told_behind(scene: Scene, draft: Draft, behind: str) -> str:
    """What the words behind the number tell, without the date that they may begin with."""
    patterns = scene.lex.patterns
    start = draft.value_span.end if draft.value_span else draft.clause.start
    dates = [time for time in scene.times_in(start, draft.clause.end) if time.type == "DATE"]
    if not dates:
        words = behind if patterns["told_of_some"].match(behind) else ""
    elif patterns["some_date"].fullmatch(scene.text, start, dates[0].span.start):
        words = patterns["date_frame_after"].sub("", scene.text[dates[-1].span.end : draft.clause.end])
    else:
        return ""
    return patterns["told_adverbs"].sub("", words)
