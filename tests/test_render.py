"""Rows as tables for people."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from chengnuo.cli.output import Output, emit_pieces
from chengnuo.errors import ChengnuoError
from chengnuo.render import Sheet, html_groups, joined, table


def _sheet(*rows: dict[str, object]) -> Sheet:
    return Sheet(columns=tuple(rows[0]), rows=rows, wire=rows)


def test_columns_are_aligned_by_what_characters_take_on_the_screen() -> None:
    lines = table(_sheet({"task": "扩大供给", "n": 12, "by": "甲局"}, {"task": "a", "n": 3.0, "by": "b"})).splitlines()
    assert lines == ["task        n   by", "────────────────────", "扩大供给   12   甲局", "a           3   b"]


def test_a_piped_row_stays_on_one_line_and_a_terminal_folds_it() -> None:
    sheet = _sheet({"rule": "r", "quote": "到2027年全市公办幼儿园在园幼儿占比达到百分之六十"})
    assert len(table(sheet).splitlines()) == 3
    folded = table(sheet, width=26).splitlines()
    assert [line[7:] for line in folded[2:]] == ["到2027年全市公办幼", "儿园在园幼儿占比达", "到百分之六十"]


@given(
    st.lists(st.tuples(st.text(max_size=60), st.text(max_size=90), st.integers(0, 10**20)), min_size=1, max_size=5),
    st.integers(24, 120),
)
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str, int]], width: int) -> None:
    found = table(_sheet(*({"quote": one, "task": two, "n": three} for one, two, three in rows)), width=width)
    assert all(cell_len(line) <= width for line in found.split("\n"))


def test_rows_that_a_narrow_terminal_would_squeeze_are_laid_out_over_lines() -> None:
    row: dict[str, object] = {
        "due": "overdue, no evidence found",
        "day": "2025-12-31",
        "units": "区教体局、区财政局、区民政局",
        "quote": "全区残疾儿童少年入学率达到95%以上，基本公共教育服务体系更加完善，义务教育优质均衡发展",
        "id": "c79b1e01cac1d",
    }
    other = row | {"units": None, "id": "c12"}
    lines = table(_sheet(row, other), width=60).splitlines()
    assert lines[:6] == [
        "due     overdue, no evidence found",
        "day     2025-12-31",
        "units   区教体局、区财政局、区民政局",
        "quote   全区残疾儿童少年入学率达到95%以上，基本公共教育服务",
        "        体系更加完善，义务教育优质均衡发展",
        "id      c79b1e01cac1d",
    ]
    assert lines[6:8] == ["", "due     overdue, no evidence found"]
    assert [line.split()[0] for line in lines[8:]] == ["day", "quote", "体系更加完善，义务教育优质均衡发展", "id"]
    assert len(table(_sheet(row, other), width=180).splitlines()) == 4
    assert table(_sheet(row), width=60, colour=True).startswith("\x1b[1mdue     overdue, no evidence found\x1b[0m\n")


def test_groups_of_a_page_stand_under_their_headings_without_empty_columns() -> None:
    groups = [
        (name, _sheet({"city": "甲市", "gap": None, "amount": amount})) for name, amount in (("甲率", 1), ("乙<率", 2))
    ]
    page = html_groups(groups)
    assert (
        page.index("<h2>甲率</h2>")
        < page.index("<td>1</td>")
        < page.index("<h2>乙&lt;率</h2>")
        < page.index("<td>2</td>")
    )
    assert (page.count("<html>"), "gap" in page) == (1, False)


def test_lists_have_the_comma_of_their_script() -> None:
    assert (joined(["status", "deadline"]), joined(["甲局", "A局"])) == ("status, deadline", "甲局、A局")


def test_where_nothing_can_be_written_the_file_asked_for_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(Path, "unlink", refuse)
    out = Output(format="csv", path=str(tmp_path / "r.csv"), quiet=True)
    with pytest.raises(ChengnuoError, match=r"r\.csv"):
        emit_pieces(["x"], out)
