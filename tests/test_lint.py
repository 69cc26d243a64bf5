"""Contradictions that a reader can prove from the document alone, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import PACK

from chengnuo.lint import lint, remarks, to_wire
from chengnuo.pipeline import extraction_of_text

HEAD = "甲市教育工作方案\n\n"


def codes(text: str) -> list[str]:
    return [one.code for one in lint(extraction_of_text(HEAD + text), PACK)]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("确定东街小学、西街小学、南街小学、北街小学5所学校进行试点。", "写明5所，列出的有4所"),
        ("确定以下三个部门：教育局、财政局、公安局、民政局。", "写明3个，列出的有4个"),
        ("由教育局、财政局、公安局、民政局等3个部门负责。", "写明3个，列出的有4个"),
        ("2026年10月底前组建由县医院、县中医院、县妇幼院4家单位牵头的医联体。", "写明4家，列出的有3家"),
    ],
)
def test_a_count_that_differs_from_its_list(text: str, because: str) -> None:
    (found,) = lint(extraction_of_text(HEAD + text + "\n"), PACK)
    assert (found.code, found.because) == ("count", because + "。")
    assert found.spans[0].quote.strip() == text


@pytest.mark.parametrize(
    "text",
    [
        "确定东街小学、西街小学、南街小学3所学校进行试点。",
        "教育资源配置、政府保障程度、教育质量和社会认可度四个方面达到标准。",
        "由教育局、财政局、公安局等5个部门负责。",
        "新建、改建、扩建学校24所。",
        "新建、改建、扩建24所学校。",
        "东区3所、西区4所、南区5所学校。",
        "通过“优师计划”、“特岗计划”、“三区支教”计划补充教师。",
        "省、市、县三级联动。",
        "每年举办培训、研讨、观摩活动不少于10次。",
    ],
)
def test_lists_that_agree_or_are_none(text: str) -> None:
    assert "count" not in codes(text + "\n")


def test_sums_that_do_not_add_up() -> None:
    assert "sum" in codes("全市新建学校100所，其中小学60所、初中30所、高中5所。\n")
    assert "sum" in codes("全市新建学校10所，其中小学8所、初中5所。\n")
    assert "sum" not in codes("全市新建学校100所，其中小学60所、初中30所、高中10所。\n")
    assert "sum" not in codes("全市新建学校100所，其中2024年新建24所。\n")
    assert "sum" not in codes("新建学校3所，其中新增学位3000个。\n")


def test_shares_of_one_whole() -> None:
    assert "share" in codes("三次产业结构调整为5.2:41.3:54.5。\n")
    assert "share" not in codes("三次产业结构调整为5.2:41.3:53.5。\n")
    assert "share" not in codes("按照3:2:1的比例分担，构成3:2:1。\n")


def test_a_number_left_out_or_given_twice_breaks_an_enumeration() -> None:
    text = "一、总体要求\n甲。\n三、主要任务\n（一）甲\n（二）乙\n（二）丙\n四、保障\n（一）丁\n"
    assert codes(text) == ["numbering-gap", "numbering-twice"]
    assert codes("一是甲；二是乙；四是丁。\n") == ["numbering-gap"]
    assert codes("一、甲\n（一）乙\n1.丙\n2.丁\n（二）戊\n1.己\n二、庚\n（一）辛\n") == []


def test_a_deadline_on_or_before_the_day_of_issue() -> None:
    text = (
        "甲市人民政府关于印发《甲市教育工作方案》的通知\n甲政发〔2024〕5号\n\n各县人民政府：\n"
        "到2023年底，新建学校10所。到2026年底，新建学校20所。\n\n甲市人民政府\n2024年12月31日\n"
    )
    found = [one for one in lint(extraction_of_text(text), PACK) if one.code == "deadline-before-issue"]
    assert [one.because for one in found] == ["时限2023年12月不晚于成文日期2024年12月31日，涉及1条：新建学校。"]


def test_a_task_that_is_due_after_the_goal() -> None:
    text = (
        "一、工作目标\n到2026年6月底，全市通过国家卫生城市复审。\n二、主要任务\n"
        "（一）开展整治（2026年7月-2026年9月）\n全面整治市容。\n（二）动员部署（2026年1月-2026年3月）\n召开会议。\n"
        "（三）国家认定阶段（2026年10月-2026年12月）\n迎接国家认定。\n"
    )
    found = [one for one in lint(extraction_of_text(HEAD + text), PACK) if one.code == "task-after-goal"]
    assert [one.because for one in found] == [
        "总目标定在2026年6月，晚于它完成的任务有1项：“（一）开展整治（2026年7月-2026年9月）”（2026年7月至2026年9月）。"
    ]
    assert found[0].spans[0].quote == "2026年6月底，全市通过国家卫生城市复审"
    assert len(found[0].spans) == 2


def test_days_that_are_told_are_no_deadlines() -> None:
    text = (
        "甲市人民政府关于滑坡的通报\n甲政发〔2024〕5号\n\n各县人民政府：\n"
        "2024年8月8日，现场需搬迁居民200户。2024年9月1日前已完成搬迁200户。\n\n甲市人民政府\n2024年9月23日\n"
    )
    found = [one for one in lint(extraction_of_text(text), PACK) if one.code == "deadline-before-issue"]
    assert found == []


def test_a_list_goes_on_after_a_list_of_its_own_style() -> None:
    text = "一、农业\n二、工业\n一、节约\n二、改革\n三、利用\n三、交通\n四、财政\n六、教育\n"
    found = [one for one in lint(extraction_of_text(HEAD + text), PACK) if one.code.startswith("numbering")]
    assert [one.because for one in found] == ["序号不连续：四之后是六。"]


BOTH = """甲市教育工作方案
一、工作目标
到2027年，优质高中招生名额分配比例不低于{body}%。
附件
甲市教育工作任务清单
序号
主要任务
工作目标
责任单位
完成时间
1
规范办学
优质高中招生名额分配比例不低于{annex}%。
市教育局
{due}年底
2
加强队伍建设
教师培训完成率达到100%。
市教育局
2026年底
"""


@pytest.mark.parametrize(
    ("body", "annex", "due", "code"),
    [("50", "60", "2027", "two-values"), ("50", "50", "2026", "two-deadlines"), ("50", "50", "2027", None)],
)
def test_body_and_annex_that_say_two_things(body: str, annex: str, due: str, code: str | None) -> None:
    found = lint(extraction_of_text(BOTH.format(body=body, annex=annex, due=due)), PACK)
    two = [one.code for one in found if one.code.startswith("two-")]
    assert two == ([code] if code else [])


def test_a_clean_document_is_called_clean() -> None:
    extraction = extraction_of_text(HEAD + "一、总体要求\n加强领导。\n")
    assert lint(extraction, PACK) == ()
    assert remarks(extraction, (), PACK)[0] == "没有发现自相矛盾之处。"


def test_json_has_the_contracts_fields() -> None:
    wire = to_wire(lint(extraction_of_text(HEAD + "由甲局、乙局、丙局、丁局3个部门负责。\n"), PACK))
    assert set(wire[0]) == {"code", "because", "spans"}
    assert set(wire[0]["spans"][0]) == {"source", "start", "end", "quote"}


GOAL = "通过国家县域义务教育优质均衡督导评估认定"
CLAUSES = "加强养老服务设施建设，完善服务网络。"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("在全市选取8个社区：东风社区、建设社区、和平社区、光明社区、解放社区。", "count"),
        ("全市共有养老机构120家，其中公办70家、民办60家。", "sum"),
        ("计划投资10亿元，其中中央资金3亿元、省级资金4亿元、市县配套5亿元。", "sum"),
        ("全县现有学校86所，其中小学52所、初中24所、高中4所、职高3所。", "sum"),
        ("三次产业结构比调整为6.2:42.5:53.3。", "share"),
        ("全市共有养老床位10000张，其中护理型床位4000张，占55%。", "share-of"),
        (f"一、目标\n2025年底前{GOAL}。\n二、保障措施\n确保2026年6月{GOAL}。", "two-deadlines"),
        ("一、目标\n到2025年护理型床位占比达到55%。\n二、任务\n到2025年护理型床位占比达到60%以上。", "two-values"),
        (f"一、要求\n{CLAUSES}\n二、任务\n{CLAUSES}\n四、保障\n{CLAUSES}", "numbering-gap"),
        (f"（一）领导。{CLAUSES}\n（二）保障。{CLAUSES}\n（二）考核。{CLAUSES}", "numbering-twice"),
    ],
)  # fmt: skip
def test_what_cannot_be_true_is_found(text: str, code: str) -> None:
    assert code in codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "全市共有养老机构120家，其中公办70家、民办50家。",
        "幼儿园246所，其中公办园118所、民办园128所（含普惠性民办园103所）。",
        "计划投资10亿元，其中争取上级资金3亿元。",
        "全市共有养老床位10000张，其中护理型床位5500张，占55%。",
        "师资比例为1:2:3。",
        "护理型床位占比由2020年的50%提高到2025年的55%。",
        "一、目标\n到2025年护理型床位占比达到55%，到2027年达到60%。",
        f"一、目标\n2025年6个县{GOAL}，2027年8个县{GOAL}。",
        "省、市、县三级联动，建立党委、政府、社会、家庭四方协同机制。",
        "一、目标\n2022年底前完成，2023年底前取得明显成效。\n二、任务\n1.整改问题。2023年12月底前完成整改。\n责任单位：市民政局",
    ],
)
def test_what_only_looks_like_a_contradiction_is_left_alone(text: str) -> None:
    assert codes(text) == []


GOLD = Path(__file__).parent / "gold" / "lint.tsv"
CASES = [line.split("\t") for line in GOLD.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("expected", "text"), CASES)
def test_contradictions_that_were_written_unseen(expected: str, text: str) -> None:
    found = set(codes_of(text.replace("\\n", "\n") + "\n"))
    if expected == "-":
        assert not found
    else:
        assert found <= set(expected.split("|"))
        assert found


def codes_of(text: str) -> list[str]:
    return [one.code for one in lint(extraction_of_text(text), PACK)]


@pytest.mark.parametrize(
    "text",
    [
        "满意的占62%，基本满意的占31%，不满意的占7%。",
        "优秀占33.3%，合格占33.3%，不合格占33.4%。",
        "认为交通便利的占80%，认为绿化良好的占75%，不了解的占12%。",
        "知晓占60%，不满意占50%。",
    ],
)
def test_answers_that_do_not_exclude_one_another_or_make_a_hundred_are_none(text: str) -> None:
    assert "share" not in codes(text + "\n")


def test_what_was_asked_for_by_a_day_to_come_is_none() -> None:
    head = "东山县人民政府办公室关于开展排查的通知\n东政办〔2024〕18号\n各乡镇人民政府：\n"
    tail = "\n东山县人民政府办公室\n2024年3月15日\n"
    assert codes_of(head + "请各乡镇于2024年2月底前报送名单。" + tail) == ["deadline-before-issue"]
    assert codes_of(head + "请各乡镇于2024年4月底前报送名单。" + tail) == []
    assert codes_of(head + "县里已于2024年2月底前报送名单。" + tail) == []


def test_parts_told_in_a_bracket_end_with_it() -> None:
    assert "sum" not in codes("总分为100分（其中笔试85分，实验15分），附加题20分。\n")
    assert "sum" in codes("总分为100分（其中笔试85分，实验25分），附加题20分。\n")


def test_rounded_numbers_may_miss_their_sum() -> None:
    assert "sum" not in codes("总投资191.7亿元，其中固定资产172.54亿元、成本18.31亿元、股权0.84亿元。\n")
    assert "sum" in codes("总投资191.7亿元，其中固定资产172.54亿元、成本28.31亿元、股权0.84亿元。\n")


def test_changes_are_no_parts_of_a_whole() -> None:
    assert "sum" not in codes("费用86亿元，其中分公司82亿元，同比增加27亿元；子公司3亿元。\n")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("入学率由85%提高到95%，提高8个百分点。", True),
        ("入学率由85%提高到95%，提高10个百分点。", False),
        ("总产值由2020年的1.2万元增加到2024年的1.5万元，增长25%。", False),
        ("总产值由2020年的12亿元增加到2024年的15亿元，增长35%。", True),
        ("养殖场由120个减少到90个，减少25%。", False),
        ("产量由2020年的50万吨增加到80万吨，年均增长12.5%。", False),
    ],
)
def test_a_rise_that_is_not_what_its_numbers_make(text: str, found: bool) -> None:
    assert ("growth" in codes(text + "\n")) == found


def test_periods_end_after_they_begin() -> None:
    assert "period" in codes("实施时间为2024年6月至2024年3月。\n")
    assert "period" not in codes("实施时间为2024年6月至2025年3月。\n")
    assert "period" not in codes("实施时间为2024年6月—2024年。\n")


def test_references_to_articles_are_no_articles() -> None:
    assert codes("第三十八条 甲。\n第三十四条、第三十六条之处罚从其规定。\n第三十九条 乙。\n") == []


def test_items_counted_in_words_are_as_many_as_announced() -> None:
    items = "一是供水；二是排水；三是供电；四是供气"
    (found,) = lint(extraction_of_text(HEAD + f"实施改造等5项工程：{items}。\n"), PACK)
    assert (found.code, found.because) == ("count", "写明5项，列出的有4项。")
    assert codes(f"实施改造等4项工程：{items}。\n") == []
    assert codes("抓好五项工作：一是供水；二是排水；三是供电。\n四是供气。\n五是供热。\n") == []


def test_parts_are_summed_in_their_own_unit() -> None:
    text = "全市改造小区98个，惠及居民3.1万户，其中东区35个、南区33个、西区32个。\n"
    assert "sum" in codes(text)
    assert "sum" not in codes(text.replace("98", "100"))


def test_the_goals_of_the_year_do_not_bind_the_tasks_of_a_policy() -> None:
    text = (
        "一、目标任务\n2022年，全市城镇新增就业2.2万人。\n二、主要任务\n"
        "（一）开发岗位。2022—2024年每年开发公益性岗位不少于800个。（市人社局负责）\n"
        "（二）扶持创业。到2024年末，扶持青年创业1000人。（市人社局负责）\n甲市人民政府\n2022年7月22日\n"
    )
    title = "甲市促进就业的实施意见\n"
    found = lint(extraction_of_text(title + text), PACK)
    assert "task-after-goal" not in [one.code for one in found]
    found = lint(extraction_of_text("甲市2022年促进就业工作方案\n" + text), PACK)
    assert "task-after-goal" in [one.code for one in found]
