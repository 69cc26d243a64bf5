"""Web pages as saved: the document without the site around it, tables with cells, the metadata block as fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from chengnuo.errors import UnreadableFile
from chengnuo.model import Block, Cell, Document
from chengnuo.packs import load_pack
from chengnuo.parsers.encoding import decode as detect
from chengnuo.parsers.writer import Writer
from chengnuo.spans import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
        "legend",
        "details",
        "summary",
        "option",
        "ucapcontent",
        "ucaptitle",
    ]
)
_SKIP = frozenset(
    [
        "script",
        "style",
        "noscript",
        "iframe",
        "select",
        "button",
        "input",
        "textarea",
        "object",
        "embed",
        "svg",
        "canvas",
        "template",
        "head",
        "nav",
        "map",
        "audio",
        "video",
        "applet",
    ]
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")
_WIDE = re.compile(
    r"(?<=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]) ?[\r\n][ \t\r\n]*(?=[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f])"
)
_LISTS = frozenset({"ul", "ol", "dl", "div", "td", "p", "nav", "header", "footer", "center", "table"})
LINKED_SHARE = 0.6
"""A list or box whose text is links to this share is navigation."""
_HANZI = re.compile(r"[\u4e00-\u9fff]")
_STOPS = re.compile(r"[，。；！？]")
_PROLOGUE = re.compile(r"^\s*<\?xml[^>]{0,200}>|<%.{0,2000}?%>", re.DOTALL)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_CHARSET_WITHIN = 4096
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WIDER = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
"""What pages declare, and the encoding that holds all that they may mean by it."""
LEAST_MASS = 60.0
"""A page with less running text than this (hanzi, and ten for each 。or ，) is taken whole."""
MASS_SHARE = 0.8
"""An element that holds this share of the page's running text holds the document; the rest is the site.

On 39 pages of www.gov.cn this gives the editor's own element, as readability-lxml does; trafilatura leaves 1 % of the
text out (29 % of a page of tables) and keeps 14 % that is not the document's.
"""


def parse_html(data: bytes, source: str, *, encoding: str | None = None, **_: Any) -> Document:
    """The document on a saved page. UnreadableFile where the page holds no text."""
    text, used = decode(data, encoding)
    return html_document(text, data, source, used)


def html_document(text: str, data: bytes, source: str, encoding: str, name: str = "html") -> Document:
    """The document of a page already decoded; `data` is what its digest is taken of."""
    root = _tree(text, source)
    meta = [*metadata(root), ("charset", encoding)]
    writer, main = Writer(), _main(root)
    _heading(root, main, writer)
    flow = _Flow(writer)
    flow.element(main)
    _boilerplate(writer, flow.lines)
    if not writer.size:
        raise UnreadableFile(source, "the page holds no text", "save the page once it has loaded")
    return writer.document(data, source, name, meta=tuple(meta), encoding=encoding)


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The page as text and the name of the encoding that it is in.

    A mark at the start decides, then what the bytes themselves can be; the page's own word breaks the tie between
    encodings that both fit, since pages that declare GB2312 and hold GB18030 or UTF-8 are common.
    """
    declared = encoding or _declared(data)
    if encoding is None and not data.startswith(_MARKS) and declared in _WIDER:
        for name in dict.fromkeys(("utf-8", _WIDER[declared], "gb18030", "big5hkscs")):
            try:
                return data.decode(name), name
            except UnicodeDecodeError:
                continue
        # A stray byte in a page of a known encoding: what the page says is taken.
        return data.decode(_WIDER[declared], "replace"), _WIDER[declared]
    if encoding is not None:
        try:
            return data.decode(encoding), encoding
        except (UnicodeDecodeError, LookupError):
            pass
    text, used, _ = detect(data)
    return text, used


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:_CHARSET_WITHIN])
    return found[1].decode("ascii", "replace").lower() if found else ""


def metadata(root: _Element) -> Iterator[tuple[str, str]]:
    """The fields of a government page's metadata block, and its title."""
    seen: set[str] = set()
    labels = {"".join(k.split()): v for k, v in load_pack().table("parsers", "html", "labels").items()}
    for field, value in _labelled(root, labels):
        if value and field not in seen:
            seen.add(field)
            yield field, value
    title = root.findtext(".//title")
    if title and title.strip():
        yield "title", " ".join(title.split())


def _labelled(root: _Element, labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Labels and what stands beside them: in <meta>, in the next cell or element, or after a colon in the same one."""
    for element in root.iter("meta"):
        field = labels.get("".join((element.get("name") or "").split()))
        if field:
            yield field, (element.get("content") or "").strip()
    for element in root.iter("td", "th", "dt", "li", "span", "strong", "b", "div", "label", "p"):
        if _nested(element):
            continue
        words = _squeezed(element)
        if not 2 <= len(words) <= 200:
            continue
        label, colon, rest = words.replace(":", "：").strip("【】[]").partition("：")
        field = labels.get(label.strip("】]"))
        if field is None:
            continue
        if rest:
            yield field, rest
        elif colon or element.tag in ("td", "th", "dt"):
            after = _after(element)
            if after is not None and len(_squeezed(after)) <= 200:
                yield field, " ".join(_string()(after).split())


def _nested(element: _Element) -> bool:
    return any(child is not element for child in element.iter("td", "tr", "p", "div", "li", "dt"))


def _after(element: _Element) -> _Element | None:
    """The element after `element`, or after the one that holds nothing else."""
    own = _squeezed(element)
    while element is not None:
        following = element.getnext()
        if following is not None:
            return following
        parent = element.getparent()
        if parent is None or _squeezed(parent) != own:
            return None
        element = parent
    return None


@lru_cache(maxsize=1)
def _string() -> Callable[[_Element], str]:
    """XPath's string(): the text of an element, gathered in C."""
    from lxml import etree

    return cast("Callable[[_Element], str]", etree.XPath("string()"))


def _squeezed(element: _Element) -> str:
    return "".join(_string()(element).split())


def _tree(text: str, source: str) -> _Element:
    from lxml import etree, html

    clean = text.replace("\0", "")
    clean = _PROLOGUE.sub("", clean)
    try:
        root: _Element = html.document_fromstring(clean, parser=html.HTMLParser(remove_comments=True, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(source, f"the page cannot be read: {error}", "save it again") from error
    return root


def _main(root: _Element) -> _Element:
    """The smallest element that holds most of the page's running text: the document without the site around it."""
    body = root.find("body")
    best = root if body is None else body
    mass = _masses(best)
    whole = mass.get(best, 0.0)
    if whole < LEAST_MASS:
        return best
    while True:
        heavy = next((c for c in best if mass.get(c, 0.0) >= MASS_SHARE * whole and _holds_blocks(c)), None)
        if heavy is None or (heavy.tag == "tr" and _is_grid(_table_of(heavy))):
            return best
        best = heavy


def _heading(root: _Element, main: _Element, writer: Writer) -> None:
    """Write the page's heading where it stands outside `main`."""
    title = "".join((root.findtext(".//title") or "").split())
    start = _squeezed(main)[:400]
    for element in root.iter("h1", "h2", "h3", "div", "td", "p", "ucaptitle"):
        if element.tag in ("div", "td", "p") and "title" not in f"{element.get('class')} {element.get('id')}".lower():
            continue
        words = _squeezed(element)
        if 6 <= len(words) <= 150 and words in title and words not in start and main not in element.iterdescendants():
            writer.line(_tidy(_string()(element)), "heading", "title")
            return


def _boilerplate(writer: Writer, lines: list[tuple[int, Span]]) -> None:
    """Mark the lines that belong to the site: blocks of the kind "footer", which hold their final newline."""
    line_of = load_pack().pattern("parsers", "html", "boilerplate", "line")
    closes = load_pack().pattern("parsers", "html", "boilerplate", "footer")
    text, closed = writer.text(), False
    for at, span in lines:
        words = span.of(text)
        closed = closed or (span.start > 0.6 * len(text) and closes.search(words) is not None)
        if closed or line_of.match(words):
            writer.blocks[at] = Block(kind="footer", span=Span(span.start, span.end + 1), place="page")


def _holds_blocks(element: _Element) -> bool:
    """Whether an element is a container; a lone long paragraph is none, whatever its share."""
    if element.tag in ("p", "li", "span", "h1", "h2", "h3"):
        return False
    blocks = 0
    for child in element.iter(*_BLOCKS):
        blocks += child is not element and bool(_squeezed(child))
        if blocks > 1:
            return True
    return next(islice(element.iter("br"), 1, None), None) is not None


def _table_of(row: _Element) -> _Element:
    return next(row.iterancestors("table"), row)


def _masses(top: _Element) -> dict[_Element, float]:
    """The running text in each element: its hanzi and Chinese punctuation outside links, weighed by the punctuation."""
    mass: dict[_Element, float] = {}
    stack: list[tuple[_Element, bool]] = [(top, False)]
    while stack:
        element, done = stack.pop()
        if not isinstance(element.tag, str) or element.tag in _SKIP or element.tag == "a":
            continue
        if not done:
            stack.append((element, True))
            stack.extend((child, False) for child in element)
            continue
        total = _weight(element.text)
        for child in element:
            total += mass.get(child, 0.0) + _weight(child.tail)
        mass[element] = total
    return mass


def _weight(text: str | None) -> float:
    if not text or text.isspace():
        return 0.0
    stops, hanzi = len(_STOPS.findall(text)), len(_HANZI.findall(text))
    return hanzi + 10.0 * stops if stops else hanzi / 5  # labels, titles and menus have no stops


class _Flow:
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
        if tag in _SKIP or (element.get("style") and _HIDDEN.search(element.get("style", ""))):
            return
        if tag == "table" and _is_grid(element):
            self._end()
            self._grid(element)
            return
        if tag == "br":
            self._end()
        block = tag in _BLOCKS
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

    def _end(self) -> None:
        text = _tidy("".join(self.pending))
        self.pending.clear()
        if text:
            at = len(self.writer.blocks)
            span = self.writer.line(text, self.kind)
            if self.links:
                self.writer.blocks[at] = Block(kind="header", span=Span(span.start, span.end + 1), place="links")
            elif self.kind == "paragraph":
                self.lines.append((at, span))

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
        if len(span):
            self.writer.blocks.append(Block(kind="cell", span=span, place=place))


def _is_linked(element: _Element) -> bool:
    """Whether a list or box is navigation: three links or more, and little besides."""
    links = list(element.iter("a"))
    if len(links) < 3:
        return False
    whole = len(_squeezed(element))
    return whole > 0 and sum(len(_squeezed(link)) for link in links) >= LINKED_SHARE * whole


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
