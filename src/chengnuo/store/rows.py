"""Commitments out of the ledger's rows, many thousands of them a second.

SQLite makes a new string for each cell and many rows hold few different ones, so equal strings, numbers and tuples are
shared. What hangs below the rows (documents, lead bodies, doubts) is fetched in one query each.
"""

from __future__ import annotations

import gc
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from decimal import Decimal
from itertools import islice
from typing import Any

from chengnuo.model import Commitment, Part, Value
from chengnuo.spans import Doubt, Span

# The columns of `commitments` in the order in which `built` takes them apart.
COLUMNS = (
    "id", "file", "n", "document", "start", "end", "value_start", "value_end", "deadline_start", "deadline_end",
    "task_start", "task_end", "value_exact", "restated", "quote", "page",
    "status", "kind", "indicator", "indicator_id", "subject", "op", "unit", "change", "baseline", "deadline",
    "recurrence", "binding", "scope", "restated_from", "place", "rule",
)  # fmt: skip
SELECT = ", ".join(f'c."{name}"' for name in COLUMNS)

# So many rows are looked up together: enough to make little of the queries, few enough for the processor's memory.
AT_ONCE = 5000

Cells = Sequence[Any]
Same = Callable[[Any, Any], Any]  # equal values become one


class Shelf:
    """What commitments share, kept from one query to the next: equal values, names of files, documents by place."""

    def __init__(self) -> None:
        self.same: Same = {}.setdefault
        self.names: dict[int, str] = {}
        self.parts: dict[tuple[int, int], Part] = {}

    def fetch(self, connection: sqlite3.Connection, files: Iterable[int]) -> None:
        """Takes in the files that are not known yet, with their documents."""
        new = json.dumps(sorted({*files} - self.names.keys()))
        self.names |= connection.execute(_NAMES, (new,))
        self.parts |= {(row["file"], row["n"]): part(row) for row in by_name(connection, _PARTS, (new,))}


def by_name(connection: sqlite3.Connection, sql: str, values: Sequence[Any]) -> sqlite3.Cursor:
    """The rows of a query, their cells to be asked for by the names of their columns."""
    cursor = connection.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, values)


def built(connection: sqlite3.Connection, rows: Iterable[Cells], shelf: Shelf | None = None) -> tuple[Commitment, ...]:
    """The commitments of these rows (columns as in COLUMNS), with their documents, units and doubts."""
    shelf = shelf or Shelf()
    made: list[Commitment] = []
    rows = iter(rows)
    with uncollected():
        while some := list(islice(rows, AT_ONCE)):
            shelf.fetch(connection, (row[1] for row in some))
            units = _units(connection.execute(_UNITS, (json.dumps([row[0] for row in some]),)), shelf.same)
            places = json.dumps([row[1] << _PLACES | row[2] for row in some])
            doubts = _doubts(connection.execute(_DOUBTS, (places,)), shelf.same)
            made += _commitments(some, units, doubts, shelf)
    return tuple(made)


# No file has more commitments than fit into so many bits: file and place are looked up as one number.
_PLACES = 32
# What hangs below the rows, whose files, ids and places are given as JSON lists.
_NAMES = "SELECT f.id, f.name FROM json_each(?) AS a CROSS JOIN files AS f ON f.id = a.value"
_PARTS = "SELECT d.* FROM json_each(?) AS a CROSS JOIN documents AS d ON d.file = a.value"
_UNITS = (
    "SELECT u.commitment, u.name FROM json_each(?) AS a CROSS JOIN commitment_units AS u ON u.commitment = a.value"
    " ORDER BY u.commitment, u.n"
)
_DOUBTS = (
    'SELECT d.file, d.n, d.code, d.start, d."end", d.reason, d.alternatives FROM json_each(?) AS a'
    f" CROSS JOIN doubts AS d ON d.file = a.value >> {_PLACES} AND d.layer = 'commitments'"
    f" AND d.n = a.value & {(1 << _PLACES) - 1} ORDER BY d.id"
)


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


class _UnfrozenSpan:
    """Likewise a span, of which a commitment has three."""

    __slots__ = tuple(field.name for field in fields(Span))


def _span(start: int | None, end: int | None) -> Any:
    """The span of two cells; None where they are empty."""
    if start is None:
        return None
    made: Any = _UnfrozenSpan()
    made.start = start
    made.end = end
    made.__class__ = Span
    return made


def _commitments(
    rows: Iterable[Cells],
    units: Mapping[str, tuple[str, ...]],
    doubts: Mapping[tuple[int, int], tuple[Doubt, ...]],
    shelf: Shelf,
) -> Iterator[Commitment]:
    same, names, parts = shelf.same, shelf.names, shelf.parts
    value_of = dict[str | None, Value | None]({None: None})
    for row in rows:
        (id_, file, n, document, start, end, value_start, value_end, deadline_start, deadline_end,
         task_start, task_end, exact, restated, quote, page, *words) = row  # fmt: skip
        if exact not in value_of:
            value_of[exact] = value(exact)
        (status, kind, indicator, indicator_id, subject, op, unit, change, baseline, deadline,
         recurrence, binding, scope, restated_from, place, rule) = map(same, words, words)  # fmt: skip
        made: Any = _Unfrozen()
        made.span = _span(start, end)
        made.value_span = _span(value_start, value_end)
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
        made.deadline_span = _span(deadline_start, deadline_end)
        made.recurrence = recurrence
        made.binding = binding
        made.scope = scope
        made.units = units.get(id_, ())
        made.task = _span(task_start, task_end)
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
        region_code=row["region_code"],
        status=row["status"],
        carrier=None if row["carrier"] is None else row["carrier"] - 1,
    )


def value(exact: str | None) -> Value | None:
    """The number of a column `value_exact`."""
    if exact is None:
        return None
    low, dots, high = exact.partition("..")
    return (Decimal(low), Decimal(high)) if dots else Decimal(low)


def _units(rows: Iterable[tuple[str, str]], same: Same) -> dict[str, tuple[str, ...]]:
    """By commitment, its lead bodies."""
    names: dict[str, list[str]] = {}
    for commitment, name in rows:
        names.setdefault(commitment, []).append(name)
    return {commitment: same(all_ := tuple(some), all_) for commitment, some in names.items()}


def _doubts(rows: Iterable[Cells], same: Same) -> dict[tuple[int, int], tuple[Doubt, ...]]:
    """By file and row, the doubts about commitments."""
    found: dict[tuple[int, int], list[Doubt]] = {}
    for file, n, code, start, end, reason, others in rows:
        alternatives = tuple(others.split("\n")) if others else ()
        doubt = Doubt(
            code=same(code, code), span=_span(start, end), reason=same(reason, reason), alternatives=alternatives
        )
        found.setdefault((file, n), []).append(doubt)
    return {key: tuple(some) for key, some in found.items()}
