"""What a careful reader says of two statements: fifty pairs, none with the wrong direction."""
# ruff: noqa: E501  # one pair, one line: a table to be read

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from making import PACK, pledge

from chengnuo.changes import Change, change
from chengnuo.link import link
from chengnuo.model import Commitment

OPPOSITE = {"strengthened": "weakened", "weakened": "strengthened", "advanced": "delayed", "delayed": "advanced"}


def said(name: str, value: str | None = None, unit: str | None = None, **fields: Any) -> Commitment:
    row = pledge(name, None if value is None or "-" in value else value, unit, **fields)
    if value is None or "-" not in value:
        return row
    low, high = value.split("-")
    return replace(pledge(name, "0", unit, **fields), op="range", value=(Decimal(low), Decimal(high)))


def became(a: Commitment, b: Commitment) -> Change:
    one, other = link((a, b), PACK)
    return change(one, other, PACK, with_units=True)


PAIRS: list[tuple[Commitment, Commitment, tuple[str, ...]]] = [
    # a number that only counts the set of which all are meant
    (said("县（市、区）全部通过国家卫生县城复审", "10", "个", kind="amount", deadline="2032"), said("全部通过国家卫生县城复审", deadline="2035"), ("delayed",)),
    (said("乡镇卫生院均达到服务能力基本标准", "120", "所", kind="amount", deadline="2027"), said("乡镇卫生院均达到服务能力基本标准", deadline="2026"), ("advanced",)),
    # what all of a set do is 100% of them
    (said("村级卫生室全部达标", deadline="2027"), said("村级卫生室达标率", "100", "%", deadline="2027"), ("kept",)),
    (said("农村集中式供水水质合格率", "95", "%"), said("农村集中式供水水质全部合格"), ("strengthened",)),
    (said("社区食堂全部覆盖"), said("社区食堂覆盖率", "90", "%"), ("weakened",)),
    (said("县（市、区）全部通过国家义务教育优质均衡督导评估认定"), said("通过国家义务教育优质均衡督导评估认定的县（市、区）", "100", "%"), ("kept",)),
    (said("县（市、区）全部通过国家义务教育优质均衡督导评估认定"), said("通过国家义务教育优质均衡督导评估认定的县（市、区）", "60", "%"), ("not_comparable",)),
    (said("乡镇卫生院全部达标", "120", "所", kind="amount", deadline="2027"), said("乡镇卫生院全部达标", deadline="2026"), ("advanced",)),
    # numbers of which more is stricter
    (said("森林覆盖率", "35", "%"), said("森林覆盖率", "36.5", "%"), ("strengthened",)),
    (said("森林覆盖率", "35", "%", op=">="), said("森林覆盖率", "34", "%", op=">="), ("weakened",)),
    (said("初中三年巩固率", "95", "%", op=">="), said("初中三年巩固率", "95", "%", op=">"), ("strengthened",)),
    (said("初中三年巩固率", "95", "%", op=">"), said("初中三年巩固率", "95", "%", op=">="), ("weakened",)),
    (said("初中三年巩固率", "95", "%", op="~"), said("初中三年巩固率", "95", "%"), ("strengthened",)),
    (said("高新技术企业数量", "300", "家", kind="amount"), said("高新技术企业", "350", "户", kind="amount"), ("strengthened",)),
    (said("新增学位", "5000", "个", kind="amount"), said("新增学位", "3000", "个", kind="amount"), ("weakened",)),
    (said("地区生产总值", "6", "%", change="increase"), said("地区生产总值", "5", "%", change="increase"), ("weakened",)),
    (said("地区生产总值", "6-6.5", "%", change="increase"), said("地区生产总值", "6", "%", change="increase"), ("changed",)),
    (said("地区生产总值", "6-6.5", "%", change="increase"), said("地区生产总值", "5-5.5", "%", change="increase"), ("weakened",)),
    # numbers of which less is stricter
    (said("城镇登记失业率", "4.5", "%", op="<="), said("城镇登记失业率", "4", "%", op="<="), ("strengthened",)),
    (said("城镇登记失业率", "4.5", "%", op="<="), said("城镇登记失业率", "4.5", "%", op="<"), ("strengthened",)),
    (said("PM2.5浓度", "35", "微克/立方米"), said("PM2.5浓度", "38", "微克/立方米"), ("weakened",)),
    (said("班级学生数", "45", "人", op="<="), said("班级学生数", "50", "人", op="<="), ("weakened",)),
    (said("居民消费价格涨幅", "3", "%", change="increase"), said("居民消费价格涨幅", "3.5", "%", change="increase"), ("weakened",)),
    (said("办理时限", "5", "天", op="<="), said("办理时限", "3", "天", op="<="), ("strengthened",)),
    (said("差异系数", "0.5", None, op="<="), said("差异系数", "0.45", None, op="<="), ("strengthened",)),
    # a fall of what should be low is stricter the deeper it is
    (said("单位GDP能耗", "13", "%", change="decrease"), said("单位GDP能耗", "15", "%", change="decrease"), ("strengthened",)),
    (said("单位GDP能耗", "3", "%", change="decrease"), said("单位GDP能耗", "2", "%", change="decrease"), ("weakened",)),
    (said("二氧化硫排放量", "8", "%", change="decrease"), said("二氧化硫排放量", "8", "%", change="decrease", op="~"), ("weakened",)),
    # a number of what shall be gone, ceilings of time and of what is granted, changes from different years
    (said("减少农村贫困人口", "100", "人", kind="amount"), said("减少农村贫困人口", "80", "人", kind="amount"), ("weakened",)),
    (said("二氧化硫减排量", "500", "吨"), said("二氧化硫减排量", "600", "吨"), ("strengthened",)),
    (said("PM2.5浓度下降率", "8", "%"), said("PM2.5浓度下降率", "10", "%"), ("strengthened",)),
    (said("企业开办时间", "1", "个工作日", op="<=", kind="amount"), said("企业开办时间", "0.5", "个工作日", op="<=", kind="amount"), ("strengthened",)),
    (said("企业开办时间", "1", "个工作日", kind="amount"), said("企业开办时间", "3", "个工作日", kind="amount"), ("weakened",)),
    (said("一次性奖励", "50", "元", op="<=", kind="amount"), said("一次性奖励", "30", "元", op="<=", kind="amount"), ("weakened",)),
    (said("会议经费", "50", "元", op="<=", kind="amount"), said("会议经费", "30", "元", op="<=", kind="amount"), ("changed",)),
    (said("旅游总收入", "100", "%", change="increase"), said("旅游总收入", "50", "%", change="increase"), ("weakened",)),
    (said("单位GDP能耗", "13", "%", change="decrease", baseline="2020"), said("单位GDP能耗", "15", "%", change="decrease", baseline="2015"), ("not_comparable",)),
    (said("义务教育大班额比例", "3", "%", op="<="), said("义务教育大班额比例", "1", "%", op="<="), ("strengthened",)),
    (said("学生近视率", "0.5", "个百分点", change="decrease"), said("学生近视率", "1", "个百分点", change="decrease"), ("strengthened",)),
    # deadlines of different precision
    (said("办成", deadline="2027"), said("办成", deadline="2027-12"), ("kept",)),
    (said("办成", deadline="2027-12"), said("办成", deadline="2027-12-31"), ("kept",)),
    (said("办成", deadline="2027"), said("办成", deadline="2027-06"), ("advanced",)),
    (said("办成", deadline="2026-06"), said("办成", deadline="2026"), ("delayed",)),
    (said("办成", deadline="2021/2025"), said("办成", deadline="2025-12"), ("kept",)),
    (said("办成", deadline="2025-07/2025-12"), said("办成", deadline="2025-01/2025-06"), ("advanced",)),
    (said("办成", deadline="2024-23"), said("办成", deadline="2025-21"), ("delayed",)),
    (said("办成"), said("办成", deadline="2027"), ("changed",)),
    # bodies, scope, wording, recurrence
    (said("办成", units=("市教育局",)), said("办成", units=("市教体局",)), ("changed",)),
    (said("办成", units=("市发改委", "市财政局")), said("办成", units=("市财政局", "市发展改革委")), ("kept",)),
    (said("办成", scope="各县区"), said("办成", scope="全市"), ("kept",)),
    (said("办成", scope="甲县"), said("办成", scope="全市"), ("strengthened",)),
    (said("办成", binding="must"), said("办成", binding="strive"), ("weakened",)),
    (said("培训", "2", "次", op=">=", recurrence="每学期"), said("培训", "2", "次", op=">=", recurrence="每年"), ("changed",)),
    # several at once
    (said("森林覆盖率", "35", "%", deadline="2025"), said("森林覆盖率", "36", "%", deadline="2027"), ("strengthened", "delayed")),
    (said("森林覆盖率", "36", "%", deadline="2027"), said("森林覆盖率", "35", "%", deadline="2025"), ("weakened", "advanced")),
    (said("森林覆盖率", "36", "%", deadline="2027", binding="strive"), said("森林覆盖率", "35", "%", deadline="2025", binding="must"), ("strengthened", "weakened", "advanced")),
    # not comparable
    (said("高新技术企业", "300", "家", kind="amount"), said("新增高新技术企业", "50", "家", kind="amount"), ("not_comparable",)),
    (said("实现优质均衡目标", scope="全市所有县（区）", deadline="2030"), said("实现优质均衡目标", scope="60%的县（区）", deadline="2027"), ("not_comparable",)),
    (said("生产总值", "5", "%", change="increase"), said("生产总值", "1000", "元"), ("not_comparable",)),
    (said("养老床位", "5000", "张"), said("每千名老年人养老床位", "35", "张"), ("not_comparable",)),
    (said("生均公用经费", "650", "元"), said("公用经费", "6500000", "元"), ("not_comparable",)),
    (said("覆盖率", "90", "%", status="achieved", binding=None), said("覆盖率", "95", "%"), ("not_comparable",)),
    (said("建设高标准农田", "100", "亩", kind="amount"), said("建设高标准农田", "100", "公顷", kind="amount"), ("strengthened",)),
    # a report that reaches the pledge keeps it
    (said("森林覆盖率", "35", "%"), said("森林覆盖率", "35.2", "%", status="achieved", binding=None), ("kept",)),
    (said("城镇登记失业率", "4.5", "%", op="<="), said("城镇登记失业率", "4.1", "%", status="achieved", binding=None), ("kept",)),
    (said("城镇登记失业率", "4.5", "%", op="<="), said("城镇登记失业率", "4.8", "%", status="achieved", binding=None), ("not_comparable",)),
]  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{n}-{a.indicator}" for n, (a, _, _) in enumerate(PAIRS)])
def test_the_verdict_is_the_readers(pair: tuple[Commitment, Commitment, tuple[str, ...]]) -> None:
    earlier, later, expected = pair
    found = became(earlier, later)
    assert found.verdicts == expected, found.because
    assert found.because


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{n}-{a.indicator}" for n, (a, _, _) in enumerate(PAIRS)])
def test_turned_round_the_direction_turns_round(pair: tuple[Commitment, Commitment, tuple[str, ...]]) -> None:
    earlier, later, expected = pair
    if earlier.status != later.status:
        return
    assert set(became(later, earlier).verdicts) == {OPPOSITE.get(verdict, verdict) for verdict in expected}
