"""A real plan and its draft: all that changed in values, deadlines and bodies, and nothing else.

The lists were read by a person from the two plans and the task lists annexed to them.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from making import PACK

from chengnuo.changes import Verdict
from chengnuo.diff import Difference, diff, side_of
from chengnuo.pipeline import extraction_of_bytes

PAGE = Path(__file__).resolve().parents[1] / "corpora" / "003_4078b2306bad5cf2.txt"
DEADLINES: dict[str, tuple[Verdict, str, str]] = {
    "3.": ("advanced", "2026年12月", "2026年8月"),
    "4.": ("advanced", "2027年6月", "2026年8月"),
    "5.": ("advanced", "2026年12月", "2025年12月"),
    "6.": ("advanced", "2027年10月", "2024年12月"),
    "8.": ("advanced", "2027年10月", "2026年8月"),
    "9.": ("delayed", "2025年12月", "2026年8月"),
    "10.": ("advanced", "2026年12月", "2025年12月"),
    "11.": ("advanced", "2026年12月", "2025年12月"),
    "17.": ("delayed", "2025年12月", "2026年8月"),
    "19.": ("delayed", "2024年12月", "2026年8月"),
    "20.": ("advanced", "2026年12月", "2024年12月"),
    "22.": ("advanced", "2027年10月", "2026年12月"),
}
# Of the plan itself: the goal and the stages.
STAGES = {"二、", "（一）", "（二）", "（三）", "（四）"}
REMOVED = {
    "1.": "区委组织部", "3.": "区重点工程处", "4.": "区重点工程处", "7.": "区委宣传部", "8.": "区委组织部、区委宣传部",
    "16.": "区纪委监委", "22.": "区政府办",
}  # fmt: skip
ADDED = {
    "1.": "区委社会工作部", "7.": "区委社会工作部、区文旅局", "8.": "区委社会工作部、团区委",
    "10.": "区科技局、区生态环境分局、区委宣传部、区文旅局", "13.": "区发改委、区审计局", "14.": "区发改委、区公安分局",
    "16.": "驻区教体局纪检监察组", "21.": "区消防救援局", "22.": "区委教育工委",
}  # fmt: skip
TURNED = {f"{n}." for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22)}
VALUES = {
    ("strengthened", "9.", "80%"), ("weakened", "（二）", "10所"), ("dropped", "9.", "小学适龄儿童入学率"),
    ("dropped", "9.", "小学巩固率"), ("dropped", "9.", "初中入学率"), ("dropped", "10.", "特色项目"),
    ("added", "9.", "4项"), ("added", "10.", "体育课"), ("added", "（三）", "3至5轮"),
}  # fmt: skip


@pytest.fixture(scope="module", params=[(1, 10), (3, 12)], ids=["plans", "task lists"])
def found(request: pytest.FixtureRequest) -> tuple[bool, tuple[Difference, ...]]:
    page = extraction_of_bytes(PAGE.read_bytes(), PAGE.name)
    draft, final = request.param
    return draft == 1, diff(side_of(page, draft, PACK), side_of(page, final, PACK), PACK)


def number(task: str) -> str:
    """What a task or heading is numbered with: `9.`, `（二）`, `二、`."""
    found = re.match(r"（.+?）|.+?[.、]", task)
    return found[0] if found else task


def test_every_deadline_that_moved_is_found_and_no_other(found: tuple[bool, tuple[Difference, ...]]) -> None:
    whole, rows = found
    moved = {number(row.task): row for row in rows if row.layer == "deadline"}
    assert set(moved) == set(DEADLINES) | (STAGES if whole else set())
    for task, (verdict, before, after) in DEADLINES.items():
        assert moved[task].kinds == (verdict,)
        assert f"{before}提前到{after}" in moved[task].because or f"{before}推迟到{after}" in moved[task].because


def test_every_body_removed_added_or_turned_is_named(found: tuple[bool, tuple[Difference, ...]]) -> None:
    _, rows = found
    changed = {number(row.task): row.because for row in rows if row.layer == "units"}
    assert set(changed) == set(REMOVED) | set(ADDED) | TURNED
    for task, words in changed.items():
        assert ("去掉" in words) == (task in REMOVED)
        assert ("增加" in words) == (task in ADDED)
        assert ("由配合改为牵头" in words) == (task in TURNED)
        assert REMOVED.get(task, "") in words
        assert ADDED.get(task, "") in words


def test_every_value_that_changed_is_found_and_no_other(found: tuple[bool, tuple[Difference, ...]]) -> None:
    whole, rows = found
    changed = {(number(row.task), row.kinds[0], row.because) for row in rows if row.layer == "value"}
    expected = VALUES if whole else {("strengthened", "9.", "80%")}
    assert len(changed) == len(expected)
    for verdict, task, words in expected:
        assert any(task == t and verdict == v and words in because for t, v, because in changed), (task, words)
