"""The register of promises in replies to proposals and suggestions (承诺事项登记表).

A row says what was promised, by whom and by when, and what later documents of the ledger report of it. That nothing
was found says nothing about the promise.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chengnuo.check import Finding
from chengnuo.due import evidence
from chengnuo.model import Commitment, Extraction, Part
from chengnuo.packs import Pack

Place = tuple[str, int]
"""A document: the name of its file, and its place in the file from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A row of the register: the pledge, the class in the reply's head, and the later report of it if one is known."""

    pledge: Commitment
    grade: str | None = None
    report: Finding | None = None


def register(
    pledges: Sequence[Commitment], achieved: Sequence[Commitment], grades: Mapping[Place, str | None], pack: Pack
) -> tuple[Promise, ...]:
    """One row a pledge, in the order of the documents; `grades` are the classes of the documents (`grade_of`)."""
    reports = evidence(pledges, achieved, pack)
    rows = sorted(pledges, key=lambda row: (row.source, row.part, row.span, row.value_span or row.span))
    return tuple(
        Promise(pledge=row, grade=grades.get((row.source, row.part)), report=reports.get(row.id)) for row in rows
    )


def grade_of(extraction: Extraction, part: int, pack: Pack) -> str | None:
    """The class (`A`, `B1` …) that the head of a document gives; None where it gives none, or several."""
    rules = pack.rules("register", "class")
    found = {
        unicodedata.normalize("NFKC", match["class"])
        for line in _head(extraction, extraction.parts[part], pack)
        for rule in rules
        for match in rule.finditer(line)
    }
    return found.pop() if len(found) == 1 else None


def _head(extraction: Extraction, part: Part, pack: Pack) -> list[str]:
    """The clean lines from the document's beginning up to the first sentence."""
    sentence = pack.pattern("register", "head", "sentence")
    longest = pack.table("register", "head")["lines"]
    head: list[str] = []
    for clean, source in extraction.lines:
        if part.span.start <= source.start < part.span.end:
            line = clean.of(extraction.clean)
            if len(head) == longest or sentence.search(line):
                break
            head.append(line)
    return head
