"""What is taken away opens elsewhere: each format is read back by a reader that we did not write."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from test_store import PART, TEXT, keep, make

from chengnuo import cli, store
from chengnuo.export import FORMATS, Cargo, export
from chengnuo.export.panel import COLUMNS as PANEL
from chengnuo.export.panel import panel
from chengnuo.export.table import COLUMNS, amount, harmless
from chengnuo.model import Commitment, Extraction
from chengnuo.pipeline import extraction_of_bytes, extraction_of_text
from chengnuo.spans import Span

PLACES, DEGREE = make().commitments
FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\r=1")
QDA = {"q": "urn:QDA-XML:project:1.0"}


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHENGNUO_LANG", "en")


@pytest.fixture
def cargo() -> Cargo:
    return Cargo(commitments=(PLACES, DEGREE), extractions=(make(),), paths={"plan.txt": "/docs/a plan.pdf"})


@pytest.fixture(scope="module")
def corpus() -> Extraction:
    path = min((Path(__file__).parents[1] / "corpora").glob("003_*.txt"))
    return extraction_of_bytes(path.read_bytes(), path.name)


def with_text(text: str) -> Extraction:
    """An extraction of a text whose last line is a commitment."""
    start = text.rindex("\n") + 1
    row = replace(DEGREE, span=Span(start, len(text)), value_span=None, quote=text[start:])
    part = replace(PART, span=Span(0, len(text)))
    return replace(make(), text=text, parts=(part,), commitments=(replace(row, document=part),), tasks=(), times=(),
                   quantities=(), bodies=(), blocks=(), pages=(), lines=())  # fmt: skip


def read_csv(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_equal_input_gives_equal_bytes(cargo: Cargo) -> None:
    for name in FORMATS:
        if name == "xlsx":
            continue  # a workbook holds the moment of saving
        if name == "parquet":
            pytest.importorskip("pyarrow")
        assert export(cargo, name) == export(cargo, name), name


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_ledger_gives_a_file_without_rows(name: str) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow")
    data = export(Cargo(commitments=()), name)
    assert isinstance(data, bytes)
    if name in {"csv", "tsv", "panel"}:
        (header,) = data.decode("utf-8-sig").splitlines()
        names = PANEL if name == "panel" else [column.name for column in COLUMNS]
        assert re.split("[,\t]", header) == list(names)


# ---------------------------------------------------------------- tables


@pytest.mark.parametrize(("name", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_delimited_text_has_a_mark_for_excel_and_all_columns(cargo: Cargo, name: str, delimiter: str) -> None:
    data = export(cargo, name)
    assert data.startswith(b"\xef\xbb\xbf")
    first, second = read_csv(data, delimiter)
    assert list(first) == [column.name for column in COLUMNS]
    assert (first["value"], first["value_high"], first["op"]) == ("1000.5", "1200", "range")
    assert (second["quote"], second["deadline_last"], second["restated"]) == (DEGREE.quote, "2027-12-31", "false")
    assert second["units"] == "市教育局；市财政局"


@given(st.text(max_size=30))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    (row,) = (
        read_csv(export(Cargo(commitments=[replace(DEGREE, quote=text, indicator=text)]), "csv"))
        if "\0" not in text
        else [{"quote": ""}]
    )
    assert len(row["quote"]) < 2 or row["quote"][0] not in "=+-@\t\r"
    assert harmless(text).removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_workbook_keeps_formula_like_text_as_text(formula: str) -> None:
    data = export(Cargo(commitments=[replace(DEGREE, quote=formula, indicator=formula)]), "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    column = {cell.value: cell.column for cell in sheet[1]}
    cell = sheet.cell(2, column["quote"])
    assert cell.data_type == "s"
    assert str(cell.value).strip() == formula.strip()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_workbook_is_typed_frozen_and_linked_to_the_page(cargo: Cargo) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(export(cargo, "xlsx"))).worksheets[0]
    column = {cell.value: cell.column for cell in sheet[1]}
    assert sheet.freeze_panes == "B2"
    assert sheet.cell(3, column["value"]).value == 95
    assert sheet.cell(3, column["deadline_last"]).value.date() == date(2027, 12, 31)
    assert sheet.cell(3, column["restated"]).value is False
    assert sheet.cell(3, column["source"]).hyperlink.target == "file:///docs/a%20plan.pdf#page=1"


@pytest.mark.parametrize("text", ["a\x00b\x0bc", "字" * 40_000, "\ud800x", "\ufffe"])
def test_text_that_a_workbook_cannot_hold_does_not_stop_it(text: str) -> None:
    data = export(Cargo(commitments=[replace(DEGREE, quote=text)]), "xlsx")
    assert openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].max_row == 2


def test_json_lines_are_the_command_lines_json(cargo: Cargo) -> None:
    from chengnuo.wire import commitment_to_wire

    lines = [json.loads(line) for line in export(cargo, "jsonl").decode().splitlines()]
    assert lines == [json.loads(json.dumps(commitment_to_wire(row))) for row in cargo.commitments]


def test_parquet_has_types_that_pandas_and_arrow_know(cargo: Cargo) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(io.BytesIO(export(cargo, "parquet")))
    types = {field.name: str(field.type) for field in table.schema}
    assert (types["value"], types["deadline_last"], types["restated"], types["page"]) == (
        "double", "date32[day]", "bool", "int64",
    )  # fmt: skip
    assert table.column("value").to_pylist() == [1000.5, 95.0]
    assert table.column("deadline_last").to_pylist() == [date(2027, 12, 31)] * 2
    assert table.schema.field("quote").metadata[b"about"] == b"The words of the source"


def test_a_data_package_says_what_its_columns_are(cargo: Cargo) -> None:
    with zipfile.ZipFile(io.BytesIO(export(cargo, "datapackage"))) as archive:
        descriptor = json.loads(archive.read("datapackage.json"))
        (resource,) = descriptor["resources"]
        data = archive.read(resource["path"])
    fields = {field["name"]: field["type"] for field in resource["schema"]["fields"]}
    rows = read_csv(data)
    assert list(rows[0]) == list(fields)
    readers: dict[str, Any] = {"number": Decimal, "integer": int, "date": date.fromisoformat, "string": str,
                               "boolean": {"true": True, "false": False}.__getitem__}  # fmt: skip
    typed = [{k: readers[fields[k]](v) for k, v in row.items() if v != ""} for row in rows]
    assert typed[0]["value"] == Decimal("1000.5")
    assert typed[1]["restated"] is False
    assert resource["schema"]["primaryKey"] == ["id"]


def test_a_data_package_is_valid_for_frictionless(cargo: Cargo, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="an independent check, where frictionless is installed")
    path = tmp_path / "package.zip"
    path.write_bytes(export(cargo, "datapackage"))
    assert frictionless.validate(str(path)).valid


# ---------------------------------------------------------------- panel


def test_the_panel_has_one_row_for_city_year_indicator_and_subject() -> None:
    later = replace(PART, date="2026-01-01")
    other = replace(PART, region=("某省", "他市", None))
    rows = [
        DEGREE,
        replace(DEGREE, id="c2", value=Decimal(97), document=later),
        replace(DEGREE, id="c3", deadline="2030"),
        replace(DEGREE, id="c4", subject="小学"),
        replace(DEGREE, id="c5", document=other),
        replace(DEGREE, id="c6", deadline=None),
        replace(DEGREE, id="c7", value=None, op=None, unit=None, kind="milestone"),
    ]
    found = panel(rows)
    keys = [(row["city"], row["year"], row["subject"]) for row in found]
    assert sorted(keys, key=str) == [
        ("他市", 2027, None),
        ("六安市", 2027, "小学"),
        ("六安市", 2027, None),
        ("六安市", 2030, None),
    ]
    pooled = next(row for row in found if (row["city"], row["year"], row["subject"]) == ("六安市", 2027, None))
    assert (pooled["value"], pooled["statements"], pooled["spread"]) == (97, 2, True)
    assert pooled["ids"].split() == [DEGREE.id, "c2"]


# ---------------------------------------------------------------- annotations, QDA, spaCy, gold


def test_web_annotations_point_at_their_words(corpus: Extraction) -> None:
    data = json.loads(export(Cargo(commitments=corpus.commitments, extractions=[corpus]), "webannotation"))
    assert data["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert (data["type"], data["total"]) == ("AnnotationCollection", len(corpus.commitments))
    for item in data["first"]["items"]:
        assert item["type"] == "Annotation"
        quote, position = item["target"]["selector"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        start, end = position["start"], position["end"]
        assert corpus.text[start:end] == quote["exact"]
        assert corpus.text[:start].endswith(quote["prefix"])
        assert corpus.text[end:].startswith(quote["suffix"])
    assert len({item["id"] for item in data["first"]["items"]}) == data["total"]


def read_project(data: bytes) -> tuple[etree._Element, dict[str, str]]:
    """The project and its texts as a program reads them: text files in text mode, line ends unified."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("project.qde"))
        texts = {
            source.get("guid"): io.TextIOWrapper(
                archive.open("sources/" + source.get("plainTextPath").removeprefix("internal://")), encoding="utf-8"
            ).read()
            for source in root.iterfind("q:Sources/q:TextSource", QDA)
        }
    return root, texts


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_qda_project_codes_the_right_words(corpus: Extraction, ending: str) -> None:
    astral = with_text(ending.join(["𠮷市方案", "第一段。", "\n公办学位占比达到95%以上"]))
    root, texts = read_project(
        export(Cargo(commitments=(*corpus.commitments, *astral.commitments), extractions=[corpus, astral]), "qdpx")
    )
    wanted = {row.quote for row in (*corpus.commitments, *astral.commitments)}
    found = set()
    for source in root.iterfind("q:Sources/q:TextSource", QDA):
        for selection in source.iterfind("q:PlainTextSelection", QDA):
            span = slice(int(selection.get("startPosition")), int(selection.get("endPosition")))
            found.add(texts[source.get("guid")][span])
    assert found == wanted


def test_codes_stand_once_and_every_coding_has_one(corpus: Extraction) -> None:
    twice = replace(DEGREE, id="c9", status="achieved")
    data = export(Cargo(commitments=(*corpus.commitments, DEGREE, twice), extractions=[corpus, make()]), "qdpx")
    root, _ = read_project(data)
    names = [code.get("name") for code in root.iterfind(".//q:Code", QDA)]
    assert len(names) == len(set(names))
    assert {"公办学位占比", "公办学位占比 (achieved)"} <= set(names)
    guids = {code.get("guid") for code in root.iterfind(".//q:Code[@isCodable='true']", QDA)}
    assert {ref.get("targetGUID") for ref in root.iterfind(".//q:CodeRef", QDA)} <= guids
    for selection in root.iterfind(".//q:PlainTextSelection", QDA):
        targets = [ref.get("targetGUID") for ref in selection.iterfind(".//q:CodeRef", QDA)]
        assert len(targets) == len(set(targets)) >= 1


def test_a_qda_project_keeps_to_the_schema_of_the_standard(corpus: Extraction) -> None:
    from importlib.util import find_spec

    xmlschema = pytest.importorskip("xmlschema", reason="an independent check, where xmlschema is installed")
    spec = find_spec("qualitative_coding")  # a package that ships the standard's schema
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("qualitative-coding, which ships the schema, is not installed")
    schema = xmlschema.XMLSchema(str(Path(spec.submodule_search_locations[0]) / "refi_qda" / "schema.xsd"))
    data = export(Cargo(commitments=corpus.commitments, extractions=[corpus]), "qdpx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        schema.validate(io.BytesIO(archive.read("project.qde")))


def test_a_spacy_corpus_has_the_spans(corpus: Extraction) -> None:
    import spacy
    from spacy.tokens import DocBin

    data = export(Cargo(commitments=corpus.commitments, extractions=[corpus]), "spacy")
    (doc,) = DocBin().from_bytes(data).get_docs(spacy.blank("zh").vocab)
    assert doc.text == corpus.text
    spans = doc.spans["chengnuo_commitments"]
    assert [span.text for span in spans] == [row.quote for row in corpus.commitments]
    assert {span.label_ for span in spans} <= {"commitments:pledged", "commitments:achieved"}


def test_files_of_one_name_keep_their_own_rows() -> None:
    one, other = (
        extraction_of_text(text, source="plan.txt")
        for text in ("到2027年，毛入园率达到95%。", "到2026年底，新建学校3所。")
    )
    rows = [*one.commitments, *other.commitments]
    gold = [json.loads(line) for line in export(Cargo(commitments=rows, extractions=(one, other)), "gold").splitlines()]
    assert [[row["quote"] for row in file["commitments"]] for file in gold] == [
        [row.quote for row in file.commitments] for file in (one, other)
    ]
    assert all(len(file["commitments"]) == 1 for file in gold)


def test_gold_has_the_shape_that_the_scorer_reads(corpus: Extraction) -> None:
    lines = export(Cargo(commitments=corpus.commitments[:3], extractions=[corpus]), "gold").decode().splitlines()
    (wire,) = map(json.loads, lines)
    assert [row["quote"] for row in wire["commitments"]] == [row.quote for row in corpus.commitments[:3]]
    assert {"source", "documents", "dates", "percentages", "units", "commitments"} <= wire.keys()
    for row in wire["commitments"]:
        assert corpus.text[row["start"] : row["end"]] == row["quote"]


# ---------------------------------------------------------------- the command


@pytest.fixture
def path(tmp_path: Path) -> str:
    name = str(tmp_path / "ledger.db")
    db = store.create_ledger(name)
    keep(db, make(), path="/docs/plan.txt")
    db.close()
    return name


@pytest.mark.parametrize("name", ["out.csv", "out.xlsx", "out.qdpx", "out.zip", "out.jsonld", "out.tsv", "out.jsonl"])
def test_the_name_of_the_output_tells_the_format(path: str, tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    assert cli.run(["export", "--db", path, "-o", str(target)]) == 0
    start = target.read_bytes()[:3]
    assert start.startswith(
        {"csv": b"\xef\xbb\xbf", "tsv": b"\xef\xbb\xbf"}.get(
            name[4:], b"PK" if name[4:] in {"xlsx", "qdpx", "zip"} else b"{"
        )
    )


def test_only_reviewed_rows_become_gold(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    from chengnuo.review import Decision

    db = store.create_ledger(path)
    store.decide(db, [Decision(commitment=DEGREE.id, verdict="accept", reviewer="W", decided="2026-11-21")])
    assert cli.run(["export", "--db", path, "--format", "gold", "--reviewed"]) == 0
    assert [row["id"] for row in json.loads(capsys.readouterr().out)["commitments"]] == [DEGREE.id]


def test_bytes_do_not_go_to_a_terminal_by_accident(path: str) -> None:
    assert cli.run(["export", "--db", path, "--format", "xlsx"]) == 2
    assert cli.run(["export", "--db", path, "--format", "doc"]) == 2


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        (DEGREE, "≥ 95%"),
        (PLACES, "1000.5–1200 个"),
        (replace(DEGREE, op="=", value=Decimal(6), change="increase"), "+6%"),
        (replace(DEGREE, op="=", value=Decimal(19000), unit="个"), "19,000 个"),
        (replace(DEGREE, op=None, value=None, unit=None), ""),
        (replace(DEGREE, op="=", value=Decimal("0.15"), unit=None), "0.15"),
        (replace(DEGREE, op="=", value=Decimal("66.666667")), "66.67%"),
        (replace(DEGREE, op="=", value=Decimal("33.3333")), "33.3333%"),
        (replace(DEGREE, op="=", value=Decimal("0.000125"), unit=None), "0.000125"),
    ],
)
def test_an_amount_is_written_as_people_write_it(row: Commitment, shown: str) -> None:
    assert amount(row) == shown


def test_the_text_of_the_examples_is_the_text_of_the_store() -> None:
    assert DEGREE.span.of(TEXT) == DEGREE.quote
