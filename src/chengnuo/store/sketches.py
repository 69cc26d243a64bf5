"""Commitments as far as they are linked and chosen by, so that a million of them take little room.

Those that are shown are then loaded in full, by their ids.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import NamedTuple

from chengnuo.errors import BadStore
from chengnuo.model import Commitment, Part, Status
from chengnuo.spans import Span
from chengnuo.store.opening import path_of
from chengnuo.store.rows import SELECT, Shelf, built, uncollected

# So much of the file, in bytes, is read as memory: what each process maps counts as its own.
MAPPED = 1 << 28


class Sketch(NamedTuple):
    """A stored commitment as far as it is linked and chosen by (a `Claim`).

    `value` is its number as text, `quote` its clause only where that holds one of the words asked for.
    """

    id: str
    document: Part
    start: int
    end: int
    source: str
    quote: str
    indicator: str
    indicator_id: str | None
    subject: str | None
    unit: str | None
    value: str | None
    change: str | None
    status: Status
    deadline: str | None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def sketches(connection: sqlite3.Connection, words: Sequence[str] = ()) -> tuple[Sketch, ...]:
    """All commitments, in the order of file names and places, with the clauses that hold one of the words."""
    shelf = Shelf()
    shelf.fetch(connection, (file for (file,) in connection.execute("SELECT id FROM files")))
    same, names, parts = shelf.same, shelf.names, shelf.parts
    holds = " OR ".join(["instr(c.quote, ?)"] * len(words)) or "FALSE"
    # Files in the order of their index, so that a million rows need no sorting.
    rows = connection.execute(
        f"SELECT c.file, c.document, c.id, c.start, c.\"end\", CASE WHEN {holds} THEN c.quote ELSE '' END, c.indicator,"
        " c.indicator_id, c.subject, c.unit, c.value_exact, c.change, c.status, c.deadline"
        " FROM files AS f CROSS JOIN commitments AS c ON c.file = f.id ORDER BY f.name, f.sha256, c.n",
        tuple(words),
    )
    with uncollected():
        return tuple(
            Sketch._make((id_, parts[file, n], start, end, names[file], *map(same, cells, cells)))
            for file, n, id_, start, end, *cells in rows
        )


def reader(connection: sqlite3.Connection) -> Callable[[Sequence[str]], tuple[Commitment, ...]]:
    """What loads the commitments of some ids, in their order; it keeps the documents from one time to the next.

    It raises BadStore where a commitment is gone: somebody is writing.
    """
    # Rows of one indicator lie all over the file, and to read a page for each takes as long as to take it apart.
    connection.execute(f"PRAGMA mmap_size = {MAPPED}")
    shelf = Shelf()
    sql = f"SELECT {SELECT} FROM json_each(?) AS a CROSS JOIN commitments AS c ON c.id = a.value"

    def in_full(ids: Sequence[str]) -> tuple[Commitment, ...]:
        once = json.dumps(list(dict.fromkeys(ids)))
        rows = built(connection, connection.execute(sql, (once,)), shelf)
        found = {row.id: row for row in rows}
        try:
            return tuple(found[id_] for id_ in ids)
        except KeyError:
            raise BadStore(path_of(connection), "the ledger was changed while it was read", "try again") from None

    return in_full
