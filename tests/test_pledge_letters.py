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
        ("来电投诉24小时内给予答复。", "来电投诉答复时限", 24, "小时"),
        ("对群众来信5个工作日内予以回复。", "群众来信回复时限", 5, "个工作日"),
        ("其中临时占道审批3个工作日内办结。", "临时占道审批办结时限", 3, "个工作日"),
        ("一般故障8小时内修复。", "一般故障修复时限", 8, "小时"),
        ("自受理之日起2个工作日内完成审核。", "审核时限", 2, "个工作日"),
        ("简易事项1日内办理完毕。", "简易事项办理时限", 1, "日"),
        ("小故障12小时内恢复供水。", "小故障恢复供水时限", 12, "小时"),
        ("较大故障不超过48小时恢复供水。", "较大故障恢复供水时限", 48, "小时"),
        ("自受理之日起5日内以短信、电话等方式告知申请人。", "告知申请人时限", 5, "日"),
        ("居民用户5个工作日内完成用水审批。", "居民用户完成用水审批时限", 5, "个工作日"),
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


BULLETIN = "关于《政府工作报告》2021年重点工作上半年完成情况的通报\n某政督〔2021〕9号\n一、指标任务完成情况\n"


def test_a_bulletin_sets_each_goal_above_what_has_been_reached_of_it() -> None:
    found = rows(
        "1.新建5G基站300个，技术合同成交额突破15亿元。\n上半年，新建5G基站168个，完成全年任务的56%。\n"
        "2.改造老旧小区42个。\n各小区已全部开工，累计完成投资1.86亿元。\n"
        "3.城镇新增就业8000人。\n截至6月底，城镇新增就业5236人。\n2021年7月28日",
        BULLETIN,
    )
    assert [(row.status, row.deadline) for row in found] == [
        ("pledged", "2021"),
        ("pledged", "2021"),
        ("achieved", "2021-01/2021-06"),
        ("achieved", "2021-01/2021-06"),
        ("pledged", "2021"),
        ("achieved", "2021-01/2021-06"),
        ("pledged", "2021"),
        ("achieved", "2021-06"),
    ]


def test_a_review_goes_on_behind_what_it_expects() -> None:
    found = rows("上半年，预计年底可认定18家；技术合同成交额7.9亿元。", BULLETIN)
    assert [row.status for row in found] == ["pledged", "achieved"]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("列入计划的12个重点项目中有3个尚未开工。", ["尚未开工的重点项目"]),
        ("全县46所小学中，有12所未达到标准。", ["未达到标准的小学"]),
        ("涉及我县的16个问题中，已完成整改11个，其余5个正在整改。", ["完成整改的问题", "正在整改的问题"]),
        ("发现问题共16个，剩余1个于2021年8月底前完成整改。", ["发现问题", "完成整改的发现问题"]),
        ("县住建局对全县在建工地开展检查136次。", ["在建工地检查"]),
        ("县农业农村局新增秸秆收储点12个。", ["新增秸秆收储点"]),
        ("为30个小区加装电梯60部。", ["加装电梯的小区", "加装电梯"]),
        ("新建小学12所，新建初中3所。", ["新建小学", "新建初中"]),
    ],
)
def test_some_of_a_group_are_named_by_what_is_told_of_them(text: str, indicators: list[str]) -> None:
    assert [row.indicator for row in rows(text, BULLETIN)] == indicators


def test_the_goal_of_what_is_being_put_right_is_promised() -> None:
    head = "某县人民政府关于审计发现问题整改情况的报告\n2023年4月18日\n（一）秸秆综合利用率未达标。\n"
    found = rows("该问题正在整改。2021年利用率仅为79.6%。整改目标：2023年利用率达到86%。整改时限：2023年10月底。", head)
    assert [(row.status, row.value) for row in found] == [("achieved", found[0].value), ("pledged", 86)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "城乡居民养老保险参保率、医疗保险参保率分别达到96%和98%。",
            [("城乡居民养老保险参保率", None), ("医疗保险参保率", None)],
        ),
        ("城乡低保标准、特困供养标准分别提高5%和8%。", [("城乡低保标准", None), ("特困供养标准", None)]),
        ("城乡居民人均可支配收入分别增长8%和9%。", [("居民人均可支配收入", "城镇"), ("居民人均可支配收入", "农村")]),
        ("生产总值增长10%，财政收入同步增长10%。", [("生产总值", None), ("财政收入", None)]),
    ],
)
def test_numbers_are_shared_out_among_what_the_list_names(text: str, named: list[tuple[str, str | None]]) -> None:
    assert [(row.indicator, row.subject) for row in rows(text, "某县2016年工作要点\n")] == named


def test_a_bulletin_sets_goals_within_the_lines_of_its_list() -> None:
    found = rows(
        "1.引进龙头企业项目不少于3个。上半年，引进龙头企业项目2个。\n"
        "2.培育融合发展平台2家。上半年，培育融合发展平台1家。\n2021年7月28日",
        BULLETIN,
    )
    assert [(row.status, row.deadline, row.value) for row in found] == [
        ("pledged", "2021", 3),
        ("achieved", "2021-01/2021-06", 2),
        ("pledged", "2021", 2),
        ("achieved", "2021-01/2021-06", 1),
    ]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (
            "社会消费品零售总额90亿元；规模以上工业实现销售收入、利税分别增长14.5%和14.7%。",
            ["社会消费品零售总额", "规模以上工业销售收入", "利税"],
        ),
        (
            "销售收入、利税分别占规模以上工业的43.6%和42.3%。",
            ["销售收入占规模以上工业的比例", "利税占规模以上工业的比例"],
        ),
        (
            "城镇居民收入、农民人均纯收入分别达到10558元、6238元，同步增长9%。",
            ["城镇居民收入", "农民人均纯收入", "城镇居民收入、农民人均纯收入"],
        ),
        ("城镇新增就业、失业人员再就业分别完成5000人、2000人。", ["城镇新增就业", "失业人员再就业"]),
        ("生产总值增长8.6%，高出全省0.1个百分点。", ["生产总值", "生产总值"]),
        ("8家成长性企业实现销售收入过亿元。", ["实现销售收入过亿元的成长性企业", "成长性企业实现销售收入过"]),
    ],
)
def test_each_of_several_levels_has_its_own_name(text: str, indicators: list[str]) -> None:
    assert [row.indicator for row in rows(text, BULLETIN)] == indicators
