"""Repair of a text that reached us garbled, as named edits that map back to it."""

from __future__ import annotations

from collections.abc import Callable

from chengnuo.packs import Pack
from chengnuo.repair.characters import find_characters
from chengnuo.repair.glosses import find_glosses
from chengnuo.repair.lost import find_lost
from chengnuo.spans import Doubt, Edit, Rewrite

__all__ = ["repair"]

Pass = Callable[[str, Pack], tuple[list[Edit], list[Doubt]]]

# Each pass reads what the one before it left: glosses hide which signs touch, and a lost character can only be
# told once widths and line breaks are settled.
_PASSES: tuple[Pass, ...] = (find_glosses, find_characters, find_lost)


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
