"""A draft against its final version: values, deadlines, responsible bodies, tasks, then wording.

One row for each change; a deadline that a task's column gives is one row for the task, whatever it governs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from chengnuo.alignment import Pair
from chengnuo.changes import VERDICT_ORDER, Change, Verdict, change, name_of
from chengnuo.dates import compare_deadlines, earliest_day
from chengnuo.diff.facts import TWICE, pair_facts
from chengnuo.diff.figures import figure_changes
from chengnuo.diff.tasks import TaskPair, charges_changed, pair_tasks
from chengnuo.diff.wording import redlined, text_changes
from chengnuo.link import link
from chengnuo.messages import listed, say, say_date, say_value, sentence
from chengnuo.model import Commitment
from chengnuo.packs import Pack
from chengnuo.sides import Fact, Line, Place, Side, Work, facts_of, label_of, side_of, task_at
from chengnuo.wire import commitment_to_wire

__all__ = [
    "Difference",
    "Fact",
    "Line",
    "Place",
    "Side",
    "Work",
    "diff",
    "label_of",
    "redlined",
    "remarks",
    "side_of",
    "to_wire",
]

Layer = Literal["value", "deadline", "units", "task", "text"]
LAYERS: tuple[Layer, ...] = ("value", "deadline", "units", "task", "text")
# A clause of one side counts as said on the other from this likeness (per cent) of its words to a line there, …
STILL_SAID = 85
# … one without a number, which may be worded more freely, from this one on.
STILL_MEANT = 75
# A share of so much is all there is.
ALL = 100
_CLAUSE = re.compile(r"[\uff0c\u3002\uff1b]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One change: kinds, layer, the task it belongs to, both places, one sentence, and the alignment's score."""

    kinds: tuple[Verdict, ...]
    layer: Layer
    task: str
    because: str
    before: Commitment | Place | None = None
    after: Commitment | Place | None = None
    score: float = 0.0


def diff(before: Side, after: Side, pack: Pack) -> tuple[Difference, ...]:
    """All changes from one side to the other, by layer and then in the order of the text."""
    rows = link((*before.commitments, *after.commitments), pack)
    old = facts_of(before, rows[: len(before.commitments)], pack)
    new = facts_of(after, rows[len(before.commitments) :], pack)
    tasks = pair_tasks(before.works, after.works)
    pairs = pair_facts(old, new, tasks, pack)
    facts = [*_values(pairs, old, new, before, after, pack), *_deadlines(pairs, old, new, before, after, tasks, pack)]
    found = [
        *facts,
        *_figures(facts, before, after, pack),
        *_units(tasks, before, after, pack),
        *_tasks(tasks, before, after, frozenset(row.task for row in facts), pack),
        *_manners(pairs, old, new, pack),
        *_texts(tasks, before, after, pack),
    ]
    return tuple(sorted(found, key=lambda row: LAYERS.index(row.layer)))


def remarks(before: Side, after: Side, differences: Sequence[Difference], pack: Pack) -> tuple[str, ...]:
    """What to say beside the rows, or where there are none."""
    found = []
    if not differences:
        found.append(say(pack, "diff.equal"))
    found += [
        say(pack, "diff.nothing", title=side.title)
        for side in (before, after)
        if not side.works and not side.commitments
    ]
    return tuple(sentence(pack, [words]) for words in found)


def to_wire(differences: Iterable[Difference]) -> list[dict[str, Any]]:
    """What `chengnuo diff --format json` prints."""
    return [
        {
            "kind": row.kinds[0] if len(row.kinds) == 1 else list(row.kinds),
            "layer": row.layer,
            "task": row.task,
            "before": _end_to_wire(row.before),
            "after": _end_to_wire(row.after),
            "because": row.because,
            "score": row.score,
        }
        for row in differences
    ]


def _end_to_wire(end: Commitment | Place | None) -> dict[str, Any] | None:
    if end is None or isinstance(end, Commitment):
        return None if end is None else commitment_to_wire(end)
    return {"source": end.source, "document": end.part + 1, "start": end.span.start, "end": end.span.end,
            "quote": end.quote}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two facts that are one, and what became of it."""

    old: Fact
    new: Fact
    change: Change
    score: float


def _compared(pairs: Iterable[Pair], old: Sequence[Fact], new: Sequence[Fact], pack: Pack) -> Iterator[_Compared]:
    for pair in pairs:
        if pair.earlier is not None and pair.later is not None:
            a, b = old[pair.earlier], new[pair.later]
            if pair.shared == TWICE:
                a, b = _like(a, b), _like(b, a)
            yield _Compared(a, b, change(a.row, b.row, pack), pair.score)


def _like(fact: Fact, other: Fact) -> Fact:
    """The fact as it is said where its date is that of the other: in the body, or in the annex."""
    return replace(fact, row=next((row for row in fact.rows if row.deadline == other.row.deadline), fact.row))


def _values(
    pairs: Sequence[Pair], old: Sequence[Fact], new: Sequence[Fact], before: Side, after: Side, pack: Pack
) -> Iterator[Difference]:
    """Numbers that changed, and commitments that only one side has."""
    for one in _compared(pairs, old, new, pack):
        step = one.change.of("value")
        if step is not None and step.verdict != "kept":
            kinds = tuple(v for v in VERDICT_ORDER if v in one.change.verdicts)
            yield Difference(kinds=kinds, layer="value", task=one.new.task, before=one.old.row, after=one.new.row,
                             because=one.change.because, score=one.score)  # fmt: skip
    for pair in pairs:
        if pair.later is None and pair.earlier is not None and not _still_said(old[pair.earlier], after, pack):
            yield _alone(old[pair.earlier], "dropped", pack)
        if pair.earlier is None and pair.later is not None and not _still_said(new[pair.later], before, pack):
            yield _alone(new[pair.later], "added", pack)


def _alone(fact: Fact, verdict: Literal["dropped", "added"], pack: Pack) -> Difference:
    row = fact.row
    facts = {"indicator": name_of(row), "value": say_value(pack, row), "deadline": say_date(pack, row.deadline)}
    return Difference(
        kinds=(verdict,),
        layer="task" if row.value is None else "value",
        task=fact.task,
        because=sentence(pack, [say(pack, f"change.{verdict}", **facts)]),
        before=row if verdict == "dropped" else None,
        after=row if verdict == "added" else None,
    )


def _still_said(fact: Fact, side: Side, pack: Pack) -> bool:
    """Whether the other side has the clause word for word, though it was not read as the same commitment there, or
    says of a hundred per cent that it is all."""
    from rapidfuzz import fuzz

    clause = "".join(fact.row.quote.split())
    numbers = set(_NUMBER.findall(clause))
    least = STILL_SAID if fact.row.value is not None else STILL_MEANT
    if any(
        len(line.place.quote) >= len(clause)
        and numbers.issubset(_NUMBER.findall(line.place.quote))
        and fuzz.partial_ratio(clause, "".join(line.place.quote.split())) >= least
        for line in side.lines
    ):
        return True
    return fact.row.unit == "%" and fact.row.value == ALL and _said_of_all(fact.row.indicator, side, pack)


def _said_of_all(indicator: str, side: Side, pack: Pack) -> bool:
    """Whether a clause says of what the share counts that it is done throughout: 接入率达到100%, 全部接入."""
    from rapidfuzz import fuzz

    every = pack.pattern("link", "scope", "every")
    clauses = (clause for line in side.lines for clause in _CLAUSE.split(line.text) if every.search(clause))
    wanted = pack.pattern("link", "scope", "share_end").sub("", indicator)
    return any(fuzz.ratio(wanted, every.sub("", clause)) >= STILL_SAID for clause in clauses)


def _deadlines(
    pairs: Sequence[Pair],
    old: Sequence[Fact],
    new: Sequence[Fact],
    before: Side,
    after: Side,
    tasks: Sequence[TaskPair],
    pack: Pack,
) -> Iterator[Difference]:
    """Deadlines of tasks, one row each, then of commitments that have their own."""
    governed: set[tuple[int, int]] = set()
    compared = list(_compared(pairs, old, new, pack))
    for pair in tasks:
        if pair.before is None or pair.after is None:
            continue
        a, b = before.works[pair.before], after.works[pair.after]
        if a.deadline is None and b.deadline is None:
            continue
        governed.add((pair.before, pair.after))
        if _moved(a.deadline, b.deadline):
            inside = [one for one in compared if (one.old.work, one.new.work) == (pair.before, pair.after)]
            yield _task_deadline(a, b, inside, pair.score, pack)
    grouped: dict[tuple[object, ...], list[_Compared]] = {}
    for one in compared:
        step = one.change.of("deadline")
        own = (one.old.work, one.new.work) not in governed or not _is_governed(one, before, after)
        if step is not None and step.verdict != "kept" and own:
            grouped.setdefault(_dated_by(one), []).append(one)
    for rows in grouped.values():
        yield _own_deadline(rows, after, pack)


def _dated_by(one: _Compared) -> tuple[object, ...]:
    """What changed with the deadline: the words that give it, which may govern many tasks, or else the task's own."""
    before, after = one.old.row.deadline_span, one.new.row.deadline_span
    if before is not None and after is not None:
        return before, after
    return one.new.task, one.old.row.deadline, one.new.row.deadline


def _figures(told: Sequence[Difference], before: Side, after: Side, pack: Pack) -> Iterator[Difference]:
    """Numbers that changed outside of the commitments that were read."""
    spans = [row.before.span for row in told if row.before is not None]
    for one in figure_changes(before, after, spans, pack):
        words = say(pack, "diff.text-replaced", before=one.before.quote, after=one.after.quote)
        yield Difference(
            kinds=("changed",),
            layer="deadline" if one.is_date else "value",
            task=task_at(after, one.after.span)[1],
            because=sentence(pack, [words]),
            before=one.before,
            after=one.after,
        )


def _moved(before: str | None, after: str | None) -> bool:
    """Whether the last day moved, or the first day of a period."""
    if compare_deadlines(before, after) != 0:
        return before != after
    periods = "/" in (before or "") and "/" in (after or "")
    return periods and earliest_day(before) != earliest_day(after)


def _is_governed(one: _Compared, before: Side, after: Side) -> bool:
    """Whether both facts have the deadline of their task."""
    assert one.old.work is not None and one.new.work is not None  # noqa: S101, PT018  # both stand in a governed task
    a, b = before.works[one.old.work].deadline, after.works[one.new.work].deadline
    return one.old.row.deadline in (a, None) and one.new.row.deadline in (b, None)


def _task_deadline(a: Work, b: Work, inside: Sequence[_Compared], score: float, pack: Pack) -> Difference:
    verdict, words = _deadline_words(a.deadline, b.deadline, pack)
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


def _own_deadline(rows: Sequence[_Compared], after: Side, pack: Pack) -> Difference:
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


def _deadline_words(before: str | None, after: str | None, pack: Pack) -> tuple[Verdict, str]:
    order = compare_deadlines(before, after)
    verdict: Verdict = "changed" if not order else "delayed" if order < 0 else "advanced"
    key = verdict if order is not None else "gained" if before is None else "lost" if after is None else "changed"
    words = say(pack, f"change.deadline-{key}", earlier=say_date(pack, before), later=say_date(pack, after))
    return verdict, words


def _statements(rows: Sequence[_Compared], pack: Pack) -> str:
    names = list(dict.fromkeys(name_of(one.new.row) for one in rows))
    return say(pack, "diff.statements", count=len(rows), indicators=listed(pack, names)) if names else ""


def _units(tasks: Sequence[TaskPair], before: Side, after: Side, pack: Pack) -> Iterator[Difference]:
    for pair in tasks:
        if pair.before is None or pair.after is None:
            continue
        a, b = before.works[pair.before], after.works[pair.after]
        merged = [before.works[one.before] for one in tasks if one.before is not None and one.home == pair.after]
        split = [after.works[one.after] for one in tasks if one.after is not None and one.home == pair.before]
        words = charges_changed([a, *merged], [b, *split], pack)
        if words:
            yield Difference(kinds=("changed",), layer="units", task=b.label, because=sentence(pack, [words]),
                             before=_charged(a, before), after=_charged(b, after), score=pair.score)  # fmt: skip


def _charged(work: Work, side: Side) -> Place:
    """The place of the task's list of bodies, or of the task where it has none."""
    span = work.charged
    if span is None:
        return work.place
    line = [line for line in side.lines if line.place.span.overlaps(span)]
    quote = "\n".join(line.place.quote for line in line)
    place = line[0].place.span.hull(line[-1].place.span) if line else span
    return Place(source=side.source, part=work.place.part, span=place, quote=quote)


def _tasks(
    tasks: Iterable[TaskPair], before: Side, after: Side, told: frozenset[str], pack: Pack
) -> Iterator[Difference]:
    """Tasks that one side only has, that were renamed, split or merged; of those in `told` a row says already that
    the numbers in their names changed."""
    for pair in tasks:
        a = None if pair.before is None else before.works[pair.before]
        b = None if pair.after is None else after.works[pair.after]
        kinds, words = _task_words(a, b, pair, before, after, pack)
        only_numbers = a is not None and b is not None and _NUMBER.sub("", a.title) == _NUMBER.sub("", b.title)
        if (b is None and a and _only_measures(a, before)) or (a is None and b and _only_measures(b, after)):
            continue
        if words and not (only_numbers and b is not None and b.label in told):
            yield Difference(kinds=(kinds,), layer="task", task=(b or a).label if (b or a) else "",  # type: ignore[union-attr]
                             before=a.place if a else None, after=b.place if b else None,
                             because=sentence(pack, [words]), score=pair.score)  # fmt: skip


def _only_measures(work: Work, side: Side) -> bool:
    """Whether the task is a row of a table of indicators: its values are compared as commitments."""
    return not work.charges and any(row.indicator == work.title for row in side.commitments)


def _task_words(
    a: Work | None, b: Work | None, pair: TaskPair, before: Side, after: Side, pack: Pack
) -> tuple[Verdict, str]:
    if a is not None and b is not None:
        same = "".join(a.title.split()) == "".join(b.title.split())
        return "changed", "" if same else say(pack, "diff.task-renamed", earlier=a.label, later=b.label)
    if a is not None:
        if pair.home is not None:
            return "changed", say(pack, "diff.task-merged", earlier=a.label, later=after.works[pair.home].label)
        return "dropped", say(pack, "diff.task-dropped", task=a.label)
    assert b is not None  # noqa: S101  # a pair has at least one side
    if pair.home is not None:
        return "changed", say(pack, "diff.task-split", earlier=before.works[pair.home].label, later=b.label)
    return "added", say(pack, "diff.task-added", task=b.label)


def _manners(pairs: Iterable[Pair], old: Sequence[Fact], new: Sequence[Fact], pack: Pack) -> Iterator[Difference]:
    """Commitments whose strength of wording, recurrence or scope changed."""
    for one in _compared(pairs, old, new, pack):
        steps = [s for s in one.change.steps if s.aspect in ("binding", "recurrence", "scope") and s.verdict != "kept"]
        if steps:
            kinds = tuple(v for v in VERDICT_ORDER if any(step.verdict == v for step in steps))
            words = sentence(pack, [name_of(one.new.row), *(step.because for step in steps)])
            yield Difference(kinds=kinds, layer="text", task=one.new.task, before=one.old.row, after=one.new.row,
                             because=words, score=one.score)  # fmt: skip


def _texts(tasks: Iterable[TaskPair], before: Side, after: Side, pack: Pack) -> Iterator[Difference]:
    for one in text_changes(tasks, before, after, pack):
        yield Difference(kinds=(one.verdict,), layer="text", task=one.task, before=one.before, after=one.after,
                         because=one.because, score=one.score)  # fmt: skip
