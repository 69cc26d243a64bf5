"""How plans, replies and news of schools word their numbers: places, rates by year, tasks, classes of schools."""

from __future__ import annotations

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某市教育发展实施方案\n一、重点任务\n"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n", issued="2019-06").commitments)


def test_a_share_before_a_year_is_no_comparison_with_it() -> None:
    found = rows("公办园占比2019年底达到30%、2020年底达到50%。")
    assert [(row.value, row.deadline, row.baseline) for row in found] == [(30, "2019-12", None), (50, "2020-12", None)]


def test_the_task_that_a_level_belongs_to_is_not_what_is_measured() -> None:
    assert rows("实现普惠性幼儿园覆盖率达到80%的任务。")[0].indicator == "普惠性幼儿园覆盖率"


@pytest.mark.parametrize("words", ["全市新增20个停车场。", "再新增20个停车场。"])
def test_what_is_new_is_said_so(words: str) -> None:
    assert rows(words)[0].indicator == "新增停车场"


def test_the_size_of_the_places_meant_is_no_row() -> None:
    (row,) = rows("30万人口以上的县至少建成1所特殊教育学校。")
    assert (row.indicator, row.op, row.value) == ("特殊教育学校", ">=", 1)


def test_who_a_reply_is_addressed_to_is_not_counted() -> None:
    assert rows("姜某（等10位）代表：", head="") == []
