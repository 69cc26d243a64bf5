"""Texts that do not say what they are: whether their numbers are told or planned, of which time, counted from which."""

from __future__ import annotations

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_bytes, extraction_of_text


def rows(text: str) -> list[Commitment]:
    return list(extraction_of_text(text + "\n").commitments)


def row_of(text: str, words: str) -> Commitment:
    """The row whose quotation, or whose number, the words are in."""
    return next(row for row in rows(text) if words in row.quote)


def codes(row: Commitment) -> set[str]:
    return {doubt.code for doubt in row.doubts}


def test_numbers_that_only_counting_gives_are_told_with_a_doubt() -> None:
    found = rows("全市完成投资118.36亿元。粮食总产量28063吨。森林覆盖率21.47%。新增床位1283张。")
    assert {row.status for row in found} == {"achieved"}
    assert all({"status-unclear", "deadline-missing"} <= codes(row) for row in found)


def test_round_numbers_alone_tell_nothing() -> None:
    found = rows("全市完成投资120亿元。粮食总产量28000吨。森林覆盖率21%。新增床位1300张。")
    assert {row.status for row in found} == {"pledged"}


@pytest.mark.parametrize("tail", ["占年度计划的65%", "为年计划投资的65%", "超序时进度15个百分点"])
def test_how_much_of_a_years_task_is_done_is_told(tail: str) -> None:
    found = rows(f"1—6月，300个市级项目完成投资294亿元，{tail}。")
    assert {row.status for row in found} == {"achieved"}


def test_what_is_done_of_a_plan_does_not_share_its_status() -> None:
    found = rows("年度计划投资118亿元，项目完成投资22亿元，投资完成率19%。")
    assert [row.status for row in found] == ["pledged", "achieved", "achieved"]
    assert "status-unclear" in codes(found[1])


def test_what_a_plan_completes_goes_on_with_its_status() -> None:
    found = rows("某市农村公路建设方案\n一、目标任务\n计划投资8亿元，新建公路120公里，2026年底前完成改造30公里。")
    assert {row.status for row in found} == {"pledged"}


def test_news_without_a_word_of_plans_is_no_plan() -> None:
    found = rows("本报讯 1月8日，县人代会开幕。报告回顾了县政府2008年的工作。2008年，全县完成总产值115亿元，增长27%。")
    assert {row.status for row in found} == {"achieved"}


def test_an_aim_put_forward_and_a_future_in_the_news_are_promised() -> None:
    text = "记者获悉，今年市政府提出了解决60万人饮水问题的目标。截至目前，建成水厂5处。剩余6万人的问题将于明年解决。"
    assert [row.status for row in rows(text)] == ["pledged", "achieved", "pledged"]


def test_an_expectation_is_no_permission() -> None:
    assert row_of("某市供水规划\n一、目标\n2026年底自来水普及率预计可达85%。", "85%").binding == "must"


@pytest.mark.parametrize(
    ("words", "baseline"),
    [
        ("与2020年相比，城镇人口增长2%，农村人口下降5%。", "2020"),
        ("在2020年基础上，总产值增长10%，总用水量下降5%。", "2020"),
    ],
)
def test_a_state_that_a_clause_of_its_own_names_is_what_changes_are_counted_from(words: str, baseline: str) -> None:
    found = rows(f"某市2022年统计公报\n一、综合\n2022年，{words}")
    assert [row.baseline for row in found if row.change] == [baseline, baseline]


def test_the_year_before_is_counted_from_the_year_of_the_sentence_over_a_semicolon() -> None:
    found = rows("某市2022年统计公报\n一、综合\n2017年末，贫困人口3046人；贫困发生率3.1%，比上年末下降1.4个百分点。")
    assert [row.deadline for row in found] == ["2017-12", "2017-12", "2017-12"]
    assert found[-1].baseline == "2016-12"


def test_a_net_rise_behind_its_level_is_a_change() -> None:
    found = rows("某市2022年统计公报\n一、综合\n农民人均纯收入4878元，净增582元。")
    assert [row.change for row in found] == [None, "increase"]


def test_a_year_after_which_something_will_be_is_no_deadline() -> None:
    found = rows("某市充电设施规划\n一、目标\n到2025年，覆盖率达到30%以上。2025年后，覆盖率达到60%以上。")
    assert [row.deadline for row in found] == ["2025", None]


def test_the_period_in_a_plans_name_does_not_date_what_was_counted_by_a_day() -> None:
    text = "某市水利工作报告\n2009年12月20日\n截至2009年11月，“十一五”规划累计投资70亿元。“十一五”期间，新建水厂5处。"
    assert [row.deadline for row in rows(text)] == ["2009-11", "2006/2010"]


def test_what_is_planned_for_a_year_is_of_the_whole_year() -> None:
    text = "2020年1—6月，全市新开工项目8个，年度计划完成投资49亿元。"
    assert row_of(text, "49亿元").deadline == "2020"


def test_what_was_done_about_a_demand_is_not_restated() -> None:
    found = rows("按照规划要求，我市新建一条路，已完成800米。文件明确指出，2025年底前供水普及率达到95%。")
    assert [row.restated for row in found] == [False, True]


def test_how_long_something_runs_has_no_deadline() -> None:
    head = "某市药品采购实施方案\n2019年1月10日\n一、主要任务\n"
    found = rows(f"{head}于2019年初开始执行，周期为1年。2020年底前，办理时限压缩至3天。")
    assert [row.deadline for row in found if row.unit] == [None, "2020-12"]


def test_a_length_that_runs_from_a_year_ends_in_its_last_year() -> None:
    found = rows(
        "某市医保方案\n2023年3月1日\n一、任务\n自2023年起用3年时间，实现医院全覆盖。试点期为2年（2024—2025年），建成示范点20个。"
    )
    assert [(row.deadline, bool(row.doubts)) for row in found][:1] == [("2025", True)]
    assert found[-1].deadline == "2024/2025"


def test_the_year_of_goals_that_a_clause_announces_is_theirs() -> None:
    found = rows("某区政府工作报告\n2019年2月19日\n报告提出2019年主要预期目标：投资增长18%；失业率控制在4%以内。")
    assert [(row.status, row.deadline) for row in found] == [("pledged", "2019"), ("pledged", "2019")]


def test_what_was_counted_up_to_a_day_is_told() -> None:
    text = "“到2019年要完成通硬化路的目标；到2020年要通客车”——某部长会后追踪，截至2018年底，公路总里程达到405万公里。"
    row = row_of(text, "405万公里")
    assert (row.status, row.deadline) == ("achieved", "2018-12")


def test_a_season_that_has_begun_may_be_told() -> None:
    found = rows("某市中小学开学\n2024年9月2日\n今秋，某区推出9所公办新校。2025年秋季，再推出4所公办新校。")
    assert [("status-unclear" in codes(row), row.deadline) for row in found if row.value] == [
        (True, "2024-23"),
        (False, "2025-23"),
    ]


def test_an_expected_sum_that_is_more_than_the_task_is_told() -> None:
    assert row_of("全年预计到位资金6.6亿元，占目标任务6亿元的110%。", "6.6亿元").status == "achieved"


def test_the_end_of_a_rise_is_no_aim() -> None:
    text = "记者获悉，林业产值首次突破6万亿元，从2001年4090亿元到2016年的6.4万亿元，增长15.6倍。"
    assert {row.status for row in rows(text)} == {"achieved"}


def test_the_day_of_a_beginning_is_not_that_of_what_will_be() -> None:
    assert row_of("某市学校建设情况通报\n项目于2022年3月动工，建成后将新增1200个学位。", "1200").deadline is None


def test_the_day_on_which_news_was_heard_dates_nothing() -> None:
    text = "2020年12月22日，记者从市人大常委会会议上获悉，规划确定34项指标。"
    assert row_of(text, "34项").deadline is None


def test_a_change_is_of_the_time_of_what_it_is_told_of() -> None:
    text = "某报讯 2025年3月6日，省财政厅下达2024年奖补资金3亿元，较上年增加1亿元。"
    assert [row.deadline for row in rows(text)] == ["2024", "2024"]


def test_a_year_by_which_something_will_be_is_not_that_of_the_months_behind_it() -> None:
    text = "并明确到“十四五”期末，农业农村用地比例达到50%以上。截至6月底，平台资金累计268亿元。"
    assert row_of(text, "268亿元").deadline is None


def test_a_forecast_of_a_period_that_runs_is_as_good_as_told_in_a_review() -> None:
    head = "镇上半年工作总结\n2021年6月11日\n一、上半年工作回顾\n"
    row = row_of(f"{head}上半年，预计完成纳税销售34.5亿元，增长26%。", "34.5亿元")
    assert (row.status, "status-unclear" in codes(row)) == ("achieved", True)
    assert row_of(f"{head}剩余3个项目预计6月底前全部完成，新增床位200张。", "200张").status == "pledged"


def test_numbers_of_counting_are_no_sure_promise_in_a_text_without_a_date() -> None:
    found = rows("到2010年能耗降低20%的目标有望实现。到2008年底，淘汰落后产能6000多万吨，关停机组120台。")
    assert ["status-unclear" in codes(row) for row in found] == [False, True, False]


def test_what_was_counted_up_to_a_day_is_told_though_the_text_gives_none() -> None:
    row = row_of("2025年行业保持增长，截至2025年底，基站总数达483.8万个，高于“十四五”规划目标。", "483.8万个")
    assert (row.status, row.deadline) == ("achieved", "2025-12")


def test_one_word_of_plans_makes_no_plan_of_a_short_text() -> None:
    found = rows("全市有7个区单耗上升。新增床位900张。下半年必须完成任务。")
    assert all("status-unclear" in codes(row) for row in found)


def test_slow_progress_is_no_duty() -> None:
    head = "某市民生实事进展公示\n2017年10月12日\n"
    assert "achieved" in {row.status for row in rows(f"{head}截至9月底，已完成5项；其中某区有3项推进缓慢。")}


def test_what_is_aimed_at_in_a_plans_name_does_not_date_what_was_counted() -> None:
    row = row_of("截至2009年底，有24个地区“十一五”节能目标完成进度达到了要求。", "24个")
    assert row.deadline == "2009-12"


def test_the_size_of_a_project_in_the_news_may_be_of_one_to_come() -> None:
    found = rows("近日，某镇污水处理厂初设通过评审。改扩建工程总投资6952万元。记者获悉，全县已建成泵站3座。")
    assert ["status-unclear" in codes(row) for row in found] == [True, False]


def test_the_size_of_a_project_is_of_no_date() -> None:
    text = "据了解，某地污水处理厂于2020年4月开工，占地面积2万平方米，总投资5100万元。"
    assert [row.deadline for row in rows(text) if row.value] == [None, None]


def test_a_goal_that_someone_names_is_promised_with_all_behind_it() -> None:
    text = "本报讯 理事长介绍，今年主要目标是为12万名残疾人发放补贴；建设100个康复站，培训1000名康复人员。"
    assert {row.status for row in rows(text)} == {"pledged"}


def test_a_level_between_a_year_and_what_is_compared_with_it_is_no_hindrance() -> None:
    text = "某市2011年统计公报\n一、综合\n2011年，事业费为392亿元，与2007年的198亿元相比，增幅达97%。"
    assert [row.baseline for row in rows(text) if row.change] == ["2007"]


def test_what_is_expected_in_a_text_without_a_date_is_no_sure_promise() -> None:
    text = "今年全国蔬菜总产值预计超过2万亿元，面积3.4亿亩。力争明年面积达到3.6亿亩。"
    assert ["status-unclear" in codes(row) for row in rows(text)] == [True, True, False]


def test_what_was_reached_by_a_day_before_how_things_are_now_is_no_sure_promise() -> None:
    text = "到2012年底，某区新增设施蔬菜4000亩，增收3000万元。目前，全区蔬菜面积达4.5万亩。"
    found = rows(text)
    assert "status-unclear" in codes(found[0])
    assert found[-1].status == "achieved"


@pytest.mark.parametrize(("day", "unsure"), [("2023-12-31", True), ("2023-03-31", False)])
def test_in_its_last_month_a_year_may_be_told(day: str, unsure: bool) -> None:
    row = row_of(f"某流域水库加固\n{day}\n2023年，流域加固水库1200座。", "1200座")
    assert ("status-unclear" in codes(row)) is unsure


def status_in(text: str, words: str) -> str:
    return row_of(text, words).status


@pytest.mark.parametrize("named", ["《某某通知》规定", "会议印发的文件，《东山市救助办法》明确"])
def test_what_news_cites_of_a_document_is_promised(named: str) -> None:
    text = f"本报讯 近日，市民政局、财政局联合发文。{named}，月人均补助不低于391元，机构覆盖率达到90%。"
    assert [row.status for row in rows(text)] == ["pledged", "pledged"]


def test_what_was_planned_and_is_done_is_told() -> None:
    text = "截至3月底，今年全省计划改造的3698个小区已全部立项，开工率55.2%。"
    assert status_in(text, "3698个") == "achieved"


def test_the_aim_of_a_year_before_its_number_is_promised() -> None:
    text = "本报讯 部长表示，今年以来执行情况良好。全年目标减税2万亿元，前7个月累计减税1.3万亿元。"
    assert [row.status for row in rows(text)] == ["pledged", "achieved"]


def test_the_end_of_what_goes_on_is_promised_in_a_review() -> None:
    text = "东山县教育局2022年工作总结\n一、工作开展情况\n东山小学改扩建工程目前正在进行主体施工，年底竣工。\n"
    assert status_in(text, "竣工") == "pledged"


def test_what_is_done_already_is_of_no_time_to_come() -> None:
    text = (
        "关于东山市第12号建议的答复\n李某代表：\n您提出的建议收悉，现答复如下：\n"
        "东山医院计划投资3.5亿元，预计今年8月竣工，已完成投资2亿元。\n东山市教育局\n2023年3月6日\n"
    )
    assert row_of(text, "竣工").deadline == "2023-08"
    assert row_of(text, "2亿元").deadline is None


def test_what_a_reply_of_march_counts_of_the_whole_year_is_told_with_a_doubt() -> None:
    text = (
        "关于东山市第12号建议的答复\n李某代表：\n您提出的建议收悉，现答复如下：\n"
        "目前公厕总数为35个，全年累计建成公厕12座。\n东山市住房和城乡建设局\n2023年3月6日\n"
    )
    row = row_of(text, "12座")
    assert row.status == "achieved"
    assert "status-unclear" in codes(row)


def test_whom_a_notice_speaks_of_is_no_outcome() -> None:
    text = (
        "东山县招生考试公告\n拟于2024年升入高中的往届生，可凭户口簿报名。"
        "2024年6月1日前完成报名的考生，可于6月10日打印准考证。\n"
    )
    assert [row.indicator for row in rows(text)] == ["打印准考证"]


def test_a_text_that_opens_with_what_a_year_brought_reviews() -> None:
    text = "2015年，全市法院坚持公正司法，各项工作取得新的成效。办结案件36700件。一线法官人均结案190件。"
    assert {row.status for row in rows(text) if row.value is not None} == {"achieved"}
    assert {row.status for row in rows("2015年，全市法院要取得新的成效。办结案件36700件。")} == {"pledged"}


@pytest.mark.parametrize("opening", ["去年，", "今年1—10月份，"])
def test_a_time_that_is_over_tells(opening: str) -> None:
    assert status_in(f"某局推进平安建设。{opening}全市新建小区5个，覆盖居民300户。", "5个") == "achieved"


def test_what_was_found_amiss_is_told_and_no_plan() -> None:
    text = "对3项资金在6月30日前仅分配五成问题，省财政厅加强统筹。"
    assert {row.status for row in rows(text)} <= {"achieved"}


def test_what_was_set_at_the_beginning_of_a_year_and_what_is_expected_by_its_end_are_promised() -> None:
    text = (
        "本报讯 记者获悉，年初召开的会议上局长表示，2013年全国安排投资6500亿元。"
        "今年1—7月，完成投资2617.45亿元，同比增长16%。7月份发送旅客12.2亿人，同比增长10.9%；货物2.6亿吨，同比增长1.5%。预计到年底，新增里程5500公里，总里程将突破10万公里。"
    )
    found = {str(row.value): row.status for row in rows(text)}
    assert (found["650000000000"], found["5500"], found["100000"]) == ("pledged", "pledged", "pledged")
    assert found["261745000000"] == "achieved"


def test_what_the_months_of_a_year_have_brought_is_told_beside_its_plan() -> None:
    text = "我市2022年重点项目计划安排177个，年度计划投资276.5亿元，1—7月完成投资187.8亿元、完成率67.9%。"
    assert [row.status for row in rows(text)] == ["pledged", "pledged", "achieved", "achieved"]


def test_the_number_of_a_day_that_is_a_guess_is_doubted() -> None:
    text = "2014年，铁路安排投资6300亿元。到2016年，投产新线6600公里。2017年，铁路仍将保持投资规模。"
    assert codes(row_of(text, "6300亿元")) & {"status-unclear", "status-alone"} or (
        row_of(text, "6300亿元").status == "pledged"
    )


def test_what_someone_asks_for_in_the_news_is_promised_with_a_doubt() -> None:
    text = (
        "本报讯（记者 某某）近日，省政协召开座谈会。"
        "委员们说，全省要新增养老床位1.8万张。目前全省有床位18万张，去年建成养老机构20家。"
    )
    row = row_of(text, "1.8万张")
    assert (row.status, "status-unclear" in codes(row)) == ("pledged", True)


def test_a_plan_within_this_year_is_promised() -> None:
    text = "据了解，我市共上报一百余个小区。市住建局计划今年内完成9个小区改造项目，2021年完成20个。"
    assert [row.status for row in rows(text)][1:] == ["pledged", "pledged"]


def deadlines(text: str, issued: str | None = None) -> list[tuple[str, str | None]]:
    """The status and the deadline of each commitment."""
    return [(row.status, row.deadline) for row in extraction_of_text(text, issued=issued).commitments]


def test_no_promise_is_due_before_the_day_of_its_document() -> None:
    text = "东山县2024年工作要点\n到2022年底，建立机制，新建泵站3座，改造管网36公里。"
    assert deadlines(text, "2024-05-01") == [("pledged", None), ("pledged", None)]


def test_what_recurs_each_year_is_not_over_with_the_plan() -> None:
    text = "东山县“十四五”规划\n“十四五”期间统筹推进。五年内每年新建幼儿园12所。五年内新建公园5个。"
    assert deadlines(text)[-2:] == [("pledged", None), ("pledged", "2021/2025")]


@pytest.mark.parametrize(("issued", "is_doubted"), [("2024-02-10", True), ("2024-11-10", False), ("2025-02-10", False)])
def test_little_of_a_year_is_done_in_its_first_months(issued: str, is_doubted: bool) -> None:
    (row,) = extraction_of_text("东山县工作总结\n2024年，已建成公园3个。", issued=issued).commitments
    assert row.status == "achieved"
    assert any(doubt.code == "deadline-after-document" for doubt in row.doubts) is is_doubted


def test_a_value_of_the_documents_own_year_in_a_table_is_still_to_be_reached() -> None:
    table = "2024年东山县国民经济指标\n指标\t2023年\t2024年\t2025年\n幼儿园数（所）\t3\t4\t5\n"
    assert deadlines(table, "2024-06-01") == [("achieved", "2023"), ("pledged", "2024"), ("pledged", "2025")]


def test_an_outcome_reported_without_a_number_is_doubted() -> None:
    (row,) = extraction_of_text("东山县工作总结\n2023年，全面完成河道治理。", issued="2024-02-10").commitments
    assert [doubt.code for doubt in row.doubts] == ["outcome-vague"]


def test_two_dates_that_fit_are_told_where_the_clause_and_its_row_differ() -> None:
    page = (
        "<table><tr><td>序号</td><td>重点任务</td><td>责任单位</td><td>完成时限</td></tr>"
        "<tr><td>1</td><td>2026年3月底前新建幼儿园12所</td><td>县教育局</td><td>2027年9月</td></tr></table>"
    )
    (row,) = extraction_of_bytes(page.encode(), "made.html").commitments
    assert row.deadline == "2026-03"
    assert [(d.code, d.alternatives) for d in row.doubts] == [("deadline-two-fit", ("2027-09",))]


def test_a_goal_behind_goals_of_several_years_is_doubted() -> None:
    text = "二、主要目标\n到2025年，入园率达到90%。到2030年，毛入学率达到95%。巩固率达到98%。\n"
    row = extraction_of_text(text).commitments[-1]
    assert (row.indicator, row.deadline) == ("巩固率", "2030")
    assert [(d.code, d.alternatives) for d in row.doubts] == [("deadline-two-fit", ("2025",))]


def test_a_count_that_only_says_whose_level_is_told_is_no_row() -> None:
    assert [str(row.value) for row in rows("2020年，31个省份财政支出减少26%。")] == ["26"]
    assert [str(row.value) for row in rows("2020年，建成学校31个、合格率达到96%。")] == ["31", "96"]


def test_what_one_has_got_to_know_is_due_by_no_date() -> None:
    found = rows("记者从会上了解到，2022年1月至11月，全市办结案件300件，调解成功200件。")
    assert {row.status for row in found} == {"achieved"}


NEWS = "新华社电（记者某某）某部副部长在今天举行的发布会上介绍情况。\n"


@pytest.mark.parametrize(
    "text",
    [
        "规划提出了“十二五”水利改革的六项主要任务：一是加强防洪。完成5400座水库除险加固。",
        "此外，目标还包括灌溉水有效利用系数提高到0.53，水功能区达标率提高到60%。",
        "主要预期目标是：农民人均纯收入增长12%，农业增加值增长5%。",
    ],
)
def test_news_of_goals_that_were_set_promises(text: str) -> None:
    assert {row.status for row in rows(NEWS + text)} == {"pledged"}


def test_figures_that_were_made_public_are_no_goals() -> None:
    assert {row.status for row in rows(NEWS + "统计局公布了主要经济指标：工业增加值增长5%。")} == {"achieved"}


@pytest.mark.parametrize(
    ("words", "change", "baseline"),
    [("比2022年四季度加快2.5个百分点", "increase", "2022-10/2022-12"), ("比2022年放缓0.4个百分点", "decrease", "2022")],
)
def test_growth_may_gain_or_lose_speed(words: str, change: str, baseline: str) -> None:
    row = rows(f"2023年一季度，工业增加值增长3%，{words}。")[-1]
    assert (row.change, row.baseline) == (change, baseline)


def test_days_of_good_air_are_counted_and_compared() -> None:
    found = rows("2023年，优良天数298天，同比多6天；臭氧超标31天，比2022年少5天。")
    assert [(row.value, row.unit, row.change) for row in found] == [
        (298, "天", None),
        (6, "天", "increase"),
        (31, "天", None),
        (5, "天", "decrease"),
    ]


def test_what_was_done_by_a_day_is_told_though_the_text_has_none_of_its_own() -> None:
    (row,) = rows("到2018年底，99.1%的乡镇通了客车。")
    assert (row.status, "status-unclear" in codes(row)) == ("achieved", True)


PLAN = "某县脱贫攻坚实施方案\n一、总体要求\n坚持精准方略，确保按期完成。\n二、重点任务\n"


def test_what_a_place_has_now_is_no_goal_of_its_plan() -> None:
    (row,) = rows(PLAN + "全县现有3个贫困乡镇。")
    assert row.status == "achieved"
    (row,) = rows(PLAN + "对全县现有3个贫困乡镇进行改造。")
    assert row.status == "pledged"


def test_a_label_within_a_paragraph_tells_what_was_done_up_to_its_end() -> None:
    text = "2016年：计划搬迁1297户。完成情况：建成安置房1469套，完成下达任务111.89%。\n2017年：计划搬迁2294户。"
    assert [row.status for row in rows(PLAN + text)] == ["pledged", "achieved", "achieved", "pledged"]


def test_households_that_are_helped_are_not_named_a_number_of_persons() -> None:
    found = rows(PLAN + "2017年：带动1000户4200人脱贫。")
    assert [(row.indicator, row.unit) for row in found] == [("带动脱贫", "户"), ("带动脱贫", "人")]
