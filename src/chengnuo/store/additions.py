"""Rows that people added. They are kept beside the machine's and put among them after each run."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from chengnuo.review.additions import Addition
from chengnuo.spans import Span
from chengnuo.store.decisions import settle
from chengnuo.store.opening import transaction
from chengnuo.store.values import commitment_cells, put_units

_NAMES = ("sha256", "document", "fields", "quote", "page", "place", "indicator_id", "note", "reviewer", "decided")


def add(connection: sqlite3.Connection, added: Sequence[Addition]) -> int:
    """Stores rows that people added, all or nothing; how many of them were not known."""
    with transaction(connection):
        before = connection.execute("SELECT count(*) FROM additions").fetchone()[0]
        connection.executemany(
            f"INSERT OR IGNORE INTO additions VALUES ({', '.join('?' * 13)})", [_cells(one) for one in added]
        )
        for sha256 in sorted({one.sha256 for one in added}):
            (file,) = connection.execute("SELECT id FROM files WHERE sha256 = ?", (sha256,)).fetchone()
            put_in(connection, file)
            settle(connection, file)
        after = connection.execute("SELECT count(*) FROM additions").fetchone()[0]
    return int(after - before)


def additions(connection: sqlite3.Connection) -> tuple[Addition, ...]:
    """All rows that people added, in the order of time."""
    return _read(connection, "", ())


def put_in(connection: sqlite3.Connection, file: int) -> None:
    """Puts what people added to a file among its rows, inside the transaction of the caller."""
    for one in _read(connection, " WHERE sha256 = (SELECT sha256 FROM files WHERE id = ?)", (file,)):
        known = connection.execute(
            "SELECT 1 FROM commitments WHERE id = ?1 UNION ALL SELECT 1 FROM overruled WHERE id = ?1", (one.id,)
        ).fetchone()
        if known:
            continue
        (n,) = connection.execute(
            "SELECT max(coalesce((SELECT max(n) FROM commitments WHERE file = ?1), -1), coalesce("
            "(SELECT max(json_extract(row, '$.n')) FROM overruled WHERE file = ?1), -1)) + 1",
            (file,),
        ).fetchone()
        row = one.row()
        cells = commitment_cells(file, n, row)
        connection.execute(f"INSERT INTO commitments VALUES ({', '.join('?' * len(cells))})", cells)
        put_units(connection, row.id, row.units)


def _cells(one: Addition) -> tuple[Any, ...]:
    fields = json.dumps(dict(one.fields), ensure_ascii=False)
    values = [fields if name == "fields" else getattr(one, name) for name in _NAMES]
    return (one.id, *values[:2], one.span.start, one.span.end, *values[2:])


def _read(connection: sqlite3.Connection, where: str, values: tuple[Any, ...]) -> tuple[Addition, ...]:
    names = ", ".join(_NAMES)
    rows = connection.execute(f'SELECT {names}, start, "end" FROM additions{where} ORDER BY decided, id', values)
    return tuple(
        Addition(**dict(zip(_NAMES, row, strict=False)) | {"fields": json.loads(row[2]), "span": Span(*row[-2:])})
        for row in rows.fetchall()
    )
