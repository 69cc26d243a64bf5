"""Laws of the value verdicts: no number is called stronger or weaker the wrong way round, whatever is counted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from making import PACK, pledge

from chengnuo.changes import change
from chengnuo.link import link
from chengnuo.model import Commitment
from chengnuo.spans import Span
from chengnuo.strictness import direction_of

OPPOSITE = {"strengthened": "weakened", "weakened": "strengthened", "advanced": "delayed", "delayed": "advanced"}
# An indicator, its unit, whether its number is a change, and which way is stricter.
HIGHER = [
    ("森林覆盖率", "%", None),
    ("初中三年巩固率", "%", None),
    ("新增学位", "个", None),
    ("某某占比", "%", "increase"),
    ("单位GDP能耗", "%", "decrease"),
    ("城镇新增就业", "人", None),
    ("学生近视率", "个百分点", "decrease"),
]
LOWER = [
    ("城镇登记失业率", "%", None),
    ("班级学生数", "人", None),
    ("PM2.5浓度", "微克/立方米", None),
    ("居民消费价格涨幅", "%", "increase"),
    ("差异系数", None, None),
    ("办理时限", "个工作日", None),
]
ALL = HIGHER + LOWER
NUMBERS = st.integers(1, 60).map(lambda n: Decimal(n) / 2)
OPS = st.sampled_from([">=", ">", "<=", "<", "=", "~", "range"])
FLOORS = st.sampled_from([">=", ">", "=", "~"])
DATES = st.sampled_from([None, "2024", "2025", "2025-06", "2025-12-31", "2024/2026", "2025-07/2025-12", "2027-21"])


@st.composite
def rows(draw: st.DrawFn, name: str, unit: str | None, way: Any) -> Commitment:
    op, low = draw(OPS), draw(NUMBERS)
    value: Any = (low, low + draw(NUMBERS)) if op == "range" else low
    made = pledge(
        name, "1", unit, change=way, deadline=draw(DATES), kind="amount" if name.startswith("新增") else "target"
    )
    return replace(made, op=op, value=value)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Commitment, Commitment]:
    one = draw(st.sampled_from(ALL))
    return draw(rows(*one)), draw(rows(*one))


def verdict(a: Commitment, b: Commitment, aspect: Any = "value") -> str:
    one, other = link((a, b), PACK)
    step = change(one, other, PACK).of(aspect)
    return step.verdict if step else "none"


@settings(deadline=None)
@given(pairs())
def test_the_other_way_round_the_verdict_is_the_opposite(pair: tuple[Commitment, Commitment]) -> None:
    for aspect in ("value", "deadline"):
        there, back = verdict(*pair, aspect), verdict(*reversed(pair), aspect)
        assert back == OPPOSITE.get(there, there)


@settings(deadline=None)
@given(pairs())
def test_what_says_the_same_is_kept(pair: tuple[Commitment, Commitment]) -> None:
    assert verdict(pair[0], pair[0]) == "kept"
    assert verdict(pair[0], pair[0], "deadline") in ("kept", "none")


@settings(deadline=None)
@given(st.sampled_from(ALL), NUMBERS, NUMBERS, st.sampled_from([">=", ">"]), st.sampled_from([">=", ">"]))
def test_a_higher_floor_is_never_weaker(one: Any, low: Decimal, more: Decimal, op: Any, other: Any) -> None:
    before = pledge(one[0], str(low), one[1], change=one[2], op=op)
    after = pledge(one[0], str(low + more), one[1], change=one[2], op=other)
    assert verdict(before, after) == "strengthened"


@settings(deadline=None)
@given(st.sampled_from(LOWER), NUMBERS, NUMBERS, st.sampled_from(["<=", "<"]), st.sampled_from(["<=", "<"]))
def test_a_higher_ceiling_of_what_should_be_low_is_weaker(
    one: Any, low: Decimal, more: Decimal, op: Any, other: Any
) -> None:
    before = pledge(one[0], str(low), one[1], change=one[2], op=op)
    after = pledge(one[0], str(low + more), one[1], change=one[2], op=other)
    assert verdict(before, after) == "weakened"


@settings(deadline=None)
@given(
    st.sampled_from(HIGHER), NUMBERS, NUMBERS, st.sampled_from([">=", ">", "=", "~"]), st.sampled_from([">=", "=", "~"])
)
def test_more_of_what_should_be_high_is_stricter(one: Any, low: Decimal, more: Decimal, op: Any, other: Any) -> None:
    before = pledge(one[0], str(low), one[1], change=one[2], op=op)
    after = pledge(one[0], str(low + more), one[1], change=one[2], op=other)
    assert verdict(before, after) == "strengthened"


@settings(deadline=None)
@given(st.sampled_from(ALL), st.data())
def test_strengthened_twice_is_never_weakened(one: Any, data: st.DataObject) -> None:
    first, second, third = (data.draw(rows(*one)) for _ in range(3))
    steps = {verdict(first, second), verdict(second, third)}
    event(str(sorted(steps)))
    if steps <= {"strengthened", "kept"}:
        assert verdict(first, third) in ("strengthened", "changed", "kept")  # a floor against a ceiling is neither
    if steps <= {"weakened", "kept"}:
        assert verdict(first, third) in ("weakened", "changed", "kept")


@settings(deadline=None)
@given(pairs())
def test_floor_and_ceiling_are_never_stronger_or_weaker_than_one_another(pair: tuple[Commitment, Commitment]) -> None:
    one, other = replace(pair[0], op=">="), replace(pair[1], op="<=")
    assume(not isinstance(one.value, tuple) and not isinstance(other.value, tuple))
    assert verdict(one, other) == "changed"


@pytest.mark.parametrize(
    ("name", "small", "large", "size"),
    [
        ("新建高标准农田", "亩", "公顷", "15"),
        ("粮食总产量", "斤", "公斤", "2"),
        ("粮食总产量", "公斤", "吨", "1000"),
        ("风电装机容量", "千瓦", "兆瓦", "1000"),
        ("风电装机容量", "MW", "GW", "1000"),
        ("新改建农村公路", "米", "千米", "1000"),
        ("每天校内体育活动时间", "分钟", "小时", "60"),
        ("水土流失治理面积", "公顷", "平方公里", "100"),
    ],
)
@pytest.mark.parametrize(("times", "expected"), [("1", "kept"), ("1.1", "weakened"), ("0.9", "strengthened")])
def test_units_of_one_kind_are_counted_in_one_another(
    name: str, small: str, large: str, size: str, times: str, expected: str
) -> None:
    before = pledge(name, str(10 * Decimal(size) * Decimal(times)), small, op=">=")
    after = pledge(name, "10", large, op=">=")
    assert verdict(before, after) == expected


def test_per_cent_and_percentage_points_are_two_things() -> None:
    one, other = pledge("某某率", "5", "%", change="increase"), pledge("某某率", "5", "个百分点", change="increase")
    assert change(*link((one, other), PACK), PACK).verdicts == ("not_comparable",)


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("某某指数达到80", "higher"),
        ("某某指数提高到80", "higher"),
        ("某某指数降至80", "lower"),
        ("某某指数控制在80", "lower"),
        ("某某指数为80", "none"),
    ],
)
def test_the_verb_before_a_number_says_which_way_it_goes(quote: str, expected: str) -> None:
    at = quote.index("80")
    row = replace(pledge("某某指数", "80"), quote=quote, span=Span(0, len(quote)), value_span=Span(at, at + 2))
    assert direction_of(row, PACK) == expected


def test_a_ceiling_on_what_should_be_high_is_a_change_and_no_gain() -> None:
    assert verdict(pledge("森林覆盖率", "80", "%"), pledge("森林覆盖率", "90", "%", op="<=")) == "changed"
    assert verdict(pledge("森林覆盖率", "80", "%"), pledge("森林覆盖率", "80", "%", op="<=")) == "changed"
    assert (
        verdict(pledge("一次性奖励", "50", "元", op="<="), pledge("一次性奖励", "80", "元", op="<=")) == "strengthened"
    )


def test_a_longer_time_to_object_is_no_slower_promise() -> None:
    assert verdict(pledge("公示时限", "5", "天", op=">="), pledge("公示时限", "7", "天", op=">=")) == "strengthened"
    assert verdict(pledge("办理时限", "5", "天", op="<="), pledge("办理时限", "7", "天", op="<=")) == "weakened"


def test_the_longest_ending_of_a_name_decides() -> None:
    assert direction_of(pledge("管护经费", "20", "元"), PACK) == "higher"
    assert direction_of(pledge("三公经费", "20", "元"), PACK) == "lower"


def test_households_are_no_estates_but_firms_are_firms() -> None:
    estates = pledge("改造老旧小区", "200", "个"), pledge("改造老旧小区", "5000", "户")
    assert change(*link(estates, PACK), PACK).verdicts == ("not_comparable",)
    assert verdict(pledge("高新技术企业", "300", "家"), pledge("高新技术企业", "350", "户")) == "strengthened"
