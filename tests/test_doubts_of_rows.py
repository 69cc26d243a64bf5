"""What a careful reader would ask of a row: its time from afar, its name put together, a class that may be none."""

from __future__ import annotations

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某县水利发展规划（2021—2025年）\n某县人民政府\n2021年3月1日\n"
REPORT = "某县2022年工作总结\n某县统计局\n2023年1月10日\n"
REPLY = "关于县政协第8号提案的答复\n某委员：\n您提出的提案收悉，现答复如下：\n"
SIGNED = "\n某县教育局\n2022年6月8日\n"


def rows(text: str, head: str = PLAN, tail: str = "") -> list[Commitment]:
    return list(extraction_of_text(f"{head}{text}\n{tail}").commitments)


def reasons(row: Commitment) -> str:
    return "; ".join(f"{doubt.code}: {doubt.reason}" for doubt in row.doubts)


# ------------------------------------------------------------ its time


@pytest.mark.parametrize(
    ("text", "head", "words"),
    [
        ("一、2022年工作安排\n每季度举办骨干培训班1期。", PLAN, "recurs, or holds as a rule"),
        ("二、主要目标\n到2022年6月，建成泵站3座。农村自来水普及率达到90%。", PLAN, "a month or a day told before"),
        ("年末有中学38所；小学在校学生4.97万人。", REPORT, "names another time"),
        ("到2022年，新增泊位500个，每处不少于10个。", PLAN, "what each is to have"),
        ("超标准房屋已全部清退，追回资金86.4万元。", REPORT, "as things stand"),
        ("自2022年4月1日起，主城区停车首小时收费3元。", REPORT, "from a day on"),
    ],
)
def test_a_time_that_may_reach_too_far_is_doubted(text: str, head: str, words: str) -> None:
    assert words in reasons(rows(text, head)[-1])


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("一、2022年工作安排\n新建泵站3座。", PLAN),
        ("二、主要目标\n到2025年，建成泵站3座。农村自来水普及率达到90%。", PLAN),
        ("小学在校学生4.97万人，比上年末增长2.1%。", REPORT),
    ],
)
def test_a_time_that_holds_for_all_is_not(text: str, head: str) -> None:
    assert "deadline" not in reasons(rows(text, head)[-1])


@pytest.mark.parametrize(
    ("below", "asked"),
    [("责任人：某甲 限9月底前", True), ("责任人：某甲 2022年6月8日", False), ("二、9月底前结清尾款。", False)],
)
def test_a_due_date_that_no_row_has_is_asked_for_at_the_numbers_before_it(below: str, asked: bool) -> None:
    head = "某县饮水安全方案\n某县人民政府\n2021年3月1日\n"
    (row,) = (row for row in rows(f"一、自来水普及率不低于90%。\n{below}\n", head) if row.value is not None)
    assert ("no row has it" in reasons(row)) is asked


def test_since_an_event_is_no_time_limit() -> None:
    text = "2021年7月我县被列为试点以来，累计有4360名失能人员享受待遇，基金支出5217万元。"
    assert [row.deadline for row in rows(text, REPLY, SIGNED)] == [None, None]


def test_the_year_in_which_a_road_was_built_is_that_of_nothing_else() -> None:
    worn = rows("该路段全长14公里，建于2007年，破损率超过30%。", REPLY, SIGNED)[-1]
    assert (worn.indicator, worn.deadline) == ("破损率", None)


# ------------------------------------------------------------ what is measured, and of whom


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("新建停车场2处（含充电车位80个）。", "stands in brackets"),
        ("校长在同一学校任职满8年。", "a length of time"),
        ("一类区域首小时3元。", "a sum of money"),
        ("到2023年，实现乡镇全覆盖。", "begin or end like one"),
        ("对年服务老人100人以上的，给予20万元奖补。", "on which a grant depends"),
        ("公开招聘技术人员12名，其中文博类不少于4名。", "subject-unclear"),
        ("机构护理支付比例为70%，居家护理支付比例为80%。", "subject-unclear"),
    ],
)
def test_a_name_that_is_put_together_is_doubted(text: str, words: str) -> None:
    assert words in reasons(rows(text)[-1])


@pytest.mark.parametrize(
    "text",
    [
        "新建停车场（含充电车位）2处。",
        "校长任职年限不低于8年。",
        "一类区域首小时收费3元。",
        "新建泵站奖补标准为20万元。",
        "小学班额不超过45人、初中不超过50人。",
    ],
)
def test_a_name_that_says_what_it_is_is_not(text: str) -> None:
    told = reasons(rows(text)[-1])
    assert "indicator" not in told
    assert "subject" not in told


def test_what_a_single_one_gets_is_named_after_what_is_paid() -> None:
    text = "对居家养老组织，每平方米给予300元的一次性建设补助，单个项目最高不超过30万元。"
    last = rows(text)[-1]
    assert (last.indicator, last.subject) == ("单个项目一次性建设补助", None)


def test_a_rate_of_some_of_them_is_a_rate_and_no_class() -> None:
    last = rows("高峰时段泊位利用率超过115%，部分路段违停率高达30%。", REPLY, SIGNED)[-1]
    assert (last.indicator, last.subject) == ("部分路段违停率", None)
