"""Traditional characters become simplified ones, and nothing else changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chengnuo.packs import load_pack
from chengnuo.simplify import convert, simplify
from chengnuo.spans import Rewrite, Span

PACK = load_pack()


def simplified(text: str) -> str:
    return simplify(Rewrite(text), PACK).text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("關於印發實施方案的通知", "关于印发实施方案的通知"),
        ("乾安縣、乾縣、乾隆年間", "乾安县、乾县、乾隆年间"),
        ("瞭解情況，瞭望臺", "了解情况，瞭望台"),
        ("民國113年度預算", "民国113年度预算"),
        ("建立檔案，文件、影片、新增項目", "建立档案，文件、影片、新增项目"),
        ("着力提升，顯著改善，著名學者", "着力提升，显著改善，著名学者"),
    ],
)
def test_traditional_text_is_converted_character_for_character(text: str, wanted: str) -> None:
    assert simplified(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "乾安县、瞭望塔、慰藉、宫商角徵羽、於先生、鲲鹏+昇腾生态",
        "建立健全文件管理制度，显著提升覆盖率",
        "会议由张東同志主持，各县（市、区）负责同志参加，研究部署义务教育优质均衡发展工作。",
        "GDP 5%",
        "",
    ],
)
def test_simplified_text_passes_untouched(text: str) -> None:
    assert simplified(text) == text
    assert simplify(Rewrite(text), PACK).layers == ()


def test_a_traditional_line_in_a_simplified_text_is_converted_alone() -> None:
    before = "各县（市、区）人民政府，乾安县，会议认为要进一步优化义务教育学校布局规划。\n"
    assert simplified(before + "臺灣省政府關於經費的說明\n结束") == before + "台湾省政府关于经费的说明\n结束"


def test_a_lone_traditional_character_in_a_simplified_text_stays_and_is_marked() -> None:
    text = "会议由张東同志主持，各县（市、区）负责同志参加，研究部署义务教育优质均衡发展工作，强调要认真贯彻执行。"
    rewrite = simplify(Rewrite(text), PACK)
    assert rewrite.text == text
    assert [(d.code, d.span.of(text)) for d in rewrite.doubts] == [("traditional-left", "東")]


def test_a_character_with_two_simplified_forms_is_marked_where_no_word_settles_it() -> None:
    text = "擔當著歷史責任，顯著提升，著力推進，乾縣，乾淨，覆蓋，鍾某"
    rewrite = simplify(Rewrite(text), PACK)
    assert [(d.span, d.alternatives) for d in rewrite.doubts if d.code == "ambiguous-character"] == [
        (Span(2, 3), ("着",)),
        (Span(text.index("鍾"), text.index("鍾") + 1), ("锺",)),
    ]


def test_edits_are_the_longest_runs_of_changed_characters() -> None:
    (layer,) = simplify(Rewrite("關於義務教育"), PACK).layers
    assert [(e.span, e.replacement, e.rule) for e in layer.edits] == [
        (Span(0, 4), "关于义务", "t2s"),
    ]


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x9FFF), max_size=60))
@settings(max_examples=200, deadline=None)
def test_a_conversion_keeps_every_place_and_is_done_once(text: str) -> None:
    once = simplify(Rewrite(text), PACK)
    assert len(once.text) == len(text)
    for layer in once.layers:
        assert all(len(e.span) == len(e.replacement) for e in layer.edits)


@given(
    st.lists(st.sampled_from("關于义务務教育縣县乾安瞭望著力实實施后後里裡面麵台臺灣湾，。\n"), max_size=40).map(
        "".join
    )
)
@settings(max_examples=300, deadline=None)
def test_simplifying_twice_changes_nothing_more(text: str) -> None:
    once = simplified(text)
    assert simplified(once) == once


def test_the_converters_own_cases_pass(shared: Path) -> None:
    cases = json.loads((shared / "peers" / "opencc.testcases.json").read_text(encoding="utf-8"))["cases"]
    rows = [(case["input"], case["expected"]["t2s"]) for case in cases if "t2s" in case["expected"]]
    assert len(rows) > 50
    assert [(text, convert(text)) for text, _ in rows] == rows
    assert [(text, simplified(text)) for text, _ in rows] == rows
