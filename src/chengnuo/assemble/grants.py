"""Money that is granted: whom the award or subsidy of a clause is for."""

from __future__ import annotations

from chengnuo.assemble.drafts import Draft, Flow
from chengnuo.assemble.lexicon import Lexicon
from chengnuo.assemble.phrases import bare

# Whom a grant is for is told within so many characters before it, in no more than so many.
BEFORE, LONGEST_RECIPIENT = 160, 30
# An indicator of fewer characters says nothing.
SHORTEST = 2


def by_standard(draft: Draft, lex: Lexicon) -> None:
    """Names the grant that follows a standard: 按每人最高5000元标准给予企业培训补助 → 培训补助."""
    found = lex.patterns["grant_by_standard"].match(draft.tail)
    if found is None:
        return
    giver = lex.patterns["bodies"].search(draft.noun) or lex.forms["by"] in draft.noun
    if giver or len(draft.noun) < SHORTEST or lex.patterns["each_alone"].fullmatch(draft.noun):
        draft.noun = found["noun"]
        draft.right = found["noun"]


def with_recipient(text: str, draft: Draft, flow: Flow, lex: Lexicon) -> None:
    """Puts whom it is for before an indicator that only says 奖励 or 补贴, and 奖励 after one that only says 每家."""
    earlier = flow.last
    if earlier is not None and lex.patterns["each_alone"].fullmatch(draft.noun):
        grant = lex.patterns["grant_word"].search(earlier.noun)
        draft.noun += grant[0] if grant else ""
        return
    if draft.subject is None and lex.patterns["penalty"].search(draft.noun):
        _penalised(text, draft, lex)
        return
    if (
        not draft.noun
        or not (draft.right or "subject.grant-standard" in draft.rules)
        or not lex.patterns["grant"].fullmatch(draft.noun)
    ):
        return
    draft.noun = lex.patterns["of"].sub("", draft.noun)
    clause = draft.clause
    start = max(clause.sentence, clause.start - BEFORE)
    last = text.rfind("；", start, clause.start)
    words = text[max(start, last + 1) : draft.value_span.start if draft.value_span else clause.end]
    found = max(lex.patterns["recipient"].finditer(words), key=lambda match: match.start(), default=None)
    if found is not None:
        name = lex.patterns["recipient_end"].sub("", found[1])
    elif flow.previous is not None and flow.previous.sentence == clause.sentence and flow.previous.stop == "，":
        name = lex.patterns["recipient_end"].sub("", bare(flow.previous.span.of(text), lex).noun)
    else:
        return
    if lex.patterns["doing"].search(name):
        return
    if len(name) > LONGEST_RECIPIENT:
        name = name[-LONGEST_RECIPIENT:]
        name = name.partition("、")[2] or name
    if len(name) >= 2 and not lex.patterns["holds_sum"].search(name):
        draft.noun = name + draft.noun
        draft.rules.append("indicator.grant")


def _penalised(text: str, draft: Draft, lex: Lexicon) -> None:
    """Whom a fine is laid on: 对机构处一万元以上五万元以下罚款."""
    start = text.rfind("。", max(0, draft.clause.start - BEFORE), draft.clause.start) + 1
    end = draft.value_span.start if draft.value_span else draft.clause.end
    found = max(lex.patterns["penalised"].finditer(text, start, end), key=lambda m: m.start(), default=None)
    if found is not None:
        draft.subject = found[1]
        draft.rules.append("subject.penalised")
