"""The ledger in Datasette: labelled, searchable, read-only, and on this machine alone."""

from __future__ import annotations

import asyncio
import inspect
from pathlib import Path
from typing import Any

import pytest
from test_store import keep, make

from chengnuo import cli, store
from chengnuo.serve import application, configuration, serve
from chengnuo.store.dictionary import dictionary

datasette = pytest.importorskip("datasette", reason="the extra chengnuo[serve] is not installed")


@pytest.fixture
def path(tmp_path: Path) -> str:
    name = str(tmp_path / "edu.db")
    db = store.create_ledger(name)
    keep(db, make())
    db.close()
    return name


def get(path: str, url: str, **query: str) -> Any:
    async def ask() -> Any:
        return await application(path).client.get(url, params=query)

    return asyncio.run(ask())


def rows(path: str, query: str, **values: str) -> list[dict[str, Any]]:
    answer = get(path, f"/edu/{query}.json", _shape="array", **values)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


@pytest.mark.parametrize("asked", ["学位", "位", "公办学位 市教育局", "95%", ""])
def test_full_text_search_finds_chinese_words_of_any_length(path: str, asked: str) -> None:
    found = [row["text"] for row in rows(path, "search", words=asked)]
    texts = [line for line in make().text.splitlines() if asked and all(word in line for word in asked.split())]
    assert sorted(found) == sorted(texts)


@pytest.mark.parametrize("asked", ['"', "' OR 1=1 --", "学位 AND", "NEAR(", "*"])
def test_signs_of_a_query_language_are_looked_for_as_they_are(path: str, asked: str) -> None:
    assert rows(path, "search", words=asked) == []


def test_our_queries_find_what_is_due_of_an_indicator_and_doubtful(path: str) -> None:
    assert len(rows(path, "due", day="2027-12-31")) == 2
    assert rows(path, "due", day="2026-12-31") == []
    assert len(rows(path, "indicator", city="六安市", indicator="公办")) == 1
    assert [(row["doubts"], row["why"].partition(":")[0]) for row in rows(path, "doubtful")] == [(1, "restored-date")]


def test_every_table_and_column_is_explained() -> None:
    tables = configuration("edu.db")["databases"]["edu"]["tables"]
    assert tables.keys() == {table.name for table in dictionary()}
    assert tables["commitments"]["columns"]["deadline"].startswith("EDTF")
    assert tables["documents"]["label_column"] == "title"
    for name, entry in tables.items():
        known = {column.name for table in dictionary() if table.name == name for column in table.columns}
        if known:
            assert set(entry.get("facets", ())) <= known, name
            assert entry.get("label_column") in known | {None}, name


def test_pages_show_labels_and_facets(path: str) -> None:
    page = get(path, "/edu/commitments").text
    assert "one row for every measurable or dated statement" in page
    facets = get(path, "/edu/ledger.json").json()["facet_results"]
    assert "city" in str(facets)


def test_nothing_can_be_written(path: str) -> None:
    before = Path(path).read_bytes()
    answer = get(path, "/edu.json", sql="delete from commitments")
    assert answer.status_code == 400
    assert Path(path).read_bytes() == before


def test_it_listens_on_this_machine_alone() -> None:
    assert inspect.signature(serve).parameters["host"].default == "127.0.0.1"
    option = next(p for p in cli.chengnuo.commands["serve"].params if p.name == "host")
    assert option.default == "127.0.0.1"


def test_a_missing_ledger_is_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.run(["serve", "--db", str(tmp_path / "none.db")]) == 1
