"""Which column each line of a flattened table stands in, where its rows lost cells or have several lines in one.

The weights were chosen by hand. A table is a sum of many, so that none decides alone: each of them may grow or shrink
by a fifth, and all but one of the flattened tables of our real pages are read as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chengnuo.outline.fits import Fit
from chengnuo.outline.roles import BODY

# What it costs to leave a cell empty, by the kind of its column, and any other.
EMPTY = {"number": 3.0, "task": 2.5, "main": 1.6, "lead": 1.6, "date": 1.2, "value": 1.2, "other": 0.5}
EMPTY_OTHER = 0.7
# What a row is about stands in columns of these kinds.
NAMING = frozenset({"task", "goal", "state"})
# Of two places that fit alike that further left is right; of two columns of bodies the one that leads holds fewer.
LEFT = 0.01
# A row without a number rather begins with a goal than with a task.
GOALS_OF_ONE = 1.5
# A row hardly ever begins with the bodies, where its task would stand before them.
TASKLESS = 2.0
# What it costs that a line goes on with the cell of the line above.
GOES_ON, LIST_GOES_ON = 1.6, 0.6
# The first cells of a row (a category) may stand over those of rows below.
SPANNED = 0.1
# A number of a row counts so much; no number, or a number elsewhere, as much against it.
NUMBER, NO_NUMBER, NUMBER_ELSEWHERE = 2.0, -20.0, -2.0
SURE_NUMBER, SURE_ELSEWHERE = 4.0, -9.0
# The first line of a cell fits so much better, by the kind of its column, and any other.
BONUS = {"task": 1.2, "sentence": 1.2, "goal": 0.8, "main": 0.7, "lead": 0.6}
BONUS_OTHER = 0.2
# A line counts so much for a column of dates, bodies or values where it is one, and as much against it where it is not;
# where it may be a part of a body's name it hardly counts.
DATE, BODIES, VALUE = 4.0, 3.0, 3.0
PART_OF_NAME = 0.5
# In a column of persons: few characters that are no body; a sentence; anything else.
PERSON, NO_PERSON, UNLIKE_PERSON = 0.5, -4.0, -1.0
# In a column of words: an office of a division, a date, bodies; in one of tasks a number too.
OFFICE_AS_WORDS, DATE_AS_WORDS, BODIES_AS_WORDS, VALUE_AS_TASK = -3.0, -2.0, -1.0, -2.0
# A task is named (建设学校), or told in sentences where no other column tells it; where one does, sentences are of the
# goal.
NAMED_TASK, SENTENCE, SENTENCE_AS_TASK, MORE_SENTENCES_AS_TASK = 0.5, 0.5, -0.5, -1.0
SENTENCE_AS_GOAL, NAME_AS_GOAL = 1.5, 0.4
VALUE_AS_PROGRESS, WORDS_AS_PROGRESS = 0.6, 0.3
WORDS = 0.1
# A number is hardly ever what a cell goes on with; beside columns of bodies an office hardly stands in another one.
VALUE_GOES_ON, OFFICE_ASTRAY = -1.0, -2.0
# A line that begins in the middle of what the one above says is of its cell.
TORN = 8.0
# Where the tasks are numbered themselves, such a line opens a row rather, and another one rather does not.
OPENS = 3.0
# A line across the table stands between rows.
ACROSS = 0.4
# A table has ended where what follows makes it so much worse, unless numbers of rows go on.
WORSE = 14.0


@dataclass(frozen=True, slots=True)
class Aligned:
    """The columns of the first lines of a stretch, each with whether it opens a row; None for a line across the table.

    `score` tells how well the whole fits.
    """

    places: tuple[tuple[int, bool] | None, ...]
    score: float


@dataclass(frozen=True, slots=True)
class _Costs:
    """What empty cells cost: before a column in a new row, between two of one row, behind one."""

    before: tuple[float, ...]
    behind: tuple[float, ...]
    between: tuple[tuple[float, ...], ...]  # by the column on the right, then by that on the left
    more: tuple[float, ...]  # of lines that go on with a cell


def aligned(
    kinds: tuple[str, ...],
    cells: Iterable[tuple[Fit, bool]],
    numbers: Mapping[int, bool],
    opening: frozenset[int] = frozenset(),
) -> Aligned | None:
    """The columns of as many of the lines from the first on as make the best table; None where none do.

    `cells` tell what each line fits, and whether it may stand across the table; `numbers` are the lines that may number
    a row, with whether they are sure to, `opening` those that open one by a number before their words. The columns of a
    row never go back; a line further left opens a new one.
    """
    costs = _costs(kinds, numbered=bool(numbers))
    width = len(kinds)
    last_number = max(numbers, default=-1)
    last_opening = max(opening, default=-1)
    # totals[c]: the best score of the lines so far whose last stands in column c; [width] for a line across
    totals: list[float] = [float("-inf")] * (width + 1)
    steps: list[tuple[int, ...]] = []
    best, place = 0.0, None
    is_open = False  # the line before breaks off
    for at, (fit, is_across) in enumerate(cells):
        scores = _scores(kinds, fit, numbers.get(at))
        if at and (fit.goes_on or is_open):
            scores = tuple((first - TORN, more + costs.more[column]) for column, (first, more) in enumerate(scores))
        is_open = fit.open
        done = [total - empty for total, empty in zip(totals, (*costs.behind, 0.0), strict=True)]
        ended, fresh = (done.index(max(done)), max(done)) if at else (-1, 0.0)
        opens = 0.0 if at > last_opening else OPENS if at in opening else -OPENS
        totals, step = _after(totals, scores, costs, fresh + opens, ended)
        if is_across:
            totals[width], step[width] = fresh + ACROSS, ended
        steps.append(tuple(step))
        top = max(range(width), key=lambda c: totals[c] - costs.behind[c])
        total = totals[top] - costs.behind[top]
        if total > best:
            best, place = total, (at, top)
        elif total < best - WORSE and at > last_number:
            break
    if place is None:
        return None
    return Aligned(tuple(_path(steps, *place, width)), best)


def _after(
    totals: Sequence[float], scores: Sequence[tuple[float, float]], costs: _Costs, fresh: float, ended: int
) -> tuple[list[float], list[int]]:
    """The totals with one line more, and for each column that of the line before; a negative one opens a row."""
    width = len(scores)
    made = [float("-inf")] * (width + 1)
    step = [-1] * (width + 1)
    for column, (first, more) in enumerate(scores):
        top, before = fresh - costs.before[column] + first, -2 - ended
        between = costs.between[column]
        for left in range(column):
            if (there := totals[left] + first - between[left]) > top:
                top, before = there, left
        if (here := totals[column] + more - costs.more[column]) > top:
            top, before = here, column
        made[column], step[column] = top, before
    return made, step


def _path(steps: Sequence[tuple[int, ...]], at: int, column: int, width: int) -> list[tuple[int, bool] | None]:
    """The places of the lines up to `at`, the last of which stands in `column`."""
    path: list[tuple[int, bool] | None] = []
    while at >= 0:
        before = steps[at][column]
        path.append((column, before < 0) if column < width else None)
        column = before if before >= 0 else -2 - before
        at -= 1
    return path[::-1]


def _costs(kinds: Sequence[str], *, numbered: bool) -> _Costs:
    each = [EMPTY.get(kind, EMPTY_OTHER) for kind in kinds]
    if "task" not in kinds and "goal" in kinds:
        each[kinds.index("goal")] = EMPTY["task"]
    number = kinds.index("number") if "number" in kinds else 0
    if not numbered and "number" in kinds:
        each[number] = EMPTY_OTHER
    each[:number] = [SPANNED] * number
    before = [sum(each[:column]) + LEFT * column for column in range(len(kinds))]
    for column, kind in enumerate(kinds):
        if kind in BODY and not NAMING.isdisjoint(kinds[:column]):
            before[column] += TASKLESS
    if numbered and "task" in kinds and "goal" in kinds[kinds.index("task") :]:
        # A number that reaches down over several rows has one task, which has a goal in each of them.
        task = kinds.index("task")
        before[task] += GOALS_OF_ONE
        before[kinds.index("goal", task)] -= GOALS_OF_ONE
    behind = tuple(sum(each[column + 1 :]) for column in range(len(kinds)))
    more = tuple(LIST_GOES_ON + (LEFT if kind == "main" else 0.0) if kind in BODY else GOES_ON for kind in kinds)
    between = tuple(
        tuple(sum(each[left + 1 : right]) + LEFT * (right - left - 1) for left in range(len(kinds)))
        for right in range(len(kinds))
    )
    return _Costs(tuple(before), behind, between, more)


@lru_cache(maxsize=512)
def _scores(kinds: tuple[str, ...], fit: Fit, number: bool | None) -> tuple[tuple[float, float], ...]:
    """For each column how well a line fits it: the first line of a cell, and a later one.

    `number` is None for a line that is no number of a row, else whether it is sure to be one.
    """
    placed = any(kind in BODY for kind in kinds)
    plain = "goal" not in kinds  # tasks are told in sentences where no other column tells them

    def score(kind: str, *, first: bool) -> float:
        if kind == "number":
            return NO_NUMBER if number is None or not first else SURE_NUMBER if number else NUMBER
        against = 0.0 if number is None else SURE_ELSEWHERE if number else NUMBER_ELSEWHERE
        if not first and fit.value and not fit.numbered:
            against += VALUE_GOES_ON
        if fit.office and kind == "other" and placed:
            against += OFFICE_ASTRAY
        kind = "sentence" if kind == "task" and plain else kind
        return against + _score(kind, fit, first=first) + (BONUS.get(kind, BONUS_OTHER) if first else 0.0)

    return tuple((score(kind, first=True), score(kind, first=False)) for kind in kinds)


def _score(kind: str, fit: Fit, *, first: bool) -> float:
    """How well a line, the first of a cell or a later one, fits a column of that kind."""
    if kind == "date":
        return DATE if fit.date else -DATE
    if kind in BODY or kind == "beside":
        return BODIES if fit.bodies else PART_OF_NAME if fit.office else -BODIES
    if kind == "value":
        return VALUE if fit.value else -VALUE
    if kind == "person":
        return PERSON if fit.short and not fit.bodies else NO_PERSON if fit.marked else UNLIKE_PERSON
    if fit.office and (kind == "sentence" or kind in NAMING):
        return OFFICE_AS_WORDS
    if fit.date or fit.bodies:
        return DATE_AS_WORDS if fit.date else BODIES_AS_WORDS
    if kind in ("task", "sentence") and fit.value and not fit.numbered:
        return VALUE_AS_TASK
    return _score_of_words(kind, fit, first=first)


def _score_of_words(kind: str, fit: Fit, *, first: bool) -> float:
    """How well a line that is neither a date nor bodies fits a column of words."""
    if kind == "sentence":
        return SENTENCE
    if kind == "task":
        return NAMED_TASK if not fit.marked else SENTENCE_AS_TASK if first else MORE_SENTENCES_AS_TASK
    if kind == "goal":
        return SENTENCE_AS_GOAL if fit.marked else NAME_AS_GOAL
    if kind == "progress":
        return VALUE_AS_PROGRESS if fit.value else WORDS_AS_PROGRESS
    return WORDS


def score_of(kinds: tuple[str, ...], fits: Sequence[Fit], columns: Sequence[int], numbers: Mapping[int, bool]) -> float:
    """How well lines fit a row as its cells in such columns."""
    costs = _costs(kinds, numbered=bool(numbers))
    score = -costs.before[columns[0]] - costs.behind[columns[-1]]
    for at, (fit, column) in enumerate(zip(fits, columns, strict=True)):
        score += _scores(kinds, fit, numbers.get(at))[column][0]
        score -= costs.between[column][columns[at - 1]] if at else 0.0
    return score
