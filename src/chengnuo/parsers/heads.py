"""What the names of columns tell of a table of tasks, wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chengnuo.packs import Pack

# Kinds of columns that tell a table of tasks: what is to be done, and who does it or by when.
DONE, TOLD = frozenset({"task", "goal", "state"}), frozenset({"main", "lead", "support", "date"})
# Kinds that are told by what names end with.
ENDED = ("beside", "main", "support", "lead", "progress")
# A header has so many names, none of them longer.
FEWEST_NAMES, LONGEST_NAME = 3, 16
# A remark in a column's name, and the fewest characters that tell a kind at a name's end.
_REMARK = re.compile("[（(].*?[）)]")
SHORTEST_TAIL = 2


@dataclass(frozen=True, slots=True)
class Heads:
    """The names of columns with their kinds, and what names of a kind end with."""

    columns: Mapping[str, str]
    first: frozenset[str]  # those of numbers of rows
    ends: Mapping[str, re.Pattern[str]]
    joint: re.Pattern[str]
    year: re.Pattern[str]
    longest: int


@lru_cache(maxsize=8)
def heads_of(pack: Pack) -> Heads:
    """What `outline.toml` of the pack knows of the names of columns."""
    kinds = (kind for kind in pack.table("outline", "table", "columns") if kind != "opinion")
    columns = {name: kind for kind in kinds for name in pack.words("outline", "table", "columns", kind)}
    return Heads(
        columns=columns,
        first=frozenset(pack.words("outline", "table", "first")),
        ends=pack.patterns("outline", "column_ends"),
        joint=pack.pattern("outline", "table", "joint"),
        year=pack.pattern("outline", "table", "year"),
        longest=max(map(len, columns), default=0),
    )


def column_kind(name: str, known: Heads) -> str | None:
    """The kind of a column by its name without blanks, or by what that ends with: 年度目标及要求, 区级牵头单位."""
    stem = _REMARK.sub("", name)
    for words in (name, stem, known.joint.split(stem)[0]):
        if words in known.columns:
            return known.columns[words]
    if known.year.search(name):
        return "other"
    for kind in ENDED:
        if known.ends[kind].search(stem):
            return kind
    tails = (stem[-size:] for size in range(min(len(stem) - 1, known.longest), SHORTEST_TAIL - 1, -1))
    return next((known.columns[tail] for tail in tails if known.columns.get(tail, "other") != "other"), None)


def is_task_header(names: Sequence[str], known: Heads) -> bool:
    """Whether the names are those of the columns of a table of tasks; one that is not known may be among them."""
    kinds = [kind_of(name, known) for name in names]
    return (
        len(names) >= FEWEST_NAMES
        and 3 * kinds.count("") <= len(names)
        and all(0 < len(name) <= LONGEST_NAME for name in names)
        and not DONE.isdisjoint(kinds)
        and not TOLD.isdisjoint(kinds)
    )


def kind_of(name: str, known: Heads) -> str:
    """The kind of the column so called, which blanks may set wide; empty where nothing tells it."""
    words = "".join(name.split())
    return "number" if words in known.first else column_kind(words, known) or ""
