"""Which commitment of one side answers which of the other: one to one, by indicator, subject and likeness."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from chengnuo.changes import same_measure, scope_class, subject_class
from chengnuo.link import counted_in, measured
from chengnuo.model import Commitment, Value
from chengnuo.packs import Pack

# Weights of what two rows of one indicator share; the highest pairs are taken first. A pair needs no minimum: rows of
# one indicator and one subject that are left over on both sides are a change of everything else.
SAME_MEASURE = 8.0
SAME_VALUE = 4.0
SAME_DEADLINE = 2.0
SAME_SCOPE = 2.0
SAME_STATUS = 3.0
SAME_WORDS = 3.0
OTHER_SUBJECT = -6.0
MOST = 1.0 + SAME_MEASURE + SAME_VALUE + SAME_DEADLINE + SAME_SCOPE + SAME_STATUS + SAME_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two rows (their places in the two sequences) that speak of one thing; None where one side has none.

    `score` (0–1) and `shared` (what the rows have in common) explain the choice.
    """

    earlier: int | None
    later: int | None
    score: float = 0.0
    shared: tuple[str, ...] = ()


def align(
    earlier: Sequence[Commitment],
    later: Sequence[Commitment],
    pack: Pack,
    *,
    bonus: Callable[[int, int], float] | None = None,
) -> tuple[Pair, ...]:
    """The pairs, then what only the earlier has, then what only the later has, each in text order.

    Both sides must be linked (`indicator_id` filled). `bonus` adds to the score of two places, as where the rows
    stand in one task.
    """
    by_indicator: dict[str | None, list[int]] = {}
    for index, row in enumerate(later):
        by_indicator.setdefault(row.indicator_id, []).append(index)
    candidates = sorted(
        (pair for index, row in enumerate(earlier) for pair in _pairs(index, row, later, by_indicator, pack, bonus)),
        key=lambda pair: (-pair.score, pair.earlier, pair.later),
    )
    taken: dict[int, Pair] = {}
    used: set[int] = set()
    for pair in candidates:
        if pair.earlier is None or pair.later is None or pair.earlier in taken or pair.later in used:
            continue
        taken[pair.earlier] = pair
        used.add(pair.later)
    left = (Pair(earlier=index, later=None) for index in range(len(earlier)) if index not in taken)
    right = (Pair(earlier=None, later=index) for index in range(len(later)) if index not in used)
    return (*(taken[index] for index in sorted(taken)), *left, *right)


def _pairs(
    index: int,
    row: Commitment,
    later: Sequence[Commitment],
    by_indicator: dict[str | None, list[int]],
    pack: Pack,
    bonus: Callable[[int, int], float] | None,
) -> Iterator[Pair]:
    for other in by_indicator.get(row.indicator_id, ()):
        score, shared = _score(row, later[other], pack)
        if score > 0:
            more = bonus(index, other) if bonus else 0.0
            yield Pair(earlier=index, later=other, score=round(min(1.0, (score + more) / MOST), 4), shared=shared)


def _score(a: Commitment, b: Commitment, pack: Pack) -> tuple[float, tuple[str, ...]]:
    from rapidfuzz import fuzz

    shared = []
    score = 1.0
    left, right = subject_class(a, pack), subject_class(b, pack)
    if left != right:
        if left and right:
            return 0.0, ()
        score += OTHER_SUBJECT
    for name, weight, holds in (
        ("unit", SAME_MEASURE, same_measure(a, b, pack)),
        ("value", SAME_VALUE, a.value is not None and _measured(a, pack) == _measured(b, pack)),
        ("deadline", SAME_DEADLINE, a.deadline is not None and a.deadline == b.deadline),
        ("scope", SAME_SCOPE, scope_class(a.scope, pack) == scope_class(b.scope, pack)),
        ("status", SAME_STATUS, a.status == b.status),
    ):
        if holds:
            score += weight
            shared.append(name)
    score += SAME_WORDS * fuzz.ratio(a.indicator, b.indicator) / 100
    return score, tuple(shared)


def _measured(row: Commitment, pack: Pack) -> tuple[str | None, Value | None]:
    """The number in the unit that stands for all units of its kind."""
    return counted_in(row.unit, row.indicator, pack), measured(row.value, row.unit, pack)
