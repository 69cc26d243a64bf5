"""DOCX as a reader sees it: numbers, revisions, notes, boxes, merged and nested tables."""

from __future__ import annotations

import io
import zipfile

import pytest

from chengnuo.model import Document
from chengnuo.packs import load_pack
from chengnuo.parsers import parse
from chengnuo.parsers.docx.idle import without_idle, without_looks
from chengnuo.parsers.docx.numbering import counted, number_formats

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(body: str, space: str = W, **parts: str) -> bytes:
    """A DOCX of a body and of parts by what they are related as."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        relation = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f"<Relationships>{relation}</Relationships>")
        archive.writestr("word/document.xml", f"<w:document {space} {MORE}><w:body>{body}</w:body></w:document>")
        relations = ""
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
            relations += f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        archive.writestr("word/_rels/document.xml.rels", f"<Relationships>{relations}</Relationships>")
    return out.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, number: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(at: int, count: str, text: str, more: str = "") -> str:
    start = '<w:start w:val="1"/>'
    return f'<w:lvl w:ilvl="{at}">{start}<w:numFmt w:val="{count}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(levels: str, more: str = "", nums: str = "") -> str:
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>{more}'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{nums}</w:numbering>'
    )


OFFICIAL = (
    level(0, "chineseCountingThousand", "%1、")
    + level(1, "chineseCounting", "（%2）")
    + level(2, "decimal", "%3.")
    + level(3, "decimal", "%1.%2.%4", "<w:isLgl/>")
    + level(4, "decimalEnclosedCircle", "%5")
)


def lines(data: bytes, **options: str) -> list[str]:
    return read(data, **options).text.split("\n")[:-1]


def read(data: bytes, **options: str) -> Document:
    return parse(data, "通知.docx", **options)


# ---------------------------------------------------------------- numbers


def test_numbers_stand_in_the_text_as_a_reader_sees_them() -> None:
    body = (
        listed("总体要求", 1) + listed("指导思想", 1, 1) + listed("工作目标", 1, 1) + listed("加强统筹", 1, 2)
        + p("到2027年，覆盖率达到95%。") + listed("细化措施", 1, 3) + listed("重点任务", 1) + listed("扩大学位", 1, 1)
        + listed("其一", 1, 4) + listed("其二", 1, 4)
    )  # fmt: skip
    assert lines(package(body, numbering=numbering(OFFICIAL))) == [
        "一、总体要求", "（一）指导思想", "（二）工作目标", "1.加强统筹", "到2027年，覆盖率达到95%。", "1.2.1 细化措施",
        "二、重点任务", "（一）扩大学位", "①其一", "②其二",
    ]  # fmt: skip


def test_lists_of_one_definition_count_on_and_an_override_starts_again() -> None:
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    body = listed("甲", 1) + listed("乙", 2) + listed("丙", 3) + listed("丁", 3)
    assert lines(package(body, numbering=numbering(OFFICIAL, nums=nums))) == ["一、甲", "二、乙", "五、丙", "六、丁"]


def test_a_style_numbers_its_paragraphs_and_zero_takes_the_number_away() -> None:
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="own"/>'
        '<w:basedOn w:val="H"/></w:style></w:styles>'
    )
    body = (
        p("总体要求", '<w:pStyle w:val="H"/>') + p("重点任务", '<w:pStyle w:val="H2"/>')
        + p("附则", '<w:pStyle w:val="H"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>')
    )  # fmt: skip
    document = read(package(body, styles=styles, numbering=numbering(OFFICIAL)))
    assert document.text == "一、总体要求\n二、重点任务\n附则\n"
    assert [block.kind for block in document.blocks] == ["heading"] * 3


@pytest.mark.parametrize(
    ("name", "count", "written"),
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 11, "十一"), ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 105, "一百〇五"), ("chineseCountingThousand", 110, "一百一十"),
        ("chineseLegalSimplified", 12, "拾贰"), ("ideographTraditional", 3, "丙"), ("ideographZodiac", 12, "亥"),
        ("upperRoman", 1994, "MCMXCIV"), ("lowerLetter", 28, "bb"), ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"), ("decimalEnclosedCircle", 21, "㉑"), ("ideographDigital", 205, "二〇五"),
        ("none", 3, ""), ("unheardOf", 3, "3"),
    ],
)  # fmt: skip
def test_number_formats_of_the_standard(name: str, count: int, written: str) -> None:
    assert counted(name, count, number_formats(load_pack())) == written


# ---------------------------------------------------------------- revisions, notes, boxes

CHANGED = (
    "<w:p><w:r><w:t>覆盖率达到</w:t></w:r><w:del><w:r><w:delText>90%</w:delText></w:r></w:del>"
    "<w:ins><w:r><w:t>95%</w:t></w:r></w:ins><w:r><w:t>以上。</w:t></w:r></w:p>"
)


def test_tracked_changes_are_read_as_accepted_rejected_or_both() -> None:
    data = package(CHANGED)
    assert lines(data) == ["覆盖率达到95%以上。"]
    assert lines(data, revisions="original") == ["覆盖率达到90%以上。"]
    both = read(data, revisions="both")
    marked = [(b.kind, b.span.of(both.text)) for b in both.blocks if b.kind in ("insertion", "deletion")]
    assert marked == [("deletion", "90%"), ("insertion", "95%")]


def test_a_deleted_paragraph_mark_joins_and_an_inserted_row_is_not_in_the_draft() -> None:
    body = (
        p("到2027年，", "<w:rPr><w:del/></w:rPr>") + p("覆盖率达到95%。")
        + f"<w:tbl><w:tr><w:tc>{p('旧')}</w:tc></w:tr>"
        + f"<w:tr><w:trPr><w:ins/></w:trPr><w:tc>{p('新')}</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    assert lines(package(body)) == ["到2027年，覆盖率达到95%。", "旧", "新"]
    assert lines(package(body), revisions="original") == ["到2027年，", "覆盖率达到95%。", "旧"]


def test_an_unknown_way_to_read_revisions_is_a_usage_error() -> None:
    with pytest.raises(ValueError, match="final, original, both"):
        read(package(CHANGED), revisions="neither")


def test_notes_comments_headers_stand_after_the_body_and_the_words_are_not_split() -> None:
    body = (
        '<w:p><w:r><w:t>新增学位</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>1.9万个。</w:t></w:r>'
        '<w:r><w:commentReference w:id="0"/></w:r></w:p>' + p("特此通知。")
    )
    document = read(
        package(
            body,
            footnotes=f'<w:footnotes {W}><w:footnote w:id="2">{p("含民办学校。")}</w:footnote></w:footnotes>',
            comments=f'<w:comments {W}><w:comment w:id="0">{p("请核对")}</w:comment></w:comments>',
            header=f"<w:hdr {W}>{p('内部资料')}</w:hdr>",
        )
    )
    assert document.text == "新增学位1.9万个。\n特此通知。\n含民办学校。\n请核对\n内部资料\n"
    kinds = {block.kind: (block.span.of(document.text), block.place) for block in document.blocks[2:]}
    assert kinds == {
        "footnote": ("含民办学校。", "footnote 1 (para 1)"),
        "comment": ("请核对", "comment 1 (para 1)"),
        "header": ("内部资料\n", "header"),
    }


def test_a_text_box_is_read_once_and_hidden_words_not_at_all() -> None:
    box = f"<w:txbxContent>{p('框内文字')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r></w:p>"
    )
    document = read(package(body))
    assert document.text == "正文\n框内文字\n"
    assert [block.kind for block in document.blocks] == ["paragraph", "textbox"]


def test_controls_fields_links_ruby_breaks_and_formulas_keep_their_words() -> None:
    body = (
        "<w:sdt><w:sdtContent>" + p("控件内") + "</w:sdtContent></w:sdt>"
        '<w:p><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink><w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r>'
        "</w:fldSimple><w:r><w:instrText>HYPERLINK x</w:instrText></w:r>"
        "<w:r><w:ruby><w:rt><w:r><w:t>guān</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>关</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<w:r><w:br/><w:t>次行</w:t><w:tab/><w:t>末</w:t></w:r>"
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>"
    )
    assert read(package(body)).text == "控件内\n链接3关\n次行\t末x=1\n"


# ---------------------------------------------------------------- tables


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def test_merged_cells_cover_rows_and_columns_and_are_read_once() -> None:
    rows = (
        cell("责任单位", '<w:gridSpan w:val="2"/>') + cell("时限"),
        cell("牵头", '<w:vMerge w:val="restart"/>') + cell("市教育局") + cell("2025年"),
        cell("", "<w:vMerge/>") + cell("市财政局") + cell("2026年"),
    )
    document = read(package("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"))
    (table,) = document.tables
    found = [(c.span.of(document.text), c.row, c.column, c.rows, c.columns) for c in table.cells]
    assert found == [
        ("责任单位", 0, 0, 1, 2), ("时限", 0, 2, 1, 1), ("牵头", 1, 0, 2, 1), ("市教育局", 1, 1, 1, 1),
        ("2025年", 1, 2, 1, 1), ("市财政局", 2, 1, 1, 1), ("2026年", 2, 2, 1, 1),
    ]  # fmt: skip
    assert document.text == "责任单位\n时限\n牵头\n市教育局\n2025年\n市财政局\n2026年\n"


def test_a_cell_of_paragraphs_and_a_table_within_is_one_stretch_of_text() -> None:
    inner = f"<w:tbl><w:tr>{cell('内')}</w:tr></w:tbl>"
    body = f"<w:tbl><w:tr>{cell(p('市教育局') + p('市财政局') + inner + p(''))}{cell('右')}</w:tr></w:tbl>"
    document = read(package(body))
    outer, nested = document.tables
    assert [c.span.of(document.text) for c in outer.cells] == ["市教育局\n市财政局\n内", "右"]
    assert [c.span.of(document.text) for c in nested.cells] == ["内"]
    assert ("cell", "table 1 r1 c2") in [(b.kind, b.place) for b in document.blocks]


def test_the_strict_variant_reads_the_same() -> None:
    assert lines(package(CHANGED, space=STRICT)) == ["覆盖率达到95%以上。"]


def test_a_damaged_part_is_reported_and_the_body_read() -> None:
    document = read(package(p("正文"), styles="<w:styles"))
    assert document.text == "正文\n"
    assert [doubt.code for doubt in document.doubts] == ["broken-part"]


def test_styles_that_no_paragraph_has_are_not_read() -> None:
    paragraph = b'<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    numbering = b'<w:style w:type="numbering" w:styleId="n"/>'
    idle = b'<w:style w:type="table" w:styleId="t"><w:tblPr/></w:style>'
    short = b'<w:style w:type="character" w:styleId="c"/>'
    latent = b'<w:latentStyles w:count="9"><w:lsdException w:name="Normal"/></w:latentStyles>'
    whole = b"<w:styles>" + latent + idle + paragraph + short + numbering + idle + b"</w:styles>"
    assert without_idle(whole) == b"<w:styles>" + paragraph + short + numbering + b"</w:styles>"


LOOKS = """<w:tbl><w:tblPr><w:tblW w:w="0"/></w:tblPr><w:tblGrid><w:gridCol/></w:tblGrid><w:tr>
<w:trPr><w:cantSplit/></w:trPr>
<w:tc><w:tcPr><w:tcW w:w="1"/></w:tcPr><w:p><w:pPr><w:jc w:val="left"/><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:rPr><w:b/>
<w:rPrChange><w:rPr><w:sz w:val="1"/></w:rPr></w:rPrChange></w:rPr><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""
TELLING = """<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="a"/>
<w:rPr><w:del w:id="1"/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r></w:p></w:tc>"""


def test_markup_that_says_nothing_is_cut_before_it_is_parsed() -> None:
    left = without_looks(LOOKS.encode()).decode()
    assert "".join(left.split("\n")) == (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:rPr><w:b/><w:rPrChange></w:rPrChange></w:rPr><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert without_looks(TELLING.encode()).decode() == TELLING
    quoted = "<w:t><![CDATA[<w:rPr>]]></w:t>"
    assert without_looks(quoted.encode()).decode() == quoted


def test_an_empty_item_counts_and_signs_of_symbol_fonts_are_signs() -> None:
    body = listed("甲", 1) + listed("", 1) + listed("乙", 1)
    assert lines(package(body, numbering=numbering(OFFICIAL))) == ["一、甲", "三、乙"]
    signs = '<w:sym w:font="Wingdings 2" w:char="0052"/><w:sym w:font="Wingdings" w:char="F0FE"/>'
    assert lines(package(f"<w:p><w:r>{signs}</w:r></w:p>")) == ["☑☑"]
