"""Markup that the reader never looks at, cut out before the XML is parsed: fonts, widths, borders, unused styles.

It is most of what office programs write: parsing it takes longer than everything else. Only elements with Word's own
prefix are cut, none that holds one of its kind, and none that holds what the reader asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

Needed = Callable[[bytes, int, int], re.Match[bytes] | None]

_IDLE = (
    (b"w:rPr", rb"<w:(?:vanish|d?strike|ins|del|moveFrom|moveTo)[ /]"),
    (b"w:tcPr", rb"w:(?:gridSpan|vMerge)"),
    (b"w:pPr", rb"w:(?:pStyle|numPr|outlineLvl|rPr)"),
    (b"w:trPr", rb"<w:(?:ins|del|gridBefore)[ /]"),
    (b"w:tblPr", rb"(?!)"),
    (b"w:tblGrid", rb"(?!)"),
)
"""Elements of a story, and what keeps one of them from being idle. The order matters: a paragraph's properties are
idle once those of its mark are gone."""


def without_looks(data: bytes) -> bytes:
    """A story (body, notes, header …) without the properties that change nothing of what is read."""
    if b"<![CDATA[" in data or b"<!--" in data:  # where a tag may stand for itself
        return data
    for start, end, needed in _cuts():
        data = _without(data, start, end, needed)
    return data


def without_idle(data: bytes) -> bytes:
    """styles.xml without the styles that no paragraph and no list has: those of tables and characters, nine tenths of
    what Word writes there.
    """
    start, end = data.find(b"<w:latentStyles"), data.find(b"</w:latentStyles>")
    if 0 <= start < end:
        data = data[:start] + data[end + len(b"</w:latentStyles>") :]
    first, *rest = data.split(b"<w:style ")
    kept = [first]
    for piece in rest:
        head = piece[: piece.find(b">")]
        end = piece.find(b"</w:style>") if b'w:type="table"' in head or b'w:type="character"' in head else -1
        kept.append(b"<w:style " + piece if end < 0 else piece[end + len(b"</w:style>") :])
    return b"".join(kept)


@lru_cache(maxsize=1)
def _cuts() -> tuple[tuple[bytes, bytes, Needed], ...]:
    return tuple((b"<" + name + b">", b"</" + name + b">", re.compile(kept).search) for name, kept in _IDLE)


def _without(data: bytes, start: bytes, end: bytes, needed: Needed) -> bytes:
    """`data` without the elements from `start` to `end` in which nothing needed stands."""
    first, *rest = data.split(start)
    parts, size = [first], len(end)
    for piece in rest:
        at = piece.find(end)
        if at < 0 or needed(piece, 0, at):
            parts.append(start)
            parts.append(piece)
        else:
            parts.append(piece[at + size :])
    return b"".join(parts)
