"""Responsible bodies: the names in the outline's lists, each with its role and task."""

from __future__ import annotations

from chengnuo.model import BodyMention, Outline
from chengnuo.outline.names import Name, NameWords, is_name, name_words, split_names
from chengnuo.outline.tables import UNSURE
from chengnuo.packs import Pack
from chengnuo.spans import Doubt

# The end of the rule of a name whose mark a line explains.
SIGNED = ".signed"


def find_bodies(outline: Outline, pack: Pack) -> tuple[BodyMention, ...]:
    """The bodies that the document's tasks name, in text order; `task` is the place of the task's words."""
    known = name_words(pack)
    return tuple(
        BodyMention(
            span=name.span,
            name=name.words,
            role=found.role,
            task=outline.tasks[found.task].span,
            rule=found.rule,
            doubts=_doubts(outline.text, name, found.rule, known),
        )
        for found in outline.lists
        for name in split_names(outline.text, found.span, known)
    )


def _doubts(text: str, name: Name, rule: str, known: NameWords) -> tuple[Doubt, ...]:
    """A doubt where the name does not end as those of bodies do: it may be a person's, or a part of a task; where its
    column is a guess, and where nothing explains a mark before it (★市教育局)."""
    doubts = []
    start = name.span.start
    if not rule.endswith(SIGNED) and known.patterns["sign"].search(text, max(0, start - 2), start):
        doubts.append(Doubt(code="body-marked", span=name.span, reason="nothing says what the mark before it means"))
    if not is_name(name.words, known):
        doubts.append(Doubt(code="body-unlike", span=name.span, reason="the name does not look like that of a body"))
    if rule.endswith(UNSURE):
        doubts.append(Doubt(code="body-column", span=name.span, reason="it may stand in the column beside this one"))
    return tuple(doubts)
