"""Eight drafts and their final texts, of several fields and forms, against the list of changes that a person made.

Tasks are renumbered, moved, split, merged, dropped and added; one pair is only worded otherwise. In the lists a line is
layer, words of the task or clause, kind, what stands before and after (`*` and `-`: anything).
"""

from __future__ import annotations

from pathlib import Path

import pytest
from making import PACK

from chengnuo.diff import Difference, diff, side_of
from chengnuo.pipeline import extraction_of_bytes

GOLD = Path(__file__).parent / "gold" / "diff"
PAIRS = sorted(path.stem for path in GOLD.glob("*.tsv"))
MEASURED = ("value", "deadline", "units")


def differences(name: str) -> tuple[Difference, ...]:
    sides = []
    for which in ("before", "after"):
        path = GOLD / f"{name}.{which}.txt"
        sides.append(side_of(extraction_of_bytes(path.read_bytes(), path.name), None, PACK))
    return diff(*sides, PACK)


def is_told(line: str, row: Difference) -> bool:
    layer, words, kind, before, after = line.split("\t")
    said = "\n".join([row.task, row.because, *(end.quote for end in (row.before, row.after) if end is not None)])
    kinds = kind == "*" or kind in row.kinds
    return row.layer == layer and kinds and words in said and all(w == "-" or w in said for w in (before, after))


@pytest.mark.parametrize("name", PAIRS)
def test_all_changes_of_value_deadline_and_bodies_are_told_and_no_others(name: str) -> None:
    lines = (GOLD / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = differences(name)
    missed = [line for line in lines if not any(is_told(line, row) for row in rows)]
    measured = [row for row in rows if row.layer in MEASURED]
    unexpected = [row.because for row in measured if not any(is_told(line, row) for line in lines)]
    assert not missed
    assert not unexpected


def test_a_draft_that_was_only_worded_otherwise_has_changes_of_wording_alone() -> None:
    rows = differences("elder")
    assert rows
    assert {row.layer for row in rows} <= {"task", "text"}


def test_split_and_merged_tasks_are_named() -> None:
    words = "\n".join(row.because for row in differences("digital") if row.layer == "task")
    assert "拆分为（二）推动企业上云用云" in words
    assert "合并为任务“（四）推进数据共享与安全”" in words
