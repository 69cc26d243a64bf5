"""What summaries, bulletins and plans say their numbers measure: told of things, shared out, beside remarks."""

from __future__ import annotations

import pytest

from chengnuo.model import Commitment
from chengnuo.pipeline import extraction_of_text

SUMMARY = "某县某局2022年工作总结\n一、2022年工作完成情况\n2022年，"


def rows(text: str, head: str = SUMMARY) -> list[Commitment]:
    return list(extraction_of_text(head + text + "\n").commitments)


def names(text: str, head: str = SUMMARY) -> list[str]:
    return [row.indicator for row in rows(text, head)]


def shared(text: str) -> list[tuple[str, str | None, str]]:
    return [(row.indicator, row.subject, f"{row.value}") for row in rows(text)]


# ------------------------------------------------------------ what is told of things counted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("堤防加固等12处防洪工程加快推进。", ["加快推进的防洪工程"]),
        ("9个乡镇遭受冰雹袭击。", ["遭受冰雹袭击的乡镇"]),
        ("4所敬老院动工建设。", ["动工建设的敬老院"]),
        ("16个30户以上自然村未通硬化路。", ["未通硬化路的30户以上自然村"]),
        ("35家事业单位向社会开放停车场。", ["向社会开放停车场的事业单位"]),
        ("18个村整村脱贫。", ["整村脱贫的村"]),
        ("7个事项超序时进度，3个事项正在积极推进。", ["超序时进度的事项", "正在推进的事项"]),
        ("投保农户40户申请理赔。", ["申请理赔的投保农户"]),
        ("重点项目11个竣工投产。", ["竣工投产的重点项目"]),
        ("40家医院与高校签订了合作协议。", ["与高校签订合作协议的医院"]),
        ("8所学校开展心理健康教育试点。", ["心理健康教育试点学校"]),
        ("82项业务实现一窗通办，45项服务事项进驻大厅。", ["实现一窗通办的业务", "进驻大厅的服务事项"]),
        ("为300名残疾人免费适配辅助器具，扶持40名残疾人自主创业。", ["免费适配辅助器具的残疾人", "自主创业的残疾人"]),
        ("81个贫困村有效退出，207个村有扶贫任务。", ["有效退出的贫困村", "有扶贫任务的村"]),
        ("94个社区建有健身场地设施。", ["建有健身场地设施的社区"]),
        ("198个建制村通公路。", ["通公路的建制村"]),
        ("29个省份印发了举报奖励办法。", ["印发举报奖励办法的省份"]),
        ("指导3家景区申报国家级旅游景区。", ["申报国家级旅游景区的景区"]),
    ],
)
def test_what_is_told_of_things_counted_says_which_they_are(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_what_is_due_in_time_is_no_thing_counted() -> None:
    assert names("企业应当自变更之日起三十日内，向登记机关申请变更登记。", "某条例\n")[0].startswith("向登记机关申请")


def test_a_family_of_which_a_member_has_work_is_not_counted() -> None:
    assert names("零就业家庭至少1人就业。") == ["就业人数"]


# ------------------------------------------------------------ what is no part of a name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("预计（下同）生产总值300亿元，增长7%。", ["生产总值", "生产总值"]),
        ("解决210个行政村通客车（2021—2023年）。", ["通客车的行政村"]),
        ("食品小镇共入驻企业60家。", ["食品小镇入驻企业"]),
        ("共计投入资金5亿元。", ["投入资金"]),
        ("在社区和农村新增便民超市16家。", ["新增便民超市"]),
        ("养老院建设任务是新增床位500张。", ["新增床位"]),
        ("分散供养标准年人均7200元。", ["分散供养标准"]),
        ("超额完成PM10平均浓度下降3%的目标。", ["PM10平均浓度"]),
        ("可吸入颗粒物浓度下降3%。", ["可吸入颗粒物浓度"]),
        ("启动应急响应2次，天然气供应3亿立方米。", ["应急响应", "天然气供应"]),
        ("向各级媒体报送稿件11篇。", ["报送稿件"]),
        ("检查7000家企业的2万个危险源。", ["企业", "危险源"]),
        ("16个检查组分赴32个省份。", ["检查组", "省份"]),
        ("其它水产品养殖面积400亩。", ["其它水产品养殖面积"]),
        ("林业总产值首次突破6亿元。", ["林业总产值"]),
        ("棚户区改造共开工291套。", ["棚户区改造开工"]),
        ("在库投资项目数187个。", ["在库投资项目数"]),
        ("国家级开发区由9家增加到19家。", ["国家级开发区"]),
        ("建设项目31个（民生任务数27个），其中新建11个。", ["建设项目", "民生任务数", "新建项目"]),
        ("资助困难幼儿173人发放资金17万元。", ["资助困难幼儿", "发放资金"]),
        ("耕地净增加739万亩。", ["耕地"]),
        ("幼儿人数从2010年的525人增加到目前的778人。", ["幼儿人数"]),
        ("新增企业12家（其中外资企业2家）。", ["新增企业", "新增外资企业"]),
        ("执法部门共查办案件31件。", ["执法部门查办案件"]),
        ("工业产值保持了年均38%以上的增幅。", ["工业产值"]),
        ("脱贫209人、出列20个贫困村。", ["脱贫", "贫困村"]),
        ("精准识别85户贫困户（计209人）。", ["贫困户", "贫困户"]),
        ("实事项目主要包括新建健身中心30个。", ["新建健身中心"]),
        ("申请到健身器材7套，包括含篮球架的健身工程2套。", ["申请到健身器材", "含篮球架的健身工程"]),
        ("用水总量稳步下降至目前80%的水平。", ["用水总量"]),
        ("查处交通违法行为300起。", ["查处交通违法行为"]),
        ("行动期间共抓获网逃人员28名。", ["抓获网逃人员"]),
        ("公开了行政职权57类。", ["公开行政职权"]),
        ("在西河沿岸推广高产示范片1080亩。", ["高产示范片"]),
        ("补助款除某村4户未领取外，发放补助款240万元。", ["发放补助款"]),
        ("11个林业站共有技术人员15名。", ["林业站", "林业站技术人员"]),
        ("完成总产值40亿元，按可比价格计算比上年增长10%。", ["总产值", "总产值"]),
        ("特困人员生活标准不低于当地低保标准的1.6倍。", ["特困人员生活标准"]),
        ("60家龙头企业年销售收入9亿元。", ["龙头企业", "龙头企业年销售收入"]),
        ("在完成80户住房加固的基础上，实施安居工程120户。", ["安居工程"]),
    ],
)
def test_remarks_and_adverbs_are_no_part_of_a_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_plan_that_is_the_whole_of_a_share_is_named() -> None:
    assert names("已整治200公里，占总计划的40%。")[1].endswith("占总计划的比例")
    assert names("完成投资6亿元，完成年度总投资的80%。") == ["完成投资", "投资完成率"]


def test_the_share_of_a_whole_is_that_of_the_level_before_it() -> None:
    assert names("数字产业增加值80亿元，占全县生产总值的比重达到4%。")[1] == "数字产业增加值占全县生产总值的比重"
    text = "7岁以下儿童5492人（3岁以下儿童3465人），占总人口的8%。"
    assert names(text)[2] == "7岁以下儿童占总人口的比例"
    text = "城镇常住人口7万人，占总人口比重（城镇化率）为57%。"
    assert names(text)[1] == "城镇常住人口占总人口比重（城镇化率）"
    text = "注册外资2亿美元，实际利用外资1亿美元，分别占全市总量的63%和65%。"
    assert names(text)[2:] == ["注册外资占全市总量的比例", "实际利用外资占全市总量的比例"]
    assert names("总面积509万平方公里，占全国53.1%。")[1] == "总面积占全国的比例"
    assert names("常住人口12亿人，占全国人口的89%。")[1] == "常住人口占全国人口的比例"
    assert names("乡镇企业增加值已占农村社会增加值的近60%。") == ["乡镇企业增加值占农村社会增加值的比例"]


def test_how_far_a_level_is_back_and_a_gap_of_pace_are_told_of_the_level_and_not_of_its_share() -> None:
    text = "接待游客5.4万人次，占全省的6%，较全省总体增速高1.8个百分点，恢复至2019年同期水平的81%。"
    assert names(text) == [
        "接待游客",
        "接待游客占全省的比例",
        "接待游客增速",
        "接待游客恢复到2019年同期水平的比例",
    ]
    assert names("高新技术产业投资同比增长39%，增速高于固定资产投资29个百分点。")[1] == "高新技术产业投资增速"
    assert names("制造业增加值达25亿元，拉动GDP增长4个百分点。")[1] == "拉动GDP增长"
    assert names("该馆总投资约1亿元。按常住人口计算人均生产总值为7万元。") == ["总投资", "人均生产总值"]
    assert names("签署15份多边互认协定。") == ["多边互认协定"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新增防渗渠道4公里、沟渠清淤149公里。", ["新增防渗渠道", "沟渠清淤"]),
        ("续建和新开工桥梁90座，线路建设投资将用于新建和改造变电站3座。", ["续建和新开工桥梁", "新建和改造变电站"]),
        ("某电力将在当年投资8亿元实施电网改造工程。", ["电网改造工程投资"]),
        ("某省电力公司完成农网建设改造投资17亿元。", ["完成农网建设改造投资"]),
        ("解决1万人饮水困难问题。", ["解决饮水困难问题"]),
        ("新设企业5万户，平均每天新设140户。", ["新设企业", "平均新设企业"]),
        ("投资4亿元购置358部纯电动公交车并正式上线运行。", ["购置纯电动公交车投资", "购置纯电动公交车"]),
        ("10台客车全部为天然气车辆，租借500平方米房屋作为库房。", ["客车", "房屋"]),
        ("推荐高新技术企业共三批、7家。", ["推荐高新技术企业"]),
        ("市级共补助高龄津贴600万元。", ["市级补助高龄津贴"]),
        ("基本建成住房72套，建成率达95%；竣工49套。", ["基本建成住房", "基本建成住房建成率", "竣工住房"]),
        (
            "下达住房工程任务90套，其中公租房70套、棚户区改造20套；基本建成50套。",
            ["住房工程任务", "公租房", "棚户区改造", "基本建成住房工程"],
        ),
        ("计划投资1300万元，建设某水库除险加固工程。", ["某水库除险加固工程计划投资"]),
        ("供水站覆盖6个行政村、1.1万人。", ["行政村", "覆盖人口"]),
        ("6家央企发生了8起较大事故和1起重大事故。", ["央企", "较大事故", "重大事故"]),
        ("某产量稳定回升，回升到2亿吨水平以上。", ["某产量"]),
        ("新增造林任务的80%安排到山区县。", ["新增造林任务安排到山区县的比例"]),
    ],
)
def test_names_keep_their_verbs_and_lose_what_only_goes_on(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_parts_are_named_by_what_is_measured_of_the_whole() -> None:
    assert names("完成投资77亿元，其中公路70亿元、公路客货站场3亿元，自筹资金4亿元。") == [
        "完成投资",
        "公路投资",
        "公路客货站场投资",
        "自筹资金",
    ]
    assert names("新能源装机容量达到84万千瓦，其中风电70万千瓦。") == ["新能源装机容量", "风电装机容量"]
    assert shared("接种疫苗24万剂，其中，第一剂次15万剂，第二剂次9万剂。") == [
        ("接种疫苗", None, "240000"),
        ("接种疫苗", "第一剂次", "150000"),
        ("接种疫苗", "第二剂次", "90000"),
    ]
    assert shared("下达采伐限额8000立方米，其中国有林场900立方米。")[1] == ("采伐限额", "国有林场", "900")
    assert names("城镇新增就业6万人，完成全年指标任务的110%。")[1] == "城镇新增就业完成率"
    assert names("增加值增速48%，高于全市平均增速40个百分点。")[1] == "增加值增速"


def test_receivers_of_sums_are_those_of_their_own_clause_and_share_its_head() -> None:
    head = "的发明完成人，每项分别给予不超过"
    first = f"对获得国家专利奖金奖、银奖、优秀奖{head}50万元、30万元、10万元奖励"
    text = f"{first}；对获得省专利金奖、银奖、优秀奖{head}9万元、8万元、7万元奖励。"
    found = rows(text)
    assert {row.indicator for row in found} == {"发明完成人奖励"}
    assert [row.subject for row in found] == ["国家专利奖金奖", "银奖", "优秀奖", "省专利金奖", "银奖", "优秀奖"]


def test_whom_an_award_is_for_is_named_whole_and_without_the_levels_that_it_is_shared_out_by() -> None:
    found = rows("对新认定的国家级、自治区级技术中心，分别给予200万元、50万元一次性奖励。")
    assert [(row.indicator, row.subject) for row in found] == [
        ("新认定的技术中心一次性奖励", "国家级"),
        ("新认定的技术中心一次性奖励", "自治区级"),
    ]
    long = "列入首台（套）重大技术装备、新材料首批（次）产品推广目录的企业"
    assert names(f"对{long}，给予100万元一次性奖励。") == [f"{long}一次性奖励"]
    assert names("对企业通过认定的名优产品给予扶持奖励5000元。") == ["名优产品扶持奖励"]
    assert names("省里出台了对退耕期每年每亩补助230元的政策。") == ["退耕期每亩补助"]


def test_another_measure_of_the_same_takes_the_place_of_the_first() -> None:
    assert names("规上工业增加值增长5%，利润增长3%。")[1] == "规上工业利润"
    assert names("国有企业实现利税1.5亿元，实现利润6588万元。")[1] == "国有企业利润"
    assert names("5G基站总数达到6.3万个，平均每万人28.9个。")[1] == "平均每万人5G基站"


def test_what_names_its_own_things_is_no_part_of_those_before() -> None:
    assert names("共有劳动力7400人，现已转移劳动力4900人。")[1] == "转移劳动力"


def test_what_is_done_is_not_told_of_the_task() -> None:
    assert names("旧房改造任务80套，完成90套。") == ["旧房改造任务", "旧房改造"]


def test_a_growth_that_was_kept_up_is_a_rise() -> None:
    [row] = rows("投资实现了年均22%以上的增长。")
    assert (row.indicator, row.change) == ("投资", "increase")


def test_a_gap_to_others_is_doubted() -> None:
    gap = rows("小麦单产520公斤，超全市平均单产60公斤。")[1]
    assert "compared-with-others" in {doubt.code for doubt in gap.doubts}


# ------------------------------------------------------------ what is shared out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "第一、二、三次产业增加值分别增长3%、5%和7%。",
            [("增加值", "第一产业", "3"), ("增加值", "第二产业", "5"), ("增加值", "第三产业", "7")],
        ),
        (
            "一、二期工程分别完成投资3亿元、5亿元。",
            [("工程完成投资", "一期", "300000000"), ("工程完成投资", "二期", "500000000")],
        ),
        (
            "财政收入、税收收入分别完成6亿元、3亿元，分别是2011年的1.6倍、1.9倍。",
            [
                ("财政收入", None, "600000000"),
                ("税收收入", None, "300000000"),
                ("财政收入", None, "1.6"),
                ("税收收入", None, "1.9"),
            ],
        ),
        (
            "基本养老、失业、工伤保险参保人数分别为9万人、3万人、4万人。",
            [
                ("保险参保人数", "基本养老", "90000"),
                ("保险参保人数", "失业", "30000"),
                ("保险参保人数", "工伤", "40000"),
            ],
        ),
        (
            "养老保险、医疗保险参保人数分别为9万人、3万人。",
            [("参保人数", "养老保险", "90000"), ("参保人数", "医疗保险", "30000")],
        ),
        (
            "广播与电视人口综合覆盖率分别达到90%和95%。",
            [("人口综合覆盖率", "广播", "90"), ("人口综合覆盖率", "电视", "95")],
        ),
        (
            "茶叶、水果产业综合产值分别达到30亿元、40亿元。",
            [("综合产值", "茶叶", "3000000000"), ("综合产值", "水果产业", "4000000000")],
        ),
        (
            "一般公共预算收入和支出分别增长4%、9%。",
            [("一般公共预算收入", None, "4"), ("一般公共预算支出", None, "9")],
        ),
        ("补差水平提高到城镇600元、农村400元。", [("补差水平", "城镇", "600"), ("补差水平", "农村", "400")]),
    ],
)
def test_one_name_is_shared_out(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert shared(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "龙头企业30家，其中国家级2家、市州级8家。",
            [("龙头企业", None, "30"), ("龙头企业", "国家级", "2"), ("龙头企业", "市州级", "8")],
        ),
        (
            "实有人数59人（其中：50岁以上18人占31%；40岁以下9人）。",
            [
                ("实有人数", None, "59"),
                ("实有人数", "50岁以上", "18"),
                ("实有人数占比", "50岁以上", "31"),
                ("实有人数", "40岁以下", "9"),
            ],
        ),
        (
            "专业技术人员200人，其中高级20人、中级50人。",
            [("专业技术人员", None, "200"), ("专业技术人员", "高级", "20"), ("专业技术人员", "中级", "50")],
        ),
    ],
)
def test_a_grade_or_an_age_singled_out_is_the_subject(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    assert shared(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建改造道路3条、停车位400个、管网70公里。", ["新建改造道路", "新建改造停车位", "新建改造管网"]),
        ("改造老旧小区12个、惠及居民1400户。", ["改造老旧小区", "惠及居民"]),
        ("新建泵站2座、投资300万元。", ["新建泵站", "投资"]),
    ],
)
def test_a_verb_holds_for_other_things_beside_the_first(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("text", ["新建道路长1730米，宽35米。", "新建道路全长1730米、宽约35米。"])
def test_another_side_of_what_was_measured_has_its_own_name(text: str) -> None:
    assert names(text)[-1] == "新建道路宽"
    assert not any(doubt.code == "value-rivalled" for row in rows(text) for doubt in row.doubts)


def test_a_length_that_grew_is_no_side() -> None:
    assert names("光缆线路长度增加到2022年的5481万公里，增长2.7倍。")[0] == "光缆线路长度"


def test_what_numbers_share_behind_a_listing_comma_is_of_the_same_subjects() -> None:
    told = shared("城乡居民收入达到23292元和7750元、分别增长8.8%和10%。")
    assert told[2:] == [("居民收入", "城镇", "8.8"), ("居民收入", "农村", "10")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("日供水1000吨以上水源地水质达标率达到98%。", "日供水1000吨以上水源地水质达标率"),
        ("省考核我市的8个监测断面中水质优良比例达到25%。", "省考核我市的监测断面中水质优良比例"),
    ],
)
def test_a_number_that_tells_whose_a_rate_is_gives_no_row(text: str, expected: str) -> None:
    assert names(text) == [expected]


def test_a_number_beside_a_rate_gives_its_own_row() -> None:
    assert names("培训教师1000人以上，合格率达到98%。") == ["培训教师", "培训教师合格率"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("超出的，则加装电梯3部。", ["加装电梯"]), ("绿地总面积共计13.47公顷。", ["绿地总面积"])],
)
def test_a_word_that_joins_or_sums_is_no_part_of_the_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("建成区面积达到50平方公里。", ["建成区面积"]),
        ("建成区排水管网总长120公里。", ["建成区排水管网总长"]),
        ("建成区域中心5个。", ["区域中心"]),
    ],
)
def test_the_built_up_area_is_no_verb(text: str, expected: list[str]) -> None:
    assert names(text) == expected
