"""A draft against its final version: values, deadlines, responsible bodies, tasks, then wording; one row each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from chengnuo.changes import VERDICT_ORDER, Verdict, name_of
from chengnuo.diff.deadlines import deadline_changes
from chengnuo.diff.differences import Difference, Layer, to_wire
from chengnuo.diff.drafts import Drafts, drafts_of
from chengnuo.diff.figures import figure_changes
from chengnuo.diff.tasks import TaskPair, charges_changed
from chengnuo.diff.wording import redlined, text_changes
from chengnuo.messages import say, say_date, say_value, sentence
from chengnuo.packs import Pack
from chengnuo.sides import Fact, Place, Side, Work, side_of, task_at

__all__ = ["Difference", "diff", "redlined", "remarks", "side_of", "to_wire"]

# A clause of one side counts as said on the other from this likeness (per cent) of its words to a line there, …
STILL_SAID = 85
# … one without a number, which may be worded more freely, from this one on.
STILL_MEANT = 75
# A share of so much is all there is.
ALL = 100
_CLAUSE = re.compile(r"[\uff0c\u3002\uff1b]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def diff(before: Side, after: Side, pack: Pack) -> tuple[Difference, ...]:
    """All changes from one side to the other, by layer and then in the order of the text."""
    drafts = drafts_of(before, after, pack)
    facts = [*_values(drafts, pack), *deadline_changes(drafts, pack)]
    found = [
        *facts,
        *_figures(facts, drafts, pack),
        *_units(drafts, pack),
        *_tasks(drafts, frozenset(row.task for row in facts), pack),
        *_manners(drafts, pack),
        *_texts(drafts, pack),
    ]
    return tuple(sorted(found, key=lambda row: get_args(Layer).index(row.layer)))


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


def _values(drafts: Drafts, pack: Pack) -> Iterator[Difference]:
    """Numbers that changed, and commitments that only one side has."""
    for one in drafts.compared:
        step = one.change.of("value")
        if step is not None and step.verdict != "kept":
            kinds = tuple(v for v in VERDICT_ORDER if v in one.change.verdicts)
            yield Difference(kinds=kinds, layer="value", task=one.new.task, before=one.old.row, after=one.new.row,
                             because=one.change.because, score=one.score)  # fmt: skip
    for verdict, fact in drafts.alone:
        if not _still_said(fact, drafts.after if verdict == "dropped" else drafts.before, pack):
            yield _alone(fact, verdict, pack)


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


def _figures(told: Sequence[Difference], drafts: Drafts, pack: Pack) -> Iterator[Difference]:
    """Numbers that changed outside of the commitments that were read."""
    spans = [row.before.span for row in told if row.before is not None]
    for one in figure_changes(drafts.before, drafts.after, spans, pack):
        words = say(pack, "diff.text-replaced", before=one.before.quote, after=one.after.quote)
        yield Difference(
            kinds=("changed",),
            layer="deadline" if one.is_date else "value",
            task=task_at(drafts.after, one.after.span)[1],
            because=sentence(pack, [words]),
            before=one.before,
            after=one.after,
        )


def _units(drafts: Drafts, pack: Pack) -> Iterator[Difference]:
    """Bodies of a task that were added, taken away, or given another part in it."""
    before, after = drafts.before.works, drafts.after.works
    for pair, a, b in drafts.shared_tasks():
        merged = [before[one.before] for one in drafts.tasks if one.before is not None and one.home == pair.after]
        split = [after[one.after] for one in drafts.tasks if one.after is not None and one.home == pair.before]
        words = charges_changed([a, *merged], [b, *split], pack)
        if words:
            yield Difference(kinds=("changed",), layer="units", task=b.label, because=sentence(pack, [words]),
                             before=_charged(a, drafts.before), after=_charged(b, drafts.after),
                             score=pair.score)  # fmt: skip


def _charged(work: Work, side: Side) -> Place:
    """The place of the task's list of bodies, or of the task where it has none."""
    span = work.charged
    if span is None:
        return work.place
    line = [line for line in side.lines if line.place.span.overlaps(span)]
    quote = "\n".join(line.place.quote for line in line)
    place = line[0].place.span.hull(line[-1].place.span) if line else span
    return Place(source=side.source, part=work.place.part, span=place, quote=quote)


def _tasks(drafts: Drafts, told: frozenset[str], pack: Pack) -> Iterator[Difference]:
    """Tasks that one side only has, that were renamed, split or merged; of those in `told` a row says already that
    the numbers in their names changed."""
    for pair in drafts.tasks:
        a = None if pair.before is None else drafts.before.works[pair.before]
        b = None if pair.after is None else drafts.after.works[pair.after]
        kind, words = _task_words(a, b, pair, drafts, pack)
        only_numbers = a is not None and b is not None and _NUMBER.sub("", a.title) == _NUMBER.sub("", b.title)
        if (b is None and a and _only_measures(a, drafts.before)) or (
            a is None and b and _only_measures(b, drafts.after)
        ):
            continue
        if words and not (only_numbers and b is not None and b.label in told):
            label = b.label if b is not None else a.label if a is not None else ""
            yield Difference(kinds=(kind,), layer="task", task=label,
                             before=a.place if a else None, after=b.place if b else None,
                             because=sentence(pack, [words]), score=pair.score)  # fmt: skip


def _only_measures(work: Work, side: Side) -> bool:
    """Whether the task is a row of a table of indicators: its values are compared as commitments."""
    return not work.charges and any(row.indicator == work.title for row in side.commitments)


def _task_words(a: Work | None, b: Work | None, pair: TaskPair, drafts: Drafts, pack: Pack) -> tuple[Verdict, str]:
    """What became of the task that was `a` and is `b`; no words where nothing did."""
    if a is not None and b is not None:
        same = "".join(a.title.split()) == "".join(b.title.split())
        return "changed", "" if same else say(pack, "diff.task-renamed", earlier=a.label, later=b.label)
    if a is not None:
        if pair.home is not None:
            return "changed", say(pack, "diff.task-merged", earlier=a.label, later=drafts.after.works[pair.home].label)
        return "dropped", say(pack, "diff.task-dropped", task=a.label)
    assert b is not None  # noqa: S101  # a pair has at least one side
    if pair.home is not None:
        return "changed", say(pack, "diff.task-split", earlier=drafts.before.works[pair.home].label, later=b.label)
    return "added", say(pack, "diff.task-added", task=b.label)


def _manners(drafts: Drafts, pack: Pack) -> Iterator[Difference]:
    """Commitments whose strength of wording, recurrence or scope changed."""
    for one in drafts.compared:
        steps = [s for s in one.change.steps if s.aspect in ("binding", "recurrence", "scope") and s.verdict != "kept"]
        if steps:
            kinds = tuple(v for v in VERDICT_ORDER if any(step.verdict == v for step in steps))
            words = sentence(pack, [name_of(one.new.row), *(step.because for step in steps)])
            yield Difference(kinds=kinds, layer="text", task=one.new.task, before=one.old.row, after=one.new.row,
                             because=words, score=one.score)  # fmt: skip


def _texts(drafts: Drafts, pack: Pack) -> Iterator[Difference]:
    """Wording that changed beside all this."""
    for one in text_changes(drafts.tasks, drafts.before, drafts.after, pack):
        yield Difference(kinds=(one.verdict,), layer="text", task=one.task, before=one.before, after=one.after,
                         because=one.because, score=one.score)  # fmt: skip
