"""What `import chengnuo` offers: texts and files, as JSON-ready values and as values with spans."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

import chengnuo
from chengnuo.cli import run
from chengnuo.pipeline import extraction_of_text

SENTENCE = "到2027年底，全市普惠性幼儿园覆盖率达到95%以上。"


def test_a_file_gives_what_the_command_prints(corpora: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = min(corpora.glob("*.txt"))
    assert run(["extract", str(path)]) == 0
    assert chengnuo.extract_file(path) == json.loads(capsys.readouterr().out)


def test_a_text_gives_the_same_as_a_file_of_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    file, text = chengnuo.extract_file(tmp_path / "a.txt"), chengnuo.extract_text(SENTENCE)
    assert file["source"] == "a.txt"
    for layer in ("documents", "dates", "percentages", "units", "doubts"):
        assert file[layer] == text[layer]
    (row,), (same,) = file["commitments"], text["commitments"]
    assert row["indicator_id"] == same["indicator_id"] == "schooling.inclusive-kindergartens"


def test_values_have_exact_numbers_and_places() -> None:
    found = chengnuo.read_text(SENTENCE)
    (row,) = found.commitments
    assert (row.op, row.value, row.unit, row.deadline) == (">=", Decimal(95), "%", "2027-12")
    assert row.value_span is not None
    assert row.value_span.of(found.text) == "95%以上"


def test_a_parser_is_told_what_it_takes(tmp_path: Path) -> None:
    # Of so few characters nobody could say whether they are Japanese or Chinese.
    (tmp_path / "a.txt").write_bytes("承諾".encode("cp932"))
    assert chengnuo.read_file(tmp_path / "a.txt", encoding="cp932").text == "承諾"
    assert chengnuo.read_file(tmp_path / "a.txt").text != "承諾"


def test_a_date_from_outside_resolves_what_is_relative() -> None:
    (row,) = chengnuo.extract_text("明年底前，全市新增学位2000个。", issued="2024-05-20")["commitments"]
    assert row["deadline"] == "2025-12"


def test_an_unreadable_file_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"")
    with pytest.raises(chengnuo.UnreadableFile) as error:
        chengnuo.read_file(tmp_path / "a.pdf")
    assert error.value.reason == "the file is empty"
    with pytest.raises(chengnuo.ChengnuoError, match="there is no such file"):
        chengnuo.read_file(tmp_path / "none.pdf")


def test_a_date_given_for_a_document_without_one_is_its_date() -> None:
    found = extraction_of_text("某县教育发展规划\n2020年新建学校2所。到2025年新建学校5所。\n", issued="2023-06")
    assert [part.date for part in found.parts] == ["2023-06"]
    assert [row.deadline for row in found.commitments if row.status == "pledged"] == ["2025"]
