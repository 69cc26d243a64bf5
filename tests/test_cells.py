"""Tables in plain text, and the values that tables of indicators give."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chengnuo.model import Commitment
from chengnuo.packs import load_pack
from chengnuo.parsers.tabbed import tables_of
from chengnuo.pipeline import extraction_of_text

HEAD = "甲市教育发展规划\n\n2021年11月30日\n\n一、主要指标\n\n"
TABS = """指标\t单位\t2020年\t2025年\t属性
学前教育毛入园率\t%\t88.5\t92以上\t预期性
在园幼儿\t万人\t1.2\t\t预期性
孕产妇死亡率\t1/10万\t8.6\t<9\t约束性
"""
SET = """领域      指标            单位    2020年    2025年    属性
普及      毛入园率        %       88.5      92以上    预期性
          大班额比例      %       3         ≤1        约束性
条件      新增学位        万个    0.3       [1.5]     预期性
"""


def rows(text: str) -> dict[tuple[str, str | None], Commitment]:
    return {(c.indicator, c.deadline): c for c in extraction_of_text(HEAD + text).commitments}


def test_cells_parted_by_tabs_are_a_table() -> None:
    (table,) = tables_of(TABS, load_pack())
    assert [cell.span.of(TABS) for cell in table.cells if cell.row == 2] == ["在园幼儿", "万人", "1.2", "预期性"]
    assert [cell.column for cell in table.cells if cell.row == 2] == [0, 1, 2, 4]


def test_cells_set_in_columns_are_under_their_headers() -> None:
    (table,) = tables_of(SET, load_pack())
    second = [(cell.column, cell.span.of(SET)) for cell in table.cells if cell.row == 2]
    assert second == [(1, "大班额比例"), (2, "%"), (3, "3"), (4, "≤1"), (5, "约束性")]


def test_cells_between_bars_are_a_table_without_its_rule() -> None:
    text = "| 指标 | 2025年 | 属性 |\n|---|---|---|\n| 入园率 | 92% | 预期性 |\n"
    (table,) = tables_of(text, load_pack())
    assert [cell.span.of(text) for cell in table.cells] == ["指标", "2025年", "属性", "入园率", "92%", "预期性"]


@pytest.mark.parametrize("text", ["甲  乙\n丙  丁\n", "联系人：张三  电话\n", "一段话，没有表格。", "a\tb\n"])
def test_few_words_apart_are_no_table(text: str) -> None:
    assert tables_of(text, load_pack()) == ()


@pytest.mark.parametrize("table", [TABS, SET])
def test_a_value_of_a_later_year_is_promised_and_one_of_an_earlier_reported(table: str) -> None:
    found = {(name[-4:], year): row for (name, year), row in rows(table).items()}
    state, goal = found["毛入园率", "2020"], found["毛入园率", "2025"]
    assert (state.status, state.op, state.value, state.unit) == ("achieved", "=", Decimal("88.5"), "%")
    assert (goal.status, goal.op, goal.value, goal.unit) == ("pledged", ">=", Decimal(92), "%")
    assert goal.kind == "target"


def test_the_unit_of_the_row_scales_its_numbers() -> None:
    assert rows(TABS)["在园幼儿", "2020"].value == 12000
    assert rows(SET)["新增学位", "2025"].value == 15000


def test_a_unit_that_no_list_knows_is_kept_as_it_is_written() -> None:
    row = rows(TABS)["孕产妇死亡率", "2025"]
    assert (row.op, row.value, row.unit) == ("<", Decimal(9), "1/10万")


def test_quotations_of_cells_stand_in_the_source() -> None:
    extraction = extraction_of_text(HEAD + TABS)
    assert not extraction.rejected
    values = [row.value_span.of(extraction.text) for row in extraction.commitments if row.value_span is not None]
    assert len(values) == len(extraction.commitments) > 0
    assert all(value[0].isdigit() for value in values)


FLAT = """指  标
2020年
2025年
属性
一、发展水平
1.毛入园率(%)
88.5%
92%以上
预期性
2.标准班额比例(%)
其中:小学
初中
34.5
77.3
80以上
85以上
预期性
3.平均受教育年限(年)
11.4
12.3以上
约束性
"""


def test_a_table_flattened_to_a_cell_a_line_is_read_by_its_rows() -> None:
    found = [(c.indicator, c.subject, c.deadline, c.op, str(c.value), c.unit) for c in rows_of(FLAT)]
    assert found == [
        ("毛入园率", None, "2020", "=", "88.5", "%"),
        ("毛入园率", None, "2025", ">=", "92", "%"),
        ("标准班额比例", "小学", "2020", "=", "34.5", "%"),
        ("标准班额比例", "初中", "2020", "=", "77.3", "%"),
        ("标准班额比例", "小学", "2025", ">=", "80", "%"),
        ("标准班额比例", "初中", "2025", ">=", "85", "%"),
        ("平均受教育年限", None, "2020", "=", "11.4", "年"),
        ("平均受教育年限", None, "2025", ">=", "12.3", "年"),
    ]


def test_a_list_of_names_and_numbers_without_years_is_no_table() -> None:
    assert rows_of("指标\n单位\n属性\n毛入园率\n92\n预期性\n") == []


def rows_of(text: str) -> list[Commitment]:
    return list(extraction_of_text(HEAD + text).commitments)


GROWTH = """类别\t指标\t2020年基期值\t2025年目标值\t年均增速（%）
综合\t地区生产总值（亿元）\t2000\t3000\t8.4
民生\t人均受教育年限\t10.8年\t11.3年以上\t
"""


def test_a_growth_has_its_own_unit_and_the_last_year() -> None:
    found = [row for row in extraction_of_text(HEAD + GROWTH).commitments if row.change]
    assert [(row.indicator, row.value, row.unit, row.change, row.deadline) for row in found] == [
        ("地区生产总值", Decimal("8.4"), "%", "increase", "2025")
    ]


def test_a_length_of_time_in_a_cell_keeps_its_bound_and_is_a_target() -> None:
    goal = rows(GROWTH)["人均受教育年限", "2025"]
    assert (goal.op, goal.value, goal.unit, goal.kind) == (">=", Decimal("11.3"), "年", "target")


def test_the_date_of_a_goal_list_does_not_reach_into_a_table() -> None:
    text = (
        "二、主要目标\n到2025年，教育现代化取得重要进展。\n"
        "序号\t重点任务\t目标\t责任单位\t完成时限\n1\t扩大供给\t新建公办园20所\t市教育局\t2024年12月\n"
        "2\t消除大班额\t起始年级大班额全部消除\t市教育局\t2025年底\n"
    )
    found = rows(text)
    assert {("新建公办园", "2024-12"), ("起始年级大班额全部消除", "2025-12")} <= set(found)
    assert not any("时限" in name for name, _ in found)


SPACED = """专栏1  “十四五”主要指标
类别 序号 指标 单位 2020年 2025年 指标性质
健康水平 1 人均预期寿命 岁 78.2 79.5 预期性
2 孕产妇死亡率 1/10万 8.6 ≤8 预期性
资源配置 3 每千人口 床位数 张 6.4 7.2 预期性
4 每千人口拥有3岁以下
婴幼儿托位数 个 1.8 4.6 预期性
5 PM2.5浓度 微克/立方米 38 — 约束性
三、重点任务
（一）到2025年，新建医院2所。
"""


def test_a_table_that_stands_a_row_a_line_is_read_from_the_end_of_its_lines() -> None:
    found = {(name, year): (row.value, row.unit, row.op) for (name, year), row in rows(SPACED).items()}
    assert found == {
        ("人均预期寿命", "2020"): (Decimal("78.2"), "岁", "="),
        ("人均预期寿命", "2025"): (Decimal("79.5"), "岁", "="),
        ("孕产妇死亡率", "2020"): (Decimal("8.6"), "1/10万", "="),
        ("孕产妇死亡率", "2025"): (Decimal(8), "1/10万", "<="),
        ("每千人口床位数", "2020"): (Decimal("6.4"), "张", "="),
        ("每千人口床位数", "2025"): (Decimal("7.2"), "张", "="),
        ("每千人口拥有3岁以下婴幼儿托位数", "2020"): (Decimal("1.8"), "个", "="),
        ("每千人口拥有3岁以下婴幼儿托位数", "2025"): (Decimal("4.6"), "个", "="),
        ("PM2.5浓度", "2020"): (Decimal(38), "微克/立方米", "="),
        ("新建医院", "2025"): (Decimal(2), "所", "="),
    }


def test_a_sentence_of_indicators_with_blanks_is_no_table() -> None:
    found = rows("二是主要指标 2025年 达到 全省 平均水平，毛入园率 达到 92%。\n三是新增学位 300 个。\n")
    assert {row.value for row in found.values()} == {Decimal(92), Decimal(300)}


PROJECTS = """序号\t{name}\t改造户数（户）\t建筑面积（平方米）\t计划投资（万元）\t开工时间\t完工时间\t责任单位
1\t甲小区\t186\t15800\t372\t2022年5月\t2022年10月\t某镇
2\t乙小区\t340\t28600\t714\t2022年6月\t2022年11月\t区住建局
"""


@pytest.mark.parametrize(("name", "before"), [("小区名称", ""), ("项目名称", "甲小区")])
def test_each_number_of_a_project_is_due_when_its_row_says(name: str, before: str) -> None:
    text = f"{HEAD}2022年老旧小区改造计划表\n\n{PROJECTS.format(name=name)}"
    found = [(row.indicator, row.deadline, row.value) for row in extraction_of_text(text).commitments]
    assert found[:3] == [
        (f"{before}改造户数", "2022-10", Decimal(186)),
        (f"{before}建筑面积", "2022-10", Decimal(15800)),
        (f"{before}计划投资", "2022-10", Decimal(3720000)),
    ]
    assert {due for _, due, _ in found[3:]} == {"2022-11"}


@pytest.mark.parametrize(
    "table",
    [
        "指标\t2025年\t属性\n养老床位（张）\t1800\t约束性\n",
        "指标          2025年     属性\n养老床位（张）    1800      约束性\n养老床位（个）    900       预期性\n",
        "指标\n2025年\n属性\n养老床位（张）\n1800\n约束性\n养老床位（个）\n900\n预期性\n",
    ],
)
def test_what_a_plan_expects_is_promised_whatever_year_the_text_seems_to_be_of(table: str) -> None:
    found = extraction_of_text("甲市养老规划\n\n到2035年，养老床位充足。\n\n主要指标\n" + table).commitments
    told = {(row.value, row.status, row.deadline, row.doubts) for row in found if row.value is not None}
    assert (Decimal(1800), "pledged", "2025", ()) in told
    assert {status for _, status, _, _ in told} == {"pledged"}


def test_a_year_before_a_guessed_day_is_not_surely_reported() -> None:
    found = extraction_of_text(
        "甲市养老规划\n\n到2035年，养老床位充足。\n\n主要指标\n指标\t2025年\n养老床位（张）\t1800\n"
    )
    (row,) = (row for row in found.commitments if row.value == Decimal(1800))
    assert "status-unclear" in {doubt.code for doubt in row.doubts}


def test_years_before_the_last_that_a_plan_expects_are_told_by_its_day() -> None:
    found = extraction_of_text(HEAD + "指标\t2020年\t2023年\t2025年\t属性\n养老床位（张）\t900\t1200\t1800\t约束性\n")
    assert [row.status for row in found.commitments] == ["achieved", "pledged", "pledged"]
