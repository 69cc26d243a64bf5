"""Papers that lie in a ledger more than once: as PDF and as text, or saved from two sites."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, compress, groupby

from chengnuo.claims import Claims, Paper, claims_of, integers
from chengnuo.model import Commitment, Part

# Two documents of one title are one paper where so much of what the longer one says stands in the other, if a number
# or a date says so, too: their files may be read differently, and 工作简报 of one day can be two …
SHARED_DATED = 0.5
# … and where none does, so much of so many commitments.
SHARED_UNDATED = 0.8
LEAST_UNDATED = 3
# More documents of one title are a series (工作总结), of which one without number and date could be any.
SERIES = 50

# What stands for number and date where a document has none.
UNMARKED = ("", "")

Copies = Mapping[int, int]
"""The numbers of papers, and of those that count in their place."""
Said = Counter[tuple[int, int]]
"""What a paper says: how often each wording with each term."""


def copies(claims: Claims, *, ours: int = 0) -> Copies:
    """The papers that are the same as another one of another file.

    The one that says most counts, of equals the first; the first `ours` papers always do.
    """
    titled: dict[str, list[int]] = {}
    for number, (_, document) in enumerate(claims.papers):
        if document is not None and document.title:
            titled.setdefault(_plain(document.title), []).append(number)
    alike = [some for some in titled.values() if len(some) > 1]
    said: dict[int, Said] = {number: Counter() for some in alike for number in some}
    end = 0
    for paper, run in groupby(claims.papered):  # the commitments of a paper stand side by side
        start, end = end, end + len(list(run))
        if paper in said:
            said[paper].update(zip(claims.worded[start:end], claims.termed[start:end], strict=True))
    return {copy: first for some in alike for copy, first in _among(some, claims.papers, said, ours)}


def _among(some: list[int], papers: Sequence[Paper], said: Mapping[int, Said], ours: int) -> Iterator[tuple[int, int]]:
    """The copies among the papers of one title, each with the one that counts."""
    counting: dict[tuple[str, str], list[int]] = {}
    for number in sorted(some, key=lambda number: (number >= ours, -said[number].total())):
        marks = _marks(papers[number].document)
        if marks == [UNMARKED] and len(some) > SERIES:
            continue
        asked = counting if marks == [UNMARKED] else [*marks, UNMARKED]
        near = (one for mark in asked for one in counting.get(mark, ()))
        first = next((one for one in near if _is_same(papers, number, one, said)), None) if number >= ours else None
        if first is not None:
            yield number, first
            continue
        for mark in marks:
            counting.setdefault(mark, []).append(number)


def _marks(document: Part | None) -> list[tuple[str, str]]:
    """The number and the date of a document, as far as they are known."""
    facts = (("number", document.number), ("date", document.date)) if document else ()
    return [(name, fact) for name, fact in facts if fact] or [UNMARKED]


def without(claims: Claims, left: Copies) -> Claims:
    """The claims of the other papers."""
    if not left:
        return claims
    counts = [paper not in left for paper in range(len(claims.papers))]
    kept = list(map(counts.__getitem__, claims.papered))
    worded, papered, termed, starts, ends = (
        integers(compress(column, kept))
        for column in (claims.worded, claims.papered, claims.termed, claims.starts, claims.ends)
    )
    before = [0, *accumulate(kept)]
    return Claims(
        ids=list(compress(claims.ids, kept)), wordings=claims.wordings, papers=claims.papers, terms=claims.terms,
        worded=worded, papered=papered, termed=termed, starts=starts, ends=ends,
        clauses={before[at]: words for at, words in claims.clauses.items() if kept[at]},
    )  # fmt: skip


def without_copies(
    rows: Sequence[Commitment], ours: Sequence[Commitment] = ()
) -> tuple[tuple[Commitment, ...], tuple[tuple[Paper, Paper], ...]]:
    """The rows of each paper from one file only, and none of a copy of `ours`; and the copies, each with the paper that
    counts in its place."""
    claims = claims_of((*ours, *rows))
    known = len(set(claims.papered[: len(ours)]))
    left = copies(claims, ours=known)
    kept = (paper not in left for paper in claims.papered[len(ours) :])
    return tuple(compress(rows, kept)), named(claims, left)


def named(claims: Claims, left: Copies) -> tuple[tuple[Paper, Paper], ...]:
    """The copies, each with the paper that counts in its place."""
    return tuple((claims.papers[copy], claims.papers[first]) for copy, first in sorted(left.items()))


def _is_same(papers: Sequence[Paper], one: int, other: int, said: Mapping[int, Said]) -> bool:
    """Whether two documents of one title are the same paper."""
    a, b = papers[one].document, papers[other].document
    if papers[one].source == papers[other].source or a is None or b is None or not _agree(a, b):
        return False
    here, there = said[one], said[other]
    shared = sum(min(here[each], there[each]) for each in here.keys() & there.keys())
    longer = max(here.total(), there.total())
    if (a.number and a.number == b.number) or (a.date and a.date == b.date):
        return shared >= SHARED_DATED * longer
    return shared >= max(SHARED_UNDATED * longer, LEAST_UNDATED)


def _agree(a: Part, b: Part) -> bool:
    """Whether nothing that is known of both tells them apart."""
    facts = ((a.number, b.number), (a.date, b.date), *zip(a.region, b.region, strict=True))
    return a.status == b.status and all(one is None or other is None or one == other for one, other in facts)


def _plain(title: str) -> str:
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", title))
