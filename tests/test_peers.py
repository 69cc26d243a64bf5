"""The cases of other projects, run where they apply; where they do not, the table says why."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chengnuo.extract.times import find_times
from chengnuo.model import Outline, Part
from chengnuo.numbers import parse_number
from chengnuo.packs import load_pack
from chengnuo.spans import Span

PEERS = Path(__file__).parents[1].parent / "shared" / "peers"

pytestmark = pytest.mark.skipif(not PEERS.is_dir(), reason="the peers' cases are not beside this checkout")

# Not applicable: a pattern over the case's words, and the reason.
NUMBERS_ELSEWHERE = (
    (r"[余多几餘幾]", "a vague numeral: 余 and 多 are bounds, which the quantities keep (500多亿 is > 50 billion)"),
    (r"分\s*之|/", "a fraction is a share: the quantities read it, in per cent"),
    (r"\^|[0-9]e|E", "powers and exponents do not stand in government documents"),
    (r"打|半百", "dozens and scores are no numerals of official prose"),
    (r"^[百千]三$|^零十$", "colloquial 百三 for 130 would make 百 in 百三 read as a number in running prose"),
    (r"[kKmM]$", "k and M after a digit are units (kW, Mbps) in the documents"),
    (r"[元圆角分整正]", "currency is a unit of measure, which the quantities read"),
)
STRICTER_THERE = (
    (r"^一一$|^壹壹$", "digits in a row are a number there outside strict mode, and here: 二五 in 二〇二五"),
    (r"^10\.1万零100$", "mixed forms are read by their parts"),
)
PERIODS_ELSEWHERE = (
    (r"周|週", "weeks relative to the day of speaking: a document's date is no such day"),
    (r"下个月|上1月|下1年|下1天", "months and days relative to the day of speaking"),
    (r"今年夏天", "a season in everyday words; 今年夏季 is read, and 今年 here"),
    (r"789年|15年|0?[78] ?年|零八年", "a year of one to three digits is a length of time, or needs its century"),
    (r"^(?:2018|2100|1500)看", "a bare number is no date without 年"),
    (r"之后.*之前", "two dates by the guidelines: 前 and 后 are outside the span"),
    (r"元年|康熙|雍正", "reigns of emperors"),
    (r"10/1/2018", "month before day and year is not written in Chinese documents"),
    (r"^(?:100|1499|2101)只", "no date there, and none here"),
)


def cases(name: str) -> list[Any]:
    path = PEERS / name
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else []


def reason(words: str, table: tuple[tuple[str, str], ...]) -> str | None:
    return next((why for pattern, why in table if re.search(pattern, words)), None)


def numbers_of_cn2an() -> list[tuple[str, str | None]]:
    rows: list[tuple[str, str | None]] = []
    for group in cases("cn2an.cases.json"):
        if "direct" in group["name"]:
            continue  # digits read out one by one to a string (零一 to "01"): a code, not a number
        for case in group["cases"]:
            words, value = case if isinstance(case, list) else (case, None)
            rows.append((words, None if value is None else str(value)))
    return rows


@pytest.mark.parametrize(("words", "value"), numbers_of_cn2an())
def test_cn2ans_cases_are_read_as_it_reads_them(words: str, value: str | None) -> None:
    why = reason(words, NUMBERS_ELSEWHERE + (STRICTER_THERE if value is None else ()))
    if why is not None:
        pytest.skip(why)
    parsed = parse_number(words)
    if value is None:
        assert parsed is None
    else:
        assert parsed is not None
        assert float(parsed) == float(value)


def numbers_of_recognizers() -> list[tuple[str, str]]:
    return sorted(
        {
            (result["Text"], result["Resolution"]["value"])
            for case in cases("recognizers-zh-number.json")
            for result in case["Results"]
        }
    )


@pytest.mark.parametrize(("words", "value"), numbers_of_recognizers())
def test_microsofts_cases_of_numbers_are_read(words: str, value: str) -> None:
    why = reason(words, NUMBERS_ELSEWHERE)
    if why is not None:
        pytest.skip(why)
    parsed = parse_number(words)
    assert parsed is not None
    assert abs(parsed - Decimal(value)) <= abs(parsed) * Decimal("1e-14")


def periods_of_recognizers() -> list[tuple[str, tuple[str, ...]]]:
    found = cases("recognizers-zh-date-period-extractor.json")
    return [(case["Input"], tuple(result["Text"] for result in case["Results"])) for case in found]


@pytest.mark.parametrize(("text", "expected"), periods_of_recognizers())
def test_microsofts_cases_of_periods_are_read(text: str, expected: tuple[str, ...]) -> None:
    why = reason(text, PERIODS_ELSEWHERE)
    if why is not None:
        pytest.skip(why)
    # The repair takes out blanks between hanzi and digits; 从 and 近 are outside the span by the guidelines.
    clean = re.sub(r"\s+", "", text)
    part = Part(span=Span(0, len(clean)), title=None, genre=None, date="2025-03-01")
    found = find_times(Outline(text=clean, parts=(part,)), load_pack(), issued=None)
    wanted = [re.sub(r"\s+", "", words).removeprefix("从").removeprefix("近") for words in expected]
    assert [mention.span.of(clean) for mention in found] == wanted
