"""How pledge letters, progress bulletins and reports on what was put right word their promises."""

from __future__ import annotations

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

LETTER = "某县城市管理局\n2013年公开承诺书\n现就今年的工作向社会公开承诺如下：\n"


def rows(text: str, head: str = LETTER) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n").commitments)


@pytest.mark.parametrize(
    ("text", "indicator", "value", "unit"),
    [
        ("来电投诉24小时内给予答复。", "来电投诉答复", 24, "小时"),
        ("对群众来信5个工作日内予以回复。", "群众来信回复", 5, "个工作日"),
        ("其中临时占道审批3个工作日内办结。", "临时占道审批办结", 3, "个工作日"),
        ("一般故障8小时内修复。", "一般故障修复", 8, "小时"),
        ("自受理之日起2个工作日内完成审核。", "完成审核", 2, "个工作日"),
        ("简易事项1日内办理完毕。", "简易事项办理", 1, "日"),
    ],
)
def test_the_time_in_which_an_office_serves_is_a_rule(text: str, indicator: str, value: int, unit: str) -> None:
    (row,) = rows(text)
    assert (row.indicator, row.op, row.value, row.unit) == (indicator, "<=", value, unit)
    assert (row.kind, row.status, row.deadline) == ("norm", "pledged", None)


@pytest.mark.parametrize("text", ["三年内建成投用。", "今后几天内气温下降。", "15分钟便民生活圈基本形成。"])
def test_other_lengths_of_time_are_no_rule_of_service(text: str) -> None:
    assert not [row for row in rows(text) if row.kind == "norm"]


def test_goals_have_the_time_that_a_line_of_their_item_sets() -> None:
    found = rows(
        "一、公厕改造\n措施：开展调研。\n目标：今年完成21座公厕改造，新增移动公厕6座。\n时间：10月底前。\n"
        "二、清洁家园\n目标：机扫率提升到35%以上，生活垃圾日产日清。\n时间：2013年12月底前。"
    )
    assert [(row.deadline, row.kind) for row in found] == [
        ("2013-10", "amount"),
        ("2013-10", "amount"),
        ("2013-12", "target"),
        ("2013-12", "milestone"),
    ]


def test_the_title_of_a_pledge_letter_promises_nothing() -> None:
    assert rows("我们将热情服务。") == []


def test_a_time_of_the_year_is_not_of_the_year_since_which_things_are() -> None:
    head = "某县2013年整治方案\n2013年3月1日\n一、目标\n"
    torn, none = rows("对2012年以来的违法建设全面清查，力争年内拆除存量违法建设2.6万平方米，新增违法建设零增长。", head)
    assert (torn.deadline, torn.doubts) == ("2013", ())
    assert (none.deadline, none.kind, none.binding) == ("2013", "milestone", "strive")


def test_a_heading_with_a_year_and_a_plan_is_of_the_year() -> None:
    head = "政府工作报告\n——2016年1月20日在某县第十六届人民代表大会第六次会议上\n"
    found = rows(
        "一、2015年及“十二五”工作回顾\n2015年，全县生产总值完成90亿元；新建学校6所。\n"
        "回顾“十二五”，是我县发展最快的五年。生产总值年均增长10.2%，累计新修公路300公里。\n"
        "二、“十三五”目标和2016年工作安排\n到2020年，城镇化率提高到55%。\n2016年，财政收入增长8%。\n1.抓好农业生产。新增高标准农田2万亩。",
        head,
    )
    assert [row.deadline for row in found] == ["2015", "2015", "2011/2015", "2011/2015", "2020", "2016", "2016"]


def test_a_report_is_of_the_region_whose_assembly_heard_it() -> None:
    text = (
        "政府工作报告\n2011年政府工作报告\n来源：\n发布时间：2011-02-22\n政府工作报告\n"
        "——2011年2月18日在霍山县第十二届人民代表大会第六次会议上\n县长　吴庆\n各位代表：\n"
        "现在，我代表县人民政府，向大会报告工作，请予审议。\n一、工作回顾\n新增城区绿地40万平方米。\n"
    )
    part = extraction_of_text(text).outline.parts[0]
    assert (part.issuer, part.region) == ("霍山县人民政府", ("安徽省", "六安市", "霍山县"))
