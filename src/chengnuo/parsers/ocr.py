"""Recognising the text of images, by an engine that works offline.

That is rapidocr, whose models are in its wheel, or else tesseract. Neither is a dependency: rapidocr comes with
`pip install "chengnuo[ocr]"`, tesseract with the system.
"""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from chengnuo.errors import UnreadableFile
from chengnuo.parsers.writer import Writer
from chengnuo.spans import Span

if TYPE_CHECKING:
    from PIL.Image import Image

    from chengnuo.model import Document

HINT = 'pip install "chengnuo[ocr]", or install tesseract with chi_sim; then --ocr auto'
UNSURE = 0.85
"""A line recognised with less confidence than this is doubtful (rapidocr gives 0.97 and more on clean prints)."""
DPI = 200
MOST_PIXELS = 120_000_000
_TESSERACT_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line read from an image: where it stands (pixels from the top left) and how sure the engine is (0–1)."""

    words: str
    x0: float
    top: float
    x1: float
    bottom: float
    score: float


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine that reads lines from an RGB image."""

    name: str
    read: Callable[[Image], list[Recognised]]


@lru_cache(maxsize=1)
def engine() -> Engine | None:
    """The engine at hand; None where there is none."""
    return _rapidocr() or _tesseract()


def parse_image(data: bytes, source: str, *, ocr: str = "auto", **_: Any) -> Document:
    """The document on a photograph or scan. UnreadableFile where no engine is at hand or it finds no text."""
    from PIL import Image, UnidentifiedImageError

    reader = None if ocr == "never" else engine()
    if reader is None:
        raise UnreadableFile(source, "an image has no text of its own", HINT)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data)) as image:
            lines = reader.read(image.convert("RGB"))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise UnreadableFile(source, f"the image cannot be read: {error}", "fetch it again") from error
    if not lines:
        raise UnreadableFile(source, "no text was recognised in the image", "try a sharper scan")
    writer = Writer()
    for line in lines:
        span = writer.line(line.words, place="p1")
        if line.score < UNSURE:
            writer.doubt("low-ocr-confidence", span, f"recognised with confidence {line.score:.2f}")
    writer.doubt("ocr-page", Span(0, writer.size), f"read by {reader.name}")
    return writer.document(data, source, "image", meta=(("ocr", reader.name),))


def _rapidocr() -> Engine | None:
    try:
        from rapidocr import RapidOCR
    except ImportError:
        return None
    import numpy as np

    made: list[Any] = []

    def read(image: Image) -> list[Recognised]:
        if not made:
            made.append(RapidOCR(params={"Global.log_level": "critical"}))
        found = made[0](np.asarray(image)[:, :, ::-1])
        if found.boxes is None or found.txts is None:
            return []
        return [
            Recognised(words, float(box[:, 0].min()), float(box[:, 1].min()), float(box[:, 0].max()),
                       float(box[:, 1].max()), float(score))
            for box, words, score in zip(found.boxes, found.txts, found.scores, strict=True)
            if words.strip()
        ]  # fmt: skip

    return Engine("rapidocr", read)


def _tesseract() -> Engine | None:
    program = shutil.which("tesseract")
    if program is None:
        return None
    known = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False).stdout  # noqa: S603
    languages = [name for name in ("chi_sim", "chi_tra") if name in known.split()]
    if not languages:
        return None

    def read(image: Image) -> list[Recognised]:
        buffer = io.BytesIO()
        image.save(buffer, "PNG")
        command = [program, "stdin", "stdout", "-l", "+".join(languages), "--psm", "3", "--dpi", str(DPI), "tsv"]
        try:
            done = subprocess.run(  # noqa: S603 - a fixed command, the image on its standard input
                command, input=buffer.getvalue(), capture_output=True, timeout=_TESSERACT_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return []
        return list(_lines_of(done.stdout.decode("utf-8", "replace")))

    return Engine("tesseract", read)


def _lines_of(table: str) -> Iterator[Recognised]:
    """The lines of tesseract's table of words."""
    lines: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") == "5" and (row.get("text") or "").strip():
            lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    for words in lines.values():
        left, top = min(float(w["left"]) for w in words), min(float(w["top"]) for w in words)
        right = max(float(w["left"]) + float(w["width"]) for w in words)
        bottom = max(float(w["top"]) + float(w["height"]) for w in words)
        text = "".join(_spaced(w["text"]) for w in words).strip()
        yield Recognised(text, left, top, right, bottom, sum(float(w["conf"]) for w in words) / len(words) / 100)


def _spaced(word: str) -> str:
    """Latin words keep a blank after them; hanzi stand close."""
    return word + " " if word.isascii() else word
