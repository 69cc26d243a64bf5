"""A table says the same in every form: HTML, DOCX, and text parted by bars, tabs, blanks or boxes."""

from __future__ import annotations

import io
from functools import lru_cache

import pytest
from laid_out import TYPED, as_docx, as_html, grid, lines

from chengnuo.model import Extraction
from chengnuo.packs import load_pack
from chengnuo.parsers.tabbed import tables_of
from chengnuo.pipeline import extraction_of_bytes, extraction_of_text

BEFORE = "甲市水污染防治2018年度实施方案\n为落实省政府要求，制定本方案。\n一、工作目标\n表1 2018年任务指标\n"
AFTER = "二、重点任务\n（一）狠抓工业污染防治。强化工业园区管理。\n"
TABLES = {
    "indicators": """
序号|指标|单位|2017年现状|2018年目标|属性
1|优良水体比例|%|12.5|25|约束性
2|劣Ⅴ类水体比例|%|50|≤37.5|约束性
3|化学需氧量排放总量较2017年下降|%|—|3.2|约束性
4|万元工业增加值用水量|立方米|24.6|23|预期性
""",
    "units in the names": """
指标|2020年|2025年|属性
学前教育毛入园率（%）|88.5|92以上|预期性
新增学位（万个）|0.3|[1.5]|预期性
森林覆盖率（%）|24.1|24.5左右|预期性
""",
    "merged cells": """
类别|指标|单位|2020年|2025年|属性
创新驱动|研发经费投入强度|%|2.4|2.8|预期性
^|每万人口高价值发明专利拥有量|件|6.3|12|预期性
民生福祉|居民人均可支配收入增长|%|—|6.5|预期性
^|城镇调查失业率|%|5.2|<5.5|预期性
""",
    "a header of two lines": """
序号|指标|单位|2020年|“十四五”目标|<|属性
^|^|^|^|2025年|年均增长|^
1|地区生产总值|亿元|1200|1800|7%以上|预期性
2|常住人口城镇化率|%|60.5|66|—|预期性
3|粮食产量|万吨|120|≥125|—|约束性
""",
    "several years": """
序号|指标|单位|2022年|2023年|2024年|2025年
1|义务教育巩固率|%|95|95.5|96|96.5
2|新建幼儿园|所|3|4|4|5
""",
    "running totals": """
指标|单位|2020年实际|2025年目标|年均增速|累计|属性
地区生产总值|亿元|1200|1800|7%|—|预期性
城镇新增就业|万人|5|—|—|[25]|预期性
单位地区生产总值能耗降低|%|—|—|—|[13.5]|约束性
""",
    "regions in the rows": """
序号|县区|新增学位（个）|2017年公办园占比（%）|公办园占比目标（%）|备注
1|东山区|1200|51|55以上|含民办
2|西河县|800|49|≥52|—
3|合计|2000|—|—|—
""",
    "regions in the columns": """
指标|单位|东山区|西河县|全市
新增学位|个|1200|800|2000
新建公办园|所|3|2|5
""",
    "sums of projects": """
序号|项目名称|建设内容|总投资（万元）|2018年计划投资（万元）|责任单位
1|第一中学扩建工程|2019年8月底前新建教学楼2栋、增加学位1800个，配套建设运动场和食堂|12000|5000|市教育局
2|城区污水处理厂提标改造|更换设备|8600|—|市住房城乡建设局
""",
    "totals in the column of growth": """
指标|单位|2020年|2025年|年均增速〔累计〕|属性
学前教育毛入园率|%|88.6|93|〔4.4〕|预期性
人均受教育年限|年|10.8|11.3|〔0.5〕|约束性
单位生产总值能耗降低|%|—|—|〔14.5〕|约束性
""",
    "a value for each class": """
指标|标准|2017年现状|2018年目标|责任单位
每百名学生拥有骨干教师数|小学、初中均1人以上|小学0.8人、初中0.7人|小学0.9人、初中0.8人|区教育局
生均教学用房面积|小学4.5平方米以上|4.3平方米|4.4平方米|区教育局
""",
    "tasks of years": """
任务|责任单位|2018年|2019年
新增托位|市卫生健康委|1500个|2000个
新建托育机构|市教育局|3所|新建4所，改建1所
""",
    "statistics": """
学段|学校数（所）|在校生数（人）|其中：女|师生比
小学|312|345,678|172,000|1:18.3
初中|98|156,789|78,000|1:13.2
合计|410|502,467|250,000|—
""",
    "rows of one task": """
序号|重点工作|具体举措|责任单位|整改时限|存在问题
1|扩大供给|新建学校8所|市教育局|2018年8月|2017年大班额42个
^|^|公办园占比达到60%以上|市财政局|2018年12月|^
2|建强队伍|招聘教师320名|市委编办|同上|缺编120人
""",
    "tasks": """
序号|重点任务|牵头单位|配合单位|完成时间
1|新建公办幼儿园10所，新增学位3000个|市教育局|市财政局、市自然资源局|2025年12月底
2|完成城区12所学校校门口交通设施改造|市公安局|市教育局|2025年6月底
3|制定教师交流轮岗实施办法|市教育局|市人力资源社会保障局|长期坚持
""",
}


# What of them a cell a line does not show.
NOT_FLAT = {"lines", "regions", "sums", "class", "statistics", "rows", "tasks of years"}


def said(extraction: Extraction) -> list[object]:
    """What the rows say, with the words they stand in and without their places."""
    assert not extraction.rejected
    text = extraction.text
    rows: list[object] = []
    for c in extraction.commitments:
        places = [place and place.of(text) for place in (c.value_span, c.deadline_span)]
        row = (
            c.status,
            c.kind,
            c.indicator,
            c.subject,
            c.op,
            c.value,
            c.unit,
            c.change,
            c.deadline,
            c.binding,
            c.units,
        )
        rows.append((*row, c.scope, c.baseline, *places))
    return rows + [(body.name, body.role, body.task.of(text)) for body in extraction.bodies]


@lru_cache(maxsize=len(TABLES))
def in_html(name: str) -> tuple[object, ...]:
    return tuple(said(extraction_of_bytes(as_html(BEFORE, grid(TABLES[name]), AFTER), "a.html")))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_an_office_file_says_what_it_says_on_a_page(name: str) -> None:
    assert tuple(said(extraction_of_bytes(as_docx(BEFORE, grid(TABLES[name]), AFTER), "a.docx"))) == in_html(name)


@pytest.mark.parametrize("form", TYPED)
@pytest.mark.parametrize("name", TABLES)
def test_a_table_in_text_says_what_it_says_on_a_page(name: str, form: str) -> None:
    text = BEFORE + TYPED[form](grid(TABLES[name])) + AFTER
    assert tuple(said(extraction_of_text(text))) == in_html(name)


@pytest.mark.parametrize("name", [name for name in TABLES if not any(word in name for word in NOT_FLAT)])
def test_a_table_flattened_to_a_cell_a_line_says_what_it_says_on_a_page(name: str) -> None:
    assert tuple(said(extraction_of_text(BEFORE + lines(grid(TABLES[name])) + AFTER))) == in_html(name)


def test_a_task_is_due_by_its_rows_completion_time() -> None:
    found = said(extraction_of_text(BEFORE + TYPED["bars"](grid(TABLES["tasks"]))))
    assert [(row[2], row[8], row[10]) for row in found[:3]] == [  # type: ignore[index]
        ("新建公办幼儿园", "2025-12", ("市教育局",)),
        ("新增学位", "2025-12", ("市教育局",)),
        ("学校校门口交通设施改造", "2025-06", ("市公安局",)),
    ]


def test_each_year_of_a_table_of_indicators_gives_a_row() -> None:
    found = said(extraction_of_text(BEFORE + TYPED["bars"](grid(TABLES["indicators"]))))
    assert [(*row[:4], str(row[5]), row[6], row[8]) for row in found] == [  # type: ignore[index]
        ("achieved", "target", "优良水体比例", None, "12.5", "%", "2017"),
        ("pledged", "target", "优良水体比例", None, "25", "%", "2018"),
        ("achieved", "target", "劣Ⅴ类水体比例", None, "50", "%", "2017"),
        ("pledged", "target", "劣Ⅴ类水体比例", None, "37.5", "%", "2018"),
        ("pledged", "target", "化学需氧量排放总量", None, "3.2", "%", "2018"),
        ("achieved", "target", "万元工业增加值用水量", None, "24.6", "立方米", "2017"),
        ("pledged", "target", "万元工业增加值用水量", None, "23", "立方米", "2018"),
    ]


def test_what_a_change_is_counted_from_stands_in_the_name() -> None:
    found = said(extraction_of_text(BEFORE + TYPED["bars"](grid(TABLES["indicators"]))))
    assert [(row[7], row[12]) for row in found[4:5]] == [("decrease", "2017")]  # type: ignore[index]


def test_each_region_of_a_table_has_its_rows() -> None:
    found = said(extraction_of_text(BEFORE + TYPED["bars"](grid(TABLES["regions in the rows"]))))
    assert [(row[0], row[2], row[4], str(row[5]), row[8], row[11]) for row in found] == [  # type: ignore[index]
        ("pledged", "新增学位", "=", "1200", "2018", "东山区"),
        ("achieved", "公办园占比", "=", "51", "2017", "东山区"),
        ("pledged", "公办园占比", ">=", "55", "2018", "东山区"),
        ("pledged", "新增学位", "=", "800", "2018", "西河县"),
        ("achieved", "公办园占比", "=", "49", "2017", "西河县"),
        ("pledged", "公办园占比", ">=", "52", "2018", "西河县"),
        ("pledged", "新增学位", "=", "2000", "2018", None),
    ]
    columns = said(extraction_of_text(BEFORE + TYPED["bars"](grid(TABLES["regions in the columns"]))))
    assert [(row[2], row[8], row[11]) for row in columns[:3]] == [  # type: ignore[index]
        ("新增学位", "2018", "东山区"),
        ("新增学位", "2018", "西河县"),
        ("新增学位", "2018", "全市"),
    ]


def test_each_sum_of_a_project_has_its_row_beside_what_will_be_built() -> None:
    found = said(extraction_of_text(BEFORE + TYPED["bars"](grid(TABLES["sums of projects"]))))
    assert [(row[0], row[2], str(row[5]), row[6], row[8], row[10]) for row in found[:-2]] == [  # type: ignore[index]
        ("pledged", "新建教学楼", "2", "栋", "2019-08", ("市教育局",)),
        ("pledged", "增加学位", "1800", "个", "2019-08", ("市教育局",)),
        ("pledged", "第一中学扩建工程总投资", "120000000", "元", None, ("市教育局",)),
        ("pledged", "第一中学扩建工程计划投资", "50000000", "元", "2018", ("市教育局",)),
        ("pledged", "城区污水处理厂提标改造总投资", "86000000", "元", None, ("市住房城乡建设局",)),
    ]


@pytest.mark.parametrize(
    ("words", "op", "quoted"),
    [("≥ 11.3", ">=", "11.3"), ("> = 90%", ">=", "90%"), ("<=5.5", "<=", "5.5"), ("5.5 以内", "<=", "5.5 以内")],
)
def test_a_bound_of_several_signs_is_one(words: str, op: str, quoted: str) -> None:
    found = said(extraction_of_text(f"指标|单位|2020年|2025年\n毛入园率|%|—|{words}\n巩固率|%|3|—\n"))
    assert [(row[0], row[4], row[13]) for row in found] == [("pledged", op, quoted), ("achieved", "=", "3")]  # type: ignore[index]


def test_the_unit_above_a_table_is_that_of_its_numbers() -> None:
    text = "附表1 全市主要指标（单位：万元）\n指标|2020年|2025年\n农业总产值|1200|1800\n专项资金|300|500\n"
    assert [(row[2], str(row[5]), row[6]) for row in said(extraction_of_text(text))] == [  # type: ignore[index]
        ("农业总产值", "12000000", "元"),
        ("农业总产值", "18000000", "元"),
        ("专项资金", "3000000", "元"),
        ("专项资金", "5000000", "元"),
    ]


def test_the_second_line_of_a_header_names_the_columns_under_a_wide_cell() -> None:
    found = said(extraction_of_text(BEFORE + TYPED["bars"](grid(TABLES["a header of two lines"]))))
    assert [row[7:9] for row in found[:3]] == [(None, "2020"), (None, "2025"), ("increase", "2025")]  # type: ignore[index]


def test_the_clean_text_of_a_table_holds_its_cells_alone() -> None:
    for form in TYPED.values():
        clean = extraction_of_text("一、目标\n" + form(grid(TABLES["indicators"])) + "二、任务\n").clean
        cells = [cell for row in grid(TABLES["indicators"]) for cell in row]
        assert clean.split() == ["一、目标", *cells, "二、任务"]


@pytest.mark.parametrize(
    "text",
    [
        "首页 | 新闻 | 政务 | 互动\n",
        "首页 | 新闻 | 政务\n公开 | 服务 | 互动\n",
        "首页 | 新闻 | 政务\n公开 | 服务 | 互动\n数据 | 专题 | 留言\n",
        "来源：甲市教育局 | 2024-01-02 | 字号：大 中 小\n",
        "当前位置 > 首页 | 公告\n----------\n甲市教育局通知\n",
        "一段话，没有表格。\n────────\n又一段话。\n",
    ],
)
def test_links_between_bars_are_no_table(text: str) -> None:
    assert tables_of(text, load_pack()) == ()


def test_a_table_without_numbers_is_told_by_cells_that_say_more_than_links() -> None:
    head = "甲县任务分工表\n工作任务|具体举措|牵头单位\n"
    text = head + "优化流程|编制并公布权责事项清单|县司法局\n加强监管|建立信用修复机制、公开流程|县发改局\n"
    (table,) = tables_of(text, load_pack())
    assert [cell.span.of(text) for cell in table.cells if cell.row == 1] == [
        "优化流程",
        "编制并公布权责事项清单",
        "县司法局",
    ]


def test_a_line_across_a_table_does_not_end_it() -> None:
    text = "序号|指标|2025年\n一、水环境\n1|优良水体比例|25%\n二、大气环境\n2|优良天数比例|85%\n"
    (table,) = tables_of(text, load_pack())
    assert [(cell.row, cell.column) for cell in table.cells if cell.span.of(text)[1:2] == "、"] == [(1, 0), (3, 0)]
    assert max(cell.row for cell in table.cells) == 4


PROGRESS = """某县2023年重点工作进展情况
序号	重点工作	责任单位	1—9月进展情况
1	新建幼儿园3所	县教育局	已完成2所，其余正在安装设备
2	改造老旧小区12个	县住建局	已完工10个，完成投资4600万元
"""


def test_progress_beside_its_goal_is_reported_and_named_after_it() -> None:
    found = extraction_of_text(PROGRESS)
    rows = [(row.status, row.indicator, row.value, row.deadline, row.units) for row in found.commitments]
    school, housing = ("县教育局",), ("县住建局",)
    assert rows[:3] == [
        ("pledged", "新建幼儿园", 3, "2023", school),
        ("achieved", "新建幼儿园", 2, "2023-01/2023-09", school),
        ("pledged", "改造老旧小区", 12, "2023", housing),
    ]
    assert [(status, value) for status, _, value, *_ in rows[3:]] == [("achieved", 10), ("achieved", 46000000)]
    assert {doubt.code for doubt in found.commitments[1].doubts} == {"indicator-from-goal"}


def test_rows_between_bars_without_the_cells_that_reach_down_keep_their_columns() -> None:
    text = """类别|事项|任务目标|责任单位|完成情况
教育|1.学校建设|新建小学2所|县教育局|已建成1所
2.幼儿园建设|新建幼儿园3所|县住建局|已建成3所
"""
    rows = [(row.status, row.indicator, row.value, row.units) for row in extraction_of_text(text).commitments]
    assert rows[2:] == [
        ("pledged", "新建幼儿园", 3, ("县住建局",)),
        ("achieved", "新建幼儿园", 3, ("县住建局",)),
    ]


def _of(name: str) -> list[tuple[object, ...]]:
    found = said(extraction_of_bytes(as_html(BEFORE, grid(TABLES[name]), AFTER), "a.html"))
    return [row for row in found if len(row) > 3]  # type: ignore[arg-type, misc]


def test_the_total_of_all_years_has_the_unit_of_its_row_and_that_of_a_share_is_in_points() -> None:
    totals = [(row[2], str(row[5]), row[6], row[7]) for row in _of("totals in the column of growth") if row[7]]
    assert totals == [
        ("学前教育毛入园率", "4.4", "个百分点", "increase"),
        ("人均受教育年限", "0.5", "年", "increase"),
        ("单位生产总值能耗", "14.5", "%", "decrease"),
    ]


def test_a_cell_with_a_value_for_each_class_gives_each_its_row() -> None:
    rows = [(row[0], row[2], row[3], str(row[5]), row[8]) for row in _of("a value for each class")]
    assert rows == [
        ("pledged", "每百名学生拥有骨干教师数", "小学、初中", "1", None),
        ("achieved", "每百名学生拥有骨干教师数", "小学", "0.8", "2017"),
        ("achieved", "每百名学生拥有骨干教师数", "初中", "0.7", "2017"),
        ("pledged", "每百名学生拥有骨干教师数", "小学", "0.9", "2018"),
        ("pledged", "每百名学生拥有骨干教师数", "初中", "0.8", "2018"),
        ("pledged", "生均教学用房面积", "小学", "4.5", None),
        ("achieved", "生均教学用房面积", None, "4.3", "2017"),
        ("pledged", "生均教学用房面积", None, "4.4", "2018"),
    ]


def test_what_a_task_counts_in_each_year_is_named_by_the_task_and_a_cell_that_says_more_is_read() -> None:
    assert [(row[2], str(row[5]), row[8], row[10]) for row in _of("tasks of years")] == [
        ("新增托位", "1500", "2018", ("市卫生健康委",)),
        ("新增托位", "2000", "2019", ("市卫生健康委",)),
        ("新建托育机构", "3", "2018", ("市教育局",)),
        ("新建", "4", "2019", ("市教育局",)),
        ("改建", "1", "2019", ("市教育局",)),
    ]


def test_the_rows_of_a_table_of_statistics_are_of_classes_and_reported() -> None:
    text = "附表 2022年教育事业统计表\n" + TYPED["bars"](grid(TABLES["statistics"]))
    assert [(*row[:1], *row[2:4], str(row[5]), row[6], row[8]) for row in said(extraction_of_text(text))] == [  # type: ignore[index]
        ("achieved", "学校数", "小学", "312", "所", "2022"),
        ("achieved", "在校生数", "小学", "345678", "人", "2022"),
        ("achieved", "女在校生数", "小学", "172000", "人", "2022"),
        ("achieved", "师生比", "小学", "0.054645", None, "2022"),
        ("achieved", "学校数", "初中", "98", "所", "2022"),
        ("achieved", "在校生数", "初中", "156789", "人", "2022"),
        ("achieved", "女在校生数", "初中", "78000", "人", "2022"),
        ("achieved", "师生比", "初中", "0.075758", None, "2022"),
        ("achieved", "学校数", None, "410", "所", "2022"),
        ("achieved", "在校生数", None, "502467", "人", "2022"),
        ("achieved", "女在校生数", None, "250000", "人", "2022"),
    ]


def test_each_row_of_a_task_has_its_own_bodies_and_date_and_problems_are_reported() -> None:
    assert [(row[0], row[2], str(row[5]), row[8], row[10]) for row in _of("rows of one task")] == [
        ("pledged", "新建学校", "8", "2018-08", ("市教育局",)),
        ("achieved", "大班额", "42", "2017", ("市教育局",)),
        ("pledged", "公办园占比", "60", "2018-12", ("市财政局",)),
        ("pledged", "招聘教师", "320", "2018-12", ("市委编办",)),
        ("achieved", "缺编", "120", None, ("市委编办",)),
    ]


def test_the_unit_of_a_header_holds_for_the_years_below_it() -> None:
    table = "县区|毛入园率（%）|<|新增学位（个）\n^|2020年|2025年|2025年\n东山区|89.5|93|3200\n西河县|86|≥91|1500"
    found = said(extraction_of_bytes(as_html("各县区目标任务分解表\n", grid(table), AFTER), "a.html"))
    assert [(row[2], str(row[5]), row[6], row[8], row[11]) for row in found[:3]] == [  # type: ignore[index]
        ("毛入园率", "89.5", "%", "2020", "东山区"),
        ("毛入园率", "93", "%", "2025", "东山区"),
        ("新增学位", "3200", "个", "2025", "东山区"),
    ]


def test_the_row_of_a_merged_cell_is_quoted_alone() -> None:
    found = extraction_of_bytes(as_html(BEFORE, grid(TABLES["merged cells"]), AFTER), "a.html").commitments
    assert [row.quote.split()[0] for row in found if row.indicator.startswith("每万人口")] == [
        "每万人口高价值发明专利拥有量"
    ] * 2


def test_a_task_table_is_no_preface_and_its_title_no_outcome() -> None:
    table = "重点工作|责任科室|完成时限\n专职保安配备率达到100%|安全科|持续推进\n新建学校2所|规划科|立即\n"
    rows = extraction_of_text("甲市2025年重点工作责任清单\n" + table).commitments
    assert [(row.status, row.deadline) for row in rows] == [("pledged", "2025"), ("pledged", "2025")]


def test_the_words_around_a_table_that_is_most_of_its_page_are_kept() -> None:
    found = extraction_of_bytes(as_html("甲市2018年民生实事项目清单\n", grid(TABLES["tasks"]), AFTER), "a.html")
    assert found.text.startswith("甲市2018年民生实事项目清单\n")
    assert found.text.rstrip().endswith("强化工业园区管理。")


def test_a_column_dates_its_cells_and_a_verb_alone_in_one_is_of_the_rows_goal() -> None:
    table = "甲市2024年工作计划表\n重点工作|第一季度|第二季度|责任单位\n老旧小区改造100个|完成设计|开工60个|市住建局\n"
    assert [(row[1], row[2], row[5], row[8]) for row in said(extraction_of_text(table))[:3]] == [  # type: ignore[index]
        ("amount", "老旧小区改造", 100, "2024"),
        ("milestone", "完成设计", None, "2024-01/2024-03"),
        ("amount", "老旧小区改造开工", 60, "2024-04/2024-06"),
    ]


def test_a_share_of_what_is_done_is_reported_and_named_after_the_goal() -> None:
    text = (
        "甲县2023年目标任务完成情况表\n目标任务|牵头单位|完成情况|完成率\n新增就业5000人|县人社局|已完成4320人|86.4%\n"
    )
    assert [(row[0], row[2], str(row[5])) for row in said(extraction_of_text(text))[:3]] == [  # type: ignore[index]
        ("pledged", "新增就业", "5000"),
        ("achieved", "新增就业", "4320"),
        ("achieved", "新增就业完成率", "86.4"),
    ]


def test_years_before_the_first_that_is_called_a_goal_are_reported() -> None:
    text = "评估指标|2022年达标率|2023年达标率|2025年达标率目标\n生均体育场馆面积|78%|85%|100%\n"
    assert [(row[0], row[2], row[8]) for row in said(extraction_of_text(text))] == [  # type: ignore[index]
        ("achieved", "生均体育场馆面积达标率", "2022"),
        ("achieved", "生均体育场馆面积达标率", "2023"),
        ("pledged", "生均体育场馆面积达标率", "2025"),
    ]


def test_a_header_said_again_is_no_row_and_a_term_of_years_dates_its_row() -> None:
    head = "项目名称|建设内容|建设年限|总投资（万元）|责任单位\n"
    rows = "第三中学|新增学位2400个|2021-2023|3200|区教育局\n", "中医院|新增床位500张|2022-2025|5600|区卫健局\n"
    found = said(extraction_of_text("乙区重大项目库\n" + head + rows[0] + head + rows[1]))
    assert [(row[2], row[8], row[10]) for row in found[:4]] == [  # type: ignore[index]
        ("新增学位", "2021/2023", ("区教育局",)),
        ("第三中学总投资", "2021/2023", ("区教育局",)),
        ("新增床位", "2022/2025", ("区卫健局",)),
        ("中医院总投资", "2022/2025", ("区卫健局",)),
    ]
    assert [row[0] for row in found[4:]] == ["区教育局", "区卫健局"]  # type: ignore[index]


def test_the_unit_of_a_sum_is_that_of_its_parts() -> None:
    table = "县（市、区）|幼儿园学位（个）|小学学位（个）|合计\n己区|600|900|1500\n庚县|300|450|750\n"
    found = said(extraction_of_text("戊市2025年新增学位任务分解表\n" + table))
    assert [(row[0], row[2], row[5], row[6], row[11]) for row in found[2:3]] == [  # type: ignore[index]
        ("pledged", "新增学位", 1500, "个", "己区")
    ]


def test_a_table_in_a_cell_is_of_the_row_around_it() -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("甲县2025年重点工作责任清单")
    outer = document.add_table(rows=2, cols=4)
    for at, words in enumerate(("重点任务", "具体举措", "责任单位", "完成时限")):
        outer.cell(0, at).text = words
    for at, words in enumerate(("扩大学位供给", "", "县教育局", "2025年12月底")):
        outer.cell(1, at).text = words
    inner = outer.cell(1, 1).add_table(rows=2, cols=2)
    for (row, column), words in {(0, 0): "项目", (0, 1): "数量", (1, 0): "新建学校", (1, 1): "3所"}.items():
        inner.cell(row, column).text = words
    held = io.BytesIO()
    document.save(held)
    (row,) = extraction_of_bytes(held.getvalue(), "a.docx").commitments
    assert (row.indicator, row.value, row.unit, row.deadline, row.units) == (
        *("新建学校", 3, "所", "2025-12"),
        ("县教育局",),
    )


REGULAR = "甲市任务分工表\n工作任务\n具体内容\n牵头单位\n配合单位\n完成时限\n"


def test_a_flattened_table_without_numbers_is_read_by_its_columns() -> None:
    first = "优化流程\n新增自助设备20台\n市行政审批局\n市财政局\n2024年6月底前\n"
    second = "加强监管\n培训人员300人次\n市发改委\n市司法局\n长期坚持\n"
    found = said(extraction_of_text(REGULAR + first + second))
    assert [(row[2], row[8], row[10]) for row in found[:2]] == [  # type: ignore[index]
        ("新增自助设备", "2024-06", ("市行政审批局",)),
        ("培训人员", None, ("市发改委",)),
    ]
    assert [row[:2] for row in found[2:]] == [  # type: ignore[index]
        ("市行政审批局", "lead"),
        ("市财政局", "support"),
        ("市发改委", "lead"),
        ("市司法局", "support"),
    ]


def test_a_flattened_table_of_sums_by_region_keeps_its_lines_across() -> None:
    text = (
        "2023年补助经费安排表\n单位：万元\n县（市、区）\n合计\n公用经费\n校舍维修\n"
        "一、市辖区\n辛区\n2100\n1800\n300\n二、县\n壬县\n2550\n2200\n350\n"
    )
    assert [(row[2], str(row[5]), row[11]) for row in said(extraction_of_text(text))] == [  # type: ignore[index]
        ("补助经费", "21000000", "辛区"),
        ("公用经费", "18000000", "辛区"),
        ("校舍维修", "3000000", "辛区"),
        ("补助经费", "25500000", "壬县"),
        ("公用经费", "22000000", "壬县"),
        ("校舍维修", "3500000", "壬县"),
    ]


@pytest.mark.parametrize("form", ["tabs", "blanks", "bars"])
def test_a_line_across_a_table_in_any_form_does_not_end_it(form: str) -> None:
    rows = grid(
        "指标|2020年|2025年|属性\n地区生产总值（亿元）|256|380|预期性\n"
        "二、民生||| \n人均预期寿命（岁）|77.5|78.5|预期性"
    )
    found = said(extraction_of_text("主要指标\n" + TYPED[form](rows)))
    assert [row[2] for row in found] == ["地区生产总值"] * 2 + ["人均预期寿命"] * 2  # type: ignore[index]


def test_an_outcome_of_a_task_is_due_when_a_line_below_says() -> None:
    text = (
        "甲市2020年重点工作责任分解\n一、重点项目\n1.开工建设基站200个，实现主城区全覆盖。\n牵头单位：市经信局\n完成时限：2020年10月底\n"
        "2.市第一医院迁建工程完成主体结顶。\n牵头单位：市卫健委\n完成时限：2020年12月\n"
    )
    rows = [(row.indicator, row.deadline, row.units) for row in extraction_of_text(text).commitments]
    assert rows[1:] == [
        ("实现主城区全覆盖", "2020-10", ("市经信局",)),
        ("市第一医院迁建工程完成主体结顶", "2020-12", ("市卫健委",)),
    ]


def test_a_table_of_rates_is_of_what_its_rows_name_and_short_rows_end_under_its_last_column() -> None:
    text = "税目\t征税对象\t税率\n能源矿产\t原油\t原矿\t6%\n\t煤\t原矿或者选矿\t2%－10%\n水气矿产\t矿泉水\t原矿\t1%\n"
    rows = extraction_of_text("资源税税目税率表\n" + text).commitments
    assert [(row.indicator, row.subject, row.op, row.value) for row in rows] == [
        ("税率", "原油", "=", 6),
        ("税率", "煤", "range", (2, 10)),
        ("税率", "矿泉水", "=", 1),
    ]


def test_what_follows_the_last_of_tasks_that_lists_close_is_of_none() -> None:
    items = "".join(
        f"{i}.新建{name}{i}所。（责任单位：{body}）\n"
        for i, (name, body) in enumerate(
            (("幼儿园", "市教育局"), ("卫生院", "市卫健委"), ("敬老院", "市民政局"), ("文化站", "市文旅局")), start=1
        )
    )
    rows = extraction_of_text(f"甲市2025年民生实事项目清单\n{items}\n市政府办公室每月调度一次。\n").commitments
    assert [row.units for row in rows] == [("市教育局",), ("市卫健委",), ("市民政局",), ("市文旅局",), ()]


def test_a_header_word_set_wide_names_one_column() -> None:
    text = (
        "甲县规划主要指标\n"
        "指   标                    2020年    2023年    2025年    属  性\n"
        "毛入园率（%）              95.2      96.5      97        预期性\n"
        "巩固率（%）                97.8      98        98以上    约束性\n"
        "大班额比例（%）            12.7      5         0         约束性\n"
    )
    found = [(row[2], row[5], row[8]) for row in said(extraction_of_text(text))]  # type: ignore[index]
    assert len(found) == 9
    assert {name for name, _, _ in found} == {"毛入园率", "巩固率", "大班额比例"}


@pytest.mark.parametrize(
    ("line", "cells"),
    [
        (
            "序  号   任  务  内  容     责   任   单   位    时  限",
            ["序  号", "任  务  内  容", "责   任   单   位", "时  限"],
        ),
        ("姓名    男    女   合计", ["姓名", "男", "女", "合计"]),  # as far apart as from their neighbours
        ("李  明    男   35   本科", ["李  明", "男", "35", "本科"]),
    ],
)
def test_signs_set_nearer_to_each_other_than_to_the_rest_are_one_word(line: str, cells: list[str]) -> None:
    text = "\n".join([line, *(["甲    1    2    3"] * 3)])
    table = tables_of(text, load_pack())[0]
    assert [cell.span.of(text) for cell in table.cells if cell.row == 0] == cells


def test_cells_on_lines_of_their_own_that_bars_end_are_rows_by_their_numbers() -> None:
    text = (
        "2023年民生实事推进情况\n序号 |\n主要任务 |\n牵头单位 |\n1-9月推进情况 |\n说明 |\n"
        "1 |\n新建幼儿园4所。 |\n市教育局 |\n已竣工2所。 |\n|\n"
        "2 |\n加装电梯40台。 |\n市住建局 |\n已竣工21台，在建13台。 |\n个别业主不同意。 |\n"
        "3 |\n新增泊位500个。 |\n市城管局 |\n新增泊位310个。 |\n||\n"
    )
    found = extraction_of_text(text)
    assert [(row.indicator, row.value, row.deadline, row.units) for row in found.commitments] == [
        ("新建幼儿园", 4, "2023", ("市教育局",)),
        ("新建幼儿园", 2, "2023-01/2023-09", ("市教育局",)),
        ("加装电梯", 40, "2023", ("市住建局",)),
        ("加装电梯", 21, "2023-01/2023-09", ("市住建局",)),
        ("加装电梯在建", 13, "2023-01/2023-09", ("市住建局",)),
        ("新增泊位", 500, "2023", ("市城管局",)),
        ("新增泊位", 310, "2023-01/2023-09", ("市城管局",)),
    ]
    assert {row.status for row in found.commitments if "/" in str(row.deadline)} == {"achieved"}


def test_a_cell_that_reaches_down_stands_in_the_first_of_its_rows_only() -> None:
    text = (
        "任务清单\n序号 |\n类别 |\n工作任务 |\n牵头单位 |\n1 |\n教育 |\n新建学校2所。 |\n市教育局 |\n"
        "2 |\n新增学位300个。 |\n市教育局 |\n3 |\n交通 |\n新建公路5公里。 |\n市交通局 |\n"
    )
    rows = extraction_of_text(text).commitments
    assert [(row.indicator, row.units) for row in rows] == [
        ("新建学校", ("市教育局",)),
        ("新增学位", ("市教育局",)),
        ("新建公路", ("市交通局",)),
    ]
