"""Automatic numbering as a reader sees it: 一、 （一） 1. ① rendered from numbering.xml (ECMA-376, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from chengnuo.numbers import Numerals, in_numerals
from chengnuo.packs import Pack
from chengnuo.parsers.docx.names import VAL, W, on

if TYPE_CHECKING:
    from lxml.etree import _Element

LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_BULLET = "•"

Formats = Mapping[str, Callable[[int], str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How one level of a list counts and looks; `text` holds %1 … %9 for the counts of the levels."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    after: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: lists of one `abstract` count on from each other, but at the levels that it starts again at a number."""

    abstract: str
    levels: tuple[Level, ...]
    restarts: Mapping[int, int] = field(default_factory=dict)


class Numbering:
    """The lists of a document and where their counts stand."""

    __slots__ = ("_counts", "_formats", "_lists", "_started")

    def __init__(self, lists: Mapping[str, Listing], pack: Pack) -> None:
        self._lists = lists
        self._formats = number_formats(pack)
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def level_of_style(self, number: str, style: str) -> int:
        """The level of the list `number` that belongs to a paragraph style; 0 where none does."""
        found = self._lists.get(number)
        return next((i for i, level in enumerate(found.levels) if level.style == style), 0) if found else 0

    def label(self, number: str, level: int) -> str:
        """The next number of the list `number` at `level`, with what follows it; "" where it shows none."""
        found = self._lists.get(number)
        if found is None or not 0 <= level < LEVELS:
            return ""
        counts = self._count(found, number, level)
        this = found.levels[level]
        if this.format == "bullet":
            return _BULLET if this.text.strip() else ""
        text = _PLACEHOLDER.sub(lambda m: self._shown(found.levels, counts, int(m[1]) - 1, this), this.text)
        return text + _after(text, this.after)

    def _count(self, found: Listing, number: str, level: int) -> list[int | None]:
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        if level in found.restarts and (number, level) not in self._started:
            self._started.add((number, level))
            counts[level] = found.restarts[level]
        else:
            before = counts[level]
            counts[level] = found.levels[level].start if before is None else before + 1
        for higher in range(level):
            if counts[higher] is None:
                counts[higher] = found.levels[higher].start
        for lower in range(level + 1, LEVELS):
            after = found.levels[lower].restart
            if after is None or 0 < level + 1 <= after:
                counts[lower] = None
        return counts

    def _shown(self, levels: tuple[Level, ...], counts: list[int | None], at: int, this: Level) -> str:
        return counted("decimal" if this.legal else levels[at].format, counts[at] or 0, self._formats)


def _after(text: str, after: str) -> str:
    """What stands between the number and the paragraph: nothing after punctuation, where Chinese writes none."""
    return " " if after != "nothing" and (text[-1:].isdecimal() or text[-1:].isalpha()) else ""


def counted(name: str, count: int, formats: Formats) -> str:
    """`count` in the number format `name`; in decimal where the format is unknown."""
    if name == "none":
        return ""
    writer = formats.get(name)
    return writer(count) if writer and count >= 0 else str(count)


@lru_cache(maxsize=8)
def number_formats(pack: Pack) -> Formats:
    """The number formats of ECMA-376 17.18.59 that are not plain decimal, by their names."""
    table = pack.table("parsers", "digits")
    digits, stems, branches = str(table["counting"]), str(table["stems"]), str(table["branches"])

    def chinese(digits: str, places: str, myriad: str) -> Callable[[int], str]:
        numerals = Numerals(table[digits], ("", *table[places]), ("", table[myriad]))
        return lambda n: in_numerals(n, numerals)

    def by_place(n: int) -> str:
        return "".join(digits[int(d)] for d in str(n))

    counting = chinese("counting", "places", "myriad_simplified")
    old = chinese("legal_traditional", "legal_places", "myriad_traditional")
    return {
        "chineseCounting": counting,
        "chineseCountingThousand": counting,
        "japaneseCounting": counting,
        "taiwaneseCounting": counting,
        "taiwaneseCountingThousand": chinese("counting", "places", "myriad_traditional"),
        "ideographDigital": by_place,
        "taiwaneseDigital": by_place,
        "japaneseDigitalTenThousand": by_place,
        "koreanDigital2": by_place,
        "chineseLegalSimplified": chinese("legal_simplified", "legal_places", "myriad_simplified"),
        "ideographLegalTraditional": old,
        "japaneseLegal": old,
        "ideographTraditional": lambda n: _in_turn(stems, n),
        "ideographZodiac": lambda n: _in_turn(branches, n),
        "upperLetter": lambda n: _letters(n, "A"),
        "lowerLetter": lambda n: _letters(n, "a"),
        "upperRoman": _roman,
        "lowerRoman": lambda n: _roman(n).lower(),
        "decimalZero": lambda n: f"{n:02d}",
        "decimalFullWidth": _full_width,
        "decimalFullWidth2": _full_width,
        "decimalEnclosedCircle": _circled,
        "decimalEnclosedCircleChinese": _circled,
        "decimalEnclosedParen": lambda n: _from(0x2474, n, 20),
        "decimalEnclosedFullstop": lambda n: _from(0x2488, n, 20),
        "ideographEnclosedCircle": lambda n: _from(0x3280, n, 10),
        "ideographEnclosedParen": lambda n: _from(0x3220, n, 10),
    }


def _in_turn(signs: str, n: int) -> str:
    return signs[n - 1] if 1 <= n <= len(signs) else str(n)


def _letters(n: int, first: str) -> str:
    return chr(ord(first) + (n - 1) % 26) * ((n - 1) // 26 + 1) if 1 <= n <= 780 else str(n)


def _roman(n: int) -> str:
    if not 0 < n < 4000:
        return str(n)
    out = ""
    for value, sign in (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ):
        out += sign * (n // value)
        n %= value
    return out


def _full_width(n: int) -> str:
    return "".join(chr(0xFF10 + int(d)) for d in str(n))


def _circled(n: int) -> str:
    if n <= 20:
        return _from(0x2460, n, 20)
    return chr(0x3251 + n - 21) if n <= 35 else chr(0x32B1 + n - 36) if n <= 50 else str(n)


def _from(first: int, n: int, last: int) -> str:
    return chr(first + n - 1) if 1 <= n <= last else str(n)


# ---------------------------------------------------------------- numbering.xml


def read_lists(root: _Element | None, styles: Mapping[str, str]) -> dict[str, Listing]:
    """The lists of numbering.xml by numId; `styles` gives the numId that a numbering style uses."""
    if root is None:
        return {}
    abstracts = {a.get(W + "abstractNumId", ""): a for a in root.findall(W + "abstractNum")}
    numbers = {n.get(W + "numId", ""): n for n in root.findall(W + "num")}
    cache: dict[str, tuple[Level, ...]] = {}

    def levels_of(abstract: str, depth: int = 0) -> tuple[Level, ...]:
        if abstract not in cache:
            element = abstracts.get(abstract)
            link = None if element is None else element.find(W + "numStyleLink")
            target = numbers.get(styles.get(link.get(VAL, ""), "")) if link is not None else None
            if target is not None and depth < 4:
                return levels_of(_value(target, "abstractNumId"), depth + 1)
            cache[abstract] = _levels(element)
        return cache[abstract]

    found: dict[str, Listing] = {}
    for number, element in numbers.items():
        abstract = _value(element, "abstractNumId")
        found[number] = _overridden(abstract, levels_of(abstract), element)
    return found


def _overridden(abstract: str, levels: Sequence[Level], number: _Element) -> Listing:
    """The list with what its own <w:num> says otherwise than the levels that it shares with others."""
    own, restarts = list(levels), dict[int, int]()
    for override in number.findall(W + "lvlOverride"):
        at = _number(override.get(W + "ilvl"), 0)
        if not 0 <= at < LEVELS:
            continue
        changed = override.find(W + "lvl")
        if changed is not None:
            own[at] = _level(changed)
        start = override.find(W + "startOverride")
        if start is not None:
            restarts[at] = _number(start.get(VAL), 1)
            own[at] = replace(own[at], start=restarts[at])
    return Listing(abstract, tuple(own), restarts)


def _levels(abstract: _Element | None) -> tuple[Level, ...]:
    levels = [Level() for _ in range(LEVELS)]
    for element in () if abstract is None else abstract.findall(W + "lvl"):
        at = _number(element.get(W + "ilvl"), 0)
        if 0 <= at < LEVELS:
            levels[at] = _level(element)
    return tuple(levels)


def _level(element: _Element) -> Level:
    restart = element.find(W + "lvlRestart")
    legal = element.find(W + "isLgl")
    return Level(
        format=_value(element, "numFmt") or "decimal",
        text=_value(element, "lvlText"),
        start=_number(_value(element, "start"), 0),
        after=_value(element, "suff") or "tab",
        restart=None if restart is None else _number(restart.get(VAL), 0),
        legal=legal is not None and on(legal.get(VAL)),
        style=_value(element, "pStyle"),
    )


def _value(element: _Element, name: str) -> str:
    child = element.find(W + name)
    return "" if child is None else child.get(VAL) or ""


def _number(text: str | None, default: int) -> int:
    try:
        return min(int(text), 1_000_000) if text else default
    except ValueError:
        return default
