"""Text that was read in a wrong encoding twice, or lost so much that no row of it may go without a doubt."""

from __future__ import annotations

import random

import corrupt
import pytest

from chengnuo import extract_text
from chengnuo.packs import Pack
from chengnuo.repair import repair

PROSE = (
    "各县（市、区）人民政府，市政府各部门：\n"
    "根据省政府的统一部署，到2027年底，全市新建公办幼儿园100所，普惠性幼儿园覆盖率达到95%以上。\n"
    "各地要在2026年6月30日前制定实施方案，明确责任单位和完成时限，并报市教育局备案。\n"
    "市财政局负责落实建设资金，市自然资源局负责保障建设用地，有关情况每年向社会公开。\n"
)


@pytest.mark.parametrize(
    "steps",
    [
        [("utf-8", "latin-1"), ("utf-8", "cp1252")],
        [("utf-8", "cp1252"), ("utf-8", "cp1252")],
        [("gbk", "latin-1"), ("utf-8", "latin-1")],
        [("gbk", "cp1252"), ("utf-8", "cp1252")],
        [("gbk", "latin-1"), ("utf-8", "gbk")],
        [("utf-8", "latin-1"), ("utf-8", "gbk")],
        [("utf-8", "gb18030"), ("utf-8", "gb18030")],
    ],
    ids=lambda steps: " ".join(f"{written}>{read}" for written, read in steps),
)
def test_what_was_read_wrongly_twice_comes_back_with_a_doubt(pack: Pack, steps: list[tuple[str, str]]) -> None:
    garbled = PROSE
    for written, read in steps:
        garbled = corrupt.misread(garbled, written, read)
    found = repair(garbled, pack)
    for wanted in ("2027年", "100", "95%", "2026年6月30日"):
        assert wanted in found.text
    same = sum(1 for character in set(PROSE) if character in found.text)
    assert same >= 0.85 * len(set(PROSE))
    assert "mojibake" in {doubt.code for doubt in found.doubts}
    assert all(row["doubts"] for row in extract_text(garbled)["commitments"])


def _without_bytes(text: str, encoding: str) -> str:
    chance = random.Random(3)
    return bytes(byte for byte in text.encode(encoding) if byte < 0x80 or chance.random() > 0.04).decode(
        encoding, "replace"
    )


def test_a_double_byte_text_that_lost_bytes_has_a_doubt_over_all_of_it(pack: Pack) -> None:
    found = repair(_without_bytes(PROSE * 6, "gbk"), pack)
    (doubt,) = [doubt for doubt in found.doubts if doubt.code == "unreadable"]
    assert "read one byte off" in doubt.reason
    assert len(doubt.span) == len(found.source)


def test_single_characters_that_were_lost_say_nothing_of_the_others(pack: Pack) -> None:
    lost = "".join("\ufffd" if at % 40 == 39 else character for at, character in enumerate(PROSE * 6))
    assert "unreadable" not in {doubt.code for doubt in repair(lost, pack).doubts}


def test_a_text_of_question_marks_says_how_much_is_gone(pack: Pack) -> None:
    lost = PROSE.encode("gbk").decode("ascii", "replace").replace("\ufffd", "?")
    (doubt,) = [doubt for doubt in repair(lost, pack).doubts if doubt.code == "unreadable"]
    assert doubt.reason.startswith("100 of 100 characters were lost")
    asked = "有哪些材料??需要几天??" + "办理入学要带哪些材料，在哪里办，几天办结，哪些情形不予受理。" * 5
    assert not [doubt for doubt in repair(asked, pack).doubts if doubt.code == "unreadable"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("一、今年建成幼儿园1\ufffd5所。", "1\ufffd5所"),
        ("一、到2026年底，义务教育巩\ufffd率达到95%以上。", "巩\ufffd率达到95%"),
        ("一、今年建成公办学校\ufffd5所。", "\ufffd5所"),
    ],
)
def test_a_row_whose_words_lost_a_character_has_a_doubt(text: str, quote: str) -> None:
    (row,) = extract_text(text)["commitments"]
    assert quote in row["quote"]
    assert "lost-character" in {doubt["code"] for doubt in row["doubts"]}


def test_a_number_behind_a_lost_character_may_be_another() -> None:
    found = extract_text("到20\ufffd6年底，覆盖率达到9\ufffd5%。")
    assert [[doubt["code"] for doubt in date["doubts"]] for date in found["dates"]] == [["lost-character"]]
    assert all("lost-character" in {d["code"] for d in share["doubts"]} for share in found["percentages"])


def test_a_row_beside_one_that_lost_a_character_has_no_such_doubt() -> None:
    rows = extract_text("一、今年建成幼儿\ufffd15所。\n二、到2026年底，新增学位2000个。")["commitments"]
    codes = [{doubt["code"] for doubt in row["doubts"]} for row in rows]
    assert ["lost-character" in each for each in codes] == [True, False]
