"""Statements that a text cites from another document or an earlier decision."""

from __future__ import annotations

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.scenes import Scene

# The words that name a source stand within so many characters before the clause.
BEFORE = 400


def cite(scene: Scene, draft: Draft, flow: Flow) -> None:
    """Sets `restated` and `restated_from`; a target date that opens the next sentence goes on with the citation."""
    draft.restated, draft.restated_from = _cited(scene, draft.clause)
    if draft.status == "achieved" and (scene.setting(draft.clause.start).cites or _is_own_deed(scene, draft.clause)):
        draft.restated = False
    if draft.restated:
        flow.citing, flow.cited = True, draft.restated_from
    elif flow.citing and scene.lex.patterns["target_date"].match(scene.text, draft.clause.sentence):
        draft.restated, draft.restated_from = True, flow.cited
    else:
        flow.citing = False


def _is_own_deed(scene: Scene, clause: Clause) -> bool:
    """Whether words behind a demand say what was done about it: 按照规划要求，我市新建一条路，已完成800米."""
    before = scene.text[max(clause.sentence, clause.start - BEFORE) : clause.end]
    return scene.lex.patterns["done_about_demand"].search(before) is not None


def _cited(scene: Scene, clause: Clause) -> tuple[bool, str | None]:
    if scene.setting(clause.start).cites:
        return True, None
    if clause.sentence == clause.start:
        return False, None
    before = scene.text[max(clause.sentence, clause.start - BEFORE) : clause.start]
    for rule in scene.lex.source:
        if not rule.may_match(before):
            continue
        found = max(rule.pattern.finditer(before), key=lambda match: match.end(), default=None)
        if found is None or (rule.get("quoted") and "”" in before[found.end() :]):
            continue
        named = before[: found.end()]
        return True, named.rpartition("《")[2].partition("》")[0] if "《" in named else None
    return False, None
