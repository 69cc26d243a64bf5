"""Digits that blanks part or letters stand for, a dash or sign that was lost beside them, and what only looks so."""

from __future__ import annotations

import pytest

from chengnuo.packs import load_pack
from chengnuo.repair import repair

PACK = load_pack()

RESTORED = [
    ("到 2 0 2 5 年底，入学率达到 9 5 %。", "到2025年底，入学率达到95%。"),
    ("2024 年 1 2 月 3 1 日前，投资 1 2 0 万元。", "2024年12月31日前，投资120万元。"),
    ("到20 25年底完成。", "到2025年底完成。"),
    ("截至2O24年末，占1O%。", "截至2024年末，占10%。"),
    ("2024年l2月3日", "2024年12月3日"),
    ("二0二四年六月", "二〇二四年六月"),
    ("某市规划（20222024年）", "某市规划（2022—2024年）"),
    ("《某市规划（20212025）》", "《某市规划（2021—2025年）》"),
    ("2022 2024年，全市新增学位。", "2022—2024年，全市新增学位。"),
    ("（2022年8月—10）", "（2022年8月—10月）"),
    ("从20122.5万亿元增长到20219.6万亿元", "从2012年2.5万亿元增长到2021年9.6万亿元"),
    ("到2022年和2030，健康素养水平提高", "到2022年和2030年，健康素养水平提高"),
    ("从2021的26%提升至54%", "从2021年的26%提升至54%"),
    ("收入从201998.5亿元增长到2023120.3亿元", "收入从2019年98.5亿元增长到2023年120.3亿元"),
    ("在2 083所农村小学", "在2083所农村小学"),
    ("对1 704（所次）民办幼儿园", "对1704（所次）民办幼儿园"),
    ("其中 2 083人次", "其中2083人次"),
]

IN_ORDER = [
    "1 2 3 4",
    "第一季度 1 2 3 家",
    "序号 12 2024年",
    "电话 0551 1 2 3 4",
    "二〇二四年六月、二○二四年六月",
    "X光机20I型、OPPO5月份",
    "编号20222024人",
    "指标 2022 2024年\n",
    "增长到20122.5亿元",
    "表1 2019年生产总值",
]


@pytest.mark.parametrize(("text", "wanted"), RESTORED)
def test_a_number_whose_signs_were_torn_apart_or_lost_is_restored_and_marked(text: str, wanted: str) -> None:
    rewrite = repair(text, PACK)
    assert rewrite.text == wanted
    assert any(doubt.code.startswith("restored") for doubt in rewrite.doubts)


@pytest.mark.parametrize("text", IN_ORDER)
def test_digits_that_are_parted_on_purpose_stay_apart(text: str) -> None:
    assert [doubt.code for doubt in repair(text, PACK).doubts] == []


def test_a_cell_below_bodies_is_no_signature() -> None:
    rows = "1\n建设学校\n县教育局\n20242\n2\n治理无证园\n县委政法委、县财政局\n202312\n3\n培训\n县教育局\n20249\n"
    text = "完成时间\n" + rows
    assert "2023年12月\n" in repair(text, PACK).text


def test_a_blank_in_a_value_is_marked_with_its_readings() -> None:
    found = repair("常住人口45 6万人，城镇化率达到5 8.3%。", PACK)
    assert [(d.code, d.alternatives) for d in found.doubts] == [
        ("open-digits", ("45.6", "456")),
        ("open-digits", ("58.3",)),
    ]


def test_a_share_without_its_sign_is_marked_where_others_have_theirs() -> None:
    rewrite = repair("入学率达到95以上，巩固率达到98%以上。", PACK)
    assert [(d.code, d.alternatives) for d in rewrite.doubts] == [("open-share", ("95%",))]
    assert repair("入学率达到95以上。", PACK).doubts == ()


def test_a_year_that_lost_a_digit_is_marked() -> None:
    assert [d.code for d in repair("规划期为2021年至205年。", PACK).doubts] == ["impossible-year"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("某市教育局\n关于2023年工作情况的报告\n现报告如下。\n某市教育局\n2024115日", "2024年1月15日"),
        ("政府工作报告\n（2023128日在某县第十七届人民代表大会第三次会议上）\n一、2022年工作回顾\n", "2023年1月28日"),
        ("某公司报告。12月23日召开会议，12月26日派出队伍。某公司2022112日印发", "2022年1月12日"),
        ("2022年总结于2023113前报送。", "2023年1月13日"),
    ],
)
def test_a_report_is_signed_soon_after_what_it_tells_of(text: str, wanted: str) -> None:
    assert wanted in repair(text, PACK).text
