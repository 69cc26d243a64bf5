"""Lists whose first name leads, where the document says so: 排在第一位的部门为牵头部门，下同."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chengnuo.model import BodyList, Part
from chengnuo.outline.names import split_names
from chengnuo.outline.roles import ListWords
from chengnuo.spans import Span


def rank(text: str, parts: Sequence[Part], lists: Sequence[BodyList], known: ListWords) -> tuple[BodyList, ...]:
    """The lists in text order, cut behind the first name where that one leads and the others support.

    An explanation holds from the sentence in which it stands to the end of its document; one in a note holds for
    all of it. A task in which some list names its leader is left as it is.
    """
    holds = [_held(text, part, known) for part in parts] if lists else []
    if not any(holds):
        return tuple(lists)
    starts = [part.span.start for part in parts]
    led = {found.task for found in lists if found.rule.endswith("main")}
    plain = {found.task for found in lists if found.role == "lead"}
    ranked: list[BodyList] = []
    for found in lists:
        part = bisect_right(starts, found.span.start) - 1
        held = holds[part] if part >= 0 else None
        heads = found.role == "lead" or found.task not in plain
        if held is not None and held.contains(found.span) and heads and found.task not in led:
            plain.add(found.task)
            ranked += _cut(text, found, known)
        else:
            ranked.append(found)
    return tuple(ranked)


def _held(text: str, part: Part, known: ListWords) -> Span | None:
    """Where in the part the first name of a list leads; None where nothing says so."""
    match = known.verbs["ranked"].search(text, part.span.start, part.span.end)
    if match is None:
        return None
    line = text.rfind("\n", part.span.start, match.start()) + 1 or part.span.start
    if known.verbs["note"].match(text[line : match.start()]):
        return part.span
    sentence = max(line, text.rfind("。", line, match.start()) + 1)
    return Span(sentence, part.span.end)


def _cut(text: str, found: BodyList, known: ListWords) -> Iterator[BodyList]:
    names = split_names(text, found.span, known.names)
    if not names:
        yield found
        return
    first = names[0].span
    yield replace(found, span=Span(found.span.start, first.end), role="lead", rule=f"{found.rule}.first")
    if len(names) == 1:
        return
    second = names[1].span
    yield replace(found, span=Span(second.start, found.span.end), role="support", rule=f"{found.rule}.rest")
