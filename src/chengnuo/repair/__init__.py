"""Repair of a text that reached us garbled, as named edits that map back to it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from chengnuo.packs import Pack
from chengnuo.repair.characters import find_blanks, find_gaps, find_odd, find_widths
from chengnuo.repair.digits import find_digits
from chengnuo.repair.enumerators import find_enumerators
from chengnuo.repair.glosses import find_glosses
from chengnuo.repair.html import find_html
from chengnuo.repair.lines import find_lines, joins_near
from chengnuo.repair.lost import find_lost, find_lost_beside
from chengnuo.repair.mojibake import find_mojibake
from chengnuo.repair.numberless import find_numberless
from chengnuo.repair.parted import find_parted
from chengnuo.repair.realign import find_misaligned
from chengnuo.spans import Change, Conversion, Doubt, Edit, Layer, Rewrite, Span

__all__ = ["repair"]

Found = Sequence[Edit | Change] | Layer | Conversion
Pass = Callable[[str, Pack], tuple[Found, list[Doubt]]]

# Each pass reads what the one before it left: glosses hide which signs touch, line breaks are told by the
# punctuation, and a lost character only once its neighbours are settled.
_PASSES: tuple[Pass, ...] = (
    find_mojibake,
    find_mojibake,  # What was garbled twice holds signs that find_odd would take away.
    find_odd,
    find_misaligned,
    find_html,
    find_glosses,
    find_parted,
    find_widths,
    find_digits,
    find_blanks,
    find_lines,
    find_gaps,
    find_lost,
    find_enumerators,
    find_numberless,
)
# What these write may be anything, so that all is looked at again; what those write matters at its ends alone.
_WRITING = (find_mojibake, find_html)
_JOINING = (find_lines, find_lost, find_enumerators)
_UNSETTLED = re.compile("[,;:!?()*#<>& \u00a0]")
# Garbling on garbling was not seen beyond two layers.
_ROUNDS = 4


def repair(text: str, pack: Pack) -> Rewrite:
    """The rewrite of `text` into its clean reading, with a layer for each pass that found something to mend.

    What cannot be known for certain carries a doubt; text that is in order comes back without a layer.
    """
    rewrite = Rewrite(text)
    for number in range(_ROUNDS):
        rewrite, again = _round(rewrite, pack, first=number == 0)
        if not again:
            break
    return rewrite


def _round(rewrite: Rewrite, pack: Pack, *, first: bool) -> tuple[Rewrite, bool]:
    """The rewrite after all passes, and whether some edit may have brought together what needs another round.

    Doubts are taken from the first round; later ones add those of their own edits.
    """
    again = False
    before: Pass | None = None
    for find in _PASSES:
        if find is before and not again:
            continue
        before = find
        found, doubts = find(rewrite.text, pack)
        layer = found if isinstance(found, Layer | Conversion) else Layer.of(rewrite.text, found)
        if not first:
            doubts = _of_edits(doubts, layer)
        if find is find_odd and any(doubt.code == "unreadable" for doubt in rewrite.doubts):
            # One doubt says it of the whole text.
            doubts = [doubt for doubt in doubts if doubt.code != "lost-character"]
        if layer or doubts:
            rewrite = rewrite.with_layer(layer, doubts)
            if find is find_lost and isinstance(layer, Layer) and layer:
                rewrite = _with_lost_beside(rewrite, layer, doubts, pack)
        if not layer or again:
            continue
        again = (
            find in _WRITING
            or (find is find_odd and _is_misread(rewrite.text, pack))
            or (
                find in _JOINING
                and isinstance(layer, Layer)
                and (_unsettled(layer) or (find is find_lost and _is_longer(layer, pack)))
            )
        )
    return rewrite, again


def _with_lost_beside(rewrite: Rewrite, layer: Layer, doubts: list[Doubt], pack: Pack) -> Rewrite:
    """The rewrite with what is restored beside that which has been, or could be read in several ways before."""
    for _ in range(_ROUNDS):
        opened = [Span(*layer.forth(doubt.span.start, doubt.span.end)) for doubt in doubts if doubt.alternatives]
        written = zip(layer.outs, layer.replacements, strict=True)
        spans = sorted({*opened, *(Span(at, at + len(words)) for at, words in written)})
        edits, doubts = find_lost_beside(rewrite.text, spans, pack)
        if not edits:
            break
        layer = Layer.of(rewrite.text, edits)
        rewrite = rewrite.with_layer(layer, doubts)
    return rewrite


def _is_misread(text: str, pack: Pack) -> bool:
    """Whether text without the signs that stood between its characters was read in another encoding."""
    return bool(find_mojibake(text, pack)[0])


def _is_longer(layer: Layer, pack: Pack) -> bool:
    """Whether the length of a line, which tells prose from cells and headings, has changed what is to be closed up."""
    return joins_near(layer.output, layer.outs, pack) or bool(find_gaps(layer.output, pack)[0])


def _of_edits(doubts: list[Doubt], layer: Layer | Conversion) -> list[Doubt]:
    """The doubts that overlap one of the layer's edits."""
    spans = [Span(start, end) for start, end, _, _ in layer.changes]

    def is_of_edit(doubt: Doubt) -> bool:
        first = bisect_left(spans, doubt.span)
        last = bisect_left(spans, Span(doubt.span.end, 0))
        return any(doubt.span.overlaps(span) for span in spans[max(0, first - 1) : last])

    return [doubt for doubt in doubts if is_of_edit(doubt)]


def _unsettled(layer: Layer) -> bool:
    """Whether some edit has a half-width sign or a blank beside it now, or may have brought two marks to one line."""
    if "**" in layer.output:
        return True
    written = zip(layer.outs, layer.replacements, layer.rules, strict=True)
    return any(
        _UNSETTLED.search(layer.output, max(0, at - 2), at + len(words) + 2)
        for at, words, rule in written
        if rule not in _AT_LINE_ENDS
    )


_AT_LINE_ENDS = ("indent", "blank-line", "trailing-blank", "page-number")
