"""The outline's patterns and word lists, compiled once for each pack."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from chengnuo.numbers import number_reader
from chengnuo.packs import Pack, Rule, alternation, unnamed
from chengnuo.parsers import heads
from chengnuo.parsers.heads import Heads
from chengnuo.remembered import compiled

Pattern = re.Pattern[str]

# The kinds of lines that are no part of a title.
FURNITURE = (
    "number_line",
    "date_line",
    "meta_line",
    "contact",
    "copy_to",
    "signed_by",
    "imprint",
    "annex",
    "public",
    "adopted",
    "contents",
)
# What a page can state of a document.
META = ("title", "number", "issuer", "date", "published", "source")


@dataclass(frozen=True, slots=True)
class Numbering:
    """One style of enumerators; `rank` from 0, the outermost; a leaf governs nothing below it; a `sequence`
    style counts only where several numbers follow on each other, or several items are opened by one name."""

    id: str
    rank: int
    leaf: bool
    sequence: bool


@dataclass(frozen=True, slots=True)
class Words:
    """What `outline.toml` knows, compiled."""

    genres_by_last: Mapping[str, tuple[str, ...]]
    genre_kind: Mapping[str, str]
    genre_of: Mapping[str, str]
    genre_cues: tuple[Rule, ...]
    title: Mapping[str, Pattern]
    title_goes_on: tuple[str, ...]
    weak: frozenset[str]
    carriers: frozenset[str]  # genres that carry what follows them
    free: tuple[str, ...]  # genres that nothing carries, that of what tells what another document says first
    press: tuple[str, ...]  # genres of what reports from outside, that of a page with a headline first
    number: Callable[[str], Decimal | None]
    day_ends: str  # the characters with which a line ends that ends with a day
    parts: Mapping[str, Pattern]
    furniture: Pattern  # lines that belong to no title
    tabs: frozenset[str]
    tabs_below: frozenset[str]
    tab_starts: Mapping[str, str]
    tab_genres: Mapping[str, str]
    tabs_least: int
    numberings: tuple[Numbering, ...]
    numbered: Pattern
    inner: Pattern  # enumerators within a paragraph
    inner_styles: tuple[str, ...]  # from the outermost
    second: re.Pattern[str]  # what the second of them looks like
    run_on: Mapping[str, Pattern]  # where the parts of a text without line breaks began
    stops: str
    plain_longest: int
    over: Mapping[str, Pattern]  # plain headings over numbered sections
    heads: Heads
    columns: Mapping[str, str]
    task: Mapping[str, Pattern]  # what opens an item before its words, and what says by when it is due
    column_year: Pattern
    opinion: frozenset[str]
    table_first: frozenset[str]
    caption: Pattern  # what a table is called
    of_division: Pattern  # what may be an office although its end is lost
    row: Pattern
    date_cell: Pattern
    figure: Pattern  # a cell that is a number
    ditto: frozenset[str]
    tallest: int
    draft: Pattern
    plan_heading: Pattern  # what a plan is divided into, and no announcement
    meta: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=8)
def words_of(pack: Pack) -> Words:
    """The outline's knowledge in `pack`; BadPack where a key is wrong."""
    kinds = {word: kind for kind in ("final", "plan", "other") for word in pack.words("outline", "genres", kind)}
    named = heads.heads_of(pack)
    enumerators = pack.rules("outline", "numbering")
    numberings = tuple(
        Numbering(rule.id, rank, bool(rule.get("leaf")), bool(rule.get("sequence")))
        for rank, rule in enumerate(enumerators)
    )
    inner = pack.pattern("outline", "heading", "inner")
    return Words(
        genres_by_last=_by_last(kinds),
        genre_kind={**kinds, **dict.fromkeys(pack.words("outline", "genres", "told"), "other")},
        genre_of={**{word: word for word in kinds}, **pack.table("outline", "genre_of")},
        genre_cues=pack.rules("outline", "genre_cue"),
        title=pack.patterns("outline", "title"),
        title_goes_on=pack.words("outline", "title", "goes_on"),
        weak=frozenset(pack.words("outline", "title", "weak")),
        carriers=frozenset(pack.words("outline", "title", "carriers")),
        free=tuple(pack.words("outline", "title", "free")),
        press=tuple(pack.words("outline", "title", "press")),
        number=number_reader(pack),
        parts=pack.patterns("outline", "parts"),
        furniture=_either(pack, "parts", FURNITURE),
        day_ends=pack.text("outline", "meta", "day_ends"),
        tabs=frozenset(pack.words("outline", "tabs", "names")),
        tabs_below=frozenset(pack.words("outline", "tabs", "below")),
        tab_starts={
            start: tab
            for tab in pack.table("outline", "tabs", "starts")
            for start in pack.words("outline", "tabs", "starts", tab)
        },
        tab_genres=pack.table("outline", "tabs", "genres"),
        tabs_least=int(pack.table("outline", "tabs").get("least", 3)),
        numberings=numberings,
        numbered=compiled("|".join(f"(?P<s{rank}>{rule.source})" for rank, rule in enumerate(enumerators))),
        inner=inner,
        inner_styles=tuple(sorted(inner.groupindex, key=inner.groupindex.__getitem__)),
        second=compiled(alternation(pack.words("outline", "heading", "seconds"))),
        run_on=pack.patterns("outline", "run_on"),
        stops=pack.text("outline", "heading", "stops"),
        over=pack.patterns("outline", "over"),
        plain_longest=int(pack.table("outline", "heading").get("plain_longest", 24)),
        heads=named,
        columns=named.columns,
        task=pack.patterns("outline", "task"),
        column_year=named.year,
        opinion=frozenset(pack.words("outline", "table", "columns", "opinion")),
        table_first=named.first,
        caption=pack.pattern("outline", "table", "caption"),
        of_division=pack.pattern("bodies", "labels", "of_division"),
        row=pack.pattern("outline", "table", "row"),
        date_cell=pack.pattern("outline", "table", "date"),
        figure=pack.pattern("quantities", "cells", "figure"),
        ditto=frozenset(pack.words("outline", "table", "ditto")),
        tallest=int(pack.table("outline", "table").get("tallest", 40)),
        draft=pack.pattern("outline", "status", "draft"),
        plan_heading=pack.pattern("outline", "status", "plan_heading"),
        meta={key: pack.words("outline", "meta", key) for key in META},
    )


def _either(pack: Pack, section: str, keys: Iterable[str]) -> Pattern:
    """One pattern for what any of the patterns `keys` finds; its groups have no names."""
    return compiled("|".join(f"(?:{unnamed(pack.source('outline', section, key))})" for key in keys))


def column_kind(name: str, known: Words) -> str | None:
    """The kind of a column by its name; None where nothing tells it."""
    return heads.column_kind(name, known.heads)


def _by_last(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The words by their last character, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        found.setdefault(word[-1], []).append(word)
    return {last: tuple(group) for last, group in found.items()}
