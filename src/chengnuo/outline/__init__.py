"""The structure of one file's clean text: its documents, headings, tables, tasks and lists of bodies."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import attrgetter

from chengnuo.model import BodyList, Document, Heading, Outline, Role, Task
from chengnuo.outline.by_number import lists_by_number
from chengnuo.outline.flat import find_flat
from chengnuo.outline.headings import Numbered, find_numbered, nest
from chengnuo.outline.in_cells import with_lists_in_cells
from chengnuo.outline.inner import cut_lines
from chengnuo.outline.lines import Line, close_up, lines_within, split_lines
from chengnuo.outline.lists import Group, find_groups
from chengnuo.outline.names import name_words
from chengnuo.outline.parts import Section, find_sections
from chengnuo.outline.ranks import rank
from chengnuo.outline.roles import list_words, roles_of
from chengnuo.outline.ruled import find_ruled
from chengnuo.outline.sections import of_table, over_tables, with_sections
from chengnuo.outline.tables import Grid, as_table, tasks_of
from chengnuo.outline.tasks import assign, dated
from chengnuo.outline.words import Words, words_of
from chengnuo.packs import Pack
from chengnuo.spans import Rewrite, Span

__all__ = ["outline"]

# A plain heading is followed by a paragraph at least this long.
PROSE = 40
# The head of a file, where its title stands.
HEAD = 3000
_START = attrgetter("span.start")
_NO_CONTENT = ("number", "main", "lead", "support", "beside", "date", "person")


@dataclass(frozen=True, slots=True)
class _Owned:
    """A task with its lists: their places, roles and rules."""

    task: Task
    lists: tuple[tuple[Span, Role, str], ...]


def outline(document: Document, rewrite: Rewrite, pack: Pack) -> Outline:
    """The outline of the document's clean text `rewrite.text`; all spans are places there."""
    text = rewrite.text
    words = words_of(pack)
    lines = cut_lines(split_lines(text), words)
    ruled = find_ruled(document, rewrite, words, name_words(pack))
    in_ruled = lines_within(lines, [grid.span for grid in ruled])
    loose = tuple(line for line in lines if line.index not in in_ruled)
    grids = tuple(sorted((*ruled, *find_flat(loose, text, words, name_words(pack))), key=lambda g: g.span))
    in_table = lines_within(lines, [grid.span for grid in grids])
    sections = find_sections(text, lines, in_table, _meta(document, text), words, pack)
    groups = find_groups(text, lines, list_words(pack))
    headings: list[Heading] = []
    labels = over_tables(grids, lines, groups, text, words)
    owned = [_Owned(row.task, row.lists) for row in (of_table(group, grids[at], text) for at, group in labels.items())]
    for at, grid in enumerate(grids):
        rest, across = with_sections(grid, lines, groups, text, words, list_words(pack), over=at in labels)
        rows = tuple(tasks_of(rest, text, list_words(pack)))
        more = with_lists_in_cells(rows, lines, groups, text, words)
        owned += [_Owned(row.task, row.lists) for row in (*across, *more)]
    of_tables = {id(group) for group in labels.values()}
    paragraphs = [span for grid in grids for span in _cells(grid)]
    starts = [group.span.start for group in groups]
    for section in sections:
        own = tuple(line for line in section.lines if line.index not in in_table)
        place = section.part.span
        here = groups[bisect_left(starts, place.start) : bisect_left(starts, place.end)]
        inside = [group for group in here if group.line not in in_table and id(group) not in of_tables]
        found, tasks = _read(text, section, own, inside, words)
        given = lists_by_number(text, own, found, words, list_words(pack))
        tasks = [replace(one, lists=one.lists or given.get(one.task.span, ())) for one in tasks]
        headings += found
        owned += tasks
        paragraphs += _paragraphs(section, own, found, inside)
    shape = _put_together(text, sections, headings, owned, paragraphs, grids)
    return replace(shape, lists=rank(text, shape.parts, shape.lists, list_words(pack)))


def _meta(document: Document, text: str) -> dict[str, str]:
    """What the file states of itself; the title that an office program left there only if the text has it."""
    meta = dict(document.meta)
    title = meta.get("title", "")
    if document.format != "html" and close_up(title) not in close_up(text[:HEAD]):
        meta.pop("title", None)
    return meta


def _read(
    text: str, section: Section, lines: Sequence[Line], groups: Sequence[Group], words: Words
) -> tuple[tuple[Heading, ...], list[_Owned]]:
    """The headings and tasks of one document."""
    content = [line for line in lines if line.index not in section.furniture]
    numbered = [_before_its_list(one, groups) for one in find_numbered(content, words)]
    over = _headings_over(content, numbered, words)
    listed = {group.line for group in groups}
    shown = [
        line for line in _plain_headings(content, numbered, words) if line.index not in listed and line not in over
    ]
    plain = (*shown, *over)
    headings = nest(numbered, plain, frozenset(line.index for line in over), section.part.span.end)
    tasks = []
    for assigned in dated(text, section.part.span, assign(text, lines, headings, groups), words.task["due"]):
        lists = tuple(found for i in assigned.groups for found in roles_of(groups[i].lists))
        tasks.append(_Owned(assigned.task, lists))
    return headings, tasks


def _before_its_list(heading: Numbered, groups: Sequence[Group]) -> Numbered:
    """The heading up to the list of bodies that closes it: （一）扩大供给（甲局、乙局）."""
    at = bisect_left(groups, heading.span.start, key=_START)
    if at == len(groups) or not heading.span.start < (end := groups[at].span.start) < heading.span.end:
        return heading
    size = end - heading.span.end
    return replace(heading, span=Span(heading.span.start, end), title=heading.title[:size])


def _plain_headings(lines: Sequence[Line], numbered: Sequence[Numbered], words: Words) -> tuple[Line, ...]:
    """Short lines without a number that stand above a paragraph."""
    taken = {n.line.index for n in numbered}
    return tuple(
        line
        for line, below in pairwise(lines)
        if line.index not in taken
        and 2 <= len(line.text) <= words.plain_longest
        and line.text[-1] not in words.stops
        and len(below.text) >= PROSE
        and below.text[-1] in words.stops
        and below.index not in taken
        and not line.text[-1].isdigit()
    )


def _headings_over(lines: Sequence[Line], numbered: Sequence[Numbered], words: Words) -> tuple[Line, ...]:
    """Short lines that name a year's work, over numbered sections that begin anew: 2013年工作回顾."""
    taken = {n.line.index for n in numbered}
    starts = [n.span.start for n in numbered]
    found = []
    for line in lines:
        if line.index in taken or len(line.text) > words.plain_longest or not words.over["heading"].match(line.text):
            continue
        at = bisect_left(starts, line.start)
        if at < len(numbered) and words.over["first_number"].match(numbered[at].number):
            found.append(line)
    return tuple(found)


def _paragraphs(
    section: Section, lines: Sequence[Line], headings: Sequence[Heading], groups: Sequence[Group]
) -> Iterator[Span]:
    """The running text of one document: no furniture, no bare headings, no lines that hold only a list."""
    whole = {h.span.start: h for h in headings}
    alone = {g.line for g in groups if g.alone}
    for line in lines:
        if line.index in section.furniture or line.index in alone:
            continue
        heading = whole.get(line.start)
        bare = heading is not None and line.end - heading.span.end <= 1
        if bare and heading is not None and not any(map(str.isdigit, heading.title)):
            continue
        yield line.span


def _cells(grid: Grid) -> Iterator[Span]:
    for row in grid.rows:
        for column, span in row.cells:
            if grid.kinds[column] not in _NO_CONTENT:
                yield span


def _put_together(
    text: str,
    sections: Sequence[Section],
    headings: Sequence[Heading],
    owned: Sequence[_Owned],
    paragraphs: Sequence[Span],
    grids: Sequence[Grid],
) -> Outline:
    ordered = sorted(owned, key=lambda o: (*_place(o.task.span), *_place(o.task.scope)))
    running = {(span.start, span.end): span for span in paragraphs}
    lists = [
        BodyList(span=span, role=role, task=i, rule=rule)
        for i, one in enumerate(ordered)
        for span, role, rule in one.lists
    ]
    return Outline(
        text=text,
        parts=tuple(section.part for section in sections),
        headings=tuple(sorted(headings, key=lambda heading: _place(heading.span))),
        paragraphs=tuple(running[place] for place in sorted(running)),
        tables=tuple(as_table(grid) for grid in grids),
        tasks=tuple(one.task for one in ordered),
        lists=tuple(sorted(lists, key=lambda found: (*_place(found.span), found.task))),
    )


def _place(span: Span) -> tuple[int, int]:
    return span.start, span.end
