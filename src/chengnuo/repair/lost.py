"""Characters lost around digits, restored where the evidence is enough.

Every restoration replaces the whole garbled token in one edit and carries a doubt with the other readings that
fit. Where several fit and the context does not decide, the text stays and the doubt alone says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from operator import itemgetter

from chengnuo.packs import Pack, Rule
from chengnuo.spans import Doubt, Edit, Span

_FILE = "repair"
# Two certain finds show that a page lost characters; one may be a slip of the pen.
_GARBLED = 2
# Names hold a year without its sign (中国制造2025); so many of them, half as many as whole ones, show that it was lost.
_BARE_YEARS = 3
# So many characters around a suspicious place hold its token and what is said about it.
_AROUND = 28
# From the start of a date to the start of the one that ends its range (2024年9月28日至…, 2024年9月28日上午10:00至…).
_RANGE = 20
# How many lines above a cell the heading of its column is looked for (a task table of 22 rows of up to 10 lines),
# and how near other cells with dates must be.
_COLUMN_LINES = 260
_CELLS_NEAR = 60
# A column's heading, a cell with a date and the name of an organ have at most so many characters.
_HEAD = 12
_SIGNATURE = 40

Reading = tuple[int, int, int]
# An organ counts its documents from January on: so many are not issued in January (the General Office of the State
# Council reaches 40 in spring, smaller organs later or never).
_LATE_NUMBER = 40
_LAST_DAY = 31
# Groups of a rule that are no part of its writing.
_NOT_WRITTEN = ("token", "run", "until")


@dataclass(frozen=True, slots=True)
class _Find:
    """A garbled token and its readings, the texts that would replace it (first the likeliest)."""

    span: Span
    doubtful: Span
    rule: Rule
    writings: tuple[str, ...]
    dates: tuple[Reading, ...]


def find_lost(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that restore lost dates, document numbers and the like, each with its doubt."""
    edits: list[Edit] = []
    doubts = [
        Doubt(
            code="impossible-year", span=Span(*m.span()), reason=f"no year {m[0]}: digits of this text may be garbled"
        )
        for m in _pattern(pack, "impossible_year").finditer(text)
    ]
    finds = _finds(text, pack)
    for find in _decided(text, finds, pack):
        kind = find.rule.id.partition(".")[0].removeprefix("lost-")
        if len(find.writings) > 1 and not find.dates:
            doubts.append(Doubt(code=f"open-{kind}", span=find.doubtful, reason=_OPEN, alternatives=find.writings))
            continue
        edits.append(Edit(find.span, find.writings[0], find.rule.id.partition(".")[0]))
        reason = f"characters lost beside digits; read as {find.writings[0]}"
        doubts.append(Doubt(code=f"restored-{kind}", span=find.doubtful, reason=reason, alternatives=find.writings[1:]))
    return edits, doubts


_OPEN = "characters lost beside digits; several readings fit"


def _finds(text: str, pack: Pack) -> list[_Find]:
    """The tokens that some rule reads, in text order; where two rules read one place, the earlier rule."""
    windows = _windows(text, pack)
    if not windows:
        return []
    rules = _rules(pack)
    holding: dict[tuple[str, ...], Sequence[_Window]] = {(): windows}
    for rule in rules:
        if rule.literals not in holding:
            holding[rule.literals] = [window for window in windows if rule.may_match(window.words)]
    finds = [f for rule in rules if "needs" not in rule.fields for f in _read(holding[rule.literals], rule, pack)]
    garbled = len({f.span for f in finds if f.rule.get("certain")}) >= _GARBLED
    page = _Page(text, pack, garbled)
    for rule in rules:
        if "needs" in rule.fields and (garbled or rule.get("needs") != "garbled"):
            finds += (f for f in _read(holding[rule.literals], rule, pack) if page.supports(f))
    order = {rule.id: place for place, rule in enumerate(rules)}
    taken: list[_Find] = []
    starts: list[int] = []
    for find in sorted(finds, key=lambda f: order[f.rule.id]):
        at = bisect_right(starts, find.span.start)
        if not any(find.span.overlaps(other.span) for other in taken[max(0, at - 1) : at + 1]):
            taken.insert(at, find)
            starts.insert(at, find.span.start)
    return taken


@lru_cache(maxsize=64)
def _pattern(pack: Pack, name: str) -> re.Pattern[str]:
    return pack.pattern(_FILE, "dates", name)


@lru_cache(maxsize=8)
def _rules(pack: Pack) -> tuple[Rule, ...]:
    return pack.rules(_FILE, "lost")


@dataclass(frozen=True, slots=True)
class _Window:
    """The words around a suspicious place, within its line: `start` is theirs in the text, `cue` the place in them."""

    words: str
    start: int
    cue: Span


def _windows(text: str, pack: Pack) -> list[_Window]:
    """The digits that are not followed as they should be; few in a text that is in order."""
    windows = []
    for m in _pattern(pack, "cue").finditer(text):
        start = max(text.rfind("\n", 0, m.start()) + 1, m.start() - _AROUND)
        end = text.find("\n", m.end(), m.end() + _AROUND)
        words = text[start : m.end() + _AROUND if end < 0 else end]
        windows.append(_Window(words, start, Span(m.start() - start, m.end() - start)))
    return windows


def _read(windows: Sequence[_Window], rule: Rule, pack: Pack) -> Iterator[_Find]:
    labels = _pattern(pack, "labels")
    is_date = rule.id.startswith("lost-date")
    search, finditer = rule.pattern.search, rule.pattern.finditer
    for window in windows:
        if search(window.words) is None:  # as it is for most
            continue
        for m in finditer(window.words):
            span = Span(*m.span("token"))
            if not span.overlaps(window.cue) or (is_date and labels.search(window.words, 0, span.start)):
                continue
            writings, dates = _readings(m.groupdict(), rule.get("write"), rule.get("also"))
            if writings:
                doubtful = Span(*m.span()) if rule.get("whole") else span
                yield _Find(span.shifted(window.start), doubtful.shifted(window.start), rule, writings, dates)


def _readings(
    groups: Mapping[str, str | None], write: str, also: str | None
) -> tuple[tuple[str, ...], tuple[Reading, ...]]:
    """The texts that the groups may stand for, and the dates that these mean (where they are dates).

    `until` is the day that ends a range of days; `also` writes what two digits may mean besides: 11 is 11月 or 1月1日.
    """
    known = {name: value for name, value in groups.items() if value is not None and name not in _NOT_WRITTEN}
    run = groups.get("run")
    year = int(known.get("y") or 0)
    if run is not None:
        until = int(groups.get("until") or _LAST_DAY)
        dates = tuple((year, month, day) for month, day in month_and_day(run, year) if day <= until)
        writings = [write.format(**known, m=month, d=day) for _, month, day in dates]
        if also and writings and run in ("10", "11", "12"):
            writings.append(also.format(**known, m=run))
        return tuple(writings), dates
    month, day = int(known.get("m") or 0), int(known.get("d") or 0)
    writings = [write.format(**known)]
    if also:
        writings += (also.format(**known | {"m": m, "d": d}) for m, d in month_and_day(str(month), year))
    return tuple(writings), ((year, month, day),) if month else ()


def month_and_day(run: str, year: int) -> tuple[tuple[int, int], ...]:
    """The months and days that a run of 2 to 4 digits may hold (`416` → 4/16; `111` → 1/11 and 11/1).

    Leading zeros are read only where both have one place for them (`0416`). Without a year February has 29 days.
    """
    if len(run) == 4:
        splits = [(run[:2], run[2:])]
    else:
        splits = [(run[:i], run[i:]) for i in (1, 2) if 0 < len(run) - i <= 2]
        splits = [(m, d) for m, d in splits if not m.startswith("0") and not d.startswith("0")]
    pairs = [(int(m), int(d)) for m, d in splits]
    return tuple((m, d) for m, d in pairs if 1 <= m <= 12 and 1 <= d <= monthrange(year or 2000, m)[1])


class _Page:
    """What a text offers as evidence: whether it lost characters, its columns of dates, its signatures."""

    def __init__(self, text: str, pack: Pack, garbled: bool) -> None:
        self.text = text
        self.pack = pack
        self.garbled = garbled

    def supports(self, find: _Find) -> bool:
        evidence: Mapping[str, Callable[[int], bool]] = {
            "garbled": lambda _: self.garbled,
            "years": lambda _: self.garbled or self._without_year_sign,
            "column": self._in_column,
            "signature": self.is_signed,
        }
        return evidence[find.rule.get("needs")](find.span.start)

    @cached_property
    def _lines(self) -> list[tuple[int, str]]:
        """The lines with words and where they begin."""
        found, at = [], 0
        for line in self.text.split("\n"):
            if line:
                found.append((at, line))
            at += len(line) + 1
        return found

    @cached_property
    def _heads(self) -> list[int]:
        """The places in `_lines` of headings of columns of dates."""
        head = _pattern(self.pack, "column")
        words = ["", *(line for _, line in self._lines)]
        short = [i for i, line in enumerate(words[1:]) if len(line) <= _HEAD]
        return [i for i in short if head.search(words[i + 1]) or head.search(f"{words[i]}\n{words[i + 1]}")]

    @cached_property
    def _cells(self) -> list[int]:
        """The places in `_lines` of cells that are one date."""
        cell = _pattern(self.pack, "cell")
        return [i for i, (_, line) in enumerate(self._lines) if len(line) <= _HEAD and cell.search(line)]

    @cached_property
    def _without_year_sign(self) -> bool:
        """Whether years stand without their sign so often that it must have been lost."""
        (rule,) = (r for r in _rules(self.pack) if r.get("needs") == "years")
        bare = sum(1 for _ in rule.finditer(self.text))
        return bare >= _BARE_YEARS and bare * 2 >= len(_pattern(self.pack, "whole_year").findall(self.text))

    def _place(self, at: int) -> int:
        return bisect_right(self._lines, at, key=lambda line: line[0]) - 1

    def _in_column(self, at: int) -> bool:
        place = self._place(at)
        above = bisect_left(self._heads, place)
        if above and self._heads[above - 1] >= place - _COLUMN_LINES:
            return True
        first = bisect_left(self._cells, place - _CELLS_NEAR)
        return bisect_right(self._cells, place + _CELLS_NEAR) - first >= _GARBLED

    def is_signed(self, at: int) -> bool:
        """Whether an organ's name ends the line above."""
        place = self._place(at)
        above = self._lines[place - 1][1] if place > 0 else ""
        return 0 < len(above) <= _SIGNATURE and bool(_pattern(self.pack, "signature").search(above))


def _decided(text: str, finds: Sequence[_Find], pack: Pack) -> Iterator[_Find]:
    """The finds with the reading that the context chooses in front; without dates where it chooses none."""
    open_ones = any(len(find.dates) > 1 for find in finds)
    known = _dates(text, finds, pack) if open_ones else []
    numbers = _numbers(text, pack) if open_ones else []
    page = _Page(text, pack, garbled=True)
    every = frozenset(date for _, date in known)
    for find in finds:
        if len(find.dates) < 2:
            yield find
            continue
        chosen = _chosen(find, known, every)
        if chosen is None and page.is_signed(find.span.start):
            chosen = _by_number(find, numbers)
        if chosen is None:
            yield replace(find, dates=())
            continue
        order = sorted(range(len(find.dates)), key=lambda i: find.dates[i] != chosen)
        yield replace(find, writings=tuple(find.writings[i] for i in order), dates=tuple(find.dates[i] for i in order))


def _dates(text: str, finds: Sequence[_Find], pack: Pack) -> list[tuple[int, Reading]]:
    """The places and values of the dates in order, and of the restored ones that have one reading."""
    known = [(m.start(), (int(m["y"]), int(m["m"]), int(m["d"] or 0))) for m in _pattern(pack, "intact").finditer(text)]
    known += [(f.span.start, f.dates[0]) for f in finds if len(f.dates) == 1 and f.dates[0][0]]
    return sorted(known)


def _chosen(find: _Find, known: Sequence[tuple[int, Reading]], every: Set[Reading]) -> Reading | None:
    """The one reading that is also a date of the text, or comes after the date just before it, or lies between."""
    repeated = [d for d in find.dates if d in every]
    if len(repeated) == 1:
        return repeated[0]
    at = find.span.start
    below = bisect_left(known, at, key=itemgetter(0))
    above = bisect_right(known, at, key=itemgetter(0))
    before = known[below - 1] if below else None
    after = known[above][1] if above < len(known) else None
    if before is not None and at - before[0] <= _RANGE:
        year = before[1][0]
        later = [d for d in find.dates if (d[0] or year, *d[1:]) > before[1]]
        return later[0] if len(later) == 1 else None
    if before is None or after is None or before[1] > after:
        return None
    fitting = [d for d in find.dates if before[1] <= d <= after]
    return fitting[0] if len(fitting) == 1 else None


def _numbers(text: str, pack: Pack) -> list[tuple[int, int, int]]:
    """The places, years and numbers of the document numbers."""
    return [(m.start(), int(m["y"]), int(m["n"])) for m in _pattern(pack, "document_number").finditer(text)]


def _by_number(find: _Find, numbers: Sequence[tuple[int, int, int]]) -> Reading | None:
    """The later reading of a signature's date where the number of the document is too high for the year's beginning."""
    own = [n for at, year, n in numbers if at < find.span.start and year == find.dates[0][0]]
    return max(find.dates) if own and own[0] >= _LATE_NUMBER else None
