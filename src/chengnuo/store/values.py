"""Values as the ledger's columns hold them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from chengnuo.model import Commitment, Value
from chengnuo.spans import Span


def ends(span: Span | None) -> tuple[int | None, int | None]:
    """The columns start, end."""
    return (None, None) if span is None else (span.start, span.end)


def commitment_cells(file: int, n: int, row: Commitment) -> tuple[Any, ...]:
    """The nth row of a file in `commitments`."""
    return (
        row.id, file, n, row.part + 1, *ends(row.span), *ends(row.value_span), row.status, row.kind,
        row.indicator, row.indicator_id, row.subject, row.op, *numbers(row.value), row.unit, row.change,
        row.baseline, row.deadline, *ends(row.deadline_span), row.recurrence, row.binding, row.scope,
        int(row.restated), row.restated_from, *ends(row.task), row.quote, row.page, row.place, row.rule,
    )  # fmt: skip


def put_units(connection: sqlite3.Connection, id_: str, names: Sequence[str]) -> None:
    """Stores the lead bodies of a commitment in their order."""
    rows = [(id_, n, name) for n, name in enumerate(names)]
    connection.executemany("INSERT INTO commitment_units VALUES (?, ?, ?)", rows)


def numbers(value: Value | None) -> tuple[float | None, float | None, str | None]:
    """The columns value, value_high, value_exact."""
    if value is None:
        return None, None, None
    if isinstance(value, tuple):
        return float(value[0]), float(value[1]), f"{value[0]}..{value[1]}"
    return float(value), None, str(value)
