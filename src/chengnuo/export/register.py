"""The register of promises as an Excel workbook and as a Word document, ready to print and to write in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from copy import copy
from typing import Any

from chengnuo.export.workbook import allowed, link, put, saved
from chengnuo.packing import undated

Record = Mapping[str, Any]
# Columns with the part of the page's width that each gets; `note` is for the supervisor's pen.
COLUMNS: Mapping[str, int] = {
    "n": 4,
    "item": 22,
    "units": 16,
    "deadline": 11,
    "class": 6,
    "title": 20,
    "number": 14,
    "page": 5,
    "quote": 34,
    "evidence": 26,
    "note": 18,
}
# The workbook leads back to the ledger as well.
ID = "id"
# A4 on its side, in millimetres: the sheet, its margin.
PAPER, MARGIN = (297, 210), 12


def register_xlsx(records: Sequence[Record], heads: Mapping[str, str], paths: Mapping[str, str]) -> bytes:
    """The bytes of an .xlsx file; `heads` are the words over the columns and, as `register`, over the whole.

    `paths` links a source's name (key `source` of a record) to its file.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Protection, Side
    from openpyxl.utils import get_column_letter

    names = (*COLUMNS, ID)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = allowed(heads["register"])[:31]
    line = Side(style="thin", color="999999")
    styles: dict[tuple[bool, bool], Any] = {}
    for row, record in enumerate([heads, *records], start=1):
        for column, name in enumerate(names, start=1):
            cell: Any = sheet.cell(row, column)
            put(cell, record.get(name))
            looks = (row == 1, name != "note")
            if looks not in styles:
                cell.font = Font(bold=looks[0])
                cell.border = Border(line, line, line, line)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.protection = Protection(locked=looks[1])
                styles[looks] = cell._style  # noqa: SLF001  (to set what openpyxl knows already takes ten times as long)
            cell._style = copy(styles[looks])  # noqa: SLF001
        if row > 1:
            link(sheet.cell(row, names.index("title") + 1), record, paths)
    for column, name in enumerate(names, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = COLUMNS.get(name, 20)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(records) + 1}"
    _for_print(sheet, heads["register"])
    return saved(book)


def _for_print(sheet: Any, title: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.center.text = title.replace("&", "&&")
    sheet.oddFooter.center.text = "&P / &N"


def register_docx(records: Sequence[Record], heads: Mapping[str, str]) -> bytes:
    """The bytes of a .docx file: a heading, and one table whose head stands on every page."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm

    document: Any = Document()
    _set_font(document)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(PAPER[0]), Mm(PAPER[1])
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Mm(MARGIN))
    document.core_properties.title = allowed(heads["register"])
    heading = document.add_heading(allowed(heads["register"]), level=1)
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    table = document.add_table(rows=0, cols=len(COLUMNS))
    table.style = "Table Grid"
    table.autofit = False
    room = PAPER[0] - 2 * MARGIN
    widths = [Mm(room * share / sum(COLUMNS.values())) for share in COLUMNS.values()]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, record in enumerate([heads, *records]):
        _line(table.add_row(), record, widths, head=number == 0)
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


def _line(row: Any, record: Record, widths: Sequence[Any], *, head: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    properties = row._tr.get_or_add_trPr()  # noqa: SLF001  (python-docx has no other way to a row's properties)
    properties.append(OxmlElement("w:tblHeader" if head else "w:cantSplit"))
    for cell, name, width in zip(row.cells, COLUMNS, widths, strict=True):
        value = record.get(name)
        cell.width = width
        run = cell.paragraphs[0].add_run("" if value is None else allowed(str(value)))
        run.bold = head
        run.font.size = Pt(8)


def _set_font(document: Any) -> None:
    """A font for Chinese that every office program has or replaces; Word asks for it apart from the Latin one."""
    from docx.oxml.ns import qn

    for name in ("Normal", "Heading 1"):
        style = document.styles[name]
        style.font.name = "SimSun"
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(key), None)
        fonts.set(qn("w:eastAsia"), "SimSun")
