"""Which commitments are asked for, as a value and as SQL."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from chengnuo.model import Kind, PartStatus, Status

Conditions = tuple[list[str], list[Any]]
"""What must all hold in SQL, and the values of the parameters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a commitment must fulfil; None or an empty tuple asks for nothing. Words match anywhere in the field.

    `cities` match province, city or county; `indicators` the text's own words or the canonical id; `by` and `after` are
    days (`2026-12-31`) not before and not after the last day of the deadline.
    """

    cities: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    status: Status | None = None
    kind: Kind | None = None
    by: str | None = None
    after: str | None = None
    document_status: PartStatus | None = None
    genre: str | None = None
    ids: tuple[str, ...] = ()


def document_where(filters: Filters) -> Conditions:
    """Conditions on `d` (documents) and `f` (files), and their parameters."""
    return _all_of(
        (_REGION, filters.cities),
        ("d.status = ?", _one(filters.document_status)),
        ("instr(coalesce(d.genre, ''), ?)", _one(filters.genre)),
    )


def commitment_where(filters: Filters) -> Conditions:
    """Conditions on `c` (commitments) alone, and their parameters."""
    return _all_of(
        ("instr(c.indicator || ' ' || coalesce(c.indicator_id, ''), ?)", filters.indicators),
        (_UNIT, filters.units),
        ("c.status = ?", _one(filters.status)),
        ("c.kind = ?", _one(filters.kind)),
        ("c.id = ?", filters.ids),
        ("last_day(c.deadline) <= ?", _one(filters.by)),
        ("last_day(c.deadline) >= ?", _one(filters.after)),
    )


def give_dates(connection: sqlite3.Connection) -> None:
    """Lets SQL ask for the last day of an EDTF period."""
    from chengnuo.dates import latest_day

    def last(value: str | None) -> str | None:
        day = latest_day(value) if value else None
        return day.isoformat() if day else None

    connection.create_function("last_day", 1, last, deterministic=True)


_REGION = "instr(coalesce(d.province, '') || ' ' || coalesce(d.city, '') || coalesce(d.county, ''), ?)"
_UNIT = "EXISTS (SELECT 1 FROM commitment_units AS u WHERE u.commitment = c.id AND instr(u.name, ?))"


def _one(value: str | None) -> tuple[str, ...]:
    return () if value is None else (value,)


def _all_of(*conditions: tuple[str, tuple[str, ...]]) -> Conditions:
    """Each condition for one of its values; those without values ask for nothing."""
    asked = [(condition, wanted) for condition, wanted in conditions if wanted]
    where = ["(" + " OR ".join([condition] * len(wanted)) + ")" for condition, wanted in asked]
    return where, [value for _, wanted in asked for value in wanted]
