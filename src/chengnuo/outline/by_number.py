"""Who does items that a sentence tells by their numbers: 第1至3项由甲局负责，乙局配合."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chengnuo.model import Heading, Role
from chengnuo.outline.lines import Line
from chengnuo.outline.names import looks_like_names
from chengnuo.outline.roles import Found, ListWords, by_verbs, roles_of
from chengnuo.outline.words import Words
from chengnuo.spans import Span

# A range of items has no more of them.
MOST_ITEMS = 99
_END = re.compile("[；。\n]")
_BRACKETS = "（("


@dataclass(frozen=True, slots=True)
class _Items:
    """Items by their numbers, those in brackets of headings that have them, and the lists of who does them."""

    numbers: frozenset[int]
    bracketed: bool
    lists: tuple[tuple[Span, Role, str], ...]


def lists_by_number(
    text: str, lines: Sequence[Line], headings: Sequence[Heading], words: Words, known: ListWords
) -> Mapping[Span, tuple[tuple[Span, Role, str], ...]]:
    """By the places of headings the lists that a sentence gives them by their numbers.

    Only where all headings that are told of are there, and none has a number that another one of its style has.
    """
    told = [items for line in lines for items in _told(text, line, words, known)]
    if not told:
        return {}
    styles: dict[str, dict[int, list[Heading]]] = {}
    for heading in headings:
        number = words.task["item_number"].search(heading.number)
        value = words.number(number["number"]) if number else None
        if number is not None and value is not None:
            style = heading.number.replace(number["number"], "")
            style += "0" if number["number"].isdecimal() else ""
            styles.setdefault(style, {}).setdefault(int(value), []).append(heading)
    found: dict[Span, tuple[tuple[Span, Role, str], ...]] = {}
    for items in told:
        fits = [of for style, of in styles.items() if _fits(items, style, of)]
        if len(fits) == 1:
            for at in items.numbers:
                place = fits[0][at][0].span
                found[place] = found.get(place, ()) + items.lists
    return found


def _fits(items: _Items, style: str, headings: Mapping[int, Sequence[Heading]]) -> bool:
    """Whether headings of a style are what is told of: each number is there, and none twice."""
    bracketed = any(mark in style for mark in _BRACKETS)
    once = all(len(headings.get(number, ())) == 1 for number in items.numbers)
    return bool(items.numbers) and once and (bracketed or not items.bracketed) and len(headings) > 1


def _told(text: str, line: Line, words: Words, known: ListWords) -> Iterator[_Items]:
    for match in words.task["of_items"].finditer(text, line.start, line.end):
        end = _END.search(text, match.end(), line.end)
        lists = by_verbs(text, Span(match.start("who"), end.start() if end else line.end), known)
        if not lists or not all(looks_like_names(text, found.span, known.names) for found in lists):
            continue
        yield _items(match["items"], lists, words)
    for match in words.task["of_body"].finditer(text, line.start, line.end):
        names = Span(*match.span("body"))
        if looks_like_names(text, names, known.names):
            yield _items(match["items"], [Found(names, "lead", "list.by-number")], words)


def _items(told: str, lists: Sequence[Found], words: Words) -> _Items:
    return _Items(frozenset(_numbers(told, words)), any(mark in told for mark in _BRACKETS), roles_of(lists))


def _numbers(told: str, words: Words) -> Iterator[int]:
    """The numbers of items: 1至3、5."""
    last: int | None = None
    for match in words.task["item_number"].finditer(told):
        value = words.number(match["number"])
        if value is None:
            continue
        number = int(value)
        yield from range(last + 1, min(number, last + MOST_ITEMS)) if match["range"] and last is not None else ()
        yield number
        last = number
