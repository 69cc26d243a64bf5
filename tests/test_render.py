"""Rows as tables for people."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from chengnuo.render import Sheet, table


def _sheet(*rows: dict[str, object]) -> Sheet:
    return Sheet(columns=tuple(rows[0]), rows=rows, wire=rows)


def test_columns_are_aligned_by_what_characters_take_on_the_screen() -> None:
    lines = table(_sheet({"task": "扩大供给", "n": 12, "by": "甲局"}, {"task": "a", "n": 3.0, "by": "b"})).splitlines()
    assert lines == ["task        n   by", "────────────────────", "扩大供给   12   甲局", "a           3   b"]


def test_a_piped_row_stays_on_one_line_and_a_terminal_folds_it() -> None:
    sheet = _sheet({"rule": "r", "quote": "到2027年全市公办幼儿园在园幼儿占比达到百分之六十"})
    assert len(table(sheet).splitlines()) == 3
    folded = table(sheet, width=26).splitlines()
    assert [line[7:] for line in folded[2:]] == ["到2027年全市公办", "幼儿园在园幼儿占", "比达到百分之六十"]


@given(
    st.lists(st.tuples(st.text(max_size=60), st.text(max_size=90), st.integers(0, 10**20)), min_size=1, max_size=5),
    st.integers(24, 120),
)
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, int]], width: int) -> None:
    found = table(_sheet(*({"quote": one, "task": two, "n": three} for one, two, three in rows)), width=width)
    assert all(cell_len(line) <= width for line in found.split("\n"))
