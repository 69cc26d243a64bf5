"""PDF: text, tables and places by pdfium, used from one thread of a process at a time.

Text comes from pdfium with the index of every character, so that boxes can be fetched for cited spans alone; ruled
tables come from the paths drawn on the page. What the text layer hides or gets wrong is reported page by page, and
recognised from the page's image where an engine is at hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from chengnuo.model import Document
from chengnuo.packs import Pack
from chengnuo.parsers.pdf.compose import Piece, compose
from chengnuo.parsers.pdf.lies import PLACED
from chengnuo.parsers.pdf.read import Reading, Way, opened, read_pages
from chengnuo.parsers.pdf.show import Place, draw, locate
from chengnuo.parsers.pdf.words import page_words
from chengnuo.parsers.writer import Writer
from chengnuo.spans import Span

__all__ = ["Place", "draw", "locate", "parse_pdf"]


def parse_pdf(
    data: bytes,
    source: str,
    *,
    pack: Pack,
    password: str | None = None,
    ocr: str = "auto",
    engine: str = "pdfium",
    **_: Any,
) -> Document:
    """The document in a PDF.

    UnreadableFile where it is broken, where it is encrypted and `password` does not open it, and where no page has
    a text that is of use and no OCR is at hand.
    """
    way = Way(known=page_words(pack), password=password, ocr=ocr, engine=engine)
    with opened(data, source, password) as pdf:
        reading = read_pages(pdf, data, source, way)
        meta = [*_meta(pdf), *([("ocr", reading.engine)] if reading.recognised else [])]
    writer, pieces = compose(reading.leaves, way.known)
    _doubts(writer, pieces, reading)
    return writer.document(data, source, "pdf", meta=tuple(meta))


def _doubts(writer: Writer, pieces: list[Piece], reading: Reading) -> None:
    text = writer.text()
    nowhere = Span(writer.size, writer.size)  # the words that are there are not in doubt
    for lie in reading.damage:
        writer.doubt(lie.code, nowhere, lie.reason)
    for page, found in zip(writer.pages, reading.lies, strict=True):
        for lie in found:
            span = _first(PLACED[lie.code], text, page.span) if lie.code in PLACED else page.span
            writer.doubt(lie.code, span, f"page {page.number}: {lie.reason}")
    unsure = {(at, line.start): score for at, lines in enumerate(reading.doubtful) for line, score in lines}
    for piece in pieces if unsure else ():
        score = unsure.get((piece.page, piece.place))
        if score is not None:
            reason = f"page {piece.page + 1}: recognised with confidence {score:.2f}"
            writer.doubt("low-ocr-confidence", Span(piece.start, piece.end), reason)


def _first(signs: re.Pattern[str], text: str, within: Span) -> Span:
    found = signs.search(text, within.start, within.end)
    return Span(*found.span()) if found else within


def _meta(pdf: Any) -> Iterator[tuple[str, str]]:
    names = {"Title": "title", "Author": "author", "Subject": "subject", "Keywords": "keywords", "Creator": "creator",
             "Producer": "producer", "CreationDate": "created", "ModDate": "modified"}  # fmt: skip
    for key, value in pdf.get_metadata_dict(skip_empty=True).items():
        if key in names and value.strip():
            yield names[key], value.strip()
