"""A draft against its final version: tasks, values, deadlines, bodies, wording."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import PACK

from chengnuo.diff import Difference, diff, redlined, remarks, side_of, to_wire
from chengnuo.model import Extraction
from chengnuo.pipeline import extraction_of_bytes, extraction_of_text
from chengnuo.sides import label_of, parts_of

DRAFT = """甲市教育工作方案

一、主要任务

1.规范办学行为。优质高中招生名额分配比例不低于50%。小学入学率达到100%。

责任单位：市教育局，配合单位：市财政局、市公安局

2.加强队伍建设。到2027年底，建成名师工作室20个，开展教师全员培训，健全培训体系。

责任单位：市教育局

3.加强后勤保障。完善食堂管理制度，落实陪餐制度，保障饮水安全。

责任单位：市教育局
"""
FINAL = """甲市教育工作方案

一、主要任务

1.加强教师队伍建设。到2026年6月底，建成名师工作室20个，开展教师全员培训，健全培训体系。

责任单位：市教育局、市人社局

2.规范办学行为。优质高中招生名额分配比例不低于80%。

责任单位：市教育局、市财政局

3.推进数字校园。完善网络设施，推广智慧课堂，提升教师数字素养。

责任单位：市教育局
"""


def changes(before: str, after: str) -> tuple[Difference, ...]:
    sides = [side_of(extraction_of_text(text), None, PACK) for text in (before, after)]
    return diff(sides[0], sides[1], PACK)


def of(found: tuple[Difference, ...], layer: str) -> list[Difference]:
    return [row for row in found if row.layer == layer]


@pytest.fixture(scope="module")
def small() -> tuple[Difference, ...]:
    return changes(DRAFT, FINAL)


def test_values_change_though_the_task_was_renumbered(small: tuple[Difference, ...]) -> None:
    values = {row.kinds: row for row in of(small, "value")}
    assert "50%" in values["strengthened",].because
    assert "80%" in values["strengthened",].because
    assert values["strengthened",].task == "2.规范办学行为"
    assert "100%" in values["dropped",].because


def test_a_deadline_moved_is_told_with_both_days(small: tuple[Difference, ...]) -> None:
    (deadline,) = of(small, "deadline")
    assert deadline.kinds == ("advanced",)
    assert "2027年12月提前到2026年6月" in deadline.because


def test_a_units_row_names_every_body_removed_added_or_turned(small: tuple[Difference, ...]) -> None:
    units = {row.task: row.because for row in of(small, "units")}
    assert units["2.规范办学行为"] == "去掉市公安局；市财政局由配合改为牵头（责任）。"
    assert units["1.加强教师队伍建设"] == "增加市人社局。"


def test_tasks_are_renamed_dropped_and_added(small: tuple[Difference, ...]) -> None:
    words = [row.because for row in of(small, "task")]
    assert "任务名称由“2.加强队伍建设”改为“1.加强教师队伍建设”。" in words
    assert "删去任务“3.加强后勤保障”。" in words
    assert "新增任务“3.推进数字校园”。" in words


def test_no_row_lacks_its_places(small: tuple[Difference, ...]) -> None:
    for row in small:
        alone = {"dropped", "added"} & set(row.kinds)
        assert (row.before is not None and row.after is not None) or alone or row.layer == "task"
        assert row.because.endswith("。")


def test_equal_documents_have_no_changes() -> None:
    found = changes(DRAFT, DRAFT)
    assert found == ()
    side = side_of(extraction_of_text(DRAFT), None, PACK)
    assert remarks(side, side, found, PACK) == ("两份文件内容相同，没有改动。",)


def test_documents_without_tasks_are_compared_by_wording() -> None:
    found = changes("关于放假的说明\n请各单位安排好值班工作。\n", "关于放假的说明\n请各单位认真安排好值班工作。\n")
    assert [row.layer for row in found] == ["text"]
    assert "认真" in found[0].because


def test_json_has_the_contracts_fields(small: tuple[Difference, ...]) -> None:
    for row in to_wire(small):
        assert {"kind", "layer", "task", "before", "after", "because"} <= row.keys()
        assert row["layer"] in ("value", "deadline", "units", "task", "text")
        assert row["before"] is not None or row["after"] is not None


def test_the_redline_gives_both_sides_back() -> None:
    sides = [side_of(extraction_of_text(text), None, PACK) for text in (DRAFT, FINAL)]
    paragraphs = redlined(sides[0], sides[1])
    after = "".join(piece.after for pieces in paragraphs for piece in pieces)
    before = sorted("".join(piece.before for piece in pieces) for pieces in paragraphs)
    assert after == "".join(line.text for line in sides[1].lines)
    assert [text for text in before if text] == sorted(line.text for line in sides[0].lines)


@pytest.mark.parametrize(
    ("number", "title", "label"),
    [
        ("9", "规范办学行为", "9.规范办学行为"),
        ("9.", "规范办学行为", "9.规范办学行为"),
        ("（二）", "阶段", "（二）阶段"),
        ("", "目标。", "目标"),
    ],
)
def test_labels_hold_number_and_heading(number: str, title: str, label: str) -> None:
    assert label_of(number, title) == label


def test_a_document_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError):
        side_of(extraction_of_text(DRAFT), 7, PACK)


WHOLE = """甲市工作方案
一、主要任务
1.加强队伍和经费建设。建立名师工作室，开展全员培训，健全骨干教师培养机制。加大财政投入，严格经费监管审计。
责任单位：市教育局、市财政局
2.改善后勤。完善食堂管理，落实陪餐制度。
责任单位：市教育局
3.加强安全。配齐安保人员，安装一键报警装置。
责任单位：市公安局
"""
PARTS = """甲市工作方案
一、主要任务
1.加强队伍建设。建立名师工作室，开展全员培训，健全骨干教师培养机制。
责任单位：市教育局
2.加强经费保障。加大财政投入，严格经费监管审计。
责任单位：市财政局
3.加强后勤和安全。完善食堂管理，落实陪餐制度。配齐安保人员，安装一键报警装置。
责任单位：市教育局、市公安局
"""


def test_tasks_are_found_though_split_or_merged() -> None:
    found = changes(WHOLE, PARTS)
    words = [row.because for row in of(found, "task")]
    assert "任务“1.加强队伍和经费建设”拆分为2.加强经费保障。" in words
    assert "2.改善后勤合并为任务“3.加强后勤和安全”。" in words
    assert of(found, "units") == [], "the bodies of the parts together are those of the whole"
    back = [row.because for row in of(changes(PARTS, WHOLE), "task")]
    assert any("合并为任务“1.加强队伍和经费建设”" in row for row in back)


def test_the_scores_of_an_alignment_are_shares_of_one(small: tuple[Difference, ...]) -> None:
    scores = [row.score for row in small]
    assert 0.0 <= min(scores) < max(scores) <= 1.0


# ------------------------------------------------------------- the draft and final plan of one saved page


@pytest.fixture(scope="module")
def page() -> Extraction:
    path = Path(__file__).resolve().parents[1] / "corpora" / "003_4078b2306bad5cf2.txt"
    return extraction_of_bytes(path.read_bytes(), path.name)


@pytest.fixture(scope="module")
def large(page: Extraction) -> tuple[Difference, ...]:
    draft = next(i for i, part in enumerate(page.parts) if part.status == "draft")
    final = next(i for i, part in enumerate(page.parts) if part.status == "final")
    return diff(side_of(page, draft, PACK), side_of(page, final, PACK), PACK)


def test_a_plan_counts_together_with_its_annexes(page: Extraction) -> None:
    draft = next(i for i, part in enumerate(page.parts) if part.status == "draft")
    kinds = {page.parts[i].genre for i in parts_of(page.parts, draft)}
    assert kinds == {"实施方案", "名单", "任务清单"}


def test_the_quota_is_raised_from_50_to_80(large: tuple[Difference, ...]) -> None:
    quota = next(row for row in of(large, "value") if "strengthened" in row.kinds)
    assert quota.kinds == ("strengthened", "delayed")
    assert quota.task == "9.规范办学行为"
    assert "不低于50%提高到不低于80%" in quota.because


def test_the_goal_moves_and_its_task_table_with_it(large: tuple[Difference, ...]) -> None:
    rows = of(large, "deadline")
    assert any("2027年12月提前到2026年6月" in row.because for row in rows)
    moved = {row.task.split(".")[0]: row.kinds for row in rows if row.task[0].isdigit()}
    expected = {"3": "advanced", "4": "advanced", "5": "advanced", "6": "advanced", "8": "advanced", "9": "delayed",
                "10": "advanced", "17": "delayed", "19": "delayed", "20": "advanced", "22": "advanced"}  # fmt: skip
    assert {number: moved.get(number) for number in expected} == {n: (v,) for n, v in expected.items()}


def test_dropped_and_added_numbers(large: tuple[Difference, ...]) -> None:
    dropped = " ".join(row.because for row in of(large, "value") if row.kinds == ("dropped",))
    added = " ".join(row.because for row in of(large, "value") if row.kinds == ("added",))
    for words in ("入学率（100%", "巩固率（不低于99%", "特色项目"):
        assert words in dropped
    for words in ("不超过4项", "3至5轮"):
        assert words in added


def test_the_bodies_of_each_task(large: tuple[Difference, ...]) -> None:
    units = {row.task.split(".")[0]: row.because for row in of(large, "units")}
    assert units["1"] == "去掉区委组织部；增加区委社会工作部；区委教育工委由配合改为牵头（责任）。"
    assert "去掉区重点工程处" in units["3"]
    assert "增加区消防救援局" in units["21"]
    assert len(units) == 20


def test_a_number_changed_in_the_body_and_not_in_the_annex_is_a_change() -> None:
    path = Path(__file__).resolve().parents[1] / "corpora" / "003_4078b2306bad5cf2.txt"
    text = path.read_text(encoding="utf-8")
    at = text.index("80%,", text.index("向農(nóng)村初中傾斜") + 100)
    draft, final = (extraction_of_text(one) for one in (text, text[:at] + "85" + text[at + 2 :]))
    found = diff(side_of(draft, 10, PACK), side_of(final, 10, PACK), PACK)
    assert [(row.layer, row.kinds) for row in found if row.layer != "text"] == [("value", ("strengthened",))]


def test_one_date_that_governs_several_tasks_is_one_change() -> None:
    before = "甲市工作方案\n\n到2025年，主要目标如下：高新技术企业达到300家；森林覆盖率达到35%；城镇化率达到60%。\n"
    found = changes(before, before.replace("2025", "2026"))
    assert [(row.layer, row.kinds) for row in found if row.layer != "text"] == [("deadline", ("delayed",))]


def test_a_bare_number_of_an_annex_is_the_bound_of_the_body() -> None:
    body = "甲市托育方案\n甲府发〔2021〕5号\n一、目标\n到2025年，普惠托位占比达到60%以上。\n"
    annex = "附件：主要指标\n指标名称\t单位\t2020年\t2025年\n普惠托位占比\t%\t40\t60\n"
    found = changes(body + annex, body.replace("60%", "65%").replace("2021〕5", "2023〕7"))
    (row,) = of(found, "value")
    assert row.because == "要求由不低于60%提高到不低于65%；时限仍为2025年。"
    assert not of(found, "task")


def test_a_period_that_begins_later_is_not_called_the_same() -> None:
    plan = "甲市托育方案\n一、任务\n2022—2025年每年新增普惠托位不少于2000个。\n"
    (row,) = of(changes(plan, plan.replace("2022", "2023").replace("2000", "1500")), "value")
    assert row.kinds == ("weakened",)
    assert row.because == "要求由不低于2000个降到不低于1500个；时限由2022年至2025年改为2023年至2025年，截止时间不变。"


def test_what_is_done_each_year_is_more_if_it_is_more() -> None:
    plan = "甲市交通方案\n一、任务\n每年完成农村公路安防设施建设300公里。\n"
    (row,) = of(changes(plan, plan.replace("300", "350")), "value")
    assert row.kinds == ("strengthened",)


def test_what_was_renumbered_alone_is_worded_as_before() -> None:
    before = "甲县方案\n一、任务\n1.改造管网。2026年底前改造管网320公里。\n2.划定保护区。2025年底前划定保护区42处。\n"
    after = "甲县方案\n一、任务\n1.划定保护区。2025年底前划定保护区42处。\n2.改造管网。2026年底前改造管网300公里。\n"
    sides = [side_of(extraction_of_text(text), None, PACK) for text in (before, after)]
    (worded,) = [one for one in diff(*sides, PACK) if one.layer == "text"]
    assert worded.because.endswith("：“320”改为“300”。")
