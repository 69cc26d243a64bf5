"""Names come to one form: indicators, what must not be confused, bodies."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import PACK, pledge

from chengnuo.claims import claims_of
from chengnuo.link import (
    body_function,
    canonical_body,
    explain,
    indicator_by_id,
    indicator_name,
    link,
    same_body,
    same_unit,
)
from chengnuo.link import indicators as all_indicators
from chengnuo.link.wording import plain_name
from chengnuo.model import Commitment

GOLD = Path(__file__).parent / "gold"
COUNTY = ("安徽省", "六安市", "裕安区")
CITY = ("河北省", "承德市", None)


def ids(*rows: Commitment) -> list[str | None]:
    return [row.indicator_id for row in link(rows, PACK)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (pledge("实现义务教育优质均衡发展目标"), pledge("通过国家县域义务教育优质均衡督导评估认定")),
        (pledge("义务教育学位由公办学校提供的比例", "95", "%"), pledge("公办义务教育学位占比", "95", "%")),
        (pledge("适龄残疾儿童义务教育入学率", "97", "%"), pledge("残疾儿童少年入学率", "95", "%")),
        (pledge("巩固率", "95", "%", subject="初中"), pledge("初中三年巩固率", "95", "%")),
        (pledge("智慧社区平台覆盖率", "80", "%"), pledge("智慧社区平台的覆盖率", "90", "%")),
        (pledge("村级卫生室达标率", "100", "%"), pledge("村级卫生室均达标")),
        (pledge("国家卫生县城复审通过率", "100", "%"), pledge("国家卫生县城复审全部通过", "10", "个")),
    ],
)
def test_wordings_of_one_indicator_get_one_id(one: Commitment, other: Commitment) -> None:
    first, second = ids(one, other)
    assert first == second


@pytest.mark.parametrize(
    "rows",
    [
        [
            pledge("初中三年巩固率", "95", "%"),
            pledge("九年义务教育巩固率", "98", "%"),
            pledge("巩固率", "99", "%", subject="小学"),
        ],
        [pledge("特教生均公用经费", "6000", "元"), pledge("生均公用经费", "650", "元")],
        [pledge("城镇调查失业率", "5.5", "%"), pledge("城镇登记失业率", "4.5", "%")],
        [pledge("交流轮岗教师比例", "10", "%"), pledge("骨干教师占交流轮岗教师总数的比例", "20", "%")],
        [pledge("社区养老服务设施覆盖率", "100", "%"), pledge("社区托育服务设施覆盖率", "80", "%")],
        [pledge("班级学生数", "45", "人"), pledge("起始年级班额", "45", "人")],
        [pledge("农村公路优良中等路率", "85", "%"), pledge("普通国省道优良路率", "92", "%")],
        [pledge("城镇新增就业", "22000", "人"), pledge("就业", "5000", "人")],
        [pledge("省实验室", "2", "家"), pledge("省重点实验室", "30", "家")],
        [pledge("名校长工作室", "5", "个"), pledge("名教师工作室", "10", "个")],
        [pledge("义务教育基本均衡"), pledge("实现义务教育优质均衡发展目标")],
        [pledge("国内生产总值", "6", "%", change="increase"), pledge("国内生产总值", "90000000000000", "元")],
    ],
)
def test_what_sounds_alike_but_is_not_the_same_stays_apart(rows: list[Commitment]) -> None:
    assert len(set(ids(*rows))) == len(rows)


def agreement(lines: list[str]) -> tuple[float, float]:
    """Precision and recall of the pairs that the linker joins, against lines of wordings that mean one indicator."""
    rows, groups = [], []
    for number, line in enumerate(lines):
        unit, names = line.split("\t")
        for name in names.split("|"):
            subject, _, bare = name.rpartition(":")
            growth: Any = "increase" if unit.endswith("±") else None
            source = f"{len(rows)}.txt"
            value = "5" if unit else None
            made = pledge(bare, value, unit.rstrip("±") or None, subject=subject or None, change=growth, source=source)
            rows.append(made)
            groups.append(number)
    found = ids(*rows)
    pairs = list(combinations(range(len(rows)), 2))
    same = {(i, j) for i, j in pairs if groups[i] == groups[j]}
    joined = {(i, j) for i, j in pairs if found[i] == found[j]}
    return len(joined & same) / len(joined), len(joined & same) / len(same)


def test_indicators_group_as_a_careful_reader_groups_them() -> None:
    lines = (GOLD / "indicators.tsv").read_text(encoding="utf-8").splitlines()
    precision, recall = agreement([line for line in lines if not line.startswith("#")])
    assert precision == 1
    assert recall >= 0.97


@pytest.mark.parametrize("section", range(1, 12))
def test_other_wordings_group_well(section: int) -> None:
    text = (GOLD / "indicator_wordings.tsv").read_text(encoding="utf-8").split("\n## ")[section]
    precision, recall = agreement([line for line in text.splitlines() if "\t" in line])
    assert precision >= 0.97
    assert recall >= 0.76


def test_units_count_alike_in_either_case() -> None:
    first, second = ids(pledge("算力规模", "5", "EFLOPS"), pledge("算力规模", "8", "EFlops"))
    assert first == second
    assert same_unit("kWh", "KWh", PACK)
    assert same_unit("MW", "GW", PACK)
    assert not same_unit("MW", "MWh", PACK)


@pytest.mark.parametrize(
    ("row", "not_this"),
    [
        (pledge("服务业对经济增长的贡献", "60", "%"), "economy.gdp-growth"),
        (pledge("税收收入占财政收入的比重", "70", "%"), "economy.budget-revenue"),
        (pledge("研究与试验发展经费支出与国内生产总值之比", "2", "%"), "economy.gdp-growth"),
        (pledge("投资占固定资产投资的比例", "30", "%"), "economy.fixed-investment"),
    ],
)
def test_a_share_is_no_growth_of_what_it_is_a_share_of(row: Commitment, not_this: str) -> None:
    assert ids(row) != [not_this]


def test_what_an_indicator_must_not_be_confused_with_is_an_indicator() -> None:
    known = {entry.id for entry in all_indicators(PACK)}
    for entry in all_indicators(PACK):
        for other in entry.confusable:
            assert other in known or f"{entry.id.rpartition('.')[0]}.{other}" in known, f"{entry.id} names {other}"


def test_a_shortened_phrase_takes_up_the_indicator_before_it() -> None:
    full = pledge("6个县（区）达到国家义务教育优质均衡督导评估标准", deadline="2027", at=0)
    short = pledge("达到评估标准", deadline="2035", at=60)
    far = pledge("达到评估标准", deadline="2035", at=900)
    assert ids(full, short)[1] == "compulsory_education.balanced-goal"
    assert ids(full, far)[1] != "compulsory_education.balanced-goal"


def test_a_link_says_which_words_made_it() -> None:
    rows = (pledge("优质高中招生名额分配比例", "50", "%"), pledge("社区食堂覆盖率", "50", "%"))
    known, cluster = explain(claims_of(rows), PACK)
    assert (known.how, known.words, known.score) == ("pack", ("优质高中招生名额分配比例",), 1.0)
    assert cluster.how == "cluster"
    assert "食堂" in "".join(cluster.words)
    assert indicator_name(known.indicator_id, PACK) == "优质高中招生名额分配比例"
    assert indicator_name(cluster.indicator_id, PACK) == "社区食堂覆盖率"


def test_the_national_standard_is_in_the_pack() -> None:
    area = indicator_by_id("compulsory_education.teaching-area", PACK)
    assert area is not None
    assert [(n.subject, n.op, str(n.value)) for n in area.national] == [("小学", ">=", "4.5"), ("初中", ">=", "5.8")]
    assert area.national[0].source == "教督〔2017〕6号"
    assert sum(bool(entry.national) for entry in all_indicators(PACK)) >= 20


NAMES = [
    "社区食堂覆盖率",
    "社区食堂的覆盖率",
    "农村公路里程",
    "充电桩数量",
    "公共充电桩数",
    "文化馆免费开放率",
    "县级文化馆开放率",
]


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=12), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_the_rows_does_not_change_their_ids(names: list[str], shuffle: random.Random) -> None:
    rows = [pledge(name, "10", "%", at=1000 * i) for i, name in enumerate(names)]
    mixed = rows[:]
    shuffle.shuffle(mixed)
    straight = {row.span: row.indicator_id for row in link(rows, PACK)}
    assert {row.span: row.indicator_id for row in link(mixed, PACK)} == straight


def test_linking_twice_changes_nothing() -> None:
    once = link([pledge(name, "10", "%") for name in NAMES], PACK)
    assert link(once, PACK) == once


@pytest.mark.parametrize(
    ("indicator", "plain"),
    [("建成“5G基站”的数量", "5G基站"), ("全面推进整改", "整改"), ("实现", "实现")],
)
def test_plain_names_leave_out_marks_and_leading_verbs(indicator: str, plain: str) -> None:
    assert plain_name(indicator, PACK) == plain


@pytest.mark.parametrize(
    ("name", "region", "full"),
    [
        ("区教体局", COUNTY, "裕安区教育体育局"),
        ("裕安区教育体育局", COUNTY, "裕安区教育体育局"),
        ("六安市裕安区教育体育局", COUNTY, "裕安区教育体育局"),
        ("团区委", COUNTY, "裕安区共青团委员会"),
        ("公安局裕安分局", COUNTY, "裕安区公安局"),
        ("区公安分局", COUNTY, "裕安区公安局"),
        ("市教育局", COUNTY, "六安市教育局"),
        ("市发改委", CITY, "承德市发展和改革委员会"),
        ("市人社局", CITY, "承德市人力资源和社会保障局"),
        ("市委编办", CITY, "承德市委机构编制委员会办公室"),
        ("市卫健委", CITY, "承德市卫生健康委员会"),
        ("市残联", CITY, "承德市残疾人联合会"),
        ("属地政府", COUNTY, "属地政府"),
    ],
)
def test_a_body_has_one_full_name_within_its_region(name: str, region: tuple[str, str, str], full: str) -> None:
    assert canonical_body(name, region, PACK) == full


def test_bodies_of_different_regions_are_different_but_have_one_function() -> None:
    assert same_body("区教体局", "裕安区教育体育局", COUNTY, PACK)
    assert not same_body("区教体局", "市教育局", COUNTY, PACK)
    assert body_function("承德市教育局", PACK) == body_function("区教体局", PACK) == "education"
    assert body_function("市财政局", PACK) == "finance"
    assert body_function("某某集团", PACK) is None


def test_what_a_share_is_a_share_of_is_not_what_is_measured() -> None:
    of_kindergartens, own = ids(
        pledge("资助面占公办幼儿园在园幼儿总数的比例", "10", "%"), pledge("公办幼儿园在园幼儿占比", "60", "%")
    )
    assert own == "schooling.public-kindergartens"
    assert of_kindergartens != own


def test_a_name_without_a_head_takes_it_from_its_subject() -> None:
    second, digital = ids(
        pledge("占地区生产总值的比重", "40", "%", subject="第二产业"),
        pledge("数字经济占地区生产总值的比重", "50", "%", source="b.txt"),
    )
    assert second != digital
