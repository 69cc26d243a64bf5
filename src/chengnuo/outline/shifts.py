"""The cells of a row that lost some, which shifted the others, back in the columns that they fit."""

from __future__ import annotations

from itertools import combinations, islice

from chengnuo.outline.aligned import score_of
from chengnuo.outline.fits import fit_of
from chengnuo.outline.lines import close_up
from chengnuo.outline.names import NameWords
from chengnuo.outline.words import Words
from chengnuo.spans import Span

Cells = tuple[tuple[int, Span], ...]

# Cells are in other columns than they stand in where they fit these so much better.
BETTER = 3.0
# A row can lack cells in so many ways at most.
MOST_WAYS = 1000


def in_place(cells: Cells, kinds: tuple[str, ...], text: str, known: Words, names: NameWords) -> Cells:
    """The cells of a row as they stand, or in other columns in the same order where they fit these much better."""
    if not 1 < len(cells) < len(kinds) or any(column >= len(kinds) for column, _ in cells):
        return cells
    fits = [fit_of(text, span, close_up(span.of(text)), known, names) for _, span in cells]
    numbers = {0: False} if known.row.match(close_up(cells[0][1].of(text))) else {}
    here = tuple(column for column, _ in cells)
    if len(set(here)) < len(here):
        return cells
    ways = combinations(range(len(kinds)), len(cells))
    scores = {columns: score_of(kinds, fits, columns, numbers) for columns in islice(ways, MOST_WAYS)}
    best = max(scores, key=scores.__getitem__)
    if scores[best] < score_of(kinds, fits, here, numbers) + BETTER:
        return cells
    return tuple((column, span) for column, (_, span) in zip(best, cells, strict=True))
