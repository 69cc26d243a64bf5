"""The fields of a row in the wordings of everyday documents: indicator, subject, scope, deadline and their doubts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某市教育发展实施方案\n一、重点任务\n"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n", issued="2023-06").commitments)


def codes(row: Commitment) -> set[str]:
    return {doubt.code for doubt in row.doubts}


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("建设用地总规模控制在500平方公里以内。", "建设用地总规模"),
        ("保障性租赁住房新增2万套。", "保障性租赁住房"),
        ("培训机构压减30家。", "培训机构"),
        ("服务半径不超过500米。", "服务半径"),
        ("储备粮规模达到50万吨。", "储备粮规模"),
        ("水源地水质达标率稳定保持100%。", "水源地水质达标率"),
        ("列养率持续保持在100%。", "列养率"),
    ],
)
def test_a_noun_that_begins_like_a_verb_of_making_stays_whole(text: str, indicator: str) -> None:
    assert rows(text)[0].indicator == indicator


@pytest.mark.parametrize(
    ("text", "indicator", "value"),
    [
        ("省里决定将城镇居民医保补助标准提高到每人每年640元。", "城镇居民医保补助标准", 640),
        ("市级财政已按每人每年200元的标准安排补助资金。", "市级财政补助资金", 200),
        ('培育“专精特新"企业100家。', "专精特新企业", 100),
        ("中央补助款新臺幣500萬元。", "中央补助款", 5000000),
        ("城乡居民医保财政补助标准增加到人均280元。", "城乡居民医保财政补助标准", 280),
        ("到2025年，全县在2017年的基础上新增公办学位2.4万个。", "新增公办学位", 24000),
        ("科研经费支出与生产总值之比超过2%。", "科研经费支出与生产总值之比", 2),
        ("教师培训经费按照不低于教职工工资总额的1.5%安排。", "教师培训经费占教职工工资总额的比例", Decimal("1.5")),
    ],
)
def test_who_decided_the_currency_and_the_base_are_no_part_of_the_indicator_but_who_pays_is(
    text: str, indicator: str, value: int
) -> None:
    (row,) = rows(text)
    assert (row.indicator, row.value, row.subject) == (indicator, value, None)


def test_a_share_whose_whole_stands_before_it_is_a_share_of_the_row_before() -> None:
    _, share, of_sum = rows("办结提案140件，占80%，占全部建议提案的60%。")
    assert share.indicator == "办结提案占比"
    assert of_sum.indicator == "办结提案占全部建议提案的比例"


def test_each_county_is_a_scope_and_each_class_of_schools_a_subject() -> None:
    assert rows("每个县建成1所特殊教育学校。")[0].scope == "每个县"
    row = rows("城区、镇区、乡村学校各建成2所。")[0]
    assert (row.subject, row.indicator) == ("城区、镇区、乡村", "学校")


def test_whoever_reads_a_length_of_time_earlier_in_the_sentence_looks_for_no_date() -> None:
    for row in rows("力争三年内，建成普惠园20所，公办园在园幼儿占比达到60%。"):
        assert (row.deadline, codes(row)) == (None, set())


def test_whom_a_due_date_binds_is_the_subject_of_the_milestone() -> None:
    (row,) = rows("对于未完成任务的县区，原则上于9月底前完成整改。")
    assert (row.subject, row.indicator, row.deadline) == ("未完成任务的县区", "完成整改", "2023-09")


def test_the_horizon_of_a_plan_is_not_the_year_of_a_half_year() -> None:
    (row,) = rows("编制《学校布局规划（2023—2030年）》，上半年全部完成公示。")
    assert row.deadline == "2023-01/2023-06"


def test_what_stands_right_behind_a_number_parts_it_from_the_next() -> None:
    first, second = rows("取消评比达标表彰项目29项、职业资格许可和认定事项149项。")
    assert (first.indicator, second.indicator) == ("取消评比达标表彰项目", "取消职业资格许可和认定事项")
    assert [row.indicator for row in rows("淘汰钢铁2700万吨、水泥4200万吨等落后产能。")] == ["淘汰钢铁", "淘汰水泥"]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("新开工保障性安居工程66万套，基本建成54万套。", "基本建成保障性安居工程"),
        ("加大保障性安居工程建设力度，新开工70万套。", "新开工保障性安居工程"),
        ("继续实施退耕还林还草，拟安排500万亩。", "退耕还林还草"),
        ("支持4000多个项目，带动总投资3000亿元。", "带动总投资"),
    ],
)
def test_a_verb_alone_has_the_noun_before_it(text: str, indicator: str) -> None:
    assert rows(text)[-1].indicator == indicator


def test_the_terms_of_a_statement_are_not_what_it_speaks_of() -> None:
    assert rows("在确保质量的前提下，基本建成50万套。")[0].indicator == "基本建成"


@pytest.mark.parametrize("text", ["落实鼓励民间投资新36条。", "大东市七台区全力打造新样板。"])
def test_names_with_numbers_are_no_rows(text: str) -> None:
    assert rows(text) == []


def test_a_system_of_bodies_is_a_scope_and_a_systematic_thing_is_none() -> None:
    assert rows("全市教育系统建成示范校20所。")[0].scope == "全市教育系统"
    assert rows("形成系统化的标准体系5个。")[0].scope is None


@pytest.mark.parametrize(
    "text",
    [
        "实现生产总值300亿元、财政收入40亿元，分别增长6%和8%。",
        "生产总值达到300亿元，财政收入达到40亿元，分别比上年增长6%和8%。",
        "生产总值、财政收入分别完成300亿元、40亿元，增长6%、8%。",
    ],
)
def test_several_changes_are_of_as_many_rows_before(text: str) -> None:
    found = rows(text)
    assert [row.indicator for row in found] == ["生产总值", "财政收入", "生产总值", "财政收入"]
    assert [row.change for row in found[2:]] == ["increase", "increase"]
    assert not any("subject-unclear" in codes(row) for row in found)


def test_several_dates_before_a_clause_are_shared_out_over_its_numbers() -> None:
    found = rows("到2025年、2027年、2030年，优质均衡县占比分别达到30%、50%、80%。")
    assert [(row.value, row.deadline) for row in found] == [(30, "2025"), (50, "2027"), (80, "2030")]


def test_a_place_shares_the_whole_indicator_of_a_kind_of_school() -> None:
    found = rows("到2025年，全市公办园占比达到55%，其中，城区达到60%、乡镇达到50%。")
    assert [(row.subject, row.indicator) for row in found] == [
        (None, "公办园占比"),
        ("城区", "公办园占比"),
        ("乡镇", "公办园占比"),
    ]


def test_numerals_in_a_list_are_no_enumerator() -> None:
    found = rows("一、二、三产业增加值分别增长4%、7%、8%。")
    assert [row.value for row in found] == [4, 7, 8]
    assert all(row.indicator == "增加值" and row.subject for row in found)


def test_a_sum_over_all_years_does_not_recur() -> None:
    each, all_ = rows("2024—2026年，每年新增学位3000个，三年累计新增9000个。")
    assert (each.recurrence, all_.recurrence) == ("每年", None)
    assert each.deadline == all_.deadline == "2024/2026"


def test_a_number_that_says_which_things_are_meant_is_no_row() -> None:
    (row,) = rows("200马力以上拖拉机补贴额由5万元提高到6万元。")
    assert (row.indicator, row.value) == ("200马力以上拖拉机补贴额", 60000)
    (row,) = rows("100人以下教学点按100人核定公用经费。")
    assert (row.indicator, row.subject) == ("核定公用经费人数", "100人以下教学点")


def test_persons_counted_beside_each_other_are_things_of_their_own() -> None:
    found = rows("共有小学30所，在校学生3.2万人，专任教师2100人。")
    assert [(row.indicator, row.subject) for row in found[1:]] == [("在校学生", None), ("专任教师", None)]


def test_a_list_of_rates_has_a_row_for_each() -> None:
    found = rows("学前教育三年毛入园率、公办园占比、普惠率分别达到95%、60%、92%。")
    assert [(row.indicator, row.subject) for row in found] == [
        ("学前教育三年毛入园率", None),
        ("公办园占比", None),
        ("普惠率", None),
    ]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("落实寄宿制学校每50名学生配备1名生活教师的要求。", "生活教师"),
        ("按生均每年不低于15元的标准列支体育维持费。", "体育维持费"),
        ("通过公开招聘、特岗计划等方式补充教师300名。", "补充教师"),
    ],
)
def test_ways_and_standards_are_no_part_of_what_is_counted(text: str, indicator: str) -> None:
    (row,) = rows(text)
    assert (row.indicator, row.subject) == (indicator, None)


def test_stages_of_schooling_share_what_stands_behind_them() -> None:
    found = rows("学前教育阶段投入资金600万元，维修学校20所；义务教育阶段投入资金900万元，新建学校4所。")
    assert [row.subject for row in found] == ["学前教育阶段", "学前教育阶段", "义务教育阶段", "义务教育阶段"]
    assert found[0].indicator == "投入资金"


def test_a_part_of_a_region_is_a_scope() -> None:
    _, city, counties = rows("全市学前入园率达到95%，其中市区学前入园率达到98%，县（市）学前入园率达到92%。")
    assert [(row.scope, row.subject) for row in (city, counties)] == [("市区", None), ("县（市）", None)]


def test_what_is_given_goes_without_the_verb_of_giving() -> None:
    assert rows("省级财政安排9000万元予以专项扶持。")[0].indicator == "专项扶持"


def test_a_level_reached_within_days_is_bounded() -> None:
    (row,) = rows("项目审批时间缩短至100个工作日内。")
    assert (row.op, row.value, row.unit) == ("<=", 100, "个工作日")


def test_whose_money_it_is_tells_two_sums_apart() -> None:
    found = rows("市财政每年安排500万元，县（市、区）财政每年安排不少于200万元。")
    assert [row.indicator for row in found] == ["市财政安排资金", "县（市、区）财政安排资金"]


def test_several_numbers_may_count_what_stands_behind_them() -> None:
    found = rows("2024年、2026年、2027年，分别有2个、3个、4个县通过国家认定。")
    assert [(row.value, row.deadline, row.indicator) for row in found] == [
        (2, "2024", "通过国家认定的县"),
        (3, "2026", "通过国家认定的县"),
        (4, "2027", "通过国家认定的县"),
    ]


def test_an_indicator_beside_a_share_is_no_class_of_it() -> None:
    found = rows("到2025年，95%以上的学校达到省定标准，大班额控制在2%以内。")
    assert (found[1].indicator, found[1].subject) == ("大班额", None)


def test_what_a_share_of_a_sum_is_spent_on_is_its_indicator() -> None:
    assert rows("企业足额提取职工教育经费，其中60%以上用于一线职工培训。")[0].indicator == "用于一线职工培训的比例"


@pytest.mark.parametrize(
    ("text", "value", "unit", "recurrence"),
    [
        ("选派教师120名到学校跟岗，每批不少于3个月。", 3, "个月", None),
        ("课后服务每周服务5天。", 5, "天", "每周"),
        ("学生在校期间每天至少参加1小时的体育锻炼活动。", 1, "小时", "每天"),
        ("在编教师2316人，平均年龄47.8岁。", Decimal("47.8"), "岁", None),
        ("结果向社会公示，公示期为5个工作日。", 5, "个工作日", None),
    ],
)
def test_a_length_that_is_asked_for_and_an_average_age_are_rows(
    text: str, value: int, unit: str, recurrence: str | None
) -> None:
    row = rows(text)[-1]
    assert (row.value, row.unit, row.recurrence) == (value, unit, recurrence)


def test_a_season_of_school_without_a_year_is_of_the_years_of_its_text() -> None:
    (row,) = rows("改建工程进展顺利，秋季学期将具备投用条件。")
    assert row.deadline == "2023-23"


def test_town_and_country_share_out_parallel_levels_each_with_its_own_time() -> None:
    found = rows("城乡低保标准分别达到人均每月577元、每年4428元，比2020年分别提高51.8%、81.9%。")
    assert [(row.subject, row.indicator, row.recurrence) for row in found] == [
        ("城镇", "低保标准", "每月"),
        ("农村", "低保标准", "每年"),
        ("城镇", "低保标准", None),
        ("农村", "低保标准", None),
    ]


def test_the_regions_of_a_list_that_counts_them_are_scopes() -> None:
    found = rows("甲湾、乙湾、丙洲三镇分别新增学位7200个、4800个、3600个。")
    assert [(row.scope, row.subject, row.indicator) for row in found] == [
        ("甲湾", None, "新增学位"),
        ("乙湾", None, "新增学位"),
        ("丙洲", None, "新增学位"),
    ]


def test_who_has_the_good_of_it_is_what_is_counted() -> None:
    assert [row.indicator for row in rows("实行税收优惠，600多万户企业受益。")] == ["受益企业"]


def test_more_than_so_many_points_are_a_bound_wherever_the_word_stands() -> None:
    assert [(row.op, row.value) for row in rows("大班额比例下降到6%，下降了25个多百分点。")][-1] == (">", 25)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("解决了2个村680户2300余人饮水难问题。", ["饮水难问题"] * 3),
        ("惠及1421户2186人。", ["惠及", "惠及"]),
        ("完成东河路2.8公里黑化。", ["东河路黑化"]),
        ("争取资金380万元改扩建中心幼儿园。", ["改扩建中心幼儿园资金"]),
        ("新发展柑橘1200亩、花椒600余亩。", ["新发展柑橘", "新发展花椒"]),
        ("带动农户增收，户均增收近千元。", ["户均增收"]),
        ("固定资产投资3.4亿元，是年度任务的106%。", ["固定资产投资", "固定资产投资占任务的比例"]),
        ("把扩容作为一号工程来抓，先后投入资金2.17亿元。", ["投入资金"]),
        ("启动东城学校项目，计划投资1.35亿元。", ["东城学校项目计划投资"]),
        ("启动东城学校项目，投资1.35亿元。", ["投资"]),
    ],
)
def test_what_a_number_tells_is_worded_as_its_clause_words_it(text: str, indicators: list[str]) -> None:
    assert [row.indicator for row in rows(text) if row.value is not None] == indicators


def test_the_class_whose_share_of_a_whole_is_told_is_the_subject() -> None:
    share = rows("新增养老床位800张，其中护理型床位不低于60%。")[-1]
    assert (share.subject, share.indicator) == ("护理型床位", "护理型床位占比")
    change, named = rows("新登记企业100家，其中民营企业增长45%，民营企业占比60%。")[1:]
    assert (change.subject, named.subject) == (None, None)


def test_two_rates_side_by_side_do_not_share_one_without_a_word_for_it() -> None:
    assert [row.subject for row in rows("教师交流比例不低于15%，骨干教师交流比例不低于20%。")] == [None, None]


def test_the_size_of_one_project_does_not_wait_for_the_next() -> None:
    head = "县教育局关于学位问题的答复\n"
    built, planned = (
        row
        for row in rows("甲小学占地38亩，按36个班设计；乙小学占地20亩，预计2024年8月竣工。", head)
        if row.indicator.endswith("占地")
    )
    assert (built.status, planned.status) == ("achieved", "pledged")


def test_a_deed_without_its_work_takes_the_one_its_sentence_named() -> None:
    told = rows("推动明湖小学教学楼项目建设，现已完成招标，将于2023年7月开工。")[-1]
    assert told.indicator.endswith("明湖小学教学楼项目开工")
    begun = rows("明湖小学综合楼项目概算投资980万元，建筑面积3600平方米，拟于2024年11月开工。")[-1]
    assert begun.indicator == "明湖小学综合楼项目开工"


def test_a_grant_that_is_a_verb_is_for_the_class_before_it() -> None:
    (row,) = rows("对新认定的高新技术企业，一次性奖励20万元。")
    assert (row.indicator, row.subject) == ("一次性奖励", "新认定的高新技术企业")


def test_the_date_above_items_under_dashes_holds_for_each_of_them() -> None:
    text = (
        "--突出主体。培育一批项目。\n到2027年，服务体系基本形成，打造一批策源地:--应用更快。每年促进200项产品应用。\n"
        "--生态更好。每年发布清单，推出标杆场景20个以上。"
    )
    assert [row.deadline for row in rows(text) if row.value is not None] == ["2027", "2027"]


def test_the_last_years_are_reported() -> None:
    head = "某县教育局关于幼儿园的答复\n"
    assert rows("近三年平均每年出生人口不到90人。", head)[0].status == "achieved"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建4所公办园，目前2所已完工，其余2所11月底前全部完工。", [4, 2, 2]),
        ("送戏下乡不少于120场、放映公益电影2400场。", [120, 2400]),
        ("东部片区现有小学4所、初中2所。", [4, 2]),
    ],
)
def test_each_number_of_a_list_is_a_row(text: str, expected: list[int]) -> None:
    assert [row.value for row in rows(text)] == expected


def test_a_verb_of_its_own_ends_the_reach_of_a_bound() -> None:
    first, second = rows("送戏下乡不少于120场、放映公益电影2400场。")
    assert (first.op, second.op) == (">=", "=")
    _, shared = rows("骨干教师不少于20名、学科带头人10名。")
    assert shared.op == ">="
    assert "bound-shared" in codes(shared)


def test_what_a_place_has_is_counted_without_it() -> None:
    assert (rows("东部片区现有小学4所。")[0].indicator, rows("东部片区现有小学4所。")[0].scope) == ("小学", "东部片区")


def test_counts_of_other_things_side_by_side_have_nouns_of_their_own() -> None:
    head = "某县教育局2023年工作总结\n"
    found = rows("累计新增公办幼儿园23所，其中2022年新增8所、2160个学位。", head)
    assert [row.indicator for row in found] == ["新增公办幼儿园", "新增公办幼儿园", "学位"]


def test_so_many_more_than_last_year_is_a_rise_and_per_head_is_of_the_level_before() -> None:
    head = "某县教育局2023年工作总结\n"
    rise = rows("全年招聘教师137人，较去年多招29人。", head)[-1]
    assert (rise.indicator, rise.change, rise.value) == ("招聘教师", "increase", 29)
    assert rows("园舍建筑面积34.6万平方米，生均14.7平方米。", head)[-1].indicator == "生均园舍建筑面积"


def test_a_deed_of_a_years_list_is_due_in_it_however_it_is_bounded() -> None:
    head = "某市2023年十件民生实事实施方案\n"
    lift, report, done = rows("加装电梯不少于15部。\n每季度报告一次进展，12月底前全面完成。", head)
    assert (lift.kind, lift.deadline) == ("amount", "2023")
    assert (report.recurrence, report.deadline, done.value) == ("每季度", None, None)


def test_the_day_of_an_event_in_a_heading_dates_no_section() -> None:
    head = "某公司关于供电工作的报告\n一、12月23日召开会议专题研究，推进有力有序\n"
    assert rows("累计召开会议30次。", head)[0].deadline is None


def test_rows_of_rules_that_guess_bear_a_doubt() -> None:
    (row,) = rows("对新认定的高新技术企业，一次性奖励20万元。")
    assert "subject-unclear" in codes(row)


def test_a_reply_of_may_speaks_of_no_september_that_has_passed() -> None:
    told = "一是落实待遇。从2020年9月起，补助标准由200元提高到400元。\n"
    (row,) = extraction_of_text(f"某县教育局关于教师待遇的答复\n{told}某县教育局\n2020年5月18日\n").commitments
    assert row.status == "pledged"


def test_the_main_tasks_and_whom_a_clause_is_about_are_no_outcomes() -> None:
    found = rows("2025年教育工作的主要任务，是提高质量。对通过能力薄弱的学校，到2025年完成改造。")
    assert [row.indicator for row in found if row.value is None and "主要任务" in row.indicator] == []


def test_an_outcome_far_below_its_date_bears_a_doubt() -> None:
    goals = "二、主要目标\n到2025年，教育质量显著提高。\n" + "".join(
        f"第{n}类学校办学水平达到先进。\n" for n in "一二三" * 20
    )
    last = rows(goals)[-1]
    assert last.deadline is None or "deadline-inherited" in codes(last)


@pytest.mark.parametrize(
    ("text", "indicator", "op"),
    [
        ("个人卫生支出占卫生总费用的比重降至27%以下。", "个人卫生支出占卫生总费用的比重", "<="),
        ("市财政每年安排不少于2000万元专项资金支持重点学科建设。", "市财政专项资金", ">="),
        ("招引亿元以上项目27个，其中10亿元以上3个。", "10亿元以上项目", "="),
        ("单户500万元以下担保业务占比不低于80%。", "单户500万元以下担保业务占比", ">="),
    ],
)
def test_bounds_and_purposes_stay_with_their_noun(text: str, indicator: str, op: str) -> None:
    assert (rows(text)[-1].indicator, rows(text)[-1].op) == (indicator, op)


def test_rates_of_one_list_share_the_bound_behind_its_last() -> None:
    mothers, infants = rows("孕产妇死亡率、婴儿死亡率分别控制在9/10万、4‰以内。")
    assert (mothers.op, infants.op) == ("<=", "<=")


def test_a_length_in_a_clause_that_tells_for_whom_is_no_row_and_a_term_ends_what_recurs() -> None:
    assert [row.unit for row in rows("对缴纳社会保险1年以上的，给予一次性补贴1000元。")] == ["元"]
    yearly, term = rows("每年招录医学生50名，五年内培训医生600名。")
    assert (yearly.recurrence, term.recurrence) == ("每年", None)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("全市612个老旧小区中仅有158个完成改造。", "老旧小区"),
        ("部分设备利用率不足10%。", "部分设备利用率"),
        ("建成后耕地质量等级平均提高0.5个等级。", "耕地质量等级"),
        ("粮食综合生产能力亩均提高100公斤以上。", "粮食综合生产能力亩均"),
        ("老旧小区按照不低于停车位10%的比例配建。", "配建比例"),
    ],
)
def test_words_of_bound_of_time_and_of_the_whole_are_no_part_of_the_indicator(text: str, indicator: str) -> None:
    assert rows(text)[0].indicator == indicator


@pytest.mark.parametrize(
    ("text", "indicator", "deadline"),
    [
        ("1.改造危房。改造农村危房1200户（责任单位：市住建局；完成时限：9月底）。", "改造农村危房", "2023-09"),
        ("1.扩大供给。新建学校5所。（牵头单位：市教育局；完成时间：2024年8月）", "新建学校", "2024-08"),
        ("1.修建公路。新改建农村公路60公里。（市交通运输局负责，2023年12月底前完成）", "新改建农村公路", "2023-12"),
        ("1.开展培训。开展技能培训8000人次。【市人社局牵头，2024年6月底前完成】", "技能培训", "2024-06"),
        ("1.建立联席会议制度（责任单位：市教育局；完成时限：2023年9月）。", "建立联席会议制度", "2023-09"),
        ("1.健全机制。出台管理办法1部。（责任单位：市司法局；完成时限：长期坚持）", "管理办法", None),
        ("1.减少用水。2025年用水量下降5%。（责任单位：市水利局；完成时限：2023年9月）", "用水量", "2025"),
    ],
)
def test_the_end_of_an_item_says_by_when_all_that_it_promises_is_due(
    text: str, indicator: str, deadline: str | None
) -> None:
    (row,) = rows(text)
    assert (row.indicator, row.deadline) == (indicator, deadline)


@pytest.mark.parametrize(
    ("text", "indicator", "baseline"),
    [
        ("到2025年，人均预期寿命在2020年的基础上继续提高1岁左右。", "人均预期寿命", "2020"),
        ("到2025年，孕产妇死亡率在2020年基础上下降10%。", "孕产妇死亡率", "2020"),
        ("到2025年，学位数在2022年的基础上再增加2000个。", "学位数", "2022"),
        ("到2025年，能耗强度在2020年的基础上进一步下降13.5%。", "能耗强度", "2020"),
    ],
)
def test_the_level_that_a_change_starts_from_is_its_baseline_and_no_part_of_the_indicator(
    text: str, indicator: str, baseline: str
) -> None:
    (row,) = rows(text)
    assert (row.indicator, row.baseline, row.deadline) == (indicator, baseline, "2025")


def test_a_ratio_keeps_the_end_of_its_name_and_a_narrow_comma_parts_two_numbers() -> None:
    first, second, third = rows("到2025年，优良天数比达87.5%,优良水体比要达到95%,15岁以上人群吸烟率下降到23.3%。")
    assert [row.indicator for row in (first, second, third)] == ["优良天数比", "优良水体比", "15岁以上人群吸烟率"]


def test_what_a_measure_answers_to_is_no_part_of_its_indicator() -> None:
    (row,) = rows("围绕2025年非化石能源消费比重达到20%左右的要求，推进项目建设。")
    assert (row.indicator, row.deadline) == ("非化石能源消费比重", "2025")


def test_a_plan_titled_with_one_year_is_of_that_year() -> None:
    (row,) = rows("送戏下乡300场。", "某市2024年文化惠民实施方案\n一、重点任务\n")
    assert row.deadline == "2024"
    (row,) = rows("送戏下乡300场。", "某市2024年文化惠民三年行动计划\n一、重点任务\n")
    assert row.deadline is None


def test_pledge_letters_and_performance_tables_are_of_their_year() -> None:
    (row,) = rows("1.药占比低于28%。", "某县人民医院2024年度公开承诺书\n我院郑重承诺：\n")
    assert (row.deadline, row.status, codes(row)) == ("2024", "pledged", set())
    (row,) = rows("家长满意度 ≥90%", "某县教育局2023年部门整体支出绩效目标表\n")
    assert (row.indicator, row.op, row.deadline) == ("家长满意度", ">=", "2023")


def test_sizes_of_a_project_are_its_own() -> None:
    found = rows("新建综合医院1所，占地面积120亩，总投资6亿元。建设污水处理厂2座，日处理能力5万吨，总投资3.2亿元。")
    assert [row.indicator for row in found] == [
        *("新建综合医院", "占地面积", "总投资"),
        *("污水处理厂", "日处理能力", "总投资"),
    ]


def test_a_number_of_acres_in_a_heading_is_no_year() -> None:
    (row,) = rows("（三）新建高标准农田2000亩，6月底前完成。")
    assert row.deadline == "2023-06"
    started, finished = rows("三、力争年内开工，2025年汛前建成投用。")
    assert (started.deadline, finished.deadline) == ("2023", "2025")


def test_who_is_told_to_do_it_is_no_part_of_the_indicator() -> None:
    (row,) = rows("市财政局要统筹安排资金5000万元。")
    assert row.indicator == "统筹安排资金"


def test_a_title_of_two_years_dates_what_was_done_and_what_is_planned() -> None:
    head = "某市农业农村局2022年工作总结及2023年工作打算\n2022年11月21日\n"
    found = rows(
        "一、主要工作完成情况\n新建示范村15个，生活污水处理率31%。\n二、下一步打算\n改造户厕8000座，污水处理率达到35%。",
        head,
    )
    assert [(row.status, row.deadline) for row in found] == [
        *[("achieved", "2022")] * 2,
        *[("pledged", "2023")] * 2,
    ]


def test_a_line_below_items_of_one_line_is_of_all_of_them() -> None:
    found = rows(
        "一、托育服务\n1.新增托位600个，普惠性托位占比80%以上；2.新建老年食堂16家；3.为3000户家庭安装设备。\n"
        "牵头单位：市卫健委\n完成时限：11月底",
        "某市2023年度民生实事项目\n",
    )
    assert {(row.deadline, row.units) for row in found} == {("2023-11", ("市卫健委",))}


def test_the_date_that_announces_a_list_is_the_lists() -> None:
    (row,) = rows("2024年启动自评，2026年通过认定。到2025年，实现以下指标：\n——毛入园率达到98%以上。")[-1:]
    assert (row.indicator, row.deadline) == ("毛入园率", "2025")


def test_an_average_with_a_deadline_is_a_target_even_in_years() -> None:
    (row,) = rows("到2025年，劳动年龄人口平均受教育年限达到11.3年。")
    assert (row.kind, row.deadline) == ("target", "2025")
