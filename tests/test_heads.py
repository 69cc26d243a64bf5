"""What numbers share: a head behind the last of them, a standard before the classes it differs by, who is granted."""

from __future__ import annotations

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某市大气治理实施方案\n一、重点任务\n"


def rows(text: str) -> list[Commitment]:
    return list(extraction_of_text(PLAN + text + "\n", issued="2023-06").commitments)


def test_kinds_of_firms_share_the_rate_behind_the_last_of_them() -> None:
    found = rows("家具、纺织、包装印刷行业低（无）VOCs原料替代比例分别达到80%、60%、70%。")
    assert [row.subject for row in found] == ["家具", "纺织", "包装印刷行业"]
    assert {row.indicator for row in found} == {"低VOCs原料替代比例"}


def test_nouns_of_their_own_before_a_kind_of_firms_keep_their_own() -> None:
    found = rows("固定资产投资、规模以上工业企业利润总额分别增长5%、6%。")
    assert [row.indicator for row in found] == ["固定资产投资", "规模以上工业企业利润总额"]


def test_a_standard_that_differs_by_class_is_the_indicator_and_the_classes_are_its_subjects() -> None:
    found = rows("照料护理标准按全自理、半护理、全护理分别不低于每人每月50元、300元、500元执行。")
    assert [(row.indicator, row.subject) for row in found] == [
        ("照料护理标准", "全自理"),
        ("照料护理标准", "半护理"),
        ("照料护理标准", "全护理"),
    ]


def test_a_number_whose_noun_is_left_out_has_that_of_the_next_of_its_kind() -> None:
    found = rows("支持甲区、乙区各打造5个、其他县市各打造2个街道级养老服务中心。")
    assert [row.indicator for row in found] == ["街道级养老服务中心"] * 2
    assert not any(doubt.code == "indicator-missing" for doubt in found[0].doubts)


def test_whom_the_clause_itself_grants_it_is_not_looked_for_in_the_clause_before() -> None:
    award = rows("到2024年替代率达到60%，首家完成替代的企业给予10万元奖补。")[-1]
    assert award.indicator == "首家完成替代的企业奖补"


def test_how_long_at_least_stays_in_what_is_counted() -> None:
    assert rows("闲置两年以上的6200万元已统筹使用。")[0].indicator == "闲置两年以上的资金"


def test_what_is_left_of_a_whole_is_what_the_whole_was() -> None:
    done, rest = rows("已建成公共停车泊位3412个，剩余1588个将于2023年12月20日前建成投用。")
    assert (rest.indicator, rest.deadline) == (done.indicator, "2023-12-20")


def test_who_asked_for_an_outcome_is_no_part_of_it() -> None:
    assert rows("市农业农村局要求所有项目2024年4月底前全部竣工。")[0].indicator == "所有项目全部竣工"


def test_a_content_by_weight_keeps_its_second_unit() -> None:
    assert rows("碘值不得低于800毫克/克。")[0].unit == "毫克/克"


def test_names_of_some_are_no_part_of_what_is_counted() -> None:
    found = rows("新建甲山中学北校区等学校3处，引进某纺织、某机械等亿元以上项目60个，实施校舍改造、食堂改造等工程5项。")
    assert [row.indicator for row in found] == ["新建学校", "引进亿元以上项目", "校舍改造、食堂改造等工程"]


def test_regions_whose_numbers_are_told_in_a_row_each_have_theirs() -> None:
    found = rows("甲州市、乙阳市、丙陵县开工率分别为35%、39%、43%，甲州市、丁山市办结率均达100%。")
    assert [(row.scope, row.indicator) for row in found] == [
        ("甲州市", "开工率"),
        ("乙阳市", "开工率"),
        ("丙陵县", "开工率"),
        ("甲州市、丁山市", "办结率"),
    ]


def test_how_many_there_were_to_do_counts_the_same_as_how_many_are_done() -> None:
    found = rows("26个嵌入式养老机构建设已完成11个。")
    assert [row.indicator for row in found] == ["嵌入式养老机构建设"] * 2


def test_what_was_surpassed_is_told_of_what_the_row_before_counts() -> None:
    found = rows("新扩建幼儿园48所，超额完成40所的年度目标任务。")
    assert found[1].indicator == found[0].indicator


def test_what_doubles_has_its_own_name_behind_a_rate() -> None:
    row = rows("岗前培训率达到100%，持证护理员比2021年翻一番。")[-1]
    assert (row.indicator, row.subject, row.change) == ("持证护理员", None, "increase")


def test_the_product_of_a_place_keeps_its_first_word() -> None:
    (row,) = rows("全县地区生产总值完成223亿元。")
    assert (row.indicator, row.scope) == ("地区生产总值", "全县")


def test_how_far_a_place_moved_in_a_ranking_is_no_row() -> None:
    assert [row.unit for row in rows("经济总量达到612亿元，较上年前移1位。")] == ["元"]


def test_money_that_loses_its_unit_to_a_phrase_is_still_money() -> None:
    (row,) = rows("地区生产总值突破200亿大关。")
    assert (row.value, row.unit) == (20_000_000_000, "元")


def test_some_of_the_persons_counted_are_their_classes() -> None:
    found = rows("招聘中小学教师500名，其中初中180名、小学260名；新建学校20所，其中小学12所。")
    assert [(row.indicator, row.subject) for row in found] == [
        ("招聘中小学教师", None),
        ("招聘中小学教师", "初中"),
        ("招聘中小学教师", "小学"),
        ("新建学校", None),
        ("小学", None),
    ]


def test_a_bound_inside_a_quoted_name_bounds_no_number() -> None:
    assert rows("“最多跑一次”事项占比达90%。")[0].op == "="


def test_a_yearly_mean_is_not_cut_in_two() -> None:
    assert "年均值" in rows("2个断面水质年均值达到Ⅲ类。")[0].indicator


def test_what_a_plan_aims_at_is_told_without_the_words_that_it_is_its_aim() -> None:
    row = rows("某省的交通规划目标为综合交通建设总投资6000亿元。")[0]
    assert row.indicator == "综合交通建设总投资"


def test_a_kind_that_says_enough_needs_none_of_the_names_before_it() -> None:
    assert rows("新建成甲地抚远、乙地神农架等8个机场。")[0].indicator == "新建机场"
