"""A reply against earlier commitments: order, restated goals, what goes unanswered."""

from __future__ import annotations

from making import PACK, part, pledge

from chengnuo.check import Finding, check, in_words, later_document, remarks, same_region, to_wire
from chengnuo.model import Commitment, Part
from chengnuo.pipeline import extraction_of_text
from chengnuo.spans import Doubt, Span

PLAN = part(date="2023-11-03", title="甲市实施方案")
REPLY = part(date="2025-06-26", genre="答复", title="甲市教育局答复")
GOAL = "实现义务教育优质均衡发展目标"
PLACES = "义务教育学位由公办学校提供的比例"


def plan(document: Part = PLAN) -> list[Commitment]:
    return [
        pledge(GOAL, deadline="2028", scope="各县", document=document, source="plan"),
        pledge(PLACES, "95", "%", op=">=", deadline="2025", document=document, source="plan", at=30),
        pledge("建设社区食堂", "20", "个", document=document, source="plan", at=60),
    ]


def reply(document: Part = REPLY) -> list[Commitment]:
    return [
        pledge("通过县域义务教育优质均衡验收评估", deadline="2030", scope="各县", document=document, source="reply"),
        pledge(PLACES, "95", "%", op=">=", deadline="2025", document=document, source="reply", at=30),
        pledge("建设名师工作室", "100", "个", document=document, source="reply", at=60),
    ]


def by_verdict(found: tuple[Finding, ...]) -> dict[tuple[str, ...], Finding]:
    return {finding.verdicts: finding for finding in found}


def test_a_later_reply_is_judged_with_directions() -> None:
    found = by_verdict(check(reply(), plan(), PACK))
    assert set(found) == {("delayed",), ("kept",), ("dropped",), ("added",)}
    assert found["delayed",].because == "时限由2028年推迟到2030年。"
    assert found["dropped",].earlier is not None
    assert found["dropped",].later is None
    assert "没有回应" in found["dropped",].because
    assert not any(finding.doubts for finding in found.values())


def test_where_the_order_is_unknown_it_says_so_and_names_no_direction() -> None:
    undated = part(date=None, number="甲教建字（2023）第3号", genre="答复", title="答复")
    found = check(reply(undated), plan(), PACK)
    goal = next(f for f in found if f.later is not None and f.earlier is not None and f.later.deadline == "2030")
    assert goal.verdicts == ("changed",)
    assert "2028年" in goal.because
    assert "2030年" in goal.because
    assert [doubt.code for doubt in goal.doubts] == ["order-unknown"]
    assert "先后" in goal.doubts[0].reason


def test_a_number_with_a_year_before_the_plan_gives_the_order() -> None:
    old = part(date=None, number="甲教字〔2021〕3号")
    assert later_document(PLAN, old) is False
    assert later_document(old, PLAN) is True
    assert later_document(part(date="2023"), PLAN) is None
    (goal, *_) = check(reply(part(date="2020-01-01", genre="答复")), plan(), PACK)
    assert goal.verdicts == ("advanced",)
    assert goal.earlier is not None
    assert goal.earlier.source == "reply"
    assert [doubt.code for doubt in goal.doubts] == ["order-reversed"]


def test_each_earlier_document_is_answered_for_itself() -> None:
    other = part(date="2022-01-01", title="另一方案")
    earlier = [*plan(), pledge(PLACES, "90", "%", op=">=", deadline="2025", document=other, source="other")]
    found = check(reply(), earlier, PACK)
    assert sorted(f.verdicts for f in found if f.later is not None and f.later.indicator == PLACES) == [
        ("kept",),
        ("strengthened",),
    ]


def test_goals_cited_from_two_documents_are_set_against_each_other() -> None:
    cited = [
        pledge(GOAL, "6", "个", deadline="2027", restated=True, at=0),
        pledge("达到优质均衡督导评估标准", deadline="2035", restated=True, binding="strive", scope="所有县", at=40),
        pledge(GOAL, "60", "%", op="~", deadline="2027", restated=True, at=90),
        pledge(GOAL, deadline="2030", restated=True, scope="全市所有县", at=130),
    ]
    twice = [f for f in check(cited, [], PACK) if f.earlier is not None]
    assert [f.verdicts for f in twice] == [("strengthened", "advanced")]
    assert "2035年提前到2030年" in twice[0].because
    assert all(f.verdicts == ("restated",) for f in check(cited, [], PACK) if f.earlier is None)


def test_documents_of_other_regions_or_without_commitments_are_named() -> None:
    elsewhere = [pledge(GOAL, deadline="2028", document=part("乙市"))]
    assert remarks(reply(), elsewhere, PACK) == ("两份文件分属不同地区：乙市与甲市，不能相互核对。",)
    assert "没有可对照的先前文件" in remarks(reply(), [], PACK)[0]
    assert "没有读到可核对的承诺" in remarks([], plan(), PACK)[0]
    assert check([], [], PACK) == ()
    assert same_region(part("甲市"), part("甲市", region=("河北省", "甲市", "子县")))
    assert not same_region(part("甲市"), part("乙市"))


def test_no_verdict_on_two_commitments_lacks_one_of_them() -> None:
    alone = {"dropped", "added", "restated"}
    for finding in check(reply(), plan(), PACK):
        both = finding.earlier is not None and finding.later is not None
        assert both or alone.issuperset(finding.verdicts)
        assert finding.because.endswith("。")


def test_items_answered_in_words_only_are_listed() -> None:
    items = "一是加强教师队伍建设，完善培训体系；二是到2027年新建学校3所；三是营造尊师重教的良好社会氛围。"
    text = f"甲市教育局答复\n{items}\n"
    found = in_words(extraction_of_text(text), None, PACK)
    assert [f.later.quote for f in found if f.later] == [
        "加强教师队伍建设，完善培训体系；",
        "营造尊师重教的良好社会氛围。",
    ]


def test_a_point_of_the_question_that_is_answered_in_words_only_is_listed() -> None:
    lines = (
        "甲市民政局答复",
        "（一）关于床位补贴。您提出的扩大补贴范围的建议，我们将积极研究，适时推进。",
        "（二）关于服务中心。2025年底前实现全覆盖。",
        "（三）关于宣传工作。我局多次组织宣传活动，效果良好。",
    )
    found = in_words(extraction_of_text("\n".join(lines) + "\n"), None, PACK)
    assert [f.later.indicator for f in found if f.later] == ["关于床位补贴"]


def test_json_has_the_contracts_fields() -> None:
    rows = to_wire(check(reply(), plan(), PACK))
    assert all({"verdict", "because", "earlier", "later", "doubts"} <= row.keys() for row in rows)
    assert rows[0]["verdict"] == "delayed"
    assert rows[0]["earlier"]["deadline"] == "2028"


def test_another_city_is_not_checked() -> None:
    reply = (pledge("便民食堂办成", deadline="2027", source="b.txt", document=part("乙市")),)
    earlier = (pledge("便民食堂办成", deadline="2025", document=part("甲市")),)
    assert check(reply, earlier, PACK) == ()
    assert remarks(reply, earlier, PACK) == ("两份文件分属不同地区：甲市与乙市，不能相互核对。",)


def test_a_document_against_itself_is_called_the_same_and_bears_no_doubt_about_order() -> None:
    rows = (pledge("森林覆盖率", "35", "%", deadline="2027"), pledge("便民食堂办成", deadline="2025", at=50))
    found = check(rows, rows, PACK)
    assert [(one.verdicts, one.doubts) for one in found] == [(("kept",), ()), (("kept",), ())]
    assert remarks(rows, rows, PACK) == ("两份文件内容相同。",)


def test_documents_without_date_or_region_say_so() -> None:
    bare = part(date=None, number=None, region=(None, None, None))
    reply = (pledge("便民食堂办成", deadline="2027", source="b.txt", document=bare),)
    assert "未写明地区" in remarks(reply, (), PACK)[0]
    assert any("未写成文日期" in words for words in remarks(reply, (pledge("便民食堂办成", deadline="2025"),), PACK))


def test_a_finding_bears_the_doubts_of_its_rows() -> None:
    doubt = Doubt(code="status-unclear", span=Span(0, 2), reason="its date lies before its document's")
    earlier = (pledge("便民食堂办成", deadline="2023", doubts=(doubt,)),)
    reply = (pledge("便民食堂办成", deadline="2027", source="b.txt", document=part(date="2025-01-01")),)
    (found,) = check(reply, earlier, PACK)
    assert found.verdicts == ("delayed",)
    assert [one.code for one in found.doubts] == ["status-unclear", "deadline-before-document"]


def test_what_was_promised_after_the_reply_is_not_left_unanswered() -> None:
    reply = (pledge("便民食堂办成", deadline="2007", source="b.txt", document=part(date="2006-01-01")),)
    later = (pledge("养老驿站办成", deadline="2021", document=part(date="2019-01-01")),)
    assert [one.verdicts for one in check(reply, later, PACK)] == [("added",)]
    assert [one.verdicts for one in check(reply, later, PACK, known_order=True)] == [("dropped",), ("added",)]


def test_a_report_beside_a_new_promise_is_told_of_the_earlier_one() -> None:
    before = [pledge("老旧小区设施改造", "60", "个", deadline="2025", document=PLAN, source="plan")]
    after = [
        pledge("老旧小区设施改造", "45", "个", status="achieved", document=REPLY, source="reply"),
        pledge("老旧小区设施改造", "60", "个", deadline="2026", document=REPLY, source="reply", at=30),
    ]
    found = check(after, before, PACK)
    assert [one.verdicts for one in found] == [("delayed",), ("not_comparable",)]
    assert found[1].because == "后者报告的现状为45个，前者的目标为60个，现状不是新的承诺。"


def test_a_count_of_the_city_does_not_report_on_one_place() -> None:
    before = [pledge("机关停车场建成充电桩", "80", "个", deadline="2024", document=PLAN, source="plan")]
    after = [pledge("公共充电桩", "1050", "个", status="achieved", document=REPLY, source="reply")]
    assert {one.verdicts for one in check(after, before, PACK)} == {("dropped",), ("added",)}


def test_a_point_that_is_answered_in_words_below_its_heading_is_listed() -> None:
    extraction = extraction_of_text(
        "甲市发展和改革局关于第7号提案的答复\n\n一、关于建设充电站的建议\n到2026年底，建成充电站20座。\n"
        "二、关于提高补贴的建议\n我们将认真研究，积极争取政策支持。\n感谢您的关心！\n\n甲市发展和改革局\n2025年6月20日\n"
    )
    (found,) = in_words(extraction, None, PACK)
    assert found.later is not None
    assert found.later.indicator == "关于提高补贴的建议"
    assert found.later.quote.endswith("积极争取政策支持。")


def test_a_draft_stands_before_its_final_text_though_it_has_no_date() -> None:
    draft = part(date=None, title="甲市实施方案（征求意见稿）", status="draft")
    final = part(date="2025-05-12", title="甲市实施方案")
    assert later_document(draft, final) is True
    assert later_document(final, draft) is False
    assert later_document(draft, part(date="2025-05-12", title="乙市实施方案")) is None


def test_two_documents_of_one_kind_are_told_apart_by_their_files() -> None:
    undated = part(date=None)
    found = check(
        [pledge(PLACES, "90", "%", document=undated, source="b.txt")],
        [pledge(PLACES, "95", "%", document=undated, source="a.txt")],
        PACK,
    )
    assert found[0].because == "数值不同：a.txt写95%，b.txt写90%。"


def test_what_is_said_again_under_a_bare_name_is_kept() -> None:
    before = [pledge("建设任务", "3", "万亩", document=PLAN, source="plan", quote="2026年6月底前完成3万亩建设任务")]
    after = [pledge("建设任务", "3", "万亩", document=REPLY, source="reply", quote="2026年上半年完成3万亩建设任务")]
    assert [one.verdicts for one in check(after, before, PACK)] == [("kept",)]
