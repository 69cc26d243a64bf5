"""Dates whose signs were lost: what tells that they are dates, and which of several readings is meant."""

from __future__ import annotations

import pytest

from chengnuo.packs import load_pack
from chengnuo.repair import repair
from chengnuo.repair.places import bands, beginning

PACK = load_pack()

# A page on which dates are certainly garbled: weaker evidence counts there.
GARBLED = "到20266月底，全部达标。20255月，开工。\n"


def clean(text: str) -> str:
    return repair(text, PACK).text


READ = [
    # a time of day behind the day
    ("申请书在202442216时前提交", "申请书在2024年4月22日16时前提交"),
    ("时间为201810268:00至12516:00。", "时间为2018年10月26日8:00至12月5日16:00。"),
    # days of one month
    ("于199718至12召开会议", "于1997年1月8日至12日召开会议"),
    ("201996-8，某大会开幕", "2019年9月6日-8日，某大会开幕"),
    # behind a dash at the end of a line, before the day of the week
    ("意见征求时间：2022年4月11日至5月11\n", "意见征求时间：2022年4月11日至5月11日\n"),
    ("将于5月26（周四）到某校", "将于5月26日（周四）到某校"),
    # months of one year, not of two years of the Republic
    ("检查组于1012至1014分别进驻。", "检查组于10月12日至10月14日分别进驻。"),
    # what is done with telephones on a day is no number of one
    (GARBLED + "联系电话于415前报送某室", clean(GARBLED) + "联系电话于4月15日前报送某室"),
    # the session of a congress, the number of a document cited, what was signed soon after it was passed
    ("某市第八届委员会第二次会议于2008114至17日举行", "某市第八届委员会第二次会议于2008年1月14日至17日举行"),
    (
        "2020128印发的《某预案》（某政办函〔2020〕99号）废止",
        "2020年12月8日印发的《某预案》（某政办函〔2020〕99号）废止",
    ),
    (
        "已经2006111某会议通过，现予发布。\n市长 某某\n2006年11月28日\n",
        "已经2006年11月1日某会议通过，现予发布。\n市长 某某\n2006年11月28日\n",
    ),
    # a page that shows a text in March was not written in November
    ("时间：2024-03-20\n某县人民政府办公室\n2024111\n", "时间：2024-03-20\n某县人民政府办公室\n2024年1月11日\n"),
    # weeks that a bulletin compares, the day of something in brackets, the week of a month, an hour of one digit
    ("与前一周（67-613）比较，上周（614-620）下降", "与前一周（6月7日-6月13日）比较，上周（6月14日-6月20日）下降"),
    ("监测（采集日为614）显示", "监测（采集日为6月14日）显示"),
    ("监测，20176第2周禽类价格", "监测，2017年6月第2周禽类价格"),
    ("从20204208时起施行至202061924时止", "从2020年4月20日8时起施行至2020年6月19日24时止"),
    # years of the Republic
    ("修正日期：民国1060614\n", "修正日期：民国106年06月14日\n"),
    ("依据某部108731台教某字第10800号", "依据某部108年7月31日台教某字第10800号"),
    ("预计于1157竣工，某校预计11510完工", "预计于115年7月竣工，某校预计115年10月完工"),
    ("自113年11起，满65岁", "自113年1月1日起，满65岁"),
    ("预计116底前达七成", "预计116年底前达七成"),
    # years and decades
    ("某县2022国民经济和社会发展统计公报", "某县2022年国民经济和社会发展统计公报"),
    ("自70代以来，20世纪80代末", "自70年代以来，20世纪80年代末"),
    ("到2022和2030，居民健康", "到2022年和2030年，居民健康"),
    ("2024-25度起，总数增加", "2024-25年度起，总数增加"),
    # months
    ("男，汉族，197211出生", "男，汉族，1972年11月出生"),
    ("1—11规模以上工业增加值增长", "1—11月规模以上工业增加值增长"),
    ("2019年11起，全面供应", "2019年1月1日起，全面供应"),
    ("完成时限：8底\n", "完成时限：8月底\n"),
    ("要求，20221起，岗位出", "要求，2022年1月起，岗位出"),
    # on a page that lost more
    (GARBLED + "优化。9，某校成立", clean(GARBLED) + "优化。9月，某校成立"),
    (GARBLED + "建成小学，9正式招生", clean(GARBLED) + "建成小学，9月正式招生"),
    (GARBLED + "某校91前投入使用", clean(GARBLED) + "某校9月1日前投入使用"),
    (GARBLED + "动员部署（620-820）", clean(GARBLED) + "动员部署（6月20日-8月20日）"),
    (GARBLED + "遇难。811至18，某省", clean(GARBLED) + "遇难。8月11日至18日，某省"),
    (GARBLED + "核对20221市场化交易", clean(GARBLED) + "核对2022年1月市场化交易"),
    # half a day, the day of the week, the day told again
    ("工作组2016926凌晨抵达", "工作组2016年9月26日凌晨抵达"),
    ("将于728早晨到达", "将于7月28日早晨到达"),
    ("618（星期二）放假，48（星期日）上班", "6月18日（星期二）放假，4月8日（星期日）上班"),
    ("请115（含5日）以来到过某地者", "请11月5日（含5日）以来到过某地者"),
    ("11250-24时，某省报告", "11月25日0-24时，某省报告"),
    # ends of ranges
    ("于913至16日进行预审", "于9月13日至16日进行预审"),
    ("数据期限从201211到1231止", "数据期限从2012年1月1日到12月31日止"),
    ("公示期：2018213—201832（共10个工作日）", "公示期：2018年2月13日—2018年3月2日（共10个工作日）"),
    ("202241至46登录平台", "2022年4月1日至4月6日登录平台"),
    ("1-2主要指标完成情况", "1-2月主要指标完成情况"),
    ("自200391起，全市停用", "自2003年9月1日起，全市停用"),
    # heads of lines
    ("某水利网站927讯 某河水位", "某水利网站9月27日讯 某河水位"),
    (GARBLED + "（2）2022530\n上午", clean(GARBLED) + "（2）2022年5月30日\n上午"),
    (GARBLED + "某河台风将于728在某地登陆", clean(GARBLED) + "某河台风将于7月28日在某地登陆"),
    (GARBLED + "分别于83和89通过评审", clean(GARBLED) + "分别于8月3日和8月9日通过评审"),
    (GARBLED + "取得资格。41考生可查询结果", clean(GARBLED) + "取得资格。4月1日考生可查询结果"),
    # months from January on, months of plans
    ("今年1—9，全省完成投资", "今年1—9月，全省完成投资"),
    ("2013年1-12各税种申报期限", "2013年1-12月各税种申报期限"),
    ("预计20168获得批复，11底全部完工", "预计2016年8月获得批复，11月底全部完工"),
    ("比3初增加", "比3月初增加"),
    # what was done on a day
    ("1031，县长主持召开会议", "10月31日，县长主持召开会议"),
    ("某广网某州1230消息", "某广网某州12月30日消息"),
    ("今天（928）上午", "今天（9月28日）上午"),
    ("215为星期六，620晚6时开会", "2月15日为星期六，6月20日晚6时开会"),
    ("自然博物馆25至7日闭馆", "自然博物馆2月5日至7日闭馆"),
    ("持身份证原件、毕业证原件于2019825上午报到", "持身份证原件、毕业证原件于2019年8月25日上午报到"),
    # ends of ranges, years before what was done with a place
    ("9月1日至1230（4个月）", "9月1日至12月30日（4个月）"),
    ("一、时间\n2025324—329\n二、地点", "一、时间\n2025年3月24日—3月29日\n二、地点"),
    ("时间为202459——719日。", "时间为2024年5月9日——7月19日。"),
    (GARBLED + "并于74提交报告", clean(GARBLED) + "并于7月4日提交报告"),
    ("到1914将某县复名，1949划归某省", "到1914年将某县复名，1949年划归某省"),
    # what comes round every year
    ("每年315到615为防火期，每年9月15日至次年430禁火", "每年3月15日到6月15日为防火期，每年9月15日至次年4月30日禁火"),
    ("2019730至818（每日0时至24时）", "2019年7月30日至8月18日（每日0时至24时）"),
    ("将于2014421和424在某广场", "将于2014年4月21日和4月24日在某广场"),
    (GARBLED + "某次会议223至25举行", clean(GARBLED) + "某次会议2月23日至25日举行"),
    (GARBLED + "并于6立碑保护", clean(GARBLED) + "并于6月立碑保护"),
    # years before what they are of
    ("那么，2017将有哪些项目", "那么，2017年将有哪些项目"),
    ("2016、2017我局多次申请", "2016年、2017年我局多次申请"),
    ("明确到2050建成强国", "明确到2050年建成强国"),
    # phases, periods, what is told up to a day
    ("（一）动员阶段（5）。（二）督查阶段（8-11）", "（一）动员阶段（5月）。（二）督查阶段（8月-11月）"),
    ("（三）自查摸底阶段（73至715）。", "（三）自查摸底阶段（7月3日至7月15日）。"),
    ("检查从415开始，至430结束，共16天", "检查从4月15日开始，至4月30日结束，共16天"),
    ("某市从55起至620，开展自查", "某市从5月5日起至6月20日，开展自查"),
    ("截至1015，某区提案已全部办结", "截至10月15日，某区提案已全部办结"),
    ("1-5，无此项收入。预计12完成投资2亿元", "1-5月，无此项收入。预计12月完成投资2亿元"),
    ("分别于6底和7底报送，较6末提高，8初已办理", "分别于6月底和7月底报送，较6月末提高，8月初已办理"),
    ("于2018年5月至7组织督察，2004年4月和9，某部来人", "于2018年5月至7月组织督察，2004年4月和9月，某部来人"),
    # what was restored tells of what stands beside it
    ("某组于20185至7组织督察", "某组于2018年5月至7月组织督察"),
    ("定于2015年9月25-1030对某路封闭施工", "定于2015年9月25日-10月30日对某路封闭施工"),
    ("防火期为715至915，戒严期为8份；至54日晚8时", "防火期为7月15日至9月15日，戒严期为8月份；至5月4日晚8时"),
    # signatures and news
    ("特此通告\n某市人民政府\n1221\n", "特此通告\n某市人民政府\n12月21日\n"),
    ("某县人民政府督查室      2022819\n", "某县人民政府督查室      2022年8月19日\n"),
    ("（记者某某）314从全省工作会获悉", "（记者某某）3月14日从全省工作会获悉"),
    ("621，某某镇开展检查", "6月21日，某某镇开展检查"),
    ("活动从311（农历二月二）开始", "活动从3月11日（农历二月二）开始"),
    # one mark for each sign
    ("请于11?23?前，于7?3?至7?15?", "请于11月23日前，于7月3日至7月15日"),
    ("并于2018年5?至7?组织，今年10?至2019年12?，", "并于2018年5月至7月组织，今年10月至2019年12月，"),
    ("情况。1-5?，全县完成；督查阶段（8?-11?）", "情况。1-5月，全县完成；督查阶段（8月-11月）"),
    ("《方案》（某府办函?2022?198?），某审报〔2022?3?文", "《方案》（某府办函〔2022〕198号），某审报〔2022〕3号文"),
    # hours behind days that cannot be, months beside months, births, offices that sign in one line
    ("于20223月29:00起至34日17:00登录", "于2022年3月2日9:00起至3月4日17:00登录"),
    ("时间\n48日8时30分至20时30分", "时间\n4月8日8时30分至20时30分"),
    (GARBLED + "20167和11、20174和8分四批开展", clean(GARBLED) + "2016年7月和11月、2017年4月和8月分四批开展"),
    ("20202月至3，某组核查", "2020年2月至3月，某组核查"),
    ("出生于19801的某地人", "出生于1980年1月的某地人"),
    ("特此通告。\n某县公安局 某县交通局 202031\n", "特此通告。\n某县公安局 某县交通局2020年3月1日\n"),
    (GARBLED + "于115年54至58间，携证件", clean(GARBLED) + "于115年5月4日至5月8日间，携证件"),
    (GARBLED + "第二阶段为72至77，提供", clean(GARBLED) + "第二阶段为7月2日至7月7日，提供"),
    (GARBLED + "本局将于58日公告名单，63日在网上公布", clean(GARBLED) + "本局将于5月8日公告名单，6月3日在网上公布"),
    ("异常。37,15:00-15:30某店；3月8,11:00-11:30某处", "异常。3月7日，15:00-15:30某店；3月8日，11:00-11:30某处"),
    ("工程于5月30开工，主题周于5月19前后启动", "工程于5月30日开工，主题周于5月19日前后启动"),
    ("某代表大会通过 200163日内蒙古自治区批准", "某代表大会通过2001年6月3日内蒙古自治区批准"),
    ("本公司已于2025年414将通知送出", "本公司已于2025年4月14日将通知送出"),
    ("今年1月～11，某县完成投资", "今年1月～11月，某县完成投资"),
    ("每年11月1日至翌年4月30，为防火期", "每年11月1日至翌年4月30日，为防火期"),
    (GARBLED + "响应。某某部87召开会议", clean(GARBLED) + "响应。某某部8月7日召开会议"),
    ("件。截至2019220,99.2%已经办复", "件。截至2019年2月20日，99.2%已经办复"),
    ("某评社北京33电（某组）", "某评社北京3月3日电（某组）"),
    # one date that lost the sign of its year tells of a year without it
    ("截至20236月底，建成新校。对2019制定的办法", "截至2023年6月底，建成新校。对2019年制定的办法"),
    # signs lost in all of a text
    ("今8，某届人大；于今71日起", "今年8月，某届人大；于今年7月1日起"),
    ("109学度新生，请于115317日（星期二）前", "109学年度新生，请于115年3月17日（星期二）前"),
    ("根据某审报20223号文要求", "根据某审报〔2022〕3号文要求"),
    # numbers of documents that no sign is left of
    ("某政办2022102《某规划》", "某政办〔2022〕102号《某规划》"),
    ("某公司文件某电办202213签发人：某某", "某公司文件某电办〔2022〕13号签发人：某某"),
    ("（某设电网202231，附件8）", "（某设电网〔2022〕31号，附件8）"),
    ("文  号: 〔2021〕66 主 题 词: 某案", "文  号： 〔2021〕66号主 题 词： 某案"),
    # hours: a whole day from 0时 to 24时, and hours without a nought before them
    ("某委消息，3120时至24时，某省报告", "某委消息，3月12日0时至24时，某省报告"),
    ("20223120时至24时，某市报告", "2022年3月12日0时至24时，某市报告"),
    ("6100时3分，某县发生地震", "6月10日0时3分，某县发生地震"),
    ("正式测定：100709时24分在某市", "正式测定：10月07日09时24分在某市"),
    ("截至81524时，新增病例", "截至8月15日24时，新增病例"),
    ("开幕时间：51810点", "开幕时间：5月18日10点"),
    ("据介绍，10308时许，一艘渔船报警", "据介绍，10月30日8时许，一艘渔船报警"),
    ("据介绍，10月308时许，一艘渔船报警", "据介绍，10月30日8时许，一艘渔船报警"),
    ("于71508时启动响应", "于7月15日08时启动响应"),
    ("某社重庆1029专电（记者某某）", "某社重庆10月29日专电（记者某某）"),
    # what is held, days that are named, days of a month
    ("包括1120在某文化中心举行的演出", "包括11月20日在某文化中心举行的演出"),
    ("权益登记日为926，基准日为99。", "权益登记日为9月26日，基准日为9月9日。"),
    ("原计划在1117、18两天举行的演出", "原计划在11月17日、18两天举行的演出"),
    ("影响，8以来，多场演出延期", "影响，8月以来，多场演出延期"),
    ("基数较高，4中下旬出现连阴雨", "基数较高，4月中下旬出现连阴雨"),
    ("某公司成立于2008。", "某公司成立于2008年。"),
    # lives, pictures, interest, what has been so since a day
    ("某某，生于1907622，湖北人", "某某，生于1907年6月22日，湖北人"),
    ("某校建立于189510月2日，前身", "某校建立于1895年10月2日，前身"),
    ("这是某坝（911摄）。", "这是某坝（9月11日摄）。"),
    ("并支付2019211至实际清偿之日止的利息", "并支付2019年2月11日至实际清偿之日止的利息"),
    ("该人员926以来去过某地", "该人员9月26日以来去过某地"),
    # periods of every year, of months, of days
    ("防火期：每年11至531（高火险期：21至510）", "防火期：每年1月1日至5月31日（高火险期：2月1日至5月10日）"),
    ("分析，今年7至8，全国降雨", "分析，今年7月至8月，全国降雨"),
    ("于去年9至今年5期间发掘", "于去年9月至今年5月期间发掘"),
    ("在2008年7~11的勘探中", "在2008年7~11月的勘探中"),
    ("预计2015初建成，2009秋冬季动工", "预计2015年初建成，2009年秋冬季动工"),
    (GARBLED + "于120-122居家隔离", clean(GARBLED) + "于1月20日-1月22日居家隔离"),
    (GARBLED + "某省卫健委0328发布", clean(GARBLED) + "某省卫健委03月28日发布"),
    (GARBLED + "竣工。2009年3国务院批准", clean(GARBLED) + "竣工。2009年3月国务院批准"),
    (GARBLED + "根据《2020某市方案》", clean(GARBLED) + "根据《2020年某市方案》"),
]

STAYS = [
    "2024年4月22日16时前，16:00，12:16:00",
    "用时12316小时，共11616时段",
    "2018925－28个，2018年18—28所",
    "（120-180），不少于811至18，",
    "民国106，民国1060人，民国88年921地震之后",
    "达到113度以上，116底座，115年7月竣工",
    "1—11月规模以上，1-6个，第1-6全市",
    "70代表，80代码",
    "2000载重吨以上货船，215栋楼",
    "一、任务\n9，某校成立",
    "近113年11起诉讼，2019年11起案件",
    "2024-25人，2017-2021工程",
    "文件要求2022年9月，文件精神",
    "GB/T 2.2022标准，增长1.2025倍",
    "27日，某地。14日，某党",
    "由90日延长至120日。",
    "2018年211高校、110报警、2020年315晚会",
    "优化。19，某校，12前投入使用",
    "10，审计部\n11，工会\n12，办公室\n13，党建部",
    "101，一号楼\n102，二号楼\n103，三号楼",
    "11 | 道路 |\n12 | 桥梁 |\n13 | 隧道 |",
    "育英段1181-5地号土地，353-2地号",
    "第13至15条，13-15岁",
    "31（星期日），11（星期日）",
    "1份\n合同共3份\n2份",
    "2019世界数字大会",
    "举行1998迎春酒会",
    "1979、1980两年",
    "每年315到615个，每年120至180亩",
    "（公园段912-3、914、915、916地号内）",
    "从28开始，编号从126开始计数，2底座、3初中、6初级",
    "阶段（5个）、阶段（2015）",
    "11，市政府\n12，县政府\n13，区政府",
    "http://example.cn/list?date=2024?4?16",
    "学号：2021112，班级：高一（11）班，座位号0112，考场号031",
    "产品批号：20240112，国药准字H20231121，条码：20241231",
    "影片《2001太空漫游》《2012》《1911》，某刊2018第11期",
    "项目编号：ZJ2024111，合同号HT20231105，流水号20240416112233",
    "东经120.1215，北纬30.1123，海拔1123米，坐标（120.1215，30.2741）",
    "G7311次、1461次，航班CA1831，公交112路、923路，320国道",
    "语文112，数学118，英语105，总分550，排名1123",
    "The committee met on 12 March 2024. See pages 112-118, Table 11.",
    "x1=2024, y=111*3+12, f(11)=121",
    "31集团军91师，115师，129师386旅，红25军",
    "1\t办公费\t1120\n2\t差旅费\t315\n3\t会议费\t1231\n合计\t2666",
    "出版年份\n1978 112.5\n1990 318.7\n2000 1121.3",
]
# The same beside dates that were lost: what is no date there stays as well.
STAYS_ON_A_GARBLED_PAGE = [
    "对104线路进行检修，市政府1231室，1单元1102室",
    "某市人民政府四楼发改委416办公室，某国际A座2004邮编区",
    "某人民法院（2018）豫1103民初858号判决，2021京0105民初12号",
    "热线12345、12315、110、119、120、122、12119",
    "主要天气过程：16-19日，某地有雨，截至22时，累计112毫米",
    "从105增加到118，由112降至105，于21之间",
    "成交1121手，频率FM101.2，中波1125千赫",
    "玉米1125，小麦912，大豆316。单位：公斤",
]


@pytest.mark.parametrize(("text", "wanted"), READ)
def test_a_date_is_read_by_what_stands_beside_it(text: str, wanted: str) -> None:
    rewrite = repair(text, PACK)
    assert rewrite.text == wanted
    assert rewrite.doubts
    assert clean(wanted) == wanted


@pytest.mark.parametrize("text", STAYS)
def test_numbers_that_are_no_dates_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("text", STAYS_ON_A_GARBLED_PAGE)
def test_numbers_that_are_no_dates_stay_on_a_garbled_page(text: str) -> None:
    assert clean(GARBLED + text) == clean(GARBLED) + text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("于2021年126（周一）前", "2021年12月6日（周一）"),
        ("日期：2018-10-26\n馆舍维修，定于自2018115（星期一）起闭馆。", "自2018年11月5日（星期一）起"),
        ("于2021年126（星期二）前", "2021年1月26日（星期二）"),
        ("于112年126日（星期三）召开", "112年12月6日（星期三）"),
        ("发布时间：2019-01-29\n某市人民政府\n2019年124\n", "2019年1月24日"),
        ("请于11月20日前报送。\n某市教育局\n2019年112\n", "2019年11月2日"),
        ("国发20194号\n某令。\n国务院\n2019年124\n", "2019年1月24日"),
        ("1223，公司召开会议。1226，再次召开。\n某公司\n2022年112\n", "2022年1月12日"),
        ("2025年116，某市十八届人大四次会议", "2025年1月16日"),
        ("某湖治理工程通过验收\n日期：2022-11-07\n2022114，某局召开会议", "2022年11月4日"),
        ("（20191212市政府令第2号公布，自2020112起施行）", "自2020年1月12日起施行"),
        ("2018年113至12月3日，督察组督察", "2018年11月3日至12月3日，"),
        ("发布时间：2018-11-10 点击数：1787\n118上午，某县举行仪式", "11月8日上午，"),
        ("施工期计划78天，自2013111零时起至2014117零时止", "自2013年11月1日零时起至2014年1月17日零时止"),
        ("2024春运从126开始，至35结束，共40天", "从1月26日开始，至3月5日结束"),
        ("工期18个月，自2022111日至2024430日", "自2022年11月1日至2024年4月30日"),
        ("工期3个月，自2023111日至2023410日", "自2023年1月11日至2023年4月10日"),
        ("自20231月起公示10个工作日，2024121日至2024131日", "2024年1月21日至2024年1月31日"),
        ("每年111至翌年430，为防火期", "每年11月1日至翌年4月30日"),
        ("从2015121零时起到2015123024时止", "从2015年12月1日零时起到2015年12月30日24时止"),
        ("检测时间为118、10日、12日", "11月8日、10日、12日"),
        ("113日、4日和5日晚，某市举行演出", "11月3日、4日和5日晚"),
        (
            "时间：20221206来源：某办\n某会于2022121审议\n某会办公室\n2022125\n",
            "2022年12月1日审议\n某会办公室\n2022年12月5日",
        ),
        (GARBLED + "征求意见到2023115结束。\n某市某局\n2022年12月5日\n", "征求意见到2023年1月15日结束"),
        ("2020年提案办理工作\n完成情况说明\n已全部办结。\n某市某局\n2020115\n", "2020年11月5日"),
        ("自11月7日起调整。\n某县指挥部办公室\n2022117\n", "2022年11月7日"),
    ],
)
def test_the_reading_is_chosen_that_the_rest_of_the_text_allows(text: str, wanted: str) -> None:
    assert wanted in clean(text)


def test_one_date_without_its_signs_tells_of_the_others_where_no_month_has_its_sign() -> None:
    assert "9月1日投入使用" in clean("到20266底，全部达标。某校于91投入使用。")
    assert "于91投入使用" in clean("到2026年6月底，全部达标。某校于91投入使用。")


def test_a_rule_is_tried_wherever_it_matches() -> None:
    for rule in PACK.rules("repair", "lost"):
        places = beginning(rule.source)
        for text, _ in rule.match if places else ():
            found = rule.pattern.search(text)
            assert found
            assert places.match(text, found.start()), (rule.id, text)
            # … and does not match inside a number.
            longer = f"{text[: found.start()]}7{text[found.start() :]}"
            assert not rule.pattern.match(longer, found.start() + 1), (rule.id, longer)


def test_a_rule_with_no_beginning_is_tried_at_the_characters_that_it_begins_with() -> None:
    headed = [band for band in bands(PACK.rules("repair", "lost")) if band.heads]
    assert any(rule.id == "lost-date.start-of-range" for band in headed for rule in band.rules)
    for band in headed:
        for rule in band.rules:
            for text, _ in rule.match:
                found = rule.pattern.search(text)
                assert found
                assert found[0][0] in band.heads, (rule.id, text)


def test_digits_of_a_day_without_its_year_are_looked_at_on_a_garbled_page() -> None:
    bare = PACK.pattern("repair", "dates", "bare_run")
    for rule in PACK.rules("repair", "lost"):
        for text, found in rule.match if rule.get("bare") else ():
            at = text.index(found)
            assert any(m.start() < at + len(found) and at < m.end() for m in bare.finditer(text)), (rule.id, text)


CHRONICLE = (
    "一月\n15，某桥通车。\n112，某校开工。\n113，某馆开放。\n130，某县获奖。\n二月\n22，某会召开。\n227，某园落成。\n"
)


def test_lines_that_open_with_days_one_after_the_other_are_a_chronicle() -> None:
    opened = [line.partition("，")[0] for line in clean(CHRONICLE).split("\n") if "，" in line]
    assert opened == ["1月5日", "1月12日", "1月13日", "1月30日", "2月2日", "2月27日"]


def test_rows_that_open_with_days_one_after_the_other_are_a_timetable() -> None:
    rows = "时间 | 工作 |\n32—43 | 摸底 |\n316—414 | 汇总 |\n415 | 会议 |\n58 | 公布 |\n511—15日 | 公示 |\n"
    wanted = ["3月2日—4月3日 ", "3月16日—4月14日 ", "4月15日 ", "5月8日 ", "5月11日—15日 "]
    assert [row.partition("|")[0] for row in clean(rows).split("\n")[1:6]] == wanted


def test_news_opens_with_a_day_soon_before_that_of_its_page() -> None:
    assert "\n4月9日，全市会议召开" in clean("某市会议召开\n成文日期：2025-04-10\n49，全市会议召开")
    assert "\n49，某县入选" in clean("某县入选\n成文日期：2025-08-10\n49，某县入选")


def test_digits_that_may_be_a_date_are_left_open_on_a_garbled_page() -> None:
    text = GARBLED + "据透露，5，某部建馆125开放。一式6份，满125分。"
    doubts = {d.span.of(text): d.alternatives for d in repair(text, PACK).doubts if d.code == "open-date"}
    assert doubts == {"125": ("1月25日", "12月5日"), "5": ("5月",)}
    assert not [d for d in repair(text.removeprefix(GARBLED), PACK).doubts if d.code == "open-date"]


@pytest.mark.parametrize(
    "text", ["28，市交通运输局安排部署", "（记者王某）26，某办举行发布会", "简讯：16，市长主持召开会议"]
)
def test_two_digits_that_open_news_may_be_a_day_or_a_month_and_a_day(text: str) -> None:
    (doubt,) = repair(text, PACK).doubts
    month, day = doubt.span.of(text)
    assert (doubt.code, doubt.alternatives) == ("open-date", (f"{month}月{day}日", f"{month}{day}日"))


def test_a_day_of_a_garbled_page_may_be_a_month_and_a_day_where_no_month_was_told_before() -> None:
    text = "29日，记者从某部获悉。\n" + GARBLED
    assert [d.alternatives for d in repair(text, PACK).doubts if d.code == "open-date"] == [("2月9日", "29日")]
    assert not [d for d in repair("2月份，某部。\n" + text, PACK).doubts if d.code == "open-date"]
    assert not repair("29日，记者从某部获悉。", PACK).doubts


def test_two_digits_before_half_a_day_are_a_day_where_some_month_was_told() -> None:
    (doubt,) = repair("会上通报，11上午某区报告。", PACK).doubts
    assert (doubt.code, doubt.alternatives) == ("open-date", ("1月1日", "11日"))
    assert clean("某省1月9日通报，11上午某区报告。").endswith("11日上午某区报告。")


def test_periods_that_fit_two_ways_are_left_open() -> None:
    text = "公示期为5个工作日，自2024111日至2024117日。"
    assert clean(text) == text


def test_one_certain_date_and_one_likely_tell_of_a_page_that_lost_characters() -> None:
    assert clean("427，某委说明情况。今年1，某委作报告。") == "4月27日，某委说明情况。今年1月，某委作报告。"
    assert clean("427，某委说明情况。今年1月，某委作报告。").startswith("427，")


def test_days_of_a_timetable_are_no_months_of_years_of_the_republic() -> None:
    text = "91至930，各单位自查；\n1009至1115，评估检查；\n1116至1215，反馈意见。\n"
    assert "11月16日至12月15日，反馈意见" in clean(text)


@pytest.mark.parametrize(
    ("text", "token", "reading"),
    [
        (GARBLED + "元旦：202411放假", "202411", "2024年1月1日"),
        (GARBLED + "最新20246：某地三座", "20246", "2024年6月"),
        (GARBLED + "\n31某科学院成立", "31", "3月1日"),
        (GARBLED + "。31，4个组进驻", "31", "3月1日"),
        ("31日，4个组进驻\n" + GARBLED, "31日", "3月1日"),
        (GARBLED + "发言人某某98在新闻发布会上", "98", "9月8日"),
        ("截至23，全国累计", "23", "2月3日"),
        ("1.信息登记。69—616，全市登记。", "69—616", "6月9日"),
        ("通过组织通则。\n122周某某同某人会谈多次。\n214某某公布条约。", "122", "1月22日"),
        ("定于9日9-10日召开某会", "9日9", "9月9"),
    ],
)
def test_what_can_only_be_a_broken_date_has_a_doubt(text: str, token: str, reading: str) -> None:
    rewrite = repair(text, PACK)
    found = [d for d in rewrite.doubts if d.span.of(text) == token]
    assert found
    assert token in rewrite.text
    assert reading in found[0].alternatives
