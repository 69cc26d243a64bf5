"""Reports, bulletins, news and pages of figures at first sight: what is told, of which time, counted from what."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_bytes, extraction_of_text

SUMMARY = "某市2020年工作总结\n"


def rows(text: str, head: str = SUMMARY) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n").commitments)


def names(text: str, head: str = SUMMARY) -> list[str]:
    return [row.indicator for row in rows(text, head)]


def codes(row: Commitment) -> set[str]:
    return {doubt.code for doubt in row.doubts}


# ------------------------------------------------------------ a number on a line of its own


def test_a_share_or_a_growth_on_the_next_line_is_of_the_number_that_ends_the_line_above() -> None:
    text = "所提问题已经解决的258件\n占38.8%\n一般公共预算收入100.3亿元\n同比增长6.1%"
    assert names(text) == ["所提问题已经解决", "所提问题已经解决占比", "一般公共预算收入", "一般公共预算收入"]


def test_a_number_that_fills_its_line_measures_what_the_line_above_names() -> None:
    found = rows("地区生产总值\n1234.5亿元\n增长5.2%")
    assert [(row.indicator, row.change) for row in found] == [("地区生产总值", None), ("地区生产总值", "increase")]


def test_a_line_break_before_a_share_of_a_sentence_that_is_over_joins_nothing() -> None:
    assert names("办理提案258件。\n占用耕地30亩。") == ["办理提案", "占用耕地"]


def test_a_share_of_nothing_named_is_doubted() -> None:
    (row,) = rows("其中税收\n占比70%")
    assert "indicator-short" in codes(row)


# ------------------------------------------------------------ of which time


@pytest.mark.parametrize(
    ("title", "deadline"),
    [
        ("2019年上半年全市工业经济运行情况", "2019-01/2019-06"),
        ("某市2014年1—9月经济运行情况", "2014-01/2014-09"),
        ("某县2016年财政收支情况", "2016"),
    ],
)
def test_the_title_of_a_report_on_a_period_dates_its_numbers(title: str, deadline: str) -> None:
    found = rows("工业增加值完成31.25亿元，增长6.2%。", title + "\n")
    assert {(row.status, row.deadline) for row in found} == {("achieved", deadline)}


def test_a_report_that_names_its_year_and_who_led_it_is_of_that_year() -> None:
    text = "2012年，在市委的正确领导下，各项目标任务圆满完成，累计惠及群众。\n提水总量10.72亿立方米。\n"
    found = rows(text, "某市水务局\n")
    assert [(row.indicator, row.deadline) for row in found if row.value] == [("提水总量", "2012")]


def test_a_date_deep_in_a_sentence_of_a_deed_dates_no_section() -> None:
    head = "某市1998年国民经济和社会发展统计公报\n一、综合\n国民经济扭转了上半年增幅回落的状况，保持了较快\n"
    found = rows("增长的态势。全年生产总值953亿元；第二产业增加值391亿元，增长9.2%。", head)
    assert {row.deadline for row in found if row.value} == {"1998"}


PRESS = "国家统计局负责人介绍经济运行情况\n1999年2月27日\n本报讯 记者从统计局获悉，"


def test_the_whole_year_of_which_the_first_months_of_the_next_tell_is_the_one_before() -> None:
    (row,) = rows("全年国内生产总值达到79553亿元。", PRESS)
    assert (row.status, row.deadline, "deadline-inherited" in codes(row)) == ("achieved", "1998", True)


def test_a_year_that_is_named_stays_whatever_was_over() -> None:
    found = rows("1999年，国内生产总值增长加快，全年达到79553亿元。", PRESS)
    assert {row.deadline for row in found if row.value} == {"1999"}


def test_the_year_before_is_seen_from_the_year_that_is_told() -> None:
    found = rows("1998年，出口减缓，全年比上年增长0.5%。进口比上年下降1.5%。", PRESS)
    assert {(row.deadline, row.baseline) for row in found if row.value} == {("1998", "1997")}


def test_a_range_of_months_with_its_word_is_whole() -> None:
    found = rows("我院受理案件9471件，同比上升7.85%。", "2014年1至9月审判态势\n")
    assert [(row.deadline, codes(row) & {"restored-date", "open-date"}) for row in found] == [
        ("2014-01/2014-09", set()),
        ("2014-01/2014-09", set()),
    ]


def test_a_growth_of_which_no_date_tells_the_time_is_doubted_as_its_level_is() -> None:
    found = rows("刑事案件262件，同比下降2.6%。", "某院情况通报\n")
    assert [("deadline-missing" in codes(row), row.deadline) for row in found] == [(True, None), (True, None)]


def test_a_fall_from_a_peak_is_counted_from_its_year() -> None:
    found = rows("与2013年峰值相比，2015年炸药产量减少70万吨，下降16%。")
    assert {(row.indicator, row.baseline, row.deadline) for row in found} == {("炸药产量", "2013", "2015")}


def test_who_compares_a_year_with_the_one_before_writes_after_it() -> None:
    text = "2008年财政收入14.3亿元，较上年增长68.3%。到2008年参保人数达到5万人。"
    found = rows(text + "存款由2006年的19亿元增加到2009年的近30亿元。", "某县工作汇报\n")
    assert {row.status for row in found} == {"achieved"}
    assert [row.deadline for row in found] == ["2008", "2008", "2008", "2009"]


def test_a_report_to_superiors_without_plans_is_told() -> None:
    (row,) = rows("全县总人口101万人。", "某行贷款保险工作汇报\n")
    assert (row.status, "status-unclear" in codes(row)) == ("achieved", True)


# ------------------------------------------------------------ what is measured


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("贷款量由2006年的19亿元增加到2009年的近30亿元。", "贷款量"),
        ("产量从2010年的约5万吨提高到2015年的约7万吨。", "产量"),
        ("产值与上一个五年比增长38.7%。", "产值"),
        ("末级渠系建设3公里。", "末级渠系建设"),
        ("带动全市71项重大项目建设提速。", "重大项目"),
        ("正在解决的302件。", "正在解决"),
        ("最高一次一人赔付15万元。", "最高一次一人赔付"),
        ("GDP117亿元。", "GDP"),
        ("粮食 308.12万吨 8.3", "粮食"),
    ],
)
def test_the_name_of_what_is_measured(text: str, indicator: str) -> None:
    assert names(text) == [indicator]


@pytest.mark.parametrize(
    ("text", "op", "change"),
    [
        ("第二次抽签中，中签率高达96.6%。", "=", None),
        ("入学率比全省高3.5%。", "=", "increase"),
        ("增加河道过流能力约18%。", "~", "increase"),
        ("汇率上升9个基本点。", "=", "increase"),
        ("地下水止降回升0.08米。", "=", "increase"),
    ],
)
def test_whether_a_number_is_a_level_or_a_change(text: str, op: str, change: str | None) -> None:
    (row,) = rows(text)
    assert (row.op, row.change) == (op, change)


def test_money_that_was_got_is_told_however_long_its_name() -> None:
    (row,) = rows(
        "争取城乡建设用地节余指标和新增耕地交易资金13.69亿元。", "某市2020年政府工作报告\n一、2020年工作回顾\n"
    )
    assert row.status == "achieved"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("治理面积2万hm2。", "20000", "公顷"),
        ("消耗由674发/吨下降到335发/吨。", "335", "发/吨"),
        ("超过500万国人登记参加。", "5000000", "人"),
    ],
)
def test_units_of_reports(text: str, value: str, unit: str) -> None:
    (row,) = rows(text)
    assert (row.value, row.unit) == (Decimal(value), unit)


def test_another_share_of_the_same_whole_has_its_own_name() -> None:
    text = "第三产业增加值占地区生产总值的比重由45.1%提高到50.2%，第二产业由40%下降到38.3%。"
    assert [(row.indicator, row.subject) for row in rows(text)] == [
        ("第三产业增加值占地区生产总值的比重", None),
        ("第二产业增加值占地区生产总值的比重", None),
    ]


def test_a_task_in_hectares_is_no_part_of_the_name_of_its_share() -> None:
    assert names("完成治理面积2万hm2，占计划任务1.8万hm2的111.3%。") == ["治理面积", "治理面积占计划任务的比例"]


def test_an_income_that_says_who_is_poor_is_no_number_of_its_own() -> None:
    assert rows("全面消除年人均收入4600元以下贫困现象。") == []


def test_a_coupon_of_threefold_worth_is_no_number() -> None:
    assert rows("三倍券、农游券可以一起使用。") == []


def test_growths_of_rivals_are_doubted_as_their_levels_are() -> None:
    text = (
        "个体工商户19.5万户，从业人员45.2万人，分别比上年增长23.9%、28.6%。"
        "私营企业3973家，从业人员5.4万人，分别增长26.5%、33.8%。"
    )
    staff = [row for row in rows(text) if row.indicator == "从业人员"]
    assert len(staff) == 4
    assert all("value-rivalled" in codes(row) for row in staff)


# ------------------------------------------------------------ tables and places


TABLE = """<p>某业发展规划（2016-2020年）</p><h1>三、发展目标</h1><table>
<tr><td>指标</td><td>2015年</td><td>2020年</td></tr>
<tr><td>专业人员比重（%）</td><td>16.1</td><td>25</td></tr>
<tr><td>事故死亡人数</td><td>-</td><td>下降30%以上</td></tr>
<tr><td>单位能耗</td><td>-</td><td>较“十二五”下降18%</td></tr></table>"""


def test_a_cell_that_tells_a_fall_is_one_and_may_say_from_when() -> None:
    found = [row for row in extraction_of_bytes(TABLE.encode(), "plan.html").commitments if row.change]
    assert [(row.indicator, row.op, row.change, row.baseline) for row in found] == [
        ("事故死亡人数", ">=", "decrease", None),
        ("单位能耗", "=", "decrease", "2011/2015"),
    ]


def test_a_market_named_after_a_city_is_in_none() -> None:
    (part,) = extraction_of_text("【记者报导】开封市场更新设备12套。\n").parts
    assert part.region == (None, None, None)
