"""Whether comments on a draft were taken up, by what the final text shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import PACK

from chengnuo.adoption import Opinion, adoption, remarks, to_wire
from chengnuo.pipeline import extraction_of_bytes, extraction_of_text
from chengnuo.sides import side_of


@pytest.fixture(scope="module")
def opinions() -> tuple[Opinion, ...]:
    path = Path(__file__).resolve().parents[1] / "corpora" / "003_4078b2306bad5cf2.txt"
    page = extraction_of_bytes(path.read_bytes(), path.name)
    final = next(i for i, part in enumerate(page.parts) if part.status == "final")
    return adoption(page, side_of(page, final, PACK), PACK)


def outcomes(opinions: tuple[Opinion, ...], unit: str) -> list[tuple[str, str]]:
    return [(one.task, one.outcome) for one in opinions if one.unit == unit]


def test_each_opinion_is_tied_to_its_task_and_judged_by_the_final_text(opinions: tuple[Opinion, ...]) -> None:
    assert outcomes(opinions, "区委组织部") == [
        ("1.加强党对教育工作的全面领导", "partly"),
        ("8.提高学校文化建设水平", "shown"),
    ]
    assert outcomes(opinions, "团区委") == [("7.加强德育工作", "shown"), ("8.提高学校文化建设水平", "shown")]
    assert outcomes(opinions, "区政府办公室")[1] == ("22.提高社会认可度", "partly")
    assert outcomes(opinions, "区发改委") == [("", "shown")]
    assert outcomes(opinions, "区司法局") == [("", "not_verifiable")]


def test_what_the_table_claims_is_not_what_is_found(opinions: tuple[Opinion, ...]) -> None:
    one = next(one for one in opinions if one.task == "22.提高社会认可度")
    assert one.claimed == "已采纳"
    assert one.because == "终稿部分采纳：区政府办已去掉；未见：区教体局未列为责任单位。"


def test_units_without_an_opinion_are_counted_once(opinions: tuple[Opinion, ...]) -> None:
    assert sum(one.outcome == "no_opinion" for one in opinions) == 21


def test_a_file_without_a_feedback_table_says_so() -> None:
    extraction = extraction_of_text("甲市教育工作方案\n一、总体要求\n加强领导。\n")
    found = adoption(extraction, side_of(extraction, None, PACK), PACK)
    assert found == ()
    assert remarks(found, PACK) == ("没有找到征求意见的反馈表。",)


def test_json_has_quotation_and_evidence(opinions: tuple[Opinion, ...]) -> None:
    wire = to_wire(opinions)
    assert {"unit", "opinion", "claimed", "task", "outcome", "because", "quote", "evidence"} == set(wire[0])
    assert wire[0]["quote"]["quote"]


FINAL_LINES = """甲县托育方案
一、重点任务
1.扩大供给。2026年6月底前新增普惠托位800个。
责任单位：县卫健委、县民政局
2.强化监管。托育机构视频监控覆盖率达到100%。
牵头单位：县卫健委；配合单位：县公安局、县消防救援大队
3.培养人才。每年培训从业人员不少于300人次。
责任单位：县人社局
"""
COMMENTS = """《甲县托育方案（征求意见稿）》意见采纳情况表
序号
单位
反馈意见
采纳情况
1
县公安局
建议将第2项视频监控覆盖率由90%提高到100%。
采纳
2
县教育局
建议第1项完成时限调整为2026年9月底。
已采纳
3
县消防救援大队
建议第2项配合单位增加县消防救援大队
采纳
4
县司法局
无意见
/
"""


def test_values_dates_and_bodies_without_quotation_marks_are_looked_up() -> None:
    final = side_of(extraction_of_text(FINAL_LINES), None, PACK)
    found = adoption(extraction_of_text(COMMENTS), final, PACK)
    assert [one.outcome for one in found] == ["shown", "not_shown", "shown", "no_opinion"]


def test_a_number_is_looked_for_whole_and_with_its_neighbours() -> None:
    final = side_of(
        extraction_of_text("甲县交通方案\n一、任务\n1.公交优先。2025年底前新增公交专用道15公里，投入1.2万元。\n"),
        None,
        PACK,
    )
    table = (
        "意见采纳情况表\n序号\t单位\t反馈意见\t采纳情况\n"
        "1\t甲局\t建议将“新增公交专用道20公里”改为“新增公交专用道25公里”\t部分采纳\n"
        "2\t乙局\t建议将“投入2万元”改为“投入12万元”\t采纳\n"
        "3\t丙局\t建议将“新增公交专用道20公里”改为“新增公交专用道15公里”\t采纳\n"
    )
    found = adoption(extraction_of_text(table), final, PACK)
    assert [one.outcome for one in found] == ["not_shown", "not_shown", "shown"]
    assert remarks(found, PACK) == ("表中称采纳或部分采纳的有3条：已体现1条、未体现2条。",)


def test_a_change_without_quotation_marks_is_looked_for_where_its_subject_stands() -> None:
    lines = (
        "甲县交通方案\n一、任务\n1.国道提质。2025年9月底前完成危桥改造42座。\n2.城乡公交。2026年底前建成首末站3座。\n"
        "牵头单位：县交通运输局；责任单位：县公安局\n"
    )
    final = side_of(extraction_of_text(lines), None, PACK)
    table = (
        "意见采纳情况表\n序号\t单位\t反馈意见\t采纳情况\n"
        "1\t甲局\t建议危桥改造完成时限由2025年底前调整为2026年底前\t采纳\n"
        "2\t乙局\t建议将危桥改造的时限由2025年底前提前到2025年9月底前\t采纳\n"
        "3\t丙局\t建议在责任单位中增加县公安局\t采纳\n"
        "4\t丁局\t建议在责任单位中增加县农业农村局\t采纳\n"
    )
    found = adoption(extraction_of_text(table), final, PACK)
    assert [one.outcome for one in found] == ["not_shown", "shown", "not_verifiable", "not_shown"]
    assert [place.quote for place in found[0].evidence] == ["1.国道提质。2025年9月底前完成危桥改造42座。"]
    assert found[2].because == "意见没有指明任务，无法断定终稿是否照改；县公安局在终稿中见于：2.城乡公交。"


def test_beside_a_lead_list_the_responsible_bodies_are_the_others() -> None:
    final = side_of(extraction_of_text(FINAL_LINES.replace("配合单位", "责任单位")), None, PACK)
    found = adoption(extraction_of_text(COMMENTS.replace("配合单位", "责任单位")), final, PACK)
    assert found[2].outcome == "shown"


def test_a_task_is_named_by_its_number_and_a_row_keeps_its_cells_where_a_signature_follows() -> None:
    lines = (
        "甲县方案\n一、任务\n1.国道提质。2025年底前完成危桥改造42座。牵头单位：县交通运输局\n"
        "2.城乡公交。2025年底前建成首末站3座。牵头单位：县交通运输局；配合单位：县公安局\n"
    )
    table = (
        "意见采纳情况表\n序号\t单位\t意见建议\t采纳情况\t理由\n"
        "1\t甲局\t任务2中增加县公安局为配合单位\t采纳\t\n"
        "2\t乙局\t建议任务1“国道提质”完成时限由2025年底调整为2026年底\t采纳\t\n"
        "3\t丙局\t建议增加“抗震支架设置率达到60%”的内容\t采纳\t\n\n甲县交通运输局\n2025年3月20日\n"
    )
    found = adoption(extraction_of_text(table), side_of(extraction_of_text(lines), None, PACK), PACK)
    assert [(one.task, one.outcome, one.claimed) for one in found] == [
        ("2.城乡公交", "shown", "采纳"),
        ("1.国道提质", "not_shown", "采纳"),
        ("", "not_shown", "采纳"),
    ]
