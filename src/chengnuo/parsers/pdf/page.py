"""One page as pdfium gives it: its characters, the lines they stand in, and the shapes drawn on it.

Coordinates are points from the top left corner of the page as displayed, rotation applied.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

MOST_OBJECTS = 30_000
"""Objects looked at on one page."""
MOST_PATHS = 4_500
"""Paths looked at on one page: a table of 60 rows and 10 columns with every border a path of its own has some
3,000; maps and drawings have more, and no table that could be read."""
MOST_SEGMENTS = 4_000
"""Path segments looked at on one page, for tables drawn as one path."""
MOST_CHARACTERS = 400_000
"""Characters read of one page; the densest real pages have some 20,000."""
DEEPEST_FORM = 4

THIN = 6.0
"""A shape whose smaller side is below this (points) and that is more than twice as long as wide is a ruling line;
borders of 2 pt, double borders and hair lines drawn as filled rectangles are."""

SOME_PATHS = 2_000
RULED = 0.15
"""Of so many paths of a page this share at least are ruling lines where it has a table; of maps hardly any."""

GRID = 24.0
"""A path of many strokes that is smaller than this on one side (points) is a letter or an arrow, no table."""

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5  # FPDF_PAGEOBJ_… of fpdf_edit.h
_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"\S+")
_ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\xad\ufffe\uffff\ud800-\udfff]")

Box = tuple[float, float, float, float]
Bend = Callable[[float, float, float, float], Box]


@dataclass(slots=True)
class Line:
    """A run of characters of one visual line: its words, and their places in the page's text."""

    words: str
    start: int
    end: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top


@dataclass(slots=True)
class Sheet:
    """A page: its text as pdfium orders it, its lines, its ruling lines, the share of it that images cover, and how
    many runs of text and paths are drawn on it.

    `width` and `height` are those in which its lines run from left to right, `shown` those of the page as displayed.
    `downwards` where lines run from top to bottom, the first at the right: they are laid out as on a page turned.
    `notes` are the places where lines of footnotes start, each with whether a note begins there; `marks` those of the
    signs in the text that call them.
    """

    number: int
    width: float
    height: float
    text: str = ""
    lines: list[Line] = field(default_factory=list)
    horizontal: list[Box] = field(default_factory=list)
    vertical: list[Box] = field(default_factory=list)
    pictured: float = 0.0
    runs: int = 0
    paths: int = 0
    crowded: bool = False
    shown: tuple[float, float] = (0.0, 0.0)
    downwards: bool = False
    notes: dict[int, bool] = field(default_factory=dict)
    marks: list[int] = field(default_factory=list)


class Reader:
    """Reads the pages of one open document; holds the buffers that pdfium writes into."""

    def __init__(self, pdf: Any) -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.pdf = pdf
        # pdfium's handles as plain integers: a third of the cost of pypdfium2's pointer types.
        self.get_object = _quick(raw.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
        self.get_type = _quick(raw.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)
        self.get_bounds = _quick(raw.FPDFPageObj_GetBounds, ctypes.c_int, *[ctypes.c_void_p] * 5)
        self.get_box = _quick(
            raw.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
        )
        self.count_segments = _quick(raw.FPDFPath_CountSegments, ctypes.c_int, ctypes.c_void_p)
        self.get_mode = _quick(raw.FPDFPath_GetDrawMode, ctypes.c_int, *[ctypes.c_void_p] * 3)
        self.get_inner = _quick(raw.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
        self._box = raw.FS_RECTF()
        self._box_ref = ctypes.addressof(self._box)
        self.sides = [ctypes.c_float() for _ in range(4)]
        self.side_refs = [ctypes.addressof(s) for s in self.sides]

    def open(self, number: int) -> OpenPage:
        """The page `number` (from 0), to be closed after use."""
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

    def bounds(self, thing: Any) -> Box | None:
        """The bounds of a page object in its own space: left, bottom, right, top."""
        if not self.get_bounds(thing, *self.side_refs):
            return None
        left, bottom, right, top = self.sides
        return left.value, bottom.value, right.value, top.value


class OpenPage:
    """A page that pdfium holds in memory."""

    def __init__(self, reader: Reader, number: int, page: Any, text: Any) -> None:
        raw = reader.raw
        self.reader, self.number, self.page, self.text_page = reader, number, page, text
        self.width, self.height = raw.FPDF_GetPageWidthF(page), raw.FPDF_GetPageHeightF(page)
        self._rotation, self._corner = raw.FPDFPage_GetRotation(page), self._origin()
        self.shown = self.bend = _bend(self._rotation, self._corner, self.width, self.height)
        self.text, self._units = self._characters()

    def close(self) -> None:
        if self.text_page:
            self.reader.raw.FPDFText_ClosePage(self.text_page)
        self.reader.raw.FPDF_ClosePage(self.page)

    def index(self, place: int) -> int:
        """pdfium's index of the character at `place` in the text."""
        return place if self._units is None else self._units[place]

    def sheet(self) -> Sheet:
        """Everything that layout needs to know of the page."""
        lines = list(self._lines(_LINE, 0, len(self.text)))
        width, height = self.width, self.height
        if self._rotation or sum(line.x1 - line.x0 < line.bottom - line.top for line in lines) * 2 > len(lines):
            turn = self._direction(lines)
            if turn != self._rotation:
                if (turn - self._rotation) % 2:
                    width, height = height, width
                self.bend = _bend(turn, self._corner, width, height)
                lines = list(self._lines(_LINE, 0, len(self.text)))
        sheet = Sheet(self.number + 1, width, height, self.text, lines, shown=(self.width, self.height))
        self.shapes(sheet)
        return sheet

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
        return list(self._lines(_WORD, line.start, line.end))

    def characters(self, line: Line) -> list[Line]:
        """The characters of a line, each with its own box."""
        boxes = (self.reader.box(self.text_page, self.index(i), self.bend) for i in range(line.start, line.end))
        return [Line(self.text[i], i, i + 1, *box) for i, box in zip(range(line.start, line.end), boxes, strict=True)]

    def rectangles(self, start: int, end: int) -> Iterator[Box]:
        """The boxes of the characters from `start` to `end`, one a run of a line."""
        raw = self.reader.raw
        first, last = self.index(start), self.index(end - 1) + 1
        sides = [ctypes.c_double() for _ in range(4)]
        left, top, right, bottom = sides
        for i in range(max(0, raw.FPDFText_CountRects(self.text_page, first, last - first))):
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

    def shapes(self, sheet: Sheet) -> None:
        """Collect the ruling lines of the page and what covers it."""
        raw = self.reader.raw
        count = raw.FPDFPage_CountObjects(self.page)
        if count > MOST_OBJECTS:
            sheet.crowded = True
            count = MOST_OBJECTS
        page, shapes = ctypes.cast(self.page, ctypes.c_void_p).value, _Shapes(self, sheet)
        get, kind_of, paths, runs = self.reader.get_object, self.reader.get_type, 0, 0
        for i in range(count):
            thing = get(page, i)
            kind = kind_of(thing)
            if kind == _PATH:
                paths += 1
                if paths > MOST_PATHS or (paths == SOME_PATHS and _is_drawing(sheet)):
                    sheet.crowded = True
                    break
                shapes.path(thing, None)
            elif kind == _TEXT:
                runs += 1
            else:
                shapes.see(thing, kind, None, 0)
        sheet.runs, sheet.paths = runs, paths + shapes.seen
        if sheet.crowded:
            sheet.horizontal, sheet.vertical = [], []


class _Shapes:
    """Collects ruling lines and images; a path that is a whole grid is taken apart."""

    def __init__(self, page: OpenPage, sheet: Sheet) -> None:
        self.page, self.sheet = page, sheet
        self.raw, self.reader = page.reader.raw, page.reader
        self.segments = 0
        self.seen = 0
        self.area = max(1.0, sheet.width * sheet.height)
        self.sides, self.refs = page.reader.sides, page.reader.side_refs
        self.get_bounds = page.reader.get_bounds
        self.filled, self.stroked = ctypes.c_int(), ctypes.c_int()
        self.fill_ref, self.stroke_ref = ctypes.addressof(self.filled), ctypes.addressof(self.stroked)

    def see(self, thing: Any, kind: int, matrix: Any, depth: int) -> None:
        if kind == _PATH:
            self.path(thing, matrix)
        elif kind == _IMAGE:
            box = self.bounds(thing, matrix)
            if box:
                self.sheet.pictured += max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1]) / self.area
        elif kind == _FORM and depth < DEEPEST_FORM:
            self.form(thing, matrix, depth)

    def form(self, thing: Any, matrix: Any, depth: int) -> None:
        raw = self.raw
        own = raw.FS_MATRIX()
        form = _handle(thing)
        raw.FPDFPageObj_GetMatrix(form, ctypes.byref(own))
        # Most forms lie on the page as they are: no shape of theirs needs to be moved.
        inner = None if matrix is None and _is_identity(own) else _times(own, matrix)
        for i in range(max(0, raw.FPDFFormObj_CountObjects(form))):
            self.seen += 1
            if self.seen > MOST_PATHS:
                self.sheet.crowded = True
                return
            child = self.reader.get_inner(thing, i)
            kind = self.reader.get_type(child)
            if kind != _TEXT:
                self.see(child, kind, inner, depth + 1)

    def bounds(self, thing: Any, matrix: Any) -> Box | None:
        box = self.reader.bounds(thing)
        if box is None:
            return None
        if matrix is not None:
            (x0, y0), (x1, y1) = _moved(matrix, box[0], box[1]), _moved(matrix, box[2], box[3])
            box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        return self.page.bend(*box)

    def path(self, thing: Any, matrix: Any) -> None:
        sides = self.sides
        if not self.get_bounds(thing, *self.refs):
            return
        left, low, right, high = sides[0].value, sides[1].value, sides[2].value, sides[3].value
        wide, tall = right - left, high - low
        if matrix is None and wide <= THIN and tall <= THIN:
            return
        if matrix is not None:
            (left, low), (right, high) = _moved(matrix, left, low), _moved(matrix, right, high)
            left, right, low, high = min(left, right), max(left, right), min(low, high), max(low, high)
            wide, tall = right - left, high - low
        if wide > THIN and tall > THIN:
            self.figure(thing, (left, low, right, high), matrix)
        elif wide > 2 * tall or tall > 2 * wide:
            self.rule(self.page.bend(left, low, right, high))

    def figure(self, thing: Any, box: Box, matrix: Any) -> None:
        """A path with an inside: the four sides of a stroked rectangle, or the strokes of a grid."""
        count = self.reader.count_segments(thing)
        if count <= 5:
            if self.reader.get_mode(thing, self.fill_ref, self.stroke_ref) and self.stroked.value:
                self.frame(self.page.bend(*box))
        elif min(box[2] - box[0], box[3] - box[1]) > GRID and self.segments + count <= MOST_SEGMENTS:
            self.segments += count
            self.strokes(_handle(thing), count, matrix)

    def rule(self, box: Box) -> None:
        x0, top, x1, bottom = box
        if x1 - x0 >= bottom - top:
            middle = (top + bottom) / 2
            self.sheet.horizontal.append((x0, middle, x1, middle))
        else:
            middle = (x0 + x1) / 2
            self.sheet.vertical.append((middle, top, middle, bottom))

    def frame(self, box: Box) -> None:
        x0, top, x1, bottom = box
        self.sheet.horizontal += [(x0, top, x1, top), (x0, bottom, x1, bottom)]
        self.sheet.vertical += [(x0, top, x0, bottom), (x1, top, x1, bottom)]

    def strokes(self, thing: Any, count: int, matrix: Any) -> None:
        """The straight upright and level strokes of a path of many segments."""
        raw = self.raw
        own = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(thing, ctypes.byref(own))
        whole = _times(own, matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        before: tuple[float, float] | None = None
        first: tuple[float, float] | None = None
        for i in range(count):
            segment = raw.FPDFPath_GetPathSegment(thing, i)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            at = _moved(whole, x.value, y.value)
            if kind == raw.FPDF_SEGMENT_LINETO and before is not None:
                self.stroke(before, at)
            elif kind == raw.FPDF_SEGMENT_MOVETO:
                first = at
            if first is not None and raw.FPDFPathSegment_GetClose(segment):
                self.stroke(at, first)
            before = at

    def stroke(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        x0, top, x1, bottom = self.page.bend(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        if min(x1 - x0, bottom - top) <= 0.5 < max(x1 - x0, bottom - top):
            self.rule((x0, top, x1, bottom))


def _is_drawing(sheet: Sheet) -> bool:
    return len(sheet.horizontal) + len(sheet.vertical) < RULED * SOME_PATHS


def _quick(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of pdfium with plain integers for handles and addresses."""
    return ctypes.CFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


def _handle(thing: int) -> Any:
    """A plain integer as the pointer type that pypdfium2's own functions take."""
    from pypdfium2 import raw

    return ctypes.cast(thing, raw.FPDF_PAGEOBJECT)


def _mended(found: re.Match[str]) -> str:
    """One sign for one: a soft hyphen is drawn as a hyphen; controls and halves of pairs are unreadable."""
    return "-" if found[0] in "\xad\ufffe\x02" else "\ufffd"


def _moved(m: Any, x: float, y: float) -> tuple[float, float]:
    return m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f


def _is_identity(m: Any) -> bool:
    return (m.a, m.b, m.c, m.d, m.e, m.f) == (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(own: Any, outer: Any) -> Any:
    """The matrix that applies `own`, then `outer`."""
    if outer is None:
        return own
    a, b, c, d, e, f = own.a, own.b, own.c, own.d, own.e, own.f
    made = type(own)()
    made.a, made.b = a * outer.a + b * outer.c, a * outer.b + b * outer.d
    made.c, made.d = c * outer.a + d * outer.c, c * outer.b + d * outer.d
    made.e, made.f = e * outer.a + f * outer.c + outer.e, e * outer.b + f * outer.d + outer.f
    return made


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
