"""Line breaks inside sentences, page numbers between them, blanks and Markdown at a line's start."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property
from operator import attrgetter

from chengnuo.packs import Pack
from chengnuo.remembered import compiled
from chengnuo.repair.line import OPEN_FOR, Line, Signs, lines_of, signs_of
from chengnuo.repair.torn import find_torn
from chengnuo.spans import Change, Doubt

_BLANKS = " \t\u00a0\u2002\u2003\u2009\u202f\u205f\u3000"
_MARKDOWN = compiled(r"(?:#{1,6}[ \u00a0\u3000]+|[-*+] (?=[\u3400-\u9fff（(“*]))+")
_MARKS = "#-*+"
_HAN = compiled(r"[\u3400-\u9fff]+")
_BOLD = compiled(r"(?<!\*)\*\*(?=[^\s*])([^*\n]{1,400})(?<=\S)\*\*(?!\*)")

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
# The two halves of a word of the text, parted by an empty line, stand together so often elsewhere.
_AGAIN = 2
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


def find_lines(text: str, pack: Pack) -> tuple[list[Change], list[Doubt]]:
    """The edits that take blanks and Markdown from line ends, page numbers away, and close up broken sentences."""
    signs = signs_of(pack)
    lines, pages, edits = _split(text, signs)
    edits += _bold(text)
    joins = sorted(_joins(lines, pages, signs, text))
    starts = [start for start, *_ in joins]
    edits = [edit for edit in edits if not _covered(edit, joins, starts)] + joins
    edits.sort()
    return edits, []


def joins_near(text: str, places: Sequence[int], pack: Pack) -> bool:
    """Whether `find_lines` would close up a break near one of the places, in lines that have grown since it looked."""
    signs = signs_of(pack)
    lines = [Line(start, start + len(words), words) for start, words in lines_of(text)]
    context = _Context(text, lines, (), signs, find_torn(lines, signs))
    near = _near({bisect_right(lines, place, key=attrgetter("start")) - 1 for place in places})
    return any(_onward(lines[place - 1], context, place) for place in _candidates(context, near))


def _split(text: str, signs: Signs) -> tuple[list[Line], list[int], list[Change]]:
    """The lines with words, where page numbers stand, and the edits that take them and what is around words away."""
    lines: list[Line] = []
    pages: list[int] = []
    edits: list[Change] = []
    page_number = signs.page_number.match
    end = -1
    for raw in text.split("\n"):
        at = end = end + 1
        if not raw:
            continue
        end += len(raw)
        words = raw.strip(_BLANKS)
        if not words:
            edits.append((at, end, "", "blank-line"))
            continue
        start, stop = at, end
        if words is not raw:
            start += raw.index(words[0])
            stop = start + len(words)
            if stop < end:
                edits.append((stop, end, "", "trailing-blank"))
        bare = words.replace("**", "") if "**" in words else words
        if len(words) < _PAGE_NUMBER and page_number(bare):
            edits.append((at, stop, "", "page-number"))
            pages.append(start)
            continue
        if start > at:
            edits.append((at, start, "", "indent"))
        mark = _MARKDOWN.match(words) if words[0] in _MARKS else None
        if mark:
            edits.append((start, start + mark.end(), "", "markdown"))
            start, bare = start + mark.end(), words[mark.end() :].replace("**", "")
        lines.append(Line(start, stop, bare))
    return lines, pages, edits


def _bold(text: str) -> Iterator[Change]:
    if "**" not in text:
        return
    for m in _BOLD.finditer(text):
        yield m.start(), m.start() + 2, "", "markdown"
        yield m.end() - 2, m.end(), "", "markdown"


def _covered(edit: Change, joins: Sequence[Change], starts: Sequence[int]) -> bool:
    """Whether an edit lies within one of the joins, which begin at `starts`."""
    at = bisect_right(starts, edit[0]) - 1
    return at >= 0 and edit[1] <= joins[at][1]


def _joins(lines: Sequence[Line], pages: Sequence[int], signs: Signs, text: str) -> list[Change]:
    """The edits that close up each break inside a sentence.

    What has been joined is looked at again as one line: a line of few words may be the middle of a sentence.
    """
    joins: list[Change] = []
    places: Iterable[int] = range(len(lines))
    width = -1
    torn = find_torn(lines, signs)
    while places:
        context = _Context(text, lines, pages, signs, torn)
        lines, more, grown = _joined(context, places if context.width == width else range(len(lines)))
        joins += more
        width, places = context.width, _near(grown)
    return joins


def _near(grown: Iterable[int]) -> Set[int]:
    """The places of lines that have one of these near them; the others are judged as before these grew."""
    return {near for place in grown for near in range(place - _NEIGHBOURS, place + _NEIGHBOURS + 2)}


def _candidates(context: _Context, places: Iterable[int]) -> Iterator[int]:
    """Those of the places at which the sentence of the line above may go on.

    In hard-wrapped text it may anywhere, else a line shorter than prose goes on only where some sign says so.
    """
    lines, signs, is_wrapped = context.lines, context.signs, context.width > 0
    for place in places:
        if not 0 < place < len(lines):
            continue
        above, below = lines[place - 1], lines[place]
        if (
            below.goes_on(signs)
            or below.start in context.torn
            or (
                (
                    is_wrapped
                    or len(above.words) >= _PROSE
                    or '"' in below.words
                    or above.words[-1:] in signs.open_ends
                    or (place + 1 < len(lines) and lines[place + 1].goes_on(signs))
                    or above.leaves_open(signs)
                )
                and not below.opens(signs)
            )
        ):
            yield place


def _joined(context: _Context, places: Iterable[int]) -> tuple[list[Line], list[Change], list[int]]:
    """The lines after one round, its edits, and the places of the lines that have grown by what was joined to them.

    Only the lines at `places`, and those below one that has just grown, may be joined to the one above.
    """
    joins: list[Change] = []
    grown: list[int] = []
    lines: list[Line] = []
    done = 0  # so many lines of the context have been taken over
    for place in _candidates(context, sorted(places)):
        if place < done:
            continue
        lines += context.lines[done:place]
        done = place
        while done < len(context.lines):
            line = lines[-1]
            onward = _onward(line, context, done)
            if onward is None:
                break
            numbers, breaks = onward
            below = context.lines[done + numbers]
            between = " " if _latin(line, below) else ""
            joins.append((line.end, below.start, between, "line-break" if breaks == 1 else "page-break"))
            words = line.words + between + below.words
            lines[-1] = Line(line.start, below.end, words)
            grown.append(len(lines) - 1)
            done += numbers + 1
    return [*lines, *context.lines[done:]], joins, grown


def _onward(above: Line, context: _Context, place: int) -> tuple[int, int] | None:
    """How many page numbers and line breaks lie between a line and the words from `place` on with which its sentence
    goes on; None where it ends with the line."""
    numbers = _numbers_between(above, context, place)
    if numbers is None or (breaks := context.breaks(above, place, numbers)) > _GAP:
        return None
    return numbers, breaks


def _numbers_between(line: Line, context: _Context, place: int) -> int | None:
    """How many page numbers, none or one, stand from `place` on before the words with which the sentence of a line goes
    on; None where it ends with the line."""
    if context.lines[place].start in context.torn:
        return None if line.is_ended(context.signs) else 0
    if _is_page_number(line, context, place) and _goes_on(line, context, place, numbers=1):
        return 1
    return 0 if _goes_on(line, context, place, numbers=0) else None


class _Context:
    """All lines of a text, and where its pages end; what they tell together is found when it is first asked for."""

    def __init__(self, text: str, lines: Sequence[Line], pages: Sequence[int], signs: Signs, torn: Set[int]) -> None:
        self.text = text
        self.lines = lines
        self.pages = pages
        self.signs = signs
        self.torn = torn

    @cached_property
    def width(self) -> int:
        """The width of a hard wrap, 0 for none."""
        return self._wrap[0]

    @cached_property
    def wrapped(self) -> int:
        """How many lines have that width."""
        return self._wrap[1]

    @cached_property
    def _wrap(self) -> tuple[int, int]:
        return _wrap_width(self.lines, self.signs)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The bare numbers among the lines."""
        return frozenset(int(line.words) for line in self.lines if _is_number(line))

    def breaks(self, above: Line, place: int, numbers: int) -> int:
        """The line breaks between a line and the one behind so many page numbers at `place`."""
        return self.text.count("\n", above.end, self.lines[place].start) + numbers

    def is_page_between(self, above: Line, below: Line) -> bool:
        at = bisect_right(self.pages, above.end)
        return at < len(self.pages) and self.pages[at] < below.start


def _is_number(line: Line) -> bool:
    """Whether a line is a bare number: a page's, or one in a table."""
    return len(line.words) <= 4 and line.words.isdecimal()


def _is_page_number(above: Line, context: _Context, place: int) -> bool:
    """Whether the line at `place` may be a page number in the midst of running text."""
    lines = context.lines
    if not _is_number(lines[place]) or place + 1 >= len(lines) or above.words[-1:].isascii():
        return False
    number = int(lines[place].words)
    in_order = (number > 1 and number - 1 in context.numbers) or number + 1 in context.numbers
    return in_order and _plain(above, context.signs)


def _latin(above: Line, below: Line) -> bool:
    """Whether two Latin words meet."""
    meeting = above.words[-1:] + below.words[:1]
    return meeting.isascii() and meeting.isalpha()


def _goes_on(above: Line, context: _Context, place: int, *, numbers: int) -> bool:
    """Whether the sentence of `above` goes on in the line behind so many page numbers at `place`."""
    signs, lines = context.signs, context.lines
    at = place + numbers
    below = lines[at]
    if below.goes_on(signs):
        return not _is_number(above)
    if below.opens(signs):
        return False
    if above.leaves_open(signs) and _bracket_closes(above.words, lines[at : at + 3], signs):
        return True
    if '"' in below.words and _quote_closes(above.words, below.words):
        return True
    if _is_number(below):
        return False
    if above.words[-1:] in signs.open_ends and above.words.strip(_DASHES):
        return True
    if above.is_ended(signs):
        return False
    return _is_fragment(above, context, at) or _runs_on(above, context, place, numbers)


def _runs_on(above: Line, context: _Context, place: int, numbers: int) -> bool:
    """Whether a line that no sign ends is wrapped, or prose, and not too far from what it would go on with."""
    signs, lines = context.signs, context.lines
    is_full, plain = _is_full(above, context), _plain(above, signs)
    if not is_full and not plain:
        return False
    breaks = context.breaks(above, place, numbers)
    place += numbers
    apart = breaks > 1 and not context.is_page_between(above, lines[place])
    if not apart and is_full and (plain or _is_wrapped(above, context) or _has_tail(above, lines[place], context)):
        return not _among_cells(lines, place)
    if not plain or not signs.prose.search(lines[place].words):
        return False
    short = apart and (len(above.words) < _SENTENCE or breaks >= _FAR) and not signs.stop.search(above.words)
    if short and not _is_word_cut(above, lines[place], context):
        return False
    if not apart and _ends_in_heading(lines[place - 1], context):
        return False
    return not _among_cells(lines, place)


def _is_word_cut(above: Line, below: Line, context: _Context) -> bool:
    """Whether the characters on both sides of a break stand together elsewhere in the text, as those of a word do."""
    meeting = above.words[-1:] + below.words[:1]
    return _HAN.fullmatch(meeting) is not None and context.text.count(meeting) >= _AGAIN


def _ends_in_heading(line: Line, context: _Context) -> bool:
    """Whether a heading stands behind the last sentence of a line that is a whole paragraph."""
    whole = not context.width and len(line.words) >= _PARAGRAPH
    return whole and context.signs.heading_at_end.search(line.words) is not None


def _is_fragment(above: Line, context: _Context, place: int) -> bool:
    """Whether the line at `place` is a few words torn from a sentence that goes on with a comma on the next line."""
    signs, lines = context.signs, context.lines
    if place + 1 >= len(lines) or not lines[place + 1].goes_on(signs) or len(lines[place].words) > _FRAGMENT:
        return False
    return not above.opens(signs) and not _is_number(above)


def _plain(line: Line, signs: Signs) -> bool:
    """Whether a line is running text: long, with a sign inside, and no heading.

    A short numbered line is a heading, unless a sentence ends inside it: then its text has begun.
    """
    if len(line.words) < _PROSE or not signs.prose.search(line.words):
        return False
    numbered = len(line.words) <= _HEADING and line.opens(signs)
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
            if line.opens(signs) or len(reach) > _BRACKET_REACH:
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
    return wrapped and not line.opens(context.signs)


def _has_tail(above: Line, below: Line, context: _Context) -> bool:
    """Whether a full line with a sign inside, an item of a list perhaps, ends in the words of the short line below."""
    signs = context.signs
    return signs.prose.search(above.words) is not None and below.is_ended(signs) and not _is_full(below, context)


def _wrap_width(lines: Sequence[Line], signs: Signs) -> tuple[int, int]:
    """The width at which the text is hard-wrapped (a Chinese character is two wide), and how many lines have it.

    Both are 0 where it is not.

    Most lines of hard-wrapped text have one full width (boxes and tables of contents another), and most of those end
    inside a sentence.
    """
    prose = [line for line in lines if len(line.words) >= _PROSE]
    if len(prose) < _LINES:
        return 0, 0
    widths = sorted([line.width() for line in prose])
    # Where most lines have a width, the middle one of all has it.
    middle = widths[len(widths) // 2]
    full = {
        width: bisect_right(widths, width) - bisect_left(widths, width - _RAGGED)
        for width in range(middle, middle + _RAGGED + 1)
    }
    best = max(full, key=lambda width: (full[width], -width))
    if full[best] * 2 <= len(prose):
        return 0, 0
    ended = sum(1 for line in prose if best - _RAGGED <= line.width() <= best and line.is_ended(signs))
    return (best, full[best]) if ended * 2 <= full[best] else (0, 0)
