"""How plans, replies and news of schools word their numbers: places, rates by year, tasks, classes of schools."""

from __future__ import annotations

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某市教育发展实施方案\n一、重点任务\n"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n", issued="2019-06").commitments)


def test_a_share_before_a_year_is_no_comparison_with_it() -> None:
    found = rows("公办园占比2019年底达到30%、2020年底达到50%。")
    assert [(row.value, row.deadline, row.baseline) for row in found] == [(30, "2019-12", None), (50, "2020-12", None)]


def test_the_task_that_a_level_belongs_to_is_not_what_is_measured() -> None:
    assert rows("实现普惠性幼儿园覆盖率达到80%的任务。")[0].indicator == "普惠性幼儿园覆盖率"


@pytest.mark.parametrize("words", ["全市新增20个停车场。", "再新增20个停车场。"])
def test_what_is_new_is_said_so(words: str) -> None:
    assert rows(words)[0].indicator == "新增停车场"


def test_the_size_of_the_places_meant_is_no_row() -> None:
    (row,) = rows("30万人口以上的县至少建成1所特殊教育学校。")
    assert (row.indicator, row.op, row.value) == ("特殊教育学校", ">=", 1)


def test_who_a_reply_is_addressed_to_is_not_counted() -> None:
    assert rows("姜某（等10位）代表：", head="") == []


def test_what_is_counted_behind_each_kind_of_school_is_its_own() -> None:
    found = rows("目前，全镇有初级中学1所，在校生1290人，小学9所，在校生2410人。")
    assert [(row.indicator, row.subject) for row in found] == [
        ("初级中学", None),
        ("在校生", "初级中学"),
        ("小学", None),
        ("在校生", "小学"),
    ]


def test_a_count_before_a_verb_is_not_what_the_verb_tells_of() -> None:
    found = rows("12所幼儿园新增学位4410个，17所中小学新增学位27000个。")
    assert [(row.indicator, row.subject, row.value) for row in found] == [
        ("幼儿园", None, 12),
        ("新增学位", "幼儿园", 4410),
        ("中小学", None, 17),
        ("新增学位", "中小学", 27000),
    ]


def test_owners_of_one_rate_are_its_subjects() -> None:
    found = rows("到2022年，各行业产业的专业覆盖率达到75%以上，其中，支柱产业的专业覆盖率达到100%。")
    assert [(row.indicator, row.subject) for row in found] == [
        ("专业覆盖率", "各行业产业"),
        ("专业覆盖率", "支柱产业"),
    ]


def test_a_bracket_that_corrects_a_number_is_not_spoken_of_after_it() -> None:
    found = rows("2018年学校建设资金达到4.9亿元（不包括某镇投资0.5亿元），比上年增长32.6%。")
    assert found[-1].indicator == "学校建设资金"


def test_a_date_told_in_a_bracket_is_of_the_numbers_in_it() -> None:
    found = rows("“十三五”规划实施以来，公开招聘教师418名（其中2018年引进硕士研究生76名）。")
    assert [(row.value, row.deadline) for row in found] == [(418, None), (76, "2018")]


def test_what_runs_from_a_year_on_is_promised_where_no_date_says_otherwise() -> None:
    (row, *_) = extraction_of_text(
        "从2009年起，市财政每年安排专项资金2000万元。到2012年，覆盖率达到80%。\n"
    ).commitments
    assert (row.status, row.recurrence) == ("pledged", "每年")


def test_news_promises_where_its_sentence_does() -> None:
    text = "2015-01-23\n记者获悉，我省将加快发展学前教育，今年新建幼儿园280所。五年来已投入34亿元。\n"
    assert [row.status for row in extraction_of_text(text).commitments] == ["pledged", "achieved"]


def test_schools_named_as_examples_are_no_part_of_what_is_counted() -> None:
    assert rows("撤并县职业中学等11所学校。")[0].indicator == "撤并学校"


def test_what_part_of_the_counted_is_comes_behind_the_number() -> None:
    found = rows("完成9所民办园转公（其中8所为城区幼儿园）。")
    assert [row.indicator for row in found] == ["民办园转公", "城区幼儿园"]


def test_a_verb_alone_counts_what_was_counted_by_its_measure() -> None:
    found = rows("用于83所幼儿园的改建，改建面积86420平方米，已经验收57所。")
    assert found[-1].indicator == "验收幼儿园的改建"


def test_a_kind_of_school_beside_its_pupils_is_their_subject() -> None:
    found = rows(
        "目前，有中等职业学校341所（其中技工学校61所）、在校生55.8万人（其中技工学校6.1万人），高职院校48所、在校生31.9万人。"
    )
    assert [(row.indicator, row.subject) for row in found if row.unit == "人"] == [
        ("在校生", "中等职业学校"),
        ("在校生", "技工学校"),
        ("在校生", "高职院校"),
    ]


def test_parts_of_a_count_go_on_behind_its_share() -> None:
    found = rows("新增学位9800个，占全市新增学位近三成。其中河东区3480个，河西区6320个。")
    assert [(row.indicator, row.scope) for row in found[2:]] == [("新增学位", "河东区"), ("新增学位", "河西区")]


def test_public_and_affordable_schools_share_no_indicator_out() -> None:
    found = rows("公办幼儿园在园幼儿占比达到50%，普惠性幼儿园在园幼儿占比达到80%。")
    assert [(row.indicator, row.subject) for row in found] == [
        ("公办幼儿园在园幼儿占比", None),
        ("普惠性幼儿园在园幼儿占比", None),
    ]


@pytest.mark.parametrize(
    ("words", "indicators"),
    [
        ("完成新建732个、改扩建2086个中小学项目。", ["新建中小学项目", "改扩建中小学项目"]),
        ("新建小学3所、初中2所。", ["新建小学", "新建初中"]),
        ("公办园连年增长，占比达到74%。", ["公办园占比"]),
    ],
)
def test_verbs_and_things_are_shared_by_numbers_beside_each_other(words: str, indicators: list[str]) -> None:
    assert [row.indicator for row in rows(words)] == indicators


def test_a_verb_said_twice_has_the_object_that_it_had_before() -> None:
    found = rows("面向社会公开招聘中小学教师，累计招聘1790人。")
    assert [row.indicator for row in found] == ["招聘中小学教师"]


def test_years_of_schooling_grow_by_years() -> None:
    found = rows("人均受教育年限达到12年，比2010年增加2.1年。")
    assert [(str(row.value), row.change, row.baseline) for row in found] == [
        ("12", None, None),
        ("2.1", "increase", "2010"),
    ]


def test_whom_a_grant_is_for_stands_before_so_much_for_each() -> None:
    found = rows("对寄宿制学校按每生每年300元标准给予补助。对普惠性民办园按每生每年不少于300元给予奖补。")
    assert [(row.indicator, row.subject, row.recurrence) for row in found] == [
        ("寄宿制学校补助", None, "每年"),
        ("普惠性民办园奖补", None, "每年"),
    ]


def test_words_behind_a_number_of_meetings_go_on_about_them() -> None:
    found = rows("召开常委会会议6次、专题会议14次研究整改工作。", "某市关于巡视整改进展情况的通报\n")
    assert [row.indicator for row in found] == ["召开常委会会议", "专题会议"]


def test_problems_that_were_dealt_with_are_counted() -> None:
    (done,) = rows("反馈的38个问题已完成整改31个。", "某市关于巡视整改进展情况的通报\n")
    assert (done.indicator, done.value, done.status) == ("完成整改的问题", 31, "achieved")


def test_sizes_of_enterprises_share_a_rate() -> None:
    found = rows("大型企业返还比例为30%，中小微企业为60%。")
    assert [(row.indicator, row.subject) for row in found] == [("返还比例", "大型企业"), ("返还比例", "中小微企业")]


def test_a_school_behind_its_number_of_classes_is_what_is_built() -> None:
    found = rows("建设1所9个班以上的幼儿园。新建1所36个班规模的小学。")
    assert [(row.subject, row.indicator, row.op, row.value) for row in found] == [
        (None, "幼儿园", "=", 1),
        ("幼儿园", "班数", ">=", 9),
        (None, "新建小学", "=", 1),
        ("小学", "班数", "=", 36),
    ]


@pytest.mark.parametrize(
    ("text", "scope", "indicator", "op"),
    [
        ("每所乡镇中心校至少配备音乐、体育、美术专职教师各1名。", "每所乡镇中心校", "音乐、体育、美术专职教师", ">="),
        ("每校至少配备专职心理健康教师1名。", "每校", "专职心理健康教师", ">="),
        ("每个社区卫生服务中心应配备全科医生2名。", "每个社区卫生服务中心", "全科医生", "="),
        ("每个县（市、区）建设1所特教学校。", "每个县（市、区）", "特教学校", "="),
    ],
)
def test_who_each_has_so_many_is_the_scope_and_at_least_reaches_over_a_list(
    text: str, scope: str, indicator: str, op: str
) -> None:
    (row,) = rows(text)
    assert (row.scope, row.indicator, row.op) == (scope, indicator, op)


def test_a_part_of_what_is_counted_lies_in_a_kind_of_place() -> None:
    found = rows("新建公办园12所，其中城区5所、乡镇7所。新增停车位3500个，其中中心城区1000个。涉及乡镇12个。")
    assert [(row.indicator, row.subject, row.scope) for row in found] == [
        ("新建公办园", None, None),
        ("新建公办园", "城区", None),
        ("新建公办园", "乡镇", None),
        ("新增停车位", None, None),
        ("新增停车位", None, "中心城区"),
        ("涉及乡镇", None, None),
    ]


@pytest.mark.parametrize("joint", ["：", "分别为：", "为："])
def test_a_measure_before_a_colon_is_of_the_classes_behind_it_and_not_the_row_before(joint: str) -> None:
    found = rows(f"全县有教职工6510人，专任教师学历合格率{joint}小学100%、初中99.6%。")
    assert [(row.indicator, row.subject) for row in found] == [
        ("教职工", None),
        ("专任教师学历合格率", "小学"),
        ("专任教师学历合格率", "初中"),
    ]


def test_a_share_is_named_without_the_words_of_striving_before_its_level() -> None:
    found = rows("保障性租赁住房占新增住房供应总量的比例力争达到30%以上。配套用地占总用地面积的上限由7%提高到15%。")
    assert [(row.indicator, row.value) for row in found] == [
        ("保障性租赁住房占新增住房供应总量的比例", 30),
        ("配套用地占总用地面积的上限", 15),
    ]


def test_the_year_of_a_part_does_not_date_what_follows_the_whole() -> None:
    goals = (
        "一、主要目标\n到2025年，居住品质显著提升。具体指标是：\n"
        "——全市建成公租房1.2万套，其中2022年完成2600套。保障家庭达到4200户。\n"
        "——改造老旧小区58个，其中2023年改造20个；加装电梯60台。\n"
    )
    found = [row for row in rows(goals, "某市住房发展规划\n") if row.value is not None]
    assert [(row.value, row.deadline, row.status) for row in found] == [
        (12000, "2025", "pledged"),
        (2600, "2022", "pledged"),
        (4200, "2025", "pledged"),
        (58, "2025", "pledged"),
        (20, "2023", "pledged"),
        (60, "2025", "pledged"),
    ]


def test_a_plan_reports_of_its_forerunner_and_of_what_is_wanting() -> None:
    text = (
        "一、“十三五”以来工作开展情况\n（一）规划执行情况\n新建校舍5万平方米，营养改善计划每年惠及学生3万人。\n"
        "（二）存在的主要问题\n教师缺额418人。\n二、发展目标\n新建学校3所。\n"
    )
    found = rows(text, "某县“十四五”教育发展规划\n")
    assert [(row.value, row.status) for row in found] == [
        (50000, "achieved"),
        (30000, "achieved"),
        (418, "achieved"),
        (3, "pledged"),
    ]


def test_who_or_what_kind_has_a_part_is_its_subject() -> None:
    found = rows(
        "规划总投资为3亿元，其中：建设类2亿元、采购类1亿元。新增床位500张，其中：县医院300张、中医院200张。"
        "毛入学率达到90%，其中学前教育85%、高中91%。医疗机构318个，其中医院9个。"
    )
    assert [(row.indicator, row.subject) for row in found] == [
        ("规划总投资", None),
        ("规划总投资", "建设类"),
        ("规划总投资", "采购类"),
        ("新增床位", None),
        ("新增床位", "县医院"),
        ("新增床位", "中医院"),
        ("毛入学率", None),
        ("毛入学率", "学前教育"),
        ("毛入学率", "高中"),
        ("医疗机构", None),
        ("医院", None),
    ]


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("2022年中小学“三个课堂”应用覆盖率达80%，2025年实现全覆盖。", "中小学“三个课堂”应用全覆盖"),
        ("到2023年，义务教育学校标准化率达到85%；2025年全部达标。", "义务教育学校标准化全部达标"),
        ("推进智慧校园建设，2025年实现全覆盖。", "智慧校园实现全覆盖"),
    ],
)
def test_what_is_reached_in_full_is_what_the_rate_before_is_of(text: str, outcome: str) -> None:
    assert [(row.indicator, row.deadline) for row in rows(text) if row.value is None] == [(outcome, "2025")]


@pytest.mark.parametrize(
    "text",
    ["新建城东三小、城东五中等学校5所。", "投资3亿元新建第一小学、第二小学等学校5所。", "新建实验中学等5所学校。"],
)
def test_names_of_some_of_the_schools_are_no_part_of_what_is_counted(text: str) -> None:
    assert [row.indicator for row in rows(text)][-1] == "新建学校"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("商品住房去化周期控制在12至18个月。", (12, 18), "个月"),
        ("办理时限压缩至3-5个工作日。", (3, 5), "个工作日"),
    ],
)
def test_a_length_of_time_that_is_a_level_may_be_a_range(text: str, value: tuple[int, int], unit: str) -> None:
    (row,) = rows(text)
    assert (row.op, row.value, row.unit) == ("range", value, unit)


def test_a_standard_that_is_raised_binds_where_nothing_looks_back() -> None:
    (row,) = rows("救助标准由每人每年1.8万元提高到2万元。", "某市住房规划政策解读\n一、标准如何确定？\n")
    assert (row.status, row.value) == ("pledged", 20000)
