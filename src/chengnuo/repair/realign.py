"""GBK text whose bytes were read one off: `。現` (A1A3 AC46) that became `?，F` (A1 | A3AC | 46).

A site that puts bytes into GBK text without minding its pairs breaks the pair before them; the reading goes wrong from
there to the next single byte. What stood there can be computed: the first byte of Chinese punctuation is A1, and
all the others are there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from chengnuo.packs import Pack
from chengnuo.repair.glosses import SYLLABLE
from chengnuo.repair.readings import is_gloss, simplifications
from chengnuo.spans import Doubt, Edit, Span

_PUNCTUATION = 0xA1
# Full-width signs that were made half-width after the accident.
_WIDE = {",": "，", "!": "！", "?": "？", ":": "：", ";": "；"}
# An accident ends within a few characters: a run of pairs needs a second single byte to get back into step.
_LONGEST = 6
_SHIFTED = re.compile(
    r"\?([,!?:;，！？：；])([\u3100-\u312f\u3400-\u9fff]{0,5})([@-~]?)(?=\((" + SYLLABLE + r")\)|(.?))"
)
_TAG = re.compile(r"\?[！!]\?(/[a-z][a-z0-9]{0,9}>)")
_SWALLOWED = re.compile(r"\?(" + SYLLABLE + r")\)([@-~])(?=\((" + SYLLABLE + r")\))")


def find_misaligned(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:  # noqa: ARG001
    """The edits that put misread pairs right; a doubt where no gloss confirms the reading."""
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    if "?" not in text:
        return edits, doubts
    for span, reading, confirmed in (*_shifted(text), *_swallowed(text), *_tags(text)):
        edits.append(Edit(span, reading, "realigned"))
        if not confirmed:
            reason = f"bytes were read one off; read as {reading}"
            doubts.append(Doubt(code="realigned", span=span, reason=reason))
    return edits, doubts


def _shifted(text: str) -> Iterator[tuple[Span, str, bool]]:
    for m in _SHIFTED.finditer(text):
        sign, middle, tail, gloss, _ = m.groups()
        reading = _read_shifted(_WIDE.get(sign, sign) + middle, tail, gloss or "")
        if reading:
            yield Span(m.start(), m.end()), reading, bool(gloss)


def _read_shifted(shown: str, tail: str, gloss: str) -> str:
    """What the characters shown stood for, or nothing where no reading is certain."""
    data = bytes([_PUNCTUATION]) + shown.encode("gbk", "ignore") + tail.encode()
    if not tail:
        if not gloss:
            return ""
        # The second byte of the last pair went with what follows: its gloss tells which it was.
        last = [c for c in _row(data[-1]) if is_gloss(c, gloss) and _common(c) and gloss in _toned(c)]
        data = data[:-1]
        start = _decoded(data)
        return start + last[0] if len(last) == 1 and start else ""
    found = _decoded(data)
    return found if found and (not gloss or is_gloss(found[-1], gloss)) else ""


def _decoded(data: bytes) -> str:
    """The GBK text of the pairs; nothing unless it is common Chinese text from end to end."""
    try:
        found = data.decode("gbk")
    except UnicodeDecodeError:
        return ""
    return found if len(found) * 2 == len(data) and all(_common(c) for c in found) else ""


def _common(character: str) -> bool:
    """Whether a character, or its simplified form, stands in GB 2312."""
    return bool(simplifications().get(ord(character), character).encode("gb2312", "ignore"))


@lru_cache(maxsize=128)
def _row(lead: int) -> tuple[str, ...]:
    """The characters of one row of GBK."""
    pairs = (bytes([lead, trail]).decode("gbk", "ignore") for trail in range(0x40, 0xFF))
    return tuple(pair for pair in pairs if len(pair) == 1 and "\u3400" <= pair <= "\u9fff")


def _toned(character: str) -> list[str]:
    from pypinyin import Style, pinyin

    simple = simplifications().get(ord(character), character)
    return [r for form in (character, simple) for r in pinyin(form, style=Style.TONE, heteronym=True)[0]]


def _swallowed(text: str) -> Iterator[tuple[Span, str, bool]]:
    """`?yún)^(qū)`: a gloss put between the two bytes of a pair; both glosses confirm the reading."""
    for m in _SWALLOWED.finditer(text):
        wrong, tail, gloss = m.groups()
        before = text[m.start() - 1 : m.start()].encode("gbk", "ignore")
        fits = [
            pair
            for lead in range(0x81, 0xFF)
            if len(pair := bytes([lead, ord(tail)]).decode("gbk", "ignore")) == 1
            and is_gloss(pair, gloss)
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
