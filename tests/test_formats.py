"""Every command gives every format that it names."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click
import openpyxl
import pytest

from chengnuo import cli

# What each command is given: L is the ledger, P a plan, R a reply, F a page with feedback on a draft, W a text with
# a mistake and I the id of a commitment.
ASKED = {
    "ingest": "P --db L",
    "list": "--db L",
    "extract": "P",
    "text": "P --explain",
    "explain": "P --at 60",
    "show": "I --db L",
    "search": "教育 --db L",
    "due": "--db L --today 2030-01-01",
    "compare": "--db L",
    "check": "R --db L --against P",
    "diff": "P R",
    "adoption": "F --final F#11",
    "lint": "W",
    "register": "--db L",
    "review": "--db L",
    "export": "--db L",
}
PARAMETERS = [
    (name, choice)
    for name, command in cli.chengnuo.commands.items()
    for option in command.params
    if option.name == "name" and isinstance(option.type, click.Choice)
    for choice in option.type.choices
    if (name, choice) not in {("diff", "docx"), ("export", "parquet")}  # another form, an extra
]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory, corpora: Path) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("formats")
    reply, plan = sorted(corpora.glob("*.txt"))[:2]
    ledger = str(folder / "a.db")
    assert cli.run(["ingest", str(reply), str(plan), "--db", ledger, "--quiet"]) == 0
    assert cli.run(["export", "--db", ledger, "-o", str(folder / "a.csv"), "--quiet"]) == 0
    with (folder / "a.csv").open(encoding="utf-8-sig") as file:
        first = next(csv.DictReader(file))
    (folder / "w.txt").write_text("甲市工作方案\n由甲局、乙局、丙局、丁局3个部门负责。\n", encoding="utf-8")
    feedback = str(min(corpora.glob("003_*.txt")))
    return {"L": ledger, "P": str(plan), "R": str(reply), "I": first["id"], "W": str(folder / "w.txt"), "F": feedback,
            "F#11": f"{feedback}#11"}  # fmt: skip


@pytest.mark.parametrize(("name", "form"), PARAMETERS)
def test_a_format_is_what_its_name_says(
    name: str, form: str, given: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [given.get(word, word) for word in ASKED[name].split()]
    output = [] if name == "ingest" else ["-o", str(tmp_path / "out")]
    assert cli.run([name, *words, "--format", form, "--quiet", *output]) == 0
    data = (tmp_path / "out").read_bytes() if output else capsys.readouterr().out.encode()
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(data))
        assert book.worksheets[0].max_row > 1
    elif form == "json":
        assert json.loads(data) != []
    elif form == "jsonl":
        assert all(isinstance(json.loads(line), dict) for line in data.decode().splitlines())
    elif form in {"csv", "tsv", "panel"}:
        table = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter="\t" if form == "tsv" else ","))
        assert len({len(row) for row in table}) == 1
        assert len(table) > 1
    elif form == "html":
        assert data.startswith(b"<!doctype html>")
    elif form in {"docx", "datapackage", "qdpx"}:
        assert data.startswith(b"PK")
    elif name != "ingest":
        assert data.strip()
