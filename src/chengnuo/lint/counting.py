"""Numbers beside what they count: announced lists, wholes and their parts, shares of one whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile

from chengnuo.lint.findings import LintFinding
from chengnuo.messages import number, say, say_bound, sentence
from chengnuo.model import Quantity
from chengnuo.numbers import parse_number
from chengnuo.packs import Pack, alternation
from chengnuo.remembered import compiled
from chengnuo.sides import Line, Place, Side
from chengnuo.spans import Span

# A list may differ from its number by half at most; beyond that the number counts something else.
MOST_APART = Decimal("0.5")
# A list of numbered lines has so many at least.
LEAST_BELOW = 3
# Three or more parts that come this near to their whole are meant to make it up.
NEARLY = Decimal("0.2")
THREE = 3
# Shares are rounded: three of them may miss 100 by so much.
ROUNDING = Decimal("0.2")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_CLAUSE = re.compile(r"[^\uff0c\u3002\uff1b\uff1a\uff01\uff1f,;:!?\n]+")
_SENTENCE = re.compile(r"[^\u3002\uff1b;\n]+")
_BRACKETED = re.compile(r"[\uff08(][^\uff08\uff09()]{0,200}[\uff09)]")


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns of `lint.toml` for lists."""

    count: re.Pattern[str]
    heads: re.Pattern[str]
    dated: re.Pattern[str]
    last: re.Pattern[str]
    verbs: re.Pattern[str]
    not_before: re.Pattern[str]
    not_items: re.Pattern[str]
    comma: str
    least: int


@lru_cache(maxsize=8)
def _words(pack: Pack) -> _Words:
    return _Words(
        count=pack.pattern("lint", "list", "count"),
        heads=pack.pattern("lint", "list", "heads"),
        dated=pack.pattern("lint", "list", "dated"),
        last=pack.pattern("lint", "list", "last"),
        verbs=compiled(alternation(pack.words("lint", "list", "verbs")) + r"?$"),
        not_before=pack.pattern("lint", "list", "not_before"),
        not_items=pack.pattern("lint", "list", "not_items"),
        comma="\u3001",
        least=int(pack.table("lint", "list")["least"]),
    )


def counts(side: Side, pack: Pack) -> Iterator[LintFinding]:
    """Lists that hold more or fewer items than the number beside them says."""
    words = _words(pack)
    for line in side.lines:
        if words.comma in line.text:
            yield from _counted_after(line, words, pack)
            yield from _counted_before(line, words, pack)


def _counted_after(line: Line, words: _Words, pack: Pack) -> Iterator[LintFinding]:
    """A、B、C3所学校: the number closes the list."""
    masked = _BRACKETED.sub(lambda m: m[0].replace(words.comma, "\uff0f"), line.text)
    for clause in _CLAUSE.finditer(masked):
        items = clause[0].split(words.comma)
        for at in range(words.least - 1, len(items)):
            found = words.count.search(items[at])
            before = items[at][: found.start()] if found else ""
            if not found or not before or words.not_before.search(before):
                continue
            listed = [words.dated.sub("", items[0]), *items[1:at], before]
            if _is_list(listed, words):
                yield from _judged(listed, found, line, words, pack)
            break


def _counted_before(line: Line, words: _Words, pack: Pack) -> Iterator[LintFinding]:
    """3所学校：A、B、C: the number opens the list."""
    for found in words.heads.finditer(line.text):
        listed = found["items"].split(words.comma)
        if words.not_before.search(line.text[: found.start()]) or not _is_list(listed, words):
            continue
        yield from _judged(listed, found, line, words, pack)


def lists_below(side: Side, pack: Pack) -> Iterator[LintFinding]:
    """以下六件实事： with five numbered lines below it."""
    opens = pack.pattern("lint", "list", "below")
    styles = [(style.id, style.pattern) for style in pack.rules("lint", "style") if style.id != "spoken"]
    lines = [line for line in side.lines if line.kind != "cell"]
    for at, line in enumerate(lines):
        found = opens.search(line.text)
        said = parse_number(found["count"], pack) if found else None
        if found is None or said is None or said < LEAST_BELOW:
            continue
        listed = list(_numbered(lines, at, styles, pack))
        if len(listed) >= LEAST_BELOW and said != len(listed) and abs(said - len(listed)) <= MOST_APART * said:
            facts = {"count": number(said), "unit": found["unit"], "listed": str(len(listed))}
            words = sentence(pack, [say(pack, "lint.count", **facts)])
            yield LintFinding(code="count", because=words, spans=(line.place, listed[-1].place))


def spoken_below(side: Side, pack: Pack) -> Iterator[LintFinding]:
    """实施三项工程：一是…；二是…: a number that announces items counted in words, in one paragraph or several."""
    opens, item = pack.pattern("lint", "list", "spoken"), pack.pattern("lint", "list", "spoken_item")
    for at, line in enumerate(side.lines):
        for found in opens.finditer(line.text):
            said = parse_number(found["count"], pack)
            more = takewhile(lambda one: item.match(one.text), side.lines[at + 1 :])
            text = "\n".join((line.text, *(one.text for one in more)))
            count = 0
            for one in item.finditer(text, found.end()):
                if parse_number(one["n"], pack) != count + 1:
                    break
                count += 1
            if said is not None and count >= LEAST_BELOW and 0 < abs(said - count) <= MOST_APART * said:
                facts = {"count": number(said), "unit": found["unit"], "listed": str(count)}
                words = sentence(pack, [say(pack, "lint.count", **facts)])
                yield LintFinding(code="count", because=words, spans=(line.place,))


def _numbered(
    lines: Sequence[Line], at: int, styles: Sequence[tuple[str, re.Pattern[str]]], pack: Pack
) -> Iterator[Line]:
    """The lines below the one at `at` that are numbered on from one in the style of the next, up to one in a style that
    stands above."""
    above = {style for line in lines[:at] for style, pattern in styles if pattern.search(line.text)}
    wanted, count = "", 0
    for line in lines[at + 1 :]:
        if line.place.part != lines[at].place.part:
            return
        style, digits = next(
            ((name, hit["n"]) for name, pattern in styles if (hit := pattern.search(line.text))), ("", "")
        )
        if not wanted and style in ("", *above):
            return
        wanted = wanted or style
        if style == wanted:
            if parse_number(digits, pack) != count + 1:
                return
            count += 1
            yield line
        elif style in above:
            return


def _is_list(items: Sequence[str], words: _Words) -> bool:
    """Whether the items are names, as many as make a list, and none says what is done or has its own number."""
    if len(items) < words.least or not all(item.strip() for item in items):
        return False
    inner = items[1:]
    return not any(words.not_items.search(item) for item in items) and not any(
        words.verbs.fullmatch(item.strip()) for item in inner
    )


def _judged(items: Sequence[str], found: re.Match[str], line: Line, words: _Words, pack: Pack) -> Iterator[LintFinding]:
    said = parse_number(found["count"], pack)
    if said is None or said <= 1:
        return
    joined = sum(1 for item in items if words.last.search(item))
    possible = range(len(items), len(items) + joined + 1)
    is_open = bool(found.groupdict().get("open"))
    if said in possible or (is_open and len(items) <= said):
        return
    listed = Decimal(len(items))
    if abs(said - listed) > MOST_APART * max(said, listed):
        return
    facts = {"count": number(said), "unit": found["unit"], "listed": str(len(items))}
    yield LintFinding(code="count", because=sentence(pack, [say(pack, "lint.count", **facts)]), spans=(line.place,))


def sums(side: Side, quantities: Sequence[Quantity], pack: Pack) -> Iterator[LintFinding]:
    """Parts behind 其中 that exceed their whole, or that nearly make it up and do not."""
    marker = pack.pattern("lint", "sum", "parts")
    inside = [q for q in quantities if q.unit and not q.is_share and isinstance(q.value, Decimal)]
    for line in side.lines:
        here = [q for q in inside if line.place.span.contains(q.span)]
        if len(here) < 2:  # a whole and a part
            continue
        for found in _SENTENCE.finditer(line.place.quote):
            mark = marker.search(found[0])
            if mark:
                start = line.place.span.start + found.start()
                yield from _summed(here, Span(start, start + len(found[0])), start + mark.start(), line.place, pack)


def _summed(
    quantities: Sequence[Quantity], sentence_span: Span, mark: int, place: Place, pack: Pack
) -> Iterator[LintFinding]:
    before = [q for q in quantities if sentence_span.start <= q.span.start < mark]
    # Parts told in a bracket end with it; other brackets tell parts of parts.
    inside = next((span for span in _asides(place) if span.start <= mark < span.end), sentence_span)
    asides = [span for span in _asides(place) if span != inside]
    changed = pack.pattern("lint", "sum", "not_part")
    after = [
        q
        for q in quantities
        if mark <= q.span.start < inside.end
        and not any(span.contains(q.span) for span in asides)
        and not changed.search(place.quote[: q.span.start - place.span.start])
    ]
    if not before:
        return
    unit = before[-1].unit
    if after and all(q.unit != unit for q in after):  # 改造小区98个、惠及3万户，其中东区35个、西区60个
        unit = next((q.unit for q in reversed(before) if q.unit == after[0].unit), unit)
    wholes = [q for q in before if q.unit == unit]
    whole = max(wholes, key=_size)
    parts = [q for q in after if q.unit == unit]
    total = sum((_size(q) for q in parts), Decimal(0))
    if any(_size(q) == total for q in wholes) or (len(parts) == 1 and len(wholes) > 1):
        return
    size = _size(whole)
    near = len(parts) >= THREE and abs(total - size) <= NEARLY * size
    if not parts or not (total > size or near) or abs(total - size) <= _rounding([whole, *parts], place):
        return
    words = say(pack, "lint.sum", total=say_bound(pack, "=", size, unit), sum=say_bound(pack, "=", total, unit))
    quotes = (_at(q, place) for q in (whole, *parts))
    yield LintFinding(code="sum", because=sentence(pack, [words]), spans=tuple(quotes))


def _rounding(quantities: Sequence[Quantity], place: Place) -> Decimal:
    """How far a sum may be off because numbers with a fraction are rounded: half a step of each; 0 without any."""
    slack = Decimal(0)
    has_fraction = False
    for one in quantities:
        digits = _DIGITS.search(one.span.shifted(-place.span.start).of(place.quote))
        if digits and Decimal(digits[0]):
            step = (_size(one) / Decimal(digits[0])).scaleb(int(Decimal(digits[0]).as_tuple().exponent))
            has_fraction = has_fraction or "." in digits[0]
            slack += step / 2
    return slack if has_fraction else Decimal(0)


def _asides(place: Place) -> list[Span]:
    """The brackets of a line: what stands in them is a part of a part."""
    return [Span(*found.span()).shifted(place.span.start) for found in _BRACKETED.finditer(place.quote)]


def _size(quantity: Quantity) -> Decimal:
    return quantity.value if isinstance(quantity.value, Decimal) else quantity.value[1]


def _at(quantity: Quantity, place: Place) -> Place:
    inner = quantity.span.shifted(-place.span.start)
    return Place(source=place.source, part=place.part, span=quantity.span, quote=inner.of(place.quote))


def ratios(side: Side, pack: Pack) -> Iterator[LintFinding]:
    """Three shares of one whole (5.2:41.3:54.1) that do not make a hundred."""
    about, pattern = pack.pattern("lint", "sum", "ratio_of"), pack.pattern("lint", "sum", "ratio")
    for line in side.lines:
        for found in (triple for clause in about.finditer(line.text) for triple in pattern.finditer(clause[0])):
            total = sum((Decimal(found[name]) for name in ("a", "b", "c")), Decimal(0))
            # Ratios that are not shares (3:2:1) are far from a hundred.
            if ROUNDING < abs(total - 100) < Decimal(20):
                words = say(pack, "lint.share", sum=number(total))
                yield LintFinding(code="share", because=sentence(pack, [words]), spans=(line.place,))


def shares(side: Side, pack: Pack) -> Iterator[LintFinding]:
    """A part of a whole whose share is not what the two numbers make: 100所，其中公办40所，占50%."""
    pattern = pack.pattern("lint", "sum", "share")
    for line in side.lines:
        for found in pattern.finditer(line.text):
            whole, part, share = (Decimal(found[name]) for name in ("whole", "part", "share"))
            if found["scale"] != found["part_scale"] or not 0 < part <= whole:
                continue
            right = (100 * part / whole).quantize(Decimal("0.1"))
            if abs(right - share) >= 1:
                unit = (found["scale"] or "") + found["unit"]
                facts = {"part": found["part"] + unit, "whole": found["whole"] + unit}
                words = say(pack, "lint.share-of", right=number(right), share=number(share), **facts)
                yield LintFinding(code="share-of", because=sentence(pack, [words]), spans=(line.place,))
