"""Tags and entities that were left over in a text."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from chengnuo.packs import Pack
from chengnuo.remembered import compiled
from chengnuo.repair.characters import in_order
from chengnuo.spans import Doubt, Edit, Span

_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}\d?|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")


def find_html(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that take HTML remains away; a doubt where a broken tag took a character with it."""
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    if "&" in text:
        for m in _ENTITY.finditer(text):
            meant = html.unescape(m[0]).replace("\u00a0", " ")
            if meant != m[0]:
                edits.append(Edit(Span(m.start(), m.end()), meant, "html"))
    if ">" not in text:
        return edits, doubts
    done = 0
    for m in in_order(_tags(pack), text):
        if m.start() < done:
            continue
        done = m.end()
        span = Span(m.start(), done)
        replacement = "\n" if m["break"] and text[m.end() : m.end() + 1] != "\n" else "\t" if m["cell"] else ""
        edits.append(Edit(span, replacement, "html"))
        if m[0].startswith("?"):
            doubts.append(
                Doubt(code="lost-character", span=span, reason="a character was lost with the start of a tag")
            )
    edits.sort(key=lambda e: e.span.start)
    return edits, doubts


@lru_cache(maxsize=8)
def _tags(pack: Pack) -> tuple[re.Pattern[str], ...]:
    """Whole tags, and those whose first sign was lost."""

    def names(kind: str) -> str:
        return "|".join(re.escape(word) for word in pack.words("repair", "html", kind))

    every = f"(?:(?P<break>{names('breaks')})|(?P<cell>{names('cells')})|{names('tags')})"
    tag = rf"/?{every}(?:[ \u00a0][^<>\n]{{0,300}})? ?/?>"
    return compiled(f"(?i)<{tag}"), compiled(rf"(?i)\?(?=/){tag}")
