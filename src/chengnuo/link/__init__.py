"""Names → canonical indicators and bodies, so that commitments of different documents can be put side by side.

An indicator that a pack knows (`extractors/indicators/*.toml`), or one worded like it, gets the pack's id, any other
the id of its cluster, `cluster:` and the name that stands for it. The same commitments get the same ids in every run
and in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from chengnuo.link.bodies import body_function, canonical_body, same_body
from chengnuo.link.clusters import CLUSTER, Each, Name, character_pairs, cluster
from chengnuo.link.indicators import (
    Indicator,
    clause_words,
    counted_in,
    counts_whole,
    covers_all,
    elliptic_indicator,
    indicator_by_id,
    indicators,
    is_barred,
    known,
    measured,
    same_unit,
    unit_class,
)
from chengnuo.model import Claim, Commitment
from chengnuo.packs import Pack

__all__ = [
    "CLUSTER",
    "Each",
    "Indicator",
    "Link",
    "body_function",
    "canonical_body",
    "character_pairs",
    "clause_words",
    "counted_in",
    "counts_whole",
    "covers_all",
    "explain",
    "indicator_by_id",
    "indicator_name",
    "indicators",
    "link",
    "link_known",
    "measured",
    "same_body",
    "same_unit",
    "unit_class",
]

# A name of so many characters is one word.
ONE_WORD = 2
# How far (in code points) a shortened phrase may stand from the full one that it takes up again.
ELLIPSIS_REACH = 120

Key = int | tuple[int, str]  # the number of a wording, with the file where it means something else in each


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why a commitment's indicator has its id: the rule or cluster, the words that decided, the score (0–1)."""

    indicator_id: str
    words: tuple[str, ...]
    score: float
    how: str


def link(commitments: Sequence[Commitment], pack: Pack) -> tuple[Commitment, ...]:
    """The commitments, in their order, each with its `indicator_id`."""
    return tuple(
        row if row.indicator_id == found.indicator_id else replace(row, indicator_id=found.indicator_id)
        for row, found in zip(commitments, explain(commitments, pack), strict=True)
    )


def link_known(commitments: Sequence[Commitment], pack: Pack) -> tuple[Commitment, ...]:
    """The commitments with the `indicator_id` of the packs' own indicators, None where no pack knows it.

    Unlike clusters, these ids do not depend on which documents are looked at together.
    """
    _, found = _known(commitments, pack)
    return tuple(
        replace(row, indicator_id=hit.indicator_id if hit else None)
        for row, hit in zip(commitments, found, strict=True)
    )


def explain(commitments: Sequence[Claim], pack: Pack, each: Each | None = None) -> tuple[Link, ...]:
    """For each commitment its indicator's id with the words and the score that decided.

    `each` may share the clustering out among processes.
    """
    wordings, found = _known(commitments, pack)
    made: dict[Key, Name] = {}
    keys: list[Key | None] = [
        _named(wording, row, made, pack) if hit is None else None
        for wording, row, hit in zip(wordings, commitments, found, strict=True)
    ]
    unknown = Counter[Name]()
    for key, count in Counter(keys).items():
        if key is not None:
            unknown[made[key]] += count
    clusters = cluster(unknown, pack, known=_wordings(pack), barred=is_barred, each=each)
    grouped: dict[Key | None, Link] = {
        key: Link(indicator_id=member.id, words=member.words, score=member.score, how=_how(member.id))
        for key, member in ((key, clusters[name]) for key, name in made.items() if name in clusters)
    }
    return tuple(hit or grouped[key] for hit, key in zip(found, keys, strict=True))


@lru_cache(maxsize=8)
def _wordings(pack: Pack) -> dict[Name, str]:
    """The wordings that the packs give their own indicators, in their order: what is like them is one of them.

    Of a wording that has but a word left (城市道路) too much would be like it.
    """
    named = (
        (Name.worded(text, unit, is_change, pack), entry.id)
        for entry in reversed(indicators(pack))
        for text in entry.wordings
        for unit in entry.units
        for is_change in ((False, True) if entry.changes else (False,))
    )
    found = {name: indicator_id for name, indicator_id in named if len(name.plain) > ONE_WORD}
    return {name: found[name] for name in sorted(found)}


def _how(indicator_id: str) -> str:
    return "cluster" if indicator_id.startswith(CLUSTER) else "like"


def _named(wording: int, row: Claim, made: dict[Key, Name], pack: Pack) -> Key:
    """The key in `made` of the name under which the row is grouped; each wording is taken apart once."""
    if wording not in made:
        is_headless = row.subject and pack.pattern("link", "indicator", "headless").match(row.indicator)
        text = f"{row.subject}{row.indicator}" if is_headless else row.indicator
        made[wording] = Name.worded(text, row.unit, row.change is not None, pack)
    name = made[wording]
    if not name.is_general:
        return wording
    key = wording, row.source
    if key not in made:
        made[key] = name.within(row.source)
    return key


def indicator_name(indicator_id: str, pack: Pack) -> str:
    """What people call the indicator: the pack's name, or the words that stand for the cluster."""
    entry = indicator_by_id(indicator_id, pack)
    return entry.name if entry else indicator_id.removeprefix(CLUSTER).split("|")[0]


def _known(commitments: Sequence[Claim], pack: Pack) -> tuple[list[int], list[Link | None]]:
    """The number of each commitment's wording, and the packs' indicator; distinct wordings are looked up once.

    Where its own words name none, the whole clause may, or the phrase (达到评估标准) takes up in short what the nearest
    commitment before it has in full.
    """
    numbers: dict[tuple[str, str | None, str | None, bool], int] = {}
    firsts: list[Claim] = []
    wordings = []
    for row in commitments:
        number = numbers.setdefault((row.indicator, row.subject, row.unit, row.change is not None), len(firsts))
        if number == len(firsts):
            firsts.append(row)
        wordings.append(number)
    by_words = [_link(known(row, pack)) for row in firsts]
    short = [None if hit else elliptic_indicator(row, pack) for row, hit in zip(firsts, by_words, strict=True)]
    found = [by_words[number] for number in wordings]
    for at, (row, number) in enumerate(zip(commitments, wordings, strict=True)):
        if found[at] is None and row.quote:
            found[at] = _link(known(row, pack, in_clause=True))
        entry = short[number]
        if found[at] is None and entry:
            found[at] = _taken_up(at, entry, commitments, found)
    return wordings, found


def _link(hit: tuple[Indicator, str] | None) -> Link | None:
    return None if hit is None else Link(indicator_id=hit[0].id, words=(hit[1],), score=1.0, how="pack")


def _taken_up(at: int, entry: Indicator, commitments: Sequence[Claim], found: Sequence[Link | None]) -> Link | None:
    """The indicator that the row's shortened phrase means, where one of the rows just before it has it in full."""
    row = commitments[at]
    if any(_follows(row, earlier, hit, entry.id) for earlier, hit in _before(at, commitments, found)):
        return Link(indicator_id=entry.id, words=(row.indicator,), score=0.9, how="taken up")
    return None


def _before(
    index: int, commitments: Sequence[Claim], found: Sequence[Link | None]
) -> Iterable[tuple[Claim, Link | None]]:
    return zip(commitments[max(0, index - 4) : index], found[max(0, index - 4) : index], strict=True)


def _follows(row: Claim, earlier: Claim, hit: Link | None, wanted: str) -> bool:
    near = 0 <= row.span.start - earlier.span.end <= ELLIPSIS_REACH
    return bool(hit and hit.indicator_id == wanted and near and earlier.source == row.source)
