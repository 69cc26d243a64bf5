"""Whom a level is for: the class that the clause before names, or that stands before a head which rows share."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import bare
from chengnuo.assemble.scenes import Scene

# A class is named in no more characters; the rows that share a head are no further apart than so many.
LONGEST, NEIGHBOURS = 80, 6
# A class is named in no fewer characters.
SHORTEST = 2


def addressee_of(scene: Scene, clause: Clause) -> str:
    """The class that a clause names for those after it (对成套设备，…); empty where it names none."""
    text, lex = scene.text, scene.lex
    if clause.end - clause.start > LONGEST:
        return ""
    words = text[clause.start : clause.end]
    if words[:1] not in lex.forms["addressee_first"] and lex.forms["of"] not in words:
        return ""
    for name in ("addressee", "addressee_bare", "addressee_became"):
        found = lex.patterns[name].match(words)
        if found:
            return found["who"].strip("，、 ")
    return ""


def addressed(draft: Draft, addressee: str, lex: Lexicon) -> None:
    """Sets the subject of a level whose indicator names no class of its own."""
    if draft.subject is not None or draft.quantity is None:
        return
    granted = not draft.right and lex.patterns["grant_alone"].fullmatch(draft.noun)
    if granted:
        draft.noun = lex.patterns["given_first"].sub("", draft.noun)
    rate = lex.patterns["sized_class"].search(addressee) and lex.patterns["rate_of_class"].fullmatch(draft.noun)
    if granted or rate or lex.patterns["level_head"].match(draft.noun):
        draft.subject = addressee
        draft.rules.append("subject.addressee")


def heads_shared(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Splits the nouns of rows nearby that end in one head: 烘干机补贴限额 and 收获机补贴限额 → 补贴限额."""
    found = [scene.lex.patterns["level_head"].search(draft.noun) for draft in drafts]
    whole = [draft.noun for draft in drafts]
    of_it = scene.lex.patterns["of_end"]
    for i, (draft, head) in enumerate(zip(drafts, found, strict=True)):
        if head is None or draft.subject is not None or head.start() == 0 or "indicator.grant" in draft.rules:
            continue
        near = range(max(0, i - NEIGHBOURS), min(len(drafts), i + NEIGHBOURS + 1))
        if not any(_alike(head[0], found[j], drafts[j], draft) and whole[j] != whole[i] for j in near if j != i):
            continue
        draft.subject = _class_before(scene, draft, head[0]) or of_it.sub("", draft.noun[: head.start()])
        draft.noun = head[0]
        draft.rules.append("subject.shared-head")


def _alike(head: str, other: re.Match[str] | None, neighbour: Draft, draft: Draft) -> bool:
    near = neighbour.clause.sentence == draft.clause.sentence
    return near and other is not None and other[0][-4:] == head[-4:] and neighbour.unit == draft.unit


def _class_before(scene: Scene, draft: Draft, head: str) -> str:
    """The words of the clause before the head, numbers included: 100马力以上拖拉机."""
    before = scene.text[draft.clause.start : draft.at].rpartition(head)[0]
    noun = bare(before, scene.lex).noun if before else ""
    return noun if len(noun) >= SHORTEST else ""


def class_of_label(draft: Draft, flow: Flow, lex: Lexicon) -> None:
    """Leaves to the label what is told for each of a class: 补助标准为：小学生每生每期500元; 标准：每生每天4元."""
    if not flow.label or draft.right or (draft.unit or "").partition("/")[0] not in lex.words["money_units"]:
        return
    told = lex.patterns["each_of_class"].fullmatch(draft.noun)
    if told:
        draft.subject, draft.noun = told["who"] or draft.subject, ""


def class_paid(scene: Scene, draft: Draft, flow: Flow) -> None:
    """Takes a class alone before a sum for whom it is paid to; the label, the clause or the row before says what.

    补助：公共化5500元; 给予入职补贴，其中本科2万元; 津贴每月100元；百岁以上的，每月600元.
    """
    lex, previous = scene.lex, flow.previous
    if draft.right or draft.tail or draft.unit not in lex.words["money_units"]:
        return
    same = previous is not None and previous.sentence == draft.clause.sentence
    words = previous.of(scene.text) if previous and same else ""
    if not draft.noun or lex.patterns["each_alone"].fullmatch(draft.noun):
        those = lex.patterns["those_of_class"].fullmatch(words)
        paid = next((row for row in reversed(flow.rows) if row.unit == draft.unit), None)
        what = paid.noun.removeprefix(paid.payee) if paid else ""
        if those and paid and paid.clause.sentence == draft.clause.sentence and _is_paid(what, lex):
            draft.subject, draft.noun = those["who"], what
            draft.rules.append("subject.class-paid")
        return
    alone = lex.patterns["class_alone"].fullmatch(draft.noun)
    told = flow.label or lex.patterns["among"].match(draft.left) or lex.patterns["kind_of_part"].fullmatch(draft.noun)
    paid_as = lex.patterns["paid_before"].search(flow.label or words) if alone and told and not flow.rows else None
    if alone and paid_as:
        draft.subject, draft.noun = alone["who"], paid_as["what"]
        draft.rules.append("subject.class-paid")


def _is_paid(noun: str, lex: Lexicon) -> bool:
    return lex.patterns["paid_before"].search(noun) is not None
