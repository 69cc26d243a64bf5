"""A story of a DOCX (body, note, header …) → lines, cells and their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chengnuo.model import Block, Cell
from chengnuo.parsers.docx import names as n
from chengnuo.parsers.docx.runs import Words, read_words
from chengnuo.parsers.docx.styles import Style
from chengnuo.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from chengnuo.parsers.docx.numbering import Numbering
    from chengnuo.parsers.writer import Writer

_WRAPPERS = frozenset(
    {n.CONTENT_CONTROL, n.CONTROL_CONTENT, n.INSERTED, n.MOVED_TO, n.W + "customXml", n.W + "smartTag"}
)
_PPR, _NUM_PR, _STYLE = n.PROPERTIES, n.W + "numPr", n.W + "pStyle"


class Flow:
    """Writes block content in order; counts paragraphs and tables, and keeps what is to stand after the body."""

    def __init__(self, writer: Writer, styles: Mapping[str, Style], numbering: Numbering, revisions: str) -> None:
        self.writer = writer
        self.styles = styles
        self.numbering = numbering
        self.revisions = revisions
        self.paragraphs = 0
        self.tables = 0
        self.notes: list[tuple[str, str, str]] = []
        self.comments: list[tuple[str, str]] = []
        self._carried = Words()
        self._plain = Style()

    def story(self, parent: _Element, kind: str = "", place: str = "") -> None:
        """Write the blocks of `parent`; `kind` and `place` replace what each paragraph would have."""
        for element in blocks(parent, self.revisions):
            if element.tag == n.TABLE:
                self.table(element, kind)
            else:
                self.paragraph(element, kind, place)

    def paragraph(self, element: _Element, kind: str, place: str) -> None:
        words = read_words(element, self.revisions)
        properties = element.find(_PPR)
        style = self._plain if properties is None else self._style(properties)
        if properties is not None and self._runs_on(properties):
            self._carry(words)
            return
        self.paragraphs += 1
        label = self._label(properties, style, words)
        words = self._take(words)
        place = place or f"para {self.paragraphs}"
        if label or words.text.strip():
            start = self.writer.size + len(label)
            self.writer.line(label + words.text, kind or style.kind, place)
            for change, begin, end in words.changes:
                self.writer.blocks.append(Block(kind=change, span=Span(start + begin, start + end), place=place))
        self.notes.extend((tag, number, place) for tag, number in words.notes)
        self.comments.extend((number, place) for number in words.comments)
        for box in words.boxes:
            self.story(box, "textbox", place)

    def _style(self, properties: _Element) -> Style:
        named = properties.find(_STYLE)
        key = "" if named is None else named.get(n.VAL) or ""
        style = self.styles.get(key, self._plain)
        outline = properties.find(n.W + "outlineLvl")
        if outline is not None and style.kind == "paragraph" and (outline.get(n.VAL) or "9") < "9":
            return Style(style.id, "heading", style.number, style.level)
        return style

    def _label(self, properties: _Element | None, style: Style, words: Words) -> str:
        """The automatic number of a paragraph; one without words is counted too, as Word does."""
        number, level = style.number, style.level
        own = None if properties is None else properties.find(_NUM_PR)
        if own is not None:
            named, at = own.find(n.W + "numId"), own.find(n.W + "ilvl")
            number = number if named is None else named.get(n.VAL) or ""
            level = level if at is None else int(at.get(n.VAL) or 0)
        if not number or number == "0":
            return ""
        if level is None:
            level = self.numbering.level_of_style(number, style.id)
        return self.numbering.label(number, level) if words.text.strip() or self._carried.text else ""

    def _runs_on(self, properties: _Element) -> bool:
        """Whether the paragraph's end was taken away or not yet there, so that the next one continues it."""
        if self.revisions == "both":
            return False
        mark = properties.find(n.RUN_PROPERTIES)
        gone = n.INSERTED if self.revisions == "original" else n.DELETED
        return mark is not None and mark.find(gone) is not None

    def _carry(self, words: Words) -> None:
        held = self._take(words)
        self._carried = held

    def _take(self, words: Words) -> Words:
        held, self._carried = self._carried, Words()
        if not (held.text or held.notes or held.comments or held.boxes):
            return words
        return Words(
            held.text + words.text, held.notes + words.notes, held.comments + words.comments, held.boxes + words.boxes
        )

    def table(self, element: _Element, kind: str) -> None:
        self.tables += 1
        name = f"table {self.tables}"
        cells: list[Cell] = []
        open_cells: dict[int, int] = {}
        for row, line in enumerate(_rows(element, self.revisions)):
            for cell, column, columns, merge in _cells(line):
                if merge == "continue" and column in open_cells:
                    at = open_cells[column]
                    cells[at] = _taller(cells[at], row)
                    continue
                if merge is None:
                    open_cells.pop(column, None)
                else:
                    open_cells[column] = len(cells)
                span = self._cell(cell, kind, f"{name} r{row + 1} c{column + 1}")
                cells.append(Cell(span=span, row=row, column=column, columns=columns))
        self.writer.table(cells)

    def _cell(self, cell: _Element, kind: str, place: str) -> Span:
        start, mark = self.writer.size, len(self.writer.blocks)
        self.story(cell, kind or "cell", place)
        span = Span(start, max(start, self.writer.size - 1))
        inner = [b for b in self.writer.blocks[mark:] if b.kind != "cell" or b.place != place]
        self.writer.blocks[mark:] = inner
        if len(span):
            self.writer.blocks.append(Block(kind=kind or "cell", span=span, place=place))
        return span


def blocks(parent: _Element, revisions: str) -> Iterator[_Element]:
    """The paragraphs and tables of a story, out of the wrappers that they may stand in."""
    for child in parent:
        tag = child.tag
        if tag in (n.P, n.TABLE):
            yield child
        elif tag in _WRAPPERS:
            if revisions != "original" or tag not in (n.INSERTED, n.MOVED_TO):
                yield from blocks(child, revisions)
        elif tag == n.ALTERNATE:
            form = next((f for f in child if f.tag in (n.CHOICE, n.FALLBACK)), None)
            if form is not None:
                yield from blocks(form, revisions)


def _rows(table: _Element, revisions: str) -> Iterator[_Element]:
    for child in table:
        if child.tag == n.ROW:
            gone = {"final": n.DELETED, "original": n.INSERTED}.get(revisions)
            if gone is None or child.find(f"{n.W}trPr/{gone}") is None:
                yield child
        elif child.tag in _WRAPPERS:
            yield from _rows(child, revisions)


def _cells(row: _Element) -> Iterator[tuple[_Element, int, int, str | None]]:
    """The cells of a row with the grid column, the columns covered and the vertical merge."""
    before = row.find(f"{n.W}trPr/{n.W}gridBefore")
    column = _small(before, 0)
    for cell in _row_cells(row):
        properties = cell.find(n.W + "tcPr")
        span, merge = 1, None
        if properties is not None:
            span = max(1, _small(properties.find(n.W + "gridSpan"), 1))
            merged = properties.find(n.W + "vMerge")
            merge = None if merged is None else merged.get(n.VAL) or "continue"
        yield cell, column, span, merge
        column += span


def _row_cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == n.CELL:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _row_cells(child)


def _small(element: _Element | None, default: int) -> int:
    value = "" if element is None else element.get(n.VAL) or ""
    return min(int(value), 1000) if value.isdigit() else default


def _taller(cell: Cell, row: int) -> Cell:
    return Cell(span=cell.span, row=cell.row, column=cell.column, rows=row - cell.row + 1, columns=cell.columns)
