"""Values as the ledger's columns hold them."""

from __future__ import annotations

from chengnuo.model import Value


def numbers(value: Value | None) -> tuple[float | None, float | None, str | None]:
    """The columns value, value_high, value_exact."""
    if value is None:
        return None, None, None
    if isinstance(value, tuple):
        return float(value[0]), float(value[1]), f"{value[0]}..{value[1]}"
    return float(value), None, str(value)
