"""Which of several readings of a garbled date the rest of the document allows.

`2019年112日` is 12 January or 2 November. A reading is chosen where the same date stands elsewhere, where it alone fits
the order of the dates around it, or the order of what is told: what is past, then the signature, then what comes into
force or is due. The others stay as alternatives of its doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from operator import attrgetter

from chengnuo.repair.nearness import HALF_YEAR, TWO_MONTHS, YEAR, day_number, of_sentence, soon_of
from chengnuo.repair.periods import Day, of_period, of_series
from chengnuo.repair.runs import Reading
from chengnuo.repair.told import Told
from chengnuo.spans import Span

__all__ = ["Context"]

# From the start of a date to the start of the one that ends its range (2024年9月28日至…, 2024年9月28日上午10:00至…).
_RANGE = 20
# An organ counts its documents from January on: so many are not issued in January (the General Office of the State
# Council reaches 40 in spring, smaller organs later or never), and so few of a government's not in autumn.
_LATE_NUMBER = 40
_EARLY_NUMBER = 5
# What follows a date within so many characters says what was or is to be done on it.
_SAID = 40
# Days of one year that follow each other in a sentence are so near to each other.
_SENTENCE = 80
# A reply or report that names so many dates of the half-year before one reading, and none of the time up to the other,
# was signed on the first.
_RECENT = 2
# A text is put on its page within so many days of its signature.
_SHOWN = 31
# The label of a date (发布日期：) is at most so long, and what says that something is set for it (定于自).
_LABEL = 6
_SET = 5
# The sign of a government in the number of its document (国办发) has at most so many characters.
_ORGAN = 4
# Years of the Republic of China are smaller than these, and counted from the year after this one.
_GREGORIAN = 1000
_REPUBLIC = 1911
# Sunday has two names behind those of the other days.
_SUNDAY = 6
# A year is reviewed, and the next one planned, in its last months or the first of the next.
_SPRING = 4
_AUTUMN = 10
# So many other days of a text show in which months it tells of.
_TOLD = 2
# A standing committee meets in the last third of an even month, for up to a fortnight.
_LAST_THIRD = 20
# People's congresses and political conferences of all levels meet between December and March.
_WINTER = (12, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class _Known:
    """A date of the text, and whether it is told as past, as to come, or signs the text."""

    place: int
    date: Reading
    role: str


@dataclass(frozen=True, slots=True)
class _Number:
    """A document number of the text."""

    place: int
    year: int
    number: int
    of_government: bool


class Context:
    """The dates and document numbers of a text; `settled` are its garbled dates with one reading, `asked` those with
    several, `numbers` its garbled document numbers as they are to be written."""

    def __init__(
        self,
        told: Told,
        settled: Sequence[tuple[Span, Reading]],
        asked: Sequence[Day],
        numbers: Sequence[tuple[Span, str]],
    ) -> None:
        self._told = told
        self._text = told.text
        self._settled = settled
        self._asked = asked
        self._restored_numbers = numbers
        self._pack = told.pack

    def choose(self, span: Span, readings: Sequence[Reading]) -> Reading | None:
        """The one reading of the date at `span` that the text allows, if there is one."""
        ways: tuple[Callable[[Span, Sequence[Reading]], list[Reading]], ...] = (
            self._on_weekday,
            self._of_opening,
            self._of_series,
            self._of_period,
            self._repeated,
            self._in_order,
            self._of_session,
            self._within_bounds,
            self._by_number,
            self._of_year_told,
            self._soon_after,
            self._soon_before,
            self._soon_due,
            self._soon_signed,
            self._first_of_month,
            self._soon_in_force,
            self._in_month,
            self._near,
        )
        for way in ways:
            fitting = way(span, readings)
            if len(fitting) == 1:
                return fitting[0]
            if not fitting:  # the evidence speaks against all of them
                return None
        return None

    # Each way gives the readings that it allows: all of them where it has nothing to say.

    def _on_weekday(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """Those on the day of the week that stands behind the date, in its year or the last one told."""
        told = self._pattern("weekday").match(self._text, span.end)
        year = readings[0][0] or self._last_year(span.start)
        if not told or not year:
            return list(readings)
        day = min(self._pack.words("repair", "dates", "weekdays").index(told["w"]), _SUNDAY)
        years = year if year > _GREGORIAN else year + _REPUBLIC
        return [d for d in readings if date(years, d[1], d[2]).weekday() == day] or list(readings)

    def _last_year(self, place: int) -> int:
        """The year of the last whole date before the place, 0 if there is none."""
        below = bisect_left(self._known, place, key=attrgetter("place"))
        return self._known[below - 1].date[0] if below else 0

    def _of_opening(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """The one that lines which open with days go through the year with."""
        day = self._told.openings.get(span.start)
        return [d for d in readings if d[1:] == day] or list(readings)

    def _repeated(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """Those that are also a date of the text, or whose month and day are one of its part."""
        repeated = [d for d in readings if d in self._every]
        part = self._part(span.start)
        days = {(m, d) for place, m, d in self._days if self._part(place) == part}
        return repeated or [d for d in readings if d[1:] in days] or list(readings)

    def _in_order(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """Those after the date that begins the range, or between the dates before and after."""
        below = bisect_left(self._known, span.start, key=attrgetter("place"))
        above = bisect_right(self._known, span.start, key=attrgetter("place"))
        before = self._known[below - 1] if below else None
        after = self._known[above].date if above < len(self._known) else None
        near = before is not None and span.start - before.place <= _RANGE
        if before is not None and near and "\n" not in self._text[before.place : span.start]:
            year = before.date[0]
            return [d for d in readings if (d[0] or year, *d[1:]) > before.date]
        if not readings[0][0]:
            return self._in_enumeration(span, readings)
        if before is None or after is None or before.date > after:
            return list(readings)
        return [d for d in readings if before.date <= d <= after] or list(readings)

    def _in_enumeration(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """Those between the days before and after, where a sentence goes through the year."""
        below = bisect_left(self._days, (span.start, 0, 0))
        above = bisect_right(self._days, (span.end, 0, 0))
        first, last = self._days[below - 1 : below], self._days[above : above + 1]
        if not first or not last or last[0][0] - first[0][0] > _SENTENCE or first[0][1:] > last[0][1:]:
            return list(readings)
        return [d for d in readings if first[0][1:] <= d[1:] <= last[0][1:]] or list(readings)

    def _of_session(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """Those when it may meet: a standing committee at the end of even months (双月下旬), a congress in winter."""
        if self._pattern("session").match(self._text, span.end):
            return [d for d in readings if _is_about_end_of_even_month(d)] or list(readings)
        if self._is_of_congress(span):
            return [d for d in readings if d[1] in _WINTER] or list(readings)
        return list(readings)

    def _is_of_congress(self, span: Span) -> bool:
        before = max(self._text.rfind("\n", 0, span.start) + 1, span.start - _RANGE)
        return bool(
            self._pattern("congress").match(self._text, span.end)
            or self._pattern("congress_before").search(self._text, before, span.start)
        )

    def _within_bounds(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """Those in the order: what is past, the signature, what comes into force or is due."""
        role = self._role(span)
        around = [known for known in self._known if self._part(known.place) == self._part(span.start)]
        past = [known.date for known in around if known.role == "past"]
        signed = [known.date for known in around if known.role == "signed"]
        if role == "to come":
            lower = max(signed, default=None) or min(past, default=None)
            return [d for d in readings if lower is None or d >= lower] or list(readings)
        if role != "signed":
            return list(readings)
        before = [known.date for known in around if known.role == "past" and known.place < span.start]
        lower = max(before, default=(0, 0, 0))
        upper = min((k.date for k in around if k.role == "to come" and k.date >= lower), default=(9999, 0, 0))
        return [d for d in readings if lower <= d <= upper] or list(readings)

    def _by_number(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """The later reading of a signature, or of the day on which a document cited was issued, where its number is
        high, the earlier where it is low."""
        year = readings[0][0]
        cited = self._pattern("issued_with").match(self._text, span.end)
        if cited and int(cited["y"]) == year and int(cited["n"]) >= _LATE_NUMBER:
            return [max(readings)]
        part = self._part(span.start)
        own = [number for number in self._numbers if number.place < span.start and number.year == year]
        own = [number for number in own if self._part(number.place) == part][:1]
        if self._role(span) != "signed" or not own:
            return list(readings)
        if own[0].number >= _LATE_NUMBER:
            return [max(readings)]
        return [min(readings)] if own[0].number <= _EARLY_NUMBER and own[0].of_government else list(readings)

    def _soon_after(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """The earlier reading of a signature that follows soon on the dates of the text, with none up to the other."""
        if self._role(span) != "signed":
            return list(readings)
        first, last = min(readings), max(readings)
        part = self._part(span.start)
        told = {k.date for k in self._known if self._part(k.place) == part}
        days = {(month, day) for place, month, day in self._past_days if self._part(place) == part}
        recent = sum(0 <= day_number(first) - day_number(d) <= HALF_YEAR for d in told)
        recent += sum((day_number(first) - day_number((0, *day))) % YEAR <= TWO_MONTHS for day in days)
        between = any(first < d <= last for d in told) or any(first[1:] < day <= last[1:] for day in days)
        return list(readings) if recent < _RECENT or between else [first]

    def _soon_before(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """The one reading of a signature, or of the day that opens news, that is soon before the day on which the text
        was put on its page; that of a signature soon before a day by which it asks for something where the other is
        long before it."""
        is_signed = self._role(span) == "signed"
        shown = [
            d
            for d in readings
            if any(0 <= day_number(w) - day_number((d[0] or w[0], *d[1:])) <= _SHOWN for w in self._written)
        ]
        if shown and (is_signed or self._text[span.start - 1 : span.start] in ("", "\n")):
            return shown
        if not is_signed:
            return list(readings)
        readings = [d for d in readings if not self._labelled or d <= max(self._labelled)] or readings
        part = self._part(span.start)
        due = {(month, day) for place, month, day in self._due_days if self._part(place) == part}
        waits = {d: [(day_number((0, *day)) - day_number(d)) % YEAR for day in due] for d in readings}
        near = [d for d, wait in waits.items() if any(days <= TWO_MONTHS for days in wait)]
        far = [d for d, wait in waits.items() if wait and min(wait) > HALF_YEAR]
        return near if len(near) == 1 and len(near) + len(far) == len(readings) else list(readings)

    def _soon_due(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """The one soon after the signature of a day up to which opinions or papers are asked for, or for which
        something is set; the others late or past."""
        is_set = self._pattern("set_for").search(self._text, max(0, span.start - _SET), span.start)
        if not is_set and not self._pattern("asked_for").match(self._text, span.end):
            return list(readings)
        return soon_of({d: [day_number(d) - day_number(date) for date in self._signed(span)] for d in readings})

    def _soon_signed(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """The day of the meeting that passed what was signed soon after it, where that is long after the others."""
        if not self._pattern("passed_now").match(self._text, span.end):
            return list(readings)
        return soon_of({d: [day_number(date) - day_number(d) for date in self._signed(span)] for d in readings})

    def _signed(self, span: Span) -> list[Reading]:
        """The dates that sign the part; where there is none, those on which the text was put on its page."""
        part = self._part(span.start)
        signed = [k.date for k in self._known if k.role == "signed" and self._part(k.place) == part]
        return signed or list(self._written)

    def _near(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """The one within two months of the days beside it in its sentence, of days whose year is not told."""
        return of_sentence(self._text, span, readings, self._read)

    def _of_year_told(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """The one soon after the year that a report reviews, or before the one that it plans."""
        first, last = min(readings), max(readings)
        year = first[0]
        if first[1] > _SPRING or last[1] < _AUTUMN:
            return list(readings)
        part = self._part(span.start)
        found = [m for m in self._told.years if self._part(m.start()) == part]
        if self._role(span) != "signed" and not self._is_of_congress(span):
            # The report is due, or was given, on this day.
            found = [m for m in found if 0 <= span.start - m.end() <= _RANGE and m["planned"] is None]
        ended = {int(m["y"]) - (m["planned"] is not None) for m in found}
        if (year in ended) == (year - 1 in ended):
            return list(readings)
        return [last if year in ended else first]

    def _first_of_month(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """The first of a month, on which nearly all comes into force that does not at once."""
        if not self._pattern("from_then_on").match(self._text, span.end):
            return list(readings)
        return [d for d in readings if d[2] == 1] or list(readings)

    def _soon_in_force(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """The earlier one of what comes into force soon after the date before it, where the other is long after."""
        below = bisect_left(self._known, span.start, key=attrgetter("place"))
        if not below or not self._pattern("from_then_on").match(self._text, span.end):
            return list(readings)
        passed = self._known[below - 1]
        first, *_, last = (day_number(d) - day_number(passed.date) for d in sorted(readings))
        is_told = span.start - passed.place <= _SENTENCE and 0 <= first <= TWO_MONTHS and last > HALF_YEAR
        return [min(readings)] if is_told else list(readings)

    def _of_period(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """Those with which the period that the day begins or ends is as long as it is told to be."""
        return of_period(self._text, span, readings, self._read, self._pack)

    def _of_series(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """Those before the next day of the same month."""
        return of_series(self._text, span, readings, self._pack)

    def _in_month(self, span: Span, readings: Sequence[Reading]) -> list[Reading]:
        """Those in a month (and year, where it is told) in which other days of the part are, where these are some."""
        part = self._part(span.start)
        days = [day for day in self._months if self._part(day[0]) == part and day[0] != span.start]
        counts = [sum(m == d[1] and d[0] in (0, y) for _, y, m in days) for d in readings]
        told = [d for d, count in zip(readings, counts, strict=True) if count]
        return told if max(counts) >= _TOLD else list(readings)

    @cached_property
    def _months(self) -> list[tuple[int, int, int]]:
        """The places, years and months of all days, the year 0 where it is not told."""
        years = {m.start("m"): int(m["y"]) for m in self._told.dates}
        years |= {span.start: date[0] for span, date in self._settled}
        return [(place, years.get(place, 0), month) for place, month, _ in self._days]

    @cached_property
    def _past_days(self) -> list[tuple[int, int, int]]:
        """The places, months and days of the dates without a year, near or told before, those to come left out."""
        years = sorted(place for place, year, _ in self._months if year)
        bare = {place for place, year, _ in self._months if not year}
        bare = {place for place in bare if bisect_left(years, place) == bisect_left(years, place - _RANGE)}
        found = [
            (Span(m.start("m"), m.end()), int(m["m"]), int(m["d"])) for m in self._told.days if m.start("m") in bare
        ]
        found += [(span, *read[1:]) for span, read in self._settled if read[2] and not read[0]]
        return [(span.start, month, day) for span, month, day in found if self._role(span) != "to come"]

    @cached_property
    def _due_days(self) -> list[tuple[int, int, int]]:
        """The places, months and days of the dates without a year by which something is to be done."""
        found = [(Span(*m.span()), int(m["m"]), int(m["d"])) for m in self._told.days]
        found += [(span, *read[1:]) for span, read in self._settled if read[2] and not read[0]]
        return [(span.start, month, day) for span, month, day in found if self._role(span) == "to come"]

    @cached_property
    def _written(self) -> frozenset[Reading]:
        """The dates in figures alone, as the heads of pages have them, and those that are labelled there."""
        labelled = frozenset(known.date for known in self._known if self._is_shown(known.place))
        return labelled.union(_value(m) for m in self._told.written if "-" in m[0])

    @cached_property
    def _labelled(self) -> frozenset[Reading]:
        """The dates in figures alone that are labelled as the day on which the text was put on its page."""
        return frozenset(_value(m) for m in self._told.written if "-" in m[0] and self._is_shown(m.start()))

    def _is_shown(self, place: int) -> bool:
        """Whether the date at the place is said to be that on which the text was put on its page."""
        return self._pattern("shown").search(self._text, max(0, place - _LABEL), place) is not None

    @cached_property
    def _known(self) -> list[_Known]:
        """The dates in order, and the garbled ones with one reading."""
        found = [(Span(*m.span()), _value(m)) for m in self._told.dates]
        found += [(span, date) for span, date in self._settled if date[0]]
        return [_Known(span.start, date, self._role(span)) for span, date in sorted(found)]

    @cached_property
    def _days(self) -> list[tuple[int, int, int]]:
        """The places, months and days of all dates, with or without their year."""
        found = [(span.start, *date[1:]) for span, date in self._settled if date[2]]
        found += [(m.start("m"), int(m["m"]), int(m["d"])) for m in self._told.days]
        return sorted(found)

    @cached_property
    def _read(self) -> list[Day]:
        """All days in order, with what they may be: those that are told or settled are one day."""
        years = {m.start("m"): (m.start(), int(m["y"])) for m in self._told.dates}
        found = dict(self._asked)
        found |= {span: (date,) for span, date in self._settled if date[2]}
        for m in self._told.days:
            start, year = years.get(m.start("m"), (m.start(), 0))
            found[Span(start, m.end())] = ((year, int(m["m"]), int(m["d"])),)
        return sorted(found.items())

    @cached_property
    def _every(self) -> frozenset[Reading]:
        written = frozenset(_value(m) for m in self._told.written)
        return written.union(known.date for known in self._known)

    @cached_property
    def _numbers(self) -> list[_Number]:
        pattern = self._pattern("document_number")
        found = [(m.start(), m) for m in self._told.numbers]
        for span, words in self._restored_numbers:
            organ = self._text[max(0, span.start - _ORGAN) : span.start]
            found += [(span.start, m) for m in pattern.finditer(organ + words)]
        return [
            _Number(place, int(m["y"]), int(m["n"]), m["government"] is not None)
            for place, m in sorted(found, key=lambda pair: pair[0])
        ]

    def _part(self, place: int) -> int:
        """Which of the parts of the text, each ended by a signature, holds the place."""
        return bisect_left(self._told.signatures, place)

    def _role(self, span: Span) -> str:
        text = self._text
        after = text[span.end : span.end + _SAID]
        if self._pattern("ends_signature").match(after):
            before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
            if self._pattern("signature").search(before):
                return "signed"
            if after[:1] in ("", "\n"):
                return "" if before else "signed"
        if self._pattern("to_come").match(after):
            return "to come"
        return "past" if self._pattern("past").match(after) else ""

    def _pattern(self, name: str) -> re.Pattern[str]:
        return self._pack.pattern("repair", "dates", name)


def _value(m: re.Match[str]) -> Reading:
    return int(m["y"]), int(m["m"]), int(m["d"] or 0)


def _is_about_end_of_even_month(date: Reading) -> bool:
    _, month, day = date
    return day >= _LAST_THIRD if month % 2 == 0 else day < _LAST_THIRD // 2
