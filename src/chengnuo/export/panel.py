"""A panel for regression: one row for each city, year, indicator and subject."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chengnuo.export.table import row
from chengnuo.model import Commitment

KEYS = ("province", "city", "region_code", "year", "indicator_id", "indicator", "subject", "unit", "status")
COLUMNS = (*KEYS, "op", "value", "value_high", "statements", "spread", "ids")


def panel(commitments: Iterable[Commitment]) -> list[dict[str, Any]]:
    """Rows of COLUMNS: keys, value, bound, number of statements and their ids; numbers without a year are left out.

    The year is that of the deadline's last day. Where several statements fall together, the value is that of the latest
    document, `statements` counts them, and `spread` is true where they differ.
    """
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for commitment in commitments:
        flat = row(commitment)
        if flat["value"] is None or flat["deadline_last"] is None:
            continue
        flat["year"] = flat["deadline_last"].year
        flat["indicator_id"] = flat["indicator_id"] or flat["indicator"]
        groups.setdefault(tuple(flat[key] for key in KEYS if key != "indicator"), []).append(flat)
    return [_pooled(groups[key]) for key in sorted(groups, key=lambda k: tuple(str(part or "") for part in k))]


def _pooled(found: list[dict[str, Any]]) -> dict[str, Any]:
    latest = max(found, key=lambda flat: (flat["date"] or "", flat["source"], flat["start"]))
    pooled = latest | {
        "statements": len(found),
        "spread": len({(flat["op"], flat["value"], flat["value_high"]) for flat in found}) > 1,
        "ids": " ".join(flat["id"] for flat in found),
    }
    return {name: pooled[name] for name in COLUMNS}
