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


def test_deaths_are_counted_per_hundred_thousand() -> None:
    mothers, infants = rows("孕产妇死亡率、婴儿死亡率分别控制在12/10万以内、4‰以下。")
    assert (mothers.op, mothers.value, mothers.unit) == ("<=", Decimal(12), "/10万")
    assert (infants.indicator, infants.value, infants.unit) == ("婴儿死亡率", Decimal("0.4"), "%")


@pytest.mark.parametrize("sign", [":", "：", "∶"])
def test_the_shares_of_the_three_industries_are_no_number(sign: str) -> None:
    assert rows(f"三次产业比调整为6.7{sign}59.7{sign}33.6。") == []


def test_residents_of_town_and_country_have_an_income_each() -> None:
    assert [row.subject for row in rows("城乡居民人均收入分别增长6%、7%。")] == ["城镇", "农村"]
    assert [row.subject for row in rows("城乡低保标准分别提高6%、7%。")] == ["城市", "农村"]


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
