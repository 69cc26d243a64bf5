"""What a number measures: the indicator, the subject and the region, from the words on both its sides."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from chengnuo.assemble.addressees import class_of_label, class_paid
from chengnuo.assemble.changes import baseline_of, change_of, turn_negative
from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.completing import complete, only_verb
from chengnuo.assemble.doers import doer_of_norm, each_period, singled_out
from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.flanks import LEFT, left_of, right_of
from chengnuo.assemble.grants import built_by_standard, by_standard, is_entitled, with_recipient, without_giver
from chengnuo.assemble.lengths import LENGTH
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.parallels import each_of_before, share_heads, shared_out
from chengnuo.assemble.phrases import Phrase, balanced, bare, nominal, per_first, told_behind, told_of, without_making
from chengnuo.assemble.polish import doubt_emptiness, due_deed, experience_required, named_by_body, polish
from chengnuo.assemble.ratios import phrase_of_ratio
from chengnuo.assemble.scenes import Scene
from chengnuo.assemble.served import served, share_deeds, share_objects, share_tails, some_among
from chengnuo.assemble.shares import of_share, recovered, share_of_whole
from chengnuo.assemble.spending import spent_on
from chengnuo.assemble.tiers import standard_of_class, tiered
from chengnuo.model import Quantity, TimeMention

_AND = "、"
# A noun of no more characters says little without its verb (召开两次会议).
SHORTEST_OBJECT = 2
# What tells by 的 which things are counted is no shorter (不能办理的30件提案).
SHORTEST_CLAUSE = 4


def measured(
    scene: Scene,
    clause: Clause,
    quantities: Sequence[Quantity],
    times: Sequence[TimeMention],
    roles: Sequence[str],
    flow: Flow,
) -> list[Draft]:
    """A draft for each of the clause's quantities with what it measures."""
    lex = scene.lex
    drafts: list[Draft] = []
    sets = [t for t in times if t.type == "SET"]
    lists = _parallel(scene, clause, quantities)
    for group in lists:
        first = group[0]
        left = left_of(scene, clause, first, drafts[-1].quantity if drafts else None, times)
        right = right_of(scene, clause, group[-1], quantities)
        if len(group) > 1:
            drafts += shared_out(scene, clause, group, left, right, flow)
            for draft in drafts[-len(group) :]:
                if not draft.noun or only_verb(draft.noun, lex) or _is_class(draft.noun, lex):
                    complete(scene, draft, (), flow)
        else:
            draft = Draft(clause, first, "", left=left, tail=right)
            _name(scene, draft, first, drafts, flow)
            drafts.append(draft)
    _count_on_the_way(scene, drafts)
    each_of_before(drafts, flow, lex)
    share_heads(drafts, lex)
    tiered(scene, drafts)
    share_deeds(scene, drafts)
    share_tails(drafts, lex)
    share_objects(drafts, lex)
    for draft in drafts:
        with_recipient(scene, draft, flow)
        quantity = draft.quantity
        if quantity is None:
            continue
        if draft.subject:
            draft.subject = lex.patterns["subject_edges"].sub("", draft.subject) or None
        draft.change = change_of(draft, quantity, lex)
        turn_negative(draft)
        doer_of_norm(scene, draft, sets)
        each_period(scene, draft, times)
        doubt_emptiness(draft, lex)
        draft.baseline = baseline_of(times, roles, quantity.span.start) if draft.change else None
        if draft.change and draft.baseline is None:
            draft.baseline = flow.risen_from or flow.compared_with
    if "from" not in roles and any(draft.noun and not draft.change for draft in drafts):
        flow.risen_from = None  # 企业由2005年的53家增加到118家，实现增加值99亿元，增长17%
    return drafts


def _is_class(noun: str, lex: Lexicon) -> bool:
    return lex.class_list.fullmatch(noun) is not None


def _parallel(scene: Scene, clause: Clause, quantities: Sequence[Quantity]) -> list[list[Quantity]]:
    """The quantities in groups that only 、 or 和 parts (80%、60%), or 、每年 where they are shared out (分别)."""
    text, lex = scene.text, scene.lex
    groups: list[list[Quantity]] = []
    for at, quantity in enumerate(quantities):
        if groups and not _tells_of_next(text, quantity, quantities[at + 1 :], groups[-1][-1]):
            first, last = groups[-1][0].span.start, groups[-1][-1].span.end
            between = text[last : quantity.span.start]
            told = text.find(lex.forms["respectively"], clause.start, first) >= 0
            if (
                between
                and (told or _alike(groups[-1][-1], quantity, lex))
                and lex.patterns["joint_of_each" if told else "joint"].fullmatch(between)
            ):
                groups[-1].append(quantity)
                continue
        groups.append([quantity])
    return groups


def _tells_of_next(text: str, quantity: Quantity, later: Sequence[Quantity], before: Quantity) -> bool:
    """Whether it has its own noun, which another number counts: 听力筛查7万人、35种遗传病筛查8万人."""
    if not later or quantity.unit == before.unit:
        return False
    between = text[quantity.span.end : later[0].span.start]
    return len(between) >= SHORTEST_CLAUSE and _AND not in between


def _alike(one: Quantity, other: Quantity, lex: Lexicon) -> bool:
    """Whether two numbers may count the same things (96户、183人脱贫).

    新增8所、2160个学位 has a noun for each, and so has 造林500亩、8条林荫大道.
    """
    if one.unit in lex.words["extents"] and other.unit not in lex.words["extents"]:
        return False
    return one.unit not in lex.words["own_measures"] or other.unit not in lex.words["general_measures"]


def _count_on_the_way(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Gives numbers that only lead up to another its noun: 2个村680户2300余人饮水难问题."""
    for later, earlier in pairwise(reversed(drafts)):
        if earlier.value_span is None or later.value_span is None:
            continue
        named = len(earlier.noun) >= SHORTEST_OBJECT and not scene.lex.patterns["noun_empty"].fullmatch(earlier.noun)
        if named and "indicator.from-row-before" not in earlier.rules:
            continue
        between = scene.text[earlier.value_span.end : later.value_span.start]
        if later.right and scene.lex.patterns["on_the_way"].fullmatch(between):
            if later.noun == scene.lex.forms["persons"].format(act=later.right):
                helped = scene.lex.patterns["helping"].search(earlier.left)
                later.noun = (helped[0] if helped else "") + later.right  # 带动1000户4200人脱贫
            earlier.noun, earlier.right, earlier.from_start = later.noun, later.right, later.from_start
            earlier.rules.append("indicator.object-shared")


def _name(scene: Scene, draft: Draft, q: Quantity, earlier: Sequence[Draft], flow: Flow) -> None:
    """Gives the row of one number the words of what it measures; `earlier` are the rows before it in its clause."""
    lex, left, right = scene.lex, draft.left, draft.tail
    before = scene.text[max(draft.clause.start, q.span.start - LEFT) : q.span.start]
    phrase = (recovered(before, lex) if q.is_share else None) or (
        share_of_whole(left, right, scene.text[q.span.end : draft.clause.end], q, lex)
    )
    phrase = phrase or (
        phrase_of_ratio(_stem(lex.patterns["about_equal"].sub("", left), q, lex)[0], right, lex)
        if q.is_ratio
        else _before_or_after(draft, q, lex)
    )
    draft.scope = phrase.scope
    draft.noun = phrase.noun
    if q.unit in lex.words["hours"] and phrase.noun and q.unit not in phrase.noun and not right:
        draft.noun += q.unit
    draft.rules.append(phrase.rule)
    polish(draft, lex)
    without_giver(draft, lex)
    standard_of_class(draft, flow, lex)
    by_standard(draft, lex)
    built_by_standard(draft, lex)
    due_deed(scene, draft)
    named_by_body(scene, draft, flow)
    experience_required(draft, lex)
    singled_out(scene, draft, flow)
    spent_on(scene, draft, flow)
    class_of_label(draft, flow, lex)
    class_paid(scene, draft, flow)
    if not is_entitled(scene, draft, flow):
        complete(scene, draft, earlier, flow)


def _before_or_after(draft: Draft, q: Quantity, lex: Lexicon) -> Phrase:
    """The indicator in the words before the number, or in those of what it counts behind it."""
    left, right = draft.left, draft.tail
    stem, reach = _stem(_without_each(lex.patterns["current_level"].sub("", left), right, lex), q, lex)
    before = per_first(bare(stem, lex), lex)
    object_ = _object(right, lex)
    classes = lex.patterns["of_classes"].match(right) if q.unit in lex.words["general_measures"] else None
    if classes and not before.noun:
        draft.op = ">=" if classes["bound"] and draft.op == "=" else draft.op
        return Phrase(classes["noun"] + lex.forms["class_count"], None, "indicator.after")
    granted = q.unit in lex.words["money_units"] and lex.patterns["grant_end"].search(object_) is not None
    told = None if granted else served(left, object_, lex)  # 给予60万元购房补贴
    if told is not None:
        draft.right = object_
        return Phrase(told.noun + lex.forms["share"], told.scope, told.rule) if q.is_share else told
    if q.is_share:
        return of_share(before, object_, right, reach, lex)
    some = some_among(left, right, draft, lex)
    if some:
        return some
    strong = lex.patterns["strong_reach"].search(reach) is not None
    whole = _of_object(before, object_, right, q, lex, reached=reach != "")
    if whole is not None:
        return whole
    if not _is_counted(before, object_, right, q, lex):
        object_ = ""
    if object_:
        made = without_making(before.noun, lex)
        only_verb = not before.noun or (made == before.noun and lex.making.fullmatch(before.noun) is not None)
        if not strong or only_verb:
            draft.right = object_
            return _after(stem, before, object_, q, lex)
    elif stem.endswith(lex.forms["of"]) and before.noun and not reach and not lex.patterns["dated_of"].search(stem):
        # 应移交的29所: the noun that 的 leaves out is the row before's; 少提的500万元 are funds.
        draft.rules.append("indicator.elided")
        funds = lex.forms["of"] + lex.forms["funds"] if q.unit in lex.words["money_units"] else ""
        return Phrase(before.noun + funds, before.scope, "indicator.before")
    if before.noun and not reach:
        noun = without_making(_without_examples(before.noun, q.unit, lex), lex)
        return Phrase(noun, before.scope, "indicator.object")
    if lex.making.fullmatch(before.noun) and not lex.patterns["spending"].fullmatch(before.noun):
        before = Phrase("", before.scope)
    return Phrase(
        without_making(before.noun, lex), before.scope, "indicator.before" if before.noun else "indicator.inherited"
    )


def _is_built(noun: str, lex: Lexicon) -> bool:
    """Whether it names a kind of institutions or of what is built, which says enough alone: 学校, 机场."""
    return any(lex.patterns[name].search(noun) for name in ("institution", "built_kind"))


def _without_examples(noun: str, unit: str | None, lex: Lexicon) -> str:
    """The kind of things counted without the names of some: 引进某纺织、某机械等亿元以上项目 → 引进亿元以上项目."""
    found = lex.patterns["examples"].fullmatch(noun)
    if found is None or unit not in lex.words["own_measures"] | lex.words["general_measures"] | lex.words["lines"]:
        return noun
    short = len(found["kind"]) <= SHORTEST_OBJECT and not _is_built(found["kind"], lex)
    return noun if short else (found["verb"] or "") + found["kind"]


def _stem(left: str, q: Quantity, lex: Lexicon) -> tuple[str, str]:
    """The words before a number without those that carry them to its level, and these words."""
    gain = lex.patterns["gain"].search(left)
    if gain and (gain.end() == len(left) or lex.reach_end.fullmatch(left, gain.end())):
        return left[: gain.end()], left[gain.end() :]
    whole = lex.patterns["times_of"].search(left) if q.unit in lex.words["change_units"] else None
    if whole is None and q.unit in lex.words["change_units"] and not q.is_share:
        whole = lex.patterns["times_set_by"].search(left)
    if whole:
        return left[: whole.start()], whole[0]
    paired = not q.is_share and lex.patterns["paired_verb"].search(left) is not None
    found = None if paired else lex.reach_end.search(left[-40:])
    reach = found[0] if found else ""
    at = len(left) - len(reach)
    if lex.patterns["receiving"].search(left[: at + 1]) or lex.patterns["own_plan"].search(left):
        reach = ""  # 得到 reaches no level, and 招生计划 plans none
    stem = left[: len(left) - len(reach)]
    if reach.startswith(lex.forms["ratio"]):
        stem += lex.forms["ratio"]
    stem = lex.patterns["comparison_end"].sub("", stem)
    if reach and q.unit in lex.words["money_units"]:
        stem = _without_each(stem, "", lex)  # 生活补贴每人每月提高10元
    if lex.patterns["up_to"].search(reach):
        stem = lex.patterns["raised_first"].sub("", lex.patterns["from_end"].sub("", stem))
    return stem, reach


def _of_object(before: Phrase, object_: str, right: str, q: Quantity, lex: Lexicon, *, reached: bool) -> Phrase | None:
    """What is told of the object after a number: 设立总规模不少于1亿元的基金, 投入2亿元实施改造工程."""
    told = lex.patterns["noun_lead"].sub("", before.noun)  # 某公司计划投资
    before = Phrase(told, before.scope) if lex.patterns["spending"].fullmatch(told) else before
    used = lex.patterns["used_for"].match(right) if q.unit in lex.words["money_units"] else None
    if used and lex.patterns["spending"].fullmatch(before.noun):
        return Phrase(used["what"] + before.noun, before.scope, "indicator.spent-on")
    own = lex.patterns["allotting"].match(before.noun) if used else None
    if used and own and (not reached or own.end() == len(before.noun)):
        funds = before.noun[own.end() :] or lex.forms["funds"]
        return Phrase(balanced(used["what"]) + funds, before.scope, "indicator.spent-on")
    if used and not before.noun:
        return Phrase(used[0] + lex.forms["of"] + lex.forms["funds"], before.scope, "indicator.spent-on")
    if not object_:
        return None
    level = lex.patterns["level_attribute"].search(before.noun)
    if level and reached and lex.patterns["of"].match(right):
        return Phrase(nominal(balanced(object_), lex) + level[0], before.scope, "indicator.attribute")
    if q.unit in lex.words["money_units"] and lex.patterns["spending"].fullmatch(before.noun):
        noun = without_making(lex.patterns["spent"].sub("", object_), lex)
        return Phrase(balanced(noun) + before.noun, before.scope, "indicator.spent-on")
    for_it = lex.patterns["funds_for"].fullmatch(before.noun) is not None
    if not for_it and lex.patterns["bare_funds"].fullmatch(before.noun):
        for_it = lex.patterns["telling_lead"].match(object_) is not None
    if q.unit in lex.words["money_units"] and for_it and not reached:
        noun = lex.patterns["spent"].sub("", object_)
        return Phrase(balanced(noun) + lex.forms["funds"], before.scope, "indicator.spent-on")
    return None


def _is_counted(before: Phrase, object_: str, right: str, q: Quantity, lex: Lexicon) -> bool:
    """Whether the words after a number name what it counts, and do not go on about what stands before it."""
    if not before.noun:
        return True
    if q.unit in lex.words["money_units"] and lex.patterns["money_noun"].search(before.noun):
        return False  # 国债资金2亿元支持…
    if q.unit in lex.words["act_units"] and lex.patterns["act_noun"].search(before.noun):
        return False  # 召开专题会议14次研究整改工作
    if len(object_) == 1 and lex.patterns["level_attribute"].search(before.noun):
        return False  # 办学规模60个班
    # 100项国家标准 are counted, 100元的标准 is a level.
    return q.unit in lex.words["general_measures"] or lex.patterns["at_standard"].search(right) is None


def _without_each(stem: str, right: str, lex: Lexicon) -> str:
    """The words without the 每生 or 为每人 that only says per whom a sum is counted."""
    found = lex.patterns["each_end"].search(stem)
    if found is None or (found.start() < SHORTEST_OBJECT and not lex.patterns["grant_standard"].match(right)):
        return stem
    return stem[: found.start()]


def _object(right: str, lex: Lexicon) -> str:
    """What the words after a number name as counted; empty where they go on otherwise (已全部移交, 以上)."""
    object_ = lex.patterns["attribute_after"].sub("", lex.patterns["long_remark"].split(right)[0])
    object_ = lex.patterns["after_number"].sub("", object_)
    object_ = lex.patterns["object_end"].sub("", object_)
    named = any(map(str.isalpha, object_))  # 粮食 308.12万吨 8.3: the growth beside it is no name
    return object_ if named and not lex.patterns["no_object"].match(object_) else ""


def _after(stem: str, before: Phrase, object_: str, q: Quantity, lex: Lexicon) -> Phrase:
    """The indicator of a number whose noun follows it (回收200套住房)."""
    unit = q.unit
    counts = q.rule != LENGTH and unit not in lex.words["money_units"]
    if counts and told_behind(before.noun, object_, lex, persons=unit in lex.words["heads"]):
        things = without_making(lex.patterns["noun_lead"].sub("", before.noun), lex)
        return Phrase(told_of(object_, things, lex), before.scope, "indicator.after")
    noun = balanced(object_) if q.rule == LENGTH else nominal(balanced(object_), lex)
    if before.noun in lex.words["short_nouns"]:
        return Phrase(noun + before.noun, before.scope, "indicator.after")
    of_place = without_making(before.noun, lex)
    several = stem.endswith(lex.forms["etcetera"])
    told = lex.patterns["works_told"].fullmatch(object_)
    if told and len(of_place) >= SHORTEST_OBJECT and not several:
        return Phrase(of_place + told["work"], before.scope, "indicator.after")  # 高标准农田4.4万亩建设任务已完成
    if len(of_place) >= SHORTEST_OBJECT and not several and lex.patterns["works_done"].fullmatch(noun):
        return Phrase(of_place + noun, before.scope, "indicator.after")  # 完成某路2.8公里黑化
    if not several and lex.patterns["work_kind"].search(of_place) and lex.patterns["work_unit"].fullmatch(noun):
        return Phrase(of_place.removesuffix(noun) + noun, before.scope, "indicator.after")
    if lex.patterns["per_count"].match(stem):
        return Phrase(stem.strip() + noun, before.scope, "indicator.per-count")
    if stem.endswith(lex.forms["of"]) and len(noun) <= SHORTEST_OBJECT and len(before.noun) >= SHORTEST_CLAUSE:
        # 因受条件限制不能办理的30件提案
        return Phrase(before.noun + lex.forms["of"] + noun, before.scope, "indicator.after")
    if stem.endswith(lex.forms["etcetera"]):
        if len(noun) <= SHORTEST_OBJECT and unit not in lex.words["own_measures"] and not _is_built(noun, lex):
            # 实施了校舍改造等5项工程
            return Phrase(without_making(bare(stem, lex).noun, lex) + noun, before.scope, "indicator.after")
        first = lex.patterns["telling_lead"].match(bare(stem, lex).noun)
        return Phrase((first[0] if first else "") + noun, before.scope, "indicator.after")  # 撤并某中学等11所学校
    verb = _verb_before(before.noun, noun, lex)
    if not verb and len(noun) == SHORTEST_OBJECT and unit == lex.forms["person"]:
        noun = lex.forms["persons"].format(act=noun)  # 5000人受益
    return Phrase(verb + noun, before.scope, "indicator.after")


def _verb_before(words: str, noun: str, lex: Lexicon) -> str:
    """The verb that says what is counted, at the end of the words before a number: 新建, and 解决 before 问题."""
    verb = lex.patterns["telling_verb"].search(words)
    if verb is None and lex.patterns["problem"].search(noun):
        verb = lex.patterns["solving"].search(words)
    if verb is None and len(noun) <= SHORTEST_OBJECT:
        verb = lex.patterns["short_verb"].search(words)
    return verb["verb"] if verb else ""
