"""What a header of a table of tasks looks like in plain text, where nothing but its names tells that it is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from chengnuo.packs import Pack

# Kinds of columns that tell a table of tasks: what is to be done, and who does it or by when.
DONE, TOLD = frozenset({"task", "goal", "state"}), frozenset({"main", "lead", "support", "date"})
# A header has so many names, none of them longer.
FEWEST_NAMES, LONGEST_NAME = 3, 16
# The fewest characters that tell a kind at the end of a name.
SHORTEST_TAIL = 2


@lru_cache(maxsize=8)
def column_kinds(pack: Pack) -> Mapping[str, str]:
    """The kinds of the columns of task tables, by their names."""
    kinds = dict.fromkeys(pack.words("outline", "table", "first"), "number")
    for kind in pack.table("outline", "table", "columns"):
        kinds |= dict.fromkeys(pack.words("outline", "table", "columns", kind), kind)
    return kinds


def kind_of(name: str, pack: Pack) -> str:
    """The kind of the column so called, or with a name that ends so; empty where no list knows it."""
    known = column_kinds(pack)
    words = "".join(name.split())
    tails = (words[at:] for at in range(len(words) - SHORTEST_TAIL + 1))
    return known.get(words) or next((known[tail] for tail in tails if known.get(tail, "other") != "other"), "")


def is_task_header(names: Sequence[str], pack: Pack) -> bool:
    """Whether the names are those of the columns of a table of tasks; one that is not known may be among them."""
    kinds = [kind_of(name, pack) for name in names]
    return (
        len(names) >= FEWEST_NAMES
        and 3 * kinds.count("") <= len(names)
        and all(0 < len(name) <= LONGEST_NAME for name in names)
        and not DONE.isdisjoint(kinds)
        and not TOLD.isdisjoint(kinds)
    )
