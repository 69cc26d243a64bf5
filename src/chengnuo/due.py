"""What falls due, and what has fallen due without later evidence in the ledger.

"No evidence found" is a statement about the documents at hand. That a promise was broken cannot be read from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from chengnuo.changes import same_measure
from chengnuo.check import Finding, check, later_document, same_region
from chengnuo.dates import earliest_day, latest_day
from chengnuo.link import link
from chengnuo.messages import say, say_date, sentence
from chengnuo.model import Commitment, Part
from chengnuo.packs import Pack
from chengnuo.repeals import Repeal, repealed_by
from chengnuo.wire import city_of, commitment_to_wire

State = Literal["overdue", "reported", "falls-due", "repealed"]
# Verdicts under which a later report speaks of the same thing as reached.
_REACHED = frozenset({"kept", "strengthened", "advanced"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A pledge with the last day of its deadline.

    `overdue`: the day is past and nothing in the ledger reports the pledge as reached; `report` may say how far it
    came. `reported`: a later document reports it as reached. `falls-due`: the day is not past. `repealed`: a later
    document puts the pledge's own out of force.
    """

    pledge: Commitment
    day: date
    state: State
    report: Commitment | None = None
    because: str = ""


def due(
    pledges: Sequence[Commitment],
    achieved: Sequence[Commitment],
    pack: Pack,
    *,
    today: date,
    known: Sequence[Repeal] = (),
) -> tuple[Due, ...]:
    """The pledges that have a deadline, the earliest first, each with its state on the day `today`.

    `known` are the repeals that the ledger tells of.
    """
    dated = [(day, row) for row in pledges if (day := latest_day(row.deadline)) is not None]
    ended = {
        id(part): by for part in _parts(row for _, row in dated) if (by := repealed_by(part, known, pack)) is not None
    }
    past = [row for day, row in dated if day < today and id(row.document) not in ended]
    reports = evidence(past, achieved, pack)
    found = [
        _due(row, day, reports.get(row.id), today=today)
        if id(row.document) not in ended
        else Due(pledge=row, day=day, state="repealed", because=_repealed(ended[id(row.document)], pack))
        for day, row in dated
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.pledge.source, one.pledge.span)))


def evidence(pledges: Sequence[Commitment], achieved: Sequence[Commitment], pack: Pack) -> dict[str, Finding]:
    """By the id of a pledge, what the documents of its region report of it afterwards; nothing for most pledges."""
    found: dict[str, Finding] = {}
    cities: dict[str, list[Commitment]] = {}
    for row in pledges:
        cities.setdefault(city_of(row.document) or "", []).append(row)
    reports: dict[tuple[str | None, ...], list[Commitment]] = {}
    for row in achieved:
        if row.document is not None:
            reports.setdefault(row.document.region[:2], []).append(row)
    for _, promised in sorted(cities.items()):
        part = promised[0].document
        here = [row for row in reports.get(part.region[:2], ()) if same_region(row.document, part)] if part else []
        if not here:
            continue
        theirs = link(promised, pack)
        twins: dict[tuple[object, ...], list[str]] = {}
        for row in theirs:
            twins.setdefault(_said(row), []).append(row.id)
        said = {row.id: _said(row) for row in theirs}
        for finding in check(here, theirs, pack):
            pledge, report = finding.earlier, finding.later
            if pledge is None or report is None or pledge.status != "pledged" or report.status != "achieved":
                continue
            if _is_later(pledge, report) and _is_about(finding, pack):
                for id_ in twins.get(said.get(pledge.id, ()), [pledge.id]):
                    found.setdefault(id_, finding)
    return found


def is_backwards(row: Commitment) -> bool:
    """Whether the deadline is over before the year of the document began: then it is no promise, or misread."""
    written = earliest_day(row.document.date) if row.document is not None else None
    day = latest_day(row.deadline)
    return written is not None and day is not None and day.year < written.year


def to_wire(rows: Sequence[Due]) -> list[dict[str, Any]]:
    """What `chengnuo due --format json` prints."""
    return [
        {
            "state": row.state,
            "day": row.day.isoformat(),
            "because": row.because,
            "commitment": commitment_to_wire(row.pledge),
            "evidence": None if row.report is None else commitment_to_wire(row.report),
        }
        for row in rows
    ]


def is_reached(report: Finding) -> bool:
    """Whether the report speaks of the pledge as reached, and not of how far it came."""
    return _REACHED.issuperset(report.verdicts)


def _parts(rows: Iterable[Commitment]) -> Iterable[Part]:
    """The documents of the rows, each once."""
    return {id(row.document): row.document for row in rows if row.document is not None}.values()


def _repealed(by: Part, pack: Pack) -> str:
    words = " ".join(filter(None, (by.title, by.number, by.date and say_date(pack, by.date))))
    return sentence(pack, [say(pack, "due.repealed", by=words)])


def _due(row: Commitment, day: date, report: Finding | None, *, today: date) -> Due:
    if day >= today:
        return Due(pledge=row, day=day, state="falls-due")
    if report is None:
        return Due(pledge=row, day=day, state="overdue")
    state: State = "reported" if is_reached(report) else "overdue"
    words = " ".join((report.because, *(doubt.reason for doubt in report.doubts)))
    return Due(pledge=row, day=day, state=state, report=report.later, because=words)


def _is_about(finding: Finding, pack: Pack) -> bool:
    """Whether the report speaks of the pledge's own measure: reached, or a state that has not come so far."""
    pledge, report = finding.earlier, finding.later
    if pledge is None or report is None:
        return False
    state = pledge.value is not None and report.value is not None and same_measure(pledge, report, pack)
    return state or "not_comparable" not in finding.verdicts


def _said(row: Commitment) -> tuple[object, ...]:
    """What a document says once though it may say it several times: `check` answers only the first of them."""
    return (row.source, row.part, row.indicator_id, row.subject, row.op, row.value, row.unit, row.deadline, row.scope)


def _is_later(pledge: Commitment, report: Commitment) -> bool:
    """Whether the report can be evidence: it stands in another document of the same place, not known to be the older
    one, and speaks of a time after the pledge; growth and amounts must be those of the pledge's own year."""
    same = (pledge.source, pledge.part) == (report.source, report.part)
    order = later_document(pledge.document, report.document)
    if same or order is False or (order is None and not _has_place(pledge)):
        return False
    due_by, reached = latest_day(pledge.deadline), latest_day(report.deadline)
    if reached is not None and due_by is not None and {pledge.kind, report.kind} & {"amount"}:
        return reached.year == due_by.year
    if pledge.change or report.change:
        return reached is not None and due_by is not None and reached.year == due_by.year
    written = earliest_day(pledge.document.date if pledge.document else None)
    return reached is None or written is None or reached >= written


def _has_place(row: Commitment) -> bool:
    return row.document is not None and any(row.document.region)
