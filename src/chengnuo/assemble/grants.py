"""Money that is granted: whom the award or subsidy of a clause is for."""

from __future__ import annotations

from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.lexicon import Lexicon

# Whom a grant is for is told within so many characters before it, in no more than so many.
BEFORE, LONGEST_RECIPIENT = 160, 30


def with_recipient(text: str, draft: Draft, lex: Lexicon) -> None:
    """Puts whom it is for before an indicator that only says 奖励 or 补贴."""
    if not draft.noun or not lex.patterns["grant"].fullmatch(draft.noun):
        return
    draft.noun = lex.patterns["of"].sub("", draft.noun)
    clause = draft.clause
    start = max(clause.sentence, clause.start - BEFORE)
    last = text.rfind("；", start, clause.start)
    words = text[max(start, last + 1) : draft.value_span.start if draft.value_span else clause.end]
    found = max(lex.patterns["recipient"].finditer(words), key=lambda match: match.start(), default=None)
    if found is None:
        return
    name = lex.patterns["recipient_end"].sub("", found[1])[-LONGEST_RECIPIENT:]
    if len(name) >= 2:
        draft.noun = name + draft.noun
        draft.rules.append("indicator.grant")
