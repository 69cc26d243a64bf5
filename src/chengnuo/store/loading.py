"""Values out of the ledger, equal to those that were stored."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from chengnuo.errors import BadStore
from chengnuo.model import (
    Block,
    BodyMention,
    Commitment,
    Extraction,
    Page,
    Part,
    Quantity,
    Rejection,
    TaskText,
    TimeMention,
)
from chengnuo.spans import Doubt, Span
from chengnuo.store.filters import Filters, commitment_where, document_where, give_dates
from chengnuo.store.rows import COLUMNS, SELECT, built, by_name, part, value

Row = sqlite3.Row
Columns = sqlite3.Row | Mapping[str, Any]  # a row of a table, by the names of its columns
Doubts = dict[tuple[str, int], tuple[Doubt, ...]]  # of one file, by layer and n


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file of the ledger: its number, its name, one of the paths where it was found."""

    id: int
    name: str
    sha256: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document of the ledger. `n` is its place in its file, from 1; `commitments` their number."""

    id: str
    source: str
    sha256: str
    n: int
    part: Part
    commitments: int


def files(connection: sqlite3.Connection) -> tuple[StoredFile, ...]:
    """The files in the order of their names."""
    rows = connection.execute(
        "SELECT f.id, f.name, f.sha256, (SELECT min(path) FROM paths WHERE file = f.id) FROM files AS f"
        " ORDER BY f.name, f.sha256"
    )
    return tuple(StoredFile(id=id_, name=name, sha256=sha256, path=path) for id_, name, sha256, path in rows)


def documents(connection: sqlite3.Connection, filters: Filters | None = None) -> tuple[StoredDocument, ...]:
    """The documents in the order of file names and places in the file."""
    where, values = document_where(filters or Filters())
    rows = by_name(
        connection,
        "SELECT d.*, f.name, f.sha256, (SELECT count(*) FROM commitments AS c"
        " WHERE c.file = d.file AND c.document = d.n) AS commitments FROM documents AS d"
        " JOIN files AS f ON f.id = d.file"
        f"{joined(where)} ORDER BY f.name, f.sha256, d.n",
        values,
    )
    return tuple(
        StoredDocument(
            id=r["id"], source=r["name"], sha256=r["sha256"], n=r["n"], part=part(r), commitments=r["commitments"]
        )
        for r in rows
    )


def commitments(connection: sqlite3.Connection, filters: Filters | None = None) -> tuple[Commitment, ...]:
    """The commitments that fulfil the filters, in the order of file names and places."""
    filters = filters or Filters()
    give_dates(connection)
    on_document, some = document_where(filters)
    on_commitment, more = commitment_where(filters)
    # Files in the order of their index, so that a million rows need no sorting; few rows are found by their ids.
    join = "JOIN" if filters.ids else "CROSS JOIN"
    source = f" FROM files AS f {join} commitments AS c ON c.file = f.id"
    if on_document:
        source += " JOIN documents AS d ON d.file = c.file AND d.n = c.document"
    where = joined(on_document + on_commitment)
    rows = connection.execute(f"SELECT {SELECT}{source}{where} ORDER BY f.name, f.sha256, c.n", some + more)
    return built(connection, rows)


def commitment(connection: sqlite3.Connection, id_: str) -> Commitment | None:
    """The commitment of this id, or None."""
    found = commitments(connection, Filters(ids=(id_,)))
    return found[0] if found else None


def file_of(connection: sqlite3.Connection, ref: str) -> tuple[int, int | None] | None:
    """The file that `ref` names, and the document in it (from 1) where it names one; None where nothing fits.

    `ref` is a document's id, a file's SHA-256 or a beginning of it (12 digits or more), a file's name, or a
    commitment's id; the middle two may end in `#n`. BadStore where two files of the ledger have the name.
    """
    row = connection.execute("SELECT file, n FROM documents WHERE id = ?", (ref,)).fetchone()
    row = row or connection.execute("SELECT file, document FROM commitments WHERE id = ?", (ref,)).fetchone()
    if row is not None:
        return int(row[0]), int(row[1])
    name, mark, place = ref.rpartition("#")
    if not (mark and place.isdigit()):
        name, place = ref, ""
    rows = connection.execute(
        "SELECT id FROM files WHERE name = ?1 OR (length(?1) >= 12 AND substr(sha256, 1, length(?1)) = ?1)", (name,)
    ).fetchall()
    if len(rows) > 1:
        raise BadStore(name, f"{len(rows)} files of the ledger have this name", "give an id of `chengnuo list`")
    return (int(rows[0][0]), int(place) if place else None) if rows else None


def file_at(connection: sqlite3.Connection, path: str) -> int | None:
    """The file that was found at the absolute path; None where none was."""
    row = connection.execute("SELECT file FROM paths WHERE path = ?", (path,)).fetchone()
    return int(row[0]) if row else None


def extraction(connection: sqlite3.Connection, file: int) -> Extraction:
    """Everything found in a file, as it was stored. Raises BadStore where the file is gone."""
    whole = by_name(connection, "SELECT * FROM files WHERE id = ?", (file,)).fetchone()
    if whole is None:
        raise BadStore("ledger", f"file {file} is not in it any more")
    doubts = _doubts(connection, file)
    bodies = _bodies(connection, file, doubts)
    return Extraction(
        source=whole["name"],
        sha256=whole["sha256"],
        format=whole["format"],
        text=whole["text"],
        clean=whole["clean"],
        parts=tuple(part(r) for r in _below(connection, "documents", file)),
        tasks=_tasks(connection, file, bodies),
        times=_times(connection, file, doubts),
        quantities=_quantities(connection, file, doubts),
        bodies=bodies,
        commitments=commitments_of(connection, _below(connection, "commitments", file)),
        doubts=doubts.get(("files", 0), ()),
        rejected=tuple(
            Rejection(layer=r["layer"], span=_span(r), reason=r["reason"])
            for r in _below(connection, "rejections", file)
        ),
        encoding=whole["encoding"],
        pages=tuple(
            Page(number=r["number"], span=_span(r), width=r["width"], height=r["height"])
            for r in _below(connection, "pages", file, order="number")
        ),
        blocks=tuple(
            Block(kind=r["kind"], span=_span(r), place=r["place"]) for r in _below(connection, "blocks", file)
        ),
        meta=tuple((r["key"], r["value"]) for r in _below(connection, "meta", file)),
        lines=tuple((Span(r["clean_start"], r["clean_end"]), _span(r)) for r in _below(connection, "passages", file)),
    )


def unread(connection: sqlite3.Connection) -> tuple[tuple[str, str, str], ...]:
    """Path, kind and reason of every file that could not be read."""
    return tuple(tuple(row) for row in connection.execute("SELECT path, kind, reason FROM unread ORDER BY path"))


def _times(connection: sqlite3.Connection, file: int, doubts: Doubts) -> tuple[TimeMention, ...]:
    return tuple(
        TimeMention(
            span=_span(r),
            type=r["type"],
            value=r["value"],
            rule=r["rule"],
            doubts=doubts.get(("times", r["n"]), ()),
        )
        for r in _below(connection, "times", file)
    )


def _quantities(connection: sqlite3.Connection, file: int, doubts: Doubts) -> tuple[Quantity, ...]:
    return tuple(
        Quantity(
            span=_span(r),
            op=r["op"],
            value=value(r["value_exact"]) or Decimal(0),
            unit=r["unit"],
            points=bool(r["points"]),
            bound=_pair(r, "bound"),
            rule=r["rule"],
            doubts=doubts.get(("quantities", r["n"]), ()),
        )
        for r in _below(connection, "quantities", file)
    )


def _bodies(connection: sqlite3.Connection, file: int, doubts: Doubts) -> tuple[BodyMention, ...]:
    return tuple(
        BodyMention(
            span=_span(r),
            name=r["name"],
            role=r["role"],
            task=Span(r["task_start"], r["task_end"]),
            rule=r["rule"],
            doubts=doubts.get(("bodies", r["n"]), ()),
        )
        for r in _below(connection, "bodies", file)
    )


def _tasks(connection: sqlite3.Connection, file: int, bodies: tuple[BodyMention, ...]) -> tuple[TaskText, ...]:
    theirs: dict[Span, list[BodyMention]] = defaultdict(list)
    for body in bodies:
        theirs[body.task].append(body)
    return tuple(
        TaskText(
            span=_span(r),
            scope=Span(r["scope_start"], r["scope_end"]),
            part=r["document"] - 1,
            number=r["number"],
            title=r["title"],
            text=r["text"],
            deadline=r["deadline"],
            bodies=tuple(theirs.get(_span(r), ())),
        )
        for r in _below(connection, "tasks", file)
    )


def commitments_of(connection: sqlite3.Connection, rows: Iterable[Columns]) -> tuple[Commitment, ...]:
    """The commitments of these rows, with their documents, units and doubts."""
    return built(connection, ([row[name] for name in COLUMNS] for row in rows))


def _doubts(connection: sqlite3.Connection, file: int) -> Doubts:
    found: dict[tuple[str, int], list[Doubt]] = defaultdict(list)
    for r in _below(connection, "doubts", file, order="id"):
        others = tuple(r["alternatives"].split("\n")) if r["alternatives"] else ()
        found[r["layer"], r["n"]].append(Doubt(code=r["code"], span=_span(r), reason=r["reason"], alternatives=others))
    return {key: tuple(rows) for key, rows in found.items()}


def _below(connection: sqlite3.Connection, table: str, file: int, *, order: str = "n") -> list[Row]:
    return by_name(connection, f"SELECT * FROM {table} WHERE file = ? ORDER BY {order}", (file,)).fetchall()


def joined(conditions: list[str]) -> str:
    """The conditions as a WHERE clause."""
    return " WHERE " + " AND ".join(conditions) if conditions else ""


def _span(row: Columns) -> Span:
    return Span(row["start"], row["end"])


def _pair(row: Columns, name: str) -> Span | None:
    start = row[f"{name}_start"]
    return None if start is None else Span(start, row[f"{name}_end"])
