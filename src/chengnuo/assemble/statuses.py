"""Promised or reported: the status of a statement from its words, its date and the mood around it."""

from __future__ import annotations

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.deadlines import Governing, is_worded_as_due
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.moods import NEWS_TOLD, Mood
from chengnuo.assemble.periods import first_day, is_future, is_past, last_day
from chengnuo.assemble.scenes import Scene
from chengnuo.model import Status

# The opening of a sentence is read so far for 截至目前 and the like; a clause so far for words of promise.
OPENING, CLAUSE = 24, 240
# The characters of an EDTF date that name its year; of one that names a day.
YEAR, DAY = 4, 10
# A date that governs in these ways dates the statement itself.
# 由…降到… is reported, but not where the paragraph says by when.
FELL = "status.fell-from"
PERFECT = "status.perfect"
NEAR = frozenset({"clause", "sentence", "goals", "period"})
# In these moods 由…提高到… says what will be.
PLANNED = frozenset({"mood.plan", "mood.plan-heading", "mood.label-of-goal"})


class _Words:
    """Words of a clause and the rules of status that may match them."""

    def __init__(self, words: str, lex: Lexicon) -> None:
        self.words = words
        self._rules = [(rule.get("kind"), rule) for rule in lex.status.opened(words)]

    def told(self, kind: str) -> str:
        """The first rule of the kind that the words match; empty where none does."""
        for its, rule in self._rules:
            if its == kind and rule.pattern.search(self.words):
                return rule.id
        return ""


def status_of(scene: Scene, clause: Clause, governing: Governing | None) -> tuple[Status, str, bool]:
    """The status, the rule that decided, and whether it is sure."""
    text, lex = scene.text, scene.lex
    mood = scene.moods.at(clause.start)
    words = _Words(text[clause.raw : min(clause.end, clause.raw + CLAUSE)], lex)
    near = governing is not None and governing.via in NEAR
    setting = scene.setting(clause.start)
    today = setting.today
    past = near and governing is not None and today is not None and is_past(governing.value, today)
    due = near and governing is not None and not past and _is_due(scene, governing, today, mood)
    in_plan = setting.family == "plan" and mood.status == "pledged"
    reported = words.told("report") or ("" if in_plan else words.told("won"))
    promised = words.told("promise")
    if reported and (not promised or past or (mood.firm and mood.status == "achieved" and not due)):
        return "achieved", reported, not promised or past
    if due and not promised and _was_done(words, governing, today):
        return "achieved", PERFECT, True
    if due:
        return "pledged", "status.future-date", True
    reviewed = mood.status == "achieved" and (past or (mood.firm and not near))
    estimate = words.told("estimate") if reviewed else ""
    if estimate:
        return "achieved", estimate, False
    if promised:
        return "pledged", promised, True
    opening = _Words(text[clause.sentence : min(clause.sentence + OPENING, clause.end)], lex)
    soft = opening.told("as-of") if in_plan and not past else words.told("soft") or opening.told("now")
    if soft:
        return "achieved", soft, True
    return _by_mood(scene, clause, words, mood, governing, past=past, near=near)


def _was_done(words: _Words, governing: Governing | None, today: str | None) -> bool:
    """Whether V了 reports of a period that had begun when the document was written."""
    if governing is None or today is None or first_day(governing.value) > last_day(today):
        return False
    return words.told("state") == PERFECT and not words.told("modal")


def _by_mood(
    scene: Scene, clause: Clause, words: _Words, mood: Mood, governing: Governing | None, *, past: bool, near: bool
) -> tuple[Status, str, bool]:
    """The status where no word of the clause promises or reports: by its date, its state words and its place."""
    modal = words.told("modal")
    state = "" if modal else words.told("state")
    paragraphs = governing is not None and governing.via == "paragraph"
    if state == FELL and (paragraphs or mood.rule in PLANNED):
        state = ""
    if past and (mood.status == "achieved" or not mood.firm):
        return "achieved", "status.past-date", True
    if near and not modal and _happened(scene, governing, mood):
        return "achieved", "status.on-a-day", False
    if mood.rule == "mood.preface":
        in_table = governing is not None and governing.via == "table" and not past
        return _in_preface(words, near=near, state=state, in_table=in_table)
    if past and governing is not None and not _is_due(scene, governing, None, mood):
        carried = governing.span.start < clause.start or words.told("duty") != ""
        carried = carried and not _is_history(governing.value, scene.setting(clause.start).today)
        if scene.setting(clause.start).family == "plan" and carried and not state:
            return "pledged", mood.rule, False
        return "achieved", "status.past-date", state != "" or words.told("done") != ""
    if mood.status == "achieved" and not past and not state:
        planned = "status.of-a-project" if _is_planned(scene, clause) else words.told("bound")
        if planned:
            return "pledged", planned, False
    duty = words.told("duty")
    told = mood.rule == NEWS_TOLD or (mood.rule == "mood.reply" and not mood.firm)
    if told and not state:
        return _told(scene, clause, mood)
    if mood.status == "achieved" and not mood.firm:
        return ("pledged", duty, True) if duty and not state else ("achieved", state or mood.rule, state != "")
    if mood.status == "pledged" and state and not duty:
        return "achieved", state, mood.rule != "mood.plan"
    return mood.status, mood.rule, mood.firm and mood.rule != NEWS_TOLD


def _happened(scene: Scene, governing: Governing | None, mood: Mood) -> bool:
    """Whether it has a day of its own by which nothing is due, and nothing says that this is a plan."""
    if mood.firm or governing is None or len(governing.value) != DAY:
        return False
    return not _is_due(scene, governing, None, mood)


def _told(scene: Scene, clause: Clause, mood: Mood) -> tuple[Status, str, bool]:
    """In news, and in a reply without headings, a sentence that plans or urges promises; others tell a state.

    Its words up to the clause decide.
    """
    words = _Words(scene.text[max(clause.sentence, clause.end - CLAUSE) : clause.end], scene.lex)
    if words.told("report"):
        return "achieved", mood.rule, False
    kinds = ("bound",) if mood.rule == NEWS_TOLD else ("promise", "modal", "duty")
    urged = next((rule for kind in kinds if (rule := words.told(kind))), "")
    return ("pledged", urged, False) if urged else ("achieved", mood.rule, False)


def _is_planned(scene: Scene, clause: Clause) -> bool:
    """Whether the clause gives the size of a project that the sentence says is still to be finished."""
    text, patterns = scene.text, scene.lex.patterns
    before = text[max(clause.sentence, clause.end - CLAUSE) : clause.end]
    if patterns["once_built"].search(before):
        return True
    if not patterns["project_size"].search(text, clause.start, clause.end):
        return False
    rest = patterns["rest_of_sentence"].match(text, clause.end)
    return rest is not None and patterns["still_to_come"].search(rest[0]) is not None


def _is_history(value: str, today: str | None) -> bool:
    """Whether a period ended before the year that came before the document's: no plan sets its targets there."""
    return today is not None and int(last_day(value)[:YEAR]) < int(today[:YEAR]) - 1


def _in_preface(words: _Words, *, near: bool, state: str, in_table: bool) -> tuple[Status, str, bool]:
    """Before the first heading of a plan stands why it is made; what binds there is a rule all the same."""
    if in_table and not state:
        return "pledged", "status.due-column", True
    if not near and not state and words.told("duty"):
        return "pledged", "mood.preface", False
    return "achieved", "mood.preface", near or state != ""


def _is_due(scene: Scene, governing: Governing, today: str | None, mood: Mood) -> bool:
    """Whether the date lies ahead, or is worded as one by which something will be (到…, …前).

    A review may speak of the year that it is written in, but of no later one.
    """
    if today is not None and is_future(governing.value, today):
        reviewed = mood.firm and mood.status == "achieved"
        later = first_day(governing.value) > last_day(today[:YEAR])
        if not reviewed or (later and scene.setting(governing.span.start).dated):
            return True
    return is_worded_as_due(scene.text, governing.span, scene.lex)
