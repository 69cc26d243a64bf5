"""Bodies that headings, rows across a table, lines above it and the words of cells name for what stands below."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from laid_out import as_docx, as_html, grid, lines

from chengnuo.model import Extraction
from chengnuo.pipeline import extraction_of_bytes, extraction_of_text

TITLE = "东山县2026年重点工作责任分工\n"
HEAD = "序号|重点任务|完成时限\n"


def led(found: Extraction) -> list[tuple[int, str | None, tuple[str, ...]]]:
    """The value, the deadline and the leading bodies of each commitment with a number."""
    return [(int(str(row.value)), row.deadline, row.units) for row in found.commitments if row.value is not None]


def filled(rows: str) -> list[list[str]]:
    """The rows as cells; a row of one cell reaches over all columns."""
    made = grid(rows)
    return [row if len(row) > 1 else [*row, *["<"] * (len(made[0]) - 1)] for row in made]


def bars(rows: str) -> Extraction:
    return extraction_of_text(TITLE + "".join(f"| {line.replace('|', ' | ')} |\n" for line in rows.strip().split("\n")))


def flat(rows: str) -> Extraction:
    return extraction_of_text(TITLE + lines(filled(rows)))


def html(rows: str) -> Extraction:
    return extraction_of_bytes(as_html(TITLE, filled(rows), ""), "page.html")


def docx(rows: str) -> Extraction:
    return extraction_of_bytes(as_docx(TITLE, filled(rows), ""), "page.docx")


ACROSS = {
    "with a label": ("一、民生保障（牵头单位：县教育局）", "二、基础设施（牵头单位：县水利局、县住建局）"),
    "with a label behind blanks": ("一、民生保障  牵头单位：县教育局", "二、基础设施  牵头单位：县水利局、县住建局"),
    "nothing but a label": ("责任单位：县教育局", "责任单位：县水利局、县住建局"),
    "nothing but names": ("一、县教育局（2项）", "二、县水利局、县住建局"),
}


@pytest.mark.parametrize("read", [bars, flat, html, docx])
@pytest.mark.parametrize("form", ACROSS)
def test_a_row_across_a_table_names_who_does_the_rows_below_it(form: str, read: Callable[[str], Extraction]) -> None:
    first, second = ACROSS[form]
    rows = (
        f"{HEAD}{first}\n1|新建幼儿园12所。|2026年6月底前\n2|改造食堂14个。|2026年9月底前\n"
        f"{second}\n3|改造管网35公里。|2027年9月底前\n"
    )
    assert led(read(rows)) == [
        (12, "2026-06", ("县教育局",)),
        (14, "2026-09", ("县教育局",)),
        (35, "2027-09", ("县水利局", "县住建局")),
    ]


def test_a_section_within_a_section_ends_with_it_and_rows_may_have_bodies_of_their_own() -> None:
    found = bars(
        "序号|重点任务|责任单位|完成时限\n一、民生保障（牵头单位：县教育局）|||\n（一）入学|||\n"
        "1|新建幼儿园12所。||2026年6月底前\n2|改造食堂14个。|县财政局|2026年9月底前\n"
        "二、基础设施|||\n3|改造管网35公里。||2027年9月底前\n"
    )
    assert [row[2] for row in led(found)] == [("县教育局",), ("县财政局",), ()]


def test_classes_across_a_table_that_end_like_bodies_are_none() -> None:
    found = bars(f"{HEAD}一、医院||\n1|新建病房12间。|2026年6月底前\n二、学校||\n2|改造食堂14个。|2026年9月底前\n")
    assert [row[2] for row in led(found)] == [(), ()]


def test_a_list_below_the_rows_of_a_table_is_not_of_those_behind_it() -> None:
    found = bars(f"{HEAD}1|新建幼儿园12所。|2026年6月底前\n责任单位：县教育局||\n2|改造管网35公里。|2027年9月底前\n")
    assert [row[2] for row in led(found)] == [(), ()]
    assert "bodies-unread" in {doubt.code for doubt in found.doubts}


def test_headings_name_who_does_the_items_below_them() -> None:
    items = "1.扩大供给。新建幼儿园12所。\n2.改善条件。改造食堂14个。\n"
    more = "1.改造管网。改造管网35公里。\n"
    wanted = [(12, "2026", ("县教育局",)), (14, "2026", ("县教育局",)), (35, "2026", ("县水利局",))]
    for first, second in (
        ("一、民生保障（责任单位：县教育局）", "二、基础设施（责任单位：县水利局）"),
        ("一、民生保障\n责任单位：县教育局", "二、基础设施\n责任单位：县水利局"),
        ("一、县教育局", "二、县水利局（1项）"),
    ):
        assert led(extraction_of_text(f"{TITLE}{first}\n{items}{second}\n{more}")) == wanted


def test_a_line_above_a_table_names_who_does_its_rows() -> None:
    first = f"| {HEAD.strip().replace('|', ' | ')} |\n| 1 | 新建幼儿园12所。 | 2026年6月底前 |\n"
    second = f"| {HEAD.strip().replace('|', ' | ')} |\n| 1 | 改造管网35公里。 | 2027年9月底前 |\n"
    above = extraction_of_text(f"{TITLE}责任单位：县教育局\n{first}\n责任单位：县水利局\n{second}")
    assert [row[2] for row in led(above)] == [("县教育局",), ("县水利局",)]
    below = extraction_of_text(f"{TITLE}{first}\n责任单位：县教育局\n\n重点项目\n{second}\n责任单位：县水利局\n")
    assert [row[2] for row in led(below)] == [("县教育局",), ("县水利局",)]


def test_the_words_of_a_cell_may_name_who_does_the_row_or_each_of_its_items() -> None:
    one = bars("序号|重点任务|工作内容|完成时限\n1|扩大供给|新建幼儿园12所。（责任单位：县教育局）|2026年6月底前\n")
    assert led(one) == [(12, "2026-06", ("县教育局",))]
    several = html(
        "序号|重点任务|工作内容|完成时限\n1|民生保障|1.新建幼儿园12所。（县教育局负责）2.改造管网35公里。（县水利局负责）|2026年6月底前\n"
    )
    assert led(several) == [(12, "2026-06", ("县教育局",)), (35, "2026-06", ("县水利局",))]


@pytest.mark.parametrize("name", ["责任分工", "职责分工", "责任落实", "牵头及配合单位"])
def test_one_column_may_say_who_leads_and_who_supports(name: str) -> None:
    found = html(f"序号|重点任务|{name}|完成时限\n1|新建幼儿园12所。|牵头：县教育局；配合：县财政局|2026年6月底前\n")
    assert [(body.name, body.role) for body in found.bodies] == [("县教育局", "lead"), ("县财政局", "support")]
    assert led(found) == [(12, "2026-06", ("县教育局",))]


def test_cells_that_commas_part_are_a_table_with_and_without_quotation_marks() -> None:
    quoted = (
        '"序号","重点任务","责任单位","完成时限"\n"1","新建幼儿园12所，改善条件","县教育局，县财政局","2026年6月底前"\n'
        '"2","1.改造管网35公里。\n2.加强""管护""。","县水利局","2027年9月底前"\n'
    )
    assert led(extraction_of_text(TITLE + quoted + "\n以上任务按季度调度。\n")) == [
        (12, "2026-06", ("县教育局", "县财政局")),
        (35, "2027-09", ("县水利局",)),
    ]
    head = "序号,重点任务,责任单位,完成时限\n"
    plain = f"{head}1,新建幼儿园12所,县教育局,2026年6月底前\n2,改造管网35公里,县水利局,2027年9月底前\n"
    assert led(extraction_of_text(TITLE + plain)) == [(12, "2026-06", ("县教育局",)), (35, "2027-09", ("县水利局",))]


def test_lines_with_commas_that_name_no_columns_are_no_table() -> None:
    assert not extraction_of_text("alpha,beta,gamma\none,two,three\nfour,five,six\n").outline.tables


def test_bodies_and_times_that_a_sheet_merged_hold_for_the_rows_below_and_are_doubted() -> None:
    rows = (
        "序号\t重点任务\t责任单位\t完成时限\n1\t新建幼儿园12所\t县教育局\t2026年6月底前\n2\t改造食堂14个\t\t\n"
        "3\t改造管网35公里\t县水利局\t2027年9月底前\n4\t建设水厂16座\t\t\n"
    )
    found = extraction_of_text(TITLE + rows)
    assert [row[1:] for row in led(found)] == [("2026-06", ("县教育局",))] * 2 + [("2027-09", ("县水利局",))] * 2
    assert all("cell-merged" in {doubt.code for doubt in row.doubts} for row in found.commitments)


def test_an_empty_cell_beside_a_time_of_its_own_is_empty() -> None:
    rows = (
        "序号\t重点任务\t责任单位\t完成时限\n1\t新建幼儿园12所\t县教育局\t2026年6月底前\n"
        "2\t改造食堂14个\t\t2026年9月底前\n3\t改造管网35公里\t县水利局\t2027年9月底前\n4\t建设水厂16座\t\t2027年6月底前\n"
    )
    assert [row[2] for row in led(extraction_of_text(TITLE + rows))] == [("县教育局",), (), ("县水利局",), ()]


@pytest.mark.parametrize(
    "words",
    [
        "公共数据目录划分为14个二级分类、23个三级分类。",
        "评价指标体系设置一级指标5个、二级指标16个、三级指标48个。",
        "评估标准包括7个维度、21项指标。",
        "本清单共涉及12个部门87项事项。",
        "本办法共分5章32条。",
        "指标体系由3个部分组成。",
    ],
)
def test_what_a_system_or_a_document_is_made_up_of_is_promised_by_nobody(words: str) -> None:
    assert led(extraction_of_text(f"东山市数据管理办法（2026年版）\n一、结构\n{words}\n")) == []


def test_bodies_that_are_set_up_are_promised() -> None:
    assert [row[0] for row in led(extraction_of_text("东山市工作方案\n一、机制\n设立3个工作专班。\n"))] == [3]


def test_a_list_that_closes_the_sentence_before_is_no_part_of_the_next() -> None:
    found = extraction_of_text(
        "东山县工作方案\n一、民生保障\n新建幼儿园12所。（县教育局负责）改造管网35公里。（县水利局负责）\n"
    )
    assert [(row.quote, row.indicator, row.units) for row in found.commitments] == [
        ("新建幼儿园12所", "新建幼儿园", ("县教育局",)),
        ("改造管网35公里", "改造管网", ("县水利局",)),
    ]


def drawn(columns: tuple[int, ...], rows: list[tuple[int, list[str]]]) -> bytes:
    """A PDF page with words at such distances from the left, each row so far from the top."""
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(595, 842))
    page.setFont("STSong-Light", 10)
    page.drawString(200, 800, TITLE.strip())
    for y, words in rows:
        for x, word in zip(columns, words, strict=True):
            page.drawString(x, 780 - y, word)
    page.save()
    return out.getvalue()


COLUMNS = (40, 75, 150, 330, 430)
NAMES = ["序号", "重点任务", "工作内容", "责任单位", "完成时限"]


@pytest.mark.parametrize("wide", [13, 20])
def test_a_table_of_tasks_in_a_pdf_needs_no_rules(wide: int) -> None:
    rows = [
        (0, NAMES),
        (20, ["1", "扩大供给", "坚持问题导向，加大投入力度，新建幼", "县教育局、县发展", "2026年6月底前"]),
        (33, ["", "", "儿园12所。", "改革局", ""]),
        (33 + wide, ["2", "改造管网", "改造管网35公里。", "县水利局", "2027年9月底前"]),
    ]
    found = extraction_of_bytes(drawn(COLUMNS, rows), "made.pdf")
    assert led(found) == [(12, "2026-06", ("县教育局", "县发展改革局")), (35, "2027-09", ("县水利局",))]


def test_a_line_that_may_be_of_either_of_two_rows_is_of_none() -> None:
    rows = [
        (0, NAMES),
        (20, ["1", "扩大供给", "新建幼儿园12所。", "县教育局", "2026年6月底前"]),
        (33, ["", "", "坚持问题导向，加大投入力度，强化调", "", ""]),
        (46, ["2", "改造管网", "度，改造管网35公里，切实解决急难愁", "县水利局", "2027年9月底前"]),
        (59, ["", "", "盼问题。", "", ""]),
    ]
    assert not extraction_of_bytes(drawn(COLUMNS, rows), "made.pdf").outline.tables


def test_cells_set_in_columns_that_go_on_over_lines_are_told_of_with_all_rows_of_their_table() -> None:
    text = f"""{TITLE}
序号  重点任务      工作内容                  责任单位        完成时限
1     推动文旅融    新建驿站78处。            县文旅局        2026年10
      合发展                                                  月底
2     保障困难群    培训企业负责人506人，     县退役军人事    2027年底
      众基本生活    群众更加满意。            务局
"""
    found = extraction_of_text(text)
    assert found.commitments
    assert all("table-wrapped" in {doubt.code for doubt in row.doubts} for row in found.commitments)
    whole = text.replace("融\n      合", "融").replace(
        "      合发展                                                  月底\n", ""
    )
    whole = whole.replace("      众基本生活    群众更加满意。            务局\n", "")
    assert "table-wrapped" not in {doubt.code for doubt in extraction_of_text(whole).doubts}


def test_what_the_columns_of_a_plan_tell_to_complete_is_promised() -> None:
    rows = "县区|完成造林（亩）|开展抽检（批次）\n东山县|456|32\n西河县|849|35\n南塘区|730|38\n"
    page = as_html("甲市2026年民生实事目标任务分解表\n", grid(rows), "")
    found = [row for row in extraction_of_bytes(page, "page.html").commitments if row.value is not None]
    assert {(row.status, row.unit) for row in found} == {("pledged", "亩"), ("pledged", "批次")}
    assert len(found) == 6


def test_years_between_the_state_and_the_goal_of_a_plan_are_not_past() -> None:
    table = grid(
        "指标|单位|2020年|2023年|2025年|属性\n风电装机|万千瓦|770|1010|1200|预期性\n光伏装机|万千瓦|78|300|480|预期性"
    )
    page = as_html("东山县“十四五”新能源发展规划\n（2022年7月）\n主要指标见下表。\n", table, "")
    found = extraction_of_bytes(page, "page.html").commitments
    assert [row.status for row in found if row.value is not None] == ["achieved", "pledged", "pledged"] * 2
