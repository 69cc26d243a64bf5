"""Whether a text is Chinese at all: the rules that read promises know no other language."""

from __future__ import annotations

import re

from chengnuo.remembered import compiled
from chengnuo.spans import Doubt, Span

_HANZI = compiled(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# Without the dot and the dash, which Chinese texts use for · and —.
_KANA = compiled(r"[\u3041-\u3096\u30a1-\u30fa]+")
_HANGUL = compiled(r"[\uac00-\ud7a3]+")
_FOREIGN = compiled(rf"[{_KANA.pattern[1:-2]}{_HANGUL.pattern[1:-2]}]+")
_LETTERS = compiled(r"[^\W\d_]+")

FOREIGN_SHARE = 0.05
"""More kana or hangul than this among kana, hangul and hanzi: Japanese prose has 30 % and more of kana, old laws in
hanzi and katakana 20 %; a Chinese text that quotes a brand or a name has less than 1 %."""
HANZI_SHARE = 0.05
"""Fewer hanzi than this among all letters: a report in Chinese with tables and names in English has 40 % and more."""
FEW = 40
"""A text of fewer letters than this says nothing of its language: a page of figures, a name."""
SAMPLE = 20_000
"""Characters looked at, taken evenly from the whole text."""


def language_doubts(text: str) -> tuple[Doubt, ...]:
    """A doubt `not-chinese` about the whole text where it is in another language; nothing where it is Chinese."""
    sample = text[:: max(1, len(text) // SAMPLE)]
    hanzi, others = _count(sample, _HANZI), _count(sample, _FOREIGN)
    if hanzi >= HANZI_SHARE * len(sample) and others <= FOREIGN_SHARE * (hanzi + others):
        return ()  # as nearly always: letters of other scripts need not be counted
    kana, hangul = _count(sample, _KANA), _count(sample, _HANGUL)
    foreign = max(kana, hangul)
    letters = _count(sample, _LETTERS)
    if letters < FEW:
        return ()
    if foreign > FOREIGN_SHARE * (hanzi + kana + hangul):
        script = "kana: this is Japanese" if kana >= hangul else "hangul: this is Korean"
        reason = f"{foreign} of {letters} letters are {script}"
    elif hanzi < HANZI_SHARE * letters:
        reason = f"{hanzi} of {letters} letters are hanzi: this is no Chinese text"
    else:
        return ()
    return (Doubt(code="not-chinese", span=Span(0, len(text)), reason=reason),)


def _count(text: str, runs: re.Pattern[str]) -> int:
    """How many characters stand in the runs."""
    return sum(map(len, runs.findall(text)))
