"""One page as pdfium gives it: its characters and the lines they stand in.

Coordinates are points from the top left corner of the page as displayed, rotation applied.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from chengnuo.parsers.pdf.fonts import boxed
from chengnuo.parsers.pdf.rows import visual_rows
from chengnuo.parsers.pdf.sheet import Bend, Box, Line, Sheet, hull

MOST_CHARACTERS = 400_000
"""Characters read of one page; the densest real pages have some 20,000."""
BLANK = 0.3
"""Words of a line that are farther apart than so many characters have a blank between them."""
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\S+")
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\xad\ufffe\uffff\ud800-\udfff]")


class Reader:
    """Reads the pages of one open document; holds the buffers that pdfium writes into."""

    def __init__(self, pdf: Any) -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.pdf = pdf
        self.get_box = quick("FPDFText_GetLooseCharBox", ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
        self._box = raw.FS_RECTF()
        self._box_ref = ctypes.addressof(self._box)

    def is_encrypted(self) -> bool:
        """Whether the streams of the file are (also where no password is asked for)."""
        return bool(self.raw.FPDF_GetSecurityHandlerRevision(self.pdf.raw) >= 0)

    def open(self, number: int) -> OpenPage:
        """The page `number` (from 0), to be closed after use."""
        with boxed():
            page = self.raw.FPDF_LoadPage(self.pdf.raw, number)
            if not page:
                raise ValueError(f"page {number + 1} cannot be loaded")
            text = self.raw.FPDFText_LoadPage(page)
        return OpenPage(self, number, page, text)

    def box(self, text: Any, index: int, bend: Bend) -> Box:
        """Where a character stands."""
        self.get_box(text, index, self._box_ref)
        b = self._box
        return bend(b.left, b.bottom, b.right, b.top)


class OpenPage:
    """A page that pdfium holds in memory."""

    def __init__(self, reader: Reader, number: int, page: Any, text: Any) -> None:
        raw = reader.raw
        self.reader, self.number, self.page, self.text_page = reader, number, page, text
        self.width, self.height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        self._rotation, self._corner = raw.FPDFPage_GetRotation(page), self._origin()
        self.shown = self.bend = _bend(self._rotation, self._corner, self.width, self.height)
        self.text, self._units = self._characters()
        self._words: dict[tuple[int, int], list[Line]] = {}

    def close(self) -> None:
        if self.text_page:
            self.reader.raw.FPDFText_ClosePage(self.text_page)
        self.reader.raw.FPDF_ClosePage(self.page)

    def index(self, place: int) -> int:
        """pdfium's index of the character at `place` in the text."""
        return place if self._units is None else self._units[place]

    def sheet(self) -> Sheet:
        """What layout needs to know of the page, its text by visual lines; what is drawn on it is not looked for.

        Places in the page's text are right once this has been called.
        """
        lines = list(self._lines(_LINE, 0, len(self.text)))
        width, height = self.width, self.height
        if self._rotation or sum(line.x1 - line.x0 < line.bottom - line.top for line in lines) * 2 > len(lines):
            turn = self._direction(lines)
            if turn != self._rotation:
                if (turn - self._rotation) % 2:
                    width, height = height, width
                self.bend = _bend(turn, self._corner, width, height)
                self._words.clear()
                lines = list(self._lines(_LINE, 0, len(self.text)))
        rows = visual_rows(lines, self.split)
        if rows is not None:
            lines = self._rewritten(rows)
        return Sheet(self.number + 1, width, height, self.text, lines, shown=(self.width, self.height))

    def _rewritten(self, rows: list[list[Line]]) -> list[Line]:
        """The lines of the page whose text is now that of `rows`, a run after another."""
        parts: list[str] = []
        units: list[int] = []
        lines: list[Line] = []
        for row in rows:
            start = len(units)
            before = row[0]
            for run in row:
                if self.text[before.end : run.start] == " " or run.x0 - before.x1 > BLANK * run.size:
                    parts.append(" ")
                    units.append(self.index(run.start))
                parts.append(self.text[run.start : run.end])
                units += [self.index(place) for place in range(run.start, run.end)]
                before = run
            lines.append(Line("", start, len(units), *hull(run.box for run in row)))
            parts.append("\n")
            units.append(units[-1])
        self.text, self._units = "".join(parts), units
        self._words.clear()
        for line in lines:
            line.words = self.text[line.start : line.end]
        return lines

    def _direction(self, lines: list[Line]) -> int:
        """The rotation by which most lines run from left to right: that of the page, but for text drawn sideways."""
        votes = [0, 0, 0, 0]
        for line in sorted(lines, key=lambda line: line.start - line.end)[:12]:
            if line.end - line.start > 1:
                a = self.reader.box(self.text_page, self.index(line.start), _as_it_is)
                b = self.reader.box(self.text_page, self.index(line.end - 1), _as_it_is)
                across, up = b[0] + b[2] - a[0] - a[2], b[1] + b[3] - a[1] - a[3]
                votes[(0 if across > 0 else 2) if abs(across) >= abs(up) else (1 if up > 0 else 3)] += 1
        return votes.index(max(votes)) if any(votes) else self._rotation

    def split(self, line: Line) -> list[Line]:
        """The words of a line, each with its own box."""
        place = (line.start, line.end)
        if place not in self._words:
            self._words[place] = list(self._lines(_WORD, *place))
        return self._words[place]

    def characters(self, line: Line) -> list[Line]:
        """The characters of a line, each with its own box."""
        boxes = (self.reader.box(self.text_page, self.index(i), self.bend) for i in range(line.start, line.end))
        return [Line(self.text[i], i, i + 1, *box) for i, box in zip(range(line.start, line.end), boxes, strict=True)]

    def rectangles(self, start: int, end: int) -> Iterator[Box]:
        """The boxes of the characters from `start` to `end`, one a run of a line."""
        raw = self.reader.raw
        sides = [ctypes.c_double() for _ in range(4)]
        left, top, right, bottom = sides
        for first, size in _runs([self.index(place) for place in range(start, end)]):
            for i in range(max(0, raw.FPDFText_CountRects(self.text_page, first, size))):
                if raw.FPDFText_GetRect(self.text_page, i, *(ctypes.byref(s) for s in sides)):
                    yield self.shown(left.value, bottom.value, right.value, top.value)

    def _origin(self) -> tuple[float, float]:
        raw = self.reader.raw
        sides = [ctypes.c_float() for _ in range(4)]
        if not (
            raw.FPDFPage_GetCropBox(self.page, *(ctypes.byref(s) for s in sides))
            or raw.FPDFPage_GetMediaBox(self.page, *(ctypes.byref(s) for s in sides))
        ):
            return 0.0, 0.0
        return min(sides[0].value, sides[2].value), min(sides[1].value, sides[3].value)

    def _characters(self) -> tuple[str, list[int] | None]:
        raw = self.reader.raw
        count = min(raw.FPDFText_CountChars(self.text_page), MOST_CHARACTERS) if self.text_page else 0
        if count <= 0:
            return "", None
        buffer = ctypes.create_string_buffer(2 * (count + 1) * 2)
        units = raw.FPDFText_GetText(self.text_page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        text = buffer.raw[: 2 * max(0, units - 1)].decode("utf-16-le", "surrogatepass")
        places = None
        if len(text) != units - 1 and count == units - 1:
            places, at = [], 0
            for sign in text:
                places.append(at)
                at += 2 if sign > "\uffff" else 1
        return (_ODD.sub(_mended, text) if _ODD.search(text) else text), places

    def _lines(self, pattern: re.Pattern[str], start: int, end: int) -> Iterator[Line]:
        text, reader, bend, text_page = self.text, self.reader, self.bend, self.text_page
        for found in pattern.finditer(text, start, end):
            words = found[0]
            bare = words.strip()
            if not bare:
                continue
            first = found.start() + words.index(bare[0])
            last = first + len(bare) - 1
            x0, top, x1, bottom = reader.box(text_page, self.index(first), bend)
            if last > first:
                a0, b0, a1, b1 = reader.box(text_page, self.index(last), bend)
                x0, top, x1, bottom = min(x0, a0), min(top, b0), max(x1, a1), max(bottom, b1)
            yield Line(bare, first, last + 1, x0, top, x1, bottom)


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Numbers as runs of consecutive ones (rare characters count two): the first of each, and how many."""
    first = last = numbers[0]
    for number in numbers[1:]:
        if not last <= number <= last + 2:
            yield first, last + 1 - first
            first = number
        last = number
    yield first, last + 1 - first


@lru_cache(maxsize=32)
def quick(name: str, result: Any, *arguments: Any) -> Any:
    """A function of pdfium with plain integers for handles and addresses: a third of the cost of pypdfium2's types."""
    from pypdfium2 import raw

    address = ctypes.cast(getattr(raw, name), ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)


def _mended(found: re.Match[str]) -> str:
    """One sign for one: a soft hyphen is drawn as a hyphen; controls and halves of pairs are unreadable."""
    return "-" if found[0] in "\xad\ufffe\x02" else "\ufffd"


def _as_it_is(left: float, bottom: float, right: float, top: float) -> Box:
    return left, bottom, right, top


def _bend(rotation: int, origin: tuple[float, float], width: float, height: float) -> Bend:
    """From left, bottom, right, top in the page's own space to the page as displayed."""
    ox, oy = origin
    if rotation == 1:
        return lambda left, bottom, right, top: (bottom - oy, left - ox, top - oy, right - ox)
    if rotation == 2:
        return lambda left, bottom, right, top: (width - right + ox, bottom - oy, width - left + ox, top - oy)
    if rotation == 3:
        return lambda left, bottom, right, top: (
            width - top + oy,
            height - right + ox,
            width - bottom + oy,
            height - left + ox,
        )
    return lambda left, bottom, right, top: (left - ox, height - top + oy, right - ox, height - bottom + oy)
