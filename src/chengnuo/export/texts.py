"""Texts with the commitments that stand in them; several files may bear one name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chengnuo.model import Commitment, Extraction


def with_rows(
    extractions: Sequence[Extraction], commitments: Iterable[Commitment]
) -> list[tuple[Extraction, list[Commitment]]]:
    """Each extraction with its rows among `commitments`, known by their ids, or else by the name of the file."""
    named = {one.source: at for at, one in reversed(list(enumerate(extractions)))}
    home = {row.id: at for at, one in enumerate(extractions) for row in one.commitments}
    rows: list[list[Commitment]] = [[] for _ in extractions]
    for row in commitments:
        at = home.get(row.id, named.get(row.source))
        if at is not None:
            rows[at].append(row)
    return list(zip(extractions, rows, strict=True))
