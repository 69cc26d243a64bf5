"""Formats by content, clear refusals, and structure that survives every format."""

from __future__ import annotations

import contextlib
import io
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import made
import pytest
from conftest import ROOT

from chengnuo.errors import UnknownFormat, UnreadableFile
from chengnuo.model import Document
from chengnuo.packs import Pack, load_pack
from chengnuo.parsers import PARSERS, Format, parse
from chengnuo.parsers.layout import layout_edits
from chengnuo.parsers.pdf.words import page_words
from chengnuo.pipeline import clean, extraction_of_bytes, extraction_of_text
from chengnuo.spans import Rewrite, Span

PLAN = made.plan(ROOT / "corpora")
MAKERS: dict[str, Callable[[made.Plan], bytes]] = {
    "docx": made.as_docx,
    "xlsx": made.as_xlsx,
    "html": made.as_html,
    "pdf": made.as_pdf,
    "weasyprint": made.by_weasyprint,
    **{f"office {suffix}": partial(made.as_word, suffix=suffix) for suffix in ("pdf", "doc", "docx", "rtf")},
}
ITEMS = (
    (0, "总体要求"),
    (1, "指导思想"),
    (1, "工作目标"),
    (2, "到2027年覆盖率达到95%。"),
    (2, "新增学位。"),
    (0, "重点任务"),
    (1, "扩大供给"),
)
NUMBERED = (
    "一、总体要求 （一）指导思想 （二）工作目标 1.到2027年覆盖率达到95%。 2.新增学位。 二、重点任务 （一）扩大供给"
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def grid(document: Document, at: int = -1) -> list[list[str]]:
    """The words of a table's cells by row and column."""
    table = document.tables[at]
    rows: list[list[str]] = [[] for _ in range(1 + max(c.row for c in table.cells))]
    for cell in table.cells:
        rows[cell.row].append(squeezed(cell.span.of(document.text)))
    return rows


# ---------------------------------------------------------------- what a file is


MHT = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=X\r\n\r\n--X\r\nContent-Type: text/html; "
    b"charset=utf-8\r\n\r\n<p>\xe4\xb8\xad\xe6\x96\x87</p>\r\n--X--\r\n"
)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("到2027年，覆盖率达到95%。\n".encode(), "txt"),
        ("到2027年，覆盖率达到95%。\n".encode("gb18030"), "txt"),
        ("# 一、总体要求\n\n到2027年。\n".encode(), "txt"),
        ("<html><body><p>到2027年，覆盖率达到95%。</p></body></html>".encode(), "html"),
        ("\ufeff<!DOCTYPE html><title>通知</title><p>到2027年，覆盖率达到95%。".encode("utf-16"), "html"),
        (rb"{\rtf1\ansi\ansicpg936 \'d6\'d0\par}", "rtf"),
        (MHT, "mht"),
    ],
)  # fmt: skip
def test_the_content_decides_the_format_whatever_the_name(data: bytes, name: str) -> None:
    assert parse(data, "文件.doc").format == name


def test_a_word_file_named_pdf_is_read_as_word() -> None:
    assert parse(made.as_docx(PLAN), "计划.pdf").format == "docx"


def test_a_caller_can_add_a_format_of_his_own() -> None:
    def parse_own(data: bytes, source: str, **_: object) -> Document:
        return Document(source=source, format="own", text=data[4:].decode(), sha256="0" * 64)

    PARSERS["own"] = Format(lambda data: data.startswith(b"OWN:"), parse_own)
    try:
        assert parse("OWN:到2027年".encode(), "x").text == "到2027年"
    finally:
        del PARSERS["own"]


def test_words_around_a_document_can_be_added_in_a_pack(tmp_path: Path) -> None:
    page = (
        "<html><body><table><tr><td>登记编号：</td><td>某政〔2025〕3号</td></tr></table><p>到2027年。</p></body></html>"
    )
    (tmp_path / "parsers.toml").write_text('[html.labels]\n"登记编号" = "发文字号"\n', encoding="utf-8")
    assert "发文字号" not in dict(parse(page.encode(), "x").meta)
    assert dict(parse(page.encode(), "x", pack=load_pack(str(tmp_path))).meta)["发文字号"] == "某政〔2025〕3号"


def test_a_printed_watermark_can_be_added_in_a_pack(tmp_path: Path) -> None:
    (tmp_path / "parsers.toml").write_text('[page]\nwatermarks = ["某某扫描"]\n', encoding="utf-8")
    known = page_words(load_pack(str(tmp_path)))
    assert [
        known.is_watermark(words) for words in ("某某扫描", "由 某某 扫描", "扫描全能王", "某某扫描仪采购方案")
    ] == [*(True, True, True, False)]


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (zipped(**{"[Content_Types].xml": b"<T/>", "xl/workbook.bin": b"w"}), "XLSB"),
        (zipped(**{"a.txt": b"x"}), "ZIP"),
        (b"PK\x03\x04 broken", "broken"),
        (bytes(range(256)) * 40, "no known format"),
    ],
)
def test_what_nobody_reads_is_named(data: bytes, word: str) -> None:
    with pytest.raises(UnknownFormat, match=word):
        parse(data, "附件.bin")


def test_an_empty_file_is_called_empty() -> None:
    with pytest.raises(UnreadableFile, match=r"附件\.doc: the file is empty"):
        parse(b"", "附件.doc")


@pytest.mark.parametrize("text", ["\n", "   \n\t \r\n", "\u3000\u3000\n", "\ufeff", "\u200b\n"])
def test_a_text_of_blanks_holds_nothing(text: str) -> None:
    with pytest.raises(UnreadableFile, match="holds no text"):
        parse(text.encode(), "空白.txt")


# ---------------------------------------------------------------- texts in other languages

JAPANESE = "令和七年度までに、保育所の整備率を95%以上とすることを目標とし、関係省庁が協力して推進する。" * 3


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (JAPANESE, "Japanese"),
        ("2027년까지 공공 유치원 비율을 95% 이상으로 높이고 교육부가 책임지고 추진한다. " * 3, "Korean"),
        ("By 2027 the coverage of public kindergartens will reach 95%, led by the bureau of education.", "no Chinese"),
    ],
)
def test_rows_of_a_text_in_another_language_say_so(text: str, word: str) -> None:
    extraction = extraction_of_text(text)
    (doubt,) = (doubt for doubt in extraction.doubts if doubt.code == "not-chinese")
    assert word in doubt.reason
    assert doubt.span == Span(0, len(text))
    rows = (*extraction.times, *extraction.quantities, *extraction.commitments)
    assert rows
    assert all(doubt in row.doubts for row in rows)


@pytest.mark.parametrize(
    "text",
    [
        "到2027年，全市普惠性幼儿园覆盖率达到95%以上，市教育局牵头，安排资金2亿元。" * 5 + "引进カシオ等企业。",
        "到2027年，建成 Cloud Computing Center、Data Exchange、Smart Campus 各1个。" * 3,
        "95% 2027 12,000 60.5",
        "GB/T 9704-2012",
        "推動普及化・均等化發展，到民國113年底覆蓋率達到95%以上。" * 3,
    ],
)
def test_a_chinese_text_with_foreign_names_is_chinese(text: str) -> None:
    assert not [doubt for doubt in extraction_of_text(text).doubts if doubt.code == "not-chinese"]


# ---------------------------------------------------------------- structure survives


@pytest.mark.parametrize("name", MAKERS)
def test_the_text_of_a_plan_is_the_same_from_every_format(name: str, pack: Pack) -> None:
    document = parse(MAKERS[name](PLAN), f"计划.{name}")
    text = Rewrite(document.text).with_layer(layout_edits(document)).text
    lines = [squeezed(line) for line in text.split("\n") if line.strip()]
    wanted = [squeezed(line) for line in PLAN.text().split("\n") if line.strip()]
    assert lines == wanted
    assert clean(document, pack).text.count("\n\n\n") == 0


@pytest.mark.parametrize("name", MAKERS)
def test_the_task_table_is_the_same_from_every_format(name: str) -> None:
    document = parse(MAKERS[name](PLAN), f"计划.{name}")
    assert grid(document) == [[squeezed(cell) for cell in row] for row in (made.HEADER, *PLAN.rows)]
    for table in document.tables:
        for cell in table.cells:
            assert 0 <= cell.span.start <= cell.span.end <= len(document.text)


@pytest.mark.parametrize("name", MAKERS)
def test_units_and_deadlines_of_a_task_table_survive(name: str) -> None:
    extraction = extraction_of_bytes(MAKERS[name](PLAN), f"计划.{name}")
    assert not extraction.rejected
    tasks = {squeezed(task.text): task for task in extraction.tasks if task.deadline}
    for _, words, units, helper, when in PLAN.rows:
        task = next(t for key, t in tasks.items() if squeezed(words) in key)
        assert task.deadline == {"2025年12月底": "2025-12", "2026年6月底": "2026-06", "2027年12月": "2027-12"}[when]
        named = {(body.name, body.role) for body in task.bodies}
        assert named == {(unit, "lead") for unit in units.split("、")} | {(helper, "support")}


@pytest.mark.parametrize("suffix", ["", "pdf", "doc", "docx", "rtf"])
def test_automatic_numbers_are_read_from_every_format_of_word(suffix: str) -> None:
    data = made.numbered_word(ITEMS, suffix) if suffix else made.numbered_docx(ITEMS)
    document = parse(data, "计划")
    assert [squeezed(line) for line in document.text.split("\n") if line.strip()] == NUMBERED.split()


# ---------------------------------------------------------------- files that are broken or hostile

BOMBS = {
    "ratio": zipped(**{"word/document.xml": b"<w:document>" + b" " * (64 << 20)}),
    "entities": zipped(
        **{"word/document.xml": b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><d>&b;</d>'}
    ),
    "outside": zipped(**{"word/document.xml": b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'}),
    "depth": zipped(**{
        "word/document.xml": b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        + b"<w:tbl><w:tr><w:tc>" * 5000 + b"</w:tc></w:tr></w:tbl>" * 5000 + b"</w:body></w:document>"
    }),
    "ofd": zipped(**{"OFD.xml": b"<OFD>" + b" " * (64 << 20)}),
    "rtf": b"{\\rtf1" + b"{" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_at_once(name: str) -> None:
    start = time.perf_counter()
    with pytest.raises(UnreadableFile):
        parse(BOMBS[name], "附件")
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("name", ["docx", "html"])
@pytest.mark.parametrize("seed", range(12))
def test_damaged_files_are_read_or_refused_but_never_crash(name: str, seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(MAKERS[name](PLAN))
    if seed % 3 == 0:
        del data[chance.randrange(len(data)) :]
    for _ in range(20 if seed % 3 else 0):
        data[chance.randrange(len(data))] = chance.randrange(256)
    text, blocks = "", []
    with contextlib.suppress(UnreadableFile):  # anything else is a crash
        document = parse(bytes(data), "附件")
        text, blocks = document.text, list(document.blocks)
    assert all(block.span.end <= len(text) for block in blocks)


def test_malformed_files_of_the_world_are_refused_with_a_hint(shared: Path) -> None:
    folder = shared / "realdocs" / "malformed"
    for path in sorted(folder.iterdir()):
        if path.suffix == ".docx":  # a picture is missing; the words are there
            assert squeezed(parse(path.read_bytes(), path.name).text)
            continue
        with pytest.raises(UnreadableFile) as caught:
            parse(path.read_bytes(), path.name)
        assert caught.value.hint


def test_every_real_document_is_read_or_refused_for_a_known_reason(shared: Path) -> None:
    refused = []
    for path in sorted((shared / "realdocs").glob("[dhopt]*/**/*")):
        if not path.is_file() or path.stat().st_size > 300_000:
            continue
        try:
            document = parse(path.read_bytes(), path.name, ocr="never")
        except UnreadableFile as error:
            refused.append(error.reason)
            continue
        assert squeezed(document.text), path.name
        spans = [b.span for b in document.blocks] + [c.span for t in document.tables for c in t.cells]
        assert all(0 <= span.start <= span.end <= len(document.text) for span in spans), path.name
        Rewrite(document.text).with_layer(layout_edits(document))  # raises where edits overlap
    assert all("empty" in reason or "image-only" in reason or "watermark" in reason for reason in refused), refused


def test_importing_the_parsers_imports_no_engine() -> None:
    code = (
        "import sys, chengnuo.parsers; "
        "print([m for m in ('lxml', 'pypdfium2', 'pdfplumber', 'docx', 'olefile', 'numpy', 'PIL') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# ---------------------------------------------------------------- layout as edits


def test_a_sentence_broken_by_a_page_closes_up_and_maps_back() -> None:
    document = parse(made.as_pdf(PLAN), "计划.pdf")
    rewrite = Rewrite(document.text).with_layer(layout_edits(document))
    for paragraph in PLAN.paragraphs:
        at = squeezed(rewrite.text).find(squeezed(paragraph))
        assert at >= 0
    words = PLAN.paragraphs[2][:30]
    start = rewrite.text.index(words)
    source = rewrite.to_source(Span(start, start + len(words)))
    assert squeezed(source.of(document.text)) == squeezed(words)


def test_an_archive_of_documents_is_no_document_and_is_called_what_it_is() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("附件/方案.docx", MAKERS["docx"](PLAN))
    with pytest.raises(UnreadableFile, match="a ZIP archive that is no document"):
        parse(out.getvalue(), "附件.zip")
