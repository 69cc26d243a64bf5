"""Responsible bodies: the names in the outline's lists, each with its role and task."""

from __future__ import annotations

from chengnuo.model import BodyMention, Outline
from chengnuo.outline.names import name_words, split_names
from chengnuo.packs import Pack


def find_bodies(outline: Outline, pack: Pack) -> tuple[BodyMention, ...]:
    """The bodies that the document's tasks name, in text order; `task` is the place of the task's words."""
    known = name_words(pack)
    return tuple(
        BodyMention(
            span=name.span, name=name.words, role=found.role, task=outline.tasks[found.task].span, rule=found.rule
        )
        for found in outline.lists
        for name in split_names(outline.text, found.span, known)
    )
