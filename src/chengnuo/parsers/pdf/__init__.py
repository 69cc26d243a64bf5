"""PDF: text, tables and places by pdfium, used from one thread of a process at a time.

Text comes from pdfium with the index of every character, so that boxes can be fetched for cited spans alone; ruled
tables come from the paths drawn on the page. What the text layer hides or gets wrong is reported page by page.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Document
from chengnuo.parsers.pdf.compose import Leaf, Piece, compose
from chengnuo.parsers.pdf.grids import find_grids
from chengnuo.parsers.pdf.page import Reader
from chengnuo.parsers.writer import Writer

MOST_PAGES = 20_000


def parse_pdf(data: bytes, source: str, *, password: str | None = None, **_: Any) -> Document:
    """The document in a PDF.

    UnreadableFile where it is broken, where it is encrypted and `password` does not open it, and where no page has
    text and no OCR is at hand.
    """
    with opened(data, source, password) as pdf:
        writer, _pieces = _read(pdf, source)
        return writer.document(data, source, "pdf", meta=tuple(_meta(pdf)))


@contextmanager
def opened(data: bytes, source: str, password: str | None) -> Iterator[Any]:
    """pdfium's document for the bytes of a PDF."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            reason = "the password does not open the PDF" if password else "the PDF is encrypted"
            raise UnreadableFile(source, reason, "give its password with --password") from error
        raise UnreadableFile(source, f"pdfium cannot open the PDF: {error}", "fetch it again") from error
    try:
        yield pdf
    finally:
        pdf.close()


def _read(pdf: Any, source: str) -> tuple[Writer, list[Piece]]:
    count = len(pdf)
    if not 0 < count <= MOST_PAGES:
        raise UnreadableFile(source, f"the PDF has {count} pages", "split it")
    reader = Reader(pdf.raw)
    leaves = [leaf for number in range(count) if (leaf := _leaf(reader, number)) is not None]
    if not leaves:
        raise UnreadableFile(source, "none of its pages can be loaded", "fetch it again")
    return compose(leaves)


def _leaf(reader: Reader, number: int) -> Leaf | None:
    try:
        page = reader.open(number)
    except ValueError:
        return None
    try:
        sheet = page.sheet()
        grids, lines = find_grids(sheet, page)
        sheet.horizontal, sheet.vertical = [], []
        return Leaf(sheet, lines, grids)
    finally:
        page.close()


def _meta(pdf: Any) -> Iterator[tuple[str, str]]:
    names = {"Title": "title", "Author": "author", "Subject": "subject", "Keywords": "keywords", "Creator": "creator",
             "Producer": "producer", "CreationDate": "created", "ModDate": "modified"}  # fmt: skip
    for key, value in pdf.get_metadata_dict(skip_empty=True).items():
        if key in names and value.strip():
            yield names[key], value.strip()
