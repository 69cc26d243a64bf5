"""Extractions into the ledger: one transaction a file, machine rows replaced, human decisions untouched."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Extraction, Part, Quantity, part_at
from chengnuo.spans import Doubt
from chengnuo.store.additions import put_in
from chengnuo.store.decisions import settle
from chengnuo.store.opening import transaction
from chengnuo.store.searching import words_of
from chengnuo.store.values import commitment_cells, ends, numbers

Rows = list[tuple[Any, ...]]


def save(connection: sqlite3.Connection, extraction: Extraction, *, path: str, name: str, size: int, run: int) -> None:
    """Stores what was found in the file at `path`; what an earlier run found in the same content goes.

    A file that stood at `path` with other content goes too, unless a copy of it stands elsewhere.
    UnreadableFile where this file's findings do not fit; BadStore where nothing can be stored.
    """
    with transaction(connection):
        try:
            _save(connection, extraction, path=path, name=name, size=size, run=run)
        except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError, UnicodeEncodeError) as error:
            raise UnreadableFile(path, f"what was found in it cannot be stored: {error}") from error


def _save(connection: sqlite3.Connection, extraction: Extraction, *, path: str, name: str, size: int, run: int) -> None:
    known = connection.execute("SELECT id FROM files WHERE sha256 = ?", (extraction.sha256,)).fetchone()
    file = _replace_file(connection, extraction, known[0] if known else None, name, size, run)
    _settle(connection, path, file)
    for table, rows in rows_of(extraction, file).items():
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    _save_passages(connection, extraction, file)
    put_in(connection, file)
    settle(connection, file)


def start_run(connection: sqlite3.Connection, *, version: str, pack: str, started: str) -> int:
    """The number of a new run."""
    with transaction(connection):
        row = connection.execute(
            "INSERT INTO runs (version, pack, started) VALUES (?, ?, ?) RETURNING id", (version, pack, started)
        ).fetchone()
    return int(row[0])


def finish_run(connection: sqlite3.Connection, run: int, *, ended: str) -> None:
    """Notes when the run ended."""
    with transaction(connection):
        connection.execute("UPDATE runs SET ended = ? WHERE id = ?", (ended, run))


def is_current(connection: sqlite3.Connection, sha256: str, *, path: str, version: str, pack: str) -> bool:
    """Whether this content has been read by this version with these rules; the path is noted where it has."""
    row = connection.execute(
        "SELECT files.id, (SELECT file FROM paths WHERE path = ?) FROM files JOIN runs ON runs.id = files.run"
        " WHERE sha256 = ? AND version = ? AND pack = ?",
        (path, sha256, version, pack),
    ).fetchone()
    if row is None:
        return False
    if row[1] != row[0]:
        with transaction(connection):
            _settle(connection, path, row[0])
    return True


def note_unread(connection: sqlite3.Connection, path: str, *, kind: str, reason: str, run: int) -> None:
    """Keeps the reason why the file at `path` could not be read."""
    with transaction(connection):
        connection.execute("INSERT OR REPLACE INTO unread VALUES (?, ?, ?, ?)", (path, kind, reason, run))


def remove(connection: sqlite3.Connection, file: int) -> None:
    """Takes a file out, with everything found in it; decisions stay, for when it is read again."""
    with transaction(connection):
        _delete(connection, file)


def forget_unread(connection: sqlite3.Connection, path: str) -> None:
    """Takes a file that could not be read off their list."""
    with transaction(connection):
        connection.execute("DELETE FROM unread WHERE path = ?", (path,))


def _delete(connection: sqlite3.Connection, file: int) -> None:
    _forget_words(connection, file)
    connection.execute("DELETE FROM files WHERE id = ?", (file,))


def _settle(connection: sqlite3.Connection, path: str, file: int) -> None:
    """Notes that `file` stands at `path`; a file that no path leads to any more goes."""
    before = connection.execute("SELECT file FROM paths WHERE path = ?", (path,)).fetchone()
    connection.execute("INSERT OR REPLACE INTO paths VALUES (?, ?)", (path, file))
    connection.execute("DELETE FROM unread WHERE path = ?", (path,))
    if before and before[0] != file:
        left = connection.execute("SELECT count(*) FROM paths WHERE file = ?", (before[0],)).fetchone()[0]
        if not left:
            _delete(connection, before[0])


def _replace_file(
    connection: sqlite3.Connection, extraction: Extraction, known: int | None, name: str, size: int, run: int
) -> int:
    """The number of the file's row, with everything below it gone. A copy's name counts where it sorts first."""
    paths: list[tuple[str]] = []
    if known is not None:
        paths = connection.execute("SELECT path FROM paths WHERE file = ?", (known,)).fetchall()
        old = connection.execute("SELECT name FROM files WHERE id = ?", (known,)).fetchone()[0]
        name = min(name, old)
        _delete(connection, known)
    fields = (known, extraction.sha256, name, extraction.format, extraction.encoding, size)
    row = connection.execute(
        "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (*fields, extraction.text, extraction.clean, run),
    ).fetchone()
    file = int(row[0])
    connection.executemany("INSERT INTO paths VALUES (?, ?)", [(path, file) for (path,) in paths])
    return file


def rows_of(extraction: Extraction, file: int) -> dict[str, Rows]:
    """The rows of every table below a file, parents before children."""
    return {
        "meta": [(file, n, *entry) for n, entry in enumerate(extraction.meta)],
        "pages": [(file, p.number, *ends(p.span), p.width, p.height) for p in extraction.pages],
        "blocks": [(file, n, b.kind, *ends(b.span), b.place) for n, b in enumerate(extraction.blocks)],
        "documents": [_document(extraction.sha256, file, n, part) for n, part in enumerate(extraction.parts, 1)],
        "tasks": [
            (file, n, t.part + 1, *ends(t.span), *ends(t.scope), t.number, t.title, t.text, t.deadline)
            for n, t in enumerate(extraction.tasks)
        ],
        "times": [(file, n, *ends(t.span), t.type, t.value, t.rule) for n, t in enumerate(extraction.times)],
        "quantities": [_quantity(file, n, q) for n, q in enumerate(extraction.quantities)],
        "bodies": [
            (file, n, *ends(b.span), b.name, b.role, *ends(b.task), b.rule) for n, b in enumerate(extraction.bodies)
        ],
        "commitments": [commitment_cells(file, n, c) for n, c in enumerate(extraction.commitments)],
        "commitment_units": [(c.id, n, name) for c in extraction.commitments for n, name in enumerate(c.units)],
        "doubts": _doubts(extraction, file),
        "rejections": [(file, n, r.layer, *ends(r.span), r.reason) for n, r in enumerate(extraction.rejected)],
    }


def document_id(sha256: str, n: int) -> str:
    """The id of the nth document (from 1) of a file: its SHA-256's first 12 digits, `#`, n."""
    return f"{sha256[:12]}#{n}"


def _document(sha256: str, file: int, n: int, part: Part) -> tuple[Any, ...]:
    carrier = None if part.carrier is None else part.carrier + 1
    return (
        document_id(sha256, n), file, n, *ends(part.span), part.title, part.genre, part.number, part.issuer, part.date,
        *part.region, part.status, carrier, part.region_code,
    )  # fmt: skip


def _quantity(file: int, n: int, row: Quantity) -> tuple[Any, ...]:
    return (
        file, n, *ends(row.span), row.op, *numbers(row.value), row.unit, int(row.points),
        *ends(row.bound), row.rule,
    )  # fmt: skip


def _doubts(extraction: Extraction, file: int) -> Rows:
    layers: tuple[tuple[str, Sequence[tuple[Doubt, ...]]], ...] = (
        ("files", [extraction.doubts]),
        ("times", [row.doubts for row in extraction.times]),
        ("quantities", [row.doubts for row in extraction.quantities]),
        ("bodies", [row.doubts for row in extraction.bodies]),
        ("commitments", [row.doubts for row in extraction.commitments]),
    )
    return [
        (None, file, layer, n, doubt.code, *ends(doubt.span), doubt.reason, "\n".join(doubt.alternatives))
        for layer, rows in layers
        for n, doubts in enumerate(rows)
        for doubt in doubts
    ]


def _save_passages(connection: sqlite3.Connection, extraction: Extraction, file: int) -> None:
    (first,) = connection.execute("SELECT coalesce(max(id), 0) + 1 FROM passages").fetchone()
    passages: Rows = []
    words: Rows = []
    for n, (clean, source) in enumerate(extraction.lines):
        text = clean.of(extraction.clean)
        part = part_at(extraction.parts, source.start) + 1
        passages.append((first + n, file, n, part, *ends(clean), *ends(source), text))
        words.append((first + n, words_of(text)))
    connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", passages)
    connection.executemany("INSERT INTO passage_words (rowid, words) VALUES (?, ?)", words)


def _forget_words(connection: sqlite3.Connection, file: int) -> None:
    """Takes a file's passages out of the index, which keeps no text of its own to delete by."""
    rows: Iterable[tuple[int, str]] = connection.execute("SELECT id, text FROM passages WHERE file = ?", (file,))
    gone = [(number, words_of(text)) for number, text in rows]
    connection.executemany("INSERT INTO passage_words (passage_words, rowid, words) VALUES ('delete', ?, ?)", gone)
