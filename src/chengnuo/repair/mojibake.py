"""Text that was decoded with the wrong encoding and can be decoded again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from chengnuo.packs import Pack
from chengnuo.spans import Doubt, Edit, Span

# Below this share of telltale characters a line is taken as it is: quotations of garbled text exist, and so do names
# with a rare character.
_TELLTALE = 0.08
_MANY = 3
_HAN = re.compile(r"[\u3400-\u9fff]")


def find_mojibake(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that undo a wrong decoding, for each smallest run of characters whose bytes are whole, with a doubt."""
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    signs, latin = _telltales(pack)
    for telltale, wrongs, rights in (
        (signs, ("gb18030",), ("utf-8",)),
        (latin, ("cp1252", "latin-1"), ("utf-8", "gb18030", "big5")),
    ):
        if not telltale.search(text):
            continue
        for start, line in _lines(text):
            count = len(telltale.findall(line))
            if count < _MANY or count < _TELLTALE * len(line):
                continue
            found = _undone(line, wrongs, rights)
            if found:
                edits += (Edit(e.span.shifted(start), e.replacement, e.rule) for e in found)
                span = Span(start + found[0].span.start, start + found[-1].span.end)
                doubts.append(Doubt(code="mojibake", span=span, reason=f"decoded again: {found[0].rule}"))
    return edits, doubts


@lru_cache(maxsize=8)
def _telltales(pack: Pack) -> tuple[re.Pattern[str], re.Pattern[str]]:
    return pack.pattern("repair", "mojibake", "gbk_signs"), pack.pattern("repair", "mojibake", "latin")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _undone(line: str, wrongs: tuple[str, ...], rights: tuple[str, ...]) -> list[Edit]:
    """The edits for one line under the first pair of encodings that gives Chinese text, none where no pair does."""
    for wrong in wrongs:
        try:
            data = [_bytes(character, wrong) for character in line]
        except UnicodeEncodeError:
            continue
        whole = b"".join(data)
        for right in rights:
            try:
                meant = whole.decode(right)
            except UnicodeDecodeError:
                continue
            if _is_chinese(meant):
                return list(_aligned(data, meant, right, f"mojibake-{right}-as-{wrong}"))
    return []


def _bytes(character: str, encoding: str) -> bytes:
    """The bytes that were read as this character; Windows-1252 leaves five bytes to Latin-1."""
    if encoding == "cp1252" and character in "\u0081\u008d\u008f\u0090\u009d":
        return character.encode("latin-1")
    return character.encode(encoding)


def _is_chinese(text: str) -> bool:
    """Whether most characters above ASCII are Chinese, and these in common use."""
    wide = [c for c in text if not c.isascii()]
    common = [c for c in wide if c.encode("gb2312", "ignore") or c.encode("big5", "ignore")]
    return len(_HAN.findall(text)) * 2 > len(wide) and len(common) > 0.9 * len(wide)


def _aligned(data: list[bytes], meant: str, encoding: str, rule: str) -> Iterator[Edit]:
    """Edits for the smallest runs that begin and end at a character on both sides."""
    targets = iter(meant)
    start, read, written, replacement = 0, 0, 0, ""
    for at, piece in enumerate(data, 1):
        read += len(piece)
        while written < read:
            character = next(targets)
            replacement += character
            written += len(character.encode(encoding))
        if read == written:
            if len(replacement) != 1 or at - start != 1 or piece.decode("latin-1") != replacement:
                yield Edit(Span(start, at), replacement, rule)
            start, replacement = at, ""
