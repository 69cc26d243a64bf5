"""Glosses of a script conversion: the pinyin that a site put behind a converted character."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate, compress, repeat

from chengnuo.packs import Pack
from chengnuo.repair.readings import is_gloss, simplified
from chengnuo.spans import Doubt, Layer

# A Latin syllable with or without tone mark, at most `zhuang`/`chuáng` long (with decomposed marks 8).
SYLLABLE = (
    r"[a-z\u00e0-\u00fc\u0101\u0113\u011b\u012b\u014d\u016b\u01ce-\u01dc\u0144\u0148\u01f9\u0300-\u0308\u030c]{1,8}"
)
_GLOSS = re.compile(r"(\(" + SYLLABLE + r"\)|（" + SYLLABLE + "）)")

# A converted page glosses one character in six (the page that shows it: 4,586 of 30,000). Where every gloss
# stands behind a simplified character, this many of them, this dense, tell a converted page from a sentence
# that explains how a word is read.
_MANY = 8
# Behind traditional characters, fewer show it.
_SOME = 2
_DENSE = 1 / 60


def find_glosses(text: str, pack: Pack) -> tuple[Layer, list[Doubt]]:  # noqa: ARG001
    """The edits that take the glosses away (`關(guān)` → `關`).

    A gloss behind a traditional character goes when the pinyin is a reading of it; one in full-width brackets
    or behind a simplified character only on a page that is full of glosses.
    """
    # One pattern splits the text into what lies between glosses and the glosses; a character lies before each.
    pieces = _GLOSS.split(text)
    between, glosses = pieces[::2], pieces[1::2]
    characters = [words[-1:] for words in between[:-1]]
    verdicts = list(map(_verdict, characters, glosses))
    sure, possible = verdicts.count(_SURE), verdicts.count(_POSSIBLE)
    converted = sure >= _SOME or possible >= max(_MANY, _DENSE * len(text))
    enough = _POSSIBLE if converted else _SURE
    places = list(accumulate(map(len, pieces)))
    starts, ends = [at - 1 for at in places[:-1:2]], places[1::2]
    if min(verdicts, default=_NO_GLOSS) < enough:
        taken = [verdict >= enough for verdict in verdicts]
        return Layer.of(text, compress(zip(starts, ends, characters, repeat("gloss"), strict=False), taken)), []
    # A page has thousands: its layer is made of what is known already.
    outs = list(accumulate(map(len, between[:-1]), initial=-1))[1:]
    return Layer(text, "".join(between), starts, ends, characters, ["gloss"] * len(starts), outs), []


_NO_GLOSS, _POSSIBLE, _SURE = 0, 1, 2


@lru_cache(maxsize=65536)
def _verdict(character: str, gloss: str) -> int:
    """What brackets with a syllable in them are behind a character (empty where the text begins with them)."""
    if not character.isalpha() or character.isascii() or not is_gloss(character, gloss[1:-1]):
        return _NO_GLOSS
    return _SURE if gloss[0] == "(" and simplified(character) != character else _POSSIBLE
