"""Dated outcomes without a number: which clauses are milestones, and what they say."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from chengnuo.assemble.addressees import addressee_of
from chengnuo.assemble.batches import BATCH, Turn, batch_of
from chengnuo.assemble.choosing import aside
from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.completing import topic_of
from chengnuo.assemble.deadlines import Governing, is_worded_as_due
from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.filling import fill, is_of_time_to_come
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.lines import Line
from chengnuo.assemble.moods import GOAL_COLUMN
from chengnuo.assemble.periods import is_past, is_year, whole_years
from chengnuo.assemble.phrases import bare, without_making
from chengnuo.assemble.scenes import Scene
from chengnuo.model import TimeMention

_AND = "\u3001"
_OPENING = ("（", "(", "【", "[")
# A clause shorter than this says no outcome (一是, 其中).
SHORTEST_OUTCOME = 4
# The title that opens a list's item is no longer than this.
LONGEST_TITLE = 14
# What frames a date behind it, its day of the week included, is no longer than this.
FRAME = 10
# So many characters above a title are read for the word that announces it.
BEFORE_TITLE = 12
# What the clause before speaks of is put before an outcome where it is no longer than this.
LONGEST_TOPIC = 24
# A facility is named no more characters before the clauses that say what becomes of it.
FACILITY = 400
# What is still to come, or was to be done beside what has been, was not promised too late.
PLANNED = frozenset({"status.future-date", GOAL_COLUMN})
# Ways of governing that a date behind the numbers does not override.
NEARER = frozenset({"clause", "sentence", "table"})
# A noun no longer than this says too little to be what all of was reached.
SHORTEST_TOPIC = 3
# An outcome no longer than this names no subject of its own (投入使用, 全部建成).
SHORTEST_TOPICLESS = 4


def milestone(scene: Scene, line: Line, clause: Clause, flow: Flow, inside: Sequence[TimeMention]) -> bool:
    """Adds the row of a dated outcome without a number, where the clause is one; `inside` are dates in its middle.

    Returns whether the clause only says on what basis the next one is done by its day: 6月底前，按照摸底情况，….
    """
    own = _of_verb(scene, clause, inside)
    whole, clause = clause, _without_list(scene, clause)
    governing = Governing(own.value, own.span, "clause") if own is not None else flow.governing or line.table
    if governing is None and line.due is not None and _says_outcome(undated(scene, clause), scene.lex):
        governing = line.due
    told = (scene.lex.patterns[label].match(scene.text, line.start) for label in ("term_label", "page_line"))
    if governing is None or line.is_heading or any(told):
        return False
    words = undated(scene, clause)
    if _dates_row_before(scene, flow, governing, words):
        return False
    basis = scene.lex.patterns["subject_then_basis"].match(words)
    if basis:
        flow.topic, flow.topic_start = basis[1], clause.start
        return False
    fresh = flow.fresh or own is not None
    batch = batch_of(scene, clause, flow)
    reason = _title_of_item(line, whole, flow) or _unlike_outcome(scene, line, clause, words, fresh)
    reason = aside(scene, clause) or (None if batch else reason)
    draft = Draft(clause, None, "")
    if reason is None:
        fill(scene, line, draft, flow, () if own is None else (own,))
        draft.governing = governing
        reason = _out_of_time(scene, line, draft, words)
    if reason is None:
        _name(scene, clause, flow, draft, words)
        if batch:
            _name_batch(scene, clause, flow, draft, batch)
        little = len(draft.noun) < SHORTEST_OUTCOME - 1 and not scene.lex.patterns["short_outcome"].search(words)
        reason = "means.too-short" if little else None
    if reason is None:
        line.drafts.append(draft)
    else:
        line.passed.append((draft.span, reason))
    years = is_year(governing.value) or whole_years(governing.value)
    return not years and reason in scene.lex.words["basis_rules"]


def milestones_of_turns(scene: Scene, line: Line, clause: Clause, flow: Flow, turns: Sequence[Turn]) -> None:
    """Adds a row for each turn of a clause: 2025年甲区、2026年乙区通过评估."""
    for turn in turns:
        draft = Draft(clause, None, "")
        fill(scene, line, draft, flow, (turn.date,))
        draft.governing = Governing(turn.date.value, turn.date.span, "clause")
        if _out_of_time(scene, line, draft, turn.outcome) is None:
            draft.noun, draft.scope = bare(turn.outcome, scene.lex, keep_verbs=True).noun, turn.regions
            draft.rules.insert(0, "milestone")
            line.drafts.append(draft)


def _name_batch(scene: Scene, clause: Clause, flow: Flow, draft: Draft, batch: str) -> None:
    draft.noun, draft.scope = batch, clause.of(scene.text)
    draft.from_start = flow.label_start
    draft.rules.append(BATCH)


def _without_list(scene: Scene, clause: Clause) -> Clause:
    """The clause without the bracket at its end that names who does it and by when: （甲局负责，5月底前完成）."""
    opens = scene.text.rfind("（", clause.start + 1, clause.end)
    if not scene.text.endswith("）", opens, clause.end) or opens < 0 or not scene.lists.begins_in(opens, clause.end):
        return clause
    return replace(clause, end=opens)


def _dates_row_before(scene: Scene, flow: Flow, governing: Governing, words: str) -> bool:
    """Whether a clause that only says by when (，6月底前完成) dates the numbers before it, and does so.

    So it does with promises of the clauses before, back to the last ；, that have no date of their own.
    """
    row = flow.last
    if row is None or row.clause is not flow.previous or row.clause.stop != "，" or row.recurrence:
        return False
    if not scene.lex.patterns["only_completed"].fullmatch(words) or row.status != "pledged":
        return False
    if row.governing is not None and row.governing.via in NEARER:
        return False
    for draft in flow.group:
        draft.governing = governing
    for draft in flow.rows:
        dated = draft.governing is not None and draft.governing.via in NEARER
        if draft.status == "pledged" and not (dated or draft.recurrence) and draft.clause.start >= flow.segment:
            draft.governing = governing
    return True


def pieces_of(scene: Scene, clause: Clause, inside: Sequence[TimeMention]) -> list[Clause]:
    """The clause, or its parts where each has a date and a verb of its own: 一期6月底前投产、二期年内竣工."""
    dated = scene.lex.patterns["dated_verb"]
    own = [time for time in inside if dated.match(scene.text, time.span.end, clause.end)]
    cuts = [scene.text.rfind(_AND, one.span.end, two.span.start) for one, two in pairwise(own)]
    if not cuts or min(cuts) < 0:
        return [clause]
    starts = [clause.start, *(cut + 1 for cut in cuts)]
    ends = [*cuts, clause.end]
    return [replace(clause, start=start, end=end) for start, end in zip(starts, ends, strict=True)]


def _of_verb(scene: Scene, clause: Clause, inside: Sequence[TimeMention]) -> TimeMention | None:
    """The date inside the clause that stands before its verb: 教学楼9月份投入使用."""
    dated = scene.lex.patterns["dated_verb"]
    return next((time for time in reversed(inside) if dated.match(scene.text, time.span.end, clause.end)), None)


def says_little(words: str, lex: Lexicon) -> bool:
    """Whether the words are too few for an outcome; 开工 and 招生 are one all the same."""
    return len(words) < SHORTEST_OUTCOME and not lex.patterns["short_outcome"].search(words)


def undated(scene: Scene, clause: Clause) -> str:
    """The clause's words without its dates and the 到, 在, 前 that frame them."""
    patterns = scene.lex.patterns
    start, kept = clause.start, ""
    for time in scene.times_in(clause.start, clause.end):
        if time.type == "DATE" and time.span.start >= start:
            between = scene.text[start : time.span.start]
            if start == clause.start or not patterns["joint"].fullmatch(between):
                kept += patterns["date_frame"].sub("", between)
            start = time.span.end
            after = patterns["date_frame_after"].match(scene.text[start : min(start + FRAME, clause.end)])
            start += after.end() if after else 0
    return kept + scene.text[start : clause.end]


def _title_of_item(line: Line, clause: Clause, flow: Flow) -> str | None:
    """Whether the clause is the title of a list's item (——创新能力。) rather than an outcome."""
    first = line.is_item and flow.previous is None and not flow.passed and clause.end < line.end - 1
    return "means.title-of-an-item" if first and clause.stop in "。：" and len(clause.span) <= LONGEST_TITLE else None


def _unlike_outcome(scene: Scene, line: Line, clause: Clause, words: str, fresh: bool) -> str | None:
    """The rule by which the clause's own words are no outcome."""
    patterns = scene.lex.patterns
    if scene.lists.at(clause.start + clause.of(scene.text).startswith(_OPENING)) >= 0:
        return "means.in-a-list-of-bodies"
    if clause.stop == "：":
        return "means.announces"
    if any(title.contains(clause.span) for title in line.titles):
        return "means.title"
    body = patterns["before_outcome"].sub("", words)
    if says_little(body, scene.lex) or patterns["only_numbers"].match(body):
        return "means.only-a-date"
    if clause.stop in {"", "\n"}:
        titled = patterns["title"].search(words) and not (line.table and patterns["administrative_act"].match(body))
        of_table = line.table is None and patterns["table_title"].search(words)
        if titled or of_table or _is_attached(scene, line):
            return "means.title"
    if line.table is None and not fresh and not _says_outcome(body, scene.lex):
        return "means.tail"
    if patterns["no_statement"].match(body):
        return "means.no-statement"
    if clause.stop == "，" and addressee_of(scene, clause):
        return "means.addressee"
    whole = clause.of(scene.text)
    for rule in scene.lex.means.opened(body if whole == body else f"{body}\n{whole}"):
        found = rule.pattern.search(body) or (whole != body and rule.pattern.search(whole))
        if found and not (rule.get("undated") and _is_due(scene, clause)):
            return rule.id
    return None


def _is_due(scene: Scene, clause: Clause) -> bool:
    """Whether a date of the clause's own is worded as one by which something will be."""
    times = scene.times_in(clause.start, clause.end)
    return any(time.type == "DATE" and is_worded_as_due(scene.text, time.span, scene.lex) for time in times)


def _is_attached(scene: Scene, line: Line) -> bool:
    """Whether the line names an attachment: behind the word, or as its title below the word alone."""
    patterns = scene.lex.patterns
    above = scene.text[max(0, line.start - BEFORE_TITLE) : line.start]
    return patterns["attached"].match(scene.text, line.start) is not None or (
        patterns["attachment_above"].search(above) is not None
    )


def _says_outcome(body: str, lex: Lexicon) -> bool:
    """Whether the words reach or bring about something, and do not only say how to go about it."""
    patterns = lex.patterns
    if patterns["outcome"].match(body) or patterns["outcome_end"].search(body):
        return True
    return patterns["outcome_adverb"].match(body) is not None


def _out_of_time(scene: Scene, line: Line, draft: Draft, words: str) -> str | None:
    """The rule by which the status and the date make the clause no row: reviews, acts that were done, histories."""
    governing, setting = draft.governing, scene.setting(draft.clause.start)
    family, today = setting.family, setting.today
    if governing is None or is_of_time_to_come(scene, draft, governing):
        return "means.undated"
    if draft.status == "achieved":
        if family == "plan" and draft.is_doubted("status-unclear"):
            return "means.no-word-of-report"
        if governing.via == "goals":
            return "means.undated-review"
        if not _says_outcome(words, scene.lex):
            return "means.tail"
    elif not PLANNED & set(draft.rules) and _is_over(governing, line, today):
        return "means.promised-for-the-past"
    if family == "note":
        dated = governing.via == "table" or "status.future-date" in draft.rules
        if draft.status == "achieved" or not dated:
            return "means.own-history"
    due = "status.future-date" in draft.rules
    if (draft.status == "achieved" or (family == "note" and not due)) and scene.lex.patterns[
        "administrative_act"
    ].search(words):
        return "means.act-of-administration"
    return None


def _is_over(governing: Governing, line: Line, today: str | None) -> bool:
    """Whether the date had passed when the document was written; one of a table or of goals is never taken so."""
    if today is None or line.table is not None or governing.via == "goals":
        return False
    return is_past(governing.value, today)


def _name(scene: Scene, clause: Clause, flow: Flow, draft: Draft, words: str) -> None:
    """Fills the indicator: the clause without its dates, its region and adverbs."""
    patterns = scene.lex.patterns
    words = patterns["asked_body"].sub("", patterns["result_of"].sub("", words))
    place = _place_before_date(scene, clause)
    words = words.removeprefix(place)
    phrase = bare(words, scene.lex, keep_verbs=True)
    draft.noun = phrase.noun
    bound = patterns["addressee_due"].match(flow.previous.of(scene.text)) if flow.previous else None
    if bound and bound["who"].endswith(scene.lex.forms["of"]):
        if len(phrase.noun) <= SHORTEST_TOPICLESS:
            draft.noun = bound["who"] + phrase.noun  # 对于需要改建的，原则上于6月底前完成
            draft.from_start = flow.previous.start if flow.previous else -1
    elif bound:
        draft.subject = bound["who"]  # 对未完成的县区，原则上于6月底前完成整改
    else:
        draft.noun = _with_topic(scene, flow, clause, phrase.noun)
        if flow.previous and draft.noun != phrase.noun and draft.noun.startswith(phrase.noun):
            draft.from_start = flow.previous.start  # what is drawn up stands in the clause before
    if flow.topic:
        draft.noun, draft.from_start = flow.topic + phrase.noun, flow.topic_start
    draft.scope = place or phrase.scope or draft.scope
    draft.recurrence = None
    draft.rules.insert(0, "milestone")


def _place_before_date(scene: Scene, clause: Clause) -> str:
    """The regions that alone stand before the clause's date: 某市2033年底前达标."""
    date = next((t for t in scene.times_in(clause.start, clause.end) if t.type == "DATE"), None)
    opening = scene.text[clause.start : date.span.start] if date else ""
    found = scene.lex.scope_region.match(opening)
    return opening if found and found.end() == len(opening) else ""


def _with_topic(scene: Scene, flow: Flow, clause: Clause, noun: str) -> str:
    """投入使用 alone says nothing: what the clause before or the segment's beginning speaks of goes before it."""
    previous, patterns = flow.previous, scene.lex.patterns
    reached = patterns["reached_all"].fullmatch(noun)
    row = flow.counted
    if reached and row is not None and row.clause == previous and len(row.noun) > SHORTEST_TOPIC:
        # 覆盖率达80%，2025年实现全覆盖
        return patterns["newly"].sub("", patterns["covering_rate"].sub("", row.noun)) + reached["all"]
    short = reached is not None or len(noun) <= SHORTEST_TOPICLESS
    if previous is None or not short or previous.stop not in "，；":
        return noun
    if previous.sentence != clause.sentence:
        return noun
    drafted = patterns["drafted"].search(scene.text, previous.start, previous.end)
    if drafted and patterns["comes_out"].fullmatch(noun):
        return noun + drafted["what"]  # 正在起草意见，力争年内推出
    if previous.stop == "，":
        named = patterns["facility"].match(scene.text, max(flow.segment, clause.sentence), clause.start)
        if named:
            return bare(named["name"], scene.lex).noun + noun
        begun = patterns["work_begun"].search(scene.text, max(clause.sentence - 1, 0), clause.start)
        if begun:
            return without_making(bare(begun["name"], scene.lex).noun, scene.lex) + noun
    predicate = patterns["predicate"].match(scene.text, previous.start)
    if predicate:
        since = max(clause.sentence, previous.start - FACILITY)
        told = deque(patterns["facility_told"].finditer(scene.text, since, previous.start), maxlen=1)
        return without_making(bare(told[0]["name"], scene.lex).noun, scene.lex) + noun if told else noun
    if scene.speaks(previous.start, previous.end):
        return noun
    topic = topic_of(scene, previous)
    doing = patterns["topic_then_verb"].match(topic)
    topic = doing["topic"] if doing else topic
    return topic + noun if len(topic) <= LONGEST_TOPIC else noun
