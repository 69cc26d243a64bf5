"""Names → canonical indicators and bodies, so that commitments of different documents can be put side by side.

An indicator that a pack knows (`extractors/indicators/*.toml`), or one worded like it, gets the pack's id, any other
the id of its cluster, `cluster:` and the name that stands for it. The same commitments get the same ids in every run
and in any order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from chengnuo.claims import Claims, Wording, claims_of
from chengnuo.link.bodies import body_function, canonical_body, same_body
from chengnuo.link.clusters import CLUSTER, Each, Name, Standing, character_pairs, cluster, in_turn, standing
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
    known_in_clause,
    measured,
    same_unit,
    says_all,
    unit_class,
)
from chengnuo.model import Commitment
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
    "says_all",
    "unit_class",
]

# A name of so many characters is one word.
ONE_WORD = 2
# How far (in code points) a shortened phrase may stand from the full one that it takes up again.
ELLIPSIS_REACH = 120

# So many wordings are taken apart at a time.
AT_ONCE = 4000

Key = int | tuple[int, str]  # the number of a wording, with the file where it means something else in each


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why a commitment's indicator has its id: the rule or cluster, the words that decided, the score (0–1)."""

    indicator_id: str
    words: tuple[str, ...]
    score: float
    how: str


class Reading(NamedTuple):
    """What a wording says by itself: the packs' indicator; else the name under which it is grouped, and the id of the
    indicator that it may take up again in short form."""

    hit: Link | None
    name: Name | None = None
    short: str | None = None


def link(commitments: Sequence[Commitment], pack: Pack) -> tuple[Commitment, ...]:
    """The commitments, in their order, each with its `indicator_id`."""
    return tuple(
        row if row.indicator_id == found.indicator_id else replace(row, indicator_id=found.indicator_id)
        for row, found in zip(commitments, explain(claims_of(commitments), pack), strict=True)
    )


def link_known(commitments: Sequence[Commitment], pack: Pack) -> tuple[Commitment, ...]:
    """The commitments with the `indicator_id` of the packs' own indicators, None where no pack knows it.

    Unlike clusters, these ids do not depend on which documents are looked at together.
    """
    claims = claims_of(commitments)
    found = _known(claims, [_looked_up(wording, pack) for wording in claims.wordings], pack)
    return tuple(
        replace(row, indicator_id=hit.indicator_id if hit else None)
        for row, hit in zip(commitments, found, strict=True)
    )


def explain(claims: Claims, pack: Pack, each: Each | None = None) -> list[Link]:
    """For each commitment its indicator's id with the words and the score that decided.

    `each` may share the work on wordings and the clustering out among processes.
    """
    share = each or in_turn(pack)
    readings = [one for some in share(_readings, _portions(claims.wordings)) for one in some]
    found = _known(claims, readings, pack)
    names = [one.name for one in readings]
    sources = [paper.source for paper in claims.papers]
    is_general = [name is not None and name.is_general for name in names]
    keys: list[Key | None] = [
        None if hit else (wording, sources[paper]) if is_general[wording] else wording
        for hit, wording, paper in zip(found, claims.worded, claims.papered, strict=True)
    ]
    made = {key: _named(key, names) for key in dict.fromkeys(keys) if key is not None}
    unknown = Counter[Name]()
    for key, count in Counter(keys).items():
        if key is not None:
            unknown[made[key]] += count
    clusters = cluster(unknown, pack, known=_wordings, barred=is_barred, each=share)
    grouped: dict[Key | None, Link] = {
        key: Link(indicator_id=member.id, words=member.words, score=member.score, how=_how(member.id))
        for key, member in ((key, clusters[name]) for key, name in made.items())
    }
    return [hit or grouped[key] for hit, key in zip(found, keys, strict=True)]


def _portions(wordings: Iterable[Wording]) -> Iterator[list[Wording]]:
    wordings = iter(wordings)
    while some := list(islice(wordings, AT_ONCE)):
        yield some


def _readings(wordings: Iterable[Wording], pack: Pack) -> list[Reading]:
    """What each wording says by itself, and its name where no pack knows it."""
    found = (_looked_up(wording, pack) for wording in wordings)
    return [
        reading if reading.hit else reading._replace(name=_name_of(wording, pack))
        for reading, wording in zip(found, wordings, strict=True)
    ]


def _looked_up(wording: Wording, pack: Pack) -> Reading:
    hit = _link(known(wording, pack))
    entry = None if hit else elliptic_indicator(wording, pack)
    return Reading(hit, short=entry.id if entry else None)


def _name_of(wording: Wording, pack: Pack) -> Name:
    is_headless = wording.subject and pack.pattern("link", "indicator", "headless").match(wording.indicator)
    text = f"{wording.subject}{wording.indicator}" if is_headless else wording.indicator
    return Name.worded(text, wording.unit, wording.change is not None, pack)


def _named(key: Key, names: Sequence[Name | None]) -> Name:
    """The name for a key: a general name means another thing in every file."""
    number, source = key if isinstance(key, tuple) else (key, None)
    name = names[number]
    assert name is not None  # noqa: S101  # what no pack knows has a name
    return name if source is None else name.within(source)


@lru_cache(maxsize=8)
def _wordings(pack: Pack) -> Standing:
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
    return standing({name: found[name] for name in sorted(found)})


def _how(indicator_id: str) -> str:
    return "cluster" if indicator_id.startswith(CLUSTER) else "like"


def indicator_name(indicator_id: str, pack: Pack) -> str:
    """What people call the indicator: the pack's name, or the words that stand for the cluster."""
    entry = indicator_by_id(indicator_id, pack)
    return entry.name if entry else indicator_id.removeprefix(CLUSTER).split("|")[0]


def _known(claims: Claims, readings: Sequence[Reading], pack: Pack) -> list[Link | None]:
    """The packs' indicator of each commitment.

    Where its own words name none, the whole clause may, or the phrase (达到评估标准) takes up in short what the nearest
    commitment before it has in full.
    """
    hits = [one.hit for one in readings]
    found = [hits[number] for number in claims.worded]
    shorts = {number for number, one in enumerate(readings) if one.short}
    places = {at for at, number in enumerate(claims.worded) if number in shorts} if shorts else set()
    for at in sorted(places | claims.clauses.keys()):
        wording = claims.worded[at]
        if found[at] is None and at in claims.clauses:
            found[at] = _link(known_in_clause(claims.clauses[at], claims.wordings[wording], pack))
        wanted = readings[wording].short
        if found[at] is None and wanted and _is_taken_up(at, wanted, claims, found):
            words = (claims.wordings[wording].indicator,)
            found[at] = Link(indicator_id=wanted, words=words, score=0.9, how="taken up")
    return found


def _link(hit: tuple[Indicator, str] | None) -> Link | None:
    return None if hit is None else Link(indicator_id=hit[0].id, words=(hit[1],), score=1.0, how="pack")


def _is_taken_up(at: int, wanted: str, claims: Claims, found: Sequence[Link | None]) -> bool:
    """Whether one of the commitments just before has in full the indicator that a shortened phrase means."""
    source = claims.papers[claims.papered[at]].source
    for earlier in range(max(0, at - 4), at):
        hit = found[earlier]
        is_near = 0 <= claims.starts[at] - claims.ends[earlier] <= ELLIPSIS_REACH
        if hit and hit.indicator_id == wanted and is_near and claims.papers[claims.papered[earlier]].source == source:
            return True
    return False
