"""Numbers in words: Arabic, Chinese and mixed numerals to a Decimal, and whole numbers back to words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from chengnuo.packs import Pack, load_pack

LONGEST = 64
"""Longer runs are no number that a document means (an account, noise); also bounds the work on hostile input."""

LARGEST = Decimal(10) ** 24
"""No document counts further (万万万…); a Decimal of the default context holds it exactly."""

_ARABIC = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|\.[0-9]+")
_BLANKS = re.compile(r"\s+")
_GROUP = 4  # Chinese numerals count in myriads
_FULL_WIDTH = {0xFF10 + i: 0x30 + i for i in range(10)} | {0xFF0E: 0x2E, 0xFF0C: 0x2C, 0xFF0D: 0x2D}


def parse_number(words: str, pack: Pack | None = None) -> Decimal | None:
    """The value of a numeral (`1,234.5`, `1.9万`, `两千三百亿`, `二〇二五`), or None where it is none.

    Vague numerals (十几, 数百) are none. `pack` gives the numerals, the built-in pack if left out.
    """
    return _parse(words, _lexicon(pack or load_pack()))


def number_reader(pack: Pack) -> Callable[[str], Decimal | None]:
    """`parse_number` with the numerals of `pack`, for those who read thousands."""
    lexicon = _lexicon(pack)
    return lambda words: _parse(words, lexicon)


def number_in_words(value: int, pack: Pack | None = None) -> str:
    """A whole number below 10^16 in Chinese numerals, such that `parse_number` gives it back.

    Raises ValueError where it is larger.
    """
    return in_numerals(value, _lexicon(pack or load_pack()).written)


@dataclass(frozen=True, slots=True)
class Numerals:
    """A way to write numbers: the digits from zero, what each place of a group of four and each group is called."""

    digits: Sequence[str]
    places: Sequence[str]
    groups: Sequence[str]
    minus: str = "-"


def in_numerals(value: int, written: Numerals) -> str:
    """A whole number as it is read out: 十一, 一百零五, 十万. Raises ValueError where there is no word for its size."""
    if value < 0:
        return written.minus + in_numerals(-value, written)
    if value >= 10 ** (_GROUP * len(written.groups)):
        raise ValueError(f"{value} is too large to be written in words")
    if value == 0:
        return written.digits[0]
    words = _groups_in_words(value, written)
    ten = written.digits[1] + written.places[1]
    return words.removeprefix(written.digits[1]) if words.startswith(ten) else words


@dataclass(frozen=True, eq=False)
class _Lexicon:
    digits: dict[str, int]
    small: dict[str, Decimal]
    big: dict[str, Decimal]
    tens: dict[str, int]
    zero: frozenset[str]
    point: frozenset[str]
    minus: frozenset[str]
    half: frozenset[str]
    written: Numerals


@lru_cache(maxsize=8)
def _lexicon(pack: Pack) -> _Lexicon:
    written = pack.table("numbers", "written")
    return _Lexicon(
        digits=dict(pack.table("numbers", "digits")),
        small={k: Decimal(10) ** v for k, v in pack.table("numbers", "small").items()},
        big={k: Decimal(10) ** v for k, v in pack.table("numbers", "big").items()},
        tens=dict(pack.table("numbers", "tens")),
        zero=frozenset(pack.words("numbers", "words", "zero")),
        point=frozenset(pack.words("numbers", "words", "point")),
        minus=frozenset(pack.words("numbers", "words", "minus")),
        half=frozenset(pack.words("numbers", "words", "half")),
        written=Numerals(written["digits"], written["small"], written["big"], written["minus"]),
    )


@lru_cache(maxsize=1 << 14)
def _parse(words: str, lexicon: _Lexicon) -> Decimal | None:
    text = _BLANKS.sub("", words.translate(_FULL_WIDTH))
    if not text or len(text) > LONGEST:
        return None
    negative = text[0] in lexicon.minus or text[0] in "-−"
    value = _unsigned(text[1:] if negative else text, lexicon)
    if value is None or value >= LARGEST:
        return None
    return -value if negative else value


def _unsigned(text: str, lexicon: _Lexicon) -> Decimal | None:
    if _ARABIC.fullmatch(text):
        return _decimal(text)
    if text in lexicon.half:
        return Decimal("0.5")
    if not text:
        return None
    if all(char in lexicon.digits for char in text):
        return Decimal("".join(str(lexicon.digits[char]) for char in text))
    for at, char in enumerate(text):
        if char in lexicon.point:
            return _with_point(text, at, lexicon)
    tokens = _tokens(text, lexicon)
    return None if tokens is None else _evaluate(tokens)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str  # "digit", "number", "zero", "tens", "small", "big"
    value: Decimal


def _with_point(text: str, at: int, lexicon: _Lexicon) -> Decimal | None:
    """三点五万: the numeral before the point at `at`, the digits after it, then multipliers."""
    whole = _unsigned(text[:at], lexicon)
    end = at + 1
    while end < len(text) and (text[end] in lexicon.digits or text[end] in "0123456789"):
        end += 1
    if whole is None or whole != whole.to_integral_value() or end == at + 1:
        return None
    digits = "".join(str(lexicon.digits.get(char, char)) for char in text[at + 1 : end])
    value = Decimal(f"{whole:f}.{digits}")
    for char in text[end:]:
        scale = lexicon.big.get(char) or lexicon.small.get(char)
        if scale is None:
            return None
        value *= scale
    return value


def _tokens(text: str, lexicon: _Lexicon) -> list[_Token] | None:
    """The numeral in tokens; None at a foreign character."""
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        arabic = _ARABIC.match(text, at)
        token = _Token("number", _decimal(arabic[0])) if arabic else _token(text[at], lexicon)
        if token is None:
            return None
        tokens.append(token)
        at = arabic.end() if arabic else at + 1
    return tokens


def _decimal(arabic: str) -> Decimal:
    return Decimal(arabic.replace(",", ""))


def _token(char: str, lexicon: _Lexicon) -> _Token | None:
    if char in lexicon.zero:
        return _Token("zero", Decimal(0))
    if char in lexicon.digits:
        return _Token("digit", Decimal(lexicon.digits[char]))
    if char in lexicon.small:
        return _Token("small", lexicon.small[char])
    if char in lexicon.big:
        return _Token("big", lexicon.big[char])
    if char in lexicon.tens:
        return _Token("tens", Decimal(lexicon.tens[char]))
    return None


@dataclass(slots=True)
class _Sum:
    """A numeral as far as it was read: whole groups, the open group, the digit that waits for its multiplier."""

    total: Decimal = Decimal(0)
    section: Decimal = Decimal(0)
    current: Decimal | None = None
    last_small: Decimal = Decimal(0)
    last_big: Decimal = Decimal(0)

    def add_small(self, scale: Decimal) -> bool:
        if self.last_small and scale >= self.last_small:
            return False
        self.section += (Decimal(1) if self.current is None else self.current) * scale
        self.current, self.last_small = None, scale
        return True

    def add_big(self, scale: Decimal, *, first: bool, after_big: bool) -> bool:
        group = Decimal(1) if first else self.section + (self.current or 0)
        if not self.last_big or scale > self.last_big:
            self.total = (self.total + group) * scale
        elif group:
            self.total += group * scale
        elif after_big:
            self.total *= scale
        else:
            return False
        self.section, self.current = Decimal(0), None
        self.last_small, self.last_big = Decimal(0), scale
        return True


def _evaluate(tokens: list[_Token]) -> Decimal | None:
    """The value of tokens in falling order of their multipliers; None where the order makes no number."""
    so_far = _Sum()
    for place, token in enumerate(tokens):
        before = tokens[place - 1].kind if place else ""
        if not _take(so_far, token, tokens, place, before):
            return None
    return so_far.total + so_far.section + _tail(tokens, so_far.current)


def _take(so_far: _Sum, token: _Token, tokens: list[_Token], place: int, before: str) -> bool:
    match token.kind:
        case "digit" | "number":
            fits = so_far.current is None
            so_far.current = token.value
            return fits
        case "zero":
            return so_far.current is None and bool(before)
        case "tens":
            fits = so_far.current is None and not 0 < so_far.last_small <= 10
            so_far.section += token.value
            so_far.last_small = Decimal(10)
            return fits
        case "small":
            bare = _may_stand_bare(tokens, place, so_far.current)
            return bare and so_far.add_small(token.value)
        case _:
            return so_far.add_big(token.value, first=not place, after_big=before == "big")


def _may_stand_bare(tokens: list[_Token], place: int, current: Decimal | None) -> bool:
    """Whether 百 or 千 needs no digit here: after a zero, or where only a greater multiplier follows."""
    if current is not None or tokens[place].value == 10:
        return True
    if place:
        return tokens[place - 1].kind == "zero"
    return all(token.kind == "big" for token in tokens[1:])


def _tail(tokens: list[_Token], current: Decimal | None) -> Decimal:
    """The last digit: 三万五 is 35000, 一百零五 is 105."""
    if current is None:
        return Decimal(0)
    if len(tokens) > 1 and tokens[-1].kind == "digit" and tokens[-2].kind in {"small", "big"}:
        unit = tokens[-2].value
        if unit >= 100:
            return current * unit / 10
    return current


def _groups_in_words(value: int, written: Numerals) -> str:
    groups: list[int] = []
    while value:
        value, group = divmod(value, 10**_GROUP)
        groups.append(group)
    words = ""
    gap = False  # whether a zero must be spoken before the next group
    for power in range(len(groups) - 1, -1, -1):
        group = groups[power]
        if not group:
            gap = bool(words)
            continue
        if words and (gap or group < 10 ** (_GROUP - 1)):
            words += written.digits[0]
        words += _group_in_words(group, written) + _big_word(power, groups, written)
        gap = False
    return words


def _big_word(power: int, groups: list[int], written: Numerals) -> str:
    """The group's multiplier; 万亿 gives up its 亿 to the group after it (一万零一亿)."""
    word = written.groups[power]
    if power == len(written.groups) - 1 and groups[power - 1]:
        return word.removesuffix(written.groups[power - 1])
    return word


def _group_in_words(group: int, written: Numerals) -> str:
    words = ""
    gap = False
    for power in range(_GROUP - 1, -1, -1):
        digit = group // 10**power % 10
        if not digit:
            gap = bool(words)
            continue
        words += (written.digits[0] if gap else "") + written.digits[digit] + written.places[power]
        gap = False
    return words
