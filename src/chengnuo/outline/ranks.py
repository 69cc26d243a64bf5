"""Lists of which the first or the marked names lead, where the document says so: 排在第一位的为牵头部门; 带★的牵头."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from chengnuo.model import BodyList, Part, Role
from chengnuo.outline.names import split_names
from chengnuo.outline.roles import ListWords
from chengnuo.spans import Span


def rank(text: str, parts: Sequence[Part], lists: Sequence[BodyList], known: ListWords) -> tuple[BodyList, ...]:
    """The lists in text order, cut behind the first name where that one leads and the others support.

    An explanation holds from the sentence in which it stands to the end of its document; one in a note holds for
    all of it. A task in which some list names its leader is left as it is.
    """
    starts = [part.span.start for part in parts]
    lists = _by_signs(text, parts, starts, lists, known)
    holds = [_held(text, part, known) for part in parts] if lists else []
    if not any(holds):
        return tuple(lists)
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


def _by_signs(
    text: str, parts: Sequence[Part], starts: Sequence[int], lists: Sequence[BodyList], known: ListWords
) -> Sequence[BodyList]:
    """The lists, cut name by name where a line of their document says what a mark before a name means."""
    told = [known.verbs["starred"].search(text, part.span.start, part.span.end) for part in parts] if lists else []
    if not any(told):
        return lists
    found: list[BodyList] = []
    for one in lists:
        part = bisect_right(starts, one.span.start) - 1
        sign = told[part] if part >= 0 else None
        found += _signed(text, one, sign["sign"], sign["main"] is not None, known) if sign else [one]
    return found


def _signed(text: str, found: BodyList, sign: str, leads: bool, known: ListWords) -> Sequence[BodyList]:
    """The list as one of each name, the marked ones in one role and the others in the other; as it is without a mark.

    `leads`: the marked ones lead.
    """
    names = [name.span for name in split_names(text, found.span, known.names)]
    marked = [text[found.span.start : span.start].rstrip().endswith(sign) for span in names]
    if not any(marked):
        return (found,)
    roles: list[Role] = ["lead" if has == leads else "support" for has in marked]
    spans = zip(names, roles, marked, strict=True)
    return [
        replace(found, span=span, role=role, rule=f"{found.rule}.{'signed' if has else 'plain'}")
        for span, role, has in spans
    ]


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
