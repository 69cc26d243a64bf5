"""Characters lost around digits, restored where the evidence is enough.

Every restoration replaces the whole garbled token in one edit and carries a doubt with the other readings that
fit. Where several fit and the context does not decide, the text stays and the doubt alone says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import attrgetter

from chengnuo.packs import Pack, Rule
from chengnuo.quick import quick
from chengnuo.repair.beside import Beside
from chengnuo.repair.chosen import Context
from chengnuo.repair.places import Band, Places, bands
from chengnuo.repair.runs import Reading, readings
from chengnuo.repair.told import Told
from chengnuo.spans import Doubt, Edit, Span

_FILE = "repair"
# Two certain finds show that a page lost characters; one may be a slip of the pen.
_GARBLED = 2
# So many dates that cannot be show that a font gives other digits than it shows (against copying); one is a slip.
_CHANGED = 3
# Names hold a year without its sign (中国制造2025); so many of them, half as many as whole ones, show that it was lost.
_BARE_YEARS = 3
# Where no year has its sign fewer show it.
_BARE_YEARS_ALONE = 2
# Years of the Republic of China, which have no such signs, are smaller.
_GREGORIAN = 1000
# What was restored may tell of what stands so near.
_BESIDE_RESTORED = 12
# What one round of choosing has told helps to choose in the next; more rounds told nothing new.
_ASKED = 3


@quick
@dataclass(frozen=True, slots=True)
class _Find:
    """A garbled token and its readings, the texts that would replace it (first the likeliest); none is sure enough
    where `is_open`."""

    span: Span
    doubtful: Span
    rule: Rule
    writings: tuple[str, ...]
    dates: tuple[Reading, ...]
    is_open: bool = False


def find_lost(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that restore lost dates, document numbers and the like, each with its doubt."""
    cues = [m.span() for m in _pattern(pack, "cue").finditer(text)]
    in_numerals = [m.span() for m in _pattern(pack, "cue_in_numerals").finditer(text)]
    edits, doubts = _restored(text, sorted([*cues, *in_numerals]) if in_numerals else cues, pack)
    return edits, [*_impossible(text, pack), *_bare_shares(text, pack), *doubts]


def find_lost_beside(text: str, spans: Sequence[Span], pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that restore what stands beside the spans, each with its doubt: what was restored there tells of it."""
    cues: list[tuple[int, int]] = []
    is_garbled = len(spans) >= _GARBLED
    asked = [_pattern(pack, name) for name in ("cue", "bare_run")[: 1 + is_garbled]]
    past = 0
    for span in spans:
        start, past = max(span.start - _BESIDE_RESTORED, past), span.end + _BESIDE_RESTORED
        cues += sorted(m.span() for pattern in asked for m in pattern.finditer(text, start, past))
    edits, doubts = _restored(text, cues, pack, is_garbled=is_garbled)
    restored = {edit.span for edit in edits}
    return edits, [doubt for doubt in doubts if any(doubt.span.overlaps(span) for span in restored)]


def _restored(
    text: str, cues: Sequence[tuple[int, int]], pack: Pack, *, is_garbled: bool = False
) -> tuple[list[Edit], list[Doubt]]:
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    for find in _decided(text, _finds(text, cues, pack, is_garbled=is_garbled), pack):
        kind = find.rule.id.partition(".")[0].removeprefix("lost-")
        if find.is_open:
            doubts.append(Doubt(code=f"open-{kind}", span=find.doubtful, reason=_OPEN, alternatives=find.writings))
            continue
        edits.append(Edit(find.span, find.writings[0], find.rule.id.partition(".")[0]))
        reason = f"characters lost beside digits; read as {find.writings[0]}"
        doubts.append(Doubt(code=f"restored-{kind}", span=find.doubtful, reason=reason, alternatives=find.writings[1:]))
    return edits, doubts


def _impossible(text: str, pack: Pack) -> list[Doubt]:
    """A doubt for each date that cannot be; one over the whole text where several show that its digits were changed."""
    found = [
        m
        for name in ("impossible_year", "short_year", "impossible_month", "impossible_day")
        for m in _pattern(pack, name).finditer(text)
    ]
    if len(found) >= _CHANGED:
        told = ", ".join(m[0] for m in found[:_CHANGED])
        reason = f"dates that cannot be ({told}): digits of the whole text may be others than were meant"
        return [Doubt(code="impossible-dates", span=Span(0, len(text)), reason=reason)]
    return [
        Doubt(
            code="impossible-year", span=Span(*m.span()), reason=f"no date {m[0]}: digits of this text may be garbled"
        )
        for m in found
    ]


def _bare_shares(text: str, pack: Pack) -> Iterator[Doubt]:
    """A doubt for each share without its sign, in a text that gives others with it."""
    bare = list(_pattern(pack, "bare_share").finditer(text))
    if not bare or not _pattern(pack, "share").search(text):
        return
    for m in bare:
        reason = "a share without its sign, where others of the text have theirs"
        yield Doubt(code="open-share", span=Span(*m.span("token")), reason=reason, alternatives=(f"{m['token']}%",))


_OPEN = "characters may be lost beside digits; no reading is sure"


def _finds(text: str, cues: Sequence[tuple[int, int]], pack: Pack, *, is_garbled: bool) -> list[_Find]:
    """The tokens that some rule reads, in text order; where two rules read one place, the earlier rule.

    Whether the page lost characters may be known, from what has been restored.
    """
    if not cues:
        return []
    label = _pattern(pack, "label")
    places, beside = Places.around(text, cues, label), Beside(text, pack)
    stages = _stages(pack)
    read = _read(places, stages.telling)
    page = _Page(text, pack, beside, places, [find for finds in read.values() for find in finds])
    if page.telling and not is_garbled:
        bare = (m.span() for m in _pattern(pack, "bare_run").finditer(text))
        more = Places.around(text, sorted({*cues, *bare}), label)
        read |= _read(more, stages.bare)
        told = [find for finds in read.values() for find in finds if not _waits(find.rule)]
        page = _Page(text, pack, beside, places, told)
    page.garbled, page.is_restored = is_garbled or page.garbled, is_garbled
    read |= _read(places, _rest(pack, garbled=page.garbled, bare=is_garbled or not page.telling))
    finds = [find for rule in stages.every for found in read.get(rule.id, ()) for find in page.supported(found)]
    taken: list[_Find] = []
    starts: list[int] = []
    for find in sorted(finds, key=attrgetter("is_open")):
        at = bisect_right(starts, find.span.start)
        is_behind = at == 0 or taken[at - 1].span.end <= find.span.start
        if is_behind and (at == len(starts) or find.span.end <= starts[at]):
            taken.insert(at, find)
            starts.insert(at, find.span.start)
    return taken


def _waits(rule: Rule) -> bool:
    """Whether finds of the rule tell nothing of the page, but wait for what others tell."""
    return not (rule.get("certain") or rule.get("telling"))


def _pattern(pack: Pack, name: str) -> re.Pattern[str]:
    return pack.pattern(_FILE, "dates", name)


@dataclass(frozen=True, slots=True)
class _Stages:
    """All rules in their order; those whose finds tell whether a page is garbled, those of bare digits, and those of
    years without their sign."""

    every: Sequence[Rule]
    telling: Sequence[Band]
    bare: Sequence[Band]
    years: Sequence[Band]


@lru_cache(maxsize=8)
def _stages(pack: Pack) -> _Stages:
    every = pack.rules(_FILE, "lost")
    return _Stages(
        every=every,
        telling=bands([rule for rule in every if not _waits(rule)]),
        bare=bands([rule for rule in every if rule.get("bare")]),
        years=bands([rule for rule in every if rule.get("needs") == "years"]),
    )


@lru_cache(maxsize=8)
def _rest(pack: Pack, *, garbled: bool, bare: bool) -> Sequence[Band]:
    """The rules that tell nothing of a page: those of a garbled one as well, those of bare digits as well."""
    every = pack.rules(_FILE, "lost")
    rest = [rule for rule in every if _waits(rule) and (garbled or rule.get("needs") != "garbled")]
    return bands(rest if bare else [rule for rule in rest if not rule.get("bare")])


def _read(places: Places, rules: Sequence[Band]) -> dict[str, list[_Find]]:
    """What each of the rules finds at the places, by its id."""
    read: dict[str, list[_Find]] = {rule.id: [] for band in rules for rule in band.rules}
    for band in rules:
        for rule, m in places.matches(band):
            if find := _find(m, rule, places):
                read[rule.id].append(find)
    return read


def _find(m: re.Match[str], rule: Rule, places: Places) -> _Find | None:
    """What the match of a rule stands for; None where nothing is amiss there, or it cannot be read."""
    token = Span(*m.span("token"))
    span = places.to_text(token)
    whole = places.to_text(Span(*m.span())) if rule.get("beside") or rule.get("whole") else span
    if not places.is_suspicious(whole if rule.get("beside") else span):
        return None
    if rule.id.startswith("lost-date") and places.is_labelled(token.start):
        return None
    writings, dates = readings(tuple(m.groupdict().items()), rule.get("write"), rule.get("also"))
    if writings and "or" in rule.fields:
        writings += (rule.get("or").format(**m.groupdict()),)
    return _Find(span, whole if rule.get("whole") else span, rule, writings, dates) if writings else None


class _Page:
    """What a text offers as evidence: whether it lost characters, and what stands beside the finds."""

    def __init__(self, text: str, pack: Pack, beside: Beside, places: Places, finds: Sequence[_Find]) -> None:
        self.text = text
        self.pack = pack
        self.beside = beside
        self.is_restored = False  # its months may be some that were restored
        self._places = places
        self._finds = finds

    def supported(self, find: _Find) -> Iterator[_Find]:
        """The find where there is evidence for it; left open where a page that lost more would be evidence."""
        if find.rule.get("open"):
            if self.supports(find):
                yield replace(find, is_open=True)
        elif self.supports(find):
            yield find
        elif find.rule.get("needs") in ("garbled", "monthless", "month") and not find.rule.get("usual"):
            yield replace(find, is_open=True)

    def supports(self, find: _Find) -> bool:
        return _EVIDENCE[find.rule.get("needs", "")](self, find.span.start)

    @cached_property
    def garbled(self) -> bool:
        """Whether finds tell that characters were lost: several, or one that is certain where no month has its sign; or
        whether years lack theirs."""
        if len(self.telling) >= _GARBLED or self.lacks_year_signs:
            return True
        certain = any(
            find.rule.get("certain") or (find.rule.get("needs") in _BESIDE and self.supports(find))
            for find in self._finds
        )
        return certain and self.first_month == len(self.text)

    @cached_property
    def telling(self) -> frozenset[Span]:
        """Where finds tell that characters were lost: those with what stands around them are sure, or nearly."""
        return frozenset(
            find.span for find in self._finds if find.rule.get("needs") not in _BESIDE or self.supports(find)
        )

    @cached_property
    def lacks_year_signs(self) -> bool:
        """Whether years stand without their sign so often that it must have been lost."""
        bare = sum(1 for band in _stages(self.pack).years for _ in self._places.matches(band))
        if bare < (1 if self._is_year_sign_lost else _BARE_YEARS_ALONE):
            return False
        whole = len(_pattern(self.pack, "whole_year").findall(self.text))
        least = 1 if self._is_year_sign_lost else _BARE_YEARS if whole else _BARE_YEARS_ALONE
        return bare >= least and bare * 2 >= whole

    @cached_property
    def _is_year_sign_lost(self) -> bool:
        """Whether the year of a date that is certain stands without its sign."""
        whole = _pattern(self.pack, "whole_year")
        return any(
            find.rule.get("certain")
            and self.text[find.span.start].isascii()
            and any(date[0] >= _GREGORIAN for date in find.dates)
            and not whole.match(self.text, find.span.start)
            for find in self._finds
        )

    @cached_property
    def first_month(self) -> int:
        """Where the first month with its sign stands; the end of the text where none does."""
        found = _pattern(self.pack, "month_sign").search(self.text)
        return found.start() if found else len(self.text)


# What finds may need that is asked of their place alone.
_BESIDE = ("days", "signature", "closing")
# What a rule may need to be sure: asked of the page and the place of a find.
_EVIDENCE: Mapping[str, Callable[[_Page, int], bool]] = {
    "": lambda _page, _at: True,
    "garbled": lambda page, _: page.garbled,
    "monthless": lambda page, _: page.garbled and page.first_month == len(page.text),
    "first": lambda page, at: page.garbled and page.first_month > at,
    "month": lambda page, _: page.first_month < len(page.text) and not page.is_restored,
    "years": lambda page, _: page.garbled or page.lacks_year_signs,
    "column": lambda page, at: page.beside.is_in_column(at),
    "line": lambda page, at: page.garbled or page.beside.is_between_words(at),
    "signature": lambda page, at: page.beside.is_signed(at),
    "closing": lambda page, at: page.beside.is_closed(at),
    "days": lambda page, at: page.beside.opens(at),
}


def _decided(text: str, finds: Sequence[_Find], pack: Pack) -> Iterator[_Find]:
    """The finds with the reading that the context chooses in front; left open where it chooses none.

    What is chosen is context for those that are left.
    """
    sure = [find for find in finds if not find.is_open]
    chosen = {find.span: find.dates[0] for find in sure if len(find.dates) == 1}
    asked = [find for find in sure if len(find.dates) > 1]
    numbers = [(find.span, find.writings[0]) for find in sure if find.rule.id.startswith("lost-number")]
    told_by_text = Told(text, pack)
    for _ in range(_ASKED):
        context = Context(told_by_text, list(chosen.items()), [(find.span, find.dates) for find in asked], numbers)
        readings = ((find.span, context.choose(find.span, find.dates)) for find in asked)
        told = {span: reading for span, reading in readings if reading is not None}
        chosen |= told
        asked = [find for find in asked if find.span not in told]
        if not asked or not told:
            break
    for find in finds:
        if len(find.dates) < 2 or find.is_open:
            yield find
        elif find.span in chosen:
            first = chosen[find.span]
            order = sorted(range(len(find.dates)), key=lambda i: find.dates[i] != first)
            writings, dates = tuple(find.writings[i] for i in order), tuple(find.dates[i] for i in order)
            yield replace(find, writings=writings, dates=dates)
        else:
            yield replace(find, is_open=True)
