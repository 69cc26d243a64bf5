"""Repair: what must change, what must not, and the laws that every rewrite keeps."""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path

import corrupt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chengnuo.packs import Pack, load_pack
from chengnuo.repair import repair
from chengnuo.repair.readings import is_gloss
from chengnuo.repair.runs import month_and_day
from chengnuo.simplify import simplify
from chengnuo.spans import Rewrite, Span

PACK = load_pack()


def clean(text: str) -> str:
    return repair(text, PACK).text


# A page on which two dates are certainly garbled: weaker evidence counts there.
GARBLED = "到20266月底，全部达标。20255月，开工。\n"

MUST_CHANGE = [
    ("關(guān)于印發(fā)方案的通知", "關于印發方案的通知"),
    ("产量34，250万吨、１，０００万元", "产量34,250万吨、1,000万元"),
    ("學(xué)校、義務(wù)教育", "學校、義務教育"),
    ("擔(dān)當(dāng)著(zhe)責(zé)任", "擔當著責任"),
    ("到20266月底，", "到2026年6月底，"),
    ("自2024416日至516日止", "自2024年4月16日至5月16日止"),
    ("（20241-6月）", "（2024年1-6月）"),
    ("（20248-20268月）", "（2024年8月-2026年8月）"),
    ("（202411-20252月）", "（2024年11月-2025年2月）"),
    ("（20269-2027年）", "（2026年9月-2027年）"),
    ("，20266底，", "，2026年6月底，"),
    ("某县教育局\n\n20241231", "某县教育局\n\n2024年12月31日"),
    ("完成\n\n时间\n\n1\n\n建设学校\n\n202710\n", "完成\n\n时间\n\n1\n\n建设学校\n\n2027年10月\n"),
    ("2025年底\n\n甲局\n\n20276\n\n2026年底", "2025年底\n\n甲局\n\n2027年6月\n\n2026年底"),
    (GARBLED + "20243区教育局发函", clean(GARBLED) + "2024年3月区教育局发函"),
    (GARBLED + "2024328市政府印发", clean(GARBLED) + "2024年3月28日市政府印发"),
    ("（1987年95第六届全国人大通过　根据1995829第八届", "（1987年9月5日第六届全国人大通过　根据1995年8月29日第八届"),
    ("提交日期为202358—515日", "提交日期为2023年5月8日—5月15日"),
    ("日期为2024年4月15－422日", "日期为2024年4月15日－4月22日"),
    ("期限填写“202411—20261231”", "期限填写“2024年1月1日—2026年12月31日”"),
    ("请于201857前报送。自20185起，", "请于2018年5月7日前报送。自2018年5月起，"),
    ("。到2025学生体质达标", "。到2025年学生体质达标"),
    ("，比2009提高92%", "，比2009年提高92%"),
    ("实施期为2013-2025。", "实施期为2013-2025年。"),
    ("截止今2月，每12月31日前", "截止今年2月，每年12月31日前"),
    ("五、2023度资助计划", "五、2023年度资助计划"),
    ("《规划》（某检标联2016396）", "《规划》（某检标联〔2016〕396号）"),
    ("（教督20176號）", "（教督〔2017〕6号）"),
    ("（教督〔20176号）", "（教督〔2017〕6号）"),
    ("（教督2017〕6号）", "（教督〔2017〕6号）"),
    ("某政〔202453", "某政〔2024〕53号"),
    ("《办法》（某教督20188《意见》", "《办法》（某教督〔2018〕8号）《意见》"),
    ("从明年1起，应当于每年12底前，自去年9第五届", "从明年1月起，应当于每年12月底前，自去年9月第五届"),
    ("应当于每年1231日前报送，截至103日，", "应当于每年12月31日前报送，截至10月3日，"),
    ("整改时限：20239\n责任单位：市教育局", "整改时限：2023年9月\n责任单位：市教育局"),
    ("20224开工、20238交付使用", "2022年4月开工、2023年8月交付使用"),
    ("——201819在某县第十七届人民代表大会上", "——2018年1月9日在某县第十七届人民代表大会上"),
    ("某省人民政府办公厅　2020219印发", "某省人民政府办公厅　2020年2月19日印发"),
    ("填写“2024年11—2027年1231日”", "填写“2024年1月1日—2027年12月31日”"),
    ("谢谢支持。\n某市人民政府2025626", "谢谢支持。\n某市人民政府2025年6月26日"),
    ("办法的通知\n某政办函2018118\n各县：", "办法的通知\n某政办函〔2018〕118号\n各县："),
    ("要按照某政发199371文件的规定", "要按照某政发〔1993〕71号文件的规定"),
    (
        GARBLED + "请于620、1210前报送，并于511会同有关局",
        clean(GARBLED) + "请于6月20日、12月10日前报送，并于5月11日会同有关局",
    ),
    (GARBLED + "时间为2018年10月9至11日，今年6建成", clean(GARBLED) + "时间为2018年10月9日至11日，今年6月建成"),
    (
        "预计20199正式开工，计划2020年10份开工，2021年10前投入使用",
        "预计2019年9月正式开工，计划2020年10月份开工，2021年10月前投入使用",
    ),
    ("提高至60%。201911至1231，对困难企业", "提高至60%。2019年1月1日至12月31日，对困难企业"),
    ("应当于每年131前公开，于331前报送", "应当于每年1月31日前公开，于3月31日前报送"),
    ("《通知》（国办发2018104）、省“马上就办”", "《通知》（国办发〔2018〕104号）、省“马上就办”"),
    ("某民提201914号\n签发人：某某", "某民提〔2019〕14号\n签发人：某某"),
    ("于2020 年8 4 日印发", "于2020年8月4日印发"),
    ("各县：\n3 个乡镇、5 所学校\n4 个村", "各县：\n3个乡镇、5所学校\n4个村"),
    ("分月：\n1 月开工\n2 月施工\n3 月完工", "分月：\n1月开工\n2月施工\n3月完工"),
    ("教师5360学时培训", "教师5年360学时培训"),
    ("自2024?4?16?起，到2026?6月底，2025?前", "自2024年4月16日起，到2026年6月底，2025年前"),
    ("（某政办?2023?12号）、某教〔2022〕8\ufffd文件", "（某政办〔2023〕12号）、某教〔2022〕8号文件"),
    ("9\ufffd14日上午，每年12\ufffd底", "9月14日上午，每年12月底"),
    (GARBLED + "增长21?5%，", clean(GARBLED) + "增长21.5%，"),
    (
        "自公历11起至1231止，首次发表后第五十年的1231；每年95为“中华慈善日”，每年5月15国际家庭日",
        "自公历1月1日起至12月31日止，首次发表后第五十年的12月31日；每年9月5日为“中华慈善日”，每年5月15日国际家庭日",
    ),
    ("去年1224，某公司；从明年11起取消", "去年12月24日，某公司；从明年1月1日起取消"),
    ("198886国务院发布的《条例》同时废止", "1988年8月6日国务院发布的《条例》同时废止"),
    ("新华社北京1231电（记者某某）", "新华社北京12月31日电（记者某某）"),
    ("（2022年10至12）。重点办好实事。9前建成学校", "（2022年10月至12月）。重点办好实事。9月前建成学校"),
    ("于97年522日修正，民国112年12月26某会公布", "于97年5月22日修正，民国112年12月26日某会公布"),
    ("今年71日将施行，每年515国际家庭日", "今年7月1日将施行，每年5月15日国际家庭日"),
    ("914上午，大会开幕；定于731日（四）召开", "9月14日上午，大会开幕；定于7月31日（四）召开"),
    ("在19796五届人大二次会议上", "在1979年6月五届人大二次会议上"),
    ("总结一是8底组织选定，阶段2.10中旬起", "总结一是8月底组织选定，阶段2.10月中旬起"),
    ("工作安排4.2021年12底前审定", "工作安排4.2021年12月底前审定"),
    ("完成时限：2020年12\n发布日期：\n20200805", "完成时限：2020年12月\n发布日期：\n2020年08月05日"),
    ("建设指南\n（2021版）\n202111\n目录", "建设指南\n（2021版）\n2021年11月\n目录"),
    ("占12.5%。2018—2020，某地事故", "占12.5%。2018—2020年，某地事故"),
    ("某公司委员会202241（此件不公开）", "某公司委员会2022年4月1日（此件不公开）"),
    (
        GARBLED + "自77至88，无震动。专家组414实地调查，12组织验收；1119新疆某地6.9级、53内蒙古某地6.4级",
        clean(GARBLED)
        + "自7月7日至8月8日，无震动。专家组4月14日实地调查，12月组织验收；11月19日新疆某地6.9级、5月3日内蒙古某地6.4级",
    ),
    (GARBLED + "20044和9，某部来人", clean(GARBLED) + "2004年4月和9月，某部来人"),
    ("三、任务\n()加强建设。\n甲\n(二)推进改革", "三、任务\n（一）加强建设。\n甲\n（二）推进改革"),
    ("（一）甲\n（）乙\n（三）丙", "（一）甲\n（二）乙\n（三）丙"),
    ("方案》?,F(xiàn)將", "方案》。現將"),
    ("專題教育??茖W(xué)合理", "專題教育。科學合理"),
    ("領導?！敝胸?zé)任部門", "領導。”中責任部門"),
    ("足額納入?yún)^(qū)財政", "足額納入區財政"),
    ("改成“團隊日?！?/font>", "改成“團隊日。”"),
    ("達(dá)到60%?！笆奈濉逼陂g", "達到60%。“十四五”期間"),
    ("甲局&nbsp;乙局<br>丙局<span style='color:red'>丁局</span>", "甲局 乙局\n丙局丁局"),
    ("２０２７年，达到９５．５％以上", "2027年，达到95.5%以上"),
    ("投资 22.33 亿元，到 2027 年", "投资22.33亿元，到2027年"),
    ("绿化41.04万 平方米，惠及 12万 名学生", "绿化41.04万平方米，惠及12万名学生"),
    ("2024 - 2026年", "2024-2026年"),
    ("市教育局,市财政局;办法(试行)", "市教育局，市财政局；办法（试行）"),
    ("⻓期⺠生", "长期民生"),
    ("教\u200b育\ufeff局", "教育局"),
    ("\u3000\u3000一、总体要求\u3000\n \u00a0 \n正文", "一、总体要求\n\n正文"),
    ("# 标题\n- （一）甲\n**二、乙。**丙", "标题\n（一）甲\n二、乙。丙"),
    (
        "统筹城乡经济发展、学龄人口变化趋势等因素，按照实际服务人口规\n\n— 2 —\n\n模配置教育资源。根据标准编制规划。",
        "统筹城乡经济发展、学龄人口变化趋势等因素，按照实际服务人口规模配置教育资源。根据标准编制规划。",
    ),
    ("（责任单位：市教育局，市财政局，\n\n市体育局）", "（责任单位：市教育局，市财政局，市体育局）"),
    ("细颗粒物（PM\n2.5\n）浓度继续下降", "细颗粒物（PM2.5）浓度继续下降"),
    ("某县关于印发《方案\n\n实施办法》\n\n的通知", "某县关于印发《方案实施办法》的通知"),
]


@pytest.mark.parametrize(("text", "wanted"), MUST_CHANGE)
def test_what_is_garbled_is_repaired(text: str, wanted: str) -> None:
    assert clean(text) == wanted


MUST_NOT_CHANGE = [
    "是（shì）、行（xíng）、长（cháng）是汉语拼音。",
    "国内生产总值（GDP）增长5%。",
    "（二）加强管理",
    "《意见》（某科〔2008〕1号）",
    "2018年9月25－28日，联合国论坛",
    "累计用电2023度，比去年少；水温2023度左右",
    "至今2月、过去3月，每3月一次",
    "今年10大民生实事、每年3次、今年1季度、去年9个月",
    "2018年211高校、110报警、2020年315晚会",
    "不少于120人，共315，每年180天",
    "97年5月22日、第97年、满97年30日，住宅在民国88年921地震之后",
    "一式3份，装订3—5份文件，12组、53个",
    "今年31日，明年3大任务，9月14日上午",
    "工作5项目标，2024年5个项目",
    "数量\n2020219\n3181456\n电话\n",
    "刊登于97年8月15、16、17日",
    "第7批\n2024年4月16\n日前",
    "共20243，现有2019925册，",
    "2018年10月9-11日",
    "某政办函2018、某市人民政府2018118部",
    "2020年56个民族，2024年18万人",
    "整改时限：2023年",
    "GB/T 20438已发布、ISO 20245正式出版",
    "2020年5大任务、2021年8省市、2020年3轮",
    "在500前、于少于120前",
    "某领导小组2025部",
    "2012版课标、2022中国国际进口博览会",
    "不再增加1979、1980两年",
    "由30日延长到90日，每年220天",
    "第三條\n1 本法所稱主管機關。\n2 機關應辦理之事項。\n3 對事業之補助，應公開。",
    "某条\n1 总则\n2 范围",
    "范围\n1 县城规划\n2 村庄规划\n3 名录管理\n4 其他",
    "提高到2025学时，低于2016元",
    "编号2001-2025，标准GB 2013-2025。",
    "（共2008172人）",
    "第2025届、从1到2025间房",
    "到2025所、到2025名、到2025平方米",
    "，到2025个项目",
    "多音字“行”（xíng）和“长”（zhǎng）的读音",
    "六安（lù'ān）市位于安徽省。",
    "电话：0564-3235069",
    "电话：2024416",
    "邮编：237000",
    "联系人及电话：某某，2130193",
    "投入202710元，购买20268册图书",
    "共20243人参加，其中20245名学生",
    "账号：20241231",
    "统一社会信用代码20241231123456789X",
    "增长到2025，再降到1998，",
    "自受理之日起120日内办结",
    "由90日延长至120日。",
    "2024年3月4所学校开工",
    "2024年9月28个项目签约",
    "2025年3、4月",
    "2021-2025年",
    "2024-04-16 00:00",
    "2024年第1号、2023年5所",
    "〔2023〕12号",
    "（教督〔2017〕6号）",
    "2022年1号文件",
    "第2025次会议",
    "省政协第20230144號提案、民进20230144號提案",
    "1231路公交、110指挥中心、12345热线",
    "2018年度、2019学年、2020财年",
    "今年315晚会、去年1200多人、同年100所，今年120余家",
    "本报记者110电话采访，新华社北京16日电",
    "每年95为基数，每年30名青年节代表，将50设立为目标",
    "（2024年1至6月）、2024年1月至6月，2023年6份建议报告",
    "增长到1231，年的1231人，国债1231亿元",
    "1美元兑换118日元至135日元",
    "2011年12所部委制定，1988国务院发布",
    "GB/T 9704-2012、GB 20266—2006",
    "f(x) = (a, b); y ~ 3",
    "see https://example.org/a?b=1&c=2 (PDF)",
    "http://example.cn/list?date=2024?4?16",
    "在2026年6月？到2025年？增长21.5%吗？5%够吗？",
    "layjyj@example.com",
    "1,234.56",
    "分为5，12，共17",
    "PM2.5浓度、5G网络、X86资源",
    "甲乙丙丁（某某）",
    "a<b，c>d，x&y",
    "AT&T公司、R&D经费",
    "某某***公司",
    "王丹　李明",
    "2020级新生、2012版课标",
    "2025初中毕业生",
    "1.5米、3.2.1节",
    "20世纪90年代",
    "序号\n\n1\n\n建设学校\n\n区教育局、区财政局\n\n2026年底\n\n2\n\n培训教师\n\n区人社局",
    "一、总体要求\n\n以提高质量为中心，推进改革。\n\n特此公告\n\n某县教育局\n\n2024年5月20日",
    "（二）加强财政投入，推进办学条件均衡\n\n2.优化布局规划。结合实际，进一步优化。\n\n责任部门：区教育局，配合部门：区财政局",
    "相关科目学生学业水平达到Ⅲ级以上，且校际差异率低于0.15\n\n区教育局\n\n2026年底",
    "区教育局、区市场监管局、区文旅局、区科技局、区民政局、区城管局\n\n2025年底",
    "某县人民政府关于印发《方案》的通知\n\n各乡镇人民政府：\n\n现印发给你们。",
    "问：怎么办？答：这样办！",
    (
        "前一段说完了。\n\n\n第一，实行开发和节约并重，近期要把节约放在优先的地位，大力开展以节约为中心的技术改造和结构改革，明年就要起步\n\n\n"
        "在开发和增产方面，将采取以下措施："
    ),
    "标准体系的框架由基础、技术、产品和应用四个部分组成，" * 3
    + "逻辑清晰。（二）体系内容\n标准体系主要包括基础标准、通用标准、产品标准和应用标准。",
    "鍾南山、喆某、昇某参加会议",
]


@pytest.mark.parametrize("text", MUST_NOT_CHANGE)
def test_what_is_in_order_stays(text: str) -> None:
    assert clean(text) == text


def test_the_sets_of_what_must_and_must_not_change_are_of_one_size() -> None:
    assert len(MUST_NOT_CHANGE) >= len(MUST_CHANGE)


@pytest.mark.parametrize(
    ("text", "code", "alternatives"),
    [
        ("办公室2024111日印发", "open-date", ("2024年1月11日", "2024年11月1日")),
        ("到20266月底，", "restored-date", ()),
        ("（20248-202611，", "restored-date", ()),
        ("到2027年11，建成", "restored-date", ("2027年1月1日",)),
        ("（教督20176号）", "restored-number-brackets", ()),
        ("教师5360学时", "restored-years", ()),
        ("文件于4月3由某社发布", "open-date", ("4月3日",)),
        ("一、任务\n（）甲\n（二）乙", "restored-enumerator", ()),
        ("副部长（）、主任", "lost-in-brackets", ()),
        ("市\ue5e5局", "private-use", ()),
        ("市\ufffd局", "lost-character", ()),
        ("市?局的工作", "lost-character", ()),
        ("增长21?5%，", "open-point", ("21.5",)),
        ("2024?4?16?", "restored-date", ()),
    ],
)
def test_what_is_not_certain_is_marked(text: str, code: str, alternatives: tuple[str, ...]) -> None:
    doubts = {d.code: d for d in repair(text, PACK).doubts}
    assert doubts[code].alternatives == alternatives


def test_a_doubtful_date_is_read_by_the_dates_around_it() -> None:
    assert clean("2024年9月28日至111日") == "2024年9月28日至11月1日"
    assert "2024年11月1日印发" in clean("2024年10月5日受理，2024111日印发，2024年12月1日公布")
    assert "2024年1月11日" in clean("2024年1月11日召开。会后，办公室2024111日印发")
    assert clean("办公室2024111日印发") == "办公室2024111日印发"


@pytest.mark.parametrize(
    ("run", "pairs"),
    [("416", ((4, 16),)), ("111", ((1, 11), (11, 1))), ("1231", ((12, 31),)), ("0416", ((4, 16),)), ("99", ((9, 9),))],
)
def test_a_run_of_digits_is_split_in_every_way_the_calendar_allows(run: str, pairs: object) -> None:
    assert month_and_day(run, 2024) == pairs


def test_a_day_that_the_year_does_not_have_is_no_reading() -> None:
    assert month_and_day("229", 2024) == ((2, 29),)
    assert month_and_day("229", 2023) == ()
    assert month_and_day("230", 2024) == ()


@pytest.mark.parametrize(
    ("character", "pinyin", "verdict"),
    [("關", "guān", True), ("關", "guan", True), ("裡", "lǐ", True), ("說", "shuì", True), ("關", "kāi", False)],
)
def test_a_gloss_is_a_reading_of_the_character_before_it(character: str, pinyin: str, verdict: bool) -> None:
    assert is_gloss(character, pinyin) is verdict


def test_a_page_full_of_glosses_loses_those_behind_simplified_characters_as_well() -> None:
    page = "关(guān)于(yú)印(yìn)发(fā)方(fāng)案(àn)的通(tōng)知(zhī)"
    assert clean(page) == "关于印发方案的通知"
    assert clean("关(guān)于印发方案的通知") == "关（guān）于印发方案的通知"


def test_a_full_line_that_opens_an_item_goes_on_in_a_short_line_with_its_end() -> None:
    prose = "为做好服务资源的使用和管理，各相关部门应当按照职责分\n"
    prose += "工，加强协调，共同做好各项工作，确保资金安全和使用效\n"
    item = "1.对上一年度营业收入五十亿元以上的企业，补贴上限为每\n年200万元；\n"
    text = clean(prose * 3 + item + prose * 3)
    assert "补贴上限为每年200万元；\n" in text


def test_a_reading_with_a_blank_behind_it_was_written_by_a_machine() -> None:
    assert clean("供给(gěi )不足，建(jiàn)设") == "供给不足，建（jiàn）设"
    assert clean("长度(m )不变") == "长度（m ）不变"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("加強學\n(xué)校", "加強學校"),
        ("加強學 (xué)校，責(zé\n)任", "加強學校，責任"),
        ("加強(qiáng)?(xué)校", "加強學校"),
        ("加強(qiáng)(xué)校", "加強學校"),
        ("加強(qiáng)?(tǐ)育", "加強\ufffd育"),
        ("多音字“行”(xíng)，面積(ha)", "多音字“行”（xíng），面積（ha）"),
    ],
)
def test_a_gloss_behind_a_line_break_or_a_lost_character_goes_as_well(text: str, wanted: str) -> None:
    page = "關(guān)于印發(fā)學(xué)校義務(wù)教育\n"
    rewrite = repair(page + text, PACK)
    assert rewrite.text == "關于印發學校義務教育\n" + wanted
    assert bool(rewrite.doubts) == ("?" in text or ")(" in text)
    holds(rewrite)


def test_an_edit_of_a_gloss_covers_the_character_so_that_spans_keep_it() -> None:
    text = "關(guān)于印發(fā)通知"
    rewrite = simplify(repair(text, PACK), PACK)
    at = rewrite.text.index("关于印发")
    assert rewrite.text == "关于印发通知"
    assert rewrite.to_source(Span(at, at + 4)).of(text) == "關(guān)于印發(fā)"


@pytest.mark.parametrize(("written", "read"), [("utf-8", "latin-1"), ("gb18030", "latin-1"), ("gbk", "cp1252")])
def test_a_wrong_decoding_is_undone(written: str, read: str) -> None:
    text = "各县（市、区）到2027年底建成学校100所。\n责任单位：市教育局"
    rewrite = repair(corrupt.misread(text, written, read), PACK)
    assert rewrite.text == text
    assert {d.code for d in rewrite.doubts} == {"mojibake"}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("gb18030", "latin-1"),
        ("gbk", "cp1252"),
        ("utf-8", "gbk"),
        ("utf-8", "cp1252"),
        ("gbk", "big5"),
        ("gbk", "big5hkscs"),
        ("gbk", "euc_kr"),
        ("gbk", "cp949"),
        ("gbk", "cp932"),
        ("gbk", "shift_jis"),
        ("utf-8", "cp932"),
    ],
)
def test_short_lines_are_decoded_as_the_lines_around_them(written: str, read: str) -> None:
    text = "某教基〔2023〕12号\n各县市区教育局，各有关学校，到2027年底，全县义务教育学校全部达到标准要求\n2023年9月28日"
    assert values(clean(corrupt.misread(text, written, read))) == values(text)


@pytest.mark.parametrize("read", ["latin-1", "cp1252", "big5", "cp932"])
def test_traditional_characters_that_were_written_in_gbk_are_read_again(read: str) -> None:
    text = str(corrupt.TO_TRADITIONAL.convert(PROSE))
    found = repair(corrupt.misread(text, "gbk", read), PACK)
    assert values(found.text) == values(repair(text, PACK).text)
    assert "mojibake" in {doubt.code for doubt in found.doubts}


def test_characters_that_lost_a_byte_are_told_by_how_common_they_are() -> None:
    text = (
        "（2016年4月28日第十二届全国人民代表大会常务委员会第二十次会议通过）\n"
        "第一条　本法规范活动，保障合法权益，促进交流与合作，维护公共利益。\n"
        "代表机构应当于每年12月31日前将包含项目实施、资金使用等内容的下一年度活动计划报业务主管单位，业务主管单位同意后十日内报登记管理机关备案。"
    )
    big5 = corrupt.misread(str(corrupt.TO_TRADITIONAL.convert(text)), "big5", "gbk")
    assert big5.count("\ufffd") > 20
    found = simplify(repair(big5, PACK), PACK).text
    assert values(found) == values(text)
    assert "第十二" in found
    assert "第二十次会议" in found
    assert found.count("\ufffd") < big5.count("\ufffd") * 2 / 3
    assert "大会常务委员会第二十次会议通过" in clean(corrupt.misread(text, "gbk", "big5"))


def test_numerals_of_a_date_that_lost_bytes_come_back() -> None:
    text = "各县市区教育局，各有关学校，全县义务教育学校全部达到标准\n二〇〇九年十二月十九日"
    assert clean(corrupt.misread(text, "utf-8", "cp1252")).endswith("二〇〇九年十二月十九日")


# Prose with the characters that Big5 or GBK do not have, as every page has some.
PROSE = (
    "根据2005年8月28日第十届全国人民代表大会常务委员会的决定，为了加强对义务教育的管理，保障适龄儿童、少年接受义务教育的权利，"
    "提高全民族素质，根据宪法和教育法，制定本法。国家实行九年义务教育制度，各级人民政府应当合理配置教育资源，促进均衡发展。\n"
    "（某政办发〔2023〕14号）自2024年1月1日起施行，有效期五年，由市教育局负责解释。各县区人民政府要认真组织实施，确保工作落实。"
)


@pytest.mark.parametrize(("written", "read"), [("gbk", "big5"), ("big5", "gbk")])
def test_bytes_left_out_without_a_sign_are_told_by_how_common_the_characters_are(written: str, read: str) -> None:
    source = corrupt.TO_TRADITIONAL.convert(PROSE).replace("爲", "為") if written == "big5" else PROSE
    garbled = source.encode(written).decode(read, "ignore")
    assert len(garbled.encode(read)) < len(source.encode(written))
    found = repair(garbled, PACK)
    read_again = simplify(found, PACK).text
    for wanted in ("2005年8月28日第十", "〔2023〕14号", "2024年1月1日起施行，"):
        assert wanted in read_again
    assert any("told by what is left of their bytes" in d.reason for d in found.doubts if d.code == "mojibake")


def test_a_byte_of_utf8_left_out_without_a_sign_may_have_been_the_second_or_the_third() -> None:
    read_again = clean(PROSE.encode("utf-8").decode("cp1252", "ignore"))
    assert "〔2023〕14号）自2024年1月1日起施行" in read_again


def test_a_byte_of_gbk_left_out_without_a_sign_may_have_been_the_second() -> None:
    read_again = clean(PROSE.encode("gbk").decode("cp932", "ignore"))
    assert "根据2005年8月28日第十" in read_again
    assert "自2024年1月1日起施行，" in read_again


def test_what_cannot_be_read_again_is_marked_over_the_whole_text() -> None:
    garbled = PROSE.encode("gbk").decode("utf-8", "replace")
    found = repair(garbled, PACK)
    assert "2005年8月28日" in found.text
    (doubt,) = [d for d in found.doubts if d.code == "unreadable"]
    assert doubt.span == Span(0, len(garbled))


def test_a_form_of_rare_characters_is_not_decoded_again() -> None:
    form = "重庆增值税电子普通发票\n发票代码：\n校验码：\n购买\n名称：\n纳税人识别号：\n餐饮服务\n餐费\n税额\n备注\n"
    assert clean(form) == form
    assert not repair(form, PACK).doubts


def test_korean_and_japanese_are_not_decoded_again() -> None:
    korean = "교육부는 2024년 4월 16일 학교 안전 관리 계획을 발표하고, 모든 학교에 그 내용을 알렸다."
    japanese = "文部科学省は2024年4月16日、学校の安全管理に関する計画を発表した。ﾃﾞｰﾀは別表の通り。"
    assert clean(korean) == korean.replace(", ", "， ") or clean(korean) == korean
    assert "文部科学省は2024年4月16日" in clean(japanese)


def test_dates_come_back_from_what_a_reader_lost_most_of() -> None:
    found = repair(corrupt.misread(PROSE, "utf-8", "cp949"), PACK)
    assert "2005年8月28日" in found.text
    assert "2024年1月1日" in found.text
    assert {"mojibake", "unreadable"} <= {d.code for d in found.doubts}


@pytest.mark.parametrize(
    ("written", "read"), [("gb18030", "utf-8"), ("big5", "utf-8"), ("utf-8", "big5"), ("utf-8", "euc_kr")]
)
def test_dates_and_numbers_come_back_from_the_bytes_that_a_reader_left_of_them(written: str, read: str) -> None:
    text = (
        "某政发〔2023〕12号\n到2025年底，于2021年12月31日，2024年9月，（某政办〔2022〕15号），在2026年6月。\n" + PROSE
    )
    if written == "big5":
        text = str(corrupt.TO_TRADITIONAL.convert(text)).replace("\u7232", "\u70ba")  # a form of 為 that Big5 lacks
    found = repair(corrupt.misread(text, written, read), PACK)
    for wanted in ("〔2023〕12", "2025年", "2021年12月31日", "2024年9月", "〔2022〕15", "2026年6月", "2005年8月28日"):
        assert wanted in found.text
    assert [d.code for d in found.doubts].count("unreadable") == 1
    assert "lost-character" not in {d.code for d in found.doubts}


def test_chinese_of_the_right_encoding_is_not_decoded_again() -> None:
    rare = "饕餮纹鼎、觥筹、鬯酒、彝铭、夔龙纹簋、罍、卣、斝、盉、甗、瓿、匜"
    assert clean(rare) == rare


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("受理时间为2018年10月268:00至12月516:00。", "受理时间为2018年10月26日8:00至12月5日16:00。"),
        ("2018年925－28日，某论坛在某市举行。", "2018年9月25日－28日，某论坛在某市举行。"),
        ("根据2005年12月19《决定》修订", "根据2005年12月19日《决定》修订"),
        ("某某法自201911起施行。", "某某法自2019年1月1日起施行。"),
        ("主要发生在2003年12月18、19日的", "主要发生在2003年12月18、19日的"),
        ("某政发〔2018〕115号\n某市人民政府\n2018年124日", "某政发〔2018〕115号\n某市人民政府\n2018年12月4日"),
    ],
)
def test_days_are_read_by_what_stands_beside_them(text: str, wanted: str) -> None:
    rewrite = repair(text, PACK)
    assert rewrite.text == wanted
    assert bool(rewrite.doubts) == (text != wanted)


def test_a_year_that_cannot_be_is_marked() -> None:
    assert [(d.code, d.span) for d in repair("0403年，全省达到60%以上。", PACK).doubts] == [
        ("impossible-year", Span(0, 5))
    ]
    changed = "到0403年底建成20所，0405年57月达到60%，0407年1月48日印发。"
    assert [(d.code, d.span) for d in repair(changed, PACK).doubts] == [("impossible-dates", Span(0, len(changed)))]
    assert repair("电话10403年检。编号2010403年检。", PACK).doubts == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # a standing committee meets at the end of even months
        ("（2024年118日第十四届全国人民代表大会常务委员会第十二次会议通过）", "2024年11月8日"),
        # congresses meet in winter
        ("2025年115日在某县第十七届人民代表大会第四次会议上", "2025年1月15日"),
        # what is told as past, the signature, what comes into force or is due
        ("（2020年10月17日第十三届会议通过）\n第九条　本法自2020年121日起施行。", "2020年12月1日"),
        ("本通知自2013年111日起执行。\n某部\n2013年4月11日", "2013年11月1日"),
        ("请于2018年2月14日前反馈。\n某委员会\n2018年115日", "2018年1月15日"),
        ("《条例》已经2018年9月6日会议通过，自2019年3月1日起施行。\n总理　某某\n2018年116日", "2018年11月6日"),
        # numbers begin with the year
        ("国发〔2019〕3号\n国务院\n2019年112日", "2019年1月12日"),
        # what comes into force does so on the first of a month
        ("第五十条　本法自2022年121起施行。", "2022年12月1日"),
        # the months that the text tells of
        ("2018年11月20日座谈，2018年11月2日调研，各有关单位的负责同志都已参加。\n2018年115日到场。", "2018年11月5日"),
        # soon after what it reports
        ("2024年9月28日至11月1日，2024年10月8日起，开展招聘。\n某市人民政府2025年114日", "2025年1月14日"),
        # a sentence that goes through the year
        ("相继发生了3月19日某地、53日某地、119日某地和11月19日某地地震。到20266月底，20255月，", "11月9日"),
    ],
)
def test_the_order_of_what_is_told_decides_between_readings(text: str, wanted: str) -> None:
    rewrite = repair(text, PACK)
    assert wanted in rewrite.text
    assert all(d.alternatives for d in rewrite.doubts if rewrite.source[d.span.start : d.span.end] == wanted)


def test_a_low_number_of_a_group_does_not_decide_a_date() -> None:
    text = "某领导小组〔2018〕5号\n某市某领导小组\n2018年124日"
    assert clean(text) == text


def test_a_text_garbled_twice_comes_back() -> None:
    text = "各县（市、区）到2027年底建成学校100所。\n责任单位：市教育局"
    twice = corrupt.misread(corrupt.misread(text, "utf-8", "latin-1"), "utf-8", "latin-1")
    assert clean(twice) == text


def test_signs_of_dates_that_lost_a_byte_beside_a_digit_come_back() -> None:
    text = "根据《意见》（某发〔2011〕4号）\n从2022年10月28日起，到2027年6月\n某局2023年1月3日"
    assert values(clean(corrupt.misread(text, "utf-8", "gbk"))) == values(text)


def test_utf8_read_as_gbk_comes_back_but_for_the_bytes_that_were_lost() -> None:
    text = "各县（市、区）到2027年底建成学校100所。\n责任单位：市教育局"
    rewrite = repair(corrupt.misread(text, "utf-8", "gbk"), PACK)
    assert re.sub("\ufffd", "", rewrite.text)[:18] == text[:18]
    assert sum(a == b for a, b in zip(rewrite.text, text, strict=True)) >= len(text) - 5


# ------------------------------------------------------------------ laws

PIECES = (
    "關(guān)|学校|20266月|底|，|。|\n|\n\n| |\u3000|(|)|,|;|?|2024416日|〔20176號|\n— 2 —\n|\n- 5 -\n|1.|（一）|（）"
    "|到2027年|市教育局|責任|<br>|&nbsp;|\u200b|２７％|⻓|**|# |3\n|《|》|PM\n2.5\n）|\r\n|？|2024 - |2026年"
    "|统筹考虑城乡经济发展、新型城镇化建设、学龄人口变化趋势等因素，按照实际服务人口规"
)
WORDS = st.sampled_from(PIECES.split("|"))
TEXTS = st.one_of(st.lists(WORDS, max_size=25).map("".join), st.text(max_size=60))


def holds(rewrite: Rewrite) -> None:
    text = rewrite.source
    for layer in rewrite.layers:
        assert layer.text == text
        replayed, at = [], 0
        for edit in layer.edits:
            assert edit.rule
            replayed += [text[at : edit.span.start], edit.replacement]
            at = edit.span.end
        text = "".join([*replayed, text[at:]])
        assert layer.output == text
    assert rewrite.text == text


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_replaying_the_edits_gives_the_clean_text(text: str) -> None:
    holds(simplify(repair(text, PACK), PACK))


@given(TEXTS, st.data())
@settings(max_examples=200, deadline=None)
def test_a_span_maps_back_inside_the_source_and_forth_again(text: str, data: st.DataObject) -> None:
    rewrite = simplify(repair(text, PACK), PACK)
    start = data.draw(st.integers(0, len(rewrite.text)))
    span = Span(start, data.draw(st.integers(start, len(rewrite.text))))
    back = rewrite.to_source(span)
    assert 0 <= back.start <= back.end <= len(text)
    if len(span):
        assert rewrite.to_clean(back).contains(span)
    for doubt in rewrite.doubts:
        assert 0 <= doubt.span.start <= doubt.span.end <= len(text)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_repair_has_nothing_to_mend_in_its_own_output(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


# ------------------------------------------------------------------ corrupted pages

PAGE = """关于印发《县域教育发展实施方案》的通知
某政办〔2023〕14号
各乡镇人民政府，县直各单位：
《县域教育发展实施方案》已经2023年11月28日县政府第15次常务会议通过，现印发给你们，请认真贯彻执行。
县人民政府办公室
2023年12月25日
县域教育发展实施方案
根据《督导评估办法》（教督〔2017〕6号）和《关于优化学校布局的意见》（某政办〔2022〕108号）精神，制定本方案。
到2026年6月底，全县学校全部达标。2025年10月底前完成改造，2024年8月，启动建设。
一、实施步骤
（一）动员阶段（2024年1月-2024年3月）。召开动员大会。
（二）实施阶段（2024年4月-2026年9月）。全面推进建设。
2024年5月，完成摸底。自2024年4月16日起至2024年5月16日止，公开征求意见。
（三）验收阶段（2026年10月至2027年12月）。到2027年底，通过国家认定。2027年底前，建立长效机制。
本办法自2024年2月1日起施行，有效期至2029年1月31日。
"""
_VALUES = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|〔\d{4}〕\d+号")


def values(text: str) -> Counter[str]:
    return Counter(_VALUES.findall(text))


def test_dates_and_numbers_of_corrupted_pages_come_back_and_wrong_ones_are_marked() -> None:
    wanted = values(PAGE)
    found = 0
    for seed in range(24):
        chance = random.Random(seed)
        text = corrupt.without_brackets(corrupt.without_date_signs(PAGE, chance), chance)
        text = corrupt.glossed(text, chance) if seed % 3 == 0 else text
        text = corrupt.misread(text, "utf-8", "latin-1") if seed % 3 == 1 else text
        rewrite = simplify(repair(text, PACK), PACK)
        got = values(rewrite.text)
        found += (wanted & got).total()
        marked = [rewrite.to_clean(d.span) for d in rewrite.doubts]
        for m in _VALUES.finditer(rewrite.text):
            wrong = m[0] not in wanted
            assert not wrong or any(Span(*m.span()).overlaps(span) for span in marked), m[0]
    assert found >= 0.95 * 24 * wanted.total()


def test_real_documents_keep_their_words(shared: Path, pack: Pack) -> None:
    for path in sorted((shared / "realdocs" / "txt").glob("Laosheng*"))[:12]:
        text = path.read_text(encoding="utf-8-sig")
        rewrite = simplify(repair(text, pack), pack)
        assert re.sub(r"\s", "", rewrite.text) == re.sub(r"\s", "", text), path.name


def test_the_garbled_page_of_the_corpora_is_readable(shared: Path, pack: Pack) -> None:
    text = next((shared / "corpora").glob("003_*.txt")).read_text(encoding="utf-8")
    rewrite = simplify(repair(text, pack), pack)
    assert len(re.findall(r"[\u3400-\u9fff]\([a-zà-ǜ]+\)", rewrite.text)) == 0
    assert rewrite.text.count("2026年8月") >= 7
    assert "（教督〔2017〕6号）" in rewrite.text
    assert "（一）加强党建工作" in rewrite.text
    assert clean(repair(text, pack).text) == repair(text, pack).text


def test_a_numbered_paragraph_whose_text_has_begun_goes_on_over_a_line_break(pack: Pack) -> None:
    below = "各类智能产品，覆盖手机、电视、音箱等多个类别，并持续改进产品的使用体验。"
    text = f"3. 丰富硬件产品供给。优化设备供给，指导支持企业研制推出\n\n{below}"
    assert f"研制推出{below}" in repair(text, pack).text
    heading = f"3. 丰富硬件产品供给，优化设备供给，改进对各类企业的服务方式\n\n{below}"
    assert "服务方式\n" in repair(heading, pack).text


def test_a_word_of_the_text_is_closed_up_over_an_empty_line(pack: Pack) -> None:
    law = "主管机关不得禁止其结合，但结合事业应当向主管机关申报。结合申报的办法，由主管机关另行规定。"
    above = "事业结合应当在申报期限届满前提出的，主管机关对其结"
    below = "合之申报，应于三十日内作成决定，并通知申报人。"
    assert above + below in repair(f"{law}\n{above}\n\n{below}", pack).text
    assert above[:-1] + "\n\n" + below[1:] in repair(f"{law}\n{above[:-1]}\n\n{below[1:]}", pack).text


def test_lines_of_one_width_are_closed_up_where_the_sentence_goes_on() -> None:
    sentence = "到2025年，规模以上企业基本普及数字化，重点行业骨干企业初步实现智能转型，供给能力明显增强"
    body = "".join(sentence.replace("2025", str(year)) for year in range(2025, 2041)) + "。"
    plain = "支持建设二十个以上专业水平高服务能力强的智能制造系统解决方案供应商和示范工厂。"
    wrapped = "\n".join(
        text[at : at + 27] for text in (body, plain, body, plain, body) for at in range(0, len(text), 27)
    )
    contents = "\n".join(f"{number}、重点任务{'.' * 70}{page}" for number, page in zip("一二三", "135", strict=True))
    assert clean(f"{contents}\n{wrapped}").split("\n")[-2:] == [plain, body]


def test_numbers_that_a_viewer_put_on_lines_of_their_own_go_back_into_their_sentences() -> None:
    torn = (
        "全县教育投入\n8316.5\n万元，比上年增加\n310\n万元。资助学生\n3600\n人次，新建幼儿园\n4\n所；建成周转房\n"
        "1200\n平方米，\n2016\n年投入使用。\n二、下一步打算\n5\n月底前开工"
    )
    assert clean(torn) == (
        "全县教育投入8316.5万元，比上年增加310万元。资助学生3600人次，新建幼儿园4所；建成周转房1200平方米，"
        "2016年投入使用。\n二、下一步打算\n5月底前开工"
    )


def test_numbers_among_the_cells_of_a_flattened_table_stay_lines() -> None:
    table = (
        "序号\n项目\n数量\n单位\n1\n项目库建设，分两期\n300\n万元\n2\n万人培训，含教师\n1200\n人次\n3\n所有乡镇\n18\n个"
    )
    assert clean(table) == table


def test_lines_of_a_list_stay_lines_though_they_are_alike_in_width() -> None:
    lines = "\n".join(
        f"某县{name}小学校舍改扩建工程项目，新增学位三百个，建成投入使用；" for name in "一二三四五六七八"
    )
    assert clean(lines) == lines


def test_a_sentence_that_speaks_of_an_indicator_is_no_header_of_a_table() -> None:
    text = "给予人才指标 1 名，同一企业在 2025 年度最多不超过 10 名。"
    assert clean(text) == "给予人才指标1名，同一企业在2025年度最多不超过10名。"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("距离不应小于1. 5米。", "距离不应小于1.5米。"),
        ("增长7 . 5%，完成1 .2亿元。", "增长7.5%，完成1.2亿元。"),
        ("任务1. 5所学校达标。", "任务1. 5所学校达标。"),
        ("1. 5米以上的树。", "1. 5米以上的树。"),
    ],
)
def test_a_blank_beside_the_point_of_a_value_goes(text: str, clean: str) -> None:
    assert repair(text, PACK).text == clean
