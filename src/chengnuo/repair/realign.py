"""GBK text whose bytes were read one off: `。現` (A1A3 AC46) that became `?，F` (A1 | A3AC | 46).

A site that puts bytes into GBK text without minding its pairs breaks the pair before them; the reading goes wrong from
there to the next single byte. What stood there can be computed: the first byte of Chinese punctuation is A1, and
all the others are there, but for those of pairs that GBK has no character for. Terms in quotation marks that lost some
so (`“十四五”`, read as `“誓五”`) are known by what is left of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from chengnuo.packs import Pack
from chengnuo.remembered import compiled
from chengnuo.repair.glosses import SYLLABLE
from chengnuo.repair.readings import is_gloss, simplified
from chengnuo.spans import Doubt, Edit, Span

_PUNCTUATION = 0xA1
# Full-width signs that were made half-width after the accident.
_WIDE = {",": "，", "!": "！", "?": "？", ":": "：", ";": "；"}
_SHIFTED = compiled(
    r"\?([,!?:;，！？：；])([\u3100-\u312f\u3400-\u9fff]{0,5})"
    r"(?:([@-~])(?=\((" + SYLLABLE + r")\)|)|\?(" + SYLLABLE + r")\))"
)
_ALONE = compiled(r"\?(?<=[\u3400-\u9fff]\?)\?*(?=[\u3400-\u9fff])")
_TAG = compiled(r"\?[！!]\?(/[a-z][a-z0-9]{0,9}>)")
_SWALLOWED = compiled(r"\?(" + SYLLABLE + r")\)([@-~])(?=\((" + SYLLABLE + r")\))")


def find_misaligned(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that put misread pairs right; a doubt where no gloss confirms the reading."""
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    if "?" not in text:
        return edits, doubts
    for span, found, confirmed in (*_shifted(text), *_swallowed(text), *_tags(text)):
        reading = _with_terms(found, pack)
        edits.append(Edit(span, reading, "realigned"))
        if not confirmed or reading != found:
            reason = f"bytes were read one off; read as {reading}"
            doubts.append(Doubt(code="realigned", span=span, reason=reason))
    mended = {at for edit in edits for at in range(edit.span.start, edit.span.end)}
    for m in _ALONE.finditer(text):
        if m.start() not in mended:
            reason = "a question mark inside a sentence may stand for a lost character"
            doubts.append(Doubt(code="lost-character", span=Span(m.start(), m.end()), reason=reason))
    return edits, doubts


def _shifted(text: str) -> Iterator[tuple[Span, str, bool]]:
    for m in _SHIFTED.finditer(text):
        sign, middle, tail, gloss, swallowed = m.groups()
        data = bytes([_PUNCTUATION]) + (_WIDE.get(sign, sign) + middle).encode("gbk", "ignore")
        reading = _by_gloss(data, swallowed) if swallowed else _decoded(data + tail.encode())
        if reading and (not gloss or is_gloss(reading[-1], gloss)):
            yield Span(m.start(), m.end()), reading, bool(gloss or swallowed)


def _with_terms(reading: str, pack: Pack) -> str:
    """The reading with the terms that lost bytes in it."""
    for left, term in _remains(pack).items():
        reading = reading.replace(left, term)
    return reading


@lru_cache(maxsize=8)
def _remains(pack: Pack) -> dict[str, str]:
    """What a reading one off leaves of each term in quotation marks, where it loses bytes and tells which it was."""
    terms = [f"“{term}”" for term in pack.words("repair", "realigned", "terms")]
    left = [_left_of(term) for term in terms]
    return {
        remains: term for remains, term in zip(left, terms, strict=True) if term != remains and left.count(remains) == 1
    }


def _left_of(words: str) -> str:
    """The words when they were read one byte off, what GBK has no character for left out, and read again."""
    data = words.encode("gbk")
    pairs = (data[at : at + 2].decode("gbk", "ignore") for at in range(1, len(data) - 1, 2))
    return (data[:1] + "".join(pairs).encode("gbk") + data[-1:]).decode("gbk", "ignore")


def _by_gloss(data: bytes, gloss: str) -> str:
    """The text of `data`, whose last byte lost its partner to a bracket: the gloss in it tells which it was."""
    fits = [c for c in _row(data[-1]) if gloss in _toned(c)]
    start = _decoded(data[:-1])
    return start + fits[0] if len(fits) == 1 and start else ""


def _decoded(data: bytes) -> str:
    """The GBK text of the pairs; nothing unless it is common Chinese text from end to end."""
    try:
        found = data.decode("gbk")
    except UnicodeDecodeError:
        return ""
    return found if len(found) * 2 == len(data) and all(_common(c) for c in found) else ""


def _common(character: str) -> bool:
    """Whether a character, or its simplified form, stands in GB 2312."""
    return bool(simplified(character).encode("gb2312", "ignore"))


@lru_cache(maxsize=128)
def _row(lead: int) -> tuple[str, ...]:
    """The characters of one row of GBK that converted pages gloss: the traditional ones of common ones."""
    pairs = (bytes([lead, trail]).decode("gbk", "ignore") for trail in range(0x40, 0xFF))
    return tuple(pair for pair in pairs if len(pair) == 1 and simplified(pair) != pair and _common(pair))


@lru_cache(maxsize=128)
def _column(trail: int) -> tuple[tuple[int, str], ...]:
    """The characters of one column of GBK, each with its first byte."""
    pairs = ((lead, bytes([lead, trail]).decode("gbk", "ignore")) for lead in range(0x81, 0xFF))
    return tuple((lead, pair) for lead, pair in pairs if len(pair) == 1)


@lru_cache(maxsize=16384)
def _toned(character: str) -> list[str]:
    from pypinyin import Style, pinyin

    simple = simplified(character)
    return [r for form in (character, simple) for r in pinyin(form, style=Style.TONE, heteronym=True)[0]]


def _swallowed(text: str) -> Iterator[tuple[Span, str, bool]]:
    """`?yún)^(qū)`: a gloss put between the two bytes of a pair; both glosses confirm the reading."""
    for m in _SWALLOWED.finditer(text):
        wrong, tail, gloss = m.groups()
        before = text[m.start() - 1 : m.start()].encode("gbk", "ignore")
        fits = [
            pair
            for lead, pair in _column(ord(tail))
            if is_gloss(pair, gloss)
            and len(seen := bytes([*before[-1:], lead]).decode("gbk", "ignore")) == 1
            and is_gloss(seen, wrong)
        ]
        if len(fits) == 1:
            yield Span(m.start(), m.end()), fits[0], True


def _tags(text: str) -> Iterator[tuple[Span, str, bool]]:
    """`?！?/font>`: a full stop and a closing quotation mark that took the `<` of a tag with it."""
    for m in _TAG.finditer(text):
        line = text[text.rfind("\n", 0, m.start()) + 1 : m.start()]
        if line.count("“") > line.count("”"):
            yield Span(m.start(), m.end()), "。”", False
