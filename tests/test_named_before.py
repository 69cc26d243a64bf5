"""Clauses that name nothing: what their number measures stands in the clause before, or was cut with an adverb."""

from __future__ import annotations

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某县产业振兴实施方案\n一、重点任务\n"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n", issued="2023-06").commitments)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("实施职业农民培育工程，2023年培育5000人，到2025年累计达到2万人以上。", ["培育职业农民", "培育职业农民"]),
        ("实施青年人才引进计划，每年引进100人。", ["引进青年人才"]),
        ("推进农村危房改造，2023年改造500户。", ["改造农村危房"]),
        ("公开招聘中小学教师，累计招聘1790人。", ["招聘中小学教师"]),
    ],
)
def test_a_verb_alone_has_the_object_that_the_name_of_the_work_holds(text: str, indicators: list[str]) -> None:
    assert [row.indicator for row in rows(text)] == indicators


def test_what_is_done_to_everybody_is_no_object() -> None:
    assert rows("贫困家庭救助做到应救尽救，全年救助186人次。")[-1].indicator == "救助"


def test_firms_that_are_counted_are_no_scope() -> None:
    found = rows("全镇规模以上企业由9家增至12家，实现产值7.45亿元。")
    assert [(row.indicator, row.scope) for row in found] == [
        ("规模以上企业", "全镇"),
        ("规模以上企业产值", None),
    ]
    (row,) = rows("全市各学校达到绿化标准的比例为95%。")
    assert row.scope == "全市各学校"


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("整合财政涉农资金，每年安排不少于3亿元用于青稞产业发展。", "青稞产业发展资金"),
        ("计划用三年时间将发病率降至60/10万以下。", "发病率"),
        ("力争用两年左右时间把入园率提高到95%。", "入园率"),
        ("成立公共交通发展领导小组，每半年召开一次会议。", "领导小组会议"),
        ("建立县级联席会议制度，每季度召开一次会议。", "联席会议"),
    ],
)
def test_the_name_is_found_beside_what_only_carries_the_number(text: str, indicator: str) -> None:
    assert [row.indicator for row in rows(text)] == [indicator]


def test_what_is_told_per_head_is_of_the_things_counted_before() -> None:
    assert [row.indicator for row in rows("公交车辆126辆，折合每万人3.2标台。")] == ["公交车辆", "每万人公交车辆"]


def test_the_help_that_persons_get_is_part_of_what_is_counted() -> None:
    assert [row.indicator for row in rows("扶持创业600人，带动就业2000人以上。")] == ["扶持创业", "带动就业"]


def test_institutions_that_are_counted_are_no_class_of_the_others() -> None:
    found = rows("公办幼儿园达到80所，民办幼儿园控制在40所以内。")
    assert [(row.indicator, row.subject) for row in found] == [("公办幼儿园", None), ("民办幼儿园", None)]


def test_more_than_were_counted_before_are_no_part_of_them() -> None:
    told = "排查隐患{}处，其余12处正在整治。"
    whole, part = (extraction_of_text(told.format(count)).commitments[-1] for count in (5, 16))
    assert "indicator.some-of-group" not in whole.rule
    assert "indicator.some-of-group" in part.rule
    assert part.indicator.startswith("正在整治的")
