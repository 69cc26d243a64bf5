"""Which year a statement is of, where a heading, a title, a page or a sentence each name one."""

from __future__ import annotations

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text


def rows(text: str, head: str = "") -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n").commitments)


REVIEW = "某县2007年政府工作报告\n——2007年2月8日在某县人民代表大会上\n一、过去四年工作回顾\n"


def test_the_year_that_opens_a_sentence_holds_behind_its_semicolon_below_a_heading_of_several_years() -> None:
    found = rows("2006年，生产总值达到27亿元；财政收入2.1亿元，比上年增长26%；投资四年累计完成15亿元。", REVIEW)
    assert [row.deadline for row in found] == ["2006", "2006", "2006", "2003/2006"]


def test_what_was_built_in_several_years_is_not_of_the_one_that_opens_the_sentence() -> None:
    found = rows("2006年，生产总值达到27亿元；新建公路120公里。", REVIEW)
    assert [row.deadline for row in found] == ["2006", "2003/2006"]


def test_an_agenda_that_came_late_to_its_page_is_of_the_year_in_its_title() -> None:
    title = "2012年全市农业工作要点\n发布日期：2014-12-15　来源：市农业局\n"
    goals = "今年农业工作的主要预期目标是：农民人均纯收入增长12%以上。\n"
    found = rows(f"{goals}一、抓好生产\n全年新建蔬菜基地4万亩。", title)
    assert [(row.deadline, row.status) for row in found] == [("2012", "pledged")] * 2


def test_an_agenda_keeps_the_day_of_its_own_year() -> None:
    head = "2014年全市农业工作要点\n发布日期：2014-03-15　来源：市农业局\n一、抓好生产\n"
    (row,) = rows("6月底前新建蔬菜基地4万亩。", head)
    assert row.deadline == "2014-06"


def test_what_a_basis_has_to_reach_before_dates_nothing_behind_it() -> None:
    found = rows("某市养老服务实施方案\n一、重点任务\n在确保2024年完成试点任务的基础上，改造小区20个，新增床位100张。")
    assert [row.deadline for row in found] == [None, None]


def test_the_line_of_a_page_that_tells_when_it_came_out_promises_nothing() -> None:
    assert rows("某市养老服务实施方案\n发布日期：2014-03-15　来源：市农业局\n一、重点任务\n加强管理。") == []


HALF = "某市2016年上半年林业工作总结\n2016年7月8日\n一、工作情况\n"


def test_the_same_period_of_last_year_is_the_part_that_the_sentence_speaks_of() -> None:
    one, other = rows("1—5月，完成造林3万亩，比去年同期增加2万亩。", HALF)
    assert (one.baseline, other.baseline) == (None, "2015-01/2015-05")


def test_where_the_sentence_names_no_part_of_the_year_the_title_does() -> None:
    assert rows("完成造林3万亩，比上年同期增加2万亩。", HALF)[-1].baseline == "2015-01/2015-06"


def test_the_same_period_of_a_whole_year_is_the_year() -> None:
    assert rows("2015年完成造林3万亩，比上年同期增加2万亩。", HALF)[-1].baseline == "2014"


def test_a_point_up_to_which_was_counted_is_no_part_of_the_year() -> None:
    assert rows("截至6月底，开工项目40个，较上年同期增加5个。", HALF)[-1].baseline == "2015"


BULLETIN = "某县2010年国民经济和社会发展统计公报\n2011年3月18日\n一、综合\n"


def test_this_year_behind_its_end_is_the_whole_of_it() -> None:
    stock, flow = rows("年末全县从业人员41万人，当年新增就业岗位8620个。", BULLETIN)
    assert (stock.deadline, flow.deadline) == ("2010-12", "2010")


def test_the_growth_of_another_thing_is_not_counted_from_where_one_rose_from() -> None:
    found = rows("规模以上企业由2005年的53户发展到118户，增长123%，实现增加值99亿元，增长17%。", BULLETIN)
    assert [row.baseline for row in found if row.change] == ["2005", None]


COUNTY = "南投縣政府112年度施政計畫\n壹、年度施政目標\n"


def test_the_year_of_the_republic_in_a_title_is_that_of_the_plan() -> None:
    done, expected, more = rows("111年已布建據點86處，預估114年底老年人口達25%。\n全年辦理博覽會4場次。", COUNTY)
    assert (done.status, done.deadline) == ("achieved", "2022")
    assert (expected.status, expected.deadline) == ("pledged", "2025-12")
    assert (more.status, more.deadline) == ("pledged", "2023")


def test_a_report_is_on_the_year_with_which_it_opens() -> None:
    body = (
        "2014年，全市农村经济继续保持快速增长态势。第一产业实现增加值185亿元，增速比上年提高1.5个百分点。\n"
        "一、粮食生产稳步增长\n粮食总产达106.68亿斤，同比增长8.5%。\n"
        "二、畜牧结构优化\n生猪出栏241.2万头，同比增长18.4%；肉类总产量35.9万吨，同比增长3.6%。\n"
    )
    for head in ("", "我市农村经济稳步发展\n", "我市农村经济稳步发展\n发布时间：2015-02-10\n"):
        found = rows(head + body)
        assert {row.deadline for row in found if row.value is not None} == {"2014"}, head
        assert [row.baseline for row in found if row.unit == "个百分点"] == ["2013"], head


def test_the_year_of_another_time_is_not_that_of_a_report() -> None:
    text = (
        "健康档案建设稳步推进\n发布时间：2022-08-17\n2014年，全国启动试点。全市建档率达到98.5%，同比提高1.2个百分点。\n"
    )
    assert {row.deadline for row in rows(text) if row.unit == "%"} != {"2014"}
