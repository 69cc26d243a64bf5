"""Names of what is measured where a comma, a bracket, an age or a date stands between them and their number."""

from __future__ import annotations

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

SUMMARY = "某县某局2022年工作总结\n一、2022年工作完成情况\n2022年，"
PLAN = "某县2022年工作方案\n到2025年，"


def rows(text: str, head: str = SUMMARY) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n").commitments)


def names(text: str, head: str = SUMMARY) -> list[str]:
    return [row.indicator for row in rows(text, head)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "0-14岁人口为20万人，占18%；60岁及以上人口为12万人，占11%。",
            ["0-14岁人口", "0-14岁人口占比", "60岁及以上人口", "60岁及以上人口占比"],
        ),
        ("6个县65岁及以上老年人口比重超过7%。", ["县", "65岁及以上老年人口比重"]),
        ("5个村村集体经济积累达到6万元。", ["村", "村集体经济积累"]),
        ("离开户口登记地半年以上人口为29万人。", ["离开户口登记地半年以上人口"]),
    ],
)
def test_an_age_or_a_place_before_a_level_is_not_cut_in_two(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("15-59岁人口比重在65%以上的区有8个。", ["15-59岁人口比重在65%以上的区"]),
        ("人口比重在60%-65%之间的县有3个。", ["人口比重在60%-65%之间的县"]),
        (
            "培育2家产值超100亿元、5家产值超50亿元的龙头企业。",
            ["产值超100亿元的龙头企业", "产值超50亿元的龙头企业"],
        ),
    ],
)
def test_a_number_that_delimits_what_another_counts_is_part_of_its_name(text: str, expected: list[str]) -> None:
    assert names(text, PLAN) == expected


def test_a_name_that_begins_with_a_bound_alone_is_doubted() -> None:
    first, second = rows("产值超100亿元企业达到2家、超50亿元企业达到5家。", PLAN)
    assert "indicator-unclear" not in {doubt.code for doubt in first.doubts}
    assert "indicator-unclear" in {doubt.code for doubt in second.doubts}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("个人卫生支出占卫生总费用小于28%。", ["个人卫生支出占卫生总费用的比例"]),
        ("旅游业增加值占生产总值大于5%。", ["旅游业增加值占生产总值的比例"]),
        ("使用化肥4990吨，下降2.8%。", ["使用化肥", "使用化肥"]),
        ("加上转移性收入4亿元。", ["转移性收入"]),
        ("配备设备412套、从而达到学校智慧黑板普及率100%。", ["配备设备", "学校智慧黑板普及率"]),
    ],
)
def test_words_that_only_carry_a_name_to_its_number_are_no_part_of_it(text: str, expected: list[str]) -> None:
    assert names(text)[-1] == expected[-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县委政府安排我镇减少贫困人口3858人。", "减少贫困人口"),
        ("党委、政府研究决定减少贫困人口930户。", "减少贫困人口"),
        ("教育部高教司承办人大建议149件。", "承办人大建议"),
        ("农业农村部下达的新建任务为1857万亩。", "农业农村部下达的新建任务"),
    ],
)
def test_who_decides_or_does_something_is_no_part_of_its_name(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text", ["分别高于全国、全省、全市3.1、1.6、1.2个百分点", "增速分别比全国、全省高3.1、1.6个百分点"]
)
def test_gaps_to_several_others_are_told_as_such(text: str) -> None:
    level, *gaps = rows(f"规模以上工业增加值增长8%，{text}。")
    assert level.change == "increase"
    assert {(gap.indicator, gap.subject) for gap in gaps} == {("规模以上工业增加值", None)}
    assert all("compared-with-others" in {doubt.code for doubt in gap.doubts} for gap in gaps)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("13个重点产业园区累计建成面积48平方公里。", ["重点产业园区", "重点产业园区建成面积"]),
        ("27个省份督导核查56个设区市。", ["省份", "设区市"]),
        ("31个省（区、市）和现役军人的人口为137万人。", ["省（区、市）", "现役军人的人口"]),
        ("重点项目1-3月项目累计完成投资31亿元。", ["重点项目完成投资"]),
        ("贫困户95户（含两因户18户，发展种植和养殖的8户）。", ["贫困户", "两因户", "发展种植和养殖的两因户"]),
    ],
)
def test_each_number_has_its_own_words(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("净增规上工业企业175户、总数达到665户。", "规上工业企业"),
        ("实施218个车站改造项目，其中港湾式车站128个，普通车站90个，截至3月底已完成201个。", "车站改造项目"),
        ("拥有公交线路3条，应设候车亭286个，待建249个。", "待建候车亭"),
        ("某河治理工程（东山段）目前，总体形象进度达86%。", "某河治理工程（东山段）总体形象进度"),
        ("编制新建300个候车亭的建设计划。", "新建候车亭"),
        ("引进东山集团投资1.7亿元建设的牛羊养殖基地。", "牛羊养殖基地投资"),
    ],
)
def test_what_a_number_alone_is_of_stands_before_or_behind_it(text: str, expected: str) -> None:
    assert names(text)[-1] == expected


def test_a_comparison_names_nothing() -> None:
    (row,) = rows("同第六次全国人口普查相比，5年共增加3377万人。")
    assert row.indicator == ""
    assert "indicator-missing" in {doubt.code for doubt in row.doubts}


def test_a_fine_for_each_day_of_delay_is_a_rule() -> None:
    (row,) = rows("当事人到期不缴纳罚款的，每日按罚款数额的3%加处罚款。", "某局公告\n")
    assert (row.value, row.unit, row.recurrence, row.kind) == (3, "%", "每日", "norm")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "水里、东山大楼于2025年1月动工，预计2026年6月完工，同年第四季度启用。",
            ["水里、东山大楼完工", "水里、东山大楼启用"],
        ),
        ("在东山区，投资1.2亿元的文化中心主体结构已于2024年9月封顶，2026年国庆节前对外开放。", ["文化中心对外开放"]),
        ("东山大桥全长1.2公里，2026年底建成通车。", ["东山大桥建成通车"]),
    ],
)
def test_a_verb_alone_by_a_day_is_told_of_the_work_begun_before(text: str, expected: list[str]) -> None:
    found = [row.indicator for row in rows(text, "某县2025年工作方案\n") if row.kind == "milestone"]
    assert found[-len(expected) :] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "每名幼儿每月发给托育补助：公立5500元、准公立8500元。",
            [("托育补助", "公立"), ("托育补助", "准公立")],
        ),
        (
            "对高校毕业生，给予一次性入职补贴，其中本科2万元、专科1.5万元。",
            [("一次性入职补贴", "本科"), ("一次性入职补贴", "专科")],
        ),
        ("累计发放消费补贴，目前共核销消费券17.2亿元。", [("核销消费券", None)]),
    ],
)
def test_a_class_alone_before_a_sum_is_who_is_paid(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(row.indicator, row.subject) for row in rows(text)] == expected


def test_those_of_a_class_get_what_the_others_get() -> None:
    *_, first, second = rows(
        "对年满八十周岁的老年人，每月发放不低于一百元的高龄津贴；百岁以上的，每月不低于六百元。", "某市养老条例\n"
    )
    assert first.indicator == "年满八十周岁的老年人高龄津贴"
    assert (second.indicator, second.subject) == ("高龄津贴", "百岁以上")


def test_places_in_a_town_have_their_part_and_kinds_of_works_have_their_own_name() -> None:
    found = rows("新增停车泊位600个（其中东山路300个、汽车站100个）。")
    assert [(row.indicator, row.scope) for row in found] == [
        ("新增停车泊位", None),
        ("新增停车泊位", "东山路"),
        ("新增停车泊位", "汽车站"),
    ]
    assert [row.scope for row in rows("公路总里程2000公里，其中高速公路100公里。")] == [None, None]


def test_several_numbers_of_a_clause_are_no_list_of_those_paid() -> None:
    found = rows("城市、农村低保对象分别为9873人和2.1万人，月人均补助水平分别为176元、78元。")
    assert [row.subject for row in found] == ["城市", "农村"] * 2


def test_a_goal_without_a_name_is_of_the_rate_before_it() -> None:
    assert names("筛查率达到56%，目标值58%。") == ["筛查率", "筛查率"]


def test_a_share_that_only_a_count_stands_before_is_doubted() -> None:
    *_, share = rows("增设托育家园3处，达到62%。")
    assert "indicator-guessed" in {doubt.code for doubt in share.doubts}


def test_a_rise_below_zero_in_words_is_a_fall() -> None:
    found = rows("规模工业增加值负增长7.3%，总产值负增长7.0%。")
    assert [(row.indicator, row.change, f"{row.value}") for row in found] == [
        ("规模工业增加值", "decrease", "7.3"),
        ("规模工业总产值", "decrease", "7"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "主导产业增加值增长17.3%，其中装备制造产业增长15.6%。",
            ["主导产业增加值", "装备制造产业增加值"],
        ),
        (
            "居民消费价格总水平比上年上涨3.2%，其中食品类上涨7.5%，衣着类下降1.1%。",
            ["居民消费价格总水平", "食品类价格", "衣着类价格"],
        ),
        ("规上工业增加值增长9.2%，增速同比提升1.5个百分点。", ["规上工业增加值", "规上工业增加值增速"]),
        ("收案数、未结案数同比分别下降7.6%、22.01%。", ["收案数", "未结案数"]),
        ("生产总值设定为年均增长8.5%左右。", ["生产总值"]),
        ("起诉暴力犯罪297人。", ["起诉暴力犯罪"]),
        ("特别是民事诉讼案件增长10%。", ["民事诉讼案件"]),
        ("某业投资逆势增长168.2%。", ["某业投资"]),
        ("小麦长势良好，播种面积达到146万亩。", ["小麦长势良好", "小麦播种面积"]),
        (
            "新开工重大项目34个，建设里程2132公里，投资额3853亿元。",
            ["新开工重大项目", "新开工重大项目建设里程", "新开工重大项目投资额"],
        ),
        ("484个市级重点建设项目开复工358个。", ["市级重点建设项目", "市级重点建设项目开复工"]),
    ],
)
def test_bulletins_name_what_changes_in_the_words_before(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_kind_of_trade_of_which_nothing_is_told_is_doubted() -> None:
    (row,) = rows("装备制造产业增长15.6%。")
    assert "indicator-elsewhere" in {doubt.code for doubt in row.doubts}


def test_gaps_to_a_schedule_that_are_shared_out_are_no_levels() -> None:
    *_, one, two = rows("省、市级重点项目投资完成率分别为43.2%、37.8%，分别超时序进度9.9个百分点、4.5个百分点。")
    assert {(row.indicator, doubt.code) for row in (one, two) for doubt in row.doubts} == {
        ("重点项目投资完成率", "compared-with-others")
    }


def test_those_among_whom_a_rank_is_told_are_counted_by_nobody() -> None:
    assert rows("收案数位于全省125家基层法院第13位。") == []


def test_regions_of_a_size_are_counted_and_are_no_region() -> None:
    found = rows("培育旅游总收入千亿元地级市5个、百亿元县市区50个、亿元乡镇40个以上。", PLAN)
    assert [(row.indicator, row.scope) for row in found][1:] == [("百亿元县市区", None), ("亿元乡镇", None)]
