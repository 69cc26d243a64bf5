"""OFD (GB/T 33190-2016), the national format for fixed layouts: a zip of XML, its text laid out as a PDF's is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Document
from chengnuo.packs import Pack
from chengnuo.parsers.archive import Archive
from chengnuo.parsers.pdf.compose import Leaf, compose
from chengnuo.parsers.pdf.grids import find_grids
from chengnuo.parsers.pdf.others import Flat
from chengnuo.parsers.pdf.sheet import Line, Sheet
from chengnuo.parsers.pdf.words import page_words

if TYPE_CHECKING:
    from lxml.etree import _Element

    from chengnuo.parsers.pdf.sheet import Box

POINTS = 72 / 25.4
"""Points in a millimetre, the unit of OFD."""
MOST_PAGES = 5_000
MOST_OBJECTS = 100_000
CLOSE = 0.9
"""Text objects on one line closer than so many characters are one run; farther ones are parted by a blank."""
APART = 4.0
"""Text objects farther apart than so many characters are lines of their own."""
_INFO = {"Title": "title", "Author": "author", "Subject": "subject", "CreationDate": "created", "ModDate": "modified",
         "Creator": "creator"}  # fmt: skip
_STROKE = re.compile(r"([MLS])\s+(-?[\d.]+)\s+(-?[\d.]+)|([QBAC])")


def parse_ofd(data: bytes, source: str, *, pack: Pack, **_: Any) -> Document:
    """The document in an OFD file. UnreadableFile where it is broken, encrypted or without text."""
    archive = Archive(data, source)
    root = archive.xml("OFD.xml")
    if root is None:
        raise UnreadableFile(source, "the container has no OFD.xml", "fetch it again")
    leaves: list[Leaf] = []
    meta: list[tuple[str, str]] = []
    for body in _children(root, "DocBody"):
        meta.extend(_info(body))
        path = _text(body, "DocRoot")
        if path:
            leaves.extend(_pages(archive, path.lstrip("/"), len(leaves), source))
    if not any(leaf.sheet.text.strip() for leaf in leaves):
        is_locked = any("ncrypt" in name for name in archive.names())
        reason = "the OFD is encrypted, or images only" if is_locked else "the OFD has no text: its pages are images"
        raise UnreadableFile(source, reason, "ask for the PDF of it")
    writer, _pieces = compose(leaves, page_words(pack))
    return writer.document(data, source, "ofd", meta=tuple(meta))


def _info(body: _Element) -> Iterator[tuple[str, str]]:
    for info in _children(body, "DocInfo"):
        for child in info:
            value = (child.text or "").strip()
            if value and _name(child) in _INFO:
                yield _INFO[_name(child)], value


def _pages(archive: Archive, path: str, before: int, source: str) -> Iterator[Leaf]:
    root = archive.xml(path) if path in archive else None
    if root is None:
        return
    base = dirname(path)
    usual = next((_numbers(box.text) for box in root.iter() if _name(box) == "PhysicalBox"), [])
    templates = {t.get("ID", ""): t.get("BaseLoc", "") for t in root.iter() if _name(t) == "TemplatePage"}
    for holder in _children(root, "Pages"):
        pages = _children(holder, "Page")
        if len(pages) > MOST_PAGES:
            raise UnreadableFile(source, f"the OFD has {len(pages)} pages", "split it")
        for at, page in enumerate(pages):
            content = archive.xml(_path(base, page.get("BaseLoc", "")))
            if content is not None:
                yield _Page(archive, base, templates, usual, source).leaf(content, before + at + 1)


class _Page:
    """Collects the text and the ruling lines of a page and of the templates under it."""

    def __init__(self, archive: Archive, base: str, templates: dict[str, str], usual: list[float], source: str) -> None:
        self.archive, self.base, self.templates, self.usual, self.source = archive, base, templates, usual, source
        self.runs: list[Line] = []
        self.horizontal: list[Box] = []
        self.vertical: list[Box] = []
        self.seen = 0

    def leaf(self, content: _Element, number: int) -> Leaf:
        box = next((_numbers(b.text) for b in content.iter() if _name(b) == "PhysicalBox"), self.usual)
        _, _, width, height = box if len(box) == 4 else (0.0, 0.0, 210.0, 297.0)
        for template in _children(content, "Template"):
            path = self.templates.get(template.get("TemplateID", ""), "")
            under = self.archive.xml(_path(self.base, path)) if path else None
            if under is not None:
                self.layers(under)
        self.layers(content)
        lines = _lines(self.runs)
        parts, made, at = [], [], 0
        for line in lines:
            made.append(Line(line.words, at, at + len(line.words), line.x0, line.top, line.x1, line.bottom))
            parts.append(line.words)
            at += len(line.words) + 1
        sheet = Sheet(number, width * POINTS, height * POINTS, "\n".join(parts), made)
        sheet.horizontal, sheet.vertical = self.horizontal, self.vertical
        grids, rest = find_grids(sheet, Flat(sheet.text))
        return Leaf(sheet, rest, grids, foreign=True)

    def layers(self, content: _Element) -> None:
        for element in content.iter():
            name = _name(element)
            if name not in ("TextObject", "PathObject"):
                continue
            self.seen += 1
            if self.seen > MOST_OBJECTS:
                raise UnreadableFile(
                    self.source, f"a page has more than {MOST_OBJECTS} objects", "it looks like a bomb"
                )
            if element.get("Visible") == "false":
                continue
            if name == "TextObject":
                self.text(element)
            else:
                self.path(element)

    def text(self, element: _Element) -> None:
        box, size = _numbers(element.get("Boundary")), _numbers(element.get("Size"))
        codes = [code for code in element if _name(code) == "TextCode" and (code.text or "").strip()]
        if len(box) != 4 or not codes:
            return
        scale = _numbers(element.get("CTM")) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        high = (size[0] if size else box[3]) * (abs(scale[3]) or abs(scale[1]) or 1.0)
        for code in codes:
            for words, x, y, steps in _runs(code):
                across = x * scale[0] + y * scale[2] + scale[4] if len(scale) == 6 else x
                down = x * scale[1] + y * scale[3] + scale[5] if len(scale) == 6 else y
                left, base = box[0] + across, box[1] + down
                wide = _width(words, steps, high / (abs(scale[3]) or 1.0)) * abs(scale[0] or 1.0)
                self.runs.append(
                    Line(words, 0, len(words), left * POINTS, (base - 0.88 * high) * POINTS, (left + wide) * POINTS,
                         (base + 0.12 * high) * POINTS)
                )  # fmt: skip

    def path(self, element: _Element) -> None:
        box = _numbers(element.get("Boundary"))
        if len(box) != 4 or element.get("Stroke") == "false":
            return
        scale = _numbers(element.get("CTM")) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        data = next((child.text or "" for child in element if _name(child) == "AbbreviatedData"), "")
        strokes = list(_strokes(data[:20_000])) if len(scale) == 6 else []
        for (x0, y0), (x1, y1) in strokes:
            a, b = scale[0] * x0 + scale[2] * y0 + scale[4], scale[1] * x0 + scale[3] * y0 + scale[5]
            c, d = scale[0] * x1 + scale[2] * y1 + scale[4], scale[1] * x1 + scale[3] * y1 + scale[5]
            self.rule((box[0] + a) * POINTS, (box[1] + b) * POINTS, (box[0] + c) * POINTS, (box[1] + d) * POINTS)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if abs(y0 - y1) < 0.5 < abs(x0 - x1):
            self.horizontal.append((min(x0, x1), y0, max(x0, x1), y0))
        elif abs(x0 - x1) < 0.5 < abs(y0 - y1):
            self.vertical.append((x0, min(y0, y1), x0, max(y0, y1)))


def _strokes(data: str) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """The straight strokes of a path in OFD's short form (M x y L x y … C)."""
    first: tuple[float, float] | None = None
    at: tuple[float, float] | None = None
    for found in _STROKE.finditer(data):
        if found[4]:
            if found[4] == "C" and first is not None and at is not None:
                yield at, first
            at = first if found[4] == "C" else None
            continue
        there = (_first(found[2]), _first(found[3]))
        if found[1] == "L" and at is not None:
            yield at, there
        elif found[1] != "L":
            first = there
        at = there


def _lines(runs: list[Line]) -> list[Line]:
    """Runs that follow each other on one line as one."""
    made: list[Line] = []
    for run in runs:
        last = made[-1] if made else None
        if (
            last is not None
            and abs(last.bottom - run.bottom) < 0.3 * run.size
            and abs(last.size - run.size) < 0.3 * run.size
        ):
            gap = (run.x0 - last.x1) / max(1.0, run.size)
            if -0.6 < gap < APART:
                words = last.words + (" " if gap > CLOSE else "") + run.words
                made[-1] = Line(
                    words, 0, len(words), last.x0, min(last.top, run.top), run.x1, max(last.bottom, run.bottom)
                )
                continue
        made.append(run)
    return made


def _runs(code: _Element) -> Iterator[tuple[str, float, float, list[float]]]:
    """The words of a text code by line, each with its place and its steps: a step back and down begins a line."""
    text = (code.text or "").replace("\r", " ").replace("\n", " ").rstrip()
    across, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
    down += [0.0] * (len(across) - len(down))
    x, y, start = _first(code.get("X")), _first(code.get("Y")), 0
    breaks = [i for i, (step, drop) in enumerate(zip(across, down, strict=False), start=1) if step < 0 < drop]
    for end in (*breaks, len(text)):
        words = text[start:end]
        blank = len(words) - len(words.lstrip())
        if words.strip():
            yield words[blank:], x + sum(across[start : start + blank]), y, across[start + blank : end - 1]
        x, y, start = x + sum(across[start:end]), y + sum(down[start:end]), end


def _steps(text: str | None, most: int) -> list[float]:
    """The steps between characters: numbers, and `g n step` for n equal ones."""
    steps: list[float] = []
    parts = (text or "").split()
    at = 0
    while at < len(parts) and len(steps) < most - 1:
        if parts[at] == "g" and at + 2 < len(parts):
            steps += [_first(parts[at + 2])] * min(int(_first(parts[at + 1])), most)
            at += 3
        else:
            steps.append(_first(parts[at]))
            at += 1
    return steps[: max(0, most - 1)]


def _width(words: str, steps: Sequence[float], size: float) -> float:
    """How wide a run is: its steps and the last character."""
    if steps:
        return sum(steps) + size * (0.5 if words[-1].isascii() else 1.0)
    return sum(0.5 if sign.isascii() else 1.0 for sign in words) * size


def _numbers(text: str | None) -> list[float]:
    try:
        return [float(part) for part in (text or "").split()]
    except ValueError:
        return []


def _first(text: str | None) -> float:
    found = _numbers(text)
    return found[0] if found else 0.0


def _name(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _children(element: _Element, name: str) -> list[_Element]:
    return [child for child in element if _name(child) == name]


def _text(element: _Element, name: str) -> str:
    return next(((child.text or "").strip() for child in _children(element, name)), "")


def _path(base: str, name: str) -> str:
    return name.lstrip("/") if name.startswith("/") else normpath(join(base, name))
