"""Text that was decoded with the wrong encoding and can be decoded again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from chengnuo.packs import Pack
from chengnuo.spans import Doubt, Edit, Span

# Below this share of telltale characters a line is taken as it is: quotations of garbled text exist, and so do names
# with a rare character.
_TELLTALE = 0.08
_MANY = 3
# So many of its characters may be lost for a line to be decoded again at all.
_LOST = 0.3
# Of the characters of Chinese prose, 98 % are of the first level of GB 2312 (with its signs), or of Big5.
_FIRST_LEVEL = 0.85
_DISTINCT = 4
_LOST_BYTES = (0x3F, 0xFF)
_HAN = re.compile(r"[\u3400-\u9fff]")
_UNKNOWN = "\ufffd"


def find_mojibake(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that undo a wrong decoding, for each smallest run of characters whose bytes are whole, with a doubt."""
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    for kind in _KINDS:
        if not _pattern(pack, kind.gate).search(text):
            continue
        lines = [(start, line) for start, line in _lines(text) if not line.isascii()]
        if not any(_is_suspicious(line, kind, pack) and _undone(line, kind, pack) for _, line in lines):
            continue
        for start, line in lines:
            found = _undone(line, kind, pack)
            if found:
                edits += (Edit(e.span.shifted(start), e.replacement, e.rule) for e in found)
                span = Span(start + found[0].span.start, start + found[-1].span.end)
                doubts.append(Doubt(code="mojibake", span=span, reason=f"decoded again: {found[0].rule}"))
    return edits, doubts


@dataclass(frozen=True, slots=True)
class _Kind:
    """What tells it, what must stand in the text at all, the encodings it was read in, those it was written in."""

    telltale: str
    gate: str
    wrongs: tuple[str, ...]
    rights: tuple[str, ...]


_KINDS = (
    _Kind("gbk_signs", "gbk_signs", ("gb18030",), ("utf-8",)),
    _Kind("latin", "latin_run", ("cp1252", "latin-1"), ("utf-8", "gb18030", "big5")),
)
# Windows-1252 has no characters for these, and readers put U+FFFD in their place.
_NOT_IN_1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)


def _is_suspicious(line: str, kind: _Kind, pack: Pack) -> bool:
    count = len(_pattern(pack, kind.telltale).findall(line))
    return count >= _MANY and count >= _TELLTALE * len(line)


@lru_cache(maxsize=32)
def _pattern(pack: Pack, name: str) -> re.Pattern[str]:
    return pack.pattern("repair", "mojibake", name)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _undone(line: str, kind: _Kind, pack: Pack) -> list[Edit]:
    """The edits for one line under the first pair of encodings that gives Chinese text, none where no pair does."""
    likely = _likely(pack)
    for wrong in kind.wrongs:
        try:
            data = [_bytes(character, wrong) for character in line]
        except UnicodeEncodeError:
            continue
        whole = b"".join(data)
        for right in kind.rights:
            if right == "utf-8":
                meant = _utf8(whole, likely, _NOT_IN_1252 if wrong == "cp1252" else range(0x80, 0xC0))
            else:
                meant = _read(whole, right)
            words = "".join(character for character, _ in meant)
            if _is_chinese(words, right) or (right == "utf-8" and _is_twice(words, kind, pack)):
                return list(_aligned(data, meant, f"mojibake-{right}-as-{wrong}"))
    return []


def _is_twice(words: str, kind: _Kind, pack: Pack) -> bool:
    """Whether what was undone was garbled before in the same way: the next round undoes that."""
    wide = sum(1 for c in words if not c.isascii())
    return (
        wide > _MANY and len(_pattern(pack, kind.telltale).findall(words)) == wide and bool(_undone(words, kind, pack))
    )


def _bytes(character: str, encoding: str) -> bytes:
    """The bytes that were read as this character; FF, which UTF-8 never has, for one that was lost."""
    if character == _UNKNOWN:
        return b"\xff"
    if encoding == "cp1252" and character in "\u0081\u008d\u008f\u0090\u009d":
        return character.encode("latin-1")  # Windows-1252 leaves five bytes to Latin-1
    return character.encode(encoding)


def _read(data: bytes, encoding: str) -> list[tuple[str, int]]:
    """The characters with their number of bytes; none where some bytes are no text."""
    try:
        return [(character, len(character.encode(encoding))) for character in data.decode(encoding)]
    except UnicodeDecodeError:
        return []


@dataclass(frozen=True, slots=True)
class _Likely:
    """The signs that begin with some bytes of UTF-8 (as hexadecimals), commonest first: in all places and in some."""

    anywhere: Mapping[str, str]
    beside_digit: Mapping[str, str]
    before_year: Mapping[str, str]

    def of(self, piece: bytes, gone: int, before: str, behind: bytes) -> str:
        """The signs that `piece` may have been, between the character before and the bytes behind."""
        if gone < len(piece) - 1:
            # GBK has no character that begins with 80: of 》 (E3 80 8B) and “ (E2 80 9C) that byte is the one lost.
            return (piece[:1] + b"\x80" + piece[2:]).decode("utf-8", "ignore") if piece[:1] in b"\xe2\xe3" else ""
        key = piece[:-1].hex()
        by_place = ""
        if before.isdecimal():
            by_place = self.beside_digit.get(key, "")
        elif _BARE_YEAR.match(behind):
            by_place = self.before_year.get(key, "")
        if by_place and by_place[0] in _ONLY_BEFORE_DIGIT and not behind[:1].isdigit():
            by_place = ""
        return by_place or self.anywhere.get(key, "")


# A year that is followed by a bracket (E3 80, its last byte lost or not) and not by 年.
_BARE_YEAR = re.compile(rb"(?:19|20)[0-9]{2}\xe3\x80")
_ONLY_BEFORE_DIGIT = "\u3015"


@lru_cache(maxsize=8)
def _likely(pack: Pack) -> _Likely:
    return _Likely(*(pack.table("repair", "mojibake", name) for name in ("likely", "beside_digit", "before_year")))


def _utf8(data: bytes, likely: _Likely, lost: Iterable[int]) -> list[tuple[str, int]]:
    """The characters of UTF-8 bytes with their number of bytes; one byte of a character may be lost.

    It is one of `lost`: the character is the only common one that fits, or the likeliest (E3 80 → 。), or unknown.
    """
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(data):
        size = _size(data[at])
        piece = data[at : at + size]
        try:
            found.append((piece.decode("utf-8"), size))
        except UnicodeDecodeError:
            whole = [0x80 <= byte < 0xC0 for byte in piece[1:]]
            gone = [place for place, good in enumerate(whole, 1) if not good]
            if size == len(piece) and len(gone) == 1 and piece[gone[0]] in _LOST_BYTES:
                before = found[-1][0] if found else ""
                signs = likely.of(piece, gone[0], before, data[at + size : at + size + 8])
                found.append((_completed(piece, gone[0], signs, lost), size))
            else:
                size = gone[0] if gone else len(piece)
                found.append((_UNKNOWN, size))
        at += size
    return found


def _completed(piece: bytes, gone: int, signs: str, lost: Iterable[int]) -> str:
    """The character of UTF-8 that lost the byte at `gone`: the first of `signs` that fits, or the one common one."""
    every = [(piece[:gone] + bytes([byte]) + piece[gone + 1 :]).decode("utf-8", "ignore") for byte in lost]
    expected = [sign for sign in signs if sign in every]
    if expected:
        return expected[0]
    # The first level of GB 2312 holds the 3,755 commonest characters.
    common = [c for c in every if b"\xb0" <= c.encode("gb2312", "ignore")[:1] <= b"\xd7"]
    return common[0] if len(common) == 1 else _UNKNOWN


def _size(lead: int) -> int:
    """How many bytes a character of UTF-8 has that begins so."""
    return 1 if lead < 0xC0 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4


def _is_chinese(text: str, encoding: str) -> bool:
    """Whether most characters above ASCII are Chinese and in common use.

    Hardly any bytes are UTF-8 by chance, but any pair of high bytes is some character of GB 18030 or Big5: there nearly
    all must be of the first level, and not the same few.
    """
    wide = [c for c in text if not c.isascii()]
    han = _HAN.findall(text)
    if len(han) * 2 <= len(wide):
        return False
    if encoding == "utf-8":
        common = [c for c in wide if c.encode("gb2312", "ignore") or c.encode("big5", "ignore")]
        return len(common) >= (1 - _LOST) * len(wide)
    basic, first, last = ("gb2312", b"\xa1", b"\xd7") if encoding == "gb18030" else ("big5", b"\xa1", b"\xc6")
    common = [c for c in wide if first <= c.encode(basic, "ignore")[:1] <= last]
    return len(set(han)) >= _DISTINCT and len(common) >= _FIRST_LEVEL * len(wide)


def _aligned(data: list[bytes], meant: list[tuple[str, int]], rule: str) -> Iterator[Edit]:
    """Edits for the smallest runs that begin and end at a character on both sides."""
    targets = iter(meant)
    start, read, written, replacement = 0, 0, 0, ""
    for at, piece in enumerate(data, 1):
        read += len(piece)
        while written < read:
            character, size = next(targets)
            replacement += character
            written += size
        if read == written:
            if at - start > 1 or piece != replacement.encode("utf-8"):
                yield Edit(Span(start, at), replacement, rule)
            start, replacement = at, ""
