"""Plain text files."""

from __future__ import annotations

import hashlib

from chengnuo.errors import UnreadableFile
from chengnuo.model import Document
from chengnuo.parsers.encoding import decode


def parse_text(data: bytes, source: str) -> Document:
    """The document of a plain text file; its offsets are those of the decoded text with `\\n` line ends.

    UnreadableFile where the bytes are no text.
    """
    text, encoding, doubts = decode(data)
    if "\0" in text:
        raise UnreadableFile(source, "this is no text: it holds NUL characters")
    return Document(
        source=source,
        format="txt",
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        doubts=doubts,
    )
