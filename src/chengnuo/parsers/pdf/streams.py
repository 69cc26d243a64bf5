"""Streams of a PDF that are damaged: pdfium shows what it can unpack of them, and says nothing of the rest."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

DICTIONARY = 600
"""The dictionary of a stream stands in so many bytes before it; those of pages have some 50."""
CHUNK = 1 << 18
"""Bytes unpacked at a time."""
_BEGIN = re.compile(rb"stream\r?\n")
_FILTER = re.compile(rb"/(\w+)Decode\b")
_NUMBER = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+$")
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})\b(?!\s+\d+\s+R)")
_OTHER = re.compile(rb"/(?:Image|Length1|FontFile|Alternate|Metadata|Type1C|CIDFontType0C|OpenType)\b")
"""What stands in the dictionaries of images, fonts and colours; no word is lost with them."""


def broken_streams(data: bytes) -> Iterator[int]:
    """The numbers of the objects whose streams do not unpack as they were packed (ISO 32000-2, 7.4.4).

    A stream that only ends early is not among them: some programs leave out the checksum. The bytes must not be
    encrypted.
    """
    end = 0
    while (at := data.find(b"stream", end)) >= 0:
        end = at + 6
        begin = _BEGIN.match(data, at)
        head = data[max(0, at - DICTIONARY) : at]
        opened = head.rfind(b"obj")
        if begin is None or opened < 0 or head.endswith(b"end"):
            continue
        described = head[opened:]
        length = _LENGTH.search(described)
        close = data.find(b"endstream", begin.end() + int(length[1]) if length else begin.end())
        end = close if close >= 0 else end
        number = _NUMBER.search(head, 0, opened)
        if number and _FILTER.findall(described) == [b"Flate"] and not _OTHER.search(described):
            yield from (int(number[1]),) if _is_broken(memoryview(data)[begin.end() : end]) else ()


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
