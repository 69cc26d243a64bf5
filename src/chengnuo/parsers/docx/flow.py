"""A story of a DOCX (body, note, header …) → lines, cells and their places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from chengnuo.model import Block, Cell
from chengnuo.parsers.docx import names as n
from chengnuo.parsers.docx.runs import Words, busy_paragraphs, plain_texts, read_words
from chengnuo.parsers.docx.styles import Style, Styles
from chengnuo.parsers.writer import made_cell, made_span
from chengnuo.spans import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

    from chengnuo.parsers.docx.numbering import Numbering
    from chengnuo.parsers.writer import Writer

_WRAPPERS = frozenset(
    {n.CONTENT_CONTROL, n.CONTROL_CONTENT, n.INSERTED, n.MOVED_TO, n.W + "customXml", n.W + "smartTag"}
)
_STYLE, _NUMBER, _OUTLINE = n.W + "pStyle", n.W + "numPr", n.W + "outlineLvl"
_ROW_PROPERTIES, _CELL_PROPERTIES, _SPAN, _MERGE = n.W + "trPr", n.W + "tcPr", n.W + "gridSpan", n.W + "vMerge"


class Flow:
    """Writes block content in order; counts paragraphs and tables, and keeps what is to stand after the body.

    The straight way through plain paragraphs and cells of one is short on purpose: a reader of a large annex spends
    its time there.
    """

    def __init__(self, writer: Writer, styles: Styles, numbering: Numbering, revisions: str) -> None:
        self.writer = writer
        self.styles = styles
        self.usual = styles.usual
        self.numbering = numbering
        self.revisions = revisions
        self.paragraphs = 0
        self.tables = 0
        self.notes: list[tuple[str, str, str]] = []
        self.comments: list[tuple[str, str]] = []
        self.busy: set[_Element] = set()
        self.texts: dict[_Element, str] = {}
        self.merged: set[_Element | None] = set()
        self._carried: Words | None = None

    def part(self, root: _Element, kind: str = "", place: str = "") -> None:
        """Write the blocks of a part of the package (see `story`)."""
        self.prepare(root)
        self.story(root, kind, place)

    def prepare(self, root: _Element) -> None:
        """Look through a part before its stories are written."""
        self.busy, self.texts = busy_paragraphs(root), plain_texts(root)
        self.merged = {mark.getparent() for mark in root.iter(_SPAN, _MERGE)}

    def story(self, parent: Iterable[_Element], kind: str = "", place: str = "") -> None:
        """Write the blocks of `parent`; `kind` and `place` replace what each paragraph would have."""
        for element in parent:
            tag = element.tag
            if tag == n.P:
                self.paragraph(element, kind, place)
            elif tag == n.TABLE:
                self.table(element, kind)
            elif tag in _WRAPPERS or tag == n.ALTERNATE:
                for inner in self.unwrapped(element):
                    self.story(inner, kind, place)

    def unwrapped(self, element: _Element) -> Iterator[_Element]:
        """What holds the blocks of a wrapper: nothing where it was not there in the revision that is read."""
        if element.tag == n.ALTERNATE:
            yield from [form for form in element if form.tag in (n.CHOICE, n.FALLBACK)][:1]
        elif self.revisions != "original" or element.tag not in (n.INSERTED, n.MOVED_TO):
            yield element

    # ------------------------------------------------------------ paragraphs

    def paragraph(self, element: _Element, kind: str, place: str) -> None:
        if element in self.busy or self._carried is not None:
            self._walked(element, _first(element, n.PROPERTIES), kind, place)
            return
        self.paragraphs += 1
        text = self.texts.get(element, "")
        style, label = self._style(_first(element, n.PROPERTIES))  # an empty item of a list counts
        if text and not text.isspace():
            self.writer.line(label + text if label else text, kind or style.kind, place or f"para {self.paragraphs}")

    def _walked(self, element: _Element, properties: _Element | None, kind: str, place: str) -> None:
        """Write a paragraph with notes, changes, text boxes, or one that another runs on into."""
        words = self._joined(read_words(element, self.revisions))
        if properties is not None and self._runs_on(properties):
            self._carried = words
            return
        self._carried = None
        self.paragraphs += 1
        place = place or f"para {self.paragraphs}"
        style, label = self._style(properties)
        if words.text and not words.text.isspace():
            start = self.writer.size + len(label)
            self.writer.line(label + words.text, kind or style.kind, place)
            for change, begin, end in words.changes:
                self.writer.blocks.append(Block(kind=change, span=Span(start + begin, start + end), place=place))
            for gap in words.gaps:
                self.writer.struck_out(start + gap)
        self.notes.extend((tag, number, place) for tag, number in words.notes)
        self.comments.extend((number, place) for number in words.comments)
        for box in words.boxes:
            self.story(box, "textbox", place)

    def _style(self, properties: _Element | None) -> tuple[Style, str]:
        """The style of a paragraph and its automatic number, which this counts on."""
        style, number, level = self.usual, "", None
        numbered = False
        if properties is not None:
            own, outline = None, None
            for child in properties:
                tag = child.tag
                if tag == _STYLE:
                    style = self.styles.named(child.get(n.VAL) or "")
                elif tag == _NUMBER:
                    own = child
                elif tag == _OUTLINE:
                    outline = child
            if outline is not None and style.kind == "paragraph" and (outline.get(n.VAL) or "9") < "9":
                style = Style(style.id, "heading", style.number, style.level)
            if own is not None:
                numbered, number, level = True, *_numbering(own, style)
        if not numbered:
            number, level = style.number, style.level
        if not number or number == "0":
            return style, ""
        if level is None:
            level = self.numbering.level_of_style(number, style.id)
        return style, self.numbering.label(number, level)

    def _runs_on(self, properties: _Element) -> bool:
        """Whether the paragraph's end was taken away or not yet there, so that the next one continues it."""
        if self.revisions == "both":
            return False
        mark = properties.find(n.RUN_PROPERTIES)
        gone = n.INSERTED if self.revisions == "original" else n.DELETED
        return mark is not None and mark.find(gone) is not None

    def _joined(self, words: Words) -> Words:
        held = self._carried
        if held is None:
            return words
        return Words(
            held.text + words.text,
            held.notes + words.notes,
            held.comments + words.comments,
            held.boxes + words.boxes,
            gaps=[*held.gaps, *(len(held.text) + gap for gap in words.gaps)],
        )

    # ------------------------------------------------------------ tables

    def table(self, element: _Element, kind: str) -> None:
        self.tables += 1
        name = f"table {self.tables} r"
        cells: list[Cell] = []
        open_cells: dict[int, int] = {}
        row = -1
        for line in self._rows(element):
            row += 1
            column = _before(line)
            for cell in _row_cells(line):
                properties, paragraph, plain = self._parts(cell)
                columns, merge = _merged(properties) if properties in self.merged else (1, None)
                if merge == "continue" and column in open_cells:
                    at = open_cells[column]
                    cells[at] = _taller(cells[at], row)
                else:
                    if merge is not None:
                        open_cells[column] = len(cells)
                    elif open_cells:
                        open_cells.pop(column, None)
                    place = f"{name}{row + 1} c{column + 1}"
                    if plain:
                        span = self._plain_cell(paragraph, kind or "cell", place)
                    else:
                        span = self._cell(cell, kind or "cell", place)
                    cells.append(made_cell(span, row, column, columns))
                column += columns
        self.writer.table(cells)

    def _parts(self, cell: _Element) -> tuple[_Element | None, _Element | None, bool]:
        """The properties of a cell, its paragraph, and whether that is all it has, and plain."""
        properties = paragraph = None
        for child in cell:
            tag = child.tag
            if tag == n.P:
                if paragraph is not None:
                    return properties, paragraph, False
                paragraph = child
            elif tag == _CELL_PROPERTIES:
                properties = child
            else:
                return properties, paragraph, False
        return properties, paragraph, paragraph not in self.busy and self._carried is None

    def _plain_cell(self, paragraph: _Element | None, kind: str, place: str) -> Span:
        self.paragraphs += paragraph is not None
        if paragraph is None:
            return made_span(self.writer.size, self.writer.size)
        text = self.texts.get(paragraph, "")
        properties = _first(paragraph, n.PROPERTIES)
        label = self._style(properties)[1] if properties is not None or self.usual.number else ""
        if not text or text.isspace():
            return made_span(self.writer.size, self.writer.size)
        return self.writer.line(label + text, kind, place)

    def _cell(self, cell: _Element, kind: str, place: str) -> Span:
        writer = self.writer
        start, mark = writer.size, len(writer.blocks)
        for child in cell:
            if child.tag == n.P:
                self.paragraph(child, kind, place)
            elif child.tag != _CELL_PROPERTIES:
                self.story([child], kind, place)
        made = len(writer.blocks) - mark
        if made == 1:
            return writer.blocks[mark].span
        if not made:
            return Span(start, start)
        span = Span(start, writer.size - 1)
        inner = [b for b in writer.blocks[mark:] if b.place != place or b.kind != "cell"]
        writer.blocks[mark:] = [Block(kind=kind, span=span, place=place), *inner]
        return span

    def _rows(self, table: _Element) -> Iterator[_Element]:
        gone = {"final": n.DELETED, "original": n.INSERTED}.get(self.revisions)
        for child in table:
            if child.tag == n.ROW:
                properties = _first(child, _ROW_PROPERTIES)
                if gone is None or properties is None or properties.find(gone) is None:
                    yield child
            elif child.tag in _WRAPPERS:
                yield from self._rows(child)


def _first(element: _Element, tag: str) -> _Element | None:
    """The properties of an element: its first child, where that is `tag`."""
    for child in element:
        return child if child.tag == tag else None
    return None


def _numbering(own: _Element, style: Style) -> tuple[str, int | None]:
    """The list and the level that a paragraph names, with those of its style where it does not."""
    named, at = own.find(n.W + "numId"), own.find(n.W + "ilvl")
    level = "" if at is None else at.get(n.VAL) or ""
    number = style.number if named is None else named.get(n.VAL) or ""
    return number, int(level) if level.isdigit() else (style.level if named is None else style.level or 0)


def _before(row: _Element) -> int:
    """The columns of the grid that a row leaves out at its start."""
    properties = None
    for child in row:  # behind exceptions to the table's properties, before the cells
        if child.tag == _ROW_PROPERTIES:
            properties = child
        elif child.tag == n.CELL:
            break
    return 0 if properties is None else _small(properties.find(n.W + "gridBefore"), 0)


def _row_cells(row: _Element) -> Iterator[_Element]:
    for child in row:
        if child.tag == n.CELL:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _row_cells(child)


def _merged(properties: _Element | None) -> tuple[int, str | None]:
    """The columns that a cell covers, and its part in a vertical merge."""
    columns, merge = 1, None
    for child in () if properties is None else properties:
        tag = child.tag
        if tag == _SPAN:
            columns = max(1, _small(child, 1))
        elif tag == _MERGE:
            merge = child.get(n.VAL) or "continue"
    return columns, merge


def _small(element: _Element | None, default: int) -> int:
    value = "" if element is None else element.get(n.VAL) or ""
    return min(int(value), 1000) if value.isdigit() else default


def _taller(cell: Cell, row: int) -> Cell:
    return Cell(span=cell.span, row=cell.row, column=cell.column, rows=row - cell.row + 1, columns=cell.columns)
