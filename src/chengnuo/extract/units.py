"""Units of measure: the longest that stands after a number, and how it is written in a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from chengnuo.packs import Pack, Patterns, alternation
from chengnuo.remembered import compiled

_BLANKS = frozenset(" \u00a0")
_LETTER = re.compile("[A-Za-z\u03bc\u00b5㎡]")
_PER = re.compile("[/／·]")


@dataclass(slots=True)  # not frozen, which would make it three times as slow to make
class Unit:
    """A unit as found: its end in the text, its own word, and the name that a value carries."""

    end: int
    word: str
    name: str


@dataclass(frozen=True, eq=False)
class Units:
    """The measure words of a pack."""

    words: frozenset[str]
    sizes: Mapping[str, tuple[int, ...]]  # of the words that begin with a character, the longest first
    canonical: Mapping[str, str]
    not_before: Patterns  # of the words that have them
    per: re.Pattern[str]
    per_word: re.Pattern[str]  # one of the words in it
    spoken: re.Pattern[str]
    large: frozenset[str]
    even_one: frozenset[str]
    bounded: frozenset[str]
    bounded_digits: frozenset[str]
    counted: frozenset[str]
    recurring: frozenset[str]
    within: frozenset[str]
    money: frozenset[str]
    time: frozenset[str]
    short_time: frozenset[str]
    signed: frozenset[str]
    rates: frozenset[str]
    divisions: re.Pattern[str]  # that are counted as they are
    of_divisions: str

    def at(self, text: str, start: int) -> Unit | None:
        """The longest unit that begins at `start`, with what it is counted per (元/人); None where there is none.

        Before a division, which is its own measure word (8县市), stands a unit without a word of its own. A blank may
        part a sign in other letters from its number (35 μg/m³).
        """
        if text[start : start + 1] in _BLANKS and _LETTER.match(text, start + 1):
            start += 1
        for size in self.sizes.get(text[start : start + 1], ()):
            end = start + size
            word = text[start:end]
            if end <= len(text) and word in self.words and self._may_end(text, word, end):
                return self._with_per(text, word, end)
        if self.divisions.match(text, start):
            return Unit(start, self.of_divisions, self.of_divisions)
        return None

    def _may_end(self, text: str, word: str, end: int) -> bool:
        if (
            word[-1].isascii()
            and word[-1].isalnum()
            and end < len(text)
            and text[end].isascii()
            and text[end].isalnum()
        ):
            return False
        return word not in self.not_before or self.not_before[word].match(text, end) is None

    def _with_per(self, text: str, word: str, end: int) -> Unit:
        name = self.canonical.get(word, word)
        spoken = self.spoken.match(text, end)
        if spoken:
            return Unit(spoken.end(), word, f"{name}/{self.canonical.get(spoken['per'], spoken['per'])}")
        per = self.per.match(text, end)
        if per is None:
            return Unit(end, word, name)
        bases = [self.canonical.get(base, base) for base in self.per_word.findall(per[0])]
        marks = [mark if mark == "·" else "/" for mark in _PER.findall(per[0])]
        return Unit(per.end(), word, name + "".join(mark + base for mark, base in zip(marks, bases, strict=True)))


def _sizes(words: Iterable[str]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(some, reverse=True)) for first, some in sizes.items()}


@lru_cache(maxsize=8)
def units_of(pack: Pack) -> Units:
    """The measure words of `pack`."""
    words = frozenset(word for group in pack.table("quantities", "units").values() for word in group)
    counted = {word for word in pack.words("quantities", "units", "count") if "/" not in word}
    divisions = sorted(pack.words("quantities", "limits", "divisions"), key=len, reverse=True)
    bases = counted.union(pack.words("quantities", "per", "words"))
    per = "|".join(sorted(map(re.escape, bases), key=lambda word: (-len(word), word)))

    spoken = alternation(pack.words("quantities", "per", "spoken"))
    end_of_unit = pack.text("quantities", "per", "end")

    def limit(name: str) -> frozenset[str]:
        return frozenset(pack.words("quantities", "limits", name))

    return Units(
        words=words,
        sizes=_sizes(words),
        canonical=pack.table("quantities", "canonical"),
        not_before=pack.patterns("quantities", "not_before"),
        per=compiled(f"(?:[/／·](?:{per})(?![A-Za-z])){{1,2}}|[/／][（(](?:{per})[/／·](?:{per})[)）]"),
        per_word=compiled(per),
        spoken=compiled(f"{pack.text('quantities', 'per', 'each')}(?P<per>{spoken})(?={end_of_unit})"),
        large=limit("large"),
        even_one=limit("even_one"),
        bounded=limit("bounded"),
        bounded_digits=limit("bounded_digits"),
        counted=limit("counted"),
        recurring=limit("recurring"),
        within=limit("within"),
        short_time=limit("short_time"),
        signed=limit("signed"),
        rates=limit("rates"),
        money=frozenset(pack.words("quantities", "units", "money")),
        time=frozenset(pack.words("quantities", "units", "time")),
        divisions=compiled(f"(?:{'|'.join(divisions)}){pack.text('quantities', 'limits', 'divided')}"),
        of_divisions=pack.text("quantities", "limits", "of_divisions"),
    )
