"""Documents in a text without line breaks, and bodies that issue together."""

from __future__ import annotations

import pytest

from chengnuo.pipeline import extraction_of_text

ISSUERS = ("甲安市发展和改革局", "甲安市财政局", "中共甲安市委宣传部")
HEAD = "关于印发《甲安市学前教育行动计划》的通知"
BODY = (
    "各县人民政府，市直各部门：《甲安市学前教育行动计划》已经市政府同意，现印发给你们，请认真贯彻执行，"
    "并结合实际抓好落实，重大事项及时报告。执行中的问题请与市教育局联系，市教育局负责解释本计划的各项内容。"
    "各县要在收到本通知后及时制定实施细则，明确年度任务和责任分工，确保各项任务按期完成，取得实效。"
)
PLAN = (
    "甲安市学前教育行动计划一、总体要求到2027年，公办园在园幼儿占比达到60%以上。二、重点任务2026年底前新增学位3万个。"
)
ANNEXES = "附件1重点任务分工表1.新增学位1万个。2.新建幼儿园5所。附件2学位建设计划表1.扩建幼儿园8所。2.改建3所。"


@pytest.mark.parametrize("between", ["", " ", "、"])
def test_bodies_that_sign_together_are_told_apart(between: str) -> None:
    names = between.join(ISSUERS)
    text = f"{names}{HEAD}\n甲安发改〔2025〕12号\n{BODY}\n{names}\n2025年3月5日\n"
    (part,) = extraction_of_text(text).parts
    assert part.issuer == "、".join(ISSUERS)
    assert part.number == "甲安发改〔2025〕12号"


@pytest.mark.parametrize("names", [ISSUERS, ISSUERS[:1]])
def test_notice_plan_and_annexes_are_found_in_one_line(names: tuple[str, ...]) -> None:
    bodies = "".join(names)
    text = f"{bodies}文件甲安发改〔2025〕12号{bodies}{HEAD}{BODY}{bodies}2025年3月5日{PLAN}{ANNEXES}"
    parts = extraction_of_text(text).parts
    assert [part.title for part in parts] == [
        bodies + HEAD,
        "甲安市学前教育行动计划",
        "重点任务分工表",
        "学位建设计划表",
    ]
    assert {part.issuer for part in parts} == {"、".join(names)}
    assert {part.date for part in parts} == {"2025-03-05"}


def test_an_annex_that_a_sentence_names_begins_nowhere() -> None:
    text = f"甲安市财政局{HEAD}{BODY}具体见附件1重点任务分工表1.分工。按附件2学位计划表 执行。甲安市财政局2025年3月5日"
    assert len(extraction_of_text(text).parts) == 1


def test_a_report_of_one_line_is_cut_at_headings_with_a_point() -> None:
    text = (
        "关于2022年投资调整及2023年投资安排有关情况的报告一.2022年营销项目执行情况为满足各单位实际需求，已调整项目43项，"
        "核减投资179.54万元，其余项目按原计划执行，不作变动；"
        "各单位要按照年度工作安排精准、灵活调控，提高投资效率和效益，确保各项任务按期完成，不得随意调整已经下达的计划。二.2023年营销项目投资计划建议安排项目321个，投资17.5亿元，"
        "其中资本性投资4.57亿元，成本性投资12.93亿元，重点支持营业厅改造和设备购置。"
    )
    found = extraction_of_text(text)
    assert [part.title for part in found.parts] == ["关于2022年投资调整及2023年投资安排有关情况的报告"]
    assert {(row.status, row.deadline) for row in found.commitments} == {("achieved", "2022"), ("pledged", "2023")}
