"""Signs that are left of a number: 入园率达到%, 国发〔〕号.

What the number was cannot be known; that there was one must not go unsaid.
"""

from __future__ import annotations

from chengnuo.packs import Pack
from chengnuo.spans import Doubt, Edit, Span

__all__ = ["find_numberless"]

_GONE = "the number that this sign belongs to was lost"


def find_numberless(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """No edits; a doubt for every sign whose number is gone."""
    pattern = pack.pattern("repair", "numberless", "sign")
    doubts = [Doubt(code="lost-number", span=Span(m.start(), m.end()), reason=_GONE) for m in pattern.finditer(text)]
    return [], doubts
