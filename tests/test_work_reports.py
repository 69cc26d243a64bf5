"""How work reports, health plans, bulletins and lists of deeds word their numbers and dates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某市卫生事业发展规划\n一、主要任务\n"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n", issued="2023-06").commitments)


def test_a_summary_with_the_next_years_plans_reviews_first() -> None:
    head = "某局2022年工作总结及2023年工作打算\n"
    done, planned = rows("一、2022年工作完成情况\n筹集住房30套。\n二、2023年工作打算\n开工住房20套。", head)
    assert (done.status, done.deadline) == ("achieved", "2022")
    assert (planned.status, planned.deadline) == ("pledged", "2023")


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("财政收入迈过500亿元大关。", "财政收入"),
        ("产值跃上1000亿元新台阶。", "产值"),
        ("改造提升18个服务站。", "服务站"),
        ("空气质量优良天数达341天。", "空气质量优良天数"),
    ],
)
def test_what_was_passed_or_raised_is_the_indicator(text: str, indicator: str) -> None:
    assert [row.indicator for row in rows(text)] == [indicator]


def test_a_verb_of_completion_has_the_noun_of_the_row_before() -> None:
    begun, done = rows("开工建设各类保障性住房3200套，竣工1900套。")
    assert (begun.indicator, done.indicator, done.subject) == ("各类保障性住房", "竣工各类保障性住房", None)


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("新建、改扩建中小学校32所，年底前竣工24所。", ["新建、改扩建中小学校", "竣工中小学校"]),
        ("新建幼儿园10所，投入使用3所。", ["新建幼儿园", "投入使用幼儿园"]),
        ("新（改、扩）建卫生室20个，开工15个。", ["新（改、扩）建卫生室", "开工卫生室"]),
        ("查处的案件20件，结案15件。", ["查处的案件", "结案"]),
        ("棚户区改造开工12套，基本建成8套。", ["棚户区改造开工", "棚户区改造基本建成"]),
        ("住房基本建成4000套，新开工建设3000套。", ["住房基本建成", "住房新开工建设"]),
    ],
)
def test_a_verb_alone_takes_the_noun_without_the_verbs_before_it(text: str, indicators: list[str]) -> None:
    assert [row.indicator for row in rows(text)] == indicators


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("20个县（市、区）实施养老保险试点。", "养老保险试点县（市、区）"),
        ("8个县（区）全部通过国家认定。", "通过国家认定的县（区）"),
        ("30所农村学校建成标准化食堂。", "建成标准化食堂的农村学校"),
        ("8个村实现垃圾分类全覆盖。", "实现垃圾分类全覆盖的村"),
        ("累计制修订150项以上节水标准。", "制修订节水标准"),
        ("建设3人制篮球场20个。", "3人制篮球场"),
        ("农体工程器材补充维护更新30个。", "农体工程器材补充维护更新"),
        ("完成超230个50户以上连片村寨给水管网建设。", "50户以上连片村寨给水管网建设"),
        ("为7万名35-64岁妇女免费做宫颈癌筛查。", "免费做宫颈癌筛查的35-64岁妇女"),
        ("同步建成充电桩450个。", "充电桩"),
        ("养老床位达到每千名老年人40张。", "每千名老年人养老床位"),
        ("我局通过争取中央奖补资金1.1亿元。", "中央奖补资金"),
        ("加快项目推进进度，争取2024年内开工建设。", "项目开工建设"),
        ("培育20家左右具有行业影响力的企业。", "具有行业影响力的企业"),
        ("具有教师资格的保育员占比达到95%。", "具有教师资格的保育员占比"),
    ],
)
def test_those_that_do_something_are_counted_by_what_they_do(text: str, indicator: str) -> None:
    assert [row.indicator for row in rows(text)] == [indicator]


def test_behind_the_section_that_sets_out_plans_every_section_of_a_report_does() -> None:
    review = "某县政府工作报告\n一、2022年工作回顾\n新建学校3所。\n二、2023年总体要求\n财政收入增长6%。\n"
    _, _, pension, built = rows("三、持续改善民生\n养老金标准由55元提高到70元。新建公厕9座。\n", review)
    assert (pension.status, built.status) == ("pledged", "pledged")
    assert not {doubt.code for row in (pension, built) for doubt in row.doubts} & {"status-unclear", "status-alone"}


def test_funds_lend_their_name_to_nothing_that_was_begun() -> None:
    begun = rows("已争取到项目资金6863万元，开工建设11个。")[-1]
    assert begun.indicator == "开工建设"
    assert [doubt.code for doubt in begun.doubts if doubt.code == "indicator-short"] == ["indicator-short"]


def test_the_sizes_of_what_is_to_be_built_are_promised() -> None:
    head = "某区教育局关于第66号建议的答复\n某某代表：\n现答复如下：\n现有学校12所。\n"
    sizes = rows("我区拟在公园街北建设一所学校，占地面积33150平方米，可容纳1620名学生。", head)[-2:]
    assert [row.status for row in sizes] == ["pledged", "pledged"]


def test_deeds_announced_for_a_year_are_promised_for_it() -> None:
    head = "某县政府工作报告提出，2023年某县将着力办好十件实事。\n1.开展培训。全年培训2万人次。\n"
    _, trained, road, school = rows("2.修路。建设公路3公里。\n3.改善条件。新建学校5所。", head)
    assert [row.deadline for row in (trained, road, school)] == ["2023"] * 3
    assert {row.status for row in (road, school)} == {"pledged"}
    assert not any(doubt.code == "status-unclear" for row in (road, school) for doubt in row.doubts)


def test_the_day_of_a_meeting_dates_nothing_that_it_was_told() -> None:
    head = "某县政府2023年将为民办好15件实事\n时间：2023-05-11 来源：某县融媒体中心\n"
    told = "5月10日上午，某县人民代表大会隆重开幕，县长作报告。报告指出，新建厕所120座。"
    assert [(row.indicator, row.deadline) for row in rows(told, head)] == [("新建厕所", "2023")]


def test_numbers_per_thousand_share_their_head() -> None:
    text = "每千常住人口床位数达到6.5张，执业（助理）医师数达到3.4人，注册护士数达到3.8人，门诊量达到5万人次。"
    assert [row.indicator for row in rows(text)] == [
        "每千常住人口床位数",
        "每千常住人口执业（助理）医师数",
        "每千常住人口注册护士数",
        "门诊量",
    ]


def test_the_number_of_a_house_counts_nothing() -> None:
    assert [row.unit for row in rows("在某花园10幢10单元加装电梯2台。")] == ["台"]


def test_the_first_months_of_a_year_are_told_as_they_went_and_date_nothing_of_other_sections() -> None:
    head = "某县人民政府\n常务会议纪要\n2023年8月26日\n一、关于2023年1—7月份财政预算执行情况\n"
    told, lacking = rows("前7个月，全县财政收入完成1.4亿元。\n二、关于学位不足\n目前缺学位1200个。", head)
    assert (told.status, told.deadline) == ("achieved", "2023-01/2023-07")
    assert (lacking.status, lacking.deadline) == ("achieved", None)


def test_how_many_bodies_share_the_tasks_of_a_paper_is_no_row() -> None:
    assert rows("《任务分解》涉及34个牵头单位。\n一、县教育局牵头工作（8项）\n") == []


def test_what_was_begun_says_nothing_of_what_more_is_to_be_begun() -> None:
    review = "某县政府工作报告\n一、2022年工作回顾\n新建学校3所。\n二、2023年工作安排\n"
    assert rows("已开工的5所学校要加快建设，今年再开工4所。", review)[-1].status == "pledged"


def test_deaths_are_counted_per_hundred_thousand() -> None:
    mothers, infants = rows("孕产妇死亡率、婴儿死亡率分别控制在12/10万以内、4‰以下。")
    assert (mothers.op, mothers.value, mothers.unit) == ("<=", Decimal(12), "/10万")
    assert (infants.indicator, infants.value, infants.unit) == ("婴儿死亡率", Decimal("0.4"), "%")


@pytest.mark.parametrize("sign", [":", "：", "∶"])
def test_the_shares_of_the_three_industries_are_no_number(sign: str) -> None:
    assert rows(f"三次产业比调整为6.7{sign}59.7{sign}33.6。") == []


def test_residents_of_town_and_country_have_an_income_each() -> None:
    assert [row.subject for row in rows("城乡居民人均收入分别增长6%、7%。")] == ["城镇", "农村"]
    assert [row.subject for row in rows("城乡低保标准分别提高6%、7%。")] == ["城镇", "农村"]


def test_a_due_date_in_the_middle_of_a_clause_makes_a_milestone() -> None:
    (row,) = rows("确保轨道一期2024年底前全线洞通。")
    assert (row.indicator, row.deadline, row.kind) == ("轨道一期全线洞通", "2024-12", "milestone")


def test_numbers_of_a_bulletin_are_of_the_months_in_its_title() -> None:
    (row,) = rows("全市完成投资30亿元。", "关于2023年重点工作1-4月进展情况的通报\n一、主要经济指标\n")
    assert (row.status, row.deadline) == ("achieved", "2023-01/2023-04")


def test_as_many_dates_as_numbers_are_shared_out_over_a_clause_between() -> None:
    *_, low, high = rows("到2025年和2030年，肥胖率增长减缓，儿童生长迟缓率分别低于7%和5%。")
    assert (low.deadline, high.deadline) == ("2025", "2030")
    fit, fitter = rows("到2025年和2030年，参加体育锻炼人数比例达到37%及以上和40%及以上。")
    assert (fit.deadline, fitter.deadline) == ("2025", "2030")


def test_what_is_built_by_a_standard_is_named_behind_it_and_has_no_date() -> None:
    _, new, old = rows(
        "2025年建成养老中心6个。新建小区按每百户不低于30平方米的标准配建养老用房，老旧小区按每百户不低于20平方米配建。"
    )
    assert (new.subject, new.indicator, new.deadline) == ("新建小区", "每百户养老用房", None)
    assert (old.subject, old.indicator, old.value) == ("老旧小区", "每百户养老用房", 20)


def test_a_level_goes_on_behind_a_semicolon_with_its_own_date() -> None:
    first, second = rows("到2025年，管网漏损率控制在12%以内；到2030年，控制在10%以内。")
    assert (first.indicator, second.indicator, second.deadline) == ("管网漏损率", "管网漏损率", "2030")


def test_a_rate_at_which_a_sum_rises_is_a_change_of_it() -> None:
    sum_, rise = rows("县财政每年安排不低于300万元专项经费，并按每年10%的比例递增。")
    assert (rise.indicator, rise.change, rise.recurrence) == (sum_.indicator, "increase", "每年")


def test_the_whole_of_which_some_are_counted_is_no_number_of_the_indicator() -> None:
    (done,) = (row for row in rows("39项民生实事项目中，已完成12项。") if row.value == 12)
    assert done.indicator == "民生实事项目"


def test_a_large_firm_is_no_region() -> None:
    (row,) = rows("全县规模以上工业增加值增长10%。")
    assert (row.scope, row.indicator) == ("全县", "规模以上工业增加值")


PLEDGE = "2023年度安全生产目标管理责任书\n一、责任目标\n"


def test_the_numbers_of_a_pledge_for_a_year_are_due_in_it() -> None:
    (row,) = rows("隐患整改率达100%。", PLEDGE)
    assert (row.status, row.deadline) == ("pledged", "2023")


def test_an_item_may_begin_with_a_date() -> None:
    first, second, third = rows("3.6月底前完成消防整治。\n4.1—9月完成投资5亿元。\n5.2025年底前建成学校5所。", PLEDGE)
    assert (first.indicator, first.deadline) == ("完成消防整治", "2023-06")
    assert (second.indicator, second.deadline) == ("完成投资", "2023-01/2023-09")
    assert (third.indicator, third.deadline) == ("学校", "2025-12")


def test_a_plan_compares_with_the_year_before_and_promises_all_the_same() -> None:
    (row,) = rows("到2025年，PM2.5平均浓度同比下降5%左右。")
    assert (row.status, row.change) == ("pledged", "decrease")
    (row,) = rows("交通事故起数同比下降5%。")
    assert row.status == "pledged"


def test_how_much_of_a_task_is_done_is_a_rate_and_the_rise_is_of_the_sum() -> None:
    head = "关于2023年1-4月招商引资工作情况的通报\n一、进展\n"
    sum_, done, rise = rows("全市引进资金额198亿元，完成年度目标任务520亿元的38.2%，同比增长7.9%。", head)
    assert (done.indicator, done.value) == ("引进资金额完成率", Decimal("38.2"))
    assert (rise.indicator, rise.change) == (sum_.indicator, "increase")
    assert {row.indicator for row in rows("平川县、安和区分别完成年度任务的61%、57%。", head)} == {"完成率"}


def test_the_size_of_what_is_counted_is_no_row() -> None:
    (row,) = rows("引进5000万元以上工业项目20个。")
    assert (row.value, row.unit) == (20, "个")
    (row,) = rows("其中营收过亿元企业达到11家。")
    assert (row.value, row.indicator) == (11, "营收过亿元企业")
    _, larger = rows("引进亿元以上项目60个，其中10亿元以上项目20个。")
    assert (larger.indicator, larger.subject) == ("10亿元以上项目", None)


def test_what_money_is_used_for_is_its_indicator() -> None:
    assert rows("县财政安排10万元用于表彰奖励。")[0].indicator == "表彰奖励资金"
    assert rows("安排专项资金2000万元用于小区改造。")[0].indicator == "小区改造专项资金"


def test_a_class_of_firms_that_must_provide_something_is_the_subject() -> None:
    (row,) = rows("员工较多的企业配备专职管理人员不少于3名。")
    assert (row.subject, row.indicator) == ("员工较多的企业", "专职管理人员")


def test_losses_and_days_are_shared_out_and_fall() -> None:
    found = rows("事故起数、受伤人数、直接经济损失分别比上年下降10%、8%、5%以上。")
    assert [row.indicator for row in found] == ["事故起数", "受伤人数", "直接经济损失"]
    (row,) = rows("重污染天数同比减少3天。")
    assert (row.value, row.unit, row.change) == (3, "天", "decrease")


REPORT = "柳河镇人民政府工作报告\n（2014年1月8日在柳河镇第十六届人民代表大会第四次会议上）\n"


def test_a_year_without_a_number_stands_over_the_numbered_sections_of_a_report() -> None:
    done, later = rows(
        "2013年工作回顾\n过去的一年，形势复杂。\n一、基础设施改善\n修建水泥路52公里。\n二、社会事业进步\n全镇各项事业稳步发展。\n"
        "2014年工作目标\n全镇上下要团结奋斗。\n一、抓产业\n新建养殖小区3个。",
        REPORT,
    )
    assert (done.status, done.deadline) == ("achieved", "2013")
    assert (later.status, later.deadline) == ("pledged", "2014")


def test_a_raise_from_and_to_is_planned_behind_a_turn_to_plans() -> None:
    head = "政府工作报告\n（2015年3月5日在人民代表大会会议上）\n一、2014年工作回顾\n新建学校5所。\n二、2015年工作部署\n"
    text = "今年主要目标是：生产总值增长7%。\n健全卫生制度。卫生服务经费补助标准由35元提高到40元。"
    *_, raised = rows(text, head)
    assert (raised.status, raised.deadline, raised.value) == ("pledged", "2015", 40)


def test_what_a_sentence_plans_it_plans_behind_its_semicolon_too() -> None:
    head = "市水利局2020年工作总结\n一、目标任务完成情况\n"
    found = rows("今年，我市计划完成改水人口3万人；加固水库6座，整治河流4公里。", head)
    assert [row.status for row in found] == ["pledged"] * 3


def test_shares_of_tasks_are_of_each_row_before() -> None:
    *_, walls, rivers = rows("加固水库6座、整治河流6公里，分别为年度计划任务的100%和150%。")
    assert (walls.indicator, rivers.indicator) == ("加固水库完成率", "整治河流完成率")


def test_ponds_are_counted_by_mouths_and_buses_by_standard_ones() -> None:
    (ponds,) = rows("整治山坪塘40口。")
    assert (ponds.value, ponds.unit) == (40, "口")
    assert [row.unit for row in rows("万人公交车辆拥有量达到15标台以上。")] == ["标台"]


def test_news_of_a_meeting_tells_what_was_done_and_what_it_asks_for() -> None:
    head = "全市林业工作会议召开\n3月26日，全市林业工作会议召开。会议总结了2022年工作。\n"
    done, planned, goal = rows(
        "2022年，全市完成造林12万亩。\n会议提出，2023年力争完成造林15万亩。\n会议明确，2023年的总体目标是：招商引资35亿元。",
        head,
    )
    assert [row.status for row in (done, planned, goal)] == ["achieved", "pledged", "pledged"]


def test_a_month_below_a_years_goals_is_of_its_own_deed() -> None:
    head = "某镇工作打算\n一、2023年工作目标\n"
    *_, capacity, roads = rows("9月底前完成水厂扩建，供水能力提高到2000吨；新修通组公路18公里。", head)
    assert (capacity.deadline, roads.deadline) == ("2023-09", "2023")


def test_more_than_ten_million_is_read_over_its_sign_of_more() -> None:
    (row,) = rows("安排资金1千余万元。")
    assert (row.op, row.value) == (">", 10000000)


def test_what_follows_for_those_who_fall_short_is_no_outcome() -> None:
    assert [row.indicator for row in rows("2023年9月底前完成任务分解，对进度较慢的单位进行约谈。")] == ["完成任务分解"]


TOWN = "某镇2022年工作总结和2023年工作计划\n一、2022年工作完成情况\n"


def test_what_a_review_expects_of_the_year_that_ends_was_done() -> None:
    text = "预计全年实现工业总产值21.4亿元，完成年度任务的102%。\n二、2023年工作计划\n预计全年实现产值23亿元。"
    found = rows(text, TOWN)
    assert [(row.indicator, row.status, row.deadline) for row in found] == [
        ("工业总产值", "achieved", "2022"),
        ("工业总产值完成率", "achieved", "2022"),
        ("产值", "pledged", "2023"),
    ]


def test_a_total_counts_what_there_was_before_too() -> None:
    found = rows("新增规上企业3家，总数达到27家。新建公园2个，累计建成15个。", TOWN)
    assert [(row.indicator, row.value) for row in found[:2]] == [("新增规上企业", 3), ("规上企业", 27)]


def test_what_households_earn_more_is_named_so() -> None:
    found = rows("脱贫户户均增收3200元。税收2.1亿元，比上年增收3000万元。", TOWN)
    assert [(row.indicator, row.change) for row in found] == [
        ("脱贫户户均增收", "increase"),
        ("税收", None),
        ("税收", "increase"),
    ]


def test_a_number_that_is_assured_is_none_that_is_striven_for() -> None:
    head = "某镇2023年工作要点\n"
    found = rows("确保新签约亿元以上项目8个、力争10个，其中10亿元以上1个。力争新建学校2所、幼儿园3所。", head)
    assert [(row.value, row.binding) for row in found if row.unit == "个"][:2] == [(8, "must"), (10, "strive")]
    assert [row.binding for row in found if row.unit == "所"] == ["strive", "strive"]
    assert all(row.unit != "元" for row in found)


RUN_ON = (
    "某县教育局文件某教函〔2023〕29号签发人：王某东B类某县教育局关于对县政协第56号提案的答复函李某委员："
    "您提出的提案收悉，现答复如下：一、基本情况截至2022年底，全县共有幼儿园186所。12月23日召开会议，累计督办任务45项。"
    "二、办理情况（一）加快园所建设。新建公办园4所。（二）规范管理。已回收配套园11所。三、下一步打算到2025年，"
    "普惠性幼儿园覆盖率稳定在90%左右；每年培训教师不少于1000人次。感谢您对教育工作的关心和支持。某县教育局2023年1月21日"
)


def test_a_document_run_together_on_one_line_is_read_by_its_headings() -> None:
    found = extraction_of_text(RUN_ON)
    (part,) = found.parts
    assert (part.title, part.number) == ("某县教育局关于对县政协第56号提案的答复函", "某教函〔2023〕29号")
    assert [(row.value, row.status, row.deadline) for row in found.commitments if row.value] == [
        (186, "achieved", "2022-12"),
        (45, "achieved", "2022-12-23"),
        (4, "achieved", None),
        (11, "achieved", None),
        (90, "pledged", "2025"),
        (1000, "pledged", None),
    ]


def test_a_date_deep_in_a_heading_is_not_that_of_its_section() -> None:
    head = "某公司关于保供电情况的报告\n2022年1月12日\n"
    line = (
        "一、迅速行动，高度重视并第一时间启动应急机制成立工作专班，落实各级责任，12月23日召开会议专题研究部署各项工作"
    )
    found = rows(line + "\n组建抢修队伍53支。\n二、2022年计划\n新增变电站2座。", head)
    assert {row.unit: row.deadline for row in found if row.unit in ("支", "座")} == {"支": None, "座": "2022"}


def test_a_place_that_has_what_is_counted_is_its_scope() -> None:
    found = rows("我区现有60周岁以上老年人9.7万人，其中80周岁以上1.6万人。城区共有小学6所、初中3所。", TOWN)
    assert [(row.indicator, row.value, row.scope) for row in found] == [
        ("60周岁以上老年人", 97000, None),
        ("80周岁以上老年人", 16000, None),
        ("小学", 6, "城区"),
        ("初中", 3, None),
    ]


def test_each_number_of_a_clause_has_the_recurrence_before_it() -> None:
    found = rows("领导小组每月调度1次、每季度通报1次。")
    assert [row.recurrence for row in found] == ["每月", "每季度"]


def test_the_years_of_a_period_are_shared_out_over_as_many_numbers() -> None:
    found = rows("三年累计铺设管网1180公里，2024—2026年分别完成350公里、430公里、400公里。")
    assert [(row.value, row.deadline) for row in found[1:]] == [(350, "2024"), (430, "2025"), (400, "2026")]


def test_a_size_that_tells_which_villages_are_meant_is_no_number_of_its_own() -> None:
    found = rows("到2025年，20户以上自然村通硬化路，服务1万人以上的水厂全部配备化验室。")
    assert [(row.indicator, row.value) for row in found] == [
        ("20户以上自然村通硬化路", None),
        ("服务1万人以上的水厂全部配备化验室", None),
    ]


def test_growth_of_a_like_basis_is_of_the_sum_before() -> None:
    found = rows("一般公共预算收入38.2亿元，同口径增长9.1%。", TOWN)
    assert [row.indicator for row in found] == ["一般公共预算收入"] * 2


def test_a_yearly_average_of_a_rate_does_not_recur() -> None:
    found = rows("到2025年，工业总产值增长21%，平均每年递增4%。")
    assert [(row.value, row.recurrence) for row in found] == [(21, None), (4, None)]


BALANCE = """某市推进义务教育优质均衡发展规划（2022—2035年）
一、现状分析
全市现有义务教育学校312所，其中小学198所、初中86所，在校生21.4万人。指标达标率不足60%。
二、规划目标
到2025年，甲区、乙区通过国家评估；到2027年，累计50%以上的县（市、区）通过评估。第三批（2029—2032年）：其余县。
三、重点举措
2022—2025年，全市规划新建学校26所，新增学位5.6万个，其中2022年新建5所。到2024年秋季开学前，全面消除56人及以上大班额。
"""


def test_a_plan_without_a_date_is_from_the_year_its_title_begins_with() -> None:
    found = extraction_of_text(BALANCE).commitments
    assert [(row.indicator, row.value, row.status, row.deadline) for row in found] == [
        ("义务教育学校", 312, "achieved", None),
        ("小学", 198, "achieved", None),
        ("初中", 86, "achieved", None),
        ("在校生", 214000, "achieved", None),
        ("指标达标率", 60, "achieved", None),
        ("通过国家评估", None, "pledged", "2025"),
        ("县（市、区）通过评估的比例", 50, "pledged", "2027"),
        ("第三批某市推进义务教育优质均衡发展", None, "pledged", "2029/2032"),
        ("新建学校", 26, "pledged", "2022/2025"),
        ("新增学位", 56000, "pledged", "2022/2025"),
        ("新建学校", 5, "pledged", "2022"),
        ("全面消除56人及以上大班额", None, "pledged", "2024-23"),
    ]


def test_days_and_hours_beside_a_rate_are_of_what_the_rate_is_of() -> None:
    found = rows("课后服务参与率不低于95%，每周不少于5天、每天不少于2小时。教师5年培训不低于360学时。")
    assert [(row.indicator, row.recurrence) for row in found] == [
        ("课后服务参与率", None),
        ("课后服务", "每周"),
        ("课后服务", "每天"),
        ("教师培训学时", "每5年"),
    ]


def test_a_lead_in_to_what_will_be_done_holds_for_the_headings_behind_it() -> None:
    head = "某县教育局对县政协第86号提案的答复\n申某委员：\n近年来，县委高度重视。2021年新建学校4所。\n"
    text = "针对您提出的建议，我局将重点做好以下工作：\n一、配齐教师。新增教师600名。\n二、落实资助。覆盖率达100%。"
    assert [row.status for row in rows(text, head)] == ["achieved", "pledged", "pledged"]


def test_a_heading_run_together_with_its_text_sets_no_mood_and_a_plan_period_no_year_of_a_report() -> None:
    text = (
        "某省电力公司文件某电办〔2022〕13号签发人：XXX某省电力公司关于2021年工作情况的报告某省人民政府："
        "2021年，公司实现“十四五”良好开局。现报告如下。"
        "一、推动能源电力高质量发展坚决落实省委省政府关于碳达峰工作部署，积极构建以新能源为主体的新型电力系统，全力支撑全省经济社会高质量发展。"
        "投产线路1296公里。二、守住民生底线坚决落实防汛要求。组建应急队伍184支。特此报告。某省电力公司2022年1月28日"
    )
    found = [row for row in extraction_of_text(text).commitments if row.value]
    assert [(row.status, row.deadline) for row in found] == [("achieved", "2021")] * 2


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("出生人口性别比逐步回归到107以下。", ("出生人口性别比", "<=", 107, None)),
        ("性别比由118降至112。", ("性别比", "=", 112, None)),
        ("千人献血率达到10。", ("千人献血率", "=", 10, None)),
        ("抗菌药物使用强度不高于40DDDs。", ("抗菌药物使用强度", "<=", 40, "DDDs")),
        ("到2025年，人均预期寿命79岁，平均受教育年限11.3年。", ("平均受教育年限", "=", Decimal("11.3"), "年")),
    ],
)
def test_levels_without_a_measure_word_are_no_loss(text: str, row: tuple[object, ...]) -> None:
    found = rows(text)[-1]
    assert (found.indicator, found.op, found.value, found.unit) == row


def test_a_ratio_of_persons_counts_none_and_a_bare_rate_may_be_in_per_cent() -> None:
    ratio, rate = rows("出生人口性别比109.3，学前教育毛入园率达到95。")
    assert (ratio.unit, ratio.doubts) == (None, ())
    assert [doubt.code for doubt in rate.doubts] == ["missing-unit"]


def test_five_years_are_those_of_the_plan_that_is_not_over() -> None:
    head = (
        "某县卫生事业发展“十三五”规划\n2016年10月8日\n一、现状\n“十二五”期间，床位增长。2011—2015年，死亡率8.6/10万。\n"
    )
    row = rows("二、主要任务\n五年内引进硕士以上人才40名。", head)[-1]
    assert (row.status, row.deadline) == ("pledged", "2016/2020")


def test_a_heading_with_its_date_in_brackets_is_no_outcome() -> None:
    (row,) = rows("（二）具体指标（到2025年）。\n1.健康水平。人均期望寿命提高到79岁以上。")
    assert (row.indicator, row.deadline) == ("人均期望寿命", "2025")


def test_shares_of_a_task_are_of_what_was_done_of_it() -> None:
    found = rows(
        "新增就业4860人，占市下达目标任务4500人的108%；失业人员再就业1215人，困难人员再就业316人，分别占年度任务的110.5%和105.3%。"
    )
    assert [row.indicator for row in found if row.unit == "%"] == [
        "新增就业占目标任务的比例",
        "失业人员再就业占年度任务的比例",
        "困难人员再就业占年度任务的比例",
    ]


def test_households_and_persons_share_what_they_do() -> None:
    found = rows("实施42个贫困村整村推进，3816户12470人实现脱贫。")
    assert [row.indicator for row in found[1:]] == ["脱贫", "脱贫"]


def test_the_day_on_which_a_list_was_drawn_up_is_not_that_of_its_rows() -> None:
    (row,) = rows("年初确定的12个重点项目中有2个未如期开工。", "某县2016年工作总结\n一、2016年工作情况\n")
    assert row.deadline == "2016"


def test_a_count_in_brackets_of_its_own_is_of_the_noun_before_them() -> None:
    found = rows("新建学校（5所）、幼儿园（3所）。改造小区（12个），投资1.2亿元。")
    assert [(row.indicator, row.value) for row in found[:3]] == [("新建学校", 5), ("新建幼儿园", 3), ("改造小区", 12)]


def test_the_number_of_items_below_a_heading_is_no_policy() -> None:
    (row,) = rows("1.资源配置（7项）。每百名学生拥有教师10人以上。\n（二）教育质量（9项）")
    assert row.value == 10


def test_the_title_of_a_document_is_no_outcome() -> None:
    found = extraction_of_text("某县2022年工作安排\n一、重点任务\n新建学校5所。\n", issued="2022-03").commitments
    assert [row.indicator for row in found] == ["新建学校"]
    assert not extraction_of_text("某县2023年新建2000亩茶园实施方案\n为落实部署，制定本方案。\n").commitments


def test_a_building_and_what_it_holds_have_sizes_of_their_own() -> None:
    found = rows("设置床位800张，总投资6.2亿元。")
    assert [row.indicator for row in found] == ["床位", "总投资"]


def test_the_second_part_of_a_report_on_a_years_plan_is_to_come() -> None:
    head = "关于某市2012年国民经济和社会发展\n计划执行情况与2013年计划草案的报告\n——2013年1月8日在某市人民代表大会\n"
    text = (
        "一、2012年国民经济和社会发展计划执行情况\n实现地区生产总值641亿元，增长14.2%。\n二、2013年国民经济和社会发展计划草案\n"
        "根据市委经济工作会议精神，建议2013年经济社会发展的主要预期目标为：\n——地区生产总值增长13%；\n新增省级技术中心6户。"
    )
    found = rows(text, head)
    assert [row.status for row in found] == ["achieved", "achieved", "pledged", "pledged"]


def test_a_heading_with_the_year_that_is_planned_needs_no_other_word() -> None:
    head = "某镇2008年工作总结和2009年工作思路\n"
    text = head + "一、2008年工作\n新建学校2所。\n二、2009年农业农村工作\n新引进加工企业3家。\n"
    found = extraction_of_text(text).commitments
    assert [(row.status, row.deadline) for row in found] == [("achieved", "2008"), ("pledged", "2009")]


def test_what_the_next_number_measures_of_the_things_counted_is_no_part_of_their_name() -> None:
    found = rows("签约项目8个总投资20亿元。12所学校建筑面积5.6万平方米。5个乡镇农民人均收入1.2万元。")
    assert [row.indicator for row in found] == [
        "签约项目",
        "签约项目总投资",
        "学校",
        "学校建筑面积",
        "乡镇",
        "乡镇农民人均收入",
    ]


def test_a_sum_in_a_heading_is_no_year_and_a_half_years_report_is_of_its_own_year() -> None:
    text = (
        "某县水利局2018年上半年工作总结及下半年工作计划\n第一、上半年工作总结\n一、41项工程总投资1903.88万元。\n"
        "工程于5月30日开工。\n第二、下半年工作计划\n（一）加固水库\n计划投资1300万元。12月底前治理水土流失15平方公里。\n"
    )
    found = extraction_of_text(text)
    assert found.parts[0].title == "某县水利局2018年上半年工作总结及下半年工作计划"
    planned = [row.deadline for row in found.commitments if row.status == "pledged"]
    assert planned == ["2018-07/2018-12", "2018-12"]
