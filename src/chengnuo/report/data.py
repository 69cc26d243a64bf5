"""Values → what the page's script reads: columns of rows, documents, texts, comparisons, findings, differences.

Places are counted in UTF-16 units here, as JavaScript counts; a character beyond the Basic Multilingual Plane
(𬭚, 𠮷) is two of them.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from chengnuo.check import Finding
from chengnuo.compare import Comparison
from chengnuo.dates import latest_day
from chengnuo.diff import Difference
from chengnuo.export.table import amount
from chengnuo.messages import in_language, say_doubt
from chengnuo.model import Commitment, Extraction
from chengnuo.packs import load_pack
from chengnuo.pipeline import readable
from chengnuo.review.decisions import cell_of
from chengnuo.sides import Place
from chengnuo.spans import Doubt, Span
from chengnuo.wire import city_of, value_to_wire

# UTF-8 bytes of source texts that a report holds; two thousand plans of ten pages exceed it. A browser opens a page
# of twice this size from a USB stick in a few seconds.
TEXT_BUDGET = 20_000_000
# Characters kept on either side of what is shown, where texts are not kept whole: the first that keeps the budget.
CONTEXTS = (240, 120, 60, 30, 10)
# The languages of the page.
LANGUAGES = ("zh", "en")
# How much of a document's beginning is shown for it.
OPENING = 80

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")
_PLAIN = (
    "status", "kind", "indicator", "indicator_id", "subject", "op", "unit", "change", "baseline", "deadline",
    "recurrence", "binding", "scope", "place", "rule",
)  # fmt: skip


def embedded(value: Any) -> str:
    """The value as JSON that can stand inside a script element: it holds no `<`, `>`, `&` or lone surrogate."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def dossier(
    extractions: Sequence[Extraction],
    commitments: Sequence[Commitment],
    comparisons: Sequence[Comparison],
    findings: Sequence[Finding],
    differences: Sequence[Difference],
    *,
    text_budget: int = TEXT_BUDGET,
) -> dict[str, Any]:
    """Everything that the page shows, as JSON-ready values; texts and repeated words stand in it once."""
    shelf = _Shelf(extractions)
    table = _Table(shelf)
    for row in commitments:
        table.add(row, listed=True)
    found = {
        "comparisons": [_comparison(one, table) for one in comparisons],
        "findings": [_finding(one, table) for one in findings],
        "differences": [_difference(one, table, shelf) for one in differences],
    }
    context = shelf.context(text_budget)
    return {
        "listed": table.listed,
        "documents": shelf.documents,
        "texts": shelf.texts(context),
        "whole": context is None,
        "rows": table.columns or {"id": []},
        "strings": list(table.strings),
        "doubts": [_doubt(*one) for one in table.doubts],
        **found,
    }


@dataclass(slots=True)
class _Shelf:
    """The texts and their documents; remembers which places are shown."""

    extractions: Sequence[Extraction]
    documents: list[dict[str, Any]] = field(default_factory=list)
    _known: dict[tuple[int, int], int] = field(default_factory=dict)
    _texts: dict[str, int] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)
    _astral: list[list[int]] = field(default_factory=list)
    _shown: list[list[Span]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for n, one in enumerate(self.extractions):
            self._texts.setdefault(one.source, n)
            self._ids |= {row.id: n for row in one.commitments}
            self._astral.append([match.start() for match in _ASTRAL.finditer(one.text)])
            self._shown.append([])
            for k, part in enumerate(one.parts):
                self._known[n, k] = len(self.documents)
                where = self.place(n, part.span)
                self.show(n, Span(part.span.start, min(part.span.start + OPENING, part.span.end)))
                self.documents.append(
                    {
                        "text": n,
                        "n": k + 1,
                        "source": one.source,
                        "id": f"{one.sha256[:12]}#{k + 1}",
                        "title": part.title,
                        "genre": part.genre,
                        "number": part.number,
                        "issuer": part.issuer,
                        "date": part.date,
                        "city": city_of(part),
                        "province": part.region[0],
                        "status": part.status,
                        "start": where[0],
                        "end": where[1],
                    }
                )

    def text_of(self, row: Commitment) -> int:
        """The text that a commitment stands in; -1 where it is not among the extractions."""
        return self._ids.get(row.id, self._texts.get(row.source, -1))

    def text_named(self, source: str) -> int:
        return self._texts.get(source, -1)

    def document(self, text: int, part: int) -> int:
        return self._known.get((text, part), -1)

    def clean(self, text: int, quote: str) -> str | None:
        """What a quotation reads as, where it is not read as it stands."""
        if text < 0 or quote in self.extractions[text].clean:
            return None
        words = readable(quote)
        return words if words and words != " ".join(quote.split()) else None

    def place(self, text: int, span: Span) -> tuple[int, int]:
        """The span in UTF-16 units."""
        astral = self._astral[text]
        return span.start + bisect_left(astral, span.start), span.end + bisect_left(astral, span.end)

    def show(self, text: int, span: Span) -> tuple[int, int]:
        """The span in UTF-16 units, noted as shown."""
        self._shown[text].append(span)
        return self.place(text, span)

    def context(self, budget: int) -> int | None:
        """How many characters around what is shown fit into the budget (in bytes); None where all texts do."""
        if sum(len(one.text.encode("utf-8", "replace")) for one in self.extractions) <= budget:
            return None
        for context in CONTEXTS:
            # A Chinese character is three bytes of UTF-8.
            if 3 * sum(len(p) for n in range(len(self.extractions)) for p in self._pieces(n, context)) <= budget:
                return context
        return CONTEXTS[-1]

    def _pieces(self, n: int, context: int | None) -> Iterable[Span]:
        size = len(self.extractions[n].text)
        return (Span(0, size),) if context is None else _around(self._shown[n], size, context)

    def texts(self, context: int | None) -> list[dict[str, Any]]:
        """The texts in pieces: whole, or with so many characters around what is shown."""
        return [
            {
                "source": one.source,
                "format": one.format,
                "pieces": [[self.place(n, piece)[0], piece.of(one.text)] for piece in self._pieces(n, context)],
                "pages": [[page.number, self.place(n, page.span)[0]] for page in one.pages],
            }
            for n, one in enumerate(self.extractions)
        ]


def _around(spans: Iterable[Span], size: int, context: int) -> Iterator[Span]:
    """The spans with their context, overlapping ones joined."""
    last: Span | None = None
    for span in sorted(spans):
        wide = Span(max(span.start - context, 0), min(span.end + context, size))
        if last is not None and wide.start <= last.end:
            last = last.hull(wide)
            continue
        if last is not None:
            yield last
        last = wide
    if last is not None:
        yield last


@dataclass(slots=True)
class _Table:
    """The rows as columns; words are numbers into `strings`, doubts into `doubts`, -1 is for none."""

    shelf: _Shelf
    strings: dict[str, int] = field(default_factory=dict)
    doubts: dict[tuple[str, str, tuple[str, ...]], int] = field(default_factory=dict)
    columns: dict[str, list[Any]] = field(default_factory=dict)
    listed: list[int] = field(default_factory=list)
    _rows: dict[tuple[str, str, int, int], int] = field(default_factory=dict)

    def add(self, row: Commitment, *, listed: bool = False) -> int:
        """The number of the row, which is added where it is new."""
        key = (row.id, row.source, row.span.start, row.span.end) if row.id else ("", row.source, id(row), 0)
        if key not in self._rows:
            self._rows[key] = len(self._rows)
            for name, value in self._cells(row).items():
                self.columns.setdefault(name, []).append(value)
        number = self._rows[key]
        if listed:
            self.listed.append(number)
        return number

    def _cells(self, row: Commitment) -> dict[str, Any]:
        text = self.shelf.text_of(row)
        value = row.value[0] if isinstance(row.value, tuple) else row.value
        day = latest_day(row.deadline) if row.deadline else None
        show = self.shelf.show if text >= 0 else (lambda _, span: (span.start, span.end))
        at = show(text, row.span)
        number = show(text, row.value_span) if row.value_span else (-1, -1)
        return {
            "id": row.id,
            "text": text,
            "document": self.shelf.document(text, row.part),
            "start": at[0],
            "end": at[1],
            "value_start": number[0],
            "value_end": number[1],
            "page": row.page,
            "restated": int(row.restated),
            "number": value_to_wire(value),
            "value": self.word(None if row.value is None else str(cell_of(row, "value"))),
            "quote": -1 if text >= 0 else self.word(row.quote),
            "clean": self.word(self.shelf.clean(text, row.quote)),
            "city": self.word(city_of(row.document)),
            "amount": self.word(amount(row) or None),
            "day": self.word(day.isoformat() if day else None),
            "units": [self.word(name) for name in row.units],
            "doubts": self.doubtful(row.doubts),
            **{name: self.word(getattr(row, name)) for name in _PLAIN},
        }

    def doubtful(self, doubts: Iterable[Doubt]) -> list[int]:
        """The doubts as numbers into `doubts`."""
        numbers = []
        for one in doubts:
            key = (one.code, one.reason, one.alternatives)
            if key not in self.doubts:
                self.doubts[key] = len(self.doubts)
            numbers.append(self.doubts[key])
        return numbers

    def word(self, text: str | None) -> int:
        return -1 if text is None else self.strings.setdefault(text, len(self.strings))


def _doubt(code: str, reason: str, alternatives: tuple[str, ...]) -> list[Any]:
    """A doubt with its reason by language: the reader of the page may change it."""
    doubt = Doubt(code=code, span=Span(0, 0), reason=reason, alternatives=alternatives)
    return [code, {name: say_doubt(in_language(load_pack(), name), doubt) for name in LANGUAGES}, alternatives]


def _comparison(one: Comparison, table: _Table) -> dict[str, Any]:
    return {
        "id": one.indicator_id,
        "indicator": one.indicator,
        "unit": one.unit,
        "comparable": one.comparable,
        "because": one.because,
        "rows": [
            [table.add(row.commitment), table.word(row.city), table.word(row.mark), table.word(row.against)]
            for row in one.rows
        ],
        "national": [
            {"subject": n.subject, "op": n.op, "value": value_to_wire(n.value), "unit": n.unit, "source": n.source}
            for n in one.national
        ],
    }


def _finding(one: Finding, table: _Table) -> dict[str, Any]:
    return {
        "verdicts": list(one.verdicts),
        "because": one.because,
        "before": None if one.earlier is None else {"row": table.add(one.earlier)},
        "after": None if one.later is None else {"row": table.add(one.later)},
        "doubts": table.doubtful(one.doubts),
    }


def _difference(one: Difference, table: _Table, shelf: _Shelf) -> dict[str, Any]:
    return {
        "verdicts": list(one.kinds),
        "layer": one.layer,
        "task": one.task,
        "because": one.because,
        "before": _end(one.before, table, shelf),
        "after": _end(one.after, table, shelf),
        "doubts": [],
    }


def _end(end: Commitment | Place | None, table: _Table, shelf: _Shelf) -> dict[str, Any] | None:
    if end is None:
        return None
    if isinstance(end, Commitment):
        return {"row": table.add(end)}
    text = shelf.text_named(end.source)
    if text < 0:
        return {"quote": end.quote, "text": -1, "start": 0, "end": 0, "document": -1}
    start, stop = shelf.show(text, end.span)
    shown = {"text": text, "start": start, "end": stop, "document": shelf.document(text, end.part)}
    return shown | ({"clean": words} if (words := shelf.clean(text, end.quote)) else {})
