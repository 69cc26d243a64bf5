from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengnuo.extract.quantities import find_quantities
from chengnuo.extract.times import find_times
from chengnuo.model import Outline, Part, Quantity
from chengnuo.packs import load_pack
from chengnuo.spans import Span


def quantities(text: str) -> tuple[Quantity, ...]:
    part = Part(span=Span(0, len(text)), title=None, genre=None, date="2025-03-01")
    outline = Outline(text=text, parts=(part,))
    pack = load_pack()
    return find_quantities(outline, pack, find_times(outline, pack, issued=None))


def rows(text: str) -> list[tuple[str, str, str, str | None]]:
    return [(q.span.of(text), q.op, _written(q), q.unit) for q in quantities(text)]


def _written(quantity: Quantity) -> str:
    value = quantity.value
    return "–".join(f"{end:f}" for end in value) if isinstance(value, tuple) else f"{value:f}"


@pytest.mark.parametrize(
    ("text", "words", "op", "value"),
    [
        ("达到95%", "95%", "=", "95"),
        ("95%以上的学位", "95%以上", ">=", "95"),
        ("不低于15%", "15%", ">=", "15"),
        ("超过60%", "60%", ">", "60"),
        ("控制在4.5%以内", "4.5%以内", "<=", "4.5"),
        ("不超过3%", "3%", "<=", "3"),
        ("低于0.5%", "0.5%", "<", "0.5"),
        ("接近60%", "60%", "<", "60"),
        ("5.5%左右", "5.5%左右", "~", "5.5"),
        ("约30%", "30%", "~", "30"),
        ("增长6%—6.5%", "6%—6.5%", "range", "6–6.5"),
        ("占3-5%", "3-5%", "range", "3–5"),
        ("控制在24±2%", "24±2%", "range", "22–26"),
        ("自然增长率6‰以内", "6‰以内", "<=", "0.6"),
        ("百分之六以上", "百分之六以上", ">=", "6"),
        ("千分之三", "千分之三", "=", "0.3"),
        ("百分之十五点五", "百分之十五点五", "=", "15.5"),
        ("九成以上", "九成以上", ">=", "90"),
        ("近五成", "五成", "<", "50"),
        ("达到三分之一", "三分之一", "=", "33.333333"),
        ("委员的2/3以上", "2/3以上", ">=", "66.666667"),
        ("一半以上", "一半以上", ">=", "50"),
        ("占教师总数超过一半", "一半", ">", "50"),
        ("完成率过半", "过半", ">", "50"),
        ("减少一半", "一半", "=", "50"),
        ("成员超过半数同意", "半数", ">", "50"),
        ("约占1/3。", "1/3", "~", "33.333333"),
        ("下降到-3%", "-3%", "=", "-3"),
        ("百分之三十以上百分之五十以下", "百分之三十以上百分之五十以下", "range", "30–50"),
        ("产值翻一番", "翻一番", "=", "100"),
        ("产值翻两番", "翻两番", "=", "300"),
        ("不低于教师总数的10%", "10%", ">=", "10"),
    ],
)
def test_a_share_in_figures_or_words_is_counted_in_per_cent(text: str, words: str, op: str, value: str) -> None:
    assert rows(text) == [(words, op, value, "%")]


def test_percentage_points_are_not_per_cent() -> None:
    (quantity,) = quantities("提高1.5个百分点以上")
    assert (quantity.points, quantity.unit, quantity.op) == (True, "个百分点", ">=")
    assert quantity.is_share
    assert rows("高于全国2个百分点") == [("2个百分点", "=", "2", "个百分点")]
    assert [row[3] for row in rows("分别提升31.1个和26.3个百分点")] == ["个百分点", "个百分点"]
    assert rows("下降3.18个千分点") == [("3.18个千分点", "=", "0.318", "个百分点")]


def test_earth_and_gas_are_counted_in_cubic_metres_of_one_sign_and_sides_are_not() -> None:
    assert rows("完成土石方1325.2万方，供气22亿方。") == [
        ("1325.2万方", "=", "13252000", "方"),
        ("22亿方", "=", "2200000000", "方"),
    ]
    assert rows("与3方面代表签署三方协议。") == []
    assert rows("旅客周转量17亿人公里、货物周转量3万吨公里。") == [
        ("17亿人公里", "=", "1700000000", "人公里"),
        ("3万吨公里", "=", "30000", "吨公里"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "op", "value", "unit"),
    [
        ("新增学位1.9万个", "1.9万个", "=", "19000", "个"),
        ("投资22.33亿元", "22.33亿元", "=", "2233000000", "元"),
        ("规模超万亿元", "万亿元", ">", "1000000000000", "元"),
        ("打造千亿级产业", "千亿级", "=", "100000000000", "元"),
        ("500多亿元", "500多亿元", ">", "50000000000", "元"),
        ("4000余个", "4000余个", ">", "4000", "个"),
        ("十余家", "十余家", ">", "10", "家"),
        ("近千家", "千家", "<", "1000", "家"),
        ("上千家", "千家", ">=", "1000", "家"),
        ("3所示范园", "3所", "=", "3", "所"),
        ("100名优秀教师", "100名", "=", "100", "名"),
        ("20家电商企业", "20家", "=", "20", "家"),
        ("5起重大案件", "5起", "=", "5", "起"),
        ("一百二十所", "一百二十所", "=", "120", "所"),
        ("面积为八七．八二公顷", "八七．八二公顷", "=", "87.82", "公顷"),
        ("面积约三二○‧四一公顷", "三二○‧四一公顷", "~", "320.41", "公顷"),
        ("投资三十二·五亿元", "三十二·五亿元", "=", "3250000000", "元"),
        ("每处不宜超过3.4公顷", "3.4公顷", "<=", "3.4", "公顷"),
        ("绿地不宜少于三公顷", "三公顷", ">=", "3", "公顷"),
        ("层数不应大于6层", "6层", "<=", "6", "层"),
        ("两千万元", "两千万元", "=", "20000000", "元"),
        ("打造2—3个", "2—3个", "range", "2–3", "个"),
        ("一至两项", "一至两项", "range", "1–2", "项"),
        ("举办3至4次", "3至4次", "range", "3–4", "次"),
        ("10—15万元", "10—15万元", "range", "100000–150000", "元"),
        ("5万元至10万元", "5万元至10万元", "range", "50000–100000", "元"),
        ("培育10个左右", "10个左右", "~", "10", "个"),
        ("不少于省级项目50项", "50项", ">=", "50", "项"),
        ("算力达到12EFLOPS", "12EFLOPS", "=", "12", "EFLOPS"),
        ("装机2.9亿千瓦", "2.9亿千瓦", "=", "290000000", "千瓦"),
        ("浓度降至35微克/立方米以下", "35微克/立方米以下", "<=", "35", "微克/立方米"),
        ("面积50㎡", "50㎡", "=", "50", "平方米"),
        ("达到Ⅲ级以上", "Ⅲ级以上", ">=", "3", "级"),
        ("差异系数低于0.15", "0.15", "<", "0.15", None),
        ("差异系数为0.50", "0.50", "=", "0.5", None),
        ("一个以上的项目", "一个以上", ">=", "1", "个"),
        ("每年一次", "一次", "=", "1", "次"),
        ("任教1年以上", "1年以上", ">=", "1", "年"),
        ("每天不少于2小时", "2小时", ">=", "2", "小时"),
        ("压缩至5个工作日", "5个工作日", "=", "5", "个工作日"),
        ("优良天数达到320天", "320天", "=", "320", "天"),
        ("贫困人口减少1000万以上", "1000万以上", ">=", "10000000", "人"),
        ("5年360学时", "360学时", "=", "360", "学时"),
        ("最高200万元", "200万元", "<=", "2000000", "元"),
        ("参保人数10467人", "10467人", "=", "10467", "人"),
        ("50个人工智能大模型", "50个", "=", "50", "个"),
        ("每百名学生拥有2.3间以上", "2.3间以上", ">=", "2.3", "间"),
        ("每人限报2项作品", "2项", "<=", "2", "项"),
        ("突破50项关键技术", "50项", "=", "50", "项"),
        ("专利突破50项", "50项", ">", "50", "项"),
        ("发展指数达到125左右", "125左右", "~", "125", None),
        ("学校规划23班", "23班", "=", "23", "班"),
    ],
)
def test_a_number_is_read_with_its_bound_and_unit(text: str, words: str, op: str, value: str, unit: str | None) -> None:
    assert rows(text) == [(words, op, value, unit)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("处二万元以上十万元以下罚款", ("range", "20000–100000", "元")),
        ("违法所得一倍以上五倍以下", ("range", "1–5", "倍")),
        ("停业三个月以上十二个月以下", ("range", "3–12", "个月")),
        ("处十日以上十五日以下拘留", ("range", "10–15", "日")),
        ("年龄二十五周岁以上六十五周岁以下", ("range", "25–65", "周岁")),
        ("违法所得不足一万元的", ("<", "10000", "元")),
        ("实习满二年", (">=", "2", "年")),
        ("年满十八周岁", (">=", "18", "周岁")),
        ("不满十四周岁", ("<", "14", "周岁")),
        ("未满十六周岁", ("<", "16", "周岁")),
        ("不得少于二十年", (">=", "20", "年")),
    ],
)
def test_the_norms_of_laws(text: str, wanted: tuple[str, str, str]) -> None:
    assert [row[1:] for row in rows(text)] == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("排放浓度500mg/L", [("500mg/L", "500", "毫克/升")]),
        ("补助300万元/项", [("300万元/项", "3000000", "元/项")]),
        ("能耗0.5吨标准煤/万元", [("0.5吨标准煤/万元", "0.5", "吨标准煤/万元")]),
        ("冷库-70℃", [("-70℃", "-70", "℃")]),
        ("气温零下20℃", [("零下20℃", "-20", "℃")]),
        ("气温20-30℃", [("20-30℃", "20–30", "℃")]),
        ("形成超千亿集群", [("千亿", "100000000000", "元")]),
        ("浓度为35 μg/m³。", [("35 μg/m³", "35", "微克/立方米")]),
        ("浓度降至35ug/m3以下", [("35ug/m3以下", "35", "微克/立方米")]),
        ("供水5.2亿 m3，", [("5.2亿 m3", "520000000", "立方米")]),
        ("奖补400元/千瓦", [("400元/千瓦", "400", "元/千瓦")]),
        ("补助500元/（人·年）", [("500元/（人·年）", "500", "元/人·年")]),
        ("浓度为35微克每立方米以内", [("35微克每立方米以内", "35", "微克/立方米")]),
        ("补助35元每人填表一份", [("35元", "35", "元")]),
        ("用水控制在22亿方以内", [("22亿方以内", "2200000000", "方")]),
        ("三方协议", []),
        ("节水不少于80方", [("80方", "80", "方")]),
        ("重污染不超过10天次", [("10天次", "10", "天次")]),
        ("床位两千余张", [("两千余张", "2000", "张")]),
        ("产能扩大一倍", [("一倍", "1", "倍")]),
        ("在20个区县中排名第3", []),
        ("开行列车263万列次", [("263万列次", "2630000", "列次")]),
        ("水压提高到0.24Mpa", [("0.24Mpa", "0.24", "MPa")]),
        ("性别比由2010年普查的97.45下降为91.45。", [("97.45", "97.45", None), ("91.45", "91.45", None)]),
    ],
)
def test_units_per_something_and_below_zero(text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert [(row[0], *row[2:]) for row in rows(text)] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("师生比达到1:14.4。", ["=", "0.069444"]),
        ("生师比不高于19:1。", ["<=", "19"]),
        ("医护比提高到1∶1.25以上。", [">=", "0.8"]),
        ("教职工按1:7配备。", ["=", "0.142857"]),
        ("按照1:5—1:7的比例配备。", ["range", "0.142857–0.2"]),
        ("普职比大体相当（5:5）。", ["~", "1"]),
        ("城乡居民收入比缩小到1.8:1以内。", ["<=", "1.8"]),
        ("产量的比例改为1比1，", ["=", "1"]),
        ("笔试、面试成绩按6:4计入总成绩。", ["=", "1.5"]),
    ],
)
def test_two_numbers_with_a_colon_are_a_ratio_where_the_words_beside_them_say_so(text: str, wanted: list[str]) -> None:
    assert [list(row[1:3]) for row in rows(text)] == [wanted]
    assert [row[3] for row in rows(text)] == [None]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "分别用电381、253和128亿千瓦时",
            [("381", "38100000000"), ("253", "25300000000"), ("128亿千瓦时", "12800000000")],
        ),
        ("分别投入3.5、4.2亿元", [("3.5", "350000000"), ("4.2亿元", "420000000")]),
        ("分别奖励50万、30万、10万元", [("50万", "500000"), ("30万", "300000"), ("10万元", "100000")]),
        ("分别铺设12、8公里", [("12", "12"), ("8公里", "8")]),
    ],
)
def test_the_numbers_of_a_list_share_the_unit_and_the_ten_thousands_of_the_last(
    text: str, wanted: list[tuple[str, str]]
) -> None:
    found = rows(text)
    assert [(words, value) for words, _, value, _ in found] == wanted
    assert len({unit for *_, unit in found}) == 1


def test_a_bracket_does_not_part_a_bound_from_its_number() -> None:
    (row,) = rows("收费不超过同级别公办幼儿园（自收自支档）保育费的1.3倍")
    assert row[1] == "<="


@pytest.mark.parametrize(("text", "op"), [("是五年前的两倍多。", ">"), ("补助50万元多个项目", "=")])
def test_more_behind_a_unit_is_a_bound_at_the_end_of_a_clause(text: str, op: str) -> None:
    assert [row[1] for row in rows(text)] == [op]


def test_the_ratios_of_a_list_are_all_found() -> None:
    assert [row[0] for row in rows("医护比、床护比分别达到1:1.2、1:0.65。")] == ["1:1.2", "1:0.65"]


@pytest.mark.parametrize(
    "text", ["以3:2的比分获胜", "会议于9:30开始", "比赛时间为9:30", "比例尺为1:10000", "附件1:2", "结构调整为8:42:50"]
)
def test_other_numbers_with_a_colon_are_none(text: str) -> None:
    assert rows(text) == []


def test_bounds_of_different_units_make_no_range() -> None:
    assert [row[1:] for row in rows("六个月以上一年以下")] == [(">=", "6", "个月"), ("<=", "1", "年")]


@pytest.mark.parametrize(
    "text",
    [
        "第5、6、7条",
        "另一半、过半年、成员过半数通过",
        "2×35万千瓦",
        "26集团军",
        "1.加强领导",
        "（一）总体要求",
        "一是完善机制",
        "国发〔2023〕3号",
        "电话：0312-5071234",
        "邮编071000",
        "https://example.gov.cn/12/34个",
        "5G基站和4/5G网络",
        "PM2.5和M2",
        "“双一流”",
        "“1+1+N”",
        "“4个一批”",
        "一网通办、一校一策",
        "第189号令、第68次会议、第3个",
        "前10名",
        "附件1所列",
        "一体化、一批、统一、三农、十分、万一、一定",
        "千家万户、百花齐放",
        "三个方面、两个确保",
        "一个项目",
        "二十届三中全会",
        "每12个班级",
        "2024年5月20日11时13分",
        "十二年一贯制",
        "三年内完成",
        "2025年",
        "数百家、几十个",
        "一成不变、分成",
        "收入（人民币万元）",
        "公交站点500米覆盖率、300米服务半径覆盖率、10秒接听率、24小时内办结率",
    ],
)
def test_what_is_no_quantity(text: str) -> None:
    assert rows(text) == []


def test_a_bound_on_the_left_is_kept_with_its_place() -> None:
    text = "生均公用经费不低于720元"
    (quantity,) = quantities(text)
    assert quantity.bound is not None
    assert quantity.bound.of(text) == "不低于"


def test_a_list_shares_its_bound_and_its_unit() -> None:
    assert [row[1:] for row in rows("分别不超过45人、50人")] == [("<=", "45", "人"), ("<=", "50", "人")]
    assert [row[1:] for row in rows("分别达到4.2、5.3人以上")] == [(">=", "4.2", "人"), (">=", "5.3", "人")]
    assert [row[1] for row in rows("分别达到100%、95%以上")] == ["=", ">="]
    assert [row[1] for row in rows("班额分别控制在45人、50人以内")] == ["<=", "<="]
    assert [row[1] for row in rows("建成45个、50个以上")] == ["=", ">="]


def test_a_bound_shared_backwards_is_doubted() -> None:
    first, last = quantities("分别达到90%、98%以上")
    assert [doubt.code for doubt in first.doubts] == ["bound-shared"]
    assert first.doubts[0].alternatives == ("=",)
    assert last.doubts == ()


def test_the_bound_of_another_number_is_not_taken() -> None:
    assert [row[1] for row in rows("不少于50项，培育20家")] == [">=", "="]


def test_a_number_without_unit_is_doubted() -> None:
    (implied,) = quantities("贫困人口减少1000万")
    assert (implied.unit, implied.doubts[0].code) == ("人", "implied-unit")
    (missing,) = quantities("总量突破90万。")
    assert (missing.unit, missing.doubts[0].code) == (None, "missing-unit")


@pytest.mark.parametrize("text", ["万" * 20 + "个", "9" * 30 + "%", "达到" + "亿" * 12 + "元"])
def test_numbers_beyond_measure_are_none(text: str) -> None:
    assert quantities(text) == ()


def test_a_share_of_many_places_is_no_percentage_of_the_text() -> None:
    (quantity,) = quantities("0." + "1" * 40 + "%")
    assert (str(quantity.value)[:6], quantity.is_percentage) == ("0.1111", False)


def test_fractions_are_exact_to_six_places() -> None:
    (quantity,) = quantities("三分之二")
    assert quantity.value == Decimal("66.666667")
    assert not quantity.is_percentage
    assert quantities("五分之一")[0].is_percentage


def test_a_change_in_words_is_no_row_of_the_percentages() -> None:
    (quantity,) = quantities("翻一番")
    assert quantity.is_share
    assert not quantity.is_percentage


ALPHABET = (
    "0123456789.,%‰一二三十百千万亿半两多余个元人次所年月日不低于超过近约"
    "以上下左右至—-（）《》“”，。、\n第每成分之百分点"
)


@given(st.text(alphabet=ALPHABET, max_size=80))
def test_no_text_fails_and_quantities_stand_in_order(text: str) -> None:
    end = 0
    for quantity in quantities(text):
        assert end <= quantity.span.start < quantity.span.end <= len(text)
        end = quantity.span.end
        assert quantity.is_percentage in {True, False}
        if quantity.op == "range":
            assert isinstance(quantity.value, tuple)
            assert quantity.value[0] <= quantity.value[1]


@given(st.integers(min_value=2, max_value=10**12), st.sampled_from(["个", "元", "人", "平方米", "所"]))
def test_any_count_with_a_unit_is_found(value: int, unit: str) -> None:
    (quantity,) = quantities(f"达到{value}{unit}。")
    assert (quantity.value, quantity.unit, quantity.op) == (value, unit, "=")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("补助款204万3,295元", 2043295),
        ("配合款11亿8656万元", 1186560000),
        ("新增就业1万2千人", 12000),
        ("培育企业1万2千家", 12000),
        ("投资1亿2345万6789元", 123456789),
        ("共有1 122个村", 1122),
        ("共有1 500 000人", 1500000),
    ],
)
def test_a_number_in_several_pieces_is_one(words: str, value: int) -> None:
    found = quantities(words)
    assert [q.value for q in found] == [value]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全州8县市通过评估", [("8", "=", "8", "个")]),
        ("6乡镇建成服务中心，20村（社区）建成驿站", [("6", "=", "6", "个"), ("20", "=", "20", "个")]),
        ("至少5县（市、区）完成核查", [("5", ">=", "5", "个")]),
        ("3县级市", []),
        ("2025县域义务教育报告", []),
    ],
)
def test_a_division_is_its_own_measure_word(text: str, found: list[tuple[str, str, str, str | None]]) -> None:
    assert rows(text) == found
