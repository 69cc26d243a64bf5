"""One line of a document read into drafts: clause by clause, with what each hands on to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from chengnuo.assemble.addressees import addressed, addressee_of
from chengnuo.assemble.batches import turns_of
from chengnuo.assemble.choosing import chosen
from chengnuo.assemble.clauses import Clause, clauses_of
from chengnuo.assemble.deadlines import Governing
from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.filling import fill
from chengnuo.assemble.holds import is_of_deed, is_of_event, let_go, roles_of, take_dates
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.lines import Line
from chengnuo.assemble.measures import measured
from chengnuo.assemble.outcomes import milestone, milestones_of_turns, pieces_of, says_little, undated
from chengnuo.assemble.periods import is_year, joined, whole_years
from chengnuo.assemble.phrases import bare
from chengnuo.assemble.placed import Placed
from chengnuo.assemble.scenes import Scene
from chengnuo.model import Quantity, TimeMention

# The region at a clause's opening stands within so many characters; a date before it begins within so many.
OPENING, DATE_OPENING = 40, 12
# A label of fewer characters (答：) says nothing.
SHORTEST_LABEL = 2
# The label before a colon is read so far back; its sentence, for what it says was done, so far.
LABEL, TOLD = 60, 400
PER_CENT = "%"
# A period of so many years has a 当年 in each.
SEVERAL = 2
# No row is told of one so many rows above it; a sentence that lost its full stops holds thousands.
LOOK_BACK = 100
# A clause that one of these ends may name a class for the next.
_ADDRESSING = ("，", "：")


def read_line(scene: Scene, line: Line) -> None:
    """Fills `line.drafts` and `line.passed`, and `line.last_date` with the date that its end hands on."""
    flow = _begun(scene, line)
    line.titles = scene.titles(line.start, line.end)
    told = scene.times_in(line.start, line.end)
    if line.titles:
        told = [time for time in told if not any(title.contains(time.span) for title in line.titles)]
    times = Placed.of(told)
    for start, end in _sentences(scene, line):
        mine, count = times.between(start, end), scene.quantities_in(start, end)
        listed = (line.in_goals or line.lists_goals) and flow.governing is not None
        if count or listed or line.carried or line.table or line.due or any(time.type != "SET" for time in mine):
            flow = _read_sentence(scene, line, (start, end), flow, times)
        else:
            flow.passed = True
    line.last_date = (
        (flow.governing if line.announces else None) or line.first_target or flow.governing or line.last_date
    )
    if line.last_date is not None and is_of_event(scene, line.last_date):
        line.last_date = None


def _begun(scene: Scene, line: Line) -> Flow:
    """What the line above hands on to the first sentence."""
    row, name = line.hangs_on, line.named_above
    if row is not None:
        return Flow(last=row, counted=row, group=[row], rows=[row])
    return Flow(label=name.of(scene.text), label_start=name.start) if name is not None else Flow()


def _sentences(scene: Scene, line: Line) -> Iterator[tuple[int, int]]:
    """The sentences of a line, each with what ends it."""
    start = line.start
    for found in scene.lex.patterns["sentence_end"].finditer(scene.text, line.start, line.end):
        yield start, found.end()
        start = found.end()
    if start < line.end:
        yield start, line.end


def _read_sentence(scene: Scene, line: Line, place: tuple[int, int], flow: Flow, times: Placed[TimeMention]) -> Flow:
    """Reads the clauses of a sentence that holds a number or a date, or that a list's date governs."""
    counts = bool(scene.quantities_in(*place))
    for clause in clauses_of(scene.text, *place, scene.lex):
        if clause.sentence != flow.sentence:
            flow = _next_sentence(scene, flow, clause, line)
        elif scene.lex.patterns["next_item"].match(scene.text, clause.raw):
            flow.previous = None
        mine = _joined(scene, clause, times.between(clause.raw, clause.end), place[1])
        mine = _without_each_year(scene, mine, flow)
        count = scene.quantities_in(clause.start, clause.end)
        if mine or count or flow.governing is not None or line.table is not None or line.due is not None:
            _read_clause(scene, line, clause, flow, mine, chosen(scene, line, clause, count, mine))
        elif counts:
            _pass_by(scene, clause, flow)
        _hand_on(scene, line, clause, flow)
    return flow


def _joined(scene: Scene, clause: Clause, times: Sequence[TimeMention], end: int) -> Sequence[TimeMention]:
    """The times with years in a row as the one period that they are: 2020年和2021年补充教师200名.

    Where the sentence, which ends at `end`, shares them out (分别) they stay apart.
    """
    respectively = scene.lex.forms["respectively"]
    if len(times) < 2 or scene.text.find(respectively, clause.start, end) >= 0:
        return times
    return joined(scene.text, times, scene.lex)


def _without_each_year(scene: Scene, times: Sequence[TimeMention], flow: Flow) -> Sequence[TimeMention]:
    """The times but for 当年 behind a period, of which it is each year: 2012—2015年，毕业生当年实现就业."""
    date = flow.governing
    if not times or date is None or len(whole_years(date.value)) < SEVERAL:
        return times
    return [time for time in times if not scene.lex.patterns["each_year_of"].fullmatch(time.span.of(scene.text))]


def _next_sentence(scene: Scene, flow: Flow, clause: Clause, line: Line) -> Flow:
    """What the end of a sentence leaves: the date of a goal list, the paragraph's date, the source cited."""
    carried = line.carried
    date = flow.whole or flow.governing
    if (line.in_goals or line.lists_goals) and date is not None:
        carried = None if is_of_deed(scene, clause, date) else date.through("goals")
    if scene.lex.patterns["looks_back"].match(scene.text, clause.start):
        carried = None
    # 其中 goes on with the sentence before: with its date, and with the row that it is part of.
    of_before = scene.lex.patterns["among"].match(scene.text, clause.start) is not None
    if flow.sentence < 0 and (line.hangs_on is not None or line.named_above is not None):
        return replace(flow, governing=carried, sentence=clause.sentence)
    if of_before and flow.governing is not None and not is_of_event(scene, flow.governing):
        carried = flow.governing
    return Flow(
        governing=carried,
        paragraph=flow.paragraph,
        sentence=clause.sentence,
        previous=flow.previous,
        last=_whole_before(flow) if of_before else None,
        cited=flow.cited,
        citing=flow.citing,
        passed=flow.passed,
    )


def _whole_before(flow: Flow) -> Draft | None:
    """The last row that counts: a share behind it has no parts (新增学位9800个，占近三成。其中某区3480个)."""
    counted = (row for row in reversed(flow.rows) if row.quantity is not None and not row.quantity.is_share)
    return flow.last if flow.last is None or flow.last.unit != PER_CENT else next(counted, flow.last)


def _pass_by(scene: Scene, clause: Clause, flow: Flow) -> None:
    """A clause without number, date or governing date: only its striving and its region go on."""
    if not flow.striving:
        flow.striving = scene.lex.strive.search(scene.text, clause.start, clause.end) is not None
    _scope_of_clause(scene, clause, (), flow)


def _read_clause(
    scene: Scene,
    line: Line,
    clause: Clause,
    flow: Flow,
    times: Sequence[TimeMention],
    numbers: Sequence[Quantity],
) -> None:
    text, lex = scene.text, scene.lex
    roles = roles_of(scene, clause, flow, times)
    let_go(scene, clause, flow)
    if times:
        take_dates(scene, line, clause, flow, times, roles)
    if line.in_goals and line.first_target is None and flow.fresh:
        line.first_target = flow.governing
    _scope_of_clause(scene, clause, [t for t in times if t.type == "DATE"], flow)
    if not numbers:
        inside = [t for t, role in zip(times, roles, strict=True) if role == "inside"]
        own = [t for t, role in zip(times, roles, strict=True) if role in {"opens", "inside"}]
        flow.dates = [t for t in times if t.type == "DATE"] or flow.dates
        turns = turns_of(scene, clause, own)
        milestones_of_turns(scene, line, clause, flow, turns)
        on_basis = False
        for piece in () if turns else pieces_of(scene, clause, own):
            on_basis = milestone(scene, line, piece, flow, [t for t in inside if piece.span.contains(t.span)])
        if not flow.striving:
            flow.striving = lex.strive.search(text, clause.start, clause.end) is not None
        flow.fresh = flow.fresh and (on_basis or says_little(undated(scene, clause), lex))
        return
    drafts = measured(scene, clause, numbers, times, roles, flow)
    own = [t for t, role in zip(times, roles, strict=True) if role in {"opens", "inside"} and not _begins(t, flow)]
    _dates_shared_out(drafts, own or flow.dates, lex)
    if len(own) > 1 and len({draft.date.value for draft in drafts if draft.date}) > 1:
        flow.dates = own  # 2023年、2025年小学分别达到80%、85%，初中分别达到95%、98%
    for draft in drafts:
        draft.led = _led_by(draft, flow)
        if flow.addressee:
            addressed(draft, flow.addressee, lex)
        fill(scene, line, draft, flow, own)
    line.drafts += drafts
    flow.fresh = False
    told = [draft for draft in drafts if not _is_aside(scene, draft)]
    if told:
        flow.rows = [*flow.rows, *told][-LOOK_BACK:]
        flow.last, flow.counted, flow.group = told[-1], told[-1], drafts


def _begins(time: TimeMention, flow: Flow) -> bool:
    """Whether it is only the year from which the time that governs runs: 2012年起5年内."""
    period = flow.governing
    return period is not None and period.via == "period" and period.span.contains(time.span)


def _led_by(draft: Draft, flow: Flow) -> Draft | None:
    """The first of a list of equal bounds that the number goes on with, a clause for each."""
    before = flow.last
    if before is None or before.clause is not flow.previous or before.clause.stop != "，":
        return None
    alike = (before.op, before.unit) == (draft.op, draft.unit) and before.clause.sentence == draft.clause.sentence
    return before.led or before if alike else None


def _is_aside(scene: Scene, draft: Draft) -> bool:
    """Whether a bracket only corrects a number or says what was aimed at: 资金达到4亿元（不含某镇投资5000万元），…."""
    at = draft.at
    return scene.lex.patterns["aside"].search(scene.text, max(draft.clause.start, at - LABEL), at) is not None


def _dates_shared_out(drafts: Sequence[Draft], dates: Sequence[TimeMention], lex: Lexicon) -> None:
    """Gives each of parallel numbers its own of as many dates: 2024年、2025年分别突破…. No subject is missing then."""
    told = lex.forms["respectively"] in drafts[0].left
    told = told or all(draft.is_doubted("subject-unclear") for draft in drafts)
    dates = _each_year(dates, len(drafts)) if told else dates
    if len(drafts) == 1 or len(dates) != len(drafts) or not told:
        return
    if any(draft.value_span is None or draft.value_span.start < dates[-1].span.end for draft in drafts):
        return
    if len({draft.subject for draft in drafts}) > 1:
        if len(dates) > 1:
            _doubt_dates(drafts, dates)  # 到2023年和2025年，小学、初中分别达到95%和98%
        return
    for draft, date in zip(drafts, dates, strict=True):
        draft.date = date
        draft.settle("subject-unclear")


def _doubt_dates(drafts: Sequence[Draft], dates: Sequence[TimeMention]) -> None:
    """Doubts numbers of as many classes as there are dates: they may be each of one, or all of the last."""
    values = tuple(date.value for date in dates)
    reason = "as many dates as classes: which is of which is not told"
    for draft in drafts:
        draft.doubt("deadline-two-fit", reason, dates[-1].span, values)


def _each_year(dates: Sequence[TimeMention], count: int) -> Sequence[TimeMention]:
    """The years of the one period that there is, where it has so many: 2024—2026年分别完成350公里、430公里、400公里."""
    years = whole_years(dates[0].value) if len(dates) == 1 else range(0)
    return [replace(dates[0], value=str(year)) for year in years] if len(years) == count else dates


def _scope_of_clause(scene: Scene, clause: Clause, dates: Sequence[TimeMention], flow: Flow) -> None:
    """Keeps the region at the clause's opening for the clauses after it."""
    start = next((d.span.end for d in reversed(dates) if d.span.start - clause.start < DATE_OPENING), clause.start)
    if scene.text[start : start + 1] not in scene.lex.scope_first:
        return
    opening = scene.lex.patterns["before_scope"].sub("", scene.text[start : min(clause.end, start + OPENING)])
    found = scene.lex.scope.match(opening)
    if found:
        flow.scope = found[1] if scene.lex.patterns["lasting_scope"].match(found[1]) else None


def _hand_on(scene: Scene, line: Line, clause: Clause, flow: Flow) -> None:
    """What the end of a clause closes or opens for the next."""
    flow.previous = clause
    if clause.stop in _ADDRESSING:
        flow.addressee = addressee_of(scene, clause) or flow.addressee
    if clause.stop == "；":
        _close_segment(scene, line, clause, flow)
    elif clause.stop == "：":
        _announce(scene, line, clause, flow)
    elif clause.end >= line.end - 1 and scene.lex.patterns["deeds_of_year"].search(clause.of(scene.text)):
        line.announces = flow.governing is not None and is_year(flow.governing.value)
    if flow.governing is not None and flow.governing.via == "clause":
        line.last_date = flow.governing


def _close_segment(scene: Scene, line: Line, clause: Clause, flow: Flow) -> None:
    """A ；ends what governs, but for a list of goals; 其中 after it goes on with the region and the recurrence."""
    flow.governing, flow.whole = flow.whole or flow.governing, None
    listed = flow.lead_in or line.in_goals or line.lists_goals
    listed = listed and not is_of_deed(scene, clause, flow.governing)
    if not listed and not (flow.governing is not None and flow.governing.via == "goals"):
        flow.governing, flow.closed = None, flow.governing or flow.closed
    flow.striving, flow.label, flow.label_start, flow.addressee = False, "", -1, ""
    flow.compared_with = None
    flow.segment = clause.end + 1
    if not scene.lex.patterns["among"].match(scene.text, clause.end + 1):
        flow.last, flow.group, flow.scope, flow.recurrence = None, [], None, None


def _announce(scene: Scene, line: Line, clause: Clause, flow: Flow) -> None:
    """A ：makes its clause the label of the numbers after it, and its date that of the whole list."""
    words, patterns = clause.of(scene.text)[-LABEL:], scene.lex.patterns
    for time in scene.times_in(clause.start, clause.end):
        if time.type == "DATE" and patterns["goals_of_date"].fullmatch(scene.text, time.span.end, clause.end):
            flow.governing = Governing(time.value, time.span, "sentence")
    label = patterns["label_end"].sub("", patterns["goals_of_years"].sub("", bare(words, scene.lex).noun))
    flow.label = "" if len(label) < SHORTEST_LABEL or patterns["no_label"].search(label) else label
    flow.label_start = clause.start
    flow.lead_in = flow.lead_in or flow.governing is not None
    if patterns["goals"].search(words[-DATE_OPENING:]) or patterns["dash"].match(scene.text, clause.end + 1):
        line.lists_goals = True
    told = patterns["told_before"].search(scene.text, max(clause.sentence, clause.end - TOLD), clause.end)
    line.announces = flow.governing is not None and not told and clause.end >= line.end - 2
