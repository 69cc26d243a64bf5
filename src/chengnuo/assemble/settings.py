"""What assembling asks about each document of a file: its kind, its day, the year that its title gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from chengnuo.assemble.deadlines import Governing, is_worded_as_due
from chengnuo.assemble.families import is_report
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.periods import is_day, is_year, last_day, whole_years, year_of
from chengnuo.assemble.placed import Placed
from chengnuo.model import Outline, Part, TimeMention

# Words for a year seen from another (今年, 上一年度末) are no longer than this.
LONGEST_YEAR = 5
# A line that is a title is no longer.
LONGEST_TITLE = 60
# A plan runs for no more years.
LONGEST_PLAN = 15
# The title stands within so many characters of its document's start.
TITLE = 400
# The month of a date; of a report after this one the next year is planned.
MONTH, MID_YEAR = slice(5, 7), "06"
_YEAR = re.compile(r"[〔(（\[]((?:19|20)\d\d)[〕)）\]]")


@dataclass(frozen=True, slots=True)
class Setting:
    """What assembling asks about a document of the file: all that is said in it shares this.

    `family` is that of its genre: plan, report, reply or note; `news`: a report that is of the press. `standing` is
    "law" or "policy" (bounds and grants only) where what it says holds until it is changed. `today` is its date: its
    own, its number's year, or the latest in the file; `dated` says whether it gives one itself. `cites`: it only cites
    what another document of the file decides. `title_date` is the year of whose work it tells, where its title says so
    (2024年工作要点); `planned_date` the later one that a title names beside it (2023年总结和2024年打算).
    """

    number: int = 0
    family: str = "plan"
    news: bool = False
    standing: str = ""
    today: str | None = None
    dated: bool = False
    cites: bool = False
    title_date: Governing | None = None
    planned_date: Governing | None = None


NO_DOCUMENT = Setting()


def settings_of(
    outline: Outline, families: Sequence[str], times: Placed[TimeMention], lex: Lexicon
) -> tuple[Setting, ...]:
    """What assembling asks about each document of the file."""
    days = _days(outline, families, times.values, lex)
    carried = [part for part in outline.parts if not _is_guide(part, lex)]
    return tuple(
        Setting(
            number=i,
            family="report" if is_report(family) else family,
            news=family == "news",
            standing=_standing(part, lex),
            today=day,
            dated=_year_of(part, lex) is not None,
            cites=bool(carried) and _is_guide(part, lex),
            title_date=(told := _title_date(part, family, outline.text, times, lex)),
            planned_date=_planned_date(part, told, times, lex),
        )
        for i, (part, family, day) in enumerate(zip(outline.parts, families, days, strict=True))
    )


def _is_guide(part: Part, lex: Lexicon) -> bool:
    """Whether it is of a genre that explains another document; alone on its page it tells its own."""
    return any(word in (part.genre or "") for word in lex.words["citing_genres"])


def _standing(part: Part, lex: Lexicon) -> str:
    """Whether what the document says holds until it is changed, by the last word of its genre or title."""
    named = tuple(words for words in (part.genre, part.title) if words)
    for standing in ("law", "policy"):
        if any(name.endswith(word) for name in named for word in lex.words[f"{standing}_genres"]):
            return standing
    return ""


def _days(
    outline: Outline, families: Sequence[str], times: Sequence[TimeMention], lex: Lexicon
) -> tuple[str | None, ...]:
    """The date of each document of the file, inferred where it has none."""
    own = [_year_of(part, lex) or _day_held(part, outline.text, times, lex) for part in outline.parts]
    known = [date for date in own if date]
    if not known:
        own = [_year_of_title(part, family, times, lex) for part, family in zip(outline.parts, families, strict=True)]
    if known:
        other: str | None = max(known, key=last_day)
    else:
        target = _first_target(outline.text, times, lex)
        told = _compared_year(outline.text, times, lex) if all(map(is_report, families)) else None
        if target and told and target <= told:
            target = None  # 到2008年 is told by who compares 2008 with the year before
        spoken = _spoken_year(outline.text, times, lex)
        if spoken and target and spoken > target:
            spoken = None  # 上年度 may be seen from a year that is told: who writes 到2013年 does not write in 2015
        if told and not _speaks_of_now(outline.text, times, lex):
            spoken = str(int(told) + 1)
        other = spoken or _first_year_of_plan(families, times, target) or (str(int(target) - 1) if target else None)
    return tuple(date or other for date in own)


def _spoken_year(text: str, times: Sequence[TimeMention], lex: Lexicon) -> str | None:
    """The year that most of the text's 今年 and 去年 speak from; None where there are none."""
    years: Counter[int] = Counter()
    for time in times:
        if time.type == "DATE" and year_of(time.value).isdigit() and len(time.span) <= LONGEST_YEAR:
            words = time.span.of(text)
            if lex.patterns["this_year_words"].match(words):
                years[int(year_of(time.value))] += 1
            elif lex.patterns["last_year_words"].match(words):
                years[int(year_of(time.value)) + 1] += 1
    return str(years.most_common(1)[0][0]) if years else None


def _first_year_of_plan(families: Sequence[str], times: Sequence[TimeMention], target: str | None) -> str | None:
    """The year in which the latest of the periods that plans of the file name begins: 2021 for 2021—2025年.

    A period that is over a year or more before the first `target` is looked back on.
    """
    if any(family != "plan" for family in families):
        return None
    plans = [t.value for t in times if t.type == "DATE" and 1 < len(whole_years(t.value)) <= LONGEST_PLAN]
    return max((year_of(plan) for plan in plans if not target or year_of(last_day(plan)) >= target), default=None)


def _first_target(text: str, times: Sequence[TimeMention], lex: Lexicon) -> str | None:
    """The earliest year that is worded as a target (到…, …前): a plan is from the year before or earlier."""
    years = (year_of(t.value) for t in times if t.type == "DATE" and is_worded_as_due(text, t.span, lex))
    return min((year for year in years if year.isdigit()), default=None)


def _compared_year(text: str, times: Sequence[TimeMention], lex: Lexicon) -> str | None:
    """The latest year that is compared with the one before it: a report is from the year after it, or later."""
    years = (t for t in times if t.type == "DATE" and t.value.isdigit() and text.startswith(t.value, t.span.start))
    return max((t.value for t in years if lex.patterns["compared_year"].match(text, t.span.end)), default=None)


def _speaks_of_now(text: str, times: Sequence[TimeMention], lex: Lexicon) -> bool:
    """Whether a 今年 or a 去年 tells from when it speaks; 上年 may be seen from a year that is told."""
    return any(t.type == "DATE" and lex.patterns["year_of_now"].match(text, t.span.start) for t in times)


def _year_of(part: Part, lex: Lexicon) -> str | None:
    """The document's date, or the year in its number; of a year's agenda that was put on its page later that year."""
    year = _YEAR.search(part.number or "")
    date = part.date or (year[1] if year else None)
    named = lex.written_year.findall(part.title or "") if date and (part.genre or "").endswith(lex.agendas) else []
    return named[0] if date and len(named) == 1 and named[0] < year_of(date) else date


def _day_held(part: Part, text: str, times: Sequence[TimeMention], lex: Lexicon) -> str | None:
    """The day on which the meeting was held that an undated document opens with: 2014年9月12日，县长主持召开会议."""
    end = min(part.span.end, part.span.start + TITLE)
    for time in times:
        if part.span.start <= time.span.start < end and is_day(time.value):
            return time.value if lex.patterns["meeting_held"].match(text, time.span.end, end) else None
    return None


def _year_of_title(part: Part, family: str, times: Sequence[TimeMention], lex: Lexicon) -> str | None:
    """The year in which the work that the title of a plan names begins: 2022 for …发展规划（2022—2035年）, 2023 for
    112年度…计划."""
    if family != "plan" or not part.title:
        return None
    named = lex.written_year.search(part.title)
    first = next((t for t in times if t.span.start >= part.span.start), None)
    in_title = first is not None and first.span.end <= part.span.start + len(part.title)
    return named[0] if named else first.value if first and in_title and is_year(first.value) else None


def _title_date(part: Part, family: str, text: str, times: Placed[TimeMention], lex: Lexicon) -> Governing | None:
    """The year in the title of a year's work, in a line like one, or in a report's opening, where it is named first."""
    begin, end = part.span.start, min(part.span.end, part.span.start + TITLE)
    found = lex.patterns["yearly_title"].search(part.title or "") or _titled_line(text, begin, end, lex)
    found = found or lex.patterns["reported_year"].search(text, begin, end)
    inside = times.between(begin, end)
    dates = [t for t in inside if t.type == "DATE"]
    if found is None:
        written = (t for t in dates if is_year(t.value) and text.startswith(t.value, t.span.start))
        first_year = next(written, None) if is_report(family) else None
        opens = first_year is not None and _opens_body(part, text, first_year, lex)
        return Governing(first_year.value, first_year.span, "title") if first_year is not None and opens else None
    first = found.start() if found.string is text else begin
    year = found["year"]  # 2023, or 112 of the Republic
    told = (t for t in dates if year_of(t.value) == year or text.startswith(year, t.span.start))
    named = [t for t in told if t.span.start >= first]
    if not named:
        return None
    stop = lex.patterns["sentence_end"].search(text, named[0].span.end)
    end = stop.start() if stop else end
    parts = (t for t in named if "/" in t.value and not whole_years(t.value) and t.span.start < end)
    date = next(parts, named[0])  # 2022年重点工作1—6月进展情况
    return Governing(date.value, date.span, "title")


def _opens_body(part: Part, text: str, year: TimeMention, lex: Lexicon) -> bool:
    """Whether the first sentence of a document begins with a year, below lines that name none.

    It is that of which a text without title tells, or one without date, or one of the first half of the next year.
    """
    headed = text[part.span.start : year.span.start]
    if not headed and not part.title:
        return True
    if year.value in (part.title or "") or (headed and not headed.endswith("\n")):
        return False
    if lex.patterns["sentence_end"].search(headed.replace("\n", " ")):
        return False
    date = part.date
    return date is None or (int(year_of(date)) == int(year.value) + 1 and date[MONTH] <= MID_YEAR)


def _planned_date(part: Part, told: Governing | None, times: Placed[TimeMention], lex: Lexicon) -> Governing | None:
    """The year in the title that is planned: the second of two, that in which a government reports, or of which `told`,
    named there, is a part.

    A report of its last months plans the next year.
    """
    found = lex.patterns["planned_year"].search(part.title or "")
    if found and found["report"] and (part.date or "")[MONTH] > MID_YEAR:
        return None
    titled = told is not None and "/" in told.value and lex.patterns["yearly_title"].search(part.title or "")
    year = found["year"] if found else year_of(told.value) if told and titled else None
    inside = times.between(part.span.start, part.span.start + TITLE) if year else ()
    date = next((t for t in inside if t.value == year), None)
    return Governing(date.value, date.span, "title") if date else None


def _titled_line(text: str, begin: int, end: int, lex: Lexicon) -> re.Match[str] | None:
    """The words of a year's work in a line of the beginning that no sentence fills and no number opens."""
    for found in lex.patterns["yearly_title"].finditer(text, begin, end):
        line = text[text.rfind("\n", 0, found.start()) + 1 : text.find("\n", found.end())]
        is_plain = not lex.patterns["item"].match(line) and not lex.patterns["sentence_end"].search(line)
        if len(line) <= LONGEST_TITLE and is_plain:
            return found
    return None
