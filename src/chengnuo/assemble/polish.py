"""Indicators without what is no part of them, and a doubt where nothing is left that says what is measured."""

from __future__ import annotations

from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.spans import Doubt, Span

# An indicator of fewer characters names at most goods (钢, 煤).
SHORTEST = 2


def polish(draft: Draft, lex: Lexicon) -> None:
    """Takes conjunctions and adverbs off the ends of an indicator; one of function words only becomes empty."""
    noun = lex.patterns["noun_lead"].sub("", draft.noun)
    noun = lex.patterns["noun_trail"].sub("", noun)
    noun = lex.patterns["ratio_twice"].sub(r"\g<kept>", noun)
    if noun != draft.noun and len(noun) != 1:
        draft.noun = noun
    others = lex.patterns["than_others"].search(draft.noun)
    if others and others.start() > 1:
        draft.noun = draft.noun[: others.start()]
        _doubt(draft, "compared-with-others", "the number is a gap to others, no level")
    if lex.patterns["noun_empty"].fullmatch(draft.noun) and draft.noun not in lex.words["goods"]:
        draft.noun = ""


def doubt_emptiness(draft: Draft, lex: Lexicon) -> None:
    """Adds a doubt where the indicator is one character that names no goods."""
    if any(doubt.code == "indicator-missing" for doubt in draft.doubts):
        return
    if len(draft.noun) < SHORTEST and draft.noun not in lex.words["goods"]:
        _doubt(draft, "indicator-missing", "no words say what is measured")
    elif "indicator.from-clause-before" in draft.rules:
        _doubt(draft, "indicator-guessed", "what is measured is taken from the clause before")


def _doubt(draft: Draft, code: str, reason: str) -> None:
    draft.doubts.append(Doubt(code=code, span=Span(draft.clause.start, draft.clause.end), reason=reason))
