"""Which commitments are asked for, as a value and as SQL."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any

from chengnuo.model import Binding, Kind, PartStatus, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a commitment must fulfil; None or an empty tuple asks for nothing. Words match anywhere in the field.

    `cities` match province, city or county; `sources` a file's name, `documents` ids; `indicators` the text's own
    words or the canonical id; `by` is a date (`2026-12-31`) not before the last day of the deadline.
    """

    cities: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    status: Status | None = None
    kind: Kind | None = None
    binding: Binding | None = None
    by: str | None = None
    after: str | None = None
    document_status: PartStatus | None = None
    genre: str | None = None
    sources: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


def document_where(filters: Filters) -> tuple[list[str], list[Any]]:
    """Conditions on `d` (documents) and `f` (files), and their parameters."""
    where, values = _any_of(_REGION, filters.cities)
    for more, worth in (
        _any_of("instr(f.name, ?)", filters.sources),
        _any_of("d.id = ?", filters.documents),
        _any_of("d.status = ?", _one(filters.document_status)),
        _any_of("instr(coalesce(d.genre, ''), ?)", _one(filters.genre)),
    ):
        where += more
        values += worth
    return where, values


def commitment_where(filters: Filters) -> tuple[list[str], list[Any]]:
    """Conditions on `c` (commitments) alone, and their parameters."""
    where: list[str] = []
    values: list[Any] = []
    for more, worth in (
        _any_of("instr(c.indicator || ' ' || coalesce(c.indicator_id, ''), ?)", filters.indicators),
        _any_of(_UNIT, filters.units),
        _any_of("c.status = ?", _one(filters.status)),
        _any_of("c.kind = ?", _one(filters.kind)),
        _any_of("c.binding = ?", _one(filters.binding)),
        _any_of("c.id = ?", filters.ids),
        _any_of("last_day(c.deadline) <= ?", _one(filters.by)),
        _any_of("last_day(c.deadline) >= ?", _one(filters.after)),
    ):
        where += more
        values += worth
    return where, values


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


def _any_of(condition: str, wanted: tuple[str, ...]) -> tuple[list[str], list[Any]]:
    if not wanted:
        return [], []
    return ["(" + " OR ".join([condition] * len(wanted)) + ")"], list(wanted)
