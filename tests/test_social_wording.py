"""How plans, replies and papers on care and training word their numbers: ages, allowances, those who are reached."""

from __future__ import annotations

from decimal import Decimal

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某县养老服务实施方案\n一、重点任务\n"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n", issued="2023-06").commitments)


def test_those_paid_after_one_allowance_share_it() -> None:
    found = rows("对80周岁以上老年人每月发放高龄津贴30元，其中90至99周岁100元，百岁老人500元。")
    assert [(row.indicator, row.subject, row.value, row.recurrence) for row in found] == [
        ("高龄津贴", "80周岁以上老年人", 30, "每月"),
        ("高龄津贴", "90至99周岁", 100, "每月"),
        ("高龄津贴", "百岁老人", 500, "每月"),
    ]


def test_an_age_alone_is_a_part_of_those_counted_before() -> None:
    found = rows("截至2022年底，全县60岁以上老年人口13.8万人，占总人口的22.9%，其中80岁以上1.9万人。")
    assert [(row.indicator, row.subject) for row in found][::2] == [
        ("60岁以上老年人口", None),
        ("80岁以上老年人口", None),
    ]


def test_what_reaches_a_share_of_a_class_is_told_with_it() -> None:
    assert rows("到2025年，家庭医生签约服务覆盖七成以上的老年人。")[0].indicator == "家庭医生签约服务覆盖老年人的比例"


def test_for_whom_something_is_done_does_not_do_it() -> None:
    (row,) = rows("为65岁以上老人每年免费体检1次。")
    assert row.subject is None
    assert "体检" in row.indicator


def test_the_situation_from_which_a_plan_sets_out_is_reported() -> None:
    found = rows("2022年，全县有学校12所；在校学生1.6万人。", "某县教育实施方案\n一、基本情况\n")
    assert [row.status for row in found] == ["achieved", "achieved"]


def test_a_letter_before_an_item_is_no_part_of_it() -> None:
    (row,) = rows("(d) 每年为不少于1200名护老者提供培训。")
    assert row.indicator == "提供培训的护老者"


def test_a_date_opens_an_item_behind_its_letter() -> None:
    (row,) = rows("(b) 2027年年底或之前，24个安老院舍项目落成。")
    assert row.deadline == "2027-12"


def test_terms_and_cases_are_no_outcomes() -> None:
    found = rows(
        "到2022年底前，敬老院在满足集中供养需求的前提下，全部开展托养服务。2022年1月起，岗位出现空缺的，公开招聘。"
    )
    assert not [row.indicator for row in found if "前提" in row.indicator or row.indicator.endswith("的")]


def test_a_rule_for_what_stands_already_is_to_be_kept() -> None:
    found = rows("新建小区按每百户不少于20平方米配建养老用房，已建成小区按不少于15平方米配建。")
    assert [row.status for row in found] == ["pledged", "pledged"]


def test_a_permission_is_no_report() -> None:
    (row,) = rows("允许学校拿出20%的编制自主聘任兼职教师。", "某局关于某提案的答复\n（一）关于加强师资建设的建议\n")
    assert (row.status, row.binding) == ("pledged", "encourage")


def test_a_bracket_below_a_year_belongs_to_its_column() -> None:
    header = "指标名称\n2021年\n（基期）\n2023年\n2025年\n（目标）\n"
    found = rows("二、主要指标\n" + header + "入学率（%）\n95.2\n96.5\n97\n教师数（人）\n120\n130\n140\n")
    assert [(row.indicator, row.status, row.value, row.deadline) for row in found] == [
        ("入学率", "achieved", Decimal("95.2"), "2021"),
        ("入学率", "pledged", Decimal("96.5"), "2023"),
        ("入学率", "pledged", 97, "2025"),
        ("教师数", "achieved", 120, "2021"),
        ("教师数", "pledged", 130, "2023"),
        ("教师数", "pledged", 140, "2025"),
    ]


def test_a_report_of_taiwan_is_dated_below_its_title() -> None:
    head = "某县议会第20届第6次定期会县长施政总报告\n中华民国114年5月6日\n\n"
    extraction = extraction_of_text(head + "一、今年将增设日照中心4处。\n二、113年11月至114年4月服务1200人。\n")
    assert [part.date for part in extraction.parts] == ["2025-05-06"]
    assert [(row.status, row.value, row.deadline) for row in extraction.commitments] == [
        ("pledged", 4, "2025"),
        ("achieved", 1200, "2024-11/2025-04"),
    ]


def test_the_first_of_several_statements_keeps_its_date() -> None:
    found = rows("2. 截至2022年底，全县有养老机构12所；在岗护理员共有640人。", "某县养老服务规划\n一、发展基础\n")
    assert [row.deadline for row in found] == ["2022-12", None]


def test_levels_side_by_side_share_what_is_created() -> None:
    found = rows("创建省级示范园1所、市级2所。")
    assert [(row.indicator, row.subject, row.value) for row in found] == [("示范园", "省级", 1), ("示范园", "市级", 2)]


def test_stages_of_education_are_parts_of_those_helped() -> None:
    found = rows("资助困难学生2.3万人次，发放资金1860万元，其中学前教育420人次、普通高中8600人次。")
    assert [(row.indicator, row.subject) for row in found][2:] == [
        ("资助困难学生", "学前教育"),
        ("资助困难学生", "普通高中"),
    ]


def test_points_of_a_list_share_their_unit() -> None:
    found = rows("入学率、巩固率、毕业率分别提高2个、3个、5个百分点。")
    assert [(row.value, row.unit) for row in found] == [(2, "个百分点"), (3, "个百分点"), (5, "个百分点")]


def test_the_middle_level_of_schools_is_no_list_of_examples() -> None:
    assert rows("目前，有中等职业学校341所。")[0].indicator == "中等职业学校"


def test_when_a_building_opens_is_an_outcome_of_its_own() -> None:
    found = rows("实施县医院提标扩能工程，总投资1.4亿元，新增床位120张，2023年底前建成投用。")
    assert [(row.value, row.deadline) for row in found] == [(140000000, None), (120, None), (None, "2023-12")]


def test_another_class_by_a_standard_shares_what_is_paid() -> None:
    found = rows("特殊教育学校生均公用经费标准提高到每生每年8000元，随班就读学生按不低于6000元执行。")
    assert [(row.subject, row.op, row.value) for row in found] == [
        ("特殊教育学校", "=", 8000),
        ("随班就读学生", ">=", 6000),
    ]
    assert all("生均公用经费标准" in row.indicator for row in found)


def test_a_share_that_is_set_aside_is_told_of_its_whole() -> None:
    assert rows("教师培训经费按工资总额的1.5%安排。")[0].indicator == "教师培训经费占工资总额的比例"


def test_a_sum_grows_behind_its_share_of_a_whole() -> None:
    found = rows("2022年，教育总投入9.6亿元，占财政总支出的22.4%，同比增长6.8%。")
    assert [row.indicator for row in found] == ["教育总投入", "教育总投入占财政总支出的比例", "教育总投入"]


def test_a_stage_of_its_own_does_not_take_the_class_before() -> None:
    found = rows("小学净入学率100%，初中净入学率99.9%，九年义务教育巩固率96.5%。")
    assert [(row.indicator, row.subject) for row in found][-1] == ("九年义务教育巩固率", None)
