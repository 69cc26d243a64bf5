"""What a careful reader would ask about a row: its indicator, its time, its wording, its likeness to other rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chengnuo.assemble.completing import is_short
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.filling import is_in_bracket
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.scenes import Scene
from chengnuo.assemble.timing import Question, of_time
from chengnuo.model import Commitment, Kind
from chengnuo.packs import Rule
from chengnuo.spans import Doubt

# An indicator of so few characters rarely says what is counted (用地, 每生, 投入), nor does one with a character more
# where it is a share of it (合格率 says it); goods (钢, 粮食) are none of these.
SHORT, SHORT_SHARE = 2, 3
# An outcome of so few is a verb alone.
VERB_ALONE = 3
# A row that differs from so many before it and so many behind it stands alone.
BESIDE = 2
# In per cent.
WHOLE = 100
# Two measures of the same things stand no more characters apart.
SIDE_BY_SIDE = 1
# The rules of a row whose own words before the number were too few for an indicator: it has that of the row before.
COMPLETED = frozenset({"indicator.before", "indicator.from-row-before"})
# The rules of a row that has its indicator from the number before, and of one of a table.
FROM_ROW_BEFORE, IN_TABLE = "indicator.from-row-before", "indicator.table"
# By how much a level differs from another is none that rivals it.
GAP = "compared-with-others"
RIVALLED = Question(
    "value-rivalled",
    "another row of this document gives the same indicator another value: what tells them apart is missing",
)

CARRIED = Question(
    "indicator-guessed",
    "what is measured is that of the number before, which counts in another unit",
)


def doubts_of(scene: Scene, draft: Draft, kind: Kind) -> list[Doubt]:
    """The doubts that the row's own words and their place raise; those of its fields are in `draft.doubts`."""
    rules = scene.lex.doubt["milestone" if draft.quantity is None else "number"]
    asked = [Question(rule.get("code"), rule.get("reason")) for rule in rules if _holds(rule, draft)]
    guesses = scene.lex.guesses
    asked += [Question(*guesses[rule]) for rule in draft.rules if rule in guesses]
    asked += _of_outcome(draft) if draft.quantity is None else _of_number(scene, draft, kind)
    asked += of_time(scene, draft, kind)
    if not asked:
        return []
    known = {doubt.code for doubt in draft.doubts}
    reasons = {code: reason for code, reason in asked if code not in known}
    return [Doubt(code=code, span=draft.clause.span, reason=reason) for code, reason in reasons.items()]


def _holds(rule: Rule, draft: Draft) -> bool:
    """Whether a rule of [[doubt]] matches the words that it is about, in a row that its `read_by` made."""
    words = (draft.subject or "") if rule.get("of") == "subject" else draft.noun
    read_by = rule.get("read_by")
    if draft.subject and rule.get("whole"):
        return False
    return words != "" and (not read_by or read_by in draft.rules) and rule.pattern.search(words) is not None


def _of_outcome(draft: Draft) -> Iterator[Question]:
    """The questions about an outcome without a number."""
    if len(draft.noun) <= VERB_ALONE and not draft.subject and not draft.scope:
        yield Question("indicator-short", "the outcome is a verb alone: what it is told of may be missing")
    if draft.status == "achieved":
        yield Question("outcome-vague", "a report without a number: it may be no outcome")


def _of_number(scene: Scene, draft: Draft, kind: Kind) -> Iterator[Question]:
    """The questions about a row with a number: its class, its value and status; `_of_name` asks about its indicator."""
    lex = scene.lex
    if draft.unit == "%" and not draft.change and lex.patterns["part_of_whole"].search(draft.noun):
        highest = draft.value[1] if isinstance(draft.value, tuple) else draft.value
        if highest is not None and highest > WHOLE:
            yield Question("share-too-great", "a part of a whole is more than the whole: a point may be lost")
    if draft.subject is not None and set(draft.rules) >= COMPLETED and not lex.class_list.fullmatch(draft.subject):
        yield Question("subject-unclear", "words that may be what is measured are taken for whom it is about")
    yield from _of_name(scene, draft)
    if draft.status == "achieved" and not draft.change and (draft.recurrence or kind == "norm"):
        yield Question("status-of-rule", "what recurs or is required is told as done: it may be a rule")
    elif draft.status == "achieved" and _holds_since(scene, draft):
        yield Question("status-of-rule", "what is told to be so from a day on may be a rule that lasts")


def _of_name(scene: Scene, draft: Draft) -> Iterator[Question]:
    """The questions about the indicator of a number: whether it says enough, and something that is so measured."""
    lex = scene.lex
    if _names_payee(draft, lex):
        yield Question("indicator-unclear", "the indicator names whom the money is for, and not what it is")
    elif draft.unit in lex.words["money_units"] and not lex.patterns["sum_named"].search(draft.noun):
        yield Question("indicator-unclear", "a sum of money, but the indicator names none")
    elif draft.unit in lex.words["times"] and not lex.patterns["length_named"].search(draft.noun):
        yield Question("indicator-unclear", "a length of time, but the indicator names none")
    if _is_size_in_name(draft, lex):
        yield Question("indicator-guessed", "the number may be the size in the name of a work")
    elif _is_no_share(draft, lex):
        yield Question("indicator-guessed", "a share, but what is measured is that of the number before, which is none")
    elif is_in_bracket(scene.text[draft.clause.start : draft.at]):
        yield Question("indicator-guessed", "the number stands in brackets: what it counts may stand before them")
    if _is_bare(draft, lex):
        yield Question("indicator-short", "the indicator is a word or two: what is counted may be missing")


def _is_no_share(draft: Draft, lex: Lexicon) -> bool:
    """Whether a share has for its indicator what a row before counts: 教职工510人，学历合格率：小学100%."""
    share = draft.unit == "%" and not draft.change and FROM_ROW_BEFORE in draft.rules
    return share and not (lex.patterns["ratio_noun"].search(draft.noun) or lex.patterns["rate_end"].search(draft.noun))


def _holds_since(scene: Scene, draft: Draft) -> bool:
    """Whether the date that governs is one from which on something is so: 自4月1日起，每小时收费3元."""
    date = draft.governing
    return date is not None and scene.lex.patterns["from_then_on"].match(scene.text, date.span.end) is not None


def _is_bare(draft: Draft, lex: Lexicon) -> bool:
    """Whether the indicator is a verb alone, or a word or two that name no goods, no rate and nothing of a subject."""
    if lex.patterns["only_verb"].fullmatch(draft.noun) or lex.patterns["ratio_noun"].fullmatch(draft.noun):
        return True
    if len(draft.noun) > (SHORT_SHARE if draft.unit == "%" else SHORT):
        return False
    ratio = draft.quantity is not None and draft.quantity.is_ratio
    if ratio or (draft.subject and not is_short(draft.noun, lex)):
        return False
    plain = draft.noun in lex.words["goods"] or draft.noun in lex.words["plain_nouns"]
    return not (plain or lex.patterns["ratio_noun"].search(draft.noun))


def _is_size_in_name(draft: Draft, lex: Lexicon) -> bool:
    """Whether a capacity stands before a work with no verb that builds it: 某公司100万吨/年乙烯项目."""
    sized = draft.unit in lex.words["capacities"] and lex.patterns["sized_work"].match(draft.right) is not None
    return sized and lex.patterns["built_so_large"].search(draft.left) is None


def _names_payee(draft: Draft, lex: Lexicon) -> bool:
    """Whether the indicator of a sum ends with persons or a class of them: 城市特困人员由每月900元提高到930元."""
    money = draft.unit is not None and draft.unit.endswith(tuple(lex.words["money_units"])) and not draft.change
    return money and lex.patterns["payee"].search(draft.noun) is not None


def among(rows: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """The rows, with a doubt at those that do not fit in with the others of their document.

    They differ from another in nothing but the value, or from all around them in status or in having no time.
    """
    alike: dict[tuple[object, ...], set[object]] = defaultdict(set)
    keys = [_likeness(row) for row in rows]
    for key, row in zip(keys, rows, strict=True):
        if not any(doubt.code == GAP for doubt in row.doubts):
            alike[key].add(row.value)
    rivalled = {_measured(row) for key, row in zip(keys, rows, strict=True) if len(alike[key]) > 1 and not row.change}
    found: list[Commitment] = []
    carried = False
    for at, (key, row) in enumerate(zip(keys, rows, strict=True)):
        asked = list(_of_neighbours(row, [*rows[max(0, at - BESIDE) : at], *rows[at + 1 : at + 1 + BESIDE]]))
        carried = at > 0 and (_counts_other_things(row, rows[at - 1]) or (carried and _goes_on(row, rows[at - 1])))
        if carried:
            asked.append(CARRIED)
        if row.value_span is not None and (len(alike[key]) > 1 or (row.change and _measured(row) in rivalled)):
            asked.append(RIVALLED)  # how much either has grown is told apart no better
        known = {doubt.code for doubt in row.doubts}
        new = tuple(Doubt(code=one.code, span=row.span, reason=one.reason) for one in asked if one.code not in known)
        found.append(replace(row, doubts=row.doubts + new) if new else row)
    return tuple(found)


def _likeness(row: Commitment) -> tuple[object, ...]:
    """Everything about a row but its place, its value and its source."""
    what = (row.part, row.indicator, row.subject, row.scope, row.unit, row.op, row.change, row.baseline)
    return (*what, row.status, row.deadline, row.recurrence, row.units)


def _measured(row: Commitment) -> tuple[object, ...]:
    """What a row measures, for whom, where and when, whether it is a level or a change."""
    return (row.part, row.indicator, row.subject, row.scope, row.status, row.deadline)


def _counts_other_things(row: Commitment, before: Commitment) -> bool:
    """Whether the row has its indicator from the one before, but not its unit: 发放补助120万元，惠及2100户.

    Two measures of the same things stand side by side: 道路36条65公里, 412户共1386人.
    """
    spans = row.value_span, before.value_span
    if spans[0] and spans[1] and 0 <= spans[0].start - spans[1].end <= SIDE_BY_SIDE:
        return False
    if FROM_ROW_BEFORE not in row.rule or row.indicator != before.indicator or row.change or before.change:
        return False
    return row.unit != before.unit and "%" not in (row.unit, before.unit)


def _goes_on(row: Commitment, before: Commitment) -> bool:
    """Whether the row has the indicator and the unit of the one before, from which it took the former."""
    return FROM_ROW_BEFORE in row.rule and (row.indicator, row.unit) == (before.indicator, before.unit)


def _of_neighbours(row: Commitment, beside: Sequence[Commitment]) -> Iterator[Question]:
    """The questions that the rows around one raise, where all of them are of its document and none of a table."""
    if len(beside) < 2 * BESIDE or any(other.part != row.part for other in beside):
        return
    if any(IN_TABLE in other.rule for other in (row, *beside)):
        return
    if all(other.status != row.status for other in beside):
        told = "reported" if row.status == "pledged" else "promised"
        yield Question("status-alone", f"all that stands around it is {told}")
    lasting = row.recurrence is not None or row.kind == "norm"
    undated = row.value_span is not None and row.deadline is None and not lasting
    if undated and all(other.deadline for other in beside):
        yield Question("deadline-missing", "all that stands around it has a date")
