"""Text that was decoded with the wrong encoding and can be decoded again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress

from chengnuo.packs import Pack
from chengnuo.remembered import compiled
from chengnuo.repair.line import lines_of
from chengnuo.repair.readings import simplified
from chengnuo.repair.redecode import UNKNOWN, Pair, Piece, bytes_of, is_prose, meant
from chengnuo.spans import Doubt, Edit, Span

# Below this share of telltale characters a line is taken as it is: quotations of garbled text exist, and so do names
# with a rare character.
_TELLTALE = 0.08
_MANY = 3
# So many of its characters may be lost for a line to be decoded again at all.
_LOST = 0.3
# In UTF-8 that Big5 or Korean readers read, two of three are lost, but each of the others speaks for it.
_LOST_OF_UTF8 = 0.75
# And of a line in a text of which others were decoded again; of UTF-8 all may be, digits tell what signs of dates were.
_LOST_ALIKE = 0.5
# A reader wants the original of a text of which so many characters are lost.
_MUCH = 0.15
# Of the characters of Chinese prose, 98 % are of the first level of GB 2312 (with its signs), or of Big5.
_FIRST_LEVEL = 0.85
_DISTINCT = 4
# Half the characters of Chinese prose are among the 150 commonest; read in a wrong double-byte set, hardly any are.
# This is asked of the beginning of a text, which must have so many characters.
_COMMON = 0.2
_STRANGE = 0.12
# Chinese prose has a comma in twenty characters; by chance one comes about in a thousand.
_BETWEEN_COMMAS = 200
_BEGINNING = 3000
_ENOUGH = 12
_HAN = compiled(r"[\u3400-\u9fff]")
# In so many places, before a lost character, three characters that are no prose show that bytes were lost.
_SHIFTED = 3
_BEFORE_LOST = compiled(f"[\\u3400-\\u9fff]{{3}}(?={UNKNOWN})")
# A pattern that is a class of single characters.
_SIGNS = compiled(r"\[([^\\^\]-]+)\]")
# Of Chinese that was read as Korean, a third to a half of the characters are of its alphabet.
_KOREAN = 0.1
_HANGUL = compiled(r"[\uac00-\ud7a3]")
# What Chinese is made of that was read as Chinese, Korean or Japanese.
_LETTERS = compiled(r"[\u3400-\u9fff\uac00-\ud7a3\uff61-\uff9f]")


@dataclass(frozen=True, slots=True)
class _Kind:
    """What tells a kind of garbling, what lines are made of, the pairs that make it.

    `gate` is what a text must hold at all; without one the beginning of the text must lack all common characters.
    """

    telltale: str
    gate: str | None
    alphabet: str
    pairs: tuple[Pair, ...]


_KINDS = (
    _Kind("gbk_signs", "gbk_signs", "any", (Pair("utf-8", "gb18030"),)),
    _Kind("gbk_twice", "gbk_twice_gate", "any", (Pair("utf-8", "gb18030"),)),
    _Kind("latin_in_gbk", "latin_in_gbk_gate", "any", (Pair("utf-8", "gb18030"),)),
    _Kind(
        "latin",
        "latin_run",
        "latin",
        tuple(Pair(right, wrong) for wrong in ("cp1252", "latin-1") for right in ("utf-8", "gb18030", "big5")),
    ),
    _Kind(
        "any",
        None,
        "any",
        (
            Pair("gb18030", "big5"),
            Pair("gb18030", "big5hkscs"),
            Pair("big5", "gb18030"),
            *(Pair(right, wrong) for wrong in ("cp949", "cp932", "big5") for right in ("utf-8", "gb18030", "big5")),
        ),
    ),
)
_COMMA = "\uff0c"


def find_mojibake(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that undo a wrong decoding, for each smallest run of characters whose bytes are whole, with a doubt."""
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    for kind in _KINDS:
        suspected = _may_hold(text, kind, pack)
        if not suspected:
            continue
        for start, undone in _undone(_lines(text), kind, pack):
            found = [Edit(e.span.shifted(start), e.replacement, e.rule) for e in _aligned(undone)]
            if found:
                edits += found
                span = Span(found[0].span.start, found[-1].span.end)
                doubts.append(
                    Doubt(code="mojibake", span=span, reason=f"decoded again: {undone.pair.rule}{undone.losses}")
                )
        if edits:
            break
    return edits, doubts or _unreadable(text, suspected, pack)


def _unreadable(text: str, strange: bool, pack: Pack) -> list[Doubt]:
    """A doubt over the whole text where much of it was lost, or where it is `strange` and no Chinese prose."""
    # A double-byte set that cannot be written leaves two question marks a character, prose never has two.
    marks, lost = text.count("??"), text.count(UNKNOWN)
    wide = 0 if lost + marks < _ENOUGH else marks + sum(1 for character in text if not character.isascii())
    if wide and lost + marks >= _MUCH * wide:
        share = (lost + marks) * 100 // wide
        reason = f"{share} of 100 characters were lost when the text was saved in a wrong encoding"
    elif lost >= _SHIFTED and (places := _shifted(text, pack)) >= _SHIFTED:
        reason = f"bytes were lost: behind {places} characters the words were read one byte off"
    elif strange and not is_prose("".join(_HAN.findall(text[:_BEGINNING])), pack):
        reason = (
            "hardly any common character: the text may have been read in a wrong encoding, and cannot be read again"
        )
    else:
        return []
    return [Doubt(code="unreadable", span=Span(0, len(text)), reason=reason)]


def _shifted(text: str, pack: Pack) -> int:
    """Before how many of the lost characters the words are no prose: double-byte text that lost a byte is read one
    byte off up to where the other half of a character stands alone."""
    places = [m[0] for m in _BEFORE_LOST.finditer(text)]
    return sum(1 for words in places if not is_prose(words, pack))


def _is_korean(words: str) -> bool:
    """Whether the text is Korean, or Chinese that was read as such: its signs are the same there."""
    return len(_HANGUL.findall(words)) >= _KOREAN * len(words)


def _may_hold(text: str, kind: _Kind, pack: Pack) -> bool:
    if kind.gate is not None:
        gate = _pattern(pack, kind.gate)
        # Each of a few signs is found many times as fast as any of them.
        signs = _SIGNS.fullmatch(gate.pattern)
        return any(sign in text for sign in signs[1]) if signs else gate.search(text) is not None
    beginning = text[:_BEGINNING]
    if beginning.count(_COMMA) * _BETWEEN_COMMAS >= len(beginning) and not _is_korean(beginning):
        return False  # as nearly all texts that are in order
    common = len(_pattern(pack, "common").findall(beginning))
    if common >= _STRANGE * len(beginning):
        return False
    count = len(_LETTERS.findall(beginning))
    return count >= _ENOUGH and common < _STRANGE * count


def _pattern(pack: Pack, name: str) -> re.Pattern[str]:
    return pack.pattern("repair", "mojibake", name)


def _lines(text: str) -> list[tuple[int, str]]:
    """The lines that are not ASCII alone and where they begin."""
    return [(at, line) for at, line in lines_of(text) if not line.isascii()]


@dataclass(frozen=True, slots=True)
class _Undone:
    """A line, its bytes by character, the characters they were written as, and under which pair of encodings."""

    line: str
    data: Sequence[bytes]
    pieces: Sequence[Piece]
    pair: Pair

    @property
    def words(self) -> str:
        return "".join(character for character, _ in self.pieces)

    @property
    def losses(self) -> str:
        """What is to be said of the characters whose bytes were lost; nothing where none was."""
        unknown = sum(1 for character, _ in self.pieces if character == UNKNOWN)
        guessed = sum(1 for character, size in self.pieces if size == 1 and not character.isascii()) - unknown
        told = [f"{guessed} characters told by what is left of their bytes"] if guessed > 0 else []
        told += [f"{unknown} unknown"] if unknown else []
        return f"; {', '.join(told)}" if told else ""


def _undone(lines: Sequence[tuple[int, str]], kind: _Kind, pack: Pack) -> Iterator[tuple[int, _Undone]]:
    """The lines that were garbled; where some are beyond doubt, shorter ones are taken to be of the same pair."""
    suspicious = [_is_suspicious(line, kind, pack) for _, line in lines]
    if not any(suspicious):
        return
    certain: list[_Undone | None] = []
    weights: Counter[Pair] = Counter()
    known: dict[tuple[str, tuple[Pair, ...]], _Undone | None] = {}  # lists and tables repeat their lines
    for start, line in lines:
        if kind.gate is None and start > _BEGINNING and not weights:
            return  # the beginning, for which alone the text was suspected, was not garbled so
        first = tuple(pair for pair, _ in weights.most_common())
        if (line, first) not in known:
            known[line, first] = _certain(line, kind, first, pack)
        sure = known[line, first]
        certain.append(sure)
        if sure is not None:
            weights[sure.pair] += len(sure.pieces)
    if not any(compress(certain, suspicious)):
        return
    likely = weights.most_common(1)[0][0]
    for found, (start, line) in zip(certain, lines, strict=True):
        undone = found if found and found.pair == likely else _alike(line, likely, kind, pack) or found
        if undone is not None:
            yield start, undone


def _is_suspicious(line: str, kind: _Kind, pack: Pack) -> bool:
    count = len(_pattern(pack, kind.telltale).findall(line))
    return count >= _MANY and count >= _TELLTALE * len(line)


def _certain(line: str, kind: _Kind, first: Sequence[Pair], pack: Pack) -> _Undone | None:
    """The line under the first pair of encodings that gives Chinese text; those that gave some before come first.

    A long line is asked by its beginning first.
    """
    if len(line) > _BEGINNING and _certain(line[:_BEGINNING], kind, first, pack) is None:
        return None
    for pair in (*first, *(pair for pair in kind.pairs if pair not in first)):
        undone = _under(line, pair, pack)
        if undone is None or not (_is_chinese_of(undone, pack) or _is_twice(undone, kind, pack)):
            continue
        if kind.gate is not None or _is_common(undone.words, pack):
            return undone
    return None


def _alike(line: str, pair: Pair, kind: _Kind, pack: Pack) -> _Undone | None:
    """The line under the pair that garbled others of the text, where nothing speaks against it."""
    if any(not c.isascii() and c != UNKNOWN and not _pattern(pack, kind.alphabet).match(c) for c in line):
        return None
    undone = _under(line, pair, pack)
    wide = [] if undone is None else [c for c in undone.words if not c.isascii()]
    lost = 1 if pair.right == "utf-8" else _LOST_ALIKE
    fits = wide and all(_is_known(c) for c in wide if c != UNKNOWN) and wide.count(UNKNOWN) <= lost * len(wide)
    return undone if fits else None


def _under(line: str, pair: Pair, pack: Pack) -> _Undone | None:
    data = bytes_of(line, pair.wrong)
    return _Undone(line, data, meant(b"".join(data), pair, pack), pair) if data else None


def _is_twice(undone: _Undone, kind: _Kind, pack: Pack) -> bool:
    """Whether what was undone had been garbled before, in the same way or another: the next round undoes that."""
    if undone.pair.right != "utf-8" or kind.gate is None:
        return False
    words = undone.words.replace(UNKNOWN, "")
    wide = sum(1 for c in words if not c.isascii())
    if wide <= _MANY or undone.words.count(UNKNOWN) > _LOST * wide:
        return False
    return any(
        _is_certain(undone.words, other, pack) for other in _KINDS if other.gate and _is_of(words, wide, other, pack)
    )


def _is_of(words: str, wide: int, kind: _Kind, pack: Pack) -> bool:
    """Whether words with so many characters above ASCII may be of this kind, whose alphabet may be small."""
    if kind.alphabet == "any":
        return _is_suspicious(words, kind, pack)
    return len(_pattern(pack, kind.telltale).findall(words)) == wide


def _is_certain(words: str, kind: _Kind, pack: Pack) -> bool:
    return _certain(words, kind, (), pack) is not None


def _is_chinese_of(undone: _Undone, pack: Pack) -> bool:
    """Whether what was undone is Chinese; traditional characters that GBK has as well are asked in their simple form,
    and must be common ones."""
    words, encoding = undone.words, undone.pair.right
    if _is_chinese(words, encoding):
        return True
    return encoding == "gb18030" and _is_common(words, pack) and _is_chinese("".join(map(simplified, words)), encoding)


def _is_chinese(text: str, encoding: str) -> bool:
    """Whether most characters above ASCII are Chinese and in common use, and not too many of them lost.

    Hardly any bytes are UTF-8 by chance, but any pair of high bytes is some character of GB 18030 or Big5: there nearly
    all must be of the first level, and not the same few.
    """
    wide = [c for c in text if not c.isascii()]
    known = [c for c in wide if c != UNKNOWN]
    han = _HAN.findall(text)
    if encoding == "utf-8" and len(known) >= max(_ENOUGH, (1 - _LOST_OF_UTF8) * len(wide)):
        return len(han) * 2 > len(known) and all(map(_is_known, known))
    if len(han) * 2 <= len(wide) or len(known) < (1 - _LOST) * len(wide):
        return False
    if encoding == "utf-8":
        return sum(map(_is_known, known)) >= (1 - _LOST) * len(wide)
    basic, first, last = ("gb2312", b"\xa1", b"\xd7") if encoding == "gb18030" else ("big5", b"\xa1", b"\xc6")
    common = [c for c in known if first <= c.encode(basic, "ignore")[:1] <= last]
    return len(set(han)) >= _DISTINCT and len(common) >= _FIRST_LEVEL * len(known)


def _is_known(character: str) -> bool:
    """Whether it is in the everyday sets, or a sign of Chinese text (〇 is in neither set)."""
    return "\u3000" <= character <= "\u303f" or bool(
        character.encode("gb2312", "ignore") or character.encode("big5", "ignore")
    )


def _is_common(text: str, pack: Pack) -> bool:
    return len(_pattern(pack, "common").findall(text)) >= _COMMON * len(_HAN.findall(text))


def _aligned(undone: _Undone) -> Iterator[Edit]:
    """Edits for the smallest runs that begin and end at a character on both sides."""
    targets = iter(undone.pieces)
    start, read, written, replacement = 0, 0, 0, ""
    for at, piece in enumerate(undone.data, 1):
        read += len(piece)
        while written < read:
            character, size = next(targets)
            replacement += character
            written += size
        if read == written:
            if replacement != undone.line[start:at]:
                yield Edit(Span(start, at), replacement, undone.pair.rule)
            start, replacement = at, ""
