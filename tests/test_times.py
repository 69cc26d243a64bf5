from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengnuo import dates
from chengnuo.extract.times import find_times
from chengnuo.model import Heading, Outline, Part, TimeMention
from chengnuo.packs import load_pack
from chengnuo.pipeline import extraction_of_text
from chengnuo.spans import Span


def outline(text: str, *, date: str | None = "2025-03-01", title: str | None = None) -> Outline:
    return Outline(text=text, parts=(Part(span=Span(0, len(text)), title=title, genre=None, date=date),))


def times(text: str, *, date: str | None = "2025-03-01") -> list[tuple[str, str, str]]:
    found = find_times(outline(text, date=date), load_pack(), issued=None)
    return [(mention.span.of(text), mention.type, mention.value) for mention in found]


def values(text: str) -> list[str]:
    return [value for _, _, value in times(text)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("到2027年，全面建成", "2027年", "2027"),
        ("2030年底前", "2030年底", "2030-12"),
        ("截至2024年末", "2024年末", "2024-12"),
        ("2023年年初", "2023年年初", "2023-01"),
        ("2026年1月起", "2026年1月", "2026-01"),
        ("2026年6月底", "2026年6月底", "2026-06"),
        ("2025年6月26日印发", "2025年6月26日", "2025-06-26"),
        ("2026年上半年", "2026年上半年", "2026-01/2026-06"),
        ("2025年下半年", "2025年下半年", "2025-07/2025-12"),
        ("2025年第一季度", "2025年第一季度", "2025-01/2025-03"),
        ("2025年前三季度", "2025年前三季度", "2025-01/2025-09"),
        ("2025年三季度末", "2025年三季度末", "2025-09"),
        ("2024年秋季", "2024年秋季", "2024-23"),
        ("2025年春季学期", "2025年春季学期", "2025-21"),
        ("2024年9月28日至11月1日", "2024年9月28日至11月1日", "2024-09-28/2024-11-01"),
        ("2024年4月16日至16日", "2024年4月16日至16日", "2024-04-16"),
        ("2024年1—6月", "2024年1—6月", "2024-01/2024-06"),
        ("2024年8月-2026年8月", "2024年8月-2026年8月", "2024-08/2026-08"),
        ("2024年11月至次年2月", "2024年11月至次年2月", "2024-11/2025-02"),
        ("2026年9月-2027年", "2026年9月-2027年", "2026-09/2027"),
        ("规划期为2021—2025年", "2021—2025年", "2021/2025"),
        ("行动方案（2024-2026年）", "2024-2026年", "2024/2026"),
        ("2024—2025学年", "2024—2025学年", "2024/2025"),
        ("二〇二五年六月三十日", "二〇二五年六月三十日", "2025-06-30"),
        ("2024.4.16", "2024.4.16", "2024-04-16"),
        ("“十四五”期间", "“十四五”", "2021/2025"),
        ("到“十五五”末", "“十五五”末", "2030"),
        ("十四五期末", "十四五期末", "2025"),
        ("“九五”时期", "“九五”", "1996/2000"),
        ("第十四个五年规划", "第十四个五年规划", "2021/2025"),
        ("20世纪90年代", "20世纪90年代", "199X"),
        ("到本世纪中叶", "本世纪中叶", "2050"),
        ("完成时限：2025.06", "2025.06", "2025-06"),
        ("2024年6月3日9:00至6月7日17:00", "2024年6月3日9:00至6月7日", "2024-06-03/2024-06-07"),
        ("2024年3月15日（星期五）至20日（星期三）", "2024年3月15日（星期五）至20日", "2024-03-15/2024-03-20"),
        ("11月15日至次年3月15日", "11月15日至次年3月15日", "2025-11-15/2026-03-15"),
        ("民国113年6月30日", "民国113年6月30日", "2024-06-30"),
    ],
)
def test_a_written_date_has_its_span_and_value(text: str, words: str, value: str) -> None:
    assert times(text) == [(words, "DATE", value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("今年财政支出", "今年", "2025"),
        ("比去年提高", "去年", "2024"),
        ("明年上半年", "明年上半年", "2026-01/2026-06"),
        ("本年度任务", "本年度", "2025"),
        ("前年开工", "前年", "2023"),
        ("今年年底前", "今年年底", "2025-12"),
        ("过去一年，我们", "过去一年", "2024"),
        ("过去五年", "过去五年", "2020/2024"),
        ("今明两年", "今明两年", "2025/2026"),
        ("上世纪80年代", "上世纪80年代", "198X"),
    ],
)
def test_relative_dates_count_from_the_document(text: str, words: str, value: str) -> None:
    assert times(text) == [(words, "DATE", value)]
    assert times(text, date=None) == []


def test_the_date_of_issue_stands_in_for_a_part_without_date() -> None:
    text = "今年新增学位"
    found = find_times(outline(text, date=None), load_pack(), issued="2019-03-05")
    assert [mention.value for mention in found] == ["2019"]


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("三年内实现", "三年", "DURATION", "P3Y"),
        ("利用三年时间", "三年", "DURATION", "P3Y"),
        ("任教1年以上", "1年", "DURATION", "P1Y"),
        ("一年半左右", "一年半", "DURATION", "P18M"),
        ("3—5年左右", "3—5年", "DURATION", "P3Y/P5Y"),
        ("5个工作日内", "5个工作日", "DURATION", "P5D"),
        ("不少于2小时", "2小时", "DURATION", "PT2H"),
        ("半年内完成", "半年", "DURATION", "P6M"),
        ("每年新增", "每年", "SET", "P1Y"),
        ("每学期至少", "每学期", "SET", "每学期"),
        ("每学年末", "每学年", "SET", "每学年"),
        ("每月调度", "每月", "SET", "P1M"),
        ("每三年一轮", "每三年", "SET", "P3Y"),
        ("每半年通报", "每半年", "SET", "P6M"),
        ("三年一届滚动", "三年", "SET", "P3Y"),
        ("逐年提高", "逐年", "SET", "P1Y"),
        ("定期通报", "定期", "SET", "定期"),
    ],
)
def test_lengths_and_recurrences_have_their_values(text: str, words: str, kind: str, value: str) -> None:
    assert times(text) == [(words, kind, value)]


@pytest.mark.parametrize(
    "text",
    [
        "国发〔2023〕3号",
        "教育局公告2023年第5号",
        "《关于做好2024年招生工作的通知》",
        "《“十四五”规划》",
        "课程标准（2022年版）",
        "九年义务教育巩固率",
        "三年巩固率",
        "学前三年毛入园率",
        "九年一贯制学校和十二年一贯制学校",
        "九届三次会议",
        "第六十八次常务会议",
        "近年来，目前，截至目前",
        "三年级学生",
        "第三年",
        "18周岁以下",
        "24小时值班",
        "15分钟生活圈",
        "每年6月",
        "以上年龄段",
        "http://example.gov.cn/art/2024/4/16/art_1.html",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert [mention for mention in times(text) if mention[0] != "每年"] == []


def test_a_plan_period_in_the_brackets_of_a_title_counts() -> None:
    assert times("《三年行动计划（2021-2025年）》") == [("2021-2025年", "DATE", "2021/2025")]


def test_years_of_the_republic_need_evidence() -> None:
    assert values("113年度预算") == []
    assert values("行政院核定113年度预算") == ["2024"]
    assert values("行政院：95年12月19日") == ["2006-12-19"]
    assert values("行政院：98年起补助，从73年的84公斤降到99年的46公斤") == ["2009", "1984", "2010"]
    assert values("行政院：从95年到101年10月，物价在96、97年上涨") == ["2006/2012-10", "2007/2008"]
    assert values("行政院：推动70年来，近60年未曾改变") == ["P70Y", "P60Y"]


def test_days_of_a_rule_for_every_year_are_of_no_single_year() -> None:
    assert values("每年6月底、12月底前报送上年度情况") == ["P1Y"]
    assert values("每年1月底前报送。上年已报送") == ["P1Y", "2024"]


def test_the_year_of_prices_is_not_spoken_of() -> None:
    assert values("2021年产值9亿元（2020年不变价），全年增长3%") == ["2021", "2020", "2021"]
    assert values("2021年增长3%，比重由2019年的5调整为6。全年投资7亿元")[-1] == "2025"
    assert values("2022年，全市万元产值（当年价）用水5立方米") == ["2022"]


def test_what_begins_so_many_days_after_an_event_is_a_length() -> None:
    assert values("自公布之日起30日后施行") == ["P30D"]
    assert values("带动未来五年制造业投资") == ["P5Y"]
    assert values("平均受教育9.91年") == ["P118M"]
    assert values("明后两年新建") == ["2026/2027"]
    assert values("8月31日前年满6周岁") == ["2025-08-31"]


def test_an_hour_beside_a_date_is_left_out() -> None:
    assert times("2024年5月20日11时13分") == [("2024年5月20日", "DATE", "2024-05-20")]


def test_a_month_takes_the_year_of_its_sentence_before_that_of_the_document() -> None:
    assert values("2023年3月征求意见，4月印发") == ["2023-03", "2023-04"]
    assert values("4月印发") == ["2025-04"]


def test_a_month_takes_the_year_of_its_heading() -> None:
    text = "二、2024年工作\n6月底前完成整改。\n三、保障措施\n9月底前报送。"
    second = text.index("三、")
    headings = (
        Heading(span=Span(0, 9), scope=Span(0, second), level=1, number="二、", title="2024年工作"),
        Heading(span=Span(second, second + 6), scope=Span(second, len(text)), level=1, number="三、", title="保障措施"),
    )
    with_headings = Outline(text=text, parts=outline(text).parts, headings=headings)
    found = find_times(with_headings, load_pack(), issued=None)
    assert [mention.value for mention in found] == ["2024", "2024-06", "2025-09"]


def report(text: str, *, date: str | None) -> dict[str, list[str]]:
    """The values of the expressions in a report whose headings are the lines without a full stop."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    tops = [(start, end) for start, end in lines if text[end - 1] != "。"]
    ends = [start for start, _ in tops[1:]] + [len(text)]
    headings = tuple(
        Heading(span=Span(start, end), scope=Span(start, to), level=1, number="", title=text[start:end])
        for (start, end), to in zip(tops, ends, strict=True)
    )
    part = Part(span=Span(0, len(text)), title=None, genre="报告", date=date)
    found: dict[str, list[str]] = {}
    for mention in find_times(Outline(text=text, parts=(part,), headings=headings), load_pack(), issued=None):
        found.setdefault(mention.span.of(text), []).append(mention.value)
    return found


@pytest.mark.parametrize(
    ("review", "plan", "date"),
    [
        ("一年来工作回顾", "二、2019年主要任务", None),
        ("一、过去一年的工作", "二、今年工作安排", "2019-02-11"),
        ("一、2018年工作回顾", "二、2019年重点工作", None),
        ("一、2018年工作的回顾和2019年工作的基本方针", "二、加快发展", None),
        ("某区人民政府", "二、今年工作", "2019-02-11"),
    ],
)
def test_a_report_counts_from_the_year_of_the_part_that_speaks(review: str, plan: str, date: str | None) -> None:
    back = "过去的一年，成绩显著。去年秋天洪水退去。全年出口比2010年增长两倍，年底存款比年初增加。"
    ahead = "今年比上年少安排投资，全年新增，年底建成。过去一年，边防巩固。"
    found = report(f"{review}\n{back}\n产值比上年增长。\n{plan}\n{ahead}\n", date=date)
    assert found["过去的一年"] == ["2018"]
    assert found["过去一年"][-1] == "2018"
    assert found["去年秋天"] == ["2018-23"]
    assert found["全年"] == ["2018", "2019"]
    assert found["年底"] == ["2018-12", "2019-12"]
    assert found["年初"] == ["2018-01"]
    assert found["上年"] == ["2017", "2018"]


def test_a_report_of_the_half_year_speaks_of_its_own_year() -> None:
    assert report("一、今年上半年工作回顾\n全年目标过半。\n", date="2024-07-20")["全年"] == ["2024"]


def test_an_implied_year_is_doubted() -> None:
    text = "年底前建成"
    (mention,) = find_times(outline(text), load_pack(), issued=None)
    assert [doubt.code for doubt in mention.doubts] == ["implied-year"]
    assert mention.value == "2025-12"


def test_a_day_that_the_calendar_lacks_is_read_as_its_month_with_a_doubt() -> None:
    text = "2025年2月30日"
    (mention,) = find_times(outline(text), load_pack(), issued=None)
    assert (mention.value, mention.doubts[0].code) == ("2025-02", "impossible-date")


def is_in_order(mentions: tuple[TimeMention, ...], text: str) -> bool:
    ends = [0, *(mention.span.end for mention in mentions)]
    return all(end <= m.span.start < m.span.end <= len(text) for end, m in zip(ends, mentions, strict=False))


@given(
    st.lists(
        st.sampled_from("2025年6月底至—-十四五末“”《》每三上下半季度第今去明0123456789一二学期日 \n，。（）民国"),
        max_size=60,
    )
)
def test_no_text_fails_and_mentions_stand_in_order(characters: list[str]) -> None:
    text = "".join(characters)
    found = find_times(outline(text), load_pack(), issued=None)
    assert is_in_order(found, text)
    assert all(dates.is_valid(mention.value) for mention in found if mention.type == "DATE")


def test_order_of_sentences_does_not_change_what_is_found_in_them() -> None:
    sentences = ["到2027年建成。", "2024年1—6月动员。", "每年开展。", "“十四五”末达到。", "三年内完成。"]
    expected = sorted(value for sentence in sentences for value in times(sentence))
    shuffled = sentences[:]
    random.Random(7).shuffle(shuffled)
    assert sorted(times("".join(shuffled))) == expected


def test_a_decade_about_to_begin_is_of_the_same_century() -> None:
    assert values("七十年代末和八十年代初") == ["197X", "198X"]
    assert [value for _, _, value in times("从七十年代末到八十年代初", date="1979-06-01")] == ["197X", "198X"]


def dated(title: str, genre: str, date: str, text: str) -> list[str]:
    part = Part(span=Span(0, len(text)), title=title, genre=genre, date=date)
    found = find_times(Outline(text=text, parts=(part,)), load_pack(), issued=None)
    return [mention.value for mention in found]


def test_a_communique_counts_from_the_year_in_its_title() -> None:
    assert dated("某县2019年统计公报", "统计公报", "2020-05-28", "全年增长5%，比上年多，年末") == [
        "2019",
        "2018",
        "2019-12",
    ]
    assert dated("2023年工作总结和2024年工作计划", "工作总结", "2024-01-09", "今年完成，明年6月底前") == [
        "2023",
        "2024-06",
    ]
    assert dated("某县2020年工作要点", "工作要点", "2020-05-28", "今年，年底前") == ["2020", "2020-12"]


def test_a_plan_for_several_years_without_a_date_speaks_from_the_first() -> None:
    found = find_times(
        outline("今年新建，年底前完成", date=None, title="发展规划（2022—2035年）"), load_pack(), issued=None
    )
    assert [mention.value for mention in found] == ["2022", "2022-12"]


def test_a_day_of_the_last_months_that_a_report_of_january_tells_of_has_passed() -> None:
    report = "关于供电保障情况的报告"
    assert dated(report, "报告", "2022-01-12", "12月23日召开会议，1月5日恢复") == ["2021-12-23", "2022-01-05"]
    assert dated(report, "报告", "2022-01-12", "12月23日前完成") == ["2022-12-23"]
    assert dated("实施方案", "实施方案", "2022-01-12", "12月23日召开会议") == ["2022-12-23"]


def test_a_period_to_the_middle_of_a_year_ends_there() -> None:
    assert [time.value for time in extraction_of_text("2021年至2023年上半年，新增床位90张。").times] == ["2021/2023-06"]


def test_the_same_period_of_last_year_is_not_the_year_spoken_of() -> None:
    text = "某镇2023年工作总结\n1—6月份产值29万元，去年同期为45万元，1—6月份产量68吨。\n"
    assert [time.value for time in extraction_of_text(text).times][1:] == [
        "2023-01/2023-06",
        "2022-01/2022-06",
        "2023-01/2023-06",
    ]


def test_a_review_that_calls_its_year_this_one_was_written_in_it() -> None:
    text = "工作情况\n一、2023年工作情况\n今年，新建水渠12公里。\n"
    assert extraction_of_text(text).times[-1].value == "2023"


def test_news_of_the_first_months_tells_of_the_whole_year_before() -> None:
    text = "某报报道\n2023年2月27日\n本报记者获悉，去年粮食产量达到490万吨。\n全年出口增长5%。\n"
    assert extraction_of_text(text).times[-1].value == "2022"


def test_a_day_of_a_year_of_three_digits_shows_whose_years_they_are() -> None:
    assert extraction_of_text("109年5月29日修正发布要点，至109年底止加保153人。").times[-1].value == "2020-12"


def test_months_behind_an_unknown_this_year_are_not_of_the_year_told_before() -> None:
    told = "2006年，就业达1184万人。{}1至11月，新增就业3万人。"
    assert [time.value for time in extraction_of_text(told.format("情况良好。")).times] == ["2006", "2006-01/2006-11"]
    assert [time.value for time in extraction_of_text(told.format("今年情况良好。")).times] == ["2006"]
