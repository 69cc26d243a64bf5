"""Streams of a PDF that are damaged: pdfium shows what it can unpack of them, and says nothing of the rest."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

DICTIONARY = 600
"""The dictionary of a stream stands in so many bytes before it; those of pages have some 50."""
CHUNK = 1 << 18
"""Bytes unpacked at a time."""
_BEGIN = re.compile(rb"stream(\r?\n)")
_FILTER = re.compile(rb"/(\w+)Decode\b")
_NUMBER = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+$")
_OTHER = re.compile(rb"/(?:Image|Length1|FontFile|Alternate|Metadata|Type1C|CIDFontType0C|OpenType)\b")
"""What stands in the dictionaries of images, fonts and colours; no word is lost with them."""


def broken_streams(data: bytes) -> Iterator[int]:
    """The numbers of the objects whose streams do not unpack as they were packed (ISO 32000-2, 7.4.4).

    A stream that only ends early is not among them: some programs leave out the checksum.
    """
    if b"/Encrypt" in data:
        return
    end = 0
    while (at := data.find(b"stream", end)) >= 0:
        end = at + 6
        begin = _BEGIN.match(data, at)
        if begin is None or data[at - 3 : at] == b"end":
            continue
        head = data[max(0, at - DICTIONARY) : at]
        opened = head.rfind(b"obj")
        number = _NUMBER.search(head, 0, opened) if opened >= 0 else None
        described = head[opened:]
        if number is None or _FILTER.findall(described) != [b"Flate"] or _OTHER.search(described):
            continue
        close = data.find(b"endstream", begin.end())
        end = close if close >= 0 else len(data)
        if _is_broken(memoryview(data)[begin.end() : end]):
            yield int(number[1])


def _is_broken(packed: memoryview) -> bool:
    unpacker = zlib.decompressobj()
    try:
        left: bytes | memoryview = packed
        while left and not unpacker.eof:
            unpacker.decompress(left, CHUNK)
            left = unpacker.unconsumed_tail
    except zlib.error:
        return True
    return False
