"""Lists of bodies within the words of a table's cells: 新建2所。（责任单位：甲局）."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from chengnuo.outline.headings import find_numbered, nest
from chengnuo.outline.lines import Line
from chengnuo.outline.lists import Group
from chengnuo.outline.roles import roles_of
from chengnuo.outline.tables import RowTask
from chengnuo.outline.tasks import assign
from chengnuo.outline.words import Words

_START = attrgetter("start")
_GROUP_START = attrgetter("span.start")


def with_lists_in_cells(
    rows: Sequence[RowTask], lines: Sequence[Line], groups: Sequence[Group], text: str, words: Words
) -> Iterator[RowTask]:
    """The tasks of rows, those that no column gives bodies with the one list in their words; where items of a cell have
    a list each, these as tasks of their own, due when the row is."""
    listed = {row.task.span for row in rows if row.lists}
    for row in rows:
        scope = row.task.scope
        first, last = (bisect_left(groups, at, key=_GROUP_START) for at in (scope.start, scope.end))
        inside = groups[first:last] if row.task.span not in listed else ()
        if len(inside) < 2:
            yield replace(row, lists=roles_of(inside[0].lists)) if inside else row
            continue
        yield row
        begin, stop = (bisect_left(lines, at, key=_START) for at in (scope.start, scope.end))
        own = lines[begin:stop]
        headings = nest(find_numbered(own, words), (), frozenset(), scope.end)
        for item in assign(text, own, headings, inside):
            lists = tuple(found for i in item.groups for found in roles_of(inside[i].lists))
            task = replace(
                item.task,
                deadline=row.task.deadline,
                goals=(item.task.scope,),
                progress=row.task.progress,
                in_table=True,
            )
            if lists and scope.contains(item.task.scope):
                yield RowTask(task, lists)
