"""Promised or reported: the status of a statement from its words, its date and the mood around it."""

from __future__ import annotations

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.deadlines import Governing
from chengnuo.assemble.lexicon import Lexicon, first_match
from chengnuo.assemble.moods import Mood
from chengnuo.assemble.periods import is_future, is_past
from chengnuo.assemble.scenes import Scene
from chengnuo.model import Status

# The opening of a sentence is read so far for 截至目前 and the like; a clause so far for words of promise.
OPENING, CLAUSE = 24, 240
# A date that governs in these ways dates the statement itself.
NEAR = frozenset({"clause", "sentence", "goals"})


def status_of(scene: Scene, clause: Clause, governing: Governing | None) -> tuple[Status, str, bool]:
    """The status, the rule that decided, and whether it is sure."""
    text, lex = scene.text, scene.lex
    mood = scene.moods.at(clause.start)
    words = text[clause.raw : min(clause.end, clause.raw + CLAUSE)]
    near = governing is not None and governing.via in NEAR
    today = scene.today(clause.start)
    past = near and governing is not None and today is not None and is_past(governing.value, today)
    due = near and governing is not None and not past and _is_due(scene, governing, today, mood)
    in_plan = scene.family_at(clause.start) == "plan" and mood.status == "pledged"
    reported = _word(words, "report", lex) or ("" if in_plan else _word(words, "won", lex))
    promised = _word(words, "promise", lex)
    if reported and (not promised or past or (mood.firm and mood.status == "achieved" and not due)):
        return "achieved", reported, True
    if due:
        return "pledged", "status.future-date", True
    if promised:
        return "pledged", promised, True
    opening = text[clause.sentence : min(clause.sentence + OPENING, clause.end)]
    if in_plan and not past:
        soft = _word(opening, "as-of", lex)
    else:
        soft = _word(words, "soft", lex) or _word(opening, "now", lex)
    if soft:
        return "achieved", soft, True
    if past and (mood.status == "achieved" or not mood.firm):
        return "achieved", "status.past-date", True
    if mood.rule == "mood.preface":
        return "achieved", mood.rule, near
    if past and governing is not None and not _is_due(scene, governing, None, mood):
        return "achieved", "status.past-date", _word(words, "done", lex) != ""
    if mood.status == "achieved" and not mood.firm:
        duty = _word(words, "duty", lex)
        return ("pledged", duty, True) if duty else ("achieved", mood.rule, False)
    return mood.status, mood.rule, mood.firm


def _is_due(scene: Scene, governing: Governing, today: str | None, mood: Mood) -> bool:
    """Whether the date lies ahead, or is worded as one by which something will be (到…, …前)."""
    reviewed = mood.firm and mood.status == "achieved"
    if today is not None and not reviewed and is_future(governing.value, today):
        return True
    around = scene.text[max(0, governing.span.start - 3) : governing.span.end + 2]
    return scene.lex.patterns["due_date"].search(around) is not None


def _word(words: str, kind: str, lex: Lexicon) -> str:
    """The rule of the kind that the words match; empty where none does."""
    found = first_match(words, lex.statuses[kind])
    return found[0] if found else ""
