"""All pages of a PDF → leaves for `compose`: pdfium's text, or another engine's where that is of no use."""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from chengnuo.errors import UnreadableFile
from chengnuo.parsers import ocr as recognition
from chengnuo.parsers.ocr import DPI
from chengnuo.parsers.pdf.booktabs import RULES, find_booktabs
from chengnuo.parsers.pdf.compose import Leaf
from chengnuo.parsers.pdf.fonts import watched
from chengnuo.parsers.pdf.grids import find_grids
from chengnuo.parsers.pdf.gutters import part_columns
from chengnuo.parsers.pdf.lies import EMPTY, Lie, lies
from chengnuo.parsers.pdf.notes import find_notes
from chengnuo.parsers.pdf.others import Doubtful, Flat, plumbed, recognised, render
from chengnuo.parsers.pdf.page import Reader
from chengnuo.parsers.pdf.shapes import PICTURED, find_shapes
from chengnuo.parsers.pdf.sheet import Sheet
from chengnuo.parsers.pdf.streams import broken_streams
from chengnuo.parsers.pdf.task_columns import find_task_columns
from chengnuo.parsers.pdf.unruled import find_unruled
from chengnuo.parsers.pdf.words import PageWords

MOST_PAGES = 20_000
POLICIES = ("auto", "never", "always")
ENGINES = ("pdfium", "pdfplumber")
CHUNK = 256
MOST_UNPACKED = 1 << 18
"""Bytes that a chunk of a damaged stream may unpack to: all that DEFLATE can make of it."""
END_WITHIN = 4_096
"""The end mark of a PDF stands in so many of its last bytes; some servers append a page or blanks to a file."""
LOST = "lost-characters"
BETTER = 1.3
"""pdfplumber's text is taken for a page where it has so many times pdfium's characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How the pages are to be read: `ocr` and `engine` as `Options` have them, `known` the words around their text.

    Pages are recognised only where their numbers are in `recognise_only`, if it is given.
    """

    known: PageWords
    password: str | None = None
    ocr: str = "auto"
    engine: str = "pdfium"
    recognise_only: Collection[int] | None = None

    def __post_init__(self) -> None:
        if self.ocr not in POLICIES or self.engine not in ENGINES:
            raise ValueError(f"ocr is one of {', '.join(POLICIES)}, engine one of {', '.join(ENGINES)}")


@dataclass(slots=True)
class Reading:
    """The pages as read, for each what is wrong with its text and which lines are doubtful, and what the file lost."""

    leaves: list[Leaf]
    lies: list[list[Lie]]
    doubtful: list[Doubtful]
    recognised: list[int] = field(default_factory=list)
    damage: list[Lie] = field(default_factory=list)
    engine: str = ""


@contextmanager
def opened(data: bytes, source: str, password: str | None) -> Iterator[Any]:
    """pdfium's document for the bytes of a PDF. UnreadableFile where it is broken, or `password` does not open it."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            reason = "the password does not open the PDF" if password else "the PDF is encrypted"
            raise UnreadableFile(source, reason, "give its password with --password") from error
        raise UnreadableFile(source, f"pdfium cannot open the PDF: {error}", "fetch it again") from error
    try:
        yield pdf
    finally:
        pdf.close()


def read_pages(pdf: Any, data: bytes, source: str, way: Way) -> Reading:
    """Every page that can be loaded. UnreadableFile where none can, or where no page has a text that is of use."""
    count = len(pdf)
    if not 0 < count <= MOST_PAGES:
        raise UnreadableFile(source, f"the PDF has {count} pages", "split it" if count else "fetch it again")
    reader = Reader(pdf)
    leaves = [leaf for number in range(count) if (leaf := _leaf(reader, number, way.known)) is not None]
    if not leaves:
        raise UnreadableFile(source, "none of its pages can be loaded", "fetch it again")
    reading = Reading(leaves, lies([leaf.sheet for leaf in leaves], way.known), [[] for _ in leaves])
    reading.damage += _damage(data, count - len(leaves))
    _mend(reading, reader, data, way)
    _note_broken(reading, reader, data, way.password)
    _recognise(reading, reader, data, source, way)
    if all(_empty(leaf, found) for leaf, found in zip(reading.leaves, reading.lies, strict=True)):
        raise _unreadable(reading, source, way.ocr)
    return reading


def _damage(data: bytes, lost: int) -> Iterator[Lie]:
    if b"%%EOF" not in data[-END_WITHIN:]:
        yield Lie("cut-off", "the file has no end mark: pages may be missing")
    if lost:
        yield Lie("lost-pages", f"{lost} pages cannot be loaded")


def _note_broken(reading: Reading, reader: Reader, data: bytes, password: str | None) -> None:
    """Note which pages, or that some parts of the file, have lost words with a damaged stream."""
    broken = set() if reader.is_encrypted() else set(broken_streams(data))
    if not broken:
        return
    left = set(broken)
    with _plumber(data, password) as plumber:
        for leaf, found in zip(reading.leaves, reading.lies, strict=True) if plumber else ():
            with suppress(Exception):
                contents = {part.objid for part in plumber.pages[leaf.sheet.number - 1].page_obj.contents}
                if contents & broken:
                    empty = not leaf.sheet.text.strip()
                    found.append(Lie("broken-stream", "its content is damaged: words may be missing", blind=empty))
                    left -= contents
    if left:
        many = f"{len(left)} streams are" if len(left) > 1 else "a stream is"
        reading.damage.append(Lie("broken-stream", f"{many} damaged: words may be missing"))


def _leaf(reader: Reader, number: int, known: PageWords) -> Leaf | None:
    try:
        page = reader.open(number)
    except ValueError:
        return None
    try:
        sheet = page.sheet()
        find_shapes(page, sheet)
        grids, lines = find_grids(sheet, page)
        if len(sheet.horizontal) >= RULES and not grids:
            grids, lines = find_booktabs(sheet, lines, page)
        tasks, lines = find_task_columns(lines, page, known.heads)
        unruled, lines = find_unruled(lines, page)
        grids = sorted([*grids, *tasks, *unruled], key=lambda grid: grid.box[1])
        lines = part_columns(lines, page)
        find_notes(sheet, lines, page, known)
        return Leaf(sheet, lines, grids)
    finally:
        page.close()


def _blind(found: Sequence[Lie]) -> bool:
    return any(lie.blind for lie in found)


def _empty(leaf: Leaf, found: Sequence[Lie]) -> bool:
    return not leaf.sheet.text.strip() or any(lie.code in EMPTY for lie in found)


def _mend(reading: Reading, reader: Reader, data: bytes, way: Way) -> None:
    """Read by pdfplumber the pages on which pdfium has lost characters, or all of them."""
    everywhere = way.engine == "pdfplumber"
    wanted = [at for at, found in enumerate(reading.lies) if everywhere or any(lie.code == LOST for lie in found)]
    if not wanted:
        return
    replaced = []
    with _plumber(data, way.password) as plumber:
        for at in wanted if plumber else ():
            sheet = reading.leaves[at].sheet
            other = Sheet(sheet.number, *sheet.shown)
            if sheet.crowded and not everywhere:
                continue
            try:
                flat = plumbed(plumber.pages[sheet.number - 1], other)
            except Exception:  # noqa: BLE001, S112 - the page stays as pdfium read it
                continue
            more = len("".join(other.text.split())) / max(1, len("".join(sheet.text.split())))
            if more >= (1 if everywhere or sheet.dropped else BETTER):
                _replace(reading, reader, at, other, flat)
                replaced.append(at)
            elif more >= 1:  # nothing was lost: a figure with blank labels
                reading.lies[at] = _found(reading.lies[at])
    anew = lies([leaf.sheet for leaf in reading.leaves], way.known) if replaced else []
    for at in replaced:
        reading.lies[at] = _found(anew[at])


def _found(lying: Sequence[Lie]) -> list[Lie]:
    """What is wrong with a page of which no characters are lost."""
    return [lie for lie in lying if lie.code != LOST]


@contextmanager
def _plumber(data: bytes, password: str | None) -> Iterator[Any]:
    """pdfplumber's document; None where it cannot open it. pdfminer raises what it likes, also on closing."""
    import io
    import logging

    import pdfplumber
    from pdfminer import pdftypes

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of every operand of a broken file
    plumber, byte_by_byte = None, pdftypes.decompress_corrupted
    pdftypes.decompress_corrupted = _salvaged
    with suppress(Exception):
        plumber = pdfplumber.open(io.BytesIO(data), password=password or "")
    try:
        yield plumber
    finally:
        with suppress(Exception):
            if plumber is not None:
                plumber.close()
        pdftypes.decompress_corrupted = byte_by_byte


def _salvaged(data: bytes) -> bytes:
    """What can be unpacked of a damaged stream; pdfminer's own way takes minutes for one megabyte."""
    unpacker, found = zlib.decompressobj(), bytearray()
    with suppress(zlib.error):
        for start in range(0, len(data), CHUNK):
            found += unpacker.decompress(data[start : start + CHUNK], MOST_UNPACKED)
    return bytes(found)


def _replace(reading: Reading, reader: Reader, at: int, other: Sheet, flat: Flat) -> None:
    """Put another reading of a page in the place of pdfium's; the ruling lines stay."""
    sheet = reading.leaves[at].sheet
    sheet.text, sheet.lines, sheet.notes, sheet.marks = other.text, other.lines, {}, []
    sheet.width, sheet.height = sheet.shown
    if other.downwards:  # its ruling lines are not turned with it
        sheet.width, sheet.height, sheet.downwards = sheet.height, sheet.width, True
        reading.leaves[at] = Leaf(sheet, other.lines, [], foreign=True)
        return
    page = reader.open(sheet.number - 1)
    try:
        sheet.horizontal, sheet.vertical, sheet.pictured, sheet.runs, sheet.paths = [], [], 0.0, 0, 0
        find_shapes(page, sheet)
    finally:
        page.close()
    grids, lines = find_grids(sheet, flat)
    reading.leaves[at] = Leaf(sheet, lines, grids, foreign=True)


def _recognise(reading: Reading, reader: Reader, data: bytes, source: str, way: Way) -> None:
    """Recognise the pages whose text is of no use, or all of them; of these those alone that may be recognised."""
    only = way.recognise_only
    wanted = [
        at
        for at, (leaf, found) in enumerate(zip(reading.leaves, reading.lies, strict=True))
        if (way.ocr == "always" or _blind(found)) and (only is None or leaf.sheet.number in only)
    ]
    engine = recognition.engine() if wanted and way.ocr != "never" else None
    if engine is None:
        return
    reading.engine = engine.name
    with opened(data, source, way.password) as drawn:
        for at in wanted:
            sheet = reading.leaves[at].sheet
            with watched() as missing:
                image = render(drawn, sheet.number - 1, DPI)
            if missing and sheet.pictured <= PICTURED:
                reason = "not recognised: a font of its words is neither in the file nor installed"
                reading.lies[at].append(Lie("font-missing", reason))
                continue
            other = Sheet(sheet.number, *sheet.shown)
            flat, doubtful = recognised(image, other, engine)
            if other.lines:
                _take(reading, reader, at, other, flat)
                reading.doubtful[at] = doubtful


def _take(reading: Reading, reader: Reader, at: int, other: Sheet, flat: Flat) -> None:
    """Put what was recognised on a page in the place of its text."""
    before = ", ".join(lie.code for lie in reading.lies[at] if lie.blind)
    _replace(reading, reader, at, other, flat)
    reason = f"read by {reading.engine}" + (f" because of {before}" if before else "")
    reading.lies[at] = [Lie("ocr-page", reason)]
    reading.recognised.append(at)


def _unreadable(reading: Reading, source: str, ocr: str) -> UnreadableFile:
    codes = sorted({lie.code for found in reading.lies for lie in found if lie.blind})
    if not codes:
        return UnreadableFile(source, "the PDF has no text", "")
    reason = f"no page has a text that can be used ({', '.join(codes)})"
    if reading.engine:
        return UnreadableFile(source, reason + f"; {reading.engine} found none either", "try a sharper scan")
    return UnreadableFile(source, reason, "read it with --ocr auto" if ocr == "never" else recognition.HINT)
