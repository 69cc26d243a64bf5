"""How plans and opinions of cities word their tasks: for each place, on what terms, to whom, of how many years."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chengnuo.model import Commitment, Document
from chengnuo.outline import outline
from chengnuo.packs import load_pack
from chengnuo.pipeline import extraction_of_text
from chengnuo.spans import Rewrite

PLAN = "某市民生工程实施意见\n2012年3月1日\n"
POLICY = "某区人才扶持政策\n2020年4月1日\n"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n").commitments)


def names(text: str, head: str = PLAN) -> list[str]:
    return [row.indicator for row in rows(text, head)]


def codes(row: Commitment) -> set[str]:
    return {doubt.code for doubt in row.doubts}


# ------------------------------------------------------------ of which places


@pytest.mark.parametrize(
    ("text", "scope", "indicator"),
    [
        ("到2014年，各区（县级市）建有1所职业培训学校。", "各区（县级市）", "职业培训学校"),
        ("到2013年，各区（县级市）公办幼儿园占比达30%以上。", "各区（县级市）", "公办幼儿园占比"),
        ("到2015年，每个街（镇）有1所托老机构。", "每个街（镇）", "托老机构"),
        ("到2015年，每个居委会（行政村）建有1个健身点。", "每个居委会（行政村）", "健身点"),
        ("到2015年，每个行政村有1个活动站点。", "每个行政村", "活动站点"),
        ("到2015年，每个城镇社区拥有3个以上的社区组织。", "每个城镇社区", "社区组织"),
        ("到2013年，全部镇均建有1所公办幼儿园。", "全部镇", "公办幼儿园"),
    ],
)
def test_each_of_the_places_is_the_scope(text: str, scope: str, indicator: str) -> None:
    assert [(row.scope, row.indicator) for row in rows(text)] == [(scope, indicator)]


def test_the_places_that_have_to_do_it_are_no_part_of_the_outcome() -> None:
    assert [(row.scope, row.indicator) for row in rows("各区（县级市）要于2012年底前完成规划编制。")] == [
        ("各区（县级市）", "完成规划编制")
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("到2015年，1万名老年人以上的街道各建有1个托老中心。", [Decimal(1)]),
        ("到2027年，培育年产值超100亿元、竞争力较强的龙头企业2家。", [Decimal(2)]),
        ("省道107项目即将竣工。", []),
        ("到2025年，沿海各市配备至少1艘300吨级以上监测船舶。", [Decimal(1)]),
        ("到2025年，建成5万吨级泊位3个。", [Decimal(3)]),
        ("对购买冰箱、洗衣机、电视、空调8类产品按照销售价格的20%予以补贴。", [Decimal(20)]),
        ("购买2.0升及以下排量乘用车补贴1.5万元。", [Decimal(15000)]),
        ("2011年，土地面积占全省总面积（48.5万平方公里）的2.95%。", [Decimal("2.95")]),
        ("出台人才新政十二条，引进人才500名。", [Decimal(500)]),
        ("投入1000万元（含）至5000万元（不含）/年的企业，给予一次性补助200万元。", [Decimal(2000000)]),
    ],
)
def test_a_number_that_says_which_is_none_of_the_plan(text: str, values: list[Decimal]) -> None:
    assert [row.value for row in rows(text) if row.value_span] == values


def test_places_by_how_many_live_there_make_no_count() -> None:
    assert not [row for row in rows("到2015年，10名以上孤寡老人且有需求的行政村都建有安居点。") if row.value_span]


# ------------------------------------------------------------ what is measured


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2015年，有就业意愿的毕业生就业率达到95%以上。", ["有就业意愿的毕业生就业率"]),
        ("到2015年，“充分就业社区”达标率达到70%以上。", ["充分就业社区达标率"]),
        ("到2015年，在孵企业6000家以上。", ["在孵企业"]),
        (
            "到2015年，培育5家年收入过百亿元、2家年收入达500亿元的高新技术企业。",
            ["年收入过百亿元的高新技术企业", "年收入达500亿元的高新技术企业"],
        ),
        ("医院应于目录更新后30天内，组织入院评估。", ["组织入院评估时限"]),
        ("2012年，保障资金投入6.3亿元。", ["保障资金投入"]),
        (
            "2011年，有2万名城镇居民、6万名农村居民得到最低生活保障。",
            ["得到最低生活保障的城镇居民", "得到最低生活保障的农村居民"],
        ),
        ("确保完成11个贫困县摘帽、500个贫困村退出的年度目标任务。", ["摘帽的贫困县", "退出的贫困村"]),
        ("到2015年，困难家庭毕业生实现100%就业。", ["困难家庭毕业生就业的比例"]),
        ("养老保险以上年度平均工资的60%为缴费基数。", ["养老保险缴费基数占平均工资的比例"]),
    ],
)
def test_the_name_is_whole(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text", ["到2015年，建成8个林果生产示范基地，机械化率达到60%。", "年度报销限额提高到4万元。", "个人缴纳1%。"]
)
def test_a_measure_in_general_is_doubted(text: str) -> None:
    assert "indicator-short" in codes(rows(text)[-1])


def test_a_measure_with_what_it_is_of_is_not_doubted() -> None:
    assert "indicator-short" not in codes(rows("到2015年，水稻耕种收综合机械化率达到60%。")[0])


# ------------------------------------------------------------ money for persons


def test_what_a_clause_gives_besides_is_for_the_same_persons() -> None:
    given = rows(
        "引进的领军人才，给予每人每年60万元的购房补贴，一次性安家补助100万元，每年发放12万元人才津贴。", POLICY
    )
    assert [(row.indicator, row.recurrence) for row in given] == [
        ("引进的领军人才购房补贴", "每年"),
        ("引进的领军人才一次性安家补助", None),
        ("引进的领军人才津贴", "每年"),
    ]


def test_a_remark_in_the_name_of_those_who_are_paid_is_left_out_whole() -> None:
    assert names("院士等顶尖人才（A类人才，类型详见附件），给予每年60万元的购房补贴。", POLICY) == [
        "院士等顶尖人才购房补贴"
    ]


def test_who_is_paid_what_is_given_at_the_end_of_its_clause() -> None:
    assert names("引进的博士研究生，给予每人一次性安家补助20万元。", POLICY) == ["引进的博士研究生一次性安家补助"]


def test_those_who_are_named_at_great_length_are_doubted() -> None:
    many = "、".join(f"{what}领域有突出贡献的中青年专家" for what in ("农业", "工业", "教育", "卫生", "文化"))
    assert "indicator-guessed" in codes(rows(f"{many}，给予一次性奖励10万元。", POLICY)[0])


def test_an_allowance_that_is_shared_out_has_its_name() -> None:
    assert names("入选的专家、教授，每年分别发放6万元、4万元的人才津贴。", POLICY) == ["人才津贴", "人才津贴"]


@pytest.mark.parametrize("text", ["可申请10万-100万的小额担保贷款。", "可申请10万至100万的小额担保贷款。"])
def test_a_range_without_a_unit_keeps_both_its_ends(text: str) -> None:
    assert [(row.value, row.unit, row.op) for row in rows(text)] == [
        ((Decimal(100000), Decimal(1000000)), "元", "range")
    ]


# ------------------------------------------------------------ kinds and times


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("重点培养不少于10名院士，不少于20名专家，不少于100名骨干。", ["amount", "amount", "amount"]),
        ("到2027年，新增注册证超500件。", ["amount"]),
        ("每年为65周岁以上的老年人提供1次体检。", ["norm"]),
        ("力争将审查时间压缩至3周以内。", ["norm"]),
    ],
)
def test_kinds_of_what_is_done_and_of_what_lasts(text: str, kinds: list[str]) -> None:
    assert [row.kind for row in rows(text)] == kinds


def test_rates_that_a_policy_sets_last_and_levels_that_it_aims_at_do_not() -> None:
    assert [row.kind for row in rows("基本医疗保险单位补贴6%，数字化率达到70%。", POLICY)] == ["norm", "target"]


def test_a_year_that_is_each_of_a_period_dates_nothing() -> None:
    assert rows("2012~2015年，困难家庭毕业生当年就业率达到100%。")[0].deadline == "2012/2015"
    assert rows("2012~2015年，困难家庭毕业生当年实现100%就业。")[0].deadline == "2012/2015"


@pytest.mark.parametrize(
    "text", ["2012年起5年内培训农民5万人。", "自2012年起5年内，培训农民5万人。", "从2012年起用五年时间培训农民5万人。"]
)
def test_a_term_that_runs_from_a_year_ends_in_its_last(text: str) -> None:
    assert [row.deadline for row in rows(text)] == ["2016"]


def test_what_a_meeting_promises_is_not_due_on_its_day() -> None:
    said = rows("2012年1月14日，某省在全省工作会议上提出：我省将确保新建学校50所。")
    assert [(row.indicator, row.deadline) for row in said] == [("新建学校", None)]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("到2025年，入海河流总氮浓度与2020年相比保持负增长。", "入海河流总氮浓度保持负增长"),
        ("到2025年，化肥使用量比2020年持续减少。", "化肥使用量持续减少"),
    ],
)
def test_what_an_outcome_is_compared_with_goes_whole(text: str, outcome: str) -> None:
    assert names(text) == [outcome]


def test_what_somebody_may_get_is_a_leave() -> None:
    assert [row.binding for row in rows("每位居民每类产品可补贴1件。", POLICY)] == ["encourage"]


def test_a_layout_is_no_body() -> None:
    text = "某新区总体布局\n\n到2020年，工业用地约30平方公里。\n"
    document = Document(source="t", format="text", text=text, sha256="", tables=())
    assert [part.issuer for part in outline(document, Rewrite(text), load_pack()).parts] == [None]
