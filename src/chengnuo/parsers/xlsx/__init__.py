"""XLSX: the sheets of a workbook as they are shown, the lists in them as tables (ECMA-376, part 1, 18)."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from chengnuo.errors import UnreadableFile
from chengnuo.model import Cell, Document
from chengnuo.packs import Pack
from chengnuo.parsers.archive import Archive, parse_xml
from chengnuo.parsers.writer import Writer, made_block
from chengnuo.parsers.xlsx.grid import Grid, Run, address, cells_of, runs
from chengnuo.parsers.xlsx.shown import Shower, Shown
from chengnuo.spans import Span

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MOST_CELLS = 2_000_000
"""The cells that a workbook's parts may name, and the places that a table may have; openpyxl takes .5 kB for each."""
_WRITER = "chengnuo"
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_MERGED = re.compile(rb"mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_NO_VALUE = re.compile(rb"</(?:\w+:)?f>(?:<(?:\w+:)?v(?:/>|></(?:\w+:)?v>))?</(?:\w+:)?c>")
_HINT = "open it in an office program and save it"
_PARAGRAPH, _TEXT = (f"{{http://schemas.openxmlformats.org/drawingml/2006/main}}{name}" for name in "pt")


def parse_xlsx(data: bytes, source: str, *, pack: Pack, **_: Any) -> Document:
    """The document in a workbook: each shown sheet's lines and tables, one sheet after the other.

    A row with one cell above or below a table is a paragraph (titles, units of measure, notes), one inside it a cell of
    its whole width. Numbers and dates are written as their format shows them. Rows and columns that a filter or an
    outline hides are read, hidden sheets are not. The places are the sheet and the cell (`Sheet1 B3`). UnreadableFile
    where the workbook is broken, too large, empty or one that this program wrote.
    """
    archive = Archive(data, source)
    unstored = _checked(archive, source)
    book = _loaded(data, source)
    if book.properties.creator == _WRITER:
        raise UnreadableFile(source, "a workbook that this program wrote", "give the documents that it was made from")
    writer = Writer()
    shower = Shower(book, pack.table("parsers", "workbook"))
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    plain = pack.pattern("parsers", "workbook", "sheet")
    for sheet in shown:
        grid = Grid(sheet, shower)
        if len(grid) and len(shown) > 1 and not plain.fullmatch(sheet.title):
            writer.line(sheet.title, "header")
            writer.set_apart(len(writer.blocks) - 1, "header", sheet.title)
        for run in runs(grid):
            _write(run, writer, sheet.title, source)
    _notes(shown, writer)
    _drawings(archive, writer, source)
    if not writer.size:
        raise UnreadableFile(source, "the workbook holds no text", _HINT)
    _doubts(book, writer, archive, unstored)
    for code in dict.fromkeys(shower.unread):
        writer.doubt("format-unread", Span(writer.size, writer.size), f"numbers of the format {code} stand as stored")
    return writer.document(data, source, "xlsx", meta=archive.properties())


def _checked(archive: Archive, source: str) -> int:
    """Formulas without a stored value, counted while every part is read within bounds; openpyxl knows no bounds."""
    cells = unstored = 0
    for name in list(archive.names()):
        if name.endswith((".xml", ".rels", ".vml")):
            part = archive.read(name)
            if b"<!DOCTYPE" in part[:4096] or b"<!ENTITY" in part[:4096]:
                raise UnreadableFile(source, f"{name} declares a document type", "no office program writes one")
            if "worksheets/" in name:
                cells += len(_CELL.findall(part)) + sum(map(_places, _MERGED.findall(part)))
                unstored += len(_NO_VALUE.findall(part))
    if cells > MOST_CELLS:
        raise UnreadableFile(source, f"the workbook has {cells} cells", "split it")
    return unstored


def _places(corners: tuple[bytes, bytes, bytes, bytes]) -> int:
    """How many places a merged cell takes up; openpyxl makes a cell of each."""
    from openpyxl.utils import column_index_from_string as number

    left, top, right, bottom = (corner.decode("ascii") for corner in corners)
    return (number(right) - number(left) + 1) * (int(bottom) - int(top) + 1)


def _loaded(data: bytes, source: str) -> Workbook:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # parts that are not read: validations, looks, extensions
            return load_workbook(io.BytesIO(data), data_only=True, keep_links=False, rich_text=True)
    except MemoryError:
        raise
    except Exception as error:  # whatever openpyxl meets in a damaged part
        raise UnreadableFile(source, f"the workbook is broken: {type(error).__name__}: {error}", _HINT) from error


def _write(run: Run, writer: Writer, sheet: str, source: str) -> None:
    """Write a run of rows: a table, or lines."""
    columns = run.columns
    if run.table and len(run.rows) * len(columns) > MOST_CELLS:
        raise UnreadableFile(source, f"a table has {len(run.rows)} rows and {len(columns)} columns", "split it")
    cells: list[Cell] = []
    for at, row in enumerate(run.rows):
        for place, column in enumerate(columns if run.table else sorted(run.grid.rows[row])):
            held = run.grid.rows[row].get(column)
            size = run.size(row, column)
            if size is None:
                continue  # a merged cell holds it
            span = _lines(held, writer, f"{sheet} {address(row, column)}", "cell" if run.table else "paragraph")
            cells.append(Cell(span=span, row=at, column=place, rows=size[0], columns=size[1]))
    if run.table:
        writer.table(cells)


def _lines(held: Shown | None, writer: Writer, place: str, kind: str) -> Span:
    """Write what a cell shows as one block."""
    start = writer.size
    for line in held.lines if held else ():
        writer.write(line + "\n")
    span = Span(start, max(start, writer.size - 1))
    if len(span):
        writer.blocks.append(made_block(kind, span, place))
    if held and held.struck:
        writer.struck_out(writer.size)
    return span


def _notes(sheets: Iterable[Worksheet], writer: Writer) -> None:
    """Write the notes on cells."""
    for sheet in sheets:
        for cell in cells_of(sheet):
            for line in cell.comment.text.splitlines() if cell.comment else ():
                if line.strip():
                    writer.line(line.strip(), "comment", f"comment ({sheet.title} {cell.coordinate})")


def _drawings(archive: Archive, writer: Writer, source: str) -> None:
    """Write the text boxes."""
    for name in list(archive.names()):
        if name.startswith("xl/drawings/") and name.endswith(".xml"):
            for paragraph in parse_xml(archive.read(name), source, name).iter(_PARAGRAPH):
                words = "".join(run.text or "" for run in paragraph.iter(_TEXT)).strip()
                if words:
                    writer.line(words, "textbox")


def _doubts(book: Workbook, writer: Writer, archive: Archive, unstored: int) -> None:
    """Tell what the workbook holds that was not read."""
    end = Span(writer.size, writer.size)
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" and any(cell.value is not None for cell in cells_of(sheet)):
            writer.doubt("sheet-unread", end, f"the sheet {sheet.title} is hidden and was not read")
    if unstored:
        writer.doubt("formula-unread", end, f"{unstored} formulas have no value stored")
    pictures = sum(name.startswith("xl/media/") for name in archive.names())
    if pictures:
        writer.doubt("picture-unread", end, f"{pictures} pictures are not read")
