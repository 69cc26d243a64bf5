"""Why the rows of one indicator cannot be set against one another, and what to mind where they can."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from chengnuo.changes import base_of, has_basis, is_flow, name_of, scope_class, subject_class, whole_of
from chengnuo.dates import latest_day
from chengnuo.link import counted_in
from chengnuo.messages import listed, say, say_bound, say_date
from chengnuo.model import Commitment
from chengnuo.packs import Pack

UNCERTAIN = frozenset({"status-unclear", "status-alone", "status-of-rule", "deadline-two-fit", "subject-unclear"})
"""Doubts about what a row is: it is not called the strictest or the loosest."""

Rows = Sequence[Commitment]
Remark = Callable[[Rows, Pack], str | None]


def obstacles_between(rows: Rows, pack: Pack) -> list[str]:
    """Why the rows cannot be set against one another; empty where they can."""
    return [words for why in _OBSTACLES if (words := why(rows, pack))]


def notes_on(rows: Rows, pack: Pack) -> list[str]:
    """What to mind of rows that can be set against one another."""
    return [words for why in _NOTES if (words := why(rows, pack))]


def is_uncertain(row: Commitment) -> bool:
    """Whether it is in doubt what the row is."""
    return bool(row.doubts) and any(doubt.code in UNCERTAIN for doubt in row.doubts)


# ---------------------------------------------------------------- obstacles


def _scopes(rows: Rows, pack: Pack) -> str | None:
    named = {row.scope for row in rows}
    words = listed(pack, sorted({scope or say(pack, "scope.none") for scope in named}))
    if any(scope_class(scope, pack) == "part" for scope in named):
        return say(pack, "compare.share", scopes=words)
    dated = {scope_class(row.scope, pack) for row in rows if row.value is None}
    # One row speaks of named places only and another of all.
    return say(pack, "compare.scopes", scopes=words) if {"named", "all"} <= dated else None


def _forms(rows: Rows, pack: Pack) -> str | None:
    numbers = _numbers(rows)
    if not 0 < len(numbers) < len(rows):
        return None
    amounts = sorted({say_bound(pack, row.op or "=", row.value, row.unit) for row in numbers if row.value is not None})
    return say(pack, "compare.form", values=listed(pack, amounts))


def _units(rows: Rows, pack: Pack) -> str | None:
    numbers = _numbers(rows)
    if len({counted_in(unit, name, pack) for unit, name in {(row.unit, row.indicator) for row in numbers}}) < 2:
        return None
    units = sorted(unit or say(pack, "value.none") for unit in {row.unit for row in numbers})
    return say(pack, "compare.units", units=listed(pack, units))


def _wholes(rows: Rows, pack: Pack) -> str | None:
    wholes = sorted({whole_of(name_of(row), pack) for row in _numbers(rows)} - {""})
    return say(pack, "compare.wholes", wholes=listed(pack, wholes)) if len(wholes) > 1 else None


def _baselines(rows: Rows, pack: Pack) -> str | None:
    if len({base_of(row) for row in rows} - {""}) < 2:
        return None
    since = sorted({row.baseline for row in rows if row.change and row.baseline})
    return say(pack, "compare.baselines", years=listed(pack, (say_date(pack, year) for year in since)))


def _flows(rows: Rows, pack: Pack) -> str | None:
    kinds = {is_flow(row, pack) for row in _numbers(rows)}
    return say(pack, "compare.stock-flow") if len(kinds) > 1 else None


def _numbers(rows: Rows) -> list[Commitment]:
    return [row for row in rows if row.value is not None]


_OBSTACLES: tuple[Remark, ...] = (_scopes, _forms, _units, _wholes, _baselines, _flows)

# ---------------------------------------------------------------- notes


def _statuses(rows: Rows, pack: Pack) -> str | None:
    return say(pack, "compare.statuses") if len({row.status for row in rows}) > 1 else None


def _subjects(rows: Rows, pack: Pack) -> str | None:
    if len({subject_class(row, pack) for row in rows}) < 2:
        return None
    subjects = sorted(subject or say(pack, "subject.none") for subject in {row.subject for row in rows})
    return say(pack, "compare.subjects", subjects=listed(pack, subjects))


def _milestones(rows: Rows, pack: Pack) -> str | None:
    return None if _numbers(rows) else say(pack, "compare.only-milestones")


def _levels(rows: Rows, pack: Pack) -> str | None:
    """Totals of places of different levels stand side by side: a county's new places, and a province's."""
    regions = {row.document.region for row in rows if row.document and any(row.document.region)}
    levels = {sum(name is not None for name in region) for region in regions}
    totals = (row.kind == "amount" and row.change is None and not has_basis(row, pack) for row in rows)
    return say(pack, "compare.levels") if len(levels) > 1 and any(totals) else None


def _rhythms(rows: Rows, pack: Pack) -> str | None:
    """Some count what is done each year, some what is done in all."""
    counts = [row for row in _numbers(rows) if row.unit != "%" and row.change is None and not has_basis(row, pack)]
    often = sorted({row.recurrence for row in counts if row.recurrence})
    is_mixed = often and (len(often) > 1 or any(row.recurrence is None for row in counts))
    return say(pack, "compare.rhythms", often=listed(pack, often)) if is_mixed else None


def _doubtful(rows: Rows, pack: Pack) -> str | None:
    count = sum(map(is_uncertain, rows))
    return say(pack, "compare.doubtful", count=count) if count else None


def _years(rows: Rows, pack: Pack) -> str | None:
    days = (latest_day(row.deadline) for row in rows if row.status == "achieved")
    years = sorted({str(day.year) for day in days if day})
    return say(pack, "compare.years", years=listed(pack, years)) if len(years) > 1 else None


_NOTES: tuple[Remark, ...] = (_statuses, _subjects, _milestones, _levels, _rhythms, _doubtful, _years)
