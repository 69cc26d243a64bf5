"""The font by which pdfium measures words whose own font is not in the PDF: the same on every machine.

pdfium leaves out a run of text that has no width, and the width is that of its glyphs. Many official PDFs name their
fonts (STSong-Light, SimSun) without holding them; what pdfium takes in their place has no hanzi where no Chinese font
is installed, and the last hanzi of a cell, a run of its own, was lost without a word; an installed font loses those
that it lacks. So while pages are read, every such font is one made here, in which each character is a box. Where pages
are drawn, and for all else in the process that uses pdfium, the installed fonts serve as ever.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

NAME = b"Boxes\0"
EM = 1000
HALF, FULL = (40, 0, 460, 700), (40, -80, 960, 840)
"""The boxes of Latin characters and of all others: left, bottom, right and top in thousandths of the size. Hanzi fill
their square like this; boxes that touched those of the lines above would be taken for one line with them."""
WIDE = 0x300
"""The first code point whose character has the full box."""
BLANKS = ((0x00, 0x20), (0x7F, 0xA0), (0x2000, 0x200F), (0x2028, 0x202F), (0x3000, 0x3000), (0xFEFF, 0xFEFF))
"""Code points that no font draws anything for: a run of blanks has no width in any font, and may be left out."""
MOST = 0x110000
BUILT_IN = frozenset(
    b"Courier Courier-Bold Courier-BoldOblique Courier-Oblique Helvetica Helvetica-Bold Helvetica-BoldOblique "
    b"Helvetica-Oblique Times-Roman Times-Bold Times-BoldItalic Times-Italic".split()
)
"""The standard fonts (ISO 32000-1, 9.6.2.2), which pdfium holds itself and knows many others as (TimesNewRoman)."""
CJK = frozenset((128, 129, 134, 136))
"""FXFONT_…_CHARSET of Japanese, Korean, simplified and traditional Chinese (fpdf_sysfontinfo.h)."""


@contextmanager
def boxed() -> Iterator[None]:
    """Pages that are loaded within it are measured by boxes where their fonts are not in the file."""
    fonts = _fonts()
    before, fonts.reading = fonts.reading, True
    try:
        yield
    finally:
        fonts.reading = before


@contextmanager
def watched() -> Iterator[list[int]]:
    """The character sets whose fonts were looked for within it in vain: their words are missing in what was drawn."""
    fonts = _fonts()
    before, fonts.missing = fonts.missing, []
    try:
        yield fonts.missing
    finally:
        fonts.missing = before


@lru_cache(maxsize=1)
def _fonts() -> _Fonts:
    return _Fonts()


class _Fonts:
    """What pdfium asks about fonts (FPDF_SYSFONTINFO), answered by boxes while `reading`, else by those installed."""

    def __init__(self) -> None:
        from pypdfium2 import raw

        self.reading = False
        self.missing: list[int] = []
        data = boxes()
        self.font = ctypes.create_string_buffer(data, len(data))
        self.handle = ctypes.addressof(self.font)
        info = raw.FPDF_GetDefaultSystemFontInfo() or ctypes.pointer(raw.FPDF_SYSFONTINFO(version=1))
        answers = {
            "EnumFonts": self.listed,
            "MapFont": self.found,
            "GetFont": self.named,
            "GetFontData": self.data,
            "GetFaceName": self.name,
            "GetFontCharset": self.charset,
            "DeleteFont": self.left,
        }
        self.installed: dict[str, Any] = {}
        for question, answer in answers.items():
            there = getattr(info.contents, question)
            self.installed[question] = type(there)(ctypes.cast(there, ctypes.c_void_p).value or 0)
            answers[question] = type(there)(answer)
            setattr(info.contents, question, answers[question])
        self.kept = info, answers  # pdfium calls them as long as the process lasts
        raw.FPDF_SetSystemFontInfo(info)

    def ask(self, question: str, *given: Any) -> Any:
        """The answer of the fonts installed, if there is one."""
        answer = self.installed[question]
        return answer(*given) if answer else None

    def listed(self, this: Any, mapper: Any) -> None:
        before, self.reading = self.reading, False  # pdfium asks for the names of some while it lists them
        self.ask("EnumFonts", this, mapper)
        self.reading = before

    def found(self, this: Any, weight: int, italic: int, charset: int, pitch: int, face: Any, exact: Any) -> Any:
        if self.reading:
            return None if charset not in CJK and ctypes.string_at(face) in BUILT_IN else self.handle
        font = self.ask("MapFont", this, weight, italic, charset, pitch, face, exact)
        if charset in CJK and not font:
            self.missing.append(charset)
        return font

    def named(self, this: Any, face: Any) -> Any:
        return None if self.reading else self.ask("GetFont", this, face)

    def data(self, this: Any, font: Any, table: int, buffer: Any, size: int) -> int:
        if font != self.handle:
            return int(self.ask("GetFontData", this, font, table, buffer, size) or 0)
        return 0 if table else _given(self.font.raw, buffer, size)

    def name(self, this: Any, font: Any, buffer: Any, size: int) -> int:
        if font != self.handle:
            return int(self.ask("GetFaceName", this, font, buffer, size) or 0)
        return _given(NAME, buffer, size)

    def charset(self, this: Any, font: Any) -> int:
        return 0 if font == self.handle else int(self.ask("GetFontCharset", this, font) or 0)

    def left(self, this: Any, font: Any) -> None:
        if font != self.handle:
            self.ask("DeleteFont", this, font)


def _given(data: bytes, buffer: Any, size: int) -> int:
    """The size of what is asked for; the bytes themselves where there is room for them."""
    if size >= len(data):
        ctypes.memmove(buffer, data, len(data))
    return len(data)


def boxes() -> bytes:
    """A TrueType font of two glyphs that draw boxes, one of them for every character but blanks."""
    half, full = _box(*HALF), _box(*FULL)
    tables = {
        b"cmap": _cmap(),
        b"glyf": half + full,
        b"head": struct.pack(
            ">4I2H2Q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 3, EM, 0, 0, 0, FULL[1], EM, FULL[3], 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, 860, -140, 0, EM, *[0] * 11, 3),
        b"hmtx": struct.pack(">HhHhHh", EM, 0, EM // 2, HALF[0], EM, FULL[0]),
        b"loca": struct.pack(">4I", 0, 0, len(half), len(half) + len(full)),
        b"maxp": struct.pack(">I14H", 0x10000, 3, 4, 1, 0, 0, 1, *[0] * 8),
    }
    start = 12 + 16 * len(tables)
    directory, body = struct.pack(">I4H", 0x10000, len(tables), 64, 2, 48), b""
    for tag, table in sorted(tables.items()):
        directory += struct.pack(">4s3I", tag, 0, start + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body


def _box(left: int, bottom: int, right: int, top: int) -> bytes:
    """The outline of a rectangle (glyf table: one contour of four points)."""
    width, height = right - left, top - bottom
    head = struct.pack(">5h2H", 1, left, bottom, right, top, 3, 0)
    across = struct.pack(">4h", left, 0, width, 0)
    up = struct.pack(">4h", bottom, height, 0, -height)
    return head + b"\x01" * 4 + across + up


def _cmap() -> bytes:
    """The glyph of every code point (cmap format 13: ranges of many to one)."""
    groups, at = [], 0
    for first, last in (*BLANKS, (MOST, MOST)):
        groups += [
            (a, b, glyph) for a, b, glyph in ((at, min(first, WIDE) - 1, 1), (max(at, WIDE), first - 1, 2)) if a <= b
        ]
        at = last + 1
    body = b"".join(struct.pack(">3I", *group) for group in groups)
    return struct.pack(">2H2HI", 0, 1, 3, 10, 12) + struct.pack(">2H3I", 13, 0, 16 + len(body), 0, len(groups)) + body
