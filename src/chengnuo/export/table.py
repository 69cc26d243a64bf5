"""Commitments as flat rows, and rows as delimited text that a spreadsheet opens rightly and safely."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from chengnuo.dates import earliest_day, latest_day
from chengnuo.link.indicators import National
from chengnuo.messages import rounded, scaled
from chengnuo.model import Commitment
from chengnuo.packs import load_pack
from chengnuo.wire import city_of, value_to_wire

Kind = Literal["string", "number", "integer", "boolean", "date"]
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the flat table: its name, its type, what it holds."""

    name: str
    type: Kind
    about: str


COLUMNS: tuple[Column, ...] = (
    Column("id", "string", "Stable identifier of the commitment"),
    Column("city", "string", "City and county of the document"),
    Column("province", "string", "Province of the document"),
    Column("region_code", "string", "GB/T 2260 code of the county, else the city, else the province"),
    Column("source", "string", "Name of the file"),
    Column("document", "integer", "Place of the document within the file, from 1"),
    Column("title", "string", "Title of the document"),
    Column("genre", "string", "Kind of document, in its own words"),
    Column("number", "string", "Document number"),
    Column("issuer", "string", "Issuer"),
    Column("date", "string", "Written date (EDTF)"),
    Column("document_status", "string", "draft, final or other"),
    Column("page", "integer", "Page of the source, from 1"),
    Column("place", "string", "Line, paragraph or cell of the source"),
    Column("status", "string", "pledged or achieved"),
    Column("kind", "string", "target, milestone, amount or norm"),
    Column("indicator", "string", "What is measured, in the text's words"),
    Column("indicator_id", "string", "Canonical indicator, or cluster"),
    Column("subject", "string", "Whom or what it applies to where the text splits it"),
    Column("op", "string", "Bound: >=, >, <=, <, =, ~ or range"),
    Column("value", "number", "Value in `unit`; the lower end of a range"),
    Column("value_high", "number", "Upper end of a range"),
    Column("unit", "string", "Unit of measure"),
    Column("change", "string", "increase or decrease where the value is a change"),
    Column("baseline", "string", "State that the change is counted from (EDTF)"),
    Column("deadline", "string", "Time by which, or in which (EDTF)"),
    Column("deadline_first", "date", "First day of `deadline`"),
    Column("deadline_last", "date", "Last day of `deadline`"),
    Column("recurrence", "string", "Recurrence, in the text's words"),
    Column("binding", "string", "must, strive or encourage"),
    Column("scope", "string", "Region or group of bodies it holds for"),
    Column("units", "string", "Lead bodies of its task, joined by ；"),
    Column("restated", "boolean", "Whether it is cited from another document or decision"),
    Column("quote", "string", "The words of the source"),
    Column("doubts", "string", "Codes of what may be wrong with the row, joined by blanks"),
    Column("start", "integer", "First code point of the quotation in the source text"),
    Column("end", "integer", "Code point behind the quotation"),
)


NAMES = tuple(column.name for column in COLUMNS)


def rows(commitments: Iterable[Commitment]) -> list[dict[str, Any]]:
    """One flat row a commitment, with the keys of COLUMNS; dates are `datetime.date`."""
    return [row(commitment) for commitment in commitments]


def row(commitment: Commitment) -> dict[str, Any]:
    """The flat row of one commitment."""
    cells = flat(commitment) | {
        "deadline_first": earliest_day(commitment.deadline),
        "deadline_last": latest_day(commitment.deadline),
        "doubts": " ".join(dict.fromkeys(doubt.code for doubt in commitment.doubts)),
    }
    return {column.name: cells[column.name] for column in COLUMNS}


def flat(commitment: Commitment) -> dict[str, Any]:
    """The fields of a commitment and of its document side by side, each a text, a number or a truth value.

    A literal on purpose: a ledger has a million of them.
    """
    value, part = commitment.value, commitment.document
    low, high = value if isinstance(value, tuple) else (value, None)
    return {
        "id": commitment.id,
        "city": city_of(part),
        "province": part.region[0] if part else None,
        "region_code": part.region_code if part else None,
        "source": commitment.source,
        "document": commitment.part + 1,
        "title": part.title if part else None,
        "genre": part.genre if part else None,
        "number": part.number if part else None,
        "issuer": part.issuer if part else None,
        "date": part.date if part else None,
        "document_status": part.status if part else None,
        "page": commitment.page,
        "place": commitment.place,
        "status": commitment.status,
        "kind": commitment.kind,
        "indicator": commitment.indicator,
        "indicator_id": commitment.indicator_id,
        "subject": commitment.subject,
        "op": commitment.op,
        "value": value_to_wire(low),
        "value_high": value_to_wire(high),
        "unit": commitment.unit,
        "change": commitment.change,
        "baseline": commitment.baseline,
        "deadline": commitment.deadline,
        "recurrence": commitment.recurrence,
        "binding": commitment.binding,
        "scope": commitment.scope,
        "units": "；".join(commitment.units),
        "restated": commitment.restated,
        "quote": commitment.quote,
        "start": commitment.span.start,
        "end": commitment.span.end,
        "rule": commitment.rule,
    }


def delimited(table: Iterable[Row], delimiter: str, *, names: Sequence[str] = NAMES, bom: bool = True) -> bytes:
    """The rows as CSV or TSV in UTF-8 (with the mark that Excel needs), their cells `names`, a header first."""
    text = "".join(delimited_lines(names, table, delimiter))
    return (b"\xef\xbb\xbf" if bom else b"") + text.encode("utf-8", "replace")


def delimited_lines(names: Sequence[str], table: Iterable[Row], delimiter: str) -> Iterator[str]:
    """CSV or TSV line by line.

    A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV Injection").
    """
    lines: list[str] = []
    writer = csv.writer(_Lines(lines), delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(names)
    for record in table:
        writer.writerow([as_text(record.get(name)) for name in names])
        yield from lines
        lines.clear()
    yield from lines


class _Lines:
    """What csv writes into: each line goes on a list."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append


def as_text(value: Any) -> Any:
    """A cell of delimited text: nothing for None, true/false for booleans, no formulas."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return harmless(value)
    return value


def harmless(text: str) -> str:
    """The text, with an apostrophe before what a spreadsheet would run as a formula; a lone sign is none."""
    return f"'{text}" if len(text) > 1 and text[0] in "=+-@\t\r" else text


# A bound as people write it.
_SIGNS = {">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ "}
_CHANGES = {"increase": "+", "decrease": "−"}


def amount(commitment: Commitment | National) -> str:
    """`≥ 95%`, `+6%`, `3–5 学时`; empty for a milestone. A fraction has two decimal places (66.67%)."""
    if commitment.value is None:
        return ""
    ends = commitment.value if isinstance(commitment.value, tuple) else (commitment.value,)
    number = "–".join(_figure(rounded(end)) for end in ends)
    unit = commitment.unit or ""
    gap = "" if unit in {"", "%", "‰"} or number[-1:].isalpha() else " "  # 1.2亿元
    change = _CHANGES.get(getattr(commitment, "change", None) or "", "")
    return f"{_SIGNS.get(commitment.op or '', '')}{change}{number}{gap}{unit}"


# From here on nobody counts digits: 3000万 and 1.4万亿, not 30,000,000 and 1,400,000,000,000.
_UNCOUNTED = Decimal(10) ** 7


def _figure(value: Decimal) -> str:
    if abs(value) >= _UNCOUNTED:
        return scaled(load_pack(), value)
    plain = value_to_wire(value)
    return f"{plain:,}" if abs(value) >= 10_000 else str(plain)
