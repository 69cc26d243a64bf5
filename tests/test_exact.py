"""Every row's quotation stands in the source at its offsets, whatever the source."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SHARED
from hypothesis import given, settings
from hypothesis import strategies as st

from chengnuo import extract_text
from chengnuo.pipeline import extraction_of_bytes
from chengnuo.wire import to_wire

LAYERS = ("dates", "percentages", "units", "commitments")
FILES = sorted((ROOT / "corpora").glob("*.txt"))
if SHARED.is_dir():
    FILES += sorted((SHARED / "eval" / "sources").glob("*.txt"))
    FILES += sorted((SHARED / "realdocs" / "txt").glob("*.txt"))[::9]

SEEDS = st.lists(
    st.sampled_from(
        [
            "到2027年底，",
            "全市",
            "覆盖率达到",
            "95%以上",
            "不低于",
            "4.2人",
            "、",
            "。",
            "\n",
            "一、",
            "（一）",
            "1.",
            "（责任单位：市教育局、",
            "市财政局）",
            "責任部門:區教體局",
            "關(guān)于",
            "20266月底",
            "《",
            "》",
            "“",
            "”",
            "（",
            "）",
            "增长",
            "6%",
            "—",
            "6.5%",
            "附件1",
            "关于印发",
            "方案",
            "的通知",
            "〔2023〕3号",
            "每年",
            "\x00",
            "\u200b",
            "　",
            "🀄",
            "𠮷",
        ]
    ),
    max_size=40,
).map("".join)


def assert_exact(result: dict[str, Any], text: str) -> None:
    """Each row's quotation is what stands at its offsets; each inner span lies in the text."""
    for layer in LAYERS:
        for row in result[layer]:
            assert 0 <= row["start"] < row["end"] <= len(text)
            assert row["quote"] == text[row["start"] : row["end"]]
    for row in result["commitments"]:
        if row["value_start"] is not None:
            assert 0 <= row["value_start"] < row["value_end"] <= len(text)
            assert row["start"] <= row["value_start"]
            assert row["value_end"] <= row["end"]
    for row in result["units"]:
        assert text[row["task"][0] : row["task"][1]].strip()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name[:40])
def test_every_quotation_stands_in_its_source(path: Path) -> None:
    data = path.read_bytes()
    result = to_wire(extraction_of_bytes(data, path.name))
    text = data.decode("utf-8-sig", errors="strict").replace("\r\n", "\n").replace("\r", "\n")
    assert_exact(result, text)
    assert result["rejected"] == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name[:40])
def test_the_documents_of_a_file_cover_it_in_order(path: Path) -> None:
    extraction = extraction_of_bytes(path.read_bytes(), path.name)
    assert extraction.parts[0].span.start == 0
    assert extraction.parts[-1].span.end == len(extraction.text)
    for before, after in zip(extraction.parts, extraction.parts[1:], strict=False):
        assert before.span.end == after.span.start


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_no_text_makes_it_fail_or_misquote(text: str) -> None:
    assert_exact(extract_text(text), text)


def test_the_same_input_gives_the_same_output(corpora: Path) -> None:
    text = next(corpora.glob("001*.txt")).read_text(encoding="utf-8")
    assert extract_text(text) == extract_text(text)


def test_the_corpora_are_the_documents_that_were_received(corpora: Path) -> None:
    listed = tomllib.loads((corpora / "corpora.toml").read_text(encoding="utf-8"))["document"]
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in corpora.glob("*.txt")}
    assert found == {row["file"]: row["sha256"] for row in listed}
