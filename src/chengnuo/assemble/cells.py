"""What the cells of tables are to each other: the goals and the progress of a task, the header of a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chengnuo.assemble.nests import Nest
from chengnuo.assemble.placed import Placed
from chengnuo.model import Outline, Quantity, Table, Task
from chengnuo.spans import Span


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a file's tables; tasks are given by their numbers in `tasks`."""

    tasks: tuple[Task, ...]
    goals: Nest
    goal_tasks: tuple[int, ...]
    progress: Nest
    progress_tasks: tuple[int, ...]
    bodies: Nest  # all cells below a header
    headers: tuple[tuple[Span, ...], ...]  # of each of these, the lowest cell first

    @classmethod
    def of(cls, outline: Outline, tasks: tuple[Task, ...], quantities: Placed[Quantity]) -> Cells:
        """The cells of the outline's tables and of its `tasks`, which are in text order."""
        goals = _goals(tasks, quantities)
        progress = sorted((cell, i) for i, task in enumerate(tasks) for cell in task.progress)
        headed = sorted(
            dict.fromkeys(pair for table in outline.tables for pair in _headed(table)),
            key=lambda pair: (pair[0].start, pair[0].end),
        )
        return cls(
            tasks=tasks,
            goals=Nest.of(cell for cell, _ in goals),
            goal_tasks=tuple(i for _, i in goals),
            progress=Nest.of(cell for cell, _ in progress),
            progress_tasks=tuple(i for _, i in progress),
            bodies=Nest.of(cell for cell, _ in headed),
            headers=tuple(header for _, header in headed),
        )

    def task_of_goal(self, offset: int) -> int | None:
        """The task whose goal stands at `offset`."""
        i = self.goals.at(offset)
        return self.goal_tasks[i] if i >= 0 else None

    def task_of_progress(self, offset: int) -> int | None:
        """The task whose progress is told at `offset`."""
        i = self.progress.at(offset)
        return self.progress_tasks[i] if i >= 0 else None

    def deadline_at(self, offset: int) -> Span | None:
        """The cell with the completion time of the goal at `offset`."""
        if self.task_of_progress(offset) is not None:
            return None
        task = self.task_of_goal(offset)
        return self.tasks[task].deadline if task is not None else None

    def header_at(self, offset: int) -> tuple[Span, ...]:
        """The header of the column in which the cell at `offset` stands, its lowest cell first."""
        i = self.bodies.at(offset)
        return self.headers[i] if i >= 0 else ()


def _headed(table: Table) -> Iterator[tuple[Span, tuple[Span, ...]]]:
    """The cells below the header, each with the cells of the header in its column; the title of the table, which stands
    over all of them, heads none."""
    headers: dict[int, tuple[Span, ...]] = {}
    width = max((cell.column + cell.columns for cell in table.cells), default=0)
    for cell in table.cells:
        if cell.row == 0 and (cell.columns < width or width == 1):
            for column in range(cell.column, cell.column + cell.columns):
                headers[column] = (cell.span, *headers.get(column, ()))
    for cell in table.cells:
        if cell.row and cell.column in headers and len(cell.span):
            yield cell.span, headers[cell.column]


def _goals(tasks: Sequence[Task], quantities: Placed[Quantity]) -> list[tuple[Span, int]]:
    """The cells that say what is to be reached, with their tasks: those of goals, and the task's own with a number."""
    goals = {(goal.start, i): (goal, i) for i, task in enumerate(tasks) for goal in task.goals}
    named = {task.span: i for i, task in reversed(list(enumerate(tasks))) if task.in_table}
    for span, i in named.items():
        if quantities.between(span.start, span.end):
            goals.setdefault((span.start, i), (span, i))
    return sorted(goals.values())
