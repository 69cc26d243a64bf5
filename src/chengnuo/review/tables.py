"""The cells of a sheet that people filled in: workbooks and delimited text, in whatever encoding they were saved."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from chengnuo.errors import UnreadableFile
from chengnuo.export.table import as_text

_FORMULA = ("'=", "'+", "'-", "'@", "'\t", "'\r")


def table_of(data: bytes, source: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The names of the columns, and each further line with its number. UnreadableFile where it is no table."""
    return _table_of_xlsx(data, source) if data[:2] == b"PK" else _table_of_text(data, source)


def _table_of_xlsx(data: bytes, source: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        raise UnreadableFile(source, f"not a workbook that can be read: {error}") from error
    return _table([[plain(cell) for cell in row] for row in rows])


def _table_of_text(data: bytes, source: str) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")  # what Excel in China saves as CSV
        except UnicodeDecodeError as error:
            raise UnreadableFile(source, "neither UTF-8 nor GB 18030", "save the sheet as CSV UTF-8") from error
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise UnreadableFile(source, f"no table: {error}") from error
    return _table([[cell[1:] if cell.startswith(_FORMULA) else cell for cell in row] for row in rows])


def _table(rows: Sequence[Sequence[str]]) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The names of the columns, and each further line with its number."""
    header = [cell.split("\n")[0].strip() for cell in rows[0]] if rows else []
    lines = [
        (number, {name: cell.strip() for name, cell in zip(header, row, strict=False) if name})
        for number, row in enumerate(rows[1:], 2)
    ]
    return header, lines


def plain(value: Any) -> str:
    """A cell as text: dates in ISO form, whole numbers without a point."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(as_text(value) if isinstance(value, bool) else value)
