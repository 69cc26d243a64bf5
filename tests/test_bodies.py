"""Responsible bodies: who leads and who supports, in the forms that lists of them have."""

from __future__ import annotations

import pytest

from chengnuo.extract.bodies import find_bodies
from chengnuo.model import Document
from chengnuo.outline import outline
from chengnuo.packs import load_pack
from chengnuo.spans import Rewrite

PACK = load_pack()


def read(text: str) -> str:
    """Each task with its bodies, `+` behind those that lead and `-` behind those that support."""
    shape = outline(Document(source="t", format="text", text=text, sha256=""), Rewrite(text), PACK)
    tasks: dict[str, list[str]] = {}
    for body in find_bodies(shape, PACK):
        tasks.setdefault(body.task.of(text), []).append(f"{body.name}{'+' if body.role == 'lead' else '-'}")
    return " | ".join(f"{task}: {' '.join(names)}" for task, names in tasks.items())


TASK = "一、任务\n1.扩大供给。新建20所。"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("（责任单位：市教育局（牵头）、市发展改革委、市财政局）", "市教育局+ 市发展改革委- 市财政局-"),
        ("责任单位：市人社局（牵头），市教育局、市财政局", "市人社局+ 市教育局- 市财政局-"),
        ("（市粮食和储备局（牵头）、市农业农村局配合）", "市粮食和储备局+ 市农业农村局-"),
        ("（主办：市教育局；协办：市财政局、市人社局）", "市教育局+ 市财政局- 市人社局-"),
        ("（主责：市教育局；参与：市财政局）", "市教育局+ 市财政局-"),
        ("牵头单位为市教育局，配合单位为市财政局、市人社局。", "市教育局+ 市财政局- 市人社局-"),
        ("责任单位：市教育局牵头，市财政局配合", "市教育局+ 市财政局-"),
        ("（市教育局、市财政局，市人社局参与）", "市教育局+ 市财政局+ 市人社局-"),
        ("（市教育局会同市财政局负责）", "市教育局+ 市财政局-"),
        ("责任单位：市“双减”工作专班、团市委", "市“双减”工作专班+ 团市委+"),
        ("（责任领导：王五 责任单位：市教育局市财政局）", "市教育局+ 市财政局+"),
        ("责任单位：市教育局　市财政局　各县区人民政府", "市教育局+ 市财政局+ 各县区人民政府+"),
        ("\n责任单位：\n市教育局、市财政局\n完成时限：\n2025年底", "市教育局+ 市财政局+"),
        ("\n责任领导：张三　责任科室：人事科　配合科室：财务科、各中小学", "人事科+ 财务科- 各中小学-"),
        ("\n责任单位：1.市教育局；2.市财政局", "市教育局+ 市财政局+"),
        ("（责任单位：市教育局、市财政局。各责任单位按职责分工负责，下同）", "市教育局+ 市财政局+"),
        ("责任单位：市教育局、市税务局（列第一位者为牵头单位，下同）", "市教育局+ 市税务局-"),
        (
            "责任单位：市公安局项目责任人：王某某配合单位：市城管局实际完成情况：线路铺设、设备调试",
            "市公安局+ 市城管局-",
        ),
        ("责任单位：市教育局、市财政局投资概算：三千万元", "市教育局+ 市财政局+"),
    ],
)
def test_the_forms_of_a_list_say_who_leads(words: str, found: str) -> None:
    assert read(TASK + words + "\n") == f"1.扩大供给: {found}"


def test_brackets_of_names_alone_count_where_several_headings_have_them() -> None:
    text = """一、主要任务
（一）扩大学前教育资源（市教育局、市发展改革委）
新建幼儿园5所。
（二）加强师资（市教育局，各县（市、区）政府）
招聘教师。
"""
    assert (
        read(text) == "（一）扩大学前教育资源: 市教育局+ 市发展改革委+ | （二）加强师资: 市教育局+ 各县（市、区）政府+"
    )


def test_one_bracket_behind_a_sentence_counts_where_it_names_several_offices() -> None:
    wanted = "1.扩大供给: 市教育局+ 市财政局+ 各县区政府+"
    assert read(f"{TASK}（市教育局、市财政局，各县区政府）") == wanted
    assert read(f"{TASK}（市教育局、市财政局、各县区政府，下同）") == wanted
    assert read(f"{TASK}（市教育局）") == ""
    assert read(f"{TASK}（人民日报、光明日报）") == ""


def test_a_bracket_that_explains_a_word_is_no_list() -> None:
    assert read("1.建设重点平台（实验室）\n2.支持载体建设（中心）\n") == ""


def test_a_cell_can_say_itself_who_leads() -> None:
    text = """序号
重点任务
责任单位
完成时限
1
新建幼儿园20所
牵头：市教育局
配合：市财政局、市人社局
2025年底
2
招聘教师300名
市人社局牵头，市教育局配合
2025年8月
"""
    assert read(text) == "新建幼儿园20所: 市教育局+ 市财政局- 市人社局- | 招聘教师300名: 市人社局+ 市教育局-"


def test_part_of_a_flattened_table_begins_with_any_number() -> None:
    text = """序号 |
目标与任务 |
分管县领导 |
牵头责任单位 |
责任单位 |
80 |
新增托位400个以上。 |
俞某 |
县教育局 |
县财政局 |
81 |
保障学院秋季开学。 |
陆某 |
县教育局 |
县住建局 |
"""
    assert read(text) == "新增托位400个以上。: 县教育局+ 县财政局- | 保障学院秋季开学。: 县教育局+ 县住建局-"


def test_a_flattened_table_without_numbers_is_read_where_its_rows_fill_all_columns() -> None:
    text = """重点任务
责任单位
完成时限
新建幼儿园20所
市教育局、市财政局
2025年底
招聘教师300名
市人社局
2025年8月
其他事项另行通知。
"""
    assert read(text) == "新建幼儿园20所: 市教育局+ 市财政局+ | 招聘教师300名: 市人社局+"
    assert read("重点任务\n责任单位\n完成时限\n新建幼儿园20所\n2025年底\n市教育局\n") == ""


def test_places_in_a_row_share_the_end_of_the_last_name() -> None:
    assert read(TASK + "（责任单位：省教育厅，公安、济南、烟台、章丘区、威海市政府，市财政局）\n") == (
        "1.扩大供给: 省教育厅+ 公安+ 济南市政府+ 烟台市政府+ 章丘区政府+ 威海市政府+ 市财政局+"
    )
    assert read(TASK + "（责任单位：省教育厅、烟台市政府）\n") == "1.扩大供给: 省教育厅+ 烟台市政府+"


@pytest.mark.parametrize("date", ["第四季度", "上半年", "2023/12/31", "2023.6.30", "二季度末前完成"])
def test_a_flattened_table_knows_its_column_of_dates(date: str) -> None:
    cells = "序号 重点任务 责任单位 完成时限 1 建甲园 市教育局 2023年6月 2 建乙园 市财政局 {} 3 建丙园 市民政局 年底前"
    lines = "\n".join(cells.format(date).split())
    assert read(f"任务清单\n{lines}\n") == "建甲园: 市教育局+ | 建乙园: 市财政局+ | 建丙园: 市民政局+"


SIGNED = "1.建成学校。（责任单位：★市甲局、市乙局）\n2.培训教师。（责任单位：市丙局、★市丁局）\n"


@pytest.mark.parametrize("note", ["注：带★的为牵头单位。", "（标注“★”的单位为牵头单位，其他为配合单位）"])
def test_a_mark_that_a_line_explains_tells_who_leads(note: str) -> None:
    assert read(f"一、任务\n{SIGNED}{note}\n") == "1.建成学校: 市甲局+ 市乙局- | 2.培训教师: 市丙局- 市丁局+"


def test_a_mark_may_tell_who_supports() -> None:
    assert (
        read(f"一、任务\n{SIGNED}注：加★者为配合单位。\n")
        == "1.建成学校: 市甲局- 市乙局+ | 2.培训教师: 市丙局+ 市丁局-"
    )


def test_a_mark_that_nothing_explains_is_no_part_of_the_name_and_is_doubted() -> None:
    text = f"一、任务\n{SIGNED}"
    shape = outline(Document(source="t", format="text", text=text, sha256=""), Rewrite(text), PACK)
    doubted = {body.name: [doubt.code for doubt in body.doubts] for body in find_bodies(shape, PACK)}
    assert doubted == {"市甲局": ["body-marked"], "市乙局": [], "市丙局": [], "市丁局": ["body-marked"]}
