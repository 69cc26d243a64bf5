"""What a draft has become: the commitment, its kind, and the doubts of its number."""

from __future__ import annotations

from chengnuo.assemble.clauses import LONGEST_CLAUSE
from chengnuo.assemble.doubting import doubts_of
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.kinds import kind_of
from chengnuo.assemble.scenes import Scene
from chengnuo.model import Commitment, Quantity
from chengnuo.spans import Doubt

# A rate without a unit that is no smaller may be one in per cent (入学率达到95); an efficiency of 1.3 is none.
PER_CENT = 3


def row_of(scene: Scene, draft: Draft) -> Commitment:
    """The commitment that a draft has become."""
    text = scene.text
    start = draft.clause.start
    setting = scene.setting(start)
    task = scene.task_at(start)
    doubts = list(draft.doubts)
    if draft.quantity is not None:
        doubts += draft.quantity.doubts
        if draft.unit is None and not _is_ratio(scene, draft, draft.quantity):
            draft.unit = _implied_unit(scene, draft.noun)
            if draft.unit is not None:
                why = "the unit is inferred from the indicator"
                doubts.append(Doubt(code="implied-unit", span=draft.quantity.span, reason=why))
            elif not _has_doubt(doubts, "missing-unit"):
                doubts.append(Doubt(code="missing-unit", span=draft.quantity.span, reason="the number has no unit"))
    words = text[start : min(draft.clause.end, start + LONGEST_CLAUSE)]
    kind = "milestone" if draft.quantity is None else kind_of(draft, words, scene.lex, setting.standing)
    doubts += doubts_of(scene, draft, kind)
    # A rule that lasts is not over with the year of its document.
    governing = None if kind == "norm" and draft.governing and draft.governing.via == "title" else draft.governing
    return Commitment(
        span=draft.span,
        value_span=draft.value_span,
        status=draft.status,
        kind=kind,
        indicator=draft.noun,
        restated=draft.restated,
        restated_from=draft.restated_from,
        subject=draft.subject,
        op=draft.op,
        value=draft.value,
        unit=draft.unit,
        change=draft.change,
        baseline=draft.baseline,
        deadline=governing.value if governing else None,
        deadline_span=governing.span if governing else None,
        recurrence=draft.recurrence,
        binding=draft.binding,
        scope=draft.scope,
        units=scene.leads_at(start),
        task=task.span if task else None,
        rule=" ".join(dict.fromkeys(rule for rule in draft.rules if rule)),
        doubts=tuple(doubts),
        part=setting.number,
    )


def _has_doubt(doubts: list[Doubt], code: str) -> bool:
    return any(doubt.code == code for doubt in doubts)


def _is_ratio(scene: Scene, draft: Draft, quantity: Quantity) -> bool:
    """Whether the number needs no unit; a rate of so many may be one in per cent."""
    if quantity.is_ratio:
        return True
    found = scene.lex.patterns["pure_ratio"].search(draft.noun)
    return found is not None and (
        found["rate"] is None or isinstance(quantity.value, tuple) or quantity.value < PER_CENT
    )


def _implied_unit(scene: Scene, noun: str) -> str | None:
    """人 for 贫困人口 and the like; None where the indicator implies no unit."""
    return next((unit for word, unit in scene.lex.implied_units if word in noun), None)
