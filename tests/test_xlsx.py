"""Workbooks: what a sheet shows is what is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from chengnuo.errors import UnknownFormat, UnreadableFile
from chengnuo.export import Cargo, export
from chengnuo.model import Document
from chengnuo.parsers import parse
from chengnuo.parsers.xlsx.shown import dated, numbered
from chengnuo.pipeline import extraction_of_bytes

HEADER = ["任务", "目标", "责任单位", "完成时间"]


def moment(*parts: int) -> datetime:
    """A point in time as workbooks have it, of no zone."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def bytes_of(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def made(rows: Iterable[list[Any]], change: Callable[[Any], object] = lambda sheet: None) -> bytes:
    """A workbook of one sheet, changed before it is saved."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    change(sheet)
    return bytes_of(book)


def lines(data: bytes) -> list[str]:
    return parse(data, "表.xlsx").text.splitlines()


def tables(document: Document) -> list[list[list[str]]]:
    found = []
    for table in document.tables:
        rows: list[list[str]] = [[] for _ in range(1 + max(cell.row for cell in table.cells))]
        for cell in table.cells:
            rows[cell.row].append(cell.span.of(document.text))
        found.append(rows)
    return found


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.953, "0.0%", "95.3%"),
        (0.95, "0%", "95%"),
        (0.125, "0.00%", "12.50%"),
        (1234567, "#,##0", "1,234,567"),
        (12.5, "0", "13"),
        (2.5, "0", "3"),
        (88.666, '0.0"公里"', "88.7公里"),
        (12, 'General"所"', "12所"),
        (12, "#,##0_);[Red](#,##0)", "12"),
        (-12, "#,##0_);[Red](#,##0)", "(12)"),
        (-12.5, "0.0", "-12.5"),
        (1500, "[$¥-804]#,##0.00", "¥1,500.00"),
        (0.30000000000000004, "General", "0.3"),
        (2025, "General", "2025"),
        (1e15, "General", "1000000000000000"),
        (12345678, "0.0,", "12345.7"),
        (3.10, "0.##", "3.1"),
        (3, "0.##", "3"),
        (5, "\\第0\\季度", "第5季度"),
        (7, '"第"0"名"', "第7名"),
        (0.5, "# ?/?", None),
        (12345, "0.00E+00", None),
        (12345, "0!.0,", None),
        (5, '[>=100]0"百";0', None),
    ],
)
def test_a_number_is_written_as_its_format_shows_it(value: float, code: str, shown: str | None) -> None:
    assert numbered(value, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (moment(2025, 6, 1), 'yyyy"年"m"月"', "2025年6月"),
        (moment(2025, 6, 1), '[$-804]yyyy"年"m"月"d"日";@', "2025年6月1日"),
        (moment(2025, 6, 1), "yyyy/mm/dd", "2025/06/01"),
        (moment(2025, 6, 1), "yyyy\\-m\\-d", "2025-6-1"),
        (moment(2025, 6, 1, 8, 5), "yyyy-mm-dd hh:mm", "2025-06-01 08:05"),
        (moment(2025, 6, 1, 8, 5, 9), "m/d h:mm:ss", "6/1 8:05:09"),
        (time(8, 30), "h:mm", "8:30"),
        (date(2025, 6, 1), "yy-m", "2025-6"),
    ],
)
def test_a_date_is_written_as_its_format_shows_it(value: datetime, code: str, shown: str) -> None:
    assert dated(value, code) == shown


@pytest.mark.parametrize(("number", "shown"), [(14, "2025/6/1"), (31, "2025年6月1日"), (57, "2025年6月")])
def test_the_dates_of_chinese_systems_are_no_numbers(number: int, shown: str) -> None:
    def change(sheet: Any) -> None:
        sheet["A1"].number_format = "0"
        sheet["A1"]._style.numFmtId = number

    assert lines(made([[45809, "项"]], change)) == [shown, "项"]


def test_rows_over_the_whole_width_are_lines_outside_the_table_and_cells_in_it() -> None:
    rows = [["附件1"], ["任务表"], HEADER, ["一、教育"], ["建校", "2所", "市教育局", "6月"], ["说明：略"]]
    document = parse(made(rows, lambda sheet: sheet.merge_cells("A4:D4")), "表.xlsx")
    assert tables(document) == [[HEADER, ["一、教育"], ["建校", "2所", "市教育局", "6月"]]]
    assert [cell.columns for cell in document.tables[0].cells] == [1, 1, 1, 1, 4, 1, 1, 1, 1]
    assert [block.span.of(document.text) for block in document.blocks if block.kind == "paragraph"] == [
        "附件1", "任务表", "说明：略",
    ]  # fmt: skip


def test_a_title_behind_an_empty_row_begins_a_second_table() -> None:
    rows = [["甲", "1"], ["乙", "2"], [], ["第二张表"], ["丙", "3"], [], ["丁", "4"]]
    document = parse(made(rows), "表.xlsx")
    assert tables(document) == [[["甲", "1"], ["乙", "2"]], [["丙", "3"], ["丁", "4"]]]


def test_merged_cells_keep_their_rows_and_the_place_is_the_address() -> None:
    rows = [HEADER, ["建校", "2所", "市教育局", "2025年"], [None, "3所", "市财政局", "2026年"]]
    document = parse(made(rows, lambda sheet: sheet.merge_cells("A2:A3")), "表.xlsx")
    cells = {cell.span.of(document.text): cell for cell in document.tables[0].cells}
    assert (cells["建校"].rows, cells["市财政局"].column) == (2, 2)
    assert {block.span.of(document.text): block.place for block in document.blocks}["市财政局"] == "Sheet C3"


def test_a_task_table_gives_rows_with_units_deadlines_and_places() -> None:
    rows = [["2025年重点任务分解表"], HEADER,
            ["学前教育毛入园率", 0.953, "市教育局", moment(2025, 6, 1)]]  # fmt: skip

    def change(sheet: Any) -> None:
        sheet["B3"].number_format, sheet["D3"].number_format = "0.0%", 'yyyy"年"m"月"'

    (row,) = extraction_of_bytes(made(rows, change), "表.xlsx").commitments
    assert (str(row.value), row.unit, row.deadline, row.units) == ("95.3", "%", "2025-06", ("市教育局",))
    assert row.place == "Sheet B3"


def test_hidden_rows_are_read_and_hidden_sheets_told() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["甲", "1"])
    book.worksheets[0].row_dimensions[1].hidden = True
    other = book.create_sheet("底稿")
    other.append(["不读"])
    other.sheet_state = "hidden"
    document = parse(bytes_of(book), "表.xlsx")
    assert document.text.split() == ["甲", "1"]
    assert [(doubt.code, "底稿" in doubt.reason) for doubt in document.doubts] == [("sheet-unread", True)]


def test_sheets_with_names_of_their_own_are_told_apart() -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["甲", "1"])
    book.create_sheet("市教育局").append(["乙", "2"])
    document = parse(bytes_of(book), "表.xlsx")
    assert document.text.split() == ["甲", "1", "市教育局", "乙", "2"]
    assert [block.span.of(document.text) for block in document.blocks if block.kind == "header"] == ["市教育局\n"]


def test_struck_out_words_are_left_out_and_told() -> None:
    rich = CellRichText("建成", TextBlock(InlineFont(strike=True), "30所"), "50所")

    def change(sheet: Any) -> None:
        sheet["B2"].font = Font(strike=True)

    document = parse(made([["任务", "目标"], [rich, "12所"], ["三", "四"]], change), "表.xlsx")
    assert document.text.split() == ["任务", "目标", "建成50所", "三", "四"]
    assert [doubt.code for doubt in document.doubts] == ["struck-out", "struck-out"]


def test_comments_stand_behind_the_sheets() -> None:
    def change(sheet: Any) -> None:
        sheet["A1"].comment = Comment("暂定", "王")

    document = parse(made([["甲", "乙"]], change), "表.xlsx")
    assert (document.text, document.blocks[-1].kind) == ("甲\n乙\n暂定\n", "comment")


def test_formulas_without_a_value_and_formats_nobody_knows_are_told() -> None:
    def change(sheet: Any) -> None:
        sheet["B1"].number_format = "# ?/?"

    document = parse(made([["甲", 0.5, "=1+2"]], change), "表.xlsx")
    assert document.text == "甲\n0.5\n"
    assert [doubt.code for doubt in document.doubts] == ["formula-unread", "format-unread"]


def test_a_workbook_of_this_program_is_no_document() -> None:
    with pytest.raises(UnreadableFile, match="that this program wrote"):
        parse(export(Cargo(commitments=[]), "xlsx"), "导出.xlsx")


def test_an_empty_workbook_says_so() -> None:
    with pytest.raises(UnreadableFile, match="holds no text"):
        parse(made([]), "空.xlsx")


def with_part(data: bytes, name: str, content: bytes | None) -> bytes:
    """The container with one part replaced, or without it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            if item != name:
                new.writestr(item, old.read(item))
        if content is not None:
            new.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/worksheets/sheet1.xml", b"<worksheet"),
        ("xl/styles.xml", b"<styleSheet xmlns='x'><fills><fill"),
        ("xl/workbook.xml", b""),
        ("xl/sharedStrings.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><sst/>"),
        ("xl/worksheets/sheet1.xml", None),
    ],
)
def test_a_damaged_workbook_is_refused_with_a_reason(name: str, content: bytes | None) -> None:
    with pytest.raises(UnreadableFile) as error:
        parse(with_part(made([["甲", "乙"]]), name, content), "坏.xlsx")
    assert error.value.reason


def test_a_workbook_of_too_many_cells_is_refused_before_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengnuo.parsers.xlsx.MOST_CELLS", 3)
    with pytest.raises(UnreadableFile, match="has 4 cells"):
        parse(made([["甲", "乙"], ["丙", "丁"]]), "大.xlsx")


def test_a_binary_workbook_is_called_what_it_is() -> None:
    data = with_part(with_part(made([["甲"]]), "xl/workbook.xml", None), "xl/workbook.bin", b"x")
    with pytest.raises(UnknownFormat, match="XLSB"):
        parse(data, "表.xlsb")


def test_a_workbook_with_cells_far_apart_or_merged_over_all_is_no_trap() -> None:
    def far(sheet: Any) -> None:
        sheet["XFD1048576"] = "远"

    assert lines(made([["近"]], far)) == ["近", "远"]
    data = made([["甲", "乙"]])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    merged = sheet.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    with pytest.raises(UnreadableFile, match="cells"):
        parse(with_part(data, "xl/worksheets/sheet1.xml", merged), "大.xlsx")
