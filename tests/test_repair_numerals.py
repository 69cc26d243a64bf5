"""Dates in Chinese numerals that lost signs."""

from __future__ import annotations

import pytest

from chengnuo.packs import Pack
from chengnuo.repair import repair
from chengnuo.repair.numerals import parted, value


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("一九八五", 1985),
        ("二〇一一", 2011),
        ("二○○七", 2007),
        ("二OO八", 2008),
        ("二零二四", 2024),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("廿五", 25),
        ("08", 8),
        ("", 0),
        ("二十三十", 0),
        ("一二", 0),
        ("甲", 0),
        ("四十", 0),
    ],
)
def test_numerals_are_a_year_or_a_number_up_to_31(words: str, number: int) -> None:
    assert value(words) == number


@pytest.mark.parametrize(
    ("run", "year", "days"),
    [
        ("十二二十", 1985, [("十二", "二十")]),
        ("二十五", 2007, [("二", "十五")]),
        ("十一四", 2011, [("十一", "四")]),
        ("十二十一", 2010, [("十", "二十一"), ("十二", "十一")]),
        ("二三十", 2010, []),
        ("二二十九", 2011, []),
        ("二二十九", 2012, [("二", "二十九")]),
    ],
)
def test_a_run_of_numerals_is_parted_wherever_month_and_day_can_be(
    run: str, year: int, days: list[tuple[str, str]]
) -> None:
    assert list(parted(run, year)) == days


SIGNED = "国务院办公厅\n{}\n"
IN_FORCE = "本办法自{}起施行。"


@pytest.mark.parametrize("frame", [SIGNED, IN_FORCE])
@pytest.mark.parametrize(
    ("garbled", "meant"),
    [
        ("一九八五十二月二十日", "一九八五年十二月二十日"),
        ("一九八五年十二二十日", "一九八五年十二月二十日"),
        ("一九八五年十二月二十", "一九八五年十二月二十日"),
        ("一九八五十二二十", "一九八五年十二月二十日"),
        ("二〇〇七二十五日", "二〇〇七年二月十五日"),
        ("二○○一四四", "二○○一年四月四日"),
        ("二〇一一十一月四", "二〇一一年十一月四日"),
    ],
)
def test_lost_signs_of_a_date_in_numerals_come_back_with_a_doubt(
    pack: Pack, frame: str, garbled: str, meant: str
) -> None:
    rewrite = repair(frame.format(garbled), pack)
    assert rewrite.text == frame.format(meant)
    assert [doubt.code for doubt in rewrite.doubts] == ["restored-date"]


def test_a_month_or_a_day_in_numerals_stays_open(pack: Pack) -> None:
    rewrite = repair("二〇一一年十一，会议召开。", pack)
    assert rewrite.text == rewrite.source
    assert [(d.code, d.alternatives) for d in rewrite.doubts] == [("open-date", ("二〇一一年十一月",))]


@pytest.mark.parametrize(
    "text",
    [
        "国务院办公厅\n一九八五年十二月二十日\n",
        "二〇一七年十月，十九大召开。",
        "一九四九至一九七八年间",
        "共二十五日。",
        "一九八五年三月五中全会",
        "到二〇二〇年底前完成",
        "二〇二四年四月至六月、九月。",
    ],
)
def test_numerals_in_order_stay(pack: Pack, text: str) -> None:
    rewrite = repair(text, pack)
    assert rewrite.text == text
    assert not rewrite.doubts
