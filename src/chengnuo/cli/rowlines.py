"""Rows of comparisons as JSON, several times as fast as dictionaries are made and written.

What a comparison of a large ledger takes is mostly this. All its rows have the same keys, and most of their words stand
in many rows, so the keys are written here and each of those words is put into JSON once.
"""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any

from chengnuo.model import Part, Value
from chengnuo.wire import doubts_to_wire, paper_to_wire, value_to_wire

encode = json.JSONEncoder(ensure_ascii=False).encode
_text = encode_basestring


class RowLines:
    """What writes rows; it keeps what it has written of words and documents.

    `line` gives, to the letter, what `encode` makes of `row_to_wire` (a test holds them together).
    """

    def __init__(self) -> None:
        self.words = _Words()
        self.papers: dict[tuple[int, int], tuple[Part | None, str]] = {}

    def line(self, row: Any, indicator_id: str, link: Any = None) -> str:
        """The JSON object of a row of the comparison of an indicator, with its link where there is one."""
        one, words = row.commitment, self.words
        at, task = one.value_span, one.task
        value_at = '"value_start": null, "value_end": null' if at is None else _VALUE_AT % (at.start, at.end)
        return (
            f'{{"id": {_text(one.id)}, "source": {words[one.source]}, "document": {self._paper(one)}, '
            f'"city": {words[row.city]}, "start": {one.span.start}, "end": {one.span.end}, {value_at}, '
            f'"status": {words[one.status]}, "restated": {"true" if one.restated else "false"}, '
            f'"restated_from": {words[one.restated_from]}, "kind": {words[one.kind]}, '
            f'"indicator": {words[one.indicator]}, "indicator_id": {words[indicator_id]}, '
            f'"subject": {words[one.subject]}, "op": {words[one.op]}, "value": {_number(one.value)}, '
            f'"unit": {words[one.unit]}, "change": {words[one.change]}, "baseline": {words[one.baseline]}, '
            f'"deadline": {words[one.deadline]}, "recurrence": {words[one.recurrence]}, '
            f'"binding": {words[one.binding]}, "scope": {words[one.scope]}, "units": {_list(one.units)}, '
            f'"task": {"null" if task is None else f"[{task.start}, {task.end}]"}, "quote": {_text(one.quote)}, '
            f'"page": {"null" if one.page is None else one.page}, "place": {_text(one.place)}, '
            f'"rule": {words[one.rule]}, "doubts": {encode(doubts_to_wire(one.doubts)) if one.doubts else "[]"}, '
            f'"mark": {words[row.mark]}, "gap": {_number(row.gap)}, "against": {words[row.against]}'
            f"{'' if link is None else f', {_LINK}{encode(link)}'}}}"
        )

    def _paper(self, one: Any) -> str:
        """The JSON of the row's document: a third of all that there is to write, and the same for many rows."""
        key = one.part, id(one.document)  # which stays its own while it is kept
        if key not in self.papers:
            self.papers[key] = one.document, encode(paper_to_wire(one.part, one.document))
        return self.papers[key][1]


_VALUE_AT = '"value_start": %d, "value_end": %d'
_LINK = '"link": '


class _Words(dict[str | None, str]):
    """Words in JSON."""

    def __missing__(self, words: str | None) -> str:
        made = self[words] = encode(words)
        return made


@lru_cache(maxsize=65536)
def _number(value: Value | None) -> str:
    return encode(value_to_wire(value))


@lru_cache(maxsize=65536)
def _list(words: tuple[str, ...]) -> str:
    return encode(words)
