"""The guides in docs/ show what works: their files are written, their commands run, their output appears."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from conftest import ROOT

from chengnuo import cli
from chengnuo.packs import load_pack
from chengnuo.store.dictionary import dictionary
from chengnuo.store.opening import create_ledger

GUIDES = sorted((ROOT / "docs").glob("??/*.md"))
BLOCK = re.compile(r"```(\w+) ?([^\n]*)\n(.*?)```", re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def fill_in(sheet: Path) -> None:
    """What a reviewer does with a sheet: accepts its first row."""
    book = openpyxl.load_workbook(sheet)
    page = book.worksheets[0]
    column = next(cell.column for cell in page[1] if str(cell.value).split("\n")[0] == "verdict")
    page.cell(2, column, "accept")
    book.save(sheet)


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.relative_to(ROOT / "docs").as_posix())
def test_what_a_guide_shows_happens(
    guide: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHENGNUO_LANG", guide.parent.name)
    shutil.copytree(ROOT / "corpora", tmp_path / "corpora")
    for kind, name, content in BLOCK.findall(guide.read_text(encoding="utf-8")):
        if name:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(content, encoding="utf-8")
        if kind == "console":
            run_all(content, tmp_path, capsys)
        if kind == "python":
            exec(compile(content, guide.name, "exec"), {})  # what it asserts holds, what it names is there


def run_all(content: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command, *shown in (part.strip().splitlines() for part in content.split("$ ")[1:]):
        arguments = shlex.split(command)
        if "--read" in arguments and arguments[arguments.index("--read") + 1].endswith(".xlsx"):
            fill_in(folder / arguments[arguments.index("--read") + 1])
        assert cli.run(arguments[1:]) == 0, command
        captured = capsys.readouterr()
        printed = plain(captured.out + captured.err)
        for line in shown:
            assert all(word in printed for word in line.split("  ")), f"{command}: {line}\n{captured.out}"
        if "-o" in arguments:
            assert (folder / arguments[arguments.index("-o") + 1]).stat().st_size > 0


def test_both_languages_have_the_same_guides_and_blocks() -> None:
    english, chinese = (
        {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / lang).glob("*.md")}
        for lang in ("en", "zh")
    )
    assert english.keys() == chinese.keys()
    for name, text in english.items():
        ours, theirs = ([(kind, file) for kind, file, _ in BLOCK.findall(t)] for t in (text, chinese[name]))
        assert ours == theirs, name
        assert text.count("\n## ") == chinese[name].count("\n## "), name


def test_every_link_of_the_guides_leads_somewhere() -> None:
    pages = ("README.md", "CONTRIBUTING.md", "docs/README.md", "docs/data-dictionary.md")
    for path in (*GUIDES, *(ROOT / page for page in pages)):
        for target in LINK.findall(path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_the_guides_own_pack_passes_its_own_examples(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "en" / "policy-field.md").read_text(encoding="utf-8")
    content = next(content for kind, _, content in BLOCK.findall(guide) if kind == "toml")
    (tmp_path / "indicators").mkdir()
    (tmp_path / "indicators" / "water.toml").write_text(content, encoding="utf-8")
    (rule,) = load_pack(str(tmp_path)).rules("indicators/water")
    for text, matched in rule.match:
        found = rule.pattern.search(text)
        assert found is not None
        assert found[0] == matched
    assert not any(rule.pattern.search(text) for text in rule.avoid)


def test_a_wrong_key_in_a_pack_is_named_as_the_guides_say(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    load_pack.cache_clear()  # other tests have a folder of this name
    request.addfinalizer(load_pack.cache_clear)
    shutil.copy(ROOT / "corpora" / "000_8915f998b9b12af9.txt", tmp_path / "reply.txt")
    for lang in ("en", "zh"):
        guide = (ROOT / "docs" / lang / "policy-field.md").read_text(encoding="utf-8")
        file, content = next((file, content) for kind, file, content in BLOCK.findall(guide) if kind == "toml")
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(content.replace('"higher"', '"up"'), encoding="utf-8")
        assert cli.run(["compare", "reply.txt", "--pack", "water", "--lang", lang]) == 1
        (told,) = re.findall(r"`(water/\S+: good-water: [^`]+)`", guide)
        assert told in capsys.readouterr().err


def test_the_data_dictionary_is_up_to_date() -> None:
    command = [sys.executable, "-m", "cogapp", "--check", "docs/data-dictionary.md"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, "run `make docs`"


def test_the_data_dictionary_has_every_table_and_column(tmp_path: Path) -> None:
    db = create_ledger(str(tmp_path / "x.db"))
    real = {
        name: [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        if not name.startswith(("sqlite_", "passage_words"))
    }
    told = {table.name: [column.name for column in table.columns] for table in dictionary() if table.kind == "table"}
    assert told == real
    assert all(table.about and all(column.about for column in table.columns) for table in dictionary())
    assert [table.name for table in dictionary() if table.kind == "view"] == ["ledger"]
