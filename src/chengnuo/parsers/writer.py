"""The text of a document as it grows, with the places of its blocks, tables, pages and doubts."""

from __future__ import annotations

import hashlib

from chengnuo.model import Block, Cell, Document, Page, Table
from chengnuo.spans import Doubt, Span

# Frozen values are made field by field through their own slots where they are made by the ten thousand: a third of the
# time of the constructor, which goes through object.__setattr__ with every name.
_new = object.__new__
_start, _end = (Span.__dict__[name].__set__ for name in ("start", "end"))
_kind, _span, _place = (Block.__dict__[name].__set__ for name in ("kind", "span", "place"))
_cell_span, _row, _column, _rows, _columns = (
    Cell.__dict__[name].__set__ for name in ("span", "row", "column", "rows", "columns")
)


def made_span(start: int, end: int) -> Span:
    """Span(start, end)."""
    span = _new(Span)
    _start(span, start)
    _end(span, end)
    return span


def made_block(kind: str, span: Span, place: str) -> Block:
    """Block(kind=kind, span=span, place=place)."""
    block = _new(Block)
    _kind(block, kind)
    _span(block, span)
    _place(block, place)
    return block


def made_cell(span: Span, row: int, column: int, columns: int = 1) -> Cell:
    """Cell(span=span, row=row, column=column, columns=columns)."""
    cell = _new(Cell)
    _cell_span(cell, span)
    _row(cell, row)
    _column(cell, column)
    _rows(cell, 1)
    _columns(cell, columns)
    return cell


class Writer:
    """Collects lines in reading order; offsets are known while writing, never searched for."""

    __slots__ = ("_parts", "blocks", "doubts", "pages", "size", "tables")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.size = 0
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.pages: list[Page] = []
        self.doubts: list[Doubt] = []

    def write(self, text: str) -> Span:
        """Append `text`; its place."""
        start = self.size
        if text:
            self._parts.append(text)
            self.size += len(text)
        return made_span(start, self.size)

    def line(self, text: str, kind: str = "paragraph", place: str = "") -> Span:
        """Append a line of its own as a block; the block's place is without the final newline."""
        start = self.size
        end = start + len(text)
        self._parts.append(text)
        self._parts.append("\n")
        self.size = end + 1
        span = _new(Span)  # as made_span and made_block do, without a call of each for every line
        _start(span, start)
        _end(span, end)
        if kind:
            block = _new(Block)
            _kind(block, kind)
            _span(block, span)
            _place(block, place)
            self.blocks.append(block)
        return span

    def widen(self, at: int, end: int) -> None:
        """Let the block number `at` reach up to `end`."""
        held = self.blocks[at]
        self.blocks[at] = made_block(held.kind, made_span(held.span.start, end), held.place)

    def set_apart(self, at: int, kind: str, place: str) -> None:
        """Take the block number `at`, a line, out of the running text: as one of `kind` it holds its final newline."""
        span = self.blocks[at].span
        self.blocks[at] = made_block(kind, made_span(span.start, span.end + 1), place)

    def table(self, cells: list[Cell]) -> None:
        """Record a table whose cells have been written."""
        if cells:
            span = Span(min(c.span.start for c in cells), max(c.span.end for c in cells))
            self.tables.append(Table(span=span, cells=tuple(cells)))

    def table_with_blocks(self, cells: list[Cell]) -> None:
        """Record a table whose cells have been written as bare text: each that holds any is a block."""
        number = len(self.tables) + 1
        for cell in cells:
            if len(cell.span):
                place = f"table {number} r{cell.row + 1} c{cell.column + 1}"
                self.blocks.append(made_block("cell", cell.span, place))
        self.table(cells)

    def doubt(self, code: str, span: Span, reason: str) -> None:
        self.doubts.append(Doubt(code=code, span=span, reason=reason))

    def struck_out(self, at: int) -> None:
        """Record that words with a line through them stood at `at` and were left out: who reads there is to look."""
        span = Span(max(0, at - 1), at + 1)
        self.doubt("struck-out", span, "words with a line through them stood here and were left out")

    def text(self) -> str:
        """Everything written so far."""
        return "".join(self._parts)

    def document(
        self,
        data: bytes,
        source: str,
        name: str,
        *,
        meta: tuple[tuple[str, str], ...] = (),
        encoding: str | None = None,
    ) -> Document:
        """Everything written, as a document of the format `name`."""
        return Document(
            source=source,
            format=name,
            text=self.text(),
            sha256=hashlib.sha256(data).hexdigest(),
            encoding=encoding,
            pages=tuple(self.pages),
            blocks=tuple(sorted(self.blocks, key=lambda b: (b.span.start, -b.span.end))),
            tables=tuple(sorted(self.tables, key=lambda t: (t.span.start, -t.span.end))),
            meta=meta,
            doubts=tuple(self.doubts),
        )
