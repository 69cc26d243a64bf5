"""One change between a draft and its final version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from chengnuo.changes import Verdict
from chengnuo.model import Commitment
from chengnuo.sides import Place, place_to_wire
from chengnuo.wire import commitment_to_wire

Layer = Literal["value", "deadline", "units", "task", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One change: kinds, layer, the task it belongs to, both places, one sentence, and the alignment's score."""

    kinds: tuple[Verdict, ...]
    layer: Layer
    task: str
    because: str
    before: Commitment | Place | None = None
    after: Commitment | Place | None = None
    score: float = 0.0


def to_wire(differences: Iterable[Difference]) -> list[dict[str, Any]]:
    """What `chengnuo diff --format json` prints."""
    return [
        {
            "kind": row.kinds[0] if len(row.kinds) == 1 else list(row.kinds),
            "layer": row.layer,
            "task": row.task,
            "before": _end_to_wire(row.before),
            "after": _end_to_wire(row.after),
            "because": row.because,
            "score": row.score,
        }
        for row in differences
    ]


def _end_to_wire(end: Commitment | Place | None) -> dict[str, Any] | None:
    if end is None:
        return None
    if isinstance(end, Commitment):
        return commitment_to_wire(end)
    return {"source": end.source, "document": end.part + 1, **place_to_wire(end)}
