"""Reviewed rows as gold: the shape that the scorer compares with."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from chengnuo.export.texts import with_rows
from chengnuo.model import Commitment, Extraction
from chengnuo.wire import commitment_to_wire, to_wire


def gold(extractions: Sequence[Extraction], commitments: Iterable[Commitment]) -> bytes:
    """One JSON object a file, a line each, with the commitments as given (corrected, without the rejected)."""
    lines = []
    for extraction, rows in with_rows(extractions, commitments):
        wire = to_wire(extraction)
        for key in ("doubts", "rejected"):
            del wire[key]
        wire["commitments"] = [commitment_to_wire(row) for row in rows]
        lines.append(json.dumps(wire, ensure_ascii=False) + "\n")
    return "".join(lines).encode()
