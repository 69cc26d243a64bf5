"""Which way a commitment's number is stricter, and what became of it in another of the same indicator.

The bound comes first: who must reach at least 7 may not stop at 5, whatever is counted. Then come the indicator's
direction in its pack, the end of its name, and the verb before the number (提高到, 降至).
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from chengnuo.link import indicator_by_id, indicator_name, measured
from chengnuo.link.indicators import Direction
from chengnuo.model import Commitment, Value
from chengnuo.packs import Pack, alternation
from chengnuo.remembered import compiled

ValueVerdict = Literal["kept", "strengthened", "weakened", "changed"]


def direction_of(row: Commitment, pack: Pack, indicator_id: str | None = None) -> Direction:
    """Which way is stricter for the commitment's number.

    `indicator_id` is given where the row itself does not have it.
    """
    named = _named(row, pack, indicator_id)
    if named == "none":
        return _by_bound(row, pack)
    falls = row.change == "decrease" or (row.change is None and named == "lower" and _reduced(row.indicator, pack))
    return _turned(named) if falls else named


def value_change(earlier: Commitment, later: Commitment, pack: Pack) -> ValueVerdict:
    """What became of the number; both rows have one, in units that count alike."""
    sides = {_side(earlier), _side(later)}
    is_same = measured(earlier.value, earlier.unit, pack) == measured(later.value, later.unit, pack)
    if is_same and len(sides) == 1:
        return _same_number(earlier, later)
    directions = {direction_of(earlier, pack), direction_of(later, pack)} - {"none"}
    direction: Direction = directions.pop() if len(directions) == 1 else "none"
    if sides == {1}:
        direction = "higher"
    elif sides == {-1, 1} or (direction != "none" and _opposed(earlier, later, direction, pack)):
        return "changed"
    if is_same:
        return _same_number(earlier, later)
    if direction == "none":
        return "changed"
    before, after = (demand(row, direction, pack) for row in (earlier, later))
    if before != after:
        return "strengthened" if after > before else "weakened"
    return "changed" if _firm(earlier) == _firm(later) else "strengthened" if _firm(later) else "weakened"


def demand(row: Commitment, direction: Direction, pack: Pack) -> Decimal:
    """What the number demands, growing with strictness: the floor, or the negated ceiling, in the unit's base."""
    value = measured(row.value, row.unit, pack)
    assert value is not None  # noqa: S101  # callers compare numbers only
    low, high = ends(value)
    return -high if direction == "lower" else low


def ends(value: Value) -> tuple[Decimal, Decimal]:
    """The least and the greatest that a value means."""
    return value if isinstance(value, tuple) else (value, value)


def _same_number(earlier: Commitment, later: Commitment) -> ValueVerdict:
    if _firm(earlier) != _firm(later):
        return "strengthened" if _firm(later) else "weakened"
    if {earlier.op, later.op} in ({">", ">="}, {"<", "<="}):
        return "strengthened" if later.op in (">", "<") else "weakened"
    return "kept"


def _opposed(earlier: Commitment, later: Commitment, direction: Direction, pack: Pack) -> bool:
    """Whether one of the bounds is on the loose side of its indicator: a share that should be high, 不超过80%."""
    loose = -1 if direction == "higher" else 1
    return any(_side(row) == loose and not _is_granted(row, pack) for row in (earlier, later))


def _named(row: Commitment, pack: Pack, indicator_id: str | None) -> Direction:
    """The direction that the pack gives the indicator, or the end of its name."""
    entry = indicator_by_id(indicator_id or row.indicator_id, pack)
    if entry is not None:
        return entry.direction
    return _ending(row.indicator or indicator_name(row.indicator_id or "", pack), pack)


def _by_bound(row: Commitment, pack: Pack) -> Direction:
    """A floor asks for more, a ceiling for less, unless it caps what is granted; so do the verbs before the number. A
    change, an amount, what is granted and what is done each year or term are promised in full."""
    if row.op in (">=", ">"):
        return "higher"
    granted = _is_granted(row, pack)
    if row.op in ("<=", "<"):
        is_limit = row.kind in ("norm", "target") or row.unit in pack.words("link", "direction", "times")
        return "higher" if granted else "lower" if is_limit else "none"
    by_verb = _by_verb(row, pack)
    if by_verb != "none":
        return by_verb
    is_done_again = row.recurrence is not None and row.unit not in pack.words("link", "direction", "times")
    return "higher" if granted or row.change is not None or row.kind == "amount" or is_done_again else "none"


def _by_verb(row: Commitment, pack: Pack) -> Direction:
    """What the words just before the number say: it goes up to it, or down."""
    if row.value_span is None or not row.span.contains(row.value_span):
        return "none"
    before = row.quote[: row.value_span.start - row.span.start]
    if pack.pattern("link", "direction", "rises").search(before):
        return "higher"
    return "lower" if pack.pattern("link", "direction", "falls").search(before) else "none"


def _side(row: Commitment) -> int:
    """1 for a floor, -1 for a ceiling, 0 for a plain number."""
    return {">=": 1, ">": 1, "<=": -1, "<": -1}.get(row.op or "", 0)


def _firm(row: Commitment) -> bool:
    return row.op != "~"


def _turned(direction: Direction) -> Direction:
    if direction == "none":
        return "none"
    return "lower" if direction == "higher" else "higher"


def _is_granted(row: Commitment, pack: Pack) -> bool:
    return _granted(pack).search(row.indicator) is not None


@lru_cache(maxsize=8)
def _granted(pack: Pack) -> re.Pattern[str]:
    return compiled(alternation(pack.words("link", "direction", "granted")))


@lru_cache(maxsize=65536)
def _reduced(name: str, pack: Pack) -> bool:
    """Whether the number is how much there shall be less of a thing: 减少农村贫困人口100万人."""
    return re.search(alternation(pack.words("link", "direction", "reduced")), name) is not None


@lru_cache(maxsize=65536)
def _ending(name: str, pack: Pack) -> Direction:
    """The direction of the longest ending: 三公经费 goes down though 经费 goes up."""
    ends_with = {word: way for way in ("higher", "lower") for word in pack.words("link", "direction", way)}
    found = [word for word in ends_with if name.endswith(word)]
    return "none" if not found else "higher" if ends_with[max(found, key=len)] == "higher" else "lower"
