from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengnuo.numbers import number_in_words, parse_number


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,234.5", "1234.5"),
        ("１２．５", "12.5"),
        ("1.9万", "19000"),
        ("3.5千万", "35000000"),
        ("1.3万亿", "1300000000000"),
        ("两千三百亿", "230000000000"),
        ("一百二十", "120"),
        ("两千万", "20000000"),
        ("三万五", "35000"),
        ("一百零五", "105"),
        ("二〇二五", "2025"),
        ("二○一九", "2019"),
        ("十五点五", "15.5"),
        ("三点五万", "35000"),
        ("半", "0.5"),
        ("廿三", "23"),
        ("卅", "30"),
        ("壹佰贰拾叁", "123"),
        ("负三十二", "-32"),
        ("万亿", "1000000000000"),
        ("1.2兆", "1200000000000"),
    ],
)
def test_numerals_have_their_value(words: str, value: str) -> None:
    assert parse_number(words) == Decimal(value)


@pytest.mark.parametrize(
    "words", ["", "十几", "数百", "几千万", "十一十二", "一百二三", "点五", "零点", "万五千百", "个", "-"]
)
def test_vague_and_broken_numerals_are_none(words: str) -> None:
    assert parse_number(words) is None


def test_a_run_of_digits_too_long_to_mean_anything_is_none() -> None:
    assert parse_number("1" * 10_000) is None
    assert parse_number("万" * 20) is None


@given(st.integers(min_value=-(10**16) + 1, max_value=10**16 - 1))
def test_a_number_in_words_reads_back(value: int) -> None:
    assert parse_number(number_in_words(value)) == value


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=99))
def test_arabic_numerals_with_decimals_and_commas_read_alike(whole: int, hundredths: int) -> None:
    expected = Decimal(whole) + Decimal(hundredths) / 100
    assert parse_number(f"{whole}.{hundredths:02d}") == expected
    assert parse_number(f"{whole:,}.{hundredths:02d}") == expected


@given(st.text(alphabet="0123456789.,零一二两三十百千万亿点半负廿 　-", max_size=80))
def test_no_run_of_numeral_characters_fails(words: str) -> None:
    value = parse_number(words)
    assert value is None or value.is_finite()


def test_numbers_are_written_as_people_write_them() -> None:
    assert number_in_words(1_0005_0060) == "一亿零五万零六十"
    assert number_in_words(3_0000_0000_0000) == "三万亿"
    assert number_in_words(-2019) == "负二千零一十九"
    assert [number_in_words(n) for n in (10, 11, 110, 10_0000)] == ["十", "十一", "一百一十", "十万"]
    with pytest.raises(ValueError, match="too large"):
        number_in_words(10**16)
