"""The binary Word format (Word 97 to 2003; [MS-DOC]): its text by pieces, and the paragraph and character marks.

Only what the text needs is read: the piece table, which paragraphs end cells and rows, which characters are hidden or
deleted. All offsets are checked against the streams.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

MAGIC = (0xA5EC, 0xA5DC)
OLDEST = 0xC1
"""nFib of Word 97; earlier versions have another header."""
_ENCRYPTED, _TABLE_1, _COMPRESSED = 0x0100, 0x0200, 0x40000000
_CLX, _PAPX, _CHPX = 0x01A2, 0x0102, 0x00FA
_STORIES = (0x4C, 0x50, 0x54, 0x58, 0x5C, 0x60, 0x64, 0x68)
STORIES = ("body", "footnote", "header", "macro", "comment", "endnote", "textbox", "header-textbox")
MOST_PAGES = 100_000

# sprm codes of [MS-DOC] 2.6
IN_TABLE, ROW_END = 0x2416, 0x2417
STYLE, LIST, LIST_LEVEL = 0x4600, 0x460B, 0x260A
DELETED, HIDDEN = 0x0800, 0x083C
STRUCK, STRUCK_TWICE = 0x0837, 0x2A53
_SHORT = {0x0C: LIST_LEVEL, 0x18: IN_TABLE, 0x19: ROW_END, 0x41: DELETED, 0x57: STRUCK, 0x5C: HIDDEN}
_SIZES = (1, 1, 2, 4, 2, 2, -1, 3)


class BrokenWord(ValueError):
    """The streams contradict each other."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text: its first character, where its bytes stand, how wide a character is (1 or 2 bytes), and the
    marks that a file saved fast has put over those of its paragraphs and characters."""

    start: int
    text: str
    offset: int
    width: int
    marks: Mapping[int, int]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class Runs:
    """Properties of ranges of the main stream by byte offset."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    marks: list[Mapping[int, int]] = field(default_factory=list)

    def at(self, offset: int) -> Mapping[int, int]:
        i = bisect_right(self.starts, offset) - 1
        return self.marks[i] if i >= 0 and offset < self.ends[i] else {}

    def sort(self) -> None:
        order = sorted(range(len(self.starts)), key=self.starts.__getitem__)
        self.starts = [self.starts[i] for i in order]
        self.ends = [self.ends[i] for i in order]
        self.marks = [self.marks[i] for i in order]


@dataclass(frozen=True, slots=True)
class Word:
    """A document's text with its pieces, the lengths of its stories in order, and the marks of ranges."""

    text: str
    pieces: tuple[Piece, ...]
    stories: tuple[int, ...]
    paragraphs: Runs
    characters: Runs

    def piece(self, place: int) -> Piece:
        """The piece that holds the character at `place`."""
        return self.pieces[max(0, bisect_right(self.pieces, place, key=attrgetter("start")) - 1)]

    def offset(self, place: int) -> int:
        """Where the character at `place` stands in the main stream."""
        piece = self.piece(place)
        return piece.offset + (place - piece.start) * piece.width

    def paragraph(self, place: int) -> Mapping[int, int]:
        """The marks of the paragraph that ends with the character at `place`; none behind the end."""
        if place >= len(self.text):
            return {}
        return {**self.paragraphs.at(self.offset(place)), **self.piece(place).marks}


def is_encrypted(main: bytes) -> bool:
    """Whether the text is encrypted."""
    return bool(u16(main, 0x0A) & _ENCRYPTED)


def read_word(main: bytes, table0: bytes, table1: bytes) -> Word:
    """The text of a Word 97 document from its streams. BrokenWord where they contradict each other."""
    if u16(main, 0) not in MAGIC:
        raise BrokenWord("the main stream is not Word's")
    table = table_of(main, table0, table1)
    pieces = tuple(_pieces(main, table))
    paragraphs, characters = Runs(), Runs()
    for page in _pages(main, table, _PAPX):
        _paragraph_page(page, paragraphs)
    for page in _pages(main, table, _CHPX):
        _character_page(page, characters)
    paragraphs.sort()
    characters.sort()
    stories = tuple(max(0, i32(main, at)) for at in _STORIES)
    return Word("".join(p.text for p in pieces), pieces, stories, paragraphs, characters)


def table_of(main: bytes, table0: bytes, table1: bytes) -> bytes:
    """The table stream that is in use."""
    return table1 if u16(main, 0x0A) & _TABLE_1 else table0


def old_text(main: bytes) -> bytes:
    """The bytes of the text of a document of Word 6 or 95."""
    return main[u32(main, 0x18) : u32(main, 0x1C)]


def version(main: bytes) -> int:
    """The version of the format (nFib); `OLDEST` or more is what `read_word` reads."""
    return u16(main, 2)


def _pieces(main: bytes, table: bytes) -> Iterator[Piece]:
    start, size = u32(main, _CLX), u32(main, _CLX + 4)
    at, end = start, min(start + size, len(table))
    changes: list[bytes] = []
    while at < end and table[at] == 1:
        changes.append(table[at + 3 : at + 3 + u16(table, at + 1)])
        at += 3 + u16(table, at + 1)
    if at >= end or table[at] != 2:
        raise BrokenWord("there is no piece table")
    size = u32(table, at + 1)
    at += 5
    count = (size - 4) // 12
    if count <= 0 or at + size > len(table):
        raise BrokenWord("the piece table is cut off")
    places = struct.unpack_from(f"<{count + 1}I", table, at)
    for i in range(count):
        first, last = places[i], places[i + 1]
        described = at + 4 * (count + 1) + 8 * i
        where = u32(table, described + 2)
        width, offset = (1, (where & ~_COMPRESSED) // 2) if where & _COMPRESSED else (2, where)
        if last < first or offset + (last - first) * width > len(main):
            raise BrokenWord("a piece leaves the stream")
        raw = main[offset : offset + (last - first) * width]
        text = raw.decode("cp1252", "replace") if width == 1 else _wide(raw)
        yield Piece(first, text, offset, width, _changed(u16(table, described + 6), changes))


def _changed(change: int, changes: Sequence[bytes]) -> Mapping[int, int]:
    """The marks of a piece ([MS-DOC] 2.9.206 Prm): one that stands in the piece itself, or a list of them."""
    if change & 1:
        return marks_of(changes[change >> 1]) if change >> 1 < len(changes) else {}
    code = _SHORT.get(change >> 1 & 0x7F)
    return {code: change >> 8} if code else {}


def _wide(raw: bytes) -> str:
    """UTF-16 with one character for each unit, so that places stay those of the format."""
    text = raw.decode("utf-16-le", "surrogatepass")
    if len(text) * 2 == len(raw):
        return text
    return "".join(chr(unit) for unit in struct.unpack(f"<{len(raw) // 2}H", raw))


def _pages(main: bytes, table: bytes, at: int) -> Iterator[bytes]:
    """The 512-byte pages of formatted properties that a table of the stream names."""
    start, size = u32(main, at), u32(main, at + 4)
    count = (size - 4) // 8
    if count <= 0 or start + size > len(table) or count > MOST_PAGES:
        return
    for number in struct.unpack_from(f"<{count}I", table, start + 4 * (count + 1)):
        page = main[(number & 0x3FFFFF) * 512 :][:512]
        if len(page) == 512:
            yield page


def _paragraph_page(page: bytes, runs: Runs) -> None:
    count = page[511]
    if 4 * (count + 1) + 13 * count > 511:
        return
    places = struct.unpack_from(f"<{count + 1}I", page, 0)
    for i in range(count):
        at = page[4 * (count + 1) + 13 * i] * 2
        marks: Mapping[int, int] = {}
        if at:
            half = page[at]
            begin, size = (at + 1, 2 * half - 1) if half else (at + 2, 2 * page[at + 1] if at + 1 < 512 else 0)
            marks = {STYLE: u16(page, begin), **marks_of(page[begin + 2 : min(511, begin + size)])}
        _add(runs, places[i], places[i + 1], marks)


def _character_page(page: bytes, runs: Runs) -> None:
    count = page[511]
    if 4 * (count + 1) + count > 511:
        return
    places = struct.unpack_from(f"<{count + 1}I", page, 0)
    for i in range(count):
        at = page[4 * (count + 1) + i] * 2
        marks = marks_of(page[at + 1 : min(511, at + 1 + page[at])]) if at else {}
        _add(runs, places[i], places[i + 1], marks)


def _add(runs: Runs, start: int, end: int, marks: Mapping[int, int]) -> None:
    runs.starts.append(start)
    runs.ends.append(end)
    runs.marks.append(marks)


def marks_of(properties: bytes) -> dict[int, int]:
    """The codes and small operands of a list of properties."""
    found: dict[int, int] = {}
    at = 0
    while at + 2 < len(properties):
        code = u16(properties, at)
        size = _SIZES[code >> 13]
        at += 2
        if size < 0:
            size = u16(properties, at) + 1 if code == 0xD608 else properties[at] + 1
        elif size <= 4:
            found[code] = int.from_bytes(properties[at : at + size], "little")
        at += size
    return found


def u16(data: bytes, at: int) -> int:
    """The number in two bytes, the low one first; missing bytes are 0."""
    return int.from_bytes(data[at : at + 2], "little")


def u32(data: bytes, at: int) -> int:
    """The number in four bytes."""
    return int.from_bytes(data[at : at + 4], "little")


def i32(data: bytes, at: int) -> int:
    """The signed number in four bytes."""
    return int.from_bytes(data[at : at + 4], "little", signed=True)
