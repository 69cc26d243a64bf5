"""Subjects that show only side by side: 城区建站率达到90%，农村建站率达到80%."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from chengnuo.assemble.addressees import heads_shared
from chengnuo.assemble.clauses import singles_out
from chengnuo.assemble.completing import only_verb
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import split_class
from chengnuo.assemble.scenes import Scene

# A class that is singled out of a whole is no longer than this.
LONGEST_CLASS = 12
# A part of a whole with a shorter name has a name of its own: 其中特岗教师 after 教师.
SHORTEST_BASE = 4
# What classes share an indicator in is no shorter: 公办园 and 民办园 are things of their own.
SHORTEST_HEAD = 2


def contrasted(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Sets `subject` where rows of one line share an indicator out among named classes."""
    lex = scene.lex
    numbers = [d for d in drafts if d.quantity is not None]
    _fields_of(scene, numbers)
    heads_shared(scene, numbers)
    _attributes_of(scene, numbers)
    _parts_of(numbers, lex)
    split = {id(d): split_class(d.noun, lex) for d in numbers if d.subject is None}
    for i, draft in enumerate(numbers):
        own = split.get(id(draft))
        if not own or len(own[1]) < SHORTEST_HEAD or _is_name(draft, own, lex):
            continue
        near = (split.get(id(other)) for other in numbers[max(0, i - 6) : i + 7])
        if _listed(own[0]) or any(_opposed(own, other, lex) for other in near):
            draft.subject, draft.noun = _of_each(draft.noun, own, lex)
            draft.rules.append("subject.contrast")
    for earlier, later in pairwise(numbers):
        _inherit(earlier, later, split, lex)
        _among(scene, earlier, later)
    for draft in numbers:
        found = lex.patterns["per_head_subject"].match(draft.noun) if draft.subject is None else None
        if found:
            draft.subject, draft.noun = found[1], found[2]
            draft.rules.append("subject.per-head")


def _attributes_of(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Gives what is counted behind each kind of institution its own: 小学9所，在校生300人，初中1所，在校生200人."""
    text, lex = scene.text, scene.lex
    owners: dict[tuple[int, str, str | None], dict[str, Draft]] = {}
    owner: Draft | None = None
    for draft in drafts:
        if owner is not None and owner.clause.sentence != draft.clause.sentence:
            owner = None
        if draft.unit in lex.words["own_measures"] and lex.patterns["institution"].search(draft.noun):
            at = draft.at
            owner = owner if lex.patterns["in_open_bracket"].search(text, draft.clause.start, at) else draft
        elif owner is not None and draft.subject is None and draft.noun and draft.unit != "%":
            owners.setdefault((draft.clause.sentence, draft.noun, draft.unit), {}).setdefault(owner.noun, draft)
    for shared in owners.values():
        for name, draft in shared.items() if len(shared) > 1 else ():
            draft.subject = lex.patterns["telling_first"].sub("", name)
            draft.rules.append("subject.institution-before")


def _parts_of(drafts: Sequence[Draft], lex: Lexicon) -> None:
    """Takes the owners for subjects where one rate is told of each: 各行业的覆盖率达到75%，其中支柱产业的覆盖率….."""
    for earlier, later in pairwise(drafts):
        first, joint, rate = earlier.noun.rpartition(lex.forms["of"])
        second, _, other = later.noun.rpartition(lex.forms["of"])
        alike = joint and rate == other and first != second and rate not in lex.words["short_nouns"]
        alike = alike and lex.patterns["rate_end"].search(rate) is not None
        if alike and second and earlier.clause.sentence == later.clause.sentence and not earlier.subject:
            earlier.subject, earlier.noun, later.subject, later.noun = first, rate, second, rate
            for draft in (earlier, later):
                draft.rules.append("subject.owner")


def _fields_of(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Sets the fields among which sentences of a line share an indicator out: 在文化方面，立案16件. 在社会方面，….."""
    fields: dict[tuple[str, str | None], dict[str, list[Draft]]] = {}
    for draft in drafts:
        found = scene.lex.patterns["field"].match(scene.text, draft.clause.sentence) if draft.subject is None else None
        if found and found.end() <= draft.clause.start:
            fields.setdefault((draft.noun, draft.unit), {}).setdefault(found["name"], []).append(draft)
    for named in fields.values():
        for name, rows in named.items() if len(named) > 1 else ():
            for draft in rows:
                draft.subject = name
                draft.rules.append("subject.field")


def _of_each(noun: str, own: tuple[str, str], lex: Lexicon) -> tuple[str, str]:
    """每间音乐教室面积 is the area of a 音乐教室, not of 音乐."""
    attribute = lex.patterns["attribute"].search(own[1])
    if lex.patterns["each"].match(noun) and attribute:
        return own[0] + own[1][: attribute.start()], own[1]
    return own


def _is_name(draft: Draft, own: tuple[str, str], lex: Lexicon) -> bool:
    """Whether a class and what follows are a name: 农村低保, or a kind of things counted (省级示范社400家).

    What there is in a school of a kind is no kind of it: 幼儿园新增学位4410个.
    """
    patterns = lex.patterns
    counted = draft.unit in lex.words["own_measures"] | lex.words["general_measures"] | lex.words["heads"]
    counted = counted and not _listed(own[0]) and not patterns["institution"].search(own[0])
    level = any(patterns[name].search(draft.noun) for name in ("rate_end", "level_attribute", "per_head"))
    kind = counted and not level and not patterns["each"].match(draft.noun)
    return kind or patterns["own_name"].match(own[1]) is not None


def _listed(words: str) -> bool:
    return "、" in words


def _opposed(one: tuple[str, str], other: tuple[str, str] | None, lex: Lexicon) -> bool:
    """Whether two classes share an indicator out; 普惠 and 公办 do not, as one school may be both."""
    if not other or one[0] == other[0] or not other[1]:
        return False
    inclusive = lex.patterns["inclusive"]
    if (inclusive.search(one[0]) is None) != (inclusive.search(other[0]) is None):
        return False
    return one[1].endswith(other[1]) or other[1].endswith(one[1])


def _inherit(earlier: Draft, later: Draft, split: dict[int, tuple[str, str] | None], lex: Lexicon) -> None:
    """A rate in the clause after a subject's first rate is the same subject's: 小学入学率…，巩固率….

    What stands behind a stage of schooling is all of that stage: 学前教育阶段投入…，新建园….
    """
    if earlier.subject and not later.subject and "subject.contrast" in earlier.rules:
        same = earlier.clause.sentence == later.clause.sentence and earlier.clause.stop == "，"
        alike = earlier.unit == later.unit == "%" or earlier.subject.endswith(lex.forms["stage"])
        own = split.get(id(later)) or lex.patterns["stage_first"].match(later.noun)
        if same and later.noun and not own and alike:
            later.subject = earlier.subject
            later.rules.append("subject.from-row-before")


def _among(scene: Scene, earlier: Draft, later: Draft) -> None:
    """其中中央财政赤字 after 财政赤字: the indicator is 财政赤字, the subject 中央."""
    text, lex = scene.text, scene.lex
    base = lex.patterns["total_end"].sub("", earlier.noun)
    if later.subject or len(base) < SHORTEST_BASE or later.noun == earlier.noun or later.unit != earlier.unit:
        return
    told = any(singles_out(text, draft.clause, lex) for draft in (earlier, later))
    if told and earlier.clause.sentence == later.clause.sentence and later.noun.endswith(base):
        rest = later.noun[: -len(base)]
        is_class = 0 < len(rest) <= LONGEST_CLASS and not rest[-1].isdigit() and not only_verb(rest, lex)
        if is_class:
            if lex.patterns["part_of_region"].fullmatch(rest):
                later.scope, later.noun = rest, base
            else:
                later.subject, later.noun = rest, base
            later.rules.append("subject.among")
