"""Regions that reach an outcome one after the other.

第一批（2022—2025年）：甲区、乙区, or 2025年甲区、2026年乙区通过评估.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.drafts import Flow
from chengnuo.assemble.phrases import bare
from chengnuo.assemble.scenes import Scene
from chengnuo.model import TimeMention

# The rule of a row whose batch alone tells what is to be done with its regions.
BATCH = "milestone.batch"
# So few characters are no outcome.
SHORTEST_OUTCOME = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """The regions of one date, and what they reach by then."""

    date: TimeMention
    regions: str
    outcome: str


def turns_of(scene: Scene, clause: Clause, dates: Sequence[TimeMention]) -> list[Turn]:
    """The turns of a clause whose dates each stand before regions and that says at its end what they all reach."""
    if len(dates) < 2 or any(date.type != "DATE" for date in dates):
        return []
    ends = [*(date.span.start for date in dates[1:]), clause.end]
    pieces = [scene.text[date.span.end : end] for date, end in zip(dates, ends, strict=True)]
    places = [scene.lex.patterns["turn"].fullmatch(piece) for piece in pieces[:-1]]
    last = _regions_at(scene, pieces[-1])
    if last is None or not all(places) or len(pieces[-1]) - last.end() < SHORTEST_OUTCOME:
        return []
    outcome = pieces[-1][last.end() :]
    regions = [place["regions"] if place else "" for place in places]
    if any(_regions_at(scene, words, whole=True) is None for words in regions):
        return []
    return [Turn(date, words, outcome) for date, words in zip(dates, [*regions, last[1]], strict=True)]


def batch_of(scene: Scene, clause: Clause, flow: Flow) -> str | None:
    """What a list of regions alone is behind the label of its batch: the batch of what the document's title names."""
    label = scene.lex.patterns["batch"].match(flow.label)
    words = clause.of(scene.text)
    if label is None:
        return None
    if _regions_at(scene, words, whole=True) is None and not scene.lex.patterns["other_regions"].fullmatch(words):
        return None
    part = scene.parts.at(clause.start)
    title = scene.outline.parts[part].title if part >= 0 else None
    named = scene.lex.patterns["title_topic"].fullmatch(bare(title or "", scene.lex).noun)
    return label[0] + (named["topic"] if named else "")


def _regions_at(scene: Scene, words: str, *, whole: bool = False) -> re.Match[str] | None:
    """The regions that the words begin with, or are."""
    found = scene.lex.scope_region.match(words)
    return found if found and (not whole or found.end() == len(words)) else None
