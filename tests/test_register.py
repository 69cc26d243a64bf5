"""The register of promises: which rows, which class, what evidence, and files that open elsewhere."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from test_store import PART, keep, make

from chengnuo import cli, store
from chengnuo.files import read_data
from chengnuo.packs import Pack
from chengnuo.pairing import is_reply
from chengnuo.register import grade_of, register

REPLY = """{head}

某市教育局关于对市政协九届三次会议第12号提案的答复

王某委员：

您提出的提案收悉。现答复如下：

一、到2027年，新建中小学校4所，公办学位占比达到95%以上。
责任单位：市教育局
"""
ANSWER = replace(PART, genre="答复", title="关于第12号提案的答复")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENGNUO_LANG", "en")


def grade(head: str, pack: Pack) -> str | None:
    return grade_of(read_data(REPLY.format(head=head).encode(), "reply.txt"), 0, pack)


@pytest.mark.parametrize(
    ("head", "letter"),
    [
        ("办理结果：A", "A"),
        ("某教建字〔2025〕3号 （B）类", "B"),
        ("类别：C类", "C"),
        ("Ｂ", "B"),
        ("B1类", "B1"),
        ("某市教育局文件", None),
        ("办理结果：A\n类别：B", None),
    ],
)
def test_the_class_is_the_letter_in_the_head(head: str, letter: str | None, pack: Pack) -> None:
    assert grade(head, pack) == letter


def test_letters_in_running_text_are_no_class(pack: Pack) -> None:
    text = REPLY.format(head="某市教育局文件") + "\n办理结果：A\n"
    assert grade_of(read_data(text.encode(), "reply.txt"), 0, pack) is None


@pytest.mark.parametrize(
    ("genre", "title", "answer"),
    [
        ("答复", "关于第12号提案的答复", True),
        ("复函", "关于市人大第7号建议的复函", True),
        ("复函", "关于同意设立试验区的复函", False),
        ("方案", "关于教育的方案", False),
        (None, None, False),
    ],
)
def test_replies_are_known_by_kind_and_title(genre: str | None, title: str | None, answer: bool, pack: Pack) -> None:
    assert is_reply(replace(PART, genre=genre, title=title), pack) is answer


def test_a_later_report_is_entered_as_evidence(pack: Pack) -> None:
    pledge = replace(make().commitments[1], indicator_id=None, document=ANSWER)
    later = replace(PART, title="工作报告", genre="报告", date="2028-02-01")
    report = replace(
        pledge, id="creport", source="report.txt", document=later, status="achieved", value=Decimal(96), op="=",
        deadline=None,
    )  # fmt: skip
    rows = register([pledge], [report], {(pledge.source, 0): "B"}, pack)
    assert [(row.grade, row.report.later.id if row.report and row.report.later else None) for row in rows] == [
        ("B", "creport")
    ]
    assert register([pledge], [], {}, pack)[0].report is None


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = str(tmp_path / "ledger.db")
    (tmp_path / "reply.txt").write_text(REPLY.format(head="办理结果：B"), encoding="utf-8")
    assert cli.run(["ingest", "--db", path, str(tmp_path / "reply.txt"), "-q"]) == 0
    db = store.create_ledger(path)
    keep(db, make())
    db.close()
    return path


def test_the_ledgers_replies_are_listed_and_no_other_documents(ledger: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["register", "--db", ledger, "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["n"], row["class"], row["source"]) for row in rows] == [(1, "B", "reply.txt"), (2, "B", "reply.txt")]
    assert [row["quote"] for row in rows] == ["新建中小学校4所", "公办学位占比达到95%以上"]
    assert {row["evidence"] for row in rows} == {"no evidence found"}


def test_the_workbook_is_a_form_with_a_column_for_the_supervisor(ledger: str, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "register.xlsx"
    assert cli.run(["register", "--db", ledger, "--lang", "zh", "-o", str(path), "-q"]) == 0
    sheet = load_workbook(path).worksheets[0]
    heads, first, *_ = sheet.iter_rows(values_only=True)
    row = dict(zip(heads, first, strict=True))
    assert sheet.title == "承诺事项登记表"
    assert (row["序号"], row["办理类别"], row["完成时限"], row["督办意见"]) == (1, "B", "2027年", None)
    assert (row["责任单位"], row["账本中的后续证据"]) == ("市教育局", "未见证据")
    assert sheet.freeze_panes == "C2"


def test_the_word_file_holds_the_same_table(ledger: str, tmp_path: Path) -> None:
    import docx

    path = tmp_path / "register.docx"
    assert cli.run(["register", "--db", ledger, "-o", str(path), "-q"]) == 0
    document = docx.Document(str(path))
    (table,) = document.tables
    assert document.paragraphs[0].text == "Register of promises"
    assert len(table.rows) == 3
    assert table.rows[1].cells[4].text == "B"
    assert table.rows[1].cells[8].text == "新建中小学校4所"
    page = document.sections[0]
    assert (page.page_width or 0) > (page.page_height or 0)


def test_a_reply_that_is_no_part_of_a_ledger_is_registered_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "reply.txt"
    file.write_text(REPLY.format(head="（C）类"), encoding="utf-8")
    assert cli.run(["register", str(file), "--db", str(tmp_path / "none.db"), "--format", "csv"]) == 0
    shown = capsys.readouterr()
    assert shown.out.count(",C,") == 2
    assert "no evidence was looked for" in shown.err


def test_words_like_a_formula_stay_words(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from chengnuo.export.register import register_docx, register_xlsx

    record = {"n": 1, "item": '=HYPERLINK("http://x")', "quote": "+1\x00", "source": "a"}
    heads = {"register": "register", "item": "item"}
    book = load_workbook(io.BytesIO(register_xlsx([record], heads, {})))
    assert (book.worksheets[0]["B2"].value, book.worksheets[0]["B2"].data_type) == ('=HYPERLINK("http://x")', "s")
    assert register_docx([record], heads)[:2] == b"PK"


def test_an_unknown_ending_and_two_ways_of_choosing_are_usage_errors(
    ledger: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["register", "--db", ledger, "-o", str(tmp_path / "register.foo")]) == 2
    assert ".xlsx, .docx" in capsys.readouterr().err
    assert cli.run(["register", "--db", ledger, "reply.txt", "--city", "某市"]) == 2
    assert "not both" in capsys.readouterr().err
    assert not (tmp_path / "register.foo").exists()


def test_a_hedge_and_who_replies_are_in_the_register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reply = tmp_path / "reply.txt"
    reply.write_text(
        "（A类）\n甲市民政局\n甲市民政局关于对市政协第12号提案的答复\n下一步，力争2027年底前养老床位达到4.2万张，"
        "2025—2027年每年新增普惠托位500个。\n甲市民政局\n2025年5月20日\n",
        encoding="utf-8",
    )
    db = str(tmp_path / "none.db")
    assert cli.run(["register", str(reply), "--db", db, "--format", "json", "--lang", "zh"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["item"], row["units"], row["class"]) for row in rows] == [
        ("〔力争〕养老床位 42,000 张", "甲市民政局（答复单位）", "A"),
        ("新增普惠托位 每年 500 个", "甲市民政局（答复单位）", "A"),
    ]
