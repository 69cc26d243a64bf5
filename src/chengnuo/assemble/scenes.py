"""A document laid out for assembling: what stands at an offset, found by bisection."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chengnuo.assemble.cells import Cells
from chengnuo.assemble.deadlines import Governing, Via, is_worded_as_due
from chengnuo.assemble.families import family_of
from chengnuo.assemble.lexicon import Lexicon, labelled, lexicon
from chengnuo.assemble.moods import Moods, moods_of
from chengnuo.assemble.nests import Nest
from chengnuo.assemble.periods import is_day, is_past, joined, whole_years
from chengnuo.assemble.placed import Placed
from chengnuo.assemble.settings import NO_DOCUMENT, TITLE, Setting, settings_of
from chengnuo.model import BodyMention, Heading, Mentions, Outline, Quantity, Task, TimeMention
from chengnuo.packs import Pack
from chengnuo.spans import Span

# What parts the statements of a paragraph.
_LIST_STOP = "；"
# What stands between a label and what it says.
_LABELS = "："
_TITLE = re.compile("《[^《》\n]{1,80}(?:《[^《》\n]{1,60}》[^《》\n]{0,40})?》")

# The periods of national and regional plans last so many years.
OF_PLANS = 5
# A period is looked for among so many expressions of time before in its line; one that lost its breaks holds thousands.
NEAREST = 100
# The date of a heading begins so near to its start, or ends so near to its end; other dates are of what it tells.
DATE_OPENS, DATE_ENDS = 30, 6
# A line of a title has so many characters at least.
SHORTEST_TITLE = 5
_LINE = re.compile("[^\n]+")
_ISO_YEARS = re.compile(r"P(\d{1,2})Y")


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that assembling asks about a file; built once a file."""

    text: str
    lex: Lexicon
    outline: Outline
    times: Placed[TimeMention]
    quantities: Placed[Quantity]
    spoken: tuple[int, ...]  # where quantities and times begin, but for recurrences
    moods: Moods
    parts: Nest
    settings: tuple[Setting, ...]
    headings: tuple[Heading, ...]
    heading_nest: Nest
    goal_headings: tuple[bool, ...]  # whether the title is of goals
    heading_dates: dict[int, Governing]
    terms: Nest
    term_dates: tuple[Governing, ...]
    plan_periods: tuple[str, ...]
    tasks: tuple[Task, ...]
    task_nest: Nest
    leads: tuple[tuple[str, ...], ...]  # of each task
    cells: Cells
    lists: Nest
    title_lines: frozenset[int]  # where the lines of the documents' own titles begin

    @classmethod
    def of(cls, outline: Outline, mentions: Mentions, pack: Pack) -> Scene:
        """The scene of one file."""
        lex = lexicon(pack)
        times = Placed.of(sorted(mentions.times, key=lambda t: (t.span.start, -t.span.end)))
        quantities = Placed.of(sorted(mentions.quantities, key=lambda q: q.span))
        tasks = tuple(sorted(outline.tasks, key=lambda t: (t.scope.start, -t.scope.end)))
        headings = tuple(sorted(outline.headings, key=lambda h: (h.span.start, -h.scope.end)))
        families = tuple(family_of(part, outline.text, lex) for part in outline.parts)
        labels = labelled(outline.text)
        terms = [*_terms(outline.text, headings, labels, times, lex), *_terms_of_tasks(tasks, times)]
        terms.sort(key=lambda term: (term[0].start, -term[0].end))
        return cls(
            text=outline.text,
            lex=lex,
            outline=outline,
            times=times,
            quantities=quantities,
            # A recurrence without a number is no row.
            spoken=tuple(sorted((*quantities.starts, *(t.span.start for t in times.values if t.type != "SET")))),
            moods=moods_of(outline, families, labels, lex),
            parts=Nest.of(p.span for p in outline.parts),
            settings=settings_of(outline, families, times, lex),
            headings=headings,
            heading_nest=Nest.of(h.scope for h in headings),
            goal_headings=tuple(lex.patterns["goals"].search(h.title) is not None for h in headings),
            heading_dates=_heading_dates(outline.text, headings, times, lex),
            terms=Nest.of(span for span, _ in terms),
            term_dates=tuple(date for _, date in terms),
            plan_periods=_plan_periods(times.values),
            tasks=tasks,
            task_nest=Nest.of(t.scope for t in tasks),
            leads=_leads(tasks, mentions.bodies),
            cells=Cells.of(outline, tasks, quantities),
            lists=Nest.of(b.span for b in sorted(outline.lists, key=lambda b: b.span)),
            title_lines=_title_lines(outline),
        )

    def setting(self, offset: int) -> Setting:
        """The document at `offset`."""
        i = self.parts.at(offset)
        return self.settings[i] if i >= 0 else NO_DOCUMENT

    def times_in(self, start: int, end: int) -> Sequence[TimeMention]:
        """The expressions of time that begin between the offsets."""
        return self.times.between(start, end)

    def speaks(self, start: int, end: int) -> bool:
        """Whether a quantity, or an expression of time that is no recurrence, begins between the offsets."""
        at = bisect_left(self.spoken, start)
        return at < len(self.spoken) and self.spoken[at] < end

    def quantities_in(self, start: int, end: int) -> Sequence[Quantity]:
        """The quantities that begin between the offsets."""
        return self.quantities.between(start, end)

    def task_at(self, offset: int) -> Task | None:
        i = self.task_nest.at(offset)
        return self.tasks[i] if i >= 0 else None

    def leads_at(self, offset: int) -> tuple[str, ...]:
        """The bodies that lead the task at `offset`; a table inside a cell has those of the row around it, an item
        without its own those of its section."""
        i = self.task_nest.at(offset)
        while i >= 0 and not self.leads[i]:
            i = self.task_nest.parents[i]
        return self.leads[i] if i >= 0 else ()

    def date_in_table(self, offset: int) -> Governing | None:
        """The time that the header of the cell at `offset` names, or the completion time of its row if it is a goal."""
        header = self.date_of_column(offset)
        row = self.date_in(self.cells.deadline_at(offset))
        return header if row is None or (header is not None and not row.value.startswith(header.value)) else row

    def date_of_column(self, offset: int) -> Governing | None:
        """The time that the header of the cell at `offset` names."""
        return next((date for cell in self.cells.header_at(offset) if (date := self.date_in(cell))), None)

    def date_of_row(self, offset: int) -> Governing | None:
        """The completion time of the row of a table at `offset`, else of the row around it."""
        i = self.task_nest.at(offset)
        while i >= 0 and self.tasks[i].in_table:
            if (date := self.date_in(self.tasks[i].deadline)) is not None:
                return date
            i = self.task_nest.parents[i]
        return None

    def lacks_time(self, offset: int) -> bool:
        """Whether the row of a table of tasks at `offset` has no completion time though a row beside it has one."""
        i = self.task_nest.at(offset)
        if i < 0 or not self.tasks[i].in_table or self.date_in(self.tasks[i].deadline) is not None:
            return False
        beside = (k for k in (i - 1, i + 1) if 0 <= k < len(self.tasks))
        parents = self.task_nest.parents
        return any(parents[k] == parents[i] and self.date_in(self.tasks[k].deadline) is not None for k in beside)

    def date_in(self, place: Span | None) -> Governing | None:
        """The last date in a cell."""
        return _last_date(self.times, place, "table") if place is not None else None

    def heading_at(self, offset: int) -> int:
        return self.heading_nest.at(offset)

    def heading_date(self, offset: int) -> Governing | None:
        """The period in a heading above `offset`, the nearest first; the heading's own words do not count."""
        i = self.heading_nest.at(offset)
        while i >= 0:
            if i in self.heading_dates and not self.headings[i].span.start <= offset < self.headings[i].span.end:
                return self.heading_dates[i]
            i = self.heading_nest.parents[i]
        return None

    def period_of(self, length: TimeMention) -> Governing | None:
        """The plan period that is as long as `length`: the last named in its line, else the one named most often.

        One that was over when the document was written is looked back on, where another one is named.
        """
        found = _ISO_YEARS.fullmatch(length.value)
        years = int(found[1]) if found else 0
        line = self.text.rfind("\n", 0, length.span.start) + 1
        before = (t for t in self.times_in(line, length.span.start)[-NEAREST:] if t.type == "DATE")
        near = [t for t in before if len(whole_years(t.value)) == years]
        if near:
            return Governing(near[-1].value, length.span, "period")
        if years != OF_PLANS or not self.plan_periods:
            return None
        today = self.setting(length.span.start).today
        open_still = (period for period in self.plan_periods if today is None or not is_past(period, today))
        return Governing(next(open_still, self.plan_periods[0]), length.span, "period")

    def term_at(self, offset: int) -> Governing | None:
        """The time that a line of its own (整改时限：…) or the end of its words (（…；完成时限：9月底）) sets for the
        item at `offset`."""
        i = self.terms.at(offset)
        return self.term_dates[i] if i >= 0 else None

    def titles(self, start: int, end: int) -> list[Span]:
        """The titles in 《》 between the offsets of a line, which may be its document's own."""
        if start in self.title_lines:
            return [Span(start, end)]
        if self.text.find("《", start, end) < 0:
            return []
        return [Span(*m.span()) for m in _TITLE.finditer(self.text, start, end)]


def _title_lines(outline: Outline) -> frozenset[int]:
    """Where the lines begin that a document's title fills, alone or with others."""
    starts = []
    for part in outline.parts:
        title = "".join((part.title or "").split())
        for line in _LINE.finditer(outline.text, part.span.start, min(part.span.end, part.span.start + TITLE)):
            words = "".join(line[0].split())
            if len(words) >= SHORTEST_TITLE and words in title:
                starts.append(line.start())
    return frozenset(starts)


def _leads(tasks: Sequence[Task], bodies: Sequence[BodyMention]) -> tuple[tuple[str, ...], ...]:
    """The bodies that lead each task; where several rows of a table share a task, those that its own row names."""
    named: dict[Span, list[BodyMention]] = {}
    for body in bodies:
        if body.role == "lead":
            named.setdefault(body.task, []).append(body)
    leads = []
    for task in tasks:
        given = named.get(task.span, [])
        own = [body for body in given if task.scope.contains(body.span)] if task.in_table else given
        leads.append(tuple(dict.fromkeys(body.name for body in own or given)))
    return tuple(leads)


def _plan_periods(times: Sequence[TimeMention]) -> tuple[str, ...]:
    """The periods as long as a plan's (1981/1985), the one that the text names most often first."""
    named = Counter(t.value for t in times if t.type == "DATE" and len(whole_years(t.value)) == OF_PLANS)
    return tuple(value for value, _ in named.most_common())


def _terms(
    text: str,
    headings: Sequence[Heading],
    labels: Sequence[int],
    times: Placed[TimeMention],
    lex: Lexicon,
) -> list[tuple[Span, Governing]]:
    """The items for which a line tells the time, with its last date: all below their heading where it has one such
    line, else from the time before.

    `labels` are the beginnings of lines that a label may open.
    """
    nest = Nest.of(heading.scope for heading in headings)
    told: dict[int, list[re.Match[str]]] = {}
    for label in filter(None, (lex.patterns["term_label"].match(text, start) for start in labels)):
        heading = nest.at(label.start())
        if heading >= 0 and headings[heading].span.contains(Span(label.start(), label.start() + 1)):
            heading = nest.parents[heading]  # （三）整改时限：…, itself a heading below the item
        while heading >= 0 and headings[heading].shares_line(text, label.start()):
            heading = nest.parents[heading]
        if heading >= 0:
            told.setdefault(heading, []).append(label)
    closing = lex.patterns["term_bracket"].finditer(text)
    brackets = (_term_in_bracket(text, headings, nest, bracket, times) for bracket in closing)
    below = (term for heading, lines in told.items() for term in _terms_below(text, headings[heading], lines, times))
    return [*below, *filter(None, brackets)]


def _term_in_bracket(
    text: str, headings: Sequence[Heading], nest: Nest, bracket: re.Match[str], times: Placed[TimeMention]
) -> tuple[Span, Governing] | None:
    """The line of an item with the time in the bracket that closes it, where no other date stands in it."""
    at = nest.at(bracket.start())
    if at < 0 or text.find("\n", headings[at].span.start, bracket.start()) >= 0:
        return None
    line = Span(headings[at].span.start, text.index("）", bracket.end()))
    dates = [time for time in times.between(line.start, line.end) if time.type == "DATE"]
    date = _last_date(times, Span(bracket.end(), line.end), "term")
    return (line, date) if date is not None and len(dates) == 1 else None


def _terms_below(
    text: str, heading: Heading, labels: Sequence[re.Match[str]], times: Placed[TimeMention]
) -> Iterator[tuple[Span, Governing]]:
    """The items below a heading for which the lines with the labels tell the time."""
    begin = heading.scope.start
    for label in labels:
        stop = text.find("\n", label.end())
        stop = len(text) if stop < 0 else stop
        date = _last_date(times, Span(label.end(), stop), "term")
        if date is not None:
            yield Span(begin, heading.scope.end if len(labels) == 1 else stop), date
        begin = stop


def _terms_of_tasks(tasks: Sequence[Task], times: Placed[TimeMention]) -> Iterator[tuple[Span, Governing]]:
    """The tasks outside tables whose own words tell the time, or a line below them."""
    for task in tasks:
        if task.deadline is not None and not task.in_table:
            date = _last_date(times, task.deadline, "term")
            if date is not None:
                yield task.scope, date


def _last_date(times: Placed[TimeMention], place: Span, via: Via) -> Governing | None:
    """The last date that begins at the place."""
    dates = [time for time in times.between(place.start, place.end) if time.type == "DATE"]
    return Governing(dates[-1].value, dates[-1].span, via) if dates else None


def _names_period(heading: Span, date: Span) -> bool:
    """Whether the date stands at the start or the end of a heading; one deep in it dates what its sentence tells."""
    return date.start - heading.start <= DATE_OPENS or heading.end - date.end <= DATE_ENDS


def _year_beside_plans(heading: str, dates: Sequence[TimeMention], lex: Lexicon) -> list[TimeMention]:
    """The one year that a heading names with the periods of plans, of which the text below speaks by their names.

    2010年及“十一五”工作回顾 is of 2010, “十二五”目标和2011年安排 of 2011; a heading that both looks back and ahead
    is of neither.
    """
    years = [t for t in dates if t.value.isdigit()]
    plans = all(len(whole_years(t.value)) > 1 for t in dates if t not in years)
    turns = lex.patterns["back_and_ahead"].search(heading) is not None
    return years if plans and not turns and len({t.value for t in years}) == 1 else []


def _heading_dates(
    text: str, headings: Sequence[Heading], times: Placed[TimeMention], lex: Lexicon
) -> dict[int, Governing]:
    found = {}
    for i, heading in enumerate(headings):
        if text.startswith(_LIST_STOP, heading.span.end):
            continue  # the first of several statements, no title: its date holds for itself
        inside = joined(text, times.between(heading.span.start, heading.span.end), lex)
        dates = [t for t in inside if t.type == "DATE" and _names_period(heading.span, t.span)]
        start = heading.span.start
        dates = [t for t in dates if not lex.patterns["deed_before"].search(text, start, t.span.start)]
        # A day by which nothing is due is that of an event (通过, 施行, 召开) and not of a section.
        dates = [t for t in dates if not is_day(t.value) or is_worded_as_due(text, t.span, lex)]
        if len({t.value for t in dates}) > 1:
            worked = [t for t in dates if lex.patterns["years_work"].match(text, t.span.end, heading.span.end)]
            dates = _year_beside_plans(heading.title, dates, lex) or worked
        stage = lex.patterns["stage"].search(heading.title) is not None
        if not (heading.number or stage):
            dates = [t for t in dates if text[t.span.start - 1] != _LABELS]  # 建成时间：2025年5月 is a fact, no title
        if len({t.value for t in dates}) == 1:
            via: Via = "stage" if stage else "heading"
            found[i] = Governing(dates[0].value, dates[0].span, via)
    return found
