"""Sums that differ from class to class: 20人以下的按每人100元、20人以上的按每人150元给予补贴."""

from __future__ import annotations

from collections.abc import Sequence

from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.grants import granted_behind
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import bare
from chengnuo.assemble.scenes import Scene

# A class of persons that a standard of subsidy names is no longer than this.
LONGEST_BEARER = 10
# The rule of a standard that is set class by class.
OF_CLASS = "subject.standard-of-class"


def tiered(scene: Scene, drafts: Sequence[Draft]) -> None:
    """Gives each sum of a clause its class, and all of them the name of what is paid."""
    lex = scene.lex
    numbers = [draft for draft in drafts if draft.quantity is not None and draft.unit == drafts[0].unit]
    if len(numbers) < 2 or any(draft.subject for draft in numbers) or _in_brackets(scene, numbers):
        return
    if numbers[0].unit in lex.words["money_units"] and not _by_case(numbers, lex):
        _by_standard(numbers, lex)


def standard_of_class(draft: Draft, flow: Flow, lex: Lexicon) -> None:
    """Parts a standard from the class that it is set for: 补贴标准为初级工1000元，中级工1500元."""
    first = lex.patterns["standard_of_first"].fullmatch(draft.noun)
    if first and not draft.right and draft.subject is None:
        draft.noun, draft.subject = first["noun"], first["who"]
        draft.rules.append(OF_CLASS)
        return
    before = flow.rows[-1] if flow.rows else None
    if before is None or OF_CLASS not in before.rules or before.clause.sentence != draft.clause.sentence:
        return
    alone = draft.left.strip() == draft.noun and not draft.right and draft.subject is None
    if alone and draft.unit == before.unit and 0 < len(draft.noun) <= LONGEST_BEARER:
        draft.noun, draft.subject = before.noun, draft.noun
        draft.rules.append(OF_CLASS)


def _in_brackets(scene: Scene, drafts: Sequence[Draft]) -> bool:
    """Sums with their classes in brackets: 奖励2万元（本科）、3万元（硕士）."""
    bracket = scene.lex.patterns["class_in_bracket"]
    told = [bracket.match(scene.text, draft.value_span.end) if draft.value_span else None for draft in drafts]
    for draft, match in zip(drafts, told, strict=True) if all(told) else ():
        draft.subject = match["words"] if match else None
        draft.noun = drafts[0].noun
        draft.rules.append("subject.bracket")
    return all(told)


def _by_case(drafts: Sequence[Draft], lex: Lexicon) -> bool:
    """Sums with their cases before them: 吸纳10人以下的按每人500元、10人以上的按每人800元给予补贴."""
    granted = granted_behind(drafts[-1].tail, lex)
    cases = [lex.patterns["case"].fullmatch(draft.left) for draft in drafts]
    if not granted or not all(cases):
        return False
    names = [bare(case["who"], lex).noun for case in cases if case]
    bounds = [lex.patterns["bound_at_end"].search(name) for name in names]
    for draft, name, bound in zip(drafts, names, bounds, strict=True):
        draft.subject = bound[0] if bound and all(bounds) else name
        draft.noun = draft.right = granted
        draft.rules = ["subject.tier"]
    return True


def _by_standard(drafts: Sequence[Draft], lex: Lexicon) -> None:
    """Sums of a standard with their classes before them: 按县道1万元、乡道5000元的标准."""
    last = drafts[-1]
    standard = lex.patterns["at_standard_of"].match(last.tail)
    if not standard:
        return
    grant = lex.patterns["grant_word"].search(last.tail)
    if grant and all(0 < len(draft.noun) <= LONGEST_BEARER for draft in drafts):
        for draft in drafts:
            draft.subject, draft.noun = lex.patterns["doer_each"].sub("", draft.noun), grant[0]
            draft.rules.append("subject.grant-standard")
    elif all(0 < len(draft.noun) <= LONGEST_BEARER for draft in drafts[1:]):
        head, _, first = drafts[0].noun.rpartition(lex.forms["by"])
        for draft in drafts:
            draft.subject = lex.patterns["each_measure"].sub("", first) if draft is drafts[0] else draft.noun
            draft.noun = head + standard[1]
            draft.rules.append("subject.standard")
