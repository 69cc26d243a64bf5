"""What a reader reckons up again: a rise from one number to another and its size, a period and its ends."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from chengnuo.lint.findings import LintFinding
from chengnuo.messages import number, rounded, say, sentence
from chengnuo.numbers import parse_number
from chengnuo.packs import Pack
from chengnuo.sides import Line, Place, Side
from chengnuo.spans import Span

# A growth is given in per cent rounded to a digit or two: so much apart is no error of rounding.
APART = Decimal("0.6")
# … and one that is far from right counts something else.
FAR = Decimal("0.6")


def rises(side: Side, pack: Pack) -> Iterator[LintFinding]:
    """由50万吨增加到80万吨，增长50%: the growth is not what the two numbers make."""
    pattern = pack.pattern("lint", "growth", "pattern")
    for line in side.lines:
        for found in pattern.finditer(line.text):
            right = _growth(found, pack)
            said = Decimal(found["size"])
            if right is None or said == 0:
                continue
            slack = APART + _slack(found, right)
            if slack < abs(right - said) <= FAR * max(right, said):
                sign = found["sign"]
                facts = {"before": found["before"] + found["scale"] + found["unit"], "sign": sign}
                facts |= {"after": found["after"] + found["scale_after"] + found["unit"]}
                words = say(pack, "lint.growth", right=number(rounded(right)), said=number(said), **facts)
                yield LintFinding(code="growth", because=sentence(pack, [words]), spans=(_at(line, found.span()),))


def periods(side: Side, pack: Pack) -> Iterator[LintFinding]:
    """2024年6月至2024年3月: a period that ends before it begins."""
    pattern = pack.pattern("lint", "period", "pattern")
    for line in side.lines:
        for found in pattern.finditer(line.text):
            begins, ends = (_day(found, part) for part in ("first", "last"))
            both = min(len(begins), len(ends))
            if ends[:both] < begins[:both]:
                words = say(pack, "lint.period", period=found[0])
                yield LintFinding(code="period", because=sentence(pack, [words]), spans=(_at(line, found.span()),))


def answers(side: Side, pack: Pack) -> Iterator[LintFinding]:
    """满意的占62%，基本满意的占31%，不满意的占9%: one denies the others, so that they share a hundred at most."""
    pattern, no = pack.pattern("lint", "sum", "answer"), pack.pattern("lint", "sum", "no")
    for line in side.lines:
        for given in _side_by_side(pattern.finditer(line.text)):
            of = {found["of"] for one in given if (found := no.search(one["answer"]))}
            alike = [one for one in given if one["answer"].endswith(tuple(of))]
            shares = [Decimal(one["share"]) for one in alike]
            slack = sum((Decimal(1).scaleb(int(share.as_tuple().exponent)) / 2 for share in shares), Decimal(0))
            if len(of) == 1 and len(shares) > 1 and sum(shares, Decimal(0)) > 100 + slack:
                words = say(pack, "lint.share", sum=number(sum(shares, Decimal(0))))
                place = _at(line, (alike[0].start(), alike[-1].end()))
                yield LintFinding(code="share", because=sentence(pack, [words]), spans=(place,))


def _side_by_side(found: Iterable[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """The matches in runs parted by nothing but a mark."""
    run: list[re.Match[str]] = []
    for one in found:
        if run and one.start() - run[-1].end() > 1:
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _growth(found: re.Match[str], pack: Pack) -> Decimal | None:
    """The size of the change in per cent of the first number; of two per cents, in points."""
    before, after = _scaled(found, "before", "scale", pack), _scaled(found, "after", "scale_after", pack)
    if found["unit"] in ("%", "\uff05"):
        return abs(after - before) if found["sign"] != found["unit"] else None
    if before == 0 or found["sign"] not in ("%", "\uff05"):
        return None
    return 100 * abs(after - before) / before


def _scaled(found: re.Match[str], part: str, scale: str, pack: Pack) -> Decimal:
    return parse_number(found[part] + found[scale], pack) or Decimal(0)


def _slack(found: re.Match[str], right: Decimal) -> Decimal:
    """How far the growth may be off because the two numbers are rounded, in per cent."""
    parts = (Decimal(found[part]) for part in ("before", "after"))
    steps = [Decimal(1).scaleb(int(part.as_tuple().exponent)) / 2 / part for part in parts if part]
    return (100 + right) * sum(steps, Decimal(0)) if found["unit"] not in ("%", "\uff05") else Decimal(0)


def _day(found: re.Match[str], part: str) -> tuple[int, ...]:
    """Year, month and day, as far as they are given."""
    given = (found[f"{part}_{name}"] for name in ("year", "month", "day"))
    return tuple(int(digits) for digits in given if digits)


def _at(line: Line, span: tuple[int, int]) -> Place:
    """The words of the line, where they stand in the source as they are; else the line."""
    place = line.place
    words = line.text[span[0] : span[1]]
    at = place.quote.find(words)
    if at < 0:
        return place
    return Place(
        source=place.source, part=place.part, quote=words, span=Span(at, at + len(words)).shifted(place.span.start)
    )
