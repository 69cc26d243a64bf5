"""The lines of a document read one after the other, then named and told apart by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from chengnuo.assemble.cases import tell_cases, tell_classes
from chengnuo.assemble.contrasts import contrasted
from chengnuo.assemble.deadlines import Governing, is_worded_as_due
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.grids import drafts_of_cells
from chengnuo.assemble.last_years import seen_from_their_year
from chengnuo.assemble.lines import Carry, Line, Passed
from chengnuo.assemble.nests import Nest
from chengnuo.assemble.periods import is_past, whole_years
from chengnuo.assemble.progress import Goals, name_progress
from chengnuo.assemble.reading import read_line
from chengnuo.assemble.scenes import Scene
from chengnuo.assemble.topics import name_from_headings, share_out_by_headings
from chengnuo.model import CellValue, Heading
from chengnuo.spans import Span

_LINE = re.compile("[^\n]+")
# What may close a heading that its text follows on the same line.
_STOPS = tuple("。；：")
# A line that ends so goes on in the next, if that begins with a word.
_GOES_ON, _ANNOUNCES = "；", "："

# A dash is so long.
DASH = 2
# A line stands so few line breaks below the one before.
BREAK = 4


class Walk(NamedTuple):
    """The rows of a document in the making, and what was passed by on the way."""

    drafts: list[Draft]
    passed: list[Passed]


def walked(scene: Scene, cells: Sequence[CellValue]) -> Walk:
    """The rows of the document's lines, then those of its tables of values."""
    drafts: list[Draft] = []
    passed: list[Passed] = []
    goals: Goals = {}
    for line in _lines(scene, cells):
        contrasted(scene, line.drafts)
        tell_classes(scene, line.drafts)
        name_progress(scene, line.drafts, goals)
        name_from_headings(scene, line.drafts)
        drafts += line.drafts
        passed += line.passed
    tell_cases(scene, drafts)
    seen_from_their_year(scene, drafts)
    share_out_by_headings(scene, drafts)
    return Walk([*drafts, *drafts_of_cells(scene, cells)], passed)


def _lines(scene: Scene, cells: Sequence[CellValue]) -> Iterator[Line]:
    """The lines that hold a number or a date, or that a goal list or a table's completion time governs, read.

    What the values of tables say all of is left out; so are the headers of all tables.
    """
    headers = (cell.span for table in scene.outline.tables for cell in table.cells if cell.row == 0)
    tabled = Nest.of(sorted({*(place for cell in cells for place in cell.taken), *headers}))
    tables = Nest.of(sorted(table.span for table in scene.outline.tables))
    carry: Carry | None = None
    above: Line | None = None
    for start, end in _stretches(scene):
        if tabled.at(start) < 0:
            if carry is not None and start >= carry.until:
                carry = None
            inside = _is_in_table(scene, tables, start)
            line = _line_in_table(scene, start, end) if inside else _line(scene, start, end, None, carry)
            if line is not None:
                _look_above(scene, line, above)
                read_line(scene, line)
                above = line
                carry = carry if inside else _carry(scene, line, carry)
                yield line
            elif carry is not None and (carry.dashes_only or carry.dashed):
                carry = None


def _look_above(scene: Scene, line: Line, above: Line | None) -> None:
    """Looks for what the line goes on with, on a page that sets each number on a line of its own."""
    text, patterns = scene.text, scene.lex.patterns
    if line.start < 2 or text[line.start - 1] != "\n" or text[line.start - 2] == "\n":
        return
    last = above.drafts[-1] if above is not None and above.end == line.start - 1 and above.drafts else None
    ends = last is not None and last.value_span is not None and last.value_span.end == line.start - 1
    if ends and patterns["hangs_on"].match(text, line.start, line.end):
        line.hangs_on = last
    elif patterns["number_alone"].fullmatch(text, line.start, line.end):
        name = Span(text.rfind("\n", 0, line.start - 1) + 1, line.start - 1)
        line.named_above = name if patterns["name_alone"].fullmatch(text, name.start, name.end) else None


def _stretches(scene: Scene) -> Iterator[tuple[int, int]]:
    """Where the lines begin and end; one that a page ran together is cut where its headings do."""
    text = scene.text
    cuts = iter(_cuts(scene))
    cut = next(cuts, len(text) + 1)
    for line in _LINE.finditer(text):
        start, end = line.span()
        while cut < end:
            if cut > start:
                yield start, cut
                start = cut
            cut = next(cuts, len(text) + 1)
        yield start, end


def _cuts(scene: Scene) -> list[int]:
    """The starts and ends of headings in lines in which one begins behind other words."""
    text = scene.text
    inside: dict[int, list[Span]] = {}
    run_on = set()
    for heading in scene.headings:
        line = text.rfind("\n", 0, heading.span.start) + 1
        inside.setdefault(line, []).append(heading.span)
        if text[line : heading.span.start].strip():
            run_on.add(line)
    cuts = set()
    for line in run_on:
        for span in inside[line]:
            cuts |= {span.start, span.end + (text[span.end : span.end + 1] in _STOPS)}
    return sorted(cuts)


def _is_in_table(scene: Scene, tables: Nest, start: int) -> bool:
    """Whether the line is of a table: no list's date reaches into it, and none of its own reaches out."""
    task = scene.task_at(start)
    return (task is not None and task.in_table) or tables.at(start) >= 0


def _line_in_table(scene: Scene, start: int, end: int) -> Line | None:
    """The line of a table with the date that the table gives it; None where it can hold no row."""
    return _line(scene, start, end, scene.date_in_table(start), None)


def _line(scene: Scene, start: int, end: int, table: Governing | None, carry: Carry | None) -> Line | None:
    """The line with what governs it from outside; None where it can hold no row."""
    term = scene.term_at(start) if table is None else None
    due = None
    if term is not None and scene.lex.patterns["goal_label"].match(scene.text, start):
        table = term  # 整改目标：…: the time of the item whose goals the line tells
    elif term is not None and _begins_dated_task(scene, start):
        due = term
    speaks = scene.speaks(start, end)
    if carry is None and table is None and due is None and not speaks:
        return None
    item = scene.lex.patterns["item"].match(scene.text, start) is not None
    dash = scene.lex.patterns["dash"].match(scene.text, start) is not None
    carried = None
    plain = scene.lex.patterns["first_word"].match(scene.text, start) is not None
    if carry is not None and carry.reaches(is_item=item or not plain, is_dash=dash):
        carried = carry.governing.through("goals")
    if carried is None and table is None and due is None and not speaks:
        return None
    at = scene.heading_at(start)
    heading = scene.headings[at] if at >= 0 else None
    return Line(
        start,
        end,
        carried=carried,
        table=table,
        due=due,
        is_item=item,
        is_dash=dash,
        in_goals=at >= 0 and _has_goals(scene, at),
        is_heading=heading is not None
        and heading.span.start <= start < heading.span.end
        and heading.span.end >= end - 1
        and not _is_sentence(scene, heading, start, end, due),
    )


def _is_sentence(scene: Scene, heading: Heading, start: int, end: int, due: Governing | None) -> bool:
    """Whether the line of a heading is a whole sentence: of several clauses with a date, or with a date due.

    One with its date in brackets at the end (具体指标（到2020年）。) is none where it has a text below.
    """
    if scene.text[end - 1 : end] != "。":
        return False
    if due is not None:
        return True
    if scene.text[end - 2] in "）)" and scene.text[end : heading.scope.end].strip():
        return False
    several = "，" in scene.text[start:end]
    dates = (time for time in scene.times_in(start, end) if time.type == "DATE")
    return any(several or is_worded_as_due(scene.text, date.span, scene.lex) for date in dates)


def _begins_dated_task(scene: Scene, start: int) -> bool:
    """Whether the line states a task for which a line below sets the time."""
    task = scene.task_at(start)
    return task is not None and task.deadline is not None and task.span.start == start


def _has_goals(scene: Scene, heading: int) -> bool:
    """Whether the heading, or one above it, is of goals."""
    while heading >= 0:
        if scene.goal_headings[heading]:
            return True
        heading = scene.heading_nest.parents[heading]
    return False


def _is_dashed(scene: Scene, start: int) -> bool:
    """Whether a heading is the title of an item under a dash, which its words may begin with or follow."""
    return any(scene.lex.patterns["dash"].match(scene.text, max(0, at)) for at in (start, start - DASH))


def _is_listed(scene: Scene, line: Line) -> bool:
    """Whether the line before announces a list."""
    before = scene.text[max(0, line.start - BREAK) : line.start].rstrip()[-1:]
    return before == _ANNOUNCES


def _carry(scene: Scene, line: Line, carry: Carry | None) -> Carry | None:
    """The date that this line hands on to the next ones; an item of a list does not change the list's."""
    runs_on = scene.text[line.end - 1] == _GOES_ON and not line.is_item and not _is_listed(scene, line)
    if carry is not None and carry.runs_on and not (runs_on and line.carried):
        carry = None
    if carry is not None and line.carried is not None and (line.is_dash or line.is_item or line.last_date is None):
        return replace(carry, dashed=carry.dashed or line.is_dash)
    if carry is not None and carry.dashed and not line.is_dash and line.last_date is None:
        return None
    if line.last_date is None:
        return carry if carry is not None and not carry.dashes_only else None
    if carry is not None and line.last_date.span == carry.governing.span:
        return carry
    if carry is None and line.is_dash and not (line.announces or line.in_goals):
        return None  # the date of one item of a list is not that of the next
    heading = scene.heading_at(line.start)
    while heading >= 0 and _is_dashed(scene, scene.headings[heading].span.start):
        heading = scene.heading_nest.parents[heading]
    until = scene.headings[heading].scope.end if heading >= 0 else len(scene.text)
    listed = line.in_goals or line.announces
    if not listed and _is_told_of(scene, line.last_date):
        return None
    of_years = carry is not None and not line.announces and line.last_date.value != carry.governing.value
    return Carry(line.last_date, until, dashes_only=not listed, of_years=of_years, runs_on=runs_on and not listed)


def _is_told_of(scene: Scene, date: Governing) -> bool:
    """Whether a date in the news is that of what was reached by then, and of nothing in the paragraphs after it."""
    setting = scene.setting(date.span.start)
    if setting.today is None or not setting.news or whole_years(date.value):
        return False
    return is_past(date.value, setting.today) and not is_worded_as_due(scene.text, date.span, scene.lex)
