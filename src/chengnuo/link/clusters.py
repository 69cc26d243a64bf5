"""Names of indicators that no pack knows, grouped by likeness.

Each name goes to the best name that already stands for a cluster, the frequent names first, so that no chain of small
differences joins what is far apart. Only names that share a rare pair of characters are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from chengnuo.link.indicators import dimension
from chengnuo.link.wording import Guards, agree, core, guards, is_general, plain_name
from chengnuo.model import Commitment
from chengnuo.packs import Pack

CLUSTER = "cluster:"
Barred = Callable[[str, str], bool]
# Likeness from which two names mean one indicator where one has all the words of the other …
THRESHOLD = 0.45
# … and where each has words that the other has not: 预测 is not 预警.
SURE = 0.6
# Another last word, which names the thing, asks for so much more (科技企业 is not 科技企业孵化器), …
OTHER_HEAD = 0.05
# … and so much a name of fewer than so many characters, which says little.
SHORT_NAME = 0.1
SHORT = 4
# Names that share a smaller part of their character pairs cannot reach the threshold in practice.
SHARED_PAIRS = 0.25
# A name is looked up under this many of its rarest character pairs …
RARE_PAIRS = 6
# … of which each leads to at most this many clusters; more say nothing.
POSTING_LIMIT = 64


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """An indicator's name in plain form, its core, and what must agree for two names to mean one indicator."""

    plain: str
    core: tuple[str, ...]
    family: str
    guards: Guards

    @classmethod
    def of(cls, row: Commitment, pack: Pack) -> Name:
        """The name under which the commitment's indicator is grouped."""
        name = cls.worded(row.indicator, row.unit, row.change is not None, pack)
        return replace(name, family=f"{name.family}|{row.source}") if is_general(name.plain, pack) else name

    @classmethod
    def worded(cls, indicator: str, unit: str | None, is_change: bool, pack: Pack) -> Name:
        """The name of an indicator that is counted in the unit, as a level or as a change."""
        return _name(indicator, (dimension(unit, pack) or "-") + ("±" if is_change else ""), pack)


@dataclass(frozen=True, slots=True)
class Member:
    """The cluster of a name, the words shared with the name that stands for it, and the likeness (0–1)."""

    id: str
    words: tuple[str, ...]
    score: float


def cluster(
    names: Mapping[Name, int],
    pack: Pack,
    *,
    known: Mapping[Name, str] = MappingProxyType({}),
    barred: Barred | None = None,
) -> dict[Name, Member]:
    """The cluster of each name; `names` counts how often each is used.

    `known` are names that stand for an id already, `barred` tells of such an id whether a name cannot mean it.
    """
    ordered = [*sorted(known), *sorted(names, key=lambda n: (-names[n], len(n.plain), n))]
    words = [frozenset(name.core) for name in ordered]
    texts = ["".join(name.core) for name in ordered]
    pairs = [character_pairs(text) for text in texts]
    rarity = Counter(pair for found in pairs for pair in found)
    leaders: dict[tuple[str, str], list[int]] = {}
    members: dict[Name, Member] = {}
    ids: dict[int, str] = {}
    for at, name in enumerate(ordered):
        best = None
        if at >= len(known):
            rare = sorted(pairs[at], key=lambda pair: (rarity[pair], pair))[:RARE_PAIRS]
            postings = [leaders.get((name.family, pair), ()) for pair in rare or (texts[at],)]
            near = dict.fromkeys(other for posting in postings if len(posting) <= POSTING_LIMIT for other in posting)
            fitting = [
                one
                for one in near
                if agree(ordered[one].guards, name.guards, pack)
                and not _far(pairs[at], pairs[one])
                and not (barred and one < len(known) and barred(ids[one], name.plain))
            ]
            best = _best(at, fitting, texts, words, ordered)
        if best is None:
            ids[at] = known[name] if at < len(known) else f"{CLUSTER}{name.plain}|{name.family}"
            score, shared = 1.0, words[at]
            for pair in pairs[at] or (texts[at],):
                leaders.setdefault((name.family, pair), []).append(at)
        else:
            ids[at], score, shared = ids[best[0]], best[1], words[at] & words[best[0]]
        if at >= len(known):
            members[name] = Member(ids[at], tuple(sorted(shared)), round(score, 3))
    return members


def likeness(a: str, b: str, words: Sequence[frozenset[str]]) -> float:
    """How alike two names are (0–1): shared words by their length and order of characters in equal parts; 1 for equal
    words in another order (改造老旧小区, 老旧小区改造)."""
    from rapidfuzz.fuzz import ratio

    if a == b or words[0] == words[1]:
        return 1.0
    both, either = sum(map(len, words[0] & words[1])), sum(map(len, words[0] | words[1]))
    if _within(a, b):  # words may be cut otherwise in the longer name: 面积, 建筑面积
        both, either = max(
            (both, either), (min(len(a), len(b)), max(len(a), len(b))), key=lambda pair: pair[0] / pair[1]
        )
    return 0.5 * both / either + 0.5 * ratio(a, b) / 100


def _within(a: str, b: str) -> bool:
    """Whether one name has all the characters of the other in their order."""
    short, long = sorted((a, b), key=len)
    rest = iter(long)
    return all(character in rest for character in short)


def _best(
    at: int, near: Iterable[int], texts: Sequence[str], words: Sequence[frozenset[str]], names: Sequence[Name]
) -> tuple[int, float] | None:
    """The most alike of the names that stand for clusters; of equals the first."""
    best: tuple[int, float] | None = None
    for other in sorted(near):
        score = likeness(texts[at], texts[other], (words[at], words[other]))
        if score >= _least(texts, words, names, at, other) and (best is None or score > best[1]):
            best = other, score
    return best


def _least(texts: Sequence[str], words: Sequence[frozenset[str]], names: Sequence[Name], one: int, other: int) -> float:
    """How alike the two names must be."""
    within = words[one] <= words[other] or words[other] <= words[one] or _within(texts[one], texts[other])
    least = THRESHOLD if within else SURE
    if names[one].core[-1] != names[other].core[-1]:
        least += OTHER_HEAD
    if min(len(texts[one]), len(texts[other])) < SHORT:
        least += SHORT_NAME
    return least


def _far(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether too few character pairs are shared for the names to be alike; cheaper than the likeness itself."""
    return bool(one and other) and 2 * len(one & other) < SHARED_PAIRS * (len(one) + len(other))


def character_pairs(text: str) -> frozenset[str]:
    """Every two characters of the text that stand side by side."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


@lru_cache(maxsize=200_000)
def _name(indicator: str, family: str, pack: Pack) -> Name:
    plain = plain_name(indicator, pack) or indicator
    return Name(plain, core(plain, pack), family, guards(indicator, pack))
