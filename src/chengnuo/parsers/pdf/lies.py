"""Text layers that lie: pages whose characters are not what a reader sees, or that have none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chengnuo.parsers.pdf.shapes import PICTURED
from chengnuo.parsers.pdf.sheet import Sheet
from chengnuo.parsers.pdf.words import PageWords

_FOREIGN = re.compile(
    r"[\u0250-\u02af\u0300-\u036f\u0400-\u1fff\u2c00-\u2e7f\ua000-\ua97f\uaa00-\uabff\ufb00-\ufdff\ufe70-\ufeff\ufffd]"
)
"""Scripts that no Chinese official document is written in: what a broken character map makes of hanzi."""
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_RADICALS = re.compile(r"[\u2e80-\u2fd5]")
_HANZI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_SIGNS = re.compile(r"[!\"#$&'*+;<=>?@\[\]^_`{|}~\\]")
_LETTERS = re.compile(r"[A-Za-z]")
_NARROW = re.compile(r"[!-/:-LN-VX-ln-vx-~\xa1-\xff]")
"""Latin letters and signs that no font draws as wide as a hanzi (M, W, m, w and digits apart)."""

FOREIGN_SHARE = 0.05
RARE_SHARE = 0.05
"""Share of hanzi that neither GB 2312 nor Big5 has; 0 to 0.5 % in real documents, 10–40 % where Latin letters
have been mapped to hanzi."""
SIGN_SHARE = 0.025
"""Share of signs like ! # $ on a page without hanzi and mostly without letters: hanzi mapped to ASCII."""
STRETCHED = 0.8
"""Latin letters and signs set at this step (in heights of their line) and more are hanzi to the eye: hanzi take a whole
square, Latin letters half of one. The lines of real documents stay below 0.7, answers in wide columns apart."""
STRETCHED_SHARE = 0.05
PRIVATE_SHARE = 0.1
FEW = 40
"""A watermark or stamp has fewer characters than this."""
LOST = 0.7
"""Fewer characters than this for each text object: pdfium has dropped characters (of a font that draws nothing)."""


PLACED = {"private-use": _PRIVATE, "radical-code-points": _RADICALS}
"""The codes that are about single characters: their doubt stands at the first of them, not on all of the page."""
EMPTY = frozenset({"image-only-page", "watermark-only", "outlined-text"})
"""The codes of pages that have no text at all behind what is seen."""


@dataclass(frozen=True, slots=True)
class Lie:
    """What is wrong with the text of a page; `blind` where the text is of no use."""

    code: str
    reason: str
    blind: bool = False


def lies(sheets: Sequence[Sheet], known: PageWords) -> list[list[Lie]]:
    """For each page what is wrong with its text."""
    repeated = _repeated(sheets)
    return [list(_of(sheet, repeated, known)) for sheet in sheets]


def _repeated(sheets: Sequence[Sheet]) -> str | None:
    """The short text that every page of images has and nothing else: a watermark."""
    scans = ["".join(s.text.split()) for s in sheets if s.pictured > PICTURED]
    words = scans[0] if scans else ""
    return words if words and len(words) <= FEW and len(scans) > 1 and all(w == words for w in scans) else None


def _of(sheet: Sheet, repeated: str | None, known: PageWords) -> Iterator[Lie]:
    text = "".join(sheet.text.split())
    scan = sheet.pictured > PICTURED
    if not text:
        if scan:
            yield Lie("image-only-page", "the page is an image without text", blind=True)
        elif sheet.paths > 200:
            yield Lie("outlined-text", "the page has drawings and no text", blind=True)
        return
    if scan and len(text) <= 4:
        yield Lie("image-only-page", f"the page is an image with the words {text!r}", blind=True)
        return
    if scan and (text == repeated or known.is_watermark(text)):
        yield Lie("watermark-only", f"the only text is the watermark {text[:FEW]!r}", blind=True)
        return
    yield from _characters(text, sheet)
    if scan and len(text) > FEW and sheet.pictured > 0.8:
        yield Lie("ocr-text-layer", "the page is an image; its text was recognised by an unknown program")
    if sheet.crowded:
        yield Lie("crowded-page", "the page has too many drawings to look for tables in")


def _characters(text: str, sheet: Sheet) -> Iterator[Lie]:
    size = len(text)
    # A page has a few hundred characters that differ: each kind is looked for among those, and counted where it is.
    held = "".join(set(text))
    foreign, private, radicals, signs = (
        _count(text, kind.findall(held)) for kind in (_FOREIGN, _PRIVATE, _RADICALS, _SIGNS)
    )
    rare = _count(text, [sign for sign in _HANZI.findall(held) if not _is_usual(sign)])
    if sheet.dropped or (sheet.runs >= 40 and size < LOST * sheet.runs):
        yield Lie(
            "lost-characters", f"{size} characters in {sheet.runs} runs of text: a font draws nothing", blind=True
        )
    elif foreign >= 10 and foreign > FOREIGN_SHARE * size:
        yield Lie("broken-character-map", f"{foreign} of {size} characters are of foreign scripts", blind=True)
    elif rare >= 8 and rare > RARE_SHARE * (hanzi := len(_HANZI.findall(text))):
        yield Lie("broken-character-map", f"{rare} of {hanzi} hanzi are hardly ever used", blind=True)
    elif private > PRIVATE_SHARE * size and private >= 10:
        yield Lie("broken-character-map", f"{private} of {size} characters are private", blind=True)
    elif size > FEW and signs > SIGN_SHARE * size and _is_unlettered(text):
        yield Lie("broken-character-map", f"{signs} of {size} characters are signs, hardly any hanzi", blind=True)
    elif (stretched := _stretched(sheet)) >= 12 and stretched > STRETCHED_SHARE * size:
        reason = f"{stretched} of {size} characters are Latin ones as wide as hanzi"
        yield Lie("broken-character-map", reason, blind=True)
    if private:
        yield Lie("private-use", f"{private} characters are private to a font")
    if radicals:
        yield Lie("radical-code-points", f"{radicals} characters are radicals in place of hanzi")


def _count(text: str, signs: Sequence[str]) -> int:
    return sum(text.count(sign) for sign in signs)


def _is_unlettered(text: str) -> bool:
    return len(_HANZI.findall(text)) < 0.2 * len(text) and len(_LETTERS.findall(text)) < 0.5 * len(text)


def _stretched(sheet: Sheet) -> int:
    """How many characters stand in lines of Latin letters and signs that are each as wide as a hanzi."""
    found = 0
    for line in sheet.lines:
        size = line.end - line.start
        if size < 4 or line.x1 - line.x0 < STRETCHED * size * line.size:
            continue
        narrow = len(_NARROW.findall(line.words))
        if 2 * narrow > size and 6 * line.words.count(" ") <= size:
            found += narrow
    return found


@lru_cache(maxsize=30_000)
def _is_usual(sign: str) -> bool:
    for encoding in ("gb2312", "big5"):
        try:
            sign.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False
