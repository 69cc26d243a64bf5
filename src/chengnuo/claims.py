"""Commitments as far as they are linked and chosen by: columns instead of values, so that a million take little room.

A ledger has far fewer wordings, papers and terms than commitments. Each of them stands here once, and for each
commitment their numbers; what is asked of a wording or a paper is then asked once.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from chengnuo.model import Commitment, Part, Status


class Wording(NamedTuple):
    """What of a commitment says which indicator it is of; `indicator_id` is the one that was stored with it."""

    indicator: str
    subject: str | None
    unit: str | None
    change: str | None
    has_value: bool
    indicator_id: str | None


class Paper(NamedTuple):
    """A document, and the name of its file."""

    source: str
    document: Part | None


class Term(NamedTuple):
    """Whether something is pledged or achieved, and by when."""

    status: Status
    deadline: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """Commitments, those of one file side by side and in the order of their places.

    `worded`, `papered` and `termed` say for each commitment which wording, paper and term it has; `starts` and `ends`
    are its span. `clauses` are the quotations by number of the commitment, for those where a quotation can tell more
    than the wording.
    """

    ids: Sequence[str]
    wordings: Sequence[Wording]
    papers: Sequence[Paper]
    terms: Sequence[Term]
    worded: Sequence[int]
    papered: Sequence[int]
    termed: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    clauses: Mapping[int, str]

    def __len__(self) -> int:
        return len(self.ids)


class Numbers(dict[Any, int]):
    """Things and their numbers, in the order in which they were first asked for."""

    def __missing__(self, thing: Any) -> int:
        number = self[thing] = len(self)
        return number


def integers(numbers: Iterable[int] = ()) -> array[int]:
    """A column of numbers."""
    return array("q", numbers)


def claims_of(commitments: Sequence[Commitment]) -> Claims:
    """The columns of these commitments, with all their quotations."""
    wordings, papers, terms = Numbers(), Numbers(), Numbers()
    documents: dict[tuple[str, int], Paper] = {}
    for row in commitments:
        documents.setdefault((row.source, id(row.document)), Paper(row.source, row.document))
    return Claims(
        ids=[row.id for row in commitments],
        worded=integers(wordings[wording_of(row)] for row in commitments),
        papered=integers(papers[row.source, id(row.document)] for row in commitments),
        termed=integers(terms[Term(row.status, row.deadline)] for row in commitments),
        wordings=tuple(wordings),
        papers=tuple(documents.values()),
        terms=tuple(terms),
        starts=integers(row.span.start for row in commitments),
        ends=integers(row.span.end for row in commitments),
        clauses={at: row.quote for at, row in enumerate(commitments) if row.quote},
    )


def wording_of(row: Commitment) -> Wording:
    """What of a commitment says which indicator it is of."""
    return Wording(row.indicator, row.subject, row.unit, row.change, row.value is not None, row.indicator_id)


def joined(parts: Iterable[Claims]) -> Claims:
    """The claims of all parts, which have no paper in common, one after the other."""
    wordings, terms = Numbers(), Numbers()
    ids: list[str] = []
    papers: list[Paper] = []
    worded, papered, termed, starts, ends = (integers() for _ in range(5))
    clauses: dict[int, str] = {}
    for part in parts:
        clauses |= {len(ids) + at: words for at, words in part.clauses.items()}
        worded.extend(_translated(part.worded, [wordings[one] for one in part.wordings]))
        termed.extend(_translated(part.termed, [terms[one] for one in part.terms]))
        papered.extend(_translated(part.papered, range(len(papers), len(papers) + len(part.papers))))
        starts.extend(part.starts)
        ends.extend(part.ends)
        papers += part.papers
        ids += part.ids
    return Claims(
        ids=ids, wordings=tuple(wordings), papers=tuple(papers), terms=tuple(terms), worded=worded, papered=papered,
        termed=termed, starts=starts, ends=ends, clauses=clauses,
    )  # fmt: skip


def _translated(numbers: Iterable[int], meanings: Sequence[int]) -> Iterable[int]:
    """The numbers, each by what it means elsewhere."""
    return map(meanings.__getitem__, numbers)
