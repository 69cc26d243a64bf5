"""Numbers that changed in clauses that are no commitment, or none that was read: 按照每户2000元标准, 有效期3年."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chengnuo.packs import Pack
from chengnuo.sides import Place, Side
from chengnuo.spans import Span

_CLAUSE = re.compile(r"[^，。；！？\n]+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# A clause says something beside its number from so many other characters on.
LEAST_WORDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A clause that reads the same but for its numbers; `is_date` where a date is all that changed."""

    before: Place
    after: Place
    is_date: bool


@dataclass(frozen=True, slots=True)
class _Clause:
    words: str
    numbers: tuple[str, ...]
    place: Place


def figure_changes(before: Side, after: Side, told: Sequence[Span], pack: Pack) -> Iterator[FigureChange]:
    """The clauses of which only numbers changed, in the order of the later text.

    `told` are places of the earlier text of which a change was told already.
    """
    dated = pack.pattern("check", "figures", "date")
    old, new = list(_clauses(before, pack)), list(_clauses(after, pack))
    kept, same = ({(clause.words, clause.numbers) for clause in side} for side in (old, new))
    left: dict[str, list[_Clause]] = {}
    for clause in old:
        if (clause.words, clause.numbers) not in same and not any(span.overlaps(clause.place.span) for span in told):
            left.setdefault(clause.words, []).append(clause)
    for clause in new:
        if (clause.words, clause.numbers) in kept or not left.get(clause.words):
            continue
        former = left[clause.words].pop(0)
        bare = [dated.sub("", one.place.quote) for one in (former, clause)]
        is_date = _NUMBER.findall(bare[0]) == _NUMBER.findall(bare[1])
        yield FigureChange(before=former.place, after=clause.place, is_date=is_date)


def _clauses(side: Side, pack: Pack) -> Iterator[_Clause]:
    """The clauses of running text and cells that have a number beside words, enumerators left out."""
    number = pack.pattern("check", "figures", "enumerator")
    cited = pack.pattern("check", "figures", "document_number")
    due = pack.pattern("outline", "task", "due")  # the deadline of a task, compared with the task
    for line in side.lines:
        if line.kind == "bodies" or due.search(line.text) or len(line.text) != len(line.place.quote):
            continue  # of a line that was repaired the clauses have no place in the source
        skip = number.match(line.text)
        for found in _CLAUSE.finditer(line.text, skip.end() if skip else 0):
            numbers = tuple(_NUMBER.findall(cited.sub("", found[0])))
            words = _NUMBER.sub("#", found[0])
            if numbers and len(words) - len(numbers) >= LEAST_WORDS:
                start = line.place.span.start + found.start()
                span = Span(start, start + len(found[0]))
                quote = line.place.quote[found.start() : found.end()]
                place = Place(source=line.place.source, part=line.place.part, span=span, quote=quote)
                yield _Clause(words, numbers, place)
