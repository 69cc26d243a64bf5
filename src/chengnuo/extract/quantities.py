"""Numbers with a unit of measure and a bound in the clean text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from chengnuo.extract.bounds import Bound, Bounds, bounds_of
from chengnuo.extract.rulebook import Rulebook, rulebook
from chengnuo.extract.units import Units, units_of
from chengnuo.model import Op, Outline, Quantity, TimeMention, Value
from chengnuo.numbers import parse_number
from chengnuo.packs import Pack, Rule, alternation
from chengnuo.spans import Span

PRECISION = Decimal("0.000001")
"""A fraction that has no end as a decimal (三分之一) is kept to six places."""

LONGEST = 24
"""A longer run of digits is an account or noise."""

SHORTEST_COUNT = 100
"""So many days or hours without a bound are counted (300天优良天气), fewer only name a service (24小时值守)."""

REACH_OF_SET = 12
"""A 每年 governs a single 一次 that stands at most so many characters after it."""


def find_quantities(outline: Outline, pack: Pack, times: Sequence[TimeMention]) -> tuple[Quantity, ...]:
    """All quantities in text order, without overlaps.

    What stands in one of `times` is none, except a length of time that is bounded (任教1年以上) or a matter of hours.
    """
    return _Finder(outline.text, pack, times).find()


@dataclass(frozen=True, eq=False)
class _Lexicon:
    units: Units
    bounds: Bounds
    book: Rulebook
    context: Mapping[str, re.Pattern[str]]
    making: re.Pattern[str]
    implied: Mapping[str, str]
    within: str
    digits: str
    one: str
    pack: Pack

    def number(self, words: str | None) -> Decimal | None:
        return parse_number(words, self.pack) if words and len(words) <= LONGEST else None


_CONTEXT = (
    "blocked_before",
    "blocked_after",
    "ratio",
    "list_tail",
    "list_head",
    "joins",
    "second",
    "quoted_name",
    "shortened",
    "noun",
)


@lru_cache(maxsize=8)
def _lexicon(pack: Pack) -> _Lexicon:
    units = units_of(pack)
    after = pack.text("quantities", "after_numeral") + "".join(word[0] for word in units.words)
    return _Lexicon(
        units=units,
        bounds=bounds_of(pack),
        book=rulebook(pack.rules("quantities"), numerals=pack.text("quantities", "numerals"), after=after),
        context={name: pack.pattern("quantities", "context", name) for name in _CONTEXT},
        making=re.compile(alternation(pack.words("quantities", "limits", "making")) + "$"),
        implied=pack.table("quantities", "implied"),
        within=pack.text("quantities", "context", "within"),
        digits=pack.text("quantities", "context", "digits"),
        one=pack.text("quantities", "context", "one"),
        pack=pack,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A number as read: its end with the unit, the value, its unit, and what its own words say of the bound."""

    end: int
    value: Value
    unit: str | None = None
    word: str | None = None
    op: Op | None = None
    points: bool = False


class _Finder:
    """One pass over a text; the state is what was found so far."""

    def __init__(self, text: str, pack: Pack, times: Sequence[TimeMention]) -> None:
        self.text = text
        self.lex = _lexicon(pack)
        self.times = times
        self.time_starts = [time.span.start for time in times]
        self.found: list[Quantity] = []

    def find(self) -> tuple[Quantity, ...]:
        end = 0
        for rule, match in self.lex.book.scan(self.text):
            if rule.get("kind") == "none" or match.start() < end:
                continue
            quantity = self._quantity(rule, match)
            if quantity is not None:
                end = quantity.span.end
                self.found.append(self._with_list_bound(quantity))
        return tuple(self.found)

    def _quantity(self, rule: Rule, match: re.Match[str]) -> Quantity | None:
        start = match.start()
        time = self._time_at(start)
        if time is not None and time.type != "DURATION":
            return None
        if rule.get("kind") != "measured":
            reading = _READINGS[rule.get("kind")](rule, match, self.lex)
            return None if reading is None else self._bounded(rule, match, reading)
        if self._is_blocked(start):
            return None
        number = _measured(match, self.lex)
        if number is None:
            return None
        reading = self._ranged(match, number)
        if reading.unit is None and not match["n"].isascii() and not match["scale"]:
            return None
        quantity = self._bounded(rule, match, reading)
        if reading.word in self.lex.units.time:
            return quantity if self._is_required_length(quantity, time) else None
        if reading.unit is None:
            return self._without_unit(match, quantity)
        counts = isinstance(reading.value, tuple) or self._counts(match, reading, quantity)
        return quantity if counts else None

    def _time_at(self, at: int) -> TimeMention | None:
        place = bisect_right(self.time_starts, at) - 1
        if place < 0:
            return None
        time = self.times[place]
        return time if at < time.span.end else None

    def _is_blocked(self, start: int) -> bool:
        context = self.lex.context
        if context["blocked_before"].search(self.text, max(0, start - 4), start):
            return True
        return start > 0 and context["quoted_name"].match(self.text, start - 1) is not None

    def _bounded(self, rule: Rule, match: re.Match[str], reading: _Reading) -> Quantity:
        """The quantity with the bounds around it; what the left says goes before what the right says."""
        end, right = reading.end, None
        after = self.lex.bounds.after(self.text, end)
        if after is not None:
            end, right = after
        elif reading.word in self.lex.units.within and self.text.startswith(self.lex.within, end):
            end, right = end + len(self.lex.within), "<="
        left = self._left(match, reading)
        return Quantity(
            span=Span(match.start(), end),
            op="range" if isinstance(reading.value, tuple) else _op(left, right, reading.op),
            value=_plain(reading.value),
            unit=reading.unit,
            points=reading.points,
            bound=left.span if left else None,
            rule=rule.id,
        )

    def _left(self, match: re.Match[str], reading: _Reading) -> Bound | None:
        floor = self.found[-1].span.end if self.found else 0
        left = self.lex.bounds.before(self.text, match.start(), floor)
        if left is None or (left.not_time and reading.word in self.lex.units.time):
            return None
        if reading.points and not left.touches and left.op in {">", "<"}:
            return None
        if left.bare_only and any(char in self.lex.digits or char.isascii() for char in match["n"]):
            return None
        return left

    def _is_required_length(self, quantity: Quantity, time: TimeMention | None) -> bool:
        """A length of time that is a requirement, not a deadline (三年以内) or a name (十二年一贯制).

        Hours and days are measured as such; longer lengths where they have a bound other than 以内.
        """
        if time is not None and quantity.span.end < time.span.end:
            return False
        if quantity.unit in self.lex.units.short_time:
            before = self.lex.context["shortened"].search(
                self.text, max(0, quantity.span.start - 4), quantity.span.start
            )
            if time is None:
                value = quantity.value
                counted = isinstance(value, Decimal) and value >= SHORTEST_COUNT
                return quantity.op != "=" or before is not None or counted
            return "T" in time.value or quantity.op != "=" or before is not None
        return time is not None and quantity.op != "=" and (quantity.op != "<=" or quantity.bound is not None)

    # ------------------------------------------------------------ numbers with a measure word

    def _ranged(self, match: re.Match[str], low: _Reading) -> _Reading:
        """The range that the number begins (2—3个, 5万—10万元), or the number itself."""
        second = self.lex.context["second"].match(self.text, low.end)
        if second is None or isinstance(low.value, tuple) or self._time_at(second.start("n")) is not None:
            return low
        high = self.lex.number(second["n"] + (second["scale"] or ""))
        unit = self.lex.units.at(self.text, second.end())
        if high is None or unit is None or (low.unit is not None and unit.name != low.unit):
            return low
        first = low.value
        if second["scale"] and not match["scale"] and low.unit is None and match["n"].isascii():
            first *= self.lex.number(second["scale"]) or 1
        return _Reading(unit.end, (first, high), unit.name, unit.word) if first < high else low

    def _counts(self, match: re.Match[str], reading: _Reading, quantity: Quantity) -> bool:
        """Whether a number with this unit counts something, or only names a rank, a class, a group."""
        units, words, word = self.lex.units, match["n"], reading.word or ""
        if quantity.op != "=" or quantity.bound is not None:
            return True
        if words.isascii():
            return word not in units.bounded_digits
        if word in units.recurring and self._recurs(quantity.span.start):
            return True
        if word in units.bounded:
            return False
        if not any(char in self.lex.digits for char in words):
            return word in units.money
        if len(words) > 1 or match["scale"] or (word in units.counted and words != self.lex.one):
            return True
        made = self.lex.making.search(self.text, max(0, match.start() - 6), match.start())
        return made is not None and words != self.lex.one

    def _recurs(self, start: int) -> bool:
        """Whether the clause says 每… before the number."""
        place = bisect_right(self.time_starts, start) - 1
        if place < 0 or self.times[place].type != "SET":
            return False
        between = self.text[self.times[place].span.end : start]
        return len(between) <= REACH_OF_SET and not any(mark in between for mark in "，。；、\n")

    # ------------------------------------------------------------ numbers without a measure word

    def _without_unit(self, match: re.Match[str], quantity: Quantity) -> Quantity | None:
        """A number alone counts where a later number of its list or a noun names the unit, and as a ratio."""
        listed = self._listed(quantity)
        if listed is not None:
            return listed
        if self.lex.context["blocked_after"].match(self.text, match.end()):
            return None
        if match["scale"] and match["n"].isascii():
            return replace(quantity, unit=self._implied(quantity.span))
        if "." not in match["n"]:
            return None
        if quantity.op != "=" or self.lex.context["ratio"].search(self.text, max(0, match.start() - 12), match.start()):
            return quantity
        return None

    def _listed(self, quantity: Quantity) -> Quantity | None:
        start, end = quantity.span.start, quantity.span.end
        tail = self.lex.context["list_tail"].match(self.text, end)
        if tail is None or not self.lex.context["list_head"].search(self.text, max(0, start - 30), start):
            return None
        unit = self.lex.units.at(self.text, tail.end())
        if unit is None:
            return None
        after = self.lex.bounds.after(self.text, unit.end)
        op = after[1] if after and quantity.op == "=" else quantity.op
        return replace(quantity, unit=unit.name, op=op)

    def _implied(self, span: Span) -> str | None:
        """The unit of the noun that the number counts: 人口 after it, or else before it."""
        after = self.lex.context["noun"].match(self.text, span.end)
        best: tuple[int, str] | None = None
        for noun, unit in self.lex.implied.items():
            if after is not None and noun in after[0]:
                return unit
            at = self.text.rfind(noun, max(0, span.start - 10), span.start)
            if at >= 0 and (best is None or at > best[0]):
                best = (at, unit)
        return best[1] if best else None

    def _with_list_bound(self, quantity: Quantity) -> Quantity:
        """A list's bound on the left (分别不超过45人、50人) holds for its later numbers too."""
        if not self.found or quantity.op != "=" or quantity.bound is not None:
            return quantity
        before = self.found[-1]
        if before.bound is None or before.op == "range" or before.unit != quantity.unit:
            return quantity
        joined = self.lex.context["joins"].fullmatch(self.text, before.span.end, quantity.span.start)
        return replace(quantity, op=before.op, bound=before.bound) if joined else quantity


def _plain(value: Value) -> Value:
    """The same numbers without idle zeros: 19000.0 is 19000."""
    if isinstance(value, tuple):
        low, high = value
        return _without_zeros(low), _without_zeros(high)
    return _without_zeros(value)


def _without_zeros(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def _op(left: Bound | None, right: Op | None, own: Op | None) -> Op:
    if left is not None and not (left.op == "~" and right not in {None, "~"}):
        return left.op
    return right or own or "="


def _pair(low: Decimal | None, words: str | None, lex: _Lexicon) -> Value | None:
    if low is None or words is None:
        return low
    high = lex.number(words)
    return None if high is None else (min(low, high), max(low, high))


def _scaled(value: Value, by: Decimal) -> Value:
    return (value[0] * by, value[1] * by) if isinstance(value, tuple) else value * by


def _share(rule: Rule, match: re.Match[str], lex: _Lexicon) -> _Reading | None:
    value = _pair(lex.number(match["n"]), match["n2"], lex)
    if value is None:
        return None
    return _Reading(match.end(), _scaled(value, Decimal(rule.get("scale", "1"))), "%")


def _plus_minus(_rule: Rule, match: re.Match[str], lex: _Lexicon) -> _Reading | None:
    middle, around = lex.number(match["n"]), lex.number(match["n2"])
    return None if middle is None or around is None else _Reading(match.end(), (middle - around, middle + around), "%")


def _points(rule: Rule, match: re.Match[str], lex: _Lexicon) -> _Reading | None:
    value = _pair(lex.number(match["n"]), match.groupdict().get("n2"), lex)
    return None if value is None else _Reading(match.end(), value, str(rule.get("unit")), points=True)


def _parts(_rule: Rule, match: re.Match[str], lex: _Lexicon) -> _Reading | None:
    whole = lex.number(match["of"])
    value = _pair(lex.number(match["n"]), match.groupdict().get("n2"), lex)
    if not whole or value is None:
        return None
    if isinstance(value, tuple):
        return _Reading(match.end(), (_percent(value[0], whole), _percent(value[1], whole)), "%")
    return _Reading(match.end(), _percent(value, whole), "%")


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    exact = part * 100 / whole
    return exact if exact == exact.quantize(PRECISION) else exact.quantize(PRECISION)


def _tenths(_rule: Rule, match: re.Match[str], lex: _Lexicon) -> _Reading | None:
    value = lex.number(match["n"])
    return None if value is None else _Reading(match.end(), value * 10 + (5 if match["half"] else 0), "%")


def _half(_rule: Rule, match: re.Match[str], _lex: _Lexicon) -> _Reading | None:
    return _Reading(match.end(), Decimal(50), "%")


def _doubling(_rule: Rule, match: re.Match[str], lex: _Lexicon) -> _Reading | None:
    times = lex.number(match["n"] or "1")
    return None if times is None else _Reading(match.end(), Decimal((2 ** int(times) - 1) * 100), "%")


def _rank(_rule: Rule, match: re.Match[str], _lex: _Lexicon) -> _Reading | None:
    return _Reading(match.end(), Decimal(ord(match["roman"]) - 0x215F), match["unit"])


def _level(rule: Rule, match: re.Match[str], lex: _Lexicon) -> _Reading | None:
    value = lex.number(match["n"])
    return None if value is None else _Reading(match.end(), value, str(rule.get("unit")))


def _measured(match: re.Match[str], lex: _Lexicon) -> _Reading | None:
    value = lex.number(match["n"] + (match["scale"] or ""))
    if value is None:
        return None
    over: Op | None = ">" if match["over"] or match["over2"] else None
    unit = lex.units.at(match.string, match.end())
    return _Reading(unit.end, value, unit.name, unit.word, over) if unit else _Reading(match.end(), value, op=over)


_READINGS = {
    "share": _share,
    "plus-minus": _plus_minus,
    "points": _points,
    "parts": _parts,
    "tenths": _tenths,
    "half": _half,
    "doubling": _doubling,
    "rank": _rank,
    "level": _level,
}
