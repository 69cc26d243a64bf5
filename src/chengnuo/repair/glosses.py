"""Glosses of a script conversion: the pinyin that a site put behind a converted character."""

from __future__ import annotations

import re

from chengnuo.packs import Pack
from chengnuo.repair.readings import is_gloss, simplifications
from chengnuo.spans import Doubt, Edit, Span

# A Latin syllable with or without tone mark, at most `zhuang`/`chuáng` long (with decomposed marks 8).
SYLLABLE = (
    r"[a-z\u00e0-\u00fc\u0101\u0113\u011b\u012b\u014d\u016b\u01ce-\u01dc\u0144\u0148\u01f9\u0300-\u0308\u030c]{1,8}"
)
_GLOSS = re.compile(r"(?:\(" + SYLLABLE + r"\)|（" + SYLLABLE + "）)")

# A converted page glosses one character in six (the page that shows it: 4,586 of 30,000). Where every gloss
# stands behind a simplified character, this many of them, this dense, tell a converted page from a sentence
# that explains how a word is read.
_MANY = 8
# Behind traditional characters, fewer show it.
_SOME = 2
_DENSE = 1 / 60


def find_glosses(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:  # noqa: ARG001
    """The edits that take the glosses away (`關(guān)` → `關`).

    A gloss behind a traditional character goes when the pinyin is a reading of it; one in full-width brackets
    or behind a simplified character only on a page that is full of glosses.
    """
    traditional = simplifications()
    sure: list[Edit] = []
    others: list[Edit] = []
    verdicts: dict[str, int] = {}
    for m in _GLOSS.finditer(text):
        start, end = m.span()
        start -= 1
        words = text[start:end]  # empty where the text begins with a bracket
        verdict = verdicts.get(words)
        if verdict is None:
            verdict = verdicts[words] = _verdict(words, traditional)
        if verdict:
            (sure if verdict == _SURE else others).append(Edit(Span(start, end), words[0], "gloss"))
    converted = len(sure) >= _SOME or (len(others) >= _MANY and len(others) >= _DENSE * len(text))
    if not converted:
        return sure, []
    return sorted(sure + others, key=lambda e: e.span.start) if others else sure, []


_NO_GLOSS, _POSSIBLE, _SURE = 0, 1, 2


def _verdict(words: str, traditional: dict[int, str]) -> int:
    """What a character and the brackets behind it are."""
    if not words:
        return _NO_GLOSS
    character, bracket, gloss = words[0], words[1], words[2:-1]
    if not character.isalpha() or character.isascii() or not is_gloss(character, gloss):
        return _NO_GLOSS
    return _SURE if bracket == "(" and ord(character) in traditional else _POSSIBLE
