"""What tables say of budgets, regions, years, projects and goals, whatever their headers are called."""

from __future__ import annotations

import io

import pytest
from laid_out import as_html, grid

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_bytes, extraction_of_text, readable
from chengnuo.wire import value_to_wire

Row = tuple[str, str | None, str | None, object, str | None, str | None]


def commitments(title: str, table: str, after: str = "") -> tuple[Commitment, ...]:
    page = as_html(f"{title}\n", grid(table), after)
    return extraction_of_bytes(page, "made.html").commitments


def told(title: str, table: str, after: str = "") -> list[Row]:
    """Indicator, subject or scope, op, value, unit and deadline of each row; a minus before what is reported."""
    return [
        (
            ("-" if row.status == "achieved" else "") + row.indicator,
            row.subject or row.scope,
            row.op,
            value_to_wire(row.value),
            row.unit,
            row.deadline,
        )
        for row in commitments(title, table, after)
    ]


def test_budgets_tell_what_was_spent_and_what_is_to_be() -> None:
    assert told(
        "2026年一般公共预算支出安排表\n单位：万元",
        "支出科目|2025年执行数|2026年预算数|预算数为执行数的%\n一、教育支出|870|960|110.3\n"
        "其中：学生资助|52|61|117.3\n合计|922|1021|110.7",
    ) == [
        ("-教育支出", None, "=", 8_700_000, "元", "2025"),
        ("教育支出", None, "=", 9_600_000, "元", "2026"),
        ("-学生资助", None, "=", 520_000, "元", "2025"),
        ("学生资助", None, "=", 610_000, "元", "2026"),
        ("-一般公共预算支出", None, "=", 9_220_000, "元", "2025"),
        ("一般公共预算支出", None, "=", 10_210_000, "元", "2026"),
    ]


def test_goals_of_indicators_in_three_ranks_are_of_the_last_and_of_the_year_of_the_title() -> None:
    assert told(
        "2025年度道路养护项目绩效目标表",
        "一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|养护里程|≥320公里\n^|质量指标|验收合格率|98%以上\n"
        "满意度指标|服务对象满意度指标|群众满意度|≥95%",
    ) == [
        ("养护里程", None, ">=", 320, "公里", "2025"),
        ("验收合格率", None, ">=", 98, "%", "2025"),
        ("群众满意度", None, ">=", 95, "%", "2025"),
    ]


def test_rows_of_regions_are_known_by_their_cells() -> None:
    assert told("2026年造林任务分解表\n单位：亩", "单位|人工造林|封山育林\n甲溪镇|350|500\n乙山乡|410|620") == [
        ("人工造林", "甲溪镇", "=", 350, "亩", "2026"),
        ("封山育林", "甲溪镇", "=", 500, "亩", "2026"),
        ("人工造林", "乙山乡", "=", 410, "亩", "2026"),
        ("封山育林", "乙山乡", "=", 620, "亩", "2026"),
    ]


def test_rows_may_be_years() -> None:
    assert told("充电设施建设目标", "年份|新建充电桩（个）|新建换电站（座）\n2025年|3200|6\n2026年|4100|8") == [
        ("新建充电桩", None, "=", 3200, "个", "2025"),
        ("新建换电站", None, "=", 6, "座", "2025"),
        ("新建充电桩", None, "=", 4100, "个", "2026"),
        ("新建换电站", None, "=", 8, "座", "2026"),
    ]


def test_rows_of_classes_share_what_the_header_measures() -> None:
    assert told(
        "2025年公共服务满意度提升目标表",
        "序号|调查领域|2024年满意度（%）|2025年目标（%）\n1|公共教育|86.4|≥88\n2|养老服务|81.0|84以上",
    ) == [
        ("-满意度", "公共教育", "=", 86.4, "%", "2024"),
        ("满意度", "公共教育", ">=", 88, "%", "2025"),
        ("-满意度", "养老服务", "=", 81, "%", "2024"),
        ("满意度", "养老服务", ">=", 84, "%", "2025"),
    ]


def test_a_list_of_persons_with_their_ages_holds_no_values() -> None:
    assert told("2025年度先进个人名单", "序号|姓名|年龄|单位\n1|王某|35|甲局\n2|李某|41|乙局") == []


def test_sums_over_the_first_columns_have_no_name_of_their_own() -> None:
    rows = told(
        "2026年重点项目投资计划表\n单位：亿元",
        "序号|项目名称|总投资|2026年计划投资\n1|甲路改造工程|18.5|6.2\n2|乙河治理工程|3.2|1.1\n合计|<|21.7|7.3",
    )
    assert ("计划投资", None, "=", 730_000_000, "元", "2026") in rows


@pytest.mark.parametrize(("cell", "op"), [("1.25以内", "<="), ("≤1.25", "<="), ("1.25", "=")])
def test_a_unit_by_unit_is_kept_whole_with_the_bound_behind_it(cell: str, op: str) -> None:
    (row,) = extraction_of_text(f"指标\t单位\t2026年目标\n万车死亡率\t人/万车\t{cell}\n").commitments
    assert (row.op, str(row.value), row.unit) == (op, "1.25", "人/万车")


def test_a_period_in_the_title_is_no_unit() -> None:
    rows = told(
        "站点布局表（2025—2027年）",
        "类别|事项|2026年目标|2027年目标\n网点|新建服务站|150个|180个\n网点|改造支局|12处|9处",
    )
    assert [(name, unit, year) for name, _, _, _, unit, year in rows] == [
        ("新建服务站", "个", "2026"),
        ("新建服务站", "个", "2027"),
        ("改造支局", "处", "2026"),
        ("改造支局", "处", "2027"),
    ]


def test_a_second_line_of_the_header_stands_under_the_wide_cells_of_the_first() -> None:
    table = "指标|单位|2025年现状|目标|<\n|||2027年|2030年\n预报准确率|%|88.6|90|92\n观测站间距|公里|8.6|≤7|≤6"
    rows = told("气象发展主要指标", table)
    assert [(name, op, value, year) for name, _, op, value, _, year in rows[:3]] == [
        ("-预报准确率", "=", 88.6, "2025"),
        ("预报准确率", "=", 90, "2027"),
        ("预报准确率", "=", 92, "2030"),
    ]


def test_years_in_a_row_below_the_title_of_a_plan_are_goals_and_the_sum_is_of_the_last() -> None:
    rows = told("消防站建设计划表\n单位：个", "县区|2025年|2026年|2027年|合计\n甲县|18|22|20|60\n乙市|15|16|14|45")
    assert [(place, value, year) for _, place, _, value, _, year in rows[:4]] == [
        ("甲县", 18, "2025"),
        ("甲县", 22, "2026"),
        ("甲县", 20, "2027"),
        ("甲县", 60, "2027"),
    ]
    assert not any(name.startswith("-") for name, *_ in rows)


def test_ratios_stand_in_cells() -> None:
    rows = told("充电设施建设目标", "年份|新建充电桩（个）|车桩比\n2025年|3200|2.5:1\n2026年|4100|2:1")
    assert ("车桩比", None, "=", 2.5, None, "2025") in rows


def test_the_title_of_a_table_is_no_outcome() -> None:
    rows = commitments(
        "2026年全市安全生产控制指标", "指标名称|2025年实际|2026年目标\n事故起数|61起|≤58起\n死亡人数|47人|≤45人"
    )
    assert {row.indicator for row in rows} == {"事故起数", "死亡人数"}


def test_bodies_beside_rows_of_classes_lead_them() -> None:
    table = "调查领域|2025年满意度目标（%）|责任部门\n公共教育|≥88|市教育局\n养老服务|84以上|市民政局"
    assert [row.units for row in commitments("满意度提升目标表", table)] == [("市教育局",), ("市民政局",)]


def test_problems_flattened_to_a_cell_a_line_are_no_goals() -> None:
    text = """序号\n问题\n整改措施\n责任单位\n整改时限
1\n3个部门预算不细化，涉及资金420万元\n督促有关部门整改\n细化率达到95%以上\n区财政局\n2025年9月底
2\n专项资金1860万元未清理\n收回资金1200万元\n统筹使用\n区财政局、区民政局\n2025年8月底
"""
    rows = {str(row.value): row for row in extraction_of_text(f"整改清单\n（2025年7月10日）\n{text}").commitments}
    assert (rows["95"].status, rows["95"].deadline) == ("pledged", "2025-09")
    assert (rows["12000000"].status, rows["12000000"].deadline) == ("pledged", "2025-08")
    assert (rows["4200000"].status, rows["4200000"].deadline) == ("achieved", None)


def test_numbers_in_cells_that_gave_no_row_are_told_of() -> None:
    page = as_html("附表\n", grid("甲|乙|丙\n子|35|4.1\n丑|41|5.2\n寅|28|6.0"), "")
    (doubt,) = [doubt for doubt in extraction_of_bytes(page, "made.html").doubts if doubt.code == "table-unread"]
    assert doubt.reason.startswith("6 numbers")


@pytest.mark.parametrize(
    "table",
    [
        "序号|任务|责任单位\n1|甲任务|甲局\n2|乙任务|乙局\n3|丙任务|丙局\n4|丁任务|丁局\n5|戊任务|戊局",
        "序号|姓名|联系电话\n1|王某|13800000000\n2|李某|13900000000\n3|张某|13700000000\n4|赵某|13600000000",
        "指标|2025年|2030年\n毛入园率（%）|[90]|≥92\n巩固率（%）|95|不低于96",
    ],
)
def test_numbers_of_rows_and_telephones_and_those_read_are_not_told_of(table: str) -> None:
    doubts = extraction_of_bytes(as_html("附表\n", grid(table), ""), "made.html").doubts
    assert not [doubt for doubt in doubts if doubt.code == "table-unread"]


STACKED = """甲市高标准农田建设规划任务表
单位 |
到2025年规划指标(万亩) |
到2030年规划指标(万亩) | ||
累计建成面积 |
节水灌溉面积 |
累计建成面积 |
节水灌溉面积 | |
乙坊镇 |
8.4 |
0.9 |
9.9 |
1.4 |
丙湾镇 |
10.6 |
1.5 |
12.5 |
2.1 |
丁口乡 |
0.7 |
0.8 |
"""


def test_cells_a_line_with_a_bar_behind_each_are_a_table_and_what_lost_a_cell_is_told_of() -> None:
    extraction = extraction_of_text(STACKED)
    found = [(row.indicator, row.scope, value_to_wire(row.value), row.deadline) for row in extraction.commitments]
    assert found == [
        ("累计建成面积", "乙坊镇", 84_000, "2025"),
        ("节水灌溉面积", "乙坊镇", 9_000, "2025"),
        ("累计建成面积", "乙坊镇", 99_000, "2030"),
        ("节水灌溉面积", "乙坊镇", 14_000, "2030"),
        ("累计建成面积", "丙湾镇", 106_000, "2025"),
        ("节水灌溉面积", "丙湾镇", 15_000, "2025"),
        ("累计建成面积", "丙湾镇", 125_000, "2030"),
        ("节水灌溉面积", "丙湾镇", 21_000, "2030"),
    ]
    assert "table-unread" in {doubt.code for doubt in extraction.doubts}


def test_a_bar_alone_opens_a_row() -> None:
    rows = ["序号 实事内容 责任单位", "1 新建停车位420个 市住建局", "2 改造敬老院2所 市民政局"]
    text = "2025年民生实事清单\n" + "".join("|\n" + "".join(f"{cell} |\n" for cell in row.split()) for row in rows)
    found = [(row.indicator, value_to_wire(row.value), row.units) for row in extraction_of_text(text).commitments]
    assert found == [("新建停车位", 420, ("市住建局",)), ("改造敬老院", 2, ("市民政局",))]


def test_a_table_of_a_pdf_that_has_no_rules_is_found_by_its_blanks() -> None:
    canvas = pytest.importorskip("reportlab.pdfgen.canvas")
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(595, 842))
    page.setFont("STSong-Light", 12)
    page.drawString(90, 760, "一、发展目标")
    page.drawString(90, 735, "到2030年，全民健身体系更加完善。主要指标见下表。")
    table = "指标|单位|2025年|2030年\n人均体育场地面积|平方米|2.8|3.2\n锻炼人数比例|%|39.5|42\n体育产业规模|亿元|46|75"
    for r, row in enumerate(grid(table)):
        for at, words in zip((90, 260, 340, 430), row, strict=True):
            page.drawString(at, 700 - 22 * r, words)
    page.save()
    rows = extraction_of_bytes(out.getvalue(), "made.pdf").commitments
    found = {(row.indicator, row.deadline): (row.status, value_to_wire(row.value)) for row in rows if row.value}
    assert found["体育产业规模", "2030"] == ("pledged", 7_500_000_000)
    assert found["人均体育场地面积", "2025"] == ("achieved", 2.8)
    assert len(found) == 6


def test_a_cell_that_goes_on_in_the_next_line_of_plain_text_is_told_of() -> None:
    text = """沉陷区治理任务清单

序号    重点任务          工作目标                    责任单位      完成时限
1       居民避险搬迁      完成避险搬迁1860户，建设    市住建局      2026年10月底
                          安置房21万平方米
2       道路修复          修复道路46公里              市交通局      2026年9月
"""
    rows = {str(row.value): row for row in extraction_of_text(text).commitments}
    assert "cell-wrapped" in {doubt.code for doubt in rows["210000"].doubts}
    assert not rows["46"].doubts


def test_goals_and_what_was_done_of_them_by_mid_year() -> None:
    rows = told(
        "2025年上半年民生工程进展情况\n（2025年7月8日）",
        "工程名称|年度目标|上半年完成|完成率\n新建口袋公园|20个|13个|65%\n改造老旧管网|48公里|31公里|64.6%",
    )
    assert [row[:1] + row[3:] for row in rows[:3]] == [
        ("新建口袋公园", 20, "个", "2025"),
        ("-新建口袋公园", 13, "个", "2025-01/2025-06"),
        ("-新建口袋公园完成率", 65, "%", None),
    ]


def test_indicators_below_a_form_are_named_in_its_last_column() -> None:
    table = (
        "项目名称|无障碍改造|<\n主管部门|市残联|<\n年度资金|180万元|<\n年度目标|完成无障碍改造450户。|<\n"
        "一级指标|二级指标|指标值\n数量指标|改造户数|≥450户\n满意度指标|服务对象满意度|≥95%"
    )
    rows = told("项目支出绩效目标申报表（2026年度）", table)
    assert ("改造户数", None, ">=", 450, "户", "2026") in rows
    assert ("服务对象满意度", None, ">=", 95, "%", "2026") in rows


def test_header_and_title_of_a_table_whose_rows_are_lines_are_no_outcomes() -> None:
    text = "甲市交通2025年主要指标与2030年目标\n指标名称 单位 2025年完成 2030年目标\n公路里程 公里 3620 3900\n"
    rows = extraction_of_text(text + "高速里程 公里 285 340\n").commitments
    assert [row.indicator for row in rows] == ["公路里程", "公路里程", "高速里程", "高速里程"]


@pytest.mark.parametrize(
    ("quote", "read"),
    [
        ("在政策实施中发\n现具体产品比例可提高至 35%", "在政策实施中发现具体产品比例可提高至35%"),
        ("绿化覆盖率\n45%", "绿化覆盖率 45%"),
        ("海洋生产总值\n亿元\n860\n1300", "海洋生产总值 亿元 860 1300"),
    ],
)
def test_a_quotation_is_closed_up_where_a_page_wrapped_it_and_its_cells_stay_apart(quote: str, read: str) -> None:
    assert readable(quote) == read


def test_years_of_the_republic_name_columns() -> None:
    table = "服務項目|單位|112年實績|113年目標\n日間照顧中心|處|18|22\n居家服務人數|人|3,560|4,000"
    assert told("臺東縣113年度長期照顧服務目標表", table) == [
        ("-日间照顾中心", None, "=", 18, "处", "2023"),
        ("日间照顾中心", None, "=", 22, "处", "2024"),
        ("-居家服务人数", None, "=", 3560, "人", "2023"),
        ("居家服务人数", None, "=", 4000, "人", "2024"),
    ]


def test_sums_of_years_stand_in_a_column_of_their_own() -> None:
    table = "指标|2026年|2027年|2028年|合计\n新改建农村公路（公里）|60|70|70|200\n危桥改造（座）|8|7|6|21"
    rows = told("农村公路建设目标", table)
    assert ("危桥改造", None, "=", 21, "座", "2028") in rows
    assert len(rows) == 8


def test_each_column_measures_its_own() -> None:
    rows = told(
        "2026年烤烟生产计划", "乡镇|种植面积（亩）|收购量（担）|产值（万元）\n甲镇|3600|9200|1610\n乙镇|2800|7100|1240"
    )
    assert rows[:3] == [
        ("种植面积", "甲镇", "=", 3600, "亩", "2026"),
        ("收购量", "甲镇", "=", 9200, "担", "2026"),
        ("产值", "甲镇", "=", 16_100_000, "元", "2026"),
    ]


def test_a_note_below_says_of_which_year_the_state_is_and_a_cell_holds_its_scale() -> None:
    table = "指标名称|单位|现状|2030年\n湿地保护率|%|51.3|55\n退养还湿面积|公顷|8.6万|9.1万"
    assert told("规划指标", table, "注：现状年为2025年。\n") == [
        ("-湿地保护率", None, "=", 51.3, "%", "2025"),
        ("湿地保护率", None, "=", 55, "%", "2030"),
        ("-退养还湿面积", None, "=", 86_000, "公顷", "2025"),
        ("退养还湿面积", None, "=", 91_000, "公顷", "2030"),
    ]


def test_goals_beside_a_column_of_words_that_is_called_like_one_of_rates() -> None:
    table = (
        "维度|指标项|目标值|评价标准|责任部门\n小区|停车泊位缺口比例（%）|≤20|达标|市城管局\n"
        "城区|人均绿地（平方米）|12.5|提升|市林草局"
    )
    assert told("城市体检指标目标（2026年）", table) == [
        ("停车泊位缺口比例", None, "<=", 20, "%", "2026"),
        ("人均绿地", None, "=", 12.5, "平方米", "2026"),
    ]


def test_rows_that_are_not_alike_go_on_behind_two_that_are_as_long_as_the_header() -> None:
    head = "某县文化局2019年目标任务分解表\n序号\n指标\n工作任务\n完成时限\n责任领导\n责任股室\n（单位）\n备注\n"
    rows = (
        "1\n公共文化\n免费开放服务人次增长12%。\n12月底前\n张建国\n公共文化股\n文化馆\n图书馆\n"
        "2\n全年送戏下乡不少于80场。\n12月底前\n张建国\n公共文化股\n文化馆\n"
        "3\n新建服务中心9个。\n10月底前\n张建国\n公共文化股\n"
        "4\n文化产业\n培育文化企业2家。\n12月底前\n刘晓燕\n产业发展股\n"
        "5\n非遗保护\n举办非遗活动6场次。\n6月底前\n刘晓燕\n非遗中心\n文化馆\n"
    )
    found = extraction_of_text(head + rows).commitments
    assert [(row.value, row.deadline, row.units) for row in found] == [
        (12, "2019-12", ("公共文化股", "文化馆", "图书馆")),
        (80, "2019-12", ("公共文化股", "文化馆")),
        (9, "2019-10", ("公共文化股",)),
        (2, "2019-12", ("产业发展股",)),
        (6, "2019-06", ("非遗中心", "文化馆")),
    ]


def test_cells_that_a_spreadsheet_put_in_quotation_marks_may_have_several_lines() -> None:
    text = (
        "某市2026年重点任务清单\n序号\t重点任务\t责任单位\t完成时限\n"
        '1\t新增学位500个\t"市教育局\n市财政局"\t2026年6月底\n2\t改造老旧小区30个\t"市住建局、\n市民政局"\t2026年12月底\n'
    )
    found = extraction_of_text(text)
    assert [(row.value, row.deadline, row.units) for row in found.commitments] == [
        (500, "2026-06", ("市教育局", "市财政局")),
        (30, "2026-12", ("市住建局", "市民政局")),
    ]


def test_a_title_alone_in_the_first_row_names_no_column() -> None:
    head = "||某市2026年重点工作任务分解表||||\n|序号|工作任务|工作目标|责任单位|完成时限|"
    rows = (
        "|1|扩大供给|新建公办幼儿园36所。|市教育局|2026年10月底|\n|2|改善居住|改造老旧小区70个。|市住建局|2027年6月底|"
    )
    found = told("某市2026年重点工作任务分解表", f"{head}\n{rows}")
    assert [(row[3], row[5]) for row in found] == [(36, "2026-10"), (70, "2027-06")]


def test_a_table_that_goes_on_behind_a_gap_keeps_its_columns_where_its_numbers_count_on() -> None:
    head = grid(
        "序号|重点任务|工作目标|牵头单位|完成时限|备注\n1|甲事|新建公办幼儿园36所。|市教育局|2026年10月底|民生实事"
    )
    more = grid(
        "2|乙事|改造老旧小区70个。|市住建局|2027年6月底|民生实事\n3|丙事|新增养老床位26张。|市民政局|2026年8月底|"
    )
    page = as_html("某市2026年重点工作任务分解表\n", head, "").decode().replace("</body>", "").replace("</html>", "")
    rest = as_html("", more, "").decode()
    found = extraction_of_bytes((page + rest[rest.index("<table") :]).encode(), "made.html").commitments
    assert [(row.deadline, row.units) for row in found] == [
        ("2026-10", ("市教育局",)), ("2027-06", ("市住建局",)), ("2026-08", ("市民政局",)),
    ]  # fmt: skip
