"""Who does a task and by when, in the many ways in which pages lay tasks out."""

from __future__ import annotations

import pytest
from laid_out import as_html, grid, lines

from chengnuo.pipeline import extraction_of_bytes, extraction_of_text

TITLE = "东山县2026年重点工作责任分工\n为落实各项任务，现就有关工作分工如下。\n"
# Two tasks: what is to be built, who leads, who supports, by when.
FIRST = (12, "2026-06", ("县教育局",))
SECOND = (35, "2027-09", ("县水利局", "县住建局"))


def told(text: str) -> list[tuple[int, str | None, tuple[str, ...]]]:
    """The value, the deadline and the leading bodies of each commitment."""
    found = extraction_of_text(text).commitments
    return [(int(str(row.value)), row.deadline, row.units) for row in found if row.value is not None]


def bodies(text: str) -> list[tuple[str, str, str]]:
    """Each body with its role and the first characters of its task."""
    return [(b.name, b.role, text[b.task.start : b.task.end]) for b in extraction_of_text(text).bodies]


ITEMS = {
    "labels set wide": (
        "1.扩大供给。新建幼儿园12所。\n牵 头 单 位：县教育局\n配合 单位：县财政局\n完 成 时 限：2026年6月底前\n"
        "2.改造管网。改造管网35公里。\n牵 头 单 位：县水利局、县住建局\n"
        "配合 单位：县财政局\n完 成 时 限：2027年9月底前\n"
    ),
    "labels without a colon": (
        "1.扩大供给。新建幼儿园12所。\n牵头单位 县教育局\n配合单位 县财政局\n完成时限 2026年6月底前\n"
        "2.改造管网。改造管网35公里。\n牵头单位 县水利局、县住建局\n配合单位 县财政局\n完成时限 2027年9月底前\n"
    ),
    "words at the end of the sentence": (
        "1.扩大供给。新建幼儿园12所；建立台账，定期通报，完成时限为2026年6月底前，责任单位为县教育局。\n"
        "2.改造管网。改造管网35公里。完成时限为2027年9月底前，责任单位为县水利局、县住建局。\n"
    ),
    "lines below items without numbers": (
        "扩大供给\n工作目标：新建幼儿园12所。\n牵头单位：县教育局\n配合单位：县财政局\n完成时限：2026年6月底前\n"
        "改造管网\n工作目标：改造管网35公里。\n牵头单位：县水利局、县住建局\n"
        "配合单位：县财政局\n完成时限：2027年9月底前\n"
    ),
    "labels in brackets": (
        "1.扩大供给。新建幼儿园12所。\n【牵头单位】县教育局\n【完成时限】2026年6月底前\n"
        "2.改造管网。改造管网35公里。\n【牵头单位】县水利局、县住建局\n【完成时限】2027年9月底前\n"
    ),
    "labels on lines of their own": (
        "1.扩大供给。新建幼儿园12所。\n责任单位：\n县教育局\n完成时限：\n2026年6月底前\n"
        "2.改造管网。改造管网35公里。\n责任单位：\n县水利局、县住建局\n完成时限：\n2027年9月底前\n"
    ),
    "a sentence": (
        "1.扩大供给。新建幼儿园12所。由县教育局牵头，县财政局配合，2026年6月底前完成。\n"
        "2.改造管网。改造管网35公里。由县水利局、县住建局牵头，县财政局配合，2027年9月底前完成。\n"
    ),
    "a bracket behind the heading": (
        "1.扩大供给（2026年6月底前完成，县教育局牵头）\n新建幼儿园12所。\n"
        "2.改造管网（2027年9月底前完成，县水利局、县住建局牵头）\n改造管网35公里。\n"
    ),
    "persons beside the bodies": (
        "1.扩大供给。新建幼儿园12所。\n牵头领导：张三丰\n牵头单位：县教育局（王小芳）\n完成时限：2026年6月底前\n"
        "2.改造管网。改造管网35公里。\n牵头领导：张三丰\n牵头单位：县水利局 李大山，县住建局 周小川\n"
        "完成时限：2027年9月底前\n"
    ),
    "cards": (
        "任务名称：扩大供给\n工作内容：新建幼儿园12所。\n牵头单位：县教育局\n完成时间：2026年6月底前\n\n"
        "任务名称：改造管网\n工作内容：改造管网35公里。\n牵头单位：县水利局、县住建局\n完成时间：2027年9月底前\n"
    ),
    "numbered cards": (
        "1.任务名称：扩大供给\n工作内容：新建幼儿园12所。\n责任领导：张建国\n责任单位：县教育局\n完成时间：2026年6月底前\n"
        "2.任务名称：改造管网\n工作内容：改造管网35公里。\n责任领导：李学军\n责任单位：县水利局、县住建局\n完成时间：2027年9月底前\n"
    ),
    "one list below the items of a section": (
        "（一）加强民生保障\n1.扩大学前教育供给。\n2.新建幼儿园12所。\n责任单位：县教育局\n完成时限：2026年6月底前\n"
        "（二）完善基础设施\n1.改造管网35公里。\n2.健全管护机制。\n责任单位：县水利局、县住建局\n完成时限：2027年9月底前\n"
    ),
}


@pytest.mark.parametrize("layout", ITEMS)
def test_items_tell_who_does_them_and_by_when(layout: str) -> None:
    assert told(TITLE + ITEMS[layout]) == [FIRST, SECOND]


def test_a_label_may_stand_behind_a_dash() -> None:
    assert bodies("1.改造道路。新建公路45公里。——责任单位：县交通局\n") == [("县交通局", "lead", "1.改造道路")]


def test_offices_in_brackets_are_no_persons() -> None:
    names = [
        name
        for name, _, _ in bodies("1.改造道路。\n牵头单位：县委办（金融办）、县教育局（高中科）、商务局（向阳镇）\n")
    ]
    assert names == ["县委办（金融办）", "县教育局（高中科）", "商务局（向阳镇）"]


def test_a_label_is_no_heading_and_items_named_by_a_number_begin_lines() -> None:
    text = (
        "任务1：扩大供给。健全机制，加大投入力度，新建幼儿园12所，切实解决群众急难愁盼的问题。\n责任领导：杨文斌\n"
        "牵头单位：县教育局\n配合单位：县财政局；县人力资源社会保障局；县应急管理局\n"
        "任务2：改造管网。落实各项支持政策，改造管网35公里。\n责任领导：张建国\n牵头单位：县水利局、县住建局\n"
    )
    assert [(value, units) for value, _, units in told(TITLE + text)] == [(12, FIRST[2]), (35, SECOND[2])]


HEAD = "序号|重点任务|工作内容|牵头单位|配合单位|完成时限"
TALL = [
    HEAD.split("|"),
    ["1", "扩大供给", "1.新建幼儿园12所。\n2.加强师资。", "县教育局", "县财政局\n县人社局", "2026年6月底前"],
    ["2", "改造管网", "1.改造管网35公里。\n2.健全机制。", "县水利局\n县住建局", "县财政局", "2027年9月底前"],
]


@pytest.mark.parametrize(
    ("mark", "before", "after"),
    [(" | ", "", " |"), (" | ", "| ", " |"), ("|", "", ""), (" |\n", "", " |")],
    ids=["closed", "framed", "open", "a cell a line"],
)
def test_cells_between_bars_may_have_several_lines(mark: str, before: str, after: str) -> None:
    table = "".join(f"{before}{mark.join(row)}{after}\n" for row in TALL)
    assert told("东山县2026年重点任务分解表\n" + table + "注：每月报送进展。\n") == [FIRST, SECOND]


@pytest.mark.parametrize("gap", [" ", "    ", "\t"])
def test_rows_whose_cells_blanks_part_may_lack_one(gap: str) -> None:
    rows = [
        HEAD.split("|"),
        ["1", "扩大供给", "新建幼儿园12所。", "县教育局", "县财政局", "2026年6月底前"],
        ["2", "改造管网", "改造管网35公里。", "县水利局、县住建局", "", "2027年9月底前"],
    ]
    table = "".join(gap.join(c for c in row if c or gap == "\t") + "\n" for row in rows)
    assert told("东山县2026年重点任务分解表\n" + table) == [FIRST, SECOND]


def test_rows_that_lack_a_cell_do_not_end_a_table_of_equal_rows() -> None:
    table = (
        "序号|任务名称|具体措施|整改时限|主办单位|责任单位\n"
        "1|扩大供给|新建幼儿园12所。|2026年6月底前|县教育局|县财政局\n2|扩大就业|培训职工500人。|2026年8月|县人社局|县财政局\n"
        "3|改善医疗|建设卫生室18个。|2026年8月|县卫健局|县财政局\n4|美化环境|建设公园3座。|2026年12月|县城管局|\n"
        "5|改造管网|改造管网35公里。|2027年9月底前|县水利局、县住建局|县财政局"
    )
    found = told("东山县2026年重点任务分解表\n" + lines(grid(table)))
    assert found[0] == FIRST
    assert found[-1] == SECOND


def test_rows_may_be_numbered_with_chinese_numerals() -> None:
    table = (
        "序号|工作任务|完成时间|具体任务|责任部门\n一|扩大供给|2026年6月底前|新建幼儿园12所。|县教育局\n"
        "二|改造管网|2027年9月底前|改造管网35公里。|县水利局、县住建局"
    )
    assert told("东山县2026年民生实事任务分工表\n" + lines(grid(table))) == [FIRST, SECOND]


def test_lines_of_a_narrow_column_break_names() -> None:
    text = (
        "东山县2026年重点任务分工表\n序号\n重点任务\n工作内容\n主办单位\n参与单位\n完成时限\n1\n扩大供给\n新建幼儿园12所。\n"
        "县教育局\n县财政局、县\n人力资源社会\n保障局\n2026年6月底前\n2\n改造管网\n改造管网35公里。\n县水利局、县\n住建局\n"
        "县自然资源和\n规划局、县司\n法局\n2027年9月底前\n"
    )
    assert told(text) == [FIRST, SECOND]
    supporting = [name for name, role, _ in bodies(text) if role == "support"]
    assert supporting == ["县财政局", "县人力资源社会保障局", "县自然资源和规划局", "县司法局"]


def test_the_year_of_a_tables_title_within_it_dates_no_row_that_has_its_own_time() -> None:
    page = as_html(
        "",
        grid(
            "东山县2026年重点任务分解表|<|<|<\n序号|工作内容|责任单位|完成时限\n1|新建幼儿园12所。|县教育局|2026年6月底前\n"
            "2|改造管网35公里。|县水利局、县住建局|2027年9月底前"
        ),
        "",
    )
    rows = extraction_of_bytes(page, "made.html").commitments
    assert [(row.deadline, row.units) for row in rows] == [FIRST[1:], SECOND[1:]]


def test_the_task_of_a_card_is_what_its_name_says() -> None:
    assert bodies(TITLE + ITEMS["cards"])[0][2] == "任务名称：扩大供给"
    assert bodies(TITLE + ITEMS["numbered cards"])[0][2] == "1.任务名称：扩大供给"


def test_one_name_in_the_bracket_of_a_heading_is_a_body_where_others_have_offices_there() -> None:
    heads = ["一、培育市场主体（县商务局）", "二、改善医疗（县卫健局）", "三、保障生活（供销社）"]
    text = "".join(f"{head}\n建立工作台账，定期调度通报。\n" for head in heads)
    assert [name for name, _, _ in bodies(text)] == ["县商务局", "县卫健局", "供销社"]
    sentence = "三、新认定为技术中心，获准建设工程研究中心（实验室）。\n"
    assert "实验室" not in {name for name, _, _ in bodies(text + sentence)}
    assert bodies("三、保障生活（供销社）\n建立工作台账，定期调度通报。\n") == []


def test_a_turned_table_has_a_task_in_each_column() -> None:
    turned = (
        "序号|1|2\n任务名称|扩大供给|改造管网\n工作内容|新建幼儿园12所。|改造管网35公里。\n"
        "责任单位|县教育局|县水利局、县住建局\n完成时限|2026年6月底前|2027年9月底前"
    )
    page = as_html("东山县2026年重点任务清单", grid(turned), "")
    extraction = extraction_of_bytes(page, "made.html")
    assert [(row.deadline, row.units) for row in extraction.commitments] == [FIRST[1:], SECOND[1:]]
    assert {b.name: extraction.text[b.task.start : b.task.end] for b in extraction.bodies} == {
        "县教育局": "扩大供给",
        "县水利局": "改造管网",
        "县住建局": "改造管网",
    }


GLUED = [
    "序号任务名称工作内容责任单位办结时限",
    "1扩大供给新建幼儿园12所。县教育局2026年6月底前",
    "2改造管网改造管网35公里。县水利局、县住建局2027年9月底前",
]


@pytest.mark.parametrize("between", ["", "\n"])
def test_rows_of_a_table_whose_cells_run_together_are_doubted(between: str) -> None:
    extraction = extraction_of_text("东山县2026年重点任务清单\n" + between.join(GLUED) + "\n注：每月报送进展。\n")
    assert extraction.commitments
    assert all("table-glued" in {doubt.code for doubt in row.doubts} for row in extraction.commitments)


@pytest.mark.parametrize(
    "words",
    [
        "第1项由县教育局负责；第2项由县水利局、县住建局负责。",
        "第1项任务由县教育局牵头，县财政局配合；第2项任务由县水利局、县住建局牵头。",
        "县教育局（第1项）、县水利局（第2项）、县住建局（第2项）",
    ],
)
def test_a_sentence_may_give_bodies_to_items_by_their_numbers(words: str) -> None:
    text = f"{TITLE}1.扩大供给。新建幼儿园12所。\n2.改造管网。改造管网35公里。\n{words}\n"
    assert [row[2] for row in told(text)] == [FIRST[2], SECOND[2]]


def test_numbers_of_items_reach_from_one_to_another() -> None:
    items = "".join(
        f"（{number}）改造道路{value}公里。\n" for number, value in zip("一二三四", (12, 14, 35, 37), strict=True)
    )
    text = f"{TITLE}{items}第（一）至（三）项由县教育局负责。\n"
    assert [row[2] for row in told(text)] == [("县教育局",)] * 3 + [()]


def test_bodies_assigned_by_the_numbers_of_items_that_are_not_there_or_there_twice_are_told_of() -> None:
    text = TITLE + "1.新建幼儿园12所。\n2.改造管网35公里。\n责任分工\n第1至3项由县教育局负责。\n"
    assert [row[2] for row in told(text)] == [(), ()]
    (doubt,) = [doubt for doubt in extraction_of_text(text).doubts if doubt.code == "bodies-unread"]
    assert text[doubt.span.start : doubt.span.end] == "第1至3项由县教育局负责"


def test_names_a_line_each_in_two_columns_of_bodies_side_by_side_are_doubted() -> None:
    text = (
        "东山县任务表\n序号\n建设内容\n牵头单位\n参与单位\n完成时间\n1\n新建幼儿园12所。\n县教育局\n县妇联\n县财政局\n"
        "2026年6月底前\n2\n改造管网35公里。\n县水利局\n县住建局\n2027年9月底前\n"
    )
    found = {b.name: [doubt.code for doubt in b.doubts] for b in extraction_of_text(text).bodies}
    assert found == {
        "县教育局": ["body-column"],
        "县妇联": ["body-column"],
        "县财政局": ["body-column"],
        "县水利局": [],
        "县住建局": [],
    }


def test_a_list_behind_a_label_may_go_on_a_name_a_line_but_a_signature_is_none_of_it() -> None:
    text = (
        "1.改造管网。\n牵头单位：县水利局\n县住建局\n配合单位：\n县财政局\n县发改局\n2.改造学校。\n责任单位：县教育局\n"
        "东山县人民政府\n2026年2月3日\n"
    )
    assert [(name, role) for name, role, _ in bodies(text)] == [
        ("县水利局", "lead"),
        ("县住建局", "lead"),
        ("县财政局", "support"),
        ("县发改局", "support"),
        ("县教育局", "lead"),
    ]


def test_one_name_that_is_not_known_glues_no_others_between_blanks() -> None:
    names = [name for name, _, _ in bodies("1.改造管网。\n责任单位：县农商行 东山物流港 县外办 县文化馆\n")]
    assert names == ["县农商行", "东山物流港", "县外办", "县文化馆"]


def test_groups_of_villages_parks_and_schools_are_names_where_all_are_meant() -> None:
    names = [
        name
        for name, _, _ in bodies(
            "1.美化环境。（责任单位：县委党校、各村（社区）、各景区、各普通高中、县纪委监委机关）\n"
        )
    ]
    assert names == ["县委党校", "各村（社区）", "各景区", "各普通高中", "县纪委监委机关"]


def test_a_remark_at_the_end_of_a_row_is_no_task_where_the_tasks_are_numbered_themselves() -> None:
    rows = (
        "主要任务|具体措施|牵头单位|协办单位|完成时间|备注\n1、扩大供给|新建幼儿园12所。|县教育局|县财政局|2026年6月底前|重点事项\n"
        "2、扩大就业|培训职工500人。|县人社局|县财政局|2026年8月|\n3、改善医疗|建设卫生室18个。|县卫健局||2026年8月|民生实事\n"
        "4、改造管网|改造管网35公里。|县水利局、县住建局|县财政局|2027年9月底前|"
    )
    text = "东山县2026年重点工作分工\n" + lines(grid(rows))
    assert sorted({task for _, _, task in bodies(text)}) == ["1、扩大供给", "2、扩大就业", "3、改善医疗", "4、改造管网"]


@pytest.mark.parametrize(
    "term",
    [
        "完成时限：2026年6月底前完成设计，2027年9月底前全面完成",
        "完成时限：6月底前完成设计；2027年9月底前全面完成，县教育局汇总",
    ],
)
def test_a_task_that_is_done_in_stages_is_due_with_the_last_for_its_rows_and_for_a_comparison(term: str) -> None:
    text = f"{TITLE}1.扩大供给。新建幼儿园12所。\n{term}\n责任单位：县教育局\n2.改造管网。改造管网35公里。\n"
    extraction = extraction_of_text(text, issued="2026-01-15")
    assert [(task.title, task.deadline) for task in extraction.tasks] == [("扩大供给", "2027-09"), ("改造管网", None)]
    assert [row.deadline for row in extraction.commitments if row.value == 12] == ["2027-09"]


def test_the_time_of_a_task_inside_a_section_with_a_time_is_its_own() -> None:
    text = (
        f"{TITLE}一、扩大供给\n1.新建幼儿园12所。抓紧开工（县教育局负责，2026年6月底前完成）。\n2.改造管网35公里（县水利局负责）。\n"
        "整改时限：2027年9月\n"
    )
    found = extraction_of_text(text, issued="2026-01-15").commitments
    assert [(row.value, row.deadline) for row in found if row.value] == [(12, "2026-06"), (35, "2027-09")]


def test_what_recurs_in_a_column_of_times_is_no_deadline_of_its_task() -> None:
    page = as_html(
        "", grid("序号|重点任务|责任单位|完成时限\n1|调度项目|县教育局|每季度\n2|改造管网|县水利局|2027年9月"), ""
    )
    assert [task.deadline for task in extraction_of_bytes(page, "made.html").tasks] == [None, "2027-09"]


@pytest.mark.parametrize(
    ("tail", "due"),
    [
        ("，群众满意度进一步提高（2026年10月底前完成）。", "2026-10"),
        ("；建立台账，定期通报（2026年10月底前完成）", "2026-10"),
        ("；2027年建成甲路（2026年10月底前完成前期工作）。", "2026"),
    ],
)
def test_a_bracket_that_closes_an_item_dates_all_of_it_where_no_other_date_stands_there(tail: str, due: str) -> None:
    found = told(f"{TITLE}1.扩大供给。新建幼儿园12所{tail}\n2.改造管网。改造管网35公里。\n")
    assert [row[:2] for row in found] == [(12, due), (35, "2026")]


def test_a_task_with_two_times_is_of_neither() -> None:
    text = (
        f"{TITLE}1.扩大供给。新建幼儿园12所。\n完成时限：2026年6月\n改造管网35公里。\n完成时限：2027年9月\n"
        "2.加强管理。\n完成时限：2028年1月\n"
    )
    extraction = extraction_of_text(text, issued="2026-01-15")
    assert [task.deadline for task in extraction.tasks] == [None, "2028-01"]
    assert [row.deadline for row in extraction.commitments] == ["2026-06", "2027-09"]


@pytest.mark.parametrize(("time", "doubted"), [("采暖季前", True), ("12月底", False)])
def test_a_row_without_a_time_of_its_own_takes_that_of_the_title_with_a_doubt(time: str, doubted: bool) -> None:
    table = (
        "2016年民生实事任务分解表\n\n| 序号 | 任务 | 牵头单位 | 完成时限 |\n| 1 | 新建校舍3栋 | 县教育局 | 10月底 |\n"
    )
    found = extraction_of_text(f"{table}| 2 | 改造民房840户 | 县住建局 | {time} |\n").commitments
    (row,) = (row for row in found if row.value == 840)
    assert ("deadline-inherited" in {doubt.code for doubt in row.doubts}) == doubted
