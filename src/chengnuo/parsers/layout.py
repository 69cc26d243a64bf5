"""What a parser knows of the layout, as edits: running heads and comments taken out, lines closed up, cells parted."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from chengnuo.model import Document, Table
from chengnuo.spans import Edit, Span

FURNITURE = frozenset({"header", "footer", "page-number", "footnote-mark"})
"""Blocks that stand outside the running text; the spans of those that are lines hold the final newline."""
WRAPPED = frozenset({"pdf", "ofd"})
"""Formats in which a newline inside a block is a line as laid out, not one that the writer made."""
TYPED = frozenset({"txt", "text"})
"""Formats in which tabs, bars or blanks are what parts the cells of a table."""
# Two empty lines part the cells, so that none is taken for the first half of the next.
CELL_BREAK = "\n\n\n"
_FLOWING = frozenset({"paragraph", "heading", "cell", "footnote"})


def layout_edits(document: Document) -> Iterator[Edit]:
    """The edits that leave the running text of a document, one line a paragraph, heading or cell.

    They do not overlap and are in text order.
    """
    out = [b.span for b in document.blocks if b.kind in FURNITURE] + list(_notes_between(document))
    edits = {span: Edit(span, "", "page-furniture") for span in out}
    edits |= {b.span: Edit(b.span, "", "comment") for b in document.blocks if b.kind == "comment"}
    if document.format in WRAPPED:
        taken = {at for span in out for at in range(span.start, span.end)}
        for block in document.blocks:
            if block.kind in _FLOWING:
                edits |= {e.span: e for e in _wraps(document.text, block.span, taken)}
    if document.format in TYPED:
        edits |= {e.span: e for table in document.tables for e in _cell_breaks(table)}
    end = 0
    for span in sorted(edits):
        if span.start >= end:
            yield edits[span]
            end = span.end


def _cell_breaks(table: Table) -> Iterator[Edit]:
    """What stands between the cells, as a break, and what stands around them, as nothing."""
    cells = sorted(cell.span for cell in table.cells)
    places = [Span(table.span.start, table.span.start), *cells, Span(table.span.end, table.span.end)]
    for at, (before, after) in enumerate(pairwise(places)):
        if before.end < after.start:
            yield Edit(Span(before.end, after.start), CELL_BREAK if 0 < at < len(cells) else "", "cell-break")


def _notes_between(document: Document) -> Iterator[Span]:
    """The footnotes that stand inside a paragraph, because it goes on over them, with their final newlines."""
    end = 0
    for block in document.blocks:
        if block.kind == "footnote" and block.span.start < end:
            after = block.span.end
            while document.text[after : after + 1] == "\n":
                after += 1
            yield Span(block.span.start, after)
        elif block.kind == "paragraph":
            end = max(end, block.span.end)


def _wraps(text: str, span: Span, taken: set[int]) -> Iterator[Edit]:
    """The newlines inside a block, a blank in the place of those between Latin words."""
    at = text.find("\n", span.start, span.end)
    while at >= 0:
        if at not in taken:
            after = at + 1
            while after < span.end and after in taken:
                after += 1
            between = " " if _latin(text[at - 1]) and after < len(text) and _latin(text[after]) else ""
            yield Edit(Span(at, at + 1), between, "line-wrap")
        at = text.find("\n", at + 1, span.end)


def _latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()
