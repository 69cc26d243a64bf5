"""Documents that a later one repeals: what they promised is no longer owed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from chengnuo.check import later_document, same_region
from chengnuo.model import Part
from chengnuo.packs import Pack

_SENTENCE = re.compile(r"[^\u3002\uff1b\n]+")

Number = tuple[str, str, str]
"""Organ, year and count of a document number, whatever its brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeal:
    """What the document `by` puts out of force, by number or, where it gives none, by title."""

    numbers: frozenset[Number]
    titles: frozenset[str]
    by: Part


def said_by(pack: Pack) -> tuple[str, ...]:
    """The words of which a passage that repeals something holds one."""
    return pack.words("repeals", "clause", "repeals")


def repeals(passages: Iterable[tuple[str, Part]], pack: Pack) -> tuple[Repeal, ...]:
    """What the passages (clean text, with the document that they stand in) put out of force."""
    found = (_repeal(sentence, part, pack) for text, part in passages for sentence in _SENTENCE.findall(text))
    return tuple(one for one in found if one is not None)


def repealed_by(part: Part | None, known: Sequence[Repeal], pack: Pack) -> Part | None:
    """The document that repeals this one; None while it is in force, as far as the repeals known tell."""
    if part is None:
        return None
    number = pack.pattern("repeals", "clause", "number")
    return next((one.by for one in known if _names(one, part, number) and _is_older(part, one.by)), None)


def _repeal(sentence: str, part: Part, pack: Pack) -> Repeal | None:
    """What a sentence repeals: what its own clause names, or the clause before where that names nothing and does not
    put in force what it names."""
    in_force = pack.pattern("repeals", "clause", "in_force")
    words, not_so = said_by(pack), pack.pattern("repeals", "clause", "not_so")
    title, number = (pack.pattern("repeals", "clause", name) for name in ("title", "number"))
    before = ""
    for clause in sentence.split("\uff0c"):
        if any(word in clause for word in words) and not not_so.search(title.sub("", clause)):
            is_named = title.search(clause) or number.search(clause)
            named = clause if is_named else "" if in_force.search(before) else before
            numbers = frozenset(_parted(one) for one in number.finditer(named))
            titles = frozenset(one["title"] for one in title.finditer(named))
            if not numbers and not titles:
                return None
            return Repeal(numbers=numbers, titles=frozenset() if numbers else titles, by=part)
        before = clause
    return None


def _is_older(part: Part, by: Part) -> bool:
    """Whether the document was there before the other; one without a date may have been."""
    order = later_document(part, by)
    return order is True or (order is None and part.date is None)


def _names(one: Repeal, part: Part, number: re.Pattern[str]) -> bool:
    found = number.search(part.number or "")
    if found and _parted(found) in one.numbers:
        return True
    return part.title in one.titles and part.title != one.by.title and same_region(part, one.by)


def _parted(number: re.Match[str]) -> Number:
    return number["organ"], number["year"], number["count"]
