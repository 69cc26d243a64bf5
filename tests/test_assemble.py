"""Commitments: one row for each number or dated outcome, with what it measures, for whom, by when and how firmly."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chengnuo.assemble as assembling
from chengnuo import extract_text
from chengnuo.assemble import Explanation, explain
from chengnuo.assemble.clauses import clauses_of
from chengnuo.assemble.lexicon import labelled, lexicon
from chengnuo.assemble.periods import is_future, is_past, last_day
from chengnuo.model import Commitment, Document
from chengnuo.packs import load_pack
from chengnuo.pipeline import clean, extraction_of_text, structure

PLAN = "某市教育发展实施方案\n一、重点任务\n"
REPORT = "某市政府工作报告\n——2024年1月10日在人民代表大会上\n一、2023年工作回顾\n"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n", issued="2023-06").commitments)


def one(text: str, head: str = PLAN) -> Commitment:
    found = rows(text, head)
    assert len(found) == 1, [(r.indicator, r.quote) for r in found]
    return found[0]


# ---------------------------------------------------------------- what a number measures


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("学前教育毛入园率达到95%以上。", "学前教育毛入园率"),
        ("到2027年建设12个区域医疗中心。", "区域医疗中心"),
        ("打造具有示范作用的智慧园区10个以上。", "示范作用的智慧园区"),
        ("新增公办学位3万个。", "新增公办学位"),
        ("到2025年90%以上的行政村由专职人员管护。", "行政村由专职人员管护的比例"),
        ("更新换代60%以上现有终端设备。", "现有终端设备更新换代比例"),
        ("按照不低于工资总额的2%安排培训经费。", "培训经费占工资总额的比例"),
        ("单位生产总值能耗比2020年下降18%。", "单位生产总值能耗"),
        ("城乡居民医保财政补助标准增加到人均700元。", "城乡居民医保财政补助标准"),
        ("光缆长度从2012年的100万公里增加到2025年的500万公里。", "光缆长度"),
        ("参与课后服务的80所学校开展体育锻炼。", "学校"),
        ("骨干教师占60%以上。", "骨干教师占比"),
        ("新增参保5万人。", "新增参保人数"),
        ("职工每年得到4次以上健康指导。", "健康指导"),
        ("因条件限制暂不能改造的30个小区。", "因条件限制暂不能改造的小区"),
        ("保持6%一档的税率不变。", "税率"),
        ("建设34条公路和多条铁路。", "公路"),
        ("每个单位可推荐30件作品。", "推荐作品"),
        ("统筹资金9亿元支持新兴产业。", "支持新兴产业资金"),
        ("产值超千亿集群达到20个。", "产值超千亿集群"),
        ("建成40个监测平台并建立评估机制。", "监测平台"),
        ("重大工程已开工的57个项目要加快建设。", "已开工的项目"),
        ("再给予100万元用于科学研究。", "用于科学研究的资金"),
        ("两年投入3亿元用于校舍建设。", "校舍建设投入"),
        ("核减下一年度招生计划10%。", "招生计划"),
        ("县教育局累计受理投诉举报46件。", "受理投诉举报"),
        ("按每个床位5000元给予建设补助。", "每个床位建设补助"),
        ("根据平台建设情况，每年给予平台500万元补贴。", "平台补贴"),
        ("负责人应当从有三年以上执业经历的人员中选任。", "执业经历"),
    ],
)
def test_the_indicator_is_the_noun_phrase_measured(text: str, indicator: str) -> None:
    assert indicator in rows(text)[0].indicator


def test_a_clause_without_its_own_noun_takes_the_one_before() -> None:
    first, second = rows("规模以上工业增加值突破300亿元，增长6.5%。")
    assert (first.indicator, second.indicator) == ("规模以上工业增加值", "规模以上工业增加值")
    assert (second.change, second.unit, second.value) == ("increase", "%", Decimal("6.5"))


def test_two_short_nouns_side_by_side_say_nothing_of_each_other() -> None:
    assert [r.indicator for r in rows("产值增长14.9%，利润增长33%。")] == ["产值", "利润"]


def test_a_label_before_a_colon_is_the_indicator_of_the_subjects_after_it() -> None:
    found = rows("生均校舍面积：小学、初中分别达到4.5平方米以上、5.8平方米以上。")
    assert [(r.indicator, r.subject, r.value, r.op) for r in found] == [
        ("生均校舍面积", "小学", Decimal("4.5"), ">="),
        ("生均校舍面积", "初中", Decimal("5.8"), ">="),
    ]


# ---------------------------------------------------------------- subjects and regions


@pytest.mark.parametrize(
    ("text", "op", "indicator"),
    [
        ("学校按不低于年度公用经费预算总额5%安排教师培训经费。", ">=", "教师培训经费占公用经费预算总额的比例"),
        ("研发投入不低于销售收入3%。", ">=", "研发投入占销售收入的比例"),
    ],
)
def test_a_share_of_a_named_sum_keeps_its_bound(text: str, op: str, indicator: str) -> None:
    assert (one(text).op, one(text).indicator) == (op, indicator)


def test_parallel_numbers_are_one_row_for_each_subject() -> None:
    found = rows("到2025年体育、美育特色学校占比分别达到80%、60%。")
    assert [(r.subject, r.value, r.deadline) for r in found] == [
        ("体育", Decimal(80), "2025"),
        ("美育", Decimal(60), "2025"),
    ]


def test_modifiers_that_share_a_head_are_subjects_and_nouns_of_their_own_are_not() -> None:
    assert [(r.subject, r.indicator) for r in rows("新引育90名国家级、150名省级科技人才。")] == [
        ("国家级", "新引育科技人才"),
        ("省级", "新引育科技人才"),
    ]
    assert [(r.subject, r.indicator) for r in rows("布局2家省实验室、30家省重点实验室。")] == [
        (None, "省实验室"),
        (None, "省重点实验室"),
    ]


def test_classes_side_by_side_are_subjects() -> None:
    found = rows("到2030年城区建站率达到90%，农村建站率达到80%。")
    assert [(r.subject, r.indicator) for r in found] == [("城区", "建站率"), ("农村", "建站率")]


def test_a_class_singled_out_of_a_whole_is_the_subject() -> None:
    found = rows("财政赤字2.76万亿元，其中中央财政赤字1.83万亿元。")
    assert [(r.subject, r.indicator) for r in found] == [(None, "财政赤字"), ("中央", "财政赤字")]


def test_the_region_at_the_opening_is_the_scope() -> None:
    assert one("全市森林覆盖率达到35%。").scope == "全市"
    assert one("各县（市、区）均建成3所以上示范基地。").scope == "各县（市、区）"


# ---------------------------------------------------------------- dates


def test_a_date_governs_its_sentence_up_to_a_semicolon() -> None:
    found = rows("到2027年，建成50家创新平台，培育20家企业；生态环境持续改善。")
    assert [(r.value, r.deadline) for r in found] == [(Decimal(50), "2027"), (Decimal(20), "2027")]


def test_a_sentence_with_among_them_goes_on_with_the_date_and_the_mood_of_the_one_before() -> None:
    whole, part = rows("到2027年，总产值达到80亿元。其中，农业产值达到20亿元。")
    assert (whole.deadline, part.deadline) == ("2027", "2027")
    whole, part = rows("截至2023年5月底，共收到提案169件。其中集体提案21件。")
    assert (whole.status, part.status) == ("achieved", "achieved")


def test_a_date_that_belongs_to_a_level_dates_it_and_its_growth_alone() -> None:
    found = rows("光缆长度由2012年的100万公里增加到2021年的500万公里，增长4倍，用户达10亿户。")
    assert [r.deadline for r in found] == ["2021", "2021", None]


def test_a_region_before_a_date_is_where_its_outcome_holds() -> None:
    found = rows("甲县、乙县2032年底前达标，丙市2033年底前达标。")
    assert [(r.indicator, r.scope, r.deadline) for r in found] == [
        ("达标", "甲县、乙县", "2032-12"),
        ("达标", "丙市", "2033-12"),
    ]


def test_the_years_of_a_grant_are_subjects_and_a_region_beside_another_is_a_scope() -> None:
    found = rows("给予房租补贴，其中前两年100%、后三年50%。")
    assert [r.subject for r in found] == ["前两年", "后三年"]
    found = rows("市区入园率达到50%以上，县（市）达到30%以上。")
    assert [(r.subject, r.scope) for r in found] == [(None, "市区"), (None, "县（市）")]


def test_a_rate_of_named_persons_is_an_indicator_of_its_own_and_one_of_a_list_is_shared_out() -> None:
    assert [(r.indicator, r.subject) for r in rows("机构从业人员持证率达到100%。")] == [("机构从业人员持证率", None)]
    assert [(r.indicator, r.subject) for r in rows("制造业等行业的税率降至13%。")] == [("税率", "制造业等行业")]


def test_a_level_that_a_length_of_time_reaches_is_due_in_the_year_of_the_plan() -> None:
    found = rows("企业开办时间压缩到5个工作日以内。", "某县2024年工作要点\n一、重点工作\n")
    assert [r.deadline for r in found] == ["2024"]


def test_a_shortfall_told_of_is_how_things_are() -> None:
    found = rows("同时，我们也看到，工业增加值仅增长5.1%，大班额仍占4.7%。", REPORT)
    assert [r.status for r in found] == ["achieved", "achieved"]


def test_a_clause_that_only_says_by_when_dates_the_numbers_before_it() -> None:
    (buses,) = rows("全县78辆校车全部安装智能监控，2025年6月底前完成。")
    assert (buses.value, buses.deadline) == (Decimal(78), "2025-06")


def test_years_in_a_row_are_one_period_and_shared_out_years_are_not() -> None:
    assert one("2024年和2025年补充教师200名。").deadline == "2024/2025"
    assert [r.deadline for r in rows("2024年、2025年分别补充教师100名、120名。")] == ["2024", "2025"]


def test_a_date_before_what_is_planned_dates_the_coordinated_clauses_too() -> None:
    assert [r.deadline for r in rows("教学楼项目2025年9月投入使用，增加学位1200个。")] == ["2025-09", "2025-09"]


def test_how_long_persons_serve_is_no_matter_of_the_years_plan_but_what_is_held_at_least_so_often_is() -> None:
    head = "某县2024年教育工作要点\n一、重点工作\n"
    found = rows("选派教师10名支教，支教时间不少于2年。\n举办体育赛事不少于30场次。", head)
    assert [(r.kind, r.deadline) for r in found] == [("amount", "2024"), ("norm", None), ("amount", "2024")]


def test_an_outcome_of_one_word_names_the_facility_that_its_sentence_begins_with() -> None:
    found = rows("城南小学规划24个班，工程投资2亿元，预计2026年5月完工。")
    assert (found[-1].kind, found[-1].indicator) == ("milestone", "城南小学完工")


def test_fields_departments_and_classes_share_an_indicator_out() -> None:
    found = rows("在文化方面，立案16件，占10%。在社会方面，立案79件，占51%。")
    assert [(r.indicator, r.subject) for r in found[:3]] == [("立案", "文化"), ("立案占比", "文化"), ("立案", "社会")]
    found = rows("参加锻炼人数比例达到32%，比2020年提高3个百分点；其中城市居民（不含学生）达到18%，农村居民达到7%。")
    assert [r.subject for r in found[2:]] == ["城市居民（不含学生）", "农村居民"]


def test_a_day_before_which_nothing_begins_is_no_time_limit() -> None:
    assert rows("各校推选工作启动时间不得早于2024年5月4日，申报、审核均通过网上进行。") == []
    found = rows("项目投产不早于2024年5月4日，2025年底前建成20个车间。")
    assert [(r.value, r.deadline) for r in found] == [(Decimal(20), "2025-12")]


@pytest.mark.parametrize(
    "line",
    [
        "附件：2024—2026年全省农机补贴机具种类范围",
        "附件2：2024年重点企业名单",
        "附件\n\n2024—2026年全省农机补贴机具种类范围",
        "2024年全市招生规定图解...",
        "时间：2024年5月31日（星期五） 下午二时三十分",
    ],
)
def test_titles_of_attachments_and_hours_of_meetings_are_no_outcome(line: str) -> None:
    assert rows(line) == []


def test_a_paragraphs_target_date_reaches_the_numbers_promised_later_in_it() -> None:
    found = rows("到2027年，产业规模突破500亿元。新培育企业20家。产业生态持续改善。")
    assert [(r.value, r.deadline) for r in found] == [(Decimal(50000000000), "2027"), (Decimal(20), "2027")]


def test_a_goal_list_hands_its_date_on_to_its_items() -> None:
    head = "某市行动计划\n一、主要目标\n"
    found = rows(
        "到2026年，产业水平位居全国前列。\n——算力提升。总规模达到12EFLOPS。\n——应用拓展。培育场景200个。", head
    )
    assert {r.deadline for r in found} == {"2026"}
    assert "算力提升" not in {r.indicator for r in found}


def test_only_numbers_take_the_year_of_a_sections_heading() -> None:
    found = rows("粮食产量达到100万吨。\n生态环境持续改善。", REPORT)
    assert [(r.indicator, r.deadline, r.status) for r in found] == [("粮食产量", "2023", "achieved")]


def test_a_compared_year_is_the_baseline_and_no_deadline() -> None:
    row = one("到2025年，单位生产总值用水量比2020年下降16%。")
    assert (row.baseline, row.deadline, row.change) == ("2020", "2025", "decrease")


def test_several_dated_outcomes_of_one_clause_are_a_row_each() -> None:
    found = rows("力争铜材二期2028年6月底前试产、科技园年底前竣工。")
    assert [(r.indicator, r.deadline, r.binding) for r in found] == [
        ("铜材二期试产", "2028-06", "strive"),
        ("科技园竣工", "2028-12", "strive"),
    ]


def test_whom_a_deadline_binds_is_the_subject_or_says_what_is_completed() -> None:
    found = rows("对于需要改建的，原则上于2027年6月底前完成；对于未达标的学校，原则上于2027年9月底前完成整改。")
    assert [(r.indicator, r.subject) for r in found] == [("需要改建的完成", None), ("完成整改", "未达标的学校")]


def test_what_was_done_since_the_year_began_was_done_in_it() -> None:
    head = "关于某提案的答复\n2023年7月4日\n一、基本情况\n"
    found = rows("今年以来，县级财政已拨付补助资金18万元，组织培训2期。", head)
    assert [(r.indicator, r.status, r.deadline) for r in found] == [
        ("拨付补助资金", "achieved", "2023"),
        ("培训", "achieved", "2023"),
    ]


def test_a_day_of_the_week_belongs_to_its_date() -> None:
    (row,) = rows("各区于2027年4月23日（星期五）前提交参评资料。")
    assert (row.indicator, row.deadline, row.scope) == ("提交参评资料", "2027-04-23", "各区")


def test_a_recurrence_ends_at_the_next_date_and_at_rates() -> None:
    watched, level, checked, rate = rows("每学年监测一次，2027年底差异系数不高于0.5。每月抽查一次，合格率达到98%。")
    assert [row.recurrence for row in (watched, level, checked, rate)] == ["每学年", None, "每月", None]
    assert level.deadline == "2027-12"


def test_a_quantity_told_in_words_is_what_the_next_clause_counts() -> None:
    found = rows("固定资产投资增长12%，零售总额首次突破百亿，达105亿元。")
    assert [r.indicator for r in found] == ["固定资产投资", "零售总额"]


def test_a_yearly_duty_is_a_norm() -> None:
    row = one("每名教师每年至少参加2次培训。")
    assert (row.kind, row.recurrence, row.op, row.subject) == ("norm", "每年", ">=", "教师")


def test_a_yearly_average_is_no_recurrence() -> None:
    assert one("到2025年，产业营收年均增长8%左右。").recurrence is None


def test_a_length_of_time_required_of_persons_is_a_norm() -> None:
    row = one("到农村学校任教1年以上作为申报高级职称的必要条件。")
    assert (row.value, row.unit, row.kind, row.op) == (Decimal(1), "年", "norm", ">=")


# ---------------------------------------------------------------- promised or reported


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("已建成图书馆30座。", "achieved"),
        ("截至目前，共建成图书馆30座。", "achieved"),
        ("计划新建图书馆30座。", "pledged"),
        ("到2030年建成图书馆30座。", "pledged"),
        ("建设图书馆30座。", "pledged"),
    ],
)
def test_words_and_dates_tell_promises_from_reports(text: str, status: str) -> None:
    assert one(text).status == status


def test_a_reply_looks_back_before_it_turns_to_the_next_steps() -> None:
    head = "关于某提案的答复\n某委员：\n您提出的提案收悉，现答复如下：\n"
    found = rows("一是抓建设，全市撤并教学点46个。\n下一步，我们将做好以下工作。新建中小学4所。", head)
    assert [(r.status, r.value) for r in found] == [("achieved", Decimal(46)), ("pledged", Decimal(4))]


def test_the_strength_of_wording_reaches_to_the_end_of_its_sentence() -> None:
    found = rows("力争到2027年培育企业20家，建成园区3个。建设平台5个。")
    assert [r.binding for r in found] == ["strive", "strive", "must"]
    assert one("鼓励各地建设园区5个。").binding == "encourage"


def test_what_is_quoted_from_a_decision_is_restated() -> None:
    text = "市政府印发《某规划》，决定“到2027年，6个县（区）达到评估标准”。"
    assert [r.restated for r in rows(text)] == [True]


# ---------------------------------------------------------------- what is no commitment


@pytest.mark.parametrize(
    "text",
    [
        "从5个方面推进工作。",
        "方案共明确7个方面22项任务。",
        "严格落实“3个清零”要求。",
        "对违法行为处10万元以下罚款。",
        "向26家单位征求意见，21家单位复函无意见。",
        "按照《三年行动方案》要求推进工作。",
        "为80岁以上老人提供服务。",
        "据某省84个企业的统计，情况良好。",
        "按年平均汇率6.8985折算。",
    ],
)
def test_numbers_that_are_no_policy_content_give_no_row(text: str) -> None:
    assert rows(text) == []


def test_means_and_tails_under_a_date_give_no_row() -> None:
    found = rows("到2027年，依托现有平台，建成数据中心，加强人员培训。")
    assert [r.indicator for r in found] == ["建成数据中心"]


def test_the_earlier_level_of_a_rise_is_no_row() -> None:
    assert [r.value for r in rows("将税率由16%降至13%。")] == [Decimal(13)]


def test_a_label_opens_its_line() -> None:
    text = "整改时限：3月底\n关于整改时限：略\n\n二、完成时限: 6月底"
    label = lexicon(load_pack()).patterns["term_label"]
    found = [match.group() for start in labelled(text) if (match := label.match(text, start))]
    assert found == ["整改时限：", "二、完成时限:"]


# ---------------------------------------------------------------- doubts, explanations


def test_what_a_careful_reader_would_ask_is_a_doubt() -> None:
    codes = {doubt.code for row in rows("分别奖励20万元、10万元。") for doubt in row.doubts}
    assert "subject-unclear" in codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("计划新建污水管网300公里。", "deadline-missing"),
        ("按每生500元拨付。", "indicator-short"),
        ("教育支出占财政支出的1530%。", "share-too-great"),
        ("预计2026年5月竣工。", "indicator-short"),
        ("每个正式员工不超过10平方米。", "indicator-elsewhere"),
        ("执业经历为：由甲单位代乙单位安排1亿元。", "indicator-unclear"),
        ("一类区补贴比例不超过30%。二类区情况特殊，补贴比例不超过20%。补贴比例不超过10%。", "value-rivalled"),
    ],
)
def test_a_row_that_a_reader_would_question_bears_a_doubt(text: str, code: str) -> None:
    assert code in {doubt.code for row in rows(text) for doubt in row.doubts}


@pytest.mark.parametrize(
    ("text", "head", "code"),
    [
        ("2024年1月，已完成投资50亿元。2024年全年已建成幼儿园12所。", REPORT, "deadline-after-document"),
        ("每年巡查12次。", REPORT, "status-of-rule"),
        ("财政收入增长6%。", "某县工作情况报告\n县政府高度重视，现将有关情况报告如下。\n", "deadline-missing"),
        ("2024年3月底前新建泵站3座，其后每月巡查2次。", PLAN, "deadline-missing"),
        ("发放临时救助资金620万元，共2100户。", REPORT, "indicator-guessed"),
    ],
)
def test_what_a_report_can_hardly_say_bears_a_doubt(text: str, head: str, code: str) -> None:
    assert code in {doubt.code for row in rows(text, head) for doubt in row.doubts}


def test_a_row_unlike_all_around_it_bears_a_doubt() -> None:
    targets = [
        "新建水厂2座",
        "到2024年新建泵站3座",
        "到2025年新建粮库4座",
        "到2026年新建桥梁5座",
        "到2027年新建码头6座",
    ]
    codes = [
        {doubt.code for doubt in row.doubts} for row in rows("。\n".join([*targets[1:3], targets[0], *targets[3:]]))
    ]
    assert codes == [set(), set(), {"deadline-missing"}, set(), set()]
    told = [*targets[1:3], "2022年已建成蓄水塔9座", *targets[3:]]
    assert [{doubt.code for doubt in row.doubts} for row in rows("。\n".join(told))][2] == {"status-alone"}


def test_a_plain_target_bears_no_doubt() -> None:
    assert [row.doubts for row in rows("到2027年，全市森林覆盖率达到45%，建成城市公园30个。")] == [(), ()]


def test_what_was_entered_in_a_plan_is_still_to_be_done() -> None:
    assert one("项目已列入规划，规划9个班。", REPLY).status == "pledged"


def test_a_range_of_years_that_is_over_is_no_time_to_come() -> None:
    text = "从1953年到1980年，农业总产值平均递增3.4%。到2025年，粮食产量达到7200亿斤。"
    assert [row.status for row in rows(text, "某市发展规划\n")] == ["achieved", "pledged"]


def test_a_list_of_goals_with_dashes_ends_at_a_line_without_one() -> None:
    text = "（一）发展目标。到2025年，产业体系基本建成。\n——创新提升。研发投入占比达到3%。\n二是建立交易市场。"
    assert {row.deadline for row in rows(text) if "交易市场" not in row.indicator} == {"2025"}
    assert not [row for row in rows(text) if "交易市场" in row.indicator]


def test_a_turn_of_speech_below_a_look_back_ends_with_it() -> None:
    head = "政府工作报告\n一、2014年工作回顾\n过去一年，我们主要做了以下工作：\n一是新建学校3所。\n二、总体考虑\n"
    found = rows("新建口岸5个。", head)
    assert [(r.status, r.value) for r in found] == [("achieved", Decimal(3)), ("pledged", Decimal(5))]


def test_the_sections_after_a_look_back_say_what_is_to_be_done() -> None:
    report = "政府工作报告\n（2024年1月10日）\n一、2023年工作回顾\n过去的一年，粮食产量增长3%。\n二、发展教育事业\n"
    first, second = rows("新建中小学校20所。", report)
    assert (first.status, second.status) == ("achieved", "pledged")


def test_what_is_expected_of_the_year_that_ends_is_reported_with_a_doubt() -> None:
    row = one("预计全年完成固定资产投资50亿元。", REPORT)
    assert (row.status, "status-unclear" in {doubt.code for doubt in row.doubts}) == ("achieved", True)


def test_a_length_of_time_as_long_as_the_plan_is_its_period_with_a_doubt() -> None:
    head = "某市国民经济和社会发展第十四个五年规划（2021—2025年）\n一、重点任务\n"
    row = one("五年内新建铁路400公里。", head)
    assert (row.deadline, [doubt.code for doubt in row.doubts]) == ("2021/2025", ["deadline-inherited"])
    assert one("三年内新建铁路400公里。", head).deadline is None


def test_years_in_brackets_after_a_length_of_time_govern_what_follows() -> None:
    assert one("用三年时间（2024—2026年），改造老旧厂房120万平方米。").deadline == "2024/2026"


def test_a_date_that_says_which_things_are_meant_is_no_deadline() -> None:
    assert one("“十四五”期间，改造2005年底前建成的小区300个。").deadline == "2021/2025"


def test_the_numbers_of_a_years_work_are_due_in_that_year_but_its_lasting_rules_are_not() -> None:
    head = "某县2024年教育工作要点\n一、重点工作\n"
    found = rows("新建幼儿园12所。小学班额不超过45人。", head)
    assert [row.deadline for row in found] == ["2024", None]


def test_a_reply_without_headings_tells_a_state_unless_its_sentence_plans_or_urges() -> None:
    text = "学校占地面积60亩。计划新建教学楼，建筑面积4200平方米。"
    found = rows(text, REPLY)
    assert [row.status for row in found] == ["achieved", "pledged"]
    assert all("status-unclear" in {doubt.code for doubt in row.doubts} for row in found)


def test_news_of_what_was_done_is_reported() -> None:
    text = "本报记者报道：近日，财政部门下达了专项资金。建设社区书屋131所，惠及群众，成效显著。"
    row = next(row for row in rows(text, "") if row.value == 131)
    assert row.status == "achieved"


def test_a_word_of_plan_or_report_reaches_on_to_the_coordinated_clauses() -> None:
    found = rows("已建成机架3000架，服务单位200家。计划新建学校11所，新增学位1.6万个。", REPLY)
    assert [row.status for row in found] == ["achieved", "achieved", "pledged", "pledged"]


def test_a_line_that_names_a_years_matters_dates_the_numbers_after_it() -> None:
    head = "市政府要为群众办好10件实事。\n市政府2023年10件实事\n"
    assert one("解决农村5万人饮水安全问题。", head).deadline == "2023"


def test_a_bulletin_without_a_title_is_known_by_its_comparisons() -> None:
    text = "2022年，全县经济平稳运行。\n一、综合\n" + "".join(
        f"{name}产量{n}万吨，比上年增长{n}%。" for n, name in enumerate(("粮食", "油料", "蔬菜", "水果", "烤烟"), 3)
    )
    found = rows("工业增加值40亿元。", text + "\n二、工业\n")
    assert {(row.status, row.deadline) for row in found} == {("achieved", "2022")}


def test_a_report_before_an_assembly_is_one_though_its_title_is_lost() -> None:
    head = "主任、各位委员：\n我受市人民政府委托，向市人大常委会报告2022年度预算执行和其他财政收支的审计情况。\n"
    row = one("狠抓财源建设，实现地方一般公共预算收入74亿元。", head)
    assert (row.status, row.deadline) == ("achieved", "2022")


def test_of_several_dates_in_a_heading_that_of_the_work_reviewed_counts() -> None:
    head = "政府工作报告\n一、2022年工作回顾和“十二五”发展成就\n"
    assert one("全市财政收入210亿元。", head).deadline == "2022"


def test_the_lines_of_an_item_tell_its_problem_its_goals_and_its_time() -> None:
    text = (
        "1.具体问题：达标率仅为61%。\n整改目标：达标率达到85%，隐患全部消除。\n"
        "整改措施：购置专用设备20台。\n整改时限：2024年6月底前"
    )
    found = [(row.status, row.value, row.deadline) for row in rows(text, "某市问题整改方案\n一、整改任务\n")]
    assert found == [
        ("achieved", 61, None),
        ("pledged", 85, "2024-06"),
        ("pledged", None, "2024-06"),
        ("pledged", 20, "2024-06"),
    ]


def test_a_date_inside_a_paragraph_does_not_reach_its_later_sentences() -> None:
    found = rows("按照编制标准，2024年底前补充教师16名。护理型床位占比达到30%。")
    assert [row.deadline for row in found] == ["2024-12", None]


def explained(text: str, words: str, head: str = PLAN) -> Explanation:
    """Why the words were or were not taken, of a text under a head."""
    pack = load_pack()
    whole = head + text + "\n"
    document = Document(source="text", format="text", text=whole, sha256="")
    rewrite = clean(document, pack)
    shape, mentions = structure(document, rewrite, pack)
    return explain(shape, mentions, pack, rewrite.text.index(words))


def test_explain_says_what_was_taken_and_what_not() -> None:
    found = explained("从5个方面入手，建成8个园区。", "5个")
    assert [(one.rule, one.value) for one in found.dropped] == [("skip.aspects", "5个")]
    assert found.dropped[0].example == "从4个方面入手"
    assert ["indicator.after" in one.row.rule for one in found.taken] == [True]
    assert [one.field for one in found.mentions] == ["quantities", "quantities"]


def test_explain_shows_the_row_that_assembling_makes_of_a_heading_and_its_number() -> None:
    text = "（一）高中阶段毛入学率。\n到2025年达到97%。"
    (taken,) = explained(text, "97%").taken
    (row,) = rows(text)
    assert taken.row.indicator == row.indicator == "高中阶段毛入学率"
    assert (taken.row.value, taken.row.deadline) == (row.value, row.deadline)
    assert "indicator.from-heading" in {evidence.rule for evidence in taken.evidence}


def test_the_map_of_the_modules_names_each_of_them() -> None:
    told = assembling.__doc__ or ""
    modules = [path.stem for path in Path(assembling.__file__).parent.glob("*.py") if path.stem != "__init__"]
    assert [module for module in sorted(modules) if not re.search(rf"\b{module}\b", told)] == []


def test_explain_names_the_words_that_decide_a_status_and_a_deadline() -> None:
    text = "到2027年，建成数据中心。目前已建成机架3000架。"
    found = explained(text, "机架", "某市算力发展规划\n")
    told = {(one.field, one.rule): one for row in found.taken for one in row.evidence}
    assert told["deadline", "date.year"].value == "2027"
    assert told["deadline", "date.year"].how == "sentence"
    assert told["status", "status.word-of-report"].value == "achieved"
    assert told["status", "status.word-of-report"].span is not None


def test_explain_shows_the_heading_that_sets_the_mood_and_a_clause_that_gives_nothing() -> None:
    found = explained("加强队伍建设。", "加强")
    assert (found.mood.rule, found.mood.value) == ("mood.plan-heading", "pledged")
    assert found.mood.span is not None
    assert (found.taken, found.dropped, found.silent is not None) == ((), (), True)


# ---------------------------------------------------------------- values, laws, bad input


def test_periods_compare_by_their_ends() -> None:
    assert last_day("2024-23") == "2024-11-31"
    assert is_past("2023", "2024-01-10")
    assert not is_past("2024-01", "2024-01-10")
    assert is_future("2021/2025", "2024-01-10")


def test_brackets_hold_a_clause_together_and_an_open_one_does_not_swallow_the_rest() -> None:
    lex = lexicon(load_pack())
    text = "各县（市，区）达标，全市完成。"
    assert [c.span.of(text) for c in clauses_of(text, 0, len(text), lex)] == ["各县（市，区）达标", "全市完成"]
    text = "各县（市达标。" + "全市完成，"
    assert [c.span.of(text) for c in clauses_of(text, 0, len(text), lex)] == ["各县（市达标", "全市完成"]


SEEDS = st.sampled_from(
    [
        "到2027年",
        "，",
        "。",
        "；",
        "：",
        "、",
        "建成",
        "5个",
        "学校",
        "95%以上",
        "分别达到",
        "其中",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "比2020年",
        "增长",
        "每年",
        "至少",
        "全市",
        "一是",
        "——",
        "\n",
        "的",
        "力争",
        "已",
        "下一步",
        "万元",
        "1年以上",
        "奖励",
        "对",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(SEEDS, max_size=40).map("".join))
def test_no_text_makes_it_fail_and_every_row_stands_at_its_place(text: str) -> None:
    extraction = extraction_of_text(text)
    assert extraction.rejected == ()
    for row in extraction.commitments:
        assert 0 <= row.span.start < row.span.end <= len(text)
        if row.value_span is not None:
            assert row.span.contains(row.value_span)
        assert row.kind == "milestone" or row.value is not None


# ---------------------------------------------------------------- what was done and what is to be done

LAW = "中华人民共和国示例法\n第一章 总则\n第一条 "
REPLY = "某办公室关于某省所提问题办理情况的函\n某省人民政府：\n"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("努力把全年物价上涨幅度控制在10%以内。", "pledged"),
        ("今年计划生产总值增长9%。", "pledged"),
        ("每年支持引育高端人才不少于30名。", "pledged"),
        ("结果单位成本由300元降到240元。", "achieved"),
        ("现在全国作为燃料烧掉的石油有4000万吨。", "achieved"),
        ("全省小铁厂减少了200个。", "achieved"),
        ("要把单位成本由300元降到240元。", "pledged"),
    ],
)
def test_words_of_promise_and_of_state_beat_the_place(text: str, status: str) -> None:
    head = "某省政府工作报告\n——2024年1月10日在人民代表大会上\n二、今年工作安排\n"
    assert {row.status for row in rows(text, head)} == {status}


def test_a_promise_dated_before_its_document_is_doubted() -> None:
    (row,) = rows("到2020年培训教师500人。", "某市实施方案\n一、重点任务\n某政发〔2023〕5号\n")
    assert row.status == "achieved" or "status-unclear" in [doubt.code for doubt in row.doubts]


def test_a_last_year_of_which_a_share_is_counted_is_no_deadline() -> None:
    row = one("幅度控制在上年度补贴额的20%以内。", "某省实施方案\n2023年5月6日\n一、补贴标准\n")
    assert (row.deadline, row.status, row.op) == (None, "pledged", "<=")


def test_parallel_dates_go_to_their_numbers() -> None:
    found = rows("产业营收2024年、2025年分别突破200亿元、240亿元。")
    assert [(row.deadline, row.value) for row in found] == [
        ("2024", Decimal(20000000000)),
        ("2025", Decimal(24000000000)),
    ]


def test_a_date_from_an_earlier_sentence_is_doubted() -> None:
    rows_ = rows("到2027年，产业规模突破500亿元。新培育企业20家。")
    assert [[doubt.code for doubt in row.doubts] for row in rows_] == [[], ["deadline-inherited"]]


def test_letters_about_a_matters_handling_report_with_a_doubt() -> None:
    row = one("投入中央专项资金5亿元。", REPLY)
    assert (row.status, [doubt.code for doubt in row.doubts]) == ("achieved", ["status-unclear"])


# ---------------------------------------------------------------- laws and standing rules


def test_fines_ages_and_terms_of_a_law_are_norms() -> None:
    found = rows(
        "违反规定的，处二万元以上十万元以下罚款。\n第二条 年龄二十五周岁以上六十五周岁以下。\n"
        "第三条 机关应当自收到申请之日起十五个工作日内作出决定。\n第四条 委员会每届任期五年。",
        LAW,
    )
    assert [(row.kind, row.op, row.unit, row.value) for row in found] == [
        ("norm", "range", "元", (Decimal(20000), Decimal(100000))),
        ("norm", "range", "周岁", (Decimal(25), Decimal(65))),
        ("norm", "<=", "个工作日", Decimal(15)),
        ("norm", "=", "年", Decimal(5)),
    ]
    assert found[2].indicator == "决定时限"


def test_a_term_runs_from_what_is_done_and_what_is_in_force_has_none() -> None:
    found = rows(
        "第三条 作出处理决定后三十个工作日内，由主管部门启动奖励程序。\n第四条 本办法自2023年1月1日起施行，有效期5年。",
        LAW,
    )
    assert [(row.indicator, row.value, row.unit, row.deadline) for row in found if row.value is not None] == [
        ("启动奖励程序时限", Decimal(30), "个工作日", None),
        ("有效期", Decimal(5), "年", None),
    ]


def test_a_case_that_a_law_names_is_no_row() -> None:
    assert rows("逾期三十日未答复的，视为同意。", LAW) == []


def test_what_is_due_within_a_term_follows_it() -> None:
    assert one("登记机关应当自受理申请之日起二十日内，作出是否登记的决定。", LAW).indicator == "是否登记的决定时限"


# ---------------------------------------------------------------- whom a level is for


def test_rows_nearby_share_their_head() -> None:
    found = rows("烘干机单机补贴限额不超过12万元；甘蔗收获机单机补贴限额不超过40万元。")
    assert [(row.subject, row.indicator, row.kind) for row in found] == [
        ("烘干机", "单机补贴限额", "norm"),
        ("甘蔗收获机", "单机补贴限额", "norm"),
    ]


def test_the_class_of_the_clause_before_is_the_subject() -> None:
    row = one("对保有量过多的档次，补贴额测算比例不超过20%。")
    assert (row.subject, row.indicator) == ("保有量过多的档次", "补贴额测算比例")


# ---------------------------------------------------------------- what is no row, and what has a doubt


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，都将有不同程度的增长。",
        "职工二百人以上的企业可以设专职主席。",
        "对年服务企业超过10家的机构，另行公布。",
    ],
)
def test_tails_and_classes_are_no_rows(text: str) -> None:
    assert rows(text) == []


def test_a_japanese_text_has_no_rows() -> None:
    assert rows("こちらのサマーセレクションは二〇二五年までに５００人を集めます。", "セレクションのおしらせ\n") == []


def test_an_indicator_of_one_character_is_doubted_unless_it_names_goods() -> None:
    assert "indicator-missing" in [doubt.code for doubt in one("群达到20个。").doubts]
    assert one("到2027年，钢达到300万吨。").doubts == ()


def test_a_gap_to_others_is_doubted() -> None:
    row = one("规上工业增加值增速高于全省1个百分点。")
    assert (row.indicator, "compared-with-others" in [d.code for d in row.doubts]) == ("规上工业增加值增速", True)


def test_a_share_keeps_its_name() -> None:
    assert one("到2026年先进存储容量占比达到30%以上。").indicator == "先进存储容量占比"


def test_a_noun_that_ends_like_an_auxiliary_is_whole() -> None:
    assert one("到2026年，水泥产能控制在1亿吨。").indicator == "水泥产能"
    assert [row.indicator for row in rows("到2026年，淘汰水泥产能1亿吨、焦炭产能20万吨。")] == [
        "淘汰水泥产能",
        "淘汰焦炭产能",
    ]


def test_systemic_is_no_system_as_scope() -> None:
    row = one("到2026年，建立健全系统性风险防范机制。")
    assert (row.indicator, row.scope) == ("建立健全系统性风险防范机制", None)


@pytest.mark.parametrize(
    "text",
    [
        "到2025年，单位地区生产总值能耗（2020年价）下降15%。",
        "到2025年，以2020年为基期，单位地区生产总值能耗下降15%。",
    ],
)
def test_the_year_of_prices_is_no_deadline(text: str) -> None:
    (row,) = extract_text(text)["commitments"]
    assert (row["deadline"], row["status"], row["indicator"]) == ("2025", "pledged", "单位地区生产总值能耗")


# ---------------------------------------------------------------- outcomes that a date alone makes whole


@pytest.mark.parametrize(
    ("text", "outcomes"),
    [
        ("教学楼项目已完成招标，2026年7月开工，2027年8月竣工交付。", ["教学楼项目开工", "教学楼项目竣工交付"]),
        ("第二高级中学改扩建项目2026年9月投入使用，增加学位1200个。", ["第二高级中学改扩建项目投入使用"]),
        ("能够立行立改的，2026年2月底前完成；其余2027年补齐。", ["能够立行立改完成", "其余补齐"]),
        ("（三）2026年下半年完成中期评估，评估结果作为调整政策的依据。", ["完成中期评估"]),
    ],
)
def test_a_date_before_a_verb_makes_an_outcome(text: str, outcomes: list[str]) -> None:
    assert [row.indicator for row in rows(text) if row.kind == "milestone"] == outcomes


def test_a_line_of_the_term_states_no_outcome() -> None:
    assert rows("整改时限：2026年2月底前完成\n") == []


def test_a_bound_of_a_class_leaves_an_outcome() -> None:
    row = one("到2026年底，全部消除66人以上超大班额。")
    assert (row.kind, row.indicator, row.deadline) == ("milestone", "全部消除66人以上超大班额", "2026-12")


# ---------------------------------------------------------------- what nobody here answers for


REPLY = "某市教育局关于市政协第45号提案的答复\n李某委员：\n您提出的提案收悉。现答复如下：\n"


@pytest.mark.parametrize(
    "text",
    [
        "本办法所称中小企业，是指职工少于300人的企业。",
        "美国、德国等发达国家设备数字化率超过70%。",
        "据统计，目前发达国家1/2以上从业人员从事与信息相关的工作。",
        "首届峰会于2026年10月9日在某市召开，来自各地的200人参加了会议。",
        "2026年我国大陆发生强震的可能性较大。",
        "在桥梁周围200米范围内禁止采砂。",
        "某省某市九台区打造秸秆利用样板。",
    ],
)
def test_facts_of_the_world_are_no_rows(text: str) -> None:
    assert rows(text) == []


def test_what_a_deputy_asks_for_is_no_promise_of_the_reply() -> None:
    found = rows("您在提案中指出，小学班额超过60人，建议三年内新建学校5所。\n2024年新建学校3所。", REPLY)
    assert [row.value for row in found] == [Decimal(3)]


def test_the_size_of_a_project_that_is_still_built_is_promised() -> None:
    text = "一、基本情况\n第五小学项目总投资1.2亿元，占地45亩，已于今年3月开工，预计2024年8月投入使用。"
    sizes = [row for row in rows(text, REPLY) if row.value is not None]
    assert [row.status for row in sizes] == ["pledged", "pledged"]
    assert {row.status for row in rows("一、基本情况\n第四小学总投资1.2亿元，占地45亩。", REPLY)} == {"achieved"}


def test_a_reply_tells_a_state_even_with_a_word_of_ability() -> None:
    text = "2017年以来，我局对能够开放的单位进行摸底，对其内部400多个停车场全天对外开放。"
    assert [row.status for row in rows(text, REPLY)] == ["achieved"]


def test_a_time_limit_of_a_procedure_is_a_norm_without_deadline() -> None:
    text = "企业于2026年5月10日前提交材料。区科技局应在5个工作日内完成初审。"
    row = next(row for row in rows(text) if row.unit == "个工作日")
    assert (row.kind, row.op, row.value, row.deadline) == ("norm", "<=", Decimal(5), None)


def test_what_an_authority_requires_is_restated() -> None:
    assert one("省教育厅要求，到2025年义务教育巩固率达到98%。").restated
    assert not one("到2025年义务教育巩固率达到98%。").restated


def test_a_speech_turns_from_the_review_to_what_is_to_be_done() -> None:
    speech = "在全市教育工作会议上的讲话\n过去一年，我们办了几件大事。新建幼儿园6所。\n"
    found = rows("今年是关键之年。要抓好三件事：一是新增学位3000个。", speech)
    assert [row.status for row in found] == ["achieved", "pledged"]


def test_sums_that_only_say_what_is_counted_are_no_report() -> None:
    assert {row.status for row in rows("每增加实际到位投资额5000万元，增加名额1名。")} == {"pledged"}


MINUTES = "某县议会第19届第3次定期会议事录\n教育处长报告：谨就本处业务报告如下：\n"


def test_minutes_of_an_assembly_report_what_does_not_plan() -> None:
    granted, hoped = rows("核定计划经费59万元。\n目标于2028年公立幼儿园占比达到50%以上。", MINUTES)
    assert granted.status == "achieved"
    assert (hoped.status, hoped.deadline) == ("pledged", "2028")


def test_a_title_of_two_years_reviews_one_and_plans_the_other() -> None:
    head = "某县财政局1993年工作回顾和1994年工作打算\n"
    text = "一、1993年工作回顾\n财政收入完成8560万元。\n二、1994年工作方针和任务\n挖潜增收300万元。"
    assert [row.status for row in rows(text, head)] == ["achieved", "pledged"]


def test_a_body_is_asked_to_have_something_done_by_a_day() -> None:
    row = one("请市教育局、市财政局等部门在2026年7月底前完成方案制定。")
    assert (row.kind, row.indicator, row.deadline) == ("milestone", "完成方案制定", "2026-07")
    assert rows("请各单位于2026年7月底前将汇总表报送市教育局。") == []


def test_what_will_be_in_use_ends_a_report() -> None:
    assert [row.status for row in rows("目前已开工12所，秋季学期将有8所投用。")] == ["achieved", "pledged"]


def test_a_reply_that_consents_promises() -> None:
    assert one("同意市气象局合建3个自动气象站。", REPLY).status == "pledged"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("榆林某公司于2021年7月20日成立了3个分公司。", "achieved"),
        ("2021年7月20日，公司注册资本300万元。", "achieved"),
        ("各单位在2030年4月22日16时前提交清单3份以上。", "pledged"),
    ],
)
def test_a_day_without_words_of_a_plan_is_of_something_done(text: str, status: str) -> None:
    assert [row.status for row in extraction_of_text(text).commitments] == [status]


def test_a_condition_with_if_has_no_row() -> None:
    assert [row.value for row in rows("若应邀单位不足4家，在备选单位中邀请2家。")] == [Decimal(2)]


def test_what_was_so_in_fact_ends_a_plan() -> None:
    assert [row.status for row in rows("计划建成项目118个，实际建成128个。")] == ["pledged", "achieved"]


def test_the_heading_of_an_answer_asks_and_the_answer_promises() -> None:
    text = "关于您提出的“每院至少配备2名全科医生”的建议。正在研究每月再增加200元补助。"
    assert [(row.value, row.status) for row in rows(text, REPLY)] == [(Decimal(200), "pledged")]


def test_news_of_what_was_done_is_news_though_it_plans_as_well() -> None:
    head = "本报讯（记者 王某）某区近日举行开工仪式\n"
    found = rows("亿元以上项目28个，累计签约项目152个。今年将实施重点项目120个。", head)
    assert [row.status for row in found] == ["achieved", "achieved", "pledged"]


def test_a_survey_tells_what_is_and_its_day_is_no_deadline() -> None:
    head = "关于某村地质险情的调查意见\n"
    text = "2024年9月21日，专家组进行了实地调查，形成意见如下：\n房屋明显开裂的110户。"
    (row,) = (row for row in rows(text, head) if row.unit == "户")
    assert (row.status, row.deadline) == ("achieved", None)


def test_what_an_opinion_would_have_changed_is_no_pledge() -> None:
    found = explained("建议将“新建农村公路20公里”修改为“25公里”。", "20公里")
    assert not found.taken
    assert {one.rule for one in found.dropped} >= {"skip.proposed-change"}


def test_who_plans_to_spend_is_no_part_of_what_it_is_spent_on() -> None:
    found = rows("甲供电公司计划三年投资1.2亿元改造配电网，新增容量5万千伏安。市水务局拟投资2亿元实施管网改造。")
    assert [row.indicator for row in found] == ["改造配电网投资", "新增容量", "管网改造投资"]
    assert {row.status for row in found} == {"pledged"}
    assert not any(doubt.code == "status-unclear" for row in found for doubt in row.doubts)
