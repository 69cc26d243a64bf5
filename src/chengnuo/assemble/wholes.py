"""What the parts of a whole are named by: what is measured of it."""

from __future__ import annotations

from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.scenes import Scene
from chengnuo.assemble.singling import is_changed

# A part of a whole is named in no more characters, and within so many behind 其中.
LONGEST_PART, PARTS = 10, 122
PER_CENT = "%"


def is_part(scene: Scene, row: Draft) -> bool:
    """Whether it is one of the parts that a 其中 begins, up to the next ；."""
    start = max(row.clause.sentence, row.at - PARTS)
    return scene.lex.patterns["parts_before"].search(scene.text, start, row.at) is not None


def _is_kind_changed(scene: Scene, draft: Draft) -> bool:
    """Whether a rise or a fall is told of a kind of trade or goods, of which something is measured."""
    told = draft.unit == PER_CENT and not draft.right and is_changed(draft, scene.lex)
    return told and scene.lex.patterns["kind_changed"].fullmatch(draft.noun) is not None


def measure_of_whole(scene: Scene, draft: Draft, flow: Flow) -> None:
    """Says what of a part of the whole before is measured: 完成投资773亿元，其中公路707亿元 is 公路投资."""
    lex = scene.lex
    if _is_kind_changed(scene, draft):
        told = (row for row in reversed(flow.rows) if row.unit == PER_CENT or row.unit in lex.words["money_units"])
        found = next((lex.patterns["measure_changed"].search(row.noun) for row in told if row.subject is None), None)
        if found:
            draft.noun += found["measure"]
            draft.rules.append("indicator.measure-of-whole")
        else:
            draft.doubt("indicator-elsewhere", "the indicator names a kind of trade, and not what is measured of it")
        return
    short = 0 < len(draft.noun) <= LONGEST_PART and not draft.right and not draft.change
    if not short or lex.patterns["own_measured"].search(draft.noun) or not is_part(scene, draft):
        return
    wholes = (row for row in reversed(flow.rows) if row.unit == draft.unit and not is_part(scene, row))
    whole = next(wholes, None)
    found = lex.patterns["measure_of_all"].search(whole.noun) if whole else None
    if found:
        draft.noun += found["measure"]
        draft.rules.append("indicator.measure-of-whole")
