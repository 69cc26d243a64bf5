"""A redline that reads in Chinese, in four formats."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import PACK

from chengnuo.diff import redlined
from chengnuo.packing import EPOCH
from chengnuo.pipeline import extraction_of_text
from chengnuo.redline import redline, to_docx, to_html, to_markdown, to_wire
from chengnuo.sides import side_of

TEXTS = st.text(alphabet="的教育局市县不低于50%8，。 、a\n", max_size=40)


@given(TEXTS, TEXTS)
def test_the_pieces_give_both_texts_back(before: str, after: str) -> None:
    pieces = redline(before, after)
    assert "".join(piece.before for piece in pieces) == before
    assert "".join(piece.after for piece in pieces) == after


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("比例不低于50%", "比例不低于80%", [("50%", "80%")]),
        ("市财政局配合", "市教育局配合", [("财政局", "教育局")]),
        ("到2027年底", "到2026年6月底", [("2027年底", "2026年6月底")]),
        ("甲", "甲", []),
    ],
)
def test_numbers_and_words_change_as_a_whole(before: str, after: str, expected: list[tuple[str, str]]) -> None:
    changed = [(p.before, p.after) for p in redline(before, after) if p.kind != "same"]
    whole = ("".join(b for b, _ in changed), "".join(a for _, a in changed))
    assert whole == ("".join(b for b, _ in expected), "".join(a for _, a in expected))


PARAGRAPHS = (redline("比例不低于50%", "比例不低于80%"), redline("删去的*段落*", ""), redline("", "新增<段落>"))


def test_markdown_and_html_escape_what_is_text() -> None:
    assert "~~50%~~**80%**" in to_markdown(PARAGRAPHS)
    assert r"\*段落\*" in to_markdown(PARAGRAPHS)
    page = to_html(PARAGRAPHS, title="甲<乙")
    assert "<del>50%</del><ins>80%</ins>" in page
    assert "新增&lt;段落&gt;" in page
    assert "<title>甲&lt;乙</title>" in page
    assert "http" not in page


def test_docx_has_tracked_changes_and_the_same_bytes_every_time() -> None:
    data = to_docx(PARAGRAPHS)
    body = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    assert "<w:delText" in body
    assert body.count("<w:ins ") == 2
    assert "w:author" in body
    assert data == to_docx(PARAGRAPHS)
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {EPOCH}


def test_the_json_of_a_redline_keeps_the_kinds_of_its_pieces() -> None:
    assert to_wire(PARAGRAPHS)[1] == [{"kind": "removed", "before": "删去的*段落*", "after": ""}]


def test_a_list_of_bodies_goes_with_its_own_task_where_tasks_change_places() -> None:
    before = "甲县文化方案\n一、重点任务\n1.改造文化馆。2025年底前改造文化馆3个。\n责任单位：县文旅局、县财政局\n"
    before += "2.开展送戏下乡。每年送戏下乡100场。\n责任单位：县文旅局\n"
    after = "甲县文化方案\n一、重点任务\n1.开展送戏下乡。每年送戏下乡100场。\n责任单位：县文旅局\n"
    after += "2.改造文化馆。2025年底前改造文化馆3个。\n责任单位：县文旅局\n"
    sides = [side_of(extraction_of_text(text), None, PACK) for text in (before, after)]
    told = ["".join(f"[-{p.before}-]" if p.kind == "removed" else p.after for p in one) for one in redlined(*sides)]
    assert told[-1] == "责任单位：县文旅局[-、县财政局-]"
    assert told[3] == "责任单位：县文旅局"
