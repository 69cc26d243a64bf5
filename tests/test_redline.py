"""A redline that reads in Chinese, in four formats."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengnuo.redline import redline, to_docx, to_html, to_markdown, to_wire

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


def test_wire_keeps_kinds() -> None:
    assert to_wire(PARAGRAPHS)[1] == [{"kind": "removed", "before": "删去的*段落*", "after": ""}]
