"""What a number measures where a standard, a share of a whole or a grant names it, and which numbers only delimit."""

from __future__ import annotations

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

PLAN = "某县某工作实施方案\n"
SUMMARY = "某县某局2022年工作总结\n一、2022年工作完成情况\n2022年，"


def rows(text: str, head: str = PLAN) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n").commitments)


def told(text: str, head: str = PLAN) -> list[tuple[str, str | None, str]]:
    return [(row.indicator, row.subject, f"{row.value}") for row in rows(text, head)]


def names(text: str, head: str = PLAN) -> list[str]:
    return [row.indicator for row in rows(text, head)]


# ------------------------------------------------------------ standards, so much for each


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("城镇低保标准由目前的每人每月700元提高到每人每月不低于760元。", "城镇低保标准"),
        ("孤儿养育津贴每人每月提高20元。", "孤儿养育津贴"),
        ("特困人员照料标准每人每月分别为800元、900元。", "特困人员照料标准"),
        ("照料补贴标准按照不低于低保标准的1.3倍确定。", "照料补贴标准"),
    ],
)
def test_for_each_person_is_no_part_of_a_standard(text: str, indicator: str) -> None:
    assert set(names(text)) == {indicator}


def test_persons_behind_a_standard_are_whom_it_is_for() -> None:
    text = "补助标准为低保对象每人150元，五保供养对象每人250元。"
    assert told(text)[1] == ("补助标准", "五保供养对象", "250")


def test_persons_alone_are_no_name_of_a_sum() -> None:
    row = rows("农村特困人员由每人每月900元提高到930元。")[0]
    assert "indicator-unclear" in {doubt.code for doubt in row.doubts}


def test_the_sum_of_all_is_not_that_of_each() -> None:
    assert names("每人发放慰问资金800元，金额达16万元。", SUMMARY)[1] == "慰问资金金额"


def test_a_sum_without_a_noun_is_of_the_sum_before() -> None:
    text = "专项补助资金2亿元已下达到40个乡镇，每个乡镇500万元。"
    assert names(text, SUMMARY)[-1] == names(text, SUMMARY)[0]


# ------------------------------------------------------------ shares of a whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "城乡低保标准达到居民人均消费支出的26%和41%。",
            [("低保标准占居民人均消费支出的比例", "城镇", "26"), ("低保标准占居民人均消费支出的比例", "农村", "41")],
        ),
        (
            "完成投资3亿元，占年度投资5亿元的60%。",
            [("完成投资", None, "300000000"), ("完成投资占年度投资的比例", None, "60")],
        ),
        ("某路正在施工，已完成总工程量的30%。", [("总工程量完成率", None, "30")]),
    ],
)
def test_a_share_names_the_whole_that_it_is_of(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert told(text, SUMMARY) == expected


# ------------------------------------------------------------ whom a grant is for


def test_those_whom_the_clause_before_lists_get_one_sum_each() -> None:
    text = "对新认定为市级绿色工厂、绿色园区的单位，分别一次性给予40万元、20万元奖励。"
    assert told(text) == [("奖励", "市级绿色工厂", "400000"), ("奖励", "绿色园区", "200000")]


def test_bounds_of_tiers_delimit() -> None:
    text = "按年销售收入小于3000万元、3000万元至1亿元、1亿元以上三个档次，分别给予10万元、20万元、30万元奖励。"
    assert [value for _, _, value in told(text)] == ["100000", "200000", "300000"]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (
            "对新认定的示范企业给予一次性6万元奖励，通过复核的示范企业给予一次性最高3万元奖励。",
            ["新认定的示范企业奖励", "示范企业奖励"],
        ),
        ("为全省20万低保对象，拨付1亿元生活补助资金。", ["低保对象", "低保对象生活补助资金"]),
        ("为扶持薄弱村发展，县财政安排600万元专项扶持资金。", ["专项扶持资金"]),
        ("每培育1家示范企业，给予运营机构3万元奖励。", ["运营机构奖励"]),
        ("对达到收入5亿元以上、研发强度5%以上的“双优”企业，给予100万元奖励。", ["“双优”企业奖励"]),
        ("对20名驻村干部安排每人每年5000元的办公经费计10万元。", ["驻村干部", "驻村干部办公经费", "办公经费"]),
    ],
)
def test_a_grant_is_named_by_its_own_receivers(text: str, indicators: list[str]) -> None:
    assert names(text) == indicators


# ------------------------------------------------------------ reports


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("接受资助的学生有135人。", ["接受资助的学生"]),
        ("市养护中心计划新建停车场4处。", ["新建停车场"]),
        ("高标准农田4.4万亩建设任务已全面完成。", ["高标准农田建设任务"]),
        ("小麦单产400公斤比上年增长5%。", ["小麦单产", "小麦单产"]),
        ("露地蔬菜播面11万亩，年产量24万吨。", ["露地蔬菜播面", "露地蔬菜年产量"]),
        ("年出栏生猪26万头，存栏9万头。", ["年出栏生猪", "生猪存栏"]),
        ("两家万头猪场建成投产。", ["建成投产的万头猪场"]),
        ("列入示范村建设规划的200个行政村通过验收。", ["通过验收的行政村"]),
        ("建设者2万人奋战在建设现场。", ["奋战在建设现场"]),
        ("还有约2万居民未纳入供水工程。", ["未纳入供水工程的居民"]),
        ("其中护士居多（260人）。", ["护士"]),
        ("自开工以来累计完成投资4亿元。", ["完成投资"]),
        ("通过清洁能源改造可减少用煤量160万吨。", ["减少用煤量"]),
        ("项目竣工投产后将直接拉动超10亿元的下游产业。", ["下游产业"]),
        ("接种疫苗实现愿接尽接、培训养育照护师资300人次。", ["培训养育照护师资"]),
        ("发放慰问礼包7万人次、城镇新增就业3万人。", ["发放慰问礼包", "城镇新增就业"]),
        ("改造燃煤锅炉29家、65台共659蒸吨。", ["改造燃煤锅炉"] * 3),
        ("▶新增公共停车位800个。", ["新增公共停车位"]),
        ("01 新增充电桩示范小区10个。", ["新增充电桩示范小区"]),
        ("全国单位能耗同比不降反升0.09%。", ["单位能耗"]),
        ("全市单位能耗大体上将下降4%。", ["单位能耗"]),
        ("前四年全市用水总量累计下降15%。", ["用水总量"]),
        ("可再生能源比重到去年已达到9%。", ["可再生能源比重"]),
        ("保障性安居工程计划开工改造危旧房1250套。", ["开工改造危旧房"]),
        ("200名老年人患有慢性病。", ["患有慢性病的老年人"]),
        ("是全国5个粮食净调出大省之一，播种面积800万亩。", ["播种面积"]),
        ("已开工的小区129个。", ["开工的小区"]),
        ("市水利局共计排查违规行为124处。", ["排查违规行为"]),
        ("快递行业预计完成业务量34亿件。", ["快递行业业务量"]),
        ("其中有独立法人的公办幼儿园7所。", ["有独立法人的公办幼儿园"]),
        ("开工管理项目135个，前期项目27个，续建项目26个。", ["开工管理项目", "前期项目", "续建项目"]),
        ("在学总规模4万人。", ["在学总规模"]),
        ("投资总额锁定在24亿元以内。", ["投资总额"]),
        ("全区村民小组通畅率达97%。", ["村民小组通畅率"]),
        ("通过优化城区公交线路8条、更新巴士24辆。", ["优化城区公交线路", "更新巴士"]),
        ("新增公交线路2条、优化5条。", ["新增公交线路", "优化公交线路"]),
        ("今年计划整治道路隐患754处，已完成整治485处。", ["整治道路隐患", "完成整治道路隐患"]),
        ("36个中心城市完成公共交通客运量529亿人次。", ["中心城市", "中心城市公共交通客运量"]),
        ("各直辖市要将企业开办时间压缩一半以上。", ["企业开办时间"]),
        ("109个扶贫基地复工吸纳1623名贫困人口就业。", ["复工的扶贫基地", "就业的贫困人口"]),
        ("63家民营企业先后投入337万元。", ["民营企业", "民营企业先后投入"]),
        ("对618户贫困户开展4轮逐户督查。", ["贫困户", "逐户督查"]),
        ("新建的大型灌区预计可新增灌溉面积150万亩。", ["新建的大型灌区新增灌溉面积"]),
        ("引进亿元以上省外项目资金219亿元。", ["引进亿元以上省外项目资金"]),
    ],
)
def test_reports_name_things_and_not_what_is_told_beside_them(text: str, indicators: list[str]) -> None:
    assert names(text, SUMMARY) == indicators


def test_what_is_told_of_the_last_of_a_list_is_told_of_all() -> None:
    text = "完成11座加油站、3座储油库和39辆油罐车的油气回收治理。"
    assert names(text, SUMMARY) == [f"{thing}的油气回收治理" for thing in ("加油站", "储油库", "油罐车")]
    assert names("99%的乡镇、92%的社区建成文化服务中心。", SUMMARY) == [
        "乡镇建成文化服务中心的比例",
        "社区建成文化服务中心的比例",
    ]


def test_sums_are_of_what_is_named_behind_them_respectively() -> None:
    text = "按每人每月300元、200元的标准分别发放班主任津贴、乡村教师津贴。"
    assert told(text) == [("班主任津贴", None, "300"), ("乡村教师津贴", None, "200")]


def test_a_verb_before_a_list_is_of_all_and_no_part_of_the_first() -> None:
    shared = [("淘汰落后产能", "炼铁", "60000"), ("淘汰落后产能", "水泥", "40000")]
    assert told("累计淘汰炼铁、水泥落后产能分别达到6万吨、4万吨。", SUMMARY) == shared
    assert told("分别淘汰炼铁、水泥落后产能6万吨、4万吨。", SUMMARY) == shared


def test_what_points_differ_from_is_no_level_and_no_change() -> None:
    found = rows("良种覆盖率达75%，比全国高20个百分点；机械化率达85%，快于东部地区3个百分点。", SUMMARY)
    gaps = [row for row in found if row.unit == "个百分点"]
    assert [(row.indicator, row.change) for row in gaps] == [("良种覆盖率", None), ("机械化率", None)]
    assert all("compared-with-others" in {doubt.code for doubt in row.doubts} for row in gaps)


def test_parts_of_a_country_that_share_a_word_are_each_named() -> None:
    text = "中、西部地区工业增加值比上年分别增长7%和8%。"
    assert told(text, SUMMARY) == [("工业增加值", "中部地区", "7"), ("工业增加值", "西部地区", "8")]


def test_on_what_terms_it_is_given_is_no_part_of_a_grant() -> None:
    assert names("连续经营6个月以上的给予一次性创业补贴5000元。") == ["一次性创业补贴"]


def test_shares_of_two_wholes_are_of_one_part_each() -> None:
    text = "快递支撑网络零售额超4万亿元，占社会消费品零售总额比重达25%，占商品零售额的27%。"
    assert names(text, SUMMARY)[1:] == [
        "快递支撑网络零售额占社会消费品零售总额比重",
        "快递支撑网络零售额占商品零售额的比例",
    ]


def test_a_share_without_its_part_is_doubted() -> None:
    row = rows("网上零售额增长7%；占社会消费品零售总额的比重为24%。", SUMMARY)[1]
    assert "indicator-elsewhere" in {doubt.code for doubt in row.doubts}


def test_deeds_found_are_counted_and_no_level() -> None:
    assert [row.kind for row in rows("排查违规行为124处。")] == ["amount"]


def test_what_is_paid_before_hand_is_named_and_not_only_its_whole() -> None:
    assert names("按不低于合同金额的30%提前预付款项。") == ["预付款项占合同金额的比例"]


def test_a_level_changed_is_no_longer_the_former() -> None:
    assert names("原估算总投资为5亿元，现调整为6亿元。")[1] == "估算总投资"


def test_more_and_less_income_are_changes_of_the_income() -> None:
    found = rows("税收收入8103万元，比上年增收1284万元；非税收入6524万元，比上年减收354万元。", SUMMARY)
    assert [(row.indicator, row.change) for row in found] == [
        ("税收收入", None),
        ("税收收入", "increase"),
        ("非税收入", None),
        ("非税收入", "decrease"),
    ]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("新增千亿元地级市3个。", ["3"]),
        ("超10亿元的有甲、乙、丙3个项目。", ["3"]),
        ("工程由10套主装置和公用系统组成，总投资2亿元。", ["200000000"]),
        ("完成年初预算数6亿元的40%。", ["40"]),
        ("共淘汰锅炉572台，占年度任务（1026台）的55%。", ["572", "55"]),
        ("推进60万吨乙烯项目建设。", []),
    ],
)
def test_numbers_that_delimit_are_passed_by(text: str, values: list[str]) -> None:
    assert [f"{row.value}" for row in rows(text, SUMMARY)] == values


def test_those_who_gain_are_counted_and_do_not_rise() -> None:
    assert [row.change for row in rows("带动贫困户增收2万余户。", SUMMARY)] == [None]


def test_examples_that_only_lead_up_to_their_count_are_doubted() -> None:
    found = rows("改造危桥20座，已改造完成某某大桥等15座。", SUMMARY)[1]
    assert "indicator-unclear" in {doubt.code for doubt in found.doubts}


def test_the_size_in_a_name_is_doubted() -> None:
    named = rows("某公司80万吨/年乙烯装置改造项目已入库。", SUMMARY)[0]
    built = rows("建成100万千瓦光伏项目。", SUMMARY)[0]
    assert "indicator-guessed" in {doubt.code for doubt in named.doubts}
    assert "indicator-guessed" not in {doubt.code for doubt in built.doubts}
