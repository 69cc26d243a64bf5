"""Where an offset of a source text lies, as a reader would cite it."""

from __future__ import annotations

import re
from bisect import bisect_right

from chengnuo.model import Document, Extraction

NESTED = 12
"""A paragraph that goes on over a page holds the blocks of its foot: a page number, some footnotes."""


class Places:
    """Page and place of an offset of the source text."""

    def __init__(self, document: Document | Extraction) -> None:
        self.pages = document.pages
        self.blocks = document.blocks
        self.lines = [match.end() for match in re.finditer("\n", document.text)]

    def page(self, offset: int) -> int | None:
        """The number of the page that the offset is on; None where the format has no pages."""
        index = bisect_right(self.pages, offset, key=lambda page: page.span.start) - 1
        return self.pages[index].number if index >= 0 else None

    def place(self, offset: int) -> str:
        """What its format calls the place (`table 1 r2 c3`), else the line, from 1."""
        index = bisect_right(self.blocks, offset, key=lambda item: item.span.start)
        for block in reversed(self.blocks[max(0, index - NESTED) : index]):
            if block.place and block.span.end > offset:
                return block.place
        return f"line {bisect_right(self.lines, offset) + 1}"
