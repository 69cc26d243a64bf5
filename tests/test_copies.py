"""One paper in two files counts once, and it is said which."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from making import PACK  # noqa: F401  (the pack is loaded once for all)

import chengnuo.copies
from chengnuo.copies import without_copies
from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

HEAD = "承德市学前教育发展实施方案\n承德市人民政府\n"
DATE = "2024年5月20日\n"
GOALS = (
    "一、工作目标\n到2027年，全市学前教育毛入园率达到95%以上，公办园在园幼儿占比达到60%。\n"
    "到2028年，新建幼儿园20所，改扩建幼儿园30所。\n"
)
FINAL = HEAD + DATE + GOALS
DRAFT = FINAL.replace("方案", "方案（征求意见稿）", 1)
OTHER = FINAL.replace("学前教育发展", "水环境保护")


def rows(*texts: str) -> list[Commitment]:
    return [row for n, text in enumerate(texts) for row in extraction_of_text(text, source=f"{n}.txt").commitments]


def left(*texts: str) -> list[tuple[str, str]]:
    kept, copies = without_copies(rows(*texts))
    out = [copy.source for copy, _ in copies]
    assert {row.source for row in kept} == {f"{n}.txt" for n in range(len(texts))} - set(out)
    return [(copy.source, first.source) for copy, first in copies]


def test_one_paper_in_two_files_counts_once() -> None:
    assert left(FINAL, FINAL, OTHER, DRAFT) == [("1.txt", "0.txt")]


def test_a_copy_of_what_is_checked_does_not_count() -> None:
    kept, copies = without_copies(rows(FINAL, OTHER, DRAFT), rows(*["", "", "", OTHER]))
    assert {row.source for row in kept} == {"0.txt", "2.txt"}
    assert [(copy.source, first.source) for copy, first in copies] == [("1.txt", "3.txt")]


def test_the_file_that_says_most_counts() -> None:
    assert left(FINAL.replace("，改扩建幼儿园30所", ""), FINAL) == [("0.txt", "1.txt")]


def test_a_title_in_other_marks_and_a_date_that_is_missing_are_no_other_paper() -> None:
    assert left(FINAL, HEAD + GOALS) == [("1.txt", "0.txt")]


@pytest.mark.parametrize(
    "other",
    [
        FINAL.replace("2024年5月20日", "2025年5月20日"),
        FINAL.replace("承德市", "濮阳市"),
        HEAD + DATE + "一、工作目标\n到2030年，全市建成示范园5所，新增学位3000个，教师持证率达到100%。\n",
        HEAD + GOALS.replace("95%", "85%").replace("2028", "2030").replace("2027", "2029"),
    ],
    ids=["another year", "another city", "another text of that day", "another text without a date"],
)
def test_what_differs_is_another_paper(other: str) -> None:
    assert left(FINAL, other) == []


def test_papers_of_one_title_and_many_days_are_not_all_held_against_one_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [FINAL.replace("2024年5月20日", f"{1990 + n}年5月20日") for n in range(20)]
    asked: list[object] = []
    monkeypatch.setattr(chengnuo.copies, "_is_same", lambda *pair: bool(asked.append(pair)))
    assert left(*texts) == []
    assert len(asked) <= len(texts)


def test_one_of_a_series_without_a_date_is_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chengnuo.copies, "SERIES", 2)
    assert left(FINAL, HEAD + GOALS, FINAL.replace("2024年", "2025年")) == []


def test_compare_due_and_register_count_a_copy_once_and_say_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from chengnuo.cli import run

    reply = FINAL.replace("学前教育发展实施方案", "教育局关于对市政协第12号提案的答复")
    for name, text in (("a.txt", reply), ("b.txt", f"{reply}\n"), ("c.txt", OTHER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    db = str(tmp_path / "ledger.db")
    assert run(["ingest", str(tmp_path), "--db", db, "--jobs", "1"]) == 0
    for command, sources in (("compare", {"a.txt", "c.txt"}), ("due", {"a.txt", "c.txt"}), ("register", {"a.txt"})):
        capsys.readouterr()
        assert run([command, "--db", db, "--format", "jsonl"]) == 0
        said = capsys.readouterr()
        assert set(re.findall(r'"source": "([abc]\.txt)"', said.out)) == sources, command
        assert "b.txt" in said.err, command
