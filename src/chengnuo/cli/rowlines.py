"""Rows of comparisons as JSON in UTF-8, several times as fast as dictionaries are made and written.

What a comparison of a large ledger takes is mostly this. All its rows have the same keys, and most of their words stand
in many rows, so the keys are written here and each of those words is put into JSON once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from json.encoder import encode_basestring
from typing import TYPE_CHECKING, Any

from chengnuo.model import Commitment, Part, Value
from chengnuo.spans import Doubt
from chengnuo.wire import paper_to_wire, value_to_wire

if TYPE_CHECKING:
    from chengnuo.compare import Row

_ROW = (
    b'{"id": %b, "source": %b, "document": %b, "city": %b, "start": %d, "end": %d, "value_start": %b, "value_end": %b, '
    b'"status": %b, "restated": %b, "restated_from": %b, "kind": %b, "indicator": %b, "indicator_id": %b, '
    b'"subject": %b, "op": %b, "value": %b, "unit": %b, "change": %b, "baseline": %b, "deadline": %b, '
    b'"recurrence": %b, "binding": %b, "scope": %b, "units": %b, "task": %b, "quote": %b, "page": %b, "place": %b, '
    b'"rule": %b, "doubts": %b, "mark": %b, "gap": %b, "against": %b%b}'
)
_DOUBT = b'{"code": %b, "start": %d, "end": %d, "reason": %b, "alternatives": %b}'
_LINK = b', "link": %b'


class RowLines:
    """What writes rows; it keeps what it has written of words and documents.

    `line` gives, to the letter, what `encode` makes of `row_to_wire` (a test holds them together).
    """

    def __init__(self) -> None:
        self.words = _Words()
        self.papers: dict[tuple[int, int], tuple[Part | None, bytes]] = {}

    def line(self, row: Row, indicator_id: str, link: Mapping[str, Any] | None = None) -> bytes:
        """The JSON object of a row of the comparison of an indicator, with its link where there is one."""
        one, words = row.commitment, self.words
        at, value_at, task = one.span, one.value_span, one.task
        return _ROW % (
            _text(one.id), words[one.source], self._paper(one), words[row.city], at.start, at.end,
            b"null" if value_at is None else b"%d" % value_at.start,
            b"null" if value_at is None else b"%d" % value_at.end,
            words[one.status], b"true" if one.restated else b"false", words[one.restated_from], words[one.kind],
            words[one.indicator], words[indicator_id], words[one.subject], words[one.op], _number(one.value),
            words[one.unit], words[one.change], words[one.baseline], words[one.deadline], words[one.recurrence],
            words[one.binding], words[one.scope], _list(one.units),
            b"null" if task is None else b"[%d, %d]" % (task.start, task.end),
            _text(one.quote), b"null" if one.page is None else b"%d" % one.page, _text(one.place), words[one.rule],
            b"[%b]" % b", ".join(map(self._doubt, one.doubts)) if one.doubts else b"[]",
            words[row.mark], _number(row.gap), words[row.against], b"" if link is None else _LINK % encode(link),
        )  # fmt: skip

    def _paper(self, one: Commitment) -> bytes:
        """The JSON of the row's document: a third of all that there is to write, and the same for many rows."""
        key = one.part, id(one.document)  # which stays its own while it is kept
        if key not in self.papers:
            self.papers[key] = one.document, encode(paper_to_wire(one.part, one.document))
        return self.papers[key][1]

    def _doubt(self, doubt: Doubt) -> bytes:
        at, words = doubt.span, self.words
        return _DOUBT % (words[doubt.code], at.start, at.end, words[doubt.reason], _list(doubt.alternatives))


class _Words(dict[str | None, bytes]):
    """Words in JSON."""

    def __missing__(self, words: str | None) -> bytes:
        made = self[words] = encode(words)
        return made


def encode(value: Any) -> bytes:
    """The value in JSON in UTF-8, on one line."""
    return _encoded(value).encode()


_encoded = json.JSONEncoder(ensure_ascii=False).encode


def _text(words: str) -> bytes:
    return encode_basestring(words).encode()


@lru_cache(maxsize=65536)
def _number(value: Value | None) -> bytes:
    return encode(value_to_wire(value))


@lru_cache(maxsize=65536)
def _list(words: tuple[str, ...]) -> bytes:
    return encode(words)
