"""Tasks: what each list of responsible bodies belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from chengnuo.model import Heading, Task
from chengnuo.outline.lines import Line
from chengnuo.outline.lists import Group
from chengnuo.quick import quick
from chengnuo.spans import Span

# A sentence that only opens a list of bodies or closes the one before is no task.
SHORTEST_SENTENCE = 4
# So many tasks that their lists close show that the last is closed by its own; its line ends within so many characters.
FEWEST_CLOSED, LINE_END = 3, 3
# So many sections with one list below all their items show that it is theirs.
FEWEST_SECTIONS = 2
# The label of a time limit is no longer, its colon included.
LONGEST_LABEL = 8
_STOP = re.compile("[。！？\n]")
# Enumerators of tasks rather than sections.
_SMALL = "（(0123456789"
_SKIPPED = " \t\r\n\xa0\u3000。；;，,）)】]"


@quick
@dataclass(frozen=True, slots=True)
class Assigned:
    """A task and the numbers of the groups of lists that belong to it."""

    task: Task
    groups: tuple[int, ...] = ()


def assign(
    text: str, lines: Sequence[Line], headings: Sequence[Heading], groups: Sequence[Group]
) -> tuple[Assigned, ...]:
    """The tasks of one part in text order: those that lists belong to, and the numbered ones without a list."""
    numbered = [heading for heading in headings if heading.number]
    found: list[Assigned] = []
    last_of: dict[int, int] = {}  # heading → where its latest list ended
    owners, shared = _owners(text, numbered, groups)
    sections = _sections(numbered, groups, owners)
    for i, group in enumerate(groups):
        owner = owners[i]
        key = owner.span.start if owner else -1
        before = last_of.get(key)
        is_section = key in sections and lines[_place(lines, group)].start > (owner.span.end if owner else 0)
        if owner is not None and before is None and not owner.title:
            span = _sentence(text, lines, group, 0, above=True)
            title, number = span.of(text), ""
        elif owner is not None and before is None and not is_section:
            span, title, number = owner.span, owner.title, owner.number
        else:
            after = before if before is not None else (owner.span.end if owner else 0)
            span = _sentence(text, lines, group, after)
            title, number = span.of(text), ""
        last_of[key] = group.span.end
        scope = Span(span.start, max(group.span.end, span.end))
        found.append(Assigned(Task(span=span, scope=scope, number=number, title=title), (i,)))
    found = _widened(text, found, numbered)
    taken = {assigned.task.span for assigned in found}
    found += [
        Assigned(Task(span=h.span, scope=h.scope, number=h.number, title=h.title))
        for h in _leaves(numbered)
        if h.span not in taken and not _stands_in(shared, h.span.start)
    ]
    return tuple(sorted(found, key=lambda a: (a.task.span.start, a.task.span.end)))


def dated(text: str, place: Span, tasks: Sequence[Assigned], labelled: re.Pattern[str]) -> list[Assigned]:
    """The tasks with the place of their completion time, where exactly one line or bracket of their text in `place`
    is labelled so, or none is and the line below them."""
    found = [Span(*match.span(match.lastindex or 1)) for match in labelled.finditer(text, place.start, place.end)]
    starts = [span.start for span in found]
    made = list(tasks)
    for i, one in enumerate(tasks if found else ()):
        first, last = (bisect_left(starts, end) for end in (one.task.scope.start, one.task.scope.end))
        below = first == last < len(found) and _label_below(text, one.task.scope.end, starts[last])
        if (last - first == 1 or below) and one.task.deadline is None:
            made[i] = replace(one, task=replace(one.task, deadline=found[first]))
    return made


def _label_below(text: str, end: int, time: int) -> bool:
    """Whether between the end of a task and a time stand only the end of the line and a label: 完成时限：."""
    between = text[end:time]
    return between.startswith("\n") and len(between.strip()) <= LONGEST_LABEL and "\n" not in between.strip()


def _owners(text: str, numbered: Sequence[Heading], groups: Sequence[Group]) -> tuple[list[Heading | None], list[Span]]:
    """For each group the innermost numbered heading that governs its place; and, in text order, the lines and sections
    whose items share a list.

    A list on a line of its own is of all the items that share the line before it: 1.…；2.…；3.…。
    """
    starts = [heading.span.start for heading in numbered]
    owners: list[Heading | None] = []
    shared: dict[int, Span] = {}
    for group in groups:
        at = bisect_right(starts, group.span.start) - 1
        # Few levels lie between a heading and the one that governs a place behind it.
        while at >= 0:
            heading = numbered[at]
            if heading.shares_line(text, group.span.start):
                line = text.rfind("\n", 0, heading.span.start) + 1
                shared.setdefault(line, Span(line, heading.span.end))  # the last item of the line comes first
            elif heading.scope.end > group.span.start:
                break
            at = _outer(numbered, at)
        owners.append(numbered[at] if at >= 0 else None)
    closed = _closed_sections(numbered, groups, owners)
    places = (*shared.values(), *(Span(section.span.end, section.scope.end) for section in closed.values()))
    return [closed.get(i, owner) for i, owner in enumerate(owners)], sorted(places)


def _closed_sections(
    numbered: Sequence[Heading], groups: Sequence[Group], owners: Sequence[Heading | None]
) -> dict[int, Heading]:
    """By the numbers of groups the section of the owner, its last item, where the one list below its items stands on a
    line of its own.

    One such section may just have a last item with a list; several have a list each.
    """
    listed = Counter(owner.span.start for owner in owners if owner is not None)
    starts = [heading.span.start for heading in numbered]
    closed: dict[int, Heading] = {}
    for i, (group, owner) in enumerate(zip(groups, owners, strict=True)):
        if owner is None or not group.alone or listed[owner.span.start] > 1:
            continue
        at = bisect_left(starts, owner.span.start)
        section = _outer(numbered, at)
        inside = numbered[section + 1 : bisect_left(starts, numbered[section].scope.end)] if section >= 0 else ()
        items = [one for one in inside if one.level == owner.level]
        alone = not any(listed[one.span.start] for one in inside if one is not owner)
        if len(items) > 1 and items[-1] is owner and alone:
            closed[i] = numbered[section]
    return closed if len(closed) >= FEWEST_SECTIONS else {}


def _stands_in(lines: Sequence[Span], place: int) -> bool:
    """Whether one of the lines, which are in text order, holds the place."""
    at = bisect_right(lines, place, key=attrgetter("start")) - 1
    return at >= 0 and place < lines[at].end


def _outer(numbered: Sequence[Heading], at: int) -> int:
    level = numbered[at].level
    while at >= 0 and numbered[at].level >= level:
        at -= 1
    return at


def _sections(numbered: Sequence[Heading], groups: Sequence[Group], owners: Sequence[Heading | None]) -> frozenset[int]:
    """Where the sections begin whose paragraphs each carry their own list, and that are no task themselves."""
    homes: dict[int, set[int]] = {}
    for group, owner in zip(groups, owners, strict=True):
        if owner is not None and owner.level == 1 and owner.number[0] not in _SMALL:
            homes.setdefault(owner.span.start, set()).add(group.line)
    leaves = {heading.span.start for heading in _leaves(numbered)}
    return frozenset(start for start, lines in homes.items() if len(lines) > 1 and start in leaves)


def _sentence(text: str, lines: Sequence[Line], group: Group, after: int, *, above: bool = False) -> Span:
    """The first sentence of the paragraph that the group closes, or the first one after the list at `after`.

    A group alone on its line closes the paragraph `above`, unless a table stands between them.
    """
    place = _place(lines, group)
    closes = (group.alone or above) and place and lines[place - 1].index + 1 == lines[place].index
    line = lines[place - 1 if closes else place]
    start = max(line.start, min(after, group.span.start))
    if after > line.start:
        start = min(after, group.span.start)
    while start < group.span.start and text[start] in _SKIPPED:
        start += 1
    stop = _STOP.search(text, start)
    end = min(stop.start() if stop else len(text), group.span.start)
    if end - start < SHORTEST_SENTENCE:
        return Span(line.start, max(line.start + 1, min(line.end, group.span.start)))
    return Span(start, end)


def _place(lines: Sequence[Line], group: Group) -> int:
    """Where the line of the group is among these, of which those of tables are left out."""
    return bisect_left(lines, group.line, key=attrgetter("index"))


def _widened(text: str, found: Sequence[Assigned], numbered: Sequence[Heading]) -> list[Assigned]:
    """The only task of a heading governs all that the heading does.

    Where the lists close all other tasks, what follows the last one's is of none: 以上工作由甲局每季度调度一次.
    """
    scopes = {heading.span: heading.scope for heading in numbered}
    ends = [scopes[one.task.span].end if one.task.span in scopes else None for one in found]
    closed = [
        end is not None and not text[a.task.scope.end : end].strip(_SKIPPED) for a, end in zip(found, ends, strict=True)
    ]
    all_closed = sum(closed[:-1]) >= FEWEST_CLOSED and all(closed[:-1])
    widened: list[Assigned] = []
    for i, assigned in enumerate(found):
        scope = scopes.get(assigned.task.span)
        following = found[i + 1].task.span.start if i + 1 < len(found) else None
        is_apart = following is None and all_closed and "\n" in text[assigned.task.scope.end :][:LINE_END]
        if scope is not None and (following is None or following >= scope.end) and not is_apart:
            widened.append(Assigned(replace(assigned.task, scope=scope), assigned.groups))
        else:
            widened.append(assigned)
    return widened


def _leaves(numbered: Sequence[Heading]) -> list[Heading]:
    """The numbered headings that have none below them."""
    return [
        heading
        for i, heading in enumerate(numbered)
        if i + 1 == len(numbered) or numbered[i + 1].level <= heading.level
    ]
