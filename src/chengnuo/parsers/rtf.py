"""RTF, which many files named .doc really are: its text, paragraphs and tables (Rich Text Format 1.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
    "template", "filetbl", "sp", "shprslt", "nonshppict", "annotation",
])  # fmt: skip
"""Destinations whose words are no part of the text; the number of a list item (`listtext`) is."""
_SHAPES = frozenset({"shpinst", "do", "shppict"})
"""Destinations marked as ones that may be skipped, in which text boxes or pictures stand."""
_ASIDE = {"shptxt": "textbox", "dptxbxtext": "textbox", "footnote": "footnote"}
"""Destinations that are set apart: a text box stands behind its paragraph, a note at the end."""
_CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949", 0: "cp1252", 1: "cp1252"}
_PAGES = {936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949", 65001: "utf-8", 54936: "gb18030"}
_SIGNS = {"tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
          "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " "}  # fmt: skip
_UNSEEN = {"v": "hidden", "deleted": "hidden", "strike": "struck", "striked": "struck"}
"""Marks of characters that are no part of the text, and which of the two they are."""
_GAP = "\0"
"""Where words were struck out, until the line is written."""
_LARGE = {"picwgoal": 5669, "pichgoal": 3402}
"""Twips from which a picture may be that of a table or a page (10 and 6 cm)."""
MOST_DEPTH = 2_000


def parse_rtf(data: bytes, source: str, **_: Any) -> Document:
    """The document in an RTF file. UnreadableFile where it holds no text or is nested like a bomb."""
    reader = _Reader(source, _fonts(data), _page(data))
    for token in _TOKEN.finditer(data):
        reader.take(token)
    reader.end()
    if not reader.writer.size:
        raise UnreadableFile(source, "the RTF holds no text", "open it in an office program and save it as DOCX")
    if reader.pictures:
        nowhere = Span(reader.writer.size, reader.writer.size)
        reader.writer.doubt("picture-unread", nowhere, f"{reader.pictures} large pictures are not read")
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


@dataclass(frozen=True, slots=True)
class _State:
    """What a group changes and its end restores. `aside` is the kind of destination that the words go to, if any."""

    encoding: str
    fallback: int = 1
    skipping: bool = False
    hidden: bool = False
    struck: bool = False
    aside: str = ""


class _Reader:
    def __init__(self, source: str, fonts: dict[int, str], page: str) -> None:
        self.source, self.fonts, self.page = source, fonts, page
        self.writer = Writer()
        self.stack: list[_State] = []
        self.state = _State(page)
        self.bytes = bytearray()
        self.words: list[str] = []
        self.boxes: list[str] = []
        self.notes: list[str] = []
        self.to_skip = 0
        self.star = False
        self.pictures = 0
        self.picture: set[str] = set()
        self.in_table = False
        self.cell_start: int | None = None
        self.grid = _Grid()

    def take(self, token: re.Match[bytes]) -> None:
        word, number, code, sign, brace, _, text = token.groups()
        if brace:
            self.group(opens=brace == b"{")
        elif word:
            self.control(word.decode("ascii"), int(number) if number else None)
        elif self.state.skipping or self.state.hidden:
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

    def group(self, *, opens: bool) -> None:
        if opens:
            self.stack.append(self.state)
            if len(self.stack) > MOST_DEPTH:
                raise UnreadableFile(self.source, "its groups are nested too deep", "it looks like a bomb")
            return
        self.flush()
        if self.stack:
            self.state = self.stack.pop()

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
        self.measure(word, number)
        if word in _ASIDE and not self.state.skipping:
            self.flush()
            self.state = replace(self.state, aside=self.state.aside or _ASIDE[word])
            held = self.notes if self.state.aside == "footnote" else self.boxes
            held.append("")
            return
        if word in _SKIPPED or (star and word not in _SHAPES):
            self.flush()
            self.state = replace(self.state, skipping=True)
        if self.state.skipping:
            return
        if word in _UNSEEN:
            self.flush()
            on = number != 0
            self.state = replace(self.state, hidden=on) if _UNSEEN[word] == "hidden" else replace(self.state, struck=on)
        elif word == "plain":
            self.flush()
            self.state = replace(self.state, hidden=False, struck=False)
        elif word == "uc":
            self.state = replace(self.state, fallback=max(0, min(number or 0, 16)))
        elif word == "f" and number is not None:
            self.flush()
            self.state = replace(self.state, encoding=self.fonts.get(number, self.page))
        elif not self.state.hidden:
            self.shown(word, number)

    def shown(self, word: str, number: int | None) -> None:
        """A control word in text that is not hidden."""
        if word == "u" and number is not None:
            self.add(chr(number % 65536))
            self.to_skip = self.state.fallback
        elif word in _SIGNS:
            self.add(_SIGNS[word])
        elif self.state.aside:
            if word in ("par", "sect", "line"):
                self.add("\n")
        else:
            self.layout(word, number)

    def measure(self, word: str, number: int | None) -> None:
        """Count a picture once both its measures are large."""
        if word == "pict":
            self.picture = set()
        elif word in _LARGE and (number or 0) >= _LARGE[word]:
            self.picture.add(word)
            self.pictures += len(self.picture) == len(_LARGE)

    def layout(self, word: str, number: int | None) -> None:
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
            self.grid.row.append(Span(start, max(start, self.writer.size - 1)))
            self.cell_start = None
        elif word in ("row", "nestrow"):
            self.grid.end_row(nested=word == "nestrow")
        else:
            self.grid.define(word, number)

    def add(self, text: str) -> None:
        self.flush()
        self.put(text)

    def put(self, text: str) -> None:
        """Words for where the present group has them go."""
        if self.state.struck:
            text = _GAP if text.strip() else ""
        if self.state.aside:
            held = self.notes if self.state.aside == "footnote" else self.boxes
            held[-1] += text.replace(_GAP, "")
        elif text:
            self.words.append(text)

    def flush(self) -> None:
        if self.bytes:
            self.put(self.bytes.decode(self.state.encoding, "replace"))
            self.bytes.clear()

    def end_paragraph(self) -> None:
        self.flush()
        text = _whole("".join(self.words)).strip(" \t\n")
        self.words.clear()
        if self.in_table:
            if self.cell_start is None:
                self.cell_start = self.writer.size
            if text.strip(_GAP):
                self.writer.write(self.bare(text) + "\n")
            return
        if text.strip(_GAP):
            self.close_table()
            self.writer.line(self.bare(text))
        self.set_down(self.boxes, "textbox")

    def bare(self, text: str) -> str:
        """The line without the marks of what was struck out, whose places are recorded."""
        pieces = re.split(f"{_GAP}+", text)
        at = self.writer.size
        for piece in pieces[:-1]:
            at += len(piece)
            self.writer.struck_out(at)
        return "".join(pieces)

    def set_down(self, held: list[str], kind: str) -> None:
        """Write what was set apart, a block a line."""
        for words in held:
            for line in _whole(words).split("\n"):
                if line.strip():
                    self.close_table()
                    self.writer.line(line.strip(), kind)
        held.clear()

    def end(self) -> None:
        """The end of the file."""
        self.end_paragraph()
        self.close_table()
        self.set_down(self.boxes, "textbox")
        self.set_down(self.notes, "footnote")

    def close_table(self) -> None:
        self.writer.table_with_blocks(self.grid.cells)
        self.grid, self.cell_start = _Grid(), None


def _whole(text: str) -> str:
    """The text with the halves of characters beyond the basic plane joined."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class _Grid:
    """The cells of a table as its rows come; the definition of a row says which are merged."""

    def __init__(self) -> None:
        self.cells: list[Cell] = []
        self.row: list[Span] = []
        self.rows = 0
        self.marks: list[str] = []
        self.mark = ""
        self.open: dict[int, int] = {}

    def define(self, word: str, number: int | None) -> None:
        """A control word of a row's definition."""
        if word == "trowd":
            self.marks, self.mark = [], ""
        elif word in ("clvmgf", "clvmrg", "clmgf", "clmrg"):
            self.mark = word
        elif word == "cellx" and number is not None:
            self.marks.append(self.mark)
            self.mark = ""

    def end_row(self, *, nested: bool) -> None:
        """The cells of a row: one that goes on from above or from the left makes the other larger."""
        marks = [] if nested or len(self.marks) < len(self.row) else self.marks
        for column, span in enumerate(self.row):
            mark = marks[column] if marks else ""
            if mark == "clvmrg" and column in self.open and not len(span):
                at = self.open[column]
                self.cells[at] = replace(self.cells[at], rows=self.rows - self.cells[at].row + 1)
            elif mark == "clmrg" and self.cells and self.cells[-1].row == self.rows and not len(span):
                self.cells[-1] = replace(self.cells[-1], columns=column - self.cells[-1].column + 1)
            else:
                self.open.pop(column, None)
                if mark == "clvmgf":
                    self.open[column] = len(self.cells)
                self.cells.append(Cell(span=span, row=self.rows, column=column))
        self.rows += bool(self.row)
        self.row = []
