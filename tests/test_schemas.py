"""The schemas written by hand say the same as the values, and real output keeps to them."""

from __future__ import annotations

import dataclasses
import json
import re
import sqlite3
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import ROOT
from jsonschema import Draft202012Validator
from test_store import make

from chengnuo import model
from chengnuo.model import BodyMention, Commitment, Part, Quantity, TaskText, TimeMention
from chengnuo.spans import Doubt
from chengnuo.wire import to_wire

SCHEMA = json.loads((ROOT / "schemas" / "extraction.schema.json").read_text(encoding="utf-8"))
SQL = (ROOT / "schemas" / "ledger.sql").read_text(encoding="utf-8")


def validate(wire: Any) -> list[str]:
    errors = Draft202012Validator(SCHEMA).iter_errors(json.loads(json.dumps(wire)))
    return [f"{error.json_path}: {error.message}" for error in errors]


def fields(value: type) -> set[str]:
    return {field.name for field in dataclasses.fields(value)}


def in_parts(names: set[str], spans: dict[str, tuple[str, str]]) -> set[str]:
    """The names, with each span as its two ends."""
    return {part for name in names for part in spans.get(name, (name,))}


def test_the_schema_is_a_valid_json_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_output_with_something_in_every_layer_keeps_to_the_schema() -> None:
    assert validate(to_wire(make())) == []


@pytest.mark.parametrize("name", [p.name for p in sorted((ROOT / "corpora").glob("*.txt"))])
def test_real_output_keeps_to_the_schema(name: str, corpora: Path) -> None:
    from chengnuo.pipeline import extraction_of_bytes

    assert validate(to_wire(extraction_of_bytes((corpora / name).read_bytes(), name))) == []


def test_the_schema_would_notice_a_wrong_value() -> None:
    wire = to_wire(make())
    wire["commitments"][0]["deadline"] = "by 2027"
    wire["commitments"][1]["kind"] = "milestone"
    del wire["documents"][0]["region"]
    assert len(validate(wire)) == 4


ENDS = ("start", "end")


@pytest.mark.parametrize(
    ("name", "value", "only_here", "only_there"),
    [
        ("commitment", Commitment, {"city"}, {"part", "deadline_span"}),
        ("document", Part, {"index"}, {"carrier"}),
        ("date", TimeMention, {"quote"}, set()),
        ("percentage", Quantity, {"quote"}, {"unit", "bound"}),
        ("unit", BodyMention, {"quote"}, set()),
        ("doubt", Doubt, set(), set()),
    ],
)
def test_json_fields_are_those_of_the_values(name: str, value: type, only_here: set[str], only_there: set[str]) -> None:
    ours = set(SCHEMA["$defs"][name]["properties"])
    theirs = in_parts(fields(value) - only_there, {"span": ENDS, "value_span": ("value_start", "value_end")})
    assert ours - only_here == theirs


@pytest.mark.parametrize(
    ("path", "choices"),
    [
        (("$defs", "op", "enum"), model.Op),
        (("$defs", "date", "properties", "type", "enum"), model.TimeType),
        (("$defs", "document", "properties", "status", "enum"), model.PartStatus),
        (("$defs", "unit", "properties", "role", "enum"), model.Role),
        (("$defs", "commitment", "properties", "kind", "enum"), model.Kind),
        (("$defs", "commitment", "properties", "status", "enum"), model.Status),
        (("$defs", "commitment", "properties", "binding", "enum"), model.Binding),
        (("$defs", "commitment", "properties", "change", "enum"), model.Change),
    ],
)
def test_json_choices_are_those_of_the_values(path: tuple[str, ...], choices: Any) -> None:
    found: Any = SCHEMA
    for key in path:
        found = found[key]
    assert set(found) - {None} == set(get_args(choices))


# ---------------------------------------------------------------- the ledger


def columns(table: str) -> set[str]:
    connection = sqlite3.connect(":memory:")
    connection.executescript(SQL)
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


NUMBERS = ("value", "value_high", "value_exact")
SPANS = {
    "span": ENDS,
    "scope": ("scope_start", "scope_end"),
    "bound": ("bound_start", "bound_end"),
    "task": ("task_start", "task_end"),
    "value_span": ("value_start", "value_end"),
    "deadline_span": ("deadline_start", "deadline_end"),
    "value": NUMBERS,
    "part": ("document",),
    "region": ("province", "city", "county"),
}


@pytest.mark.parametrize(
    ("table", "value", "stored_elsewhere", "renamed"),
    [
        ("commitments", Commitment, {"units", "doubts", "source", "document"}, {"scope": ("scope",)}),
        ("documents", Part, set(), {}),
        ("times", TimeMention, {"doubts"}, {"value": ("value",)}),
        ("quantities", Quantity, {"doubts"}, {}),
        ("bodies", BodyMention, {"doubts"}, {}),
        ("tasks", TaskText, {"bodies"}, {}),
        ("pages", model.Page, set(), {}),
        ("blocks", model.Block, set(), {}),
        ("doubts", Doubt, set(), {}),
        ("rejections", model.Rejection, set(), {}),
    ],
)
def test_columns_of_the_ledger_are_the_fields_of_the_values(
    table: str, value: type, stored_elsewhere: set[str], renamed: dict[str, tuple[str, ...]]
) -> None:
    theirs = in_parts(fields(value) - stored_elsewhere, SPANS | renamed)
    own = {"id", "file", "n", "layer"} - theirs
    assert columns(table) - own == theirs


def test_every_table_is_strict_and_every_column_explained() -> None:
    tables = re.findall(r"^CREATE TABLE (\w+) \((.*?)^\) (STRICT.*?);$", SQL, re.DOTALL | re.MULTILINE)
    assert len(tables) == SQL.count("CREATE TABLE")
    for table, body, _ in tables:
        lines = [line for line in body.splitlines() if re.match(r'\s+"?[a-z]\w*"? (TEXT|INTEGER|REAL)', line)]
        assert len(lines) == len(columns(table)), table
        assert [line for line in lines if " -- " not in line] == []
