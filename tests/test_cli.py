"""The command line as scripts and people meet it: what goes where, exit codes, both languages, bad input."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import sqlite3
import stat
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from test_store import keep, make

from chengnuo import cli, store
from chengnuo.cli import words
from chengnuo.cli.command import Option
from chengnuo.files import read_bytes

PLAN = """某市关于教育发展的方案
一、扩大学位供给
到2027年，公办学位占比达到95%以上。
责任单位：市教育局
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENGNUO_LANG", "en")


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = str(tmp_path / "ledger.db")
    db = store.create_ledger(path)
    keep(db, make())
    db.close()
    return path


def run(*arguments: str, code: int = 0) -> None:
    assert cli.run(arguments) == code


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def start(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    code = "from chengnuo.cli import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, **options)  # type: ignore[call-overload,no-any-return]


# ---------------------------------------------------------------- help and start


@pytest.mark.parametrize("command", cli.COMMANDS, ids=lambda c: c.name)
def test_every_command_explains_itself_in_both_languages_with_examples(
    command: cli.Command, capsys: pytest.CaptureFixture[str]
) -> None:
    run(str(command.name), "--help")
    english = capsys.readouterr().out
    run(str(command.name), "--lang", "zh", "--help")
    chinese = capsys.readouterr().out
    assert not re.search("[一-鿿]", english.split("Examples")[0].replace("征求意见稿", "").split("Options:")[0])
    assert re.search("[一-鿿]{4}", chinese)
    for example in command.examples:
        assert example in english
        assert example in chinese
        assert example.split()[1] == command.name
    for parameter in command.params:
        if isinstance(parameter, Option):
            assert parameter.help
            assert parameter.zh, parameter.name


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_list_of_commands_says_each_in_whole_words(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("--lang", language, "--help")
    listed = capsys.readouterr().out
    assert all(f"  {command.name} " in listed for command in cli.COMMANDS)
    assert "…" not in listed


def test_every_message_exists_in_both_languages_with_the_same_gaps() -> None:
    for key, (english, chinese) in words.MESSAGES.items():
        assert re.findall(r"{(\w+)", english) == [] or english != chinese, key
        assert sorted(re.findall(r"{(\w+)", english)) == sorted(re.findall(r"{(\w+)", chinese)), key


def test_help_starts_fast_because_nothing_heavy_is_imported() -> None:
    code = "import sys; from chengnuo.cli import run; run(['ingest', '--help']); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(re.findall(r"'([\w.]+)'", done.stdout))
    heavy = {
        "rich",
        "sqlite_utils",
        "openpyxl",
        "lxml",
        "opencc",
        "rjieba",
        "spacy",
        "sqlite3",
        "multiprocessing",
        "chengnuo.model",
    }
    assert heavy & loaded == set()


def test_the_locale_chooses_the_language(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("CHENGNUO_LANG")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    run("--help")
    assert "读取文件和文件夹" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["extract"], ["list", "--format", "pdf"], ["due", "--by", "someday"], ["due", "--today", "2027"]],
)
def test_wrong_usage_is_2(arguments: list[str], ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    more = ["--db", ledger] if arguments[0] == "due" else []
    run(*arguments, *more, code=2)
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Error" in captured.err


# ---------------------------------------------------------------- reading


def test_one_file_is_an_object_and_several_are_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(PLAN, encoding="utf-8")
    run("extract", str(tmp_path / "a.txt"))
    one = json.loads(capsys.readouterr().out)
    assert one["source"] == "a.txt"
    row = next(row for row in one["commitments"] if row["unit"] == "%")
    assert PLAN[row["value_start"] : row["value_end"]] == "95%以上"
    run("extract", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert [json.loads(line)["source"] for line in lines(capsys.readouterr().out)] == ["a.txt", "b.txt"]
    run("extract", str(tmp_path))
    assert len(lines(capsys.readouterr().out)) == 2


def test_standard_input_is_a_file_too() -> None:
    done = start("extract", "-", input=PLAN, encoding="utf-8")
    assert json.loads(done.stdout)["source"] == "-"
    assert done.stderr == ""


def test_what_cannot_be_read_is_one_line_each_and_the_rest_is_done(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "binary.bin").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "sub").mkdir()
    names = ["missing.txt", "empty.txt", "binary.bin", "good.txt"]
    run("extract", *(str(tmp_path / name) for name in names), code=1)
    captured = capsys.readouterr()
    assert [json.loads(line)["source"] for line in lines(captured.out)] == ["good.txt"]
    errors = lines(captured.err)
    assert len(errors) == 3
    for name, line in zip(names, errors, strict=False):
        assert name in line
        assert line.startswith("error: ")


def test_several_processes_extract_what_one_extracts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from chengnuo.cli import reading

    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(PLAN * (5 - number) if number != 2 else "", encoding="utf-8")
    paths = [str(tmp_path / f"{number}.txt") for number in (0, 1, 2, 3, 4, 0)]
    run("extract", *paths, "--jobs", "1", code=1)
    alone = capsys.readouterr()
    assert [json.loads(line)["source"][0] for line in lines(alone.out)] == ["0", "1", "3", "4", "0"]
    monkeypatch.setattr(reading, "WORTH_A_PROCESS", 1)
    run("extract", *paths, "--jobs", "2", code=1)
    assert capsys.readouterr() == alone


def test_a_folder_for_text_is_refused_with_a_hint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("text", str(tmp_path), code=1)
    assert "this is a folder" in capsys.readouterr().err


def test_what_of_a_file_is_lost_is_told_when_it_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.txt"
    page.write_text("方案\n到底，入园率达到%，公办园占比不低于%。责任单位：（）\n", "utf-8")
    said = f"{page}: a number was lost, only its sign is left ×2, what stood in the brackets was lost\n"
    run("extract", str(page), "--format", "csv")
    assert capsys.readouterr().err == said.replace(str(page), "page.txt")
    run("ingest", str(page), "--db", str(tmp_path / "kept.db"))
    assert capsys.readouterr().err.endswith(said)
    run("extract", str(page), "--quiet")
    assert not capsys.readouterr().err
    run("text", str(page), "--encoding", "utf-16")
    told = capsys.readouterr()
    assert told.out == page.read_text("utf-8")
    assert told.err == f"{page}: not all bytes are of the encoding that was named: read as the one found\n"


def test_an_output_in_a_folder_that_is_not_there_is_named_with_the_reason(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = tmp_path / "nowhere" / "list.csv"
    run("list", "--db", ledger, "-o", str(wanted), code=1)
    assert capsys.readouterr().err == f"error: {wanted}: cannot be written: there is no such folder\n"
    run("--lang", "zh", "list", "--db", ledger, "-o", str(tmp_path), code=1)
    assert capsys.readouterr().err == f"错误：{tmp_path}：无法写入：这是文件夹\n"


def test_text_is_the_text_that_offsets_point_into(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = PLAN.replace("关于", "關(guān)于")
    (tmp_path / "plan.txt").write_text(source, encoding="utf-8")
    run("text", str(tmp_path / "plan.txt"))
    assert capsys.readouterr().out == source
    run("text", "--clean", str(tmp_path / "plan.txt"))
    assert capsys.readouterr().out.startswith("某市关于教育发展的方案\n")
    run("text", "--explain", "--format", "json", str(tmp_path / "plan.txt"))
    edits = json.loads(capsys.readouterr().out)
    assert {"關", "(guān)"} & {edit["before"] for edit in edits} or edits[0]["before"] == "關(guān)"


def test_explain_gives_rules_words_and_places_in_the_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = PLAN.replace("关于", "關(guān)于")
    (tmp_path / "plan.txt").write_text(source, encoding="utf-8")
    at = source.index("95%")
    run("explain", str(tmp_path / "plan.txt"), "--at", str(at), "--format", "json")
    found = json.loads(capsys.readouterr().out)
    (row,) = [one for one in found["taken"] if one["value_start"] == at]
    assert row["id"].startswith("c")
    fields = {one["field"] for one in row["evidence"]}
    assert {"indicator", "status", "value"} <= fields
    for one in (*row["evidence"], *found["mentions"]):
        assert one["start"] is None or source[one["start"] : one["end"]] == one["words"]
    run("explain", str(tmp_path / "plan.txt"), "--at", str(at), "--lang", "zh")
    page = capsys.readouterr().out
    assert "✓" in page
    assert "状态" in page


# ---------------------------------------------------------------- the ledger


def test_ingest_reads_skips_and_fails_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "docs"
    (folder / "deep").mkdir(parents=True)
    (folder / "deep" / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    (folder / "bad.bin").write_bytes(bytes(range(256)) * 40)
    db = str(tmp_path / "ledger.db")
    run("ingest", str(folder), "--db", db, "--jobs", "1", "--format", "json", code=1)
    captured = capsys.readouterr()
    summary = json.loads(captured.out)
    assert [summary[state] for state in ("read", "skipped", "failed")] == [1, 0, 1]
    assert len(lines(captured.err)) == 1
    assert "bad.bin" in captured.err
    run("ingest", str(folder / "deep"), "--db", db, "--jobs", "1", "--format", "json")
    assert json.loads(capsys.readouterr().out)["skipped"] == 1
    run("list", "--unread", "--db", db, "--format", "json")
    assert [row["path"] for row in json.loads(capsys.readouterr().out)] == [str(folder / "bad.bin")]


def test_a_reader_that_hangs_or_dies_takes_only_its_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from chengnuo import ingest
    from chengnuo.files import Manner

    paths = {name: tmp_path / f"{name}.txt" for name in ("first", "slow", "deadly", "last")}
    for path in paths.values():
        path.write_text(PLAN, encoding="utf-8")
    # The readers are processes of their own; this makes them fail at two of the files.
    (tmp_path / "sitecustomize.py").write_text(
        "import os, pathlib, time\n"
        "read = pathlib.Path.read_bytes\n"
        "def read_bytes(self):\n"
        "    if self.name == 'deadly.txt': os._exit(9)\n"
        "    if self.name == 'slow.txt': time.sleep(600)\n"
        "    return read(self)\n"
        "pathlib.Path.read_bytes = read_bytes\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = ingest.read_all([str(path) for path in paths.values()], Manner(), timeout=1.0)
    results = {Path(path).stem: result for path, result in found}
    failures = {name: result for name, result in results.items() if isinstance(result, ingest.Failure)}
    assert {name: failure.kind for name, failure in failures.items()} == {"slow": "TimedOut", "deadly": "Died"}
    assert "exit code 9" in failures["deadly"].reason
    assert set(results) - set(failures) == {"first", "last"}


def test_list_prints_rows_in_each_format(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = {}
    for name in ("table", "json", "jsonl", "csv", "tsv", "md", "html"):
        run("list", "--db", ledger, "--format", name)
        captured = capsys.readouterr()
        assert captured.err == ""
        found[name] = captured.out
        assert "关于教育的方案" in captured.out
    assert "\x1b" not in found["table"]
    assert json.loads(found["json"]) == [json.loads(found["jsonl"])]
    assert json.loads(found["json"])[0]["id"] == "a" * 12 + "#1"
    row = next(csv.DictReader(io.StringIO(found["csv"])))
    assert (row["status"], row["commitments"]) == ("final", "2")


def test_csv_files_open_in_excel_and_run_no_formulas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:

    path = str(tmp_path / "evil.db")
    evil = replace(make().parts[0], title="=HYPERLINK(1)", genre="<script>alert(1)</script>")
    keep(store.create_ledger(path), make(parts=(evil,)))
    out = tmp_path / "out.csv"
    run("list", "--db", path, "--format", "csv", "--output", str(out))
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    row = next(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    assert not row["title"].startswith("=")
    run("list", "--db", path, "--format", "html")
    assert "<script>" not in capsys.readouterr().out
    run("list", "--db", path, "--format", "xlsx", "--output", str(tmp_path / "out.xlsx"))
    from openpyxl import load_workbook

    cells = [cell for line in load_workbook(tmp_path / "out.xlsx").active.iter_rows() for cell in line]  # type: ignore[union-attr]
    assert [cell.data_type for cell in cells if cell.value == "=HYPERLINK(1)"] == ["s"]


def test_show_gives_the_quotation_in_its_context(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("show", "c" + "a" * 11 + "1", "--db", ledger)
    shown = capsys.readouterr().out
    assert "新增学位1200个，【公办学位占比达到95%以上】。" in shown
    assert "restored-date: the 年 was lost (2027年 / 2027年底)" in shown
    run("show", "a" * 12 + "#1", "--db", ledger, "--format", "json")
    assert len(json.loads(capsys.readouterr().out)["commitments"]) == 2
    run("show", "nothing", "--db", ledger, code=1)
    assert "nothing: no commitment or document has this id" in capsys.readouterr().err


def test_a_search_written_to_a_file_has_every_hit(tmp_path: Path, ledger: str) -> None:
    run("search", "教育", "--db", ledger, "--format", "jsonl", "--output", str(tmp_path / "hits.jsonl"))
    run("search", "教育", "--db", ledger, "--output", str(tmp_path / "hits.txt"))
    hits = lines((tmp_path / "hits.jsonl").read_text(encoding="utf-8"))
    assert len(hits) > 1
    assert (tmp_path / "hits.txt").read_text(encoding="utf-8").count("【教育】") == len(hits)


def test_a_search_says_when_it_shows_not_all(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("search", "教育", "--db", ledger, "--format", "json")
    everything = capsys.readouterr()
    total = len(json.loads(everything.out))
    assert total > 1
    assert everything.err == ""
    run("search", "教育", "--db", ledger, "--format", "json", "--limit", str(total - 1))
    some = capsys.readouterr()
    assert json.loads(some.out) == json.loads(everything.out)[:-1]
    assert f"only the first {total - 1} passages are shown" in some.err
    run("search", "教育", "--db", ledger, "--limit", str(total))
    assert f"passages found: {total}" in capsys.readouterr().err


def test_search_marks_words_in_either_script(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("search", "學位", "占比", "--db", ledger)
    assert "新增【学位】1200个，公办【学位】【占比】达到95%以上" in capsys.readouterr().out
    run("search", "学", "--indicator", "没有的", "--db", ledger, "--format", "json")
    assert json.loads(capsys.readouterr().out) == []


@pytest.mark.parametrize(("today", "state", "code"), [("2027-12-31", "falls-due", 0), ("2028-01-01", "overdue", 3)])
def test_due_never_says_broken(
    ledger: str, capsys: pytest.CaptureFixture[str], today: str, state: str, code: int
) -> None:
    run("due", "--db", ledger, "--today", today, "--format", "json", "--strict", code=code)
    rows = json.loads(capsys.readouterr().out)
    assert [(row["state"], row["day"]) for row in rows] == [(state, "2027-12-31")] * 2
    run("due", "--db", ledger, "--today", today)
    shown = capsys.readouterr().out
    assert ("overdue, no evidence found" in shown) == (state == "overdue")
    assert "broken" not in shown


# ---------------------------------------------------------------- bad ledgers, bad places


def test_a_ledger_that_is_none_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE birds (name TEXT)")
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    for arguments in (["list"], ["ingest", str(tmp_path / "plan.txt")], ["search", "学"], ["due"]):
        run(*arguments, "--db", str(other), code=1)
        captured = capsys.readouterr()
        assert captured.out == ""
        assert len(lines(captured.err)) == 1
        assert "not a ledger of chengnuo" in captured.err


def test_no_ledger_at_all_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("list", "--db", str(tmp_path / "none.db"), code=1)
    assert "chengnuo ingest" in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_one_line(
    tmp_path: Path, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(stat.S_IRUSR | stat.S_IXUSR)
    run("list", "--db", ledger, "--output", str(closed / "x.csv"), code=1)
    assert len(lines(capsys.readouterr().err)) == 1


def test_a_full_disk_is_one_line_and_loses_nothing(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    run("list", "--db", ledger, "--format", "json", "--output", "/dev/full", code=1)
    assert "No space left on device" in capsys.readouterr().err
    db = store.create_ledger(ledger)
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")

    def fill() -> None:
        for n in range(200):
            keep(db, make(hashlib.sha256(str(n).encode()).hexdigest(), f"{n}.txt"), path=f"/docs/{n}.txt")

    with pytest.raises(store.BadStore, match="the disk is full"):
        fill()
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(store.commitments(db)) >= 2


def test_a_reader_that_has_enough_is_no_error(ledger: str) -> None:
    code = "from chengnuo.cli import main; main()"
    command = f'"{sys.executable}" -c "{code}" show {" ".join(["a" * 12 + "#1"] * 400)} --db "{ledger}" | head -1'
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


# ---------------------------------------------------------------- many documents

DRAFT = """某市关于提升供水保障能力的实施方案（征求意见稿）
一、主要目标
到2027年，城市供水普及率达到95%以上。
二、重点任务
1.改造老旧管网。2026年12月底前，改造管网100公里。
责任单位：市水务局、市财政局
"""
FINAL = DRAFT.replace("（征求意见稿）", "").replace("95%", "98%").replace("市财政局", "市住建局")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    for name, text in (("draft.txt", DRAFT), ("final.txt", FINAL)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "draft.txt"), str(tmp_path / "final.txt")


def test_a_diff_has_layers_and_strict_finds_changes(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    run("diff", *pair, "--format", "json", "--strict", code=3)
    rows = json.loads(capsys.readouterr().out)
    value = next(row for row in rows if row["layer"] == "value")
    assert (value["before"]["value"], value["after"]["value"]) == (95, 98)
    run("diff", *pair, "--layer", "units")
    shown = capsys.readouterr().out
    assert "responsible units" in shown
    assert "95%" not in shown
    run("diff", pair[0], pair[0], "--strict", "--format", "json")
    assert json.loads(capsys.readouterr().out) == []


def test_a_redline_has_four_forms(pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("diff", *pair, "--redline")
    assert "~~95%~~**98%**" in capsys.readouterr().out
    run("diff", *pair, "--redline", "--format", "html")
    assert "<del>95%</del><ins>98%</ins>" in capsys.readouterr().out
    run("diff", *pair, "--redline", "--format", "docx", "-o", str(tmp_path / "r.docx"))
    assert (tmp_path / "r.docx").read_bytes().startswith(b"PK")
    run("diff", *pair, "--redline", "--format", "csv", code=2)
    run("diff", *pair, "--format", "docx", code=2)


def test_compare_groups_by_indicator_city_or_year(pair: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    run("compare", *pair, "--indicator", "供水普及率", "--format", "json", "--explain")
    groups = json.loads(capsys.readouterr().out)
    assert [row["value"] for group in groups for row in group["rows"]] == [98, 95]
    assert all(row["link"]["words"] for group in groups for row in group["rows"])
    run("compare", *pair, "--pivot", "deadline", "--format", "json")
    assert {group["deadline"] for group in json.loads(capsys.readouterr().out)} == {"2026", "2027"}
    run("compare", *pair, "--indicator", "空气质量")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.strip()


def test_check_takes_documents_of_a_file_and_of_the_ledger(
    pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = str(tmp_path / "ledger.db")
    run("ingest", pair[0], "--db", db, "--jobs", "1", "--quiet")
    run("check", f"{pair[1]}#1", "--against", "draft.txt#1", "--db", db, "--format", "json")
    rows = json.loads(capsys.readouterr().out)
    found = {str(row["verdict"]) for row in rows if row["earlier"] and row["later"]}
    assert found
    assert all(row["because"] for row in rows)
    run("check", f"{pair[1]}#9", "--against", pair[0], "--db", db, code=1)
    assert "none has number 9" in capsys.readouterr().err
    run("check", "nothing#1", "--db", db, code=1)
    assert "chengnuo list" in capsys.readouterr().err


def test_tables_for_reading_speak_the_readers_language(
    pair: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("check", pair[1], "--against", pair[0], "--lang", "zh")
    run(*asked, "--format", "json")
    stored = {row["verdict"] for row in json.loads(capsys.readouterr().out) if isinstance(row["verdict"], str)}
    assert stored
    for form in ("md", "html"):
        run(*asked, "--format", form)
        told = re.findall(r"[a-z_]+", capsys.readouterr().out)
        assert not stored.intersection(told)


def test_the_demo_answers_three_questions_and_says_where_the_ledger_lies(
    pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = str(tmp_path / "new" / "demo.db")
    run("demo", "--corpora", str(Path(pair[0]).parent), "--db", db, "--quiet")
    shown = capsys.readouterr().out
    assert [line[:2] for line in lines(shown) if re.match(r"[123]\. ", line)] == ["1.", "2.", "3."]
    assert lines(shown)[-1].endswith(str(Path(db).resolve()))
    reasons = " ".join(line for line in lines(shown) if line.startswith("["))
    assert "differs" in reasons or "still" in reasons or "only in" in reasons
    command = next(line for line in lines(shown) if "--layer text" in line).partition("chengnuo diff ")[2].split()
    run("diff", *command)
    assert "wording" in capsys.readouterr().out
    (tmp_path / "notes.db").write_text("no ledger", encoding="utf-8")
    run("demo", "--corpora", str(Path(pair[0]).parent), "--db", str(tmp_path / "notes.db"), "--fresh", code=1)
    assert (tmp_path / "notes.db").read_text(encoding="utf-8") == "no ledger"
    run("demo", "--corpora", str(tmp_path / "nowhere"), "--db", db, code=1)
    assert "chengnuo demo --corpora" in capsys.readouterr().err


def test_help_is_chinese_wherever_lang_stands(capsys: pytest.CaptureFixture[str]) -> None:
    run("list", "--help", "--lang", "zh")
    assert capsys.readouterr().out.startswith("用法：")


def test_ingest_killed_half_way_is_completed_by_the_next_run(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for n in range(40):
        (folder / f"{n:02}.txt").write_text(f"{PLAN}第{n}号\n", encoding="utf-8")
    db = str(tmp_path / "ledger.db")
    code = "from chengnuo.cli import main; main()"
    command = [sys.executable, "-c", code, "ingest", str(folder), "--db", db, "--jobs", "1"]
    first = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    for _ in range(1200):  # a minute: a busy machine is slow to start
        time.sleep(0.05)
        if Path(db).exists() and _files(db) > 2:
            break
    first.kill()
    first.wait()
    assert 0 < _files(db) < 40
    run("ingest", str(folder), "--db", db, "--jobs", "1", "--quiet")
    assert _files(db) == 40
    reader = store.open_ledger(db)
    assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len({row.id for row in store.commitments(reader)}) == len(store.commitments(reader))


def _files(db: str) -> int:
    try:
        return len(store.files(store.open_ledger(db)))
    except store.BadStore:
        return 0


# ---------------------------------------------------------------- usage, writing, large tables


def test_usage_errors_speak_the_readers_language(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, words_ in (
        (("list", "--formt"), "没有选项"),
        (("lst",), "没有命令"),
        (("ingest",), "缺少参数 'PATH...'。"),
        (("completion",), "可选：bash"),
        (("list", "--format", "doc"), "--format"),
        (("list", "--db"), "需要一个值"),
        (("compare", "--by", "2020-13"), "请给出日期"),
        (("compare", "--pack", "nowhere"), "不存在"),
    ):
        run("--lang", "zh", *arguments, code=2)
        said = capsys.readouterr().err
        assert "错误：" in said, said
        assert words_ in said
        assert not re.search(r"Error|Invalid|Missing|No such|does not|Choose", said), said
    run("--lang", "en", "list", "--formt", code=2)
    assert "No such option" in capsys.readouterr().err


def test_errors_of_files_and_ledgers_speak_the_readers_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("--lang", "zh", "list", "--db", str(tmp_path / "no.db"), code=1)
    assert "没有账本" in capsys.readouterr().err
    run("--lang", "zh", "text", str(tmp_path), code=1)
    assert "这是文件夹" in capsys.readouterr().err
    (tmp_path / "other.db").write_text("x" * 200, encoding="utf-8")
    run("--lang", "zh", "list", "--db", str(tmp_path / "other.db"), code=1)
    assert "不是数据库" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["compare --by", "compare --after", "due --by", "due --today"])
def test_every_date_option_refuses_what_is_no_date(
    command: str, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run(*command.split(), "2020-13", "--db", ledger, code=2)
    said = capsys.readouterr().err
    assert command.split()[1] in said
    assert "2026-12-31" in said  # what a date looks like


def test_an_output_that_fails_leaves_the_old_one_whole(
    ledger: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chengnuo.cli import comparisons

    out = tmp_path / "out.csv"
    out.write_text("before", encoding="utf-8")

    def full(*_: object) -> object:
        yield "half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(comparisons, "_pieces", full)
    run("compare", "--db", ledger, "--format", "csv", "--output", str(out), code=1)
    assert out.read_text(encoding="utf-8") == "before"
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []


def test_a_file_whose_name_is_as_long_as_a_name_can_be_is_written(ledger: str, tmp_path: Path) -> None:
    out = tmp_path / ("表" * 83 + ".csv")  # 253 of 255 bytes
    run("compare", "--db", ledger, "--format", "csv", "--output", str(out))
    assert out.read_bytes().startswith(b"\xef\xbb\xbfgroup,")


@pytest.mark.parametrize("encoding", ["cp936", "cp1252", "ascii"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_whatever_encoding_the_console_has_chinese_comes_out_as_utf_8(
    encoding: str, language: str, ledger: str
) -> None:
    settings = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    command = [sys.executable, "-m", "chengnuo", "--lang", language]
    listed = subprocess.run([*command, "list", "--db", ledger], capture_output=True, check=True, env=settings)
    assert "关于教育的方案" in listed.stdout.decode()
    missed = subprocess.run([*command, "text", "没有.txt"], capture_output=True, check=False, env=settings)
    assert "没有.txt" in missed.stderr.decode()


def test_an_export_by_a_name_that_tells_no_format_is_refused(ledger: str, tmp_path: Path) -> None:
    out = tmp_path / "x.foo"
    run("export", "--db", ledger, "-o", str(out), code=2)
    assert not out.exists()
    run("export", "--db", ledger, "-o", str(out), "--format", "csv")
    assert out.read_text(encoding="utf-8-sig").startswith("id,")


def test_unread_files_are_listed_with_the_reason_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = str(tmp_path / "ledger.db")
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    run("ingest", str(tmp_path / "gone.pdf"), str(tmp_path / "plan.txt"), "--db", db, "--quiet", code=1)
    capsys.readouterr()
    run("list", "--unread", "--db", db, "--format", "json")
    (row,) = json.loads(capsys.readouterr().out)
    assert row["path"].endswith("gone.pdf")
    assert "gone.pdf" not in row["reason"]


def test_a_table_too_long_to_read_is_cut_with_a_word_and_programs_get_all(
    ledger: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from chengnuo.cli import comparisons

    run("compare", "--db", ledger, "--format", "json")
    whole = json.loads(capsys.readouterr().out)
    total = sum(len(group["rows"]) for group in whole)
    assert total > 1
    monkeypatch.setattr(comparisons, "MOST_READ", 1)
    monkeypatch.setattr(comparisons, "INDENTED", 0)
    run("compare", "--db", ledger)
    captured = capsys.readouterr()
    assert f"1 of {total} rows are shown" in captured.err
    run("compare", "--db", ledger, "--format", "json")
    assert json.loads(capsys.readouterr().out) == whole
    run("compare", "--db", ledger, "--format", "csv")
    assert len(list(csv.reader(io.StringIO(capsys.readouterr().out)))) == total + 1


def test_a_fault_of_the_program_costs_one_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import chengnuo.pipeline
    from chengnuo.cli import run

    whole = chengnuo.pipeline.extraction_of_bytes

    def faulty(data: bytes, source: str, **options: object) -> object:
        if b"one" in data:
            raise ZeroDivisionError("no such thing")
        return whole(data, source, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(chengnuo.pipeline, "extraction_of_bytes", faulty)
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    (tmp_path / "b.txt").write_text("到2027年，覆盖率达到95%以上。", encoding="utf-8")
    assert run(["extract", str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]) == 1
    said = capsys.readouterr()
    assert "ZeroDivisionError" in said.err
    assert "Traceback" not in said.err
    assert said.out.count("\n") == 1
    assert '"b.txt"' in said.out


def test_where_nothing_is_found_the_known_cities_are_named(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (("list",), ("search", "学位"), ("due",)):
        run(*arguments, "--city", "无此市", "--db", ledger)
        assert "无此市" in capsys.readouterr().err, arguments


def test_a_deadline_before_its_own_document_is_no_pledge_that_falls_due(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from chengnuo.files import Manner, read_data

    text = "某省甲市教育发展方案\n2025年3月1日\n到2019年，公办学位占比达到95%以上。到2027年，入学率达到98%。\n"
    db = str(tmp_path / "ledger.db")
    connection = store.create_ledger(db)
    keep(connection, read_data(text.encode(), "report.txt", Manner(issued="2025-03-01")))
    # As a misread year would have it.
    connection.execute("UPDATE commitments SET status = 'pledged', binding = 'must', deadline = '2019' WHERE n = 0")
    store.close_ledger(connection)
    run("due", "--db", db, "--today", "2026-01-01", "--format", "json")
    captured = capsys.readouterr()
    assert {row["day"] for row in json.loads(captured.out)} == {"2027-12-31"}
    assert "1 pledges are left out" in captured.err


# ---------------------------------------------------------------- names, streams, languages


def test_standard_input_goes_into_the_ledger_under_a_name(tmp_path: Path) -> None:
    db = str(tmp_path / "a.db")
    first = start("ingest", "-", "--db", db, input=PLAN, encoding="utf-8")
    assert first.returncode == 0, first.stderr
    again = start("ingest", "-", "--db", db, input=PLAN, encoding="utf-8")
    assert "1 unchanged" in again.stderr
    named = start("ingest", "-", "--name", "方案.txt", "--db", db, input=FINAL, encoding="utf-8")
    assert "1 read" in named.stderr
    connection = store.open_ledger(db)
    sources = [one.name for one in store.files(connection)]
    assert sources == [f"stdin-{hashlib.sha256(PLAN.encode()).hexdigest()[:12]}", "方案.txt"]
    run("ingest", "x.txt", "--name", "y.txt", "--db", db, code=2)


def test_a_name_in_chinese_windows_bytes_is_read_and_shown_in_characters(tmp_path: Path) -> None:
    folder = tmp_path / "文件"
    name = os.fsencode(str(folder)) + b"/" + "方案.txt".encode("gb18030")
    try:
        folder.mkdir()
        Path(os.fsdecode(name)).write_text(PLAN, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    db = str(tmp_path / "a.db")
    done = start("ingest", str(tmp_path), "--db", db, "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["files"][0]["path"].endswith("方案.txt")
    (file,) = store.files(store.open_ledger(db))
    assert (file.name, file.path) == ("方案.txt", str(folder / "方案.txt"))
    assert read_bytes(file.path).decode() == PLAN


def test_a_link_that_leads_nowhere_is_named_and_not_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    run("ingest", str(folder), "--db", str(tmp_path / "a.db"), code=1)
    assert "gone.txt: there is no such file" in capsys.readouterr().err


def test_misspelt_paths_make_no_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    db = tmp_path / "a.db"
    run("ingest", "plam.txt", "replly.txt", "--db", str(db), code=1)
    told = capsys.readouterr().err.splitlines()
    assert [line.partition(" (")[0] for line in told] == [
        "error: plam.txt: there is no such file",
        "error: replly.txt: there is no such file",
    ]
    assert not db.exists()


def test_output_that_goes_nowhere_is_one_line_or_nothing(ledger: str) -> None:
    call = f'"{sys.executable}" -c "from chengnuo.cli import main; main()" list --db "{ledger}"'
    closed = subprocess.run(["bash", "-c", f"{call} >&-"], capture_output=True, text=True, check=False)
    assert (closed.returncode, closed.stderr) == (0, "")
    if Path("/dev/full").exists():
        full = subprocess.run(["bash", "-c", f"{call} > /dev/full"], capture_output=True, text=True, check=False)
        assert full.returncode == 1
        assert full.stderr == "error: standard output: cannot be written: No space left on device\n"


def test_reasons_why_a_file_is_unread_are_chinese_for_a_chinese_reader(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空.txt").touch()
    (tmp_path / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    db = str(tmp_path / "a.db")
    run("--lang", "zh", "ingest", str(tmp_path), "--db", db, code=1)
    said = capsys.readouterr().err
    assert "空.txt: 文件是空的（请重新下载）" in said
    assert "图.png: 图片没有文字层（请 pip install" in said
    run("--lang", "zh", "list", "--unread", "--db", db)
    assert "文件是空的（请重新下载）" in capsys.readouterr().out
    run("list", "--unread", "--db", db, "--format", "json")
    assert json.loads(capsys.readouterr().out)[1]["reason"] == "the file is empty (fetch it again)"


def test_a_document_without_a_title_is_listed_by_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "noted.txt").write_text("到2027年底，绿化率达到40%。\n", encoding="utf-8")
    db = str(tmp_path / "a.db")
    run("ingest", str(tmp_path / "noted.txt"), "--db", db)
    capsys.readouterr()
    run("list", "--db", db)
    assert "[noted.txt]" in capsys.readouterr().out
    run("list", "--db", db, "--format", "json")
    assert json.loads(capsys.readouterr().out)[0]["title"] is None


def test_doubts_are_told_in_the_readers_language(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("某市关于教育的方案\n一、目标\n计划新增学位3000个。\n", encoding="utf-8")
    db = str(tmp_path / "a.db")
    run("ingest", str(tmp_path / "a.txt"), "--db", db)
    assert "1 of the commitments have doubts: `chengnuo review --doubtful`" in capsys.readouterr().err
    (row,) = store.commitments(store.open_ledger(db))
    assert row.doubts
    run("--lang", "zh", "extract", str(tmp_path / "a.txt"), "-f", "table")
    assert re.search("存疑.*\n.*\n.* 时限 ", capsys.readouterr().out)
    run("--lang", "zh", "show", row.id, "--db", db)
    shown = [line for line in lines(capsys.readouterr().out) if line.startswith("存疑")]
    assert shown
    assert all(re.search("[一-鿿]{4}", line.split(":", 1)[1]) for line in shown)


def test_several_processes_write_what_one_writes(ledger: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from chengnuo.cli import comparisons, sharing

    monkeypatch.setattr(comparisons, "INDENTED", 0)
    for name in ("json", "jsonl", "csv"):
        alone, shared = tmp_path / f"alone.{name}", tmp_path / f"shared.{name}"
        run("compare", "--db", ledger, "--format", name, "--output", str(alone), "--quiet")
        with monkeypatch.context() as patch:
            patch.setattr(sharing, "SHARED", 1)
            patch.setattr(sharing, "AT_ONCE", 1)
            run("compare", "--db", ledger, "--format", name, "--output", str(shared), "--quiet")
        assert alone.read_bytes() == shared.read_bytes()
        assert "95" in shared.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("by", ["indicator", "city", "deadline"])
def test_every_row_of_a_long_list_has_its_own_document(by: str) -> None:
    from chengnuo.cli.comparisons import INDENTED, _pieces
    from chengnuo.compare import compare
    from chengnuo.packs import load_pack

    (model,) = [row for row in make().commitments if row.indicator == "公办学位占比"]
    assert model.document is not None
    papers = (replace(model.document, title=f"{n}", region=(None, f"{n % 300}市", None)) for n in range(INDENTED))
    many = [replace(model, id=str(n), source=f"{n}.txt", document=paper) for n, paper in enumerate(papers)]
    text = b"".join(_pieces(compare(many, load_pack()), "json", by, {}, INDENTED))
    rows = [row for group in json.loads(text) for row in group["rows"]]
    assert [row["document"]["title"] for row in rows] == [row["id"] for row in rows]
    assert len(rows) == INDENTED


def test_what_a_reply_leaves_unanswered_stands_under_its_plan_and_long_lists_are_cut(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    goals = "".join(f"到2027年，{'甲乙丙丁戊己庚辛壬癸子丑'[n]}类设施覆盖率达到{60 + n}%。\n" for n in range(12))
    (tmp_path / "plan.txt").write_text(f"某市公共设施建设方案\n一、目标\n{goals}", encoding="utf-8")
    (tmp_path / "reply.txt").write_text("关于某市第5号建议的答复\n到2027年，绿化率达到40%。\n", encoding="utf-8")
    call = ("--lang", "en", "check", str(tmp_path / "reply.txt"), "--against", str(tmp_path / "plan.txt"))
    run(*call)
    short = capsys.readouterr().out
    assert "12 commitments, 10 shown" in short
    run(*call, "--all")
    assert capsys.readouterr().out.count("[dropped]") > short.count("[dropped]") == 10


def test_our_own_exports_and_reports_in_a_folder_are_no_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    docs, db = tmp_path / "docs", str(tmp_path / "a.db")
    docs.mkdir()
    (docs / "plan.txt").write_text(PLAN, encoding="utf-8")
    run("ingest", str(docs), "--db", db)
    run("export", "--db", db, "-o", str(docs / "rows.csv"))
    run("export", "--db", db, "-o", str(docs / "rows.jsonl"))
    run("report", "--db", db, "-o", str(docs / "report.html"))
    (docs / "README.txt").write_text("About these files.\n", encoding="utf-8")
    capsys.readouterr()
    run("ingest", str(docs), "--db", db)
    said = capsys.readouterr().err
    assert "0 read (0 commitments), 2 unchanged, 0 failed" in said
    assert "data files in the folders are left out: 2 (rows.csv, rows.jsonl)" in said
    assert [one.name for one in store.files(store.open_ledger(db))] == ["plan.txt"]


def test_places_are_told_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    given = ("line 15", "para 3", "table 2 r4 c1", "")
    assert [words.place(one) for one in given] == list(given)
    monkeypatch.setenv("CHENGNUO_LANG", "zh")
    assert [words.place(one) for one in given] == ["第15行", "第3段", "表2第4行第1列", ""]


def test_an_encoding_can_be_named_and_must_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("承諾".encode("cp932"))
    run("text", str(path), "--encoding", "cp932")
    assert capsys.readouterr().out == "承諾"
    run("text", str(path), "--encoding", "klingon", "--lang", "en", code=2)
    assert "klingon is no encoding" in capsys.readouterr().err


def test_a_file_taken_out_leaves_nothing_but_decisions(
    pair: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = str(tmp_path / "ledger.db")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    run("ingest", *pair, str(tmp_path / "broken.pdf"), "--db", db, "--jobs", "1", "--quiet", code=1)
    run("remove", "draft.txt", str(tmp_path / "broken.pdf"), "--db", db, "--lang", "en")
    assert capsys.readouterr().err.count("is out of the ledger") == 2
    assert Path(pair[0]).is_file()
    run("list", "--db", db, "--format", "json")
    listed = json.loads(capsys.readouterr().out)
    assert [row["source"] for row in listed] == ["final.txt"]
    run("list", "--unread", "--db", db, "--format", "json")
    assert json.loads(capsys.readouterr().out) == []
    run("search", "供水", "--db", db, "--format", "json")
    assert {hit["source"] for hit in json.loads(capsys.readouterr().out)} == {"final.txt"}
    run("remove", listed[0]["id"], "--db", db, "--quiet")
    run("list", "--db", db, "--format", "json")
    assert json.loads(capsys.readouterr().out) == []
    run("ingest", pair[0], "--db", db, "--jobs", "1", "--quiet")
    run("list", "--db", db, "--format", "json")
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_what_cannot_be_taken_out_is_named_and_nothing_goes(
    pair: tuple[str, str], corpora: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    db = str(tmp_path / "ledger.db")
    many = str(min(corpora.glob("003_*.txt")))
    run("ingest", pair[0], many, "--db", db, "--jobs", "1", "--quiet")
    run("remove", pair[0], "gone.txt", "--db", db, "--lang", "en", code=1)
    assert "gone.txt: the ledger" in capsys.readouterr().err
    run("remove", f"{Path(many).name}#2", "--db", db, "--lang", "en", code=1)
    assert "a file goes as a whole" in capsys.readouterr().err
    run("list", "--db", db, "--format", "json")
    assert len({row["source"] for row in json.loads(capsys.readouterr().out)}) == 2
