"""A reply against what was promised before: kept, changed, unanswered, added, restated.

Each finding has both commitments where there are two, and one sentence that says why. Where the order of two
documents is not known, findings say so in a doubt and name no direction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chengnuo.alignment import Pair, align
from chengnuo.changes import Verdict, change, name_of, subject_class
from chengnuo.dates import Period, period
from chengnuo.link import link
from chengnuo.messages import say, say_date, say_value, sentence
from chengnuo.model import Commitment, Part
from chengnuo.packs import Pack
from chengnuo.spans import Doubt
from chengnuo.wire import city_of, commitment_to_wire, doubts_to_wire

_YEAR_IN_NUMBER = re.compile(r"[〔（(\[［【]\s*((?:19|20)\d\d)\s*[〕）)\]］】]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of a check; `verdicts` holds one or several, `doubts` what may be wrong with it."""

    verdicts: tuple[Verdict, ...]
    because: str
    earlier: Commitment | None = None
    later: Commitment | None = None
    doubts: tuple[Doubt, ...] = ()
    score: float = 0.0


def check(
    reply: Sequence[Commitment], earlier: Sequence[Commitment], pack: Pack, *, known_order: bool | None = None
) -> tuple[Finding, ...]:
    """What became of the earlier commitments in the reply.

    `known_order` true says that the reply is the later document, false that the order is unknown; None leaves it to
    the documents' dates and numbers.
    """
    rows = link((*earlier, *reply), pack)
    before, after = rows[: len(earlier)], rows[len(earlier) :]
    pledged = tuple(row for row in before if row.status == "pledged")
    findings = [_finding(pair, pledged, after, pack, known_order) for pair in align(pledged, after, pack)]
    return tuple(f for f in findings if f is not None) + _restated_twice(after, pack)


def to_wire(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """What `chengnuo check --format json` prints."""
    return [
        {
            "verdict": _one_or_list(finding.verdicts),
            "because": finding.because,
            "earlier": None if finding.earlier is None else commitment_to_wire(finding.earlier),
            "later": None if finding.later is None else commitment_to_wire(finding.later),
            "doubts": doubts_to_wire(finding.doubts),
            "score": finding.score,
        }
        for finding in findings
    ]


def later_document(earlier: Part | None, later: Part | None) -> bool | None:
    """True where `later` was written after `earlier`, False where before, None where it cannot be told.

    A document without a date is placed in the year of its document number, if it has one.
    """
    first, second = _written(earlier), _written(later)
    if first is None or second is None or first.overlaps(second):
        return None
    return first.last < second.first


def remarks(reply: Sequence[Commitment], earlier: Sequence[Commitment], pack: Pack) -> tuple[str, ...]:
    """What must be said beside the findings, or instead of them where there are none."""
    found = []
    if not reply:
        found.append(say(pack, "check.no-commitments", title=""))
    if reply and not earlier:
        found.append(say(pack, "check.no-earlier", city=city_of(reply[0].document) or ""))
    if reply and earlier and not same_region(reply[0].document, earlier[0].document):
        places = [city_of(row.document) or "-" for row in (earlier[0], reply[0])]
        found.append(say(pack, "check.other-city", earlier=places[0], later=places[1]))
    return tuple(sentence(pack, [words]) for words in found)


def same_region(a: Part | None, b: Part | None) -> bool:
    """Whether the two documents speak of one region or one lies in the other; unknown regions agree with all."""
    if a is None or b is None:
        return True
    return all(one is None or other is None or one == other for one, other in zip(a.region, b.region, strict=True))


def _finding(
    pair: Pair, before: Sequence[Commitment], after: Sequence[Commitment], pack: Pack, known_order: bool | None
) -> Finding | None:
    earlier = None if pair.earlier is None else before[pair.earlier]
    later = None if pair.later is None else after[pair.later]
    if earlier is not None and later is not None:
        return _compared(earlier, later, pair, pack, known_order)
    if earlier is not None:
        words = say(pack, "check.unanswered", title=_title(earlier), **_facts(earlier, pack))
        return Finding(verdicts=("dropped",), because=sentence(pack, [words]), earlier=earlier)
    assert later is not None  # noqa: S101  # a pair has at least one side
    verdict: Verdict = "restated" if later.restated else "added"
    words = say(pack, f"check.{verdict}", **_facts(later, pack))
    return Finding(verdicts=(verdict,), because=sentence(pack, [words]), later=later)


def _compared(earlier: Commitment, later: Commitment, pair: Pair, pack: Pack, known_order: bool | None) -> Finding:
    order = later_document(earlier.document, later.document) if known_order is None else known_order or None
    if order is False:
        found = change(later, earlier, pack)
        reversed_words = say(pack, "check.order-reversed", earlier=_when(earlier, pack), later=_when(later, pack))
        doubt = Doubt(code="order-reversed", span=later.span, reason=reversed_words)
        return Finding(verdicts=found.verdicts, because=found.because, earlier=later, later=earlier, doubts=(doubt,),
                       score=pair.score)  # fmt: skip
    found = change(earlier, later, pack, ordered=order is True)
    doubts = () if order is True else (_order_doubt(earlier, later, pack),)
    return Finding(verdicts=found.verdicts, because=found.because, earlier=earlier, later=later, doubts=doubts,
                   score=pair.score)  # fmt: skip


def _order_doubt(earlier: Commitment, later: Commitment, pack: Pack) -> Doubt:
    words = say(pack, "check.order-unknown", earlier=_when(earlier, pack), later=_when(later, pack))
    return Doubt(code="order-unknown", span=later.span, reason=words)


def _restated_twice(rows: Sequence[Commitment], pack: Pack) -> tuple[Finding, ...]:
    """Goals that one document cites from two others, against each other in the order of the text."""
    findings = []
    last: dict[tuple[object, ...], Commitment] = {}
    for row in rows:
        key = (row.source, row.part, row.indicator_id, subject_class(row, pack), row.unit, row.value is None)
        former = last.get(key) if row.restated else None
        if former is not None and former.deadline != row.deadline:
            found = change(former, row, pack)
            words = sentence(pack, [say(pack, "check.restated-twice"), found.because.rstrip(say(pack, "sentence.end"))])
            findings.append(Finding(verdicts=found.verdicts, because=words, earlier=former, later=row))
        if row.restated:
            last[key] = row
    return tuple(f for f in findings if f.verdicts != ("not_comparable",))


def _facts(row: Commitment, pack: Pack) -> dict[str, str]:
    return {
        "indicator": name_of(row, pack),
        "value": say_value(pack, row),
        "deadline": say_date(pack, row.deadline),
    }


def _title(row: Commitment) -> str:
    return (row.document.title if row.document else None) or row.source


def _when(row: Commitment, pack: Pack) -> str:
    part = row.document
    date = part.date if part else None
    return f"{_title(row)} {say_date(pack, date) if date else (part.number if part else None) or ''}".strip()


def _written(part: Part | None) -> Period | None:
    if part is None:
        return None
    if part.date:
        return period(part.date)
    year = _YEAR_IN_NUMBER.search(part.number or "")
    return period(year[1]) if year else None


def _one_or_list(verdicts: tuple[Verdict, ...]) -> Any:
    return verdicts[0] if len(verdicts) == 1 else list(verdicts)
