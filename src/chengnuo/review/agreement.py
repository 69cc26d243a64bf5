"""How far two reviewers agree: Cohen's κ for each field, over the rows that both have judged.

Cohen, J. (1960): A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20, 37-46.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chengnuo.model import Commitment
from chengnuo.review.decisions import FIELDS, Decision, Statement, cell_of, corrected, statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Of `rows` rows that both judged, the share judged alike, and κ; None where κ is not defined.

    `field` is `verdict` (kept or rejected) or a field of the rows that both kept. κ is not defined where both
    reviewers gave one and the same value to all rows: nothing was left to chance.
    """

    first: str
    second: str
    field: str
    rows: int
    agreed: float
    kappa: float | None


def agreement(
    rows: Mapping[str, Commitment], decisions: Iterable[Decision], *, reviewers: Sequence[str] = ()
) -> tuple[Agreement, ...]:
    """For each two reviewers, their agreement on the verdict and on every field; `rows` are the machine's, by id.

    `reviewers` asks for these only.
    """
    last: dict[str, dict[str, Statement]] = {}
    by_row: dict[str, list[Decision]] = {}
    for one in decisions:
        by_row.setdefault(one.commitment, []).append(one)
    for id_, said in by_row.items():
        for statement in statements(said):
            if id_ in rows and (not reviewers or statement.reviewer in reviewers):
                last.setdefault(statement.reviewer, {})[id_] = statement
    names = sorted(last)
    pairs = ((a, b) for n, a in enumerate(names) for b in names[n + 1 :])
    return tuple(one for a, b in pairs for one in _pair(a, b, last[a], last[b], rows))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's κ of paired labels; None where chance alone would agree on all."""
    if not pairs:
        return None
    total = len(pairs)
    observed = sum(a == b for a, b in pairs) / total
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(left[label] * right[label] for label in left) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _pair(
    a: str, b: str, one: Mapping[str, Statement], other: Mapping[str, Statement], rows: Mapping[str, Commitment]
) -> Iterable[Agreement]:
    shared = sorted(one.keys() & other.keys())
    if not shared:
        return
    yield _judged(a, b, "verdict", [(_verdict(one[id_]), _verdict(other[id_])) for id_ in shared])
    kept = [id_ for id_ in shared if not one[id_].rejects and not other[id_].rejects]
    if not kept:
        return
    left = [corrected(rows[id_], one[id_]) for id_ in kept]
    right = [corrected(rows[id_], other[id_]) for id_ in kept]
    for name in FIELDS:
        pairs = [(_label(x, name), _label(y, name)) for x, y in zip(left, right, strict=True)]
        yield _judged(a, b, name, pairs)


def _judged(a: str, b: str, field: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    agreed = sum(x == y for x, y in pairs) / len(pairs)
    return Agreement(first=a, second=b, field=field, rows=len(pairs), agreed=agreed, kappa=kappa(pairs))


def _verdict(statement: Statement) -> str:
    return "reject" if statement.rejects else "keep"


def _label(row: Commitment, name: str) -> str:
    return json.dumps(cell_of(row, name), ensure_ascii=False)
