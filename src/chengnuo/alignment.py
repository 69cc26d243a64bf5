"""Which commitment of one side answers which of the other: one to one, by indicator, subject and likeness."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from chengnuo.changes import ScopeClass, as_share, as_whole, is_change, scope_class, subject_class
from chengnuo.link import counted_in, measured
from chengnuo.model import Commitment, Status, Value
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
# What is reported as reached is a count of the things promised where, without the same number or date, unit and scope
# and half of the name are alike: 桩 of the city are not those of one car park.
REPORTED = 1.0 + SAME_MEASURE + SAME_SCOPE + SAME_WORDS / 2
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


@dataclass(frozen=True, slots=True)
class Kind:
    """What of a row is compared with another; many rows of many documents are of one kind."""

    subject: str
    counted: tuple[str | None, bool, bool]
    value: tuple[str | None, Value | None]
    deadline: str | None
    scope: ScopeClass
    status: Status
    words: str


Kinds = Mapping[
    str | None, Sequence[tuple[Kind, Sequence[int]]]
]  # by indicator, the kinds with the places of their rows
Bonus = Callable[[int, int], float]


def align(
    earlier: Sequence[Commitment], later: Sequence[Commitment], pack: Pack, *, bonus: Bonus | None = None
) -> tuple[Pair, ...]:
    """The pairs, then what only the earlier has, then what only the later has, each in text order.

    Both sides must be linked (`indicator_id` filled). `bonus` adds to the score of two places, as where the rows
    stand in one task.
    """
    found = answers(earlier, kinds_of(later, pack, apart=bonus is not None), pack, bonus=bonus).values()
    used = {pair.later for pair in found}
    return (*found, *(Pair(earlier=None, later=index) for index in range(len(later)) if index not in used))


def kinds_of(rows: Sequence[Commitment], pack: Pack, *, apart: bool = False) -> Kinds:
    """The rows by indicator and kind, each for itself where they are to be kept `apart`."""
    kinds: dict[str | None, dict[tuple[Kind, int], list[int]]] = {}
    for index, row in enumerate(rows):
        key = (_kind(row, pack), index if apart else 0)
        kinds.setdefault(row.indicator_id, {}).setdefault(key, []).append(index)
    return {id_: [(kind, places) for (kind, _), places in some.items()] for id_, some in kinds.items()}


def answers(earlier: Sequence[Commitment], later: Kinds, pack: Pack, *, bonus: Bonus | None = None) -> dict[int, Pair]:
    """By its place, each earlier row's pair: first those that have a later row, then those that have none.

    The best pairs are taken first, of equals the earliest rows.
    """
    taken: dict[int, Pair] = {}
    used: set[int] = set()
    candidates = sorted(_candidates(earlier, later, pack, bonus), key=itemgetter(0, 1))
    for (score, index), equals in groupby(candidates, key=itemgetter(0, 1)):
        if index in taken:
            continue
        firsts = (next(((at, shared) for at in places if at not in used), None) for *_, places, shared in equals)
        first = min((one for one in firsts if one is not None), default=None)
        if first is not None:
            at, shared = first
            taken[index] = Pair(earlier=index, later=at, score=-score, shared=shared)
            used.add(at)
    left = {index: Pair(earlier=index, later=None) for index in range(len(earlier)) if index not in taken}
    return {index: taken[index] for index in sorted(taken)} | left


def _candidates(
    earlier: Sequence[Commitment], later: Kinds, pack: Pack, bonus: Bonus | None
) -> Iterator[tuple[float, int, Sequence[int], tuple[str, ...]]]:
    """The score (negative, the best first), the earlier row, the later rows that it could go with, what they share."""
    for index, row in enumerate(earlier):
        if row.indicator_id not in later:
            continue
        mine = _kind(row, pack)
        for kind, places in later[row.indicator_id]:
            score, shared = _score(mine, kind)
            if score > 0:
                more = bonus(index, places[0]) if bonus else 0.0
                yield -round(min(1.0, (score + more) / MOST), 4), index, places, shared


def _kind(row: Commitment, pack: Pack) -> Kind:
    row = as_share(as_whole(row, pack), pack)
    counted = counted_in(row.unit, row.indicator, pack)
    return Kind(
        subject=subject_class(row, pack),
        counted=(counted, row.value is None, not is_change(row, pack)),
        value=(counted, measured(row.value, row.unit, pack)),
        deadline=row.deadline,
        scope=scope_class(row.scope, pack),
        status=row.status,
        words=row.indicator,
    )


@lru_cache(maxsize=65536)
def _score(a: Kind, b: Kind) -> tuple[float, tuple[str, ...]]:
    """How much two rows of one indicator share, and what."""
    from rapidfuzz import fuzz

    shared = []
    score = 1.0
    if a.subject != b.subject:
        if a.subject and b.subject:
            return 0.0, ()
        score += OTHER_SUBJECT
    for name, weight, holds in (
        ("unit", SAME_MEASURE, a.counted == b.counted),
        ("value", SAME_VALUE, a.value[1] is not None and a.value == b.value),
        ("deadline", SAME_DEADLINE, a.deadline is not None and a.deadline == b.deadline),
        ("scope", SAME_SCOPE, a.scope == b.scope),
        ("status", SAME_STATUS, a.status == b.status),
    ):
        if holds:
            score += weight
            shared.append(name)
    score += SAME_WORDS * fuzz.ratio(a.words, b.words) / 100
    is_report = a.status != b.status and a.value[0] not in (None, "%") and not {"value", "deadline"} & {*shared}
    return (0.0, ()) if is_report and score < REPORTED else (score, tuple(shared))
