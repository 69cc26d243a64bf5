"""Forms in which plans word their commitments: ratios, headings that name what is measured, batches, ladders."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某市“十四五”公共服务发展规划\n2021年6月1日\n"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n").commitments)


def codes(row: Commitment) -> set[str]:
    return {doubt.code for doubt in row.doubts}


# ------------------------------------------------------------ ratios


@pytest.mark.parametrize(
    ("text", "indicator", "op", "value", "deadline"),
    [
        ("到2025年，普职比大体相当（5:5）。", "普职比", "~", "1", "2025"),
        ("到2025年，普职比达到4:6。", "普职比", "=", "0.666667", "2025"),
        ("到2025年，中小学师生比达到1:14.4。", "中小学师生比", "=", "0.069444", "2025"),
        ("到2025年，高职院校生师比不高于19:1。", "高职院校生师比", "<=", "19", "2025"),
        ("到2025年，医护比提高到1：1.25以上。", "医护比", ">=", "0.8", "2025"),
        ("到2025年，护理员与老年人的配比不低于1∶3。", "护理员与老年人的配比", ">=", "0.333333", "2025"),
        ("到2025年，城乡居民收入比缩小到1.8:1以内。", "城乡居民收入比", "<=", "1.8", "2025"),
    ],
)
def test_a_ratio_is_a_level_without_a_unit(text: str, indicator: str, op: str, value: str, deadline: str) -> None:
    (row,) = rows(text)
    assert (row.indicator, row.op, row.value, row.unit) == (indicator, op, Decimal(value), None)
    assert (row.kind, row.deadline, codes(row)) == ("target", deadline, set())


@pytest.mark.parametrize(
    ("text", "indicator", "op", "value"),
    [
        ("幼儿园教职工按1:7配备。", "幼儿园教职工配备比例", "=", "0.142857"),
        ("专职辅导员按师生比不低于1:200的比例配备。", "专职辅导员师生比", ">=", "0.005"),
        ("特殊教育学校教职工按不低于1:3的师生比配备。", "特殊教育学校教职工师生比", ">=", "0.333333"),
        ("城区新建小区按1:1.2配建停车位。", "城区新建小区停车位配建比例", "=", "0.833333"),
    ],
)
def test_a_ratio_by_which_something_is_provided_is_a_norm(text: str, indicator: str, op: str, value: str) -> None:
    (row,) = rows(text)
    assert (row.kind, row.indicator, row.op, row.value) == ("norm", indicator, op, Decimal(value))


def test_ratios_are_shared_out_among_their_names_classes_and_years() -> None:
    found = rows("到2025年，全市医护比、床护比分别达到1:1.25、1:0.5。")
    assert [(row.indicator, row.value) for row in found] == [("医护比", Decimal("0.8")), ("床护比", Decimal(2))]
    found = rows("小学、初中教职工编制分别按师生比1:16、1:12.5核定。")
    assert [(row.subject, row.value) for row in found] == [("小学", Decimal("0.0625")), ("初中", Decimal("0.08"))]
    assert {row.indicator for row in found} == {"教职工编制师生比"}
    found = rows("到2023年、2025年，全市床护比分别达到1:0.5、1:0.4。")
    assert [(row.deadline, row.value) for row in found] == [("2023", Decimal(2)), ("2025", Decimal("2.5"))]


def test_how_levels_of_government_share_costs_is_no_commitment() -> None:
    assert rows("所需资金由市、县两级按照1:1的比例分担。") == []


# ------------------------------------------------------------ numbers in the middle of a clause


@pytest.mark.parametrize(
    ("text", "indicator", "value"),
    [
        ("对611个小区开展改造。", "改造的小区", 611),
        ("为2.3万名老年人提供居家养老服务。", "提供居家养老服务的老年人", 23000),
        ("在12个乡镇建成综合养老服务中心。", "建成综合养老服务中心的乡镇", 12),
        ("组织300名教师参加省级培训。", "参加省级培训的教师", 300),
        ("向1500户困难家庭发放取暖补贴。", "发放取暖补贴的困难家庭", 1500),
        ("年内对80条道路进行大中修。", "大中修的道路", 80),
        ("将15个社区纳入试点范围。", "纳入试点范围的社区", 15),
        ("推动100家规上企业上云。", "上云的规上企业", 100),
        ("使8万名群众喝上放心水。", "喝上放心水的群众", 80000),
        ("与20所高校签订合作协议。", "签订合作协议的高校", 20),
        ("为600名60岁以上独居老人免费安装呼叫设备。", "免费安装呼叫设备的独居老人", 600),
        ("在80%以上的社区建成嵌入式服务设施。", "建成嵌入式服务设施的社区比例", 80),
        ("对40%的农村公路进行提质改造。", "提质改造的农村公路比例", 40),
    ],
)
def test_what_is_done_with_things_counted_in_the_middle_of_a_clause_tells_what_they_are(
    text: str, indicator: str, value: int
) -> None:
    (row,) = rows(text)
    assert (row.indicator, row.value) == (indicator, value)
    assert "indicator-unclear" not in codes(row)


def test_the_count_of_whom_something_is_for_is_an_amount_and_one_of_every_year_a_norm() -> None:
    assert [row.kind for row in rows("2022年为2.3万名老年人提供服务。每年为10万名女孩接种疫苗。")] == ["amount", "norm"]


def test_what_is_done_with_the_last_of_a_list_is_done_with_all_and_what_is_given_has_its_own_count() -> None:
    found = rows("对4条供热管网、26个老旧小区进行更新改造。")
    assert [row.indicator for row in found] == ["更新改造的供热管网", "更新改造的老旧小区"]
    found = rows("为120所学校更换课桌椅3万套。")
    assert [(row.indicator, row.unit) for row in found] == [("更换课桌椅的学校", "所"), ("更换课桌椅", "套")]


def test_teachers_and_pupils_are_counted_and_no_famous_teachers() -> None:
    assert rows("组织不少于3000名师生开展研学。")[0].value == 3000


# ------------------------------------------------------------ what only a heading names


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（一）高中阶段毛入学率。到2025年达到97%以上。", [("高中阶段毛入学率", "2025")]),
        (
            "1.森林覆盖率\n到2025年达到24.1%，2030年达到25%左右。",
            [("森林覆盖率", "2025"), ("森林覆盖率", "2030")],
        ),
        (
            "（四）电动汽车充电桩建设\n2022年1500个，2023年2000个。",
            [("电动汽车充电桩", "2022"), ("电动汽车充电桩", "2023")],
        ),
        ("四、老旧小区改造\n2022年计划改造120个。", [("老旧小区改造", "2022")]),
        ("（三）提高普惠性幼儿园覆盖率\n2025年达到90%。", [("普惠性幼儿园覆盖率", "2025")]),
        ("（七）县级公共图书馆\n2025年覆盖率达到100%。", [("县级公共图书馆覆盖率", "2025")]),
    ],
)
def test_what_a_number_measures_is_named_by_the_heading_above_with_a_doubt(
    text: str, found: list[tuple[str, str]]
) -> None:
    named = rows(text)
    assert [(row.indicator, row.deadline) for row in named] == found
    assert all("indicator-from-heading" in codes(row) for row in named)


@pytest.mark.parametrize("heading", ["（一）总体目标", "一、实施步骤", "（一）2025年", "三、加强领导，落实责任"])
def test_a_heading_of_a_part_a_stage_a_time_or_a_sentence_names_nothing(heading: str) -> None:
    (row,) = rows(f"{heading}\n到2025年达到97%以上。")
    assert row.indicator == ""
    assert "indicator-missing" in codes(row)


def test_only_what_directly_follows_the_heading_is_named_by_it() -> None:
    (row,) = rows("（一）森林覆盖率\n统筹推进国土绿化。到2025年达到24.1%。")
    assert row.indicator == ""


def test_headings_that_are_classes_share_an_indicator_out() -> None:
    found = rows("（一）小学\n班额控制在45人以内。\n（二）初中\n班额控制在50人以内。")
    assert [(row.subject, row.indicator, row.value) for row in found] == [("小学", "班额", 45), ("初中", "班额", 50)]


# ------------------------------------------------------------ ladders


def test_the_years_of_a_list_may_share_their_sign() -> None:
    found = rows("2023、2024和2025年，学前三年毛入园率分别达到85%、88%、90%以上。")
    assert [(row.deadline, row.value) for row in found] == [("2023", 85), ("2024", 88), ("2025", 90)]


def test_a_year_before_a_measure_is_no_day() -> None:
    found = rows("PM2.5年均浓度2023年控制在40微克/立方米以下，2024年38微克/立方米以下。")
    assert [(row.deadline, row.value, row.op) for row in found] == [("2023", 40, "<="), ("2024", 38, "<=")]


def test_years_and_classes_share_one_indicator_out() -> None:
    found = rows("2023年、2025年小学专任教师本科以上学历比例分别达到80%和85%，初中分别达到95%和98%。")
    assert [(row.subject, row.deadline, row.value) for row in found] == [
        ("小学", "2023", 80),
        ("小学", "2025", 85),
        ("初中", "2023", 95),
        ("初中", "2025", 98),
    ]
    assert {row.indicator for row in found} == {"专任教师本科以上学历比例"}


def test_as_many_dates_as_classes_are_doubted() -> None:
    found = rows("到2023年和2025年，小学、初中班额达标率分别达到95%和98%。")
    assert [(row.subject, row.value) for row in found] == [("小学", 95), ("初中", 98)]
    assert all("deadline-two-fit" in codes(row) for row in found)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "教育支出2023年增长5%，2024年增长6%以上。",
            [("2023", "=", 5, "increase", None), ("2024", ">=", 6, "increase", None)],
        ),
        ("能耗2025年比2020年下降13.5%。", [("2025", "=", Decimal("13.5"), "decrease", "2020")]),
        (
            "普及率由2020年的68%提升至2023年的75%、2025年的85%以上。",
            [("2023", "=", 75, None, None), ("2025", ">=", 85, None, None)],
        ),
        (
            "毛入园率每年递增1个百分点，到2025年达到90%。",
            [(None, "=", 1, "increase", None), ("2025", "=", 90, None, None)],
        ),
        (
            "到2022年、2025年和2030年，人均预期寿命分别提高到77.7岁、78.3岁和79岁。",
            [
                ("2022", "=", Decimal("77.7"), None, None),
                ("2025", "=", Decimal("78.3"), None, None),
                ("2030", "=", 79, None, None),
            ],
        ),
        (
            "学位供给分年度目标为：2023年3000个；2024年4000个。",
            [("2023", "=", 3000, None, None), ("2024", "=", 4000, None, None)],
        ),
    ],
)
def test_the_years_of_a_ladder_are_those_of_its_levels_and_rises(
    text: str, wanted: list[tuple[str | None, str, object, str | None, str | None]]
) -> None:
    found = rows(text)
    assert [(row.deadline, row.op, row.value, row.change, row.baseline) for row in found] == wanted
    assert len({row.indicator for row in found}) == 1
    assert found[0].indicator


# ------------------------------------------------------------ what comes out, and what is no commitment


def test_what_is_drawn_up_is_what_comes_out() -> None:
    (row,) = rows("市教育局正在起草学区管理办法，力争2022年年内出台。")
    assert (row.indicator, row.deadline, row.binding) == ("出台学区管理办法", "2022", "strive")
    assert row.quote.startswith("市教育局正在起草")


@pytest.mark.parametrize(
    "text",
    [
        "《意见》分为五个部分，共20条。",
        "面试成绩不低于60分。",
        "申报材料不超过5页，一式3份。",
        "照片大小不超过200KB。",
    ],
)
def test_the_make_up_of_papers_and_marks_of_examinations_are_none(text: str) -> None:
    assert rows(text) == []


def test_an_outcome_that_names_no_deed_is_doubted() -> None:
    (row,) = rows("2022年6月，全市中小学心理健康筛查工作。")
    assert "indicator-unclear" in codes(row)
    (row,) = rows("2022年6月，完成全市中小学心理健康筛查工作。")
    assert codes(row) == set()


# ------------------------------------------------------------ batches


def test_the_regions_of_a_batch_are_due_in_its_years_and_what_is_due_is_doubted() -> None:
    head = "全市义务教育优质均衡发展县创建工作方案\n2021年6月1日\n三、创建步骤\n"
    found = rows("第一批（2022—2025年）：东河区、西山区；\n第二批（2026—2027年）：其余县（市、区）。", head)
    assert [(row.kind, row.scope, row.deadline) for row in found] == [
        ("milestone", "东河区、西山区", "2022/2025"),
        ("milestone", "其余县（市、区）", "2026/2027"),
    ]
    assert found[0].indicator == "第一批义务教育优质均衡发展县创建"
    assert found[0].quote == "第一批（2022—2025年）：东河区、西山区"
    assert all("indicator-guessed" in codes(row) for row in found)


def test_what_a_batch_says_is_due_is_its_outcome_without_doubt() -> None:
    (row,) = rows("第一批（2022—2025年）：东河区、西山区通过国家认定。")
    assert (row.indicator, row.scope, row.deadline, codes(row)) == (
        "通过国家认定",
        "东河区、西山区",
        "2022/2025",
        set(),
    )


def test_numbers_of_batches_are_due_in_their_years() -> None:
    found = rows("第一批（2021—2022年）：10家医院；第二批（2023年）：15家医院。")
    assert [(row.value, row.deadline) for row in found] == [(10, "2021/2022"), (15, "2023")]


def test_regions_with_a_year_each_share_what_they_reach() -> None:
    found = rows("2025年东河区、2026年西山区、2027年南岭县通过国家督导评估认定。")
    assert [(row.scope, row.deadline) for row in found] == [("东河区", "2025"), ("西山区", "2026"), ("南岭县", "2027")]
    assert {row.indicator for row in found} == {"通过国家督导评估认定"}
    found = rows("计划2025年1个县、2026年3个县、2027年4个县通过国家认定。")
    assert [(row.value, row.deadline) for row in found] == [(1, "2025"), (3, "2026"), (4, "2027")]
    assert {row.indicator for row in found} == {"通过国家认定的县"}


# ------------------------------------------------------------ task tables in plain text

TASKS = """序号 任务 责任单位 完成时限
1 新建改扩建中小学10所 市教育局、市发展改革委 2025年12月
2 招聘教师500名 市教育局 市人社局 2024年9月
3 完成农村学校厕所改造30所 市卫生健康委 2024年底
以上任务须按期完成。
"""


@pytest.mark.parametrize("blank", [" ", "\u3000\u3000"])
def test_a_blank_parts_the_cells_below_a_header_of_task_columns(blank: str) -> None:
    found = rows(TASKS.replace(" ", blank))
    assert [(row.indicator, row.value, row.deadline, row.units) for row in found] == [
        ("新建改扩建中小学", 10, "2025-12", ("市教育局", "市发展改革委")),
        ("招聘教师", 500, "2024-09", ("市教育局", "市人社局")),
        ("农村学校厕所改造", 30, "2024-12", ("市卫生健康委",)),
    ]
