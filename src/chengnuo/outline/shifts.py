"""The cells of a row that lost some, which shifted the others, back in the columns that they fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chengnuo.outline.aligned import aligned, score_of
from chengnuo.outline.fits import Fit, fit_of
from chengnuo.outline.lines import close_up
from chengnuo.outline.names import NameWords
from chengnuo.outline.words import Words
from chengnuo.spans import Span

Cells = tuple[tuple[int, Span], ...]

# Cells are in other columns than they stand in where they fit these so much better.
BETTER = 3.0


def in_place(cells: Cells, kinds: tuple[str, ...], text: str, known: Words, names: NameWords) -> Cells:
    """The cells of a row as they stand, or in other columns in the same order where they fit these much better."""
    if not 1 < len(cells) < len(kinds) or any(column >= len(kinds) for column, _ in cells):
        return cells
    fits = [fit_of(text, span, close_up(span.of(text)), known, names) for _, span in cells]
    numbers = {0: False} if known.row.match(close_up(cells[0][1].of(text))) else {}
    best = aligned(kinds, fits, numbers, ())
    if best is None or len(best.places) < len(cells):
        return cells
    columns = [place[0] for place in best.places if place]
    if columns != sorted(set(columns)) or best.score < _as_they_stand(cells, kinds, fits, numbers) + BETTER:
        return cells
    return tuple((column, span) for column, (_, span) in zip(columns, cells, strict=True))


def _as_they_stand(cells: Cells, kinds: tuple[str, ...], fits: Sequence[Fit], numbers: Mapping[int, bool]) -> float:
    return score_of(kinds, fits, [column for column, _ in cells], numbers)
