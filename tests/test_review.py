"""What people decide: written in sheets, read back, winning everywhere, surviving, and compared."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from test_store import keep, make

from chengnuo import cli, store
from chengnuo.errors import UnreadableFile
from chengnuo.export import Cargo, export
from chengnuo.model import Commitment
from chengnuo.review import DISAGREEMENT, Decision, agreement, decided
from chengnuo.review.agreement import kappa
from chengnuo.review.decisions import FIELDS, cell_of, read_cell
from chengnuo.review.drafts import read, to_decisions
from chengnuo.review.sheets import BLANKS, OPEN, Line, sheet_csv, sheet_xlsx
from chengnuo.spans import Doubt, Span

PLACES, DEGREE = make().commitments
KNOWN = {row.id: row for row in (PLACES, DEGREE)}
MORNING, NOON, EVENING = (f"2026-11-21T{hour}:00:00.000+00:00" for hour in ("08", "12", "20"))


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENGNUO_LANG", "en")


@pytest.fixture
def path(tmp_path: Path) -> str:
    name = str(tmp_path / "ledger.db")
    db = store.create_ledger(name)
    keep(db, make())
    db.close()
    return name


@pytest.fixture
def db(path: str) -> sqlite3.Connection:
    return store.create_ledger(path)


def said(verdict: str, moment: str = NOON, reviewer: str = "Wang", row: str = DEGREE.id, **more: Any) -> Decision:
    return Decision(commitment=row, verdict=verdict, reviewer=reviewer, decided=moment, **more)  # type: ignore[arg-type]


def row_of(db: sqlite3.Connection, id_: str = DEGREE.id) -> Commitment | None:
    return {row.id: row for row in store.commitments(db)}.get(id_)


# ---------------------------------------------------------------- what a decision does


def test_the_latest_statement_wins_whoever_made_it() -> None:
    late = decided(DEGREE, [said("correct", EVENING, "Li", field="deadline", value="2028"), said("accept", NOON)])
    assert late is not None
    assert (late.deadline, late.unit) == ("2028", "%")
    early = decided(DEGREE, [said("correct", MORNING, field="deadline", value="2028"), said("accept", NOON)])
    assert early == DEGREE


def test_a_rejected_row_is_gone_and_an_acceptance_brings_it_back() -> None:
    assert decided(DEGREE, [said("reject")]) is None
    assert decided(DEGREE, [said("reject"), said("accept", EVENING)]) == DEGREE


def test_a_note_says_nothing_about_right_and_wrong() -> None:
    assert decided(DEGREE, [said("note", note="see page 3")]) == DEGREE


def test_a_corrected_row_says_so_and_reviewers_who_differ_leave_a_doubt() -> None:
    one = said("correct", MORNING, "Li", field="value", value=[90, 95.5])
    two = said("accept", NOON, "Wang")
    row = decided(DEGREE, [one])
    assert row is not None
    assert row.value == (Decimal(90), Decimal("95.5"))
    assert row.rule == "level + review"
    both = decided(DEGREE, [one, two])
    assert both is not None
    assert both.value == 95
    assert [doubt.reason for doubt in both.doubts if doubt.code == DISAGREEMENT] == [
        "Li: value=[90, 95.5]; Wang: accept"
    ]


# ---------------------------------------------------------------- in the ledger


def test_decisions_win_in_every_output(db: sqlite3.Connection) -> None:
    store.decide(db, [said("correct", field="deadline", value="2030-12"), said("reject", row=PLACES.id)])
    assert [(row.id, row.deadline) for row in store.commitments(db)] == [(DEGREE.id, "2030-12")]
    file = (store.file_of(db, DEGREE.id) or (0,))[0]
    assert [row.deadline for row in store.extraction(db, file).commitments] == ["2030-12"]
    assert db.execute("SELECT id, deadline FROM ledger").fetchall() == [(DEGREE.id, "2030-12")]
    assert store.commitments(db, store.Filters(by="2029-12-31")) == ()
    assert b"2030-12" in export(Cargo(commitments=store.commitments(db)), "csv")


def test_every_field_can_be_corrected_and_accepted_back(db: sqlite3.Connection) -> None:
    right = {
        "status": "achieved", "kind": "norm", "indicator": "公办学位比例", "subject": "小学", "op": "range",
        "value": [1.5, 2], "unit": "个百分点", "change": "increase", "baseline": "2020", "deadline": "2027/2028",
        "recurrence": "每年", "binding": "strive", "scope": "全市", "restated": True, "units": ["市政府", "市教育局"],
    }  # fmt: skip
    assert right.keys() == FIELDS.keys()
    store.decide(db, [said("correct", field=name, value=value) for name, value in right.items()])
    row = row_of(db)
    assert row is not None
    assert {name: cell_of(row, name) for name in FIELDS} == right | {
        "value": "1.5..2", "units": "市政府；市教育局", "restated": "true",
    }  # fmt: skip
    assert store.overruled(db) == {DEGREE.id: DEGREE}
    store.decide(db, [said("accept", EVENING)])
    assert row_of(db) == DEGREE
    assert store.overruled(db) == {}


def test_decisions_survive_a_new_run_and_a_change_of_rules(db: sqlite3.Connection) -> None:
    store.decide(db, [said("correct", field="deadline", value="2030"), said("reject", row=PLACES.id)])
    keep(db, make(commitments=(PLACES, replace(DEGREE, unit="个百分点"))), pack="p2")
    row = row_of(db)
    assert row is not None
    assert (row.deadline, row.unit) == ("2030", "个百分点")
    assert row_of(db, PLACES.id) is None
    assert len(store.decisions(db)) == 2


def test_a_decision_follows_the_place_where_the_id_changed(db: sqlite3.Connection) -> None:
    store.decide(db, [said("reject")])
    keep(db, make(commitments=(PLACES, replace(DEGREE, id="cnew"))), pack="p2")
    assert [row.id for row in store.commitments(db)] == [PLACES.id]
    assert store.orphans(db) == ()


def test_a_decision_without_its_row_is_kept_and_told(db: sqlite3.Connection) -> None:
    store.decide(db, [said("reject")])
    keep(db, make(commitments=(PLACES,)), pack="p2")
    assert [one.commitment for one in store.orphans(db)] == [DEGREE.id]
    keep(db, make(), pack="p3")
    assert store.orphans(db) == ()
    assert row_of(db) is None


def test_the_doubt_about_reviewers_goes_when_they_agree(db: sqlite3.Connection) -> None:
    store.decide(db, [said("accept", NOON, "Li"), said("correct", NOON, "Wang", field="unit", value="所")])
    assert DISAGREEMENT in {doubt.code for doubt in (row_of(db) or DEGREE).doubts}
    store.decide(db, [said("correct", EVENING, "Li", field="unit", value="所")])
    row = row_of(db)
    assert row is not None
    assert row.unit == "所"
    assert row.doubts == DEGREE.doubts


def test_decisions_about_unknown_rows_break_nothing(db: sqlite3.Connection) -> None:
    store.decide(db, [said("reject", row="cgone", sha256="f" * 64)])
    assert len(store.commitments(db)) == 2
    assert [one.commitment for one in store.orphans(db)] == ["cgone"]


# ---------------------------------------------------------------- sheets


def as_rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def as_csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def edited(changes: Mapping[int, Mapping[str, str]], drop: str | None = None) -> bytes:
    rows = as_rows(sheet_csv([Line(row=PLACES), Line(row=DEGREE)]))
    for n, fields in changes.items():
        rows[n] |= fields
    return as_csv([{k: v for k, v in row.items() if k != drop} for row in rows])


def test_a_workbook_locks_the_source_and_offers_the_choices() -> None:
    page = openpyxl.load_workbook(io.BytesIO(sheet_xlsx([Line(row=DEGREE)], {"quote": "原文"}))).worksheets[0]
    heads = {str(cell.value).split("\n")[0]: cell.column for cell in page[1]}
    assert page.protection.sheet
    for name, column in heads.items():
        assert page.cell(2, column).protection.locked is (name not in OPEN), name
    lists = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    letter = openpyxl.utils.get_column_letter(heads["verdict"])
    assert lists[f"{letter}2:{letter}{2 + BLANKS}"] == '"accept,correct,reject,note,add"'
    assert page.cell(1, heads["quote"]).value == "quote\n原文"
    assert page.cell(2, heads["quote"]).value == DEGREE.quote
    assert page.freeze_panes == "B2"


def test_what_is_written_into_a_workbook_is_read_back() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet_xlsx([Line(row=PLACES), Line(row=DEGREE)], {})))
    page = book.worksheets[0]
    column = {str(cell.value): cell.column for cell in page[1]}
    page.cell(2, column["verdict"], "reject")
    page.cell(2, column["note"], "=1+1 is no promise")
    page.cell(3, column["new_deadline"], "2026-12")
    page.cell(3, column["new_value"], 96)
    page.cell(3, column["new_units"], "市政府、市教育局")
    page.cell(3, column["new_scope"], "-")
    out = io.BytesIO()
    book.save(out)
    first, second = read(out.getvalue(), "sheet.xlsx", KNOWN, reviewer="Wang").drafts
    assert (first.commitment, first.verdict, first.reviewer) == (PLACES.id, "reject", "Wang")
    assert (second.commitment, second.verdict) == (DEGREE.id, "correct")
    assert second.fields == {"deadline": "2026-12", "value": 96, "units": ["市政府", "市教育局"], "scope": None}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_comes_back_however_a_spreadsheet_saved_it(encoding: str, delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerows([["id", "verdict", "note", "reviewer"], [DEGREE.id, "accept", "对", "王"], ["", "", "", ""]])
    (draft,) = read(out.getvalue().encode(encoding), "sheet.csv", KNOWN).drafts
    assert (draft.verdict, draft.note, draft.reviewer) == ("accept", "对", "王")


def test_what_is_in_doubt_is_shaded_in_the_sheet() -> None:
    doubts = tuple(Doubt(code=code, span=DEGREE.span, reason="why") for code in ("deadline-missing", "lost-character"))
    lines = [Line(row=replace(PLACES, doubts=())), Line(row=replace(DEGREE, doubts=doubts))]
    page = openpyxl.load_workbook(io.BytesIO(sheet_xlsx(lines, {}))).worksheets[0]
    names = [str(cell.value).partition("\n")[0] for cell in page[1]]
    shaded = [{n for n, c in zip(names, page[k], strict=True) if c.fill.fgColor.rgb == "00FBE0CF"} for k in (2, 3)]
    assert shaded == [set(), {"doubts", "deadline", "quote"}]


def test_the_most_doubted_rows_come_first_where_only_those_are_asked_for(path: str, tmp_path: Path) -> None:
    connection = store.open_ledger(path)
    most = {row.id: len({doubt.code for doubt in row.doubts}) for row in store.commitments(connection)}
    assert cli.run(["review", "--db", path, "--doubtful", "-o", str(tmp_path / "r.csv")]) == 0
    counts = [most[row["id"]] for row in as_rows((tmp_path / "r.csv").read_bytes())]
    assert counts == sorted((n for n in most.values() if n), reverse=True)


def test_text_that_a_spreadsheet_would_run_comes_back_as_it_was() -> None:
    row = replace(DEGREE, quote="=HYPERLINK(1)", indicator="-x", scope="+1")
    cells = as_rows(sheet_csv([Line(row=row)]))[0]
    assert (cells["quote"], cells["indicator"], cells["op"]) == ("'=HYPERLINK(1)", "'-x", ">=")
    cells["verdict"] = "accept"
    assert read(as_csv([cells]), "s.csv", {row.id: row}, reviewer="W").remarks == ()


@pytest.mark.parametrize(
    ("change", "words_"),
    [
        ({"id": "cunknown", "verdict": "accept"}, "line 2: the ledger has no commitment cunknown"),
        ({"verdict": "yes"}, "line 2: verdict: yes is none of accept, correct, reject, note, add"),
        ({"verdict": "correct"}, "line 2: verdict: correct, but no new_… column says what is right"),
        ({"verdict": "reject", "new_unit": "所"}, "line 2: verdict: reject, but new_unit is filled in"),
        ({"new_deadline": "2026-13"}, "line 2: new_deadline: 2026-13 is no date"),
        ({"new_deadline": "Dec-26"}, "line 2: new_deadline: Dec-26 is no date"),
        ({"new_value": "many"}, "line 2: new_value: many is no number"),
        ({"new_value": "NaN"}, "line 2: new_value: NaN is no number"),
        ({"new_value": "5..3", "new_op": "range"}, "the lower end comes first"),
        ({"new_value": "7"}, "the value 7 and the bound range do not go together"),
        ({"new_kind": "goal"}, "line 2: new_kind: goal is none of target, milestone, amount, norm"),
        ({"new_status": "-"}, "line 2: new_status: this field cannot be empty"),
        ({"new_restated": "maybe"}, "maybe is neither true nor false"),
    ],
)
def test_a_mistake_in_a_sheet_is_named_with_its_line(change: dict[str, str], words_: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read(edited({0: change}), "sheet.csv", KNOWN, reviewer="Wang")
    assert words_ in str(caught.value)


def test_all_mistakes_are_named_at_once_and_a_missing_column_first() -> None:
    with pytest.raises(UnreadableFile, match=r"line 2: verdict.*line 3: new_change") as caught:
        read(edited({0: {"verdict": "x"}, 1: {"new_change": "up"}}), "sheet.csv", KNOWN, reviewer="W")
    assert "nothing of it was stored" in str(caught.value)
    with pytest.raises(UnreadableFile, match="the column verdict is missing"):
        read(edited({}, drop="verdict"), "sheet.csv", KNOWN)
    with pytest.raises(UnreadableFile, match="nobody is named"):
        read(edited({0: {"verdict": "accept"}}), "sheet.csv", KNOWN)
    with pytest.raises(UnreadableFile, match="new_deadlin is no field"):
        read(b"id,verdict,new_deadlin\n", "sheet.csv", KNOWN)


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04nothing", b"\x00\x01\x02", b"{", b"[]", b'{"format": "chengnuo-decisions", "version": 2}',
     b'{"format": "chengnuo-decisions", "version": 1, "decisions": [3]}', "x,y\n文".encode("utf-16")],
)  # fmt: skip
def test_another_file_is_refused_in_a_line(data: bytes) -> None:
    with pytest.raises(UnreadableFile):
        read(data, "sheet", KNOWN, reviewer="Wang")


def test_a_source_column_edited_by_hand_is_remarked() -> None:
    (remark,) = read(edited({1: {"verdict": "accept", "deadline": "2029"}}), "s.csv", KNOWN, reviewer="W").remarks
    assert remark.startswith("line 3: deadline reads 2029 in the sheet and 2027 in the ledger")


NUMBER = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9).map(str)
CELL = st.text(min_size=1, max_size=12) | NUMBER | st.tuples(NUMBER, NUMBER).map("..".join)


@given(st.sampled_from(sorted(FIELDS)), CELL)
def test_any_cell_is_refused_or_means_what_it_shows_afterwards(name: str, text: str) -> None:
    try:
        value = read_cell(name, text)
    except ValueError:
        event("refused")
        return
    row = decided(DEGREE, [said("correct", field=name, value=json.loads(json.dumps(value)))])
    assert row is not None
    shown = cell_of(row, name)
    assert read_cell(name, "-" if shown in (None, "") else str(shown)) == value


def test_reading_a_sheet_twice_adds_nothing() -> None:
    drafts = read(edited({1: {"verdict": "accept", "note": "ok"}}), "s.csv", KNOWN, reviewer="Wang").drafts
    first = to_decisions(drafts, {}, NOON)
    assert [(one.verdict, one.note, one.decided) for one in first] == [("accept", "ok", NOON)]
    assert to_decisions(drafts, {DEGREE.id: first}, EVENING) == []


def test_who_accepts_the_row_of_the_ledger_accepts_its_corrections() -> None:
    before = {DEGREE.id: [said("correct", MORNING, "Li", field="unit", value="所")]}
    (draft,) = read(edited({1: {"verdict": "accept"}}), "s.csv", KNOWN, reviewer="Wang").drafts
    assert [(one.verdict, one.field, one.value) for one in to_decisions([draft], before, NOON)] == [
        ("correct", "unit", "所")
    ]
    blind = replace(draft, basis="machine")
    assert [(one.verdict, one.field) for one in to_decisions([blind], before, NOON)] == [("accept", None)]


# ---------------------------------------------------------------- agreement


def test_agreement_is_cohens_kappa_of_the_known_example() -> None:
    # Wikipedia's worked example: 20 both yes, 15 both no, 5 and 10 apart.
    pairs = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([("y", "y")] * 3) is None
    assert kappa([("a", "b"), ("b", "a")]) == pytest.approx(-1)


def test_agreement_counts_what_both_have_judged() -> None:
    made = [
        said("accept", row=PLACES.id),
        said("reject"),
        said("reject", reviewer="Li", row=PLACES.id),
        said("reject", reviewer="Li"),
        said("accept", EVENING, "Li", row=PLACES.id),
        said("accept", reviewer="Zhao"),
    ]
    found = {(one.first, one.second, one.field): one for one in agreement(KNOWN, made)}
    verdict = found["Li", "Wang", "verdict"]
    assert (verdict.rows, verdict.agreed, verdict.kappa) == (2, 1.0, 1.0)
    assert found["Li", "Wang", "deadline"].rows == 1
    assert found["Li", "Zhao", "verdict"].agreed == 0.0
    assert {one.second for one in agreement(KNOWN, made, reviewers=("Li", "Wang"))} == {"Wang"}


# ---------------------------------------------------------------- the command


def test_the_round_from_ledger_to_sheet_and_back(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "review.csv"
    assert cli.run(["review", "--db", path, "-o", str(sheet)]) == 0
    rows = as_rows(sheet.read_bytes())
    rows[0] |= {"verdict": "reject"}
    rows[1] |= {"new_deadline": "2030"}
    sheet.write_bytes(as_csv(rows))
    assert cli.run(["review", "--db", path, "--read", str(sheet), "--reviewer", "Wang"]) == 0
    assert "decisions on 2 commitments stored" in capsys.readouterr().err
    assert cli.run(["export", "--db", path, "--format", "jsonl"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["deadline"] == "2030"
    assert cli.run(["review", "--db", path, "--format", "csv"]) == 0
    assert [row["decided"] for row in as_rows(capsys.readouterr().out.encode())] == [
        "Wang: reject",
        'Wang: deadline="2030"',
    ]


def handed_on(path: str, folder: Path) -> sqlite3.Connection:
    """The ledger of a colleague with the same documents, who has read the decisions of the ledger at `path`."""
    out, theirs = folder / "decisions.json", str(folder / "other.db")
    assert cli.run(["review", "--db", path, "--decisions", "-o", str(out)]) == 0
    db = store.create_ledger(theirs)
    keep(db, make())
    assert cli.run(["review", "--db", theirs, "--read", str(out)]) == 0
    return db


def test_decisions_go_to_a_colleague_with_the_same_documents(path: str, tmp_path: Path) -> None:
    mine = store.create_ledger(path)
    store.decide(mine, [said("correct", field="value", value=[90, 95]), said("correct", field="op", value="range"),
                        said("note", EVENING, note="checked"), said("reject", row=PLACES.id)])  # fmt: skip
    db = handed_on(path, tmp_path)
    assert store.commitments(db) == store.commitments(mine)
    assert sorted(store.decisions(db), key=repr) == sorted(store.decisions(mine), key=repr)


def test_a_wrong_sheet_stores_nothing(path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_bytes(edited({0: {"verdict": "accept"}}))
    bad.write_bytes(edited({0: {"verdict": "accept"}, 1: {"verdict": "?"}}))
    assert cli.run(["review", "--db", path, "--read", str(good), "--read", str(bad), "--reviewer", "W"]) == 1
    assert "bad.csv: line 3: verdict" in capsys.readouterr().err
    assert store.decisions(store.open_ledger(path)) == ()


def test_blind_sheets_show_the_machines_rows(
    db: sqlite3.Connection, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    store.decide(db, [said("correct", field="deadline", value="2030"), said("reject", row=PLACES.id)])
    assert cli.run(["review", "--db", path, "--blind", "--format", "csv"]) == 0
    rows = as_rows(capsys.readouterr().out.encode())
    assert [(row["deadline"], row["decided"], row["basis"]) for row in rows] == [("2027", "", "machine")] * 2


def test_agreement_on_the_command_line(db: sqlite3.Connection, path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["review", "--db", path, "--agreement"]) == 1
    assert "no two reviewers" in capsys.readouterr().err
    store.decide(db, [said("accept"), said("correct", reviewer="Li", field="unit", value="所")])
    assert cli.run(["review", "--db", path, "--agreement", "--format", "json"]) == 0
    fields = {row["field"]: row for row in json.loads(capsys.readouterr().out)}
    assert (fields["unit"]["agreed"], fields["deadline"]["agreed"], fields["verdict"]["kappa"]) == (0.0, 1.0, None)


def test_reading_needs_a_ledger_that_is_there(tmp_path: Path) -> None:
    missing = tmp_path / "none.db"
    assert cli.run(["review", "--db", str(missing), "--read", __file__]) == 1
    assert not missing.exists()


def test_spans_of_decisions_are_those_of_their_rows(db: sqlite3.Connection) -> None:
    store.decide(db, [said("accept")])
    (one,) = store.decisions(db)
    assert Span(one.start, one.end) == DEGREE.span
    assert one.sha256 == "a" * 64


def test_an_output_of_unknown_kind_is_an_error_that_names_the_known_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "sheet.foo"
    assert cli.run(["review", "--db", str(tmp_path / "none.db"), "-o", str(path)]) == 2
    assert ".xlsx, .csv" in capsys.readouterr().err
    assert not path.exists()


# ---------------------------------------------------------------- rows that the machine missed

MISSED = {
    "id": "aaaaaaaaaaaa#1",
    "quote": "责任单位：\n市教育局",
    "verdict": "add",
    "new_status": "pledged",
    "new_kind": "target",
    "new_indicator": "公办学位",
    "new_value": "3..5",
    "new_unit": "所",
    "new_units": "市教育局；市财政局",
    "note": "missed",
}


def adding(tmp_path: Path, path: str, **change: str) -> list[str]:
    sheet = tmp_path / "add.csv"
    sheet.write_bytes(as_csv([dict.fromkeys(("id", "quote", "verdict", *OPEN), "") | MISSED | change]))
    return ["review", "--db", path, "--read", str(sheet), "--reviewer", "Wang"]


def test_a_row_that_the_machine_missed_is_added_with_its_words_and_survives(
    db: sqlite3.Connection, path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(adding(tmp_path, path)) == 0
    assert "1 commitments added, 0 known already" in capsys.readouterr().err
    assert cli.run(adding(tmp_path, path)) == 0
    assert "0 commitments added, 1 known already" in capsys.readouterr().err

    def its_row() -> Commitment:
        (row,) = (row for row in store.commitments(db) if row.id not in KNOWN)
        return row

    row = its_row()
    text = make().text
    assert row.quote == row.span.of(text) == "责任单位：市教育局"
    assert (row.value, row.op, row.units) == ((Decimal(3), Decimal(5)), "range", ("市教育局", "市财政局"))
    assert (row.page, row.place, row.rule) == (1, "line 4", "added by Wang")
    assert row.document == PLACES.document
    keep(db, make())  # read again
    assert its_row() == row
    store.decide(db, [said("correct", row=row.id, field="deadline", value="2027")])
    keep(db, make())
    assert its_row().deadline == "2027"
    store.decide(db, [said("reject", EVENING, row=row.id)])
    keep(db, make())
    assert {one.id for one in store.commitments(db)} == set(KNOWN)


def test_added_rows_go_to_a_colleague_with_what_was_decided_on_them(path: str, tmp_path: Path) -> None:
    mine = store.create_ledger(path)
    assert cli.run(adding(tmp_path, path)) == 0
    (row,) = (row for row in store.commitments(mine) if row.id not in KNOWN)
    store.decide(mine, [said("correct", row=row.id, field="deadline", value="2027")])
    db = handed_on(path, tmp_path)
    assert store.commitments(db) == store.commitments(mine)
    assert store.additions(db) == store.additions(mine)


@pytest.mark.parametrize(
    ("change", "words_"),
    [
        ({"quote": "不在文中的话"}, "the document does not have the words “不在文中的话”"),
        ({"quote": "，"}, "stand"),
        ({"quote": ""}, "the exact words of the source are needed"),
        ({"id": "bbbbbbbbbbbb#1"}, "the ledger has no document bbbbbbbbbbbb#1"),
        ({"id": ""}, "the ledger has no document without an id"),
        ({"new_status": "", "new_kind": ""}, "line 2: verdict: add, but new_status, new_kind is empty"),
        ({"new_op": ">="}, "line 2: new_op: the value 3..5 and the bound >= do not go together"),
        ({"new_value": "many"}, "line 2: new_value: many is no number"),
    ],
)
def test_a_row_that_cannot_be_added_is_named_and_nothing_is_stored(
    change: dict[str, str], words_: str, path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(adding(tmp_path, path, **change)) == 1
    assert words_ in capsys.readouterr().err
    assert store.additions(store.open_ledger(path)) == ()


def test_a_workbook_has_open_lines_for_what_was_missed() -> None:
    page = openpyxl.load_workbook(io.BytesIO(sheet_xlsx([Line(row=DEGREE)], {}))).worksheets[0]
    heads = {page.cell(1, n).value: n for n in range(1, page.max_column + 1)}
    assert page.cell(2, heads["quote"]).protection.locked
    for name in ("id", "quote", "verdict", "new_indicator"):
        assert not page.cell(3, heads[name]).protection.locked
    assert page.cell(3, heads["city"]).protection.locked
