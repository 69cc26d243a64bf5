"""Whether a number is a change from an earlier state, and from which."""

from __future__ import annotations

from collections.abc import Sequence

from chengnuo.assemble.lexicon import Lexicon
from chengnuo.model import Change, Quantity, TimeMention


def change_of(left: str, noun: str, quantity: Quantity, has_object: bool, lex: Lexicon) -> Change | None:
    """The direction of change that the words on the left of a number give; None for a level.

    An absolute number is a change only where the verb stands directly before it and its noun before the verb
    (贫困人口减少1386万), not where the noun follows (增加学位1万个).
    """
    tail = left[-16:]
    share = quantity.unit in lex.words["change_units"] or quantity.points
    if share and quantity.rule in lex.words["doubling_rules"]:
        return "increase"
    patterns = lex.patterns
    if share:
        if patterns["rise_share"].search(tail):
            return "increase"
        if patterns["fall_share"].search(tail) or patterns["fall_first"].search(left):
            return "decrease"
        return "increase" if patterns["rise_first"].search(left) else None
    if not noun or has_object:
        return None
    if patterns["fall_amount"].search(tail):
        return "decrease"
    return "increase" if patterns["rise_amount"].search(tail) else None


def baseline_of(times: Sequence[TimeMention], roles: Sequence[str], before: int) -> str | None:
    """The value of the last date before `before` that a change is counted from."""
    found = [t.value for t, role in zip(times, roles, strict=True) if role == "baseline" and t.span.end <= before]
    return found[-1] if found else None
