"""The structure of one file's clean text: its documents, headings, tables, tasks and lists of bodies."""

from __future__ import annotations

from collections.abc import Sequence

from chengnuo.model import BodyList, Document, Heading, Outline, Part, Table, Task
from chengnuo.outline.headings import find_numbered, nest
from chengnuo.outline.lines import Line, split_lines
from chengnuo.outline.lists import find_groups, list_words
from chengnuo.outline.tasks import assign
from chengnuo.outline.words import Words, words_of
from chengnuo.packs import Pack
from chengnuo.spans import Rewrite, Span

__all__ = ["outline"]


def outline(document: Document, rewrite: Rewrite, pack: Pack) -> Outline:
    """The outline of the document's clean text `rewrite.text`; all spans are places there."""
    text = rewrite.text
    words = words_of(pack)
    lines = split_lines(text)
    parts = (Part(span=Span(0, len(text)), title=None, genre=None),)
    headings: list[Heading] = []
    tasks: list[Task] = []
    lists: list[BodyList] = []
    numbered = find_numbered(lines, words)
    found = nest(numbered, (), len(text), words)
    groups = find_groups(text, lines, list_words(pack))
    for assigned in assign(text, lines, found, groups):
        for i in assigned.groups:
            lists += [BodyList(span=s, role=r, task=len(tasks), rule=rule) for s, r, rule in groups[i].roles()]
        tasks.append(assigned.task)
    return Outline(
        text=text,
        parts=parts,
        headings=tuple(headings) or found,
        paragraphs=tuple(line.span for line in lines),
        tasks=tuple(tasks),
        lists=tuple(sorted(lists, key=lambda found: found.span)),
    )
