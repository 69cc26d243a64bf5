"""Expressions of time in the clean text: their places, TIMEX3 types and EDTF values."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from chengnuo import dates
from chengnuo.extract.rulebook import Rulebook, rulebook
from chengnuo.extract.same_periods import with_same_periods
from chengnuo.extract.years import Passages, Years
from chengnuo.model import Outline, TimeMention, TimeType
from chengnuo.numbers import parse_number
from chengnuo.packs import Pack, Rule
from chengnuo.spans import Doubt, Span

FIRST_PLAN = 1951
"""The n-th five-year plan begins in 1951 + 5n: the tenth in 2001 (State Council, plan outlines)."""

OLDEST_BARE_CENTURY = 20
"""Decades of older centuries are written with their century: in a text of 1978, 八十年代 lies ahead."""

NEXT_DECADE = 10
"""A decade that begins so soon after the year of the text is the next one: 1979 speaks of 八十年代."""

EVERY_YEAR = "P1Y"

_TITLE = re.compile("[《》]")


def find_times(outline: Outline, pack: Pack, *, issued: str | None) -> tuple[TimeMention, ...]:
    """All expressions of time in text order, without overlaps.

    Relative ones (今年) count from the date of the part they stand in, or from `issued` where it has none; where
    neither is known they are left out. Dates in document numbers and in 《titles》 are none, except a plan period
    in brackets.
    """
    lexicon = _lexicon(pack)
    text = outline.text
    titles = _Titles(text, lexicon.longest_title)
    roc = _is_of_the_republic(lexicon, text)
    years = Years(
        outline, issued, review=lexicon.review, tasks=lexicon.tasks, passages=lexicon.passages, of_republic=roc
    )
    found: list[TimeMention] = []
    for rule, match in _book(pack, roc).scan(text):
        if titles.hold(match.start()) and not rule.get("bracketed"):
            continue
        if found and _is_of_each_year(found[-1], match, lexicon):
            continue
        mention = _mention(rule, match, lexicon, years)
        if mention is not None:
            found.append(mention)
            years.saw(mention)
    return tuple(with_same_periods(outline, found, lexicon.same_periods))


def _is_of_each_year(before: TimeMention, match: re.Match[str], lexicon: _Lexicon) -> bool:
    """Whether it is a day or a year of every year, as 每年 stands before it: 每年6月、12月底前报送上年度情况."""
    if before.type != "SET" or before.value != EVERY_YEAR:
        return False
    groups, between = match.groupdict(), (match.string, before.span.end, match.start())
    if groups.get("rel") in lexicon.to_context:
        return lexicon.each_year["same_rule"].fullmatch(*between) is not None
    bare = any(groups.get(name) for name in ("m", "m_hanzi", "part")) and not (groups.get("y") or groups.get("rel"))
    return bare and lexicon.each_year["list"].fullmatch(*between) is not None


@dataclass(frozen=True, eq=False)
class _Lexicon:
    part: Mapping[str, str]
    part_prefix: tuple[str, ...]
    part_last: tuple[str, ...]
    relative: Mapping[str, int]
    to_context: Mapping[str, int]
    anaphoric: frozenset[str]
    plans: Mapping[str, int]
    stage: Mapping[str, str]
    length: Mapping[str, str]
    recurrence: Mapping[str, str]
    evidence: re.Pattern[str]
    term: Mapping[str, int]
    this_century: tuple[str, ...]
    review: tuple[str, ...]
    tasks: tuple[str, ...]
    passages: Passages
    longest_title: int
    each_year: Mapping[str, re.Pattern[str]]
    same_periods: Mapping[str, re.Pattern[str]]
    pack: Pack

    def number(self, words: str) -> int | None:
        value = parse_number(words, self.pack)
        return None if value is None or value != int(value) else int(value)


@lru_cache(maxsize=8)
def _lexicon(pack: Pack) -> _Lexicon:
    table = pack.table
    return _Lexicon(
        part=table("dates", "part"),
        part_prefix=pack.words("dates", "part_words", "prefix"),
        part_last=pack.words("dates", "part_words", "last"),
        relative=table("dates", "relative"),
        to_context=table("dates", "relative_to_context"),
        anaphoric=frozenset(pack.words("dates", "anaphoric", "words")),
        plans=table("dates", "plans"),
        stage=table("dates", "stage"),
        length=table("dates", "length"),
        recurrence=table("dates", "recurrence"),
        evidence=pack.pattern("dates", "roc", "evidence"),
        term=table("dates", "term"),
        review=pack.words("dates", "issued", "review"),
        tasks=pack.words("dates", "issued", "tasks"),
        passages=Passages(
            back=pack.words("dates", "passages", "back"),
            present=pack.words("dates", "passages", "present"),
            this_year=pack.words("dates", "passages", "this_year"),
            turn=pack.pattern("dates", "passages", "turn"),
            genres=pack.words("dates", "passages", "genres"),
            summaries=pack.words("dates", "passages", "summaries"),
            yearly=pack.words("dates", "passages", "yearly"),
            mended=pack.words("dates", "passages", "mended"),
            agendas=pack.words("dates", "passages", "agendas"),
            planning=pack.words("dates", "passages", "planning"),
            press=pack.words("dates", "passages", "press"),
            told_day=pack.pattern("dates", "passages", "told_day"),
            baseline=pack.pattern("dates", "passages", "baseline"),
            same_period=pack.pattern("dates", "passages", "same_period"),
            opening=pack.pattern("dates", "passages", "opening"),
            aimed=pack.pattern("dates", "passages", "aimed"),
            since=pack.pattern("dates", "passages", "since"),
            written=pack.pattern("dates", "passages", "written"),
            republic=pack.pattern("dates", "passages", "republic"),
        ),
        this_century=pack.words("dates", "century", "this"),
        longest_title=int(pack.file("dates").get("longest_title", 0)),
        each_year=pack.patterns("dates", "each_year"),
        same_periods=pack.patterns("dates", "same_periods"),
        pack=pack,
    )


def _is_of_the_republic(lexicon: _Lexicon, text: str) -> bool:
    """Whether years of three digits are years of the Republic here."""
    return lexicon.evidence.search(text) is not None


@lru_cache(maxsize=32)
def _book(pack: Pack, of_the_republic: bool) -> Rulebook:
    """The rules that serve the text: those that `need` the calendar of the Republic only where it is used."""
    rules = [r for r in pack.rules("dates") if of_the_republic or not r.get("needs")]
    after = pack.text("dates", "after_numeral")
    return rulebook(rules, numerals=pack.text("dates", "numerals"), after=after, whole_runs=True)


class _Titles:
    """Where 《titles》 stand; asked in text order."""

    def __init__(self, text: str, longest: int) -> None:
        spans = list(_titles(text, longest))
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def hold(self, offset: int) -> bool:
        place = bisect_right(self._starts, offset) - 1
        return place >= 0 and offset < self._ends[place]


def _titles(text: str, longest: int) -> Iterator[Span]:
    opened: int | None = None
    depth = 0
    for mark in _TITLE.finditer(text):
        at = mark.start()
        if opened is not None and (at - opened > longest or text.find("\n", opened, at) >= 0):
            opened = None
        if mark[0] == "《":
            depth = depth + 1 if opened is not None else 1
            opened = at if opened is None else opened
        elif opened is not None:
            depth -= 1
            if not depth:
                yield Span(opened, at + 1)
                opened = None


# ---------------------------------------------------------------- one rule's match to a mention


def _mention(rule: Rule, match: re.Match[str], lexicon: _Lexicon, years: Years) -> TimeMention | None:
    reading = _READINGS[rule.get("kind")](rule, match, lexicon, years)
    if reading is None:
        return None
    span = Span(match.start(), match.end())
    doubts = tuple(Doubt(code=code, span=span, reason=reason) for code, reason in reading.doubts)
    return TimeMention(span=span, type=reading.type, value=reading.value, rule=rule.id, doubts=doubts)


@dataclass(frozen=True, slots=True)
class _Reading:
    type: TimeType
    value: str
    doubts: tuple[tuple[str, str], ...] = ()


def _date(_rule: Rule, match: re.Match[str], lexicon: _Lexicon, years: Years) -> _Reading | None:
    groups = match.groupdict()
    year, doubts = _first_year(groups, match.start(), lexicon, years)
    if year is None:
        return None
    first = _point(year, groups, "", lexicon)
    last = _end(year, groups, lexicon)
    value = first if last is None else _joined(first, last)
    if not dates.is_valid(value):
        value = _without_day(value)
        doubts += (("impossible-date", "the calendar has no such day"),)
        if not dates.is_valid(value):
            return None
    return _Reading("DATE", value, doubts)


def _first_year(
    groups: Mapping[str, str | None], at: int, lexicon: _Lexicon, years: Years
) -> tuple[int | None, tuple[tuple[str, str], ...]]:
    """The year of a date and what is doubtful about it: written, relative, or of the context."""
    for name, offset in (("y", 0), ("roc", dates.FIRST_ROC_YEAR)):
        words = groups.get(name)
        if words:
            value = _year(words, lexicon)
            return (None if value is None else value + offset), ()
    relative = groups.get("rel")
    if relative:
        return _relative_year(relative, at, lexicon, years)
    implied = years.implied(at, by_month=bool(groups.get("m") or groups.get("m_hanzi")))
    if implied is None:
        return None, ()
    return implied.year, ((("implied-year", f"the year is that of {implied.origin}"),) if implied.doubtful else ())


def _relative_year(
    words: str, at: int, lexicon: _Lexicon, years: Years
) -> tuple[int | None, tuple[tuple[str, str], ...]]:
    if words in lexicon.relative:
        issued = years.issued(at)
        return (None if issued is None else issued + lexicon.relative[words]), ()
    shift = lexicon.to_context.get(words, 0)
    base = years.named_in_sentence(at) if words in lexicon.anaphoric else years.spoken_of(at)
    if base is None:
        return None, ()
    return base + shift, (("implied-year", "counted from the year that the text speaks of"),)


def _year(words: str, lexicon: _Lexicon) -> int | None:
    return int(words) if words.isascii() and words.isdigit() else lexicon.number(words.replace("O", "0"))


def _end(year: int, groups: Mapping[str, str | None], lexicon: _Lexicon) -> str | None:
    """The end of a range; None where the date is a single point."""
    if not any(groups.get(name) for name in ("y2", "yy2", "m2", "d2", "part2", "roc2")):
        return None
    last = year
    if groups.get("y2"):
        last = _year(groups["y2"] or "", lexicon) or year
    elif groups.get("yy2"):
        last = year // 100 * 100 + int(groups["yy2"] or 0)
    elif groups.get("roc2"):
        last = int(groups["roc2"] or 0) + dates.FIRST_ROC_YEAR
    elif groups.get("rel2"):
        last = year + (lexicon.to_context.get(groups["rel2"] or "") or 0)
    inherited = dict(groups)
    if groups.get("d2") and not groups.get("m2"):
        inherited["m2"] = groups.get("m")
    return _point(last, inherited, "2", lexicon)


def _point(year: int, groups: Mapping[str, str | None], suffix: str, lexicon: _Lexicon) -> str:
    month = groups.get(f"m{suffix}") or (groups.get("m_hanzi") if not suffix else None)
    day = groups.get(f"d{suffix}") or (groups.get("d_hanzi") if not suffix else None)
    if month:
        return dates.day(year, lexicon.number(month), lexicon.number(day) if day else None)
    part = groups.get(f"part{suffix}")
    return _part_of_year(year, part, lexicon) if part else dates.day(year)


def _part_of_year(year: int, part: str, lexicon: _Lexicon) -> str:
    word = part
    for prefix in lexicon.part_prefix:
        word = word.removeprefix(prefix)
    months = lexicon.part.get(word)
    if months is None and word.endswith(lexicon.part_last):
        months = lexicon.part.get(word[:-1], "").rpartition("/")[2]
    return "/".join(f"{year:04d}-{month}" for month in months.split("/")) if months else dates.day(year)


def _joined(first: str, last: str) -> str:
    """One interval; the ends' own intervals (下半年) give their outer months."""
    start, end = first.partition("/")[0], last.rpartition("/")[2]
    return start if start == end else f"{start}/{end}"


def _without_day(value: str) -> str:
    return "/".join(point[:7] for point in value.split("/"))


def _plan(_rule: Rule, match: re.Match[str], lexicon: _Lexicon, _years: Years) -> _Reading | None:
    groups = match.groupdict()
    name = groups.get("quoted") or groups.get("plan") or groups.get("old")
    number = lexicon.plans.get(name) if name else lexicon.number(groups.get("ordinal") or "")
    if number is None:
        return None
    first = FIRST_PLAN + 5 * number
    stage = lexicon.stage.get(groups.get("stage") or groups.get("end") or "", "")
    which, _, count = stage.partition(" ")
    length = int(count or 1)
    if which == "last":
        first, last = first + 5 - length, first + 4
    else:
        last = first + (length if which else 5) - 1
    return _Reading("DATE", _joined(dates.day(first), dates.day(last)))


def _past(_rule: Rule, match: re.Match[str], lexicon: _Lexicon, years: Years) -> _Reading | None:
    """The last n years: before the year of the document, or up to it where it was issued late in the year."""
    count = lexicon.number(match["n"])
    last = years.reported(match.start())
    if count is None or last is None:
        return None
    value = _joined(dates.day(last - count + 1), dates.day(last))
    return _Reading("DATE", value, (("implied-year", "counted back from the date of the document"),))


def _length(_rule: Rule, match: re.Match[str], lexicon: _Lexicon, _years: Years) -> _Reading | None:
    groups = match.groupdict()
    shape = lexicon.length.get(match["unit"])
    if shape is None:
        return None
    if "%" not in shape:
        return _Reading("DURATION", "P6M")
    ends = [
        _duration(shape, groups[name], bool(groups.get("half")), lexicon) for name in ("n", "n2") if groups.get(name)
    ]
    return None if None in ends else _Reading("DURATION", "/".join(str(end) for end in ends))


def _duration(shape: str, words: str | None, half: bool, lexicon: _Lexicon) -> str | None:
    """`P3Y` of 三 in the shape `P%Y`; halves of a year in months."""
    value = parse_number(words or "", lexicon.pack)
    if value is None:
        return None
    if shape.endswith("%Y") and (half or value != int(value)):
        return f"P{int((value * 12) + (6 if half else 0))}M"
    if shape.endswith(("%Q", "%H")) and not shape.startswith("PT"):
        return f"P{int(value * (3 if shape.endswith('Q') else 6))}M"
    return shape.replace("%", f"{value.normalize():f}")


def _recur(_rule: Rule, match: re.Match[str], lexicon: _Lexicon, _years: Years) -> _Reading | None:
    groups = match.groupdict()
    shape = lexicon.recurrence.get(match["unit"])
    if shape is None:
        return None
    if "%" not in shape:
        return _Reading("SET", shape)
    ends = [_duration(shape, groups.get(name), False, lexicon) for name in ("n", "n2") if groups.get(name)]
    if not ends:
        return _Reading("SET", _duration(shape, "1", False, lexicon) or "")
    return None if None in ends else _Reading("SET", "/".join(str(end) for end in ends))


def _decade(_rule: Rule, match: re.Match[str], lexicon: _Lexicon, years: Years) -> _Reading | None:
    decade = lexicon.number(match["decade"])
    century = match.groupdict().get("century") or ""
    words = "".join(char for char in century if lexicon.number(char) is not None)
    number = lexicon.number(words) if words else None
    issued = years.near(match.start())
    if decade is None or (number is None and issued is None):
        return None
    if number is None:
        present = (issued or 0) // 100 + 1
        passed = decade <= (issued or 0) % 100 + NEXT_DECADE
        last = century.startswith(lexicon.this_century) or (not century and passed)
        number = present if last else max(present - 1, OLDEST_BARE_CENTURY)
    return _Reading("DATE", f"{(number - 1) * 10 + decade // 10}X")


def _word_of_year(rule: Rule, match: re.Match[str], _lexicon: _Lexicon, years: Years) -> _Reading | None:
    issued = years.issued(match.start())
    if issued is None:
        return None
    return _Reading(
        "DATE", _joined(dates.day(issued + int(rule.get("since", 0))), dates.day(issued + int(rule.get("until", 0))))
    )


def _end_of_century(_rule: Rule, match: re.Match[str], lexicon: _Lexicon, years: Years) -> _Reading | None:
    written = match.groupdict().get("y")
    first = _year(written, lexicon) if written else None
    base = first if written else years.near(match.start())
    if base is None:
        return None
    last = dates.day(-(-base // 100) * 100)
    return _Reading("DATE", last if first is None else f"{dates.day(first)}/{last}")


def _term(_rule: Rule, match: re.Match[str], lexicon: _Lexicon, years: Years) -> _Reading | None:
    issued = years.issued(match.start())
    if issued is None:
        return None
    length = lexicon.term["years"]
    first = lexicon.term["began"] + (issued - lexicon.term["began"]) // length * length
    last = dates.day(first + length - 1)
    value = last if match[0].endswith(lexicon.part_last) else f"{dates.day(first)}/{last}"
    return _Reading("DATE", value, (("term-of-office", "governments of cities and counties have other terms"),))


def _word(rule: Rule, _match: re.Match[str], _lexicon: _Lexicon, _years: Years) -> _Reading | None:
    return _Reading(rule.get("type"), rule.get("value"))


_READINGS = {
    "date": _date,
    "plan": _plan,
    "past": _past,
    "length": _length,
    "recur": _recur,
    "decade": _decade,
    "end-of-century": _end_of_century,
    "word-of-year": _word_of_year,
    "term": _term,
    "word": _word,
}
