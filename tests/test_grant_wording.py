"""How rules of subsidy and pages of questions and answers word money: who pays, per what, in which case, whom."""

from __future__ import annotations

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某县就业补贴实施办法\n一、补贴标准\n"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n", issued="2023-06").commitments)


def told(text: str, head: str = PLAN) -> list[tuple[str, str | None, str]]:
    return [(row.indicator, row.subject, f"{row.value}{row.unit}") for row in rows(text, head)]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("对购置新能源客车的公司，市财政每辆补贴6万元。", "购置新能源客车的公司每辆补贴"),
        ("新建冷藏库，县级财政按每立方米补助200元。", "新建冷藏库每立方米补助"),
        ("对新认定的星级民宿，由区财政一次性奖励5万元。", "新认定的星级民宿一次性奖励"),
        ("贷款利息由财政贴息50%。", "贷款贴息比例"),
        ("对毕业5年内的高校毕业生，每人每年给予生活补贴1万元。", "毕业5年内的高校毕业生每人生活补贴"),
    ],
)
def test_who_pays_is_no_part_of_what_is_paid(text: str, indicator: str) -> None:
    assert [row.indicator for row in rows(text)] == [indicator]


def test_money_that_a_level_of_government_gives_keeps_its_name() -> None:
    assert told("2023年下达省级财政补助资金3000万元。") == [("省级财政补助资金", None, "30000000元")]


def test_sums_that_differ_by_the_number_of_persons_are_of_one_grant() -> None:
    assert told(
        "机构吸纳10人以下的按每人500元、10人至30人的按每人600元、30人以上的按每人800元的标准给予岗位补贴。"
    ) == [
        ("岗位补贴", "10人以下", "500元"),
        ("岗位补贴", "10人至30人", "600元"),
        ("岗位补贴", "30人以上", "800元"),
    ]


def test_cases_of_which_the_clause_before_tells_are_the_subjects_of_what_is_paid() -> None:
    assert told("车长6米至8米的，每车每年补助4万元；8米至10米的，每车每年补助6万元。") == [
        ("每车补助", "车长6米至8米", "40000元"),
        ("每车补助", "8米至10米", "60000元"),
    ]


def test_classes_before_one_verb_of_paying_share_it() -> None:
    assert told("特级教师每人每年补助6000元，骨干教师每人每年补助3000元。") == [
        ("每人补助", "特级教师", "6000元"),
        ("每人补助", "骨干教师", "3000元"),
    ]
    assert told("取得初级证书的补贴1000元，取得高级证书的补贴2000元。") == [
        ("补贴", "取得初级证书", "1000元"),
        ("补贴", "取得高级证书", "2000元"),
    ]


def test_a_standard_is_set_class_by_class() -> None:
    assert told("技能培训补贴标准为初级工1000元，中级工1500元。") == [
        ("技能培训补贴标准", "初级工", "1000元"),
        ("技能培训补贴标准", "中级工", "1500元"),
    ]


def test_the_share_that_is_paid_back_is_no_verb_cut_in_half() -> None:
    assert told("对参保企业返还失业保险费，大型企业返还30%，中小微企业返还60%。") == [
        ("返还比例", "大型企业", "30%"),
        ("返还比例", "中小微企业", "60%"),
    ]
    (one, _) = rows("大型企业按上年度缴费额的30%返还，中小微企业按60%返还。")
    assert (one.indicator, one.subject) == ("缴费额返还比例", "大型企业")


def test_who_may_ask_for_so_much_is_the_subject_of_the_limit() -> None:
    found = rows("申请小额贷款，个人最高可贷30万元，小微企业最高可申请400万元，贷款期限分别不超过3年和2年。")
    assert [(row.indicator, row.subject, row.op, row.value) for row in found] == [
        ("小额贷款额度", "个人", "<=", 300000),
        ("小额贷款额度", "小微企业", "<=", 4000000),
        ("贷款期限", "个人", "<=", 3),
        ("贷款期限", "小微企业", "<=", 2),
    ]


def test_an_answer_is_told_of_what_its_question_asks() -> None:
    page = "某市医保政策问答\n"
    assert told("问：医疗救助年度限额是多少？\n答：特困人员为5万元，低保对象为3万元。", page) == [
        ("医疗救助年度限额", "特困人员", "50000元"),
        ("医疗救助年度限额", "低保对象", "30000元"),
    ]
    (row,) = rows("2.助学贷款额度是多少？\n答：每人最高1.6万元。", page)
    assert (row.indicator, row.op) == ("助学贷款额度", "<=")
    assert "indicator-from-heading" in {doubt.code for doubt in row.doubts}


def test_an_answer_that_names_what_it_counts_leaves_the_question_alone() -> None:
    page = "某市医保政策问答\n"
    assert told("问：参保人数是多少？\n答：医保基金收入6亿元。", page) == [("医保基金收入", None, "600000000元")]


def test_a_class_that_its_size_names_is_the_subject_of_a_rate() -> None:
    assert told("职工30人（含）以下的企业，裁员率不超过20%。") == [("裁员率", "职工30人（含）以下的企业", "20%")]


def test_what_is_paid_since_a_day_is_paid_from_then_on() -> None:
    found = rows("2023年1月1日起新入职的教师，每人每月补贴300元。", "某县政策问答\n2023年5月10日\n")
    assert [row.status for row in found] == ["pledged"]


@pytest.mark.parametrize(
    ("text", "indicator", "subjects"),
    [
        ("牦牛、藏羊规模养殖比重分别提高到45%、52%。", "规模养殖比重", ["牦牛", "藏羊"]),
        ("柑橘、茶叶标准化种植面积分别达到5万亩、3万亩。", "标准化种植面积", ["柑橘", "茶叶"]),
        ("公办园、普惠性民办园收费标准分别为400元、800元。", "收费标准", ["公办园", "普惠性民办园"]),
        ("县道、乡道养护补助标准分别为每公里1万元、5000元。", "养护补助标准", ["县道", "乡道"]),
        ("体育、美育特色学校占比分别达到80%、60%。", "特色学校占比", ["体育", "美育"]),
        ("畜牧业、种植业产值比重分别调整到55%、40%。", "产值比重", ["畜牧业", "种植业"]),
    ],
)
def test_the_noun_that_classes_share_is_taken_whole(text: str, indicator: str, subjects: list[str]) -> None:
    found = rows(text)
    assert [row.subject for row in found] == subjects
    assert {row.indicator for row in found} == {indicator}


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("创建国家级示范社20家、省级示范社80家。", ["国家级示范社", "省级示范社"]),
        (
            "农村最低生活保障标准提高到每年5400元，城市最低生活保障标准提高到每月650元。",
            ["农村最低生活保障标准", "城市最低生活保障标准"],
        ),
        ("中央资金7930万元、省级资金3615万元。", ["中央资金", "省级资金"]),
    ],
)
def test_names_that_begin_with_a_class_share_no_indicator(text: str, indicators: list[str]) -> None:
    assert [(row.indicator, row.subject) for row in rows(text)] == [(name, None) for name in indicators]


def test_a_level_of_persons_is_shared_by_its_classes() -> None:
    assert told("小学班额不超过45人，初中班额不超过50人。") == [("班额", "小学", "45人"), ("班额", "初中", "50人")]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("选聘护林员500名，每人每月补助800元。", ["选聘护林员", "护林员每人补助"]),
        ("公益管护员岗位总数稳定在1.5万个，每人每月报酬不低于1800元。", ["公益管护员岗位总数", "公益管护员每人报酬"]),
    ],
)
def test_what_each_gets_is_named_by_those_who_were_counted(text: str, indicators: list[str]) -> None:
    assert [row.indicator for row in rows(text)] == indicators


def test_a_page_of_answers_alone_cites_no_other_document() -> None:
    page = "某市就业政策问答\n2023年5月8日\n问：今年的目标是什么？\n"
    assert [row.restated for row in rows("答：2023年全市城镇新增就业1.3万人以上。", page)] == [False]


def test_classes_that_leave_the_verb_out_are_paid_the_same() -> None:
    assert told("博士研究生每人每月补贴3000元，硕士研究生每人每月1500元，本科生每人每月800元。") == [
        ("每人补贴", "博士研究生", "3000元"),
        ("每人补贴", "硕士研究生", "1500元"),
        ("每人补贴", "本科生", "800元"),
    ]


def test_a_label_of_a_standard_is_shared_by_the_classes_behind_it() -> None:
    assert told("技能培训补贴标准为：初级工1000元/人，中级工1500元/人。") == [
        ("技能培训补贴标准", "初级工", "1000元/人"),
        ("技能培训补贴标准", "中级工", "1500元/人"),
    ]


def test_ages_below_a_question_are_those_who_are_paid() -> None:
    page = "某县民政问答\n问：高龄津贴标准是多少？\n"
    assert told("答：80至89周岁每人每月50元，90至99周岁每人每月100元。", page) == [
        ("高龄津贴标准", "80至89周岁", "50元"),
        ("高龄津贴标准", "90至99周岁", "100元"),
    ]


def test_the_cases_of_a_series_of_items_are_their_subjects() -> None:
    items = "（一）罚款在15万元以下的，按1500元奖励；\n（二）罚款在15万元以上的，50万元以下的，按罚款的1%奖励；\n"
    items += "（三）罚款在50万元以上的，按罚款的2%奖励；\n（四）罚款在500万元以上的，按9000元奖励。"
    found = extraction_of_text("某市举报奖励办法\n第七条 按照以下标准给予奖励：\n" + items).commitments
    assert [(row.subject, row.value) for row in found if row.subject] == [
        ("罚款在15万元以下", 1500),
        ("罚款在15万元以上的，50万元以下", 1),
        ("罚款在50万元以上", 2),
        ("罚款在500万元以上", 9000),
    ]
