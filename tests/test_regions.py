"""Names of divisions and their codes; the region that a document speaks for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chengnuo.model import Region
from chengnuo.packs import load_pack
from chengnuo.regions import NOWHERE, code_of, find_region, is_national, region_of

PACK = load_pack()


@pytest.mark.parametrize(
    ("words", "region", "code"),
    [
        ("六安市裕安区教育体育局", ("安徽省", "六安市", "裕安区"), "341503"),
        ("裕安区教育体育局", ("安徽省", "六安市", "裕安区"), "341503"),
        ("中共承德市委教育工作领导小组", ("河北省", "承德市", None), "130800"),
        ("北京市朝阳区人民政府", ("北京市", None, "朝阳区"), "110105"),
        ("南京市鼓楼区教育局", ("江苏省", "南京市", "鼓楼区"), "320106"),
        ("延边朝鲜族自治州敦化市", ("吉林省", "延边朝鲜族自治州", "敦化市"), "222403"),
        ("仙桃市", ("湖北省", None, "仙桃市"), "429004"),
        ("内蒙古自治区人民政府", ("内蒙古自治区", None, None), "150000"),
        ("关于推进青岛人工智能产业发展的意见", ("山东省", "青岛市", None), "370200"),
    ],
)
def test_a_name_gives_its_whole_chain_and_its_code(
    words: str, region: tuple[str | None, str | None, str | None], code: str
) -> None:
    assert find_region(words, PACK) == region
    assert code_of(region, PACK) == code


def test_a_former_name_stands_for_the_division_of_today() -> None:
    assert find_region("莱芜市人民政府", PACK) == ("山东省", "济南市", "莱芜区")


@pytest.mark.parametrize("words", ["鼓楼区教育局", "国务院办公厅", "中西区", "创新乡村治理", ""])
def test_an_ambiguous_name_or_none_is_nowhere(words: str) -> None:
    assert find_region(words, PACK) == NOWHERE


def test_what_is_known_decides_between_namesakes() -> None:
    assert find_region("鼓楼区", PACK, ("福建省", "福州市", None)) == ("福建省", "福州市", "鼓楼区")


def test_the_text_decides_where_neither_issuer_nor_title_do() -> None:
    city = "结合我市实际。对山东、对青岛的要求。推动青岛发展。（责任单位：市财政局、市科技局）"
    assert region_of(None, None, city, PACK) == ("山东省", "青岛市", None)
    province = "全省推进，支持济南市、青岛市先行。山东省重点。（省科技厅、省教育厅负责）"
    assert region_of(None, None, province, PACK) == ("山东省", None, None)
    assert region_of(None, None, "我国发展面临新形势，北京冬奥会成功举办，全国推进。", PACK) == NOWHERE


def test_what_the_whole_country_issues_is_for_no_region() -> None:
    assert is_national("国务院办公厅", PACK)
    assert not is_national("海南省财政厅", PACK)
    assert region_of("国务院办公厅", "关于湖北省有关问题的复函", "湖北省", PACK) == NOWHERE


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="北京市朝阳区省县承德吉林海南州盟旗", max_size=60))
def test_any_words_give_a_region_that_exists_or_none(words: str) -> None:
    region = find_region(words, PACK)
    assert region == NOWHERE or code_of(region, PACK) is not None


def test_a_text_that_names_one_county_and_no_level_is_of_that_county() -> None:
    assert (
        region_of(None, None, "你们提出的《关于增建丘北县新店乡中心学校教学楼的建议》，现答复如下：", PACK)[2]
        == "丘北县"
    )
    assert region_of(None, None, "数字峰会在济南市召开，工业和信息化部信息化司参加会议。", PACK) == NOWHERE


def test_autonomous_divisions_are_known_without_the_names_of_peoples() -> None:
    assert find_region("昌吉州教育局", PACK) == ("新疆维吾尔自治区", "昌吉回族自治州", None)
    assert find_region("威宁县人民政府", PACK)[2] == "威宁彝族回族苗族自治县"


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("全县新增城区绿地40万平方米，新增城区停车位600个。邻县霍山县来县学习。", ("安徽省", "六安市", "霍山县")),
        ("沿海城市、新兴城市竞争加剧，湛江市提出，全市上下奋起直追。", ("广东省", "湛江市", None)),
        ("经会同县教体局研究，平江县委决定在全县推广。", ("湖南省", "岳阳市", "平江县")),
        ("会同县人民政府决定在全县推广。", ("湖南省", "怀化市", "会同县")),
    ],
)
def test_words_that_run_into_a_name_do_not_name_a_region(text: str, region: tuple[str | None, ...]) -> None:
    assert region_of(None, None, text, PACK) == region


@pytest.mark.parametrize(
    ("words", "region"),
    [
        ("瑞安滨海新区管委会", ("浙江省", "温州市", "瑞安市")),
        ("威海滨海新区", ("山东省", "威海市", None)),
        ("杭州西湖区教育局", ("浙江省", "杭州市", "西湖区")),
        ("江苏南通通州区", ("江苏省", "南通市", "通州区")),
        ("河北雄县", ("河北省", "保定市", "雄县")),
        ("齐齐哈尔建华区", ("黑龙江省", "齐齐哈尔市", "建华区")),
        ("呼和浩特新城区教育局", ("内蒙古自治区", "呼和浩特市", "新城区")),
        ("学习南京市鼓楼区经验", ("江苏省", "南京市", "鼓楼区")),
    ],
)
def test_a_short_name_before_a_division_says_whose_it_is(words: str, region: Region) -> None:
    assert find_region(words, PACK) == region


def test_a_name_without_its_kind_that_stands_once_tells_no_region() -> None:
    text = "某县水利局工作总结\n完成义丽水库除险加固，我县新建泵站2座。\n"
    assert region_of(None, None, text, PACK) == NOWHERE
