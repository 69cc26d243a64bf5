"""Indicators that say nothing alone, filled from the label, the row or the clause before."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import bare, class_behind, split_class, without_making
from chengnuo.assemble.remainders import some_of_group
from chengnuo.assemble.scenes import Scene
from chengnuo.assemble.singling import PART, is_among, is_changed, single_out
from chengnuo.assemble.wholes import is_part, measure_of_whole

# What an indicator is taken from stands within so many characters before it.
LEFT = 160
# The object of a verb alone in the clause before is told in no more characters.
LONGEST_OBJECT = 16
SHORTEST_THING = 2
# A work says without 任务 what it is where so many characters are left.
SHORTEST_WORK = 4
_AND = "、"
PER_CENT = "%"
FEW = 1000  # of a hundred, a thousand or ten thousand heads no more are told
# The rule of a subject that is a place where some of the things counted before stand.
PLACED = "subject.placed"


def complete(scene: Scene, draft: Draft, earlier: Sequence[Draft], flow: Flow) -> None:
    """Fills an indicator that says nothing alone, unless the number counts some of a group."""
    lex = scene.lex
    if some_of_group(scene, draft) or _is_of_all_before(draft, flow, lex):
        return
    verb = lex.patterns["telling_alone"].fullmatch(draft.noun) and not only_verb(draft.noun, lex)
    if not (verb and _took_object_of(scene.text, draft, _of_sentence(flow, draft.clause), lex)):
        _complete(scene, draft, earlier, flow)


def _of_sentence(flow: Flow, clause: Clause) -> Clause | None:
    """The clause before, of the same sentence."""
    return flow.previous if flow.previous and flow.previous.sentence == clause.sentence else None


def _is_of_all_before(draft: Draft, flow: Flow, lex: Lexicon) -> bool:
    """Gives a number that is told of all that the clause before shares out their names: 收入、支出分别为…，均增长9%."""
    names = list(dict.fromkeys(row.noun for row in flow.group))
    if draft.noun or len(names) < len(flow.group) or len(names) < 2 or not lex.patterns["of_all"].search(draft.left):
        return False
    draft.noun = _AND.join(names)
    draft.from_start = flow.group[0].clause.start
    draft.rules.append("indicator.of-all-before")
    return True


def _complete(scene: Scene, draft: Draft, earlier: Sequence[Draft], flow: Flow) -> None:
    """Fills an indicator that is missing or says nothing alone from the label, the row before or the clause before."""
    text, lex = scene.text, scene.lex
    clause, named = draft.clause, draft.noun
    before = _out_of_bracket(scene, draft, earlier[-1] if earlier else flow.last, [*flow.rows, *earlier])
    before = _of_money(_of_level(before, draft, flow, lex), draft, [*flow.rows, *earlier], lex)
    alike = _alike_before(scene, draft, before, [*flow.rows, *earlier])
    single_out(scene, draft, alike)
    before = alike if named and not draft.noun else before
    verb_only = only_verb(draft.noun, lex)
    elided = verb_only or "indicator.elided" in draft.rules
    _part_of_before(draft, alike, lex)
    measure_of_whole(scene, draft, flow)
    _per_of_before(draft, before, lex)
    whole = draft.noun and not is_short(draft.noun, lex) and not lex.patterns["share_form"].match(draft.noun)
    if whole and not elided:
        return
    previous = _of_sentence(flow, clause)
    short = draft.noun
    done = verb_only or (not short and lex.patterns["done_alone"].fullmatch(draft.left) is not None)
    source = _counted_alike(scene, draft, before or flow.counted, flow) if done else before
    if flow.label and not short and (not source or source.clause.start < flow.label_start):
        draft.noun, draft.from_start = flow.label, flow.label_start
        draft.rules.append("indicator.label")
        return
    if previous is not None and previous.stop == "；" and source is None:
        # Behind a ；a number without a noun goes on with the row of its unit, a short noun with none.
        source = flow.counted if not short and _is_alike(flow.counted, draft) else None
        previous = None if short or source else previous
    if verb_only and _took_object_of(text, draft, previous, lex):
        return
    topic = topic_of(scene, previous) if previous is not None else ""
    told = lex.patterns["told_of"].match(topic) if source is not None and source.clause is not previous else None
    if told:
        topic = told["topic"]  # 零售总额首次突破百亿，达105亿元
    elif source is not None and short and is_short(source.noun, lex) and not lex.patterns["share_form"].match(short):
        draft.noun = short  # 产值增长5%，利润增长3%: neither says more of the other
        return
    elif source is not None and source.noun:
        _from_row_before(draft, source, short, flow, lex, elided=elided)
        return
    made_before = verb_only and draft.unit not in lex.words["money_units"] and _may_be_made(topic, previous)
    if previous is not None and topic and (not elided or made_before):
        made = lex.making.fullmatch(short) is not None
        draft.noun = topic if made else short + topic if verb_only else topic.removesuffix(short) + short
        draft.from_start = previous.start if clause.start - previous.start < LEFT else -1
        draft.rules.append("indicator.from-clause-before")
        return
    if not named and _is_near(flow.counted, clause) and flow.counted is not None and flow.counted.unit == draft.unit:
        _from_row_before(draft, flow.counted, short, flow, lex, elided=False)  # 到2020年，率达到5%；到2025年，达到8%
        return
    draft.noun = short
    if not short and draft.subject == named:
        draft.noun, draft.subject = named, None
    if len(draft.noun) < 2:
        draft.doubt("indicator-missing", "no words say what is measured")


def _out_of_bracket(scene: Scene, draft: Draft, before: Draft | None, rows: Sequence[Draft]) -> Draft | None:
    """The row before, or the last outside the bracket that it stands in: 项目31个（其中续建7个），新建11个."""
    if before is None or not _is_in_bracket(scene, before) or _is_in_bracket(scene, draft):
        return before
    return next((row for row in reversed(rows) if not _is_in_bracket(scene, row)), before)


def _is_in_bracket(scene: Scene, row: Draft) -> bool:
    start, at = row.clause.sentence, row.at
    return scene.text.rfind("（", start, at) > scene.text.rfind("）", start, at)


def _part_of_before(draft: Draft, before: Draft | None, lex: Lexicon) -> None:
    """Says of what it tells per head (面积3万平方米，生均9平方米) or in a bound (项目27个，其中10亿元以上3个)."""
    if before is None or before.unit != draft.unit:
        return
    if lex.patterns["per_head_alone"].fullmatch(draft.noun):
        draft.noun += lex.patterns["total_first"].sub("", before.noun)
    elif lex.patterns["bound_alone"].fullmatch(draft.noun) and (
        head := lex.patterns["counted_head"].search(before.noun)
    ):
        draft.noun += head["head"]


def _per_of_before(draft: Draft, before: Draft | None, lex: Lexicon) -> None:
    """Says of how many heads it tells where the row before does: 每千人口床位数达到6张，注册护士数达到3人.

    What is told per head of the row before is named by it: 公交车126辆，折合每万人3辆.
    """
    if before is None or before.clause.sentence != draft.clause.sentence:
        return
    converted = lex.patterns["converted"].fullmatch(draft.noun)
    if converted and not draft.right and before.noun:
        draft.noun = converted["per"] + before.noun
        draft.rules.append("indicator.per-of-row-before")
        return
    per = lex.patterns["per_of_all"].match(before.noun)
    small = isinstance(draft.value, Decimal) and draft.value < FEW
    if per and small and draft.noun.endswith(per["what"][-1]) and not draft.noun.startswith(per["per"][0]):
        draft.noun = per["per"] + draft.noun
        draft.rules.append("indicator.per-of-row-before")


def _alike_before(scene: Scene, draft: Draft, before: Draft | None, rows: Sequence[Draft]) -> Draft | None:
    """The row before, or the last of its unit behind its changes and shares (达到32%，提高3个百分点；其中…).

    Of parts with two numbers (其中甲区5公里、40处) it is the part before.
    Behind a ；it is one whose subject ends alike: 税务部门完成1亿元；财政部门完成2亿元.
    """
    if before is not None and before.unit == draft.unit:
        return before
    among = is_among(scene, draft)
    own = [row for row in rows if row.clause is draft.clause and row.unit == draft.unit][-1:]
    if own and PART in own[0].rules:
        return own[0]
    for row in reversed(rows):
        if row.clause.sentence != draft.clause.sentence:
            break
        if before is None and row.unit == draft.unit and row.subject and draft.noun[-2:] == row.subject[-2:]:
            return row
        if before is not None and row.unit == draft.unit:
            return row
        if before is not None and not among and not row.change and "indicator.share-inherited" not in row.rules:
            break
    return before


def _of_level(before: Draft | None, draft: Draft, flow: Flow, lex: Lexicon) -> Draft | None:
    """The row that a change is told of: 完成投资20亿元，完成年度任务的40%，增长7% is of the sum, not of the share."""
    if before is None or draft.noun or not _is_share_of_level(before, lex) or not is_changed(draft, lex):
        return before
    if draft.unit != PER_CENT and not lex.patterns["done_rate"].search(before.noun):
        return before  # 占比提高2个百分点
    return next((row for row in reversed(flow.rows) if not _is_share_of_level(row, lex)), before)


def _of_money(before: Draft | None, draft: Draft, rows: Sequence[Draft], lex: Lexicon) -> Draft | None:
    """The sum before that one without a noun is of: 补助资金1亿元，下发到36个乡镇，每个500万元."""
    money = lex.words["money_units"]
    if before is None or draft.noun or draft.unit not in money or before.change:
        return before
    if before.unit in money or before.unit in lex.words["change_units"]:
        return before
    sums = (row for row in reversed(rows) if row.clause.sentence == draft.clause.sentence and row.unit in money)
    return next(sums, before)


def _is_share_of_level(row: Draft, lex: Lexicon) -> bool:
    """Whether it tells what share of a task or of a whole the level before it makes."""
    return lex.patterns["done_rate"].search(row.noun) is not None or "indicator.share-inherited" in row.rules


def _is_alike(row: Draft | None, draft: Draft) -> bool:
    """Whether a row of the sentence has the unit of this one."""
    return row is not None and row.unit == draft.unit and _is_near(row, draft.clause)


def _counted_alike(scene: Scene, draft: Draft, before: Draft | None, flow: Flow) -> Draft | None:
    """The last row of the sentence that the measure of a verb alone counts: 新建83所，面积9万平方米，已验收57所.

    Behind a ；after the parts of a whole, or where it is more than the last part, it is the whole: 任务80套，其中
    公租房30套；年内建成50套.
    """
    near = before if _is_near(before, draft.clause) else None
    if near and is_part(scene, near) and (_is_behind_stop(flow) or _is_more(draft, near)):
        wholes = (row for row in flow.rows if row.clause.sentence == draft.clause.sentence and row.unit == draft.unit)
        near = next((row for row in wholes if not is_part(scene, row)), near)
    rows = (row for row in reversed(flow.rows) if row.clause.sentence == draft.clause.sentence)
    return near if near and near.unit == draft.unit else next((row for row in rows if row.unit == draft.unit), near)


def _is_behind_stop(flow: Flow) -> bool:
    return flow.previous is not None and flow.previous.stop == "；"


def _is_more(draft: Draft, other: Draft) -> bool:
    """Whether it counts more of the same measure than the other."""
    one, two = (row.quantity.value if row.quantity else None for row in (draft, other))
    return draft.unit == other.unit and isinstance(one, Decimal) and isinstance(two, Decimal) and one > two


def _took_object_of(text: str, draft: Draft, clause: Clause | None, lex: Lexicon) -> bool:
    """Gives a verb alone what the clause before does the same with: 公开招聘中小学教师，累计招聘1790人.

    What it names a work of stands before it: 实施农民培育工程，培育5000人.
    """
    if clause is None or clause.stop != "，":
        return False
    before, found, object_ = clause.span.of(text).rpartition(draft.noun)
    if found and lex.patterns["named_work"].fullmatch(object_):
        object_ = without_making(bare(before, lex).noun, lex)
    if not found or not SHORTEST_THING <= len(object_) <= LONGEST_OBJECT or any(char.isdigit() for char in object_):
        return False
    if lex.lead.match(object_):
        return False  # 救助做到应救尽救，救助186人次
    draft.noun, draft.from_start = draft.noun + object_, clause.start
    draft.rules.append("indicator.object-before")
    return True


def _may_be_made(topic: str, clause: Clause | None) -> bool:
    """Whether what the clause before speaks of may be the object of a verb alone: 实施退耕还林，安排500万亩."""
    if clause is None:
        return False
    return clause.stop == "，" and len(topic) <= LONGEST_OBJECT and not any(char.isdigit() for char in topic)


def _is_near(earlier: Draft | None, clause: Clause) -> bool:
    return earlier is not None and earlier.clause.sentence == clause.sentence


def only_verb(noun: str, lex: Lexicon) -> bool:
    """Whether the indicator is a verb alone, whose noun stands elsewhere (2020年再建25家)."""
    return lex.patterns["only_verb"].fullmatch(noun) is not None or lex.making.fullmatch(noun) is not None


def _from_row_before(draft: Draft, source: Draft, short: str, flow: Flow, lex: Lexicon, *, elided: bool) -> None:
    """The indicator of the row before, with what this one says of its own."""
    if elided:
        _with_noun_of(draft, source, short, lex)
        return
    place = lex.patterns["place_first"].match(source.noun) if draft.scope and not source.scope else None
    if place:
        source.scope, source.noun = place[0], source.noun[place.end() :]  # 市区入园率达到50%，县（市）达到30%
    given = None
    if draft.subject and not source.subject:
        given = lex.patterns["given_to_class"].match(source.noun) or lex.patterns["paid_to_class"].match(source.noun)
    if given:
        source.subject, source.noun = given["who"], given["what"]
    elif draft.subject and not source.subject and PLACED not in draft.rules and split_class(draft.subject, lex):
        _share_out(source, draft.subject, flow, lex)
    base = "" if short else _other_side(draft, source, lex)
    base = base or _base_of(draft, source, short, lex)
    draft.noun = base + short if not base.endswith(short) or not short else base
    carries = not short or short == lex.forms["ratio"] or lex.patterns["share_form"].match(short)
    if carries and draft.subject is None and "subject.shared-out" not in source.rules:
        draft.subject = source.subject
    if source.scope and not lex.patterns["lasting_scope"].match(source.scope):
        draft.scope = draft.scope or source.scope  # a place singled out, not 全市
    draft.rules.append("indicator.from-row-before")
    if not short and draft.unit == PER_CENT and _is_count(source, lex) and not is_changed(draft, lex):
        draft.doubt("indicator-guessed", "what is measured is taken from a row of another measure")
    if source.clause is not draft.clause:
        near = draft.clause.start - source.span.start < LEFT
        draft.from_start = source.span.start if near else -1


def _other_side(draft: Draft, source: Draft, lex: Lexicon) -> str:
    """Another side of what the row before measures one of: 道路全长500米，宽3.5米."""
    side, whole = lex.patterns["side"].search(draft.left), lex.patterns["side_of"].fullmatch(source.noun)
    return whole["whole"] + side["side"] if side and whole else ""


def _base_of(draft: Draft, source: Draft, short: str, lex: Lexicon) -> str:
    """What of the indicator of the row before this one's begins with."""
    base = source.noun
    if lex.patterns["done_alone"].fullmatch(draft.left):
        base = lex.patterns["task_tail"].sub("", base) or base  # 改造任务80户，完成90户
    if lex.patterns["adjusted"].search(draft.left):
        base = lex.patterns["former"].sub("", base)  # 原估算总投资5亿元，调整为6亿元
    if lex.patterns["in_total"].search(draft.left):
        base = lex.patterns["newly"].sub("", base) or base  # 新增企业3家，总数达到27家
    if short and lex.patterns["other_size"].fullmatch(base + short):
        return ""
    if lex.patterns["pace"].fullmatch(short) and base.endswith(short):
        return base  # 增加值增速48%，高于平均增速40个百分点
    if short:
        base = lex.patterns["share_tail"].sub("", base.removesuffix(short))
        done = lex.patterns["rate_of_deed"].fullmatch(short)
        base = base.removesuffix(done["deed"]) if done else base  # 基本建成8套，建成率
    if lex.patterns["share_form"].match(short):
        base = base.removesuffix(lex.forms["ratio"])
    elif short == lex.forms["done_rate"]:
        base = lex.patterns["finishing"].sub("", base)  # 完成投资3亿元，占年计划的60%
    elif short and not lex.patterns["pace"].fullmatch(short):
        base = lex.patterns["attribute_tail"].sub("", base) or base
        base = lex.patterns["raised"].sub("", base) if short in lex.words["herds"] else base
        base = lex.patterns["for_each_one"].sub("", base) if lex.patterns["sum_of_all"].fullmatch(short) else base
    if _counts_beside_share(draft, source):
        # 补贴占投资的比例为20%，最高500万元; 参与率不低于95%，每周不少于5天
        base = lex.patterns["share_tail"].sub("", base) or base
        base = lex.patterns["rate_of"].sub("", base) or base
    if draft.subject and lex.patterns["some_few"].match(draft.subject):
        base = lex.patterns["average_of"].sub("", base)
    return base


def _counts_beside_share(draft: Draft, source: Draft) -> bool:
    """Whether the number counts what the row before gives a share of."""
    return (
        not (draft.quantity is None or draft.quantity.is_share)
        and source.quantity is not None
        and source.quantity.is_share
    )


def _is_count(row: Draft, lex: Lexicon) -> bool:
    """Whether it counts things or persons, of which no share is named."""
    counted = lex.words["own_measures"] | lex.words["general_measures"] | lex.words["heads"]
    return row.unit in counted and lex.patterns["rate_end"].search(row.noun) is None


def _with_noun_of(draft: Draft, source: Draft, short: str, lex: Lexicon) -> None:
    """A verb that the row before gives its noun: 应移交的29所, 新建12间."""
    counts = not (draft.quantity is None or draft.quantity.is_share or draft.unit in lex.words["money_units"])
    money = source.unit in lex.words["money_units"]  # 资金6千万元，开工11个 tells of no funds that were begun
    alike = source.unit == draft.unit or (not money and {source.unit, draft.unit} & lex.words["general_measures"])
    if not counts or not (alike or source.right):
        return
    named = lex.patterns["task_tail"].sub("", source.noun)
    named = named if len(named) >= SHORTEST_WORK else source.noun
    noun = lex.patterns["finished_first"].sub("", lex.patterns["newly"].sub("", named))
    noun = noun if noun != source.noun else lex.patterns["telling_first"].sub("", source.noun)
    if only_verb(noun, lex):
        return
    joint = lex.forms["of"] if "indicator.elided" in draft.rules else ""
    done = lex.patterns["done_behind"].search(noun)
    # 棚户区改造开工12套，基本建成8套: the verbs stand behind what they are told of.
    draft.noun = noun[: done.start()] + short if done else short + joint + noun
    draft.scope = draft.scope or source.scope
    draft.rules.append("indicator.noun-of-row-before")


def _share_out(source: Draft, other: str, flow: Flow, lex: Lexicon) -> None:
    """Takes the class out of the row before where the next one has another: 小学班额不超过45人、初中不超过50人.

    The rows that share its indicator lose it too (小学分别达到80%和85%，初中…).
    A place is none beside a kind of school: 公办园占比达到55%，城区达到60%.
    """
    places = lex.patterns["class_of_place"]
    first = split_class(source.noun, lex)
    last = class_behind(source.noun, lex)
    if first and (places.match(first[0]) is None) != (places.match(other) is None):
        return
    alike = [row for row in flow.group if (row.noun, row.subject) == (source.noun, None)]
    for row in alike or (source,):
        if first and first[1]:
            row.subject, row.noun = first
        elif last and len(last[1]) > 1:
            row.subject, row.noun = last[0], lex.patterns["noun_trail"].sub("", last[1])


def is_short(noun: str, lex: Lexicon) -> bool:
    """Whether the noun says nothing without what was spoken of before (总量, 年均增速)."""
    return noun in lex.words["short_nouns"] or lex.patterns["short_noun"].fullmatch(noun) is not None


def topic_of(scene: Scene, clause: Clause) -> str:
    """What the clause before speaks of: 下调单位缴费比例 → 单位缴费比例, 深化增值税改革 → 增值税."""
    text, lex = scene.text, scene.lex
    words = lex.patterns["year_first"].sub("", bare(clause.of(text)[-LEFT:], lex).noun)
    words = lex.patterns["raise_or_lower"].sub("", words)
    words = lex.patterns["predicate_end"].sub("", words)
    words = lex.patterns["counted_whole"].sub(r"\g<whole>", words)
    words = lex.patterns["reform_end"].sub("", lex.patterns["no_topic"].sub("", words))
    return words if len(words) >= SHORTEST_THING else ""
