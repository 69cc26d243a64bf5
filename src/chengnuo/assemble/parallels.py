"""Parallel numbers: one indicator shared out among as many subjects (体育、美育占比分别达到80%、60%)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.grants import PAID_LIST, paid_list
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import bare, nominal, split_class, trimmed
from chengnuo.assemble.ratios import ratio_words
from chengnuo.assemble.scenes import Scene
from chengnuo.assemble.shares import task_named
from chengnuo.model import Quantity

# A class named by the clause before (国家、省、市) stands within so many characters.
BEFORE = 120
# A subject that shares its head with others (体育、美育特色学校) is no longer than this.
LONGEST_SHORT = 4
# The end that subjects have in common is no shorter.
SHORTEST_END = 2
_QUOTES = " “”"


@dataclass(frozen=True, slots=True)
class _Shared:
    """What the words around parallel numbers say of all of them: their subjects, and what is measured of each.

    `extra` are the words behind the subjects' head; `named` is true where the subjects are what is counted, `granted`
    where the words behind the numbers say what is paid, `placed` where they are told to be regions (三镇).
    """

    owners: list[str]
    head: str
    extra: str
    scope: str | None
    named: bool
    granted: bool
    placed: bool


def shared_out(
    scene: Scene, clause: Clause, group: Sequence[Quantity], left: str, right: str, flow: Flow
) -> list[Draft]:
    """The drafts of parallel numbers; where no list of as many subjects is found, each has a doubt."""
    lex = scene.lex
    right = lex.patterns["summed_behind"].sub("", right)
    behind = lex.patterns["respectively_behind"].match(right)
    shared = _of_list_behind(behind["list"], len(group), lex) if behind else None
    shared = shared or _shared_words(left, right, group, lex)
    regions = (shared.scope or "").split("、")  # 甲市、乙市合格率分别为
    own = shared.owners or (regions if len(regions) == len(group) else []) or _levels(scene, clause, len(group))
    paid, head = ([], "") if own else paid_list(scene, clause, flow, len(group), shared.extra + left)
    paid = [] if any(lex.forms["respectively"] in item for item in paid) else paid
    owners = [] if paid else own or _as_before(flow, clause.sentence, len(group))
    drafts = [
        Draft(
            clause,
            quantity,
            head + shared.head + shared.extra,
            rules=["subject.shared-out", *([PAID_LIST] if paid else [])],
            left=left,
            right=right if shared.granted else "",
            scope=shared.scope,
        )
        for quantity in group
    ]
    if owners or paid:
        _give(drafts, owners or paid, shared, lex)
    else:
        for draft, quantity in zip(drafts, group, strict=True):
            draft.doubt("subject-unclear", "several numbers, no list of as many subjects", quantity.span)
    if group[0].points and any(lex.patterns[name].fullmatch(left.strip()) for name in ("differs_by", "gap_to_goal")):
        for draft in drafts:
            draft.noun, draft.subject, draft.scope = "", None, None
            draft.doubt("compared-with-others", "the number is a gap to others, no level")
    if not drafts[0].noun and all(lex.patterns["pupils_of"].search(draft.subject or "") for draft in drafts):
        for draft in drafts:
            draft.noun = lex.forms["class_size"]
    return drafts


def _without_verb(owners: list[str], head: str, lex: Lexicon) -> tuple[list[str], str]:
    """The subjects and their head with the verb of all that the first begins with: 淘汰炼钢、炼铁落后产能."""
    verb = lex.patterns["telling_verb_first"].match(owners[0]) if owners and head else None
    if verb is None or len(owners[0]) - verb.end() < SHORTEST_END or verb["kept"]:
        return owners, head
    return [owners[0][verb.end() :], *owners[1:]], verb[0] + head


def _of_list_behind(words: str, count: int, lex: Lexicon) -> _Shared | None:
    """What as many numbers are of, told behind them: 按300元、200元的标准分别发放班主任津贴、乡村教师津贴."""
    owners, head, place = subjects_of(words, count, lex)
    return _Shared(owners, head, "", place, named=not head, granted=False, placed=False) if owners else None


def _shared_words(left: str, right: str, group: Sequence[Quantity], lex: Lexicon) -> _Shared:
    """What the words on both sides of the numbers say of all of them."""
    before, told, after = left.rpartition(lex.forms["respectively"])
    of_whole = lex.patterns["share_of"].match(after if told else left) if group[0].is_share else None
    if of_whole and (not of_whole["whole"] or lex.patterns["of_task"].search(left)):
        of_whole = None  # 分别占总数的, 分别完成计划的
    reach = lex.reach_end.search(left[-40:])
    after = lex.patterns["rises_from"].sub("", lex.patterns["each_end"].sub("", after))
    before = lex.patterns["addressed"].sub("", lex.patterns["each_end"].sub("", before) or before)
    if told and not group[0].is_ratio:
        before = lex.patterns["comparison_end"].sub("", before)  # 增加值比上年分别增长
    before = lex.patterns["same_basis"].sub("", before)  # 收入3亿元、支出2亿元，同口径分别增长
    if of_whole and not told:
        before, after = of_whole["part"], ""
    elif not told:
        before, after = left[: len(left) - len(reach[0])] if reach else left, ""
    phrase = ratio_words(before, lex) if group[0].is_ratio else bare(before, lex)
    ratio = lex.forms["ratio"] if phrase.noun.endswith(lex.forms["ratio"]) else ""
    places = lex.patterns["regions_counted"].search(phrase.noun) if told else None  # 甲、乙、丙三镇分别新增
    noun = phrase.noun[: places.start()] if places else phrase.noun.removesuffix(ratio)
    owners, head, place = subjects_of(noun, len(group), lex)
    if not owners and told and not noun:
        behind = subjects_of(after, len(group), lex)  # 分别淘汰炼铁、水泥落后产能6万吨、4万吨
        if behind[0]:
            (owners, head, place), after = behind, ""
    owners, head = _without_verb(owners, head, lex)
    head += ratio
    of_task = lex.patterns["of_task"].search(after)
    after = "" if lex.patterns["of_earlier"].fullmatch(after) else after
    extra = lex.forms["done_rate"] if of_task else trimmed(lex.reach_end.sub("", after), lex)
    share = None if head or owners else lex.patterns["share_of_each"].match(after)
    if share:  # 失业人员再就业90人、困难人员再就业30人，分别占年度任务的
        extra = lex.forms["share_of_whole"].format(part="", whole=task_named(share["whole"], lex))
    if of_whole:
        extra = lex.forms["share_of_whole"].format(part="", whole=of_whole["whole"])
    by_ratio = lex.patterns["by_ratio"].fullmatch(after) if group[0].is_ratio else None
    extra = by_ratio["name"] or extra if by_ratio else extra
    named = not head and bool(owners) and (extra == "" or _own(owners, lex)) and _name_things(owners, group, lex)
    granted = lex.patterns["grant_word"].search(right) is not None and not named
    if granted or (right and not told and not (phrase.noun and reach)):
        extra = lex.patterns["of"].sub("", right)
        head = "" if granted and not owners else head
    if not head + extra and not owners and right:
        extra = nominal(lex.patterns["of"].sub("", right), lex)  # 分别有2个、3个县通过认定
    return _Shared(owners, head, extra, phrase.scope or place, named, granted, places is not None)


def _give(drafts: Sequence[Draft], owners: Sequence[str], shared: _Shared, lex: Lexicon) -> None:
    """Gives each draft its owner, as what is counted, as its region, or as its subject."""
    are_regions = shared.placed or all(lex.patterns["region_name"].search(owner) for owner in owners)
    for draft, owner in zip(drafts, owners, strict=True):
        if shared.named:
            told = lex.patterns["rate_end"].search(shared.extra)
            share = None if told else lex.patterns["share_of_each"].match(shared.extra)
            whole = lex.forms["share_of_whole"].format(part=owner, whole=share["whole"]) if share else ""
            draft.noun = whole or owner + shared.extra
        elif are_regions:
            draft.scope = owner
        else:
            draft.subject = owner


def _own(owners: Sequence[str], lex: Lexicon) -> bool:
    return all(lex.patterns["own_noun"].search(owner) for owner in owners)


def _name_things(owners: Sequence[str], group: Sequence[Quantity], lex: Lexicon) -> bool:
    """Whether each of a list says what is counted, and is no class or place whose indicator stands elsewhere.

    Numbers of different measures share none: 家庭农场、农民合作社分别达到390家、222个.
    """
    if _own(owners, lex):
        return True
    names = lex.patterns["region_name"], lex.patterns["levels"], lex.patterns["pupils_of"]
    shared = any(split_class(owner, lex) or any(name.search(owner) for name in names) for owner in owners)
    measures = {quantity.unit for quantity in group}
    return not shared and (len(measures) > 1 or min(map(len, owners)) > LONGEST_SHORT)


def subjects_of(noun: str, count: int, lex: Lexicon) -> tuple[list[str], str, str | None]:
    """`count` subjects, the head that they share, and a place before them.

    体育、美育特色学校 → [体育, 美育], 特色学校; the subjects are empty where the noun is no list of `count`.
    """
    if both := _both_of(noun, count, lex):
        return both
    plain = re.sub("[（(][^（）()]{1,30}[)）]", "", noun)
    run = next(
        (r for r in lex.patterns["levels"].finditer(plain) if len(lex.patterns["joint"].split(r[0])) == count), None
    )
    if run and run.end() < len(plain):
        return _grades(run[0], lex), plain[: run.start()] + plain[run.end() :], None
    sorted_by = lex.patterns["sorted_by"].match(plain)
    if sorted_by and len(owners := sorted_by["owners"].split("、")) == count:
        return owners, sorted_by["head"], None
    items = plain.split("、")
    if len(items) != count:
        items = [item for item in lex.patterns["joint"].split(plain) if item]
    if len(items) != count:
        return [], noun, None
    if all(lex.patterns["own_noun"].search(item) for item in items):
        items = [lex.patterns["reached_before"].sub("", item.strip()) for item in items]
        return [items[0], *(_whole(item, items[0], lex) for item in items[1:])], "", None
    last, head = _head_of(items, lex)
    if head and all(item.endswith(head[-SHORTEST_END:]) for item in items):
        return items, "", None  # 低保标准、特困供养标准: each has the head of its own
    firsts = [_class_at_end(item, lex) for item in items[:-1]]
    place = items[0].removesuffix("".join(firsts[0])) or None
    prefix = next((p for p, c in firsts if c and p in lex.words["ownership"]), "")
    if not head and place and firsts[0][1]:
        # The indicator stands before its classes: 每百名学生拥有教师数小学、初中分别达到….
        head, place = place, None
    if not head and all(item.endswith(last[-2:]) for item in items):
        size = _common_suffix(items)
        if min(map(len, items)) - size < SHORTEST_END and not place:
            return items, "", None  # 收案数、未结案数
        return [item[: len(item) - size] or item for item in items], last[len(last) - size :], None
    return [*(prefix + c if c else p for p, c in firsts), prefix + last], head, place


def _whole(item: str, first: str, lex: Lexicon) -> str:
    """A measure alone behind another with its own words, which they share: 公共预算收入、支出."""
    short = item in lex.words["of_one_stem"] and first[-SHORTEST_END:] in lex.words["of_one_stem"]
    return first[:-SHORTEST_END] + item if short else item


def _both_of(noun: str, count: int, lex: Lexicon) -> tuple[list[str], str, None] | None:
    """The subjects of a word that stands for several at once, and what is told of each."""
    for word, pair in lex.pairs:
        if len(pair) == count and (found := word.match(noun)):
            if len([item for item in lex.patterns["joint"].split(noun) if item]) == count:
                return None  # 城乡居民养老保险、医疗保险参保率: two of both, not both of two
            return list(pair), noun[found.end() :], None
    numbered = lex.patterns["numbered"].fullmatch(noun)
    if numbered:
        numbers = [item.removeprefix(numbered["pre"]) for item in lex.patterns["joint"].split(numbered["numbers"])]
        if len(numbers) == count:
            return [numbered["pre"] + number + numbered["kind"] for number in numbers], numbered["head"], None
    for compound, pair in lex.compounds:
        if len(pair) == count and compound in noun:
            return [noun.replace(compound, each, 1) for each in pair], "", None
    return None


def _head_of(items: Sequence[str], lex: Lexicon) -> tuple[str, str]:
    """The last subject of a list and the head that follows it."""
    last = items[-1]
    found, alike = split_class(last, lex), _cut_alike(items, lex)
    if found and found[1] and not (alike and len(found[1]) < len(last) - alike):
        return found
    if alike:
        return last[:alike], last[alike:]
    shared = lex.patterns["shared_head"].search(last)
    kind = lex.patterns["kind_of_firm"].match(last) if shared else None
    if kind and not any(lex.patterns["own_noun"].search(item) for item in items[:-1]):
        return kind[0], last[kind.end() :]  # 纺织、印刷行业原料替代比例
    if shared and shared.start() > 0:
        # 养老保险、医疗保险参保人数: what the others end with is no part of the head.
        own = SHORTEST_END if shared[0][:SHORTEST_END] == items[0][-SHORTEST_END:] else 0
        return last[: shared.start() + own], shared[0][own:]
    size = len(items[0])
    if size <= LONGEST_SHORT and {len(item) for item in items[:-1]} == {size} and len(last) > size + 1:
        return last[:size], last[size:]
    return last, ""


def _cut_alike(items: Sequence[str], lex: Lexicon) -> int:
    """Where the last of a list ends as the others do, before the head: 公办园、普惠性民办园|收费标准; 0 for none."""
    last, size = items[-1], _common_suffix(items[:-1]) if len(items) > 2 else LONGEST_SHORT
    for n in range(min(size, len(items[0]) - 1), 0, -1):
        end = items[0][-n:]
        at = last.find(end, 1) + n
        if at >= n and len(last) - at >= 2 and (n > 1 or lex.patterns["kind_end"].match(end)):
            return at
    return 0


def _class_at_end(item: str, lex: Lexicon) -> tuple[str, str]:
    """Who owns the class that an item ends with, and the class: 公办, 幼儿园; the item alone where it is one itself."""
    found = lex.patterns["owned_class"].search(item)
    alone = found is None or (found.start() == 0 and not found["owner"])
    return (item, "") if found is None or alone else (found["owner"] or "", found["class"])


def _common_suffix(items: Sequence[str]) -> int:
    size = 0
    shortest = min(len(item) for item in items)
    while size < shortest and len({item[-size - 1] for item in items}) == 1:
        size += 1
    return size


def _as_before(flow: Flow, sentence: int, count: int) -> list[str]:
    """The subjects of the clause before that shared out as many numbers, or of as many rows of the sentence."""
    for rows in (flow.group, [row for row in flow.rows if row.clause.sentence == sentence][-count:]):
        names = list(dict.fromkeys(row.subject for row in rows if row.subject))
        if len(names) == len(rows) == count:
            return names
    return []


def each_of_before(drafts: Sequence[Draft], flow: Flow, lex: Lexicon) -> None:
    """Gives several numbers without nouns those of as many rows before: 收入40亿元、支出50亿元，分别增长6%、8%."""
    before = flow.rows[-len(drafts) :]
    if len(drafts) < 2 or len(before) != len(drafts) or len({(row.noun, row.subject) for row in before}) == 1:
        return
    if any(draft.subject and draft.subject in draft.left for draft in drafts):
        return
    shares = all(draft.unit in lex.words["change_units"] for draft in drafts)
    if not shares and lex.forms["respectively"] not in drafts[0].left:
        return
    measure = drafts[0].noun if _is_measure_only(drafts[0].noun, lex) else ""
    if any(draft.noun not in {"", measure} and "indicator.from-row-before" not in draft.rules for draft in drafts):
        return
    if before[0].clause.sentence != drafts[0].clause.sentence or any(not row.noun for row in before):
        return
    for draft, row in zip(drafts, before, strict=True):
        draft.noun, draft.subject, draft.scope = row.noun + measure, row.subject, row.scope
        draft.settle("subject-unclear")
        draft.from_start = before[0].span.start
        draft.rules.append("indicator.of-each-before")


def _is_measure_only(noun: str, lex: Lexicon) -> bool:
    """Whether the words say what is measured and not of what: 完成率, 占年度任务的比例."""
    return noun == lex.forms["done_rate"] or lex.patterns["share_of_each"].match(noun) is not None


def _levels(scene: Scene, clause: Clause, count: int) -> list[str]:
    """`count` levels or grades that the words before name one after the other (国家、省、市)."""
    text, lex = scene.text, scene.lex
    words = text[max(clause.sentence, clause.start - BEFORE) : clause.end]
    runs = [run for run in lex.patterns["levels"].findall(words) if len(lex.patterns["joint"].split(run)) == count]
    return _grades(runs[-1], lex) if runs else []


def _grades(run: str, lex: Lexicon) -> list[str]:
    """The grades of a run, each with the 级 that only the last may have: 省、市级."""
    grades = lex.patterns["joint"].split(run)
    grade = lex.forms["grade"]
    return [g if g.endswith(grade) else g + grade for g in grades] if grades[-1].endswith(grade) else grades


def share_heads(drafts: Sequence[Draft], lex: Lexicon) -> None:
    """Modifiers with one head (90名国家级、150名省级人才): the head goes to all, the modifier is the subject."""
    for earlier, later in zip(drafts[-2::-1], drafts[:0:-1], strict=False):
        level = lex.patterns["level_at_end"].search(earlier.left)
        if level and later.right and not earlier.right and level.end() - level.start() <= len(earlier.left):
            later.subject = later.subject or _level_of(later, lex)
            earlier.subject, earlier.noun, earlier.right = level[0], later.noun, later.right
            earlier.rules.append("subject.level")
        elif (
            not earlier.right
            and later.right
            and (not earlier.noun or "indicator.inherited" in earlier.rules)
            and earlier.unit == later.unit
        ):
            earlier.noun, earlier.right = later.noun, later.right
            earlier.doubts = [doubt for doubt in earlier.doubts if doubt.code != "indicator-missing"]
        elif (
            not earlier.right
            and later.right
            and earlier.unit == later.unit
            and lex.patterns["telling_verb"].fullmatch(earlier.noun)
        ):
            earlier.noun += lex.patterns["telling_verb_first"].sub("", later.noun)  # 新建7个、改扩建20个中小学项目
            earlier.rules.append("indicator.object-shared")
        elif earlier.right and later.right and lex.patterns["modifier"].fullmatch(earlier.right):
            _share_modifier(earlier, later, lex)
    for earlier, later in pairwise(drafts):
        _share_verb(earlier, later, lex)


def _share_verb(earlier: Draft, later: Draft, lex: Lexicon) -> None:
    """What is done to one kind of things is done to the next: 新建小学3所、初中2所."""
    verb = lex.patterns["shared_verb"].match(earlier.noun)
    alone = later.left.strip(_QUOTES) == later.noun and not later.right
    if verb and alone and later.unit == earlier.unit and lex.patterns["verb_alone"].fullmatch(later.noun):
        later.noun += earlier.noun[verb.end() :]  # 新增公交线路2条、优化5条
        later.rules.append("indicator.object-shared")
        return
    if later.unit != earlier.unit:
        told = (
            lex.making.match(later.noun)
            or lex.patterns["verb_inside"].search(later.noun)
            or any(lex.patterns[name].search(later.noun) for name in ("own_deed", "own_measure"))
        )
        alone = alone and not told and {earlier.unit, later.unit}.isdisjoint(lex.words["money_units"])
    own = any(lex.patterns[name].search(later.noun) for name in ("deed_at_end", "shared_first"))
    if verb and alone and later.noun and not own and not later.subject:
        later.noun = verb[0] + later.noun
        later.rules.append("indicator.verb-shared")


def _level_of(draft: Draft, lex: Lexicon) -> str | None:
    found = lex.patterns["level_at_end"].search(draft.left)
    return found[0] if found else None


def _share_modifier(earlier: Draft, later: Draft, lex: Lexicon) -> None:
    verb = earlier.noun.removesuffix(earlier.right)
    own = lex.patterns["modifier"].match(later.right)
    if later.subject is None and own:
        later.subject, later.noun = own[0], verb + later.right[own.end() :]
    earlier.subject, earlier.noun = earlier.right, later.noun
    earlier.rules.append("subject.modifier")
    later.rules.append("subject.modifier")
