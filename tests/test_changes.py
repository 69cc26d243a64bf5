"""The algebra of change: direction, bounds, deadlines, several verdicts at once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import PACK, pledge

from chengnuo.changes import change, direction_of, scope_class
from chengnuo.link import link
from chengnuo.model import Commitment

QUOTA = "优质高中招生名额分配比例"
CLASS = "班级学生数"


def verdicts(a: Commitment, b: Commitment, *, ordered: bool = True) -> tuple[str, ...]:
    one, other = link((a, b), PACK)
    return change(one, other, PACK, ordered=ordered).verdicts


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        # higher is stricter
        (pledge(QUOTA, "50", "%", op=">="), pledge(QUOTA, "80", "%", op=">="), ("strengthened",)),
        (pledge(QUOTA, "80", "%", op=">="), pledge(QUOTA, "50", "%", op=">="), ("weakened",)),
        (pledge(QUOTA, "95", "%", op=">="), pledge(QUOTA, "96", "%"), ("strengthened",)),
        (pledge(QUOTA, "95", "%"), pledge(QUOTA, "95", "%", op=">="), ("kept",)),
        (pledge(QUOTA, "60", "%"), pledge(QUOTA, "60", "%", op="~"), ("weakened",)),
        # 全覆盖 is 100% of the things named
        (pledge("实现社区食堂全覆盖"), pledge("社区食堂覆盖率", "100", "%"), ("kept",)),
        (pledge("社区食堂覆盖率", "90", "%", op=">="), pledge("社区食堂实现全覆盖"), ("strengthened",)),
        (pledge("社区食堂全面覆盖"), pledge("社区食堂覆盖率", "95", "%"), ("weakened",)),
        (pledge("基本实现社区食堂全覆盖"), pledge("社区食堂覆盖率", "100", "%"), ("strengthened",)),
        # lower is stricter
        (pledge(CLASS, "50", "人", op="<="), pledge(CLASS, "45", "人", op="<="), ("strengthened",)),
        (pledge(CLASS, "45", "人", op="<="), pledge(CLASS, "50", "人", op="<="), ("weakened",)),
        (pledge("城镇调查失业率", "5.5", "%"), pledge("城镇调查失业率", "5", "%"), ("strengthened",)),
        # a fall of an indicator that should be low is the stricter the deeper it is
        (
            pledge("居民消费价格涨幅", "3", "%", change="increase"),
            pledge("居民消费价格涨幅", "2", "%", change="increase"),
            ("strengthened",),
        ),
        # nothing is known of the direction
        (pledge("某某系数", "3", None), pledge("某某系数", "4", None), ("changed",)),
        # a floor and a ceiling
        (pledge("某某比", "3", "%", op=">="), pledge("某某比", "3", "%", op="<="), ("changed",)),
        # deadlines
        (pledge("办成", deadline="2028"), pledge("办成", deadline="2030"), ("delayed",)),
        (pledge("办成", deadline="2027-12"), pledge("办成", deadline="2026-06"), ("advanced",)),
        (pledge("办成", deadline="2027"), pledge("办成", deadline="2027-12"), ("kept",)),
        (pledge("办成", deadline="2027"), pledge("办成"), ("changed",)),
        # strength of wording
        (pledge("办成", binding="strive"), pledge("办成", binding="must"), ("strengthened",)),
        (pledge("办成", binding="must"), pledge("办成", binding="encourage"), ("weakened",)),
        # scope
        (pledge("办成", scope="全市"), pledge("办成", scope="甲县、乙县"), ("weakened",)),
        (pledge("办成", scope="全区"), pledge("办成"), ("kept",)),
        # several at once
        (
            pledge(QUOTA, "50", "%", op=">=", deadline="2025-12"),
            pledge(QUOTA, "80", "%", op=">=", deadline="2026-08"),
            ("strengthened", "delayed"),
        ),
        (
            pledge("办成", deadline="2035", binding="strive"),
            pledge("办成", deadline="2030"),
            ("strengthened", "advanced"),
        ),
    ],
)
def test_a_change_of_value_deadline_wording_or_scope_has_its_verdict(
    before: Commitment, after: Commitment, expected: tuple[str, ...]
) -> None:
    assert verdicts(before, after) == expected


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (pledge("新增用地", "10", "亩"), pledge("新增用地", "10", "宗"), "计量单位"),
        (pledge("产值", "10", "%", change="increase"), pledge("产值", "10", "%"), "增减幅度"),
        (pledge("办成", scope="60%的县"), pledge("办成", scope="各县"), "占比"),
        (pledge("建成学校", "10", "所", status="achieved"), pledge("建成学校", "10", "所"), "已实现"),
    ],
)
def test_what_cannot_be_compared_says_why(before: Commitment, after: Commitment, word: str) -> None:
    found = change(before, after, PACK)
    assert found.verdicts == ("not_comparable",)
    assert word in found.because


def test_the_sentence_names_both_values_and_both_dates() -> None:
    one, other = link((pledge(QUOTA, "50", "%", deadline="2025"), pledge(QUOTA, "80", "%", deadline="2026-08")), PACK)
    because = change(one, other, PACK).because
    assert because == "要求由50%提高到80%；时限由2025年推迟到2026年8月。"


def test_a_report_of_what_is_keeps_a_pledge_only_where_it_is_reached() -> None:
    goal = pledge(QUOTA, "80", "%", op=">=")
    reached = pledge(QUOTA, "85", "%", status="achieved", binding=None)
    short = pledge(QUOTA, "70", "%", status="achieved", binding=None)
    assert verdicts(goal, reached) == ("kept",)
    assert verdicts(goal, short) == ("not_comparable",)


def test_without_a_known_order_nothing_is_earlier_later_stronger_or_weaker() -> None:
    before, after = pledge(QUOTA, "50", "%", deadline="2028"), pledge(QUOTA, "80", "%", deadline="2030")
    one, other = link((before, after), PACK)
    found = change(one, other, PACK, ordered=False)
    assert found.verdicts == ("changed",)
    assert not any(word in found.because for word in ("推迟", "提前", "提高", "降"))
    assert verdicts(before, before, ordered=False) == ("kept",)


OPPOSITE = {"strengthened": "weakened", "weakened": "strengthened", "advanced": "delayed", "delayed": "advanced"}
ROWS = st.builds(
    lambda value, op, deadline, binding: pledge(
        QUOTA,
        str(value),
        "%",
        op=op,
        deadline=deadline,
        binding=binding,
        indicator_id="compulsory_education.senior-quota",
    ),
    st.integers(1, 100),
    st.sampled_from([">=", "=", "~", ">"]),
    st.sampled_from([None, "2025", "2025-06", "2026/2027", "2027-12"]),
    st.sampled_from(["must", "strive", "encourage"]),
)


@given(ROWS, ROWS)
def test_turning_a_change_round_turns_its_verdicts_round(a: Commitment, b: Commitment) -> None:
    forth, back = change(a, b, PACK), change(b, a, PACK)
    assert {OPPOSITE.get(v, v) for v in forth.verdicts} == set(back.verdicts)


@given(ROWS)
def test_nothing_changes_against_itself(row: Commitment) -> None:
    assert change(row, row, PACK).is_kept


def test_direction_comes_from_pack_name_bound_or_kind() -> None:
    assert direction_of(link([pledge(CLASS, "45", "人")], PACK)[0], PACK) == "lower"
    assert direction_of(pledge("某病死亡率", "3", "‰"), PACK) == "lower"
    assert direction_of(pledge("污水处理率", "95", "%"), PACK) == "higher"
    assert direction_of(pledge("某某", "3", "项", op="<="), PACK) == "lower"
    assert direction_of(pledge("新建公厕", "3", "座", kind="amount"), PACK) == "higher"
    assert direction_of(pledge("某某系数", "3"), PACK) == "none"


def test_scopes_are_all_a_part_or_named() -> None:
    found = [
        scope_class(scope, PACK)
        for scope in (None, "全市", "各县（市、区）", "60%左右的县（区）", "6个县", "甲县、乙区")
    ]
    assert found == ["all", "all", "all", "part", "part", "named"]


def test_a_range_is_judged_by_its_floor() -> None:
    low, high = (Decimal(3), Decimal(5)), (Decimal(4), Decimal(5))
    a, b = (pledge(QUOTA, "1", "%", op="range"), pledge(QUOTA, "1", "%", op="range"))
    from dataclasses import replace

    a, b = link((replace(a, value=low), replace(b, value=high)), PACK)
    assert change(a, b, PACK).verdicts == ("strengthened",)
