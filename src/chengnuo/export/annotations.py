"""Commitments as W3C Web Annotations with TextQuote and TextPosition selectors.

https://www.w3.org/TR/annotation-model/ ; positions count code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from chengnuo.export.texts import with_rows
from chengnuo.model import Commitment, Extraction
from chengnuo.wire import commitment_to_wire

# How many characters stand before and behind a quotation, for tools that find it again in a changed text.
CONTEXT = 32


def web_annotations(extractions: Sequence[Extraction], commitments: Iterable[Commitment]) -> bytes:
    """An AnnotationCollection as JSON-LD; the text around each quotation comes from its extraction."""
    commitments = list(commitments)
    texts = {row.id: one.text for one, rows in with_rows(extractions, commitments) for row in rows}
    items = [_annotation(row, texts.get(row.id, "")) for row in commitments]
    page = {"type": "AnnotationPage", "id": "urn:chengnuo:page:1", "startIndex": 0, "items": items}
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:chengnuo:collection",
        "type": "AnnotationCollection",
        "label": "commitments",
        "total": len(items),
        "first": page,
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def _annotation(row: Commitment, text: str) -> dict[str, Any]:
    start, end = row.span.start, row.span.end
    return {
        "id": f"urn:chengnuo:{row.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": row.indicator_id or row.indicator},
            {"type": "Dataset", "format": "application/json", "value": commitment_to_wire(row)},
        ],
        "target": {
            "source": quote(row.source),
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": row.quote,
                    "prefix": text[max(start - CONTEXT, 0) : start],
                    "suffix": text[end : end + CONTEXT],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        },
    }
