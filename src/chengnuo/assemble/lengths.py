"""Lengths of time that are the number of a statement: 任教1年以上, 时限压缩至3天."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.model import Op, Quantity, TimeMention
from chengnuo.spans import Span

_ISO = re.compile(r"PT?(\d+(?:\.\d+)?)([YMWDHS])$")


def lengths_in(
    text: str, clause: Clause, times: Sequence[TimeMention], taken: Sequence[Quantity], lex: Lexicon
) -> list[Quantity]:
    """The durations of a clause that a requirement on persons or a level states, as quantities."""
    found = []
    for time in times:
        iso = _ISO.match(time.value) if time.type == "DURATION" else None
        if iso is None or any(q.span.overlaps(time.span) for q in taken):
            continue
        before = text[max(clause.start, time.span.start - 12) : time.span.start]
        bound = lex.patterns["length_bound"].match(text[time.span.end : min(clause.end, time.span.end + 2)])
        op = _op(before, bound[0] if bound else "", lex)
        required = op != "=" and lex.patterns["length_required"].search(clause.span.of(text))
        if not required and not lex.patterns["length_reached"].search(before):
            continue
        end = time.span.end + (bound.end() if bound else 0)
        if lex.patterns["length_delimits"].match(text, end, clause.end):
            continue
        span = Span(time.span.start, time.span.end + (bound.end() if bound else 0))
        unit = lex.length_units.get(("T" if "T" in time.value else "") + iso[2])
        found.append(Quantity(span=span, op=op, value=Decimal(iso[1]), unit=unit, rule="quantity.length"))
    return found


def _op(before: str, after: str, lex: Lexicon) -> Op:
    if after:
        return ">=" if lex.patterns["at_least_after"].match(after) else "<="
    if lex.patterns["at_least_before"].search(before):
        return ">="
    return "<=" if lex.patterns["at_most_before"].search(before) else "="
