"""Lengths of time that are the number of a statement: 任教1年以上, 时限压缩至3天."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.scenes import Scene
from chengnuo.model import Op, Quantity, TimeMention
from chengnuo.spans import Span

# A length that ISO 8601 has in a smaller unit keeps its own: 10.9年 is P131M.
_WRITTEN = re.compile(r"\d+\.\d+")
_ISO = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])$")

# Time limits of procedures are counted in days, hours and minutes; 三年内 is the term of a plan.
OF_PROCEDURES = frozenset({"D", "TH", "TM"})
# The rule by which a length became a quantity.
LENGTH = "quantity.length"


def lengths_in(
    scene: Scene, clause: Clause, durations: Sequence[TimeMention], taken: Sequence[Quantity]
) -> list[Quantity]:
    """The durations of a clause that a requirement on persons, a level or a law states, as quantities."""
    text, lex = scene.text, scene.lex
    lawful = scene.setting(clause.start).standing == "law"
    found: list[Quantity] = []
    for time in durations:
        low, _, high = time.value.partition("/")
        iso, top = _ISO.match(low), _ISO.match(high)
        if iso is None or (high and top is None) or any(q.span.overlaps(time.span) for q in taken):
            continue
        before = text[max(clause.start, time.span.start - 12) : time.span.start]
        bound = lex.patterns["length_bound"].match(text[time.span.end : min(clause.end, time.span.end + 2)])
        last = found[-1] if found else None
        joined = last and lex.patterns["joint"].fullmatch(text, last.span.end, time.span.start)
        op = last.op if last and joined else _op(before, bound[0] if bound else "", lex)
        required: object = op != "=" and (lawful or lex.patterns["length_required"].search(clause.of(text)))
        if lawful and lex.patterns["running"].search(before):
            continue
        if op == "=" and (lawful or iso[1] + iso[3] in OF_PROCEDURES):
            op, limited = _in_law(scene, clause, time)
            required = limited and (lawful or op == "<=")
            op = op if required else "="
        required = required or joined or lex.patterns["length_asked"].search(before)
        reached = lex.patterns["length_reached"].search(before)
        if not required and not reached:
            continue
        if op == "=" and reached and bound is None:
            bound = lex.patterns["within"].match(text[time.span.end : min(clause.end, time.span.end + 2)])
            op = "<=" if bound else op  # 缩短至100个工作日内
        end = time.span.end + (bound.end() if bound else 0)
        if lex.patterns["length_delimits"].match(text, end, clause.end):
            continue
        span = Span(time.span.start, time.span.end + (bound.end() if bound else 0))
        words = time.span.of(text)
        written = _WRITTEN.match(words)
        unit = words[written.end() :] if written else _unit(words, lex)
        unit = unit or lex.length_units.get(iso[1] + iso[3])
        value = Decimal(written[0] if written else iso[2])
        if top is not None:  # 周期控制在12至18个月
            found.append(Quantity(span=span, op="range", value=(value, Decimal(top[2])), unit=unit, rule=LENGTH))
            continue
        found.append(Quantity(span=span, op=op, value=value, unit=unit, rule=LENGTH))
    return _ranges(found)


def _ranges(lengths: list[Quantity]) -> list[Quantity]:
    """The lengths with those that bound one from below and from above as one: 三个月以上六个月以下."""
    joined: list[Quantity] = []
    for length in lengths:
        low = joined[-1] if joined else None
        if (
            low
            and (low.op, length.op) == (">=", "<=")
            and low.unit == length.unit
            and low.span.end == length.span.start
        ):
            ends = low.value, length.value
            if isinstance(ends[0], Decimal) and isinstance(ends[1], Decimal):
                joined[-1] = replace(low, span=low.span.hull(length.span), op="range", value=(ends[0], ends[1]))
                continue
        joined.append(length)
    return joined


def _unit(words: str, lex: Lexicon) -> str | None:
    """The unit where a law counts in working days or in 日; None where the usual one will do."""
    found = lex.patterns["working_days"].search(words)
    return found[0] if found else None


def _in_law(scene: Scene, clause: Clause, time: TimeMention) -> tuple[Op, bool]:
    """The bound of a length that a law or a service sets (任期五年, 十日内, 24小时内答复), and whether it sets one."""
    text, lex = scene.text, scene.lex
    before = text[max(clause.start, time.span.start - 40) : time.span.start]
    if lex.patterns["at_least_before"].search(before):
        return ">=", True
    if lex.patterns["within"].match(text, time.span.end):
        served = lex.patterns["served_within"].match(text, time.span.end, clause.end)
        return "<=", served is not None or lex.patterns["duty_before"].search(before) is not None
    return "=", lex.patterns["term_before"].search(before) is not None


def _op(before: str, after: str, lex: Lexicon) -> Op:
    if after:
        return ">=" if lex.patterns["at_least_after"].match(after) else "<="
    if lex.patterns["at_least_before"].search(before):
        return ">="
    return "<=" if lex.patterns["at_most_before"].search(before) else "="
