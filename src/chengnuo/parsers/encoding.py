"""Bytes to text: which encoding a text file is in."""

from __future__ import annotations

import codecs
import re

from chengnuo.spans import Doubt, Span

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEWLINES = re.compile("\r\n?")


def decode(data: bytes) -> tuple[str, str, tuple[Doubt, ...]]:
    """The text of `data` with line feeds only, the name of its encoding, and doubts about it."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _NEWLINES.sub("\n", data.decode(name, "replace")), name, ()
    for name in ("utf-8", "gb18030", "big5hkscs"):
        try:
            return _NEWLINES.sub("\n", data.decode(name)), name, ()
        except UnicodeDecodeError:
            continue
    text = data.decode("gb18030", "replace")
    doubt = Doubt(code="encoding", span=Span(0, len(text)), reason="some bytes are of no known encoding")
    return _NEWLINES.sub("\n", text), "gb18030", (doubt,)
