"""The pages of a PDF → one text: paragraphs, tables joined over pages, running heads apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chengnuo.model import Cell, Page
from chengnuo.parsers.pdf.grids import Grid, GridCell
from chengnuo.parsers.pdf.layout import Frame, Paragraph, frame_of, frames, furniture, in_order
from chengnuo.parsers.pdf.sheet import Line, Sheet, are_level
from chengnuo.parsers.pdf.words import PageWords
from chengnuo.parsers.writer import Writer, made_block, made_span
from chengnuo.spans import Span

SAME_EDGE = 4.0
"""Columns of a table continued on the next page stand within so many points of their places on the first."""
CELL_SHORT = 0.3
"""A line in a cell that leaves room for so many more characters than the first word of the next one takes, beside the
cell's padding, ends a paragraph."""
_FIRST_WORD = re.compile("([!-~]+)?.?[，。；：、）”》％]*")
PADDING = 6.0
"""The blank on each side of a cell: Word's default is 0.19 cm (5.4 pt)."""
NUMBERED = 0.8
"""Where this share of the rows fills the first column, a row that leaves it empty continues the one before."""


@dataclass(slots=True)
class Leaf:
    """A page that has been read: its lines outside tables, and its tables; `foreign` where its text is not pdfium's."""

    sheet: Sheet
    lines: list[Line]
    grids: list[Grid]
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the document's text as it stands on a page: page from 0, `place` in the page's own text."""

    start: int
    end: int
    page: int
    place: int


@dataclass(slots=True)
class _Row:
    """A row of a joined table: its cells, each with the parts of it by page (index from 0)."""

    cells: list[tuple[GridCell, list[tuple[int, list[Line]]]]]
    repeated: bool = False

    def page(self) -> int:
        """The page on which the row begins."""
        return min((at for _, parts in self.cells for at, _ in parts), default=0)

    def words(self) -> list[str]:
        return ["".join("".join(ln.words.split()) for _, lines in parts for ln in lines) for _, parts in self.cells]


def compose(leaves: Sequence[Leaf], known: PageWords) -> tuple[Writer, list[Piece]]:
    """Everything written in reading order, and where each run of the text stands on its page."""
    composer = _Composer(leaves, known)
    for at in range(len(leaves)):
        composer.page(at)
    composer.close()
    composer.turn(len(leaves))
    return composer.writer, composer.pieces


class _Composer:
    def __init__(self, leaves: Sequence[Leaf], known: PageWords) -> None:
        self.leaves = leaves
        self.known = known
        self.writer = Writer()
        self.pieces: list[Piece] = []
        self.kinds = furniture([(leaf.sheet, leaf.lines) for leaf in leaves], known)
        self.columns = [
            in_order(
                [ln for ln in leaf.lines if not (ln.start in kinds or ln.start in leaf.sheet.notes)], leaf.sheet.width
            )
            for leaf, kinds in zip(leaves, self.kinds, strict=True)
        ]
        self.usual = frames(column for page in self.columns for column in page)
        self.open: Paragraph | None = None
        self.turned = -1
        self.start = self.end = 0
        self.place = ""
        self.tables = 0
        self.written: set[int] = set()

    def page(self, at: int) -> None:
        """Write a page: running heads, columns with the tables between their lines, running feet."""
        self.turn(at)
        waiting = [g for g in self.leaves[at].grids if id(g) not in self.written]
        usual = self.usual if len(self.columns[at]) == 1 else None
        for column in self.columns[at]:
            frame, carried = frame_of(column, usual, self.leaves[at].sheet.width), True
            for line in column:
                while waiting and waiting[0].box[1] < line.top and _over(waiting[0], line):
                    self.table(at, waiting.pop(0))
                self.line(at, line, frame, carried=carried)
                carried = False
        for grid in waiting:
            self.table(at, grid)

    def turn(self, at: int) -> None:
        """Go on to the page `at` (from 0): the feet of the page before, the heads of this one."""
        while self.turned < at:
            if self.turned >= 0:
                self.notes(self.turned)
                self.furniture(self.turned, top=False)
                self.leave(self.turned)
            self.turned += 1
            if self.turned < len(self.leaves):
                self.furniture(self.turned, top=True)

    def leave(self, at: int) -> None:
        sheet = self.leaves[at].sheet
        start = self.writer.pages[-1].span.end if self.writer.pages else 0
        (width, height), span = sheet.shown, Span(start, self.writer.size)
        self.writer.pages.append(Page(number=sheet.number, span=span, width=width, height=height))

    def furniture(self, at: int, *, top: bool) -> None:
        """Write running heads or feet; their blocks hold the final newline."""
        sheet, kinds = self.leaves[at].sheet, self.kinds[at]
        if not kinds:
            return
        for line in sorted(self.leaves[at].lines, key=lambda line: (line.top, line.x0)):
            if line.start in kinds and (line.top < sheet.height / 2) == top:
                kind, place = kinds[line.start], f"p{sheet.number}"
                self.block(kind, self.words(at, line), place)
                self.writer.write("\n")
                self.writer.set_apart(-1, kind, place)

    def notes(self, at: int) -> None:
        """Write the footnotes of a page; a sentence that goes on over them stays open."""
        sheet, kinds = self.leaves[at].sheet, self.kinds[at]
        if not sheet.notes:
            return
        if self.open is not None and self.known.ends(self.open.last.words):
            self.close()
        opened: int | None = None
        for line in self.leaves[at].lines:
            if line.start not in sheet.notes or line.start in kinds:
                continue
            if sheet.notes[line.start] and opened is not None:
                self.writer.write("\n")
                opened = None
            span = self.words(at, line)
            self.writer.write("\n")
            if opened is None:
                opened = len(self.writer.blocks)
                self.block("footnote", span, f"p{sheet.number} footnote")
            else:
                self.writer.widen(opened, span.end)
        if opened is not None:
            self.writer.write("\n")

    def line(self, at: int, line: Line, frame: Frame, *, carried: bool) -> None:
        """Write a line of running text, as part of the open paragraph or of a new one."""
        if self.open is not None and self.open.goes_on(line, frame, self.known, carried=carried):
            self.open.add(line, frame)
        else:
            self.close()
            self.open, self.start = Paragraph(line, frame), self.writer.size
            self.place = f"p{self.leaves[at].sheet.number}"
        span = self.words(at, line)
        for mark in self.leaves[at].sheet.marks:
            if line.start <= mark < line.end:
                place = span.start + mark - line.start
                self.block("footnote-mark", Span(place, place + 1), self.place)
        self.end = span.end
        self.writer.write("\n")

    def close(self) -> None:
        """End the open paragraph with a blank line."""
        if self.open is not None:
            self.writer.blocks.append(made_block("paragraph", made_span(self.start, self.end), self.place))
            self.writer.write("\n")
            self.open = None

    def words(self, at: int, line: Line) -> Span:
        span = self.writer.write(line.words)
        self.pieces.append(Piece(span.start, span.end, at, line.start))
        return span

    def block(self, kind: str, span: Span, place: str) -> None:
        self.writer.blocks.append(made_block(kind, span, place))

    # ------------------------------------------------------------ tables

    def table(self, at: int, grid: Grid) -> None:
        """Write a table with its continuations on the next pages."""
        self.close()
        self.tables += 1
        rows = list(_rows_of(at, grid))
        page, last = at, grid
        while (more := self.continuation(page, last)) is not None:
            page, last = page + 1, more
            self.written.add(id(more))
            _join(rows, list(_rows_of(page, more)))
        cells: list[Cell] = []
        number = 0
        for row in rows:
            self.turn(max(at, row.page()))
            for cell, parts in row.cells:
                place = f"table {self.tables} r{number + 1} c{cell.column + 1}"
                span = self.cell(cell, parts, "header" if row.repeated else "cell", place)
                if not row.repeated:
                    cells.append(Cell(span=span, row=number, column=cell.column, rows=cell.rows, columns=cell.columns))
            number += not row.repeated
        self.writer.table(cells)
        self.writer.write("\n")

    def continuation(self, at: int, grid: Grid) -> Grid | None:
        """The table on the next page that goes on with this one: same columns, nothing of the text between."""
        if at + 1 >= len(self.leaves):
            return None
        here, there = self.leaves[at], self.leaves[at + 1]
        if not there.grids or grid is not here.grids[-1] or len(there.grids[0].edges) != len(grid.edges):
            return None
        more = there.grids[0]
        if any(abs(a - b) > SAME_EDGE for a, b in zip(grid.edges, more.edges, strict=True)):
            return None
        below = any(ln.top > grid.box[3] - 1 and ln.start not in self.kinds[at] for ln in here.lines)
        above = any(ln.bottom < more.box[1] + 1 and ln.start not in self.kinds[at + 1] for ln in there.lines)
        return None if below or above else more

    def cell(self, cell: GridCell, parts: list[tuple[int, list[Line]]], kind: str, place: str) -> Span:
        """Write a cell, one block a paragraph; its place without the final newline."""
        start = end = self.writer.size
        opened: int | None = None
        last: Line | None = None
        for at, lines in parts:
            for line in lines:
                if last is not None and not _wraps(cell, last, line, self.known):
                    opened = None
                if last is not None:
                    self.writer.write(" " if _beside(last, line) else "\n")
                begin = self.writer.size
                end = self.words(at, line).end
                if opened is None:
                    opened = len(self.writer.blocks)
                    self.block(kind, Span(begin, end), place)
                else:
                    self.writer.widen(opened, end)
                last = line
        if end > start:
            self.writer.write("\n")
            if kind == "header":
                self.writer.set_apart(-1, kind, place)
        return Span(start, end)


def _over(grid: Grid, line: Line) -> bool:
    return grid.box[0] < line.x1 and line.x0 < grid.box[2]


def _beside(a: Line, b: Line) -> bool:
    return are_level(a, b) and b.x0 >= a.x1 - 1


def _wraps(cell: GridCell, a: Line, b: Line, known: PageWords) -> bool:
    """Whether line `b` of a cell continues the paragraph of line `a`: `a` fills the cell's width."""
    if _beside(a, b):
        return True
    size = max(1.0, a.size)
    room = (cell.box[2] - cell.box[0]) - (a.x1 - a.x0) - 2 * PADDING
    return room < (CELL_SHORT + _first_word(b.words)) * size and not known.begins(b.words)


def _first_word(words: str) -> float:
    """How many characters wide the words are that stay on one line: a number, a sign with the stops behind it."""
    found = _FIRST_WORD.match(words)
    if found is None:
        return 1.0
    latin = len(found[1] or "")
    return max(1.0, latin / 2 + (len(found[0]) - latin if not latin else 0))


def _rows_of(at: int, grid: Grid) -> Iterator[_Row]:
    for number in range(grid.rows):
        yield _Row([(cell, [(at, cell.lines)]) for cell in grid.row(number)])


def _join(rows: list[_Row], more: list[_Row]) -> None:
    """Append the rows of a continuation: its repeated header marked, a row broken by the page made whole."""
    heads = 0
    while (
        heads < min(len(rows), len(more), 3) and rows[heads].words() == more[heads].words() and any(rows[heads].words())
    ):
        more[heads].repeated = True
        heads += 1
    body = [row for row in (*rows, *more[heads:]) if not row.repeated]
    first = more[heads] if heads < len(more) else None
    if first is not None and _continues(first, rows[-1], body):
        for (_, held), (_, parts) in zip(rows[-1].cells, first.cells, strict=True):
            held.extend(parts)
        del more[heads]
    rows.extend(more)


def _continues(row: _Row, before: _Row, body: list[_Row]) -> bool:
    """Whether a row is the rest of the one before it: its first cell is empty where nearly all rows fill theirs."""
    if len(row.cells) != len(before.cells) or len(row.cells) < 2 or row.cells[0][0].column != 0:
        return False
    words = row.words()
    filled = [bool(r.words()[0]) for r in body if r is not row and r.cells and r.cells[0][0].column == 0]
    return not words[0] and any(words) and bool(filled) and sum(filled) >= NUMBERED * len(filled)
