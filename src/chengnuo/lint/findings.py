"""What lint finds."""

from __future__ import annotations

from dataclasses import dataclass

from chengnuo.model import Commitment
from chengnuo.sides import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class LintFinding:
    """One contradiction: its code, one sentence, and the places that prove it."""

    code: str
    because: str
    spans: tuple[Place, ...]


def place_of(row: Commitment) -> Place:
    """Where a commitment stands."""
    return Place(source=row.source, part=row.part, span=row.span, quote=row.quote)
