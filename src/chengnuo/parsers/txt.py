"""Plain text files."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Document
from chengnuo.packs import Pack, load_pack
from chengnuo.parsers.encoding import decode
from chengnuo.parsers.tabbed import tables_of

_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BLANK = re.compile("[\\s\0\u200b-\u200f\u2060\ufeff]*+")
# Text converted from old word processors has a few control characters; programs and images are full of them.
_MOST_CONTROL = 0.01


def parse_text(
    data: bytes, source: str, *, encoding: str | None = None, pack: Pack | None = None, **_: Any
) -> Document:
    """The document of a plain text file; its offsets are those of the decoded text with `\\n` line ends.

    UnreadableFile where the bytes are no text, or nothing but blanks.
    """
    text, used, doubts = decode(data, encoding)
    if used == "binary" or len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise UnreadableFile(source, "this is no text", "give a file of text, PDF, DOCX or HTML")
    if _BLANK.fullmatch(text):
        raise UnreadableFile(source, "the file holds no text", "fetch it again")
    return Document(
        source=source,
        format="txt",
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=used,
        tables=tables_of(text, pack or load_pack()),
        doubts=doubts,
    )
