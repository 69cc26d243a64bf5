"""Where an offset of a source text lies, as a reader would cite it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from chengnuo.model import Block, Document, Extraction, Page

NESTED = 12
"""A paragraph that goes on over a page holds the blocks of its foot: a page number, some footnotes."""


class Places:
    """Page and place of an offset of the source text."""

    def __init__(self, document: Document | Extraction) -> None:
        self.pages = document.pages
        self.blocks = document.blocks
        self.lines = [match.end() for match in re.finditer("\n", document.text)]

    def page(self, offset: int) -> int | None:
        page = _last_before(self.pages, offset)
        return page.number if page else None

    def place(self, offset: int) -> str:
        index = bisect_right(self.blocks, offset, key=lambda item: item.span.start)
        for block in reversed(self.blocks[max(0, index - NESTED) : index]):
            if block.place and block.span.end > offset:
                return block.place
        return f"line {bisect_right(self.lines, offset) + 1}"


def _last_before(items: tuple[Page, ...] | tuple[Block, ...], offset: int) -> Any:
    index = bisect_right(items, offset, key=lambda item: item.span.start) - 1
    return items[index] if index >= 0 else None
