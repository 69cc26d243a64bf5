"""Single characters that stand for others: widths, blanks, zero-width signs, radicals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from chengnuo.packs import Pack
from chengnuo.spans import Doubt, Edit, Layer, Span

# Han characters and the signs of Chinese text that a half-width sign may stand beside.
HAN = r"\u3007\u3400-\u9fff\U00020000-\U000323af"
_CJK = HAN + r"、。《》〈〉「」『』【】〔〕（），；：？！”“’‘"
_BLANK = r"[ \u00a0\u2002-\u200a\u202f\u205f\u3000]"

# Nothing is looked at more closely in a text that has none of these (or of half-width signs, see below).
_ODD = re.compile(
    "["
    "\u0000-\u0008\u000b-\u001f\u0085\u00a0\u00ad\u180e\u2002-\u200f\u2028-\u202f\u205f-\u2064\ufeff"
    "\u2e80-\u2fdf\ue000-\uf8ff\uf900-\ufaff\uff05\uff0e\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\ufffd"
    "\U0002f800-\U0002fa1f\U000f0000-\U0010ffff"
    "]"
)
_ZERO_WIDTH = re.compile("[\u0000-\u0008\u000e-\u001f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+")
_LINE_FEEDS = re.compile("\r\n|[\r\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]")
_WIDE = re.compile(
    "[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff05]+|(?<=[0-9\uff10-\uff19])\uff0e(?=[0-9\uff10-\uff19])"
)
_RADICAL = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]+")
_REPLACEMENT = re.compile("\ufffd+")
_NARROW_SIGN = re.compile(rf"(?<=[{_CJK}])[,;:!]|[,;:!](?=[{_CJK}])|(?<=[{HAN}])\?(?=$|[”’」』\n])")
_BESIDE_WIDENED = re.compile("(?<=[，；：？！（）])[,;:!()]|[,;:!()](?=[，；：？！（）])")
_BRACKETS = re.compile(r"[()\n]")
_TO_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_DIGIT_BLANK = re.compile(
    rf"(?<=[{HAN}，。；：、（“])[ \u00a0](?=\d)|(?<=\d)[ \u00a0](?=[{HAN}%，。；：、）])"
    rf"|(?<=\d)[ \u00a0](?=[-—–][ \u00a0]?(?:19|20)\d\d(?!\d))|(?<=(?:19|20)\d\d[-—–])[ \u00a0](?=(?:19|20)\d\d)"
)


def find_odd(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that give odd characters their usual form, and doubts for those that have none."""
    if text.isascii() or not _ODD.search(text):
        return [], []
    edits = sorted(_odd(text, pack.table("repair", "radicals")), key=lambda e: e.span.start)
    return edits, list(_unreadable(text))


def find_widths(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:  # noqa: ARG001
    """The edits that make half-width signs and brackets beside Chinese text full-width."""
    edits: list[Edit] = []
    while True:
        found = [Edit(Span(m.start(), m.end()), _TO_WIDE[m[0]], "width") for m in _NARROW_SIGN.finditer(text)]
        found += _brackets(text)
        if not found:
            break
        edits += found
        found.sort(key=lambda e: e.span.start)
        # One for one, so places stay; a sign beside one that has just been widened is beside Chinese text now.
        text = Layer.of(text, found).output
        if not _BESIDE_WIDENED.search(text):
            break
    edits.sort(key=lambda e: e.span.start)
    return edits, []


def find_blanks(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:  # noqa: ARG001
    """The edits that close up the blanks between Chinese text and digits, and around the dash between two years."""
    return [Edit(Span(m.start(), m.end()), "", "blank-at-digit") for m in _DIGIT_BLANK.finditer(text)], []


def _odd(text: str, radicals: object) -> Iterator[Edit]:
    for m in _ZERO_WIDTH.finditer(text):
        yield Edit(Span(m.start(), m.end()), "", "zero-width")
    for m in _LINE_FEEDS.finditer(text):
        yield Edit(Span(m.start(), m.end()), "\n", "line-feed")
    for m in _WIDE.finditer(text):
        yield Edit(Span(m.start(), m.end()), unicodedata.normalize("NFKC", m[0]), "width")
    table = radicals if isinstance(radicals, dict) else {}
    for m in _RADICAL.finditer(text):
        usual = table.get(m[0]) or unicodedata.normalize("NFKC", m[0])
        if usual != m[0]:
            yield Edit(Span(m.start(), m.end()), usual, "radical")


def _unreadable(text: str) -> Iterator[Doubt]:
    for m in _PRIVATE.finditer(text):
        yield Doubt(
            code="private-use", span=Span(m.start(), m.end()), reason="characters of a font's own, meaning unknown"
        )
    for m in _REPLACEMENT.finditer(text):
        yield Doubt(code="lost-character", span=Span(m.start(), m.end()), reason="a character was lost in decoding")


def _brackets(text: str) -> Iterator[Edit]:
    """Half-width brackets become full-width, both of a pair, where one of them touches Chinese text."""
    if "(" not in text and ")" not in text:
        return
    open_at: list[int] = []
    for m in _BRACKETS.finditer(text):
        at = m.start()
        if m[0] == "\n":
            yield from _alone(text, open_at)
            open_at = []
        elif m[0] == "(":
            open_at.append(at)
        elif not open_at:
            yield from _alone(text, [at])
        else:
            start = open_at.pop()
            if _touches(text, start) or _touches(text, at):
                yield Edit(Span(start, start + 1), "（", "width")
                yield Edit(Span(at, at + 1), "）", "width")
    yield from _alone(text, open_at)


def _alone(text: str, places: list[int]) -> Iterator[Edit]:
    for at in places:
        if _touches(text, at):
            yield Edit(Span(at, at + 1), _TO_WIDE[text[at]], "width")


_CHINESE = re.compile(f"[{_CJK}]")


def _touches(text: str, at: int) -> bool:
    return bool((at and _CHINESE.match(text, at - 1)) or _CHINESE.match(text, at + 1))
