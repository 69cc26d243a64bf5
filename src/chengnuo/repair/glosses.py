"""Glosses of a script conversion: the pinyin that a site put behind a converted character."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate, chain, compress, repeat
from operator import not_

from chengnuo.packs import Pack
from chengnuo.remembered import compiled
from chengnuo.repair.readings import is_gloss, simplified
from chengnuo.spans import Doubt, Layer, Span

# A Latin syllable with or without tone mark, at most `zhuang`/`chuáng` long (with decomposed marks 8).
SYLLABLE = (
    r"[a-z\u00e0-\u00fc\u0101\u0113\u011b\u012b\u014d\u016b\u01ce-\u01dc\u0144\u0148\u01f9\u0300-\u0308\u030c]{1,8}+"
)
_HALF_WIDTH, _FULL_WIDTH = r"\(\s?+" + SYLLABLE + r"\s?+\)", "（" + SYLLABLE + "）"
# A search for one sign is twice as fast as one for either; few texts have both kinds.
_GLOSS, _GLOSS_OF_FULL_WIDTH = compiled(f"({_HALF_WIDTH})"), compiled(_FULL_WIDTH)
_GLOSS_OF_ANY_WIDTH = compiled(f"({_HALF_WIDTH}|{_FULL_WIDTH})")
# Between a character and its gloss there may be the end of a line.
_BLANKS = " \n\t\u3000"
_FAR = 3
# What stands for a character whose bytes were lost.
_LOST = "?？\ufffd"
# What a word begins behind.
_BEFORE = "\n，。、；：（"

# A converted page glosses one character in six (the page that shows it: 4,586 of 30,000). Where every gloss
# stands behind a simplified character, this many of them, this dense, tell a converted page from a sentence
# that explains how a word is read.
_MANY = 8
# Behind traditional characters, fewer show it.
_SOME = 2
_DENSE = 1 / 60


def find_glosses(text: str, pack: Pack) -> tuple[Layer, list[Doubt]]:  # noqa: ARG001
    """The edits that take the glosses away (`關(guān)` → `關`).

    A gloss behind a traditional character, or with a blank at its end, goes when the pinyin is a reading of the
    character; one in full-width brackets or behind a simplified character only on a page that is full of glosses.
    """
    # One pattern splits the text into what lies between glosses and the glosses; a character lies before each.
    pieces = (_GLOSS_OF_ANY_WIDTH if _GLOSS_OF_FULL_WIDTH.search(text) else _GLOSS).split(text)
    between, glosses = pieces[::2], pieces[1::2]
    characters = [words[-1] if words else "" for words in between[:-1]]
    verdicts = list(map(_verdict, characters, glosses))
    sure, possible = verdicts.count(_SURE), verdicts.count(_POSSIBLE)
    converted = sure >= _SOME or possible >= max(_MANY, _DENSE * len(text))
    enough = _POSSIBLE if converted else _SURE
    places = list(accumulate(map(len, pieces)))
    starts, ends = [at - 1 for at in places[:-1:2]], places[1::2]
    if min(verdicts, default=_NO_GLOSS) < enough:
        taken = [verdict >= enough for verdict in verdicts]
        edits = compress(zip(starts, ends, characters, repeat("gloss"), strict=False), taken)
        astray, doubts = _astray(pieces, places, taken) if sure >= _SOME else ([], [])
        return Layer.of(text, chain(edits, astray)), doubts
    # A page has thousands: its layer is made of what is known already.
    outs = list(accumulate(map(len, between[:-1]), initial=-1))[1:]
    return Layer(text, "".join(between), starts, ends, characters, ["gloss"] * len(starts), outs), []


def _astray(
    pieces: Sequence[str], places: Sequence[int], taken: Sequence[bool]
) -> tuple[list[tuple[int, int, str, str]], list[Doubt]]:
    """The edits for glosses of a converted page that stand behind the end of a line, or whose character was lost.

    A lost one is the character that has this gloss before the same character elsewhere on the page, if there is one.
    """
    edits: list[tuple[int, int, str, str]] = []
    doubts: list[Doubt] = []
    known: dict[tuple[str, str], set[str]] = {}
    left = list(compress(range(len(taken)), map(not_, taken)))
    wanted = {pieces[2 * at + 1] for at in left}
    for at, gloss in enumerate(pieces[1::2]):
        if gloss in wanted and taken[at]:
            known.setdefault((gloss, pieces[2 * at + 2][:1]), set()).add(pieces[2 * at][-1:])
    for at in left:
        before, gloss, behind = pieces[2 * at : 2 * at + 3]
        start, end = places[2 * at], places[2 * at + 1]
        base = before.rstrip(_BLANKS)
        if gloss.isascii() or len(before) - len(base) > _FAR:
            continue
        meant = known.get((gloss, behind[:1]), set())
        is_sign = before[-1:] in tuple(_LOST)
        if base and _verdict(base[-1], gloss):
            edits.append((start - len(before) + len(base) - 1, end, base[-1], "gloss"))
        elif is_sign or (at and not before) or (before[-1:] in _BEFORE and len(meant) == 1):
            character = next(iter(meant)) if len(meant) == 1 else _LOST[-1]
            edits.append((start - is_sign, end, character, "lost-gloss"))
            reason = f"the character read {gloss[1:-1].strip()} was lost; read as {character}"
            doubts.append(Doubt(code="lost-character", span=Span(start, end), reason=reason))
    return edits, doubts


_NO_GLOSS, _POSSIBLE, _SURE = 0, 1, 2


@lru_cache(maxsize=65536)
def _verdict(character: str, gloss: str) -> int:
    """What brackets with a syllable in them are behind a character (empty where the text begins with them)."""
    if not character.isalpha() or character.isascii() or not is_gloss(character, gloss[1:-1]):
        return _NO_GLOSS
    # A hand that writes a reading leaves no blank behind it: 盾(dùn ).
    by_machine = simplified(character) != character or gloss[-2].isspace()
    return _SURE if gloss[0] == "(" and by_machine else _POSSIBLE
