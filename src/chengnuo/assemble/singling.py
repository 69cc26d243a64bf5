"""Classes, ages, grades, places and bodies singled out of what was counted before are subjects or regions."""

from __future__ import annotations

from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import class_behind, split_class
from chengnuo.assemble.scenes import Scene

# 其中 stands within so many characters before what is singled out.
LEFT = 160
PER_CENT = "%"
# The rule of a place or class that has a part of what the row before counts.
PART = "scope.part"
# A class that shares the rate of the row before is named in no more characters.
LONGEST_CLASS = 18


def single_out(scene: Scene, draft: Draft, before: Draft | None) -> None:
    """Takes a class or some of one for the subject: 初中不超过50人, 个别学校超过…, 部分行业的合格率."""
    lex = scene.lex
    some = lex.patterns["some_of"].match(draft.noun)
    if some and draft.subject is None:
        draft.subject, draft.noun = some[1], some[2]
        return
    if _named_as_paid(draft, before, lex):
        return
    behind = class_behind(draft.noun, lex) if draft.subject is None else None
    if behind and lex.patterns["rate_end"].search(behind[1]):
        draft.subject, draft.noun = behind  # 年巩固率小学为100%、初中为98.5%
        return
    if _is_part_of(scene, draft, before):
        if lex.patterns["region_name"].search(draft.noun) or _is_site(draft, before, lex):
            draft.scope, draft.noun = draft.noun, ""
        elif _is_owner_of_part(draft, before, lex):
            draft.subject, draft.noun = draft.noun, ""
        if not draft.noun:
            draft.rules.append(PART)
            return
    if _is_class_of_persons(draft, before, lex):
        draft.subject, draft.noun = draft.noun, ""
        return
    alone = split_class(draft.noun, lex)
    is_class = draft.noun and alone and not alone[1] and "indicator.after" not in draft.rules
    counted = draft.unit in lex.words["own_measures"] or lex.patterns["persons"].search(draft.noun) is not None
    counted = counted and not _are_some_of(draft, before, lex)
    level = lex.patterns["level_at_end"].fullmatch(draft.noun)
    itself = draft.unit not in lex.words["heads"] and lex.patterns["institution"].search(draft.noun) is not None
    itself = itself or draft.left.endswith(draft.noun)  # 公办幼儿园控制在40所以内
    if is_class and itself and counted and not level and draft.unit != "%":
        return  # 小学12所、初中8所, 专任教师200人: each number counts its own noun, 省级示范园1所、市级2所 not
    if _shares_rate(draft, before, lex) and lex.patterns["part_of_region"].fullmatch(draft.noun):
        draft.scope, draft.noun = draft.noun, ""
        return
    some_few = lex.patterns["some_few"].match(draft.noun) and not lex.patterns["rate_end"].search(draft.noun)
    if is_class or some_few or _shares_rate(draft, before, lex):
        share = _own_share(draft, before, lex)
        draft.subject, draft.noun = (draft.subject, draft.noun + share) if share else (draft.noun, "")


def _own_share(draft: Draft, before: Draft | None, lex: Lexicon) -> str:
    """What another of its kind has of the whole, in words: 第三产业占生产总值的比重达到50%，第二产业38%."""
    found = lex.patterns["share_of_own"].fullmatch(before.noun) if before is not None else None
    return found["share"] if found and found["own"][-1] == draft.noun[-1:] else ""


def _named_as_paid(draft: Draft, before: Draft | None, lex: Lexicon) -> bool:
    """Whether it is what a single one gets at most, which takes the name of what is paid.

    每平方米补助300元，单个项目最高不超过30万元.
    """
    paid = lex.patterns["paid_for_all"].search(before.noun) if before is not None else None
    if (
        paid is None
        or draft.unit not in lex.words["money_units"]
        or not lex.patterns["single_one"].fullmatch(draft.noun)
    ):
        return False
    draft.noun += paid[0]
    return True


def _is_class_of_persons(draft: Draft, before: Draft | None, lex: Lexicon) -> bool:
    """Whether it names an age, or persons who are paid, of those before: 50岁以上18人, 90岁以上100元, 百岁老人500元."""
    if before is None or before.unit != draft.unit or draft.right:
        return False
    if draft.unit in lex.words["heads"]:
        # 60岁以上老年人13万人，其中80岁以上1.9万人: another age takes the place of the first.
        ages = lex.patterns["age_class"]
        return ages.fullmatch(draft.noun) is not None and ages.search(before.noun) is None
    if draft.unit not in lex.words["money_units"]:
        return False
    named = lex.patterns["age_class"].fullmatch(draft.noun) or any(
        lex.patterns[name].search(draft.noun) for name in ("persons", "thing_end")
    )
    return bool(named) and lex.patterns["paid_end"].search(before.noun) is not None


def _are_some_of(draft: Draft, before: Draft | None, lex: Lexicon) -> bool:
    """Whether a class that names no persons tells of some of the persons before: 招聘教师500名，其中初中80名."""
    if before is None or before.unit != draft.unit or draft.unit not in lex.words["heads"]:
        return False
    persons = lex.patterns["persons"]
    return persons.search(before.noun) is not None and persons.search(draft.noun) is None


def _is_part_of(scene: Scene, draft: Draft, before: Draft | None) -> bool:
    """Whether it may name what has a part of what the row before counts: 新增学位9800个，其中某区3480个."""
    if before is None or not before.noun or before.unit != draft.unit or draft.right or len(draft.noun) > LONGEST_CLASS:
        return False
    return is_among(scene, draft) or PART in before.rules


def _is_site(draft: Draft, before: Draft | None, lex: Lexicon) -> bool:
    """Whether it names a place in a town, which is no kind of what the row before counts: 其中主干路2条 of 道路."""
    return (
        before is not None
        and draft.noun[-1:] != before.noun[-1:]
        and lex.patterns["site"].fullmatch(draft.noun) is not None
    )


def _is_owner_of_part(draft: Draft, before: Draft | None, lex: Lexicon) -> bool:
    """Whether it names a kind, an institution or a stage of schooling that has a part of what the row before counts.

    An institution whose own units count it has none: 其中医院9家; 其中县医院300张.
    """
    if lex.patterns["kind_of_part"].fullmatch(draft.noun):
        priced = before is not None and lex.patterns["measure_changed"].search(before.noun)
        return not (priced and lex.patterns["kind_changed"].fullmatch(draft.noun) and is_changed(draft, lex))
    if draft.unit == PER_CENT:
        rate = before is not None and lex.patterns["rate_end"].search(before.noun)
        return bool(rate) and lex.patterns["stage_of_education"].fullmatch(draft.noun) is not None
    own = lex.words["own_measures"] | lex.words["general_measures"]
    return draft.unit not in own and lex.patterns["institution"].search(draft.noun) is not None


def _shares_rate(draft: Draft, before: Draft | None, lex: Lexicon) -> bool:
    """Whether it names whom the rate of the row before, or the training it counts, is for: 重点人群达到80%."""
    name = lex.patterns["in_brackets"].sub("", draft.noun)
    if before is None or draft.right or draft.unit != before.unit or not 0 < len(name) <= LONGEST_CLASS:
        return False
    ends = lex.patterns["rate_end"]
    if draft.unit == "%":
        reached = (
            not draft.left.endswith(draft.noun) and not is_changed(draft, lex) and "indicator.before" in draft.rules
        )
        reached = reached and "indicator.share-after" not in before.rules
        reached = reached and not lex.patterns["work_at_end"].search(draft.noun)
        return reached and ends.search(before.noun) is not None and ends.search(draft.noun) is None
    if draft.unit in lex.words["money_units"]:
        body = lex.patterns["bodies"].search(draft.noun)
        return body is not None and lex.patterns["bodies"].search(before.noun) is None
    if draft.unit in lex.words["heads"] and lex.patterns["institution"].search(draft.noun):
        return lex.patterns["institution"].search(before.noun) is None  # 在校生56万人（其中技工学校6万人）
    whom = lex.patterns["persons"].search(draft.noun) or lex.patterns["stage_of_education"].fullmatch(draft.noun)
    counted = draft.unit in lex.words["attendances"] and not lex.patterns["own_deed"].match(draft.noun)
    return counted and whom is not None


def is_among(scene: Scene, draft: Draft) -> bool:
    """Whether its clause says what is among the things counted before: 其中…."""
    words = scene.text[max(draft.clause.sentence, draft.at - LEFT) : draft.at]
    return scene.lex.patterns["singled_here"].search(words) is not None


def is_changed(draft: Draft, lex: Lexicon) -> bool:
    """Whether the number is told as a rise, a fall or a doubling of what was measured before."""
    doubled = draft.quantity is not None and draft.quantity.rule in lex.words["doubling_rules"]
    return doubled or any(lex.patterns[name].search(draft.left) for name in ("rise_share", "fall_share"))
