"""Where words stand on the pages of a PDF, and pages with words marked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from chengnuo.model import Document, Extraction
from chengnuo.packs import Pack, load_pack
from chengnuo.parsers.pdf.compose import Piece, compose
from chengnuo.parsers.pdf.fonts import watched
from chengnuo.parsers.pdf.others import render, turned_back
from chengnuo.parsers.pdf.page import Reader
from chengnuo.parsers.pdf.read import Reading, Way, opened, read_pages
from chengnuo.parsers.pdf.sheet import Box, hull
from chengnuo.parsers.pdf.words import page_words
from chengnuo.parsers.writer import Writer
from chengnuo.spans import Span

Place = tuple[int, Box]
"""A page from 1, and a box on it: x0, top, x1, bottom in points from the top left corner as displayed."""

DPI = 110
MARK = (255, 214, 0, 110)
EDGE = (230, 120, 0, 255)
UNSEEN = "Hanzi may be missing in this picture: a font is not in the file, and no Chinese font is installed."


def locate(
    data: bytes,
    document: Document | Extraction,
    span: Span,
    *,
    pack: Pack | None = None,
    password: str | None = None,
    ocr: str = "auto",
    engine: str = "pdfium",
) -> tuple[Place, ...]:
    """The boxes of the words at `span` of the document's text, one a visual line, in reading order.

    `data` are the bytes that the document was parsed from, with the same pack and options. Empty where they are of
    another file or another format. Where pages were recognised, those of the words are recognised again, and all of
    them only where what is on the others changes how these are read.
    """
    if document.format != "pdf":
        return ()
    cited = {page.number for page in document.pages if page.span.start < span.end and span.start < page.span.end}
    way = Way(known=page_words(pack or load_pack()), password=password, ocr=ocr, engine=engine)
    with opened(data, document.source, password) as pdf:
        for only in (cited, None):
            reading = read_pages(pdf, data, document.source, replace(way, recognise_only=only))
            writer, pieces = compose(reading.leaves, way.known)
            shifts = _shifts(document, writer, cited)
            if shifts is not None:
                moved = [replace(p, start=p.start + by, end=p.end + by) for p in pieces for by in _of(p, shifts)]
                wanted = [p for p in moved if p.start < span.end and span.start < p.end]
                return tuple(_boxes(Reader(pdf), reading, wanted, span))
            if not reading.recognised:
                break
    return ()


def _shifts(document: Document | Extraction, writer: Writer, cited: set[int]) -> dict[int, int] | None:
    """For each cited page (its index) how far its text stands in the document behind its place here; None where its
    text is another."""
    if len(writer.pages) != len(document.pages):
        return None
    text, shifts = writer.text(), {}
    for at, (here, there) in enumerate(zip(writer.pages, document.pages, strict=True)):
        if there.number in cited:
            words, stored = here.span.of(text), there.span.of(document.text)
            if words.strip() != stored.strip():
                return None
            blank, before = (len(page) - len(page.lstrip()) for page in (words, stored))
            shifts[at] = there.span.start + before - here.span.start - blank
    return shifts


def _of(piece: Piece, shifts: dict[int, int]) -> tuple[int, ...]:
    return (shifts[piece.page],) if piece.page in shifts else ()


def draw(
    data: bytes, page: int, boxes: Sequence[Box], *, source: str = "", password: str | None = None, dpi: int = DPI
) -> bytes:
    """The page `page` (from 1) as a PNG image with the boxes marked.

    Above it stands a line in English where a font of its hanzi is neither in the file nor installed.
    """
    from PIL import Image, ImageDraw

    with opened(data, source, password) as pdf:
        if not 1 <= page <= len(pdf):
            raise ValueError(f"there is no page {page}")
        with watched() as missing:
            image = render(pdf, page - 1, dpi).convert("RGBA")
        scale = image.width / max(1.0, pdf.get_page_size(page - 1)[0])
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for x0, top, x1, bottom in boxes:
        shape = [x0 * scale - 2, top * scale - 2, x1 * scale + 2, bottom * scale + 2]
        pen.rectangle(shape, fill=MARK, outline=EDGE, width=2)
    if missing:
        pen.text((8, 8), UNSEEN, fill=EDGE)
    out = io.BytesIO()
    Image.alpha_composite(image, layer).convert("RGB").save(out, "PNG", optimize=True)
    return out.getvalue()


def _boxes(reader: Reader, reading: Reading, pieces: Iterable[Piece], span: Span) -> Iterator[Place]:
    for piece in pieces:
        leaf = reading.leaves[piece.page]
        first = piece.place + max(0, span.start - piece.start)
        last = piece.place + min(piece.end, span.end) - piece.start
        if leaf.foreign:
            boxes = list(_shares(leaf.sheet.lines, first, last))
            if leaf.sheet.downwards:
                boxes = [turned_back(box, leaf.sheet.shown[0]) for box in boxes]
            yield from ((leaf.sheet.number, box) for box in boxes)
            continue
        page = reader.open(leaf.sheet.number - 1)
        try:
            page.sheet()
            boxes = list(page.rectangles(first, last))
        finally:
            page.close()
        if boxes:
            yield leaf.sheet.number, hull(boxes)


def _shares(lines: Iterable[Any], first: int, last: int) -> Iterator[Box]:
    """The boxes of characters on a page whose lines alone have places."""
    for line in lines:
        if line.start < last and first < line.end:
            step = (line.x1 - line.x0) / (line.end - line.start)
            left = line.x0 + max(0, first - line.start) * step
            right = line.x0 + (min(last, line.end) - line.start) * step
            yield left, line.top, right, line.bottom
