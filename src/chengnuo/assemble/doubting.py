"""What a careful reader would ask about a row: its indicator, its time, its wording, its likeness to other rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from chengnuo.assemble.completing import is_short
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.scenes import Scene
from chengnuo.model import Commitment, Kind
from chengnuo.packs import Rule
from chengnuo.spans import Doubt

# An indicator of so few characters rarely says what is counted (用地, 每生, 投入); goods (钢, 粮食) are none of these.
SHORT = 3
# A length of time in the clauses before (力争三年内，…) is looked for so far back.
BEFORE = 120
# 其中， is no longer.
BEFORE_AMONG = 4
# The date of an outcome without a number stands no more characters above it, unless it reaches too far.
FAR = 600
GUESSED = "its field was read by a rule that guesses"
# In per cent.
WHOLE = 100


def doubts_of(scene: Scene, draft: Draft, kind: Kind) -> list[Doubt]:
    """The doubts that the row's own words and their place raise; those of its fields are in `draft.doubts`."""
    rules = scene.lex.doubt["milestone" if draft.quantity is None else "number"]
    found = [_doubt(draft, rule.get("code"), rule.get("reason")) for rule in rules if _holds(rule, draft)]
    guesses = scene.lex.guesses
    found += [_doubt(draft, guesses[rule], GUESSED) for rule in draft.rules if rule in guesses]
    if draft.quantity is not None:
        found += _of_number(scene, draft, kind)
    elif len(draft.noun) <= SHORT and not draft.subject and not draft.scope:
        found.append(_doubt(draft, "indicator-short", "the outcome is a verb alone: what it is told of may be missing"))
    if draft.quantity is None and draft.governing and draft.span.start - draft.governing.span.end > FAR:
        found.append(_doubt(draft, "deadline-inherited", "its date stands far above"))
    if draft.quantity is None and draft.status == "achieved":
        found.append(_doubt(draft, "outcome-vague", "a report without a number: it may be no outcome"))
    if not found:
        return found
    codes = {doubt.code for doubt in draft.doubts}
    unique = {doubt.code: doubt for doubt in found if doubt.code not in codes}
    return list(unique.values())


def _holds(rule: Rule, draft: Draft) -> bool:
    """Whether a rule of [[doubt]] matches the words that it is about."""
    words = (draft.subject or "") if rule.get("of") == "subject" else draft.noun
    return words != "" and rule.pattern.search(words) is not None


def _of_number(scene: Scene, draft: Draft, kind: Kind) -> list[Doubt]:
    """The doubts of a row with a number: a bare indicator, a time that is missing, a line that breaks off."""
    found: list[Doubt] = []
    lex = scene.lex
    if draft.unit == "%" and not draft.change and lex.patterns["part_of_whole"].search(draft.noun):
        highest = draft.value[1] if isinstance(draft.value, tuple) else draft.value
        if highest is not None and highest > WHOLE:
            found.append(
                _doubt(draft, "share-too-great", "a part of a whole is more than the whole: a point may be lost")
            )
    if draft.unit == "%" and draft.subject is None and not draft.change and _is_part(scene, draft):
        found.append(_doubt(draft, "subject-unclear", "a part of a whole: its class may be the subject"))
    if _is_bare(draft, lex):
        found.append(_doubt(draft, "indicator-short", "the indicator is a word or two: what is counted may be missing"))
    if draft.governing is None and draft.status == "pledged" and kind != "norm":
        words = scene.text[max(draft.clause.sentence, draft.clause.start - BEFORE) : draft.clause.end]
        if lex.patterns["term"].search(words):
            found.append(_doubt(draft, "deadline-term", "a length of time is named, but not from when it runs"))
        elif not lex.patterns["grant_end"].search(draft.noun) and not scene.setting(draft.clause.start).standing:
            found.append(_doubt(draft, "deadline-missing", "no date says by when"))
    return found


def _is_part(scene: Scene, draft: Draft) -> bool:
    """Whether the clause singles the number out of the whole before it (其中护理型床位不低于60%)."""
    start = draft.clause.start
    before = scene.lex.patterns["among_before"].search(scene.text, max(0, start - BEFORE_AMONG), start)
    return before is not None or scene.lex.patterns["among"].match(scene.text, start) is not None


def _is_bare(draft: Draft, lex: Lexicon) -> bool:
    """Whether the indicator is a word or two that name no goods, no rate and nothing of a named subject."""
    ratio = draft.quantity is not None and draft.quantity.is_ratio
    if len(draft.noun) > SHORT or ratio or (draft.subject and not is_short(draft.noun, lex)):
        return False
    plain = draft.noun in lex.words["goods"] or draft.noun in lex.words["plain_nouns"]
    return not (plain or lex.patterns["ratio_noun"].search(draft.noun))


def among(rows: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """The rows, with a doubt at those that differ from another of their document in nothing but the value."""
    alike: dict[tuple[object, ...], set[object]] = defaultdict(set)
    keys = [_likeness(row) for row in rows]
    for key, row in zip(keys, rows, strict=True):
        alike[key].add(row.value)
    return tuple(
        _with_rivals(row) if row.value_span is not None and len(alike[key]) > 1 else row
        for key, row in zip(keys, rows, strict=True)
    )


def _likeness(row: Commitment) -> tuple[object, ...]:
    """Everything about a row but its place, its value and its source."""
    what = (row.part, row.indicator, row.subject, row.scope, row.unit, row.op, row.change, row.baseline)
    return (*what, row.status, row.deadline, row.recurrence, row.units)


def _with_rivals(row: Commitment) -> Commitment:
    reason = "another row of this document gives the same indicator another value: what tells them apart is missing"
    return replace(row, doubts=(*row.doubts, Doubt(code="value-rivalled", span=row.span, reason=reason)))


def _doubt(draft: Draft, code: str, reason: str) -> Doubt:
    return Doubt(code=code, span=draft.clause.span, reason=reason)
