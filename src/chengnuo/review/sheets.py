"""Review sheets: the rows with their words in locked columns, and open columns for the decision (read by `drafts`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chengnuo.export.table import delimited
from chengnuo.export.workbook import put, saved
from chengnuo.messages import fields_in_doubt
from chengnuo.model import Commitment
from chengnuo.review.additions import ADD
from chengnuo.review.decisions import CHOICES, FIELDS, VERDICTS, cell_of
from chengnuo.wire import city_of

LOCKED = ("id", "basis", "city", "title", "page", "place", "quote", "doubts", *FIELDS, "decided")
OPEN = ("verdict", "note", "reviewer", *(f"new_{name}" for name in FIELDS))
COLUMNS = (*LOCKED, *OPEN)
# Empty lines at the foot of a workbook for rows that the machine missed.
BLANKS = 50
_WIDTHS = {
    "quote": 60,
    "doubts": 40,
    "title": 30,
    "indicator": 24,
    "units": 24,
    "note": 30,
    "new_units": 24,
    "new_indicator": 24,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a sheet: the commitment shown, on which basis (`machine` or `ledger`), and what was decided before."""

    row: Commitment
    basis: str = "ledger"
    decided: str = ""


def sheet_csv(lines: Sequence[Line]) -> bytes:
    """The sheet as CSV for any spreadsheet; nothing is locked there."""
    return delimited(map(cells, lines), ",", names=COLUMNS)


def cells(line: Line) -> dict[str, Any]:
    """The cells of COLUMNS, those that are to be filled in empty."""
    return {name: _cell(line, name) for name in COLUMNS}


def sheet_xlsx(lines: Sequence[Line], titles: Mapping[str, str]) -> bytes:
    """The sheet as an Excel workbook: source columns locked, drop-downs where a field has few values.

    The fields that a row's doubts are about are shaded, with the doubts themselves, or the quotation where they are
    about its words. Empty lines at the foot are for rows that the machine missed. The sheet is protected without a
    password: against slips, not against people. `titles` are the columns' names in the reader's language, in the second
    line of a head cell.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter

    book = Workbook()
    page = book.worksheets[0]
    page.title = "review"
    open_fill = PatternFill("solid", fgColor="FFF7DC")
    doubt_fill = PatternFill("solid", fgColor="FBE0CF")
    doubted = [{"doubts", *fields_in_doubt(line.row.doubts)} if line.row.doubts else set() for line in lines]
    for column, name in enumerate(COLUMNS, 1):
        head = page.cell(1, column, name if titles.get(name, name) == name else f"{name}\n{titles[name]}")
        head.font = Font(bold=True)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        page.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, 13)
        for number, line in enumerate(lines, 2):
            cell = page.cell(number, column)
            put(cell, _cell(line, name))
            if name in OPEN:
                cell.protection = Protection(locked=False)
                cell.number_format = "@"  # or a spreadsheet turns 2026-12 into a day
                cell.fill = open_fill
            elif name in doubted[number - 2]:
                cell.fill = doubt_fill
            cell.alignment = Alignment(wrap_text=name in {"quote", "doubts", "note"}, vertical="top")
        if name in {"id", "quote", *OPEN}:
            for number in range(len(lines) + 2, len(lines) + 2 + BLANKS):
                cell = page.cell(number, column)
                cell.protection = Protection(locked=False)
                cell.number_format = "@"
                cell.fill = open_fill
    _drop_downs(page, len(lines) + 1 + BLANKS)
    page.freeze_panes = "B2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(lines) + 1 + BLANKS}"
    page.protection.sheet = True
    for allowed in ("autoFilter", "sort", "formatColumns", "formatRows"):
        setattr(page.protection, allowed, False)  # False: not forbidden
    return saved(book)


def _cell(line: Line, name: str) -> Any:
    row = line.row
    if name in FIELDS:
        return cell_of(row, name)
    cells = {
        "id": row.id,
        "basis": line.basis,
        "city": city_of(row.document),
        "title": row.document.title if row.document else None,
        "page": row.page,
        "place": row.place,
        "quote": row.quote,
        "doubts": "; ".join(f"{doubt.code}: {doubt.reason}" for doubt in row.doubts),
        "decided": line.decided,
    }
    return cells.get(name)


def _drop_downs(page: Any, last: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    choices: Iterable[tuple[str, tuple[str, ...]]] = [
        ("verdict", (*VERDICTS, ADD)),
        *((f"new_{name}", (*words, "-")) for name, words in CHOICES.items()),
    ]
    for name, words in choices:
        letter = get_column_letter(COLUMNS.index(name) + 1)
        rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True)
        rule.error = f"{name}: {', '.join(words)}"
        page.add_data_validation(rule)
        rule.add(f"{letter}2:{letter}{max(last, 2)}")
