"""A decision and what it does to a commitment; which values a field may be given."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, get_args

from chengnuo.dates import is_valid
from chengnuo.model import Binding, Change, Commitment, Kind, Op, Status
from chengnuo.wire import commitment_to_wire, value_from_wire, value_to_wire

Verdict = Literal["accept", "correct", "reject", "note"]
VERDICTS: tuple[Verdict, ...] = ("accept", "correct", "reject", "note")
# What is written in a sheet to say that a field should hold nothing.
NOTHING = "-"

_SEPARATORS = re.compile(r"[；;、,，\n]+")
_RANGE = re.compile(r"(.+?)\s*(?:\.\.|–|—|~|至)\s*(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One word of a reviewer on one commitment; `correct` has one for each field, its right `value` JSON-ready.

    `sha256`, `start` and `end` are the file and place, by which it is found again when ids change. `decided` is ISO
    8601.
    """

    commitment: str
    verdict: Verdict
    reviewer: str
    decided: str
    field: str | None = None
    value: Any = None
    note: str | None = None
    sha256: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one reviewer said of one commitment at one moment; `fields` are the corrections as JSON, by name."""

    reviewer: str
    decided: str
    rejects: bool
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """`reject`, `accept`, or the corrections as `unit="所"`."""
        if self.rejects:
            return "reject"
        return ", ".join(f"{name}={value}" for name, value in self.fields) or "accept"


def statements(decisions: Iterable[Decision]) -> tuple[Statement, ...]:
    """The statements in the order of time (of one moment: of reviewers' names); notes are none."""
    groups: dict[tuple[str, str], list[Decision]] = {}
    for one in decisions:
        if one.verdict != "note":
            groups.setdefault((one.decided, one.reviewer), []).append(one)
    return tuple(
        Statement(
            reviewer=reviewer,
            decided=decided,
            rejects=any(one.verdict == "reject" for one in group),
            fields=tuple(
                sorted(
                    (one.field, json.dumps(one.value, ensure_ascii=False))
                    for one in group
                    if one.verdict == "correct" and one.field
                )
            ),
        )
        for (decided, reviewer), group in sorted(groups.items())
    )


def corrected(row: Commitment, statement: Statement) -> Commitment:
    """The row with the statement's corrections; `rule` tells of them."""
    if not statement.fields:
        return row
    fields: dict[str, Any] = {name: json.loads(value) for name, value in statement.fields}
    if "value" in fields:
        fields["value"] = value_from_wire(fields["value"])
    if "units" in fields:
        fields["units"] = tuple(fields["units"] or ())
    return replace(row, **fields, rule=f"{row.rule} + review")


def cell_of(row: Commitment, name: str) -> Any:
    """The field as it stands in a cell: a number, or a text in which NOTHING is left empty."""
    value = commitment_to_wire(row)[name]
    if name == "value" and isinstance(value, list):
        return f"{value[0]}..{value[1]}"
    if name == "units":
        return "；".join(value)
    if name == "restated":
        return "true" if value else "false"
    return value


def read_cell(name: str, text: str) -> Any:
    """The JSON-ready value that `text` gives to the field `name`. ValueError says what is wrong with it."""
    if text == NOTHING:
        if name in REQUIRED:
            raise ValueError("this field cannot be empty")
        return [] if name == "units" else None
    return FIELDS[name](text)


def _choice(kind: Any) -> Callable[[str], str]:
    words: tuple[str, ...] = get_args(kind)

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(f"{text} is none of {', '.join(words)}")
        return text

    return read


def _date(text: str) -> str:
    if not is_valid(text):
        raise ValueError(f"{text} is no date such as 2027, 2026-12, 2026-12-31 or 2021/2025")
    return text


def _number(text: str) -> Any:
    both = _RANGE.fullmatch(text)
    try:
        if both:
            low, high = Decimal(both[1].strip()), Decimal(both[2].strip())
            if not low < high:
                raise ValueError(f"{text}: the lower end comes first")
            return [_finite(low), _finite(high)]
        return _finite(Decimal(text.replace(",", "").replace("，", "")))
    except InvalidOperation:
        raise ValueError(f"{text} is no number and no range such as 3..5") from None


def _finite(value: Decimal) -> Any:
    if not value.is_finite():
        raise ValueError(f"{value} is no number")
    return value_to_wire(value)


def _flag(text: str) -> bool:
    known = {"true": True, "false": False, "1": True, "0": False, "是": True, "否": False}
    if text.lower() not in known:
        raise ValueError(f"{text} is neither true nor false")
    return known[text.lower()]


def _names(text: str) -> list[str]:
    return [name.strip() for name in _SEPARATORS.split(text) if name.strip()]


FIELDS: Mapping[str, Callable[[str], Any]] = {
    "status": _choice(Status),
    "kind": _choice(Kind),
    "indicator": str,
    "subject": str,
    "op": _choice(Op),
    "value": _number,
    "unit": str,
    "change": _choice(Change),
    "baseline": _date,
    "deadline": _date,
    "recurrence": str,
    "binding": _choice(Binding),
    "scope": str,
    "restated": _flag,
    "units": _names,
}
"""The fields that can be corrected, each with the function that reads a cell."""
CHOICES: Mapping[str, tuple[str, ...]] = {
    "status": get_args(Status),
    "kind": get_args(Kind),
    "op": get_args(Op),
    "change": get_args(Change),
    "binding": get_args(Binding),
    "restated": ("true", "false"),
}
REQUIRED = frozenset({"status", "kind", "indicator", "restated"})
