"""Pages read by other means than pdfium's text: recognised from their image, or by pdfplumber."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chengnuo.parsers.ocr import UNSURE, Engine
from chengnuo.parsers.pdf.sheet import Box, Line, Sheet

MOST_PIXELS = 30_000_000
"""A page drawn has at most so many dots: A3 at 200 dpi has 8 million."""

Doubtful = list[tuple[Line, float]]


class Flat:
    """A page whose characters have no boxes of their own: those of a line share its width."""

    def __init__(self, text: str) -> None:
        self.text = text

    def split(self, line: Line) -> list[Line]:
        return [part for part in self.characters(line) if part.words.strip()]

    def characters(self, line: Line) -> list[Line]:
        step = (line.x1 - line.x0) / max(1, line.end - line.start)
        return [
            Line(
                sign,
                line.start + i,
                line.start + i + 1,
                line.x0 + i * step,
                line.top,
                line.x0 + (i + 1) * step,
                line.bottom,
            )
            for i, sign in enumerate(line.words)
        ]


def recognised(image: Any, sheet: Sheet, engine: Engine) -> tuple[Flat, Doubtful]:
    """Replace the sheet's text and lines by what `engine` reads from the page's image; the lines it is unsure of."""
    lines = engine.read(image)
    scale = sheet.width / max(1, image.width)
    text, made = _written((r.words, r.x0 * scale, r.top * scale, r.x1 * scale, r.bottom * scale) for r in lines)
    sheet.text, sheet.lines = text, made
    doubtful = [(line, r.score) for line, r in zip(made, lines, strict=True) if r.score < UNSURE]
    if 2 * sum(line.x1 - line.x0 < line.bottom - line.top for line in made if len(line.words) > 2) > len(made):
        sheet.downwards = True
        for line in made:
            line.x0, line.top, line.x1, line.bottom = turned(line.box, sheet.width)
        made.sort(key=lambda line: (round(line.top / max(1.0, line.size)), line.x0))
    return Flat(text), doubtful


def turned(box: Box, width: float) -> Box:
    """The place of a box on a page turned so that columns from right to left become lines from top to bottom."""
    x0, top, x1, bottom = box
    return top, width - x1, bottom, width - x0


def turned_back(box: Box, width: float) -> Box:
    """The place on the page of what `turned` gave."""
    x0, top, x1, bottom = box
    return width - bottom, x0, width - top, x1


def plumbed(page: Any, sheet: Sheet) -> Flat:
    """Replace the sheet's text and lines by what pdfplumber reads on its `page`."""
    found = page.extract_text_lines(return_chars=False, strip=True)
    text, made = _written(
        (ln["text"], ln["x0"], ln["top"], ln["x1"], ln["bottom"]) for ln in found if ln["text"].strip()
    )
    sheet.text, sheet.lines = text, made
    return Flat(text)


def render(pdf: Any, number: int, dpi: int) -> Any:
    """The page `number` (from 0) as displayed, as an image (PIL, RGB); a poster is drawn with fewer dots an inch.

    `pdf` is a document of pdfium of which no page has been read: it keeps the fonts that they were measured by.
    """
    page = pdf[number]
    try:
        scale = min(dpi / 72, (MOST_PIXELS / max(1.0, page.get_width() * page.get_height())) ** 0.5)
        return page.render(scale=scale).to_pil().convert("RGB")
    finally:
        page.close()


def _written(lines: Iterable[tuple[str, float, float, float, float]]) -> tuple[str, list[Line]]:
    parts: list[str] = []
    made: list[Line] = []
    at = 0
    for words, x0, top, x1, bottom in lines:
        made.append(Line(words, at, at + len(words), x0, top, x1, bottom))
        parts.append(words)
        at += len(words) + 1
    return "\n".join(parts), made
