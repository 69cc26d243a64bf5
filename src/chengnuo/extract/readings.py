"""What a rule's match says in numbers: shares, points, fractions, doublings, ranks, amounts."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from chengnuo.model import Op, Value
from chengnuo.packs import Rule

PRECISION = Decimal("0.000001")
"""A fraction or a ratio that has no end as a decimal (三分之一, 1:7) is kept to six places."""

Number = Callable[[str | None], Decimal | None]
"""Reads a numeral; None where the words are none."""


@dataclass(slots=True)  # not frozen, which would make it three times as slow to make
class Reading:
    """A number as read: its end with the unit, the value, its unit, and what its own words say of the bound."""

    end: int
    value: Value
    unit: str | None = None
    word: str | None = None
    op: Op | None = None
    points: bool = False


def read(rule: Rule, match: re.Match[str], number: Number) -> Reading | None:
    """The reading of a match of any rule but those with a measure word, by the rule's `kind`."""
    return _READINGS[rule.get("kind")](rule, match, number)


def plain(value: Value) -> Value:
    """The same numbers without idle zeros: 19000.0 is 19000."""
    if isinstance(value, tuple):
        low, high = value
        return _without_zeros(low), _without_zeros(high)
    return _without_zeros(value)


def _without_zeros(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def _pair(low: Decimal | None, words: str | None, number: Number) -> Value | None:
    if low is None or words is None:
        return low
    high = number(words)
    return None if high is None else (min(low, high), max(low, high))


def _scaled(value: Value, by: Decimal) -> Value:
    return (value[0] * by, value[1] * by) if isinstance(value, tuple) else value * by


def _share(rule: Rule, match: re.Match[str], number: Number) -> Reading | None:
    value = _pair(number(match["n"]), match["n2"], number)
    if value is None:
        return None
    return Reading(match.end(), _scaled(value, Decimal(rule.get("scale", "1"))), "%")


def _plus_minus(_rule: Rule, match: re.Match[str], number: Number) -> Reading | None:
    middle, around = number(match["n"]), number(match["n2"])
    return None if middle is None or around is None else Reading(match.end(), (middle - around, middle + around), "%")


def _points(rule: Rule, match: re.Match[str], number: Number) -> Reading | None:
    groups = match.groupdict()
    value = _pair(number(match["n"]), groups.get("n2"), number)
    over: Op | None = ">" if groups.get("over") or groups.get("over2") else None
    if value is None:
        return None
    value = _scaled(value, Decimal(rule.get("scale", "1")))
    return Reading(match.end(), value, str(rule.get("unit")), op=over, points=True)


def _parts(rule: Rule, match: re.Match[str], number: Number) -> Reading | None:
    whole = number(match["of"])
    value = _pair(number(match["n"]), match.groupdict().get("n2"), number)
    if not whole or value is None or (rule.get("proper") and isinstance(value, Decimal) and value >= whole):
        return None
    if isinstance(value, tuple):
        return Reading(match.end(), (_percent(value[0], whole), _percent(value[1], whole)), "%")
    return Reading(match.end(), _percent(value, whole), "%")


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return _over(part * 100, whole)


def _over(part: Decimal, whole: Decimal) -> Decimal:
    exact = part / whole
    return exact if exact == exact.quantize(PRECISION) else exact.quantize(PRECISION)


def _tenths(_rule: Rule, match: re.Match[str], number: Number) -> Reading | None:
    value = number(match["n"])
    if value is None:
        return None
    more = Decimal(5) if match["half"] else number(match["more"]) if match["more"] else Decimal(0)
    return None if more is None else Reading(match.end(), value * 10 + more, "%")


def _half(_rule: Rule, match: re.Match[str], _number: Number) -> Reading | None:
    return Reading(match.end(), Decimal(50), "%", op=">" if match["over"] else None)


def _doubling(_rule: Rule, match: re.Match[str], number: Number) -> Reading | None:
    times = number(match["n"] or "1")
    return None if times is None else Reading(match.end(), Decimal((2 ** int(times) - 1) * 100), "%")


def _rank(_rule: Rule, match: re.Match[str], _number: Number) -> Reading | None:
    return Reading(match.end(), Decimal(ord(match["roman"]) - 0x215F), match["unit"])


def _level(rule: Rule, match: re.Match[str], number: Number) -> Reading | None:
    value = number(match["n"] + (match.groupdict().get("scale") or ""))
    return None if value is None else Reading(match.end(), value, str(rule.get("unit")))


def _ratio(rule: Rule, match: re.Match[str], number: Number) -> Reading | None:
    groups = match.groupdict()
    parts = [number(groups.get(name)) for name in ("n", "of", "n2", "of2")]
    if not parts[0] or not parts[1]:
        return None
    first = _over(parts[0], parts[1])
    second = _over(parts[2], parts[3]) if parts[2] and parts[3] else first
    value = first if second == first else (min(first, second), max(first, second))
    return Reading(match.end(), value, op=rule.get("op"))


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
    "ratio": _ratio,
}
