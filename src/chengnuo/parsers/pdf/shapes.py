"""What is drawn on a page: its ruling lines, and the share of it that images cover.

pdfium is asked for many objects at once by `map`, which runs in C: the loop over them costs more than their answers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from itertools import compress, repeat

from chengnuo.parsers.pdf.page import OpenPage, quick
from chengnuo.parsers.pdf.sheet import Sheet

MOST_OBJECTS = 30_000
"""Objects looked at on one page."""
MOST_PATHS = 4_500
"""Paths looked at on one page: a table of 60 rows and 10 columns with every border a path of its own has some
3,000; maps and drawings have more, and no table that could be read."""
MOST_SEGMENTS = 4_000
"""Path segments looked at on one page, for tables drawn as one path."""
CHUNK = 2_000
"""Objects asked for at once; after so many a drawing is told from a table."""
RULED = 0.15
"""Of the paths of a page with many this share at least are ruling lines where it has a table; of maps hardly any."""
DEEPEST_FORM = 4
PICTURED = 0.4
"""A page covered by images to this share may be a scan."""
HIDDEN = 0.9
"""Of the runs of text behind a scan at least this share draw nothing where the font has no outlines (GlyphLessFont)."""
UNSEEN = 0.01
"""Runs below this width are left out by pdfium, whatever they hold (points)."""

THIN = 6.0
"""A shape whose smaller side is below this (points) and that is more than twice as long as wide is a ruling line;
borders of 2 pt, double borders and hair lines drawn as filled rectangles are."""
GRID = 24.0
"""A path of many strokes that is smaller than this on one side (points) is a letter or an arrow, no table."""

_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5  # FPDF_PAGEOBJ_… of fpdf_edit.h
_LINE_TO, _MOVE_TO = 0, 2  # FPDF_SEGMENT_…
_IS_TEXT, _IS_PATH, _IS_OTHER = (
    bytes(chosen(kind) for kind in range(256))
    for chosen in (lambda kind: kind == _TEXT, lambda kind: kind == _PATH, lambda kind: kind not in (_TEXT, _PATH))
)

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def find_shapes(page: OpenPage, sheet: Sheet) -> None:
    """Collect the ruling lines of a page and what covers it."""
    count = page.reader.raw.FPDFPage_CountObjects(page.page)
    sheet.crowded = count > MOST_OBJECTS
    shapes = _Shapes(page, sheet)
    shapes.objects(shapes.get_object, ctypes.cast(page.page, ctypes.c_void_p).value or 0, min(count, MOST_OBJECTS))
    if sheet.pictured > PICTURED:
        sheet.dropped = shapes.dropped()
    if sheet.crowded:
        sheet.horizontal, sheet.vertical = [], []


class _Shapes:
    """Collects ruling lines and images; a path that is a whole grid is taken apart."""

    def __init__(self, page: OpenPage, sheet: Sheet) -> None:
        self.sheet, self.bend = sheet, page.bend
        self.segments = 0
        self.texts: list[int] = []
        self.area = max(1.0, sheet.width * sheet.height)
        pointer, number = ctypes.c_void_p, ctypes.c_int
        self.get_object = quick("FPDFPage_GetObject", pointer, pointer, number)
        self.get_inner = quick("FPDFFormObj_GetObject", pointer, pointer, ctypes.c_ulong)
        self.get_type = quick("FPDFPageObj_GetType", number, pointer)
        self.get_bounds = quick("FPDFPageObj_GetBounds", number, *[pointer] * 5)
        self.get_matrix = quick("FPDFPageObj_GetMatrix", number, pointer, pointer)
        self.get_mode = quick("FPDFPath_GetDrawMode", number, *[pointer] * 3)
        self.count_inner = quick("FPDFFormObj_CountObjects", number, pointer)
        self.count_segments = quick("FPDFPath_CountSegments", number, pointer)
        self.raw = page.reader.raw

    def objects(
        self, get: Callable[..., int], holder: int, count: int, matrix: Matrix | None = None, depth: int = 0
    ) -> None:
        """Collect what the objects of a page or form are; `matrix` moves those of a form to their place."""
        for first in range(0, count, CHUNK):
            if self.sheet.crowded and depth:
                return
            size = min(CHUNK, count - first)
            things = list(map(get, repeat(holder, size), range(first, first + size)))
            kinds = bytes(map(self.get_type, things))
            self.sheet.runs += 0 if depth else kinds.count(_TEXT)
            self.texts += compress(things, kinds.translate(_IS_TEXT))
            paths = list(compress(things, kinds.translate(_IS_PATH)))
            if not self.paths(paths, matrix):
                return
            for thing, kind in compress(zip(things, kinds, strict=True), kinds.translate(_IS_OTHER)):
                if kind == _IMAGE:
                    self.image(thing, matrix)
                elif kind == _FORM and depth < DEEPEST_FORM:
                    own = self.matrix(thing)
                    # Most forms lie on the page as they are: no shape of theirs needs to be moved.
                    inner = matrix if own == _IDENTITY else _times(own, matrix)
                    self.objects(self.get_inner, thing, max(0, self.count_inner(thing)), inner, depth + 1)

    def dropped(self) -> int:
        """How many runs of text pdfium leaves out as they have no width, where hardly any run draws anything."""
        sides = [(high - low, right - left) for _, left, low, right, high in self.boxes(self.texts)]
        unseen = [wide for tall, wide in sides if tall < UNSEEN]
        return sum(wide < UNSEEN for wide in unseen) if len(unseen) >= HIDDEN * len(sides) else 0

    def paths(self, things: list[int], matrix: Matrix | None) -> bool:
        """Collect ruling lines; False where the page has too many paths."""
        sheet, bend = self.sheet, self.bend
        sheet.paths += len(things)
        if sheet.paths > MOST_PATHS or (sheet.paths >= CHUNK and _is_drawing(sheet)):
            sheet.crowded = True
            return False
        for thing, left, low, right, high in self.boxes(things):
            if matrix is not None:
                left, low, right, high = _box_moved(matrix, left, low, right, high)  # noqa: PLW2901
            wide, tall = right - left, high - low
            if wide > THIN and tall > THIN:
                self.figure(thing, (left, low, right, high), matrix)
            elif (wide > THIN or tall > THIN or matrix is not None) and (wide > 2 * tall or tall > 2 * wide):
                self.rule(*bend(left, low, right, high))
        return True

    def boxes(self, things: list[int]) -> Iterator[tuple[int, float, float, float, float]]:
        """The objects with their bounds: left, bottom, right, top in their own space; zeros where they have none."""
        size = 16 * len(things)
        buffer = (ctypes.c_float * (4 * len(things)))()
        at = ctypes.addressof(buffer)
        sides = (range(at + by, at + by + size, 16) for by in (0, 4, 8, 12))
        for _ in map(self.get_bounds, things, *sides):
            pass
        numbers = iter(buffer[:])
        yield from zip(things, numbers, numbers, numbers, numbers, strict=True)

    def matrix(self, thing: int) -> Matrix:
        held = (ctypes.c_float * 6)(*_IDENTITY)
        self.get_matrix(thing, ctypes.addressof(held))
        a, b, c, d, e, f = held
        return a, b, c, d, e, f

    def image(self, thing: int, matrix: Matrix | None) -> None:
        for _, left, low, right, high in self.boxes([thing]):
            box = (left, low, right, high) if matrix is None else _box_moved(matrix, left, low, right, high)
            self.sheet.pictured += max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1]) / self.area

    def figure(self, thing: int, box: tuple[float, float, float, float], matrix: Matrix | None) -> None:
        """A path with an inside: the four sides of a stroked rectangle, or the strokes of a grid."""
        count = self.count_segments(thing)
        if count <= 5:
            filled, stroked = ctypes.c_int(), ctypes.c_int()
            if self.get_mode(thing, ctypes.addressof(filled), ctypes.addressof(stroked)) and stroked.value:
                x0, top, x1, bottom = self.bend(*box)
                self.sheet.horizontal += [(x0, top, x1, top), (x0, bottom, x1, bottom)]
                self.sheet.vertical += [(x0, top, x0, bottom), (x1, top, x1, bottom)]
        elif min(box[2] - box[0], box[3] - box[1]) > GRID and self.segments + count <= MOST_SEGMENTS:
            self.segments += count
            self.strokes(thing, count, matrix)

    def rule(self, x0: float, top: float, x1: float, bottom: float) -> None:
        if x1 - x0 >= bottom - top:
            middle = (top + bottom) / 2
            self.sheet.horizontal.append((x0, middle, x1, middle))
        else:
            middle = (x0 + x1) / 2
            self.sheet.vertical.append((middle, top, middle, bottom))

    def strokes(self, thing: int, count: int, matrix: Matrix | None) -> None:
        """The straight upright and level strokes of a path of many segments."""
        raw, path = self.raw, ctypes.cast(thing, self.raw.FPDF_PAGEOBJECT)
        whole = _times(self.matrix(thing), matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        before: tuple[float, float] | None = None
        first: tuple[float, float] | None = None
        for i in range(count):
            segment = raw.FPDFPath_GetPathSegment(path, i)
            kind = raw.FPDFPathSegment_GetType(segment)
            raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            at = _moved(whole, x.value, y.value)
            if kind == _LINE_TO and before is not None:
                self.stroke(before, at)
            elif kind == _MOVE_TO:
                first = at
            if first is not None and raw.FPDFPathSegment_GetClose(segment):
                self.stroke(at, first)
            before = at

    def stroke(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        x0, top, x1, bottom = self.bend(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        if min(x1 - x0, bottom - top) <= 0.5 < max(x1 - x0, bottom - top):
            self.rule(x0, top, x1, bottom)


def _is_drawing(sheet: Sheet) -> bool:
    return len(sheet.horizontal) + len(sheet.vertical) < RULED * CHUNK


def _moved(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _box_moved(m: Matrix, left: float, low: float, right: float, high: float) -> tuple[float, float, float, float]:
    a, b, c, d, e, f = m
    if not (b or c) and a > 0 and d > 0:
        return a * left + e, d * low + f, a * right + e, d * high + f
    (x0, y0), (x1, y1) = _moved(m, left, low), _moved(m, right, high)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _times(own: Matrix, outer: Matrix | None) -> Matrix:
    """The matrix that applies `own`, then `outer`."""
    if outer is None:
        return own
    a, b, c, d, e, f = own
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc, a * ob + b * od, c * oa + d * oc, c * ob + d * od, e * oa + f * oc + oe, e * ob + f * od + of,
    )  # fmt: skip
