"""Money that is spent: worded as its clause does, behind the project that it is for."""

from __future__ import annotations

from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.phrases import balanced, bare, without_making
from chengnuo.assemble.scenes import Scene

# What money is spent on is told in no more characters.
LONGEST_PROJECT = 60


def spent_on(scene: Scene, draft: Draft, flow: Flow) -> None:
    """Words money as its clause does (投入资金, 计划投资), behind the project that the clause before names for it.

    Behind a clause that tells of a deed a bare 投资 stays as it is: 开展培训，投资2亿元，新建学校.
    """
    text, lex = scene.text, scene.lex
    if draft.right:
        return
    act = lex.patterns["money_act"].search(draft.left) if draft.noun in lex.words["short_nouns"] else None
    if act:
        draft.noun = act["words"]
        return
    if draft.unit in lex.words["money_units"] and lex.patterns["granting"].fullmatch(draft.noun):
        draft.noun += lex.forms["funds"]
        return
    if not lex.patterns["spending"].fullmatch(draft.noun):
        return
    worded = lex.patterns["spending_worded"].search(draft.left)
    draft.noun = worded["words"] if worded else draft.noun
    behind = _project_behind(scene, draft) if worded else ""
    if behind:
        draft.noun = behind + draft.noun
        draft.rules.append("indicator.clause-after")
        return
    previous = flow.previous
    if previous is None or previous.sentence != draft.clause.sentence or previous.stop != "，":
        return
    counted = flow.counted if flow.counted is not None and flow.counted.clause is previous else None
    words = lex.patterns["year_first"].sub("", previous.of(text))
    if worded is None and (lex.making.match(words) or bare(words, lex).noun != words):
        return
    words = counted.noun if counted else without_making(bare(words[-LONGEST_PROJECT:], lex).noun, lex)
    named = lex.patterns["project"].search(words)
    if named:
        draft.noun = named[0] + draft.noun
        draft.rules.append("indicator.clause-before")


def _project_behind(scene: Scene, draft: Draft) -> str:
    """What the clause behind says is built with the money: 计划投资1300万元，建设某水库除险加固工程."""
    text, lex, clause = scene.text, scene.lex, draft.clause
    if draft.tail or clause.stop != "，":
        return ""
    end = next((found.start() for found in lex.tokens.finditer(text, clause.end + 1, clause.end + LONGEST_PROJECT)), 0)
    words = text[clause.end + 1 : end] if end else ""
    built = lex.patterns["builds_project"].fullmatch(words)
    return balanced(built["project"]) if built else ""
