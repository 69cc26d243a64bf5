"""Web pages as saved: the document without the site around it, tables with cells, the metadata block as fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Cell, Document
from chengnuo.packs import load_pack
from chengnuo.parsers.writer import Writer
from chengnuo.spans import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul caption legend details summary"
    " option ucapcontent ucaptitle".split()
)
_SKIP = frozenset(
    "script style noscript iframe select button input textarea object embed svg canvas template head nav"
    " map audio video applet".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")
_WIDE = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]) ?[\r\n][ \t\r\n]*(?=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])"
)
_SENTENCE = re.compile(r"[\u4e00-\u9fff，。；：、！？]")
_MASS_SHARE = 0.8
"""A part of the page that holds this share of its running text holds the document; the rest is the site."""
_LINKED_SHARE = 0.6
"""A list or box whose text is links to this share is navigation."""


def parse_html(data: bytes, source: str, *, encoding: str | None = None, **_: Any) -> Document:
    """The document on a saved page. UnreadableFile where the page holds no text."""
    text, used = decode(data, encoding)
    return html_document(text, data, source, used)


def html_document(text: str, data: bytes, source: str, encoding: str, name: str = "html") -> Document:
    """The document of a page already decoded; `data` is what its digest is taken of."""
    root = _tree(text, source)
    meta = [*metadata(root), ("charset", encoding)]
    writer = Writer()
    _Flow(writer).element(_main(root))
    if not writer.size:
        raise UnreadableFile(source, "the page holds no text", "save the page once it has loaded")
    return writer.document(data, source, name, meta=tuple(meta), encoding=encoding)


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The page as text and the name of the encoding that it is in."""
    for name in (encoding, "utf-8-sig", "gb18030", "big5"):
        if name:
            try:
                return data.decode(name), name
            except (UnicodeDecodeError, LookupError):
                continue
    return data.decode("gb18030", "replace"), "gb18030"


def metadata(root: _Element) -> Iterator[tuple[str, str]]:
    """The fields of a government page's metadata block, and its title."""
    title = root.findtext(".//title")
    if title and title.strip():
        yield "title", " ".join(title.split())


def _tree(text: str, source: str) -> _Element:
    from lxml import etree, html

    clean = text.replace("\0", "")
    if clean.lstrip().startswith("<?xml"):
        clean = re.sub(r"^\s*<\?xml[^>]{0,200}>", "", clean, count=1)
    try:
        root: _Element = html.document_fromstring(clean, parser=html.HTMLParser(remove_comments=True, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(source, f"the page cannot be read: {error}", "save it again") from error
    return root


def _main(root: _Element) -> _Element:
    body = root.find("body")
    return root if body is None else body


class _Flow:
    """Writes an element's text, one block a line."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.pending: list[str] = []
        self.kind = "paragraph"

    def element(self, top: _Element) -> None:
        self._walk(top)
        self._end()

    def _walk(self, element: _Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIP or (element.get("style") and _HIDDEN.search(element.get("style", ""))):
            return
        if tag == "table" and _is_grid(element):
            self._end()
            self._grid(element)
            return
        if tag == "br":
            self._end()
        block = tag in _BLOCKS
        if block:
            self._end()
            self.kind = "heading" if tag in _HEADINGS else "paragraph"
        if element.text:
            self.pending.append(element.text)
        for child in element:
            self._walk(child)
            if child.tail:
                self.pending.append(child.tail)
        if block:
            self._end()

    def _end(self) -> None:
        text = _tidy("".join(self.pending))
        self.pending.clear()
        if text:
            self.writer.line(text, self.kind)

    def _grid(self, table: _Element) -> None:
        cells: list[Cell] = []
        number = len(self.writer.tables) + 1
        for element, row, column, rows, columns in _cells(table):
            start = self.writer.size
            mark = len(self.writer.blocks)
            _Flow(self.writer).element(element)
            del self.writer.blocks[mark:]
            span = Span(start, max(start, self.writer.size - 1))
            cells.append(Cell(span=span, row=row, column=column, rows=rows, columns=columns))
            self._cell_block(span, f"table {number} r{row + 1} c{column + 1}")
        self.writer.table(cells)

    def _cell_block(self, span: Span, place: str) -> None:
        from chengnuo.model import Block

        if len(span):
            self.writer.blocks.append(Block(kind="cell", span=span, place=place))


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", _WIDE.sub("", text)).strip(" ")


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(table: _Element) -> Iterator[tuple[_Element, int, int, int, int]]:
    """The cells with row, column, rows and columns covered, as HTML's table model lays them out."""
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(_rows(table)):
        column = 0
        for cell in line:
            if cell.tag not in ("td", "th"):
                continue
            while (row, column) in taken:
                column += 1
            rows, columns = _extent(cell, "rowspan"), _extent(cell, "colspan")
            taken.update((row + i, column + j) for i in range(rows) for j in range(columns))
            yield cell, row, column, rows, columns
            column += columns


def _extent(cell: _Element, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return max(1, min(int(value), 1000)) if value.isascii() and value.isdigit() else 1


def _is_grid(table: _Element) -> bool:
    """Whether a table holds data; a table that lays out the page has tables or long prose in its cells."""
    if next(table.iter("table"), None) is not table or table.find(".//table") is not None:
        return False
    rows = [sum(1 for c in row if c.tag in ("td", "th")) for row in _rows(table)]
    return len(rows) >= 2 and max(rows) >= 2
