"""Names of indicators that no pack knows, grouped by likeness.

Each name goes to the best name that already stands for a cluster, the frequent names first, so that no chain of small
differences joins what is far apart. Only names that share a rare pair of characters are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from types import MappingProxyType
from typing import Any, NamedTuple

from chengnuo.link.indicators import dimension
from chengnuo.link.wording import Guards, agree, core, guards, is_general, plain_name
from chengnuo.packs import Pack

CLUSTER = "cluster:"
Barred = Callable[[str, str, Pack], bool]
# What gives the values of a function (of a thing and the rules) for all things in their order; it may share them out.
Each = Callable[[Callable[[Any, Pack], Any], Iterable[Any]], Iterable[Any]]
# Likeness from which two names mean one indicator where one has all the words of the other …
THRESHOLD = 0.45
# … and where each has words that the other has not: 预测 is not 预警.
SURE = 0.6
# Another last word, which names the thing, asks for so much more (科技企业 is not 科技企业孵化器), …
OTHER_HEAD = 0.05
# … and so much a name of fewer than so many characters, which says little; where each has its own words (文化设施,
# 绿化), of fewer than so many.
SHORT_NAME = 0.1
SHORT = 4
SHORT_APART = 6
# Names whose characters are less alike in order (per cent) cannot be alike in all.
LEAST_ALIKE = 50
# A name is looked up under this many of its rarest character pairs …
RARE_PAIRS = 6
# … of which each leads to at most this many clusters; more say nothing.
POSTING_LIMIT = 64


class Name(NamedTuple):
    """An indicator's name in plain form, its core, and what must agree for two names to mean one indicator."""

    plain: str
    core: tuple[str, ...]
    family: str
    guards: Guards
    is_general: bool = False

    @classmethod
    def worded(cls, indicator: str, unit: str | None, is_change: bool, pack: Pack) -> Name:
        """The name of an indicator that is counted in the unit, as a level or as a change."""
        return _name(indicator, (dimension(unit, indicator, pack) or "-") + ("±" if is_change else ""), pack)

    def within(self, source: str) -> Name:
        """The name in one document: a bare noun (奖励, 规模) means another thing in every document."""
        return self._replace(family=f"{self.family}|{source}") if self.is_general else self

    @property
    def counted(self) -> str:
        """What is counted, of all documents."""
        return self.family.partition("|")[0]


class Member(NamedTuple):
    """The cluster of a name, the words shared with the name that stands for it, and the likeness (0–1)."""

    id: str
    words: tuple[str, ...]
    score: float


class Known(NamedTuple):
    """Names that stand for an id already and count one thing, in their order; by their pairs of characters, where they
    stand. They are made ready once: a ledger is clustered city by city, too."""

    names: Sequence[Name] = ()
    ids: Sequence[str] = ()
    forms: Sequence[_Form] = ()
    kin: Mapping[str, Sequence[int]] = MappingProxyType({})


class Standing(NamedTuple):
    """The names that stand for an id already, by what they count, and how many of them have a pair of characters."""

    shares: Mapping[str, Known] = MappingProxyType({})
    rarity: Mapping[str, int] = MappingProxyType({})


def standing(named: Mapping[Name, str]) -> Standing:
    """The names that stand for these ids, in their order."""
    shares: dict[str, list[Name]] = {}
    for name in named:
        shares.setdefault(name.counted, []).append(name)
    made = {counted: _known(some, [named[name] for name in some]) for counted, some in shares.items()}
    return Standing(made, Counter(pair for share in made.values() for form in share.forms for pair in form.pairs))


def _known(names: Sequence[Name], ids: Sequence[str]) -> Known:
    forms = [_form(name.core) for name in names]
    kin: dict[str, list[int]] = {}
    for at, form in enumerate(forms):
        _lead(at, form, kin)
    return Known(names, ids, forms, kin)


def nobody(_: Pack) -> Standing:
    """No name stands for an id yet."""
    return Standing()


def cluster(
    names: Mapping[Name, int],
    pack: Pack,
    *,
    known: Callable[[Pack], Standing] = nobody,
    barred: Barred | None = None,
    each: Each | None = None,
) -> dict[Name, Member]:
    """The cluster of each name; `names` counts how often each is used.

    `known` gives the names that stand for an id already, `barred` tells of such an id whether a name cannot mean it.
    Names that count different things never meet, so `each` may share their clustering out.
    """
    if not names:
        return {}
    rarity = Counter(known(pack).rarity)
    rarity.update(pair for name in names for pair in character_pairs("".join(name.core)))
    shares: dict[str, list[Name]] = {}
    for name in sorted(names, key=lambda n: (-names[n], len(n.plain), n)):
        shares.setdefault(name.counted, []).append(name)
    tasks = sorted(shares.values(), key=lambda share: -len(share))
    found = (each or in_turn(pack))(partial(_clustered, rarity=rarity, known=known, barred=barred), tasks)
    return dict(pair for some, members in zip(tasks, found, strict=True) for pair in zip(some, members, strict=True))


def in_turn(pack: Pack) -> Each:
    """The values one after the other, in this process."""
    return lambda function, things: (function(thing, pack) for thing in things)


def _clustered(
    names: Sequence[Name],
    pack: Pack,
    *,
    rarity: Mapping[str, int],
    known: Callable[[Pack], Standing],
    barred: Barred | None,
) -> list[Member]:
    """The clusters of names that count one thing, in their order."""
    counted = names[0].counted
    before = known(pack).shares.get(counted, Known())
    ordered = [*before.names, *names]
    forms = [*before.forms, *(_form(name.core) for name in names)]
    ids = list(before.ids)
    leaders: dict[str, dict[str, list[int]]] = {}  # by family and pair of characters
    members: list[Member] = []

    def can_be(at: int, leader: int) -> bool:
        if barred and leader < len(before.names) and barred(ids[leader], ordered[at].plain, pack):
            return False
        return agree(ordered[at].guards, ordered[leader].guards, pack)

    for at, name in enumerate(names, len(before.names)):
        kin = leaders.setdefault(name.family, {})
        kins = (before.kin, kin) if name.family == counted else (kin,)
        near = _near(_rarest(forms[at].pairs, rarity) or (forms[at].text,), kins)
        best = _best(at, near, forms, can_be) if near else None
        if best is None:
            _lead(at, forms[at], kin)
            ids.append(f"{CLUSTER}{name.plain}|{name.family}")
            score, shared = 1.0, forms[at].words
        else:
            ids.append(ids[best[0]])
            score, shared = best[1], forms[at].words & forms[best[0]].words
        members.append(Member(ids[at], tuple(sorted(shared)), round(score, 3)))
    return members


def _lead(at: int, form: _Form, kin: dict[str, list[int]]) -> None:
    """Lets the name be found by its pairs."""
    for pair in form.pairs or (form.text,):
        kin.setdefault(pair, []).append(at)


def _near(pairs: Iterable[str], kins: Sequence[Mapping[str, Sequence[int]]]) -> set[int]:
    """The names that stand for clusters and have one of the pairs."""
    found = set[int]()
    for pair in pairs:
        postings = [kin.get(pair, ()) for kin in kins]
        if sum(map(len, postings)) <= POSTING_LIMIT:
            found.update(*postings)
    return found


def _rarest(pairs: frozenset[str], rarity: Mapping[str, int]) -> Iterable[str]:
    return pairs if len(pairs) <= RARE_PAIRS else sorted(pairs, key=lambda pair: (rarity[pair], pair))[:RARE_PAIRS]


@dataclass(frozen=True, slots=True)
class _Form:
    """What of a name is compared: its words and their length, its text, its characters in the order of their code, the
    pairs of its characters, its last word."""

    words: frozenset[str]
    length: int
    text: str
    letters: str
    pairs: frozenset[str]
    head: str


@lru_cache(maxsize=8192)  # the known names, city after city
def _form(core: tuple[str, ...]) -> _Form:
    words, text = frozenset(core), "".join(core)
    letters, head = "".join(sorted(text)), core[-1] if core else ""
    return _Form(words, sum(map(len, words)), text, letters, character_pairs(text), head)


def _best(
    at: int, near: Iterable[int], forms: Sequence[_Form], can_be: Callable[[int, int], bool]
) -> tuple[int, float] | None:
    """The most alike of the names that stand for clusters; of equals the first."""
    from rapidfuzz import fuzz, process

    mine, others = forms[at], sorted(near)
    texts = [forms[other].text for other in others]
    best: tuple[int, float] | None = None
    alike = process.extract(mine.text, texts, scorer=fuzz.ratio, score_cutoff=LEAST_ALIKE, limit=None)
    for _, ratio, place in alike:
        if best is not None and 0.5 + ratio / 200 <= best[1]:
            break  # no words in common could make up for it
        other = others[place]
        score, least = likeness(mine, forms[other], ratio / 100)
        if score >= least and (best is None or score > best[1]) and can_be(at, other):
            best = other, score
    return best


def likeness(one: _Form, other: _Form, order: float) -> tuple[float, float]:
    """How alike two names are (0–1), and how alike they must be to mean one thing.

    Shared words by their length and `order`, the order of the characters, count in equal parts; equal words or
    characters in another order (改造老旧小区, 老旧小区改造) are alike in full.
    """
    both = 0 if one.words.isdisjoint(other.words) else sum(map(len, one.words & other.words))
    if both == one.length == other.length or one.letters == other.letters:
        return 1.0, 0.0
    shared = both / (one.length + other.length - both)
    short, long = len(one.text), len(other.text)
    if short > long:
        short, long = long, short
    within = both in (one.length, other.length)
    if round(order * (short + long) / 2) >= short:  # all characters of the one in their order: 面积, 建筑面积
        within, shared = True, max(shared, short / long)
    least = THRESHOLD if within else SURE
    if one.head != other.head:
        least += OTHER_HEAD
    if short < (SHORT if within else SHORT_APART):
        least += SHORT_NAME
    return 0.5 * shared + 0.5 * order, least


def character_pairs(text: str) -> frozenset[str]:
    """Every two characters of the text that stand side by side."""
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))


@lru_cache(maxsize=200_000)
def _name(indicator: str, family: str, pack: Pack) -> Name:
    plain = plain_name(indicator, pack) or indicator
    return Name(plain, core(plain, pack), family, guards(indicator, pack), is_general(plain, pack))
