"""Promised or reported: the status of a statement from its words, its date and the mood around it."""

from __future__ import annotations

from chengnuo.assemble.clauses import Clause
from chengnuo.assemble.deadlines import Governing
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.moods import Mood
from chengnuo.assemble.periods import is_future, is_past
from chengnuo.model import Status

# The opening of a sentence is read so far for 截至目前 and the like.
OPENING = 24


def status_of(
    text: str, clause: Clause, governing: Governing | None, mood: Mood, family: str, today: str | None, lex: Lexicon
) -> tuple[Status, str, bool]:
    """The status, the rule that decided, and whether it is sure."""
    words = text[clause.raw : min(clause.end, clause.raw + 240)]
    opening = text[clause.sentence : min(clause.sentence + OPENING, clause.end)]
    future = governing is not None and today is not None and is_future(governing.value, today)
    past = governing is not None and today is not None and is_past(governing.value, today)
    near = governing is not None and governing.via in {"clause", "sentence", "goals"}
    reported = _word(words, "report", lex) or (_word(opening, "now", lex))
    promised = _word(words, "promise", lex)
    if reported and not (promised and future and near) and not (future and near and _word(words, "due", lex)):
        if not _word(words, "promise", lex) or mood.status == "achieved" or _word(words, "now", lex):
            return "achieved", reported, True
    if future and near:
        return "pledged", "status.future-date", True
    if promised:
        return "pledged", promised, True
    if past and near and family != "plan" and mood.rule != "mood.turn-to-plan":
        return "achieved", "status.past-date", True
    if mood.status == "pledged":
        if past and near and mood.rule != "mood.plan-heading" and _word(words, "done", lex):
            return "achieved", "status.past-date", True
        return "pledged", mood.rule, mood.firm
    weak = _word(words, "duty", lex)
    if weak and not mood.firm:
        return "pledged", weak, True
    return "achieved", mood.rule, mood.firm


def _word(words: str, kind: str, lex: Lexicon) -> str:
    for rule in lex.status:
        if rule.get("kind") == kind and rule.pattern.search(words):
            return rule.id
    return ""
