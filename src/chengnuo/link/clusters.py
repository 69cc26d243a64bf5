"""Names of indicators that no pack knows, grouped by likeness.

Each name goes to the best name that already stands for a cluster, the frequent names first, so that no chain of small
differences joins what is far apart. Only names that share a rare pair of characters are compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import cast

from chengnuo.link.indicators import unit_class
from chengnuo.model import Commitment
from chengnuo.packs import Pack, alternation

CLUSTER = "cluster:"
# Likeness from which two names mean one indicator: word weight and character order together.
THRESHOLD = 0.8
# Where each of two names has words that the other has not, they must be this alike: 预测 is not 预警.
SURE = 0.92
# Names of so many characters are too general to mean one thing in two documents.
BARE = 2
# Names that share a smaller part of their character pairs cannot reach the threshold in practice.
SHARED_PAIRS = 0.4
# A name is looked up under this many of its rarest character pairs …
RARE_PAIRS = 6
# … of which each leads to at most this many clusters; more say nothing.
POSTING_LIMIT = 64


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """An indicator's name in plain form with what must agree for two names to mean one indicator."""

    plain: str
    family: str
    guards: tuple[str, ...]

    @classmethod
    def of(cls, row: Commitment, pack: Pack) -> Name:
        """The name under which the commitment's indicator is grouped."""
        family = (unit_class(row.unit, pack) or "-") + ("±" if row.change else "")
        name = _name(row.indicator, family, pack)
        # A bare noun (奖励, 规模) means another thing in every document.
        return Name(name.plain, f"{family}|{row.source}", name.guards) if len(name.plain) <= BARE else name


@dataclass(frozen=True, slots=True)
class Member:
    """The cluster of a name, the words shared with the name that stands for it, and the likeness (0–1)."""

    id: str
    words: tuple[str, ...]
    score: float


def cluster(names: Mapping[Name, int]) -> dict[Name, Member]:
    """The cluster of each name; `names` counts how often each is used."""
    ordered = sorted(names, key=lambda n: (-names[n], len(n.plain), n))
    words = _words_of(ordered)
    weights = _weights(words)
    pairs = [character_pairs(name.plain) for name in ordered]
    rarity = Counter(pair for found in pairs for pair in found)
    leaders: dict[tuple[str, str], list[int]] = {}
    members: dict[Name, Member] = {}
    for at, name in enumerate(ordered):
        rare = sorted(pairs[at], key=lambda pair: (rarity[pair], pair))[:RARE_PAIRS]
        postings = [leaders.get((name.family, pair), ()) for pair in rare or (name.plain,)]
        near = dict.fromkeys(other for posting in postings if len(posting) <= POSTING_LIMIT for other in posting)
        fitting = [one for one in near if ordered[one].guards == name.guards and not _far(pairs[at], pairs[one])]
        best = _best(at, fitting, ordered, words, weights)
        if best is None:
            members[name] = Member(f"{CLUSTER}{name.plain}|{name.family}", tuple(sorted(words[at])), 1.0)
            for pair in pairs[at] or (name.plain,):
                leaders.setdefault((name.family, pair), []).append(at)
        else:
            leader, score = best
            shared = tuple(sorted(words[at] & words[leader]))
            members[name] = Member(members[ordered[leader]].id, shared, round(score, 3))
    return members


def likeness(a: str, b: str, words: Sequence[frozenset[str]], weights: Mapping[str, float]) -> float:
    """How alike two plain names are (0–1): shared word weight and character order in equal parts."""
    from rapidfuzz.fuzz import ratio

    both = sum(weights.get(w, 1.0) for w in words[0] & words[1])
    either = sum(weights.get(w, 1.0) for w in words[0] | words[1])
    return 0.5 * (both / either if either else 0.0) + 0.5 * ratio(a, b) / 100


def _best(
    at: int,
    near: Iterable[int],
    names: Sequence[Name],
    words: Sequence[frozenset[str]],
    weights: Mapping[str, float],
) -> tuple[int, float] | None:
    """The most alike of the names that stand for clusters; of equals the first."""
    best: tuple[int, float] | None = None
    for other in sorted(near):
        score = likeness(names[at].plain, names[other].plain, (words[at], words[other]), weights)
        apart = bool(words[at] - words[other]) and bool(words[other] - words[at])
        if score >= (SURE if apart else THRESHOLD) and (best is None or score > best[1]):
            best = other, score
    return best


def _far(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether too few character pairs are shared for the names to be alike; cheaper than the likeness itself."""
    return bool(one and other) and 2 * len(one & other) < SHARED_PAIRS * (len(one) + len(other))


def character_pairs(text: str) -> frozenset[str]:
    """Every two characters of the text that stand side by side."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _weights(bags: Iterable[frozenset[str]]) -> dict[str, float]:
    """Words that few names have weigh more."""
    counted = list(bags)
    total = len(counted)
    frequency = Counter(word for bag in counted for word in bag)
    return {word: 1.0 + log((1 + total) / (1 + count)) for word, count in frequency.items()}


def _words_of(names: Iterable[Name]) -> list[frozenset[str]]:
    cut = _cutter()
    return [frozenset(cut(name.plain)) for name in names]


def _cutter() -> Callable[[str], Iterable[str]]:
    """rjieba's segmentation, or jieba's where rjieba is not to be had (the same cuts, slower)."""
    try:
        import rjieba
    except ImportError:
        import jieba

        return cast("Callable[[str], Iterable[str]]", jieba.lcut)
    return cast("Callable[[str], Iterable[str]]", rjieba.cut)


@lru_cache(maxsize=200_000)
def _name(indicator: str, family: str, pack: Pack) -> Name:
    plain = plain_name(indicator, pack)
    return Name(plain or indicator, family, _guards(_marks(pack).sub("", indicator), pack))


def plain_name(indicator: str, pack: Pack) -> str:
    """The name without marks, leading verbs and synonyms."""
    drop, leading, trailing, same = _fillers(pack)
    text = drop.sub("", indicator)
    for pattern, word in same:
        text = pattern.sub(word, text)
    bare = trailing.sub("", leading.sub("", text))
    return bare if len(bare) > 1 else text


@lru_cache(maxsize=8)
def _marks(pack: Pack) -> re.Pattern[str]:
    return re.compile(alternation(pack.words("link", "indicator", "drop")))


@lru_cache(maxsize=8)
def _fillers(
    pack: Pack,
) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], tuple[tuple[re.Pattern[str], str], ...]]:
    same = tuple(
        (re.compile(alternation(tuple(words))), word) for word, words in pack.table("link", "indicator", "same").items()
    )
    leading = re.compile(f"^{alternation(pack.words('link', 'indicator', 'leading'))}{{1,4}}")
    return _marks(pack), leading, pack.pattern("link", "indicator", "trailing"), same


@lru_cache(maxsize=8)
def _guard_patterns(pack: Pack) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(alternation(tuple(group["words"]))) for group in pack.file("link").get("distinct", ()))


def _guards(name: str, pack: Pack) -> tuple[str, ...]:
    """The words of each group that the name holds: names that differ in them are different indicators."""
    return tuple("/".join(sorted(set(pattern.findall(name)))) for pattern in _guard_patterns(pack))
