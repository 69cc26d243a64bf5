"""Bytes to text: which encoding a text file is in."""

from __future__ import annotations

import codecs

from chengnuo.remembered import compiled
from chengnuo.spans import Doubt, Span

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BASIC = {"gb18030": "gb2312", "big5hkscs": "big5", "cp950": "big5"}
"""Encodings of two bytes, and the set of the characters in common use that each begins with."""
_NEWLINES = compiled("\r\n?")
_LOST = compiled("\ufffd+")
_WRITTEN = "\ufffd".encode()
_PLAIN = compiled(r"[\t\n\r\x20-\x7e\u2010-\u2027\u3000-\u303f\u3400-\u9fff\uff01-\uff5e]")

# A file of Chinese text is what one encoding reads as such: this share of what is not ASCII must be common characters.
# Read rightly it is 90 % and more (in GB 18030, traditional text has 60 %), read wrongly some 30 %.
_COMMON = 0.5
# UTF-8 and GB 18030 with a few broken bytes (a cut file, a bad paste) are still read as what they are.
_BROKEN = 0.02
# One in seven characters of GB 2312 is UTF-8 by chance; so many in a row are not.
_FEW = 8
# In UTF-16 without a mark, this share of the characters must be plain.
_READABLE = 0.9


def decode(data: bytes, named: str | None = None) -> tuple[str, str, tuple[Doubt, ...]]:
    """The text of `data` with line feeds only and without a byte order mark, its encoding, and doubts about it.

    The encoding is the one `named`, if all bytes are of it. Bytes that are no text at all come back as they read in
    Latin-1, with the encoding `binary`.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _result(data.decode(name, "replace"), name)
    if named is not None and (text := as_named(data, named)) is not None:
        return _result(text, named)
    if b"\0" in data:
        return _result(*(wide(data) or (data.decode("latin-1"), "binary")))
    text = data.decode("utf-8", "replace")
    if _is_almost_whole(text, data.count(_WRITTEN)) and not _is_short_gb(data, text):
        return _result(text, "utf-8")
    return _result(*_double_byte(data))


def as_named(data: bytes, name: str) -> str | None:
    """The text of `data` in the encoding `name`; None where some bytes are not of it, or there is no such encoding."""
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _result(text: str, encoding: str) -> tuple[str, str, tuple[Doubt, ...]]:
    text = _NEWLINES.sub("\n", text)
    doubts = (
        Doubt(code="lost-bytes", span=Span(m.start(), m.end()), reason=f"these bytes are no {encoding}")
        for m in _LOST.finditer(text)
    )
    return text, encoding, tuple(doubts)


def wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a byte order mark as text, and its name; None where that is not what the bytes are."""
    for name in ("utf-16-le", "utf-16-be"):
        text = data.decode(name, "replace")
        if "\0" not in text and len(_PLAIN.findall(text)) >= _READABLE * len(text):
            return text, name
    return None


def reads(data: bytes, name: str) -> str | None:
    """The bytes as text in the encoding `name`, where all of them are and most of what they give is in common use."""
    text = as_named(data, name)
    is_common = text is not None and (name not in _BASIC or _common_share(text, _BASIC[name]) >= _COMMON)
    return text if is_common else None


def _double_byte(data: bytes) -> tuple[str, str]:
    """GB 18030 or Big5, whichever reads more common characters; Latin-1 where neither reads any."""
    best = (0.0, "", "")
    for name, basic in _BASIC.items():
        text = data.decode(name, "replace")
        if _is_almost_whole(text):
            best = max(best, (_common_share(text, basic), text, name), key=lambda b: b[0])
    if best[0] >= _COMMON:
        return best[1], best[2]
    return data.decode("latin-1"), "latin-1"


def _common_share(text: str, basic: str) -> float:
    wide = [c for c in text if not c.isascii()]
    return sum(1 for c in wide if _is_common(c, basic)) / max(1, len(wide))


def _is_short_gb(data: bytes, text: str) -> bool:
    """Whether a few words of GB 2312 happen to be UTF-8 (联通, 通知): combining marks without letters."""
    wide = [c for c in text if not c.isascii()]
    if (
        not 0 < len(wide) <= _FEW
        or max(wide) > "\u07ff"
        or all(c.isalpha() for c in wide)
        or len(wide) * 2 <= len(text)
    ):
        return False
    return _double_byte(data)[1] == "gb18030"


def _is_common(character: str, basic: str) -> bool:
    """Whether a character is of the first level of its set, or a sign: GB 2312 rows 1-9 and 16-55, Big5 A1-C6."""
    lead = character.encode(basic, "ignore")[:1]
    if basic == "gb2312":
        return b"\xa1" <= lead <= b"\xa9" or b"\xb0" <= lead <= b"\xd7"
    return b"\xa1" <= lead <= b"\xc6"


def _is_almost_whole(text: str, written: int = 0) -> bool:
    """Whether hardly any bytes were lost; `written` of the U+FFFD stand in the file itself, as another reader's."""
    lost = text.count("\ufffd") - written
    return lost <= 1 + _BROKEN * sum(1 for c in text if not c.isascii()) if lost else True
