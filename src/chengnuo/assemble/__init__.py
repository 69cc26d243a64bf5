"""One document's outline and mentions → its commitments, by rules that are data (`extractors/assemble/`)."""

from __future__ import annotations

import re

from chengnuo.assemble.contrasts import contrasted
from chengnuo.assemble.doubting import among
from chengnuo.assemble.drafts import Draft
from chengnuo.assemble.explaining import Explanation, explain
from chengnuo.assemble.grids import drafts_of
from chengnuo.assemble.progress import Goals, name_progress
from chengnuo.assemble.rows import row_of
from chengnuo.assemble.scenes import Scene
from chengnuo.assemble.topics import name_from_headings, share_out_by_headings
from chengnuo.assemble.walking import lines_of
from chengnuo.model import Commitment, Mentions, Outline
from chengnuo.packs import Pack

_KANA = re.compile("[\u3041-\u30fa]")
# A text with a greater share of kana is Japanese; Chinese texts quote a name or two.
KANA_SHARE = 0.05

__all__ = ["Explanation", "assemble", "explain"]


def assemble(outline: Outline, mentions: Mentions, pack: Pack) -> tuple[Commitment, ...]:
    """The commitments of one file in text order; spans are places in the clean text, `id` is left empty."""
    if _is_japanese(outline.text):
        return ()
    scene = Scene.of(outline, mentions, pack)
    drafts: list[Draft] = []
    goals: Goals = {}
    for line in lines_of(scene, mentions.cells):
        contrasted(scene.text, line.drafts, scene.lex)
        name_progress(scene, line.drafts, goals)
        name_from_headings(scene, line.drafts)
        drafts += line.drafts
    share_out_by_headings(scene, drafts)
    rows = [row_of(scene, draft) for draft in drafts]
    if mentions.cells:
        rows += [row_of(scene, draft) for draft in drafts_of(scene, mentions.cells)]
        rows.sort(key=lambda row: row.value_span or row.span)
    return among(rows)


def _is_japanese(text: str) -> bool:
    """Whether so many of its characters are kana that the text is no Chinese one."""
    return len(_KANA.findall(text)) > KANA_SHARE * len(text)
