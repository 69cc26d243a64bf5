"""Numbers with a unit of measure and a bound in the clean text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from chengnuo.extract.bounds import Bound, Bounds, bounds_of
from chengnuo.extract.readings import Reading, plain, read
from chengnuo.extract.rulebook import Rulebook, rulebook
from chengnuo.extract.units import Units, units_of
from chengnuo.model import Op, Outline, Quantity, TimeMention
from chengnuo.numbers import number_reader
from chengnuo.packs import Pack, Rule, alternation
from chengnuo.remembered import compiled
from chengnuo.spans import Doubt, Span

LARGEST = Decimal(10) ** 18
"""A greater number is an account or noise; below it no sum or share leaves the 28 digits of a Decimal."""

SHORTEST_COUNT = 100
"""So many days or hours without a bound are counted (300天优良天气), fewer only name a service (24小时值守)."""

MANY = 100
"""From so many on a word counts that names a group in small numbers: 三方 are parties, 320方 cubic metres."""

GREAT = Decimal(10) ** 8
"""So great a number is counted in 亿."""

BEFORE = 12
"""What makes a number none stands at most so many characters before it: 第5、6、7条."""

WHOLE = 100
"""In per cent."""

NEAR = 10
"""A noun that tells what a number without a unit counts stands at most so many characters before it."""

HEAD = 30
"""The word that begins a list of numbers (分别) stands at most so many characters before the first."""

REACH_OF_SET = 12
"""A 每年 governs a single 一次 that stands at most so many characters after it."""


def find_quantities(outline: Outline, pack: Pack, times: Sequence[TimeMention]) -> tuple[Quantity, ...]:
    """All quantities in text order, without overlaps.

    What stands in one of `times` is none, except a length of time that is bounded (任教1年以上) or a matter of hours.
    """
    return _Finder(outline.text, pack, times).find()


def quantities_of_words(words: str, pack: Pack) -> tuple[Quantity, ...]:
    """The quantities of a few words that stand alone, as in a cell of a table; spans are places in `words`."""
    return _Finder(words, pack, ()).find()


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
    read_number: Callable[[str], Decimal | None]

    def number(self, words: str | None) -> Decimal | None:
        value = self.read_number(words) if words else None
        return value if value is not None and value < LARGEST else None


@lru_cache(maxsize=8)
def _lexicon(pack: Pack) -> _Lexicon:
    units = units_of(pack)
    after = pack.text("quantities", "after_numeral") + "".join(word[0] for word in units.words)
    return _Lexicon(
        units=units,
        bounds=bounds_of(pack),
        book=rulebook(pack.rules("quantities"), numerals=pack.text("quantities", "numerals"), after=after),
        context=pack.patterns("quantities", "context"),
        making=compiled(alternation(pack.words("quantities", "limits", "making")) + "$"),
        implied=pack.table("quantities", "implied"),
        within=pack.text("quantities", "context", "within"),
        digits=pack.text("quantities", "context", "digits"),
        one=pack.text("quantities", "context", "one"),
        read_number=number_reader(pack),
    )


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
                self._bound_back(quantity)
                self._keep(self._with_list_bound(self._signed(quantity)))
        return tuple(self.found)

    def _bound_back(self, quantity: Quantity) -> None:
        """A bound behind the last number of a list (分别控制在45人、50人以内) holds for the earlier ones too."""
        if quantity.bound is not None or quantity.op in {"=", "range"}:
            return
        first, start = len(self.found), quantity.span.start
        while first and self._is_listed_before(self.found[first - 1], start, quantity.unit):
            first -= 1
            start = self.found[first].span.start
        if self.lex.context["list_head"].search(self.text, max(0, start - HEAD), start):
            reason = "the bound stands behind the last number of the list"
            for i, before in enumerate(self.found[first:], first):
                doubt = Doubt(code="bound-shared", span=before.span, reason=reason, alternatives=("=",))
                self.found[i] = replace(before, op=quantity.op, doubts=(*before.doubts, doubt))

    def _is_listed_before(self, before: Quantity, start: int, unit: str | None) -> bool:
        """Whether a number without a bound stands right before another of its list that begins at `start`."""
        rates = self.lex.units.rates
        alike = before.unit == unit or {before.unit, unit} <= rates
        if before.op != "=" or before.bound is not None or not alike:
            return False
        if before.unit == "%" and before.value == WHOLE:
            return False  # nothing is more than all, and all is no bound from above
        return self.lex.context["joins"].fullmatch(self.text, before.span.end, start) is not None

    def _signed(self, quantity: Quantity) -> Quantity:
        """The quantity with the sign before it: -70℃, 零下20℃."""
        start, value = quantity.span.start, quantity.value
        if quantity.unit not in self.lex.units.signed or quantity.bound is not None or not isinstance(value, Decimal):
            return quantity
        minus = self.lex.context["minus"].search(self.text, max(0, start - 2), start)
        if minus is None:
            return quantity
        # The sign's own pattern may begin with the character before it.
        sign = start - 2 if self.text[start - 1] not in "-−" and len(minus[0]) == 2 else start - 1
        return replace(quantity, span=Span(sign, quantity.span.end), value=-value)

    def _keep(self, quantity: Quantity) -> None:
        """Adds the quantity; 二万元以上十万元以下 is one range."""
        before = self.found[-1] if self.found else None
        if before is not None and self._ends_range(quantity) and before.unit == quantity.unit:
            low, high = before.value, quantity.value
            if isinstance(low, Decimal) and isinstance(high, Decimal) and low < high:
                span = before.span.hull(quantity.span)
                self.found[-1] = replace(before, span=span, op="range", value=(low, high))
                return
        self.found.append(quantity)

    def _ends_range(self, quantity: Quantity) -> bool:
        """Whether it bounds from above what the quantity right before it bounds from below."""
        if not self.found or quantity.op != "<=" or quantity.bound is not None:
            return False
        before = self.found[-1]
        return before.op == ">=" and before.bound is None and before.span.end == quantity.span.start

    def _quantity(self, rule: Rule, match: re.Match[str]) -> Quantity | None:
        start = match.start()
        time = self._time_at(start)
        if time is not None and time.type != "DURATION":
            return None
        if rule.get("kind") == "ratio" and not rule.get("told") and not self._is_ratio(match):
            return None
        if rule.get("kind") != "measured":
            reading = read(rule, match, self.lex.number)
            return None if reading is None else self._bounded(rule, match, reading)
        number = _measured(match, self.lex)
        if number is None:
            return None
        reading = self._ranged(match, number)
        scaled = match["scale"] or isinstance(reading.value, tuple)
        if reading.unit is None and not (scaled or self._stands_alone(match["n"], reading) or self._is_index(match)):
            return None
        if self._is_blocked(start):
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
        if context["blocked_before"].search(self.text, max(0, start - BEFORE), start):
            return True
        return start > 0 and context["quoted_name"].match(self.text, start - 1) is not None

    def _is_ratio(self, match: re.Match[str]) -> bool:
        """Whether the words beside two numbers with a colon between them, or a ratio before them, make them one."""
        start, context = match.start(), self.lex.context
        if context["of_ratio"].search(self.text, max(0, start - HEAD), start):
            return True
        if context["ratio_of"].match(self.text, match.end()):
            return True
        before = self.found[-1] if self.found else None
        if before is None or not before.is_ratio:
            return False
        return context["joins"].fullmatch(self.text, before.span.end, start) is not None

    def _begins_list(self, reading: Reading) -> bool:
        """Whether a list may go on behind the number and its bound; a bare number counts nowhere else."""
        after = self.lex.bounds.after(self.text, reading.end)
        return self.lex.context["list_tail"].match(self.text, after[0] if after else reading.end) is not None

    def _is_index(self, match: re.Match[str]) -> bool:
        """Whether the number is the level of an index or a ratio, which has no unit."""
        context, start = self.lex.context, match.start()
        if context["index"].search(self.text, max(0, start - HEAD), start) is None:
            return False
        return context["index_ends"].match(self.text, match.end()) is not None

    def _stands_alone(self, words: str, reading: Reading) -> bool:
        """Whether a number without unit and scale may count: a decimal, the first of a list, a sum in 亿."""
        if not words[0].isascii():
            return isinstance(reading.value, Decimal) and reading.value >= GREAT
        return "." in words or self._begins_list(reading)

    def _bounded(self, rule: Rule, match: re.Match[str], reading: Reading) -> Quantity:
        """The quantity with the bounds around it; what the left says goes before what the right says."""
        end, right = reading.end, None
        remark = self.lex.context["unit_remark"].match(self.text, end) if reading.unit else None
        after = self.lex.bounds.after(self.text, remark.end() if remark else end)
        if after is not None:
            end, right = after
        elif reading.word in self.lex.units.within and self.text.startswith(self.lex.within, end):
            end, right = end + len(self.lex.within), "<="
        elif reading.unit and self.lex.context["more"].match(self.text, end):
            end, right = end + 1, ">"
        left = self._left(match, reading)
        return Quantity(
            span=Span(match.start(), end),
            op="range" if isinstance(reading.value, tuple) else _op(left, right, reading.op),
            value=plain(reading.value),
            unit=reading.unit,
            points=reading.points,
            bound=left.span if left else None,
            rule=rule.id,
        )

    def _left(self, match: re.Match[str], reading: Reading) -> Bound | None:
        floor = self.found[-1].span.end if self.found else 0
        left = self.lex.bounds.before(self.text, match.start(), floor)
        if left is not None and self.lex.context["achieved"].match(self.text, left.span.start):
            return None  # 突破50项关键技术
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
        if quantity.unit in self.lex.units.short_time and not self._ends_range(quantity):
            before = self.lex.context["shortened"].search(
                self.text, max(0, quantity.span.start - 4), quantity.span.start
            )
            if time is None:
                value = quantity.value
                counted = isinstance(value, Decimal) and value >= SHORTEST_COUNT
                return quantity.op != "=" or before is not None or counted
            return "T" in time.value or quantity.op != "=" or before is not None
        if time is None or quantity.op == "=":
            return False
        return quantity.op != "<=" or quantity.bound is not None or self._ends_range(quantity)

    # ------------------------------------------------------------ numbers with a measure word

    def _ranged(self, match: re.Match[str], low: Reading) -> Reading:
        """The range that the number begins (2—3个, 5万—10万元), or the number itself."""
        second = self.lex.context["second"].match(self.text, low.end)
        if second is None or isinstance(low.value, tuple) or self._time_at(second.start("n")) is not None:
            return low
        high = self.lex.number(second["n"] + (second["scale"] or ""))
        unit = self.lex.units.at(self.text, second.end())
        alone = low.unit is None and second["scale"] and match["n"].isascii()  # 10万—100万的贷款
        if high is None or (low.unit not in {None, unit.name} if unit else not alone):
            return low
        first = low.value
        if second["scale"] and not match["scale"] and low.unit is None and match["n"].isascii():
            first *= self.lex.number(second["scale"]) or 1
        end, name, word = (unit.end, unit.name, unit.word) if unit else (second.end(), None, None)
        return Reading(end, (first, high), name, word) if first < high else low

    def _counts(self, match: re.Match[str], reading: Reading, quantity: Quantity) -> bool:
        """Whether a number with this unit counts something, or only names a rank, a class, a group."""
        units, words, word = self.lex.units, match["n"], reading.word or ""
        if quantity.op != "=" or quantity.bound is not None:
            return True
        if word in units.large and isinstance(reading.value, Decimal) and reading.value < MANY:
            return False
        if words[0].isascii():
            return word not in units.bounded_digits or self._is_counted_here(match.start())
        if word in units.recurring and self._recurs(quantity.span.start):
            return True
        if word in units.bounded:
            return False
        if not any(char in self.lex.digits for char in words):
            return word in units.money and len(words) > 1  # 千万元 is a sum, 人民币万元 a unit
        several = words != self.lex.one or word in units.even_one
        if len(words) > 1 or match["scale"] or (word in units.counted and several):
            return True
        made = self.lex.making.search(self.text, max(0, match.start() - 6), match.start())
        return made is not None and words != self.lex.one

    def _is_counted_here(self, start: int) -> bool:
        return self.lex.context["counted_here"].search(self.text, max(0, start - 6), start) is not None

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
        listed = self._listed(quantity, scaled=bool(match["scale"]))
        if listed is not None:
            return listed
        ranged = isinstance(quantity.value, tuple)
        if self.lex.context["blocked_after"].match(self.text, quantity.span.end if ranged else match.end()):
            return None
        if self._is_index(match):
            return quantity
        if ranged or (match["scale"] and match["n"].isascii()):
            return self._with_implied_unit(quantity)
        if not match["n"].isascii():
            implied = self._with_implied_unit(quantity)
            return implied if quantity.op != "=" and implied.unit is not None else None
        if "." not in match["n"]:
            return None
        if quantity.op != "=":
            return quantity
        told = self.lex.context["ratio"].search(self.text, max(0, match.start() - HEAD), match.start())
        return quantity if told else None

    def _listed(self, quantity: Quantity, *, scaled: bool) -> Quantity | None:
        """The number with the unit, and unless it is `scaled` itself the 万 or 亿, of the last of its list."""
        start, end = quantity.span.start, quantity.span.end
        tail = self.lex.context["list_tail"].match(self.text, end)
        if tail is None or not self.lex.context["list_head"].search(self.text, max(0, start - HEAD), start):
            return None
        unit = self.lex.units.at(self.text, tail.end())
        if unit is None:
            return None
        after = self.lex.bounds.after(self.text, unit.end)
        op = after[1] if after and quantity.op == "=" else quantity.op
        value = quantity.value
        shared = self.lex.number(tail["scale"]) if tail["scale"] and not scaled else None
        if shared and isinstance(value, Decimal):
            value = plain(value * shared)  # 分别投入3.5、4.2亿元
        return replace(quantity, unit=unit.name, op=op, value=value)

    def _with_implied_unit(self, quantity: Quantity) -> Quantity:
        unit = self._implied(quantity.span)
        doubt = (
            Doubt(code="missing-unit", span=quantity.span, reason="the number has no unit of measure")
            if unit is None
            else Doubt(code="implied-unit", span=quantity.span, reason=f"the unit {unit} is that of the noun beside it")
        )
        return replace(quantity, unit=unit, doubts=(doubt,))

    def _implied(self, span: Span) -> str | None:
        """The unit of the noun that the number counts: 人口 after it, or else before it."""
        after = self.lex.context["noun"].match(self.text, span.end)
        near = self.text[max(0, span.start - NEAR) : span.start]
        best: tuple[int, str] | None = None
        for noun, unit in self.lex.implied.items():
            if after is not None and noun in after[0]:
                return unit
            at = near.rfind(noun)
            # 发放贷款3亿元，2.8万群众: no loans
            own = at >= 0 and "、" not in near[at:-1] and not any(char.isdigit() for char in near[at:])
            if own and (best is None or at > best[0]):
                best = (at, unit)
        return best[1] if best else None

    def _with_list_bound(self, quantity: Quantity) -> Quantity:
        """A list's bound on the left (分别不超过45人、50人) holds for its later numbers too."""
        if not self.found or quantity.op != "=" or quantity.bound is not None:
            return quantity
        before = self.found[-1]
        if before.bound is None or before.op == "range" or before.unit != quantity.unit:
            return quantity
        between = before.span.end, quantity.span.start
        if self.lex.context["joins"].fullmatch(self.text, *between):
            return replace(quantity, op=before.op, bound=before.bound)
        goes_on = not quantity.is_share and before.op == ">=" and self.lex.context["goes_on"]
        if not goes_on or goes_on.fullmatch(self.text, *between) is None:
            return quantity
        reason = "the bound stands before the first number of the list"
        doubt = Doubt(code="bound-shared", span=quantity.span, reason=reason, alternatives=("=",))
        return replace(quantity, op=before.op, bound=before.bound, doubts=(*quantity.doubts, doubt))


def _op(left: Bound | None, right: Op | None, own: Op | None) -> Op:
    if left is not None and not (left.op == "~" and right not in {None, "~"}):
        return left.op
    return right or own or "="


def _measured(match: re.Match[str], lex: _Lexicon) -> Reading | None:
    value = lex.number(match["n"] + (match["scale"] or ""))
    if value is None:
        return None
    over: Op | None = ">" if match["over"] or match["over2"] else None
    unit = lex.units.at(match.string, match.end())
    if unit is None and (bracket := lex.context["unit_in_bracket"].match(match.string, match.end())):
        unit = lex.units.at(match.string, match.end() + 1)
        if unit is not None and unit.end == bracket.end() - 1:
            return Reading(bracket.end(), value, unit.name, unit.word, over)
        unit = None
    return Reading(unit.end, value, unit.name, unit.word, over) if unit else Reading(match.end(), value, op=over)
