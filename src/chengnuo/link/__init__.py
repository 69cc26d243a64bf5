"""Names → canonical indicators and bodies, so that commitments of different documents can be put side by side.

An indicator that a pack knows (`extractors/indicators/*.toml`), or one worded like it, gets the pack's id, any other
the id of its cluster, `cluster:` and the name that stands for it. The same commitments get the same ids in every run
and in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from chengnuo.link.bodies import body_function, canonical_body, same_body
from chengnuo.link.clusters import CLUSTER, Name, character_pairs, cluster
from chengnuo.link.indicators import (
    Indicator,
    counted_in,
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
    "Indicator",
    "Link",
    "body_function",
    "canonical_body",
    "character_pairs",
    "counted_in",
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
    cache: dict[tuple[object, ...], Link | None] = {}
    found = [_known(row, pack, cache) for row in commitments]
    _take_up(commitments, found, pack)
    return tuple(
        replace(row, indicator_id=hit.indicator_id if hit else None)
        for row, hit in zip(commitments, found, strict=True)
    )


def explain(commitments: Sequence[Claim], pack: Pack) -> tuple[Link, ...]:
    """For each commitment its indicator's id with the words and the score that decided."""
    cache: dict[tuple[object, ...], Link | None] = {}
    found = [_known(row, pack, cache) for row in commitments]
    _take_up(commitments, found, pack)
    made: dict[tuple[object, ...], Name] = {}
    names = [None if hit else _named(row, made, pack) for row, hit in zip(commitments, found, strict=True)]
    unknown = Counter(name for name in names if name is not None)
    clusters = cluster(unknown, pack, known=_wordings(pack), barred=partial(is_barred, pack=pack))
    grouped = {
        name: Link(indicator_id=member.id, words=member.words, score=member.score, how=_how(member.id))
        for name, member in clusters.items()
    }
    chosen = (hit if name is None else grouped[name] for hit, name in zip(found, names, strict=True))
    return tuple(one for one in chosen if one is not None)


@lru_cache(maxsize=8)
def _wordings(pack: Pack) -> dict[Name, str]:
    """The wordings that the packs give their own indicators: what is like them is one of them.

    Of a wording that has but a word left (城市道路) too much would be like it.
    """
    named = (
        (Name.worded(text, unit, is_change, pack), entry.id)
        for entry in reversed(indicators(pack))
        for text in entry.wordings
        for unit in entry.units
        for is_change in ((False, True) if entry.changes else (False,))
    )
    return {name: indicator_id for name, indicator_id in named if len(name.plain) > ONE_WORD}


def _how(indicator_id: str) -> str:
    return "cluster" if indicator_id.startswith(CLUSTER) else "like"


def _named(row: Claim, made: dict[tuple[object, ...], Name], pack: Pack) -> Name:
    """The name under which the row is grouped; each wording is taken apart once."""
    key = (row.indicator, row.subject, row.unit, row.change is not None)
    if key not in made:
        is_headless = row.subject and pack.pattern("link", "indicator", "headless").match(row.indicator)
        text = f"{row.subject}{row.indicator}" if is_headless else row.indicator
        made[key] = Name.worded(text, row.unit, row.change is not None, pack)
    return made[key].within(row.source)


def indicator_name(indicator_id: str, pack: Pack) -> str:
    """What people call the indicator: the pack's name, or the words that stand for the cluster."""
    entry = indicator_by_id(indicator_id, pack)
    return entry.name if entry else indicator_id.removeprefix(CLUSTER).split("|")[0]


def _known(row: Claim, pack: Pack, cache: dict[tuple[object, ...], Link | None]) -> Link | None:
    """The pack's indicator; distinct wordings are looked up once."""
    key = (row.indicator, row.subject, row.unit, row.change is not None)
    if key not in cache:
        cache[key] = _link(known(row, pack))
    return cache[key] or (_link(known(row, pack, in_clause=True)) if row.quote else None)


def _link(hit: tuple[Indicator, str] | None) -> Link | None:
    return None if hit is None else Link(indicator_id=hit[0].id, words=(hit[1],), score=1.0, how="pack")


def _take_up(commitments: Sequence[Claim], found: list[Link | None], pack: Pack) -> None:
    """Give shortened phrases (达到评估标准) the indicator that the nearest commitment before them has in full."""
    short: dict[tuple[str, str | None], Indicator | None] = {}
    for index, row in enumerate(commitments):
        if found[index] is not None:
            continue
        key = (row.indicator, row.unit)
        if key not in short:
            short[key] = elliptic_indicator(row, pack)
        entry = short[key]
        if entry and any(_follows(row, earlier, hit, entry.id) for earlier, hit in _before(index, commitments, found)):
            found[index] = Link(indicator_id=entry.id, words=(row.indicator,), score=0.9, how="taken up")


def _before(
    index: int, commitments: Sequence[Claim], found: Sequence[Link | None]
) -> Iterable[tuple[Claim, Link | None]]:
    return zip(commitments[max(0, index - 4) : index], found[max(0, index - 4) : index], strict=True)


def _follows(row: Claim, earlier: Claim, hit: Link | None, wanted: str) -> bool:
    near = 0 <= row.span.start - earlier.span.end <= ELLIPSIS_REACH
    return bool(hit and hit.indicator_id == wanted and near and earlier.source == row.source)
