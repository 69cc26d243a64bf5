"""One line of a document read into drafts: clause by clause, with what each hands on to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from chengnuo.assemble.choosing import SHORTEST_OUTCOME, undated, why_no_outcome, why_not
from chengnuo.assemble.clauses import Clause, clauses_of
from chengnuo.assemble.deadlines import Governing, nearest, role_of
from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.kinds import binding_of, recurrence_of
from chengnuo.assemble.lengths import lengths_in
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.measures import measured, topic_of
from chengnuo.assemble.phrases import bare
from chengnuo.assemble.scenes import Scene
from chengnuo.assemble.statuses import status_of
from chengnuo.model import Quantity, Task, TimeMention
from chengnuo.spans import Doubt, Span

Tell = Callable[[Span, str], None]
# The title that opens a list's item is no longer than this.
LONGEST_TITLE = 14
# What the clause before speaks of is put before an outcome where it is no longer than this.
LONGEST_TOPIC = 24
# An outcome no longer than this names no subject of its own (投入使用, 全部建成).
SHORTEST_TOPICLESS = 4


@dataclass(slots=True)
class Carry:
    """A date that a goal list hands on from line to line, up to `until`."""

    governing: Governing
    until: int
    dashes_only: bool


@dataclass(slots=True)
class Line:
    """A line, the carried date that governs it, and the table row whose goal it is."""

    start: int
    end: int
    carried: Governing | None = None
    table: Governing | None = None
    task: Task | None = None
    in_goals: bool = False
    lists_goals: bool = False
    is_heading: bool = False
    is_item: bool = False
    is_dash: bool = False
    drafts: list[Draft] = field(default_factory=list)
    last_date: Governing | None = None
    first_target: Governing | None = None
    announces: bool = False


def read_line(scene: Scene, line: Line, tell: Tell | None = None) -> None:
    """Fills `line.drafts`, and `line.last_date` with the date that its end hands on."""
    flow = Flow()
    titles = scene.titles(line.start, line.end)
    for clause in clauses_of(scene.text, line.start, line.end, scene.lex):
        if clause.sentence != flow.sentence:
            flow = _next_sentence(scene, flow, clause, line)
        _read_clause(scene, line, clause, flow, titles, tell)
        _hand_on(scene, line, clause, flow)
    line.last_date = line.first_target or flow.governing or line.last_date


def _next_sentence(scene: Scene, flow: Flow, clause: Clause, line: Line) -> Flow:
    carried = line.carried or None
    if (line.in_goals or line.lists_goals) and flow.governing is not None:
        carried = flow.governing.through("goals")
    if scene.lex.patterns["looks_back"].match(scene.text, clause.start):
        carried = None
    return Flow(
        governing=carried,
        paragraph=flow.paragraph,
        sentence=clause.sentence,
        previous=flow.previous,
        cited=flow.cited,
        citing=flow.citing,
    )


def _hand_on(scene: Scene, line: Line, clause: Clause, flow: Flow) -> None:
    """What the end of a clause closes or opens for the next."""
    text = scene.text
    flow.previous = clause
    if clause.stop == "；":
        keep = (
            flow.lead_in
            or line.in_goals
            or line.lists_goals
            or (flow.governing is not None and flow.governing.via == "goals")
        )
        flow.governing = flow.governing if keep else None
        flow.striving = False
        follows = scene.lex.patterns["among"].match(text, clause.end + 1)
        if not follows:
            flow.last, flow.group = None, []
            flow.scope = flow.recurrence = None
    if clause.stop == "：":
        label = bare(clause.span.of(text)[-60:], scene.lex).noun
        flow.label = "" if scene.lex.patterns["no_label"].search(label) else label
        flow.label_start = clause.start
        flow.lead_in = flow.lead_in or flow.governing is not None
        line.lists_goals = (
            line.lists_goals or scene.lex.patterns["goals"].search(clause.span.of(text)[-12:]) is not None
        )
        line.lists_goals = line.lists_goals or scene.lex.patterns["dash"].match(text, clause.end + 1) is not None
        line.announces = flow.governing is not None and clause.end >= line.end - 2
    elif flow.label and clause.stop == "；":
        flow.label, flow.label_start = "", -1
    if flow.governing is not None and flow.governing.via in {"clause", "sentence"}:
        line.last_date = flow.governing


def _read_clause(
    scene: Scene, line: Line, clause: Clause, flow: Flow, titles: Sequence[Span], tell: Tell | None
) -> None:
    text, lex = scene.text, scene.lex
    times = [t for t in scene.times_in(clause.raw, clause.end) if not any(s.contains(t.span) for s in titles)]
    dates = [t for t in times if t.type == "DATE"]
    roles = [role_of(t, clause, text, lex) for t in dates]
    opening = [t for t, role in zip(dates, roles, strict=True) if role == "opens"]
    if opening:
        flow.fresh, flow.scope = True, None
        governing = Governing(opening[-1].value, opening[-1].span, "clause")
        flow.striving = False
        flow.governing = governing
        if line.in_goals and line.first_target is None:
            line.first_target = governing
        if not lex.patterns["among"].match(text, clause.start):
            flow.paragraph = governing.through("paragraph")
    for time in times:
        if time.type == "SET" and recurrence_of(time, text, lex) and not _is_average(text, time, lex):
            flow.recurrence = time
    risen = [t.value for t, role in zip(dates, roles, strict=True) if role == "from"]
    flow.risen_from = risen[-1] if risen else flow.risen_from
    _scope_of_clause(scene, clause, dates, flow)
    quantities = _quantities(scene, clause, times, titles, line, tell)
    if quantities:
        drafts = measured(text, clause, quantities, times, _all_roles(times, dates, roles), flow, lex)
        for draft in drafts:
            _fill(scene, line, draft, flow, [t for t, r in zip(dates, roles, strict=True) if r in {"opens", "inside"}])
            if tell:
                tell(draft.value_span or draft.span, "taken: " + ", ".join(draft.rules))
        line.drafts += drafts
        flow.last, flow.group, flow.fresh = drafts[-1], drafts, False
        return
    _milestone(scene, line, clause, flow, flow.fresh, tell)
    _, flow.striving = binding_of(clause.span.of(text), "pledged", flow.striving, lex)
    flow.fresh = flow.fresh and bool(opening) and len(undated(scene, clause)) < SHORTEST_OUTCOME


def _is_average(text: str, time: TimeMention, lex: Lexicon) -> bool:
    """Whether it is the yearly average of a rate (平均每年递增) rather than a recurrence."""
    return lex.patterns["on_average"].search(text, max(0, time.span.start - 4), time.span.start) is not None


def _all_roles(times: Sequence[TimeMention], dates: Sequence[TimeMention], roles: Sequence[str]) -> list[str]:
    known = dict(zip((id(d) for d in dates), roles, strict=True))
    return [known.get(id(t), "") for t in times]


def _scope_of_clause(scene: Scene, clause: Clause, dates: Sequence[TimeMention], flow: Flow) -> None:
    """Keeps the region at the clause's opening for the clauses after it."""
    start = next((d.span.end for d in reversed(dates) if d.span.start - clause.start < 12), clause.start)
    opening = scene.lex.patterns["before_scope"].sub("", scene.text[start : min(clause.end, start + 40)])
    found = scene.lex.scope.match(opening)
    if found:
        flow.scope = found[1] if scene.lex.patterns["lasting_scope"].match(found[1]) else None


def _quantities(
    scene: Scene, clause: Clause, times: Sequence[TimeMention], titles: Sequence[Span], line: Line, tell: Tell | None
) -> list[Quantity]:
    kept: list[Quantity] = []
    for quantity in scene.quantities_in(clause.start, clause.end):
        reason = why_not(scene, clause, quantity, times, titles)
        if reason is None:
            kept.append(quantity)
        elif tell:
            tell(quantity.span, f"not taken: {reason}")
    kept = _without_delimiters(scene, clause, kept, tell)
    lengths = lengths_in(scene.text, clause, times, kept, scene.lex)
    return sorted(kept + lengths, key=lambda q: q.span) if lengths else kept


def _without_delimiters(scene: Scene, clause: Clause, kept: list[Quantity], tell: Tell | None) -> list[Quantity]:
    """The quantities less a count that only says whose level the next one is: 31个省份支出减少26%."""
    if len(kept) != 2 or kept[0].is_share or not kept[1].is_share:
        return kept
    between = scene.text[kept[0].span.end : kept[1].span.start]
    before = bare(scene.text[clause.start : kept[0].span.start], scene.lex).noun
    if before or not scene.lex.patterns["count_then_level"].match(between):
        return kept
    if tell:
        tell(kept[0].span, "not taken: skip.count-of-bearers")
    return kept[1:]


def _fill(scene: Scene, line: Line, draft: Draft, flow: Flow, dates: Sequence[TimeMention]) -> None:
    """The fields that do not hang on the words beside the number."""
    text, lex = scene.text, scene.lex
    at = draft.value_span.start if draft.value_span else draft.clause.start
    own = nearest(list(dates), at)
    if own is not None:
        draft.governing = Governing(own.value, own.span, "clause")
    else:
        draft.governing = flow.governing
    if draft.governing is None:
        is_number = draft.value_span is not None
        draft.governing = line.table
        if draft.governing is None and is_number:
            draft.governing = _of_paragraph(scene, draft, flow) or scene.heading_date(draft.clause.start)
    elif line.table is not None and line.table.value != draft.governing.value:
        draft.doubts.append(
            Doubt(
                code="deadline-two-fit",
                span=draft.governing.span,
                reason="the clause and its table row give two dates",
                alternatives=(line.table.value,),
            )
        )
    _, part = scene.part_at(draft.clause.start)
    words = draft.clause.span.of(text)
    draft.status, rule, sure = status_of(scene, draft.clause, draft.governing)
    draft.rules.append(rule)
    if not sure:
        draft.doubts.append(
            Doubt(
                code="status-unclear",
                span=draft.clause.span,
                reason="no word says whether this is promised or reported",
            )
        )
    draft.binding, flow.striving = binding_of(words, draft.status, flow.striving, lex)
    if flow.recurrence is not None:
        inherited = flow.recurrence.span.start < draft.clause.start
        if not (inherited and draft.change):
            draft.recurrence = recurrence_of(flow.recurrence, text, lex)
    if draft.each_period:
        draft.recurrence = draft.each_period
    if draft.scope is None and flow.scope is not None and draft.status == "pledged":
        draft.scope = flow.scope
    if draft.subject and draft.scope and draft.scope.endswith(draft.subject):
        draft.scope = None
    draft.restated, draft.restated_from = _restated(scene, draft.clause, part.genre if part else None)
    if draft.restated:
        flow.citing, flow.cited = True, draft.restated_from
    elif flow.citing and lex.patterns["target_date"].match(text, draft.clause.sentence):
        draft.restated, draft.restated_from = True, flow.cited
    else:
        flow.citing = False


def _of_paragraph(scene: Scene, draft: Draft, flow: Flow) -> Governing | None:
    """The date that opened an earlier sentence of the paragraph: 今年 for all numbers, 到… for those promised."""
    date = flow.paragraph
    if date is None or scene.lex.patterns["this_year"].match(date.span.of(scene.text)):
        return date
    status, _, _ = status_of(scene, draft.clause, None)
    return date if status == "pledged" and flow.recurrence is None else None


def _restated(scene: Scene, clause: Clause, genre: str | None) -> tuple[bool, str | None]:
    if genre and any(word in genre for word in scene.lex.words["citing_genres"]):
        return True, None
    before = scene.text[max(clause.sentence, clause.start - 400) : clause.start]
    for rule in scene.lex.source:
        found = max(rule.finditer(before), key=lambda match: match.end(), default=None)
        if found is None:
            continue
        rest = before[found.end() :]
        if rule.get("quoted") and "”" in rest:
            continue
        title = before[: found.end()].rpartition("《")[2].partition("》")[0] if "《" in before[: found.end()] else None
        return True, title
    return False, None


def _milestone(scene: Scene, line: Line, clause: Clause, flow: Flow, opens: bool, tell: Tell | None) -> None:
    """Adds the row of a dated outcome without a number, where the clause is one."""
    governing = flow.governing or line.table
    if governing is None or line.is_heading:
        return
    draft = Draft(clause, None, "")
    _fill(scene, line, draft, flow, ())
    draft.governing = governing
    topic = _topic_of_basis(scene, clause)
    if topic:
        flow.topic, flow.topic_start = topic, clause.start
        return
    reason = (
        _title_of_item(line, clause, flow)
        or _undated_review(draft)
        or why_no_outcome(scene, clause, draft, opens, line.table is not None, scene.family_at(clause.start))
    )
    if reason is not None:
        if tell:
            tell(clause.span, f"not taken: {reason}")
        return
    phrase = outcome(scene, clause)
    draft.noun = _with_topic(scene, flow.previous, clause, phrase[0])
    if flow.topic:
        draft.noun, draft.from_start = flow.topic + phrase[0], flow.topic_start
    draft.scope = phrase[1] or draft.scope
    draft.recurrence = None
    draft.rules.insert(0, "milestone")
    if len(draft.noun) < 3:
        return
    line.drafts.append(draft)
    if tell:
        tell(draft.span, "taken: " + ", ".join(draft.rules))


def _with_topic(scene: Scene, previous: Clause | None, clause: Clause, noun: str) -> str:
    """投入使用 alone says nothing: what the clause before speaks of goes before it."""
    if (
        previous is None
        or len(noun) > SHORTEST_TOPICLESS
        or previous.stop not in "，；"
        or previous.sentence != clause.sentence
    ):
        return noun
    topic = topic_of(scene.text, previous, scene.lex)
    return topic + noun if len(topic) <= LONGEST_TOPIC else noun


def _topic_of_basis(scene: Scene, clause: Clause) -> str:
    """The subject of a clause that only says on what basis (就业要在实现目标的基础上): the next clause is about it."""
    found = scene.lex.patterns["subject_then_basis"].match(undated(scene, clause))
    return found[1] if found else ""


def _undated_review(draft: Draft) -> str | None:
    """Whether a review only lists, line after line, what is better under one date far above."""
    carried = draft.governing is not None and draft.governing.via == "goals"
    return "means.undated-review" if carried and draft.status == "achieved" else None


def _title_of_item(line: Line, clause: Clause, flow: Flow) -> str | None:
    """Whether the clause is the title of a list's item (——创新能力。) rather than an outcome."""
    first = line.is_item and flow.previous is None and clause.end < line.end - 1
    return "means.title-of-an-item" if first and clause.stop in "。：" and len(clause.span) <= LONGEST_TITLE else None


def outcome(scene: Scene, clause: Clause) -> tuple[str, str | None]:
    """The clause without its dates, its region and adverbs; and the region."""
    phrase = bare(undated(scene, clause), scene.lex, keep_verbs=True)
    return phrase.noun, phrase.scope
