"""An element of a page → lines, cells and their places; navigation apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from chengnuo.model import Cell
from chengnuo.parsers.html.elements import BLOCKS, SKIP, cells_of, inner_page, is_grid, squeezed
from chengnuo.parsers.writer import Writer
from chengnuo.spans import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)",
    re.IGNORECASE,
)
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through", re.IGNORECASE)
_STRUCK = frozenset({"del", "s", "strike"})
_GAP = "\0"
"""Where words were struck out, until the line is written; no page holds the character."""
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")
_WIDE = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]) ?[\r\n][ \t\r\n]*(?=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])"
)
_LISTS = frozenset({"ul", "ol", "dl", "div", "td", "p", "nav", "header", "footer", "center", "table"})
LINKED_SHARE = 0.6
"""A list or box whose text is links to this share is navigation."""


class Flow:
    """Writes an element's text, one block a line."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.pending: list[str] = []
        self.kind = "paragraph"
        self.links = 0
        self.lines: list[tuple[int, Span]] = []

    def element(self, top: _Element) -> None:
        self._walk(top)
        self._end()

    def _walk(self, element: _Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if (tag in SKIP and tag != "iframe") or element.get("hidden") is not None:
            return
        style = element.get("style")
        if style and _HIDDEN.search(style):
            return
        if (tag in _STRUCK or (style and _STRUCK_STYLE.search(style))) and squeezed(element):
            self.pending.append(_GAP)
            return
        if tag == "iframe":
            self._frame(element)
            return
        if tag == "table" and is_grid(element):
            self._end()
            self._grid(element)
            return
        if tag == "br":
            self._end()
        block = tag in BLOCKS
        linked = tag in _LISTS and _is_linked(element)
        if block:
            self._end()
            self.links += linked
            self.kind = "heading" if tag in _HEADINGS else "paragraph"
        if element.text:
            self.pending.append(element.text)
        for child in element:
            self._walk(child)
            if child.tail:
                self.pending.append(child.tail)
        if block:
            self._end()
            self.links -= linked

    def _frame(self, element: _Element) -> None:
        """The page that a frame holds in itself (`srcdoc`)."""
        inner = inner_page(element)
        if inner is not None:
            self._end()
            self._walk(inner)
            self._end()

    def _end(self) -> None:
        pieces = tidy("".join(self.pending)).split(_GAP)
        text = "".join(pieces)
        self.pending.clear()
        at = self.writer.size
        for piece in pieces[:-1]:
            at += len(piece)
            self.writer.struck_out(at)
        if text:
            at = len(self.writer.blocks)
            span = self.writer.line(text, self.kind)
            if self.links:
                self.writer.set_apart(at, "header", "links")
            elif self.kind == "paragraph":
                self.lines.append((at, span))

    def _grid(self, table: _Element) -> None:
        cells: list[Cell] = []
        for element, row, column, rows, columns in cells_of(table):
            start = self.writer.size
            mark = len(self.writer.blocks)
            Flow(self.writer).element(element)
            del self.writer.blocks[mark:]
            span = Span(start, max(start, self.writer.size - 1))
            cells.append(Cell(span=span, row=row, column=column, rows=rows, columns=columns))
        self.writer.table_with_blocks(cells)


def _is_linked(element: _Element) -> bool:
    """Whether a list or box is navigation: three links or more, and little besides."""
    links = list(element.iter("a"))
    if len(links) < 3:
        return False
    whole = len(squeezed(element))
    return whole > 0 and sum(len(squeezed(link)) for link in links) >= LINKED_SHARE * whole


def tidy(text: str) -> str:
    """A line of a page as it is shown: runs of blanks are one, none where two hanzi were wrapped."""
    return _BLANKS.sub(" ", _WIDE.sub("", text)).strip(" ")
