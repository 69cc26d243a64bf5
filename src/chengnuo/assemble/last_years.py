"""Years that the day of a document misdates: 全年 of one that was just over, 上年 seen from the year that is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.periods import is_day, is_year, year_of
from chengnuo.assemble.scenes import Scene

# The month of a day; up to this one hardly anything can be told of a whole year but of the one before.
MONTH, FIRST_QUARTER = slice(5, 7), "03"


def seen_from_their_year(scene: Scene, drafts: Iterable[Draft]) -> None:
    """Moves 全年 of what was done back to the year that was over, 上年 before the year of which a change is told."""
    for draft in drafts:
        if draft.quantity is not None and draft.governing is not None:
            _whole_year_before(scene, draft)
            _base_before(scene, draft)


def _whole_year_before(scene: Scene, draft: Draft) -> None:
    """Of a page of the first months of a year, what 全年 brought is that of the year before."""
    date, setting = draft.governing, scene.setting(draft.clause.start)
    if date is None or draft.status != "achieved" or not setting.dated or not is_year(date.value):
        return
    today = setting.today or ""
    early = is_day(today) and today[MONTH] <= FIRST_QUARTER and date.value == year_of(today)
    bare = scene.lex.patterns["bare_year"].fullmatch(scene.text, date.span.start, date.span.end)
    line = scene.text.rfind("\n", 0, date.span.start) + 1
    if early and bare and scene.text.find(date.value, line, draft.at) < 0:
        draft.governing = replace(date, value=_year_before(date.value))
        draft.doubt("deadline-inherited", "the year told of is the one that was over on the document's date", date.span)


def _base_before(scene: Scene, draft: Draft) -> None:
    """What is compared with 上年 is told of the year after that, whatever the document's own is."""
    date, base = draft.governing, draft.baseline
    if date is None or base is None or draft.change is None or year_of(base) != year_of(date.value):
        return
    times = scene.times_in(draft.clause.sentence, draft.at)
    told = next((t for t in reversed(times) if t.value == base), None)
    if told is not None and scene.lex.patterns["last_year_words"].match(told.span.of(scene.text)):
        draft.baseline = _year_before(base)


def _year_before(value: str) -> str:
    """The same point of the year before."""
    return f"{int(year_of(value)) - 1}{value[4:]}"
