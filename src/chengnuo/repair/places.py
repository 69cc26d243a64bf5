"""The places of a text at which characters may be lost, and what the rules match there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, chain

from chengnuo.packs import Rule
from chengnuo.remembered import compiled
from chengnuo.repair.characters import HAN
from chengnuo.spans import Span

__all__ = ["Band", "Places", "bands", "beginning"]

# So many characters around a suspicious place hold its token and what is said about it; a label is followed by its
# number within so many.
_AROUND = 28
_LABEL = 12
# What rules begin with, as their source tells, and where they are tried: a number that begins as a year is no month or
# day.
_BEGINNINGS = (
    (compiled(r"(\(\?P<token>\(\?P<y(ears)?>)?(\(\?:)?(1\(\?:9|19|20)"), compiled(r"(?:1[89]|20)(?=\d\d)")),
    (
        compiled(r"\(\?P<token>\(\?P<\w+>(\(\?:)*(\\d|\[[\d-]+\]|\d)"),
        compiled(r"\d(?<!\d\d)(?!(?<=1)9\d\d|(?<=2)0\d\d)"),
    ),
)
# A class of characters that a rule begins with, or words: each first character is found faster than one of them all.
_CLASS = compiled(r"(?:\(\?P<token>\(\?P<w>)?\[(-?[^-^\\\[\]]+-?)\](?![*+?{])")
_ANY_WORD = compiled(rf"\(\?:([{HAN}]+(?:\|[{HAN}]+)+)\)(?![*+?{{])")
_LETTERS = compiled("(?<!\ufffd)[A-Za-z][ /-]?\\Z")
# Between the words around two places; find_odd takes such signs out of a text.
_BETWEEN = "\0"
# What a label says of a number ends with its line or clause, or where other things are listed (电话、身份证原件).
_ENDS_LABEL = compiled(f"[\n，。；{_BETWEEN}]|、[{HAN}]")
# At a place where none of so many rules matches, one pattern tells it; more of them and some nearly always does.
_BAND = 24
_GROUP = compiled(r"\(\?P<\w+>")
_REFERS = compiled(r"\(\?P=|\(\?\(|\\[1-9]")


@dataclass(frozen=True)
class Band:
    """Rules that begin alike, tried where `beginning` finds one and one of them matches; without a beginning at each of
    the characters `heads`, and without these everywhere."""

    beginning: re.Pattern[str] | None
    rules: Sequence[Rule]
    heads: str = ""

    @cached_property
    def any(self) -> re.Pattern[str] | None:
        """What matches where one of the rules does; None for a single one."""
        if len(self.rules) == 1:
            return None
        try:
            # In this order those that begin alike stand beside each other, and their beginning is tried once.
            return compiled("|".join(sorted(_GROUP.sub("(?:", rule.source) for rule in self.rules)))
        except re.error:
            for rule in self.rules:  # the bad one tells its name
                _ = rule.pattern
            raise


def bands(rules: Sequence[Rule]) -> Sequence[Band]:
    """The rules in bands of a few that begin alike; those with no beginning, or that refer to a group, are alone."""
    alike: dict[re.Pattern[str], list[Rule]] = {}
    alone = []
    for rule in rules:
        first = beginning(rule.source)
        if first is None or _REFERS.search(rule.source):
            alone.append(Band(first, [rule], _heads(rule.source) if first is None else ""))
        else:
            alike.setdefault(first, []).append(rule)
    few = (Band(first, those[at : at + _BAND]) for first, those in alike.items() for at in range(0, len(those), _BAND))
    return [*few, *alone]


def _heads(source: str) -> str:
    """The characters that a rule with this source begins with; none where they are not known."""
    if any_of := _CLASS.match(source):
        return any_of[1]
    words = _ANY_WORD.match(source)
    return "".join(dict.fromkeys(word[0] for word in words[1].split("|"))) if words else ""


@dataclass(frozen=True, slots=True)
class Places:
    """The suspicious places of a text, few where it is in order, and the words around them.

    `words` are those of all places with a sign between that no text has, so that a rule reads them in one go:
    `starts` is where each piece begins in them, `offsets` what leads from there to its place in the text.
    """

    cues: Sequence[int]
    cue_ends: Sequence[int]
    words: str
    starts: Sequence[int]
    offsets: Sequence[int]
    labels: Sequence[int]  # where labels end in the words
    beginnings: Mapping[re.Pattern[str], Sequence[int]]  # where in the words rules that begin so are tried
    _heads: dict[str, list[int]] = field(default_factory=dict)  # where in the words each character asked for stands

    @classmethod
    def around(cls, text: str, cues: Sequence[tuple[int, int]], label: re.Pattern[str]) -> Places:
        """The digits that are not followed as they should be, with the ends of their line where these are near."""
        pieces: list[tuple[int, int, int]] = []  # where each begins and ends, and the suspicious digits in it
        for place, past in cues:
            near = max(place - _AROUND, 0)
            start = max(text.rfind("\n", near, place), near)
            if start == place - 1:  # the label of a number may be the line above
                start = max(text.rfind("\n", near, start), near)
            end = text.find("\n", past, past + _AROUND) + 2
            end = min(end if end > 1 else past + _AROUND, len(text))
            if pieces and start < pieces[-1][1]:
                first, last, done = pieces[-1]
                pieces[-1] = (first, max(end, last), max(past, done))
            else:
                pieces.append((start, end, past))
        begins = list(accumulate((end - start + 1 for start, end, _ in pieces), initial=0))[:-1]
        offsets = [start - begin for (start, *_), begin in zip(pieces, begins, strict=True)]
        words = _BETWEEN.join([text[start:end] for start, end, _ in pieces])
        labels = [m.end() for m in label.finditer(words)]
        # No date that begins behind them holds suspicious digits.
        done_in = [past - offset for (*_, past), offset in zip(pieces, offsets, strict=True)]
        beginnings = {
            places: [at for m in places.finditer(words) if (at := m.start()) < done_in[bisect_right(begins, at) - 1]]
            for _, places in _BEGINNINGS
        }
        return cls([start for start, _ in cues], [end for _, end in cues], words, begins, offsets, labels, beginnings)

    def matches(self, band: Band) -> Iterator[tuple[Rule, re.Match[str]]]:
        """Where rules of the band match the words, rule by rule."""
        words = self.words
        rules = [rule for rule in band.rules if rule.may_match(words)]
        if band.beginning is None and not band.heads:
            yield from ((rule, m) for rule in rules for m in rule.pattern.finditer(words))
            return
        at_all = self.beginnings[band.beginning] if band.beginning else self._at_heads(band.heads) if rules else ()
        if len(rules) > 1 and (any_of := band.any):
            match_any = any_of.match
            at_all = [at for at in at_all if match_any(words, at)]
        for rule in rules if at_all else ():
            match = rule.pattern.match
            for at in at_all:
                if m := match(words, at):
                    yield rule, m

    def _at_heads(self, heads: str) -> Sequence[int]:
        """Where one of the characters stands in the words."""
        for head in heads:
            if head not in self._heads:
                self._heads[head] = [m.start() for m in re.finditer(re.escape(head), self.words)]
        return sorted(chain.from_iterable(self._heads[head] for head in heads))

    def to_text(self, span: Span) -> Span:
        """Where a part of the words stands in the text."""
        return span.shifted(self.offsets[bisect_right(self.starts, span.start) - 1])

    def is_labelled(self, at: int) -> bool:
        """Whether a label (电话：…) stands shortly before a place in the words, or the letters of a standard do."""
        if _LETTERS.search(self.words, max(0, at - 3), at):
            return True
        below = bisect_right(self.labels, at)
        between = self.words[self.labels[below - 1] : at] if below else _BETWEEN
        return len(between) <= _LABEL and not _ENDS_LABEL.search(between)

    def is_suspicious(self, span: Span) -> bool:
        """Whether a place in the text is one of these, or holds one."""
        below = bisect_left(self.cues, span.end)
        return below > 0 and self.cue_ends[below - 1] > span.start


@lru_cache(maxsize=1024)
def beginning(source: str) -> re.Pattern[str] | None:
    """The places where a rule with this source is tried; None where these are all."""
    return next((places for begins, places in _BEGINNINGS if begins.match(source)), None)
