"""The rows of tables of indicators: a value for each year, reported or to be reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.deadlines import Governing
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.periods import year_of
from chengnuo.assemble.scenes import Scene
from chengnuo.model import CellValue, Status


def drafts_of_cells(scene: Scene, cells: Sequence[CellValue]) -> Iterator[Draft]:
    """A draft for each value, in text order."""
    for cell in cells:
        yield _draft(scene, cell)


def _draft(scene: Scene, cell: CellValue) -> Draft:
    quantity = cell.quantity
    place = cell.row
    clause = Clause(place.start, place.end, place.start, "", place.start)
    draft = Draft(clause, quantity, cell.name, rules=["indicator.table"], subject=cell.subject, scope=cell.scope)
    draft.change = cell.change or ("increase" if cell.is_change and quantity.is_share else None)
    draft.baseline = cell.baseline or (_counted_from(scene, quantity.span.start) if draft.change else None)
    draft.status, sure = _status(scene, cell)
    due = scene.date_in(cell.due) if draft.status == "pledged" else None
    if due is not None and (cell.year is None or due.value.startswith(cell.year)):
        draft.governing = due
    elif cell.year is not None:
        draft.governing = Governing(cell.year, cell.header, "table")
    elif draft.status == "pledged":
        draft.governing = scene.date_in_table(quantity.span.start) or scene.date_of_row(quantity.span.start)
    else:
        draft.governing = scene.date_of_column(quantity.span.start)
    draft.binding = "must" if draft.status == "pledged" else None
    if not sure:
        reason = "the table's header does not say whether the value is reached or to be reached"
        draft.doubt("status-unclear", reason, quantity.span)
    return draft


def _counted_from(scene: Scene, number: int) -> str | None:
    """The time that stands before a number in its cell: 较“十二五”下降30%."""
    told = scene.times_in(scene.text.rfind("\n", 0, number) + 1, number)
    return told[-1].value if told else None


def _status(scene: Scene, cell: CellValue) -> tuple[Status, bool]:
    """What the header says; else a year before the document's own, or the first of several, is reported."""
    if cell.time:
        return ("achieved" if cell.time == "past" else "pledged"), True
    if cell.year is None:
        return "pledged", cell.is_change
    setting = scene.setting(cell.row.start)
    if setting.today is not None:
        return ("achieved" if cell.year < year_of(setting.today) else "pledged"), setting.dated or len(cell.years) > 1
    several = len(cell.years) > 1
    return ("achieved" if several and cell.year == cell.years[0] else "pledged"), several
