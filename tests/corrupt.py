"""Corrupts clean text the way that real pages are: glosses, lost signs of dates and numbers, wrong encodings."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from opencc import OpenCC
from pypinyin import Style, pinyin

_DATE = re.compile(r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{4}年(?=底)")
_NUMBER = re.compile(r"〔(\d{4})〕(\d{1,4})号")
TO_TRADITIONAL = OpenCC("s2t")


def glossed(text: str, chance: random.Random) -> str:
    """Traditional text with the pinyin of the simplified character behind most characters that differ."""
    old = str(TO_TRADITIONAL.convert(text))
    out = []
    for simple, traditional in zip(text, old, strict=True):
        out.append(traditional)
        if simple != traditional and chance.random() < 0.8:
            out.append(f"({pinyin(simple, style=Style.TONE)[0][0]})")
    return "".join(out)


def without_date_signs(text: str, chance: random.Random) -> str:
    """Every date loses one or more of its signs, as pages lose them: 年, 月 and 日 each with even odds."""

    def lose(m: re.Match[str]) -> str:
        signs = [c for c in m[0] if c in "年月日"]
        lost = {c for c in signs if chance.random() < 0.5} or {chance.choice(signs)}
        return "".join(c for c in m[0] if c not in lost)

    return _DATE.sub(lose, text)


def without_brackets(text: str, chance: random.Random) -> str:
    """Every document number loses one or both of its brackets, or 号."""
    ways: tuple[Callable[[str, str], str], ...] = (
        lambda year, number: f"{year}{number}号",
        lambda year, number: f"〔{year}{number}号",
        lambda year, number: f"{year}〕{number}号",
        lambda year, number: f"〔{year}〕{number}",
        lambda year, number: f"〔{year}{number}",
    )
    return _NUMBER.sub(lambda m: chance.choice(ways)(m[1], m[2]), text)


def misread(text: str, written: str, read: str) -> str:
    """The text written in one encoding and read in another."""
    return text.encode(written).decode(read, "replace")
