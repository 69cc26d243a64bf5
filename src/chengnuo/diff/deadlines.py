"""Deadlines that moved between a draft and its final version.

A deadline that a task's column gives is one row for the task, whatever it governs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chengnuo.changes import Verdict, name_of
from chengnuo.dates import compare_deadlines, earliest_day
from chengnuo.diff.differences import Difference
from chengnuo.diff.drafts import Compared, Drafts
from chengnuo.messages import listed, say, say_date, sentence
from chengnuo.packs import Pack
from chengnuo.sides import Side, Work, task_at


def deadline_changes(drafts: Drafts, pack: Pack) -> Iterator[Difference]:
    """Deadlines of tasks, one row each, then of commitments that have their own."""
    governed: set[tuple[int | None, int | None]] = set()
    for pair, a, b in drafts.shared_tasks():
        if a.deadline is None and b.deadline is None:
            continue
        governed.add((pair.before, pair.after))
        if _moved(a.deadline, b.deadline):
            inside = [one for one in drafts.compared if (one.old.work, one.new.work) == (pair.before, pair.after)]
            yield _of_task(a, b, inside, pair.score, pack)
    grouped: dict[tuple[object, ...], list[Compared]] = {}
    for one in drafts.compared:
        step = one.change.of("deadline")
        own = (one.old.work, one.new.work) not in governed or not _is_governed(one, drafts)
        if step is not None and step.verdict != "kept" and own:
            grouped.setdefault(_dated_by(one), []).append(one)
    for rows in grouped.values():
        yield _of_its_own(rows, drafts.after, pack)


def _dated_by(one: Compared) -> tuple[object, ...]:
    """What changed with the deadline: the words that give it, which may govern many tasks, or else the task's own."""
    before, after = one.old.row.deadline_span, one.new.row.deadline_span
    if before is not None and after is not None:
        return before, after
    return one.new.task, one.old.row.deadline, one.new.row.deadline


def _moved(before: str | None, after: str | None) -> bool:
    """Whether the last day moved, or the first day of a period."""
    if compare_deadlines(before, after) != 0:
        return before != after
    periods = "/" in (before or "") and "/" in (after or "")
    return periods and earliest_day(before) != earliest_day(after)


def _is_governed(one: Compared, drafts: Drafts) -> bool:
    """Whether both facts have the deadline of their task."""
    assert one.old.work is not None and one.new.work is not None  # noqa: S101, PT018  # both stand in a governed task
    a, b = drafts.before.works[one.old.work].deadline, drafts.after.works[one.new.work].deadline
    return one.old.row.deadline in (a, None) and one.new.row.deadline in (b, None)


def _of_task(a: Work, b: Work, inside: Sequence[Compared], score: float, pack: Pack) -> Difference:
    verdict, words = _words(a.deadline, b.deadline, pack)
    renamed = "" if a.label == b.label else say(pack, "diff.task-formerly", task=a.label)
    said = [say(pack, "diff.task-deadline", task=b.label + renamed, change=words), _statements(inside, pack)]
    first = next((one for one in inside if one.change.of("deadline")), None)
    return Difference(
        kinds=(verdict,),
        layer="deadline",
        task=b.label,
        before=first.old.row if first else a.place,
        after=first.new.row if first else b.place,
        because=sentence(pack, said),
        score=score,
    )


def _of_its_own(rows: Sequence[Compared], after: Side, pack: Pack) -> Difference:
    first = rows[0]
    step = first.change.of("deadline")
    assert step is not None  # noqa: S101  # grouped by it
    tasks = dict.fromkeys(one.new.task for one in rows)
    span = first.new.row.deadline_span
    task = first.new.task if len(tasks) == 1 or span is None else task_at(after, span)[1] or first.new.task
    return Difference(
        kinds=(step.verdict,),
        layer="deadline",
        task=task,
        before=first.old.row,
        after=first.new.row,
        because=sentence(pack, [step.because, _statements(rows, pack)]),
        score=first.score,
    )


def _words(before: str | None, after: str | None, pack: Pack) -> tuple[Verdict, str]:
    order = compare_deadlines(before, after)
    verdict: Verdict = "changed" if not order else "delayed" if order < 0 else "advanced"
    key = verdict if order is not None else "gained" if before is None else "lost" if after is None else "changed"
    words = say(pack, f"change.deadline-{key}", earlier=say_date(pack, before), later=say_date(pack, after))
    return verdict, words


def _statements(rows: Sequence[Compared], pack: Pack) -> str:
    names = list(dict.fromkeys(name_of(one.new.row) for one in rows))
    return say(pack, "diff.statements", count=len(rows), indicators=listed(pack, names)) if names else ""
