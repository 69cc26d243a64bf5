"""Commitments as JSON Lines, in the shape of the command line's JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable

from chengnuo.model import Commitment
from chengnuo.wire import commitment_to_wire


def json_lines(commitments: Iterable[Commitment]) -> bytes:
    """One JSON object a line, UTF-8, keys in the order of the guidelines."""
    lines = (json.dumps(commitment_to_wire(row), ensure_ascii=False) for row in commitments)
    return "".join(f"{line}\n" for line in lines).encode()
