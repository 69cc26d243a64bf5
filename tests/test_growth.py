"""Time grows with the length of a text and not with its square, on texts made to provoke it."""

from __future__ import annotations

import time

import pytest

from chengnuo import extract_text

# A tenfold text may take thirty times as long before a square (a hundred times) is suspected: wide enough for a
# noisy machine, narrow enough to see quadratic work.
FACTOR = 10
ALLOWED = 30.0
HOSTILE = {
    "digits": "1",
    "decimals": "1.",
    "hanzi numerals": "一",
    "open brackets": "（",
    "nested titles": "《〈",
    "quotation marks": "“",
    "one long clause": "教育",
    "quantities in one clause": "增加3所、",
    "percentages in one line": "达到95%以上，",
    "dates in one line": "到2027年底，",
    "enumerators": "1.",
    "headings": "一、工作\n",
    "bodies": "市教育局、",
    "lists": "（责任单位：市教育局）",
    "table cells": "1\n市教育局\n2026年底\n",
    "glosses": "關(guān)",
    "lost dates": "20266月底，",
    "blank lines": "\n",
    "blanks": " ",
    "carriers": "关于印发《方案》的通知\n",
}


def seconds(text: str) -> float:
    """The time of the processor for reading the text once."""
    start = time.process_time()
    extract_text(text)
    return time.process_time() - start


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_text_takes_about_twice_the_time(name: str) -> None:
    unit = HOSTILE[name]
    small = unit * (4000 // len(unit))
    once = max(min(seconds(small) for _ in range(3)), 0.002)
    large = small * FACTOR
    # A busy machine may slow one reading down, not three.
    assert any(seconds(large) < ALLOWED * once for _ in range(3))
