"""DOC, the binary Word format: read from its piece table; by an installed converter where that fails."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import tempfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Cell, Document
from chengnuo.packs import Pack
from chengnuo.parsers.doc import fib
from chengnuo.parsers.doc.lists import Lists
from chengnuo.parsers.encoding import decode
from chengnuo.parsers.writer import Writer
from chengnuo.spans import Span

MOST_BYTES = 128 << 20
_SECONDS = 120
_KINDS = {
    "body": "paragraph",
    "footnote": "footnote",
    "endnote": "footnote",
    "comment": "comment",
    "textbox": "textbox",
    "header": "header",
}
_DROPPED = dict.fromkeys([0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x08, 0x1F], None) | {
    0x1E: "-",
    0x0B: "\n",
    0xA0: " ",
}
_FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
_GAP = "\x10"
"""Where words were struck out, until the line is written; Word gives the character no meaning."""
_HINT = "install LibreOffice, antiword or catdoc, or save the file as DOCX"


def parse_doc(data: bytes, source: str, *, pack: Pack, **_: Any) -> Document:
    """The document in a binary Word file.

    UnreadableFile where it is encrypted, or broken and no converter is installed.
    """
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {name: _stream(ole, name) for name in ("WordDocument", "0Table", "1Table")}
            meta = tuple(_meta(ole))
        if fib.is_encrypted(streams["WordDocument"]):
            raise UnreadableFile(source, "the document is encrypted", "save it without the password")
        writer = Writer()
        _write(streams, writer, pack)
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return _converted(data, source, str(error), pack)
    if not writer.size:
        return _converted(data, source, "the document holds no text", pack)
    return writer.document(data, source, "doc", meta=meta)


def _stream(ole: Any, name: str) -> bytes:
    if not ole.exists(name) or ole.get_size(name) > MOST_BYTES:
        return b""
    stream: bytes = ole.openstream(name).read()
    return stream


def _meta(ole: Any) -> Iterator[tuple[str, str]]:
    try:
        found = ole.get_metadata()
    except Exception:  # noqa: BLE001 - the properties of a document are not worth losing it
        return
    page = getattr(found, "codepage", None) or 0
    encoding = {65001: "utf-8", 1200: "utf-16-le", 936: "gb18030", 950: "big5hkscs", 10008: "gb18030"}.get(page)
    for name in ("title", "subject", "author", "keywords"):
        value = getattr(found, name, None)
        if isinstance(value, bytes) and value.strip(b"\0 "):
            bare = value.strip(b"\0 ")
            yield name, (bare.decode(encoding, "replace") if encoding else decode(bare)[0]).strip()
    for name, at in (("created", "create_time"), ("modified", "last_saved_time")):
        when = getattr(found, at, None)
        if when is not None:
            yield name, str(when)


def _write(streams: dict[str, bytes], writer: Writer, pack: Pack) -> None:
    main = streams["WordDocument"]
    if fib.version(main) < fib.OLDEST:
        text, _, doubts = decode(fib.old_text(main))
        _plain(text, writer)
        writer.doubts.extend(doubts)
        return
    word = fib.read_word(main, streams["0Table"], streams["1Table"])
    lists = _lists(main, fib.table_of(main, streams["0Table"], streams["1Table"]), writer, pack)
    start = 0
    for name, size in zip(fib.STORIES, word.stories, strict=True):
        kind = _KINDS.get(name)
        if kind is not None and size:
            _Story(word, writer, kind, lists).write(start, min(start + size, len(word.text)))
        start += size


def _lists(main: bytes, table: bytes, writer: Writer, pack: Pack) -> Lists | None:
    try:
        return Lists(main, table, pack)
    except (IndexError, ValueError) as error:
        nowhere = Span(writer.size, writer.size)  # the words that are read are not in doubt
        writer.doubt("automatic-numbering", nowhere, f"the lists of the file are broken ({error}): numbers are missing")
        return None


def _plain(text: str, writer: Writer) -> None:
    for line in _shown(text).replace("\x07", "\n").replace("\r", "\n").split("\n"):
        if line.strip():
            writer.line(line)


class _Story:
    """Writes one story (the body, the notes …) paragraph by paragraph, its tables as cells."""

    def __init__(self, word: fib.Word, writer: Writer, kind: str, lists: Lists | None) -> None:
        self.word, self.writer, self.kind, self.lists = word, writer, kind, lists
        self.cells: list[Cell] = []
        self.row: list[Span] = []
        self.rows = 0
        self.cell_start: int | None = None
        self.paragraph = 0

    def write(self, start: int, end: int) -> None:
        at = start
        for found in re.finditer(r"[\r\x07\x0c]", self.word.text[start:end]):
            stop = start + found.start()
            self.end_of(at, stop, found[0])
            at = stop + 1
        if at < end:
            self.end_of(at, end, "\r")
        self.close_table()

    def end_of(self, start: int, stop: int, mark: str) -> None:
        """A paragraph that ends with `mark`."""
        marks = self.word.paragraph(stop)
        words = _shown(self.visible(start, stop))
        inside = bool(marks.get(fib.IN_TABLE)) or mark == "\x07"
        label = "" if self.lists is None else self.lists.label(marks)
        if label and words.strip():
            words = label + words.lstrip()
        if not inside:
            self.close_table()
            self.line(words)
        elif marks.get(fib.ROW_END) and not words.strip():
            self.end_row()
        else:
            if self.cell_start is None:
                self.cell_start = self.writer.size
            if words.strip(" \t\n" + _GAP):
                self.writer.write(self.whole(words.strip()) + "\n")
            if mark == "\x07":
                self.row.append(Span(self.cell_start, max(self.cell_start, self.writer.size - 1)))
                self.cell_start = None

    def line(self, words: str) -> None:
        self.paragraph += 1
        if words.strip(" \t\n" + _GAP):
            self.writer.line(self.whole(words.rstrip()), self.kind, f"para {self.paragraph}")
            if self.kind == "header":
                self.writer.set_apart(-1, "header", "header")

    def end_row(self) -> None:
        for column, span in enumerate(self.row):
            self.cells.append(Cell(span=span, row=self.rows, column=column))
        self.rows += bool(self.row)
        self.row = []

    def whole(self, words: str) -> str:
        """The words without the marks of what was struck out, whose places are recorded."""
        pieces = words.split(_GAP)
        at = self.writer.size
        for piece in pieces[:-1]:
            at += len(piece)
            self.writer.struck_out(at)
        return "".join(pieces)

    def close_table(self) -> None:
        if not (self.cells or self.row):
            return
        self.end_row()
        self.writer.table_with_blocks(self.cells)
        self.cells, self.rows, self.cell_start = [], 0, None

    def visible(self, start: int, stop: int) -> str:
        """The characters that are neither hidden nor deleted, with a mark where others were struck out."""
        word, out, at = self.word, [], start
        runs = word.characters
        while at < stop:
            piece = word.piece(at)
            offset = piece.offset + (at - piece.start) * piece.width
            i = bisect_right(runs.starts, offset) - 1
            marks, end = piece.marks, min(stop, piece.end)
            if i >= 0 and offset < runs.ends[i]:
                marks = {**runs.marks[i], **marks}
                end = min(end, at + max(1, (runs.ends[i] - offset) // piece.width))
            if not (marks.get(fib.DELETED) or marks.get(fib.HIDDEN)):
                struck = 1 in (marks.get(fib.STRUCK), marks.get(fib.STRUCK_TWICE))
                text = word.text[at:end].replace(_GAP, "")
                out.append((_GAP if text.strip() else "") if struck else text)
            at = max(end, at + 1)
        return "".join(out)


def _shown(text: str) -> str:
    """The text with fields as their results, without the marks of pictures and notes."""
    before = None
    while before != text:
        before, text = text, _FIELD.sub(lambda m: m[1] or "", text)
    text = re.sub(r"[\x13-\x15]", "", text)
    return text.translate(_DROPPED).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _converted(data: bytes, source: str, reason: str, pack: Pack) -> Document:
    """The text by an installed converter. UnreadableFile where none is installed or none can read the file."""
    for program, arguments in (("antiword", ["-m", "UTF-8.txt", "-w", "0"]), ("catdoc", ["-d", "utf-8", "-w"])):
        path = shutil.which(program)
        text = _run([path, *arguments], data) if path else ""
        if text.strip():
            writer = Writer()
            _plain(text, writer)
            return writer.document(data, source, "doc", meta=(("converter", program),))
    office = shutil.which("soffice") or shutil.which("libreoffice")
    converted = _office(office, data) if office else b""
    if converted:
        from chengnuo.parsers.docx import parse_docx

        read = parse_docx(converted, source, pack=pack)
        meta = (*read.meta, ("converter", "LibreOffice"))
        return replace(read, format="doc", sha256=hashlib.sha256(data).hexdigest(), meta=meta)
    raise UnreadableFile(source, f"the Word document cannot be read: {reason}", _HINT)


def _run(command: list[str], data: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.doc"
        path.write_bytes(data)
        try:
            done = subprocess.run([*command, str(path)], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        except (subprocess.TimeoutExpired, OSError):
            return ""
    return done.stdout.decode("utf-8", "replace")


def _office(program: str, data: bytes) -> bytes:
    """The file as LibreOffice saves it as DOCX; b"" where it does not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.doc"
        path.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(path)]
        try:
            subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
            return (Path(folder) / "in.docx").read_bytes()
        except (subprocess.TimeoutExpired, OSError):
            return b""
