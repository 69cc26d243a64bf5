"""The sentences that say why: both languages, dates and numbers in words."""

from __future__ import annotations

import ast
import string
from dataclasses import fields
from decimal import Decimal

import pytest
from conftest import ROOT
from making import PACK, pledge

from chengnuo.changes import change
from chengnuo.errors import BadPack
from chengnuo.messages import fields_in_doubt, in_language, number, say_date, say_doubt, say_value
from chengnuo.model import Commitment
from chengnuo.spans import Doubt, Span


def places(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_language_has_every_sentence_with_the_same_places() -> None:
    chinese, english = PACK.table("messages", "zh"), PACK.table("messages", "en")
    assert chinese.keys() == english.keys()
    for key, words in chinese.items():
        assert places(english[key]) <= places(words), key


def test_a_pack_can_speak_english() -> None:
    english = in_language(PACK, "en")
    before, after = pledge("办成", deadline="2028"), pledge("办成", deadline="2030")
    assert change(before, after, english).because == "due later: 2028 → 2030."
    assert change(before, after, PACK).because == "时限由2028年推迟到2030年。"
    with pytest.raises(BadPack):
        in_language(PACK, "tlh")


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2026", "2026年"),
        ("2026-06", "2026年6月"),
        ("2026-06-05", "2026年6月5日"),
        ("2024-23", "2024年秋季"),
        ("2024-01/2024-06", "2024年1月至2024年6月"),
        (None, "未写时限"),
        ("P3Y", "P3Y"),
    ],
)
def test_a_date_is_said_in_words(edtf: str | None, words: str) -> None:
    assert say_date(PACK, edtf) == words


def test_a_value_is_said_with_its_bound_and_unit() -> None:
    assert say_value(PACK, pledge("甲", "95", "%", op=">=")) == "不低于95%"
    assert say_value(PACK, pledge("甲", "6.5", "%", change="increase")) == "增长6.5%"
    assert say_value(PACK, pledge("甲")) == "无数值"
    assert say_value(PACK, pledge("甲", "2233000000", "元")) == "22.33亿元"
    assert say_value(PACK, pledge("甲", "19000", "个")) == "1.9万个"
    assert say_value(PACK, pledge("甲", "12345", "个")) == "12345个"
    assert say_value(in_language(PACK, "en"), pledge("甲", "19000", "个")) == "19000个"
    assert number(Decimal(2233000000)) == "2233000000"
    assert number(Decimal("4.50")) == "4.5"
    assert number(Decimal("1E+3")) == "1000"


def test_a_doubt_is_said_in_the_readers_language_with_what_was_read() -> None:
    doubt = Doubt(code="restored-date", span=Span(0, 1), reason="characters lost beside digits; read as 5月16日")
    assert say_doubt(PACK, doubt) == "数字旁的字丢失，按上下文补出 → 5月16日"
    assert say_doubt(in_language(PACK, "en"), doubt) == doubt.reason
    chinese = Doubt(code="order-unknown", span=Span(0, 1), reason="不知先后")
    assert say_doubt(PACK, chinese) == "不知先后"
    assert "not known" in say_doubt(in_language(PACK, "en"), chinese)
    assert say_doubt(PACK, Doubt(code="x", span=Span(0, 1), reason="something new")) == "something new"


def test_a_doubt_is_about_a_field_or_about_the_words_of_the_source() -> None:
    codes = (
        "deadline-missing",
        "implied-unit",
        "deadline-inherited",
        "lost-character",
        "outcome-vague",
        "bound-shared",
    )
    doubts = [Doubt(code=code, span=Span(0, 1), reason="") for code in codes]
    assert fields_in_doubt(doubts) == ("deadline", "unit", "quote", "indicator", "op")
    assert set(fields_in_doubt(doubts)) <= {field.name for field in fields(Commitment)}


def codes_of_doubts() -> set[str]:
    """The codes that are written out: in `Doubt(code=…)`, `Question(…)`, `Lie(…)`, where a writer is told, in rules."""
    found = {rule.get("code") for rule in PACK.rules("assemble", "doubt")} | {
        why.split()[0] for why in PACK.table("assemble", "guessed")
    }
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            given = [one.value for one in node.keywords if one.arg == "code"] if name == "Doubt" else node.args[:1]
            if name in {"Doubt", "Question", "Lie", "doubt"}:
                found |= {one.value for one in given if isinstance(one, ast.Constant)}
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_doubt_can_be_said_in_either_language(language: str) -> None:
    known = PACK.table("messages", language)
    silent = {code for code in codes_of_doubts() if not {f"doubt.{code}", f"doubt.{code.split('-')[0]}"} & known.keys()}
    assert silent == set()
