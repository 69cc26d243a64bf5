"""Whether a number is a change from an earlier state, and from which."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.model import Change, Quantity, TimeMention


def change_of(draft: Draft, quantity: Quantity, lex: Lexicon) -> Change | None:
    """The direction of change that the words beside a draft's number give; None for a level.

    An absolute number is a change only where the verb stands directly before it and its noun before the verb
    (贫困人口减少1386万), not where the noun follows (增加学位1万个).
    """
    left, tail = draft.left, draft.left[-16:]
    if quantity.points and lex.patterns["differs_by"].fullmatch(left.strip()):
        return None
    share = quantity.unit in lex.words["change_units"] or quantity.points
    if share and quantity.rule in lex.words["doubling_rules"]:
        return "increase"
    patterns = lex.patterns
    if share and patterns["below_zero"].search(tail):
        return "decrease"
    if share:
        if patterns["rise_share"].search(tail):
            return "increase"
        if patterns["fall_share"].search(tail) or patterns["fall_first"].search(left):
            return "decrease"
        return "increase" if patterns["rise_first"].search(left) else _by_rate(draft, lex)
    if not draft.noun or draft.right:
        return None
    if quantity.unit in lex.words["counted_gainers"] and patterns["gained"].search(left):
        return None  # 带动农户增收2万户
    if patterns["fall_amount"].search(tail):
        return "decrease"
    return "increase" if patterns["rise_amount"].search(tail) else None


def turn_negative(draft: Draft) -> None:
    """Turns a rise below zero into the fall that it is: 增长-18.9%."""
    if draft.change and isinstance(draft.value, Decimal) and draft.value < 0:
        draft.value, draft.change = -draft.value, "decrease" if draft.change == "increase" else "increase"


def _by_rate(draft: Draft, lex: Lexicon) -> Change | None:
    """The change that follows a rate: 按每年10%的比例递增."""
    found = lex.patterns["rate_of_change"].match(draft.tail)
    if found is None:
        return None
    return "increase" if found["rise"] or found["growth"] else "decrease" if found["fall"] or found["loss"] else None


def baseline_of(times: Sequence[TimeMention], roles: Sequence[str], before: int) -> str | None:
    """The value of the last date before `before` that a change is counted from."""
    found = [t.value for t, role in zip(times, roles, strict=True) if role == "baseline" and t.span.end <= before]
    return found[-1] if found else None
