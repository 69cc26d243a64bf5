"""Characters lost around digits, restored where the evidence is enough."""

from __future__ import annotations

import re

from chengnuo.packs import Pack
from chengnuo.spans import Doubt, Edit, Span

_MONTH = re.compile(r"(?<![\d.])((?:19|20)\d\d)(1[0-2]|[1-9])(?=月)")


def find_lost(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that restore lost characters, each with its doubt."""
    edits = [Edit(Span(m.start(), m.end()), f"{m[1]}年{m[2]}", "lost-date") for m in _MONTH.finditer(text)]
    return edits, [Doubt(code="restored-date", span=e.span, reason=f"read as {e.replacement}") for e in edits]
