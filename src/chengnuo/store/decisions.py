"""Decisions of people, beside the machine's rows: `commitments` holds what counts, `overruled` what the machine said.

Decisions are never deleted by a run. After each run they are applied anew, so that they win in every query and every
output; the machine's own row comes back where a later decision accepts it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from chengnuo.model import Commitment
from chengnuo.review import DISAGREEMENT, Decision, decided
from chengnuo.review.decisions import FIELDS
from chengnuo.store.filters import Filters, document_where
from chengnuo.store.loading import commitments_of, joined
from chengnuo.store.opening import transaction
from chengnuo.store.rows import by_name
from chengnuo.store.values import numbers, put_units


def decisions(connection: sqlite3.Connection) -> tuple[Decision, ...]:
    """All decisions in the order of storing."""
    return tuple(
        Decision(
            commitment=commitment,
            sha256=sha256,
            start=start,
            end=end,
            verdict=verdict,
            field=field,
            value=None if value is None else json.loads(value),
            note=note,
            reviewer=reviewer,
            decided=moment,
        )
        for commitment, sha256, start, end, verdict, field, value, note, reviewer, moment in connection.execute(
            'SELECT commitment, sha256, start, "end", verdict, field, value, note, reviewer, decided'
            " FROM decisions ORDER BY id"
        )
    )


def decide(connection: sqlite3.Connection, made: Sequence[Decision]) -> None:
    """Stores the decisions and applies them, all or nothing. The place of each is that of its commitment."""
    with transaction(connection):
        ids = list(dict.fromkeys(one.commitment for one in made))
        places = {id_: place for id_ in ids if (place := _place(connection, id_)) is not None}
        connection.executemany(
            "INSERT INTO decisions VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [_cells(one, places.get(one.commitment, (0, one.sha256, one.start, one.end))) for one in made],
        )
        for file in sorted({place[0] for place in places.values()}):
            settle(connection, file)


def _cells(one: Decision, place: tuple[int, str, int, int]) -> tuple[Any, ...]:
    """The columns of a decision but its id; `place` is the file, its hash and the span."""
    value = None if one.field is None else _json(one.value)
    return (one.commitment, *place[1:], one.verdict, one.field, value, one.note, one.reviewer, one.decided)


def overruled(connection: sqlite3.Connection, filters: Filters | None = None) -> dict[str, Commitment]:
    """By id, the machine's rows that decisions corrected or rejected; filters ask about their documents only."""
    where, values = document_where(filters or Filters())
    kept = connection.execute(
        "SELECT o.id, o.row, o.units FROM overruled AS o JOIN files AS f ON f.id = o.file JOIN documents AS d"
        f" ON d.file = o.file AND d.n = json_extract(o.row, '$.document'){joined(where)}"
        " ORDER BY f.name, f.sha256, o.id",
        values,
    ).fetchall()
    machine = [json.loads(row) for _, row, _ in kept]
    rows = commitments_of(connection, machine)
    return {
        id_: replace(row, units=tuple(json.loads(units)), doubts=tuple(d for d in row.doubts if d.code != DISAGREEMENT))
        for (id_, _, units), row in zip(kept, rows, strict=True)
    }


def settle(connection: sqlite3.Connection, file: int) -> None:
    """Applies all decisions on a file's commitments, inside the transaction of the caller."""
    (sha256,) = connection.execute("SELECT sha256 FROM files WHERE id = ?", (file,)).fetchone()
    known = connection.execute("SELECT count(*) FROM decisions WHERE sha256 = ?", (sha256,)).fetchone()[0]
    _restore(connection, file)
    if not known:
        return
    for row, said in _assigned(_rows(connection, file), [one for one in decisions(connection) if one.sha256 == sha256]):
        final = decided(row, said)
        if final != row:
            _overrule(connection, file, row, final)


def orphans(connection: sqlite3.Connection) -> tuple[Decision, ...]:
    """Decisions on commitments that the ledger does not have any more, by id or by place."""
    found = connection.execute(
        "SELECT id FROM decisions AS d WHERE NOT EXISTS (SELECT 1 FROM commitments AS c WHERE c.id = d.commitment)"
        " AND NOT EXISTS (SELECT 1 FROM overruled AS o WHERE o.id = d.commitment)"
        " AND NOT EXISTS (SELECT 1 FROM commitments AS c JOIN files AS f ON f.id = c.file"
        '  WHERE f.sha256 = d.sha256 AND c.start = d.start AND c."end" = d."end")'
        " AND NOT EXISTS (SELECT 1 FROM overruled AS o JOIN files AS f ON f.id = o.file WHERE f.sha256 = d.sha256"
        "  AND json_extract(o.row, '$.start') = d.start AND json_extract(o.row, '$.end') = d.\"end\") ORDER BY id"
    ).fetchall()
    gone = {number for (number,) in found}
    numbers = [number for (number,) in connection.execute("SELECT id FROM decisions ORDER BY id")]
    return tuple(one for number, one in zip(numbers, decisions(connection), strict=True) if number in gone)


def _rows(connection: sqlite3.Connection, file: int) -> tuple[Commitment, ...]:
    rows = by_name(connection, "SELECT * FROM commitments WHERE file = ? ORDER BY n", (file,))
    return commitments_of(connection, rows)


def _assigned(rows: Sequence[Commitment], made: Iterable[Decision]) -> list[tuple[Commitment, tuple[Decision, ...]]]:
    """Each row with its decisions: by id, or by the place where the id is gone and one row stands there."""
    by_id = {row.id: row for row in rows}
    by_place: dict[tuple[int, int], list[str]] = {}
    for row in rows:
        by_place.setdefault((row.span.start, row.span.end), []).append(row.id)
    theirs: dict[str, list[Decision]] = {}
    for one in made:
        there = by_place.get((one.start, one.end), [])
        id_ = one.commitment if one.commitment in by_id else there[0] if len(there) == 1 else None
        if id_ is not None:
            theirs.setdefault(id_, []).append(replace(one, commitment=id_))
    return [(by_id[id_], tuple(said)) for id_, said in theirs.items()]


def _place(connection: sqlite3.Connection, id_: str) -> tuple[int, str, int, int] | None:
    """File, its SHA-256, and the place of a commitment, whether it counts or is overruled."""
    row: tuple[int, str, int, int] | None = connection.execute(
        'SELECT f.id, f.sha256, c.start, c."end" FROM commitments AS c JOIN files AS f ON f.id = c.file'
        " WHERE c.id = ?1 UNION ALL"
        " SELECT f.id, f.sha256, json_extract(o.row, '$.start'), json_extract(o.row, '$.end')"
        " FROM overruled AS o JOIN files AS f ON f.id = o.file WHERE o.id = ?1",
        (id_,),
    ).fetchone()
    return row


def _restore(connection: sqlite3.Connection, file: int | None) -> None:
    """Brings back the machine's rows of a file, or of all (None)."""
    where, values = ("", ()) if file is None else (" WHERE file = ?", (file,))
    kept = connection.execute(f"SELECT id, file, row, units FROM overruled{where}", values).fetchall()
    for id_, its_file, row, units in kept:
        columns = json.loads(row)
        connection.execute("DELETE FROM commitments WHERE id = ?", (id_,))
        marks = ", ".join("?" * len(columns))
        names = ", ".join(f'"{name}"' for name in columns)
        connection.execute(f"INSERT INTO commitments ({names}) VALUES ({marks})", tuple(columns.values()))
        put_units(connection, id_, json.loads(units))
        connection.execute(
            "DELETE FROM doubts WHERE file = ? AND layer = 'commitments' AND n = ? AND code = ?",
            (its_file, columns["n"], DISAGREEMENT),
        )
    connection.execute(f"DELETE FROM overruled{where}", values)


def _overrule(connection: sqlite3.Connection, file: int, row: Commitment, final: Commitment | None) -> None:
    """Puts the machine's row aside and the one that counts in its place."""
    machine = dict(by_name(connection, "SELECT * FROM commitments WHERE id = ?", (row.id,)).fetchone())
    connection.execute("INSERT INTO overruled VALUES (?, ?, ?, ?)", (row.id, file, _json(machine), _json(row.units)))
    if final is None:
        connection.execute("DELETE FROM commitments WHERE id = ?", (row.id,))
        return
    columns = {name: getattr(final, name) for name in FIELDS if name not in {"value", "units", "restated"}}
    columns |= {"restated": int(final.restated), "rule": final.rule}
    if final.value != row.value:
        columns |= dict(zip(("value", "value_high", "value_exact"), numbers(final.value), strict=True))
    places = ", ".join(f'"{name}" = ?' for name in columns)
    connection.execute(f"UPDATE commitments SET {places} WHERE id = ?", (*columns.values(), row.id))
    connection.execute("DELETE FROM commitment_units WHERE commitment = ?", (row.id,))
    put_units(connection, row.id, final.units)
    connection.executemany(
        "INSERT INTO doubts VALUES (NULL, ?, 'commitments', ?, ?, ?, ?, ?, ?)",
        [
            (file, machine["n"], d.code, d.span.start, d.span.end, d.reason, "\n".join(d.alternatives))
            for d in final.doubts
            if d.code == DISAGREEMENT
        ],
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
