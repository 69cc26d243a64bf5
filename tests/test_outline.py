"""The structure of official documents: parts and their fields, headings, tables, tasks, responsible bodies."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chengnuo.extract.bodies import find_bodies
from chengnuo.model import Cell, Document, Outline, Table, part_at
from chengnuo.outline import outline
from chengnuo.packs import load_pack
from chengnuo.pipeline import extraction_of_text
from chengnuo.repair import repair
from chengnuo.simplify import simplify
from chengnuo.spans import Rewrite, Span

PACK = load_pack()


def outlined(text: str, *, tables: tuple[Table, ...] = ()) -> Outline:
    document = Document(source="t", format="text", text=text, sha256="", tables=tables)
    return outline(document, Rewrite(text), PACK)


def bodies(text: str, *, tables: tuple[Table, ...] = ()) -> list[tuple[str, str, str]]:
    """Task, name and role of each body."""
    shape = outlined(text, tables=tables)
    return [(b.task.of(text), b.name, b.role) for b in find_bodies(shape, PACK)]


NOTICE = """宁远市人民政府办公室文件
宁政办发〔2024〕15号
绵阳市人民政府办公室
关于印发绵阳市学前教育发展行动计划
（2024—2027年）的通知
各县（市、区）人民政府，市级各部门：
《绵阳市学前教育发展行动计划（2024—2027年）》已经市政府同意，现印发给你们，请认真组织实施。
附件：1.重点任务分工表
2.领导小组名单
绵阳市人民政府办公室
2024年3月18日
（此件公开发布）
绵阳市学前教育发展行动计划
（2024—2027年）
为加快推进学前教育发展，制定本行动计划。
一、总体目标
到2027年，公办率达到60%以上。
二、主要任务
（一）扩大供给。新建幼儿园20所。（责任单位：市教育体育局、市财政局）
附件1
重点任务分工表
序号
工作任务
牵头单位
责任单位
完成时限
1
新建幼儿园20所
市教育体育局
市财政局、市自然资源和规划局
2025年12月底前
2
补充幼儿园教师
市委编办
市教育体育局、各县（市、区）人民政府
每年8月
附件2
领导小组名单
组长：李某  副市长
"""


def test_a_notice_its_plan_and_its_annexes_are_documents_of_their_own() -> None:
    shape = outlined(NOTICE)
    assert [(p.title, p.genre, p.status, p.carrier) for p in shape.parts] == [
        ("绵阳市人民政府办公室关于印发绵阳市学前教育发展行动计划（2024—2027年）的通知", "通知", "other", None),
        ("绵阳市学前教育发展行动计划（2024—2027年）", "行动计划", "final", 0),
        ("重点任务分工表", "任务分工表", "final", 1),
        ("领导小组名单", "名单", "other", 1),
    ]


def test_carried_documents_inherit_number_issuer_date_and_region() -> None:
    fields = {(p.number, p.issuer, p.date, p.region) for p in outlined(NOTICE).parts}
    assert fields == {("宁政办发〔2024〕15号", "绵阳市人民政府办公室", "2024-03-18", ("四川省", "绵阳市", None))}


def test_parts_cover_the_text_without_gaps() -> None:
    parts = outlined(NOTICE).parts
    assert parts[0].span.start == 0
    assert parts[-1].span.end == len(NOTICE)
    assert all(a.span.end == b.span.start for a, b in pairwise(parts))


def test_letterhead_signature_and_note_of_annexes_are_no_paragraphs() -> None:
    shape = outlined(NOTICE)
    words = [span.of(NOTICE) for span in shape.paragraphs]
    for line in ("宁政办发〔2024〕15号", "2024年3月18日", "各县（市、区）人民政府，市级各部门：", "2.领导小组名单"):
        assert line not in words
    assert "到2027年，公办率达到60%以上。" in words


def test_a_consultation_makes_a_draft() -> None:
    shape = outlined(
        "关于公开征求《宜昌市校外培训管理办法（征求意见稿）》意见的公告\n现向社会公开征求意见，请于8月10日前反馈。\n"
        "宜昌市教育局\n2024年7月10日\n宜昌市校外培训管理办法\n（征求意见稿）\n第一条 为规范培训，制定本办法。\n"
    )
    assert [(p.genre, p.status, p.date) for p in shape.parts] == [
        ("公告", "other", "2024-07-10"),
        ("管理办法", "draft", "2024-07-10"),
    ]


def test_reading_guides_on_the_same_page_inherit_nothing() -> None:
    shape = outlined(
        "征集公告\n起草说明\n解读\n关于征求《六安市供水方案（征求意见稿）》意见的公告\n现公开征求意见，请在期限内反馈。\n"
        "六安市水利局\n2024年4月15日\n起草说明\n一、背景\n供水是民生之要，必须起草这一方案并认真落实各项工作要求。\n"
        "解读\n《六安市供水方案》的解读\n一、依据\n根据规定制定。\n政策咨询机关：六安市水利局\n"
    )
    assert [(p.title, p.issuer, p.date) for p in shape.parts[1:]] == [
        ("起草说明", None, None),
        ("《六安市供水方案》的解读", "六安市水利局", None),
    ]


def test_a_text_without_a_title_says_what_it_is_in_its_words() -> None:
    (part,) = outlined(
        "为加快发展，结合我市实际，制定本行动计划。\n一、总体要求\n推动沈阳高质量发展，全市形成合力。\n"
    ).parts
    assert (part.title, part.genre, part.status) == (None, "行动计划", "final")
    assert (part.region, part.region_code) == (("辽宁省", "沈阳市", None), "210100")


def test_a_notice_without_a_title_carries_the_plan_that_it_hands_on() -> None:
    shape = outlined(
        "《基金监控管理办法（试行）》已经审议通过，现印发给你们，请认真贯彻执行。\n国家医疗保障局\n2022年3月30日\n"
        "基金监控管理办法（试行）\n第一条 为健全监管体系，制定本办法。\n"
    )
    assert [(p.title, p.genre, p.status, p.issuer, p.date, p.carrier) for p in shape.parts] == [
        (None, "通知", "other", "国家医疗保障局", "2022-03-30", None),
        ("基金监控管理办法（试行）", "管理办法", "final", "国家医疗保障局", "2022-03-30", 0),
    ]


def test_entries_of_a_table_of_contents_open_no_documents() -> None:
    text = (
        "一、总体要求\n构建标准体系。\n1.基础标准\n2.管理标准\n三、内容\n1.基础标准\n包括术语。\n附件1 应用标准....82\n"
    )
    assert len(outlined(text).parts) == 1


def test_a_work_report_has_its_day_and_its_government() -> None:
    (part,) = outlined(
        "政府工作报告\n——2024年1月23日在湖州市第九届人民代表大会第三次会议上\n各位代表：\n"
        "现在，我代表市人民政府向大会报告政府工作，请予审议，并请各位政协委员提出意见。\n一、2023年工作回顾\n"
    ).parts
    assert (part.title, part.genre, part.issuer, part.date) == ("政府工作报告", "报告", "湖州市人民政府", "2024-01-23")


@pytest.mark.parametrize(
    "labels",
    [
        "发布部门：某市人民政府\n发布文号：某政发[2009]15号\n发布日期：2009年6月3日\n时 效 性：有效",
        "•【制定机关】某市人民政府\n•【公布日期】2009.06.03\n•【字号】某政发[2009]15号\n•【时效性】失效",
        "索引号 0152-6/2 发布机构 某市人民政府\n公开目录 意见 发布日期 2009-06-03\n文号 某政发〔2009〕15号 浏览量",
        "发布机构：\t某市人民政府\t发文日期：\t2009-06-03\n文　　号：\t某政发〔2009〕15号\t时　　效：\t有效",
    ],
)
def test_labels_of_collections_of_laws_say_who_issued_when_under_which_number(labels: str) -> None:
    text = f"标　　题：某市人民政府关于城市供热的意见\n{labels}\n\n各区人民政府：\n提出以下意见。\n"
    (part,) = extraction_of_text(text).outline.parts
    assert (part.title, part.number) == ("某市人民政府关于城市供热的意见", "某政发〔2009〕15号")
    assert (part.issuer, part.date) == ("某市人民政府", "2009-06-03")


def test_a_law_has_its_title_and_the_day_on_which_it_was_last_passed() -> None:
    (part,) = outlined(
        "中华人民共和国全国人民代表大会\n常务委员会议事规则\n（1987年11月24日第六届全国人民代表大会常务委员会第二十三次会议通过"
        "　根据2022年6月24日全国人民代表大会常务委员会的决定修正）\n目　　录\n第一章　总则\n"
        "第一条　为了规范程序，制定本规则。\n"
    ).parts
    assert (part.title, part.genre, part.date) == (
        "中华人民共和国全国人民代表大会常务委员会议事规则",
        "规则",
        "2022-06-24",
    )


def test_joint_issuers_and_dates_in_chinese_numerals() -> None:
    (part,) = outlined(
        "关于做好招生工作的通知\n各学校：\n现将有关事项通知如下，请认真贯彻执行，切实做好各项工作，确保平稳有序。\n"
        "桂林市教育局  桂林市财政局\n二〇二四年五月八日\n"
    ).parts
    assert (part.issuer, part.date) == ("桂林市教育局、桂林市财政局", "2024-05-08")


@pytest.mark.parametrize(
    ("lines", "levels"),
    [
        ("一、甲\n（一）乙。丙。\n1.丁。\n2.戊。\n（二）己。\n二、庚\n", [1, 2, 3, 3, 2, 1]),
        ("第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 丙\n第三条 丁。\n", [1, 2, 2, 1, 2]),
        ("一、甲\n1.乙。\n（1）丙。\n①丁。\n2.戊。\n", [1, 2, 3, 4, 2]),
        ("一、甲\n——乙。丙。\n——丁。\n（一）戊。\n", [1, 2, 2, 2]),
        ("3.1 甲\n3.1.1 乙\n3.2 丙\n", [1, 2, 1]),
        ("一、甲\n1突破技术。\n2强化攻关。\n3建设平台。\n", [1, 2, 2, 2]),
    ],
)
def test_headings_of_all_styles_nest(lines: str, levels: list[int]) -> None:
    assert [heading.level for heading in outlined(lines).headings] == levels


def test_a_heading_ends_at_its_first_full_stop_and_governs_up_to_the_next_of_its_level() -> None:
    text = "（一）加强供给。新建学校。\n1.用地。保障用地。\n（二）提高质量\n"
    first, second, third = outlined(text).headings
    assert first.span.of(text) == "（一）加强供给"
    assert (first.number, first.title) == ("（一）", "加强供给")
    assert first.scope == Span(0, third.span.start)
    assert second.scope.end == third.span.start


@pytest.mark.parametrize(
    "line", ["2024年底前完成。", "5个项目建成。", "1.5万人参加。", "（2023）年的工作。", "3年内达标。"]
)
def test_numbers_that_open_a_sentence_are_no_headings(line: str) -> None:
    assert outlined(f"{line}\n").headings == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("（责任单位：市教育局，各县市区党委）", [("市教育局", "lead"), ("各县市区党委", "lead")]),
        ("（牵头单位：省科技厅，责任单位：省教育厅）", [("省科技厅", "lead"), ("省教育厅", "support")]),
        (
            "责任部门：区教体局，配合部门：团区委、区妇联",
            [("区教体局", "lead"), ("团区委", "support"), ("区妇联", "support")],
        ),
        (
            "（甲市财政局牵头，市教育局、市审计局配合）",
            [("甲市财政局", "lead"), ("市教育局", "support"), ("市审计局", "support")],
        ),
        ("（省教育厅、省财政厅按职责分工负责）", [("省教育厅", "lead"), ("省财政厅", "lead")]),
        ("（教育部牵头，各地区按职责负责，2025年底前完成）", [("教育部", "lead"), ("各地区", "support")]),
        ("【责任单位：市教育局、市财政局；完成时限：2025年12月】", [("市教育局", "lead"), ("市财政局", "lead")]),
        ("〔牵头单位：市教育局，配合单位：市财政局等〕", [("市教育局", "lead"), ("市财政局", "support")]),
        ("（责任领导：张三，责任单位：市教育局）", [("市教育局", "lead")]),
        ("（市政府督查室，市教育局负责。完成时间：2026年6月）", [("市政府督查室", "lead"), ("市教育局", "lead")]),
        ("（发展改革委会同教育部负责）", [("发展改革委", "lead"), ("教育部", "support")]),
        ("（市工业和信息化局及专班成员单位负责）", [("市工业和信息化局", "lead"), ("专班成员单位", "lead")]),
        ("（责任单位：市住房和城乡建设局、各区、市政府）", [("市住房和城乡建设局", "lead"), ("各区、市政府", "lead")]),
        (
            "（责任单位：市委宣传部（市新闻出版局）、各区（市）政府）",
            [("市委宣传部（市新闻出版局）", "lead"), ("各区（市）政府", "lead")],
        ),
        ("（教育部商财政部、商务部负责）", [("教育部", "lead"), ("财政部", "support"), ("商务部", "support")]),
        (
            "（发展改革委、商务部、市场监管总局负责）",
            [("发展改革委", "lead"), ("商务部", "lead"), ("市场监管总局", "lead")],
        ),
        ("（中央宣传部、中央和国家机关工委负责）", [("中央宣传部", "lead"), ("中央和国家机关工委", "lead")]),
        (
            "（教育部、财政部等和各省级人民政府负责）",
            [("教育部", "lead"), ("财政部", "lead"), ("各省级人民政府", "lead")],
        ),
        (
            "（教育部、财政部等，各省级人民政府负责）",
            [("教育部", "lead"), ("财政部", "lead"), ("各省级人民政府", "lead")],
        ),
        ("（教育部、财政部等有关部门和各地区负责）", [("教育部", "lead"), ("财政部", "lead"), ("各地区", "lead")]),
        ("（教育部牵头，会同财政部负责）", [("教育部", "lead"), ("财政部", "support")]),
        ("（市场监管总局负责，以下任务均需各地区落实，不再列出）", [("市场监管总局", "lead")]),
        ("（责任单位：各县区党委、政府）", [("各县区党委", "lead"), ("各县区政府", "lead")]),
        (
            "（省发展改革委、省“双链”协调推进机制牵头部门负责）",
            [("省发展改革委", "lead"), ("省“双链”协调推进机制牵头部门", "lead")],
        ),
        ("（“链长制”主管单位、市财政局负责）", [("“链长制”主管单位", "lead"), ("市财政局", "lead")]),
    ],
)
def test_lists_of_all_forms_give_bodies_and_roles(text: str, wanted: list[tuple[str, str]]) -> None:
    assert bodies(f"1.加强保障。落实政策。{text}\n") == [("1.加强保障", name, role) for name, role in wanted]


@pytest.mark.parametrize(
    "text",
    [
        "各责任单位、配合单位要切实负起责任。",
        "（含民办学校、培训机构等）",
        "建议将责任部门修改为区教育局。",
        "项目负责人：张三",
        "（不含任务或课题负责人）",
        "（民办学校内由市场监管部门负责）",
    ],
)
def test_talk_of_responsibility_is_no_list(text: str) -> None:
    assert bodies(f"1.加强保障。{text}\n") == []


RANKED = """某省关于优化服务的意见
一、精简手续。推行告知承诺。（省教育厅、省财政厅负责）
二、优化服务。推行一窗受理。（省商务厅、省税务局、省财政厅负责，排在第一位的部门为牵头部门，下同）
三、扩大开放。推行新办法。（省商务厅、省教育厅参与）
四、加强监督。开展检查。（省公安厅、省审计局牵头，省财政厅配合）
"""


def test_where_a_list_says_so_the_first_name_of_every_list_from_there_on_leads() -> None:
    assert [(name, role) for _, name, role in bodies(RANKED)] == [
        *(("省教育厅", "lead"), ("省财政厅", "lead")),
        *(("省商务厅", "lead"), ("省税务局", "support"), ("省财政厅", "support")),
        *(("省商务厅", "lead"), ("省教育厅", "support")),
        *(("省公安厅", "lead"), ("省审计局", "lead"), ("省财政厅", "support")),
    ]


@pytest.mark.parametrize(
    "words", ["列第一位的为牵头单位", "排在首位的部门牵头", "列首位者为牵头单位", "排名第一的单位为牵头单位"]
)
def test_a_note_that_the_first_name_leads_counts_for_the_whole_document(words: str) -> None:
    text = f"某市实施方案\n1.加强保障。落实政策。（责任单位：市教育局、市财政局）\n注：责任单位中{words}。\n"
    assert [role for _, _, role in bodies(text)] == ["lead", "support"]


def test_one_list_below_the_items_of_a_section_is_of_the_section() -> None:
    items = "（一）基础设施行动\n1.改扩建3个中心卫生院。\n2.新建村卫生室48个。\n责任单位：县卫生健康局\n"
    others = "（二）人才行动\n1.招聘医师。\n责任单位：县财政局\n2.培训护士。\n责任单位：县教育局\n"
    more = "（三）能力行动\n1.建设医共体。\n2.控制费用。\n责任单位：县医疗保障局\n"
    tasks = {name: task[:3] for task, name, _ in bodies(f"某县实施方案\n一、重点任务\n{items}{others}{more}")}
    assert tasks == {"县卫生健康局": "（一）", "县财政局": "1.招", "县教育局": "2.培", "县医疗保障局": "（三）"}
    alone = {name: task[:3] for task, name, _ in bodies(f"某县实施方案\n一、重点任务\n{items}{others}")}
    assert alone["县卫生健康局"] == "2.新"


def test_a_second_list_in_a_task_belongs_to_the_sentence_after_the_first() -> None:
    text = "1.推进计划。支持企业。（牵头单位：省科技厅）鼓励高校先行。加强评估。（牵头单位：省教育厅）\n"
    assert bodies(text) == [("1.推进计划", "省科技厅", "lead"), ("鼓励高校先行", "省教育厅", "lead")]


def test_a_list_that_follows_the_heading_at_once_is_no_part_of_it() -> None:
    text = "5、加强宣传（责任单位：市委宣传部）\n"
    assert bodies(text) == [("5、加强宣传", "市委宣传部", "lead")]


def test_lists_on_lines_of_their_own_belong_to_the_task_above() -> None:
    text = "（二）提升质量。实施改革。\n牵头单位：市教育局\n配合单位：市财政局、市卫生健康委\n（三）加强队伍\n"
    assert bodies(text) == [
        ("（二）提升质量", "市教育局", "lead"),
        ("（二）提升质量", "市财政局", "support"),
        ("（二）提升质量", "市卫生健康委", "support"),
    ]


def test_without_a_heading_the_first_sentence_is_the_task() -> None:
    assert bodies("推进县域均衡。缩小差距。（责任单位：市教育局）\n") == [("推进县域均衡", "市教育局", "lead")]


def test_a_flattened_table_is_put_together_again() -> None:
    text = (
        "序号\n主要任务\n工作目标\n责任部门\n配合部门\n完成\n时间\n1\n加强党建\n1.健全制度。\n2.覆盖率达到100%。\n区委组织部\n"
        "区委办\n2024年底\n2\n优化\n布局\n规划合理，符合要求。\n区教体局\n2026年底\n3\n提高认可度\n达到85%以上。\n区政府办\n"
        "区直有关单位、属地政府\n2027年10月\n其他说明\n"
    )
    shape = outlined(text)
    tasks = [t for t in shape.tasks if t.in_table]
    assert [t.title for t in tasks] == ["加强党建", "优化布局", "提高认可度"]
    assert [t.deadline and t.deadline.of(text) for t in tasks] == ["2024年底", "2026年底", "2027年10月"]
    assert [goal.of(text) for goal in tasks[0].goals] == ["1.健全制度。", "2.覆盖率达到100%。"]
    assert [(b.name, b.role) for b in find_bodies(shape, PACK)] == [
        ("区委组织部", "lead"),
        ("区委办", "support"),
        ("区教体局", "lead"),
        ("区政府办", "lead"),
        ("区直有关单位", "support"),
        ("属地政府", "support"),
    ]


def test_a_plain_column_of_bodies_beside_a_leading_one_supports() -> None:
    found = bodies(NOTICE)
    assert ("新建幼儿园20所", "市教育体育局", "lead") in found
    assert ("新建幼儿园20所", "市自然资源和规划局", "support") in found


def test_a_table_of_opinions_assigns_nothing() -> None:
    text = "序号\n反馈单位\n反馈意见\n采纳情况\n1\n区教体局\n建议增加配合部门。\n已采纳\n2\n区财政局\n无意见\n"
    shape = outlined(text)
    assert len(shape.tables) == 1
    assert (shape.tasks, shape.lists) == ((), ())


def ruled(*grids: list[list[str]]) -> tuple[str, tuple[Table, ...]]:
    """A text with a cell on each line, and the tables over it."""
    text = ""
    tables = []
    for rows in grids:
        cells: list[Cell] = []
        start = len(text)
        for r, row in enumerate(rows):
            for c, words in enumerate(row):
                cells.append(Cell(span=Span(len(text), len(text) + len(words)), row=r, column=c))
                text += words + "\n"
        tables.append(Table(span=Span(start, len(text)), cells=tuple(cells)))
    return text, tuple(tables)


HEADER = ["序号", "重点任务", "工作目标", "责任单位", "完成时限"]


def test_a_ruled_table_is_read_by_its_header() -> None:
    text, tables = ruled([HEADER, ["1", "扩大学位", "建成学校5所", "市教育局", "2025年"]])
    shape = outlined(text, tables=tables)
    (task,) = shape.tasks
    assert task.deadline is not None
    assert (task.title, task.deadline.of(text)) == ("扩大学位", "2025年")
    assert [goal.of(text) for goal in task.goals] == ["建成学校5所"]
    assert bodies(text, tables=tables) == [("扩大学位", "市教育局", "lead")]


def test_a_table_goes_on_over_the_page_without_its_header() -> None:
    text, tables = ruled(
        [HEADER, ["1", "扩大学位", "建成学校5所", "市教育局", "2025年"]],
        [["", "", "新增学位千个", "市财政局", "2026年"], ["2", "补充教师", "招聘百人", "市委编办", "2027年"]],
    )
    assert bodies(text, tables=tables) == [
        ("扩大学位", "市教育局", "lead"),
        ("扩大学位", "市财政局", "lead"),
        ("补充教师", "市委编办", "lead"),
    ]


TEXTS = st.lists(
    st.sampled_from(
        [
            "一、总体要求", "（一）加强。落实。", "1.推进。", "序号", "主要任务", "责任单位", "1", "2",
            "市教育局", "附件1", "附件：1.清单",
            "（责任单位：市教育局、", "各区）", "关于印发《方案》的通知", "2024年3月1日", "某市人民政府", "）", "（",
            "解读", "", "《", "# 标题",
            "责任单位：", "到2025年达到95%。", "第一条 ", "——", "\u3000", "x", "抄送：市委办。",
        ]
    ),
    max_size=40,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_any_arrangement_of_lines_gives_a_sound_outline(lines: list[str]) -> None:
    text = "\n".join(lines)
    shape = outlined(text)
    whole = Span(0, len(text))
    assert shape.parts[0].span.start == 0
    assert shape.parts[-1].span.end == len(text)
    assert all(a.span.end == b.span.start for a, b in pairwise(shape.parts))
    for heading in shape.headings:
        assert heading.scope.contains(heading.span)
    for task in shape.tasks:
        assert whole.contains(task.scope)
        assert task.span.start < task.span.end
    for body in find_bodies(shape, PACK):
        assert body.span.of(text)
        assert whole.contains(body.span)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="（）()：责任单位牵头，、。1一附件\n《》局市", max_size=200))
def test_hostile_text_does_not_break_it(text: str) -> None:
    assert outlined(text).parts[-1].span.end == len(text)


@pytest.mark.parametrize("name", ["000", "001", "003", "d1", "d2", "d3"])
def test_units_and_documents_agree_with_the_gold(name: str, shared: Path) -> None:
    gold = json.loads(next((shared / "eval" / "gold").glob(f"{name}*.json")).read_text(encoding="utf-8"))
    folders = (shared / "corpora", shared / "eval" / "sources")
    text = next(p for folder in folders for p in folder.glob(f"{name}*.txt")).read_text(encoding="utf-8")
    rewrite = simplify(repair(text, PACK), PACK)
    shape = outline(Document(source=name, format="text", text=text, sha256=""), rewrite, PACK)
    found = [(b.name, b.role) for b in find_bodies(shape, PACK)]
    assert found == [(u["name"], u["role"]) for u in gold["units"] if not _only_in_prose(u, text)]
    assert [(p.genre, p.number, p.issuer, p.date, list(p.region), p.status) for p in shape.parts] == [
        (d["genre"], d["number"], d["issuer"], d["date"], d["region"], d["status"]) for d in gold["documents"]
    ]


def _only_in_prose(unit: dict[str, object], text: str) -> bool:
    """Whether an optional row's body stands in a sentence rather than in a list: its task holds it."""
    task = unit["task"]
    assert isinstance(task, list)
    return bool(unit.get("optional")) and task[0] <= unit["start"] < task[1]


FEEDBACK_PAGE = """关于公开征求《宁远市老旧小区改造实施方案（征求意见稿）》意见的公告

现向社会公开征求意见，时间为2023年2月13日至3月14日。

宁远市住房和城乡建设局
2023年2月13日


宁远市老旧小区改造实施方案
（征求意见稿）

为改善居住条件，制定本方案。

一、工作目标

到2025年底，居民满意度不低于85%。


意见征集及采纳情况

共收到意见4条，主要情况如下：

序号
意见建议
采纳情况
1
建议提高补贴标准
采纳
2
建议设上限
未采纳


宁远市人民政府办公室
关于印发《宁远市老旧小区改造实施方案》的通知

宁政办字〔2023〕19号

各镇人民政府：

《宁远市老旧小区改造实施方案》已经市政府同意，现印发给你们。

宁远市人民政府办公室
2023年3月29日


宁远市老旧小区改造实施方案

为改善居住条件，制定本方案。
"""


def test_blank_lines_that_part_documents_open_one_where_no_signature_stands_above() -> None:
    parts = outlined(FEEDBACK_PAGE).parts
    assert [(p.genre, p.number, p.date, p.status) for p in parts] == [
        ("公告", None, "2023-02-13", "other"),
        ("实施方案", None, "2023-02-13", "draft"),
        ("采纳情况", None, None, "other"),
        ("通知", "宁政办字〔2023〕19号", "2023-03-29", "other"),
        ("实施方案", "宁政办字〔2023〕19号", "2023-03-29", "final"),
    ]


def test_a_quoted_name_within_its_title_does_not_hide_a_plan_that_a_notice_carries() -> None:
    text = """市人民政府关于印发宁远市卫生健康“十四五”规划的通知
各县人民政府：
现印发给你们。
2021年3月1日
宁远市卫生健康“十四五”规划
为推进健康建设，制定本规划。"""
    assert [part.title for part in outlined(text).parts] == [
        "市人民政府关于印发宁远市卫生健康“十四五”规划的通知",
        "宁远市卫生健康“十四五”规划",
    ]


PASSED = "2005年8月28日第十届全国人民代表大会常务委员会第十七次会议通过"
CHANGED = "根据2017年9月1日第十二届全国人民代表大会常务委员会第二十九次会议《关于修改某某法的决定》修正"
LAW = f"中华人民共和国某某法\n（{PASSED}　{CHANGED}）\n第一章　总　　则\n第一条　为了规范某某活动，制定本法。\n"


def test_a_law_is_issued_by_the_assembly_that_passed_it_last() -> None:
    part = outlined(LAW).parts[0]
    assert (part.genre, part.issuer, part.date) == ("法律", "全国人民代表大会常务委员会", "2017-09-01")


def test_an_agreement_is_issued_by_its_parties() -> None:
    text = """教育部　宁远省人民政府
共同推进职业教育发展合作备忘录

甲方：教育部
乙方：宁远省人民政府

经协商，双方达成如下合作意向。
"""
    part = outlined(text).parts[0]
    assert (part.title, part.genre, part.issuer) == (
        "教育部宁远省人民政府共同推进职业教育发展合作备忘录",
        "备忘录",
        "教育部、宁远省人民政府",
    )


def test_a_reading_guide_has_issuer_and_date_from_the_line_of_its_page() -> None:
    page = "来源：昌吉州教育局    发布时间：2023-05-10    浏览次数：1268"
    text = f"《普通高中发展计划》政策解读\n{page}\n近日，州教育局印发了计划，现就有关内容解读如下。\n"
    part = outlined(text).parts[0]
    assert (part.issuer, part.date, part.region) == (
        "昌吉州教育局",
        "2023-05-10",
        ("新疆维吾尔自治区", "昌吉回族自治州", None),
    )


def test_an_order_carries_the_regulation_that_it_publishes() -> None:
    text = """中华人民共和国国务院令
第707号
现公布《某某条例》，自2019年1月1日起施行。
总理　某某
2018年12月18日
某某条例
第一条　根据法律，制定本条例。
"""
    assert [(p.title, p.genre, p.date) for p in outlined(text).parts] == [
        ("中华人民共和国国务院令", "令", "2018-12-18"),
        ("某某条例", "条例", "2018-12-18"),
    ]


@pytest.mark.parametrize(
    ("text", "genre", "status"),
    [
        ("初步核算，2015年全县地区生产总值24亿元，比上年增长13.1%。\n", "统计公报", "final"),
        ("各县区人民政府：\n为切实抓好重点任务的落实，将全年任务分解如下。\n", "通知", "other"),
        ("同志们：\n这次会议的主要任务是部署工作。下面，我讲四点意见。\n", "讲话", "other"),
        ("本报讯（记者 某某）市教委计划新建学校11所。\n", "报道", "other"),
        ("厅长在会上作了《关于审计整改情况的报告》。报告的主要内容如下：\n", "报告", "final"),
        ("东山市人口普查公报[1]（第四号）——人口年龄构成情况\n2021年5月18日\n现公布如下：\n", "公报", "final"),
        ("东山区2023年财政收支决算草案\n现将决算情况报告如下：收入10亿元。\n", "决算草案", "draft"),
        (
            "2023年东山县民生实事项目上半年进展情况\n\n按照县委、县政府部署要求，各责任部门细化措施，狠抓落实，各项目标任务总体推进顺利。\n\n",
            "进展情况",
            "final",
        ),
        ("服务场所面积配比为多少？\n来源：东山市民政局\n答：每百户不少于30平方米。\n", "问答", "other"),
        (
            "每月经济运行简况（2020年3月）\n\n今年以来，受疫情的影响，全市经济增长有所放缓，各项指标逐步回升，形势向好。\n",
            "经济运行简况",
            "final",
        ),
        ("“因户施策”助推群众增收\n东山镇严格按照要求，提升自我发展能力。\n", "报道", "other"),
        ("假期期间，全市共出动检查组339个。\n（市应急局：孙某）\n", "报道", "other"),
        ("某县2022年预算执行情况和2023年预算草案的报告\n各位代表：\n现将预算草案提请审议。\n", "报告", "final"),
    ],
)
def test_what_a_document_is_shows_in_its_first_words(text: str, genre: str, status: str) -> None:
    part = outlined(text).parts[0]
    assert (part.genre, part.status) == (genre, status)


def test_who_reports_to_an_assembly_stands_below_the_day() -> None:
    text = """宁远县2022年预算执行情况和2023年预算草案的报告
（2023年2月8日在县第十七届人民代表大会第二次会议上）
宁远县财政局
各位代表：
受县人民政府委托，现将预算草案提请审议。
"""
    assert (outlined(text).parts[0].issuer, outlined(text).parts[0].date) == ("宁远县财政局", "2023-02-08")


def test_a_reading_guide_has_nothing_from_the_notice_before_it_and_a_breakdown_all() -> None:
    text = """市人民政府办公室关于分解落实《政府工作报告》的通知
各区、镇、办事处：
请各地抓好落实。
2017年1月13日
《政府工作报告》重点工作责任分解
为确保完成重点工作，提出如下分工。
2017年2月1日
《责任分解》政策解读
现就有关内容解读如下。
"""
    parts = outlined(text).parts
    assert [(p.genre, p.carrier) for p in parts] == [("通知", None), ("责任分解", 0), ("解读", None)]


RUN_TOGETHER = (
    "为贯彻部署，提出如下措施。 一、稳定就业岗位 (一)加大支持力度。坚持就业优先战略。(责任单位：县发改局) "
    "(二)降低用工成本。减负2000万元。（责任单位：县财政局）"
    "二、加强保障 (一)强化领导。到2025年落实。（责任单位：县政府办）\n"
)


def test_headings_within_a_paragraph_count_as_headings_where_their_numbers_follow_on_each_other() -> None:
    assert [heading.title for heading in outlined(RUN_TOGETHER).headings] == [
        "稳定就业岗位",
        "加大支持力度",
        "降低用工成本",
        "加强保障",
        "强化领导",
    ]
    assert bodies(RUN_TOGETHER) == [
        ("(一)加大支持力度", "县发改局", "lead"),
        ("(二)降低用工成本", "县财政局", "lead"),
        ("(一)强化领导", "县政府办", "lead"),
    ]


def test_numbers_within_a_sentence_open_no_headings() -> None:
    text = (
        "申请人应当提交下列材料：（一）申请书；（二）身份证明；（三）其他材料，"
        "并符合本办法第三条第（一）、（二）项的规定，经审核后予以登记，在五个工作日内办结。\n"
    )
    assert outlined(text).headings == ()


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("近日，某省教育厅等部门联合印发行动计划，明确防控重点任务。\n", "报道"),
        ("2019年9月6日，数字经济大会在宁波举行。\n", "报道"),
        ("（原标题：《政府工作报告》解读二）\n这一年，乡村振兴持续深入。\n", "解读"),
        ("近日，某州印发了计划，现就有关内容解读如下：\n", "解读"),
        ("宁远县教育局关于第201号建议的答复函\n某代表：\n现答复如下：\n", "答复"),
    ],
)
def test_what_tells_of_a_document_from_outside_is_no_document_of_its_own(text: str, genre: str) -> None:
    assert outlined(text).parts[0].genre == genre


def test_a_number_may_stand_in_small_brackets() -> None:
    text = "岳县教体字﹝2022﹞12号\n某代表：\n你们提出的建议收悉。现答复如下：\n"
    assert outlined(text).parts[0].number == "岳县教体字〔2022〕12号"


def test_a_reading_guide_behind_an_annex_opens_where_it_names_a_document_of_the_file() -> None:
    text = """宁远县教育发展实施方案
为推进教育发展，制定本方案。
附件1
领导小组成员名单
组长：张某
《宁远县教育发展实施方案》政策解读
为贯彻落实上级部署，我县制定了方案。
"""
    assert [part.genre for part in outlined(text).parts] == ["实施方案", "名单", "解读"]


def test_an_imprint_signs_only_what_nothing_else_signs() -> None:
    notice = "宁远县人民政府办公室\n印发《宁远县教育措施》的通知\n各镇人民政府：\n现印发给你们。\n2024年4月2日\n"
    plan = "宁远县教育措施\n为深化改革，提出如下措施。\n宁远县人民政府办公室              2024年4月3日印发\n"
    carried = outlined(notice + plan).parts
    assert [part.title for part in carried] == ["宁远县人民政府办公室印发《宁远县教育措施》的通知", "宁远县教育措施"]
    assert [part.date for part in carried] == ["2024-04-02", "2024-04-02"]
    assert [(part.issuer, part.date) for part in outlined(plan).parts] == [("宁远县人民政府办公室", "2024-04-03")]


def test_the_caption_of_a_table_is_no_title() -> None:
    (part,) = outlined("某市水污染防治计划\n表1 主要指标\n城市污水处理率达到95%。\n").parts
    assert (part.title, part.genre) == ("某市水污染防治计划", "计划")


def test_a_number_in_brackets_below_the_title_is_no_part_of_it() -> None:
    text = "宁远市教育局对第12号提案的答复\n（宁教提复〔2023〕8号）\n张某委员：\n您的提案收悉，现答复如下：\n"
    part = outlined(text).parts[0]
    assert (part.title, part.number) == ("宁远市教育局对第12号提案的答复", "宁教提复〔2023〕8号")


def test_a_document_on_one_line_has_its_head_its_headings_and_its_signature() -> None:
    text = (
        "宁远县教育局文件宁教〔2022〕46号宁远县教育局关于做好学校建设工作的通知各乡镇人民政府，县直各单位："
        "为做好学校建设工作，现将有关事项通知如下：一、总体目标到2025年，全县新建学校12所，学位紧张状况得到缓解。"
        "二、重点任务（一）加快建设。2023年底前开工6所，其余学校按计划推进，各乡镇要落实责任。"
        "（二）补充教师。每年招聘教师60名，优先安排新建学校，并向偏远乡镇的学校适当倾斜，确保开齐开足课程。"
        "请各乡镇认真组织实施，每季度末报送进展。特此通知。宁远县教育局2022年9月27日（此件公开发布）\n"
    )
    out = outlined(text)
    (part,) = out.parts
    assert (part.title, part.number) == ("宁远县教育局关于做好学校建设工作的通知", "宁教〔2022〕46号")
    assert (part.issuer, part.date) == ("宁远县教育局", "2022-09-27")
    headings = [heading.title for heading in out.headings]
    assert headings == ["总体目标", "重点任务", "加快建设", "补充教师"]


@pytest.mark.parametrize("guide", ["【部门解读】《某县实施方案》解读", "【图解】关于《某县实施方案》的解读"])
def test_a_guide_to_a_document_of_the_file_begins_a_document_whatever_stands_in_its_front_bracket(guide: str) -> None:
    text = (
        "某县人民政府办公室关于印发《某县实施方案》的通知\n某政办〔2022〕21号\n各乡镇人民政府：\n现印发给你们。\n2022年9月15日\n"
        f"某县实施方案\n一、主要目标\n到2025年，入学率达到97%以上。\n责任部门：县教育局\n\n{guide}\n"
        "一、起草背景\n近年来，入学率95.8%。\n"
    )
    assert [part.title for part in extraction_of_text(text).parts][1:] == ["某县实施方案", guide]


def test_a_line_that_ends_in_what_it_goes_by_is_no_title() -> None:
    text = (
        "某市关于印发《某市考试规定》的通知\n各区教育局：\n现印发给你们。\n2024年3月20日\n某市考试规定\n一、综合评价\n"
        "综合评价工作按照《某市教育局关于印发〈某市评价实施方案〉的通知》\n（某教函〔2019〕95号）的要求，由各区负责。\n"
    )
    assert len(extraction_of_text(text).parts) == 2


def test_a_list_behind_a_table_belongs_to_the_sentence_before_it() -> None:
    rows = "".join(f"{n}\n新建第{n}幼儿园\n市教育局\n市财政局\n" for n in range(1, 5))
    sentence = "加快建设医养结合示范机构，到2025年签约率达到65%以上"
    text = f"重点任务分工表\n序号\n工作任务\n牵头单位\n配合单位\n{rows}{sentence}。（市卫健委牵头，市民政局配合）\n"
    assert {task for task, name, _ in bodies(text) if name == "市卫健委"} == {sentence}


DRAFT_BELOW = (
    "一、工作目标\n到2025年底，城区垃圾分类覆盖率达到100%。\n二、重点任务\n2025年10月底前，改造投放点860处。\n"
)


@pytest.mark.parametrize(
    "head",
    [
        "关于公开征求《宁远市垃圾分类工作方案（征求意见稿）》意见的公告\n宁远市垃圾分类工作方案（征求意见稿）\n",
        "关于公开征求《宁远市垃圾分类工作方案（征求意见稿）》意见的公告\n宁远市垃圾分类工作方案\n（征求意见稿）\n",
        "关于《宁远市垃圾分类工作方案（征求意见稿）》公开征求意见的通知\n发布日期：2025-01-10\n宁远市垃圾分类工作方案（征求意见稿）\n",
        "关于公开征求《宁远市垃圾分类工作方案（征求意见稿）》意见的公告\n",
    ],
)
def test_the_goals_of_a_draft_are_those_of_a_draft_however_close_the_announcement_stands(head: str) -> None:
    found = extraction_of_text(head + DRAFT_BELOW)
    assert {found.parts[part_at(found.parts, row.span.start)].status for row in found.commitments} == {"draft"}


def test_an_announcement_that_says_only_how_to_comment_is_none_of_the_draft() -> None:
    head = "关于公开征求《宁远市垃圾分类工作方案（征求意见稿）》意见的公告\n"
    found = extraction_of_text(head + "一、征集时间\n2025年1月10日至2月10日。\n二、反馈方式\n电话：0746-1234567。\n")
    assert [part.status for part in found.parts] == ["other"]


def test_the_day_of_a_meeting_above_its_minutes_dates_them() -> None:
    text = "某委员会第7次全体委员会议纪录\n时　　间　中华民国101年10月4日（星期四）上午9时\n主席：现在开会。\n"
    (part,) = extraction_of_text(text).parts
    assert part.date == "2012-10-04"


@pytest.mark.parametrize("body", ["某县财政局", "某市民政局", "某市公共安全局", "某县开放局"])
def test_offices_whose_names_end_like_a_layout_sign_a_document(body: str) -> None:
    text = f"关于开展检查的通知\n各乡镇人民政府：\n请于2024年6月底前完成检查。\n{body}\n2024年5月20日\n"
    (part,) = extraction_of_text(text).parts
    assert part.issuer == body
