"""Bytes of a file → `Document`, the format decided by the content, never by the name.

`parse(data, source, *, pack, **options)` is the one verb. `PARSERS` maps the name of a format to how it is recognised
and read; a caller may replace an entry or add one of his own (added ones are asked before the built-in ones).

What all parsers promise about `Document.text`:

- offsets count code points; lines end with "\\n"; there is no "\\r";
- a paragraph ends with a blank line ("\\n\\n") where the parser knows paragraphs (PDF, OFD, OCR), a single "\\n" inside
  one is a line as laid out, to be closed up by `repair`. Formats with real paragraphs (DOCX, DOC, HTML, XLSX) give one
  paragraph a line;
- a table gives one cell a line (several, where the cell has several paragraphs), cells in row order; the grid
  is in `Document.tables`. An empty cell has an empty span and no line;
- running heads, running feet and page numbers stay in the text as lines of their own at the start or the end of their
  page, as blocks of the kinds "header", "footer" and "page-number". The span of such a block holds the line with
  its final "\\n", so that a sentence broken by a page closes up when the span is taken out;
- footnotes, comments, headers and footers of flow formats stand after the body; the footnotes of a PDF stand at the
  foot of their page, each a block of the kind "footnote", also within a paragraph that goes on over them, and the signs
  in the text that call them are blocks of the kind "footnote-mark".

A parser takes the `pack` (words around a document: page numbers, labels, watermarks) and of the `Options` what it
knows, and leaves the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Any, Literal, TypedDict, Unpack

from chengnuo.errors import UnknownFormat, UnreadableFile
from chengnuo.model import Document
from chengnuo.packs import Pack, load_pack
from chengnuo.parsers import sniff
from chengnuo.parsers.encoding import as_named
from chengnuo.spans import Doubt, Span

Parser = Callable[..., Document]


class Options(TypedDict, total=False):
    """How a file is to be read: `password` (PDF), `ocr` (PDF, images), `engine` (PDF), `revisions` (DOCX), `encoding`
    (TXT, HTML; where not all bytes are of it, it is found out, with a doubt `encoding-unfit`)."""

    password: str
    ocr: Literal["auto", "never", "always"]
    engine: Literal["pdfium", "pdfplumber"]
    revisions: Literal["final", "original", "both"]
    encoding: str


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is recognised by its bytes, and read: `parse(data, source, pack=…, **options)`."""

    recognises: Callable[[bytes], bool]
    parse: Parser


def parse(data: bytes, source: str, *, pack: Pack | None = None, **options: Unpack[Options]) -> Document:
    """The document that the bytes of `source` hold, read with the words of `pack` (the built-in one where None).

    Raises UnknownFormat where no parser knows the content, UnreadableFile where the one that does cannot read it.
    """
    if not data:
        raise UnreadableFile(source, "the file is empty", "fetch it again")
    document = _format_of(data, source).parse(data, source, pack=pack or load_pack(), **options)
    named = options.get("encoding")
    if named is None or document.encoding is None or as_named(data, named) is not None:
        return document
    reason = f"not all bytes are of the encoding {named}: read as {document.encoding}"
    unfit = Doubt(code="encoding-unfit", span=Span(len(document.text), len(document.text)), reason=reason)
    return replace(document, doubts=(*document.doubts, unfit))


def _format_of(data: bytes, source: str) -> Format:
    own = [name for name in PARSERS if name not in _BUILT_IN]
    for name in (*own, *(name for name in _BUILT_IN if name in PARSERS)):
        if PARSERS[name].recognises(data):
            return PARSERS[name]
    what, hint = sniff.stranger(data)
    raise UnknownFormat(source, what, hint)


def _lazy(module: str, function: str) -> Parser:
    """A parser whose module is imported when the first file of its format comes."""

    def parse_lazily(data: bytes, source: str, **options: Any) -> Document:
        parser: Parser = getattr(import_module(f"chengnuo.parsers.{module}"), function)
        return parser(data, source, **options)

    return parse_lazily


PARSERS: dict[str, Format] = {
    "pdf": Format(sniff.is_pdf, _lazy("pdf", "parse_pdf")),
    "docx": Format(sniff.is_docx, _lazy("docx", "parse_docx")),
    "xlsx": Format(sniff.is_xlsx, _lazy("xlsx", "parse_xlsx")),
    "ofd": Format(sniff.is_ofd, _lazy("ofd", "parse_ofd")),
    "doc": Format(sniff.is_doc, _lazy("doc", "parse_doc")),
    "rtf": Format(sniff.is_rtf, _lazy("rtf", "parse_rtf")),
    "image": Format(sniff.is_image, _lazy("ocr", "parse_image")),
    "mht": Format(sniff.is_mht, _lazy("mht", "parse_mht")),
    "html": Format(sniff.is_html, _lazy("html", "parse_html")),
    "txt": Format(sniff.is_text, _lazy("txt", "parse_text")),
}
_BUILT_IN = tuple(PARSERS)
