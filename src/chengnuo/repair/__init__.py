"""Repair of a text that reached us garbled, as named edits that map back to it."""

from __future__ import annotations

from collections.abc import Callable

from chengnuo.packs import Pack
from chengnuo.repair.characters import find_blanks, find_odd, find_widths
from chengnuo.repair.enumerators import find_enumerators
from chengnuo.repair.glosses import find_glosses
from chengnuo.repair.html import find_html
from chengnuo.repair.lines import find_lines
from chengnuo.repair.lost import find_lost
from chengnuo.repair.mojibake import find_mojibake
from chengnuo.repair.realign import find_misaligned
from chengnuo.spans import Doubt, Edit, Rewrite

__all__ = ["repair"]

Pass = Callable[[str, Pack], tuple[list[Edit], list[Doubt]]]

# Each pass reads what the one before it left: glosses hide which signs touch, line breaks are told by the
# punctuation, and a lost character only once its neighbours are settled.
_PASSES: tuple[Pass, ...] = (
    find_mojibake,
    find_misaligned,
    find_html,
    find_glosses,
    find_odd,
    find_widths,
    find_blanks,
    find_lines,
    find_lost,
    find_enumerators,
)


def repair(text: str, pack: Pack) -> Rewrite:
    """The rewrite of `text` into its clean reading, with a layer for each pass that found something to mend.

    What cannot be known for certain carries a doubt; text that is in order comes back without a layer.
    """
    rewrite = Rewrite(text)
    for find in _PASSES:
        edits, doubts = find(rewrite.text, pack)
        if edits or doubts:
            rewrite = rewrite.with_layer(edits, doubts)
    return rewrite
