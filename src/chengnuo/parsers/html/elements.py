"""The elements of a page: which make blocks, which hold no text, the grid of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "legend",
    "details", "summary", "option", "ucapcontent", "ucaptitle",
])  # fmt: skip
SKIP = frozenset([
    "script", "style", "noscript", "iframe", "select", "button", "input", "textarea", "object", "embed", "svg",
    "canvas", "template", "head", "nav", "map", "audio", "video", "applet",
])  # fmt: skip


@lru_cache(maxsize=1)
def string() -> Callable[[_Element], str]:
    """XPath's string(): the text of an element, gathered in C."""
    from lxml import etree

    return cast("Callable[[_Element], str]", etree.XPath("string()"))


def squeezed(element: _Element) -> str:
    """The text of an element without its blanks."""
    return "".join(string()(element).split())


def inner_page(frame: _Element) -> _Element | None:
    """The body of the page that a frame holds in its `srcdoc`; None where it holds none."""
    from lxml import etree, html

    words = frame.get("srcdoc") or ""
    try:
        page = html.document_fromstring(words, parser=html.HTMLParser(remove_comments=True)) if words.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return None if page is None else page.find("body")


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def cells_of(table: _Element) -> Iterator[tuple[_Element, int, int, int, int]]:
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


def is_grid(table: _Element) -> bool:
    """Whether a table holds data; a table that lays out the page has tables or long prose in its cells."""
    if next(table.iter("table"), None) is not table or table.find(".//table") is not None:
        return False
    rows = [sum(1 for c in row if c.tag in ("td", "th")) for row in _rows(table)]
    return len(rows) >= 2 and max(rows) >= 2
