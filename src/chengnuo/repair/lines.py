"""Line breaks inside sentences, page numbers between them, blanks and Markdown at a line's start."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from chengnuo.packs import Pack
from chengnuo.repair.line import GOES_ON, OPEN_FOR, OPENS, Line, Signs, lines_of, signs_of
from chengnuo.spans import Doubt, Edit, Span

_BLANKS = " \t\u00a0\u2002\u2003\u2009\u202f\u205f\u3000"
_MARKDOWN = re.compile(r"(?:#{1,6}[ \u00a0\u3000]+|[-*+] (?=[\u3400-\u9fff（(“*]))+")
_MARKS = "#-*+"
_BOLD = re.compile(r"(?<!\*)\*\*(?=[^\s*])([^*\n]{1,400})(?<=\S)\*\*(?!\*)")

# Prose is told from a cell or a heading by a sign inside and this length: the longest headings of task lists have
# some 25 characters, the shortest lines of a page of prose 28.
_PROSE = 25
# An enumerated line with no full stop inside is a heading up to this length.
_HEADING = 45
# Dashes alone are a cell without a value.
_DASHES = "—–-"
# Words torn from their sentence, a link or a subscript, are at most so many.
_FRAGMENT = 30
# Across empty lines only what is longer than a heading, or has a full stop inside, is taken for a broken sentence: old
# work reports have unnumbered headings with a comma (市场活跃，对外贸易有较大发展).
_SENTENCE = 45
# So many line breaks (two empty lines) stand around such headings where they are longer.
_FAR = 3
# A line that only holds a page number has fewer characters.
_PAGE_NUMBER = 24
# Hard-wrapped lines have up to some 45 characters, and 65 over two columns; a longer line is a whole paragraph.
_PARAGRAPH = 80
# A page break in the middle of a sentence leaves at most so many empty lines and page numbers.
_GAP = 8
# A bracket opened on a line and closed on one of the next ones (PM⏎2.5⏎）holds at most so many characters over there.
_BRACKET_REACH = 60
# Lines this short stand in a flattened table, if most of their neighbours are as short.
_CELL = 14
_NEIGHBOURS = 3
# A text of fewer lines than these has no width to tell; the full lines of a text differ by so much (an indent, a sign
# that may not begin a line, spread Latin letters).
_LINES = 5
# In a text with so many full lines those without a sign inside are no list.
_MANY_LINES = 40
_RAGGED = 5


def find_lines(text: str, pack: Pack) -> tuple[list[Edit], list[Doubt]]:
    """The edits that take blanks and Markdown from line ends, page numbers away, and close up broken sentences."""
    signs = signs_of(pack)
    edits: list[Edit] = list(_bold(text))
    lines: list[Line] = []
    pages: list[int] = []
    for line, page_number in _split(text, signs, edits):
        if page_number:
            pages.append(line.start)
        else:
            lines.append(line)
    joins = sorted(_joins(lines, pages, signs, text), key=lambda e: e.span.start)
    starts = [e.span.start for e in joins]
    edits = [e for e in edits if not _covered(e.span, joins, starts)] + joins
    edits.sort(key=lambda e: e.span.start)
    return edits, []


def joins_near(text: str, places: Sequence[Span], pack: Pack) -> bool:
    """Whether `find_lines` would close up a break near one of the places, in lines that have grown since it looked."""
    signs = signs_of(pack)
    lines = [Line(start, start + len(words), words) for start, words in lines_of(text)]
    starts = [line.start for line in lines]
    grown = {bisect_right(starts, place.start) - 1 for place in places}
    near = {at for line in grown for at in range(max(1, line - _NEIGHBOURS), line + _NEIGHBOURS + 2)}
    return len(lines) > 1 and bool(_joined(_context(lines, (), signs), near, text)[1])


def _split(text: str, signs: Signs, edits: list[Edit]) -> Iterator[tuple[Line, bool]]:
    """The lines with words, and whether each is a page number; what is trimmed goes into `edits`."""
    at = 0
    for raw in text.split("\n"):
        end = at + len(raw)
        words = raw.strip(_BLANKS)
        if not words:
            if raw:
                edits.append(Edit(Span(at, end), "", "blank-line"))
            at = end + 1
            continue
        start, stop = at, end
        if len(words) < len(raw):
            start += len(raw) - len(raw.lstrip(_BLANKS))
            stop = start + len(words)
        if stop < end:
            edits.append(Edit(Span(stop, end), "", "trailing-blank"))
        bare = words.replace("**", "") if "**" in words else words
        if len(words) < _PAGE_NUMBER and signs.page_number.match(bare):
            edits.append(Edit(Span(at, stop), "", "page-number"))
            yield Line(start, stop, words), True
        else:
            if start > at:
                edits.append(Edit(Span(at, start), "", "indent"))
            mark = _MARKDOWN.match(words) if words[0] in _MARKS else None
            if mark:
                edits.append(Edit(Span(start, start + mark.end()), "", "markdown"))
                start, bare = start + mark.end(), words[mark.end() :].replace("**", "")
            yield Line(start, stop, bare), False
        at = end + 1


def _bold(text: str) -> Iterator[Edit]:
    if "**" not in text:
        return
    for m in _BOLD.finditer(text):
        yield Edit(Span(m.start(), m.start() + 2), "", "markdown")
        yield Edit(Span(m.end() - 2, m.end()), "", "markdown")


def _covered(span: Span, joins: Sequence[Edit], starts: Sequence[int]) -> bool:
    """Whether an edit lies within one of the joins, which begin at `starts`."""
    at = bisect_right(starts, span.start) - 1
    return at >= 0 and joins[at].span.contains(span)


def _joins(lines: Sequence[Line], pages: Sequence[int], signs: Signs, text: str) -> list[Edit]:
    """The edits that close up each break inside a sentence.

    What has been joined is looked at again as one line: a line of few words may be the middle of a sentence.
    """
    joins: list[Edit] = []
    before: _Context | None = None
    places: Set[int] = frozenset(range(1, len(lines)))
    while lines:
        context = _context(lines, pages, signs)
        if before is not None and before.width == context.width:
            places = _changed(before.lines, lines)
        lines, more = _joined(context, places, text)
        if not more:
            break
        joins += more
        before = context
        places = frozenset(range(1, len(lines)))
    return joins


def _changed(before: Sequence[Line], lines: Sequence[Line]) -> Set[int]:
    """The places of lines that have one near them that was joined: the others would be judged as before."""
    kept = set(map(id, before))
    joined = [place for place, line in enumerate(lines) if id(line) not in kept]
    return {near for place in joined for near in range(place - _NEIGHBOURS, place + _NEIGHBOURS + 2)}


def _joined(context: _Context, places: Set[int], text: str) -> tuple[list[Line], list[Edit]]:
    """The lines after one round, and its edits; a line grows by what is joined to it.

    Only the lines at `places`, and those below one that has just grown, may be joined to the one above.
    """
    joins: list[Edit] = []
    lines: list[Line] = []
    done = 0  # so many lines of the context have been taken over
    for place in sorted(places):
        if not done <= place < len(context.lines) or not place:
            continue
        lines += context.lines[done:place]
        done = place
        while done < len(context.lines):
            join, past = _join(lines[-1], context, done, text)
            if join is None:
                break
            joins.append(join)
            line, below = lines[-1], context.lines[past - 1]
            lines[-1] = Line(line.start, below.end, line.words + join.replacement + below.words)
            done = past
    return [*lines, *context.lines[done:]], joins


def _join(line: Line, context: _Context, place: int, text: str) -> tuple[Edit | None, int]:
    """The edit that closes up the break between a line and the one at `place`, or behind the bare page number there,
    if its sentence goes on; and the place of the line that is next."""
    below = context.lines[place]
    if below.begins(context.signs) == OPENS:
        return None, place
    gap = text.count("\n", line.end, below.start)
    if _is_number_between(line, context, place):
        place += 1
        gap += 1
        below = context.lines[place]
    apart = gap if gap > 1 and not _is_page_between(line, below, context) else 0
    if gap > _GAP or not _goes_on(line, below, context, place, apart):
        return None, place
    between = " " if _latin(line, below) else ""
    rule = "line-break" if gap == 1 else "page-break"
    return Edit(Span(line.end, below.start), between, rule), place + 1


@dataclass(frozen=True, slots=True)
class _Context:
    """All lines of the text, the width of a hard wrap (0 for none) and how many lines have it, what are bare numbers,
    where pages end."""

    lines: Sequence[Line]
    signs: Signs
    width: int
    wrapped: int
    numbers: frozenset[int]
    pages: Sequence[int]


def _context(lines: Sequence[Line], pages: Sequence[int], signs: Signs) -> _Context:
    numbers = frozenset(int(line.words) for line in lines if _is_number(line))
    return _Context(lines, signs, *_wrap_width(lines, signs), numbers, pages)


def _is_number(line: Line) -> bool:
    """Whether a line is a bare number: a page's, or one in a table."""
    return len(line.words) <= 4 and line.words.isdecimal()


def _is_page_between(above: Line, below: Line, context: _Context) -> bool:
    at = bisect_right(context.pages, above.end)
    return at < len(context.pages) and context.pages[at] < below.start


def _is_number_between(above: Line, context: _Context, place: int) -> bool:
    """Whether the line at `place` is a bare page number: the sentence before it goes on after it."""
    lines = context.lines
    if place + 1 >= len(lines) or not _is_number(lines[place]) or above.words[-1:].isascii():
        return False
    number = int(lines[place].words)
    if not (number - 1 in context.numbers and number > 1) and number + 1 not in context.numbers:
        return False
    return _plain(above, context.signs) and _goes_on(above, lines[place + 1], context, place + 1, 2)


def _latin(above: Line, below: Line) -> bool:
    """Whether two Latin words meet."""
    meeting = above.words[-1:] + below.words[:1]
    return meeting.isascii() and meeting.isalpha()


def _goes_on(above: Line, below: Line, context: _Context, place: int, apart: int) -> bool:
    """Whether the sentence of `above` goes on in `below`, the line at `place`.

    `apart` is the number of line breaks between them, 0 where they follow each other or are parted by a page's end.
    """
    signs, lines = context.signs, context.lines
    beginning = below.begins(signs)
    if beginning == GOES_ON:
        return not _is_number(above)
    if beginning == OPENS:
        return False
    if (above.leaves_open(signs) and _bracket_closes(above.words, lines[place : place + 3], signs)) or _quote_closes(
        above.words, below.words
    ):
        return True
    if _is_number(below):
        return False
    if signs.open_end.search(above.words[-1:]) and above.words.strip(_DASHES):
        return True
    if above.is_ended(signs):
        return False
    if _is_fragment(above, below, context, place):
        return True
    if not apart and _is_full(above, context) and (_plain(above, signs) or _is_wrapped(above, context)):
        return not _among_cells(lines, place)
    if not _plain(above, signs) or not signs.prose.search(below.words):
        return False
    if apart and (len(above.words) < _SENTENCE or apart >= _FAR) and not signs.stop.search(above.words):
        return False
    if not apart and _ends_in_heading(lines[place - 1], context):
        return False
    return not _among_cells(lines, place)


def _ends_in_heading(line: Line, context: _Context) -> bool:
    """Whether a heading stands behind the last sentence of a line that is a whole paragraph."""
    whole = not context.width and len(line.words) >= _PARAGRAPH
    return whole and context.signs.heading_at_end.search(line.words) is not None


def _is_fragment(above: Line, below: Line, context: _Context, place: int) -> bool:
    """Whether `below` is a few words torn from a sentence that goes on with a comma on the line after them."""
    signs, lines = context.signs, context.lines
    if place + 1 >= len(lines) or len(below.words) > _FRAGMENT or signs.opening.match(above.words):
        return False
    return lines[place + 1].begins(signs) == GOES_ON and not _is_number(above)


def _plain(line: Line, signs: Signs) -> bool:
    """Whether a line is running text: long, with a sign inside, and no heading.

    A short numbered line is a heading, unless a sentence ends inside it: then its text has begun.
    """
    if len(line.words) < _PROSE or not signs.prose.search(line.words):
        return False
    numbered = signs.opening.match(line.words) and len(line.words) <= _HEADING
    return not numbered or signs.stop.search(line.words[:-1]) is not None


def _bracket_closes(above: str, below: Sequence[Line], signs: Signs) -> bool:
    """Whether the bracket left open in `above` is closed in the lines below before another is opened."""
    above = above[-OPEN_FOR:]
    for opener, closer in signs.pairs:
        last = above.rfind(opener)
        if last < 0 or closer in above[last:]:
            continue
        reach = ""
        for line in below:
            reach += line.words
            at = reach.find(closer)
            if 0 <= at <= _BRACKET_REACH and opener not in reach[:at]:
                return True
            if signs.opening.match(line.words) or len(reach) > _BRACKET_REACH:
                break
    return False


def _quote_closes(above: str, below: str) -> bool:
    """Whether a straight quotation mark left open in `above` is closed in `below`."""
    return 0 < below.find('"') <= _BRACKET_REACH and below.count('"') % 2 == 1 and above.count('"') % 2 == 1


def _among_cells(lines: Sequence[Line], place: int) -> bool:
    """Whether most lines around are as short as the cells of a table."""
    near = [*lines[max(0, place - 1 - _NEIGHBOURS) : place - 1], *lines[place + 1 : place + 1 + _NEIGHBOURS]]
    short = sum(1 for line in near if len(line.words) <= _CELL)
    return len(near) > 0 and short * 2 > len(near)


def _is_full(line: Line, context: _Context) -> bool:
    """Whether the line goes to where the text is hard-wrapped."""
    return 0 < context.width <= line.width() + _RAGGED


def _is_wrapped(line: Line, context: _Context) -> bool:
    """Whether the line is one of many that were wrapped, and not the heading of what is below."""
    wrapped = context.wrapped >= _MANY_LINES and line.width() <= context.width
    return wrapped and line.begins(context.signs) != OPENS


def _wrap_width(lines: Sequence[Line], signs: Signs) -> tuple[int, int]:
    """The width at which the text is hard-wrapped (a Chinese character is two wide), and how many lines have it.

    Both are 0 where it is not.

    Most lines of hard-wrapped text have one full width (boxes and tables of contents another), and most of those end
    inside a sentence.
    """
    prose = [line for line in lines if len(line.words) >= _PROSE]
    if len(prose) < _LINES:
        return 0, 0
    widths = Counter(line.width() for line in prose)
    full = {width: sum(widths[near] for near in range(width - _RAGGED, width + 1)) for width in widths}
    best = max(full, key=lambda width: (full[width], -width))
    if full[best] * 2 <= len(prose):
        return 0, 0
    ended = sum(1 for line in prose if best - _RAGGED <= line.width() <= best and line.is_ended(signs))
    return (best, full[best]) if ended * 2 <= full[best] else (0, 0)
