"""How plans, replies and papers on care and training word their numbers: ages, allowances, those who are reached."""

from __future__ import annotations

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
    assert row.indicator.startswith("护老者")


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
