"""Enumerators whose numeral was lost: `（）` in the sequence of headings."""

from __future__ import annotations

import re
from bisect import bisect_right

from chengnuo.packs import Pack
from chengnuo.spans import Doubt, Edit, Span

_LINE = re.compile(r"（(?<=^（)([^（）\n]{0,3})）", re.MULTILINE)
_EMPTY = re.compile(r"（）")
_OPEN = "what stood in the brackets was lost"


def find_enumerators(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that number `（）` by the headings before and after it; doubts for every empty pair of brackets."""
    if "（）" not in text:
        return [], []
    lines = [(m.start(), m[1]) for m in _LINE.finditer(text)]
    edits, doubts = _restored(text, lines, pack) if any(not name for _, name in lines) else ([], [])
    restored_at = {e.span.start for e in edits}
    doubts += (
        Doubt(code="lost-in-brackets", span=Span(m.start(), m.end()), reason=_OPEN)
        for m in _EMPTY.finditer(text)
        if m.start() not in restored_at
    )
    return edits, doubts


def _restored(text: str, lines: list[tuple[int, str]], pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits and doubts for those of the lines with an enumerator whose numeral follows from the others."""
    numerals = pack.words("repair", "enumerators", "numerals")
    starts = [m.start() for m in pack.pattern("repair", "enumerators", "section").finditer(text)]
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    numbers = {name: value for value, name in enumerate(numerals, 1)} | {str(n): n for n in range(1, 100)}
    seen: dict[int, int] = {}
    for place, (at, name) in enumerate(lines):
        section_at = bisect_right(starts, at)
        start = starts[section_at - 1] if section_at else 0
        if name:
            seen[start] = numbers.get(name, 0)
            continue
        number = seen.get(start, 0) + 1
        follower = _follower(lines, place, [*starts[section_at : section_at + 1], len(text)][0])
        arabic = follower.isdigit()
        fits = not follower or numbers.get(follower) == number + 1
        if fits and number <= len(numerals) and (follower or number > 1):
            restored = f"（{number if arabic else numerals[number - 1]}）"
            edits.append(Edit(Span(at, at + 2), restored, "lost-enumerator"))
            reason = f"the numeral was lost; read as {restored} in the sequence of headings"
            doubts.append(Doubt(code="restored-enumerator", span=Span(at, at + 2), reason=reason))
            seen[start] = number
    return edits, doubts


def _follower(lines: list[tuple[int, str]], place: int, end: int) -> str:
    """The numeral of the next line in the same section, empty where there is none or it is lost as well."""
    below = [name for at, name in lines[place + 1 : place + 2] if at < end]
    return below[0] if below else ""
