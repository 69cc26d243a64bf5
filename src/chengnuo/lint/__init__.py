"""Contradictions inside one document that a reader can prove from its text alone.

A plan and its annexes are read together; what needs knowledge from outside the document is not looked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chengnuo.link import link
from chengnuo.lint.counting import counts, lists_below, ratios, shares, spoken_below, sums
from chengnuo.lint.findings import LintFinding
from chengnuo.lint.numbering import numbering
from chengnuo.lint.reckoning import answers, periods, rises
from chengnuo.lint.timing import asked_before_issue, before_issue, tasks_after_goal, two_values
from chengnuo.messages import say, sentence
from chengnuo.model import Extraction
from chengnuo.packs import Pack
from chengnuo.sides import parts_of, place_to_wire, side_of

__all__ = ["LintFinding", "lint", "remarks", "to_wire"]


def lint(extraction: Extraction, pack: Pack, *, part: int | None = None) -> tuple[LintFinding, ...]:
    """The contradictions of the document at `part` (from 0) with what it carries, or of each document of the file."""
    groups = [part] if part is not None else _roots(extraction)
    found: list[LintFinding] = []
    for group in groups:
        side = side_of(extraction, group, pack)
        rows = link(side.commitments, pack)
        found += tasks_after_goal(side, rows, extraction.times, pack)
        late = tuple(before_issue(side, rows, extraction.times, pack))
        found += late or asked_before_issue(side, extraction.times, pack)
        found += two_values(side, rows, pack)
        found += counts(side, pack)
        found += lists_below(side, pack)
        found += spoken_below(side, pack)
        found += sums(side, extraction.quantities, pack)
        found += ratios(side, pack)
        found += shares(side, pack)
        found += rises(side, pack)
        found += periods(side, pack)
        found += answers(side, pack)
        found += numbering(side, pack)
    unique = {(one.code, tuple(place.span for place in one.spans)): one for one in found}
    return tuple(unique.values())


def remarks(extraction: Extraction, findings: Iterable[LintFinding], pack: Pack) -> tuple[str, ...]:
    """What to say where nothing was found, or where only numbering and lists could be looked at."""
    found = [] if any(True for _ in findings) else [say(pack, "lint.clean")]
    if not extraction.commitments:
        found.append(say(pack, "lint.no-commitments"))
    return tuple(sentence(pack, [words]) for words in found)


def to_wire(findings: Iterable[LintFinding]) -> list[dict[str, Any]]:
    """What `chengnuo lint --format json` prints."""
    return [
        {
            "code": one.code,
            "because": one.because,
            "spans": [place_to_wire(place) for place in one.spans],
        }
        for one in findings
    ]


def _roots(extraction: Extraction) -> list[int | None]:
    """The documents of a file that are read on their own: those that no other takes in."""
    taken: set[int] = set()
    roots: list[int | None] = []
    for index, part in enumerate(extraction.parts):
        if index in taken:
            continue
        inside = parts_of(extraction.parts, index)
        # A bare carrier is read apart from the plan that it carries, whose title and annexes are the plan's own.
        if len(inside) > 1 and part.carrier is None and part.status == "other":
            roots.append(index)
            taken.add(index)
            continue
        roots.append(index)
        taken |= inside
    return roots or [None]
