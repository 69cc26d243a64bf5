"""Time grows with the length of a text and not with its square, on texts made to provoke it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from re import _constants as ops  # type: ignore[attr-defined]
from types import SimpleNamespace
from typing import Any

import pytest

from chengnuo import extract_text
from chengnuo.assemble import assemble
from chengnuo.assemble.lexicon import lexicon
from chengnuo.assemble.wholes import is_part
from chengnuo.extract.bodies import find_bodies
from chengnuo.extract.quantities import find_quantities
from chengnuo.extract.times import find_times
from chengnuo.extract.unread import unread_figures
from chengnuo.firsts import code_of
from chengnuo.model import Document, Mentions, Outline, Part, Quantity, Table
from chengnuo.outline import outline
from chengnuo.packs import load_pack
from chengnuo.parsers.tabbed import tables_of
from chengnuo.spans import Rewrite, Span

# A tenfold text may take thirty times as long before a square (a hundred times) is suspected: wide enough for a
# noisy machine, narrow enough to see quadratic work.
FACTOR = 10
ALLOWED = 30.0
HOSTILE = {
    "digits": "1",
    "decimals": "1.",
    "hanzi numerals": "一",
    "open brackets": "（",
    "nested titles": "《〈",
    "quotation marks": "“",
    "one long clause": "教育",
    "quantities in one clause": "增加3所、",
    "percentages in one line": "达到95%以上，",
    "dates in one line": "到2027年底，",
    "enumerators": "1.",
    "headings": "一、工作\n",
    "bodies": "市教育局、",
    "lists": "（责任单位：市教育局）",
    "table cells": "1\n市教育局\n2026年底\n",
    "glosses": "關(guān)",
    "lost dates": "20266月底，",
    "blank lines": "\n",
    "blanks": " ",
    "titles of tables": "表\n",
    "carriers": "关于印发《方案》的通知\n",
    "headers in one line": "指标 单位 2020年 2025年 属性 ",
    "headers": "指标 单位 2020年 2025年 属性\n",
    "recurrences in one clause": "每月1次、",
    "lead-ins in one line": "将以下工作：",
    "turns to and fro": "。下一步：。近年来，",
    "schools by size": "1所9个班以上的幼儿园",
    "days in one line": "12月23日",
    "ratios in one line": "师生比1:15、",
    "years that share their sign": "2023、",
    "lists of things served": "对4条管网、",
    "batches in one line": "第一批（2022年）：甲区；",
    "numbers behind labels": "教师：5名；",
    "periods in one line": "五年内，",
    "years on lines of their own": "2025年\n",
    "annexes": "附件1\n",
    "rates on lines of their own": "95%\n",
    "classes as headings": "（一）小学\n班额45人。\n（二）初中\n班额50人。\n",
}


STAGES = {
    "times": ("1", "年", "2025", "二", "《", "（", "每", "2024年1", "1月至", "上", "十四五", "第"),
    "quantities": ("1", "十", "1,", "1.", "不低于", "的", "1个、", "5%-", "（", "百分之", "1至", "近1"),
    "bodies": (
        "推进（牵头单位：市教育局）。",
        "责任单位：",
        "附件1\n",
        "1.加强\n",
        "序号\n任务\n目标\n1\n",
        "市教育局和",
    ),
}
PACK = load_pack()


def plain(text: str) -> Outline:
    return Outline(text=text, parts=(Part(span=Span(0, len(text)), title=None, genre=None, date="2025-03-01"),))


def times(text: str) -> object:
    return find_times(plain(text), PACK, issued=None)


def quantities(text: str) -> object:
    return find_quantities(plain(text), PACK, find_times(plain(text), PACK, issued=None))


def bodies(text: str) -> object:
    document = Document(source="t", format="text", text=text, sha256="")
    return find_bodies(outline(document, Rewrite(text), PACK), PACK)


def commitments(text: str) -> object:
    """Of a text in which each 5个 counts something."""
    places = (match.start() for match in re.finditer("5个", text))
    found = tuple(Quantity(span=Span(at, at + 2), op="=", value=Decimal(5), unit="个") for at in places)
    return assemble(plain(text), Mentions(quantities=found), PACK)


def seconds(read: Callable[[str], object], text: str) -> float:
    """The time of the processor for reading the text once."""
    start = time.process_time()
    read(text)
    return time.process_time() - start


def grows_with_length(read: Callable[[str], object], unit: str, *, length: int) -> bool:
    """Whether a text ten times as long takes no more than thirty times as long to read."""
    small = unit * (length // len(unit))
    once = max(min(seconds(read, small) for _ in range(3)), 0.002)
    # A busy machine may slow one reading down, not three.
    return any(seconds(read, small * FACTOR) < ALLOWED * once for _ in range(3))


@pytest.mark.parametrize("name", HOSTILE)
def test_the_time_of_reading_grows_with_the_length(name: str) -> None:
    assert grows_with_length(extract_text, HOSTILE[name], length=2500)


def table_of_rows(count: int) -> str:
    """A table in plain text of so many rows."""
    rows = "".join(f"{number} 建设学校{number}所 市教育局 2025年\n" for number in range(count))
    return f"序号 任务 责任单位 完成时限\n{rows}"


def table_of_years(count: int) -> str:
    """A table of so many columns."""
    years = "\t".join(f"{2000 + number % 99}年" for number in range(count))
    return f"指标\t{years}\n教师数\t" + "\t".join(map(str, range(count))) + "\n"


def table_of_cells(count: int) -> str:
    """A table of so many rows that was flattened to a cell a line."""
    return "指标\n单位\n2020年\n2025年\n" + "教师数\n人\n30\n40\n" * (4 * count)


@pytest.mark.parametrize("table", [table_of_rows, table_of_years, table_of_cells])
def test_the_time_of_reading_a_table_grows_with_its_cells(table: Callable[[int], str]) -> None:
    once = min(seconds(extract_text, table(250)) for _ in range(2))
    assert any(seconds(extract_text, table(250 * FACTOR)) < 2 * FACTOR * once for _ in range(3))


def test_the_time_of_looking_for_unread_tables_grows_with_their_number() -> None:
    row = "1|2|3|4|5\n"

    def unread(text: str) -> object:
        tables = tuple(Table(span=Span(*found.span()), cells=()) for found in re.finditer(re.escape(row), text))
        return list(unread_figures(replace(plain(text), tables=tables), (), PACK))

    assert len(unread((row + 201 * "文" + "\n") * 3)) == 3
    assert grows_with_length(unread, row + 201 * "文" + "\n", length=60000)


def test_the_time_of_telling_the_parts_of_wholes_grows_with_their_number() -> None:
    unit, lex = "投资7亿元，其中公路5亿元；", lexicon(PACK)

    def read(text: str) -> None:
        scene: Any = SimpleNamespace(text=text, lex=lex)
        for end in range(len(unit), len(text) + 1, len(unit)):
            row: Any = SimpleNamespace(clause=SimpleNamespace(sentence=0), at=end - len("5亿元；"))
            assert is_part(scene, row)

    assert grows_with_length(read, unit, length=300 * len(unit))


@pytest.mark.parametrize(("stage", "unit"), [(stage, unit) for stage, units in STAGES.items() for unit in units])
def test_the_time_of_a_stage_grows_with_the_length(stage: str, unit: str) -> None:
    read = {"times": times, "quantities": quantities, "bodies": bodies, "commitments": commitments}[stage]
    assert grows_with_length(read, unit, length=2000)


@pytest.mark.parametrize(
    ("rows", "stray"), [("甲\t乙\t丙\n1\t2\t3\n", "推进\n\t\t\t工作\n"), ("甲  1  2\n" * 2, "甲　　　\n")]
)
def test_lines_with_one_cell_far_below_a_table_take_no_longer_than_others(rows: str, stray: str) -> None:
    assert grows_with_length(lambda text: tables_of(rows + text, PACK), stray, length=20000)


@pytest.mark.parametrize(
    "keys",
    [
        ("assemble", "patterns", "compared"),
        ("assemble", "patterns", "news"),
        ("assemble", "patterns", "planning"),
        ("assemble", "patterns", "relative_year"),
        ("bodies", "labels", "trigger"),
        ("bodies", "names", "ending"),
        ("bodies", "verbs", "this_work"),
        ("dates", "roc", "evidence"),
        ("outline", "run_on", "signed_day"),
        ("outline", "task", "due"),
        ("quantities", "cells", "first"),
        ("quantities", "cells", "spaced"),
        ("regions", "levels", "county"),
        ("regions", "taiwan"),
    ],
)
def test_what_is_looked_for_in_every_text_begins_with_a_character(keys: tuple[str, ...]) -> None:
    """A search passes over the other characters five times as fast as it tries the ways at each."""
    info, _, flags, *_ = code_of(load_pack().source(*keys))[1]
    assert info == ops.INFO
    assert flags & (ops.SRE_INFO_PREFIX | ops.SRE_INFO_CHARSET)
