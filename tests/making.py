"""Commitments, documents and sides made by hand, for tests that need few of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from chengnuo.model import Commitment, Part
from chengnuo.packs import load_pack
from chengnuo.spans import Span

PACK = load_pack()


def part(city: str = "甲市", **fields: Any) -> Part:
    """A final plan of a city, written on the first day of 2024."""
    known: dict[str, Any] = {
        "span": Span(0, 1000),
        "title": f"{city}教育工作方案",
        "genre": "方案",
        "date": "2024-01-01",
        "region": ("河北省", city, None),
        "status": "final",
    }
    return Part(**(known | fields))


def pledge(indicator: str, value: str | None = None, unit: str | None = None, **fields: Any) -> Commitment:
    """A pledge; with a value a target, without one a milestone."""
    at = fields.pop("at", 0)
    known: dict[str, Any] = {
        "span": Span(at, at + len(indicator)),
        "value_span": None,
        "status": "pledged",
        "kind": "milestone" if value is None else "target",
        "indicator": indicator,
        "op": None if value is None else "=",
        "value": None if value is None else Decimal(value),
        "unit": unit,
        "binding": "must",
        "source": "a.txt",
        "document": part(),
        "quote": indicator,
    }
    return Commitment(**(known | fields))
