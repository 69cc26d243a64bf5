"""What a document of a web page is: its headline, its carrier, its issuer and its genre, with what the page adds."""

from __future__ import annotations

import pytest

from chengnuo.model import Part
from chengnuo.pipeline import extraction_of_text


def parts(text: str) -> tuple[Part, ...]:
    return extraction_of_text(text).parts


def only(text: str) -> Part:
    (part,) = parts(text)
    return part


PRESS = "3月15日上午，东山镇召开学校安全工作会议，各村书记参加会议。会议学习了有关文件，安排了下一步工作。\n"


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        (PRESS, "报道"),
        ("为抓好学校安全，近日，东山镇召开了工作推进会。全镇工作人员参加会议，听取了情况通报。\n", "报道"),
        ("东山新闻网讯（通讯员 某某某）为了确保校园平安，东山镇组织召开会议，要求各校落实责任。\n", "报道"),
        ("东山市教育局等五部门印发《校长教师交流规定》。其中要求，各区每年交流人数不低于10%。\n", "报道"),
        ("因应东山市人口增加，教育局积极设校。教育局表示，目前全市已画设10所新学校，将陆续完工。\n", "报道"),
        ("受托对企业进行了约谈，会议进行了认真研究，现具体纪要如下：\n会议认为，工作是保障。\n", "会议纪要"),
        ("凡匿名提出异议的，不予受理，请各单位和个人按要求提供材料并留下联系方式。\n特此公示。\n", "公示"),
        ("省司法厅组织起草了草案。为增强立法的科学化、民主化水平，现面向社会征求意见，欢迎提出。\n", "公告"),
        (
            "市政府决定对以下2件市政府规章予以废止，自公布之日起停止执行，请遵照执行。\n本决定自公布之日起施行。\n",
            "决定",
        ),
    ],
)
def test_a_text_without_a_title_says_in_its_words_what_it_is(text: str, genre: str) -> None:
    assert only(text).genre == genre


def test_a_report_in_the_press_is_no_final_document() -> None:
    assert only(PRESS).status == "other"


def test_the_headline_of_a_press_page_stands_over_its_day() -> None:
    page = (
        "首页 > 资讯 > 正文\n东山今年将新增学位3万个\n发布时间：2022-03-15 来源：东山晚报 字体：大 中 小 打印 分享：\n"
        + PRESS
    )
    part = only(page)
    assert (part.title, part.genre, part.date) == ("东山今年将新增学位3万个", "报道", "2022-03-15")


def test_the_headline_that_a_page_repeats_is_its_title() -> None:
    page = "当前位置：首页 > 工作动态 > 东山镇“多会合并”抓安全\n东山镇“多会合并”抓安全\n某某人员名录\n" + PRESS
    assert only(page).title == "东山镇“多会合并”抓安全"


@pytest.mark.parametrize("line", ["推进教育改革发展", "东山市人民政府市长某某某", "——在东山市第三届人民代表大会上"])
def test_a_heading_a_name_or_the_day_of_a_meeting_is_no_headline(line: str) -> None:
    assert only(f"{line}\n{PRESS}").title is None


def test_a_page_that_reprints_a_notice_is_the_notice() -> None:
    page = (
        "东山县粮食生产方案\n时间：2020-11-04 09:02:36\n东山网讯：日前，东山县印发粮食生产方案。全文如下：\n"
        "关于印发《东山县粮食生产方案》的通知\n各乡镇人民政府：\n现将《东山县粮食生产方案》印发给你们，请遵照执行。\n"
        "东山县人民政府\n2020年10月30日\n东山县粮食生产方案\n为抓好粮食生产，制定本方案。\n"
    )
    notice, plan = parts(page)
    assert (notice.title, notice.date) == ("关于印发《东山县粮食生产方案》的通知", "2020-10-30")
    assert (plan.title, plan.issuer, plan.carrier) == ("东山县粮食生产方案", "东山县人民政府", 0)


ORDER = (
    "东山省粮食管理规定\n时间：2024-07-06\n东山省人民政府\n东山省粮食管理规定\n政府令〔2010〕第15号\n"
    "《东山省粮食管理规定》已经2010年12月14日省政府常务会议通过，现予公布，自2011年2月1日起施行。\n"
    "二○一○年十二月二十五日\n{title}第一章 总则\n第一条 为加强粮食管理，结合本省实际，制定本规定。\n"
)


@pytest.mark.parametrize("title", ["东山省粮食管理规定\n"])
def test_an_order_under_the_title_of_its_law_is_a_document_of_its_own(title: str) -> None:
    order, law = parts(ORDER.format(title=title))
    assert (order.genre, order.status, order.number) == ("令", "other", "政府令〔2010〕第15号")
    assert (law.genre, law.status, law.number, law.date) == ("规定", "final", "政府令〔2010〕第15号", "2010-12-25")


def test_a_law_without_its_title_begins_below_the_announcement_of_it() -> None:
    page = (
        "东山市人民代表大会常务委员会公告\n第三号\n《东山市听证条例》业经批准，现予公布，自2002年1月1日起施行。\n"
        "东山市人民代表大会常务委员会\n2001年12月26日\n（2001年10月17日常务委员会通过\n2001年12月3日批准）\n"
        "第一章 总则\n第一条 为了规范听证活动，制定本条例。\n"
    )
    announcement, law = parts(page)
    assert (announcement.genre, law.title, law.genre, law.status) == ("公告", "东山市听证条例", "条例", "final")
    assert law.issuer == "东山市人民代表大会常务委员会"


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (
            "关于东山县预算草案的报告\n东山县财政局\n各位代表：\n受县人民政府委托，现将预算草案提请审查。\n",
            "东山县财政局",
        ),
        (
            "东山县环境保护大会典型发言\n东山县发展和改革局\n（2011年12月21日）\n我就有关情况作简要汇报。\n",
            "东山县发展和改革局",
        ),
        (
            "国家安全监管总局国务院国资委关于加强监管的指导意见\n各省：\n现提出意见。\n",
            "国家安全监管总局、国务院国资委",
        ),
        ("东山县人民政府工作规则\n发文机构：县政府网站\n第一章 总则\n一、制定本规则。\n", "东山县人民政府"),
    ],
)
def test_who_issues_stands_below_the_title_or_in_it(text: str, issuer: str) -> None:
    assert only(text).issuer == issuer


def test_the_cells_of_a_page_s_table_give_number_and_day() -> None:
    table = (
        "索引号 | xz/2021-3740 | 公开形式: | 主动公开 |\n文号 | 东政办发〔2021〕88号 | 成文日期: | 2021年09月28日 |\n"
    )
    part = only(f"东山县人民政府办公室关于做好防汛工作的通知\n{table}各乡镇要做好防汛工作，落实责任。\n")
    assert (part.number, part.date) == ("东政办发〔2021〕88号", "2021-09-28")


def test_a_number_without_its_letters_is_one_on_a_line_of_its_own() -> None:
    assert only("〔2019〕第4号\n我区对规范性文件进行了清理，有效目录以本通告为准。\n").number == "〔2019〕第4号"


def test_a_title_loses_the_number_before_it_and_the_mark_of_a_note() -> None:
    assert (
        only("东政发〔2014〕20号东山市人民政府关于预算改革的意见\n现提出意见。\n").title
        == "东山市人民政府关于预算改革的意见"
    )
    assert only("东山县2019年统计公报[1]\n初步核算，全县生产总值8亿元。\n").title == "东山县2019年统计公报"


def test_a_speech_or_a_summary_that_runs_on_behind_its_title_is_cut_there() -> None:
    body = "去年工作取得明显成效，各项任务全面完成。" * 12
    assert only(f"在市政府全体会议上的讲话春节刚过，市政府召开会议。{body}").title == "在市政府全体会议上的讲话"
    title = "2023年东山区工作总结及2024年工作计划"
    assert only(f"{title}2023年，在区委领导下，工作有序推进。{body}").title == title


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("东山县\n东山县，是中国江西省萍乡市下辖县，位于江西省西部，地处罗霄山脉中段，面积1071平方千米。\n", "百科"),
        (
            "东山县域研究\n2017-09-12 08:31某某\n东山经济 2017年8期\n县域经济是发展的基础，文章对差异作了分析。\n",
            "论文",
        ),
        ("發文字號：府主二字第09531455600號\n主    旨：為應預算執行需要，修正要點，請查照。\n", "函"),
        ("中央一号文件4日由新华社受权发布，对实施乡村振兴战略进行了全面部署，提出了目标任务。\n", "报道"),
    ],
)
def test_what_is_no_document_of_a_government_is_told_by_its_form(text: str, genre: str) -> None:
    assert only(text).genre == genre


def test_the_article_of_an_encyclopaedia_has_its_entry_for_a_title() -> None:
    part = only(
        "莲花县\n江西省辖县\n莲花县，是中国江西省萍乡市下辖县，位于江西省西部，面积1071.68平方千米，辖8个乡。\n"
    )
    assert (part.title, part.region, part.status) == ("莲花县", ("江西省", "萍乡市", "莲花县"), "other")


def test_a_notice_under_the_headline_of_a_paper_is_the_document() -> None:
    page = (
        "文旅部最新通知!3月20日起恢复!\n2023-03-16     东山日报\n文化和旅游部市场管理司关于优化演出管理政策的通知\n"
        "各省、自治区、直辖市文化和旅游厅（局）：\n经研究，恢复对演出的受理和审批，请各地做好审核把关工作。\n特此通知。\n"
        "文化和旅游部市场管理司\n2023年3月16日\n"
    )
    part = only(page)
    assert part.title == "文化和旅游部市场管理司关于优化演出管理政策的通知"
    assert part.region == (None, None, None)


def test_a_plan_handed_on_without_a_title_of_the_notice_has_its_signature() -> None:
    page = (
        "政策解读:东山市安全生产三年行动方案\n各县（区）安委会：\n现将《东山市安全生产三年行动方案》印发你们，请抓好落实。\n"
        "东山市安全生产委员会\n2024年3月7日\n东山市安全生产三年行动方案\n为了安全生产，制定本方案。\n"
    )
    notice, plan = parts(page)
    assert (notice.genre, notice.status) == ("通知", "other")
    assert (plan.issuer, plan.date, plan.status) == ("东山市安全生产委员会", "2024-03-07", "final")


def test_two_bodies_above_a_title_sign_it_together() -> None:
    page = "中共东山新区工作委员会\n东山新区管理委员会\n关于印发《东山新区方案》的通知\n各部门：\n请贯彻执行。\n"
    assert only(page).title == "中共东山新区工作委员会东山新区管理委员会关于印发《东山新区方案》的通知"


def test_the_bracket_that_dates_a_law_is_no_part_of_its_title() -> None:
    law = only("东山市市场管理规定\n（1991年3月26日东山市人民政府令19号发布）\n第一条 为加强管理，制定本规定。\n")
    assert (law.title, law.date) == ("东山市市场管理规定", "1991-03-26")


def test_a_letter_of_taiwan_has_the_region_of_its_city() -> None:
    assert only("臺北市政府函\n主旨：檢送會議紀錄，請查照。\n").region == (None, "台北市", None)


def test_a_page_that_tells_first_who_issued_a_plan_reports_no_news() -> None:
    page = "2月3日，中央文件由新华社受权发布，对全面推进乡村振兴、加快农业农村现代化进行了部署。\n"
    page += "".join(f"{n}、加强乡村建设。抓好各项工作的落实。\n" for n in "一二三四五六")
    assert only(page).genre is None


def test_the_tail_of_a_notice_s_title_may_begin_with_the_genre_of_what_it_prints() -> None:
    page = (
        "标 题 | 东政办〔2020〕2号 区人民政府办公室关于印发2020年主要目标任务责任分解方案的通知 |\n"
        "区人民政府办公室关于印发2020年主要目标任务责任分解\n方案的通知\n各街道办事处：\n现将方案印发你们。\n"
    )
    assert only(page).title == "区人民政府办公室关于印发2020年主要目标任务责任分解方案的通知"


def test_a_title_that_the_page_has_alone_does_not_begin_with_the_body_above_it() -> None:
    page = "东山省渔业条例\n时间：2024-07-09\n东山省人大常委会\n东山省渔业条例\n第一章 总则\n第一条 制定本条例。\n"
    law = only(page)
    assert (law.title, law.issuer) == ("东山省渔业条例", "东山省人大常委会")


def test_a_law_is_dated_by_its_bracket_though_that_is_broken() -> None:
    page = (
        "东山市人民代表大会常务委员会关于修改《任免办法》的决定\n（2023年5月31日东山市第四届人民代表大会\n"
        "常务委员会第三次会议通过 2023年7月1日甘肃省第十四届人民代表大会常务委员会第三次会议批准）\n一、作如下修改。\n"
    )
    assert only(page).date == "2023-07-01"
    assert only(page.replace("关于修改《任免办法》的决定", "条例")).issuer == "东山市人民代表大会常务委员会"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("（此件发至乡）    2017年6月13日", "2017-06-13"),
        ("二ΟΟ七年五月二十四日[1]", "2007-05-24"),
    ],
)
def test_a_signature_s_day_stands_behind_a_remark_or_before_a_mark(line: str, date: str) -> None:
    assert only(f"关于做好防汛工作的通知\n各乡镇：\n请做好工作。\n东山县人民政府\n{line}\n").date == date


def test_a_page_s_day_of_the_law_counts_before_the_day_when_it_was_copied() -> None:
    page = "东山市市场条例\n时间：2024-07-22 来源：某网\n颁布日期：2001-6-3\n第一条 为了市场，制定本条例。\n"
    assert only(page).date == "2001-06-03"


def test_a_headline_that_ends_like_a_document_is_one_of_news() -> None:
    page = "教育部办结会议期间收到的全部意见\n2019-03-18 11:49 来源：教育部网站\n据教育部消息，意见已办结，代表满意。\n"
    part = only(page)
    assert (part.title, part.genre, part.status) == ("教育部办结会议期间收到的全部意见", "报道", "other")


def test_what_is_moved_in_a_council_is_no_document_in_force() -> None:
    part = only("案由 有关教育部补助计划，擬請同意先行墊付，請審議。\n說明 依據嘉義縣政府函辦理，嘉義縣配合辦理。\n")
    assert (part.genre, part.status, part.region) == ("提案", "other", (None, "嘉义县", None))


@pytest.mark.parametrize(
    "head",
    [
        "东山市潮川区审计局局长 某某某\n2023年9月28日\n主任、各位委员：\n",
        (
            "关于预算执行的审计工作报告\n—2023年9月28日在东山市潮川区第十二届\n人民代表大会常务委员会会议上\n"
            "东山市潮川区审计局局长  某某\n时间：2023-10-03 来源：本网\n各位委员：\n"
        ),
    ],
)
def test_whose_head_reports_and_when_stand_above_the_report(head: str) -> None:
    part = only(head + "我受区人民政府的委托，向区人大常委会报告预算执行和其他财政收支审计情况，请予审议。\n")
    assert (part.genre, part.issuer, part.date) == ("报告", "东山市潮川区审计局", "2023-09-28")


def test_labels_that_touch_their_values_state_number_and_issuer() -> None:
    page = (
        "发文机关中共东山省交通厅党组\n发文日期2021年12月21日\n时效性现行有效\n发文字号东交发〔2021〕63号\n"
        "效力级别地方党内规范性文件\n厅直各单位：\n请抓好落实，遇重大问题及时报厅。\n"
    )
    part = only(page)
    assert (part.number, part.issuer, part.date) == ("东交发〔2021〕63号", "中共东山省交通厅党组", "2021-12-21")


def test_the_place_to_whose_state_a_plan_is_fitted_is_its_region() -> None:
    page = "关于加强学校体育工作的实施意见\n为贯彻国务院文件精神，结合南京实际，现提出如下实施意见，请贯彻。\n"
    assert only(page).region == ("江苏省", "南京市", None)


def test_the_bodies_of_a_list_do_not_issue_it() -> None:
    page = (
        "关于表彰文明单位的通报\n（2018年2月26日）\n决定予以表彰。\n附件：文明单位名单\n附件\n文明单位名单\n"
        "一、县级文明单位\n县公安局 县水利局\n"
    )
    assert parts(page)[-1].issuer is None


def test_a_page_s_mark_is_no_part_of_a_title() -> None:
    page = "关于办法公开征求意见的通知[已结束]\n来源：法制司 2017-08-30 08:30:00\n现征求意见。\n"
    assert only(page).title == "关于办法公开征求意见的通知"


def test_the_day_of_a_press_page_stands_behind_its_source() -> None:
    page = (
        "某省首位发言人亮相\n来源:齐鲁网 2014-04-30 09:34:50\n4月29日，省人民政府举行例行新闻发布会，发言人首次亮相。\n"
    )
    assert (only(page).date, only(page).genre) == ("2014-04-30", "报道")


@pytest.mark.parametrize(
    "text",
    [
        "某某会议今日下午3时率先登场，由主席发表常委会工作报告，总结一年来的工作，并听取意见。\n",
        "政协第十一届委员会常务委员会第六次会议26日在某市开幕。主席主持开幕会，审议了议程。\n",
        "会议开幕会\n据新华社3月3日消息，会议开幕会举行。\n主席：我代表常务委员会，向大会报告过去五年工作，请予审议。\n",
    ],
)
def test_what_tells_of_an_assembly_is_no_report_to_it(text: str) -> None:
    assert (only(text).genre, only(text).status) == ("报道", "other")


def test_the_headline_over_that_of_a_report_is_the_page_s() -> None:
    page = "政协四次会议在某市开幕\n主要领导到会祝贺某某某作政协常委会工作报告\n3月3日，政协四次会议在某市开幕。\n"
    assert (only(page).title, only(page).genre) == ("政协四次会议在某市开幕", "报道")


def test_one_of_several_readings_is_a_reading() -> None:
    assert only("加强研究——《编写大纲》解读之一\n近日，某委印发编写大纲。\n").genre == "解读"


def test_a_stamp_among_a_page_s_labels_dates_it() -> None:
    page = "东山县人民政府关于森林防火的通告\n来源：东山县人民政府编辑：保存2020-11-12 09:18:25\n现通告如下。\n"
    assert only(page).date == "2020-11-12"


def test_the_notes_of_annexes_begin_none() -> None:
    page = (
        "东山市人民政府关于公布名录的通知\n时间：2019-11-10\n各区：\n现予公布，请继续贯彻有关方针。\n"
        "附件1：东山市代表性项目名录（共计41项）\n2：东山市扩展项目名录\n东山市人民政府\n2015年6月24日\n"
    )
    assert (only(page).date, only(page).issuer) == ("2015-06-24", "东山市人民政府")


def test_a_number_stands_before_the_title_of_what_is_no_longer_in_force() -> None:
    part = only("(已废止)东政办字〔2019〕24号 关于印发东山县应急预案的通知\n各乡镇：\n请认真组织实施，抓好落实。\n")
    assert (part.number, part.title) == ("东政办字〔2019〕24号", "关于印发东山县应急预案的通知")


def test_what_a_place_s_own_page_tells_is_news() -> None:
    page = "我市出台大气重污染工作方案\n来源：市局 | 日期：2013-05-17\n市近期出台了方案。据了解，预警分三级。\n"
    assert (only(page).title, only(page).genre) == ("我市出台大气重污染工作方案", "报道")


def test_a_page_s_guide_to_its_text_does_not_hide_the_number() -> None:
    page = (
        "东山市人民政府关于改革的通知\n导读：加强新形势下开发区的改革和创新发展，对于全面建成现代化大都市具有重要的意义。\n"
        "东政办函〔2017〕103号\n东山市人民政府关于改革的通知\n各区：\n请照此执行，抓好落实。\n"
    )
    assert only(page).number == "东政办函〔2017〕103号"


@pytest.mark.parametrize("label", ["组配分类: | 人大代表建议 |\n---|---|\n", "组配分类：\n\n人大代表建议\n\n"])
def test_what_stands_behind_a_page_s_label_is_no_title(label: str) -> None:
    reply = "某某代表：\n您提的建议（第8号）收悉，现答复如下：\n2022年，改建10所幼儿园。\n东山市教育局\n2023年8月10日\n"
    part = only(label + reply)
    assert (part.title, part.genre, part.date) == (None, "答复", "2023-08-10")


TOLD = "今年以来，全县新建学校12所，新增学位1350个，培训教师2300人次，群众得到了实惠。\n"


@pytest.mark.parametrize(
    "headline",
    [
        "我市提前完成全年节能减排指标",
        "东山市教育局下发通知",
        "三部门联合发布关于促进消费的指导意见",
        "国务院批复东山新区总体规划",
        "东山城市低保再提标准",
        "东山县召开专题会议研究乡村振兴实施方案",
        "东山区全面落实惠企政策",
    ],
)
def test_a_headline_that_is_a_sentence_is_news_whatever_it_ends_with(headline: str) -> None:
    part = only(f"{headline}\n发布时间：2023-11-02 来源：县农业局\n{TOLD}")
    assert (part.title, part.genre, part.status) == (headline, "报道", "other")


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("东山市研究生教育发展规划", "规划"),
        ("东山县人大常委会审议意见", "审议意见"),
        ("东山市全面推进依法行政实施方案", "实施方案"),
        ("东山市政府信息公开目录", "目录"),
        ("东山市人民政府关于提高城乡低保标准的通知", "通知"),
        ("东山市提前完成减排目标行动计划", "行动计划"),
    ],
)
def test_a_title_that_holds_such_words_stays_a_document(title: str, genre: str) -> None:
    assert only(f"{title}\n发布时间：2023-11-02 来源：县农业局\n{TOLD}").genre == genre


def test_a_text_that_begins_as_the_press_does_is_news_under_a_title_that_is_none_of_a_letter() -> None:
    opening = "本报讯（记者 某某）昨日从有关部门获悉，"
    assert only(f"东山市高标准农田建设规划\n{opening}{TOLD}").genre == "报道"
    assert only(f"东山市人民政府关于农田建设的意见\n{opening}{TOLD}").genre == "意见"


def test_what_draws_another_document_is_its_guide() -> None:
    assert only(f"一图读懂东山市三年行动计划\n发布时间：2023-11-02\n{TOLD}").genre == "解读"


@pytest.mark.parametrize(
    "line",
    [
        "《东山日报》（2014年07月17日）",
        "东山日报2014-07-17 10:05:50",
        "2014-07-17 08:15:08 《 东山日报 》   作者： 某某某",
        "东山电视台 2014/7/17 9:26:22",
    ],
)
def test_a_page_is_dated_by_the_masthead_of_its_paper(line: str) -> None:
    assert only(f"东山县新建学校三所\n{line}\n{TOLD}").date == "2014-07-17"


def test_who_edited_a_page_stands_at_its_end_in_brackets_of_any_kind() -> None:
    assert only(f"{TOLD}【责任编辑：某某某】\n").genre == "报道"


@pytest.mark.parametrize(
    "line",
    ["作者  收藏   举报   发布时间:  2014-07-17 17:26", "今日新闻 2014-07-17", "2014-07-17 653 0"],
)
def test_a_page_is_dated_by_its_line_of_buttons_and_counts(line: str) -> None:
    assert only(f"东山县新建学校三所\n{line}\n{TOLD}").date == "2014-07-17"


def test_a_place_that_speaks_before_a_colon_makes_a_headline() -> None:
    assert only(f"东山县政协：因地制宜做好养老建设规划\n{TOLD}").genre == "报道"
    assert only(f"东山县人民政府办公室：关于养老服务的意见\n{TOLD}").genre == "意见"


def test_what_is_read_out_to_comrades_is_a_report_and_no_notice() -> None:
    text = "各位领导、同志们：\n按照会议安排，下面由我汇报7月份专班工作进展情况\n一、目前工作进展\n新开工项目44个。\n"
    assert only(text).genre == "汇报"


def test_who_told_a_journalist_is_in_the_news() -> None:
    assert only(f"政协会议今天报到\n2013年01月31日 09:32:29\n政协委员某某告诉记者，{TOLD}").genre == "报道"


@pytest.mark.parametrize("month", ["（2022年7月）", "（二〇二二年七月）"])
def test_a_month_in_brackets_below_a_title_is_its_date(month: str) -> None:
    part = only(f"东山县新能源产业发展规划\n{month}\n\n一、目标\n到2025年，装机容量达到300万千瓦。\n")
    assert (part.title, part.date) == ("东山县新能源产业发展规划", "2022-07")


@pytest.mark.parametrize("tail", ["（试行）", "（2021—2023年）"])
def test_other_brackets_below_a_title_are_its_end(tail: str) -> None:
    part = only(f"东山县旧房改造行动方案\n{tail}\n\n一、目标\n到2025年，改造房屋300套。\n")
    assert (part.title, part.date) == (f"东山县旧房改造行动方案{tail}", None)
