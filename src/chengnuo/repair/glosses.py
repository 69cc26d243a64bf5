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
_GLOSS = re.compile(r"([\u3400-\u9fff\U00020000-\U000323af])(?:\((" + SYLLABLE + r")\)|（(" + SYLLABLE + "）))")

# A converted page glosses one character in six (the page that shows it: 4,586 of 30,000). Where every gloss
# stands behind a simplified character, this many of them, this dense, tell a converted page from a sentence
# that explains how a word is read.
_MANY = 8
_DENSE = 1 / 60


def find_glosses(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:  # noqa: ARG001
    """The edits that take the glosses away (`關(guān)` → `關`).

    A gloss behind a traditional character goes when the pinyin is a reading of it; one in full-width brackets
    or behind a simplified character only on a page that is full of glosses.
    """
    if "(" not in text and "（" not in text:
        return [], []
    traditional = simplifications()
    sure: list[Edit] = []
    others: list[Edit] = []
    for m in _GLOSS.finditer(text):
        character, ascii_gloss, wide_gloss = m.groups()
        gloss = ascii_gloss or wide_gloss.removesuffix("）")
        if not is_gloss(character, gloss):
            continue
        certain = ascii_gloss is not None and ord(character) in traditional
        (sure if certain else others).append(Edit(Span(m.start(), m.end()), character, "gloss"))
    enough = len(sure) >= _MANY or (len(others) >= _MANY and len(others) > _DENSE * len(text))
    return (sorted(sure + others, key=lambda e: e.span.start) if enough else sure), []
