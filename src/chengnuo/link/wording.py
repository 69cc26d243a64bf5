"""An indicator's name in the forms in which names are looked up and compared.

`full_form` writes out what official prose shortens (千人口 → 每千人口) and leaves out bracketed asides; `plain_name`
brings marks, leading verbs and synonyms to one form; `core` is what is left of that without words that do not change
what is measured; `guards` are the words that must agree for two names to mean one thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from chengnuo.packs import Pack, alternation
from chengnuo.remembered import compiled
from chengnuo.segmentation import word_cutter

SHORTEST = 4
"""Words that are left of a name must have so many characters to stand for it."""
FIGURES = -1
"""The group of the figures of a name."""
Guards = tuple[tuple[int, tuple[str, ...]], ...]


def full_form(name: str, pack: Pack) -> str:
    """The name with its abbreviations written out and without bracketed asides."""
    return _full(pack).of(_pattern("aside", pack).sub("", name))


def plain_name(indicator: str, pack: Pack) -> str:
    """The name without marks, leading verbs and synonyms."""
    text = _whole(indicator, pack)
    bare = _pattern("trailing", pack).sub("", _leading(pack).sub("", text))
    return bare if len(bare) > 1 else text


def core(plain: str, pack: Pack) -> tuple[str, ...]:
    """The words of a plain name without those that do not change what is measured; all where none are left."""
    words = word_cutter()(plain)
    light = _light(pack)
    heavy = [word for word in words if word not in light]
    if sum(map(len, heavy)) < SHORTEST:
        return tuple(words)
    last = _pattern("ending", pack).sub("", heavy[-1])
    return (*heavy[:-1], last) if last else tuple(heavy[:-1])


def is_general(plain: str, pack: Pack) -> bool:
    """Whether the name is a bare noun (奖励, 规模), which means another thing in every document."""
    return len(plain) < 2 or plain in _general(pack)


def guards(name: str, pack: Pack) -> Guards:
    """The words that tell the name apart, by the number of their group; -1 for figures."""
    text = _whole(name, pack)
    found: dict[int, set[str]] = {}
    pattern, groups, _ = _distinct(pack)
    for word in pattern.findall(text):
        for group in groups[word]:
            found.setdefault(group, set()).add(word)
    found[FIGURES] = set(_pattern("figures", pack).findall(text))
    return tuple((group, tuple(sorted(words))) for group, words in sorted(found.items()) if words)


def agree(one: Guards, other: Guards, pack: Pack) -> bool:
    """Whether two names can mean one indicator by the words that tell them apart."""
    if one == other:
        return True
    narrowing = _distinct(pack)[2]
    left, right = dict(one), dict(other)
    for group in left.keys() | right.keys():
        a, b = set(left.get(group, ())), set(right.get(group, ()))
        if a != b and (group in narrowing or not (a <= b or b <= a)):
            return False
    return True


def narrowed(name: str, own: str, pack: Pack) -> bool:
    """Whether the name holds a word that makes it another indicator and that is none of the indicator's own words."""
    pattern, groups, narrowing = _distinct(pack)
    return any(word not in own and narrowing & groups[word] for word in pattern.findall(name))


@lru_cache(maxsize=65536)
def _whole(name: str, pack: Pack) -> str:
    """The name in full form, without marks, in the words that stand for their synonyms."""
    return _synonyms(pack).of(_words("drop", pack).sub("", full_form(name, pack)))


@lru_cache(maxsize=8)
def _distinct(pack: Pack) -> tuple[re.Pattern[str], dict[str, frozenset[int]], frozenset[int]]:
    """One pattern of all words that tell apart, the groups of each, and the groups of which one word is enough."""
    lists = pack.file("link").get("distinct", ())
    groups: dict[str, set[int]] = {}
    for number, group in enumerate(lists):
        for word in group["words"]:
            groups.setdefault(word, set()).add(number)
    narrowing = frozenset(number for number, group in enumerate(lists) if group.get("narrows"))
    pattern = compiled(alternation(tuple(groups)) if groups else "(?!)")
    return pattern, {word: frozenset(numbers) for word, numbers in groups.items()}, narrowing


@dataclass(frozen=True, slots=True)
class _Rewriting:
    """Replacements made one after the other, and one pattern of all of them: most names hold nothing to replace."""

    steps: tuple[tuple[re.Pattern[str], str], ...]
    any: re.Pattern[str]

    @classmethod
    def by(cls, steps: Iterable[tuple[str, str]]) -> _Rewriting:
        pairs = tuple(steps)
        gate = compiled("|".join(f"(?:{pattern})" for pattern, _ in pairs) or "(?!)")
        return cls(tuple((compiled(pattern), words) for pattern, words in pairs), gate)

    def of(self, text: str) -> str:
        """The text with all replacements made."""
        if self.any.search(text):
            for pattern, words in self.steps:
                text = pattern.sub(words, text)
        return text


@lru_cache(maxsize=8)
def _full(pack: Pack) -> _Rewriting:
    return _Rewriting.by(pack.table("link", "indicator").get("full", ()))


@lru_cache(maxsize=8)
def _synonyms(pack: Pack) -> _Rewriting:
    table = pack.table("link", "indicator", "same")
    return _Rewriting.by((alternation(tuple(words)), word) for word, words in table.items())


def _pattern(key: str, pack: Pack) -> re.Pattern[str]:
    return pack.pattern("link", "indicator", key)


@lru_cache(maxsize=16)
def _words(key: str, pack: Pack) -> re.Pattern[str]:
    return compiled(alternation(pack.words("link", "indicator", key)))


@lru_cache(maxsize=8)
def _leading(pack: Pack) -> re.Pattern[str]:
    return compiled(f"^{alternation(pack.words('link', 'indicator', 'leading'))}{{1,4}}")


@lru_cache(maxsize=8)
def _light(pack: Pack) -> frozenset[str]:
    return frozenset(pack.words("link", "indicator", "light"))


@lru_cache(maxsize=8)
def _general(pack: Pack) -> frozenset[str]:
    return frozenset(pack.words("link", "indicator", "general"))
