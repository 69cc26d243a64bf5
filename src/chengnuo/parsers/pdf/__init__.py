"""PDF: text by page from pdfium."""

from __future__ import annotations

from typing import Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Document, Page
from chengnuo.parsers.writer import Writer
from chengnuo.spans import Span


def parse_pdf(data: bytes, source: str, *, password: str | None = None, **_: Any) -> Document:
    """The document in a PDF."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableFile(source, "the PDF is encrypted", "give its password with --password") from error
        raise UnreadableFile(source, f"pdfium cannot open it: {error}", "fetch it again") from error
    writer = Writer()
    for number in range(len(pdf)):
        page = pdf[number]
        text = page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\r", "\n")
        start = writer.size
        writer.write(text + "\n")
        width, height = page.get_size()
        writer.pages.append(Page(number=number + 1, span=Span(start, writer.size - 1), width=width, height=height))
    return writer.document(data, source, "pdf")
