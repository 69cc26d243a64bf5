"""The algebra of change: what became of one commitment in another, aspect by aspect.

Value and bound are read with the indicator's direction, deadlines by their last day. Each aspect gives at most one
verdict with a statement; a change can hold several. Where the order of the two is not known, nothing is called
stronger, weaker, earlier or later.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from chengnuo.claims import Wording
from chengnuo.dates import compare_deadlines, earliest_day, last_point
from chengnuo.link import canonical_body, counted_in, counts_whole, covers_all, indicator_by_id, says_all
from chengnuo.messages import listed, say, say_date, say_value, sentence
from chengnuo.model import Commitment, Region
from chengnuo.packs import Pack, alternation
from chengnuo.remembered import compiled
from chengnuo.strictness import demand, direction_of, value_change

Verdict = Literal[
    "kept",
    "strengthened",
    "weakened",
    "advanced",
    "delayed",
    "changed",
    "dropped",
    "added",
    "restated",
    "not_comparable",
]
Aspect = Literal["value", "deadline", "binding", "recurrence", "scope", "units"]
ScopeClass = Literal["all", "part", "named"]
VERDICT_ORDER: tuple[Verdict, ...] = (
    "strengthened", "weakened", "advanced", "delayed", "changed", "kept", "restated", "added", "dropped",
    "not_comparable",
)  # fmt: skip
LAST_YEAR = "last year"
WHOLE = Decimal(100)
"""All of a set, in per cent."""
_BINDING_RANK = {"encourage": 0, "strive": 1, "must": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What happened to one aspect, in words."""

    aspect: Aspect
    verdict: Verdict
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The verdicts on a pair of commitments, the steps they come from, and one sentence."""

    verdicts: tuple[Verdict, ...]
    steps: tuple[Step, ...]
    because: str

    def of(self, aspect: Aspect) -> Step | None:
        """The step of one aspect, if it changed or was confirmed."""
        return next((step for step in self.steps if step.aspect == aspect), None)

    @property
    def is_kept(self) -> bool:
        return self.verdicts == ("kept",)


def change(
    earlier: Commitment, later: Commitment, pack: Pack, *, ordered: bool = True, with_units: bool = False
) -> Change:
    """What became of `earlier` in `later`; with `ordered` false they only differ or agree.

    `with_units` compares the lead bodies too, where both commitments name some.
    """
    earlier, later = in_figures((earlier, later), pack)
    obstacle = _obstacle(earlier, later, pack)
    if obstacle:
        return Change(verdicts=("not_comparable",), steps=(), because=sentence(pack, [obstacle]))
    if earlier.status == "pledged" and later.status == "achieved":
        return _reported(earlier, later, pack)
    aspects = (_value, _deadline, _binding, _recurrence, _scope, *((_units,) if with_units else ()))
    steps = tuple(step for aspect in aspects if (step := aspect(earlier, later, pack)) is not None)
    if not ordered:
        steps = tuple(_unordered(step, earlier, later, pack) for step in steps)
    named = {step.verdict for step in steps if step.verdict != "kept"}
    verdicts = tuple(v for v in VERDICT_ORDER if v in named) or ("kept",)
    words = [step.because for step in steps] or [say(pack, "change.kept", indicator=name_of(later))]
    return Change(verdicts=verdicts, steps=steps, because=sentence(pack, words))


def name_of(row: Commitment) -> str:
    """The commitment's subject and indicator as its own document words them."""
    return row.indicator if not row.subject or row.subject in row.indicator else row.subject + row.indicator


def scope_class(scope: str | None, pack: Pack) -> ScopeClass:
    """Whether a scope means all of the region, a counted part of it, or named bodies."""
    if scope is None:
        return "all"
    whole, part = _scopes(pack)
    if part.search(scope):
        return "part"
    return "all" if whole.search(scope) else "named"


def subject_class(row: Commitment, pack: Pack) -> str:
    """The class that the commitment's subject belongs to; '' for all."""
    if not row.subject:
        return ""
    return _subjects(pack).get(row.subject, row.subject)


def in_figures(rows: Sequence[Commitment], pack: Pack) -> Sequence[Commitment]:
    """The rows as they can be set side by side, where some have numbers and some have none.

    Those that count all of a set (10个县全部通过认定) say no more than that all do; where there are other numbers yet,
    those that say 全覆盖 are read as the 100% that they mean, and where some say 100%, so is what all of a set do.
    """
    if len({row.value is None for row in rows}) < 2:
        return rows
    rows = [as_whole(row, pack) for row in rows]
    if all(row.value is None for row in rows):
        return rows
    is_whole = any(row.value == WHOLE and row.unit == "%" and row.change is None for row in rows)
    return [_all_done(as_share(row, pack), pack) if is_whole else as_share(row, pack) for row in rows]


def as_whole(row: Commitment, pack: Pack) -> Commitment:
    """The row without its number, where that only counts the set of which all are meant."""
    counts_all = row.op == "=" and not row.change and counts_whole(row.unit, row.indicator, pack)
    return replace(row, op=None, value=None, unit=None) if counts_all else row


def as_share(row: Commitment, pack: Pack) -> Commitment:
    """The row, read as 100% where it says 全覆盖."""
    op = covers_all(row.indicator, pack) if row.value is None else None
    return row if op is None else replace(row, op=op, value=WHOLE, unit="%")


def _all_done(row: Commitment, pack: Pack) -> Commitment:
    """The row, read as 100% where it says that all of a set do it (各县全部通过认定)."""
    does_all = row.value is None and says_all(row.indicator, pack)
    return replace(row, op="=", value=WHOLE, unit="%") if does_all else row


def same_measure(a: Commitment, b: Commitment, pack: Pack) -> bool:
    """Whether both numbers are counted in one unit and both are levels or both are changes."""
    return (
        (a.value is None) == (b.value is None)
        and _counted_alike(a, b, pack)
        and is_change(a, pack) == is_change(b, pack)
    )


def _counted_alike(a: Commitment, b: Commitment, pack: Pack) -> bool:
    return counted_in(a.unit, a.indicator, pack) == counted_in(b.unit, b.indicator, pack)


def is_change(row: Commitment | Wording, pack: Pack) -> bool:
    """Whether the number says by how much something changes, not what it is."""
    growth = pack.pattern("link", "units", "growth")
    return row.change is not None or (row.unit == "%" and growth.search(row.indicator) is not None)


def is_flow(row: Commitment, pack: Pack) -> bool:
    """Whether the number counts what is added in a time, not what there is."""
    return row.value is not None and bool(pack.pattern("link", "units", "flow").search(row.indicator))


def _obstacle(earlier: Commitment, later: Commitment, pack: Pack) -> str | None:
    """Why the two cannot be compared at all."""
    words = {"earlier": _amount(earlier, pack), "later": _amount(later, pack)}
    counted = _scopes(pack)[1].search(words["earlier"] + " " + words["later"])
    if {scope_class(earlier.scope, pack), scope_class(later.scope, pack)} == {"part", "all"}:
        return say(pack, "change.share-differs", **words)
    if (earlier.value is None) != (later.value is None):
        return say(pack, "change.share-differs" if counted else "change.form-differs", **words)
    if not _counted_alike(earlier, later, pack):
        return say(pack, "change.unit-differs", **words)
    if is_change(earlier, pack) != is_change(later, pack):
        return say(pack, "change.growth-differs")
    if earlier.change and later.change and earlier.change != later.change:
        return say(pack, "change.turned", **words)
    bases = {base_of(earlier), base_of(later)} - {""}
    if earlier.change and earlier.baseline and later.baseline and len(bases) > 1:
        years = {"earlier": say_date(pack, earlier.baseline), "later": say_date(pack, later.baseline)}
        return say(pack, "change.baseline-differs", **years)
    if earlier.value is not None and _other_basis(earlier, later, pack):
        return say(pack, "change.basis-differs", **words)
    wholes = {whole_of(name_of(row), pack) for row in (earlier, later)} - {""}
    if len(wholes) > 1:
        return say(pack, "change.whole-differs", **words)
    if is_flow(earlier, pack) != is_flow(later, pack):
        return say(pack, "change.flow-differs", **words)
    if earlier.status == "achieved" and later.status == "pledged":
        return say(pack, "change.status-differs")
    return None


def _other_basis(a: Commitment, b: Commitment, pack: Pack) -> bool:
    """Whether one number is counted per head and the other is not, unless a pack's indicator says they are one."""
    if a.indicator_id == b.indicator_id and indicator_by_id(a.indicator_id, pack):
        return False
    return has_basis(a, pack) != has_basis(b, pack)


def has_basis(row: Commitment, pack: Pack) -> bool:
    """Whether the number is counted per head, or per some other thing."""
    return pack.pattern("link", "units", "basis").search(name_of(row)) is not None


def _amount(row: Commitment, pack: Pack) -> str:
    words = [name_of(row), "" if row.value is None else say_value(pack, row), row.scope or ""]
    return " ".join(word for word in words if word)


def _reported(earlier: Commitment, later: Commitment, pack: Pack) -> Change:
    """A pledge beside a report of what is: kept where it is reached, else no new promise."""
    facts = {"earlier": say_value(pack, earlier), "later": say_value(pack, later)}
    if later.value is None:
        return Change(verdicts=("kept",), steps=(), because=sentence(pack, [say(pack, "change.achieved-milestone")]))
    direction = direction_of(earlier, pack)
    reached = demand(later, direction, pack) >= demand(earlier, direction, pack)
    if direction != "none" and reached:
        return Change(verdicts=("kept",), steps=(), because=sentence(pack, [say(pack, "change.achieved", **facts)]))
    return Change(
        verdicts=("not_comparable",), steps=(), because=sentence(pack, [say(pack, "change.not-yet", **facts)])
    )


def _value(earlier: Commitment, later: Commitment, pack: Pack) -> Step | None:
    if earlier.value is None or later.value is None:
        return None
    facts = {"earlier": say_value(pack, earlier), "later": say_value(pack, later)}
    verdict: Verdict = value_change(earlier, later, pack)
    falls = direction_of(later, pack) == "lower" and later.op not in (">=", ">")
    ways = {
        "kept": "kept",
        "strengthened": "tighter" if falls else "stronger",
        "weakened": "looser" if falls else "weaker",
    }
    key = ways.get(verdict, "changed")
    return Step(aspect="value", verdict=verdict, because=say(pack, f"change.value-{key}", **facts))


def _deadline(earlier: Commitment, later: Commitment, pack: Pack) -> Step | None:
    before, after = earlier.deadline, later.deadline
    if before is None and after is None:
        return None
    facts = {"earlier": say_date(pack, before), "later": say_date(pack, after)}
    order = compare_deadlines(before, after)
    if order is None:
        key: str = "gained" if before is None else "lost" if after is None else "changed"
        return Step(aspect="deadline", verdict="changed", because=say(pack, f"change.deadline-{key}", **facts))
    verdict: Verdict = "kept" if order == 0 else "delayed" if order < 0 else "advanced"
    are_periods = before is not None and after is not None and "/" in before and "/" in after
    begins_otherwise = order == 0 and are_periods and earliest_day(before) != earliest_day(after)
    key = "end-kept" if begins_otherwise else verdict
    return Step(aspect="deadline", verdict=verdict, because=say(pack, f"change.deadline-{key}", **facts))


def _binding(earlier: Commitment, later: Commitment, pack: Pack) -> Step | None:
    if earlier.binding is None or later.binding is None or earlier.binding == later.binding:
        return None
    stronger = _BINDING_RANK[later.binding] > _BINDING_RANK[earlier.binding]
    facts = {side: say(pack, f"binding.{row.binding}") for side, row in (("earlier", earlier), ("later", later))}
    key = "change.binding-stronger" if stronger else "change.binding-weaker"
    return Step(aspect="binding", verdict="strengthened" if stronger else "weakened", because=say(pack, key, **facts))


def _recurrence(earlier: Commitment, later: Commitment, pack: Pack) -> Step | None:
    if earlier.recurrence is None or later.recurrence is None or earlier.recurrence == later.recurrence:
        return None
    words = say(pack, "change.recurrence", earlier=earlier.recurrence, later=later.recurrence)
    return Step(aspect="recurrence", verdict="changed", because=words)


def _scope(earlier: Commitment, later: Commitment, pack: Pack) -> Step | None:
    before, after = scope_class(earlier.scope, pack), scope_class(later.scope, pack)
    if before == after and (before == "all" or _plain(earlier.scope) == _plain(later.scope)):
        return None
    facts = {"earlier": earlier.scope or say(pack, "scope.none"), "later": later.scope or say(pack, "scope.none")}
    if before == after or earlier.scope is None or later.scope is None:
        return Step(aspect="scope", verdict="changed", because=say(pack, "change.scope-changed", **facts))
    wider = after == "all"
    key = "change.scope-wider" if wider else "change.scope-narrower"
    return Step(aspect="scope", verdict="strengthened" if wider else "weakened", because=say(pack, key, **facts))


def _units(earlier: Commitment, later: Commitment, pack: Pack) -> Step | None:
    if not earlier.units or not later.units:
        return None
    part = later.document or earlier.document
    region: Region = part.region if part else (None, None, None)
    before = {canonical_body(name, region, pack): name for name in earlier.units}
    after = {canonical_body(name, region, pack): name for name in later.units}
    removed = [name for body, name in before.items() if body not in after]
    added = [name for body, name in after.items() if body not in before]
    words = [
        say(pack, f"diff.units-{kind}", bodies=listed(pack, names))
        for kind, names in (("removed", removed), ("added", added))
        if names
    ]
    if not words:
        return None
    changes = say(pack, "sentence.join").join(words)
    return Step(aspect="units", verdict="changed", because=say(pack, "change.units", changes=changes))


def _unordered(step: Step, earlier: Commitment, later: Commitment, pack: Pack) -> Step:
    """The step without a direction in time."""
    if step.verdict == "kept":
        return step
    before, after = _said(earlier, step.aspect, pack), _said(later, step.aspect, pack)
    titles = [_title(earlier), _title(later)]
    if titles[0] == titles[1]:
        titles = [earlier.source, later.source]
    words = say(pack, "change.differs", what=say(pack, f"what.{step.aspect}"), earlier=before, later=after,
                earlier_title=titles[0], later_title=titles[1])  # fmt: skip
    return Step(aspect=step.aspect, verdict="changed", because=words)


def _said(row: Commitment, aspect: Aspect, pack: Pack) -> str:
    words = {
        "value": say_value(pack, row),
        "deadline": say_date(pack, row.deadline),
        "binding": say(pack, f"binding.{row.binding}") if row.binding else "",
        "recurrence": row.recurrence or "",
        "scope": row.scope or say(pack, "scope.none"),
        "units": listed(pack, row.units),
    }
    return words[aspect]


def _title(row: Commitment) -> str:
    """The document's kind, or its title, or its file, to tell two documents apart in a sentence."""
    part = row.document
    return (part.genre or part.title if part else None) or row.source


def _plain(scope: str | None) -> str:
    return re.sub(r"\W", "", scope or "")


@lru_cache(maxsize=8)
def _scopes(pack: Pack) -> tuple[re.Pattern[str], re.Pattern[str]]:
    whole = pack.words("link", "scope", "whole") + pack.words("link", "scope", "each")
    return compiled(alternation(whole)), pack.pattern("link", "scope", "part")


@lru_cache(maxsize=65536)
def whole_of(name: str, pack: Pack) -> str:
    """What the share with this name is a share of, as the word that stands for all that mean it; '' where unknown."""
    found = pack.pattern("link", "units", "whole").search(name)
    lists = pack.table("link", "units")["wholes"]
    return "" if found is None else next((words[0] for words in lists if any(w in found["whole"] for w in words)), "")


def base_of(row: Commitment) -> str:
    """The time that a change is counted from: the year before its own, or a year; '' where it is not given."""
    if not row.change or not row.baseline:
        return ""
    before, own = row.baseline[:4], last_point(row.deadline or "")[:4]
    is_last = before.isdigit() and own.isdigit() and int(before) + 1 == int(own)
    return LAST_YEAR if is_last else row.baseline


@lru_cache(maxsize=8)
def _subjects(pack: Pack) -> dict[str, str]:
    return {word: name for name, words in pack.table("link", "subjects").items() for word in words}
