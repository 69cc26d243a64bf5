"""Commitments out of the ledger's rows, a million of them in a few seconds.

SQLite makes a new string for each cell and a million rows hold few different ones, so equal strings, numbers and tuples
are shared. What hangs below the rows (documents, lead bodies, doubts) is fetched in one pass each.
"""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from decimal import Decimal
from typing import Any

from chengnuo.model import Commitment, Part, Value
from chengnuo.spans import Doubt, Span

# The columns of `commitments` in the order in which `built` takes them apart.
COLUMNS = (
    *("id", "file", "n", "document", "start", "end", "value_start", "value_end", "deadline_start", "deadline_end"),
    *("task_start", "task_end", "value_exact", "restated", "quote", "page"),
    *("status", "kind", "indicator", "indicator_id", "subject", "op", "unit", "change", "baseline", "deadline"),
    *("recurrence", "binding", "scope", "restated_from", "place", "rule"),
)
SELECT = ", ".join(f'c."{name}"' for name in COLUMNS)
# More files than this are not named in a query: everything is read and what is not asked for left.
NAMED_FILES = 500

Cells = Sequence[Any]


def built(connection: sqlite3.Connection, rows: Iterable[Cells], files: Sequence[int] | None) -> tuple[Commitment, ...]:
    """The commitments of these rows (columns as in COLUMNS), which are of these files (None: of any)."""
    named = files if files is not None and len(files) <= NAMED_FILES else None
    below = (
        _names(connection, named),
        _parts(connection, named),
        _units(connection, named),
        _doubts(connection, named),
    )
    with uncollected():
        return tuple(_commitments(rows, *below))


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the search for cycles, of which the values have none: it would look at all of them again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Unfrozen:
    """A commitment while its fields are filled; it has the same slots, so that it can become one.

    A frozen value sets each of its 30 fields by `object.__setattr__`, which takes six times as long: ten seconds of a
    million rows.
    """

    __slots__ = tuple(field.name for field in fields(Commitment))


def _commitments(
    rows: Iterable[Cells],
    names: Mapping[int, str],
    parts: Mapping[tuple[int, int], Part],
    units: dict[str, tuple[str, ...]],
    doubts: Mapping[tuple[int, int], tuple[Doubt, ...]],
) -> Iterator[Commitment]:
    same: Callable[[Any, Any], Any] = {}.setdefault
    value_of = dict[str | None, Value | None]({None: None})
    for row in rows:
        (id_, file, n, document, start, end, value_start, value_end, deadline_start, deadline_end,
         task_start, task_end, exact, restated, quote, page, *words) = row  # fmt: skip
        if exact not in value_of:
            value_of[exact] = value(exact)
        (status, kind, indicator, indicator_id, subject, op, unit, change, baseline, deadline,
         recurrence, binding, scope, restated_from, place, rule) = map(same, words, words)  # fmt: skip
        task = None if task_start is None else Span(task_start, task_end)
        made: Any = _Unfrozen()
        made.span = Span(start, end)
        made.value_span = None if value_start is None else Span(value_start, value_end)
        made.status = status
        made.kind = kind
        made.indicator = indicator
        made.restated = bool(restated)
        made.restated_from = restated_from
        made.subject = subject
        made.op = op
        made.value = value_of[exact]
        made.unit = unit
        made.change = change
        made.baseline = baseline
        made.deadline = deadline
        made.deadline_span = None if deadline_start is None else Span(deadline_start, deadline_end)
        made.recurrence = recurrence
        made.binding = binding
        made.scope = scope
        made.units = units.get(id_, ())
        made.task = same(task, task)  # the rows of one task share its place
        made.rule = rule
        made.doubts = doubts.get((file, n), ())
        made.id = id_
        made.source = names[file]
        made.part = document - 1
        made.document = parts[file, document]
        made.quote = quote
        made.page = page
        made.place = place
        made.indicator_id = indicator_id
        made.__class__ = Commitment
        yield made


def part(row: Mapping[str, Any] | sqlite3.Row) -> Part:
    """The document of a row of `documents`."""
    return Part(
        span=Span(row["start"], row["end"]),
        title=row["title"],
        genre=row["genre"],
        number=row["number"],
        issuer=row["issuer"],
        date=row["date"],
        region=(row["province"], row["city"], row["county"]),
        status=row["status"],
        carrier=None if row["carrier"] is None else row["carrier"] - 1,
    )


def value(exact: str | None) -> Value | None:
    """The number of a column `value_exact`."""
    if exact is None:
        return None
    low, dots, high = exact.partition("..")
    return (Decimal(low), Decimal(high)) if dots else Decimal(low)


def _names(connection: sqlite3.Connection, files: Sequence[int] | None) -> dict[int, str]:
    return dict(connection.execute(f"SELECT id, name FROM files{_among('id', files)}", files or ()))


def _parts(connection: sqlite3.Connection, files: Sequence[int] | None) -> dict[tuple[int, int], Part]:
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    rows = cursor.execute(f"SELECT * FROM documents{_among('file', files)}", files or ())
    return {(row["file"], row["n"]): part(row) for row in rows}


def _units(connection: sqlite3.Connection, files: Sequence[int] | None) -> dict[str, tuple[str, ...]]:
    """By commitment, its lead bodies; equal lists are one tuple."""
    among = "" if files is None else f" WHERE commitment IN (SELECT id FROM commitments{_among('file', files)})"
    sql = f"SELECT commitment, name FROM commitment_units{among} ORDER BY commitment, n"
    same = dict[tuple[str, ...], tuple[str, ...]]().setdefault
    units: dict[str, tuple[str, ...]] = {}
    names: list[str] = []
    at = None
    for commitment, name in connection.execute(sql, files or ()):
        if commitment != at:
            if at is not None:
                units[at] = same(tuple(names), tuple(names))
            at, names = commitment, []
        names.append(name)
    if at is not None:
        units[at] = same(tuple(names), tuple(names))
    return units


def _doubts(connection: sqlite3.Connection, files: Sequence[int] | None) -> dict[tuple[int, int], tuple[Doubt, ...]]:
    """By file and row, the doubts about commitments."""
    among = "" if files is None else f" AND file IN ({_marks(files)})"
    found: dict[tuple[int, int], list[Doubt]] = {}
    same = dict[str, str]().setdefault
    for file, n, code, start, end, reason, others in connection.execute(
        'SELECT file, n, code, start, "end", reason, alternatives FROM doubts'
        f" WHERE layer = 'commitments'{among} ORDER BY id",
        files or (),
    ):
        alternatives = tuple(others.split("\n")) if others else ()
        doubt = Doubt(
            code=same(code, code), span=Span(start, end), reason=same(reason, reason), alternatives=alternatives
        )
        found.setdefault((file, n), []).append(doubt)
    return {key: tuple(rows) for key, rows in found.items()}


def _among(column: str, files: Sequence[int] | None) -> str:
    return "" if files is None else f" WHERE {column} IN ({_marks(files)})"


def _marks(files: Sequence[int]) -> str:
    return ", ".join("?" * len(files))
