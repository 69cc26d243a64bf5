"""Commitments as far as they are linked and chosen by, in columns, so that a million take little room.

Those that are shown are then loaded in full, by their ids.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence

from chengnuo.claims import Claims, Numbers, Paper, Term, Wording, integers
from chengnuo.errors import BadStore
from chengnuo.model import Commitment
from chengnuo.store.opening import path_of
from chengnuo.store.rows import AT_ONCE, SELECT, Shelf, built, uncollected

# So much of the file, in bytes, is read as memory: what each process maps counts as its own.
MAPPED = 1 << 28

Files = tuple[tuple[str, str] | None, tuple[str, str] | None]
"""The first of some files in the order of names (name and hash), and the first that comes after them; None: any."""


def claims(connection: sqlite3.Connection, words: Sequence[str] = (), files: Files = (None, None)) -> Claims:
    """The commitments of the files by name and place; with their clauses, where those hold one of the words."""
    holds = " OR ".join(["instr(c.quote, ?)"] * len(words)) or "FALSE"
    first, after = (one or (None, None) for one in files)
    # Files in the order of their index, so that a million rows need no sorting.
    rows = connection.execute(
        'SELECT c.id, c.file, c.document, c.start, c."end", c.status, c.deadline,'
        f" CASE WHEN {holds} THEN c.quote END, c.indicator, c.subject, c.unit, c.change, c.value_exact IS NOT NULL,"
        " c.indicator_id FROM files AS f CROSS JOIN commitments AS c ON c.file = f.id"
        " WHERE (? IS NULL OR (f.name, f.sha256) >= (?, ?)) AND (? IS NULL OR (f.name, f.sha256) < (?, ?))"
        " ORDER BY f.name, f.sha256, c.n",
        (*words, first[0], *first, after[0], *after),
    )
    ids: list[str] = []
    wordings, papers, terms = Numbers(), Numbers(), Numbers()
    worded, papered, termed, starts, ends = (integers() for _ in range(5))
    clauses: dict[int, str] = {}
    with uncollected():
        while some := rows.fetchmany(AT_ONCE):
            more, file, document, start, end, status, deadline, quote, *wording = zip(*some, strict=True)
            clauses |= {at: words for at, words in enumerate(quote, len(ids)) if words}
            worded.extend(map(wordings.__getitem__, zip(*wording, strict=True)))
            papered.extend(map(papers.__getitem__, zip(file, document, strict=True)))
            termed.extend(map(terms.__getitem__, zip(status, deadline, strict=True)))
            starts.extend(start)
            ends.extend(end)
            ids += more
        shelf = Shelf()
        shelf.fetch(connection, (file for file, _ in papers))
        return Claims(
            ids=ids, wordings=tuple(map(Wording._make, wordings)), terms=tuple(map(Term._make, terms)),
            papers=tuple(Paper(shelf.names[paper[0]], shelf.parts[paper]) for paper in papers),
            worded=worded, papered=papered, termed=termed, starts=starts, ends=ends, clauses=clauses,
        )  # fmt: skip


def count(connection: sqlite3.Connection) -> int:
    """How many commitments there are."""
    return int(connection.execute("SELECT count(*) FROM commitments").fetchone()[0])


def shares(connection: sqlite3.Connection, number: int) -> list[Files]:
    """The files in about so many shares of like number, in the order of names."""
    files: list[tuple[str, str]] = connection.execute("SELECT name, sha256 FROM files ORDER BY 1, 2").fetchall()
    firsts = files[:: max(len(files) // number, 1)]
    return list(zip([None, *firsts[1:]], [*firsts[1:], None], strict=True))


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
