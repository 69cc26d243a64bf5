"""Task tables whose rows lost cells, or whose cells have several lines, as copies of pages in plain text have them."""

from __future__ import annotations

import pytest
from laid_out import TYPED, as_docx, as_html, grid, lines

from chengnuo.model import Extraction
from chengnuo.pipeline import extraction_of_bytes, extraction_of_text


def told(found: Extraction) -> dict[str, str]:
    """The bodies of each task, `+` behind those that lead and `-` behind those that support."""
    tasks: dict[str, list[str]] = {}
    for body in found.bodies:
        title = "".join(body.task.of(found.text).split())
        tasks.setdefault(title, []).append(body.name + ("+" if body.role == "lead" else "-"))
    return {title: " ".join(names) for title, names in tasks.items()}


def stood(cells: str, gap: str = "\n") -> Extraction:
    """The table with a cell a line; a blank parts the cells of `cells`."""
    return extraction_of_text("甲县任务清单\n" + gap.join(cells.split()) + "\n")


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n"])
def test_rows_of_a_greater_table_keep_its_numbers(gap: str) -> None:
    found = stood(
        "序号 目标任务 牵头责任单位 计划完成时间 目前完成情况 是否达到进度 "
        "4 新建粮库2座 粮食股 2023年底 已完工1座 是 "
        "31 改造渠道16公里 水利股 工程股 2023年底 完成12公里 是 "
        "32 建成菜园300亩 蔬菜站 2023年底 已开工 否 ",
        gap,
    )
    assert told(found) == {"新建粮库2座": "粮食股+", "改造渠道16公里": "水利股+ 工程股+", "建成菜园300亩": "蔬菜站+"}
    assert [row.deadline for row in found.commitments if row.status == "pledged"] == ["2023-12"] * 3


def test_a_column_before_the_numbers_sorts_the_rows_and_one_that_judges_is_no_ones_task() -> None:
    found = stood(
        "考核项目 序号 考核指标 考核内容 单位 年度目标 责任部门 评分部门 "
        "农业 1 保障供给 产值增幅 % ≥3% 县渔业局 市渔业局 2 粮食产量 万吨 2 县农业局 市农业局 "
        "3 油菜面积 万亩 4 县农业局 市农业局 "
        "林业 4 植树 造林面积 万亩 5 县林业局 市林业局"
    )
    assert told(found) == {
        "保障供给": "县渔业局+",
        "粮食产量": "县农业局+",
        "油菜面积": "县农业局+",
        "植树": "县林业局+",
    }


def test_a_row_across_the_table_and_a_repeated_header_are_no_cells() -> None:
    header = "序号 重点任务 责任单位 完成时限"
    found = stood(
        f"{header} 一、产业 1 建设园区 县工信局 6月底 2 引进企业 县商务局 12月底 "
        f"{header} 二、民生 3 改造小区 县住建局 9月底 4 建设公园 县城管局 10月底"
    )
    assert told(found) == {
        "建设园区": "县工信局+",
        "引进企业": "县商务局+",
        "改造小区": "县住建局+",
        "建设公园": "县城管局+",
    }


def test_prose_behind_a_table_is_none_of_its_cells() -> None:
    rows = "序号 重点任务 责任单位 工作举措 1 建设园区 县工信局 完善配套。 2 引进企业 县商务局 开展推介。 "
    found = stood(rows + "各单位要高度重视，认真抓好落实。 有关情况及时报告县政府办公室。")
    assert told(found) == {"建设园区": "县工信局+", "引进企业": "县商务局+"}
    assert found.outline.tables[0].span.of(found.clean).endswith("开展推介。")


def test_a_form_names_each_cell_above_it() -> None:
    one = "具体任务\n建成文化馆，举办运动会。\n责任单位\n文旅局、体育中心\n配合单位\n各乡镇\n完成时限\n2023年9月底\n"
    other = "具体任务\n新建托位200个。\n责任单位\n卫健局\n配合单位\n教育局\n完成时限\n2023年12月底\n"
    found = extraction_of_text(one + other)
    assert told(found) == {
        "建成文化馆，举办运动会。": "文旅局+ 体育中心+ 各乡镇-",
        "新建托位200个。": "卫健局+ 教育局-",
    }
    (row,) = (row for row in found.commitments if row.value == 200)
    assert (row.deadline, row.units) == ("2023-12", ("卫健局",))


BARRED = """类别 | 实事名称 | 年度目标 | 责任单位 | 分管县领导 | 进展 |
教育 | 1.改建学校 | 改建教学楼2座 | 教育局 | 王某某 | 完成1座 |
2.建设运动场 | 建成运动场5处 | 体育局 | 李某 | 建成3处 | |
3.开展课后服务 | 覆盖学校34所 | 教育局 | 王某某 | 已全部覆盖 |
索引号： | 1234/2022-5 | 成文日期： | 2022-10-08 |
"""


def test_cells_between_bars_that_shifted_are_put_back_and_labels_below_are_no_row() -> None:
    found = extraction_of_text(BARRED)
    assert told(found) == {"1.改建学校": "教育局+", "2.建设运动场": "体育局+", "3.开展课后服务": "教育局+"}
    goals = [(str(row.value), row.units) for row in found.commitments if row.status == "pledged"]
    assert goals == [("2", ("教育局",)), ("5", ("体育局",)), ("34", ("教育局",))]


@pytest.mark.parametrize(
    "table",
    [
        "责任单位 主要任务 完成时限\n市教育局 市财政局 新建学校3所 2023年底前\n市民政局 建成 老年食堂20个 2023年6月\n",
        "主要任务 完成时限 责任单位\n新建学校3所 2023年底前 市教育局 市财政局\n建成 老年食堂20个 2023年6月 市民政局\n",
        "完成时限 责任单位 主要任务\n2023年底前 市教育局 市财政局 新建学校3所\n2023年6月 市民政局 建成 老年食堂20个\n",
    ],
)
def test_one_blank_parts_the_cells_of_columns_in_any_order(table: str) -> None:
    found = extraction_of_text("甲市分工表\n" + table)
    assert told(found) == {"新建学校3所": "市教育局+ 市财政局+", "建成老年食堂20个": "市民政局+"}
    assert [(row.deadline, row.units) for row in found.commitments] == [
        ("2023-12", ("市教育局", "市财政局")),
        ("2023-06", ("市民政局",)),
    ]


def test_cells_that_reach_down_and_sorts_of_rows_leave_each_task_its_place() -> None:
    found = stood(
        "序号 指标 工作任务 完成时限 责任领导 责任股室 （单位） 备注 "
        "1 文化服务 展馆开放人次增长15%。 12月底前 张某某 文化股 图书馆 2 组织演出不少于100场。 文化股 "
        "3 开展“下乡”活动。 4 产业 培育企业1家。 5 遗产 完成展厅布展任务，办好活动。 遗产股 "
        "6 项目 建设停车场。 5月底 李某 旅游股"
    )
    assert told(found) == {
        "展馆开放人次增长15%。": "文化股+ 图书馆+",
        "组织演出不少于100场。": "文化股+",
        "完成展厅布展任务，办好活动。": "遗产股+",
        "建设停车场。": "旅游股+",
    }


@pytest.mark.parametrize(
    "head", ["责任股室", "承办处室", "主管部门", "责任主体与协同单位", "整改责任单位", "具体承办单位"]
)
def test_columns_of_bodies_are_known_by_what_their_names_end_with(head: str) -> None:
    found = stood(f"序号 重点任务 {head} 1 建设园区 县工信局 2 引进企业 县商务局")
    assert told(found) == {"建设园区": "县工信局+", "引进企业": "县商务局+"}


def test_a_name_that_is_like_no_bodys_has_a_doubt() -> None:
    found = stood(
        "序号 重点任务 责任单位 完成时限 1 建设园区 县工信局 6月底 2 引进企业 县商务局 9月底 3 改造管网 王某某 5月底"
    )
    doubted = {body.name: [doubt.code for doubt in body.doubts] for body in found.bodies}
    assert doubted == {"县工信局": [], "县商务局": [], "王某某": ["body-unlike"]}


def unread(text: str) -> list[str]:
    found = extraction_of_text(text)
    return [doubt.span.of(found.text) for doubt in found.doubts if doubt.code == "bodies-unread"]


def test_bodies_that_were_not_read_are_told_of() -> None:
    assert unread(
        "责任分解表序号项目名称主要内容牵头单位配合单位1扩大供给新建学校2所教育局各镇2促进就业新增岗位20个人社局\n"
    )
    assert unread("甲市分工\n\n牵头单位\n\n如附表所示。\n") == ["牵头单位"]


def test_bodies_that_were_read_are_not_told_of() -> None:
    assert not unread("序号\n重点任务\n责任单位\n1\n建设园区\n县工信局\n2\n引进企业\n县商务局\n")
    assert not unread("1.建设园区。\n责任单位\n县工信局、县商务局\n完成时限\n2026年底\n")
    assert not unread("各责任单位要按照任务内容责任单位分工抓好落实，牵头单位要加强协调。\n")


TWO_LINES = """序号
目标任务
区领导
牵头单位
配合单位
工作进度
重点工作
主要内容
九月完成情况
情况说明
1
教育提质
新建学校2所。
王某某
教育局
各街道
主体封顶。
项目滞后。
改造操场3处。
李某某
体育局
财政局
已办结。
项目完成。
2
医疗服务
新建卫生站8家。
张某某
卫健局
各街道
建成5家。
正常推进。
"""


def test_a_header_in_two_lines_is_read_by_what_stands_below_it() -> None:
    found = extraction_of_text(TWO_LINES)
    heads = [cell.span.of(found.clean) for cell in found.outline.tables[0].cells if cell.row == 0]
    assert heads == ["序号", "区领导", "牵头单位", "配合单位", "重点工作", "主要内容", "九月完成情况", "情况说明"]
    assert [(body.name, body.role) for body in found.bodies] == [
        ("教育局", "lead"),
        ("各街道", "support"),
        ("体育局", "lead"),
        ("财政局", "support"),
        ("卫健局", "lead"),
        ("各街道", "support"),
    ]
    assert {(str(row.value), row.units) for row in found.commitments if row.value in (2, 3)} == {
        ("2", ("教育局",)),
        ("3", ("体育局",)),
    }


def test_a_label_alone_on_its_line_and_one_that_is_its_whole_heading_name_who_does_it() -> None:
    assert told(extraction_of_text("1.建设园区。\n责任单位\n县工信局、县商务局\n")) == {
        "1.建设园区": "县工信局+ 县商务局+"
    }
    text = (
        "一、反馈问题\n河道水质不稳定。\n二、整改责任单位：县水务局（牵头整改）、县住建局\n三、整改时限：2023年12月底\n"
    )
    assert told(extraction_of_text(text)) == {"河道水质不稳定": "县水务局+ 县住建局-"}


def test_rows_below_one_number_are_done_by_the_bodies_that_stand_beside_it() -> None:
    rows = grid(
        "序号|项目内容|进展情况|责任单位\n1|新建驿站7家。|建成9家。|卫健局\n^|新增托位500个。|新增600个。|^\n2|建校2所。|完工。|教育局"
    )
    expected = [("新建驿站7家。", "卫健局"), ("新增托位500个。", "卫健局"), ("建校2所。", "教育局")]
    page = extraction_of_bytes(as_html("民生实事表\n", rows, ""), "made.html")
    barred = extraction_of_text(
        "索引号 | 0001/2022 | 公开方式 | 主动公开 |\n序号 | 项目内容 | 进展情况 | 责任单位 |\n"
        "1 | 新建驿站7家。 | 建成9家。 | 卫健局 |\n"
        "新增托位500个。 | 新增600个。 | ||\n2 | 建校2所。 | 完工。 | 教育局 |\n"
    )
    flat = stood(
        "序号 项目内容 进展情况 责任单位 1 新建驿站7家。 建成9家。 卫健局 新增托位500个。 新增600个。 "
        "2 建校2所。 完工。 教育局"
    )
    for found in (page, barred, flat):
        assert [(body.task.of(found.text), body.name) for body in found.bodies] == expected
        assert {row.value: row.units for row in found.commitments}[500] == ("卫健局",)


def test_a_last_sentence_of_names_and_what_they_do_is_a_list_and_so_is_an_office_alone_in_brackets() -> None:
    assert told(extraction_of_text("（一）新建学校2所，新增学位1800个。县教育局、县住建局负责落实。\n")) == {
        "（一）新建学校2所，新增学位1800个": "县教育局+ 县住建局+"
    }
    assert told(extraction_of_text("（二）加快治污，年底前完成主体工程（县住建局）。\n")) == {
        "（二）加快治污，年底前完成主体工程": "县住建局+"
    }
    assert not told(extraction_of_text("（二）机构改革后，组建县行政审批局（县政务局）。\n"))
    assert not told(extraction_of_text("完善机制。各有关部门负责落实。\n"))


def test_a_cell_of_bodies_may_have_many_lines_and_a_name_that_lost_its_end() -> None:
    found = stood(
        "领域 主要目标 主要责任单位 责任单位 "
        "1.卫生服务。 到2020年，筛查率达到80%以上。 省卫生厅 省发改委 省财政厅 省人口计生 省妇联 "
        "2.体育服务。 到2020年，合格率达到90%以上。 省体育局 省教育厅 省新闻出版 省总工会 "
    )
    assert told(found) == {
        "到2020年，筛查率达到80%以上。": "省卫生厅+ 省发改委- 省财政厅- 省人口计生- 省妇联-",
        "到2020年，合格率达到90%以上。": "省体育局+ 省教育厅- 省新闻出版- 省总工会-",
    }


def test_towns_and_shared_governments_are_names_and_leading_has_many_words() -> None:
    text = "1.推进整治。（市环保局、住建局牵头督导，甲河镇、乙山乡和各县、区人民政府（管委会）配合）\n"
    found = extraction_of_text(text)
    assert told(found) == {"1.推进整治": "市环保局+ 住建局+ 甲河镇- 乙山乡- 各县、区人民政府（管委会）-"}
    assert not any(body.doubts for body in found.bodies)


LAYOUTS = {
    "body first": "牵头单位|配合单位|主要任务|完成时限\n市教育局|市财政局、市住建局|新建学校3所|2023年底前\n"
    "市民政局|市卫健委|建成老年食堂20个|2023年6月\n市水利局|各县区|改造渠道40公里|2023年10月底",
    "merged": "序号|类别|重点任务|责任单位|完成时限\n1|教育|新建学校3所|市教育局|2023年底前\n"
    "2|^|新增学位900个|市住建局|^\n3|民生|建成老年食堂20个|市民政局|2023年6月",
    "overseen": "序号|整改任务|整改措施|责任单位|督导单位|整改时限\n"
    "1|河道垃圾|清理河道30公里|甲县政府|市水利局|2023年6月底\n"
    "2|矿山修复|修复矿山5处|乙县政府|市资源局|2023年底",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_table_names_the_same_bodies_in_every_format(name: str) -> None:
    table = grid(LAYOUTS[name])
    page = told(extraction_of_bytes(as_html("甲市任务表\n", table, "特此通知。\n"), "made.html"))
    assert len(page) == len(table) - 1
    assert told(extraction_of_bytes(as_docx("甲市任务表\n", table, "特此通知。\n"), "made.docx")) == page
    for form in (*TYPED.values(), lines, stacked):
        assert told(extraction_of_text("甲市任务表\n" + form(table) + "特此通知。\n")) == page


def stacked(table: list[list[str]]) -> str:
    """A cell a line, with a bar behind each."""
    return lines(table).replace("\n", " |\n")
