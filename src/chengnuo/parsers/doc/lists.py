"""The lists of a binary Word file ([MS-DOC] 2.9.147 LSTF, 2.9.150 LVL, 2.9.131 LFO), and the numbers that they give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from chengnuo.packs import Pack
from chengnuo.parsers.doc.fib import LIST, LIST_LEVEL, STYLE, i32, marks_of, u16, u32
from chengnuo.parsers.docx.numbering import LEVELS, Level, Listing, Numbering

_STYLES, _LISTS, _OVERRIDES = 0x00A2, 0x02E2, 0x02EA
"""Where the header holds the places of the style sheet, of the lists, and of their overrides."""
MOST_LISTS = 4_096
_FORMATS = {
    0x00: "decimal", 0x01: "upperRoman", 0x02: "lowerRoman", 0x03: "upperLetter", 0x04: "lowerLetter",
    0x0A: "ideographDigital", 0x0B: "japaneseCounting", 0x0E: "decimalFullWidth", 0x10: "japaneseLegal",
    0x11: "japaneseDigitalTenThousand", 0x12: "decimalEnclosedCircle", 0x13: "decimalFullWidth2", 0x16: "decimalZero",
    0x17: "bullet", 0x1A: "decimalEnclosedFullstop", 0x1B: "decimalEnclosedParen",
    0x1C: "decimalEnclosedCircleChinese", 0x1D: "ideographEnclosedCircle", 0x1E: "ideographTraditional",
    0x1F: "ideographZodiac", 0x21: "taiwaneseCounting", 0x22: "ideographLegalTraditional",
    0x23: "taiwaneseCountingThousand", 0x24: "taiwaneseDigital", 0x25: "chineseCounting",
    0x26: "chineseLegalSimplified", 0x27: "chineseCountingThousand", 0xFF: "none",
}  # fmt: skip
"""[MS-OSHARED] 2.2.1.3 MSONFC, as the names of ECMA-376."""
_AFTER = ("tab", "space", "nothing")


class Lists:
    """The lists of a document and where their counts stand."""

    __slots__ = ("_counts", "_styles")

    def __init__(self, main: bytes, table: bytes, pack: Pack) -> None:
        self._counts = Numbering(_overridden(main, table, _lists(main, table)), pack)
        self._styles = _styles(main, table)

    def label(self, marks: Mapping[int, int]) -> str:
        """The automatic number of the paragraph with these marks, which this counts on; "" where it has none."""
        style = self._styles.get(marks.get(STYLE, 0), {})
        number = marks.get(LIST, style.get(LIST, 0))
        level = marks.get(LIST_LEVEL, style.get(LIST_LEVEL, 0))
        return self._counts.label(str(number), level) if number else ""


def _lists(main: bytes, table: bytes) -> dict[int, tuple[Level, ...]]:
    """The levels of each list by its id."""
    at, size = u32(main, _LISTS), u32(main, _LISTS + 4)
    count = u16(table, at) if size else 0
    if count > MOST_LISTS or at + 2 + 28 * count > len(table):
        return {}
    heads = [(u32(table, at + 2 + 28 * i), table[at + 2 + 28 * i + 26] & 1) for i in range(count)]
    at += 2 + 28 * count
    found: dict[int, tuple[Level, ...]] = {}
    for name, simple in heads:
        levels = [Level() for _ in range(LEVELS)]
        for i in range(1 if simple else LEVELS):
            levels[i], at = _level(table, at)
        found[name] = tuple(levels)
    return found


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """The level that stands at `at`, and where the next one does. IndexError where the table ends before."""
    flags, marks, characters = table[at + 5], table[at + 25], table[at + 24]
    words = at + 28 + marks + characters
    size = u16(table, words)
    text = table[words + 2 : words + 2 + 2 * size].decode("utf-16-le", "replace")
    level = Level(
        format=_FORMATS.get(table[at + 4], "decimal"),
        text="".join(f"%{ord(sign) + 1}" if ord(sign) < LEVELS else sign for sign in text),
        start=max(0, i32(table, at)),
        after=_AFTER[min(table[at + 15], 2)],
        restart=table[at + 26] if flags & 0x08 else None,
        legal=bool(flags & 0x04),
    )
    return level, words + 2 + 2 * size


def _overridden(main: bytes, table: bytes, lists: Mapping[int, tuple[Level, ...]]) -> dict[str, Listing]:
    """The lists as paragraphs name them: by number from 1, with what is changed of their levels."""
    at, size = u32(main, _OVERRIDES), u32(main, _OVERRIDES + 4)
    count = u32(table, at) if size else 0
    if count > MOST_LISTS or at + 4 + 16 * count > len(table):
        return {}
    heads = [(u32(table, at + 4 + 16 * i), table[at + 4 + 16 * i + 12]) for i in range(count)]
    at += 4 + 16 * count
    found: dict[str, Listing] = {}
    for number, (name, changes) in enumerate(heads, start=1):
        levels, restarts = list(lists.get(name, ())), {}
        at += 4
        for _ in range(changes):
            start, flags = i32(table, at), u32(table, at + 4)
            at += 8
            i = flags & 0x0F
            if flags & 0x20:
                changed, at = _level(table, at)
                levels[i:] = [changed, *levels[i + 1 :]] if i < len(levels) else levels[i:]
            elif flags & 0x10 and i < len(levels):
                restarts[i] = max(0, start)
                levels[i] = replace(levels[i], start=restarts[i])
        if levels:
            found[str(number)] = Listing(str(name), tuple(levels), restarts)
    return found


def _styles(main: bytes, table: bytes) -> dict[int, dict[int, int]]:
    """The list and the level that each paragraph style gives, with those of the styles that it is based on."""
    own: dict[int, tuple[int, dict[int, int]]] = {}
    for number, (base, marks) in enumerate(_sheet(main, table)):
        own[number] = base, {code: marks[code] for code in (LIST, LIST_LEVEL) if code in marks}
    found: dict[int, dict[int, int]] = {}
    for number in own:
        chain: list[dict[int, int]] = []
        at = number
        while at in own and len(chain) < 20:  # a longer chain is a loop
            chain.append(own[at][1])
            at = own[at][0]
        merged: dict[int, int] = {}
        for marks in reversed(chain):
            merged |= marks
        if merged:
            found[number] = merged
    return found


def _sheet(main: bytes, table: bytes) -> Iterator[tuple[int, dict[int, int]]]:
    """The style that each style is based on, and the marks that it gives paragraphs; none for other styles."""
    start, size = u32(main, _STYLES), u32(main, _STYLES + 4)
    sheet = table[start : start + size]
    fixed, at = u16(sheet, 4), 2 + u16(sheet, 0)
    for _ in range(min(u16(sheet, 2), 4095)):
        style = sheet[at + 2 : at + 2 + u16(sheet, at)]
        at += 2 + len(style) + len(style) % 2
        kind, base = u16(style, 2) & 0x0F, u16(style, 2) >> 4
        words = fixed + 2 + 2 * u16(style, fixed) + 2
        length = u16(style, words)
        yield base, marks_of(style[words + 4 : words + 2 + length]) if kind == 1 and length > 2 else {}
