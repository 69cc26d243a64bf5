"""Double-byte text whose reader left out bytes without a sign: the cheapest way to read it as common Chinese prose.

GBK `人` (C8CB) has no character in Big5: a reader that ignores errors leaves C8 out, and CB makes a pair with the first
byte of the next character; so it goes on until a byte stands alone again. Where a byte was left out is not told by any
sign, but only one way of pairing the bytes gives characters that are common.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from math import log2

from chengnuo.repair.readings import simplified

__all__ = ["UNKNOWN", "Piece", "bits", "realigned"]

UNKNOWN = "\ufffd"
# A character of the meant text, and how many bytes it took.
Piece = tuple[str, int]

_SECOND = 0x40  # no second byte is lower
_LEAD = 0x81  # no first byte is lower
# What a character costs, in bits: the commonest one or two; one that is not among the commonest, but of the first
# level; one that is rare, or that nobody knows.
_FIRST_LEVEL = 13.0
_RARE = 20.0
_NOBODY_KNOWS = 24.0
# A digit or blank; a letter behind another; a letter or a sign that may be what is left of a character.
_PLAIN = 1.0
_LETTER = 5.0
_REMAINS = 10.0
# … more, where a Chinese character stands before it.
_BEHIND_CHINESE = 6.0
# What it costs to say that a byte was left out: in prose read so, of one character in three to ten.
_LEFT_OUT = 2.5

# What that is left of a sign may be, where one is expected: a sign of dates behind a digit.
_EXPECTED = 2.0

# The signs that a byte may be what is left of, by its key, the character before it and the bytes behind it.
Signs = Callable[[str, str, bytes], str]


def realigned(
    data: bytes, encoding: str, signs: Signs, likely: Mapping[str, str], ranks: Mapping[str, int]
) -> list[Piece]:
    """The characters of `data` in the double-byte `encoding`, a byte left out where that makes them common ones.

    `ranks` are the places of the commonest characters, simplified; `likely` has the character for each byte that may be
    left of one.
    """
    best: list[tuple[float, str, int]] = [(0.0, "", 0)] + [(float("inf"), "", 0)] * len(data)

    def offer(start: int, size: int, character: str, cost: float) -> None:
        total = best[start][0] + cost
        if total < best[start + size][0]:
            best[start + size] = (total, character, size)

    for at, byte in enumerate(data):
        if byte < _LEAD:
            offer(at, 1, chr(byte), _cost_of_ascii(chr(byte), best[at][1]))
        elif at + 1 < len(data) and data[at + 1] >= _SECOND:
            character = _pair(data[at : at + 2], encoding)
            offer(at, 2, character, _cost(character, ranks))
        if byte >= _SECOND:
            key = f"__{byte:02x}"
            behind = data[at + 1 : at + 9]
            # Of two bytes the first was left out, or the second was.
            sign = (signs(key, best[at][1], behind) or signs(f"{byte:02x}__", best[at][1], behind))[:1]
            character = sign or likely.get(key, UNKNOWN)
            offer(at, 1, character, _LEFT_OUT + (_EXPECTED if sign else _cost(character, ranks)))
    pieces: list[Piece] = []
    end = len(data)
    while end:
        _, character, size = best[end]
        pieces.append((character, size))
        end -= size
    return pieces[::-1]


@lru_cache(maxsize=32768)
def _pair(data: bytes, encoding: str) -> str:
    character = data.decode(encoding, "replace")
    return character if len(character) == 1 else UNKNOWN


def _cost_of_ascii(sign: str, before: str) -> float:
    if ord(sign) < _SECOND:
        return _PLAIN
    if sign.isalpha() and before.isascii() and before.isalpha():
        return _LETTER
    return _REMAINS + (0 if before.isascii() else _BEHIND_CHINESE)


def bits(words: str, ranks: Mapping[str, int]) -> float:
    """What the words cost as Chinese prose: three to eight a character where they are some."""
    return sum(
        _cost_of_ascii(character, before) if character.isascii() else _cost(character, ranks)
        for before, character in zip(("", *words), words, strict=False)
    )


def _cost(character: str, ranks: Mapping[str, int]) -> float:
    if character == UNKNOWN:
        return _NOBODY_KNOWS
    simple = simplified(character)
    rank = ranks.get(simple)
    return log2(rank + 2) if rank is not None else _FIRST_LEVEL if _is_first_level(simple) else _RARE


@lru_cache(maxsize=32768)
def _is_first_level(character: str) -> bool:
    """Whether it is among the 3,755 commonest, or a sign."""
    return b"\xa1" <= character.encode("gb2312", "ignore")[:1] <= b"\xd7"
