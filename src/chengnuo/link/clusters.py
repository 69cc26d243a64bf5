"""Names of indicators that no pack knows, grouped by likeness.

Each name goes to the best name that already stands for a cluster, the frequent names first, so that no chain of small
differences joins what is far apart. Only names that share a rare pair of characters are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from chengnuo.link.indicators import dimension
from chengnuo.link.wording import Guards, agree, core, guards, is_general, plain_name
from chengnuo.model import Commitment
from chengnuo.packs import Pack

CLUSTER = "cluster:"
# Likeness from which two names mean one indicator where one has all the words of the other …
THRESHOLD = 0.6
# … and where each has words that the other has not: 预测 is not 预警.
SURE = 0.75
# Names that share a smaller part of their character pairs cannot reach the threshold in practice.
SHARED_PAIRS = 0.4
# A name is looked up under this many of its rarest character pairs …
RARE_PAIRS = 6
# … of which each leads to at most this many clusters; more say nothing.
POSTING_LIMIT = 64


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """An indicator's name in plain form, its core, and what must agree for two names to mean one indicator."""

    plain: str
    core: str
    family: str
    guards: Guards

    @classmethod
    def of(cls, row: Commitment, pack: Pack) -> Name:
        """The name under which the commitment's indicator is grouped."""
        family = (dimension(row.unit, pack) or "-") + ("±" if row.change else "")
        name = _name(row.indicator, family, pack)
        return replace(name, family=f"{family}|{row.source}") if is_general(name.plain, pack) else name


@dataclass(frozen=True, slots=True)
class Member:
    """The cluster of a name, the words shared with the name that stands for it, and the likeness (0–1)."""

    id: str
    words: tuple[str, ...]
    score: float


def cluster(names: Mapping[Name, int], pack: Pack) -> dict[Name, Member]:
    """The cluster of each name; `names` counts how often each is used."""
    ordered = sorted(names, key=lambda n: (-names[n], len(n.plain), n))
    words = _words_of(ordered)
    pairs = [character_pairs(name.core) for name in ordered]
    rarity = Counter(pair for found in pairs for pair in found)
    leaders: dict[tuple[str, str], list[int]] = {}
    members: dict[Name, Member] = {}
    for at, name in enumerate(ordered):
        rare = sorted(pairs[at], key=lambda pair: (rarity[pair], pair))[:RARE_PAIRS]
        postings = [leaders.get((name.family, pair), ()) for pair in rare or (name.core,)]
        near = dict.fromkeys(other for posting in postings if len(posting) <= POSTING_LIMIT for other in posting)
        fitting = [one for one in near if agree(ordered[one].guards, name.guards, pack) and not _far(pairs[at], pairs[one])]
        best = _best(at, fitting, ordered, words)
        if best is None:
            members[name] = Member(f"{CLUSTER}{name.plain}|{name.family}", tuple(sorted(words[at])), 1.0)
            for pair in pairs[at] or (name.core,):
                leaders.setdefault((name.family, pair), []).append(at)
        else:
            leader, score = best
            shared = tuple(sorted(words[at] & words[leader]))
            members[name] = Member(members[ordered[leader]].id, shared, round(score, 3))
    return members


def likeness(a: str, b: str, words: Sequence[frozenset[str]]) -> float:
    """How alike two names are (0–1): shared words by their length and order of characters in equal parts; 1 for equal
    words in another order (改造老旧小区, 老旧小区改造)."""
    from rapidfuzz.fuzz import ratio

    if a == b or words[0] == words[1]:
        return 1.0
    both, either = sum(map(len, words[0] & words[1])), sum(map(len, words[0] | words[1]))
    return 0.5 * both / either + 0.5 * ratio(a, b) / 100


def _best(
    at: int, near: Iterable[int], names: Sequence[Name], words: Sequence[frozenset[str]]
) -> tuple[int, float] | None:
    """The most alike of the names that stand for clusters; of equals the first."""
    best: tuple[int, float] | None = None
    for other in sorted(near):
        score = likeness(names[at].core, names[other].core, (words[at], words[other]))
        within = words[at] <= words[other] or words[other] <= words[at]
        if score >= (THRESHOLD if within else SURE) and (best is None or score > best[1]):
            best = other, score
    return best


def _far(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether too few character pairs are shared for the names to be alike; cheaper than the likeness itself."""
    return bool(one and other) and 2 * len(one & other) < SHARED_PAIRS * (len(one) + len(other))


def character_pairs(text: str) -> frozenset[str]:
    """Every two characters of the text that stand side by side."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


def _words_of(names: Iterable[Name]) -> list[frozenset[str]]:
    cut = _cutter()
    return [frozenset(cut(name.core)) for name in names]


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
    plain = plain_name(indicator, pack) or indicator
    return Name(plain, core(plain, pack), family, guards(indicator, pack))
