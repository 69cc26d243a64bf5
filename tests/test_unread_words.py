"""Words that are struck out, hidden, in frames or pictures: left out where a reader leaves them out, and told of."""

from __future__ import annotations

import pytest
from test_docx import package

from chengnuo.model import Document
from chengnuo.parsers import parse
from chengnuo.parsers.doc import fib
from chengnuo.pipeline import extraction_of_bytes

PROSE = "<p>到2027年底，全市普惠性幼儿园覆盖率达到95%以上，公办幼儿园在园幼儿占比达到60%，由市教育局负责。</p>" * 3


def page(body: str) -> Document:
    return parse(f"<html><body>{body}</body></html>".encode(), "页.html")


def codes(document: Document) -> list[str]:
    return [doubt.code for doubt in document.doubts]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def rtf(body: str) -> Document:
    coded = "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in body)
    return parse(("{\\rtf1\\ansi " + coded + "}").encode("ascii"), "文.rtf")


# ---------------------------------------------------------------- struck out


@pytest.mark.parametrize(
    "struck",
    [
        "<del>9</del>",
        "<s>9</s>",
        "<strike>9</strike>",
        '<span style="color:red;text-decoration: line-through">9</span>',
    ],
)
def test_a_number_struck_out_on_a_page_does_not_run_into_the_one_that_holds(struck: str) -> None:
    found = extraction_of_bytes(f"<html><p>2027年新建幼儿园{struck}<ins>12</ins>所。</p></html>".encode(), "页")
    (row,) = found.commitments
    assert row.value == 12
    assert "struck-out" in [doubt.code for doubt in row.doubts]


def test_words_that_are_only_underlined_stay() -> None:
    document = page('<p>新建幼儿园<u>12</u><span style="text-decoration:underline">所</span>。</p>')
    assert (document.text, codes(document)) == ("新建幼儿园12所。\n", [])


@pytest.mark.parametrize("mark", ["<w:strike/>", '<w:dstrike w:val="true"/>'])
def test_words_struck_out_by_hand_are_read_like_a_tracked_deletion(mark: str) -> None:
    data = package(f"<w:p>{run('新建')}{run('9', mark)}{run('12所。')}</w:p>")
    assert parse(data, "x").text == "新建12所。\n"
    assert codes(parse(data, "x")) == ["struck-out"]
    assert parse(data, "x", revisions="original").text == "新建912所。\n"
    both = parse(data, "x", revisions="both")
    assert [(block.kind, block.span.of(both.text)) for block in both.blocks][-1] == ("deletion", "9")


def test_a_mark_that_is_off_strikes_nothing_out() -> None:
    off = '<w:strike w:val="0"/>'
    document = parse(package(f"<w:p>{run('新建')}{run('12所。', off)}</w:p>"), "x")
    assert (document.text, codes(document)) == ("新建12所。\n", [])


def test_the_binary_format_marks_what_is_struck_out() -> None:
    marks = fib.marks_of(b"\x37\x08\x01\x53\x2a\x00")
    assert (marks[fib.STRUCK], marks[fib.STRUCK_TWICE]) == (1, 0)


def test_rtf_leaves_out_what_is_struck_out_deleted_or_hidden_however_it_is_written() -> None:
    document = rtf(r"新建{\strike 9}12所{\deleted 和甲}{\v （内部掌握30所）}，改造{\strike 二\strike0 三}处。\par")
    assert document.text == "新建12所，改造三处。\n"
    assert codes(document) == ["struck-out", "struck-out"]


# ---------------------------------------------------------------- beside the text


def test_text_boxes_of_rtf_stand_behind_their_paragraph_and_notes_at_the_end() -> None:
    document = rtf(
        r"甲{\shp{\*\shpinst{\sp{\sn name}{\sv no}}{\shptxt 框一\par 框二\par}}{\shprslt no}}乙"
        r"{\footnote \pard 注文}丙\par {\*\do\dptxbx{\dptxbxtext 旧框\par}}末\par"
    )
    assert document.text == "甲乙丙\n框一\n框二\n末\n旧框\n注文\n"
    kinds = {block.span.of(document.text): block.kind for block in document.blocks}
    assert kinds == {"甲乙丙": "paragraph", "框一": "textbox", "框二": "textbox", "末": "paragraph", "旧框": "textbox",
                     "注文": "footnote"}  # fmt: skip


def test_merged_cells_of_rtf_reach_down_and_to_the_right() -> None:
    one = r"\trowd\clvmgf\cellx100\cellx200\clmgf\cellx300\clmrg\cellx400\intbl 一\cell 甲\cell 宽\cell\cell\row"
    two = r"\trowd\clvmrg\cellx100\cellx200\cellx300\cellx400\intbl\cell 乙\cell 丙\cell 丁\cell\row\pard"
    (table,) = rtf(one + two + r" 末\par").tables
    text = rtf(one + two + r" 末\par").text
    cells = [(cell.span.of(text), cell.row, cell.column, cell.rows, cell.columns) for cell in table.cells]
    assert cells == [("一", 0, 0, 2, 1), ("甲", 0, 1, 1, 1), ("宽", 0, 2, 1, 2), ("乙", 1, 1, 1, 1), ("丙", 1, 2, 1, 1),
                     ("丁", 1, 3, 1, 1)]  # fmt: skip


# ---------------------------------------------------------------- frames, fields, pictures


def test_the_page_that_a_frame_holds_in_itself_is_read() -> None:
    inner = PROSE.replace('"', "&quot;").replace("<", "&lt;")
    document = page(f'<h1>关于某提案的答复</h1><iframe srcdoc="{inner}"></iframe><p>打印本页</p>')
    assert "公办幼儿园在园幼儿占比达到60%" in document.text
    assert codes(document) == []


@pytest.mark.parametrize(
    "body",
    ['<frameset><frame src="a.htm"><noframes>请更换浏览器</noframes></frameset>', '<p>正文</p><iframe src="a.htm">'],
)
def test_a_page_whose_words_stand_in_frames_says_so(body: str) -> None:
    assert codes(parse(f"<html>{body}</html>".encode(), "页")) == ["frame-unread"]


def test_a_frame_beside_the_text_is_no_loss() -> None:
    assert codes(page(f'{PROSE}<iframe src="share.htm"></iframe>')) == []


def test_running_text_in_a_form_field_is_told_of_and_a_hint_is_not() -> None:
    assert codes(page(f"<h1>某提案的答复</h1><textarea>{PROSE}</textarea>")) == ["hidden-text"]
    assert codes(page(f"{PROSE}<textarea>请输入您的意见</textarea>")) == []


@pytest.mark.parametrize(
    ("picture", "told"),
    [
        ('<img src="a.jpg" width="800" height="600">', True),
        ('<img src="a.jpg" style="width:800px;height:600px">', True),
        ('<img src="a.jpg" width="120" height="120">', False),
        ('<img src="a.jpg">', False),
    ],
)
def test_a_large_picture_of_a_page_is_told_of(picture: str, *, told: bool) -> None:
    assert codes(page(PROSE * 4 + f"<p>{picture}</p>")) == ["picture-unread"] * told


def test_a_page_of_a_few_words_and_a_picture_may_be_the_picture() -> None:
    assert codes(page('<h1>一图读懂某行动方案</h1><p>2025年3月1日</p><p><img src="a.jpg"></p>')) == ["picture-unread"]


@pytest.mark.parametrize(("wide", "told"), [(5_000_000, True), (1_000_000, False)])
def test_a_large_picture_of_a_word_file_is_told_of(wide: int, *, told: bool) -> None:
    drawn = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        f'<wp:extent cx="{wide}" cy="4000000"/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    old = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
        f'style="width:{wide / 12700:.0f}pt;height:300pt"><v:imagedata/></v:shape></w:pict></w:r></w:p>'
    )
    for body in (drawn, old):
        assert codes(parse(package(f"<w:p>{run('正文')}</w:p>" + body), "x")) == ["picture-unread"] * told


@pytest.mark.parametrize(("wide", "told"), [(8000, True), (900, False)])
def test_a_large_picture_of_rtf_is_told_of(wide: int, *, told: bool) -> None:
    document = rtf(rf"正文{{\*\shppict{{\pict\pngblip\picwgoal{wide}\pichgoal6000 0a0b}}}}\par")
    assert (document.text, codes(document)) == ("正文\n", ["picture-unread"] * told)
