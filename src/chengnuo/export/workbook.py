"""Commitments as an Excel workbook: typed cells, frozen header, filter, links to the source."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from chengnuo.errors import ChengnuoError
from chengnuo.export.table import COLUMNS, rows
from chengnuo.model import Commitment

_FORBIDDEN = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
# What a cell of Excel can hold.
_LONGEST = 32_767
_WIDTHS = {"quote": 60, "title": 40, "indicator": 30, "units": 30, "issuer": 24, "place": 14}


def workbook(commitments: Sequence[Commitment], paths: Mapping[str, str]) -> bytes:
    """The bytes of an .xlsx file with one sheet; `paths` links a source's name to its file."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("commitments")
    names = [column.name for column in COLUMNS]
    sheet.append(names)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    table = rows(commitments)
    wrapped = Alignment(wrap_text=True, vertical="top")
    for number, record in enumerate(table, start=2):
        for place, name in enumerate(names, start=1):
            put(sheet.cell(number, place), record[name])
        link(sheet.cell(number, names.index("source") + 1), record, paths)
        sheet.cell(number, names.index("quote") + 1).alignment = wrapped
    for place, name in enumerate(names, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 12)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{len(table) + 1}"
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of a workbook. ChengnuoError where the disk of the temporary files, which openpyxl uses, is full."""
    from lxml.etree import SerialisationError

    out = io.BytesIO()
    book.properties.creator = "chengnuo"  # by which its parser knows that this is no document
    try:
        book.save(out)
    except (OSError, SerialisationError) as error:
        words = f"{tempfile.gettempdir()}: no room for the temporary files of a workbook: {error}"
        raise ChengnuoError(words + " (set TMPDIR to a folder with room)") from error
    return out.getvalue()


def put(cell: Any, value: Any) -> None:
    """Fill a cell. A string is stored as a string, so that `=…` is shown and never run; an empty one as nothing."""
    if not isinstance(value, str):
        cell.value = value
    elif value:
        cell.value = allowed(value)
        cell.data_type = "s"


def allowed(text: str) -> str:
    """The text without what a workbook cannot hold."""
    return xml_text(text)[:_LONGEST]


def xml_text(text: str) -> str:
    """The text without the characters that XML 1.0 forbids."""
    return text.translate(_FORBIDDEN)


def link(cell: Any, record: Mapping[str, Any], paths: Mapping[str, str]) -> None:
    """Links a cell to the file, and page, that `source` and `page` of the record name."""
    path = paths.get(record["source"])
    if path is None:
        return
    target = Path(path).as_posix()
    page = f"#page={record['page']}" if record["page"] else ""
    cell.hyperlink = ("file:///" + quote(target.lstrip("/")) if Path(path).is_absolute() else quote(target)) + page
    cell.style = "Hyperlink"
