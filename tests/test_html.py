"""Saved pages and the older formats: what belongs to the document, what to the site, and what is a table."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import made
import pytest
from conftest import ROOT

from chengnuo.errors import UnreadableFile
from chengnuo.model import Document
from chengnuo.parsers import parse
from chengnuo.parsers.layout import layout_edits
from chengnuo.spans import Rewrite

PLAN = made.plan(ROOT / "corpora")


def running(document: Document) -> list[str]:
    """The lines of a document without what belongs to its page or site."""
    text = Rewrite(document.text).with_layer(layout_edits(document)).text
    return [line for line in text.split("\n") if line.strip()]


# ---------------------------------------------------------------- pages


def test_navigation_and_footer_are_no_part_of_the_document() -> None:
    lines = running(parse(made.as_html(PLAN), "x"))
    assert lines[0] == PLAN.title
    assert lines[-1] == PLAN.rows[-1][-1]
    assert not any("首页" in line or "主办单位" in line for line in lines)


def test_the_metadata_block_gives_fields() -> None:
    meta = dict(parse(made.as_html(PLAN), "x").meta)
    assert meta == {
        "索引号": "000014349/2024-00001",
        "发文机关": "某市人民政府",
        "成文日期": "2024年3月1日",
        "发文字号": "某政发〔2024〕5号",
        "title": PLAN.title,
        "charset": "utf-8",
    }


@pytest.mark.parametrize(
    ("encoding", "declared", "found"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb18030", "gb2312", "gb18030"),
        ("utf-8", "gb2312", "utf-8"),
        ("gb18030", "utf-8", "gb18030"),
        ("gb18030", "big5", "gb18030"),
        ("utf-16-le", "utf-8", "utf-16-le"),
    ],
)
def test_the_bytes_and_not_the_page_say_the_encoding(encoding: str, declared: str, found: str) -> None:
    document = parse(made.as_html(PLAN, encoding, declared), "x")
    assert PLAN.title in document.text
    assert document.encoding == found


@pytest.mark.parametrize("declared", ["big5", "utf-8", "gb2312"])
def test_a_big5_page_is_read_as_big5_whatever_it_declares(declared: str) -> None:
    page = f'<html><meta charset="{declared}"><body><p>臺南市政府公告：都市計畫委員會會議紀錄。</p></body></html>'
    document = parse(page.encode("big5"), "x")
    assert document.text == "臺南市政府公告：都市計畫委員會會議紀錄。\n"


def test_a_lost_byte_of_a_page_is_marked_at_its_place() -> None:
    page = "<html><meta charset=utf-8><body><p>" + "到2027年，覆盖率达到" * 20
    document = parse(page.encode() + b"\xff" + "95%以上。</body>".encode(), "x")
    (doubt,) = document.doubts
    assert (doubt.code, doubt.span.of(document.text)) == ("lost-bytes", "\ufffd")


def test_a_title_outside_the_text_is_kept_and_links_are_not() -> None:
    prose = "".join(
        f"<p>第{i}条　各县（市、区）要落实责任，到2027年，覆盖率达到95%，占比达到60%。</p>" for i in range(9)
    )
    links = "".join(f"<li><a href=/{i}>相关新闻第{i}条的标题</a></li>" for i in range(8))
    page = (
        "<title>关于推进优质均衡发展的通知 - 某市教育局</title><div><h1>关于推进优质均衡发展的通知</h1>"
        f"<div class=c>{prose}</div></div><ul>{links}</ul><p>版权所有：某市教育局</p>"
    )
    lines = running(parse(page.encode(), "x"))
    assert lines[0] == "关于推进优质均衡发展的通知"
    assert len(lines) == 10


def test_cells_cover_rows_and_columns_and_hold_their_paragraphs() -> None:
    page = (
        "<p>任务分工表如下，请认真抓好落实。</p><table><tr><th colspan=2>责任单位<th>时限<tr><td rowspan=2>牵头"
        "<td><p>市教育局</p><p>市财政局</p><td>2025年<tr><td>市人社局<td></table>"
    )
    document = parse(page.encode(), "x")
    (table,) = document.tables
    assert [(c.span.of(document.text), c.row, c.column, c.rows, c.columns) for c in table.cells] == [
        ("责任单位", 0, 0, 1, 2), ("时限", 0, 2, 1, 1), ("牵头", 1, 0, 2, 1), ("市教育局\n市财政局", 1, 1, 1, 1),
        ("2025年", 1, 2, 1, 1), ("市人社局", 2, 1, 1, 1), ("", 2, 2, 1, 1),
    ]  # fmt: skip


def test_scripts_hidden_words_and_source_line_breaks_leave_no_trace() -> None:
    page = (
        "<p>到2027年，覆盖<script>x=1</script><span style='display:none'>藏</span>\n  率达到<b>95%</b>。"
        "<br>次行&nbsp;末</p>"
    )
    assert parse(page.encode(), "x").text == "到2027年，覆盖率达到95%。\n次行 末\n"


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        parse(b"<html><body><script>load()</script></body></html>", "x")


def test_pages_of_the_state_council_give_their_text_and_number(shared: Path) -> None:
    pages = sorted((shared / "realdocs" / "html").glob("platform-1__00*.html"))
    assert pages
    for path in pages:
        document = parse(path.read_bytes(), path.name)
        meta = dict(document.meta)
        assert meta["发文字号"].startswith("国")
        assert "索引号" in meta
        lines = running(document)
        assert meta["发文字号"] in "".join(lines[:6])
        assert not any("打印" in line or "索 引 号" in line for line in lines)


# ---------------------------------------------------------------- older and other formats


def test_word_97_files_give_text_and_cells(shared: Path) -> None:
    for path in sorted((shared / "realdocs" / "other").glob("*.doc")):
        document = parse(path.read_bytes(), path.name)
        assert document.format == "doc"
        assert not set(document.text) & set("\x07\x13\x14\x15\r")
    (path,) = (shared / "realdocs" / "other").glob("*0901004*")
    document = parse(path.read_bytes(), path.name)
    rows: dict[int, list[str]] = {}
    for cell in document.tables[0].cells:
        rows.setdefault(cell.row, []).append(cell.span.of(document.text))
    assert rows[0] == ["編　號", "審議案名", "二一二次市都委會決議", "備註"]
    assert rows[2][0] == "第二案"
    assert rows[2][2] == "照案通過"
    assert {len(row) for row in rows.values()} == {4}


def test_ofd_files_give_text_by_page_and_cells(shared: Path) -> None:
    folder = shared / "realdocs" / "other" / "ofd"
    texts = {path.name: parse(path.read_bytes(), path.name) for path in folder.glob("*.ofd")}
    assert all(document.pages for document in texts.values())
    prose = texts["ofdrw__ofdrw-crypto__src__test__resources__hello.ofd"]
    assert "中国一向是所谓“闭关主义”，自己不去，别人也不许来。自从给枪炮打破了大门之后" in "".join(running(prose))
    invoice = texts["ofdrw__ofdrw-converter__src__test__resources__20240531141733.ofd"]
    assert invoice.tables
    assert dict(invoice.meta)["created"] == "2024-05-31"


def test_a_text_code_of_ofd_that_steps_back_and_down_is_two_lines() -> None:
    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    code = '<ofd:TextCode X="2" Y="5" DeltaX="g 3 5 -15 g 1 5" DeltaY="g 3 0 6">到二〇二六年</ofd:TextCode>'
    page = f'<ofd:TextObject ID="3" Boundary="20 30 60 20" Font="1" Size="5">{code}</ofd:TextObject>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        root = f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        archive.writestr("OFD.xml", root)
        pages = '<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/P0.xml"/></ofd:Pages>'
        archive.writestr("Doc_0/Document.xml", f"<ofd:Document {space}>{pages}</ofd:Document>")
        layer = f'<ofd:Content><ofd:Layer ID="2">{page}</ofd:Layer></ofd:Content>'
        archive.writestr("Doc_0/Pages/P0.xml", f"<ofd:Page {space}>{layer}</ofd:Page>")
    assert parse(out.getvalue(), "x").text.split() == ["到二〇二", "六年"]


def test_rtf_gives_text_tables_and_both_ways_to_write_hanzi() -> None:
    hexed = "".join(f"\\'{byte:02x}" for byte in "到2027年，覆盖率达到95%。".encode("gb18030"))
    data = (
        r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}}{\info{\title no}}\f0 " + hexed + r"\par "
        r"\trowd\intbl\u20219 ?\u21153 ?\cell\u26102 ?\u38480 ?\cell\row\pard {\v hidden}\u23436 ?\par}"
    ).encode("ascii")
    document = parse(data, "通知.doc")
    assert document.text == "到2027年，覆盖率达到95%。\n任务\n时限\n完\n"
    assert [(c.row, c.column) for c in document.tables[0].cells] == [(0, 0), (0, 1)]


def test_a_page_that_was_cut_off_says_so() -> None:
    whole = made.as_html(PLAN)
    assert not parse(whole, "x").doubts
    for data in (whole[: len(whole) // 2], whole[: whole.rindex(b"</body")], whole[:-5]):
        assert [doubt.code for doubt in parse(data, "x").doubts][-1] == "cut-off"
    assert not parse("<p>到2027年，覆盖率达到95%。<p>新增学位1万个。".encode(), "x").doubts
