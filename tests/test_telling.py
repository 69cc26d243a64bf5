"""Year-end summaries, news pages and pieces of plans: what they report, what they promise, and of which year."""

from __future__ import annotations

import pytest

from chengnuo.model import Commitment, Extraction
from chengnuo.pipeline import extraction_of_text

SUMMARY = """县教育局2017年目标完成情况及2018年工作计划
一、2017年目标完成情况
今年，新建小学3所。11月份，顺利通过国家级评估认定，圆满完成各项工作任务。
二、2018年工作计划
计划招聘教师200人，其中学前教师50人。
"""


def read(text: str) -> Extraction:
    return extraction_of_text(text)


def told(text: str) -> list[tuple[str, str, str | None]]:
    """Indicator, status and deadline of each row."""
    return [(row.indicator, row.status, row.deadline) for row in read(text).commitments]


def row_of(text: str, words: str) -> Commitment:
    return next(row for row in read(text).commitments if words in row.quote)


def test_a_summary_with_next_years_plan_reports_the_year_in_which_it_is_written() -> None:
    assert read(SUMMARY).parts[0].genre == "工作总结"
    assert told(SUMMARY) == [
        ("新建小学", "achieved", "2017"),
        ("通过国家级评估认定", "achieved", "2017-11"),
        ("招聘教师", "pledged", "2018"),
        ("学前教师", "pledged", "2018"),
    ]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("发布时间:2023-02-20 11:21:00来源: 某网", "2023-02-20"),
        ("2015-01-23 09:59", "2015-01-23"),
        ("时间：2019-12-25", "2019-12-25"),
        ("发稿时间：2019年12月5日  来源：教育在线", "2019-12-05"),
    ],
)
def test_the_line_above_a_news_page_dates_it(line: str, date: str) -> None:
    found = read(f"{line}\n记者获悉，今年全市已新建幼儿园8所。\n")
    assert found.parts[0].date == date
    assert found.commitments[0].deadline == date[:4]


def test_a_season_without_its_year_is_of_the_document() -> None:
    found = read("发布时间：2022-09-02 来源：教育在线\n今秋，全市已有4所学校投用，明春将再开学2所。\n")
    assert [time.value for time in found.times][1:] == ["2022-23", "2023-21"]


def test_a_period_that_ended_before_the_first_target_is_looked_back_on() -> None:
    text = "“十一五”以来，职业教育快速发展。2009年末，全省有中职学校341所；有高职院校48所、在校生31.9万人。\n"
    text += "到2015年，中职学校调整到280所左右。\n"
    assert [row.status for row in read(text).commitments] == ["achieved"] * 3 + ["pledged"]
    assert row_of(text, "48所").deadline is None


def test_a_school_that_says_how_it_stands_reports() -> None:
    text = "下面就本校均衡发展工作情况，汇报如下：\n一、基本情况\n我校有专任教师96人，生均藏书20.39册。\n"
    text += "二、今后努力方向\n2015年计划投入130万元。\n"
    assert [row.status for row in read(text).commitments] == ["achieved", "achieved", "pledged"]


def test_what_was_planned_for_a_period_that_is_over_was_done_in_it() -> None:
    text = "某市教育局关于对政协提案的回复\n李某委员：\n2011—2013年，我市规划新建幼儿园23所。"
    text += "到2016年，新建幼儿园78所。\n某市教育局\n2015年11月27日\n"
    found = read(text)
    assert found.parts[0].genre == "答复"
    assert [(row.value, row.status, row.deadline) for row in found.commitments] == [
        (23, "achieved", "2011/2013"),
        (78, "pledged", "2016"),
    ]


def test_news_that_asks_for_a_least_number_promises() -> None:
    text = "2019年01月14日 09:42 教育装备网\n近日，记者获悉，全市已建成幼儿园290余所。每个县至少建成1所示范幼儿园。\n"
    found = read(text)
    assert found.parts[0].date == "2019-01-14"
    assert [row.status for row in found.commitments] == ["achieved", "pledged"]


def test_a_paragraph_of_a_review_alone_reports() -> None:
    text = (
        "——城乡面貌大为改观。新建改造公园7个，新增绿地653万平方米，某县被命名为园林县城。"
        "集中供热工程建成投运，打通断头路25条。\n——改革深入推进。机构改革顺利完成，企业开办时间压缩至3个工作日。\n"
    )
    assert {row.status for row in read(text).commitments} == {"achieved"}


def test_what_a_sentence_tells_since_a_year_is_reported_in_a_plan_too() -> None:
    text = "2001年以来，中央和省共投入65亿元，新建学校3523所。力争到2020年新建学校500所。\n"
    assert [(row.status, row.value) for row in read(text).commitments] == [
        ("achieved", 6500000000),
        ("achieved", 3523),
        ("pledged", 500),
    ]


def test_an_undated_text_without_a_genre_leaves_open_whether_a_year_is_past() -> None:
    text = "教育投入彰显优先发展地位。2019年，教育经费总投入达到5万亿元。规划纲要确定的目标如期实现。\n"
    (row,) = [row for row in extraction_of_text(text).commitments if row.value is not None]
    assert "status-unclear" in {doubt.code for doubt in row.doubts}
