"""The bytes that a wrongly decoded text was read from, and what they say in the encoding they were written in.

Readers put U+FFFD (or `?`) where their encoding has no character for a byte, or leave the byte out. What was lost so
is told from the bytes that are left and from what stands beside them, or is U+FFFD again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chengnuo.packs import Pack
from chengnuo.repair.dropped import UNKNOWN, Piece, bits, realigned
from chengnuo.repair.readings import simplified

__all__ = ["UNKNOWN", "Pair", "Piece", "bytes_of", "is_prose", "meant"]

_LOST = 0xFF  # which neither UTF-8 nor the double-byte sets have
_LOST_BYTES = (0x3F, _LOST)
# Windows-1252 has no characters for these, and readers put U+FFFD in their place.
_NOT_IN_1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_DOUBLE_LEAD = 0x81
_SECOND = 0x40
# Of two characters that a byte may have been one is taken, where its place among the common ones is so much higher.
_COMMONER = 6
# So many characters of prose are among the commonest, where none of its bytes was left out; so many may have lost one.
_IN_ORDER = 0.8
_LEFT_OUT = 0.45
# What is read so costs half to three quarters of the bits of the garbled text; of a text in order it costs more.
_BITS = 2.5
_BETTER = 0.85
# The characters of lists and forms cost some 11 bits each, those of a garbled text 17 or more.
_STRANGE = 14


@dataclass(frozen=True, slots=True)
class Pair:
    """The encoding a text was written in, and the one it was read in."""

    right: str
    wrong: str

    @property
    def rule(self) -> str:
        """The name of the edits that undo it."""
        return f"mojibake-{self.right}-as-{self.wrong}"


def bytes_of(line: str, wrong: str) -> list[bytes]:
    """For each character the bytes that were read as it in the encoding `wrong`; FF for a lost one.

    Empty where some character is not of that encoding.
    """
    try:
        return [_bytes(character, wrong) for character in line]
    except UnicodeEncodeError:
        return []


def _bytes(character: str, encoding: str) -> bytes:
    if character == UNKNOWN:
        return bytes([_LOST])
    if encoding == "cp1252" and "\x80" <= character <= "\x9f":
        return character.encode("latin-1")  # some readers take the bytes that Windows-1252 leaves free for Latin-1
    narrower = _NARROWER.get(encoding)
    if narrower is None:
        return character.encode(encoding)
    return character.encode(encoding, "ignore") or character.encode(narrower)


# The standards that these were made from have other characters in a few places, which some readers follow.
_NARROWER = {"cp949": "euc_kr", "cp932": "shift_jis"}


def meant(data: bytes, pair: Pair, pack: Pack) -> list[Piece]:
    """The characters that `data` was written as."""
    signs = _signs(pack, pair.right)
    if pair.right == "utf-8":
        return list(_utf8(data, signs, _NOT_IN_1252 if pair.wrong == "cp1252" else range(0x80, 0xC0)))
    likely = _likely(pack, pair)
    pieces = list(_double_byte(data, pair.right, signs, likely))
    ranks = _ranks(pack)
    if _LOST in data or _common_share(pieces, ranks) >= _IN_ORDER:
        return pieces
    other = realigned(data, pair.right, signs.of, likely, ranks)
    left_out = sum(1 for character, size in other if size == 1 and not character.isascii())
    better = bits("".join(character for character, _ in other), ranks) + left_out * _BITS
    fits = left_out <= _LEFT_OUT * len(other) and better <= _BETTER * bits(data.decode(pair.wrong, "replace"), ranks)
    return other if fits else pieces


def is_prose(words: str, pack: Pack) -> bool:
    """Whether the characters are those of Chinese prose or names; read in a wrong encoding, most of them are rare."""
    return bits(words, _ranks(pack)) < _STRANGE * len(words)


def _common_share(pieces: Sequence[Piece], ranks: Mapping[str, int]) -> float:
    """How many of the characters are among the commonest; digits, blanks and the like do not count."""
    wide = [character for character, _ in pieces if ord(character) >= _SECOND]
    return sum(1 for character in wide if simplified(character) in ranks) / (len(wide) or 1)


@lru_cache(maxsize=8)
def _ranks(pack: Pack) -> Mapping[str, int]:
    return {character: place for place, character in enumerate(pack.text("repair", "mojibake", "frequent"))}


@dataclass(frozen=True, slots=True)
class _Signs:
    """The signs that bytes with a lost one may be, likeliest first, by their hexadecimals with `__` for the lost.

    In all places; behind a digit or numeral; behind a year; behind a sign of dates; behind the sign of ordinals or a
    numeral in characters; before a year that is not followed by 年.
    """

    anywhere: Mapping[str, str]
    behind_digit: Mapping[str, str]
    behind_year: Mapping[str, str]
    follows: Mapping[str, str]
    behind_date: Mapping[str, str]
    behind_ordinal: Mapping[str, str]
    before_year: Mapping[str, str]
    date_signs: str
    ordinal_signs: str
    before_digit: str

    def of(self, key: str, before: str, behind: bytes) -> str:
        """The candidates for `key` between the characters before, four at most, and the bytes behind."""
        told = self._behind_number(before) if key == _NOTHING_LEFT else ""
        before = before[-1:]
        by_place = self.behind_ordinal.get(key, "") if before and before in self.ordinal_signs else ""
        if by_place:
            return by_place
        if told:
            by_place = told
        elif before and unicodedata.numeric(before, None) is not None:
            by_place = self.behind_digit.get(key, "")
        elif before in self.date_signs:
            by_place = self.behind_date.get(key, "")
        elif _BARE_YEAR.match(behind):
            by_place = self.before_year.get(key, "")
        if not behind[:1].isdigit():
            by_place = by_place.lstrip(self.before_digit)
        return by_place or self.anywhere.get(key, "")

    def _behind_number(self, before: str) -> str:
        """What follows a year, or the digits behind one of the signs that have one that follows them."""
        if _YEAR.fullmatch(before):
            return self.behind_year.get(_NOTHING_LEFT, "")
        number = _NUMBER.search(before)
        return self.follows.get(before[number.start() - 1 : number.start()], "") if number else ""


# A year that is followed by a bracket (E3 80 in UTF-8, its last byte lost or not; A1 in Big5) and not by 年.
_BARE_YEAR = re.compile(rb"(?:19|20)[0-9]{2}(?:\xe3[\x80\xff]|\xa1|\xff?[\x65\x66]|\xff{3}[0-9])")
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_NUMBER = re.compile(r"[0-9]{1,3}\Z")
_NOTHING_LEFT = "______"


@lru_cache(maxsize=8)
def _signs(pack: Pack, encoding: str) -> _Signs:
    places = ("anywhere", "behind_digit", "behind_year", "follows", "behind_date", "behind_ordinal", "before_year")
    tables = {place: pack.table("repair", "mojibake", encoding, place) for place in places}
    date, ordinal, digit = (
        pack.text("repair", "mojibake", kind) for kind in ("date_signs", "ordinal_signs", "before_digit")
    )
    return _Signs(**tables, date_signs=date, ordinal_signs=ordinal, before_digit=digit)


def _utf8(data: bytes, signs: _Signs, lost: tuple[int, ...] | range) -> Iterator[Piece]:
    """The characters of UTF-8; of those that lost bytes the only common one that fits, or the likeliest, or unknown."""
    at, before = 0, ""
    threes = 0  # up to where all characters have three bytes
    while at < len(data):
        size = _size(data[at])
        if data[at] == _LOST and at >= threes:
            run = _THREES.match(data, at)
            threes = run.end() if run else threes
        size = 3 if data[at] == _LOST and at < threes else size
        piece = data[at : at + size]
        try:
            character = piece.decode("utf-8")
        except UnicodeDecodeError:
            size = _taken(piece) if at >= threes else 3
            behind = data[at + size : at + size + 8]
            character = _completed([(key, signs.of(key, before, behind)) for key in _keys(piece[:size])], lost)
        before = (before + character)[-4:]
        yield character, size
        at += size


# Chinese has three bytes a character; where the first of them is lost, the next sign of ASCII tells where others begin.
_THREES = re.compile(rb"(?:[\xe2-\xef\xff][\x80-\xbf\xff]{2})+(?![\x80-\xff])")


def _taken(piece: bytes) -> int:
    """How many bytes belong to a damaged character: its own, and signs that stand for lost ones."""
    size = 1
    for byte in piece[1:]:
        if not (0x80 <= byte < 0xC0 or byte in _LOST_BYTES):
            break
        size += 1
    return size


def _keys(damaged: bytes) -> list[str]:
    """The bytes of a damaged character with the lost ones; two ways where one of three was left out without a sign."""
    lead, *rest = (f"{byte:02x}" if byte not in _LOST_BYTES else "__" for byte in damaged)
    missing = _size(damaged[0]) - len(damaged)
    keys = ["".join([lead, *rest, *["__"] * missing])]
    return [*keys, f"{lead}__{rest[0]}"] if missing == 1 and len(rest) == 1 and rest != ["__"] else keys


def _completed(keys: Sequence[tuple[str, str]], lost: tuple[int, ...] | range) -> str:
    """The character of UTF-8 whose bytes are one of `keys` with some lost: the first of the signs that are expected for
    the key, or the one common one."""
    common: list[str] = []
    for key, signs in keys:
        for sign in signs:
            if _fits(sign, key):
                return sign
        if key.count("__") == 1:
            common += _common(key, lost)
    return common[0] if len(common) == 1 else UNKNOWN


@lru_cache(maxsize=4096)
def _fits(sign: str, key: str) -> bool:
    """Whether the bytes of the sign are those of the key, where these are known."""
    return re.fullmatch(key.replace("__", ".."), sign.encode("utf-8").hex()) is not None


@lru_cache(maxsize=16384)
def _common(key: str, lost: tuple[int, ...] | range) -> tuple[str, ...]:
    """The characters for a key with one lost byte that are among the 3,755 commonest, the first level of GB 2312."""
    every = [bytes.fromhex(key.replace("__", f"{byte:02x}")).decode("utf-8", "ignore") for byte in lost]
    return tuple(c for c in every if b"\xb0" <= c.encode("gb2312", "ignore")[:1] <= b"\xd7")


def _size(lead: int) -> int:
    """How many bytes a character of UTF-8 has that begins so."""
    return 1 if lead < 0xC0 or lead == _LOST else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4


@lru_cache(maxsize=8)
def _likely(pack: Pack, pair: Pair) -> Mapping[str, str]:
    """The character for each second byte whose first was lost: by far the commonest of those that readers do not know.

    GB 18030 knows them all; what lost bytes was read as GBK.
    """
    wrong = "gbk" if pair.wrong == "gb18030" else pair.wrong
    rank = _ranks(pack)
    found = {}
    for last in range(_SECOND, _LOST):
        every = zip(_ending(last, pair.right), _ending(last, wrong), strict=True)
        unknown = [character for character, other in every if not other]
        ranks = sorted((rank[simplified(c)], c) for c in unknown if simplified(c) in rank)
        if ranks and (len(ranks) == 1 or ranks[1][0] >= ranks[0][0] * _COMMONER + _COMMONER):
            found[f"__{last:02x}"] = ranks[0][1]
    return found


@lru_cache(maxsize=2048)
def _ending(last: int, encoding: str) -> tuple[str, ...]:
    """The character for each first byte before the second byte `last`; empty where the two are none."""
    every = b"\n".join(bytes([first, last]) for first in range(_DOUBLE_LEAD, _LOST))
    found = every.decode(encoding, "replace").split("\n")
    return tuple(character if len(character) == 1 and character != UNKNOWN else "" for character in found)


def _double_byte(data: bytes, encoding: str, signs: _Signs, likely: Mapping[str, str]) -> Iterator[Piece]:
    """The characters of GB 18030 or Big5, four-byte ones left out (Chinese prose has none)."""
    at, before = 0, ""
    while at < len(data):
        piece = data[at : at + 2]
        size = 1 if piece[0] < _DOUBLE_LEAD or len(piece) < 2 or piece[1] < _SECOND else 2
        if _LOST in piece and size == 2:
            key = "".join("__" if byte == _LOST else f"{byte:02x}" for byte in piece)
            before = (signs.of(key, before, data[at + 2 : at + 10]) or likely.get(key, UNKNOWN))[0]
        else:
            before = piece[:size].decode(encoding, "replace")[:1]
        yield before, size
        at += size
