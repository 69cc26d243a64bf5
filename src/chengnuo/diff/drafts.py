"""A draft beside its final version: which of their tasks and facts are one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from chengnuo.changes import Change, change
from chengnuo.diff.facts import TWICE, pair_facts
from chengnuo.diff.tasks import TaskPair, pair_tasks
from chengnuo.link import link
from chengnuo.packs import Pack
from chengnuo.sides import Fact, Side, Work, facts_of


@dataclass(frozen=True, slots=True)
class Compared:
    """Two facts that are one, and what became of it."""

    old: Fact
    new: Fact
    change: Change
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """Both sides with their tasks, the facts that both have, and those that one alone has."""

    before: Side
    after: Side
    tasks: tuple[TaskPair, ...]
    compared: tuple[Compared, ...]
    alone: tuple[tuple[Literal["dropped", "added"], Fact], ...]

    def shared_tasks(self) -> Iterator[tuple[TaskPair, Work, Work]]:
        """The tasks that stand on both sides: the pair, and the task as it was and is."""
        for pair in self.tasks:
            if pair.before is not None and pair.after is not None:
                yield pair, self.before.works[pair.before], self.after.works[pair.after]


def drafts_of(before: Side, after: Side, pack: Pack) -> Drafts:
    """The two sides, their tasks and facts paired."""
    rows = link((*before.commitments, *after.commitments), pack)
    old = facts_of(before, rows[: len(before.commitments)], pack)
    new = facts_of(after, rows[len(before.commitments) :], pack)
    tasks = pair_tasks(before.works, after.works)
    compared: list[Compared] = []
    alone: list[tuple[Literal["dropped", "added"], Fact]] = []
    for pair in pair_facts(old, new, tasks, pack):
        if pair.earlier is not None and pair.later is not None:
            a, b = old[pair.earlier], new[pair.later]
            if pair.shared == TWICE:
                a, b = _like(a, b), _like(b, a)
            compared.append(Compared(a, b, change(a.row, b.row, pack), pair.score))
        elif pair.earlier is not None:
            alone.append(("dropped", old[pair.earlier]))
        elif pair.later is not None:
            alone.append(("added", new[pair.later]))
    return Drafts(before=before, after=after, tasks=tasks, compared=tuple(compared), alone=tuple(alone))


def _like(fact: Fact, other: Fact) -> Fact:
    """The fact as it is said where its date is that of the other: in the body, or in the annex."""
    return replace(fact, row=next((row for row in fact.rows if row.deadline == other.row.deadline), fact.row))
