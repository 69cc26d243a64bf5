"""Running prose of reports, replies and news: two things in one word, what was obtained, what a sentence goes on to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

REPORT = "某县政府工作报告\n2021年2月3日\n各位代表：\n一、2020年工作回顾\n"
REPLY = "关于县政协第8号提案的答复\n某委员：\n您提出的提案收悉，现答复如下：\n"


def rows(text: str, head: str = REPORT) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n").commitments)


def codes(row: Commitment) -> set[str]:
    return {doubt.code for doubt in row.doubts}


def measured(text: str, head: str = REPORT) -> list[tuple[str, str | None, str]]:
    return [(row.indicator, row.subject, f"{row.value}") for row in rows(text, head)]


# ------------------------------------------------------------ several things in one word


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("金融机构存贷款余额分别增长4%、17%。", [("金融机构存款余额", None, "4"), ("金融机构贷款余额", None, "17")]),
        ("全年进出口额分别完成3.2亿元、1.4亿元。", [("进口额", None, "320000000"), ("出口额", None, "140000000")]),
        (
            "城乡居民人均可支配收入35352元、13565元。",
            [("居民人均可支配收入", "城镇", "35352"), ("居民人均可支配收入", "农村", "13565")],
        ),
        (
            "城乡居民人均可支配收入分别从4万元、2万元提高到6万元、3万元。",
            [("居民人均可支配收入", "城镇", "60000"), ("居民人均可支配收入", "农村", "30000")],
        ),
        ("接待游客人次、旅游总收入分别增长40%和50%。", [("接待游客人次", None, "40"), ("旅游总收入", None, "50")]),
        (
            "到村到户产业项目覆盖率分别达100%和98%。",
            [("产业项目覆盖率", "到村", "100"), ("产业项目覆盖率", "到户", "98")],
        ),
    ],
)
def test_a_word_for_two_things_is_shared_out(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert measured(text) == expected


def test_a_common_basis_names_nothing() -> None:
    found = rows("完成财政总收入3亿元、地方财政收入2亿元，同口径分别增长23%、10%。")
    assert [(row.indicator, row.change) for row in found[2:]] == [
        ("财政总收入", "increase"),
        ("地方财政收入", "increase"),
    ]


# ------------------------------------------------------------ what was obtained, what is to come


@pytest.mark.parametrize(
    ("text", "indicator", "status"),
    [
        ("“十二五”期间，我局共实施路面硬化工程44个。", "实施路面硬化工程", "achieved"),
        ("农村公路共投入资金3亿元。", "农村公路投入资金", "achieved"),
        ("五年来，共争取专项资金2亿元。", "专项资金", "achieved"),
        ("下一步，争取专项资金2亿元。", "专项资金", "pledged"),
    ],
)
def test_what_was_done_in_all_is_reported(text: str, indicator: str, status: str) -> None:
    (row,) = rows(text, REPLY)
    assert (row.indicator, row.status) == (indicator, status)


def test_what_exists_already_is_no_report_of_what_is_done_to_it() -> None:
    (row,) = rows("到2025年，对已建农田改造提升面积360万亩。", "某县农田建设规划\n")
    assert row.status == "pledged"


def test_a_rise_that_will_be_is_pledged() -> None:
    (row,) = rows("累计投资将由2020年的2.5万亿元增长至2025年的3.7万亿元。", "某省通信业发展规划\n")
    assert (row.status, row.value, row.deadline) == ("pledged", Decimal(3_700_000_000_000), "2025")


def test_before_the_turn_to_plans_an_answer_reports_without_a_doubt() -> None:
    text = "一、关于路面宽度的问题\n新建公路200公里，增设错车道60处。下一步，计划加宽公路30公里。"
    told = [(row.status, codes(row) & {"status-unclear"}) for row in rows(text, REPLY)]
    assert told == [("achieved", set()), ("achieved", set()), ("pledged", set())]


def test_what_stands_behind_the_aims_of_the_year_is_pledged() -> None:
    found = rows("建议全年主要预期目标为：地区生产总值增长7%；财政收入增长10%。", "政府工作报告\n")
    assert [(row.status, "status-unclear" in codes(row)) for row in found] == [("pledged", False)] * 2


# ------------------------------------------------------------ signs and units


def test_a_half_width_sign_parts_clauses_behind_a_share() -> None:
    found = measured("光纤用户占比达到96.9%,4G基站1400个,财政收入增长10%;R&D占比达到2.2%。")
    assert [name for name, _, _ in found] == ["光纤用户占比", "4G基站", "财政收入", "R&D占比"]


def test_a_range_may_have_blanks_around_its_dash() -> None:
    (row,) = rows("亩均节水60 - 80立方米。")
    assert (row.op, row.value) == ("range", (Decimal(60), Decimal(80)))


def test_a_number_has_no_unit_from_the_noun_of_another() -> None:
    found = rows("发放扶贫贷款3亿元，2.8万贫困群众实现增收。")
    assert [row.unit for row in found] == ["元", "人"]


def test_a_bound_holds_for_the_whole_list() -> None:
    found = rows("推出不少于200场文艺演出、400场阅读活动以及100场展览。", "2021年民生实事\n")
    assert [row.op for row in found] == [">="] * 3


def test_what_lies_near_the_shore_keeps_its_name() -> None:
    (row,) = rows("近岸海域水质优良比例达到70%左右。")
    assert (row.indicator, row.op) == ("近岸海域水质优良比例", "~")


# ------------------------------------------------------------ what is measured, and where


@pytest.mark.parametrize(
    ("text", "indicator", "scope"),
    [
        ("云南省累计建成高标准农田3413万亩。", "高标准农田", "云南省"),
        ("青海省技能人才总量达到60万人。", "技能人才总量", "青海省"),
        ("各区、县（市）至少新建1所早教中心。", "新建早教中心", "各区、县（市）"),
        ("贵州省实验中学新增学位300个。", "贵州省实验中学新增学位", None),
        ("某省十部门联合印发方案到2025年农村自来水普及率达到91%。", "农村自来水普及率", None),
    ],
)
def test_a_region_is_the_scope_and_no_part_of_what_is_measured(text: str, indicator: str, scope: str | None) -> None:
    (row,) = rows(text, "工作方案\n")
    assert (row.indicator, row.scope) == (indicator, scope)


def test_a_part_of_the_region_is_the_scope_where_another_part_follows() -> None:
    found = rows("市区入园率达到50%以上，县（市）达到30%以上。", "某市学前教育工作方案\n")
    assert [(row.indicator, row.scope) for row in found] == [("入园率", "市区"), ("入园率", "县（市）")]


def test_where_some_of_the_things_counted_stand_is_their_subject() -> None:
    found = rows("新建三级医院12家，其中10家在城区。")
    assert [(row.indicator, row.subject) for row in found] == [("新建三级医院", None), ("新建三级医院", "城区")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "建设了村组道路硬化工程62个项目，全长171公里。",
            ["村组道路硬化工程项目", "村组道路硬化工程项目全长"],
        ),
        ("通过贷款9130万元对全县20个村基础设施进行建设。", ["贷款", "建设的村基础设施"]),
        ("完成5项服务事项（登记开户、信息变更、提取公积金、开具结清证明、提前还清贷款）“跨省通办”。", ["服务事项"]),
    ],
)
def test_the_words_beside_a_number_name_what_it_counts(text: str, expected: list[str]) -> None:
    assert [row.indicator for row in rows(text)] == expected


def test_an_indicator_that_lost_characters_is_doubted() -> None:
    (row,) = rows("通车?yán锍?983.57公里。")
    assert "indicator-unclear" in codes(row)


# ------------------------------------------------------------ time


def test_a_paragraph_opened_by_a_plan_period_that_is_over_reports() -> None:
    head = "某省通信业“十四五”发展规划\n2021年11月1日\n"
    found = rows("“十三五”期间，电信业务收入达到1126亿元。光纤用户占比达到96%，建成基站6508个。", head)
    assert {(row.status, row.deadline) for row in found} == {("achieved", "2016/2020")}
    assert "deadline-inherited" in codes(found[1])


@pytest.mark.parametrize(("date", "deadline"), [("2024年1月20日", "2024"), ("2024年12月20日", None)])
def test_what_a_government_promises_in_the_report_of_a_year_is_of_that_year(date: str, deadline: str | None) -> None:
    (row,) = rows("推进8所学校建设。", f"2024年某区政府工作报告\n{date}\n")
    assert (row.status, row.deadline) == ("pledged", deadline)


# ------------------------------------------------------------ doubts that nobody needs


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("新建公路900公里，其中改造窄路42公里、修复路面88公里。", "subject-unclear"),
        ("建成通组道路36条65公里。", "indicator-guessed"),
        ("老年人口59万人，占总人口的23%。", "indicator-guessed"),
    ],
)
def test_a_row_that_says_all_has_no_doubt(text: str, code: str) -> None:
    assert not [row.indicator for row in rows(text) if code in codes(row)]


# ------------------------------------------------------------ news and replies


def test_a_rate_of_several_crops_keeps_its_whole_name() -> None:
    assert measured("小麦、玉米、水稻综合机械化率分别达到97%、90%和85%。") == [
        ("综合机械化率", "小麦", "97"),
        ("综合机械化率", "玉米", "90"),
        ("综合机械化率", "水稻", "85"),
    ]


@pytest.mark.parametrize(
    ("text", "indicator", "scope"),
    [
        ("到2035年，北京人均公共文化设施面积将增至0.45平方米。", "人均公共文化设施面积", "北京"),
        ("到2020年，宁夏风电总装机将达到500万千瓦以上。", "风电总装机", "宁夏"),
        ("到2020年，该市学前教育毛入园率将达到95%以上。", "学前教育毛入园率", "该市"),
        ("到2025年，北京银行普惠贷款余额达到30亿元。", "北京银行普惠贷款余额", None),
    ],
)
def test_the_short_name_of_a_region_is_the_scope(text: str, indicator: str, scope: str | None) -> None:
    (row,) = rows(text, "规划发布\n")
    assert (row.indicator, row.scope) == (indicator, scope)


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("到2025年，提高城镇化率至65%。", "城镇化率"),
        ("到2025年，扩大绿化面积到30万平方米。", "绿化面积"),
        ("到2025年，工业增加值达到30亿元。", "工业增加值"),
    ],
)
def test_the_verb_of_a_change_is_no_part_of_what_is_brought_to_a_level(text: str, indicator: str) -> None:
    (row,) = rows(text, "某县工作方案\n")
    assert row.indicator == indicator


def test_what_a_project_will_have_is_not_done() -> None:
    found = rows("该河段治理已列入规划，规划治理河道3.8公里。匡算投资约5亿元。", REPLY)
    assert [row.status for row in found] == ["pledged", "pledged"]


def test_a_sentence_that_reported_goes_on_to_report() -> None:
    text = "某区完成了办园模式改革，新增公办学位2200个；先后投入资金5000万元，新建8所幼儿园。"
    assert {row.status for row in rows(text, "")} == {"achieved"}


def test_the_hour_of_a_page_is_no_outcome() -> None:
    assert rows("2019年01月14日 09:42教育网", "") == []


def test_who_has_what_is_counted_needs_no_verb() -> None:
    assert [name for name, _, _ in measured("全省公共图书馆共有持证读者1711万人，同比增加7.9%。")] == [
        "公共图书馆持证读者"
    ] * 2


# ------------------------------------------------------------ years that are over


def test_a_text_that_says_not_when_it_was_written_reports_what_it_compares_with_an_earlier_year() -> None:
    text = "2016年，入园率、巩固率分别达到80%、93%，分别比2013年提高13个、3个百分点。"
    found = rows(text, "")
    assert [(row.status, row.deadline) for row in found] == [("achieved", "2016")] * 4
    assert all("status-unclear" in codes(row) for row in found)


def test_a_year_alone_says_not_whether_a_text_without_date_and_title_promises() -> None:
    (row,) = rows("2016年，全县入园率达到80%。", "")
    assert "status-unclear" in codes(row)


def test_why_something_matters_is_told_by_how_things_stand() -> None:
    head = "某市第三期学前教育行动计划（2017—2020年）\n一、重要意义\n"
    found = rows("2016年，全市有幼儿园1633所，在园幼儿30万人。\n二、主要目标\n到2020年，入园率达到97%。", head)
    assert [(row.status, row.deadline) for row in found] == [
        ("achieved", "2016"),
        ("achieved", "2016"),
        ("pledged", "2020"),
    ]


def test_what_a_report_shows_is_reported() -> None:
    found = rows("报告显示，某省农业再上新台阶。粮食产量达到710亿斤，增长6%。", "2014年某省政府工作报告\n")
    assert {row.status for row in found} == {"achieved"}


def test_a_yearly_mean_is_of_the_years_that_open_the_paragraph() -> None:
    head = "某省政府工作报告\n2023年1月12日\n一、过去五年及2022年工作回顾\n"
    found = rows("五年来，创新深入实施。研发投入年均增长5%。", head)
    assert [row.deadline for row in found if row.value_span] == ["2018/2022"]


def test_a_rise_below_zero_is_a_fall() -> None:
    found = rows("固定资产投资38亿元，增长-18.9%。")
    assert [(row.change, f"{row.value}") for row in found] == [(None, "3800000000"), ("decrease", "18.9")]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("高标准打造现代农业园区26个。", "现代农业园区"),
        ("争取到位上级资金34亿元。", "上级资金"),
        ("建设高标准农田10万亩。", "高标准农田"),
    ],
)
def test_how_something_was_made_is_no_part_of_it(text: str, indicator: str) -> None:
    assert [name for name, _, _ in measured(text)] == [indicator]
