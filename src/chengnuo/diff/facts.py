"""Which fact of a draft became which of the final plan."""

from __future__ import annotations

from collections.abc import Sequence

from chengnuo.alignment import Pair, align
from chengnuo.changes import same_measure, subject_class
from chengnuo.diff.tasks import TaskPair
from chengnuo.model import Commitment
from chengnuo.packs import Pack
from chengnuo.sides import Fact

# Commitments of one task that no indicator joins are one from this likeness (per cent) of their names on.
LIKE_WORDS = 60
# What joins a value of body or annex to the fact that the other side says twice.
TWICE = ("twice",)


def pair_facts(old: Sequence[Fact], new: Sequence[Fact], tasks: Sequence[TaskPair], pack: Pack) -> tuple[Pair, ...]:
    """The facts of both sides paired by indicator, those of one task first; what is left over by its words."""
    together: set[tuple[int | None, int | None]] = {
        (pair.before, pair.after) for pair in tasks if pair.before is not None and pair.after is not None
    }

    def bonus(i: int, j: int) -> float:
        return 2.0 if (old[i].work, new[j].work) in together else 0.0

    first = align([fact.row for fact in old], [fact.row for fact in new], pack, bonus=bonus)
    return _said_twice(_by_words(first, old, new, together, pack), old, new, pack)


def _said_twice(pairs: Sequence[Pair], old: Sequence[Fact], new: Sequence[Fact], pack: Pack) -> tuple[Pair, ...]:
    """The pairs, those of body and annex included: where one side says twice what the other says with two values, the
    value left over is a change of the same fact."""
    matched = [(p, old[p.earlier], new[p.later]) for p in pairs if p.earlier is not None and p.later is not None]
    found = []
    for p in pairs:
        if p.earlier is None and p.later is not None:
            row = new[p.later].row
            twin = next((q for q, before, after in matched if _doubled(before, row, after.row, pack)), None)
            found.append(p if twin is None else Pair(earlier=twin.earlier, later=p.later, score=1.0, shared=TWICE))
        elif p.later is None and p.earlier is not None:
            row = old[p.earlier].row
            twin = next((q for q, before, after in matched if _doubled(after, row, before.row, pack)), None)
            found.append(p if twin is None else Pair(earlier=p.earlier, later=twin.later, score=1.0, shared=TWICE))
        else:
            found.append(p)
    return tuple(found)


def _doubled(fact: Fact, left: Commitment, paired: Commitment, pack: Pack) -> bool:
    """Whether `fact`, said twice on its side, is on the other side said once as `paired` and once as `left`."""
    same = all(
        left.indicator_id == row.indicator_id
        and subject_class(left, pack) == subject_class(row, pack)
        and same_measure(left, row, pack)
        for row in (fact.row, paired)
    )
    return same and len(fact.rows) > 1 and left.value is not None and left.value != paired.value


def _by_words(
    pairs: Sequence[Pair],
    old: Sequence[Fact],
    new: Sequence[Fact],
    together: set[tuple[int | None, int | None]],
    pack: Pack,
) -> tuple[Pair, ...]:
    """The pairs, and those of the rows left over that say nearly the same in the same task."""
    from rapidfuzz import fuzz

    left = [p.earlier for p in pairs if p.earlier is not None and p.later is None]
    right = [p.later for p in pairs if p.later is not None and p.earlier is None]
    scored = []
    for i in left:
        for j in right:
            a, b = old[i], new[j]
            if same_measure(a.row, b.row, pack) and ((a.work, b.work) in together or a.task == b.task):
                scored.append((fuzz.token_sort_ratio(a.row.indicator, b.row.indicator), i, j))
    taken: dict[int, Pair] = {}
    used: set[int] = set()
    for score, i, j in sorted(scored, key=lambda item: (-item[0], item[1], item[2])):
        if score >= LIKE_WORDS and i not in taken and j not in used:
            taken[i] = Pair(earlier=i, later=j, score=round(score / 100, 3), shared=("words",))
            used.add(j)
    kept = (
        p for p in pairs if not (p.later is None and p.earlier in taken) and not (p.earlier is None and p.later in used)
    )
    return (*kept, *taken.values())
