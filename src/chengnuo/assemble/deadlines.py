"""Which date governs a clause: its own, one that opened the sentence, a goal list's, a heading's, a table's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.model import TimeMention
from chengnuo.quick import quick
from chengnuo.spans import Span

Via = Literal["clause", "sentence", "goals", "paragraph", "heading", "stage", "table", "term", "title", "period"]
Role = Literal["opens", "inside", "baseline", "since", "from", "name"]
# So many characters before a date are read for 比, 较 and 自.
BEFORE = 12
# The beginning of a rise stands no more characters before its end.
RANGE = 40


@quick
@dataclass(frozen=True, slots=True)
class Governing:
    """A date that says by when, or in which time; `via` tells how it came to govern."""

    value: str
    span: Span
    via: Via

    def through(self, via: Via) -> Governing:
        return Governing(self.value, self.span, via)


def role_of(time: TimeMention, clause: Clause, text: str, lex: Lexicon) -> Role:
    """What a date does in its clause.

    `opens`: it governs the clauses after it too; `inside`: only the numbers of its own; `baseline`: a state that
    is compared with; `from`: the earlier state of a rise; `since`: a start that is no time limit; `name`: part
    of a name.
    """
    before = text[max(clause.raw, time.span.start - BEFORE) : time.span.start]
    after = text[time.span.end : time.span.end + 30]
    if lex.patterns["baseline_before"].search(before) or lex.patterns["baseline_after"].match(after):
        return "baseline"
    later = text[time.span.end : clause.end]
    since = (
        lex.patterns["since_from"].search(before) is not None and lex.patterns["since_later"].match(later) is not None
    )
    if lex.patterns["from_before"].search(before) and lex.patterns["from_later"].match(later):
        return "from"
    # 今年以来 is the year itself, as far as it has gone.
    so_far = lex.patterns["this_year_words"].match(time.span.of(text)) is not None
    since = since or (lex.patterns["since_after"].match(after) is not None and not so_far)
    since = since or lex.patterns["since_event"].match(later) is not None
    if since or lex.patterns["not_before"].search(before):
        return "since"
    if lex.patterns["origin_before"].search(before):
        return "inside"
    if lex.patterns["goal_of_item"].match(text, clause.sentence):
        return "inside"
    if lex.patterns["date_of_name"].match(text, time.span.end) or lex.patterns["name_before_date"].search(before):
        return "name"
    if _is_base(time, later, lex, text) or lex.patterns["date_of_class"].match(later):
        return "name"
    basis = lex.patterns["basis_before"].search(before) and lex.patterns["basis_after"].fullmatch(later)
    if basis or lex.patterns["date_of_level"].match(later):
        return "inside"
    opening = text[clause.start : time.span.start]
    if lex.patterns["by_survey"].search(opening) and lex.patterns["survey"].match(after):
        return "opens"
    if lex.patterns["term_in_brackets"].match(opening) or lex.patterns["date_before"].search(before):
        return "opens"
    if _opens(opening, lex):
        return "opens"
    return "inside"


def _is_base(time: TimeMention, later: str, lex: Lexicon, text: str) -> bool:
    """Whether a past year only says of what a share is counted: 上年度补贴额的20%."""
    if not lex.patterns["last_year_words"].match(time.span.of(text)):
        return False
    number = lex.patterns["first_number"].search(later)
    return number is not None and lex.patterns["base_year_after"].fullmatch(later, 0, number.start()) is not None


def _opens(opening: str, lex: Lexicon) -> bool:
    for _ in range(4):
        lead = lex.date_lead.match(opening)
        opening = opening[lead.end() :] if lead else opening
        scope = lex.scope.match(opening) or lex.scope_region.match(opening)
        if not opening or not scope:
            break
        opening = opening[scope.end() :]
    return not opening


def nearest(times: Sequence[TimeMention], at: int) -> TimeMention | None:
    """The last date before `at`, else the first after it."""
    before = [t for t in times if t.span.end <= at]
    if before:
        return before[-1]
    return times[0] if times else None


def is_worded_as_due(text: str, span: Span, lex: Lexicon) -> bool:
    """Whether the words around a date make it one by which something will be: 到…, …前; 到 inside a range does not."""
    around = text[max(0, span.start - 3) : span.start] + text[span.end - 1 : span.end + 2]
    if lex.patterns["range_before"].search(text, max(0, span.start - RANGE), span.start):
        return False  # 从2001年4090亿元到2016年的6.4万亿元
    hour = lex.patterns["hour_due"].match(text, span.end) is not None
    return hour or lex.patterns["due_date"].search(around) is not None
