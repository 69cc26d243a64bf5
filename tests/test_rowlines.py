"""Rows of comparisons are written to the letter as their dictionaries are."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from chengnuo.cli.rowlines import RowLines
from chengnuo.compare import Row, row_to_wire
from chengnuo.model import Commitment, Part
from chengnuo.spans import Doubt, Span

SPANS = st.builds(Span, st.integers(0, 9), st.integers(0, 9))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)
COMMITMENTS = st.builds(
    Commitment,
    span=SPANS,
    value_span=st.none() | SPANS,
    indicator=st.text(),
    restated=st.booleans(),
    value=st.none() | NUMBERS | st.tuples(NUMBERS, NUMBERS),
    units=st.lists(st.text(), max_size=2).map(tuple),
    task=st.none() | SPANS,
    doubts=st.lists(st.builds(Doubt, code=st.text(), span=SPANS, reason=st.text()), max_size=2).map(tuple),
    document=st.none() | st.builds(Part, span=SPANS, title=st.none() | st.text(), genre=st.just("方案")),
    quote=st.text(),
    page=st.none() | st.integers(1, 9),
)
ROWS = st.builds(
    Row,
    commitment=COMMITMENTS,
    city=st.text(),
    mark=st.sampled_from([None, "strictest", "loosest"]),
    gap=st.none() | NUMBERS,
    against=st.none() | st.text(),
)


@given(st.lists(ROWS, min_size=1, max_size=3), st.none() | st.just({"how": "like", "words": ["率"], "score": 0.5}))
def test_a_row_is_written_as_its_dictionary_is(rows: list[Row], link: dict[str, object] | None) -> None:
    lines = RowLines()
    for row in rows:
        wire = row_to_wire(row, "a.b") | ({} if link is None else {"link": link})
        assert lines.line(row, "a.b", link).decode() == json.dumps(wire, ensure_ascii=False)


def test_equal_numbers_and_documents_of_other_places_are_told_apart() -> None:
    lines = RowLines()
    paper = Part(span=Span(0, 9), title="方案", genre=None)
    model = Commitment(
        span=Span(0, 1), value_span=None, status="pledged", kind="target", indicator="率", document=paper
    )
    facts = [(Decimal(1), True), (Decimal("1.0"), False), (Decimal("1.5"), True)]
    made = [
        Row(commitment=replace(model, value=value, restated=restated, part=part), city="甲市")
        for part, (value, restated) in enumerate(facts)
    ]
    found = [json.loads(lines.line(row, "a.b")) for row in made]
    assert [row["value"] for row in found] == [1, 1, 1.5]
    assert [row["restated"] for row in found] == [True, False, True]
    assert [row["document"]["index"] for row in found] == [1, 2, 3]
