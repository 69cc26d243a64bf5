"""Values → the JSON shape of the annotation guidelines, with `quote`, `page`, `place`, `rule`, `doubts` added."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Any

from chengnuo.model import BodyMention, Commitment, Extraction, Part, Quantity, Region, Rejection, TimeMention, Value
from chengnuo.spans import Doubt, Span


def to_wire(extraction: Extraction) -> dict[str, Any]:
    """What `chengnuo extract --format json` prints for one file."""
    text = extraction.text
    return {
        "source": extraction.source,
        "sha256": extraction.sha256,
        "format": extraction.format,
        "documents": [part_to_wire(part) for part in extraction.parts],
        "dates": [_time(row, text) for row in extraction.times],
        "percentages": [_share(row, text) for row in extraction.quantities if row.is_percentage],
        "units": [_body(row, text) for row in extraction.bodies],
        "commitments": [commitment_to_wire(row) for row in extraction.commitments],
        "doubts": doubts_to_wire(extraction.doubts),
        "rejected": [_rejection(row) for row in extraction.rejected],
    }


def paper_to_wire(part: int, document: Part | None) -> dict[str, Any] | None:
    """A document with its place in the file (`part`, from 0)."""
    return None if document is None else {"index": part + 1, **part_to_wire(document)}


def commitment_to_wire(row: Commitment) -> dict[str, Any]:
    """One commitment as JSON-ready values, its document and quotation included."""
    value_span = row.value_span
    return {
        "id": row.id,
        "source": row.source,
        "document": paper_to_wire(row.part, row.document),
        "city": city_of(row.document),
        "start": row.span.start,
        "end": row.span.end,
        "value_start": None if value_span is None else value_span.start,
        "value_end": None if value_span is None else value_span.end,
        "status": row.status,
        "restated": row.restated,
        "restated_from": row.restated_from,
        "kind": row.kind,
        "indicator": row.indicator,
        "indicator_id": row.indicator_id,
        "subject": row.subject,
        "op": row.op,
        "value": value_to_wire(row.value),
        "unit": row.unit,
        "change": row.change,
        "baseline": row.baseline,
        "deadline": row.deadline,
        "recurrence": row.recurrence,
        "binding": row.binding,
        "scope": row.scope,
        "units": list(row.units),
        "task": _pair(row.task),
        "quote": row.quote,
        "page": row.page,
        "place": row.place,
        "rule": row.rule,
        "doubts": doubts_to_wire(row.doubts),
    }


def part_to_wire(part: Part) -> dict[str, Any]:
    """One document within a file, with the fields of the guidelines."""
    return {
        "title": part.title,
        "genre": part.genre,
        "number": part.number,
        "issuer": part.issuer,
        "date": part.date,
        "region": list(part.region),
        "region_code": part.region_code,
        "status": part.status,
        "start": part.span.start,
        "end": part.span.end,
    }


def city_of(part: Part | None) -> str | None:
    """City and county of a document in one word (`六安市裕安区`), or the province where it reaches no further."""
    return None if part is None else _city(part.region)


@lru_cache(maxsize=4096)
def _city(region: Region) -> str | None:
    province, city, county = region
    return "".join(name for name in (city, county) if name) or province


def value_to_wire(value: Value | None) -> Any:
    """A Decimal as a JSON number (an int where it is whole), a range as a pair."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return [value_to_wire(value[0]), value_to_wire(value[1])]
    return int(value) if value == value.to_integral_value() else float(value)


def value_from_wire(value: Any) -> Value | None:
    """The inverse of `value_to_wire`."""
    if value is None:
        return None
    if isinstance(value, list):
        return Decimal(str(value[0])), Decimal(str(value[1]))
    return Decimal(str(value))


def doubts_to_wire(doubts: Iterable[Doubt]) -> list[dict[str, Any]]:
    """Doubts as JSON-ready values."""
    return [
        {
            "code": doubt.code,
            "start": doubt.span.start,
            "end": doubt.span.end,
            "reason": doubt.reason,
            "alternatives": list(doubt.alternatives),
        }
        for doubt in doubts
    ]


def _row(span: Span, text: str, rule: str, doubts: Iterable[Doubt]) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "quote": span.of(text),
        "rule": rule,
        "doubts": doubts_to_wire(doubts),
    }


def _time(row: TimeMention, text: str) -> dict[str, Any]:
    return {"type": row.type, "value": row.value} | _row(row.span, text, row.rule, row.doubts)


def _share(row: Quantity, text: str) -> dict[str, Any]:
    points = {"points": True} if row.points else {}
    return {"op": row.op, "value": value_to_wire(row.value)} | points | _row(row.span, text, row.rule, row.doubts)


def _body(row: BodyMention, text: str) -> dict[str, Any]:
    return {"name": row.name, "role": row.role, "task": _pair(row.task)} | _row(row.span, text, row.rule, row.doubts)


def _rejection(row: Rejection) -> dict[str, Any]:
    return {"layer": row.layer, "start": row.span.start, "end": row.span.end, "reason": row.reason}


def _pair(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]
