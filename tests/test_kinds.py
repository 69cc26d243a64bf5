"""Which numbers and clauses are rows at all, and of what kind a row is."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某市教育发展实施方案\n一、重点任务\n"
REPORT = "某市政府工作报告\n——2024年1月10日在人民代表大会上\n一、2023年工作回顾\n"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n", issued="2023-06").commitments)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2024年底前户厕改造不少于500户，招聘教师不少于200人。", ["amount", "amount"]),
        ("2024年新增托位640个，其中普惠托位不少于400个。", ["amount", "amount"]),
        ("2024年底前全市学校达到300所。", ["target"]),
        ("2024年完成适老化改造300户，每户补助3000元。", ["amount", "norm"]),
        ("重点培养不少于20名学科带头人，5年内选拔不少于200名青年教师。", ["amount", "amount"]),
        ("每个小区建设不少于1处活动室。", ["norm"]),
        ("小学班额控制在45人以内。", ["norm"]),
        ("到2025年，小学班额控制在45人以内。", ["target"]),
        ("到2025年，农村低保标准由每人每年5000元提高到5300元。", ["target"]),
        ("2024年12月底前，每个乡镇至少建成1个养老服务中心。", ["amount"]),
        ("到2026年，旅游总收入达到54亿元，接待游客突破600万人次。", ["target", "target"]),
        ("设备数据传输有效率保持在98%以上。", ["norm"]),
        ("对首次认定的企业，给予一次性奖励20万元；全年发放资助资金300万元。", ["norm", "amount"]),
        ("2024年日供水能力1200吨，新增供水能力200吨。", ["target", "amount"]),
        ("机构护理支付比例为70%，复评费用由个人承担50%。", ["norm", "norm"]),
    ],
)
def test_what_is_done_is_an_amount_what_is_held_a_level_and_what_lasts_a_norm(text: str, kinds: list[str]) -> None:
    assert [row.kind for row in rows(text)] == kinds


def test_stocks_are_levels_and_who_owes_money_is_no_unit_of_account() -> None:
    text = "年末户籍人口22万人，公路通车里程达到1300公里，直接减免用人单位社保费4亿元，超进度的项目有10个。"
    assert [row.kind for row in rows(text, REPORT)] == ["target", "target", "amount", "amount"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全市共有各级各类学校529所，各级各类在校生29万人。", [("各级各类学校", "全市"), ("各级各类在校生", None)]),
        ("建成湿地公园5个、风景名胜区2个。", [("湿地公园", None), ("风景名胜区", None)]),
        ("区域协调发展指数达到0.8。", [("区域协调发展指数", None)]),
        ("共建设森林乡村239个。", [("森林乡村", None)]),
    ],
)
def test_kinds_of_places_are_counted_and_are_no_region(text: str, found: list[tuple[str, str | None]]) -> None:
    assert [(row.indicator, row.scope) for row in rows(text, REPORT)] == found


def test_a_ratio_is_read_behind_the_level_that_it_comes_from() -> None:
    (row,) = rows("灌溉水利用系数由“十一五”末的0.50提高到0.52。", REPORT)
    assert (row.indicator, row.op, row.value, row.unit) == ("灌溉水利用系数", "=", Decimal("0.52"), None)


def test_a_share_of_a_whole_that_changes_is_named_as_it_is() -> None:
    (row,) = rows("工业增加值占全县生产总值的比重比上年提高10.4个百分点。", REPORT)
    assert (row.indicator, row.change) == ("工业增加值占全县生产总值的比重", "increase")


def test_the_cap_of_a_share_that_is_granted_is_of_the_grant() -> None:
    found = rows("对技术改造项目，按照设备投资的20%给予补贴，最高不超过500万元。")
    assert [row.indicator for row in found] == ["补贴占设备投资的比例", "补贴"]


def test_by_how_much_a_goal_was_passed_is_told_of_what_was_aimed_at() -> None:
    found = rows("生产总值增长12%，高于年初10%的目标2个百分点；转移就业31万人，超目标1万人。", REPORT)
    assert [(row.indicator, row.value) for row in found] == [
        ("生产总值", Decimal(12)),
        ("生产总值", Decimal(2)),
        ("转移就业", Decimal(310000)),
        ("转移就业", Decimal(10000)),
    ]
    doubted = [{doubt.code for doubt in row.doubts} & {"compared-with-others", "value-rivalled"} for row in found]
    assert doubted == [set(), {"compared-with-others"}, set(), {"compared-with-others"}]


def test_sums_in_yi_before_a_size_are_money_and_measures_of_times_are_units() -> None:
    found = rows("产业集群总量超过五千亿规模，报送信息14篇次。", REPORT)
    assert [(row.op, row.value, row.unit) for row in found] == [
        (">", Decimal(500_000_000_000), "元"),
        ("=", Decimal(14), "篇次"),
    ]


def test_policies_with_their_number_are_names() -> None:
    assert [row.value for row in rows("人才政策18条出台以来，引进人才300名。", REPORT)] == [Decimal(300)]


def test_a_day_holds_past_the_words_on_what_basis_something_is_done() -> None:
    (row,) = rows("2024年7月5日前，按照摸底情况，各小学向新生发放入学通知书。")
    assert (row.kind, row.deadline) == ("milestone", "2024-07-05")
    assert rows("2024年，按照上级要求，认真研究有关问题。") == []


def test_half_a_month_recurs() -> None:
    (row,) = rows("每半个月调度1次。")
    assert (row.kind, row.recurrence) == ("norm", "每半月")


def test_parts_of_a_whole_with_two_numbers_each_are_of_their_region() -> None:
    text = "改造管网93公里。其中：城东区51公里（413处）、城西区25公里（152处）、城北区17公里（71处）。"
    assert [(row.scope, row.unit) for row in rows(text)] == [
        (None, "公里"),
        *((region, unit) for region in ("城东区", "城西区", "城北区") for unit in ("公里", "处")),
    ]
    assert {row.indicator for row in rows(text)} == {"改造管网"}


def test_standards_told_by_class_behind_a_label_share_it() -> None:
    found = rows("寄宿生补助标准为：小学生每生每期500元，初中生每生每期625元。")
    assert [(row.subject, row.indicator, row.kind) for row in found] == [
        ("小学生", "寄宿生补助标准", "norm"),
        ("初中生", "寄宿生补助标准", "norm"),
    ]
    (row,) = rows("（2）资助标准：每生每天4元。")
    assert (row.indicator, row.recurrence) == ("资助标准", "每天")


def test_an_extent_and_a_count_have_each_their_noun() -> None:
    found = rows("完成造林500亩、8条林荫大道、3个森林村庄。", REPORT)
    assert [(row.indicator, row.value) for row in found] == [
        ("造林", Decimal(500)),
        ("林荫大道", Decimal(8)),
        ("森林村庄", Decimal(3)),
    ]


def test_counts_without_a_measure_are_amounts_and_twice_is_a_number() -> None:
    found = rows("扫除600万文盲。人均纯收入1321元，为2003年的两倍。", REPORT)
    assert [(row.kind, row.value, row.unit) for row in found] == [
        ("amount", Decimal(6_000_000), "人"),
        ("target", Decimal(1321), "元"),
        ("target", Decimal(2), "倍"),
    ]


def test_the_villages_on_which_a_base_rests_are_not_counted() -> None:
    assert [row.value for row in rows("建成以甲村、乙村等12个村为重点的3500亩水果基地。", REPORT)] == [Decimal(3500)]


def test_exceptions_do_not_hide_an_outcome_and_bearers_are_none() -> None:
    (row,) = rows("2024年6月底前，除备用锅炉以外的机组均应安装脱硝设施。")
    assert (row.kind, row.deadline) == ("milestone", "2024-06")
    found = rows("到2025年，优良天数比率达到80%；提前完成任务的省份，要保持成果。")
    assert [row.kind for row in found] == ["target"]


def test_married_women_keep_their_name() -> None:
    (row,) = rows("全县已婚育龄妇女14万人。", REPORT)
    assert (row.indicator, row.scope) == ("已婚育龄妇女", "全县")


def test_widths_classes_and_what_was_asked_are_no_rows() -> None:
    text = "建成1条路面宽度不低于4.5米的硬化路，改造5米宽度村道20公里。全市10类36项民生实事项目全部完成。"
    assert [(row.value, row.unit) for row in rows(text, REPORT)] == [(Decimal(1), "条"), (Decimal(20), "公里")]
    reply = "某市交通局关于第5号建议的答复\n张某代表：\n"
    assert rows("你在建议中要求解决2016年修建的10公里道路补助资金，我局将积极争取。", reply) == []


def test_a_number_with_its_own_noun_belongs_to_the_next() -> None:
    found = rows("完成听力初筛7.2万人、35种遗传病筛查7.3万人。", REPORT)
    assert [(row.indicator, row.unit) for row in found] == [
        ("听力初筛", "人"),
        ("遗传病筛查", "种"),
        ("遗传病筛查", "人"),
    ]


def test_funds_that_are_handed_down_are_no_level_reached_and_being_first_is_no_region() -> None:
    (row,) = rows("省级补助资金下达5亿元。", REPORT)
    assert row.indicator == "省级补助资金下达"
    (row,) = rows("到2025年，率先在全省范围内实现所有行政村通硬化路。")
    assert (row.indicator, row.scope) == ("实现所有行政村通硬化路", None)


def test_short_names_of_provinces_in_a_list_are_regions() -> None:
    text = "“十二五”期间，天津、上海等省份单位GDP能耗要下降18%；北京、河北、辽宁单位GDP能耗要下降17%。"
    assert [(row.scope, row.indicator) for row in rows(text)] == [
        ("天津、上海等省份", "单位GDP能耗"),
        ("北京、河北、辽宁", "单位GDP能耗"),
    ]
    (row,) = rows("全国单位国内生产总值能耗降低19.1%。", REPORT)
    assert (row.scope, row.indicator) == ("全国", "单位国内生产总值能耗")


def test_the_levels_that_others_are_compared_with_are_no_rows() -> None:
    text = "到2025年，甲醇和甲醛排放量分别控制在10.9万吨、0.91万吨以内，比2020年的12.4万吨、1.07万吨分别减少12%、15%。"
    assert [(row.subject, row.indicator, row.unit) for row in rows(text)] == [
        (subject, "排放量", unit) for unit in ("吨", "%") for subject in ("甲醇", "甲醛")
    ]


def test_minorities_are_no_few_and_what_an_index_is_reckoned_from_is_no_level() -> None:
    text = "城镇人口27万人，乡村人口57万人；少数民族人口79万人。性别比（以女性为100）偏高。"
    assert [row.indicator for row in rows(text, REPORT)] == ["城镇人口", "乡村人口", "少数民族人口"]


def test_a_comma_with_blanks_on_both_sides_parts_clauses() -> None:
    found = rows("单位能耗比 2020 年下降 16% , 比 2015 年下降 33% ; 甲醇和甲醛排放量分别减少7.0% 、8.6% 。")
    assert [(row.indicator, row.subject) for row in found] == [
        ("单位能耗", None),
        ("单位能耗", None),
        ("排放量", "甲醇"),
        ("排放量", "甲醛"),
    ]


def test_what_a_rule_wants_done_within_days_is_a_norm() -> None:
    (row,) = rows("第五条 资金下达后30日内细化到具体项目。", "某县财政资金管理办法\n第一条 为规范管理，制定本办法。\n")
    assert (row.kind, row.op, row.value, row.unit) == ("norm", "<=", Decimal(30), "日")


def test_standard_buildings_are_no_standard_and_courses_that_last_are_courses() -> None:
    text = "建成5处以上标准大舞台，建设3栋标准厂房，举办2次为期30天的民谣培训班。"
    assert [row.indicator for row in rows(text, REPORT)] == ["标准大舞台", "标准厂房", "民谣培训班"]


def test_as_much_again_is_a_rise_and_a_measure_may_stand_in_a_bracket() -> None:
    found = rows("覆盖率从14%增加到30%，整整翻了一倍。对1704（所次）普惠园进行奖补。", REPORT)
    assert [(row.indicator, row.value, row.unit, row.change) for row in found] == [
        ("覆盖率", Decimal(30), "%", None),
        ("覆盖率", Decimal(100), "%", "increase"),
        ("奖补的普惠园", Decimal(1704), "所次", None),
    ]


def test_what_is_counted_first_among_others_and_how_many_tasks_there_are() -> None:
    found = rows("公共设施包括图书馆1个、文化馆2个。今年主要任务有4项：一是开放场馆。", REPORT)
    assert [row.indicator for row in found] == ["图书馆", "文化馆"]
    found = rows("居家管控341人次，摸排各类返乡人员1118人次。", REPORT)
    assert [(row.indicator, row.subject) for row in found] == [("居家管控", None), ("摸排各类返乡人员", None)]


def test_a_group_of_which_some_are_counted_is_no_row() -> None:
    found = rows("安排的104个项目已建成43个，10个医院已有8个开工。", REPORT)
    assert [row.value for row in found] == [Decimal(43), Decimal(8)]
    assert rows("1950年财政收入中，粮食收入占41%。", REPORT)[0].kind == "target"


def test_names_keep_their_adverbs_and_letters_are_counted() -> None:
    found = rows("受理信件289封，按期办结率98%，按期完成道路改造20户。", REPORT)
    assert [(row.indicator, row.unit) for row in found] == [("受理信件", "封"), ("按期办结率", "%"), ("道路改造", "户")]


def test_numbers_of_different_measures_have_each_their_things() -> None:
    found = rows("家庭农场、农民合作社分别达到390家、222个。240马力无级变速拖拉机成功量产。", REPORT)
    assert [(row.indicator, row.subject, row.unit) for row in found] == [
        ("家庭农场", None, "家"),
        ("农民合作社", None, "个"),
    ]


def test_gaps_to_a_goal_advice_taken_up_and_stations() -> None:
    found = rows("工业投资增长9.2%，高于原定8%的目标。采纳审计建议10个。监测站点增至15站。减碳30%。", REPORT)
    assert [(row.value, row.unit) for row in found] == [
        (Decimal("9.2"), "%"),
        (Decimal(8), "%"),
        (Decimal(10), "个"),
        (Decimal(15), "站"),
        (Decimal(30), "%"),
    ]
    assert [row.indicator for row in found[:2]] == ["工业投资"] * 2
    assert found[1].doubts
    assert found[-1].change == "decrease"
    assert rows("推广一站式审批，办事大厅设在地铁第3站。", REPORT) == []


def test_the_size_of_what_is_counted_is_no_row_of_its_own() -> None:
    found = rows("配备1支不少于30人的抢险队伍，建成3个床位不少于100张的养老中心。")
    assert [(row.indicator, row.value) for row in found] == [
        ("不少于30人的抢险队伍", 1),
        ("床位不少于100张的养老中心", 3),
    ]


def test_what_is_shared_begins_behind_what_the_kinds_end_with() -> None:
    found = rows("急难型、支出型临时救助最低标准分别提高100元、150元。")
    assert [(row.subject, row.indicator) for row in found] == [
        ("急难型", "临时救助最低标准"),
        ("支出型", "临时救助最低标准"),
    ]


def test_why_a_document_was_written_is_the_state_that_it_found() -> None:
    note = "关于《某市节水办法》的起草说明\n一、起草背景\n人均水资源量218立方米。\n二、主要内容\n奖励资金5万元。"
    assert [row.status for row in rows(note, "")] == ["achieved", "pledged"]


def test_when_something_can_be_done_is_no_outcome() -> None:
    assert rows("有关单位和个人可在2023年6月5日至7月5日期间，通过信函提出意见。") == []


def test_a_plan_s_period_dates_no_half_year_of_a_report() -> None:
    text = "2015年实事计划总投资2亿元，上半年完成投资1亿元。\n村村通公路（2013—2017年）。上半年已建成公路40公里。\n"
    assert [row.deadline for row in extraction_of_text(text).commitments if row.unit == "公里"] == ["2015-01/2015-06"]


def test_what_was_set_at_the_beginning_of_a_year_dates_nothing_else() -> None:
    found = rows("2016年年初市政府安排的27项实事已全部完成，22个项目超额完成。", "某市2016年工作总结\n")
    assert [(row.value, row.deadline) for row in found if row.value] == [(22, "2016")]


def test_about_between_two_numbers_is_no_name() -> None:
    found = rows("新增耕地项目40个约3750亩，复垦项目2个约56亩。")
    assert [(row.indicator, row.unit) for row in found] == [
        ("新增耕地项目", "个"),
        ("新增耕地项目", "亩"),
        ("复垦项目", "个"),
        ("复垦项目", "亩"),
    ]


def test_a_goal_in_quotes_is_promised_and_what_follows_was_done() -> None:
    report = "某县实事成绩单\n按照要求，2016年目标为“建成乡镇污水处理设施226座”。2016年，全县新建成站点403座。"
    assert [(row.value, row.status) for row in rows(report, "")] == [(226, "pledged"), (403, "achieved")]


def test_the_goal_of_an_item_with_its_years_is_promised_before_what_is_reached_of_it() -> None:
    report = (
        "2016年实事上半年进展情况\n1862个撤并村通畅工程（2014—2018年）。上半年已建成道路1230公里。\n"
        "某市督查室\n2016年7月12日"
    )
    assert [(row.value, row.status, row.deadline) for row in rows(report, "")] == [
        (1862, "pledged", "2014/2018"),
        (1230, "achieved", "2016-01/2016-06"),
    ]


def test_classes_behind_the_label_of_a_level_are_subjects() -> None:
    found = rows("◆支付比例：机构护理70%，居家护理75%\n◆月度限额：一级1200元、二级1500元\n")
    assert [(row.indicator, row.subject) for row in found] == [
        ("支付比例", "机构护理"),
        ("支付比例", "居家护理"),
        ("月度限额", "一级"),
        ("月度限额", "二级"),
    ]
