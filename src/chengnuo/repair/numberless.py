"""Signs that are left of a number: 入园率达到%, 国发〔〕号, 于年3月, ****年9月**日.

What the number was cannot be known; that there was one must not go unsaid.
"""

from __future__ import annotations

from chengnuo.packs import Pack
from chengnuo.spans import Doubt, Edit, Span

__all__ = ["find_numberless"]

_SIGNS = ("percent", "wide_percent", "per_mille", "brackets", "year", "month", "day", "masked", "masked_day")
_GONE = "the number that this sign belongs to was lost"


def find_numberless(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """No edits; a doubt for every sign whose number is gone."""
    # A search for one sign is many times as fast as one for several.
    patterns = [pack.pattern("repair", "numberless", name) for name in _SIGNS]
    places = sorted(m.span() for pattern in patterns for m in pattern.finditer(text))
    return [], [Doubt(code="lost-number", span=Span(*place), reason=_GONE) for place in places]
