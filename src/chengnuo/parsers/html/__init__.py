"""Web pages as saved: the document without the site around it, tables with cells, the metadata block as fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Document
from chengnuo.packs import Pack
from chengnuo.parsers.encoding import as_named, reads
from chengnuo.parsers.encoding import decode as detect
from chengnuo.parsers.html.elements import squeezed, string
from chengnuo.parsers.html.fields import metadata
from chengnuo.parsers.html.flow import Flow, tidy
from chengnuo.parsers.html.mass import main_element
from chengnuo.parsers.html.unread import unread
from chengnuo.parsers.writer import Writer
from chengnuo.spans import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_PROLOGUE = re.compile(r"^\s*<\?xml[^>]{0,200}>|<%.{0,2000}?%>", re.DOTALL)
_OPENED = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CLOSED = re.compile(r"</(?:html|body)\s*>", re.IGNORECASE)
_END_WITHIN = 20_000
"""Scripts of counters and advertisements stand behind the end of some pages."""
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_LOST = re.compile("\ufffd+")
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


def parse_html(data: bytes, source: str, *, pack: Pack, encoding: str | None = None, **_: Any) -> Document:
    """The document on a saved page. UnreadableFile where the page holds no text."""
    text, used = decode(data, encoding)
    return html_document(text, data, source, used, pack)


def html_document(text: str, data: bytes, source: str, encoding: str, pack: Pack, name: str = "html") -> Document:
    """The document of a page already decoded; `data` is what its digest is taken of."""
    root = _tree(text, source)
    meta = [*metadata(root, pack), ("charset", encoding)]
    writer, main = Writer(), main_element(root)
    _heading(root, main, writer)
    flow = Flow(writer)
    flow.element(main)
    _boilerplate(writer, flow.lines, pack)
    if not writer.size:
        raise UnreadableFile(source, "the page holds no text", "save the page once it has loaded")
    for lost in _LOST.finditer(writer.text()):
        writer.doubt("lost-bytes", Span(*lost.span()), f"these bytes are no {encoding}")
    for code, reason in unread(root, main):
        writer.doubt(code, Span(writer.size, writer.size), reason)
    if _is_cut_off(text):
        end = Span(writer.size, writer.size)  # the words that are there are not in doubt
        writer.doubt("cut-off", end, "the page ends before it is closed: what follows is missing")
    return writer.document(data, source, name, meta=tuple(meta), encoding=encoding)


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The page as text and the name of the encoding that it is in.

    A mark at the start decides, then what the bytes themselves can be; the page's own word breaks the tie between
    encodings that both fit, since pages that declare GB2312 and hold GB18030 or UTF-8 are common.
    """
    if encoding is not None and (text := as_named(data, encoding)) is not None:
        return text, encoding
    declared = _WIDER.get(_declared(data))
    if declared is not None and not data.startswith(_MARKS):
        for name in ("utf-8", declared):
            read = reads(data, name)
            if read is not None:
                return read, name
    text, used, _ = detect(data)
    return (data.decode(declared, "replace"), declared) if declared and used == "latin-1" else (text, used)


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:_CHARSET_WITHIN])
    return found[1].decode("ascii", "replace").lower() if found else ""


def _tree(text: str, source: str) -> _Element:
    from lxml import etree, html

    clean = text.replace("\0", "")
    clean = _PROLOGUE.sub("", clean)
    try:
        root: _Element = html.document_fromstring(clean, parser=html.HTMLParser(remove_comments=True, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFile(source, f"the page cannot be read: {error}", "save it again") from error
    return root


def _is_cut_off(text: str) -> bool:
    """Whether a page ends inside a tag, or a whole page (with <html> or <body>) without the end of either."""
    if text.rfind("<") > text.rfind(">"):
        return True
    return _OPENED.search(text) is not None and _CLOSED.search(text, max(0, len(text) - _END_WITHIN)) is None


def _heading(root: _Element, main: _Element, writer: Writer) -> None:
    """Write the page's heading where it stands outside `main`."""
    title = "".join((root.findtext(".//title") or "").split())
    start = squeezed(main)[:400]
    for element in root.iter("h1", "h2", "h3", "div", "td", "p", "ucaptitle"):
        if element.tag in ("div", "td", "p") and "title" not in f"{element.get('class')} {element.get('id')}".lower():
            continue
        words = squeezed(element)
        if 6 <= len(words) <= 150 and words in title and words not in start and main not in element.iterdescendants():
            writer.line(tidy(string()(element)), "heading", "title")
            return


def _boilerplate(writer: Writer, lines: list[tuple[int, Span]], pack: Pack) -> None:
    """Mark the lines that belong to the site: blocks of the kind "footer", which hold their final newline."""
    line_of = pack.pattern("parsers", "html", "boilerplate", "line")
    closes = pack.pattern("parsers", "html", "boilerplate", "footer")
    text, closed = writer.text(), False
    for at, span in lines:
        words = span.of(text)
        closed = closed or (span.start > 0.6 * len(text) and closes.search(words) is not None)
        if closed or line_of.match(words):
            writer.set_apart(at, "footer", "page")
