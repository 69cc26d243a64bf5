"""The headline of a page whose title ends with no word of a genre: a report in the press, a list, a reading."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from chengnuo.outline.lines import Line
from chengnuo.outline.titles import Title, is_balanced, labels_other
from chengnuo.outline.words import Words

# A headline says at least so much, and no more; one that nothing but its place tells says more.
SHORTEST, SHORTEST_ALONE, LONGEST = 6, 10, 60
# Below a headline, the day or the source of the page stands within so many lines.
NEAR = 2
_STOPS = re.compile(r"[。；;]|[：:，,、]$")


def find_headline(head: Sequence[Line], below: Sequence[Line], in_table: Set[int], known: Words) -> Title | None:
    """The headline among the lines above the running text: one that the page repeats, or the nearest over the
    day or the source of the page; else the only line there that can be one, or what the text `below` begins with."""
    if entry := next((line for line in head if _is_entry(line, below, known)), None):
        return Title(entry.index, entry.index, entry.bare, "")
    valued = {line.index + 1 for line in head if labels_other(line, known)}
    lines = [line for line in head if _may_be(line, known) and line.index not in in_table and line.index not in valued]
    told = [line for line in lines if _is_repeated(line, head)]
    told = told or [line for line in lines if _is_over(line, head, known)][-1:]
    if not told and len(lines) == 1 and len(lines[0].bare) >= SHORTEST_ALONE:
        told = [] if known.title["no_headline"].search(lines[0].bare) else lines
    return Title(told[0].index, told[0].index, _bare(told[0].bare, known), "") if told else None


def _is_entry(line: Line, below: Sequence[Line], known: Words) -> bool:
    """Whether a line is the name that the article of an encyclopaedia explains: 某县, over 某县，是…."""
    return bool(below) and below[0].bare.startswith(line.bare) and known.title["entry"].match(below[0].bare) is not None


def _bare(words: str, known: Words) -> str:
    """The headline without the bracket and label of a reprint: （原标题：…）."""
    if label := known.title["reprinted"].match(words):
        words = words[label.end() :]
        return words if is_balanced(words) else words[:-1]
    return words


def _may_be(line: Line, known: Words) -> bool:
    """Whether a line can be a headline by its words: no label, no path of a page, no sentence, no heading."""
    words = line.bare
    if not SHORTEST <= len(known.title["hanzi"].findall(words)) <= len(words) <= LONGEST or _STOPS.search(words):
        return False
    if known.numbered.match(line.text) or not is_balanced(words) or known.furniture.search(line.text):
        return False
    if known.title["speech"].match(words) or known.title["no_line"].search(words) or words in known.tabs:
        return False
    others = ("navigation", "dateline", "org_line", "sendto", "closing", "red_head", "adopted")
    return not any(known.parts[key].search(line.text) for key in others)


def _is_repeated(line: Line, head: Sequence[Line]) -> bool:
    """Whether the page says it twice: as its path ends with it, or as a line again."""
    return any(other.bare.endswith(line.bare) for other in head if other is not line)


def _is_over(line: Line, head: Sequence[Line], known: Words) -> bool:
    """Whether the day or the source of the page stands right below."""
    below = (other for other in head if line.index < other.index <= line.index + NEAR)
    return any(known.parts[key].match(other.bare) for other in below for key in ("meta_line", "dateline"))
