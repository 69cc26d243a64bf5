"""One table per indicator, and a plain answer where rows cannot be compared."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from making import PACK, part, pledge

from chengnuo.claims import claims_of
from chengnuo.compare import Filters, compare, pivot, remarks, to_wire
from chengnuo.model import Commitment
from chengnuo.spans import Doubt, Span

QUOTA = "优质高中招生名额分配比例"


def rows() -> list[Commitment]:
    return [
        pledge(QUOTA, "50", "%", op=">=", deadline="2025", document=part("甲市"), source="a.txt"),
        pledge(QUOTA, "80", "%", op=">=", deadline="2026-08", document=part("乙市"), source="b.txt"),
        pledge(QUOTA, "60", "%", op=">=", document=part("丙市", status="draft", genre="意见"), source="c.txt"),
        pledge("社区食堂覆盖率", "30", "%", document=part("甲市"), source="a.txt", at=50),
    ]


def test_the_strictest_and_the_loosest_are_marked() -> None:
    quota = compare(rows(), PACK)[0]
    assert (quota.indicator, quota.unit, quota.comparable) == (QUOTA, "%", True)
    assert {row.city: row.mark for row in quota.rows} == {"甲市": "loosest", "乙市": "strictest", "丙市": None}


def test_lower_is_stricter_where_the_indicator_says_so() -> None:
    classes = [
        pledge("班级学生数", value, "人", op="<=", subject=subject, document=part(city))
        for city, subject, value in [("甲市", "小学", "45"), ("乙市", "小学", "50"), ("甲市", "初中", "50")]
    ]
    found = compare(classes, PACK)[0]
    assert [(row.city, row.commitment.subject, row.mark) for row in found.rows] == [
        ("乙市", "小学", "loosest"),
        ("甲市", "初中", None),
        ("甲市", "小学", "strictest"),
    ]
    assert "对象不同" in found.because


def test_of_falls_the_deepest_is_strictest_where_less_is_better() -> None:
    falls = [
        pledge("单位GDP能耗", value, "%", change="decrease", document=part(city), source=f"{city}.txt")
        for city, value in [("甲市", "13"), ("乙市", "15")]
    ]
    (found,) = compare(falls, PACK)
    assert {row.city: row.mark for row in found.rows} == {"甲市": "loosest", "乙市": "strictest"}


def test_falls_from_different_years_cannot_be_compared() -> None:
    falls = [
        pledge("单位GDP能耗", "13", "%", change="decrease", baseline=year, document=part(city))
        for city, year in [("甲市", "2015"), ("乙市", "2020")]
    ]
    (found,) = compare(falls, PACK)
    assert not found.comparable
    assert "2015年、2020年" in found.because


def test_the_national_value_and_the_gap_stand_beside_each_row() -> None:
    area = [
        pledge("生均教学及辅助用房面积", value, "平方米", op=">=", subject=subject, document=part(city))
        for city, subject, value in [("甲市", "小学", "4.5"), ("乙市", "小学", "5"), ("甲市", "初中", "5.5")]
    ]
    found = compare(area, PACK, against_national=True)[0]
    gaps = {(row.city, row.commitment.subject): row.gap for row in found.rows}
    assert gaps == {("甲市", "小学"): Decimal(0), ("乙市", "小学"): Decimal("0.5"), ("甲市", "初中"): Decimal("-0.3")}
    assert [row.against for row in found.rows if row.city == "乙市"] == [
        "严于国家标准（不低于4.5平方米），相差0.5平方米"
    ]


@pytest.mark.parametrize(
    ("pair", "word"),
    [
        (
            [
                pledge("实现义务教育优质均衡发展目标的县占比", "60", "%", op="~", document=part("甲市")),
                pledge("实现义务教育优质均衡发展目标", deadline="2028", scope="各县", document=part("乙市")),
            ],
            "有的写数值（60%左右）",
        ),
        (
            [
                pledge("通过义务教育优质均衡评估认定", deadline="2025", scope="甲县、乙县", document=part("甲市")),
                pledge("实现义务教育优质均衡发展目标", deadline="2028", document=part("乙市")),
            ],
            "范围",
        ),
        (
            [
                pledge("新增高新技术企业", "100", "家", document=part("甲市")),
                pledge("高新技术企业", "800", "家", document=part("乙市")),
            ],
            "存量",
        ),
        ([pledge("社区食堂覆盖率", "30", "%", document=part("甲市"))], "只有甲市"),
    ],
)
def test_what_is_not_comparable_says_because(pair: list[Commitment], word: str) -> None:
    (found,) = compare(pair, PACK)
    assert not found.comparable
    assert word in found.because
    assert all(row.mark is None for row in found.rows)


def test_changes_and_levels_are_compared_each_with_their_kind() -> None:
    said = [
        pledge("社会消费品零售总额", "7", "%", change="increase", document=part("甲市"), source="a"),
        pledge("社会消费品零售总额", "9", "%", change="increase", document=part("乙市"), source="b"),
        pledge("社会消费品零售总额", "100000000000", "元", document=part("甲市"), source="a", at=90),
        pledge("社会消费品零售总额", "200000000000", "元", document=part("乙市"), source="b", at=90),
        pledge("社会消费品零售总额", "300000000000", "元", document=part("丙市"), source="c"),
    ]
    levels, changes = compare(said, PACK)
    assert (levels.comparable, [row.mark for row in levels.rows]) == (True, ["strictest", None, "loosest"])
    assert levels.because == "另有2条写增减幅度，与水平不能相比，单列一组。"
    assert (changes.comparable, changes.indicator) == (True, "社会消费品零售总额（增减）")
    assert "另有3条写水平" in changes.because
    assert levels.indicator_id == changes.indicator_id


def test_a_growth_rate_is_a_change_whatever_verb_stands_before_it() -> None:
    growth = pledge("地区生产总值增长", "6", "%", change="increase", document=part("甲市"))
    rate = pledge("经济增长率", "5", "%", document=part("乙市"))
    (found,) = compare([growth, rate], PACK)
    assert found.comparable
    assert [row.mark for row in found.rows] == ["loosest", "strictest"]


def test_what_covers_all_is_compared_as_a_hundred_per_cent_in_its_own_words() -> None:
    share = pledge("社区食堂覆盖率", "90", "%", op=">=", document=part("甲市"), source="a")
    all_ = pledge("社区食堂全覆盖", document=part("乙市"), source="b")
    (found,) = compare([share, all_], PACK)
    assert (found.comparable, found.unit) == (True, "%")
    assert {row.city: row.mark for row in found.rows} == {"甲市": "loosest", "乙市": "strictest"}
    assert [row.commitment.value for row in found.rows] == [None, share.value]


def test_filters_choose_by_city_indicator_unit_deadline_status_and_document() -> None:
    def cities(**asked: object) -> set[str]:
        return {row.city for one in compare(rows(), PACK, filters=Filters(**asked)) for row in one.rows}  # type: ignore[arg-type]

    assert cities(cities=("乙",)) == {"乙市"}
    assert cities(indicators=("名额",)) == {"甲市", "乙市", "丙市"}
    assert cities(indicators=("compulsory_education.senior-quota",), until="2025") == {"甲市"}
    assert cities(since="2026") == {"乙市"}
    assert cities(units=("所",)) == set()
    assert cities(kinds=("意见",)) == cities(document_statuses=("draft",)) == {"丙市"}
    assert cities(statuses=("achieved",)) == set()
    assert [one.indicator for one in compare(rows(), PACK, filters=Filters(least=2))] == [QUOTA]


def test_pivots_put_the_same_rows_under_other_headings() -> None:
    found = compare(rows(), PACK)
    assert [key for key, _ in pivot(found, "indicator")] == [QUOTA, "社区食堂覆盖率"]
    assert {key: len(group) for key, group in pivot(found, "city")} == {"甲市": 2, "乙市": 1, "丙市": 1}
    assert [key for key, _ in pivot(found, "deadline")] == ["2025", "2026", ""]


def test_an_empty_answer_says_what_there_is() -> None:
    nobody = Filters(indicators=("高中招生名额占比",))
    (words,) = remarks(claims_of(rows()), compare(rows(), PACK, filters=nobody), PACK, filters=nobody)
    assert QUOTA in words
    strange = Filters(indicators=("量子",))
    assert remarks(claims_of(rows()), (), PACK, filters=strange) == ("没有“量子”这一指标，也没有相近的。",)
    nowhere = Filters(cities=("丁市",))
    (words,) = remarks(claims_of(rows()), (), PACK, filters=nowhere)
    assert "甲市" in words
    assert "丁市" in words
    assert remarks(claims_of([]), (), PACK) == ("没有可比较的承诺。",)
    assert remarks(claims_of(rows()), compare(rows(), PACK), PACK) == ()


def test_json_has_the_contracts_fields() -> None:
    first = to_wire(compare(rows(), PACK))[0]
    assert {"indicator", "unit", "rows", "comparable", "because"} <= first.keys()
    row = first["rows"][0]
    assert {"id", "source", "document", "city", "quote", "value", "op", "deadline", "units", "mark"} <= row.keys()


def test_rows_in_doubt_are_counted_and_called_neither_strictest_nor_loosest() -> None:
    doubt = Doubt(code="status-unclear", span=Span(0, 2), reason="it may be a report")
    cover = [
        pledge("森林覆盖率", "35", "%", document=part("甲市")),
        pledge("森林覆盖率", "36", "%", document=part("乙市"), source="b.txt"),
        pledge("森林覆盖率", "90", "%", document=part("丙市"), source="c.txt", doubts=(doubt,)),
    ]
    (found,) = compare(cover, PACK)
    assert {row.city: row.mark for row in found.rows} == {"甲市": "loosest", "乙市": "strictest", "丙市": None}
    assert "有1条存疑" in found.because


def placed(row: Commitment, city: str, *, source: str) -> Commitment:
    return replace(row, document=part(city), source=source)


def test_added_value_is_no_flow_and_shares_of_different_wholes_are_not_compared() -> None:
    share = "高新技术产业增加值占{}比重"
    rows = [
        placed(pledge(share.format("GDP"), "25", "%"), "甲市", source="a"),
        placed(pledge(share.format("规模以上工业增加值"), "38", "%"), "乙市", source="b"),
    ]
    (one,) = compare(rows, PACK)
    assert not one.comparable
    assert one.because == "占比的分母不同：GDP、规模以上工业。"
    (one,) = compare([rows[0], placed(pledge(share.format("地区生产总值"), "20", "%"), "乙市", source="b")], PACK)
    assert one.comparable


def test_growth_over_the_year_before_is_compared_whatever_the_year() -> None:
    growth = pledge("地区生产总值", "7", "%", change="increase", deadline="2016", baseline="2015")
    later = replace(growth, deadline="2020", baseline="2019")
    rows = [placed(growth, "甲市", source="a"), placed(later, "乙市", source="b")]
    assert compare(rows, PACK)[0].comparable
    rows[1] = replace(rows[1], baseline="2015")
    assert "基期不同" in compare(rows, PACK)[0].because


def test_totals_of_a_province_and_a_city_are_marked_as_such() -> None:
    row = pledge("新增学位", "5000", "个", kind="amount")
    province = replace(row, document=part(region=("山东省", None, None)), source="b")
    (one,) = compare([placed(row, "甲市", source="a"), province], PACK)
    assert "不同层级" in one.because


def test_bare_nouns_mean_another_thing_in_every_document() -> None:
    rows = [
        placed(pledge("学生", "1500", "人"), "甲市", source="a"),
        placed(pledge("学生", "90", "人"), "乙市", source="b"),
    ]
    assert len(compare(rows, PACK)) == 2
