"""RTF, which many files named .doc really are: its text, paragraphs and tables (Rich Text Format 1.9)."""

from __future__ import annotations

import re
from typing import Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Cell, Document
from chengnuo.parsers.writer import Writer
from chengnuo.spans import Span

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([\r\n]+)|([^\\{}\r\n]+)"
)
_SKIPPED = frozenset([
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "listtable", "listoverridetable", "revtbl", "rsidtbl", "themedata",
    "colorschememapping", "datastore", "latentstyles", "generator", "xmlnstbl", "fldinst", "bkmkstart", "bkmkend",
    "template", "filetbl", "shpinst", "nonshppict",
])  # fmt: skip
"""Destinations whose words are no part of the text; the number of a list item (`listtext`) is."""
_CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949", 0: "cp1252", 1: "cp1252"}
_PAGES = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8", 54936: "gb18030"}
_SIGNS = {"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
          "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " "}  # fmt: skip
MOST_DEPTH = 2_000


def parse_rtf(data: bytes, source: str, **_: Any) -> Document:
    """The document in an RTF file. UnreadableFile where it holds no text or is nested like a bomb."""
    reader = _Reader(source, _fonts(data), _page(data))
    for token in _TOKEN.finditer(data):
        reader.take(token)
    reader.end_paragraph()
    reader.close_table()
    if not reader.writer.size:
        raise UnreadableFile(source, "the RTF holds no text", "open it in an office program and save it as DOCX")
    return reader.writer.document(data, source, "rtf")


def _page(data: bytes) -> str:
    found = re.search(rb"\\ansicpg(\d{1,5})", data[:4096])
    return _PAGES.get(int(found[1]), "gb18030") if found else "gb18030"


def _fonts(data: bytes) -> dict[int, str]:
    """The encoding that each font of the table stands for."""
    start = data.find(b"{\\fonttbl")
    fonts: dict[int, str] = {}
    for found in re.finditer(
        rb"\\f(\d{1,5})[^{};]{0,80}?\\fcharset(\d{1,3})", data[start : start + 100_000] if start >= 0 else b""
    ):
        charset = _CHARSETS.get(int(found[2]))
        if charset:
            fonts[int(found[1])] = charset
    return fonts


class _Reader:
    def __init__(self, source: str, fonts: dict[int, str], page: str) -> None:
        self.source, self.fonts, self.page = source, fonts, page
        self.writer = Writer()
        self.stack: list[tuple[bool, str, int, bool]] = []
        self.skipping, self.encoding, self.fallback, self.hidden = False, page, 1, False
        self.bytes = bytearray()
        self.words: list[str] = []
        self.to_skip = 0
        self.star = False
        self.in_table = False
        self.cell_start: int | None = None
        self.row: list[Span] = []
        self.cells: list[Cell] = []
        self.rows = 0

    def take(self, token: re.Match[bytes]) -> None:
        word, number, code, sign, brace, _, text = token.groups()
        if brace == b"{":
            self.stack.append((self.skipping, self.encoding, self.fallback, self.hidden))
            if len(self.stack) > MOST_DEPTH:
                raise UnreadableFile(self.source, "its groups are nested too deep", "it looks like a bomb")
        elif brace == b"}":
            self.flush()
            if self.stack:
                self.skipping, self.encoding, self.fallback, self.hidden = self.stack.pop()
        elif word:
            self.control(word.decode("ascii"), int(number) if number else None)
        elif self.skipping or self.hidden:
            self.star = sign == b"*" or self.star
        elif code:
            if self.to_skip:
                self.to_skip -= 1
            else:
                self.bytes.append(int(code, 16))
        elif sign:
            self.sign(sign)
        elif text:
            dropped = min(self.to_skip, len(text))
            self.to_skip -= dropped
            self.bytes += text[dropped:]

    def sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.star = True
        elif sign in (b"\\", b"{", b"}"):
            self.bytes += sign
        elif sign == b"~":
            self.add(" ")
        elif sign == b"_":
            self.add("-")
        elif sign in (b"\n", b"\r"):
            self.end_paragraph()

    def control(self, word: str, number: int | None) -> None:
        star, self.star = self.star, False
        if word in _SKIPPED or (star and word != "shppict"):
            self.flush()
            self.skipping = True
        if self.skipping:
            return
        if word == "u" and number is not None:
            self.add(chr(number % 65536))
            self.to_skip = self.fallback
        elif word == "uc":
            self.fallback = max(0, min(number or 0, 16))
        elif word == "f" and number is not None:
            self.flush()
            self.encoding = self.fonts.get(number, self.page)
        elif word == "v":
            self.flush()
            self.hidden = number != 0
        elif word in _SIGNS:
            self.add(_SIGNS[word])
        else:
            self.layout(word)

    def layout(self, word: str) -> None:
        if word in ("par", "sect", "page"):
            self.end_paragraph()
        elif word == "pard":
            self.in_table = False
        elif word == "intbl":
            self.in_table = True
        elif word in ("cell", "nestcell"):
            self.in_table = True
            self.end_paragraph()
            start = self.writer.size if self.cell_start is None else self.cell_start
            self.row.append(Span(start, max(start, self.writer.size - 1)))
            self.cell_start = None
        elif word in ("row", "nestrow"):
            self.cells += [Cell(span=span, row=self.rows, column=i) for i, span in enumerate(self.row)]
            self.rows += bool(self.row)
            self.row = []

    def add(self, text: str) -> None:
        self.flush()
        self.words.append(text)

    def flush(self) -> None:
        if self.bytes:
            self.words.append(self.bytes.decode(self.encoding, "replace"))
            self.bytes.clear()

    def end_paragraph(self) -> None:
        self.flush()
        text = "".join(self.words).encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip(" \t\n")
        self.words.clear()
        if self.in_table:
            if self.cell_start is None:
                self.cell_start = self.writer.size
            if text:
                self.writer.write(text + "\n")
            return
        if text:
            self.close_table()
            self.writer.line(text)

    def close_table(self) -> None:
        self.writer.table_with_blocks(self.cells)
        self.cells, self.rows, self.cell_start = [], 0, None
