"""Which date governs a number: where one that opens a clause stops, and what a title's year does not date."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某市养老服务实施方案\n一、重点任务\n"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n", issued="2023-06").commitments)


def test_a_tail_that_says_by_when_dates_all_clauses_of_its_sentence() -> None:
    found = rows("改造乡镇敬老院37所，新增床位2100张，配备护理员300名，2024年底前全部完成。")
    assert [row.deadline for row in found] == ["2024-12"] * 3


def test_a_tail_leaves_the_dates_of_clauses_that_have_their_own() -> None:
    found = rows("2023年底前开工建设学校5所，新增学位900个；改造食堂12个，铺设管网8公里，2024年6月底前全部完成。")
    assert [row.deadline for row in found] == ["2023-12", "2023-12", "2024-06", "2024-06"]


def test_a_date_that_opens_a_later_clause_ends_the_hold_of_the_paragraphs() -> None:
    found = rows("到2024年底前，各县制定服务清单。自2023年9月起，补助每人每月50元。每户补助3000元。")
    assert found[-1].deadline is None


def test_a_plans_period_holds_on_behind_the_date_of_a_single_deed() -> None:
    found = rows("2021—2025年，工业产值年均递增6%。2024年，新建码头2个。农业产值递增4%。")
    assert found[-1].deadline == "2021/2025"


@pytest.mark.parametrize(
    ("title", "deadline"),
    [
        ("某市审计局关于2021年度预算执行审计查出问题整改情况的报告\n2022年12月8日\n", None),
        ("某市审计局关于2021年度重点工作完成情况的报告\n2022年1月8日\n", "2021"),
    ],
)
def test_the_year_that_was_looked_into_is_not_that_in_which_it_was_put_right(title: str, deadline: str | None) -> None:
    row = rows("一、总体情况\n追回资金86万元，追责问责31人。", title)[-1]
    assert row.deadline == deadline


def test_the_year_before_is_counted_from_the_report_and_not_from_the_year_looked_into() -> None:
    title = "某市关于2021年度审计查出问题整改情况的报告\n2022年12月8日\n"
    found = extraction_of_text(title + "一、总体情况\n与上年同期相比，整改率提高5个百分点。\n").times
    assert found[-1].value == "2021"


@pytest.mark.parametrize("notice", ["公示时间不少于7天", "公示5个工作日"])
def test_how_long_something_is_made_public_is_due_by_no_day(notice: str) -> None:
    row = rows(f"2024年3月底前上报名单，{notice}。")[-1]
    assert (row.value is not None, row.deadline) == (True, None)


def test_when_things_were_finished_that_get_money_is_no_deadline() -> None:
    (row,) = rows("2018年建成竣工验收并投入使用的充电桩，按550元/千瓦予以补贴。")
    assert (row.unit, row.deadline) == ("元/千瓦", None)


def test_a_stage_with_its_period_is_no_outcome() -> None:
    (row,) = rows("第二阶段（2024年7月—12月），改造小区20个。")
    assert row.deadline == "2024-07/2024-12"


@pytest.mark.parametrize(
    "compared", ["与2010年第六次全国人口普查相比", "与2010年第六次全国人口普查的33万人相比", "以2010年为基数"]
)
def test_what_a_clause_compares_with_is_the_base_of_the_changes_after_it(compared: str) -> None:
    more, less = rows(f"{compared}，城镇人口增加5万人，乡村人口减少3万人。")[-2:]
    assert [(row.change, row.baseline) for row in (more, less)] == [("increase", "2010"), ("decrease", "2010")]


@pytest.mark.parametrize("lead", ["2025年（含）前，", "自本方案印发之日起至2025年底，"])
def test_words_around_a_date_are_no_outcome(lead: str) -> None:
    (row,) = rows(f"{lead}改造小区20个。")
    assert row.value == Decimal(20)


def test_a_sum_of_the_coming_years_is_not_of_each() -> None:
    each, total = rows("每年招引项目100个，带动未来五年制造业投资1000亿元以上。")
    assert [each.recurrence, total.recurrence] == ["每年", None]


def test_a_time_allowed_may_be_that_of_a_goal() -> None:
    (row,) = rows("实现抢修响应时间缩短至2小时以内的总体目标。")
    assert (row.op, row.value, row.unit) == ("<=", Decimal(2), "小时")


def test_how_many_places_a_list_named_is_no_count() -> None:
    (row,) = rows("到2025年，甲县、乙县、丙县3县（区）建成水厂5座。")
    assert row.value == Decimal(5)


def test_a_clause_that_only_says_since_when_is_no_indicator() -> None:
    (row,) = rows("自2023年9月起，不低于每人每月50元。")
    assert "2023" not in row.indicator


def test_the_time_of_a_survey_dates_what_it_counted() -> None:
    found = rows("据2022年10月普查，全市机动车保有量31.7万辆，停车泊位24.9万个。")
    assert [(row.deadline, row.status) for row in found] == [("2022-10", "achieved")] * 2


def test_what_is_granted_in_each_case_holds_beyond_the_year_of_the_sum_before() -> None:
    funds, share, most = rows("2024年安排专项资金4500万元。治理项目按设备投资额的30%给予补助，单个项目最高200万元。")
    assert (funds.deadline, share.deadline, most.deadline) == ("2024", None, None)


def test_each_year_of_a_rate_that_every_year_has_is_no_date() -> None:
    (row,) = rows("今后每年新建项目当年完成率不低于80%。")
    assert (row.indicator, row.deadline, row.recurrence) == ("新建项目当年完成率", None, "每年")


def test_the_date_of_a_beginning_is_not_that_of_what_was_done_since() -> None:
    begun, done = rows("项目2022年3月正式开工，已完成投资3亿元。")
    assert (begun.deadline, done.deadline) == ("2022-03", None)


def test_a_date_as_of_which_is_told_dates_what_was_done() -> None:
    assert rows("截至2022年底，已完成投资3亿元。")[0].deadline == "2022-12"


def test_no_date_before_governs_what_holds_from_now_on() -> None:
    row = rows("所有项目2024年6月底前完成验收，今后每年新建项目完成率不低于80%。")[-1]
    assert (row.deadline, row.recurrence) == (None, "每年")


def test_the_day_of_a_meeting_dates_no_list_behind_its_line() -> None:
    text = "2024年1月6日，市长向大会报告工作，其中的一组数据目标是动员令。\n◆新增学位2万个\n◆加装电梯200部以上"
    assert [row.deadline for row in rows(text) if row.value] == [None, None]


def test_a_year_planned_as_a_whole_dates_its_goals() -> None:
    head = "某市2024年国民经济和社会发展计划\n"
    assert [row.deadline for row in rows("主要预期目标是：生产总值增长6%左右，粮食产量180万吨以上。", head)] == [
        "2024",
        "2024",
    ]


def test_what_was_aimed_at_in_a_bracket_makes_no_promise_of_the_clauses_after_it() -> None:
    head = "关于某县2022年计划执行情况的报告\n2023年3月21日\n一、2022年计划执行情况\n"
    found = rows("工业增加值增长5%，排名全市第1位（预期目标为8%以上）；固定资产投资增长14%。", head)
    assert (found[-1].status, found[-1].deadline) == ("achieved", "2022")


def test_a_time_limit_under_its_own_number_holds_for_the_item_above() -> None:
    head = "某市督察反馈问题整改方案\n"
    text = "一、某河水质不达标\n（一）整改目标：新建污水管网36公里。\n（二）整改时限：2025年6月底前"
    assert rows(text, head)[0].deadline == "2025-06"


def test_what_is_due_makes_promises_of_the_clauses_behind_a_semicolon() -> None:
    head = "某地新闻\n本报讯（记者 某某）日前，方案出台。\n"
    found = rows("2026年底前，累计改造厕所550万户；污水治理率达到45%以上。", head)
    assert [row.status for row in found] == ["pledged", "pledged"]


@pytest.mark.parametrize(
    "clause",
    ["占年度计划的65%", "完成全年计划的52.6%", "为年度计划48%", "超过全年计划一半"],
)
def test_a_plan_by_which_what_is_done_is_measured_promises_nothing(clause: str) -> None:
    title = "某市重点项目进展通报\n2023年7月10日\n"
    found = rows(f"上半年，新开工项目完成投资6.1亿元，{clause}。", title)
    assert [row.status for row in found] == ["achieved", "achieved"]


def test_what_is_to_be_begun_within_the_year_is_promised_in_a_review() -> None:
    title = "某市重大工程进展通报\n2023年7月10日\n"
    found = rows("2023年共安排正式项目166项。其中，计划年内新开工项目18项。", title)
    assert found[-1].status == "pledged"


def test_a_date_in_brackets_is_not_of_the_number_before_them() -> None:
    found = rows("2024年计划开工项目255项（其中1—10月份计划新开工223项）。")
    assert [row.deadline for row in found] == ["2024", "2024-01/2024-10"]


def test_a_last_year_that_no_day_explains_takes_no_date_from_before() -> None:
    found = extraction_of_text("某省林业简介\n“十一五”期间，造林面积达到80万亩，去年达到90万亩。\n").commitments
    assert found[-1].deadline is None
    assert "deadline-missing" in {doubt.code for doubt in found[-1].doubts}


def test_a_mean_of_five_years_is_no_plan_of_the_period_named_last() -> None:
    title = "某县2010年工作总结\n2011年1月20日\n"
    found = rows("为“十二五”打下了基础。2010年工业产值达到27亿元，五年平均增长11.8%。", title)
    assert {row.deadline for row in found if row.value_span} == {"2010"}


def test_goals_of_several_years_leave_none_to_a_line_without_a_year() -> None:
    found = rows(
        "2026年，入园率达到96%以上。\n2030年，入园率达到99%以上。\n依托社区开展看护培训，受训率达到90%以上。",
        "某市学前教育意见\n一、发展目标\n",
    )
    assert [row.deadline for row in found] == ["2026", "2030", None]


def test_a_part_recurs_as_its_whole_does() -> None:
    found = rows("每年交流教师比例不低于符合条件教师总数的10%，其中骨干教师不低于交流教师总数的20%。")
    assert [row.recurrence for row in found] == ["每年", "每年"]


def test_how_often_each_gets_a_sum_is_not_how_often_others_are_reached() -> None:
    found = rows("生活补助标准由每人每月200元提高到400元，惠及教师1103人，年需资金529万元。")
    assert [row.recurrence for row in found] == ["每月", None, None]


def test_how_long_a_yearly_task_takes_does_not_recur() -> None:
    found = rows("每年选派60名骨干教师到乡村学校支教，支教时间不少于1年。")
    assert [row.recurrence for row in found] == ["每年", None]


def test_the_date_of_a_goal_reaches_over_a_semicolon_but_not_over_a_full_stop() -> None:
    found = rows("进一步扩大优质教育资源。到2025年，组建教育集团12个；新增智慧校园15所。标准化学校覆盖率保持100%。")
    assert [row.deadline for row in found] == ["2025", "2025", None]
    assert not any(doubt.code.startswith("deadline") for doubt in found[1].doubts)


def test_what_others_are_encouraged_to_do_is_of_no_time() -> None:
    found = rows("2024年秋季学期，学校增设学前部2个班；鼓励幼儿园开设特教班3个。")
    assert [row.deadline for row in found] == ["2024-23", None]


def test_where_all_is_required_on_the_whole_the_date_of_a_goal_holds_for_its_paragraph() -> None:
    found = rows("到2027年，产业营收突破2万亿元。培育高新技术企业900家。", "某省产业发展意见\n一、总体要求\n")
    assert [row.deadline for row in found] == ["2027", "2027"]


def test_the_year_of_what_is_to_be_finished_is_not_when() -> None:
    (row,) = rows("力争在2025年5月底前完成2024年度高标准农田项目22.9万亩。")
    assert row.deadline == "2025-05"


def test_what_holds_since_a_year_is_not_of_the_year_before() -> None:
    found = rows("2020年用水61亿立方米，2021年至今已不足60亿立方米。", "某市水资源公报\n")
    assert [row.deadline for row in found] == ["2020", None]


def test_goals_that_a_plan_is_said_to_set_are_promised() -> None:
    found = extraction_of_text("近日发布某规划。\n规划提出总体目标：\n——用水总量控制在67亿立方米以内。\n").commitments
    assert [row.status for row in found] == ["pledged"]
    assert not any(doubt.code == "status-unclear" for doubt in found[0].doubts)


def test_a_date_behind_the_mark_of_an_item_opens_its_clause() -> None:
    found = rows("全面推进。一是压实责任，二是2025年底前，实现县级胸痛中心全覆盖，每个县至少有1所医院达标。")
    assert [(row.indicator, row.deadline) for row in found] == [
        ("实现县级胸痛中心全覆盖", "2025-12"),
        ("达标的医院", "2025-12"),
    ]
    assert rows("一是压实责任，二是2025年12月底前完成整改。")[0].indicator == "完成整改"


def test_years_added_up_without_a_period_keep_the_date_before() -> None:
    found = rows(
        "二、发展目标\n到2030年，人均收入达到1.2万元；五年累计新增就业30万人，失业率控制在3.5%以内；贫困人口全部脱贫。"
    )
    assert {row.deadline for row in found} == {"2030"}
    assert [row.value for row in found] == [12000, 300000, Decimal("3.5"), None]


def test_paragraphs_under_dashes_are_not_of_the_year_of_a_fact_before_them() -> None:
    head = "某省新闻发布会\n2024年7月10日\n2023年，全省居民人均预期寿命达到77.1岁。\n"
    text = "——基层加强。累计投入46.5亿元。\n——水平提升。截至2024年6月底，建成示范区19个。规范管理率达到76%。"
    found = extraction_of_text(head + text + "\n").commitments
    assert [row.deadline for row in found] == ["2023", None, "2024-06", None]


def test_what_a_length_of_use_delimits_is_no_norm() -> None:
    (row,) = rows("2025年全部淘汰使用年限8年以上的旧车。")
    assert (row.kind, row.indicator) == ("milestone", "全部淘汰使用年限8年以上的旧车")


def test_how_often_a_page_was_read_is_no_policy() -> None:
    assert not rows("发表时间：2023-12-12 09:47    点击：83次")


def test_a_line_that_ends_with_a_semicolon_goes_on_in_the_next() -> None:
    found = rows("据悉，到2026年，接待游客9亿人次以上；\n旅游收入达到2万亿元；\n增加值突破3000亿元。", "某省旅游消息\n")
    assert [row.deadline for row in found] == ["2026", "2026", "2026"]


def test_the_items_of_a_list_do_not_go_on_with_each_other() -> None:
    found = rows("采取以下措施：\n在2026年增设中心15间；\n把名额增至3000个。")
    assert [row.deadline for row in found] == ["2026", None]


def test_what_is_measured_by_a_years_task_later_in_the_sentence_is_reported() -> None:
    found = rows("1—4月份，全国新开工改造小区4.2万个，占年度目标任务的78.2%。", "2023年小区改造进展\n")
    assert [row.status for row in found] == ["achieved", "achieved"]


def test_a_mean_of_every_month_ends_what_recurs_every_year() -> None:
    found = rows("每年要脱贫1170万人，平均每个月要脱贫100万人。")
    assert [row.recurrence for row in found] == ["每年", None]


def test_a_section_that_says_what_was_achieved_reviews() -> None:
    head = "某市长在全市经济工作会议上的讲话\n2012年6月29日\n一、肯定成绩，2011年经济工作取得了显著成效\n"
    (row,) = rows("一是项目建设成效明显。完成固定资产投资156亿元。", head)
    assert (row.status, row.deadline) == ("achieved", "2011")


def test_a_greeting_looks_back_on_the_year_just_past() -> None:
    (row,) = rows("刚刚过去的一年，各项工作全面完成。全市生产总值完成860亿元。", "同志们、朋友们：\n")
    assert row.status == "achieved"


def test_each_month_is_every_month() -> None:
    found = rows("每个月开展巡查2次。每半个月调度1次。")
    assert [row.recurrence for row in found] == ["每月", "每半月"]


def test_a_label_with_a_day_is_no_title_of_what_follows() -> None:
    found = rows("预计建成时间：2025年5月底\n该镇内有公办幼儿园2个。")
    assert found[-1].deadline is None


def test_the_days_of_an_event_date_nothing_behind_them() -> None:
    found = rows("8月30日至31日，新学期开始。其中，新增幼儿园31所。", "某市教育报道\n2022年8月31日\n")
    assert found[-1].deadline is None


def test_what_was_compared_with_the_quarter_before_is_a_bulletin() -> None:
    text = "一季度产值增长4%，较上季度提高1个百分点。利润增长5%，比上季度提高2个百分点，比上年同期高3个百分点。"
    assert {row.status for row in extraction_of_text(text).commitments} == {"achieved"}


def test_minutes_are_of_the_day_on_which_the_meeting_was_held() -> None:
    head = (
        "某县人民政府常务会议纪要\n（2014年第9次）\n2014年9月12日，县长张某主持召开县政府第9次常务会议，现纪要如下：\n"
    )
    text = "一、关于预算\n1—8月，地方财政收入完成1.86亿元，同比增长12.3%。各镇要在10月20日前改造危房230户。\n"
    found = extraction_of_text(head + text).commitments
    assert [(row.status, row.deadline) for row in found] == [
        ("achieved", "2014-01/2014-08"),
        ("achieved", "2014-01/2014-08"),
        ("pledged", "2014-10-20"),
    ]


def test_months_of_a_year_that_nothing_tells_have_no_date_and_say_so() -> None:
    text = "新增岗位2018年达160万个。今年的预期目标是120万个。财政收入第三季度增长5%。"
    found = extraction_of_text(text).commitments
    assert [row.deadline for row in found] == ["2018", None, None]
    assert all("deadline-missing" in {doubt.code for doubt in row.doubts} for row in found[1:])
    assert found[-1].indicator == "财政收入"


def test_one_goal_of_the_year_turns_no_news_to_plans() -> None:
    text = "记者2日从某局获悉，去年新增岗位160万个。今年新增岗位的预期目标是120万个。1至10月，培训工人45万人。"
    assert [row.status for row in extraction_of_text(text).commitments] == ["achieved", "pledged", "achieved"]


def test_what_a_meeting_finds_done_is_reviewed() -> None:
    head = "关于某县2017年上半年预算执行情况的审查意见\n2017年9月1日\n"
    found = rows(
        "会议认为，上半年预算执行较好。财政收入完成1.5亿元，占预算的52.6%。\n会议要求，年底前建成水库3座。", head
    )
    assert [row.status for row in found[-3:]] == ["achieved", "achieved", "pledged"]


def test_a_report_on_how_half_a_years_plan_was_met_tells_of_the_half_year() -> None:
    head = "关于2019年上半年国民经济和社会发展计划执行情况的报告\n一、主要指标完成情况\n"
    found = rows("——农业增加值4.08亿元，增长3.5%。", head)
    assert {row.deadline for row in found} == {"2019-01/2019-06"}


def test_a_plan_whose_size_is_given_measures_what_is_done() -> None:
    found = rows("工程累计完成投资10.5亿元，占中央投资计划11.7亿元的90%。", "某局2017年工作总结\n2017年12月20日\n")
    assert {row.status for row in found} == {"achieved"}


def test_a_term_in_the_middle_of_an_item_holds_for_all_of_it_and_what_was_found_is_reported() -> None:
    head = "某市督察反馈意见整改方案\n2023年2月5日\n二、具体问题整改\n"
    text = (
        "问题1：管网改造进展缓慢。集中收集率仅46.3%。\n责任单位：市住建局\n整改时限：2023年12月\n整改目标：收集率提高到60%以上。\n"
        "整改措施：（1）改造管网38公里，其中2023年6月底前完成15公里。（2）改造混错接点173处。\n"
        "问题2：污水处理厂运行不正常。负荷率低于50%。\n责任单位：市水利局\n整改时限：2024年10月\n整改目标：负荷率达到70%。\n"
        "整改措施：（1）延伸支管52公里。\n"
    )
    found = extraction_of_text(head + text).commitments
    assert [(row.status, row.deadline, row.units) for row in found] == [
        ("achieved", None, ("市住建局",)),
        ("pledged", "2023-12", ("市住建局",)),
        ("pledged", "2023-12", ("市住建局",)),
        ("pledged", "2023-06", ("市住建局",)),
        ("pledged", "2023-12", ("市住建局",)),
        ("achieved", None, ("市水利局",)),
        ("pledged", "2024-10", ("市水利局",)),
        ("pledged", "2024-10", ("市水利局",)),
    ]


def test_the_date_of_one_item_under_a_dash_is_not_that_of_the_next() -> None:
    head = "某县教育局2024年工作计划\n2024年2月20日\n二、项目建设\n"
    text = "——新建2所学校，其中第五小学9月建成招生，可提供学位2160个。\n——改造薄弱学校23所。\n"
    found = extraction_of_text(head + text).commitments
    assert [(row.value, row.deadline) for row in found] == [
        (2, "2024"),
        (None, "2024-09"),
        (2160, "2024-09"),
        (23, "2024"),
    ]


def test_a_class_behind_its_own_rate_shares_no_other() -> None:
    found = rows("小学入学率达到100%，年巩固率小学为100%、初中在98.5%以上。")
    assert [(row.indicator, row.subject) for row in found[1:]] == [("年巩固率", "小学"), ("年巩固率", "初中")]


def test_the_day_of_a_deed_is_not_that_of_what_recurs_beside_it() -> None:
    found = rows("8月10日前发放补助资金400万元，农户技术培训每年不少于90人次。")
    assert [(row.recurrence, row.deadline) for row in found] == [(None, "2023-08-10"), ("每年", None)]


def test_what_has_been_so_since_a_year_is_not_of_that_year() -> None:
    head = "关于2023年上半年安全形势的通报\n2023年7月19日\n一、上半年形势\n"
    found = rows("上半年发生火灾132起，起数自2019年起连续下降；较大火灾发生2起。", head)
    assert {row.deadline for row in found} == {"2023-01/2023-06"}


def test_a_year_before_that_of_the_title_is_past_in_a_plan() -> None:
    head = "关于下达2023年农业工作目标任务的通知\n2023年3月6日\n一、总体目标\n"
    found = rows("2022年，全县农业增加值实现9.1亿元；2023年，全县农业增加值力争突破9.9亿元。", head)
    assert [(row.status, row.deadline) for row in found] == [("achieved", "2022"), ("pledged", "2023")]


def test_news_stay_news_when_they_turn_to_what_is_to_come() -> None:
    head = "某县水务局：推进供水保障工作\n发布时间：2022-08-17\n"
    text = (
        "本报讯（记者 某某）全县铺设管网213公里，聘用管水员519名，水费收缴率达91%。\n"
        "下一步，该局将做好两项工作：力争管网漏损率降至12%以内；要建成平台，要做好检修，要抓实培训，必须改造水厂5座。"
    )
    found = rows(text, head)
    assert [row.status for row in found[:3]] == ["achieved"] * 3
    assert found[-1].status == "pledged"


def test_what_years_looked_back_on_did_is_of_all_of_them_though_the_heading_names_one() -> None:
    text = (
        "政府工作报告\n（2017年1月10日在县人民代表大会上）\n一、2016年和过去五年工作回顾\n"
        "五年来，农业水平提升。建成示范园区7个。2016年，新增车站2个。\n"
    )
    found = extraction_of_text(text).commitments
    assert [row.deadline for row in found if row.value is not None] == ["2012/2016", "2016"]
