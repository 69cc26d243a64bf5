"""Which documents belong together: drafts and final texts, replies and plans."""

from __future__ import annotations

from making import PACK

from chengnuo.model import Commitment
from chengnuo.pairing import drafts_with_finals, replies_with_plans, settled_drafts
from chengnuo.pipeline import extraction_of_text

BODY = "\n承德市人民政府\n2024年5月20日\n一、工作目标\n到2027年，全市学前教育毛入园率达到95%以上。\n"
DRAFT = "承德市学前教育发展实施方案（征求意见稿）" + BODY
FINAL = "承德市学前教育发展实施方案" + BODY.replace("95", "92")
OTHER = "承德市水环境保护行动方案" + BODY.replace("学前教育毛入园率", "优良断面比例")
REPLY = "关于对市政协第12号提案的答复\n到2027年，全市学前教育毛入园率达到90%以上。\n承德市教育局\n2025年5月20日\n"


def rows(*texts: str) -> list[Commitment]:
    return [row for n, text in enumerate(texts) for row in extraction_of_text(text, source=f"{n}.txt").commitments]


def test_a_draft_belongs_to_the_final_text_of_its_title_in_another_file() -> None:
    files = [extraction_of_text(text, source=f"{n}.txt") for n, text in enumerate((OTHER, DRAFT, FINAL))]
    ((before, after),) = drafts_with_finals(files, PACK)
    assert (before.source, after.source) == ("1.txt", "2.txt")
    assert list(drafts_with_finals(files[:2], PACK)) == []


def test_a_reply_belongs_to_the_plan_that_speaks_of_its_indicators() -> None:
    ((reply, plan),) = replies_with_plans(rows(OTHER, FINAL, REPLY, DRAFT), PACK)
    assert {row.source for row in reply} == {"2.txt"}
    assert {row.source for row in plan} == {"1.txt"}
    assert list(replies_with_plans(rows(OTHER, REPLY), PACK)) == []


def test_a_draft_whose_final_text_is_there_is_settled() -> None:
    (reply,) = {row.document for row in rows(REPLY)}
    assert [one.title for one in settled_drafts(rows(DRAFT, FINAL, OTHER), reply, PACK)] == [
        "承德市学前教育发展实施方案（征求意见稿）"
    ]
    assert settled_drafts(rows(DRAFT, OTHER), reply, PACK) == ()
    younger = FINAL.replace("2024年5月20日", "2026年5月20日")
    assert settled_drafts(rows(DRAFT, younger), reply, PACK) == ()
