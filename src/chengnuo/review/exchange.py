"""Decisions as the file that `chengnuo review --read` reads: for a colleague with the same documents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from chengnuo.review.additions import Addition
from chengnuo.review.decisions import Decision

FORMAT = "chengnuo-decisions"


def decision_file(decisions: Sequence[Decision], additions: Sequence[Addition] = ()) -> bytes:
    """The decisions as JSON, those of one reviewer on one commitment at one moment together, and the rows added."""
    groups: dict[tuple[str, str, str, str], dict[str, Any]] = {}
    for one in decisions:
        key = (one.commitment, one.reviewer, one.decided, one.verdict)
        item = groups.setdefault(
            key,
            {
                "commitment": one.commitment,
                "verdict": one.verdict,
                "reviewer": one.reviewer,
                "decided": one.decided,
                "basis": "machine",
                "note": one.note,
                "fields": {},
            },
        )
        if one.field is not None:
            item["fields"][one.field] = one.value
    added = [
        {
            "commitment": one.id,
            "document": f"{one.sha256}#{one.document}",
            "quote": one.quote,
            "fields": dict(one.fields),
            "reviewer": one.reviewer,
            "decided": one.decided,
            "note": one.note,
        }
        for one in additions
    ]
    whole = {"format": FORMAT, "version": 1, "decisions": list(groups.values()), "added": added}
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()
