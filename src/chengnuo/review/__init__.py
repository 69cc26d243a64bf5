"""What people decide about the machine's rows: the decisions as values, sheets to write them in, agreement.

A *statement* is what one reviewer says of one commitment at one moment: accept, reject, or one correction for each
wrong field. The latest statement on a commitment wins, whoever made it; notes say nothing about right and wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chengnuo.model import Commitment
from chengnuo.review.agreement import Agreement, agreement
from chengnuo.review.decisions import Decision, Statement, corrected, statements
from chengnuo.spans import Doubt

__all__ = ["Agreement", "Decision", "Statement", "agreement", "corrected", "decided", "statements"]

DISAGREEMENT = "reviewers-disagree"


def decided(row: Commitment, decisions: Sequence[Decision]) -> Commitment | None:
    """The machine's row as people decided it; None where they rejected it.

    `rule` then says that it was corrected. Where the last words of two reviewers differ, the row has a doubt.
    """
    said = statements(decisions)
    if not said:
        return row
    if said[-1].rejects:
        return None
    final = corrected(row, said[-1])
    last = {one.reviewer: one for one in said}
    if len({_content(one) for one in last.values()}) > 1:
        words = "; ".join(f"{name}: {one.words}" for name, one in sorted(last.items()))
        final = replace(final, doubts=(*final.doubts, Doubt(code=DISAGREEMENT, span=row.span, reason=words)))
    return final


def _content(one: Statement) -> tuple[object, ...]:
    return one.rejects, one.fields
