"""Which year a date without one is of: the sentence's, the heading's, or that of the document."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from chengnuo import dates
from chengnuo.model import Heading, Outline, Part, TimeMention
from chengnuo.numbers import parse_number

_SENTENCE_END = re.compile(r"[。；\n]")
# What 上年 is counted from may stand before a ；.
_FULL_STOP = re.compile(r"[。\n]")
# The first sentence is looked for in so many characters, title and lines below it included.
_OPENING = 600
# A period, of which its first year is that of the document: 2022—2035年.
_PERIOD = re.compile(r"((?:19|20)[0-9]{2})[^0-9]{1,3}(?:19|20)[0-9]{2}(?![0-9])")

REVIEW_UNTIL_MONTH = 6
"""A document of the first half-year that speaks of the past year means the year before its own."""
NEW_YEAR_UNTIL_MONTH, LAST_QUARTER = 2, 10
"""A day of the last quarter that a document of the first two months tells of was in the year before."""


@dataclass(frozen=True, slots=True)
class Implied:
    """A year that the text does not write, and where it was taken from."""

    year: int
    origin: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Passages:
    """What shows which year a passage of a report speaks of.

    `back` in a heading looks back on the year before, unless `present` stands beside it; what a section calls
    `this_year` is the year that its heading names. `turn` finds lines that begin to look back (group back) or ahead.
    `genres` end the genres of documents that report, `summaries` those of them that are written as the year
    ends, `yearly` those on one year that come out in the next, `agendas` those that come out in no later one,
    `planning` those that say what will be, `press` those of the news. `mended` in a title tells that its year
    is the one looked into, not the one spoken of. `told_day` is a day by which nothing is due; `baseline`
    stands before a year that another is compared with, `same_period` behind it, `since` behind one that only
    begins a time, `aimed` before one by which something will be; `written` is the year of a title or heading,
    `republic` one of the Republic, `opening` that with which a line of prose opens.
    """

    back: tuple[str, ...]
    present: tuple[str, ...]
    this_year: tuple[str, ...]
    turn: re.Pattern[str]
    genres: tuple[str, ...]
    summaries: tuple[str, ...]
    yearly: tuple[str, ...]
    agendas: tuple[str, ...]
    mended: tuple[str, ...]
    planning: tuple[str, ...]
    press: tuple[str, ...]
    told_day: re.Pattern[str]
    baseline: re.Pattern[str]
    same_period: re.Pattern[str]
    since: re.Pattern[str]
    aimed: re.Pattern[str]
    written: re.Pattern[str]
    republic: re.Pattern[str]
    opening: re.Pattern[str]

    def years_in(self, words: str, *, of_republic: bool) -> list[int]:
        """The years of a title or heading, in digits or Chinese ones (二〇二四年); else of the Republic (112年度)."""
        found = (parse_number(year) for year in self.written.findall(words))
        years = [int(year) for year in found if year is not None]
        roc = self.republic.findall(words) if of_republic and not years else []
        return years or [int(year) + dates.FIRST_ROC_YEAR for year in roc]


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading with a year, in force from its own end at `begin` up to `end`; `back` where it looks back."""

    begin: int
    end: int
    year: int
    back: bool


class Years:
    """The years in force at each place, fed with the mentions as they are found, in text order."""

    def __init__(
        self,
        outline: Outline,
        issued: str | None,
        *,
        review: tuple[str, ...],
        tasks: tuple[str, ...],
        passages: Passages,
        of_republic: bool = False,
    ) -> None:
        self._review, self._tasks, self._passages = review, tasks, passages
        self._of_republic = of_republic
        self._issued_of: dict[int, int | None] = {}
        self._text = outline.text
        self._issued = issued
        self._parts = sorted(outline.parts, key=lambda part: part.span.start)
        self._part_starts = [part.span.start for part in self._parts]
        self._headings = sorted(outline.headings, key=lambda heading: heading.span.start)
        self._next_heading = 0
        self._open: list[_Section] = []  # headings in force
        self._turns: dict[int, list[tuple[int, bool]]] = {}  # of each part: where it looks back, where ahead
        self._last: tuple[int, int, bool] | None = None  # place, year, finer than a year
        self._implied: tuple[int, int] | None = None  # place and year of the last date without a year of its own
        self._told: int | None = None  # the last year that is not one by which something will be

    def saw(self, mention: TimeMention) -> None:
        """Takes note of a date with a year of its own.

        A year that another is compared with, or that only begins a time, is not spoken of.
        """
        start = mention.span.start
        if start and mention.type == "DATE" and self._passages.baseline.match(self._text, start - 1):
            return
        if mention.type == "DATE" and self._passages.same_period.match(self._text, mention.span.end):
            return
        if self._passages.since.match(self._text, mention.span.end) and self.issued(start) is not None:
            return
        end = dates.last_point(mention.value) if mention.type == "DATE" else ""
        if any(doubt.code == "implied-year" for doubt in mention.doubts):
            year = dates.years_of(end) if end else None
            self._implied = (start, year[1]) if year is not None else self._implied
            return
        if mention.type != "DATE":
            return
        if end.endswith("X"):
            return  # a decade says nothing of the year of what follows
        year = dates.years_of(end)
        if year is not None:
            self._last = (mention.span.start, year[1], len(end) > 4)
            several = year[1] > (dates.years_of(mention.value) or year)[0]
            aimed = self._passages.aimed.search(self._text, max(0, start - 2), start)
            if not aimed and not (several and self._told is not None):
                self._told = year[1]  # a plan's period (2013—2017年) is no year of which a report tells

    def issued(self, at: int) -> int | None:
        """The year of the document that holds the place: of its date, its title, or its headings."""
        place = bisect_right(self._part_starts, at) - 1
        if place not in self._issued_of:
            part = self._parts[place] if place >= 0 else None
            self._issued_of[place] = self._year_of(part)
        return self._issued_of[place]

    def _year_of(self, part: Part | None) -> int | None:
        title = (part.title or "") if part else ""
        written = self._years_in(_PERIOD.sub(r"\1", title))
        year = dates.years_of((part.date if part else None) or self._issued)
        agenda = part is not None and (part.genre or "").endswith(self._passages.agendas)
        if year is not None and agenda and len(written) == 1:
            return min(written[0], year[1])  # 2012年工作要点 may have been put on its page in 2014
        if year is not None:
            return year[1] - 1 if self._is_on_year_before(part, written) else year[1]
        if not written:
            return self._year_of_headings(part)
        # 2018年工作总结和2019年工作思路 is written as the first year ends; a report on plans early in the second.
        summary = part is not None and (part.genre or "").endswith(self._passages.summaries)
        return written[0] if summary else written[-1]

    def _years_in(self, words: str) -> list[int]:
        return self._passages.years_in(words, of_republic=self._of_republic)

    def _is_on_year_before(self, part: Part | None, written: list[int]) -> bool:
        """Whether a communiqué or summary names in its title the year before that in which it came out."""
        first = dates.earliest_day((part.date if part else None) or self._issued)
        if part is None or first is None or first.month > REVIEW_UNTIL_MONTH or not written:
            return False
        return written[0] == first.year - 1 and (part.genre or "").endswith(self._passages.yearly)

    def _year_of_headings(self, part: Part | None) -> int | None:
        """The year that sections such as 2018年工作回顾 and 2019年工作任务 tell."""
        looked_back: int | None = None
        for heading in self._headings:
            if part is not None and not part.span.contains(heading.span):
                continue
            written = self._years_in(heading.title)
            if len(written) == 1 and any(word in heading.title for word in self._tasks):
                return written[0]
            if len(written) == 2 and written[1] == written[0] + 1 and self._looks_back(heading):
                return written[1]
            if len(written) == 1 and looked_back is None and any(word in heading.title for word in self._review):
                looked_back = written[0] + (not self._is_told_of_this_year(heading))
        return looked_back

    def _is_told_of_this_year(self, heading: Heading) -> bool:
        """Whether the section below a heading calls the year of which it tells 今年: it was written before its end."""
        section = heading.scope.of(self._text)
        return any(word in section for word in self._passages.this_year)

    def reported(self, at: int) -> int | None:
        """The last year that the document looks back on."""
        section = self._section(at)
        if section is not None and section.back:
            return section.year
        issued = self.issued(at)
        return (section.year if section else None) if issued is None else self._year_behind(at, issued)

    def _year_behind(self, at: int, issued: int) -> int:
        """The year that a document of the year `issued` reports: the one before, or its own late in the year."""
        part = self._part(at)
        first = dates.earliest_day((part.date if part else None) or self._issued)
        return issued - 1 if first is None or first.month <= REVIEW_UNTIL_MONTH else issued

    def of_sentence(self, at: int, end: re.Pattern[str] = _SENTENCE_END) -> int | None:
        """The year last written in the same sentence."""
        if self._last is None or at - self._last[0] > 400:
            return None
        between = end.search(self._text, self._last[0], at)
        return None if between else self._last[1]

    def named_in_sentence(self, at: int) -> int | None:
        """The year last spoken of in the same sentence, written or implied: 年末…，当年…."""
        written = self.of_sentence(at)
        if written is not None or self._implied is None:
            return written
        return None if _SENTENCE_END.search(self._text, self._implied[0], at) else self._implied[1]

    def spoken_of(self, at: int) -> int | None:
        """The year that the text speaks of: its sentence's, its heading's, its title's, that with which a report on the
        year before opens, else the document's."""
        sentence = self.of_sentence(at, _FULL_STOP)
        for year in (sentence, self._of_section(at), self._of_title(at), self._of_opening(at), self.issued(at)):
            if year is not None:
                return year
        return None

    def _of_opening(self, at: int) -> int | None:
        """The year with which the first sentence begins, of a document of no day or of the next half-year."""
        part = self._part(at)
        begin = part.span.start if part else 0
        end = self._text.find("。", begin, min(begin + _OPENING, part.span.end if part else len(self._text)))
        found = self._passages.opening.search(self._text, begin, max(end, begin))
        first = dates.earliest_day((part.date if part else None) or self._issued)
        year = int(found["year"]) if found else None
        reviewed = first is not None and first.month <= REVIEW_UNTIL_MONTH and year == first.year - 1
        return year if first is None or reviewed else None

    def near(self, at: int) -> int | None:
        """A year of the same time: that of the document, or the one last written."""
        issued = self.issued(at)
        return issued if issued is not None or self._last is None else self._last[1]

    def implied(self, at: int, *, by_month: bool) -> Implied | None:
        """The year of a month or a part of the year that is written without one."""
        sentence = self.of_sentence(at)
        if sentence is not None and not self._lies_far_ahead(sentence, at):
            return Implied(sentence, "the sentence", doubtful=False)
        if by_month and self._last is not None and self._last[2] and self._in_paragraph(at):
            return Implied(self._last[1], "the sentence before", doubtful=True)
        section = self._of_section(at)
        if section is not None:
            return Implied(section, "the section", doubtful=True)
        issued = self.issued(at)
        if issued is not None and by_month and self._was_before_new_year(at):
            return Implied(issued - 1, "the year before the document's", doubtful=True)
        if issued is not None and not by_month and self._tells_of_last_year(at, issued):
            return Implied(issued - 1, "the year before the document's", doubtful=True)
        if issued is not None:
            return Implied(issued, "the document", doubtful=True)
        if self._told is not None and not self._turned_to_unknown(at):
            return Implied(self._told, "the date before", doubtful=True)
        return None

    def _turned_to_unknown(self, at: int) -> bool:
        """Whether a later sentence spoke of its own year, which no day tells: 2006年达1184万人。今年…。1至11月…."""
        ended = _SENTENCE_END.search(self._text, self._last[0] if self._last else 0, at)
        since = max(ended.end(), at - 400) if ended else at
        return any(self._text.find(word, since, at) >= 0 for word in self._passages.this_year)

    def _was_before_new_year(self, at: int) -> bool:
        """Whether a report of the first months tells of a day of the last ones: 12月23日召开会议, dated in January."""
        part, told = self._part(at), self._passages.told_day.match(self._text, at)
        first = dates.earliest_day((part.date if part else None) or self._issued)
        if told is None or first is None or first.month > NEW_YEAR_UNTIL_MONTH or int(told["month"]) < LAST_QUARTER:
            return False
        return part is None or not (part.genre or "").endswith(self._passages.planning)

    def _tells_of_last_year(self, at: int, issued: int) -> bool:
        """Whether news of the first months, which named the year before last of all, tells of it: 全年达到….."""
        part = self._part(at)
        first = dates.earliest_day((part.date if part else None) or self._issued)
        if part is None or first is None or first.month > NEW_YEAR_UNTIL_MONTH + 1 or self._last is None:
            return False
        return (part.genre or "").endswith(self._passages.press) and self._last[1] == issued - 1

    def _lies_far_ahead(self, year: int, at: int) -> bool:
        """Whether a year that stands alone is the horizon of a plan: 上半年 is not meant of it."""
        issued = self.issued(at)
        return issued is not None and year > issued + 1 and self._last is not None and not self._last[2]

    def _in_paragraph(self, at: int) -> bool:
        return self._last is not None and self._text.find("\n", self._last[0], at) < 0

    def _part(self, at: int) -> Part | None:
        place = bisect_right(self._part_starts, at) - 1
        return self._parts[place] if place >= 0 else None

    def _of_title(self, at: int) -> int | None:
        part = self._part(at)
        title = (part.title or "") if part else ""
        written = self._years_in(title)
        looked_into = any(word in title for word in self._passages.mended)
        return written[0] if len(written) == 1 and not looked_into else None

    def _of_section(self, at: int) -> int | None:
        """The year of the heading over the place, or of the passage of a report that looks back."""
        section = self._section(at)
        if section is not None and (section.begin <= at or section.back):
            return section.year
        issued = self.issued(at)
        return self._year_behind(at, issued) if issued is not None and self._in_review(at) else None

    def _section(self, at: int) -> _Section | None:
        while self._next_heading < len(self._headings) and self._headings[self._next_heading].span.start <= at:
            heading = self._headings[self._next_heading]
            self._next_heading += 1
            year, back = self._year_of_heading(heading), self._looks_back(heading)
            if year is not None:
                self._open.append(_Section(heading.span.end, heading.scope.end, year, back))
        while self._open and self._open[-1].end <= at:
            self._open.pop()
        return self._open[-1] if self._open else None

    def _looks_back(self, heading: Heading) -> bool:
        return any(word in heading.title for word in self._passages.back)

    def _year_of_heading(self, heading: Heading) -> int | None:
        """The one year that a heading names, or the year before the document's where it looks back."""
        written = set(self._years_in(heading.title or heading.span.of(self._text)))
        if len(written) == 1:
            return written.pop()
        issued = self.issued(heading.span.start)
        if written or issued is None or not self._looks_back(heading):
            return None
        present = any(word in heading.title for word in self._passages.present)
        return issued if present else self._year_behind(heading.span.start, issued)

    def _in_review(self, at: int) -> bool:
        """Whether the last turn before the place, in a report, was to look back."""
        place = bisect_right(self._part_starts, at) - 1
        if place not in self._turns:
            self._turns[place] = self._turns_of(self._parts[place] if place >= 0 else None)
        turns = self._turns[place]
        last = bisect_right(turns, (at, True)) - 1
        return last >= 0 and turns[last][1]

    def _turns_of(self, part: Part | None) -> list[tuple[int, bool]]:
        if part is None or not (part.genre or "").endswith(self._passages.genres):
            return []
        lines = self._passages.turn.finditer(self._text, part.span.start, part.span.end)
        ahead = [(h.span.start, False) for h in self._headings if h.level == 1 and part.span.contains(h.span)]
        return sorted([*ahead, *((match.start(), match["back"] is not None) for match in lines)])
