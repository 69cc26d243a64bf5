"""Traditional characters of a repaired text become simplified ones, as one more layer of edits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from chengnuo.packs import Pack
from chengnuo.remembered import compiled
from chengnuo.repair.readings import converter, simplifications
from chengnuo.spans import Conversion, Doubt, Rewrite, Span

# Below this many simplified-only characters a text is too short to call it simplified.
_SHORT = 20
# A line of a simplified text is traditional with so many traditional characters, and one of them to so many simplified
# ones; one alone is most often in somebody's name and stays.
_LINE = 2
_MIXED = 4

# A settled word reaches at most so far to either side of its character.
_REACH = 5


@dataclass(frozen=True, slots=True)
class _Ambiguous:
    """A traditional character with two simplified forms, and the words that settle which."""

    alternatives: tuple[str, ...]
    settled: re.Pattern[str]


def simplify(rewrite: Rewrite, pack: Pack) -> Rewrite:
    """`rewrite` with a layer that converts traditional characters; as it is where it holds none.

    Lines that are simplified keep their every character. A character whose conversion the context leaves open,
    and a traditional one left in a simplified line, carry a doubt.
    """
    text = rewrite.text
    traditional = _traditional(pack)
    lines = _lines_to_convert(text, pack)
    left = list(_left(text, lines, traditional))
    if not lines and not left:
        return rewrite
    simple = convert(text) if lines else text
    doubts = [*_open(text, simple, lines, pack), *left]
    conversion = Conversion(text, _with(text, simple, lines), "t2s")
    return rewrite.with_layer(conversion, sorted(doubts, key=lambda d: d.span))


def convert(text: str) -> str:
    """The text in simplified characters (OpenCC's t2s), one code point for one; ValueError where it is not."""
    simple = str(converter().convert(text))
    if len(simple) != len(text):
        raise ValueError("the conversion changed the number of characters")
    return simple


@lru_cache(maxsize=8)
def _traditional(pack: Pack) -> re.Pattern[str]:
    """One character that stands in traditional text only."""
    return _one_of(set(simplifications()).difference(pack.words("simplify", "also_simplified")))


@lru_cache(maxsize=1)
def _simplified() -> re.Pattern[str]:
    """One character that stands in simplified text only: a simplified form that Big5 does not know."""
    return _one_of(new for new in simplifications().values() if not new.encode("big5", "ignore"))


def _one_of(characters: Iterable[str]) -> re.Pattern[str]:
    """The class of those in the Basic Multilingual Plane; the others are rare, and make the search slow."""
    basic = "".join(sorted(c for c in characters if c <= "\uffff"))
    return compiled(f"[{basic}]" if basic else r"(?!)")


def _lines_to_convert(text: str, pack: Pack) -> list[Span]:
    """The whole text where traditional characters outnumber simplified ones, else the lines where they do not lack."""
    traditional = _traditional(pack)
    if not traditional.search(text):
        return []
    old, new = len(traditional.findall(text)), len(_simplified().findall(text))
    if old > new:
        return [Span(0, len(text))]
    enough = _LINE if new >= _SHORT else 1
    return [line for line in _lines_with(text, traditional) if _is_traditional(line.of(text), traditional, enough)]


def _lines_with(text: str, sign: re.Pattern[str]) -> Iterator[Span]:
    end = -1
    for m in sign.finditer(text):
        if m.start() < end:
            continue
        end = text.find("\n", m.end())
        end = len(text) if end < 0 else end
        yield Span(text.rfind("\n", 0, m.start()) + 1, end)


def _is_traditional(line: str, traditional: re.Pattern[str], enough: int) -> bool:
    count = len(traditional.findall(line))
    weight = _MIXED if count >= _LINE else 1
    return count >= enough and count * weight >= len(_simplified().findall(line))


def _with(text: str, simple: str, lines: Sequence[Span]) -> str:
    """The text with these lines of its conversion."""
    pieces: list[str] = []
    done = 0
    for line in lines:
        pieces += (text[done : line.start], line.of(simple))
        done = line.end
    return "".join([*pieces, text[done:]])


@lru_cache(maxsize=8)
def _ambiguous(pack: Pack) -> dict[str, _Ambiguous]:
    return {
        row["character"]: _Ambiguous(tuple(row["alternatives"]), compiled("|".join(map(re.escape, row["settled"]))))
        for row in pack.file("simplify").get("ambiguous", ())
    }


def _open(text: str, simple: str, lines: Sequence[Span], pack: Pack) -> Iterator[Doubt]:
    """Doubts for ambiguous characters that no settled word holds."""
    known = _ambiguous(pack)
    if not known:
        return
    signs = compiled("[" + "".join(known) + "]")
    for line in lines:
        for m in signs.finditer(text, line.start, line.end):
            at = m.start()
            start = max(0, at - _REACH)
            around = simple[start : at + _REACH]
            row = known[m[0]]
            if not any(w.start() <= at - start < w.end() for w in row.settled.finditer(around)):
                rest = tuple(a for a in row.alternatives if a != simple[at])
                reason = f"converted to {simple[at]}; the context leaves it open"
                yield Doubt(code="ambiguous-character", span=Span(at, at + 1), reason=reason, alternatives=rest)


def _left(text: str, lines: Sequence[Span], traditional: re.Pattern[str]) -> Iterator[Doubt]:
    """Doubts for traditional characters in simplified lines."""
    if lines and lines[0] == Span(0, len(text)):
        return
    for m in traditional.finditer(text):
        at = bisect_right(lines, m.start(), key=attrgetter("start")) - 1
        if at < 0 or m.start() >= lines[at].end:
            reason = "a traditional character in a simplified line; left as it is"
            yield Doubt(code="traditional-left", span=Span(m.start(), m.end()), reason=reason)
