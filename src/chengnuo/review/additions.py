"""Rows that people add: what the machine missed, with the words of the source that it stands in."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chengnuo.link import link_known
from chengnuo.model import Commitment, Extraction
from chengnuo.packs import Pack
from chengnuo.places import Places
from chengnuo.spans import Span
from chengnuo.wire import value_from_wire

ADD = "add"
# Characters of a quotation that an error repeats.
_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A row as a file gives it: the id of its document, words of it, the fields; `where` is its place in the file."""

    where: str
    document: str
    quote: str
    fields: Mapping[str, Any]
    reviewer: str
    note: str | None = None
    decided: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """A row that a person added: file and place, the fields as JSON-ready values, who and when (ISO 8601).

    `document` counts from 1; `page` and `place` are as those of the machine's rows.
    """

    sha256: str
    document: int
    span: Span
    quote: str
    fields: Mapping[str, Any]
    reviewer: str
    decided: str
    note: str | None = None
    indicator_id: str | None = None
    page: int | None = None
    place: str = ""

    @property
    def id(self) -> str:
        """Stays the same where file, place and fields stay the same, whoever adds it."""
        fields = json.dumps(dict(sorted(self.fields.items())), ensure_ascii=False)
        key = f"{self.sha256}:{self.span.start}:{self.span.end}:{fields}"
        return "c" + hashlib.sha256(key.encode()).hexdigest()[:12]

    def row(self) -> Commitment:
        """The commitment, without its document."""
        fields = {**self.fields, "value": value_from_wire(self.fields.get("value"))}
        return Commitment(
            span=self.span,
            value_span=None,
            **{**fields, "units": tuple(fields.get("units") or ())},
            id=self.id,
            part=self.document - 1,
            quote=self.quote,
            page=self.page,
            place=self.place,
            rule=f"added by {self.reviewer}",
            indicator_id=self.indicator_id,
        )


def placed(proposal: Proposal, extraction: Extraction, n: int, pack: Pack, *, moment: str) -> Addition:
    """The proposal at its place in the nth document (from 1) of the file; ValueError where it has none, or several."""
    span = _find(extraction.text, extraction.parts[n - 1].span, proposal.quote)
    where = Places(extraction)
    bare = Addition(
        sha256=extraction.sha256,
        document=n,
        span=span,
        quote=span.of(extraction.text),
        fields=proposal.fields,
        reviewer=proposal.reviewer,
        decided=proposal.decided or moment,
        note=proposal.note,
        page=where.page(span.start),
        place=where.place(span.start),
    )
    (linked,) = link_known((bare.row(),), pack)
    return replace(bare, indicator_id=linked.indicator_id)


def _find(text: str, within: Span, quote: str) -> Span:
    """Where the words stand in the document; blanks and line breaks between them do not count."""
    letters = [re.escape(letter) for letter in quote if not letter.isspace()]
    words = f"“{quote[:_SHOWN]}{'…' if len(quote) > _SHOWN else ''}”"
    if not letters:
        raise ValueError("quote: the exact words of the source are needed")
    found = [Span(*match.span()) for match in re.finditer(r"\s*".join(letters), within.of(text))]
    if not found:
        raise ValueError(f"quote: the document does not have the words {words}")
    if len(found) > 1:
        raise ValueError(f"quote: the words {words} stand {len(found)} times in the document; quote more of the clause")
    return Span(within.start + found[0].start, within.start + found[0].end)
