"""Bounds of a number: 不低于 … on its left, … 以上 on its right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from chengnuo.errors import BadPack
from chengnuo.model import Op
from chengnuo.packs import Pack, alternation
from chengnuo.quick import quick
from chengnuo.remembered import compiled
from chengnuo.spans import Span

_STOPS = frozenset("，。；：、！？ \n\t\u30000123456789%‰（()）")
_IN_LISTS = _STOPS - {"、"}
"""What ends the reach of a bound over a list whose things each have the number: 至少配备A、B各1名."""

_CLOSED = re.compile('[^“”"]{0,10}[”"]')

REMARK = 12
"""A bracket between a bound and its number is no longer: 不超过同类机构（公办）收费的1.3倍."""

_REMARK = re.compile(f"[）)][^（）()，。；]{{1,{REMARK}}}[（(]")

WINDOW = 48
"""A bound stands at most so many characters before its number."""


@quick
@dataclass(frozen=True, slots=True)
class Bound:
    """A bound word: its place and the comparison it makes; `touches` where nothing but particles is between."""

    span: Span
    op: Op
    touches: bool
    bare_only: bool = False
    not_time: bool = False


@dataclass(frozen=True, eq=False)
class Bounds:
    """The bound words of a pack."""

    left: re.Pattern[str]
    over_list: re.Pattern[str]
    each: tuple[str, ...]
    first: re.Pattern[str]
    entries: tuple[Mapping[str, Any], ...]
    right: re.Pattern[str]
    right_ops: Mapping[str, Op]

    def before(self, text: str, number: int, floor: int) -> Bound | None:
        """The bound that governs the number that starts at `number`; it stands after `floor`."""
        start, floor = number, max(floor, number - WINDOW)
        listed = text.endswith(self.each, floor, number)
        stops, pattern = (_IN_LISTS, self.over_list) if listed else (_STOPS, self.left)
        while start > floor:
            remark = _REMARK.match(text[floor:start][::-1]) if text[start - 1] in "）)" else None
            if remark is None and text[start - 1] in stops:
                break
            start -= remark.end() if remark else 1
        first = self.first.search(text, start, number)
        match = pattern.search(text, first.start(), number) if first else None
        if match is None or match.lastgroup is None:
            return None
        group = next(name for name, words in match.groupdict().items() if words is not None and name[0] == "b")
        if _CLOSED.match(text, match.end(group), number):
            return None  # “最多跑一次”事项占比达90%
        entry = self.entries[int(group[1:])]
        return Bound(
            Span(match.start(group), match.end(group)),
            cast("Op", entry["op"]),
            match["gap"] is None and match["gap2"] is None,
            bool(entry.get("bare_only")),
            bool(entry.get("not_time")),
        )

    def after(self, text: str, end: int) -> tuple[int, Op] | None:
        """Where the bound that begins at `end` ends, and its comparison."""
        match = self.right.match(text, end)
        return (match.end(), self.right_ops[match[0]]) if match else None


@lru_cache(maxsize=8)
def bounds_of(pack: Pack) -> Bounds:
    """The bound words of `pack`. BadPack where an entry lacks its words or its op."""
    entries = pack.file("quantities").get("bound", [])
    particles = pack.text("quantities", "between", "particles")
    between = pack.table("quantities", "between")
    groups: list[str] = []
    for n, entry in enumerate(entries):
        if not isinstance(entry, dict) or not entry.get("words") or not entry.get("op"):
            raise BadPack("quantities.toml", f"bound {n}", "op and words are expected")
        blocked = f"(?<![{entry['not_after']}])" if entry.get("not_after") else ""
        groups.append(f"{blocked}(?P<b{n}>{alternation(entry['words'])})")
    strong = [g for g, e in zip(groups, entries, strict=True) if e.get("reach")]
    plain = [g for g, e in zip(groups, entries, strict=True) if not e.get("reach") and not e.get("touch_only")]
    touch = [g for g, e in zip(groups, entries, strict=True) if e.get("touch_only")]
    first = f"[{re.escape(''.join(sorted({word[0] for entry in entries for word in entry['words']})))}]"

    def left(stops: frozenset[str], near: int) -> re.Pattern[str]:
        clause = f"(?:[^{re.escape(''.join(sorted(stops)))}]|[（(][^（）()，。；]{{1,{REMARK}}}[）)])"
        phrase = f"{clause}{{1,{between['far']}}}{between['joint']}"
        return compiled(
            f"(?={first})(?:(?:{'|'.join(strong)}){particles}(?P<gap>{phrase}|{clause}{{1,{near}}})?"
            f"|(?:{'|'.join(plain)}){particles}(?P<gap2>{phrase})?|(?:{'|'.join(touch)}){particles})$"
        )

    after = pack.table("quantities", "after")
    ops = {word: cast("Op", op) for op, words in after.items() for word in words}
    return Bounds(
        left=left(_STOPS, between["near"]),
        over_list=left(_IN_LISTS, between["far"]),
        each=tuple(between["each"]),
        first=compiled(first),
        entries=tuple(entries),
        right=compiled(alternation(list(ops))),
        right_ops=ops,
    )
